//! Events as they are pushed on, and the names of elements among them: each stands before the first words of its
//! element, for an anchor by itself would be a paragraph.

use super::blocks::Reader;
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

impl<'a> Reader<'a, '_> {
    pub(super) fn push(&mut self, event: Event<'a>, range: Range<usize>) {
        let words =
            matches!(event, Event::Text(_) | Event::Code(_) | Event::Start(Tag::Image { .. } | Tag::Link { .. }));
        if words && !self.names.is_empty() {
            self.place_names();
        }
        self.out.events.push((event, range));
    }

    /// Puts the names here of elements whose words have not come.
    pub(super) fn place_names(&mut self) {
        for (id, place) in std::mem::take(&mut self.names) {
            let tags = [format!("<a id=\"{id}\">"), "</a>".to_owned()];
            let events = tags.map(|tag| (Event::InlineHtml(tag.into()), place.clone()));
            self.out.events.extend(events);
        }
    }
}
