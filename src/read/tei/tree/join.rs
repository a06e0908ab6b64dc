//! Entries that stand in another file than their text: a tree takes them in as if they stood beside it.
//!
//! Places in the other file are counted on from the end of the first, so that a range says by itself in which of the two
//! it is.

use super::{Characters, Element, Node, NodeId, Tree};
use crate::source::{FileId, Span};
use std::ops::Range;

/// The other file.
#[derive(Clone, Debug)]
pub(super) struct Other<'s> {
    file: FileId,
    source: &'s str,
}

/// What holds entries.
const HOLDERS: [&str; 3] = ["listApp", "standOff", "app"];

impl<'s> Tree<'s> {
    /// Takes in the entries of another file: `listApp`, `standOff` and `app` with all that they hold, straight in the
    /// root. Says whether there are any.
    pub fn join(&mut self, other: &Tree<'s>) -> bool {
        let mut next = 0;
        while let Some(node) = other.nodes.get(next as usize) {
            let id = NodeId(next);
            next = match node {
                Node::Element(element) if HOLDERS.contains(&&*element.name) => self.adopt(other, id),
                _ => next + 1,
            };
        }
        let found = other.nodes.iter().any(|node| matches!(node, Node::Element(element) if element.name == "app"));
        self.other = Some(Other { file: other.file, source: other.source });
        found
    }

    /// Takes in one element with all that it holds; gives the index behind them.
    fn adopt(&mut self, other: &Tree<'s>, id: NodeId) -> u32 {
        let end = other.ends.get(id.0 as usize).copied().unwrap_or(id.0 + 1).max(id.0 + 1);
        let (first, base) = (self.nodes.len() as u32, self.source.len() + 1);
        let moved = |node: NodeId| NodeId(node.0.saturating_sub(id.0) + first);
        for index in id.0..end {
            let node = match &other.nodes[index as usize] {
                Node::Element(element) => Node::Element(shifted(element, base, &moved)),
                Node::Text(characters) => {
                    let pieces = characters.pieces.iter();
                    let pieces = pieces.map(|(of, from)| (of.clone(), from.start + base..from.end + base)).collect();
                    Node::Text(Characters { pieces, parent: moved(characters.parent), ..characters.clone() })
                }
            };
            self.nodes.push(node);
            self.ends.push(other.ends[index as usize] - id.0 + first);
        }
        if let Some(Node::Element(top)) = self.nodes.get_mut(first as usize) {
            top.parent = Some(NodeId(0));
        }
        for (name, node) in other.ids.iter().filter(|(_, node)| (id.0..end).contains(&node.0)) {
            self.ids.entry(name).or_insert(moved(*node));
        }
        if let Some(Node::Element(root)) = self.nodes.first_mut() {
            root.children.push(NodeId(first));
        }
        let all = self.nodes.len() as u32;
        self.ends.first_mut().into_iter().for_each(|end| *end = all);
        end
    }

    /// The place of bytes of the source.
    pub fn place(&self, range: Range<usize>) -> Span {
        match self.in_other(&range) {
            Some((other, range)) => Span::new(other.file, range),
            None => Span::new(self.file, range),
        }
    }

    /// The characters of the source in `range`.
    pub fn source(&self, range: Range<usize>) -> &'s str {
        match self.in_other(&range) {
            Some((other, range)) => other.source.get(range).unwrap_or_default(),
            None => self.source.get(range).unwrap_or_default(),
        }
    }

    /// The other file and the bytes there, if they are none of the first.
    fn in_other(&self, range: &Range<usize>) -> Option<(&Other<'s>, Range<usize>)> {
        let base = self.source.len() + 1;
        let other = self.other.as_ref().filter(|_| range.start >= base)?;
        Some((other, range.start - base..range.end.max(range.start) - base))
    }
}

/// An element whose bytes are so much further, whose relatives are elsewhere.
fn shifted<'s>(element: &Element<'s>, by: usize, moved: &dyn Fn(NodeId) -> NodeId) -> Element<'s> {
    let further = |range: &Range<usize>| range.start + by..range.end + by;
    let mut element = element.clone();
    (element.span, element.open) = (further(&element.span), further(&element.open));
    for attribute in &mut element.attributes {
        attribute.span = further(&attribute.span);
    }
    element.children.iter_mut().for_each(|child| *child = moved(*child));
    element.parent = element.parent.map(moved);
    element
}
