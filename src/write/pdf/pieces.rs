//! Cuts a run of glyphs into pieces that krilla can draw without `ActualText`.
//!
//! Every glyph gets a text of its own where that can be: a letter and its accent drawn as two glyphs
//! are two characters. What remains, clusters with more glyphs than characters, keeps its
//! `ActualText` and ends its section, so that programs that stumble over it (poppler's reading of the
//! structure) find their feet at the next. Runs from right to left are drawn glyph by glyph in
//! the order of the text: content that is tagged is read in the order in which it is drawn.
//!
//! A run longer than a string of the file may be is cut too: no line is, but where nothing breaks
//! one, as in a word of twenty thousand letters.
//!
//! What a run can say by itself is found when its page is made ([`glyphs`]), on any thread; which
//! copies of the face it needs depends on what was drawn before it ([`cut`]).

use crate::model::length::Length;
use crate::model::page::GlyphRun;
use crate::write::pdf::advances::{Advances, Pen, offset};
use crate::write::pdf::faces::Faces;
use krilla::surface::Location;
use krilla::text::{GlyphId, KrillaGlyph};
use std::ops::Range;

/// The most glyphs of a piece. krilla writes the glyphs of one as one string of two bytes each, and a string in PDF/A
/// has 32,767 bytes at most (ISO 32000-1, annex C.2).
const MOST: usize = 4_000;

/// Glyphs of a run that go to krilla in one call.
pub(crate) struct Piece {
    /// Indices into the run's glyphs.
    pub(crate) glyphs: Range<usize>,
    /// How far right of the run's origin it begins.
    pub(crate) x: Length,
    /// Which copy of the face it is drawn with.
    pub(crate) copy: usize,
    /// Whether its section has to end after it.
    pub(crate) last: bool,
}

/// The glyphs of `run` as krilla wants them. `place` is the page, for krilla to name when it refuses
/// a glyph.
pub(crate) fn glyphs(run: &GlyphRun, advances: &Advances, place: Option<Location>) -> Vec<KrillaGlyph> {
    let across = across(run);
    let mut pen = Pen::new(advances.face(run.face), across);
    let glyph = |glyph: &crate::model::page::Glyph| KrillaGlyph {
        glyph_id: GlyphId::new(glyph.id.into()),
        text_range: glyph.text.start as usize..glyph.text.end as usize,
        x_advance: pen.advance(glyph.id, glyph.advance),
        x_offset: offset(glyph.x_offset, across),
        y_offset: glyph.y_offset.0 as f32 / run.size.0 as f32,
        y_advance: 0.0,
        location: place,
    };
    let mut glyphs: Vec<KrillaGlyph> = run.glyphs.iter().map(glyph).collect();
    find_texts(&mut glyphs, &run.text, is_backwards(run));
    glyphs
}

/// The size of a run across: it is drawn in a space that is wider by its expansion.
fn across(run: &GlyphRun) -> Length {
    run.size + run.size.scale(run.expansion.into(), 1_000_000)
}

/// How many times wider the space is in which a run is drawn.
pub(crate) fn wider(run: &GlyphRun) -> f32 {
    1.0 + run.expansion as f32 / 1e6
}

/// Finds the `pieces` of `run`, whose `glyphs` are those of [`glyphs`], in the order in which to draw
/// them.
pub(crate) fn cut(run: &GlyphRun, glyphs: &[KrillaGlyph], faces: &mut Faces, pieces: &mut Vec<Piece>) {
    pieces.clear();
    let backwards = is_backwards(run);
    let (mut at, mut x) = (0, Length::ZERO);
    while at < glyphs.len() {
        let end = cluster_end(glyphs, at);
        let cluster = &run.glyphs[at..end];
        let ids = cluster.iter().map(|glyph| glyph.id);
        let (copy, fits) = faces.choose(run.face, ids, &run.text[glyphs[at].text_range.clone()]);
        let last = !fits || end - at > 1;
        match pieces.last_mut() {
            Some(piece) if piece.copy == copy && !piece.last && !last && !backwards && piece.glyphs.len() < MOST => {
                piece.glyphs.end = end;
            }
            _ => pieces.push(Piece { glyphs: at..end, x, copy, last }),
        }
        x += cluster.iter().map(|glyph| glyph.advance).sum();
        at = end;
    }
    if backwards {
        pieces.reverse();
    }
}

/// Where the glyphs end that share the text of glyph `at`.
fn cluster_end(glyphs: &[KrillaGlyph], at: usize) -> usize {
    let same = |other: &&KrillaGlyph| other.text_range == glyphs[at].text_range;
    at + 1 + glyphs[at + 1..].iter().take_while(same).count()
}

fn find_texts(glyphs: &mut [KrillaGlyph], text: &str, backwards: bool) {
    share_texts(glyphs);
    let mut at = 0;
    while at < glyphs.len() {
        let end = cluster_end(glyphs, at);
        if end - at > 1 {
            pair_off(&mut glyphs[at..end], text, backwards);
        }
        at = end;
    }
}

/// Both standards want text for every glyph: one without takes its neighbour's.
fn share_texts(glyphs: &mut [KrillaGlyph]) {
    for at in 1..glyphs.len() {
        if glyphs[at].text_range.is_empty() {
            glyphs[at].text_range = glyphs[at - 1].text_range.clone();
        }
    }
    for at in (1..glyphs.len()).rev() {
        if glyphs[at - 1].text_range.is_empty() {
            glyphs[at - 1].text_range = glyphs[at].text_range.clone();
        }
    }
}

/// Gives each glyph of a cluster a character of its own and the last what is left, if there are
/// enough characters. `backwards` the glyph of the letter is the last one, after its marks.
fn pair_off(cluster: &mut [KrillaGlyph], text: &str, backwards: bool) {
    let whole = cluster[0].text_range.clone();
    let mut starts: Vec<usize> = text[whole.clone()].char_indices().map(|(at, _)| whole.start + at).collect();
    if starts.len() < cluster.len() {
        return;
    }
    starts.truncate(cluster.len());
    starts.push(whole.end);
    let count = cluster.len();
    for (index, bounds) in starts.windows(2).enumerate() {
        let glyph = if backwards { count - 1 - index } else { index };
        cluster[glyph].text_range = bounds[0]..bounds[1];
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
