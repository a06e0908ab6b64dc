//! Lists of places in a block: every number a link.
//!
//! What they read is known to the context; here is where they stand.

use crate::model::generated::LociId;
use crate::model::text::{Mark, MarkKind};
use crate::write::epub::inline::Inline;

impl Inline<'_, '_, '_> {
    /// The list of places among the marks, and whether it begins at `at`.
    pub(crate) fn list(&self, marks: &[usize], at: usize) -> Option<(LociId, bool)> {
        marks.iter().find_map(|m| {
            let mark = &self.text.marks[*m];
            if let MarkKind::Loci(id) = mark.kind { Some((id, mark.range.start == at)) } else { None }
        })
    }

    /// Whether a list begins at `at` that has nothing to say: what parts it from the words before goes too.
    pub(crate) fn goes_before_nothing(&self, at: usize) -> bool {
        let marks = &self.text.marks;
        let first = marks.partition_point(|m| m.range.start < at);
        let is_empty = |m: &Mark| matches!(m.kind, MarkKind::Loci(id) if self.page.context.loci(self.page.document, id).is_empty());
        marks[first..].iter().take_while(|m| m.range.start == at).any(is_empty)
    }

    /// Writes a list of places: every number a link.
    pub(crate) fn loci(&mut self, id: LociId, marks: &[usize]) {
        let links = |m: &usize| self.element(&self.text.marks[*m].kind).is_some_and(|e| e.name == "a");
        let marks: Vec<usize> = marks.iter().copied().filter(|m| !links(m)).collect();
        self.switch(&marks, None);
        let indexed = self.page.kind() == Some("index");
        let context = self.page.context;
        for (number, place) in context.loci(self.page.document, id) {
            self.page.xml.text(number.before);
            match place {
                Some(place) if !self.is_flat() => {
                    let href = self.page.context.href(place);
                    let attributes = [("class", "locator"), ("epub:type", "index-locator"), ("href", &href)];
                    let attributes = if indexed { &attributes[..] } else { &[attributes[0], attributes[2]] };
                    self.page.xml.leaf("a", attributes, &number.text);
                }
                _ => self.page.xml.text(&number.text),
            }
        }
    }
}
