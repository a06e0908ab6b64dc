//! Short segments that were shaped before: sigla, figures and the words of an apparatus stand all over a book, and notes
//! that are keyed to lines are set anew with every round of pages.
//!
//! Knows glyphs in the units of their face; nothing of sizes or of where a segment stands, on which its glyphs do not
//! depend.

use crate::fonts::FaceId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A glyph as the face has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnitGlyph {
    /// Its index in the face.
    pub(super) id: u16,
    /// Where the characters of its cluster begin, from the segment's beginning.
    pub(super) cluster: u32,
    /// Its advance.
    pub(super) advance: i32,
    /// How far it stands to the right of its place and above it.
    pub(super) offset: [i32; 2],
}

/// What the glyphs of a segment depend on besides its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Manner {
    /// The face.
    pub(super) face: FaceId,
    /// The set of features.
    pub(super) set: usize,
    /// The script, an index into [`SCRIPTS`](super::SCRIPTS).
    pub(super) script: usize,
    /// The language, counted from 1 among those with letter forms of their own.
    pub(super) language: usize,
    /// Whether it reads from right to left.
    pub(super) rtl: bool,
}

/// The longest segment that is kept, in bytes: longer ones hardly recur.
const LONGEST: usize = 40;

/// How many segments are kept at most in each part.
const MOST: usize = 4096;

/// How many parts there are: two threads rarely want the same.
const PARTS: usize = 16;

/// The segments of one manner.
type Segments = HashMap<Box<str>, Arc<[UnitGlyph]>>;

/// A part of what is kept.
#[derive(Default)]
struct Part {
    manners: HashMap<Manner, Segments>,
    count: usize,
}

/// What was shaped before.
#[derive(Default)]
pub(super) struct Recurring([Mutex<Part>; PARTS]);

impl Recurring {
    /// The glyphs of `text`, by `shape` if they are not known.
    pub(super) fn of(&self, manner: Manner, text: &str, shape: impl FnOnce() -> Vec<UnitGlyph>) -> Arc<[UnitGlyph]> {
        if text.len() > LONGEST {
            return shape().into();
        }
        let ends = text.bytes().next().zip(text.bytes().next_back());
        let place = ends.map_or(0, |(first, last)| usize::from(first) * 7 + usize::from(last) * 3 + text.len());
        let part = || self.0[place % PARTS].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = part().manners.get(&manner).and_then(|segments| segments.get(text)) {
            return known.clone();
        }
        let glyphs: Arc<[UnitGlyph]> = shape().into();
        let mut part = part();
        if part.count < MOST {
            part.count += 1;
            part.manners.entry(manner).or_default().insert(text.into(), glyphs.clone());
        }
        glyphs
    }
}
