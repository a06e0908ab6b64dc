//! What the other formats learn of the pages: where each begins in the text, and which page each
//! place is on.

use crate::model::document::Container;
use crate::model::page::{PageBreak, PageMap};
use crate::typeset::composition::flow::{Flow, FlowKind};
use crate::typeset::pages::numbering::lines;
use crate::typeset::pages::settle::Settled;
use crate::typeset::paragraph::Paragraph;

/// What the other formats learn.
pub(crate) fn page_map(paragraphs: &[Paragraph], flows: &[Flow], settled: &Settled) -> PageMap {
    let mut map = PageMap { labels: settled.pages.iter().map(|p| p.label.to_string()).collect(), ..PageMap::default() };
    let mut opened = None;
    lines(paragraphs, &settled.pages, &settled.galleys, &settled.plans, &settled.set, |line, place| {
        let Some((document, container)) = paragraphs[line.paragraph.0 as usize].origin else { return };
        let known = map.breaks.last().is_some_and(|known: &PageBreak| known.page == place.page);
        if matches!(container, Container::Note(_)) || known {
            return;
        }
        let index = line.paragraph.0 as usize;
        let offset = settled.set[index].source_at(&paragraphs[index], line.cut.start);
        let (container, offset) = if opened == Some(document) { (container, offset) } else { (Container::Title, 0) };
        opened = Some(document);
        map.breaks.push(PageBreak { page: place.page, document, container, offset });
    });
    let documents: Vec<usize> =
        flows.iter().filter_map(|f| if let FlowKind::Document(d) = f.kind { Some(d) } else { None }).collect();
    debug_assert!(map.breaks.iter().all(|b| documents.contains(&b.document)));
    for (name, place) in settled.table.by_name() {
        map.places.entry(name.to_string()).or_insert(place.into());
    }
    map.divided.clone_from(&settled.table.divided);
    map.keyed = settled.table.keyed(paragraphs, &settled.set);
    map.ordinals = settled.table.ordinals();
    map
}
