//! What a witness does at points and stops.

use crate::normalize::sentences::last_word;

/// A paragraph of so many bytes ends as a sentence does.
pub(super) const LONG: usize = 160;

/// What a witness does at points and stops.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habit {
    /// Its paragraphs end in a point.
    pub closed_paragraphs: bool,
    /// Initials stand apart: `E. H. Carr`.
    pub spaced_initials: bool,
    /// Numbers of pages stand apart: `pp. 88`.
    pub spaced_pages: bool,
    /// No comma stands before a bracket.
    pub plain_brackets: bool,
    /// Stops have a space before them.
    pub spaced_stops: bool,
}

impl Habit {
    /// The habit of `text`.
    pub fn of(text: &str) -> Self {
        let long = text.lines().map(str::trim_end).filter(|l| l.len() > LONG);
        let (closed, all) = long.fold((0, 0), |(closed, all), l| (closed + usize::from(is_closed(l)), all + 1));
        let (spaced_initials, spaced_pages) = points(text);
        Self {
            closed_paragraphs: all >= 3 && closed * 10 >= all * 8,
            spaced_initials,
            spaced_pages,
            spaced_stops: is_spaced(text),
            plain_brackets: 10 * text.matches(", (").count() <= text.matches(" (").count(),
        }
    }
}

/// Whether a line ends in a point, marks, brackets and a note's figures passed over.
fn is_closed(line: &str) -> bool {
    let bare = line.trim_end_matches(|c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '(' | ')' | '[' | ']' | '\'' | '"' | '’' | '”' | '»' | '*')
    });
    bare.ends_with(['.', '!', '?', '…', ':', ',', ';', '-', '–', '—'])
}

/// How many stops show a habit, and of how many at most one must have a space before it.
const SPACED: (usize, usize) = (100, 20);

/// Whether the space before a stop is a habit and no slip.
fn is_spaced(text: &str) -> bool {
    let (mut spaced, mut all) = (0, 0);
    for (at, stop) in text.match_indices(['.', ';', ':', '?', '!']) {
        if text[at + stop.len()..].starts_with([' ', '\n', '\r']) {
            all += 1;
            spaced += usize::from(text[..at].ends_with(' '));
        }
    }
    spaced >= SPACED.0 && spaced * SPACED.1 >= all
}

/// Whether most initials, and most numbers of pages, have a space before what follows.
fn points(text: &str) -> (bool, bool) {
    let (mut initials, mut pages) = ([0usize; 2], [0usize; 2]);
    for (at, _) in text.match_indices('.') {
        let word = last_word(&text[..at]);
        let rest = &text[at + 1..];
        let spaced = rest.starts_with(' ');
        let mut next = rest[usize::from(spaced)..].chars();
        let (first, second) = (next.next(), next.next());
        if word.len() == 1 && first.is_some_and(char::is_uppercase) && second.is_some_and(char::is_lowercase) {
            initials[usize::from(spaced)] += 1;
        } else if matches!(word, "p" | "pp" | "vol") && first.is_some_and(|c| c.is_ascii_digit()) {
            pages[usize::from(spaced)] += 1;
        }
    }
    (initials[1] >= 3 * initials[0].max(1), pages[1] >= 3 * pages[0].max(1))
}
