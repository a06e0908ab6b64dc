//! Labels that say what they are by a word: `[Footnote 5: `, `[*Footnote: `, `Footnote 12: `; and a number in brackets with
//! its note.

use super::{Count, Form, Label, SIDENOTE, SIGNS, compound, is_year, label, value, wide};
use crate::read::plain::words::{self, is_blank, roman};

/// Words that open a note in brackets, in the languages of the great digital libraries.
const WORDS: [&str; 9] = ["footnote", "sidenote", "endnote", "note", "fn", "fußnote", "fussnote", "anmerkung", "nota"];

/// `[Footnote 12: `, `[Note A: `, `[Footnote *: `, `[Sidenote: `; also `[Footnote 12 ` and `[Footnote 12:`
/// without the space.
pub(super) fn footnote(text: &str) -> Option<Label> {
    let inner = text.strip_prefix('[')?;
    if let Some(label) = glossed(text, inner) {
        return Some(label);
    }
    let (signs, inner) = signed(inner);
    let same = |w: &&&str| inner.get(..w.len()).is_some_and(|head| head.to_lowercase() == **w);
    let word = WORDS.iter().find(same)?;
    let rest = inner[word.len()..].trim_start_matches(is_blank);
    let at = text.len() - rest.len();
    let length: usize = rest
        .chars()
        .take(8)
        .take_while(|c| !is_blank(*c) && !matches!(c, ':' | '.' | ']' | ')'))
        .map(char::len_utf8)
        .sum();
    let (mark, behind) = rest.split_at(length);
    let close = behind.chars().next()?;
    // `[note 245]` refers to a note and is none
    if inner.starts_with("note") && close != ':' {
        return None;
    }
    if let Some((figures, end)) = of_a_part(mark, behind) {
        let (count, number) = value(figures).filter(|(count, _)| *count == Count::Figures)?;
        return label(text, Form::Footnote, count, figures, number, at + length + end);
    }
    if mark.is_empty() {
        let sign = match *word {
            "sidenote" => SIDENOTE,
            _ if signs.is_empty() => "*",
            _ => signs,
        };
        let number = signs.chars().count() as u32;
        return (close == ':').then(|| label(text, Form::Footnote, Count::Signs, sign, number, at + 1))?;
    }
    if !signs.is_empty() {
        return None;
    }
    let signs = mark.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶'));
    // `[Footnote l6:`: letters that were read for figures
    let meant = misread(mark);
    let mark = meant.as_deref().unwrap_or(mark);
    let (count, number) = match value(mark)
        .or_else(|| wide(mark))
        .or_else(|| compound(mark))
        .filter(|(count, _)| *count != Count::Romans)
    {
        Some(found) => found,
        None if signs => (Count::Signs, mark.chars().count() as u32),
        None => (Count::Romans, roman(mark)?),
    };
    if let Some((mark, number, end)) = paged(mark, behind) {
        return label(text, Form::Footnote, Count::Compound, &mark, number, at + length + end);
    }
    let separated = matches!(close, ':' | '.' | ']' | ')');
    let end = at + length + if separated { close.len_utf8() } else { 0 };
    // `[Note 1 - …`
    let dash = if separated { 0 } else { dash(&text[end..]) };
    (separated || count == Count::Figures).then(|| label(text, Form::Footnote, count, mark, number, end + dash))?
}

/// The sign that stands before the word, and what is behind it: `[*Footnote: `.
fn signed(inner: &str) -> (&str, &str) {
    let signs: usize = inner.chars().take(SIGNS).take_while(|c| matches!(c, '*' | '†' | '‡')).map(char::len_utf8).sum();
    inner.split_at(signs)
}

/// How long the dash between a number and its note is, with the blanks before it.
fn dash(behind: &str) -> usize {
    let shown = behind.trim_start_matches(is_blank);
    let dash = ["-- ", "- ", "– ", "— "].iter().find(|dash| shown.starts_with(**dash));
    dash.map_or(0, |dash| behind.len() - shown.len() + dash.len())
}

/// `[12: a small boat]`: a number in brackets with its note. A year in its place dates a remark.
fn glossed(text: &str, inner: &str) -> Option<Label> {
    let digits = inner.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let (count, number) = value(&inner[..digits]).or_else(|| wide(&inner[..digits]))?;
    let words = inner[digits..].strip_prefix(": ")?.trim_start();
    let begins = words.starts_with(|c: char| c.is_alphabetic() || words::is_opening_quote(c) || c == '_');
    (begins && !is_year(&inner[..digits]))
        .then(|| label(text, Form::Footnote, count, &inner[..digits], number, text.len() - words.len()))?
}

/// The mark of a note that is counted by pages, its number, and where the label ends in `behind`: `Footnote 102:1.`.
fn paged(page: &str, behind: &str) -> Option<(String, u32, usize)> {
    let rest = behind.strip_prefix(':')?;
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    let mark = format!("{page}-{}", &rest[..figures]);
    let number = of_page(&mark)?.1;
    rest[figures..].starts_with(['.', ':', ']']).then_some((mark, number, 1 + figures + 1))
}

/// The number of a mark of a page and a note of it, which only a word makes one: `102-1`.
pub(in crate::read::plain) fn of_page(mark: &str) -> Option<(Count, u32)> {
    let (page, note) = mark.split_once('-')?;
    let number = |s: &str| value(s).filter(|(count, _)| *count == Count::Figures).map(|(_, number)| number);
    Some((Count::Compound, 1_000_000 + number(page)? * 1_000 + number(note)?))
}

/// The figures of a mark in which letters stand beside them that look like figures: `l6`.
fn misread(mark: &str) -> Option<String> {
    let figures = mark.contains(|c: char| c.is_ascii_digit()) && mark.starts_with(['l', 'I', 'O', 'o']);
    words::misread_number(mark).filter(|_| figures).map(|number| number.to_string())
}

/// The number of a note that is counted by parts, which its marker leaves out, and where the label ends in `behind`:
/// `Footnote I.4:`, `Footnote IIc.12:`.
fn of_a_part<'a>(part: &str, behind: &'a str) -> Option<(&'a str, usize)> {
    let rest = behind.strip_prefix('.').filter(|_| part.starts_with(char::is_alphabetic))?;
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    let closed = rest[figures..].starts_with(':') && part.chars().all(char::is_alphabetic);
    closed.then_some((&rest[..figures], 1 + figures + 1))
}

/// Words that open a note without brackets.
pub(super) const WORDED: [&str; 4] = ["Footnote ", "FOOTNOTE ", "Fußnote ", "Anmerkung "];

/// `Footnote 12: `, without brackets.
pub(super) fn worded(text: &str) -> Option<Label> {
    let first = text.bytes().next()?; // tells most lines apart
    let rest = WORDED.iter().filter(|w| w.as_bytes().first() == Some(&first)).find_map(|w| text.strip_prefix(w))?;
    let (mark, _) = rest.split_once(':').filter(|(mark, _)| mark.len() <= 4)?;
    let (count, number) = value(mark).filter(|(count, _)| *count == Count::Figures)?;
    label(text, Form::Dot, count, mark, number, text.len() - rest.len() + mark.len() + 1)
}

/// Whether `text` begins with a note in brackets that says that it is one; those in the margin stand beside their words.
pub(in crate::read::plain) fn is_worded_note(text: &str) -> bool {
    text.starts_with('[') && footnote(text).is_some_and(|l| l.mark != SIDENOTE)
}

/// Where the bracket that `text` begins with closes: the byte behind it.
pub(in crate::read::plain) fn closes(text: &str) -> Option<usize> {
    let mut depth = 0;
    let closes = |c: char| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        c == ']' && depth == 0
    };
    text.find(closes).map(|at| at + 1)
}

/// Whether `behind` the bracket of a note the text goes on: words, unless another note begins there or they are the
/// note's, whose last bracket comes after them.
pub(in crate::read::plain) fn is_text(behind: &str) -> bool {
    let behind = behind.trim();
    let closes = behind.trim_end_matches(['.', '*', '_']).ends_with(']');
    let own = closes && behind.matches(']').count() > behind.matches('[').count();
    behind.contains(char::is_alphabetic) && !own && footnote(behind).is_none()
}
