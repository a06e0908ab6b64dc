//! Which namespace a prefix means.

use super::TEI;
use std::borrow::Cow;

/// That of inclusions.
const XINCLUDE: &str = "http://www.w3.org/2001/XInclude";

/// The declarations in force.
#[derive(Debug, Default)]
pub(super) struct Scope<'s> {
    /// How many elements are open at each declaration, its prefix, its namespace.
    declared: Vec<(usize, &'s str, Cow<'s, str>)>,
}

/// What a name is.
pub(super) enum Kind {
    /// TEI's, or without any namespace.
    Tei,
    /// An inclusion of another file.
    Include,
    /// Of another namespace.
    Other,
}

impl<'s> Scope<'s> {
    /// Takes a declaration of an element that stands `depth` deep.
    pub(super) fn declare(&mut self, depth: usize, attribute: &'s str, value: Cow<'s, str>) {
        let prefix = attribute.strip_prefix("xmlns:").or((attribute == "xmlns").then_some(""));
        self.declared.extend(prefix.map(|prefix| (depth, prefix, value)));
    }

    /// Forgets what the element declared that stands `depth` deep.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.declared.last().is_some_and(|(at, ..)| *at >= depth) {
            self.declared.pop();
        }
    }

    /// The namespace of a prefix.
    pub(super) fn of(&self, prefix: &str) -> Option<&str> {
        let found = self.declared.iter().rev().find(|(_, known, _)| *known == prefix);
        found.map(|(_, _, uri)| &**uri).filter(|uri| !uri.is_empty())
    }

    /// The name of an element as the tree has it.
    pub(super) fn name(&self, written: &'s str) -> (Cow<'s, str>, Kind) {
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        match self.of(prefix) {
            Some(TEI) => (local.into(), Kind::Tei),
            None if prefix.is_empty() => (local.into(), Kind::Tei),
            Some(XINCLUDE) => (written.into(), Kind::Include),
            Some(uri) if prefix.is_empty() => (format!("{{{uri}}}{local}").into(), Kind::Other),
            _ => (written.into(), Kind::Other),
        }
    }
}
