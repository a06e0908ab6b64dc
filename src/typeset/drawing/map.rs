//! What the other formats learn of the pages: where each begins in the text, and which page each
//! place is on.

use crate::model::document::{Container, Edition};
use crate::model::page::{PageBreak, PageMap};
use crate::style::{Restart, Style};
use crate::typeset::composition::flow::{Flow, FlowKind};
use crate::typeset::pages::numbering::{LinePlace, lines};
use crate::typeset::pages::settle::Settled;
use crate::typeset::paragraph::{Count, Paragraph};

/// What the other formats learn.
pub(crate) fn page_map(
    edition: &Edition,
    paragraphs: &[Paragraph],
    flows: &[Flow],
    style: &Style,
    settled: &Settled,
) -> PageMap {
    let mut map = PageMap { labels: settled.pages.iter().map(|p| p.label.to_string()).collect(), ..PageMap::default() };
    let mut opened = None;
    lines(paragraphs, &settled.pages, &settled.galleys, &settled.plans, &settled.set, |line, place| {
        let Some((document, container)) = paragraphs[line.paragraph.0 as usize].origin else { return };
        let keyed = style.numbers_beside(&edition.series, &edition.documents[document]);
        let begins = line.cut.start == 0;
        let by_page = style.restart_of(&edition.documents[document]) == Restart::Page;
        let paragraph = &paragraphs[line.paragraph.0 as usize];
        // One that begins anew on every page means nothing where there are no pages.
        let number = verse_number(paragraph, place, style, keyed).filter(|_| !by_page);
        if let Some(number) = number.filter(|_| begins) {
            let index = line.paragraph.0 as usize;
            let offset = settled.set[index].source_at(&paragraphs[index], line.cut.start);
            map.line_numbers.insert((document, offset), number);
        }
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
        map.places.entry(name.to_string()).or_insert(place);
    }
    map.called.clone_from(settled.table.called());
    map.divided.clone_from(&settled.table.divided);
    map.keyed = settled.table.keyed(paragraphs, &settled.set);
    map.ordinals = settled.table.ordinals();
    map.elsewhere = settled.table.elsewhere();
    map
}

/// The number of a verse that stands in the margin beside it.
fn verse_number(paragraph: &Paragraph, place: LinePlace, style: &Style, keyed: bool) -> Option<String> {
    let numbers = &style.line_numbers;
    // Of a verse out of its place nobody can count the number.
    let own = (place.jumps || !place.letters.is_empty()) && numbers.step(keyed) > 0;
    let shown = place.counts && !place.note && place.sub == 0 && (numbers.shows(place.line, keyed) || own);
    let verse = paragraph.count == Count::Once && !paragraph.hides_numbers;
    (shown && verse).then(|| format!("{}{}", place.line, place.letters))
}
