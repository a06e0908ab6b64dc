//! What scribes and editors did to the words: corrections, expansions, additions, losses.

use super::super::names::{AFTER, BEFORE};
use super::super::tree::{Node, NodeId, is_space};
use super::super::walk::{Mode, Walk};
use super::foreign::SIGNS;
use crate::model::apparatus::{Cited, Entry, EntryId, Layer, Reading};
use crate::model::document::Container;
use crate::model::text::MarkKind;

/// What of a choice is text where the sheet does not say.
pub(in crate::read::tei) const READING: [&str; 4] = ["corr", "reg", "expan", "ex"];

impl Walk<'_, '_> {
    /// One thing in two ways: the editor's is text, the other is kept. A correction is an emendation.
    pub(in crate::read::tei) fn choice(&mut self, id: NodeId) {
        let tree = self.tree;
        let all: Vec<NodeId> = tree.elements(id).collect();
        let find = |name: &str| all.iter().copied().find(|child| tree.name(*child) == name);
        let wanted = self.context.reading.iter().find_map(|name| find(name));
        let Some(shown) = wanted.or(all.first().copied()) else { return self.unprinted(id) };
        let source = |range: std::ops::Range<usize>| tree.source(range).trim().to_owned();
        let (outer, inner) = (tree.element(id), tree.bytes(shown));
        let end = outer.map_or(inner.end, |outer| outer.open.end + tree.inner(id).len());
        let before = source(outer.map_or(inner.start, |outer| outer.open.end)..inner.start);
        let kind = self.kept_with(id, [(BEFORE, before), (AFTER, source(inner.end..end))]);
        // In a reading or in the note of an entry nobody has emended the text.
        let of_entry = matches!(self.frame().container, Container::Entry(_));
        let emended = find("sic").filter(|sic| *sic != shown && tree.name(shown) == "corr" && !of_entry);
        if !tree.has_words(shown) && tree.elements(shown).next().is_none() {
            // what is shown is nothing: a point, where no order is of what stands at it
            if let Some(sic) = emended {
                let entry = self.emendation(sic, shown, String::new());
                self.pen().point(entry);
            }
            return self.unprinted(id);
        }
        let opened = self.pen().open();
        self.node(shown);
        let range = self.pen().close(opened);
        if let Some(sic) = emended {
            let lemma = self.pen().slice(range.clone()).replace('\n', " ");
            let entry = self.emendation(sic, shown, lemma);
            match range.is_empty() {
                true => self.pen().point(entry),
                false => self.pen().mark(range.clone(), entry),
            }
        }
        match range.is_empty() {
            true => self.pen().point(kind),
            false => self.pen().mark(range, kind),
        }
    }

    /// The entry of an emendation: what the base has is its one reading.
    fn emendation(&mut self, sic: NodeId, corr: NodeId, lemma: String) -> MarkKind {
        let tree = self.tree;
        let base = self.context.sigla.base.map(Cited::of).into_iter().collect();
        let reason = [corr, sic].iter().find_map(|id| tree.attribute(*id, "reason").or(tree.attribute(*id, "type")));
        let reading = Reading { span: Some(tree.span(sic)), ..Reading::of(base, tree.words(sic)) };
        let container = self.frame().container;
        self.entries.push(Entry {
            lemma,
            readings: vec![reading],
            reason: reason.map(str::to_owned),
            place: Some(container),
            span: Some(tree.span(corr)),
            ..Entry::new("", Layer::Emendation)
        });
        MarkKind::Entry(EntryId(self.entries.len() as u32 - 1))
    }

    /// Words that an editor supplies: those that are lost between square brackets, those that were never there between
    /// angle brackets, as epigraphists and papyrologists write.
    pub(in crate::read::tei) fn supplied(&mut self, id: NodeId) {
        let reason = self.tree.attribute(id, "reason").unwrap_or_default();
        let lost = ["lost", "illegible", "damage", "hole"].iter().any(|lost| reason.contains(lost));
        match lost {
            true => self.between(id, "[", "]"),
            false => self.between(id, "⟨", "⟩"),
        }
    }

    /// Words that somebody has deleted: they are none of the text. Of inscriptions and papyri they are, between double
    /// brackets, unless others were written in their place.
    pub(in crate::read::tei) fn deleted(&mut self, id: NodeId) {
        let tree = self.tree;
        let replaced = tree.parent(id).is_some_and(|of| tree.name(of) == "subst");
        if self.is_epidoc && !replaced {
            return self.between(id, "⟦", "⟧");
        }
        let begins = self.pen().has_space() || self.pen().block_so_far().is_empty();
        self.unprinted(id);
        // white space on both sides of what is not shown is one here, but two in the file
        let behind = tree.parent(id).and_then(|of| {
            let siblings = tree.children(of);
            siblings.get(siblings.binary_search(&id).ok()? + 1)
        });
        let spaced = behind.is_some_and(|behind| match tree.node(*behind) {
            Node::Text(text) => text.string.starts_with(is_space) && !self.is_layout(*behind),
            Node::Element(_) => false,
        });
        if begins && spaced && self.frame().mode != Mode::Blocks {
            self.unprinted_text(" ");
        }
    }

    /// Whether an element is one of two ways of the same.
    pub(in crate::read::tei) fn is_chosen(&self, id: NodeId) -> bool {
        self.tree.ancestors(id).any(|around| self.tree.name(around) == "choice")
    }

    /// Words that an editor adds or takes out, between his signs.
    pub(in crate::read::tei) fn between(&mut self, id: NodeId, open: &str, close: &str) {
        if !self.tree.has_words(id) && self.tree.elements(id).next().is_none() {
            return self.unprinted(id);
        }
        let signs = [(SIGNS[0], open.to_owned()), (SIGNS[1], close.to_owned())];
        let kind = self.kept_with(id, signs);
        let opened = self.pen().open();
        self.pen().make(open);
        self.pen().tighten();
        self.children(id);
        let space = self.pen().has_space();
        self.pen().tighten();
        self.pen().make(close);
        if space {
            self.pen().space(None);
        }
        let range = self.pen().close(opened);
        self.pen().mark(range, kind);
    }

    /// Words that are lost: a sign stands for them.
    pub(in crate::read::tei) fn gap(&mut self, id: NodeId) {
        const LOST: &str = "[…]";
        let mut kind = self.kept_with(id, [(SIGNS[0], LOST.to_owned())]);
        if !self.tree.inner(id).is_empty() {
            kind = self.kept_with(id, [(BEFORE, self.tree.inner(id).to_owned()), (SIGNS[0], LOST.to_owned())]);
        }
        let opened = self.pen().open();
        self.pen().make(LOST);
        let range = self.pen().close(opened);
        self.pen().mark(range, kind);
    }
}
