//! Paragraphs that are a line each, but for what has come to lines of its own in them: a word in italics, a sentence that a
//! letter-writer's program has broken at its width.

use super::goes_on;
use crate::read::plain::lines::Line;

/// How long a line of a text is at least whose lines are paragraphs, and one that was broken within a sentence, in characters.
const PARAGRAPH: (usize, usize) = (90, 60);

/// How long at most what is set off is, in characters and in words: before the stop of its sentence, and before words.
const SET_OFF: (usize, usize, usize) = (60, 8, 4);

/// How long the lines around a word or two are together at least, in characters.
const AROUND: usize = 90;

/// Lines of a text whose lines are paragraphs, those together that one sentence runs through. A verse is as short as its
/// neighbours.
pub(in crate::read::plain) fn fragments<'a>(text: &'a str, block: &'a [Line]) -> impl Iterator<Item = &'a [Line]> {
    let mut at = 0;
    block.chunk_by(move |a, b| {
        at += 1;
        runs_on(text, a, b) || is_set_off(text, &block[at - 1..]) || at >= 2 && is_set_off(text, &block[at - 2..])
    })
}

/// Whether one sentence runs from a line into the next.
fn runs_on(text: &str, a: &Line, b: &Line) -> bool {
    let of = |l: &Line| &text[l.range.clone()];
    let long = a.length.max(b.length) >= PARAGRAPH.0;
    let small = goes_on(text, a, b);
    let plain = |word: Option<&str>| word.is_some_and(|word| word.chars().all(char::is_alphabetic));
    let broken = || {
        let words = || {
            plain(of(a).trim_end_matches(',').split_whitespace().next_back()) && plain(of(b).split_whitespace().next())
        };
        a.length >= PARAGRAPH.1 && a.indent == b.indent && words()
    };
    let stop = || is_stop(of(b)) && (long || of(a).ends_with(char::is_alphabetic));
    let initial = || long && is_initial(of(a)) && of(b).starts_with(char::is_lowercase);
    small && (long && of(a).ends_with(|c: char| c.is_lowercase() || c == ',') || broken()) || initial() || stop()
}

/// Whether a line ends in the first letter of a name: `Jean R.`
fn is_initial(line: &str) -> bool {
    let last = line.split_whitespace().next_back().and_then(|word| word.strip_suffix('.'));
    last.is_some_and(|word| word.chars().count() == 1 && word.chars().all(char::is_uppercase))
}

/// Whether a line begins with the stop of a sentence above it.
fn is_stop(line: &str) -> bool {
    let rest = line.strip_prefix(['-', '—', '–']).unwrap_or(line);
    rest.starts_with([',', '.', ';', ':', ')']) && rest.chars().nth(1).is_none_or(|c| c == ' ')
}

/// Whether the second of three lines is a word or a few that were set off: the first one ends in the midst of a sentence and
/// the third goes on with it.
fn is_set_off(text: &str, lines: &[Line]) -> bool {
    let [above, line, below, ..] = lines else { return false };
    let of = |l: &Line| &text[l.range.clone()];
    let count = of(line).split_whitespace().count();
    let few = |most: usize| line.length <= SET_OFF.0 && count <= most;
    let open = of(above).ends_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | '«' | '('));
    let inner = of(line).ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '»'));
    let long = above.length.max(below.length) >= PARAGRAPH.1 || count <= 2 && above.length + below.length >= AROUND;
    let words = || few(SET_OFF.2) && long && of(below).starts_with(char::is_lowercase);
    open && inner && (few(SET_OFF.1) && is_stop(of(below)) || words())
}
