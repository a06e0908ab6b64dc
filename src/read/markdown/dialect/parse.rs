//! What the parser is asked for, and what it gives: events, definitions, the headings by their words.

use crate::read::markdown::html::{Known, Step};
use crate::words::slug;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// What the parser is asked for. Old footnotes turn a note's second paragraph into code and stay
/// off. Definition lists take any line that begins with a colon: the walk asks
/// for a space after it. Punctuation is ours.
pub(in crate::read::markdown) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_WIKILINKS);

/// How many bytes of a text with many notes and marks there are to an event.
const BYTES_OF_AN_EVENT: usize = 6;

/// What the parser gives.
pub(in crate::read::markdown) struct Parsed<'a> {
    pub(in crate::read::markdown) events: Vec<Step<'a>>,
    pub(in crate::read::markdown) known: Known,
    /// Definitions that look like those of notes and are none.
    pub(in crate::read::markdown) stray: Vec<Range<usize>>,
}

/// Whether a reference to a link that nothing defines was meant to be one.
pub(in crate::read::markdown) fn leads_nowhere(link: &BrokenLink<'_>) -> bool {
    matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) && !link.reference.starts_with(['^', '@', '-'])
}

pub(in crate::read::markdown) fn parse(source: &str) -> Parsed<'_> {
    // `[words][label]` and `[words][]` whose label nothing defines are links to nowhere; notes are not meant.
    let broken = |link: BrokenLink<'_>| leads_nowhere(&link).then(|| (CowStr::from(""), CowStr::from("")));
    let parser = Parser::new_with_broken_link_callback(source, OPTIONS, Some(broken));
    let definitions = parser.reference_definitions().iter();
    let mut known = Known::default();
    let mut stray = vec![];
    for (label, definition) in definitions {
        if label.starts_with('^') {
            stray.push(definition.span.clone());
        }
        known.links.insert(label.to_lowercase(), definition.dest.to_string());
    }
    stray.sort_by_key(|range| range.start);
    // The parser does not say how many they will be: memory that is not touched costs nothing, growing does.
    let mut events: Vec<Step<'_>> = Vec::with_capacity(source.len() / BYTES_OF_AN_EVENT);
    events.extend(parser.into_offset_iter());
    known.notes.extend(events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::FootnoteDefinition(label)) => Some(label.to_string()),
        _ => None,
    }));
    Parsed { events, known, stray }
}

/// The smallest level of the headings: it becomes 1, for the title is not among them.
pub(in crate::read::markdown) fn top_level(events: &[(Event<'_>, Range<usize>)]) -> u8 {
    let levels = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as u8),
        _ => None,
    });
    levels.min().unwrap_or(1)
}

/// Words as labels are compared: in small letters, with single spaces.
pub(in crate::read::markdown) fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The headings by their words: the names of their places. Of those with the same words the first counts.
pub(in crate::read::markdown) fn headings(events: &[Step<'_>]) -> BTreeMap<String, String> {
    let mut named = BTreeMap::new();
    let mut open: Option<(Option<String>, String)> = None;
    for (event, _) in events {
        match (event, &mut open) {
            (Event::Start(Tag::Heading { id, .. }), _) => {
                open = Some((id.as_ref().map(ToString::to_string), String::new()))
            }
            (Event::Text(text) | Event::Code(text), Some((_, words))) => words.push_str(text),
            (Event::SoftBreak | Event::HardBreak, Some((_, words))) => words.push(' '),
            (Event::End(TagEnd::Heading(_)), _) => {
                let Some((id, words)) = open.take() else { continue };
                named.entry(folded(&words)).or_insert_with(|| id.unwrap_or_else(|| slug::pandoc(&words)));
            }
            _ => {}
        }
    }
    named
}
