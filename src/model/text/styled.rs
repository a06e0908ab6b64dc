//! A title's words away from their place: in contents, in references, on a title page.
//!
//! What the words are by themselves goes with them, their emphasis and their languages; what belongs to the place
//! stays: calls, anchors, links, and where the editor breaks the line.

use crate::model::text::{LocusKind, MarkKind, RefId, Text};
use std::ops::Range;

/// Words that are all alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Styled {
    /// The words, on one line.
    pub words: String,
    /// What they are: marks that mean the same everywhere, the outer first.
    pub kinds: Vec<MarkKind>,
}

impl MarkKind {
    /// Whether it sets letters in another face.
    pub fn is_face(&self) -> bool {
        matches!(self, MarkKind::Emphasis | MarkKind::Strong | MarkKind::SmallCaps)
    }
}

impl Text {
    /// The words of `range`, bytes of the text, without space at either end. `stands_for` says what a placeholder
    /// reads; where it knows nothing the placeholder's own characters are kept. Marks must be sorted.
    pub fn styled(&self, range: Range<usize>, stands_for: impl Fn(RefId, LocusKind) -> Option<String>) -> Vec<Styled> {
        let inside = |mark: &&super::Mark| mark.range.start < range.end && range.start < mark.range.end;
        let shown = |kind: &MarkKind| kind.stands_alone() && !matches!(kind, MarkKind::Link(_));
        let marks: Vec<_> = self.marks.iter().filter(inside).collect();
        let mut edges = vec![range.start, range.end];
        for mark in marks.iter().filter(|mark| shown(&mark.kind) || matches!(mark.kind, MarkKind::Locus(..))) {
            edges.extend([mark.range.start.max(range.start), mark.range.end.min(range.end)]);
        }
        edges.sort_unstable();
        edges.dedup();
        let mut parts: Vec<Styled> = vec![];
        for pair in edges.windows(2) {
            let covers = |mark: &&&super::Mark| mark.range.start <= pair[0] && pair[1] <= mark.range.end;
            let mut words = self.string[pair[0]..pair[1]].replace(['\n', '\u{2028}'], " ");
            for mark in marks.iter().filter(covers) {
                let MarkKind::Locus(reference, kind) = mark.kind else { continue };
                if let Some(read) = stands_for(reference, kind) {
                    words = if mark.range.start == pair[0] { read } else { String::new() };
                }
            }
            let kinds: Vec<MarkKind> =
                marks.iter().filter(covers).map(|mark| &mark.kind).filter(|kind| shown(kind)).cloned().collect();
            match parts.last_mut().filter(|last| last.kinds == kinds) {
                Some(last) => last.words.push_str(&words),
                None => parts.push(Styled { words, kinds }),
            }
        }
        trim(&mut parts);
        parts
    }
}

/// Takes the space at both ends away, and what is empty.
fn trim(parts: &mut Vec<Styled>) {
    parts.retain(|part| !part.words.is_empty());
    while let Some(first) = parts.first_mut() {
        first.words = first.words.trim_start().to_owned();
        match first.words.is_empty() {
            true => drop(parts.remove(0)),
            false => break,
        }
    }
    while let Some(last) = parts.last_mut() {
        last.words.truncate(last.words.trim_end().len());
        match last.words.is_empty() {
            true => drop(parts.pop()),
            false => break,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::Mark;

    #[test]
    fn a_title_keeps_what_its_words_are() {
        let mut text = Text::plain("On the Skiff\u{2028}and @page ");
        let mark = |range, kind| Mark { range, kind };
        text.marks = vec![
            mark(7..12, MarkKind::Language("de".into())),
            mark(7..12, MarkKind::Emphasis),
            mark(19..24, MarkKind::Locus(RefId(0), LocusKind::Page)),
        ];
        let parts = text.styled(0..text.string.len(), |_, _| Some("12".into()));
        let shown: Vec<(&str, usize)> = parts.iter().map(|part| (part.words.as_str(), part.kinds.len())).collect();
        assert_eq!(shown, [("On the ", 0), ("Skiff", 2), (" and 12", 0)]);
    }
}
