//! A text as the words of a reading: one line with single spaces, its marks with it.

use super::super::pen::LINE;
use crate::model::text::{BlockKind, Mark, MarkKind, Text};

/// The words of a text and what is marked in them. Verses are marks, and paragraphs where the source has such or there
/// are several.
pub(super) fn words(text: Text, in_paragraphs: bool) -> (String, Vec<Mark>) {
    let Text { string, blocks, mut marks, .. } = text;
    let several = blocks.len() > 1 || in_paragraphs;
    for block in blocks {
        let name = match block.kind {
            BlockKind::Verse => "l",
            BlockKind::Paragraph if several => "p",
            _ => continue,
        };
        let attributes = block.anchor.map(|anchor| ("xml:id".to_owned(), anchor)).into_iter().collect();
        marks.push(Mark { range: block.range, kind: MarkKind::Foreign { name: name.to_owned(), attributes } });
    }
    if !string.contains(['\n', LINE, '\t']) && !string.contains("  ") && string.trim() == string {
        marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
        return (string, marks);
    }
    let mut words = String::with_capacity(string.len());
    // for each byte of the string where it has gone
    let mut gone = Vec::with_capacity(string.len() + 1);
    for c in string.chars() {
        let at = words.len();
        gone.extend(std::iter::repeat_n(at, c.len_utf8()));
        match c.is_whitespace() {
            true if words.is_empty() || words.ends_with(' ') => {}
            true => words.push(' '),
            false => words.push(c),
        }
    }
    words.truncate(words.trim_end().len());
    gone.push(words.len());
    for mark in &mut marks {
        let to = |at: usize| gone.get(at).copied().unwrap_or(words.len()).min(words.len());
        mark.range = to(mark.range.start)..to(mark.range.end).max(to(mark.range.start));
    }
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    (words, marks)
}
