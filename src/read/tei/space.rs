//! Characters of the file, and the white space among them.

use super::shape;
use super::tree::{Characters, NodeId, is_space};
use super::walk::Walk;
use crate::source::Span;
use std::ops::Range;

/// Signs before which no language sets a space that a file's layout could mean.
const STOPS: [char; 11] = ['.', ',', ';', ':', '!', '?', '·', ')', ']', '»', '”'];

impl Walk<'_, '_> {
    /// Writes characters.
    pub(super) fn characters(&mut self, id: NodeId, characters: &Characters<'_>) {
        if let Some(waiting) = self.lines {
            return self.verbatim(id, characters, waiting);
        }
        let preserved = self.is_preserved(id);
        // the end of a line before the end tag that the stop stands at is none of the sentence
        let stops = characters.string.starts_with(STOPS) && !self.is_own;
        if let Some(before) = Some(shape::sibling_before(self.tree, id)).filter(|_| stops).and_then(|b| b.touching) {
            match self.ends_unshown(before) {
                true => self.pen().drop_space(),
                false => self.pen().drop_layout(),
            }
        }
        for (range, source) in &characters.pieces {
            let string = characters.string.get(range.clone()).unwrap_or_default();
            if preserved && self.tree.source(source.clone()) == string {
                let origin = self.tree.place(source.clone());
                self.pen().copy(string, origin);
                continue;
            }
            match self.tree.source(source.clone()) == string {
                true => self.copied(string, source.start),
                false => {
                    let span = self.tree.place(source.clone());
                    match string.chars().all(is_space) {
                        true => self.pen().space(None),
                        false => self.pen().replace(&string.replace(is_space, " "), span),
                    }
                }
            }
        }
    }

    /// Whether the tool said that white space stands as it is.
    fn is_preserved(&self, id: NodeId) -> bool {
        !self.preserved.is_empty() && self.tree.ancestors(id).any(|around| self.preserved.contains(&around))
    }

    fn copied(&mut self, string: &str, from: usize) {
        let mut at = 0;
        while at < string.len() {
            let rest = &string[at..];
            let space = rest.len() - rest.trim_start_matches(is_space).len();
            if space > 0 {
                let exact = (&rest[..space] == " ").then(|| self.place(from + at..from + at + 1));
                self.pen().space(exact);
                at += space;
                continue;
            }
            let word = rest.find(is_space).unwrap_or(rest.len());
            let origin = self.place(from + at..from + at + word);
            self.pen().copy(&rest[..word], origin);
            at += word;
        }
    }

    fn place(&self, range: Range<usize>) -> Span {
        self.tree.place(range)
    }
}
