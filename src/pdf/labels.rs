//! Page labels: the folios, so that a viewer's page box says `iv` and `12` as the page does.

use crate::model::page::{Page, PageLabel as Label};
use krilla::page::{NumberingStyle, PageLabel};
use std::num::NonZeroU32;

/// The label of every page, each with its own number (ISO 32000-1, 12.4.2).
///
/// krilla 0.8 writes one range per page; it leaves a page out only if its number is one *less* than
/// the page's before, which would make a viewer count upwards. Such a page gets an empty prefix,
/// which prints nothing and makes the labels differ.
pub(super) fn page_labels(pages: &[Page]) -> Vec<PageLabel> {
    let mut labels = Vec::with_capacity(pages.len());
    let mut before: Option<(Label, bool)> = None;
    for page in pages {
        let falls = |label: Label| label.roman == page.label.roman && label.number == page.label.number + 1;
        let prefixed = before.is_some_and(|(label, prefixed)| falls(label) && !prefixed);
        labels.push(page_label(page.label, prefixed));
        before = Some((page.label, prefixed));
    }
    labels
}

fn page_label(label: Label, prefixed: bool) -> PageLabel {
    let style = if label.roman { NumberingStyle::LowerRoman } else { NumberingStyle::Arabic };
    PageLabel::new(Some(style), prefixed.then(String::new), NonZeroU32::new(label.number))
}
