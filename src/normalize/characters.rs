//! Characters that no text should hold: controls, invisible breaks, decomposed accents,
//! ligatures of old fonts.

use super::Passage;
use crate::model::account::{Certainty, Edit};
use crate::source::is_line_end;
use crate::words::ligature;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Emits the edits of `characters.control`, `characters.invisible`, `characters.composed` and
/// `characters.ligature`.
pub fn apply(passage: &Passage, edits: &mut Vec<Edit>) {
    let mut rest = passage.str().char_indices().peekable();
    while let Some((offset, c)) = rest.next() {
        let at = passage.range.start + offset;
        let here = at..at + c.len_utf8();
        if c == '\u{ad}' && passage.text[here.end..passage.range.end].trim_start().is_empty() {
            // the other half of its word is not here
            edits.push(passage.query(here, "", "characters.invisible"));
        } else if c == '\u{ad}' && ends_line(&passage.text[here.end..passage.range.end]) {
            // it divides a word
        } else if c == '\u{200b}' && parts_words(passage, &here) {
            // what it parts may be two words: where it stays, they are parted as they were
            edits.push(passage.query(here, " ", "characters.invisible"));
        } else if is_invisible(c) {
            edits.push(passage.edit(here, "", "characters.invisible", Certainty::Certain));
        } else if let Some(sign) = of_windows(c) {
            edits.push(passage.edit(here, sign, "characters.control", Certainty::Certain));
        } else if is_unprintable(c) {
            // beside what shows it stands for a sign that is lost: `Perse?s`, `Beatric?,`
            let shows = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !c.is_control());
            let beside = shows(passage.before(here.start)) || shows(passage.after(here.end));
            let lost = beside || stands_for_sign(c);
            if lost {
                edits.push(passage.query(here.clone(), "", "characters.control"));
            }
            edits.push(passage.edit(
                here,
                if lost { "\u{fffd}" } else { "" },
                "characters.control",
                Certainty::Certain,
            ));
        } else if let Some(letters) = ligature::letters(c) {
            edits.push(passage.edit(here, letters, "characters.ligature", Certainty::Certain));
        } else if rest.peek().is_some_and(|(_, next)| is_combining_mark(*next)) {
            let mut end = here.end;
            while let Some((o, mark)) = rest.next_if(|(_, next)| is_combining_mark(*next)) {
                end = passage.range.start + o + mark.len_utf8();
            }
            let raw = &passage.text[at..end];
            let composed: String = raw.nfc().collect();
            if composed != raw {
                edits.push(passage.edit(at..end, composed, "characters.composed", Certainty::Certain));
            }
        }
    }
}

/// Whether a line ends before anything that shows.
fn ends_line(rest: &str) -> bool {
    rest.trim_start_matches([' ', '\t', '\u{a0}']).starts_with(is_line_end)
}

/// Whether `c` is there only for machines: zero-width spaces, soft hyphens, byte order marks.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}')
}

/// Whether a zero-width space stands between letters or figures that together are no word that the text has elsewhere.
fn parts_words(passage: &Passage, here: &Range<usize>) -> bool {
    let shows = |c: &char| c.is_alphanumeric();
    let lead = passage.text[passage.range.start..here.start].trim_end_matches(is_invisible);
    let rest = passage.text[here.end..passage.range.end].trim_start_matches(is_invisible);
    let left = &lead[lead.len() - lead.chars().rev().take_while(shows).map(char::len_utf8).sum::<usize>()..];
    let right = &rest[..rest.chars().take_while(shows).map(char::len_utf8).sum::<usize>()];
    let known = |word: &str| passage.vocabulary.is_some_and(|words| words.is_word(word) || words.is_listed(word));
    !left.is_empty() && !right.is_empty() && !known(&format!("{left}{right}"))
}

/// Whether a control stands for a sign or a letter of another code: separators of records stand for hyphens in a text of
/// Word, what lies above ASCII for the letters of DOS.
pub fn stands_for_sign(c: char) -> bool {
    matches!(c, '\u{1c}'..='\u{1f}' | '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}')
}

/// The sign that a control stands for in a text of Word, or of Windows that was read as Latin-1 (code page 1252; U+0085 ends a
/// line).
fn of_windows(c: char) -> Option<&'static str> {
    Some(match c {
        // of Word, the hyphen at which no line breaks
        '\u{1e}' => "-",
        '\u{91}' | '\u{92}' => "’",
        '\u{93}' => "“",
        '\u{94}' => "”",
        '\u{95}' => "•",
        '\u{96}' => "–",
        '\u{97}' => "—",
        _ => return None,
    })
}

/// Whether `c` may not stand in a book: a control that is no space, or no character at all.
fn is_unprintable(c: char) -> bool {
    (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{fff9}'..='\u{fffc}')
}
