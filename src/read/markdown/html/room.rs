//! Where words may stand: between the items of a list or the cells of a table they want one of their own.

use super::blocks::{Kind, Reader};
use pulldown_cmark::Tag;

impl Reader<'_, '_> {
    /// The innermost element here that is more than a name.
    fn here(&self) -> Option<&Kind> {
        let here = self.open.iter().rev().take_while(|element| element.depth == self.depth);
        here.map(|element| &element.kind).find(|kind| **kind != Kind::Plain)
    }

    /// Whether words may stand here: between the cells of a table they may not.
    pub(super) fn in_block(&self) -> bool {
        !matches!(self.here(), Some(Kind::Table(_) | Kind::Row(..)))
    }

    /// Opens what words want that stand between the cells of a table or the items of a list.
    pub(super) fn room(&mut self, at: usize) {
        match self.here() {
            Some(Kind::Table(_) | Kind::Row(..)) => self.tag("td", &[], at..at),
            Some(Kind::List) => self.start("li", Tag::Item, |_| Kind::Item, at..at),
            Some(Kind::Definitions) => {
                self.start("dd", Tag::DefinitionListDefinition, |_| Kind::Definition, at..at);
            }
            _ => {}
        }
    }
}
