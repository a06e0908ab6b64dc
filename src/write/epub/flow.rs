//! A text while it is written: its marks as they are looked up block by block, and its pieces.
//!
//! Knows the page's apparatus; writes nothing.

use crate::model::document::Container;
use crate::model::text::Text;
use crate::write::epub::apparatus::pieces::Pieces;
use crate::write::epub::page::Page;

/// A text on its way into a page.
pub(crate) struct Flow<'t> {
    /// The text.
    pub(crate) text: &'t Text,
    /// The container that it is; `None` for one that nothing can stand on, such as a source line.
    pub(crate) container: Option<Container>,
    /// See [`Text::reach`].
    pub(crate) reach: Vec<usize>,
    /// What lies under entries of the apparatus.
    pub(crate) pieces: Pieces,
}

impl Page<'_> {
    /// Makes a text ready to be written.
    pub(crate) fn flow<'t>(&self, text: &'t Text, container: Option<Container>) -> Flow<'t> {
        let pieces = if container.is_some() { self.pieces(text) } else { Pieces::default() };
        Flow { text, container, reach: text.reach(), pieces }
    }
}
