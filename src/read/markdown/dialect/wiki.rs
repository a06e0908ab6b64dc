//! Double brackets that hold more than the name of a page: emphasis, code, tags, calls of notes. They are an editor’s
//! or a scribe’s, and what stands in them is read as it would be without them.

use crate::read::markdown::html::{Known, Step, segment};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// What no name of a page has.
const SIGNS: [&str; 6] = ["*", "`", "<", "[^", "](", "[@"];

/// Puts brackets and what the parser reads between them in the place of its links of double brackets that are none.
pub(in crate::read::markdown) fn reread<'a>(source: &'a str, events: &mut Vec<Step<'a>>, known: &Known) {
    if !events.iter().any(|(event, range)| is_no_page(event, source, range)) {
        return;
    }
    let mut out: Vec<Step<'a>> = Vec::with_capacity(events.len());
    let mut skipped = 0;
    for (event, range) in events.drain(..) {
        if skipped > 0 {
            skipped += usize::from(matches!(event, Event::Start(_)));
            skipped -= usize::from(matches!(event, Event::End(_)));
        } else if is_no_page(&event, source, &range) {
            skipped = 1;
            let inner = range.start + 2..range.end - 2;
            let bracket = |sign: &'static str, at: usize| (Event::Text(sign.into()), at..at + 1);
            out.extend([bracket("[", range.start), bracket("[", range.start + 1)]);
            let words = segment(source, inner.clone(), known);
            out.extend(words.into_iter().filter(|(event, _)| !is_paragraph(event)));
            out.extend([bracket("]", inner.end), bracket("]", inner.end + 1)]);
        } else {
            out.push((event, range));
        }
    }
    *events = out;
}

fn is_paragraph(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))
}

fn is_no_page(event: &Event<'_>, source: &str, range: &Range<usize>) -> bool {
    let Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, .. }) = event else {
        return false;
    };
    let written = &source[range.clone()];
    let inner = written.strip_prefix("[[").and_then(|inner| inner.strip_suffix("]]"));
    inner.is_some_and(|inner| SIGNS.iter().any(|sign| inner.contains(sign)))
}
