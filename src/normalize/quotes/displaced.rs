//! Opening marks on the wrong side of their space.

use super::{Habit, Quote, Role};
use crate::model::account::Edit;
use crate::normalize::Passage;

/// Opening marks that slipped to the wrong side of their space: `of' peace' and`, `: ' There is
/// peace'`. There are two marks that close and none that opens; the first is no plural's
/// genitive, has its space behind it, and no note marker follows.
pub(super) fn displaced(passage: &Passage, quotes: &[Quote]) -> Vec<usize> {
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
    fits && !marker_follows && !is_prime(passage, quote)
}

/// Whether the mark stands behind a letter by itself, so that it is a prime: `x' and y'`, the name of a note.
pub(super) fn is_prime(passage: &Passage, quote: &Quote) -> bool {
    let mut before = passage.text[passage.range.start..quote.range.start].chars().rev();
    let letter = before.next().is_some_and(char::is_alphabetic);
    !quote.double && letter && before.next().is_none_or(|c| !c.is_alphanumeric())
}

/// The mark on the right side of its space. A query: words cut short (`th' bells o' th' town`) and
/// names of notes (`c' d'`) look the same.
pub(super) fn reopened(passage: &Passage, quote: &Quote, habit: Habit) -> Edit {
    let glyph = habit.glyph(Role::Open, quote.double);
    let read = if quote.role == Role::Alone { glyph.to_owned() } else { format!(" {glyph}") };
    passage.query(quote.range.start..quote.range.end + 1, read, "quotes.space")
}
