//! Points that were lost or came in: a sentence without its full stop, a full stop inside a
//! sentence, a comma before a bracket, two titles without what parts them. All but the plainest
//! are queries.

mod brackets;
mod habit;
mod inside;
mod lost;

use super::sentences::last_word;
use super::{Habits, Passage};
use crate::model::account::Edit;
pub(super) use habit::Habit;

/// Emits the queries of `stops.stray`, `stops.lost`, `stops.inside`, `stops.bracket` and
/// `stops.parted`.
pub(super) fn apply(passage: &Passage, habits: &Habits, edits: &mut Vec<Edit>) {
    let Some(words) = passage.vocabulary else { return };
    for (offset, c) in passage.str().char_indices() {
        let at = passage.range.start + offset;
        match c {
            '.' => edits.extend(inside::inside(passage, words, at)),
            '\'' | '’' | '"' | '”' => edits.extend(lost::behind_mark(passage, words, at, c)),
            '(' if habits.stops.plain_brackets => edits.extend(brackets::before_bracket(passage, at)),
            ')' => edits.extend(brackets::behind_bracket(passage, at)),
            ':' => edits.extend(lost::abbreviated(passage, words, at)),
            ',' => edits.extend(
                lost::abbreviated(passage, words, at)
                    .or_else(|| lost::latin(passage, at))
                    .or_else(|| inside::comma(passage, words, at)),
            ),
            _ => {}
        }
    }
    for word in passage.words() {
        edits.extend(lost::before_capital(passage, words, &word));
    }
    if habits.stops.closed_paragraphs {
        edits.extend(lost::at_the_end(passage));
    }
}

/// The beginning of the word of letters that ends at `end`.
fn word_start(passage: &Passage, end: usize) -> usize {
    end - last_word(&passage.text[passage.range.start..end]).len()
}

/// The run of letters that begins at `at`.
fn word_at<'a>(passage: &Passage<'a>, at: usize) -> &'a str {
    let rest = passage.text.get(at.min(passage.range.end)..passage.range.end).unwrap_or("");
    let len: usize = rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    &rest[..len]
}
