//! A text cut where lemmata begin and end: each piece lies under the same entries in all its length.
//!
//! Knows marks and blocks; nothing of notes, pages or XML.

use super::stretches;
use crate::model::apparatus::{EntryCalls, EntryId};
use crate::model::text::{MarkKind, Text};
use std::collections::BTreeSet;
use std::ops::Range;

/// Characters of one block under the same entries, without the space around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
    /// The entries that the piece leads to, in order; none where something else does.
    pub(crate) entries: Vec<EntryId>,
    /// The entries whose lemma begins here: the piece is their place.
    pub(crate) begins: Vec<EntryId>,
    /// Whether it goes on with the piece before, from which the edge of another link parts it.
    goes_on: bool,
}

/// A place between characters from where entries are called: there are no words that could be a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sign {
    /// Byte of the text.
    pub(crate) at: usize,
    /// The entries that the sign leads to; none where it is a place only.
    pub(crate) entries: Vec<EntryId>,
    /// The entries that stand at this point.
    pub(crate) begins: Vec<EntryId>,
}

/// What lies under entries in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pieces {
    /// The pieces, in order, disjoint.
    pub(crate) words: Vec<Piece>,
    /// The signs, in order.
    pub(crate) signs: Vec<Sign>,
}

impl Pieces {
    /// Cuts a text at the lemmata of the entries that `known` holds for. `links` are the stretches that are links
    /// already, in order; where nothing else is left of a piece, it is followed by a sign.
    pub(crate) fn of(text: &Text, known: impl Fn(EntryId) -> bool, links: &[Range<usize>], calls: EntryCalls) -> Self {
        let lemma = |mark: &crate::model::text::Mark| match mark.kind {
            MarkKind::Entry(entry) if known(entry) => Some((mark.range.clone(), entry)),
            _ => None,
        };
        let lemmata: Vec<Lemma> = text.marks.iter().filter_map(lemma).collect();
        if lemmata.is_empty() {
            return Self::default();
        }
        let links = disjoint(links);
        let words = cut(text, &lemmata, &links);
        let placed: BTreeSet<EntryId> = words.iter().flat_map(|piece| &piece.begins).copied().collect();
        let mut pieces = Self { words, signs: points(&lemmata, &placed) };
        stretches::collapse(&mut pieces, text, calls);
        pieces.step_aside(text, &links);
        pieces
    }

    /// The piece that byte `at` is in, and up to where that holds.
    pub(crate) fn at(&self, at: usize) -> (Option<usize>, usize) {
        let index = self.words.partition_point(|piece| piece.range.end <= at);
        match self.words.get(index) {
            Some(piece) if piece.range.start <= at => (Some(index), piece.range.end),
            Some(piece) => (None, piece.range.start),
            None => (None, usize::MAX),
        }
    }

    /// Links do not nest: a piece that is a link already gives its entries to what goes on with it, or if that is
    /// nothing to a sign behind the link.
    fn step_aside(&mut self, text: &Text, links: &[Range<usize>]) {
        let end_of_block =
            |piece: &Piece| text.block_at(piece.range.end).map_or(0, |block| text.blocks[block].range.end);
        let mut asides: Vec<(usize, Vec<EntryId>)> = vec![];
        for same in self.words.chunk_by_mut(|_, next| next.goes_on) {
            let covered: Vec<Option<usize>> = same.iter().map(|piece| covering(&piece.range, links)).collect();
            if let (Some(last), true) = (same.last(), covered.iter().all(Option::is_some)) {
                let at = covered.last().copied().flatten().map_or(last.range.end, |end| end.min(end_of_block(last)));
                asides.push((at, last.entries.clone()));
            }
            let covered = same.iter_mut().zip(covered).filter(|(_, covered)| covered.is_some());
            covered.for_each(|(piece, _)| piece.entries.clear());
        }
        asides.retain(|(_, entries)| !entries.is_empty());
        for same in asides.chunk_by(|(at, _), (next, _)| at == next) {
            let entries: BTreeSet<EntryId> = same.iter().flat_map(|(_, entries)| entries).copied().collect();
            self.signs.push(Sign { at: same[0].0, entries: entries.into_iter().collect(), begins: vec![] });
        }
        self.signs.sort_by_key(|sign| sign.at);
    }
}

/// A part of a lemma, and whose.
type Lemma = (Range<usize>, EntryId);

/// The pieces of a text: a sweep over the edges of the lemmata, of the blocks, of other links and of signs.
fn cut(text: &Text, lemmata: &[Lemma], links: &[Range<usize>]) -> Vec<Piece> {
    let points = lemmata.iter().filter(|(range, _)| range.is_empty()).map(|(range, _)| range.start);
    let mut edges: Vec<usize> = links.iter().flat_map(|link| [link.start, link.end]).chain(points).collect();
    edges.sort_unstable();
    let mut edges = edges.into_iter().peekable();
    let mut pieces: Vec<Piece> = vec![];
    let mut begun = BTreeSet::new();
    let mut rest = lemmata.iter().filter(|(range, _)| !range.is_empty()).peekable();
    let mut open: Vec<&Lemma> = vec![];
    for block in &text.blocks {
        let mut at = block.range.start;
        let mut from = at;
        while at < block.range.end {
            while let Some(lemma) = rest.next_if(|(range, _)| range.start <= at) {
                open.push(lemma);
            }
            open.retain(|(range, _)| range.end > at);
            let ends = open.iter().map(|(range, _)| range.end).min().unwrap_or(block.range.end);
            let begins = rest.peek().map_or(block.range.end, |(range, _)| range.start);
            let edge = ends.min(begins).min(block.range.end);
            while edges.next_if(|link| *link <= at).is_some() {}
            let to = edges.peek().map_or(edge, |link| edge.min(*link));
            let range = trimmed(text, at..to);
            if !open.is_empty() && !range.is_empty() {
                let mut entries: Vec<EntryId> = open.iter().map(|(_, entry)| *entry).collect();
                entries.sort_unstable();
                entries.dedup();
                let begins = entries.iter().copied().filter(|entry| begun.insert(*entry)).collect();
                let goes_on = from < at && pieces.last().is_some_and(|piece| piece.range.start >= from);
                pieces.push(Piece { range, entries, begins, goes_on });
            }
            at = to;
            if at == edge {
                from = at;
            }
        }
    }
    pieces
}

/// A sign wherever entries stand that have no words.
fn points(lemmata: &[Lemma], placed: &BTreeSet<EntryId>) -> Vec<Sign> {
    let mut signs: Vec<Sign> = vec![];
    let mut met = BTreeSet::new();
    for (range, entry) in lemmata.iter().filter(|(_, entry)| !placed.contains(entry)) {
        if !met.insert(*entry) {
            continue;
        }
        match signs.last_mut().filter(|sign| sign.at == range.start) {
            Some(sign) => sign.entries.push(*entry),
            None => signs.push(Sign { at: range.start, entries: vec![*entry], begins: vec![] }),
        }
    }
    signs.iter_mut().for_each(|sign| sign.begins = sign.entries.clone());
    signs
}

/// A range without the space at its ends.
pub(super) fn trimmed(text: &Text, range: Range<usize>) -> Range<usize> {
    let words = &text.string[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..(start + words.trim().len())
}

/// Ranges in order of their beginning, those that touch joined.
fn disjoint(ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = vec![];
    for range in ranges {
        match out.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => out.push(range.clone()),
        }
    }
    out
}

/// The end of the one of some disjoint ranges that covers another.
fn covering(range: &Range<usize>, by: &[Range<usize>]) -> Option<usize> {
    let index = by.partition_point(|link| link.end <= range.start);
    by.get(index).filter(|link| link.start <= range.start && range.end <= link.end).map(|link| link.end)
}
