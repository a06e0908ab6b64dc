//! A TEI file as a tree in which every node knows its bytes in the source.
//!
//! Knows XML and in which namespace TEI is; nothing of what an element means. Comments and instructions
//! are no nodes.

mod entities;
mod faults;
mod join;
mod parse;
mod scope;

use crate::diag::Diagnostics;
use crate::source::{FileId, Span};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// The namespace of TEI P5.
pub(crate) const TEI: &str = "http://www.tei-c.org/ns/1.0";

/// Index of a node in its [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

/// A file, read. Node 0 is its root.
#[derive(Clone, Debug)]
pub struct Tree<'s> {
    file: FileId,
    source: &'s str,
    nodes: Vec<Node<'s>>,
    /// For each node the index behind the last that stands in it.
    ends: Vec<u32>,
    ids: BTreeMap<&'s str, NodeId>,
    /// The file that has its entries, if another does.
    other: Option<join::Other<'s>>,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node<'s> {
    /// An element.
    Element(Element<'s>),
    /// Characters, as many as stand together: what a reference or CDATA stands for is among them.
    Text(Characters<'s>),
}

/// An element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element<'s> {
    /// Its local name where it is TEI; else `prefix:name`, or without a prefix `{namespace}name`.
    pub name: Cow<'s, str>,
    /// Its attributes in the order written.
    pub attributes: Vec<Attribute<'s>>,
    /// What it holds.
    pub children: Vec<NodeId>,
    /// What holds it.
    pub parent: Option<NodeId>,
    /// Its bytes, from its start tag to its end tag.
    pub span: Range<usize>,
    /// Those of its start tag.
    pub open: Range<usize>,
}

/// An attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute<'s> {
    /// Its name as written: `xml:id`, `n`, `wit`.
    pub name: &'s str,
    /// Its value, references resolved, white space as spaces.
    pub value: Cow<'s, str>,
    /// The bytes of the value.
    pub span: Range<usize>,
}

/// Characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Characters<'s> {
    /// The characters.
    pub string: Cow<'s, str>,
    /// Stretches of the string with the bytes of the source that they came from: equal in length where they are
    /// the same characters.
    pub pieces: Vec<(Range<usize>, Range<usize>)>,
    /// What holds them.
    pub parent: NodeId,
}

/// White space as XML has it; a space that is not to be broken is a character.
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r')
}

impl<'s> Tree<'s> {
    /// Reads `text`, the content of `file`. What is no well-formed TEI P5 gives nothing and an error that says
    /// where and what it is.
    pub fn read(file: FileId, text: &'s str, diagnostics: &mut Diagnostics) -> Option<Self> {
        Self::read_as(file, text, parse::Wanted::Whole, diagnostics)
    }

    /// The same for a file that may be a part of a TEI file: a `listApp` beside the text that it belongs to.
    pub fn read_part(file: FileId, text: &'s str, diagnostics: &mut Diagnostics) -> Option<Self> {
        Self::read_as(file, text, parse::Wanted::Part, diagnostics)
    }

    fn read_as(file: FileId, text: &'s str, wanted: parse::Wanted, diagnostics: &mut Diagnostics) -> Option<Self> {
        match parse::parse(file, text, wanted) {
            Ok((tree, warnings)) => {
                diagnostics.extend(warnings);
                Some(tree)
            }
            Err(error) => {
                diagnostics.push(*error);
                None
            }
        }
    }

    /// The root element.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node<'s> {
        &self.nodes[id.0 as usize]
    }

    /// The element of that id; `None` for characters.
    pub fn element(&self, id: NodeId) -> Option<&Element<'s>> {
        match self.node(id) {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }

    /// An element's name; empty for characters.
    pub fn name(&self, id: NodeId) -> &str {
        self.element(id).map_or("", |element| &element.name)
    }

    /// The value of an attribute.
    pub fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        self.attribute_of(id, name).map(|attribute| &*attribute.value)
    }

    /// An attribute with its place.
    pub fn attribute_of(&self, id: NodeId, name: &str) -> Option<&Attribute<'s>> {
        self.element(id)?.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// What an element holds: elements and characters.
    pub fn children(&self, id: NodeId) -> &[NodeId] {
        self.element(id).map_or(&[], |element| &element.children)
    }

    /// The elements that an element holds.
    pub fn elements(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.children(id).iter().copied().filter(|child| self.element(*child).is_some())
    }

    /// The first element of that name that an element holds.
    pub fn child(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.elements(id).find(|child| self.name(*child) == name)
    }

    /// The element that holds a node.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        match self.node(id) {
            Node::Element(element) => element.parent,
            Node::Text(characters) => Some(characters.parent),
        }
    }

    /// The elements around a node, the innermost first.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// An element and all elements below it, in the order of the file.
    pub fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.ends.get(id.0 as usize).copied().unwrap_or_default();
        (id.0..end).map(NodeId).filter(|id| self.element(*id).is_some())
    }

    /// The elements that begin behind the end of an element, in the order of the file.
    pub fn behind(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.ends.get(id.0 as usize).copied().unwrap_or_default();
        (end..self.nodes.len() as u32).map(NodeId).filter(|id| self.element(*id).is_some())
    }

    /// The element with that `xml:id`, the first of several.
    pub fn by_id(&self, id: &str) -> Option<NodeId> {
        self.ids.get(id).copied()
    }

    /// The bytes of a node, of an element from its start tag to its end tag.
    pub fn bytes(&self, id: NodeId) -> Range<usize> {
        match self.node(id) {
            Node::Element(element) => element.span.clone(),
            Node::Text(Characters { pieces, .. }) => {
                let (first, last) = (pieces.first(), pieces.last());
                first.map_or(0, |(_, from)| from.start)..last.map_or(0, |(_, from)| from.end)
            }
        }
    }

    /// The place of an element for messages: its start tag. Of characters all of them.
    pub fn span(&self, id: NodeId) -> Span {
        match self.node(id) {
            Node::Element(element) => self.place(element.open.clone()),
            Node::Text(_) => self.place(self.bytes(id)),
        }
    }

    /// What stands between an element's tags, as it is written.
    pub fn inner(&self, id: NodeId) -> &'s str {
        let Some(element) = self.element(id) else { return "" };
        let whole = self.source(element.open.end..element.span.end);
        whole.rfind("</").map_or("", |end| &whole[..end])
    }

    /// All characters in a node, white space as single spaces, without any around them.
    pub fn words(&self, id: NodeId) -> String {
        let mut string = String::new();
        self.collect(id, &mut string);
        string.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether a node holds any character that is no white space.
    pub fn has_words(&self, id: NodeId) -> bool {
        match self.node(id) {
            Node::Text(characters) => characters.string.contains(|c: char| !c.is_whitespace()),
            Node::Element(element) => element.children.iter().any(|child| self.has_words(*child)),
        }
    }

    fn collect(&self, id: NodeId, out: &mut String) {
        match self.node(id) {
            Node::Text(characters) => out.push_str(&characters.string),
            Node::Element(element) => element.children.iter().for_each(|child| self.collect(*child, out)),
        }
    }

    /// The language of a node: the nearest `xml:lang` on it or around it.
    pub fn language(&self, id: NodeId) -> Option<&str> {
        std::iter::once(id).chain(self.ancestors(id)).find_map(|id| self.attribute(id, "xml:lang"))
    }
}
