//! Labels at the beginning of a unit: `1. `, `(2) `, `[3] `, `4 `, `a) `, `* `, `- `,
//! `[Footnote 5: `. Lists and notes have them; which of the two a label means is not known here.

mod worded;

use crate::read::plain::words::{is_blank, roman, superscript_digit};
use worded::{WORDED, footnote, worded};
pub(super) use worded::{closes, is_text, is_worded_note, of_page};

/// The form of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// `1. `
    Dot,
    /// `1) `
    HalfRound,
    /// `(1) `
    Round,
    /// `[1] `
    Square,
    /// `1 `
    Bare,
    /// `¹ `
    Superscript,
    /// `* `, `† `, `** `
    Symbol,
    /// `- `, `• `
    Bullet,
    /// `[Footnote 1: `; closes with `]`
    Footnote,
    /// `{1a} `, where the witness sets its markers so
    Braced,
}

/// What counts a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Count {
    /// 1, 2, 3
    Figures,
    /// a, b, c
    Letters,
    /// i, ii, iii
    Romans,
    /// 1*, 2*: the editor's notes beside the author's
    Starred,
    /// *, †
    Signs,
    /// 1a, i-12: a number with a letter behind it or the part's before it
    Compound,
}

/// A label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Its form.
    pub(super) form: Form,
    /// What it counts with.
    pub(super) count: Count,
    /// The mark, without brackets and points.
    pub(super) mark: String,
    /// Its number; for a sign how often it is repeated, none where a note says what it is and has no mark (`[Footnote: `).
    pub(super) number: u32,
    /// Its bytes, with the spaces that follow.
    pub(super) len: usize,
}

impl Label {
    /// Whether this is the next one of the same kind.
    pub(super) fn follows(&self, last: &Label) -> bool {
        let same = self.form == last.form && (self.count == last.count || self.count == Count::Letters);
        let value = if last.count == Count::Romans && self.count == Count::Letters {
            roman(&self.mark).unwrap_or(self.number)
        } else {
            self.number
        };
        match self.form {
            Form::Bullet => same && self.mark == last.mark,
            Form::Symbol => same,
            _ => same && value == last.number + 1,
        }
    }

    /// Whether this is one of the next in the same square brackets, some being missing.
    pub(super) fn leaps(&self, last: &Label) -> bool {
        let same = self.form == Form::Square && last.form == Form::Square && self.count == last.count;
        same && self.count == Count::Figures && self.number > last.number && self.number - last.number <= LEAP
    }
}

/// How many numbers may be missing between the labels of two lines.
const LEAP: u32 = 5;

/// The label at the beginning of `text`, if there is one.
pub(super) fn parse(text: &str) -> Option<Label> {
    if is_word(text) {
        return worded(text);
    }
    footnote(text)
        .or_else(|| worded(text))
        .or_else(|| superscript(text))
        .or_else(|| bracketed_sign(text))
        .or_else(|| sign(text))
        .or_else(|| counted(text))
}

/// Whether `text` begins with letters that no point and no bracket makes a label: most lines do.
fn is_word(text: &str) -> bool {
    let bytes = text.as_bytes();
    let letters = bytes.iter().take(7).take_while(|b| b.is_ascii_alphanumeric()).count();
    bytes.first().is_some_and(u8::is_ascii_alphabetic) && !matches!(bytes.get(letters), Some(b'.' | b')'))
}

/// The label that is all of `text`, the note being below it: `[85]`, `12`. Never a sign.
pub(super) fn alone(text: &str) -> Option<Label> {
    if let Some(mark) = text.strip_suffix(':').and_then(|text| WORDED.iter().find_map(|w| text.strip_prefix(w))) {
        let (count, number) = value(mark).filter(|(count, _)| *count == Count::Figures)?;
        return Some(Label { form: Form::Footnote, count, mark: mark.to_owned(), number, len: text.len() });
    }
    // most lines have neither a figure nor a sign at their ends that a label has
    let may = text.starts_with(['[', '(', '{', '^'])
        || text.ends_with(['.', ')', ']', '}', ':'])
        || text.contains(char::is_numeric);
    let word =
        !may || text.bytes().all(|b| b.is_ascii_alphanumeric()) && text.starts_with(|c: char| c.is_ascii_alphabetic());
    if word
        || !text.contains(char::is_alphanumeric)
        || text.len() > LONGEST
        || text.contains(is_blank) && !text.starts_with('[')
    {
        return None;
    }
    let with_words = parse(&format!("{text} x"))?;
    let whole = with_words.len == text.len() + 1 && with_words.count != Count::Signs;
    whole.then_some(Label { len: text.len(), ..with_words })
}

/// The label `{2c} `, which says nothing by its form alone: pages are counted so too.
pub(super) fn braced(text: &str) -> Option<Label> {
    let (mark, rest) = text.strip_prefix('{')?.split_once('}').filter(|(mark, _)| mark.len() <= 6)?;
    let (count, number) = value(mark).or_else(|| compound(mark)).filter(|(count, _)| *count != Count::Romans)?;
    rest.starts_with(is_blank).then(|| label(text, Form::Braced, count, mark, number, mark.len() + 2))?
}

/// The longest label that stands alone, in bytes.
const LONGEST: usize = 24;

fn label(text: &str, form: Form, count: Count, mark: &str, number: u32, end: usize) -> Option<Label> {
    let rest = &text[end..];
    let len = end + rest.len() - rest.trim_start_matches(is_blank).len();
    (len < text.len()).then(|| Label { form, count, mark: mark.to_owned(), number, len })
}

/// `[*] `, `[†] `
fn bracketed_sign(text: &str) -> Option<Label> {
    let (mark, _) = text.strip_prefix('[')?.split_once(']').filter(|(mark, _)| !mark.is_empty() && mark.len() <= 9)?;
    let signs = mark.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§'));
    signs.then(|| label(text, Form::Square, Count::Signs, mark, mark.chars().count() as u32, mark.len() + 2))?
}

/// The mark of notes in the margin, which have none of their own.
pub(super) const SIDENOTE: &str = "§";

/// `¹ `, `^1 `, `^{1} `
fn superscript(text: &str) -> Option<Label> {
    if let Some(rest) = text.strip_prefix('^') {
        let inner = rest.trim_start_matches('{');
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let (count, number) = value(&inner[..digits])?;
        let end = text.len() - inner.len() + digits + usize::from(inner[digits..].starts_with('}'));
        return label(text, Form::Superscript, count, &inner[..digits], number, end);
    }
    let digits: Vec<u32> = text.chars().map_while(superscript_digit).take(4).collect();
    if digits.is_empty() || digits.len() > 3 {
        return None;
    }
    let number = digits.iter().fold(0, |n, d| n * 10 + d);
    let end: usize = text.chars().take(digits.len()).map(char::len_utf8).sum();
    let text_follows = text[end..].starts_with(|c: char| is_blank(c) || c.is_alphabetic());
    (number > 0 && text_follows)
        .then(|| label(text, Form::Superscript, Count::Figures, &number.to_string(), number, end))?
}

/// How many stars make a mark, at most: ten notes of one paragraph.
pub(super) const SIGNS: usize = 10;

/// `* `, `- `. A long dash before a capital is speech or a source line.
fn sign(text: &str) -> Option<Label> {
    let first = text.chars().next()?;
    let (form, most) = match first {
        '*' => (Form::Symbol, SIGNS),
        '†' | '‡' | '§' | '¶' => (Form::Symbol, 3),
        '-' | '–' | '—' | '•' | '·' | '▪' | '◦' => (Form::Bullet, 1),
        _ => return None,
    };
    // `§ 35.` counts sections
    if first == '§' && text['§'.len_utf8()..].trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let times = text.chars().take_while(|c| *c == first).count();
    let end = times * first.len_utf8();
    let rest = &text[end..];
    let spaced = rest.starts_with(is_blank);
    // `* TOO MUCH   *`: a box of stars
    if first == '*' && spaced && rest.lines().next().unwrap_or("").trim_end().ends_with('*') {
        return None;
    }
    let word = rest.trim_start_matches(is_blank).chars().next()?;
    let joined = form == Form::Symbol && (word.is_uppercase() || crate::read::plain::words::is_opening_quote(word));
    if joined && !spaced && is_emphasis(&text[..end], rest) {
        return None;
    }
    let spoken = matches!(first, '–' | '—') && !(word.is_lowercase() || word.is_ascii_digit());
    if spoken || times > most || !(spaced || joined) || !(word.is_alphanumeric() || is_punctuation_before_text(word)) {
        return None;
    }
    label(text, form, Count::Signs, &text[..end], times as u32, end)
}

/// Whether asterisks open emphasis that the next ones close, as around a speaker's name.
fn is_emphasis(sign: &str, rest: &str) -> bool {
    let inside = rest.find(sign).map(|at| &rest[..at]);
    sign.starts_with('*') && inside.is_some_and(|words| !words.ends_with(is_blank) && words.chars().count() <= 80)
}

fn is_punctuation_before_text(c: char) -> bool {
    crate::read::plain::words::is_opening_quote(c) || matches!(c, '(' | '[' | '_')
}

fn counted(text: &str) -> Option<Label> {
    let (open, inner) = match text.chars().next()? {
        '(' => (Some(')'), &text[1..]),
        '[' => (Some(']'), &text[1..]),
        _ => (None, text),
    };
    let figures: usize = inner.chars().take_while(char::is_ascii_alphanumeric).take(6).map(char::len_utf8).sum();
    let starred =
        figures > 0 && inner[..figures].bytes().all(|b| b.is_ascii_digit()) && inner[figures..].starts_with('*');
    let part = inner[figures..].strip_prefix('-').filter(|_| open == Some(']'));
    let behind = part.map_or(0, |rest| 1 + rest.bytes().take(3).take_while(u8::is_ascii_digit).count());
    let mark_len = figures + usize::from(starred) + behind;
    let mark = &inner[..mark_len];
    let close = inner[mark_len..].chars().next()?;
    let after = inner[mark_len + close.len_utf8()..].chars().next();
    let (form, end) = match (open, close) {
        // `(3), the` counts within a sentence
        (Some(')'), ')') if matches!(after, Some(',' | ';')) => return None,
        (Some(')'), ')') => (Form::Round, mark_len + 2),
        // `[h]an`, `[17]79`: what an editor has supplied
        (Some(_), ']') if is_supplied(mark, after) => return None,
        (Some(_), ']') => (Form::Square, mark_len + 2),
        // `1.ª`: the ordinal's sign is the label's
        (None, '.') if matches!(after, Some('ª' | 'º')) => {
            let end = mark_len + 1 + 'ª'.len_utf8();
            if !inner[end..].starts_with(is_blank) {
                return None;
            }
            (Form::Dot, end)
        }
        (None, '.') if after.is_some_and(|c| is_blank(c) || c.is_alphabetic()) => (Form::Dot, mark_len + 1),
        (None, ')') if after.is_some_and(is_blank) => (Form::HalfRound, mark_len + 1),
        (None, c) if is_blank(c) => (Form::Bare, mark_len),
        _ => return None,
    };
    let square = || value(mark).or_else(|| wide(mark)).or_else(|| compound(mark));
    let read = if form == Form::Square { square() } else { value(mark) };
    if let Some((count, number)) = read {
        let bare = form == Form::Bare && count != Count::Figures;
        let initial = form == Form::Dot && count != Count::Figures && !after.is_some_and(is_blank);
        let capital = form == Form::Dot && count == Count::Letters && mark.starts_with(char::is_uppercase);
        return if bare || initial || capital { None } else { label(text, form, count, mark, number, end) };
    }
    None
}

/// Whether what stands in brackets goes on as a word or a number without a space.
fn is_supplied(mark: &str, after: Option<char>) -> bool {
    let figures = mark.starts_with(|c: char| c.is_ascii_digit());
    after.is_some_and(
        |c| if figures { c.is_numeric() || c.is_lowercase() && mark.len() > 3 } else { c.is_alphanumeric() },
    )
}

/// The number of a mark of two parts, which only brackets make one: `1a`, `i-12`. No two marks have the same.
pub(super) fn compound(mark: &str) -> Option<(Count, u32)> {
    // a preface may be counted with noughts: `0a`
    let figures = |mark: &str| mark.parse::<u32>().ok().filter(|_| mark.len() <= 3);
    let plain = |figures: &str| value(figures).filter(|(count, _)| *count == Count::Figures).map(|(_, number)| number);
    let number = match mark.split_once('-') {
        Some((part, figures)) if part.len() <= 4 && part.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            (roman(part)? + 1) * 10_000 + plain(figures)?
        }
        None if mark.len() >= 2 => {
            let letter = mark.chars().next_back().filter(char::is_ascii_lowercase)?;
            figures(&mark[..mark.len() - 1])? * 100 + u32::from(letter) - u32::from('a')
        }
        _ => return None,
    };
    Some((Count::Compound, number))
}

/// The number of figures that only brackets make a mark: four of them (a year has none), or with a zero in front.
fn wide(mark: &str) -> Option<(Count, u32)> {
    let number = mark.parse().ok().filter(|_| is_wide(mark))?;
    Some((Count::Figures, number))
}

/// Whether `mark` is four figures, or begins with a zero: `1204`, `01`.
pub(super) fn is_wide(mark: &str) -> bool {
    let figures = (2..=4).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit());
    figures && (mark.len() == 4 || mark.starts_with('0')) && mark.bytes().any(|b| b != b'0')
}

/// Whether a mark may be a year.
pub(super) fn is_year(mark: &str) -> bool {
    mark.len() == 4 && mark.parse::<u32>().is_ok_and(|n| (1000..=2100).contains(&n))
}

fn value(mark: &str) -> Option<(Count, u32)> {
    if mark.bytes().all(|b| b.is_ascii_digit()) {
        let plain = !mark.is_empty() && mark.len() <= 3 && !mark.starts_with('0');
        return if plain { mark.parse().ok().map(|n| (Count::Figures, n)) } else { None };
    }
    if let Some(figures) = mark.strip_suffix('*') {
        return value(figures).map(|(_, number)| (Count::Starred, number));
    }
    match mark.as_bytes() {
        [c] if c.is_ascii_alphabetic() && !matches!(c, b'i' | b'I') => {
            Some((Count::Letters, u32::from(c.to_ascii_lowercase() - b'a') + 1))
        }
        _ => roman(mark).map(|n| (Count::Romans, n)),
    }
}
