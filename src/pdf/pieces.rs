//! Cuts a run of glyphs into pieces that krilla can draw without `ActualText`.
//!
//! Every glyph gets a text of its own where that can be: a letter and its accent drawn as two glyphs
//! are two characters. What remains, clusters with more glyphs than characters, keeps its
//! `ActualText` and ends its section, so that programs that stumble over it (poppler's reading of the
//! structure) find their feet at the next. Runs from right to left are drawn glyph by glyph in
//! the order of the text: content that is tagged is read in the order in which it is drawn.

use super::faces::Faces;
use crate::model::length::Length;
use crate::model::page::GlyphRun;
use std::ops::Range;

/// Glyphs of a run that go to krilla in one call.
pub(super) struct Piece {
    /// Indices into the run's glyphs.
    pub(super) glyphs: Range<usize>,
    /// How far right of the run's origin it begins.
    pub(super) x: Length,
    /// Which copy of the face it is drawn with.
    pub(super) copy: usize,
    /// Whether its section has to end after it.
    pub(super) last: bool,
}

/// Room for the work on one run, kept from run to run.
#[derive(Default)]
pub(super) struct Cutter {
    /// By glyph, the bytes of the run's text that it stands for.
    pub(super) texts: Vec<Range<usize>>,
    /// The pieces in the order in which to draw them.
    pub(super) pieces: Vec<Piece>,
}

impl Cutter {
    /// Finds texts and pieces of `run`.
    pub(super) fn cut(&mut self, run: &GlyphRun, faces: &mut Faces) {
        let backwards = is_backwards(run);
        self.find_texts(run, backwards);
        self.pieces.clear();
        let (mut at, mut x) = (0, Length::ZERO);
        while at < run.glyphs.len() {
            let end = self.cluster_end(at);
            let glyphs = at..end;
            let ids = run.glyphs[glyphs.clone()].iter().map(|glyph| glyph.id);
            let (copy, fits) = faces.choose(run.face, ids, &run.text[self.texts[at].clone()]);
            let last = !fits || glyphs.len() > 1;
            let width = run.glyphs[glyphs.clone()].iter().map(|glyph| glyph.advance).sum();
            match self.pieces.last_mut() {
                Some(piece) if piece.copy == copy && !piece.last && !last && !backwards => piece.glyphs.end = end,
                _ => self.pieces.push(Piece { glyphs, x, copy, last }),
            }
            x += width;
            at = end;
        }
        if backwards {
            self.pieces.reverse();
        }
    }

    /// Where the glyphs end that share the text of glyph `at`.
    fn cluster_end(&self, at: usize) -> usize {
        let same = |other: &&Range<usize>| **other == self.texts[at];
        at + self.texts[at..].iter().take_while(same).count()
    }

    fn find_texts(&mut self, run: &GlyphRun, backwards: bool) {
        self.texts.clear();
        for glyph in &run.glyphs {
            self.texts.push(glyph.text.start as usize..glyph.text.end as usize);
        }
        self.share_texts();
        let mut at = 0;
        while at < self.texts.len() {
            let end = self.cluster_end(at);
            if end - at > 1 {
                self.pair_off(at..end, &run.text, backwards);
            }
            at = end;
        }
    }

    /// Both standards want text for every glyph: one without takes its neighbour's.
    fn share_texts(&mut self) {
        for at in 1..self.texts.len() {
            if self.texts[at].is_empty() {
                self.texts[at] = self.texts[at - 1].clone();
            }
        }
        for at in (1..self.texts.len()).rev() {
            if self.texts[at - 1].is_empty() {
                self.texts[at - 1] = self.texts[at].clone();
            }
        }
    }

    /// Gives each glyph of a cluster a character of its own and the last what is left, if there are
    /// enough characters. `backwards` the glyph of the letter is the last one, after its marks.
    fn pair_off(&mut self, cluster: Range<usize>, text: &str, backwards: bool) {
        let whole = self.texts[cluster.start].clone();
        let mut starts: Vec<usize> = text[whole.clone()].char_indices().map(|(at, _)| whole.start + at).collect();
        if starts.len() < cluster.len() {
            return;
        }
        starts.truncate(cluster.len());
        starts.push(whole.end);
        let count = cluster.len();
        for (index, bounds) in starts.windows(2).enumerate() {
            let glyph = if backwards { count - 1 - index } else { index };
            self.texts[cluster.start + glyph] = bounds[0]..bounds[1];
        }
    }
}

/// Whether a run reads from right to left: its glyphs stand for ever earlier characters. Of one
/// letter with its marks the script tells.
fn is_backwards(run: &GlyphRun) -> bool {
    let [first, .., last] = run.glyphs.as_slice() else { return false };
    if first.text == last.text {
        let is_leftwards = |c: char| matches!(u32::from(c), 0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefe);
        return run.text.starts_with(is_leftwards);
    }
    run.glyphs.windows(2).all(|pair| pair[0].text.start >= pair[1].text.start)
}
