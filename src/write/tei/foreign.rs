//! An element of which the model does not know all, with what it knows of the same: one element again.

use super::element::Element;
use super::text::Flow;
use super::writing::Writing;
use crate::model::text::MarkKind;

impl Writing<'_> {
    /// The element of a foreign mark, with what the marks say that are the same.
    pub(super) fn foreign(&mut self, flow: &Flow<'_>, mark: usize) -> Element {
        let MarkKind::Foreign { name, attributes } = &flow.text.marks[mark].kind else { return Element::new("seg") };
        let mut element = self.kept(name, attributes);
        for same in &flow.joined.same[mark] {
            if let Some(of_model) = self.element(flow, *same) {
                let leads = of_model.value("target").map(str::to_owned);
                if let Some(target) = leads.filter(|_| matches!(flow.text.marks[*same].kind, MarkKind::Reference(_))) {
                    element = element.with("target", target);
                }
            }
        }
        element
    }

    /// An element as the source has it.
    pub(super) fn kept(&mut self, name: &str, attributes: &[(String, String)]) -> Element {
        let mut element = Element::new(name);
        element.attributes = self.adapted(attributes);
        if let Some(at) = element.attributes.iter().position(|(name, _)| name == "xml:id") {
            let id = element.attributes[at].1.clone();
            if self.give(id).is_none() {
                element.attributes.remove(at);
            }
        }
        let inside = |wanted: &str| {
            attributes.iter().find(|(name, _)| name == wanted).map(|(_, xml)| xml.clone()).unwrap_or_default()
        };
        element.inside = [inside("#before"), inside("#after")];
        element
    }
}
