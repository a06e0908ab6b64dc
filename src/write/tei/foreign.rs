//! An element of which the model does not know all, with what it knows of the same: one element again.

use super::element::Element;
use super::joined::of_note;
use super::text::Flow;
use super::writing::Writing;
use crate::model::document::Spot;
use crate::model::text::{MarkKind, NoteId, RefId};

impl Writing<'_> {
    /// The element of a foreign mark, with what the marks say that are the same.
    pub(super) fn foreign(&mut self, flow: &Flow<'_>, mark: usize) -> Element {
        let MarkKind::Foreign { name, attributes } = &flow.text.marks[mark].kind else { return Element::new("seg") };
        let mut element = self.kept(name, attributes);
        if matches!(&**name, "ref" | "ptr") && flow.text.marks[mark].range.is_empty() {
            element = element.adding("rend", "none");
        }
        for same in &flow.joined.same[mark] {
            if let Some(of_model) = self.element(flow, *same) {
                let leads = of_model.value("target").map(str::to_owned);
                if let MarkKind::Reference(id) = flow.text.marks[*same].kind
                    && let Some(target) = leads.filter(|_| !self.keeps_its_target(id))
                {
                    element = element.with("target", target);
                }
            }
        }
        element
    }

    /// Whether a reference leads to what has its id from the source: then the source's pointer still leads there.
    fn keeps_its_target(&self, reference: RefId) -> bool {
        let reference = self.document.references.get(reference.0 as usize);
        let Some(place) = reference.and_then(|reference| reference.target.place()) else { return false };
        let named = |attributes: &[(String, String)]| attributes.iter().any(|(name, _)| name == "xml:id");
        place.document == self.index
            && match &place.spot {
                Spot::Block(block) => self.document.body.blocks.get(*block).is_some_and(|block| block.anchor.is_some()),
                Spot::Note(id) | Spot::Call(id) => self.own_note(*id).is_some_and(named),
                Spot::Anchor(name) => {
                    let entry = self.document.entries.iter().find(|entry| entry.id == *name);
                    entry.is_none_or(|entry| named(&entry.attributes))
                }
                Spot::Start | Spot::Headnote => false,
            }
    }

    /// An element as the source has it.
    pub(super) fn kept(&mut self, name: &str, attributes: &[(String, String)]) -> Element {
        let (namespace, name) = match name.strip_prefix('{').and_then(|name| name.split_once('}')) {
            Some((namespace, local)) => (Some(namespace), local),
            None => (None, name),
        };
        let mut element = Element::new(name);
        element.attributes = self.adapted(attributes);
        if let Some(namespace) = namespace.filter(|_| element.value("xmlns").is_none()) {
            element = element.with("xmlns", namespace);
        }
        if let Some(at) = element.attributes.iter().position(|(name, _)| name == "xml:id") {
            let id = element.attributes[at].1.clone();
            if self.give(id).is_none() {
                element.attributes.remove(at);
            }
        }
        let inside = |wanted: &str| {
            attributes.iter().find(|(name, _)| name == wanted).map(|(_, xml)| xml.clone()).unwrap_or_default()
        };
        element.inside = [inside("#before"), inside("#after")].map(|xml| self.as_source(&xml).into_owned());
        element
    }
}

impl<'e> Writing<'e> {
    /// What the source's element of a note says beyond the model.
    pub(super) fn own_note(&self, id: NoteId) -> Option<&'e [(String, String)]> {
        self.document.notes.get(id.0 as usize).and_then(|note| of_note(&note.text)).map(|(_, attributes)| attributes)
    }
}
