//! Points: where lines, columns and pages begin, in the source or in another edition, and anchors.

use super::super::names::is_division;
use super::super::tree::{NodeId, Tree};
use super::super::walk::{Mode, Walk};
use crate::model::lines::{LineMark, Milestone, MilestoneKind};
use crate::model::text::{BlockKind, MarkKind};

/// Says of a point that it stands in source that is kept elsewhere.
const ELSEWHERE: &str = "#elsewhere";

impl Walk<'_, '_> {
    /// A line, a column, a page begins, or another division: a milestone where the book has such a numbering.
    pub(in crate::read::tei) fn break_point(&mut self, id: NodeId) {
        let tree = self.tree;
        let name = tree.name(id);
        let bare = tree.element(id).is_some_and(|element| element.attributes.is_empty());
        let hard = tree.attribute(id, "type") == Some("hard") && self.is_own;
        if name == "lb" && (bare && self.is_all_own || hard) {
            return self.pen().hard_line();
        }
        match tree.attribute(id, "break") {
            Some("no") => self.undivided(),
            _ if name != "milestone" || self.parts_words(id) => self.pen().space(None),
            _ => {}
        }
        if let Some(line) = self.line_mark(id) {
            let kept = self.kept_beyond(id, &["unit", "n", "ana"]);
            kept.into_iter().chain([MarkKind::Line(line)]).for_each(|kind| self.pen().point(kind));
            return;
        }
        let between = self.frame().mode == Mode::Blocks;
        if name == "milestone" && tree.attribute(id, "unit") == Some("rule") && between && !self.pen().is_open() {
            self.pen().open_block(BlockKind::Rule);
            self.pen().keep_empty();
            return self.pen().close_block();
        }
        let label = tree.attribute(id, "n").map(str::trim).filter(|n| !n.is_empty());
        let milestone = label.and_then(|label| {
            let system = self.system(id)?;
            Some(MarkKind::Milestone(Milestone { system, label: label.to_owned() }))
        });
        if milestone.is_none() && label.is_some() && matches!(name, "pb" | "milestone") {
            self.undeclared(id, ["ed", "unit"]);
        }
        let says = |attribute: &str| match &milestone {
            Some(MarkKind::Milestone(Milestone { system, .. })) => tree.attribute(id, attribute) == Some(system),
            _ => false,
        };
        let kept = match name {
            "pb" if says("ed") => self.kept_beyond(id, &["ed", "n", "break"]),
            "milestone" if says("unit") => self.kept_beyond(id, &["unit", "n"]),
            _ => Some(self.kept(id)),
        };
        kept.into_iter().for_each(|kind| self.pen().point(kind));
        if let Some(milestone) = milestone {
            self.pen().point(milestone);
        }
    }

    /// Notes down that the book has no numbering to which an element belongs.
    fn undeclared(&mut self, id: NodeId, attributes: [&str; 2]) {
        let tree = self.tree;
        let of = attributes.into_iter().find_map(|name| tree.attribute(id, name)).unwrap_or(tree.name(id));
        let of = slug(of);
        let says = (
            format!("the numbers of `{of}` are not shown: the book has no such numbering"),
            format!("declare it in book.toml: `[[milestones]]` with `id = \"{of}\"`"),
        );
        self.faults.push("undeclared-milestones", of, tree.span(id), says);
    }

    /// Where a division without a head begins its number stands, if it has one.
    pub(in crate::read::tei) fn numbered(&mut self, id: NodeId) {
        let numbered = !self.is_all_own && !self.is_headed(id) && number_of(self.tree, id).is_some();
        match self.numbering(id) {
            Some(number) => self.pen().point(MarkKind::Milestone(number)),
            None if numbered => self.undeclared(id, ["subtype", "type"]),
            None => {}
        }
    }

    /// The number of a division without a head, where the book has such a numbering.
    pub(in crate::read::tei) fn numbering(&self, id: NodeId) -> Option<Milestone> {
        let label = number_of(self.tree, id)?;
        if self.is_all_own || !is_division(self.tree.name(id)) || self.is_headed(id) {
            return None;
        }
        Some(Milestone { system: self.system(id)?, label: label.to_owned() })
    }

    /// Whether a milestone begins what words do not go over: a column, a page, a cell.
    fn parts_words(&mut self, id: NodeId) -> bool {
        let unit = self.tree.attribute(id, "unit").unwrap_or_default();
        self.frame().mode != Mode::Blocks
            && matches!(unit, "column" | "page" | "folio" | "face" | "line" | "cell" | "item")
    }

    /// The same of one that stays in source which is not shown: only its number is the text's.
    pub(in crate::read::tei) fn break_elsewhere(&mut self, id: NodeId) {
        let label = self.tree.attribute(id, "n").map(str::trim).filter(|n| !n.is_empty());
        if let (Some(label), Some(system)) = (label, self.system(id)) {
            let milestone = Milestone { system, label: label.to_owned() };
            let kept = self.kept_with(id, [(ELSEWHERE, "source".to_owned())]);
            self.pen().point(kept);
            self.pen().point(MarkKind::Milestone(milestone));
        }
    }

    /// What our own files say of the lines of a text.
    fn line_mark(&self, id: NodeId) -> Option<LineMark> {
        let tree = self.tree;
        if !self.is_own || tree.name(id) != "milestone" || tree.attribute(id, "unit") != Some("line") {
            return None;
        }
        let written = tree.attribute(id, "n");
        let number = written.and_then(|n| n.parse().ok());
        match tree.attribute(id, "ana").map(|ana| ana.rsplit('.').next().unwrap_or_default()) {
            None => written.and_then(LineMark::numbered),
            Some("advance") => number.map(LineMark::Advance),
            Some("skip") => Some(LineMark::Skip),
            Some("hide") => Some(LineMark::Hide),
            Some("sub") => Some(LineMark::Sub),
            Some("shared") => Some(LineMark::Shared),
            Some(_) => None,
        }
    }

    /// A word goes on over the end of a line: its hyphen, if the source has one, is none of the word.
    fn undivided(&mut self) {
        self.pen().tighten();
        if let Some(hyphen) = self.pen().take_hyphen() {
            self.unprinted_text(&hyphen);
        }
    }

    /// The numbering of the book that an element belongs to: named for its edition, its unit, or its name; a page
    /// without an edition belongs to the only one of pages.
    fn system(&self, id: NodeId) -> Option<String> {
        let (tree, systems) = (self.tree, self.context.milestones);
        let name = tree.name(id);
        let (ed, unit) = (tree.attribute(id, "ed"), tree.attribute(id, "unit"));
        let both = ed.zip(unit).map(|(ed, unit)| format!("{ed}-{unit}"));
        let named = |attribute| tree.attribute(id, attribute).filter(|_| is_division(name));
        let names = [both.as_deref(), ed, unit, named("subtype"), named("type"), Some(name)];
        let by_name = names.into_iter().flatten().find_map(|name| {
            let name = slug(name);
            systems.iter().find(|system| system.id.eq_ignore_ascii_case(&name))
        });
        let pages = || {
            let mut pages = systems.iter().filter(|system| system.kind == MilestoneKind::Pages);
            pages.next().filter(|_| name == "pb" && ed.is_none() && pages.next().is_none())
        };
        by_name.or_else(pages).map(|system| system.id.clone())
    }

    /// A place to refer to.
    pub(in crate::read::tei) fn anchor(&mut self, id: NodeId) {
        if self.is_own && self.tree.attribute(id, "xml:id").is_some_and(|own| own.starts_with('_')) {
            return;
        }
        let anchor = self.own_anchor(id);
        let known: &[&str] = if anchor.is_some() { &["xml:id"] } else { &[] };
        let beyond = self.kept_beyond(id, known);
        let kept = if anchor.is_none() { Some(self.kept(id)) } else { beyond };
        for kind in kept.into_iter().chain(anchor.map(MarkKind::Anchor)) {
            self.pen().point(kind);
        }
    }
}

/// The number of a division; the name of a whole text (a URN) is none.
fn number_of<'t>(tree: &'t Tree<'_>, id: NodeId) -> Option<&'t str> {
    tree.attribute(id, "n").map(str::trim).filter(|n| !n.is_empty() && !n.contains(':'))
}

/// A name as an id may be: `#Ed. 1` is `ed-1`.
fn slug(name: &str) -> String {
    let parts = name.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-").to_lowercase()
}
