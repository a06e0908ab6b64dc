//! Refuses layouts that break the contract of [`crate::model::page`].
//!
//! krilla panics on content outside the tag tree or drawn for two places of it, on pages and
//! destinations out of range, and on text ranges that split a character. All of this is looked at
//! once, before anything is drawn, so that the rest of the writer need not.

use crate::diag::Diagnostic;
use crate::model::page::{
    Destination, GlyphRun, Item, Layout, LinkTarget, NodeId, NodeKind, OutlineItem, Page, Role, Structure,
};

/// Finds the first breach of the contract, if there is one.
pub(super) fn layout(layout: &Layout) -> Result<(), Diagnostic> {
    let reachable = structure(&layout.structure)?;
    let nodes = Nodes { structure: &layout.structure, reachable };
    for (index, page) in layout.pages.iter().enumerate() {
        self::page(page, index, layout, &nodes)?;
    }
    for (name, destination) in &layout.destinations {
        self::destination(destination, layout).map_err(|what| breach(format!("the destination “{name}” {what}")))?;
    }
    outline(&layout.outline, layout)
}

/// A breach: always a fault of the program, never of the edition's sources.
pub(super) fn breach(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("pdf-layout", message).help("this is a fault of the typesetter; please report it")
}

/// The structure tree and which of its nodes hang on it.
struct Nodes<'a> {
    structure: &'a Structure,
    reachable: Vec<bool>,
}

impl Nodes<'_> {
    /// Whether `node` is part of the tree and of the kind that `is` tells.
    fn has(&self, node: NodeId, is: fn(&NodeKind) -> bool) -> bool {
        let index = node.0 as usize;
        self.reachable.get(index) == Some(&true) && is(&self.structure.nodes[index].kind)
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

fn page(page: &Page, index: usize, layout: &Layout, nodes: &Nodes) -> Result<(), Diagnostic> {
    let at = |what: String| breach(format!("page {} (number {} of the file) {what}", page.label, index + 1));
    for item in &page.items {
        if let Item::Glyphs(run) = item {
            glyphs(run, nodes).map_err(at)?;
        }
        if let Item::Picture { role, .. } = item {
            drawn_for(*role, "a picture", nodes).map_err(at)?;
        }
    }
    for link in &page.links {
        if !nodes.has(link.node, |kind| *kind == NodeKind::Link) {
            return Err(at(format!("has a link area for node {}, which is no link", link.node.0)));
        }
        if link.description.is_empty() {
            return Err(at(format!("has a link without description (node {})", link.node.0)));
        }
        match &link.target {
            LinkTarget::Destination(name) if !layout.destinations.contains_key(name) => {
                return Err(at(format!("links to “{name}”, which is no destination")));
            }
            _ => {}
        }
    }
    Ok(())
}

fn glyphs(run: &GlyphRun, nodes: &Nodes) -> Result<(), String> {
    if run.size.0 <= 0 {
        return Err(format!("has text of size {} pt: “{}”", run.size.pt(), run.text));
    }
    drawn_for(run.role, &format!("“{}”", run.text), nodes)?;
    for glyph in &run.glyphs {
        if run.text.get(glyph.text.start as usize..glyph.text.end as usize).is_none() {
            return Err(format!("has a glyph for bytes {:?} of “{}”", glyph.text, run.text));
        }
    }
    Ok(())
}

fn drawn_for(role: Role, what: &str, nodes: &Nodes) -> Result<(), String> {
    match role {
        Role::Content(node) if !nodes.has(node, |kind| *kind == NodeKind::Leaf) => {
            Err(format!("draws {what} for node {}, which is no leaf of the structure", node.0))
        }
        _ => Ok(()),
    }
}

fn destination(destination: &Destination, layout: &Layout) -> Result<(), String> {
    if destination.page < layout.pages.len() {
        return Ok(());
    }
    Err(format!("is on page {} of {}", destination.page + 1, layout.pages.len()))
}

fn outline(items: &[OutlineItem], layout: &Layout) -> Result<(), Diagnostic> {
    for item in items {
        destination(&item.destination, layout)
            .map_err(|what| breach(format!("the bookmark “{}” {what}", item.title)))?;
        outline(&item.children, layout)?;
    }
    Ok(())
}
