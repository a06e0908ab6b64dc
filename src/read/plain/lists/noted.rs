//! Rows of labels that are no lists: notes at the foot of a page that nothing has found, specks of a scan.

use super::LATE;
use crate::read::plain::label::{self, Count, Form, Label};
use crate::read::plain::units::Page;
use crate::read::plain::words;
use std::ops::Range;

/// Whether stars stand before the lines of a note: the paragraph above has one behind a word, which calls it, and one more
/// than pairs of them.
pub(super) fn is_called(page: &Page, unit: usize, first: &Label) -> bool {
    let Some(above) = unit.checked_sub(1).filter(|_| first.form == Form::Symbol && first.mark == "*") else {
        return false;
    };
    let text = page.str(above);
    let behind = |(at, sign): (usize, &str)| {
        let word = text[..at].ends_with(|c: char| !c.is_whitespace() && c != '*');
        word && !text[at + sign.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '*')
    };
    !text.starts_with('*')
        && text.matches('*').count() % 2 == 1
        && (text.ends_with('*') || text.match_indices('*').any(behind))
}

/// How many letters a word has at least that is no speck.
const LETTERS: usize = 3;

/// Whether two dashes are specks of a scan: they stand before no words, or before the midst of a sentence where nothing says
/// that a list comes.
pub(super) fn are_specks(page: &Page, units: Range<usize>, labels: &[Label]) -> bool {
    let items = || units.clone().zip(labels).map(|(unit, label)| &page.str(unit)[label.len..]);
    let word = |text: &str| text.split(|c: char| !c.is_alphabetic()).any(|w| w.chars().count() >= LETTERS);
    let small = |text: &str| text.trim_start_matches(words::is_opening_quote).starts_with(char::is_lowercase);
    let led = || units.start.checked_sub(1).is_some_and(|above| page.str(above).ends_with(':'));
    labels.len() < LATE && (items().any(|text| !word(text)) || items().any(small) && !led())
}

/// How many labels with one bracket show that they are those of notes, where half as many numbers with one call them.
const BELOW: usize = 20;

/// Whether numbers with one bracket are those of notes at the feet of pages: `1) See above`, and `the weir1) was` calls them.
pub(super) fn are_below_pages(page: &Page) -> bool {
    let label = |unit: &usize| {
        let label = Some(page.str(*unit)).filter(|text| text.starts_with(|c: char| c.is_ascii_digit()));
        label.and_then(label::parse).is_some_and(|l| l.form == Form::HalfRound && l.count == Count::Figures)
    };
    let labels = page.those(|unit| label(&unit)).len();
    let calls = || page.text.match_indices(')').filter(|(at, _)| is_call(&page.text[..*at])).count();
    labels >= BELOW && calls() * 2 >= labels
}

/// Whether a bracket closes a number that is glued to a word.
fn is_call(before: &str) -> bool {
    let word = before.trim_end_matches(|c: char| c.is_ascii_digit());
    word.len() < before.len() && before.len() - word.len() <= 3 && word.ends_with(char::is_alphabetic)
}
