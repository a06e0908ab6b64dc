//! Where the pages of the PDF begin in the EPUB's text: the source of `pagebreak` and `page-list`
//! (EPUB Accessibility 1.1 §3.5).
//!
//! Knows the page map; the writer of the text asks it which pages begin in a block.

use crate::model::document::Container;
use crate::model::page::PageBreak;
use crate::model::text::{Block, BlockKind, Text};
use crate::write::epub::context::Context;

/// A page that begins in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Break {
    /// Index of the page.
    pub(crate) page: usize,
    /// Byte offset in the container's string, moved into the block.
    pub(crate) offset: usize,
}

/// An entry of the page list: the page's label and where it begins.
pub(crate) struct PageEntry {
    /// As printed.
    pub(crate) label: String,
    /// From the package document.
    pub(crate) href: String,
}

/// The breaks of one container, sorted by block: each belongs to one block and comes once.
pub(crate) fn breaks_of(context: &Context<'_>, document: usize, container: Container, text: &Text) -> Vec<Vec<Break>> {
    let mut blocks = vec![Vec::new(); text.blocks.len()];
    for page_break in context.breaks_in(document, container) {
        let Some(block) = block_of(text, page_break.offset) else { continue };
        let range = &text.blocks[block].range;
        let offset = text.string.floor_char_boundary(page_break.offset.clamp(range.start, range.end));
        blocks[block].push(Break { page: page_break.page, offset });
    }
    blocks.iter_mut().for_each(|b| b.sort_by_key(|b| (b.offset, b.page)));
    blocks
}

/// The block in which `offset` begins a page: a page that begins where a block ends belongs to
/// the next one.
fn block_of(text: &Text, offset: usize) -> Option<usize> {
    let fits = |b: &Block| {
        b.range.end > offset || (b.range.start == offset && (b.range.is_empty() || b.kind == BlockKind::Rule))
    };
    let first = text.blocks.partition_point(|b| b.range.end < offset);
    let found = text.blocks[first..].iter().position(fits).map(|after| first + after);
    found.or(text.blocks.len().checked_sub(1))
}

/// The id of a page's beginning.
pub(crate) fn page_id(label: &str) -> String {
    let safe: String = label.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("page-{safe}")
}

/// All pages that begin in the text, in order.
pub(crate) fn entries(context: &Context<'_>) -> Vec<PageEntry> {
    let entry = |page: &&PageBreak| {
        let label = context.pages.labels.get(page.page)?.clone();
        let href = format!("{}#{}", context.files[page.document], page_id(&label));
        Some(PageEntry { label, href })
    };
    context.breaks.iter().filter_map(entry).collect()
}
