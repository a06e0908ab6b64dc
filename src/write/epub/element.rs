//! The element of each kind of mark.
//!
//! Knows marks, places and what sigla stand for; what is open when is for `inline`.

use crate::model::apparatus::{EntryId, Layer, Part, SiglumId};
use crate::model::document::Spot;
use crate::model::generated::Generated;
use crate::model::target::encoded;
use crate::model::text::{MarkKind, NoteId};
use crate::write::epub::inline::Inline;

/// An inline element: its name and attributes.
pub(crate) struct Element {
    pub(crate) name: &'static str,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Element {
    /// One with these attributes.
    pub(crate) fn new(name: &'static str, attributes: &[(&str, &str)]) -> Self {
        Self { name, attributes: attributes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect() }
    }
}

impl Inline<'_, '_, '_> {
    /// The element of a mark, if it has one.
    pub(crate) fn element(&self, kind: &MarkKind) -> Option<Element> {
        let element = |name, attributes: &[(&str, &str)]| Some(Element::new(name, attributes));
        match kind {
            MarkKind::Emphasis => element("em", &[]),
            MarkKind::Strong => element("strong", &[]),
            MarkKind::SmallCaps => element("span", &[("class", "small-caps")]),
            MarkKind::Superscript => element("sup", &[]),
            MarkKind::Subscript => element("sub", &[]),
            MarkKind::Code => element("code", &[]),
            MarkKind::RunInHead => element("span", &[("class", "run-in")]),
            MarkKind::Language(tag) => element("span", &[("lang", tag), ("xml:lang", tag)]),
            MarkKind::Lemma(note) => element("span", &[("class", "lemma"), ("data-note", &self.note_name(*note))]),
            MarkKind::Reference(reference) => {
                let target = &self.page.context.edition.documents[self.page.document].references;
                let place = target.get(reference.0 as usize)?.target.place()?;
                let href = self.page.context.href(place);
                if self.page.context.edition.documents[place.document].generated == Some(Generated::Bibliography) {
                    let is = [("class", "citation"), ("epub:type", "biblioref"), ("role", "doc-biblioref")];
                    return element("a", &[is[0], is[1], is[2], ("href", &href)]);
                }
                element("a", &[("class", "reference"), ("href", &href)])
            }
            MarkKind::Link(uri) => element("a", &[("class", "link"), ("href", &encoded(uri))]),
            MarkKind::Entry(entry) if self.is_emendation(*entry) => element("span", &[("class", "emendation")]),
            MarkKind::Part(part) => Some(self.part(*part)),
            MarkKind::Foreign { name, attributes } => Some(foreign(name, attributes)),
            MarkKind::Formula(_) => None,
            MarkKind::Call(_) | MarkKind::Anchor(_) | MarkKind::Locus(..) | MarkKind::CitationKey => None,
            MarkKind::Entry(_)
            | MarkKind::Lacuna(_)
            | MarkKind::Citation(_)
            | MarkKind::Name(_)
            | MarkKind::Passage(_)
            | MarkKind::Divided
            | MarkKind::Orphan
            | MarkKind::Line(_)
            | MarkKind::Milestone(_)
            | MarkKind::Key(_)
            | MarkKind::Ordinal(_)
            | MarkKind::Loci(_) => None,
        }
    }

    /// The element of a part of an entry: what style and reader know it by.
    fn part(&self, part: Part) -> Element {
        match part {
            Part::Lemma => Element::new("span", &[("class", "entry-lemma")]),
            Part::Reading => Element::new("span", &[("class", "entry-reading")]),
            Part::Editorial => Element::new("span", &[("class", "entry-editorial")]),
            Part::Turned => Element::new("span", &[]),
            Part::Siglum(id) => match self.title_of(id) {
                Some(title) => Element::new("abbr", &[("class", "siglum"), ("title", &title)]),
                None => Element::new("span", &[("class", "siglum")]),
            },
        }
    }

    /// The link around the element of a mark: from a siglum to the conspectus.
    pub(crate) fn around(&self, kind: &MarkKind) -> Option<Element> {
        let MarkKind::Part(Part::Siglum(siglum)) = kind else { return None };
        let href = self.page.siglum_href(*siglum)?;
        Some(Element::new("a", &[("class", "siglum-link"), ("href", &href)]))
    }

    /// What a siglum stands for, where it is declared.
    fn title_of(&self, siglum: SiglumId) -> Option<String> {
        let siglum = self.page.context.edition.documents[self.page.document].sigla.get(siglum)?;
        Some(siglum.spoken()).filter(|title| !title.is_empty() && *title != siglum.siglum)
    }

    fn is_emendation(&self, entry: EntryId) -> bool {
        let entries = &self.page.context.edition.documents[self.page.document].entries;
        entries.get(entry.0 as usize).is_none_or(|entry| entry.layer == Layer::Emendation)
    }

    fn note_name(&self, note: NoteId) -> String {
        self.page.context.name(self.page.document, Spot::Note(note))
    }
}

/// What the model does not know: a span that keeps name and attributes as `data-*`.
fn foreign(name: &str, attributes: &[(String, String)]) -> Element {
    let mut kept = vec![("class".to_owned(), "foreign".to_owned()), ("data-element".to_owned(), name.to_owned())];
    for (key, value) in attributes {
        let safe = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let key = format!("data-element-{}", key.chars().map(safe).collect::<String>());
        if kept.iter().all(|(k, _)| *k != key) {
            kept.push((key, value.clone()));
        }
    }
    Element { name: "span", attributes: kept }
}
