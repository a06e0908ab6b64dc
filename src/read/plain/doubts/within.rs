//! Notes in brackets within a paragraph that could not be parted from it: they stay where they are.

use super::Doubt;
use crate::read::plain::notes::{self, Within};
use crate::read::plain::units::Page;

/// The rule that asks about them.
pub(super) const RULE: &str = "note-within";

/// The labels of such notes; `parted` are those that are none, by place.
pub(in crate::read::plain) fn within(page: &Page, parted: &[Within]) -> Vec<Doubt> {
    let stays = |at: usize| parted.binary_search_by_key(&at, |w| w.range.start).is_err();
    let labels = notes::labels_within(page).into_iter().filter(|(_, at, _)| stays(*at));
    labels.map(|(_, at, label)| Doubt { rule: RULE, range: at..at + label.len }).collect()
}
