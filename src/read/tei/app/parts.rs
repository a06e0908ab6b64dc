//! What an `app` holds: lemma, readings with their groups, notes, details, and what is none of these.

use super::super::tree::{NodeId, Tree};
use super::super::walk::Walk;
use crate::model::apparatus::{Beside, ReadingGroup};

/// The parts of an `app`.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// What the edition reads.
    pub(super) lemma: Option<NodeId>,
    /// Whether a reading stands for it.
    pub(super) borrowed: bool,
    /// The readings in the order written, each with the innermost group that it is in.
    pub(super) readings: Vec<(NodeId, Option<NodeId>)>,
    /// The groups, the outer before the inner.
    pub(super) groups: Vec<ReadingGroup>,
    /// The notes.
    pub(super) notes: Vec<NodeId>,
    /// The details on witnesses, each with what stands before it: the lemma (`None`) or a reading.
    pub(super) details: Vec<(NodeId, Option<usize>)>,
    /// Witnesses that stand as text behind a reading.
    pub(super) printed: Vec<(NodeId, Option<usize>)>,
    /// What is none of these.
    pub(super) beside: Vec<Beside>,
    /// Further lemmata, which stand among the readings.
    pub(super) further: Vec<NodeId>,
    /// Whether its words are not found: it stands where its line begins.
    pub(super) at_line: bool,
}

impl Parts {
    /// Those of an `app`.
    pub(super) fn of(tree: &Tree<'_>, app: NodeId) -> Self {
        let mut parts = Self::default();
        parts.collect(tree, app, None);
        let lemma = parts.lemma.into_iter().flat_map(|lemma| tree.elements(lemma));
        let notes: Vec<NodeId> =
            lemma.filter(|child| tree.name(*child) == "note" && !is_called(tree, *child)).collect();
        parts.notes.splice(0..0, notes);
        parts
    }

    fn collect(&mut self, tree: &Tree<'_>, of: NodeId, group: Option<NodeId>) {
        for child in tree.elements(of) {
            let before = self.readings.len().checked_sub(1);
            match tree.name(child) {
                "lem" if self.lemma.is_none() => self.lemma = Some(child),
                "lem" => {
                    self.further.push(child);
                    self.readings.push((child, group));
                }
                "rdg" => self.readings.push((child, group)),
                "rdgGrp" => self.group(tree, child),
                "note" | "noteGrp" => self.notes.push(child),
                "witDetail" => self.details.push((child, before)),
                "wit" => self.printed.push((child, before)),
                _ => {
                    let xml = tree.source(tree.bytes(child)).to_owned();
                    self.beside.push(Beside { after: self.readings.len(), xml });
                }
            }
        }
    }

    fn group(&mut self, tree: &Tree<'_>, id: NodeId) {
        let (first, had) = (self.readings.len(), self.lemma.is_some());
        let index = self.groups.len();
        let attributes = attributes(tree, id, &[]);
        self.groups.push(ReadingGroup { readings: first..first, lemma: false, attributes });
        self.collect(tree, id, Some(id));
        self.groups[index].readings = first..self.readings.len();
        self.groups[index].lemma = !had && self.lemma.is_some();
    }

    /// Whether it only says where witnesses end or begin.
    pub(super) fn is_lacuna(&self, tree: &Tree<'_>, app: NodeId) -> bool {
        tree.attribute(app, "type") == Some("lacuna") && self.lemma.is_none() && self.notes.is_empty()
    }

    /// The same with a lemma in any case: where none is written the reading of the base, else the first.
    pub(super) fn with_lemma(mut self, walk: &mut Walk<'_, '_>, app: NodeId) -> Self {
        if self.lemma.is_some() || self.readings.is_empty() || is_silent(walk.tree, app) {
            return self;
        }
        let base = walk.context.sigla.base;
        let of_base = |(rdg, group): &(NodeId, Option<NodeId>)| {
            let (cited, _) = super::support::read(walk, *rdg, *group);
            base.is_some()
                && cited
                    .iter()
                    .any(|cited| matches!(cited.who, crate::model::apparatus::Who::Siglum(id) if Some(id) == base))
        };
        let index = self.readings.iter().position(of_base).unwrap_or(0);
        self.take_as_lemma(walk.tree, index);
        let says = (
            "an entry has no lemma: the reading of the base is printed, or the first",
            "say in document.toml which witness is the base: `[apparatus]` with `base = \"…\"`",
        );
        walk.faults.push("entry-without-lemma", "", walk.tree.span(app), says);
        self
    }

    /// The same of an `app` beside the text whose reading says that it is the text.
    pub(super) fn with_told_lemma(mut self, tree: &Tree<'_>) -> Self {
        let told = |(rdg, _): &(NodeId, Option<NodeId>)| ana(tree, *rdg, "reading.").any(|kind| kind == "text");
        if let Some(index) = self.readings.iter().position(told).filter(|_| self.lemma.is_none()) {
            self.take_as_lemma(tree, index);
        }
        self
    }

    /// Takes a reading for the lemma.
    pub(super) fn take_as_lemma(&mut self, tree: &Tree<'_>, index: usize) {
        let (lemma, _) = self.readings.remove(index);
        let notes = tree.elements(lemma).filter(|child| tree.name(*child) == "note");
        self.notes.extend(notes);
        (self.lemma, self.borrowed) = (Some(lemma), true);
        for group in &mut self.groups {
            let range = &mut group.readings;
            group.lemma |= range.contains(&index);
            range.start -= usize::from(range.start > index);
            range.end -= usize::from(range.end > index);
        }
        let before =
            |after: &mut Option<usize>| *after = after.filter(|at| *at != index).map(|at| at - usize::from(at > index));
        self.details.iter_mut().for_each(|(_, after)| before(after));
        self.printed.iter_mut().for_each(|(_, after)| before(after));
        self.beside.iter_mut().for_each(|beside| beside.after -= usize::from(beside.after > index));
    }
}

/// Whether an `app` says which witnesses carry a passage.
pub(super) fn is_silent(tree: &Tree<'_>, app: NodeId) -> bool {
    tree.attribute(app, "type") == Some("witnesses")
}

/// The attributes of an element but for some.
pub(super) fn attributes(tree: &Tree<'_>, id: NodeId, but: &[&str]) -> Vec<(String, String)> {
    let all = tree.element(id).map_or(&[][..], |element| &element.attributes);
    let kept = all.iter().filter(|attribute| !but.contains(&attribute.name));
    kept.map(|attribute| (attribute.name.to_owned(), attribute.value.to_string())).collect()
}

/// What `ana` points to in a taxonomy of ours: `reading.add` of `#reading.add`.
pub(super) fn ana<'t>(tree: &'t Tree<'_>, id: NodeId, of: &'static str) -> impl Iterator<Item = &'t str> {
    let tokens = tree.attribute(id, "ana").unwrap_or_default().split_ascii_whitespace();
    tokens.filter_map(move |token| token.strip_prefix('#')?.strip_prefix(of))
}

/// `ana` without what it points to in our taxonomies; `None` where nothing is left.
pub(super) fn other_ana(tree: &Tree<'_>, id: NodeId) -> Option<(String, String)> {
    let tokens = tree.attribute(id, "ana")?.split_ascii_whitespace();
    let ours = ["#reading.", "#state.", "#deed.", "#support.", "#series."];
    let kept: Vec<&str> = tokens.filter(|token| !ours.iter().any(|of| token.starts_with(of))).collect();
    (!kept.is_empty()).then(|| ("ana".to_owned(), kept.join(" ")))
}

/// Whether a note in a lemma is one of the text, as this tool writes those: by its id.
pub(super) fn is_called(tree: &Tree<'_>, note: NodeId) -> bool {
    let [id, series, key] = ["xml:id", "type", "n"].map(|name| tree.attribute(note, name));
    let (Some(id), Some(series), Some(key)) = (id, series, key) else { return false };
    id == format!("note-{series}-{key}")
}
