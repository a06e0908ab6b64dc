//! What heads nothing whatever its form: the lines of a letter's envelope, a signature above the next one, an advertisement
//! with its address, what is said of a stage, a note or a speaker that is glued to its number.

use super::numbers::{self, PARTS};
use crate::read::plain::front::bylines;
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
        || is_of_stage(text)
        || is_gloss(text)
        || is_of_page(text)
        || bylines::is_byline(text.trim_end_matches('.'))
        || is_formula(text)
        || is_damaged(text)
        || is_cited_scene(text)
        || is_salutation(text)
        || is_synopsis(text)
        || is_row_of_numbers(text)
        || names_other_books(text)
        || signed()
        || advertised()
}

/// What is said of a stage: who comes and goes, that the curtain falls.
pub(super) fn is_of_stage(text: &str) -> bool {
    const FALLS: [&str; 14] = [
        "act drop",
        "act-drop",
        "curtain",
        "curtain falls",
        "the curtain falls",
        "slow curtain",
        "quick curtain",
        "vorhang",
        "der vorhang fällt",
        "rideau",
        "la toile tombe",
        "sipario",
        "telón",
        "занавес",
    ];
    words::starts_with_any(text, &["exit ", "exeunt", "manet ", "manent "])
        || words::is_one_of(text.trim_matches(|c: char| !c.is_alphabetic()), &FALLS)
}

/// How somebody is spoken to above a letter, in capitals.
fn is_salutation(text: &str) -> bool {
    const SPOKEN_TO: [&str; 21] = [
        "may it please",
        "dear ",
        "my dear ",
        "dearest ",
        "my dearest ",
        "honoured ",
        "honored ",
        "sir",
        "dear sir",
        "madam",
        "gentlemen",
        "lieber ",
        "liebe ",
        "liebste",
        "mein lieber ",
        "meine liebe ",
        "cher ",
        "chère ",
        "mon cher ",
        "ma chère ",
        "monsieur",
    ];
    words::has_at_most(text, LETTER) && words::starts_with_any(text.trim_end_matches(['.', ',', '!']), &SPOKEN_TO)
}

/// How many words a letter begins with at most.
const LETTER: usize = 5;

/// How many words a part's number and what happens in it have at least.
const SYNOPSIS: usize = 9;

/// `SCENE I. At the weir. The keeper comes and`: a number, and sentences of what happens there.
fn is_synopsis(text: &str) -> bool {
    let ends = |at: usize| {
        let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or("");
        word.chars().nth(3).is_some() && words::roman(word).is_none() && word.contains(char::is_lowercase)
    };
    let begins = |at: usize| text[at + 2..].starts_with(char::is_uppercase);
    // the stops of `Chap. XXVII.` are none of a sentence
    let numbered = text.match_indices(' ').nth(1).map_or(0, |(at, _)| at);
    let stops: Vec<usize> =
        text.match_indices(". ").map(|(at, _)| at).filter(|at| *at > numbered && begins(*at)).collect();
    let sentences = if stops.iter().any(|at| ends(*at)) { stops.len() } else { 0 };
    let small = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    sentences >= 1 && small >= 2 && !words::has_at_most(text, SYNOPSIS - 1)
}

/// `THE HARBOUR SERIES.`, `BY THE SAME AUTHOR`: what stands before a title page.
fn names_other_books(text: &str) -> bool {
    let low = text.trim_end_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    low.ends_with(" series") || low.ends_with("by the same author")
}

/// How many numbers in a row lead to parts that stand elsewhere.
const LINKS: usize = 3;

/// `I II III IV`: the links of a page to its parts.
fn is_row_of_numbers(text: &str) -> bool {
    let number = |word: &str| words::roman(word).is_some() || word.bytes().all(|b| b.is_ascii_digit());
    text.split_whitespace().all(number) && text.split_whitespace().take(LINKS).count() == LINKS
}

/// `PAGE SIX.`: the number of a page in words.
fn is_of_page(text: &str) -> bool {
    let rest = text.strip_prefix("PAGE ").or_else(|| text.strip_prefix("Page ")).map(|rest| rest.trim_end_matches('.'));
    rest.is_some_and(|rest| numbers::cardinal(rest).is_some())
}

/// `P (t|h) = log x`: short signs and letters around those of a formula.
fn is_formula(text: &str) -> bool {
    let signs = ['=', '¼', '½', 'Þ', '∑', '∫', '∈', '≤', '≥', '±', '×', '÷', '<', '>', '|', '≠', '≈'];
    let short = text.split_whitespace().all(|word| word.chars().filter(|c| c.is_alphabetic()).nth(4).is_none());
    short && text.contains(' ') && text.trim_matches('=').contains(signs)
}

/// The head of a page whose number a scan has read as letters, `The Weir. yi`, or a line cut from a sentence: a stop, and
/// small letters behind it.
fn is_damaged(text: &str) -> bool {
    let Some((before, last)) = text.rsplit_once(". ") else { return false };
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let whole = word.chars().count() >= 5 && word.chars().all(char::is_alphabetic);
    let short = last.chars().count() <= 2 && last.chars().all(char::is_alphabetic);
    let roman = words::roman(last).is_some();
    whole && (short && !roman || last.starts_with(char::is_lowercase) && text.contains(|c: char| c.is_ascii_digit()))
}

/// `SCENE IV.--2. _Nets._ That is`: a note that says where in a play its words stand.
fn is_cited_scene(text: &str) -> bool {
    let Some((part, rest)) = text.split_once(' ').filter(|(part, _)| words::is_one_of(part, &PARTS)) else {
        return false;
    };
    let Some((figure, behind)) = rest.split_once(".--") else { return false };
    let line = behind.split('.').next().unwrap_or("");
    part.len() < text.len() && !figure.contains(' ') && !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit())
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
