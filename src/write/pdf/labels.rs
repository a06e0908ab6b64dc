//! Page labels: the folios, so that a viewer's page box says `iv` and `12` as the page does.

use crate::model::page::PageLabel as Label;
use krilla::page::{NumberingStyle, PageLabel};
use std::num::NonZeroU32;

/// The label of every page, each with its own number (ISO 32000-1, 12.4.2).
///
/// krilla 0.8 writes one range per page; it leaves a page out only if its number is one *less* than
/// the page's before, which would make a viewer count upwards. Such a page gets an empty prefix,
/// which prints nothing and makes the labels differ.
#[derive(Default)]
pub(crate) struct Labels {
    /// The label before, and whether it has the prefix.
    before: Option<(Label, bool)>,
}

impl Labels {
    /// That of the next page.
    pub(crate) fn next(&mut self, label: Label) -> PageLabel {
        let falls = |before: Label| before.roman == label.roman && before.number == label.number + 1;
        let prefixed = self.before.is_some_and(|(before, prefixed)| falls(before) && !prefixed);
        self.before = Some((label, prefixed));
        page_label(label, prefixed)
    }
}

fn page_label(label: Label, prefixed: bool) -> PageLabel {
    let style = if label.roman { NumberingStyle::LowerRoman } else { NumberingStyle::Arabic };
    PageLabel::new(Some(style), prefixed.then(String::new), NonZeroU32::new(label.number))
}
