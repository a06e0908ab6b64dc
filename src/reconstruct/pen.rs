//! Writes a reconstruction: keeps the spaces between words right where words are taken out or come in.

use super::{GAP, Origin, Piece};
use crate::words::stops;

/// What is written so far.
#[derive(Default)]
pub(super) struct Pen {
    string: String,
    pieces: Vec<Piece>,
    /// Where the block begins; what stands before it parts it from the last.
    start: usize,
    between: &'static str,
    /// Whether words came in just now: what follows does not run into them.
    apart: bool,
    /// Whether words were taken out just now: the space before them or behind them goes too.
    closed: bool,
    /// Whether words were taken out of the block.
    taken: bool,
    /// Whether the block goes on in the line of the last: it has no indent.
    joined: bool,
}

impl Pen {
    /// Begins a block, parted from the last.
    pub(super) fn open(&mut self, between: &'static str) {
        self.between = between;
        self.string.push_str(between);
        self.start = self.string.len();
        (self.apart, self.closed, self.taken) = (false, false, false);
        self.joined = between == " ";
    }

    /// Ends a block and says whether it has characters; one without is not there.
    pub(super) fn close(&mut self) -> bool {
        let mut written = self.string.trim_end().len().max(self.start);
        // signs alone are no text
        if self.taken && !self.string[self.start..written].contains(|c: char| c.is_alphanumeric() || c == '⟦') {
            written = self.start;
        }
        self.cut(written);
        if written == self.start {
            self.cut(self.start - self.between.len());
            return false;
        }
        true
    }

    fn cut(&mut self, end: usize) {
        self.string.truncate(end);
        for piece in self.pieces.iter_mut().rev().take_while(|piece| piece.range.end > end) {
            piece.range = piece.range.start.min(end)..end;
        }
    }

    /// Writes words of the body, which begin at byte `at` of it.
    pub(super) fn text(&mut self, words: &str, at: usize) {
        let mut words = words;
        let mut at = at;
        if self.joined {
            let rest = words.trim_start();
            (words, at) = (rest, at + words.len() - rest.len());
            self.joined = words.is_empty();
        }
        if self.closed {
            let rest = self.met(words);
            (words, at) = (rest, at + words.len() - rest.len());
            let opens =
                self.string[self.start..].is_empty() || self.string.ends_with(|c: char| c.is_whitespace() || opens(c));
            if opens {
                let begins = self.string[self.start..].is_empty();
                let rest = words.trim_start_matches(|c: char| c.is_whitespace() || begins && ",.;:".contains(c));
                (words, at) = (rest, at + words.len() - rest.len());
            }
            if words.starts_with(closes) {
                let end = self.string.trim_end().len().max(self.start);
                self.cut(end);
            }
        }
        if words.is_empty() {
            return;
        }
        if self.apart && !words.starts_with(|c: char| c.is_whitespace() || closes(c)) {
            self.space();
        }
        self.push(words, Origin::Body(at));
    }

    /// Takes out what does not stand on both sides of nothing: of two stops one, brackets around what is taken out. Returns
    /// the words that are left.
    fn met<'w>(&mut self, words: &'w str) -> &'w str {
        let mut words = words;
        loop {
            let written = self.string[self.start..].trim_end_matches(' ');
            let behind = words.trim_start_matches(' ');
            let Some((end, start)) = stops::meet(written, behind) else { return words };
            let written = self.start + written.len() - end;
            words = &behind[start..];
            if end > 0 {
                self.cut(written);
            }
            if start > 0 && end == 0 {
                return words;
            }
        }
    }

    /// Writes words of a reading in the place of others. No words take them out.
    pub(super) fn instead(&mut self, words: &str, entry: Origin) {
        if words.is_empty() {
            let end = self.string.len();
            self.pieces.push(Piece { range: end..end, from: entry });
            (self.closed, self.taken) = (true, true);
            return;
        }
        // Where they begin the block they begin its line.
        let words = if self.string.len() == self.start { words.trim_start_matches('\n') } else { words };
        if words.starts_with('\n') {
            self.cut(self.string.trim_end().len().max(self.start));
        } else if self.apart {
            self.space();
        }
        self.push(words, entry);
    }

    /// Words come in here, or have come in: they are parted from what stands around them.
    pub(super) fn part(&mut self) {
        self.apart = true;
    }

    /// Writes that words are lacking, once for all that stand together.
    pub(super) fn gap(&mut self, from: Origin) {
        if self.string[self.start..].trim_end().ends_with(GAP) {
            (self.closed, self.taken) = (true, true);
            return;
        }
        if self.apart {
            self.space();
        }
        self.push(GAP, from);
    }

    fn push(&mut self, words: &str, from: Origin) {
        let start = self.string.len();
        self.string.push_str(words);
        self.pieces.push(Piece { range: start..self.string.len(), from });
        (self.apart, self.closed) = (false, false);
    }

    fn space(&mut self) {
        let written = &self.string[self.start..];
        if !written.is_empty() && !written.ends_with(|c: char| c.is_whitespace() || opens(c) || c == '—') {
            self.string.push(' ');
        }
    }

    /// The words, and where they come from.
    pub(super) fn finish(self) -> (String, Vec<Piece>) {
        (self.string.replace('\u{2028}', "\n"), self.pieces)
    }
}

/// Whether no space stands behind a sign.
fn opens(c: char) -> bool {
    "([{“‘„«¿¡".contains(c)
}

/// Whether no space stands before a sign.
fn closes(c: char) -> bool {
    stops::is_stop(c) || ")]}”’»".contains(c)
}
