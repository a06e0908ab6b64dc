//! What heads nothing whatever its form: the lines of a letter's envelope, a signature above the next one, an advertisement
//! with its address, what is said of a stage, a note or a speaker that is glued to its number.

use crate::read::plain::units::Page;
use crate::read::plain::words;

/// The labels of a letter's envelope.
const ENVELOPE: [&str; 13] = [
    "from: ",
    "date: ",
    "subject: ",
    "to: ",
    "cc: ",
    "message-id: ",
    "references: ",
    "in-reply-to: ",
    "sender: ",
    "reply-to: ",
    "organization: ",
    "newsgroups: ",
    "lines: ",
];

/// Whether unit `unit` is such a line.
pub(super) fn heads(page: &Page, unit: usize) -> bool {
    let text = page.str(unit);
    let below = |space: Option<usize>| {
        page.units.get(unit + 1).filter(|next| space.is_none_or(|most| next.space <= most)).map(|_| page.str(unit + 1))
    };
    let signed = || below(None).is_some_and(is_envelope);
    let advertised = || below(Some(0)).is_some_and(has_address);
    words::starts_with_any(text, &ENVELOPE)
        || has_address(text)
        || text.contains([' ', '\u{a0}']) && (text.contains(" ¿") || text.contains(" ¡"))
        || is_glued(text)
        || is_speaker(text)
        || words::starts_with_any(text, &["exit ", "exeunt", "manet ", "manent "])
        || is_gloss(text)
        || words::is_one_of(text.trim_end_matches('.'), &["act drop", "act-drop", "the curtain falls"])
        || signed()
        || advertised()
}

/// `From brook at example.org  Tue Jan  1 17:16:17 2008`, and the labels below it.
fn is_envelope(text: &str) -> bool {
    let line = text.lines().next().unwrap_or("");
    line.starts_with("From ") && words::has_clock(line) && words::has_year(line)
        || words::starts_with_any(line, &ENVELOPE)
}

/// Whether a line has an address of a page or of somebody's letters.
fn has_address(text: &str) -> bool {
    let letters = || text.split_once('@').is_some_and(|(_, host)| host.contains('.') && !host.starts_with(' '));
    text.contains("://") || text.contains("www.") || letters()
}

/// `1Anlage 2`: the mark of a note before its word.
fn is_glued(text: &str) -> bool {
    let word = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let mut chars = word.chars();
    let begins = chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase);
    word.len() < text.len() && begins
}

/// `1.Oar. The tide is in`: one of several who speak, with the number that tells them apart.
fn is_speaker(text: &str) -> bool {
    let word = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = word.strip_prefix('.').filter(|_| word.len() < text.len()).and_then(|rest| rest.split_once('.'));
    name.is_some_and(|(name, _)| {
        name.starts_with(char::is_uppercase) && name.chars().count() <= 6 && name.chars().all(char::is_alphabetic)
    })
}

/// `57. Kemped: combed; the word survives`: a number with a word and what it means.
fn is_gloss(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && text.contains("; ") && text.contains(": ")
}
