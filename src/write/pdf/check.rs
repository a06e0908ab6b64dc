//! Refuses layouts that break the contract of [`crate::model::page`].
//!
//! krilla panics on content outside the tag tree or drawn for two places of it, on pages and
//! destinations out of range, and on text ranges that split a character. All of this is looked at
//! once, what belongs to the whole before anything is drawn and each page when it is made, so that
//! the rest of the writer need not.

use crate::diag::Diagnostic;
use crate::model::page::{
    Destination, GlyphRun, Item, Layout, LinkArea, LinkTarget, NodeId, NodeKind, OutlineItem, Page, Pages, Role,
    Structure,
};
use std::collections::BTreeMap;

/// What the pages are checked against.
pub(crate) struct Checked<'a> {
    structure: &'a Structure,
    /// Which of its nodes hang on the root.
    reachable: Vec<bool>,
    destinations: &'a BTreeMap<String, Destination>,
}

/// Finds the first breach of the contract in what belongs to the whole, if there is one.
pub(crate) fn layout<P: Pages>(layout: &Layout<P>) -> Result<Checked<'_>, Diagnostic> {
    let (structure, destinations) = (&layout.structure, &layout.destinations);
    let reachable = crate::write::pdf::check::structure(structure)?;
    let count = layout.pages.count();
    for (name, destination) in destinations {
        crate::write::pdf::check::destination(destination, count)
            .map_err(|what| breach(format!("the destination “{name}” {what}")))?;
    }
    outline(&layout.outline, count)?;
    Ok(Checked { structure, reachable, destinations })
}

/// A breach: always a fault of the program, never of the edition's sources.
pub(crate) fn breach(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("pdf-layout", message).help("this is a fault of the typesetter; please report it")
}

impl Checked<'_> {
    /// Finds the first breach on page `index`.
    pub(crate) fn page(&self, page: &Page, index: usize) -> Result<(), Diagnostic> {
        let at = |what: String| breach(format!("page {} (number {} of the file) {what}", page.label, index + 1));
        for item in &page.items {
            if let Item::Glyphs(run) = item {
                self.glyphs(run).map_err(at)?;
            }
            if let Item::Picture { role, .. } = item {
                self.drawn_for(*role, "a picture").map_err(at)?;
            }
        }
        page.links.iter().try_for_each(|link| self.link(link)).map_err(at)
    }

    /// Whether `node` is part of the tree and of the kind that `is` tells.
    fn has(&self, node: NodeId, is: fn(&NodeKind) -> bool) -> bool {
        let index = node.0 as usize;
        self.reachable.get(index) == Some(&true) && is(&self.structure.nodes[index].kind)
    }

    fn link(&self, link: &LinkArea) -> Result<(), String> {
        if !self.has(link.node, |kind| *kind == NodeKind::Link) {
            return Err(format!("has a link area for node {}, which is no link", link.node.0));
        }
        if link.description.is_empty() {
            return Err(format!("has a link without description (node {})", link.node.0));
        }
        match &link.target {
            LinkTarget::Destination(name) if !self.destinations.contains_key(name) => {
                Err(format!("links to “{name}”, which is no destination"))
            }
            _ => Ok(()),
        }
    }

    fn drawn_for(&self, role: Role, what: &str) -> Result<(), String> {
        match role {
            Role::Content(node) if !self.has(node, |kind| *kind == NodeKind::Leaf) => {
                Err(format!("draws {what} for node {}, which is no leaf of the structure", node.0))
            }
            _ => Ok(()),
        }
    }

    fn glyphs(&self, run: &GlyphRun) -> Result<(), String> {
        if run.size.0 <= 0 {
            return Err(format!("has text of size {} pt: “{}”", run.size.pt(), run.text));
        }
        self.drawn_for(run.role, &format!("“{}”", run.text))?;
        for glyph in &run.glyphs {
            if run.text.get(glyph.text.start as usize..glyph.text.end as usize).is_none() {
                return Err(format!("has a glyph for bytes {:?} of “{}”", glyph.text, run.text));
            }
        }
        Ok(())
    }
}

/// Every node hangs on one parent that comes before it; returns which ones hang on the root.
fn structure(structure: &Structure) -> Result<Vec<bool>, Diagnostic> {
    let mut reachable = vec![false; structure.nodes.len()];
    let Some(root) = reachable.first_mut() else { return Err(breach("the structure has no root")) };
    *root = true;
    for (index, node) in structure.nodes.iter().enumerate() {
        if node.kind == NodeKind::Leaf && !node.children.is_empty() {
            return Err(breach(format!("the leaf {index} of the structure has children")));
        }
        for child in &node.children {
            let at = child.0 as usize;
            if at <= index || at >= reachable.len() || reachable[at] {
                return Err(breach(format!("node {at} of the structure cannot be a child of node {index}")));
            }
            reachable[at] = reachable[index];
        }
    }
    Ok(reachable)
}

fn destination(destination: &Destination, pages: usize) -> Result<(), String> {
    if destination.page < pages {
        return Ok(());
    }
    Err(format!("is on page {} of {pages}", destination.page + 1))
}

fn outline(items: &[OutlineItem], pages: usize) -> Result<(), Diagnostic> {
    for item in items {
        destination(&item.destination, pages)
            .map_err(|what| breach(format!("the bookmark “{}” {what}", item.title)))?;
        outline(&item.children, pages)?;
    }
    Ok(())
}
