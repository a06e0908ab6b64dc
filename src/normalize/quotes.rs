//! Quotation marks: every habit of setting them (typewriter, TeX, doubled apostrophes) becomes
//! typographic marks of the same level. Each mark is read from what stands beside it; pairs are
//! then counted, which shows marks that lost their partner.

use super::markup::{quotation_mark, shown_after, shown_before};
use super::{Passage, joints, missing};
use crate::model::account::{Certainty, Edit};
use std::ops::Range;

/// How a witness writes quotation marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habit {
    /// A backtick opens and an apostrophe closes.
    pub tex: bool,
    /// Two apostrophes are one double mark.
    pub doubled: bool,
    /// German marks.
    pub german: bool,
}

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It opens.
    Open,
    /// It closes, or is the apostrophe of a plural's genitive: they look alike.
    Close,
    /// It stands for a letter.
    Apostrophe,
    /// It stands between spaces: damaged.
    Alone,
}

/// One quotation mark of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Its bytes in the witness.
    pub range: Range<usize>,
    /// What it does.
    pub role: Role,
    /// Whether it is a double mark.
    pub double: bool,
    /// Whether it has a partner in the passage. Apostrophes need none.
    pub paired: bool,
    /// Whether it is typographic already.
    pub finished: bool,
}

impl Habit {
    /// The habit of `text`, written in `language` (BCP 47).
    pub fn of(text: &str, language: &str) -> Self {
        let opens = |mark: &str| text.match_indices(mark).any(|(at, _)| opens_at(text, at, mark.len()));
        let tex = opens("`");
        Self { tex, doubled: opens("''") || text.contains("``"), german: language.split('-').next() == Some("de") }
    }

    pub(super) fn glyph(self, role: Role, double: bool) -> &'static str {
        match (role, double, self.german) {
            (Role::Open, true, false) => "“",
            (Role::Open, false, false) => "‘",
            (Role::Open, true, true) => "„",
            (Role::Open, false, true) => "‚",
            (Role::Apostrophe, ..) => "’",
            (_, true, false) => "”",
            (_, false, false) => "’",
            (_, true, true) => "“",
            (_, false, true) => "‘",
        }
    }
}

fn opens_at(text: &str, at: usize, len: usize) -> bool {
    !is_solid(text[..at].chars().next_back()) && text[at + len..].chars().next().is_some_and(char::is_alphanumeric)
}

/// Whether a mark after `c` is inside or at the end of a word, so that it cannot open.
fn is_solid(c: Option<char>) -> bool {
    c.is_some_and(|c| {
        !c.is_whitespace() && !matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '‘' | '„' | '«')
    })
}

/// The quotation marks of the passage, in order, each read from its neighbours, pairs counted.
/// Marks in a taken place are passed over. After a low mark a raised one that opens elsewhere
/// closes: `„So“`.
pub fn quotes(passage: &Passage, habit: Habit) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    let mut skip = passage.range.start;
    let mut low = [false; 2];
    let mut pending = false;
    for (offset, raw) in passage.str().char_indices() {
        let at = passage.range.start + offset;
        if at < skip || raw.is_alphanumeric() || raw == ' ' {
            continue;
        }
        let Some((c, len)) = quotation_mark(&passage.text[at..passage.range.end]).filter(|_| !passage.is_taken(at))
        else {
            continue;
        };
        let twice = passage.after(at + c.len_utf8()) == Some(c) && raw == c;
        let double = matches!(c, '"' | '“' | '”' | '„') || (twice && matches!(c, '`' | '\'') && habit.doubled);
        let range = at..at + len * if double && matches!(c, '`' | '\'') { 2 } else { 1 };
        skip = range.end;
        let opened = found.last().is_some_and(|q| q.range.end == at && q.role == Role::Open);
        let waiting = &mut low[usize::from(double)];
        let role = match c {
            '„' | '‚' => Role::Open,
            '“' | '‘' if *waiting => Role::Close,
            '"' if raw == c && !pending && lost_space(passage, &range) => Role::Open,
            _ => role(passage, &range, c, opened),
        };
        pending = if double { role == Role::Open } else { pending };
        *waiting = matches!(c, '„' | '‚') || (*waiting && role != Role::Close);
        let finished = raw == c && matches!(c, '‘' | '’' | '“' | '”' | '„' | '‚');
        found.push(Quote { range, role, double, paired: true, finished });
    }
    pair(passage, &mut found);
    found
}

fn role(passage: &Passage, range: &Range<usize>, c: char, opened: bool) -> Role {
    let (before, after) = (shown_before(passage, range.start), shown_after(passage, range.end));
    let solid_before = is_solid(before) && !opened;
    let solid_after = after.is_some_and(|c| !c.is_whitespace());
    let double = matches!(c, '"' | '“' | '”') || range.len() == 2;
    match c {
        '“' | '‘' if solid_before && !solid_after => return Role::Close,
        '“' | '‘' => return Role::Open,
        '”' => return Role::Close,
        '`' => return if solid_after || !solid_before { Role::Open } else { Role::Close },
        _ => {}
    }
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if !double && word(before) && word(after) {
        return Role::Apostrophe;
    }
    if !double && word(before) && joints::is_parted_ending(passage, range.end) {
        return Role::Apostrophe;
    }
    if !double && !solid_before && solid_after && is_elision(passage, range.end) {
        return Role::Apostrophe;
    }
    match (solid_before, solid_after) {
        (true, _) => Role::Close,
        (false, true) if c == '’' || c == '´' => Role::Apostrophe,
        (false, true) => Role::Open,
        (false, false) if before.is_some_and(|c| !c.is_whitespace()) => Role::Close,
        (false, false) if before.is_none() => Role::Open,
        (false, false) if after.is_none() => Role::Close,
        (false, false) => Role::Alone,
    }
}

/// Whether a double mark stands between a comma or a colon and a letter: the space before or behind
/// it is lost.
fn lost_space(passage: &Passage, range: &Range<usize>) -> bool {
    let sign = shown_before(passage, range.start).filter(|c| passage.before(range.start) == Some(*c));
    matches!(sign, Some(',' | ':' | ';'))
        && passage.after(range.end).is_some_and(char::is_alphabetic)
        && !passage.is_taken(range.end)
        && passage.text[passage.range.start..range.start - 1].ends_with(char::is_alphabetic)
}

/// Words that begin with an apostrophe: `'tis`, `'em`, `'90s`; and an ending that came apart, `'s`.
fn is_elision(passage: &Passage, at: usize) -> bool {
    let rest = &passage.text[at..passage.range.end];
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).take(8).collect();
    let year = word.len() >= 2
        && word.bytes().take(2).all(|b| b.is_ascii_digit())
        && matches!(&word[2..], "" | "s")
        && !rest[word.len()..].starts_with('\'');
    let ending = matches!(word.as_str(), "s" | "t" | "d" | "m" | "ll" | "re" | "ve" | "n")
        && !rest[word.len()..].starts_with(['\'', '’']);
    let shortened =
        matches!(word.as_str(), "cello" | "cellos" | "cellist" | "phone" | "bus" | "plane" | "flu" | "round")
            && !rest[word.len()..].starts_with(['\'', '’']);
    year || ending
        || shortened
        || matches!(
            word.to_lowercase().as_str(),
            "tis"
                | "twas"
                | "twere"
                | "twill"
                | "twould"
                | "em"
                | "til"
                | "cause"
                | "neath"
                | "gainst"
                | "twixt"
                | "tween"
        )
}

/// Pairs what opens with what closes, single and double marks apart. A closing mark after an s
/// may be a genitive's apostrophe: it pairs if it can, and gives its partner back to a later one.
fn pair(passage: &Passage, quotes: &mut [Quote]) {
    let mut open: [Vec<usize>; 2] = Default::default();
    let mut lent = false;
    for (i, quote) in quotes.iter_mut().enumerate() {
        let level = usize::from(quote.double);
        match quote.role {
            Role::Apostrophe => {}
            Role::Alone => quote.paired = false,
            Role::Open => {
                lent = lent && quote.double;
                open[level].push(i);
            }
            Role::Close if quote.double => quote.paired = open[level].pop().is_some(),
            Role::Close => {
                let genitive = is_genitive(passage, &quote.range);
                let partner = open[level].pop().is_some();
                quote.paired = partner || lent || genitive;
                lent = if partner { genitive } else { lent && genitive };
            }
        }
    }
    open.into_iter().flatten().for_each(|i| quotes[i].paired = false);
}

/// Whether the mark stands where the apostrophe of a genitive plural does (`the keepers' bell`), or
/// that of a word cut short (`the end o' the mole`, `goin' home`).
fn is_genitive(passage: &Passage, range: &Range<usize>) -> bool {
    let lead = &passage.text[passage.range.start..range.start];
    let length: usize = lead.chars().rev().take(12).take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let word = &lead[lead.len() - length..];
    let plural = word.ends_with(['s', 'S', 'z', 'x']);
    let cut = matches!(word, "o" | "i" | "t" | "th" | "wi" | "Wi" | "an" | "An" | "ol" | "mo")
        || (length >= 4 && word.ends_with("in"))
        || (length >= 5 && word.ends_with("sel"));
    (plural || cut)
        && (cut && matches!(passage.after(range.end), Some('.' | ','))
            || passage.after(range.end).is_some_and(char::is_whitespace)
                && passage.text[range.end..passage.range.end].trim_start().starts_with(char::is_alphanumeric))
}

/// Emits the edits of `quotes.tex`, `quotes.double`, `quotes.single`, `quotes.apostrophe` and
/// `quotes.space` (a mark on the wrong side of its space); marks without a partner go to [`missing`].
pub fn apply(passage: &Passage, habit: Habit, edits: &mut Vec<Edit>) {
    let quotes = quotes(passage, habit);
    let displaced = displaced(passage, &quotes);
    let mut answered = [false; 2];
    let mut loose = Vec::new();
    for (i, quote) in quotes.iter().enumerate() {
        let level = usize::from(quote.double);
        if displaced.binary_search(&i).is_ok() {
            edits.push(reopened(passage, quote, habit));
            answered[level] = true;
            continue;
        }
        let inches = quote.double
            && !quote.paired
            && quote.role == Role::Close
            && passage.before(quote.range.start).is_some_and(|c| c.is_ascii_digit());
        let year =
            passage.text[passage.range.start..quote.range.start].bytes().rev().take(4).all(|b| b.is_ascii_digit());
        if !quote.finished && !inches {
            edits.push(set(passage, quote, habit));
        }
        if quote.double && quote.paired && lost_space(passage, &quote.range) {
            let at = if quote.role == Role::Open { quote.range.start } else { quote.range.end };
            edits.push(passage.edit(at..at, " ", "spaces.lost", Certainty::Probable));
        }
        let reopens = quote.role == Role::Open && quote.range.start == passage.range.start;
        let closes_all = quote.role == Role::Close && quote.range.end == passage.range.end;
        if quote.paired || reopens || closes_all || (inches && !year) {
            continue;
        }
        if !std::mem::take(&mut answered[level]) {
            loose.push(i);
        }
    }
    missing::apply(passage, &quotes, &loose, habit, edits);
}

/// The typographic form of a mark.
fn set(passage: &Passage, quote: &Quote, habit: Habit) -> Edit {
    let raw = &passage.text[quote.range.clone()];
    let inner = passage.before(quote.range.start).is_some_and(char::is_alphanumeric)
        && passage.after(quote.range.end).is_some_and(char::is_alphanumeric);
    let rule = match (quote.role, quote.double) {
        (Role::Apostrophe, _) => "quotes.apostrophe",
        _ if raw.starts_with('`') || (habit.tex && raw.starts_with('\'')) => "quotes.tex",
        (_, true) => "quotes.double",
        (_, false) => "quotes.single",
    };
    let mut edit = passage.edit(quote.range.clone(), habit.glyph(quote.role, quote.double), rule, Certainty::Certain);
    if quote.role == Role::Alone || (quote.double && inner) {
        // Between letters or between spaces a mark shows no side: only its partner could.
        edit.certainty = Certainty::Probable;
    }
    edit
}

/// Opening marks that slipped to the wrong side of their space: `of' peace' and`, `: ' There is
/// peace'`. There are two marks that close and none that opens; the first is no plural's
/// genitive, has its space behind it, and no note marker follows.
fn displaced(passage: &Passage, quotes: &[Quote]) -> Vec<usize> {
    let mut found = Vec::new();
    for double in [false, true] {
        let mut loose: Option<usize> = None;
        for (i, quote) in quotes.iter().enumerate().filter(|(_, q)| q.double == double && !q.finished) {
            match quote.role {
                Role::Open => loose = None,
                Role::Alone => loose = Some(i),
                Role::Close if !quote.paired => match loose.take() {
                    Some(first) if slipped(passage, &quotes[first]) => found.push(first),
                    _ => loose = Some(i),
                },
                _ => {}
            }
        }
    }
    found.sort_unstable();
    found
}

fn slipped(passage: &Passage, quote: &Quote) -> bool {
    let after = quote.range.end;
    if passage.after(after) != Some(' ') || !passage.after(after + 1).is_some_and(char::is_alphanumeric) {
        return false;
    }
    let marker_follows = passage.is_taken(after) || passage.is_taken(after + 1);
    let before = passage.before(quote.range.start);
    let fits = match quote.role {
        Role::Alone => passage.text[passage.range.start..quote.range.start].trim_end().ends_with([':', ',']),
        _ => before.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ':')),
    };
    fits && !marker_follows
}

/// The mark on the right side of its space.
fn reopened(passage: &Passage, quote: &Quote, habit: Habit) -> Edit {
    let glyph = habit.glyph(Role::Open, quote.double);
    let read = if quote.role == Role::Alone { glyph.to_owned() } else { format!(" {glyph}") };
    passage.edit(quote.range.start..quote.range.end + 1, read, "quotes.space", Certainty::Probable)
}
