//! Where words end: a quotation does not cut one.
//!
//! Word boundaries are those of UAX #29, by its rules alone: a dictionary would cut texts without spaces at
//! places that an editor cannot foresee, while by the rules each of their characters may begin a quotation.
//! Two tailorings, which the annex leaves to languages: an elided article is a word (`l’|État`), and a
//! genitive's ending is none of the name's letters (`Hale|’s`). `don’t` and `o’clock` stay whole.

use crate::model::text::{MarkKind, Text};
use std::ops::Range;
use std::sync::OnceLock;
use unicode_segmentation::UnicodeSegmentation;

/// What loses its vowel before an apostrophe, in French, Italian and Catalan.
const ELIDED: [&str; 31] = [
    "c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu", "un",
    "quest", "dell", "nell", "all", "dall", "sull", "coll", "quell", "bell", "gl", "degl", "anch", "cos", "com", "dov",
];

/// The word boundaries of a text, found block by block when they are asked for.
#[derive(Clone, Debug)]
pub(super) struct Words<'t> {
    text: &'t Text,
    bounds: Vec<OnceLock<Vec<usize>>>,
    /// Where markers without notes begin and end: they are part of no word.
    edges: Vec<usize>,
}

impl<'t> Words<'t> {
    /// Looks at nothing yet.
    pub(super) fn new(text: &'t Text) -> Self {
        let mut edges: Vec<usize> = orphans(text).flat_map(|range| [range.start, range.end]).collect();
        edges.sort_unstable();
        Self { text, bounds: vec![OnceLock::new(); text.blocks.len()], edges }
    }

    /// Whether byte `at` of the text is inside no word.
    pub(super) fn is_boundary(&self, at: usize) -> bool {
        let Some(index) = self.text.block_at(at) else { return true };
        if self.edges.binary_search(&at).is_ok() {
            return true;
        }
        let Range { start, end } = self.text.blocks[index].range;
        let block = &self.text.string[start..end];
        let bounds = self.bounds[index].get_or_init(|| block.split_word_bound_indices().map(|(at, _)| at).collect());
        let at = at - start;
        at == block.len() || bounds.binary_search(&at).is_ok() || is_tailored(&block[..at], &block[at..])
    }
}

/// The markers of `text` that have no note.
pub(super) fn orphans(text: &Text) -> impl Iterator<Item = Range<usize>> {
    text.marks.iter().filter(|mark| mark.kind == MarkKind::Orphan).map(|mark| mark.range.clone())
}

/// Whether an apostrophe between two letters parts two words here.
fn is_tailored(before: &str, after: &str) -> bool {
    if let Some(elided) = before.strip_suffix(is_apostrophe) {
        let start = elided.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| elided.ceil_char_boundary(at + 1));
        let word = elided[start..].to_lowercase();
        return after.starts_with(char::is_alphabetic) && ELIDED.contains(&word.as_str());
    }
    let Some(ending) = after.strip_prefix(is_apostrophe) else { return false };
    ending.strip_prefix(['s', 'S']).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}
