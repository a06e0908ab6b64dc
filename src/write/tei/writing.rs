//! The state of writing one document: what is written of it so far, and what waits for its place beside the text.

use super::cut::Form;
use super::ids::Ids;
use super::method::{self, Method};
use super::text::Flow;
use crate::model::apparatus::{EntryId, Layer, SiglumId};
use crate::model::document::{Container, Document, Edition, Spot};
use crate::model::text::{MarkKind, NoteId, Text};
use crate::write::xml::Xml;
use std::collections::{BTreeMap, BTreeSet};

/// What has marks in several places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Marked {
    Note(NoteId),
    Entry(EntryId),
}

/// The state of writing a document.
pub(super) struct Writing<'e> {
    pub(super) edition: &'e Edition,
    pub(super) ids: &'e Ids<'e>,
    pub(super) method: Method,
    /// The document: its index, and itself.
    pub(super) index: usize,
    pub(super) document: &'e Document,
    pub(super) xml: Xml,
    /// The categories that were named.
    pub(super) used: BTreeSet<String>,
    /// The `xml:id`s that were given.
    given: BTreeSet<String>,
    /// The notes that were written, and those that wait for their place beside the text.
    pub(super) noted: BTreeSet<NoteId>,
    pub(super) held: Vec<NoteId>,
    /// The entries that were written.
    pub(super) entered: BTreeSet<EntryId>,
    /// Those of them that a `choice` of the source says.
    chosen: BTreeSet<EntryId>,
    /// The entries that are about a reading of another, by that entry and the index of the reading.
    pub(super) inner: BTreeMap<(EntryId, usize), Vec<EntryId>>,
    /// How many notes and readings are open.
    pub(super) depth: usize,
    /// The passages met, with the ids of their ends.
    pub(super) passages: Vec<(String, [String; 2])>,
    /// Which part of a note's lemma or an entry's each mark is, by container and index.
    parts: BTreeMap<(Container, usize), usize>,
    /// Where the parts of each of these are: the container, and the number of the mark in it.
    stands: BTreeMap<Marked, Vec<(Container, usize)>>,
    /// What something in the file refers to of the document.
    pub(super) referred: BTreeSet<&'e Spot>,
    /// The lacunae met, with the ids of their ends, where the entries stand beside the text.
    pub(super) lacunae: Vec<Lacking>,
}

impl<'e> Writing<'e> {
    /// Nothing is written yet of the document of that index.
    pub(super) fn new(edition: &'e Edition, ids: &'e Ids<'e>, method: Method, index: usize) -> Self {
        let document = &edition.documents[index];
        let (mut parts, mut stands) = (BTreeMap::new(), BTreeMap::<_, Vec<_>>::new());
        let mut chosen = BTreeSet::new();
        for container in method::containers(document) {
            let marks = document.text(container).map_or(&[][..], |text| &text.marks);
            for (number, mark) in marks.iter().enumerate() {
                let marked = match mark.kind {
                    MarkKind::Lemma(note) => Marked::Note(note),
                    MarkKind::Entry(entry) => Marked::Entry(entry),
                    _ => continue,
                };
                let stands = stands.entry(marked).or_default();
                parts.insert((container, number), stands.len());
                stands.push((container, number));
            }
            chosen.extend(super::joined::chosen(document, marks));
        }
        Self {
            edition,
            ids,
            method,
            index,
            document,
            xml: Xml::part(),
            used: BTreeSet::new(),
            given: BTreeSet::new(),
            noted: BTreeSet::new(),
            held: vec![],
            entered: chosen.clone(),
            chosen,
            inner: inner(document),
            depth: 0,
            passages: vec![],
            parts,
            stands,
            referred: ids.referred(index),
            lacunae: vec![],
        }
    }

    /// A pointer to a category.
    pub(super) fn category(&mut self, name: &str) -> String {
        self.used.insert(name.to_owned());
        format!("#{}", super::ids::ncname(name))
    }

    /// An `xml:id`, unless something has it already.
    pub(super) fn give(&mut self, id: String) -> Option<String> {
        self.given.insert(id.clone()).then_some(id)
    }

    /// An id of ours in this document.
    pub(super) fn own(&self, name: &str) -> String {
        self.ids.own(self.index, name)
    }

    /// In how many parts the lemma of a note or an entry is.
    pub(super) fn count(&self, marked: Marked) -> usize {
        self.stands(marked).len()
    }

    /// Where its parts are: the container, and the number of the mark in it.
    pub(super) fn stands(&self, marked: Marked) -> &[(Container, usize)] {
        self.stands.get(&marked).map_or(&[], Vec::as_slice)
    }

    /// The ids of both ends of a part of a lemma.
    pub(super) fn ends(&self, marked: Marked, part: usize) -> [String; 2] {
        let name = match marked {
            Marked::Note(NoteId(id)) => format!("_n{id}-{part}"),
            Marked::Entry(EntryId(id)) => format!("_e{id}-{part}"),
        };
        ["from", "to"].map(|end| self.own(&format!("{name}-{end}")))
    }

    /// The ids of both ends of a mark that is written at its ends.
    pub(super) fn mark_ends(&self, flow: &Flow<'_>, mark: usize) -> [String; 2] {
        let part = self.parts.get(&(flow.container, mark)).copied().unwrap_or_default();
        match flow.text.marks[mark].kind {
            MarkKind::Lemma(note) => self.ends(Marked::Note(note), part),
            MarkKind::Entry(entry) => self.ends(Marked::Entry(entry), part),
            _ => ["from", "to"].map(|end| self.own(&format!("_m{}{mark}-{end}", flow.key))),
        }
    }

    /// How a mark is written.
    pub(super) fn form(&self, kind: &MarkKind) -> Form {
        match kind {
            MarkKind::Foreign { attributes, .. } if attributes.iter().any(|(name, _)| name == "#elsewhere") => {
                Form::Nothing
            }
            MarkKind::Emphasis
            | MarkKind::Strong
            | MarkKind::SmallCaps
            | MarkKind::Superscript
            | MarkKind::Subscript
            | MarkKind::Code
            | MarkKind::Formula(_)
            | MarkKind::RunInHead
            | MarkKind::Language(_)
            | MarkKind::Reference(_)
            | MarkKind::Link(_)
            | MarkKind::Citation(_)
            | MarkKind::Name(_)
            | MarkKind::Divided
            | MarkKind::Foreign { .. } => Form::Element,
            MarkKind::Entry(id) if self.chosen.contains(id) => Form::Nothing,
            MarkKind::Entry(id) if self.method == Method::EndPoint && self.is_placed(*id) => Form::Nothing,
            MarkKind::Entry(_) if self.method == Method::EndPoint => Form::Ends,
            MarkKind::Entry(_) => Form::Whole,
            MarkKind::Locus(..) => Form::Inner,
            MarkKind::Lemma(note) if self.document.notes.get(note.0 as usize).is_some_and(|n| n.entry.is_some()) => {
                Form::Nothing
            }
            MarkKind::Call(note) if self.document.notes.get(note.0 as usize).is_some_and(|n| n.entry.is_some()) => {
                Form::Nothing
            }
            MarkKind::Lemma(note) if self.is_aimed(*note) => Form::Nothing,
            MarkKind::Lemma(_) | MarkKind::Passage(_) | MarkKind::Lacuna(_) => Form::Ends,
            MarkKind::Call(_) | MarkKind::Anchor(_) | MarkKind::Line(_) | MarkKind::Milestone(_) => Form::Element,
            MarkKind::Orphan
            | MarkKind::Key(_)
            | MarkKind::Ordinal(_)
            | MarkKind::Part(_)
            | MarkKind::Loci(_)
            | MarkKind::CitationKey => Form::Nothing,
        }
    }

    /// A pointer to the category of a series, of notes or of entries.
    pub(super) fn series(&mut self, layer: Layer) -> Option<String> {
        let Layer::Series(index) = layer else { return None };
        let series = self.edition.series.get(index)?;
        Some(self.category(&format!("series.{}", series.id)))
    }

    /// Attributes of the source: what they point to in this file as it is called here.
    pub(super) fn adapted(&self, attributes: &[(String, String)]) -> Vec<(String, String)> {
        let shown = attributes.iter().filter(|(name, _)| !name.starts_with('#'));
        let adapt = |(name, value): &(String, String)| {
            let value = match name.as_str() {
                _ if !self.ids.are_shared() => value.clone(),
                "xml:id" => self.own(value),
                _ if value.contains('#') => {
                    value.split_ascii_whitespace().map(|token| self.pointer(token)).collect::<Vec<_>>().join(" ")
                }
                _ => value.clone(),
            };
            (name.clone(), value)
        };
        shown.map(adapt).collect()
    }

    /// Source of the document as it stands in this file.
    pub(super) fn as_source<'x>(&self, xml: &'x str) -> std::borrow::Cow<'x, str> {
        super::source::shared(xml, self.ids, self.index)
    }

    /// Writes such source.
    pub(super) fn raw(&mut self, xml: &str) {
        let xml = super::source::shared(xml, self.ids, self.index);
        self.xml.raw(&xml);
    }

    fn pointer(&self, token: &str) -> String {
        token.strip_prefix('#').map_or_else(|| token.to_owned(), |id| format!("#{}", self.own(id)))
    }
}

/// What a witness lacks, where the entries stand beside the text.
pub(super) struct Lacking {
    pub(super) siglum: SiglumId,
    /// The ids of its ends.
    pub(super) ends: [String; 2],
    /// The elements that say so.
    pub(super) says: [Option<&'static str>; 2],
}

impl Lacking {
    /// The elements for the two ends of a lacuna: a witness that lacks the beginning of a text begins where it has it.
    pub(super) fn turns(text: &Text, mark: usize) -> [Option<&'static str>; 2] {
        let range = text.marks.get(mark).map_or(0..0, |mark| mark.range.clone());
        match range.start == 0 && range.end < text.string.len() {
            true => [None, Some("witStart")],
            false => [Some("lacunaStart"), Some("lacunaEnd")],
        }
    }
}

/// The entries of a document that are about readings.
fn inner(document: &Document) -> BTreeMap<(EntryId, usize), Vec<EntryId>> {
    let mut inner: BTreeMap<(EntryId, usize), Vec<EntryId>> = BTreeMap::new();
    for (id, entry) in (0..).map(EntryId).zip(&document.entries) {
        if let Some(within) = &entry.within {
            inner.entry((within.entry, within.reading)).or_default().push(id);
        }
    }
    inner
}
