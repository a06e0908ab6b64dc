//! Stretches of a text that call all their entries at once: sentences, verses, paragraphs.
//!
//! Knows blocks and where sentences end (UAX #29, but for initials and abbreviations); nothing of links.

use super::pieces::{Pieces, Sign, trimmed};
use crate::model::apparatus::{EntryCalls, EntryId};
use crate::model::text::{BlockKind, Text};
use crate::words::stops::ends_short;
use std::collections::BTreeSet;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// From how many entries on a sentence or a verse is dense.
const DENSE: usize = 4;

/// Calls the entries that begin in a stretch from one sign at its end, where `calls` wants that; their words stay
/// their places.
pub(super) fn collapse(pieces: &mut Pieces, text: &Text, calls: EntryCalls) {
    let least = match calls {
        EntryCalls::Words => return,
        EntryCalls::Dense => DENSE,
        EntryCalls::Sentences | EntryCalls::Paragraphs => 1,
    };
    let mut beginnings: Vec<(usize, EntryId)> = vec![];
    for piece in &pieces.words {
        beginnings.extend(piece.begins.iter().map(|entry| (piece.range.start, *entry)));
    }
    for sign in &pieces.signs {
        beginnings.extend(sign.begins.iter().map(|entry| (sign.at, *entry)));
    }
    beginnings.sort_unstable();
    let mut called = BTreeSet::new();
    let mut signs = vec![];
    for stretch in stretches(text, calls) {
        let from = beginnings.partition_point(|(at, _)| *at < stretch.start);
        let to = beginnings.partition_point(|(at, _)| *at < stretch.end);
        let entries: Vec<EntryId> = beginnings[from..to].iter().map(|(_, entry)| *entry).collect();
        if entries.len() >= least {
            called.extend(entries.iter().copied());
            let mut at = stretch.start..stretch.end.min(text.string.len());
            at = trimmed(text, at);
            signs.push(Sign { at: at.end, entries, begins: vec![] });
        }
    }
    pieces.words.iter_mut().for_each(|piece| piece.entries.retain(|entry| !called.contains(entry)));
    pieces.signs.iter_mut().for_each(|sign| sign.entries.retain(|entry| !called.contains(entry)));
    pieces.signs.extend(signs);
    pieces.signs.sort_by_key(|sign| sign.at);
}

/// The stretches of a text, in order. The last of a block takes in its end, where an entry may stand.
fn stretches(text: &Text, calls: EntryCalls) -> Vec<Range<usize>> {
    let mut out = vec![];
    for block in &text.blocks {
        let start = block.range.start;
        if calls != EntryCalls::Paragraphs && block.kind != BlockKind::Verse {
            let words = &text.string[block.range.clone()];
            let mut goes_on = false;
            for (at, sentence) in words.split_sentence_bound_indices() {
                let range = start + at..start + at + sentence.len();
                match out.last_mut().filter(|_: &&mut Range<usize>| goes_on) {
                    Some(last) => last.end = range.end,
                    None => out.push(range),
                }
                goes_on = ends_short(sentence);
            }
        } else {
            out.push(block.range.clone());
        }
        match out.last_mut().filter(|last| last.end == block.range.end && last.start >= start) {
            Some(last) => last.end += 1,
            None => out.push(block.range.start..block.range.end + 1),
        }
    }
    out
}
