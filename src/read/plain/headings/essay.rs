//! Headings of an essay whose lines are paragraphs: one stands alone between paragraphs that are finished.

use crate::model::account::LineClass;
use crate::read::plain::units::Page;
use crate::read::plain::words;

/// How many words what is too short to be headed has at most.
const HEADED: usize = 6;

/// How many small words what may be the beginning of a sentence has.
const TORN: usize = 2;

/// How many words what numbers a part has at most: `3 B`.
const NUMBER: usize = 2;

/// How long verses are at most that are a line each, in characters, and how many words a line among them has at least.
const VERSE: (usize, usize) = (60, 4);

/// Whether line `unit` of an essay heads the paragraph `below`: the one `above` is finished, and the line is no sentence,
/// nothing that is said or called, no caption (`The weir. Drawing by a friend`), no name below a motto (`Keeper1`).
pub(super) fn heads(page: &Page, above: Option<usize>, unit: usize, below: Option<usize>) -> bool {
    let text = page.str(unit);
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let signed = bare.len() < text.len() && bare.ends_with(char::is_lowercase);
    let spoken = signed
        || text.contains([':', '"', '“', '”', '«', '»', '<', '>', '='])
        || text.ends_with('!')
        || words::starts_with_any(text, &["by "]);
    let before = above.map_or("", |i| page.str(i));
    let end = before.trim_end_matches(|c: char| {
        words::is_closing_quote(c) || c.is_ascii_digit() || matches!(c, '(' | ')' | '[' | ']')
    });
    // a short line above is a heading itself, or what this one stands among
    let headed = above.is_some_and(|i| matches!(page.units[i].class, Some(LineClass::Heading | LineClass::Title)));
    let ended = end.ends_with(['.', '!', '?', ':']) || headed || words::has_at_most(before, NUMBER) || is_counted(text);
    let long = |i: usize| !words::has_at_most(page.str(i), HEADED);
    let short = |i: Option<usize>| i.is_some_and(|i| page.str(i).chars().nth(VERSE.0).is_none());
    let verse = short(above) && short(below) && !words::has_at_most(text, VERSE.1 - 1);
    // the beginning of a paragraph that is torn behind it
    let small = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).take(TORN).count() == TORN;
    let goes_on = |i: usize| {
        page.str(i).starts_with(char::is_lowercase) || small && page.str(i).starts_with(words::is_opening_quote)
    };
    !spoken && !below.is_some_and(goes_on) && !verse && !is_parted(text) && ended && below.is_some_and(long)
}

/// `VOLUME II`, `CAPUT I`: a word or two and a number.
fn is_counted(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or("").trim_end_matches('.');
    let number = words::roman(last).is_some() || last.parse::<u32>().is_ok();
    number && words::has_at_most(text, NUMBER + 1) && text.starts_with(char::is_uppercase)
}

/// Whether a line goes on behind the stop of a sentence; a stop behind a number or an initial is none.
pub(super) fn is_parted(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or("");
        word.chars().nth(3).is_some() && words::roman(word).is_none() && !word.bytes().all(|b| b.is_ascii_digit())
    })
}
