//! What is to be done to the body for a witness to come out of it.

use super::displaced::Displaced;
use super::within::{Variants, Varied, reading_of};
use super::{Origin, verses};
use crate::anchor::wording::{self, ELISION};
use crate::diag::Diagnostic;
use crate::model::apparatus::{Entry, EntryId, Layer, Lemmata, Move, Reading, ReadingKind, SiglumId};
use crate::model::document::{Container, Document};
use crate::model::text::{LocusKind, MarkKind, Text};
use crate::words::stops;
use std::ops::Range;

/// Something that is done to bytes of the body.
#[derive(Clone, Debug)]
pub(super) struct Op {
    pub(super) range: Range<usize>,
    pub(super) what: What,
    pub(super) from: Origin,
}

/// What is done.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// Other words stand there, or none.
    Words(String),
    /// Nothing can be read there.
    Gap,
    /// The words of other bytes stand there, as the witness has them; or none where these go elsewhere.
    Moved(Option<Range<usize>>),
}

/// Words that come in.
#[derive(Clone, Debug)]
pub(super) struct Insert {
    pub(super) at: usize,
    pub(super) side: Side,
    pub(super) what: Coming,
    pub(super) from: Origin,
}

impl Insert {
    /// Whether it moves with the words of these bytes: what comes in inside them, or beside them as theirs.
    pub(super) fn goes_with(&self, range: &Range<usize>) -> bool {
        match self.side {
            Side::After => range.start < self.at && self.at <= range.end,
            Side::Point => range.start < self.at && self.at < range.end,
            Side::Before => range.start <= self.at && self.at < range.end,
        }
    }
}

/// To what words belong that come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// The words before them.
    After,
    /// The place.
    Point,
    /// The words after them.
    Before,
}

/// What comes in.
#[derive(Clone, Debug)]
pub(super) enum Coming {
    /// Words of a reading.
    Words(String),
    /// The words of these bytes, as the witness has them.
    Moved(Vec<Range<usize>>),
    /// The same of whole verses or paragraphs, which stay what they are.
    Blocks(Displaced),
}

/// All that is done, what is done to words sorted and without overlaps.
#[derive(Debug, Default)]
pub(super) struct Ops {
    /// Words that change.
    pub(super) words: Vec<Op>,
    /// Words that move, and lacunae.
    pub(super) moves: Vec<Op>,
    /// Words that come in.
    pub(super) inserts: Vec<Insert>,
    /// The blocks that begin no line of their own.
    pub(super) joined: Vec<usize>,
}

impl Ops {
    /// What makes `witness` of the body or the title of a document. What cannot be known is a fault.
    pub(super) fn of(
        document: &Document,
        container: Container,
        witness: SiglumId,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let Some(text) = document.text(container) else { return Self::default() };
        let (lemmata, variants) = (Lemmata::of(document), Variants::of(document));
        let mut ops = Self::default();
        let mut emended: Vec<Op> = Vec::new();
        let mut away: Vec<(EntryId, usize, Vec<Range<usize>>)> = Vec::new();
        for (id, entry) in (0..).map(EntryId).zip(&document.entries) {
            let Some(index) = reading_of(document, entry, witness).filter(|_| entry.within.is_none()) else { continue };
            let here = lemmata.parts(id).iter().filter(|(own, _)| *own == container);
            let parts: Vec<Range<usize>> = here.map(|(_, part)| part.clone()).collect();
            // A milestone is no word of the text.
            let apart =
                !entry.lemma.is_empty() && entry.layer != Layer::Emendation && parts.iter().all(Range::is_empty);
            if parts.is_empty() || apart {
                continue;
            }
            let (reading, from) = (&entry.readings[index], Origin::Reading(id, index));
            if entry.layer == Layer::Emendation {
                emended.extend(before_emendation(text, entry, &parts, from));
                continue;
            }
            if let ReadingKind::Transposition(Move::After(_) | Move::Before(_)) = reading.kind {
                away.push((id, index, parts));
                continue;
            }
            let Varied { words, away: elsewhere } = variants.words(id, index, witness);
            for away in elsewhere {
                faults.extend(ops.come(document, text, &away, &parts));
            }
            faults.extend(elided(document, witness, entry, reading, &words.replace(" | ", " ")));
            let divided = match reading.kind {
                ReadingKind::Words => verses::of_reading(text, &parts, &words),
                _ => verses::of_addition(text, &parts, &words),
            };
            ops.joined.extend(divided.joined);
            let cut = divided.cut.into_iter();
            ops.words.extend(cut.map(|range| Op { range, what: What::Words(String::new()), from: from.clone() }));
            for (parts, words) in divided.rows {
                ops.add(text, reading, words, &parts, from.clone());
            }
        }
        for (id, index, parts) in away {
            ops.send((document, text), id, index, parts, faults);
        }
        ops.calls(text);
        ops.lacunae(text, witness);
        ops.settle(emended);
        ops
    }

    /// What a reading does to its lemma.
    fn add(&mut self, body: &Text, reading: &Reading, words: String, parts: &[Range<usize>], from: Origin) {
        let (begin, end) = (&parts[0], &parts[parts.len() - 1]);
        let first = begin.start;
        let is_point = parts.iter().all(Range::is_empty);
        let mut come = |at, side, words: String| {
            let words = verses::ended(words);
            self.inserts.push(Insert { at, side, what: Coming::Words(words), from: from.clone() });
        };
        match &reading.kind {
            ReadingKind::Words | ReadingKind::Supplement if is_point => come(first, Side::Point, words),
            ReadingKind::Addition | ReadingKind::Preface if is_point => come(first, Side::Point, words),
            ReadingKind::Addition | ReadingKind::Supplement => {
                // A verse of its own stands behind the stop of the one before.
                let verse = stops::Added { at: end.end, stops: end.end..end.end };
                let added = if verses::begins(&words) { verse } else { stops::added(&body.string, end, &words) };
                come(added.at, Side::After, words);
                if !added.stops.is_empty() {
                    let what = What::Words(String::new());
                    self.words.push(Op { range: added.stops, what, from: from.clone() });
                }
            }
            ReadingKind::Preface => come(stops::core(&body.string, begin).range.start, Side::Before, words),
            ReadingKind::Words if reading.ending().is_none() => self.change(body, &words, parts, &from),
            ReadingKind::Omission | ReadingKind::Deletion => self.change(body, "", parts, &from),
            // Of the end of a word alone it is not known.
            ReadingKind::Words | ReadingKind::Lacuna | ReadingKind::Illegible => {
                let gap = |part: &Range<usize>| Op { range: part.clone(), what: What::Gap, from: from.clone() };
                self.words.extend(parts.iter().map(gap));
            }
            ReadingKind::Transposition(_) => {
                let verses = parts.first().filter(|_| parts.len() == 1).and_then(|part| body.whole_verses(part));
                let verses = verses.filter(|all| all.len() == 2 && body.verse_blocks(all.start).len() == 1);
                let both = verses.map(|verses| verses.map(|verse| trimmed(body, verse)).collect::<Vec<_>>());
                if let [one, other] = &both.unwrap_or_else(|| words_of(body, parts))[..] {
                    let moved = |range: &Range<usize>, to: &Range<usize>| Op {
                        range: range.clone(),
                        what: What::Moved(Some(to.clone())),
                        from: from.clone(),
                    };
                    self.moves.extend([moved(one, other), moved(other, one)]);
                }
            }
            ReadingKind::Seclusion => {}
        }
    }

    /// Puts words in the place of a lemma, where they are others.
    fn change(&mut self, body: &Text, words: &str, parts: &[Range<usize>], from: &Origin) {
        for change in wording::changes(&body.string, parts, words) {
            let mut words = verses::ended(change.words);
            // What is written out in the place of an elision is a word of its own: `d'un`, `de un`.
            let elided = body.string[change.range.clone()].ends_with(['’', '\'', '\u{2bc}']);
            if elided
                && words.ends_with(char::is_alphanumeric)
                && body.string[change.range.end..].starts_with(char::is_alphabetic)
            {
                words.push(' ');
            }
            if change.range.is_empty() {
                let side = if change.behind { Side::After } else { Side::Before };
                let what = Coming::Words(words);
                self.inserts.push(Insert { at: change.range.start, side, what, from: from.clone() });
            } else {
                self.words.push(Op { range: change.range, what: What::Words(words), from: from.clone() });
            }
        }
    }

    /// The mark of a note that is called once more is none of the witness.
    fn calls(&mut self, text: &Text) {
        for mark in
            text.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Locus(_, kind) if kind != LocusKind::Title))
        {
            let what = What::Words(String::new());
            self.words.push(Op { range: mark.range.clone(), what, from: Origin::Body(mark.range.start) });
        }
    }

    /// What the witness lacks, but for words that an entry gives it in part.
    fn lacunae(&mut self, body: &Text, witness: SiglumId) {
        let mut gaps: Vec<Op> = Vec::new();
        for mark in body.marks.iter().filter(|mark| mark.kind == MarkKind::Lacuna(witness)) {
            let Range { start, end } = mark.range;
            let mut at = start;
            let known = self.words.iter().chain(&self.moves);
            let mut partly: Vec<&Range<usize>> = known
                .map(|op| &op.range)
                .filter(|range| range.start < end && start < range.end && !(start <= range.start && range.end <= end))
                .collect();
            partly.sort_by_key(|range| range.start);
            let from = Origin::Lacuna(start);
            let gap = |range: Range<usize>| Op { range, what: What::Gap, from: from.clone() };
            for range in partly {
                if range.start > at {
                    gaps.push(gap(at..range.start));
                }
                at = at.max(range.end);
            }
            if at < end {
                gaps.push(gap(at..end));
            }
        }
        let inside =
            |range: &Range<usize>| gaps.iter().any(|gap| gap.range.start <= range.start && range.end <= gap.range.end);
        self.words.retain(|op| !inside(&op.range));
        self.moves.retain(|op| !inside(&op.range));
        self.inserts.retain(|insert| !gaps.iter().any(|gap| gap.range.start < insert.at && insert.at < gap.range.end));
        self.moves.extend(gaps);
    }

    /// Sorts all; of two that exclude each other, which is an error of the source, the first stays. An entry tells
    /// more than an emendation.
    fn settle(&mut self, emended: Vec<Op>) {
        for list in [&mut self.words, &mut self.moves] {
            *list = disjoint(std::mem::take(list));
        }
        let meets = |op: &Op, other: &Op| op.range.start < other.range.end && other.range.start < op.range.end;
        let gap = |op: &Op| matches!(op.what, What::Gap);
        let free = emended.into_iter().filter(|op| {
            let near = self.words.partition_point(|other| other.range.end <= op.range.start);
            let lacking = self.moves.partition_point(|other| other.range.end <= op.range.start);
            let met = self.words.get(near).is_some_and(|other| meets(op, other));
            !met && !self.moves.get(lacking).is_some_and(|other| gap(other) && meets(op, other))
        });
        let free: Vec<Op> = free.collect();
        self.words = disjoint(std::mem::take(&mut self.words).into_iter().chain(free).collect());
        self.inserts.sort_by_key(|insert| (insert.at, insert.side));
    }
}

fn disjoint(mut list: Vec<Op>) -> Vec<Op> {
    list.sort_by_key(|op| (op.range.start, op.range.end));
    let mut end = 0;
    list.retain(|op| {
        let free = op.range.start >= end;
        end = if free { op.range.end } else { end };
        free
    });
    list
}

/// A block without the spaces at its ends.
fn trimmed(body: &Text, block: usize) -> Range<usize> {
    let (words, start) = (body.block_str(block), body.blocks[block].range.start);
    let first = start + words.len() - words.trim_start().len();
    first..first + words.trim().len()
}

/// The words of a lemma, without the signs around them.
fn words_of(body: &Text, parts: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    for part in parts {
        let words = &body.string[part.clone()];
        let mut at = part.start;
        for word in words.split_inclusive(char::is_whitespace) {
            let sign = |c: char| !c.is_alphanumeric();
            let start = at + word.len() - word.trim_start_matches(sign).len();
            let end = at + word.trim_end_matches(sign).len();
            if start < end {
                all.push(start..end);
            }
            at += word.len();
        }
    }
    all
}

/// The words of the base in the place of those of an emendation, whose list shows at times more than is marked.
fn before_emendation(body: &Text, emendation: &Entry, parts: &[Range<usize>], from: Origin) -> Option<Op> {
    let (part, reading) = (parts.first()?.clone(), emendation.readings.first()?);
    let block = body.block_at(part.start).map_or(0..body.string.len(), |index| body.blocks[index].range.clone());
    let lemma = emendation.lemma.as_str();
    let covers = |at: &usize| block.start + at <= part.start && part.end <= block.start + at + lemma.len();
    let found = body.string[block.clone()].match_indices(lemma).map(|(at, _)| at).find(covers);
    let range = found.filter(|_| !lemma.is_empty()).map_or(part, |at| block.start + at..block.start + at + lemma.len());
    Some(Op { range, what: What::Words(reading.words.clone()), from })
}

/// A reading that leaves words unsaid which its lemma does not leave out.
fn elided(document: &Document, witness: SiglumId, entry: &Entry, reading: &Reading, words: &str) -> Option<Diagnostic> {
    // Behind all its words they are points that the witness has.
    let before = words.trim_end_matches(ELISION);
    let unsaid = (before.contains(ELISION) || before.len() < words.len() && before.trim().is_empty())
        && !entry.lemma.contains(ELISION)
        && !entry.lemma.contains("...")
        && reading.kind == ReadingKind::Words;
    let name = document.sigla.name(witness);
    let message = format!("`{name}` cannot be told here: this reading leaves words unsaid");
    let warning = Diagnostic::warning("elided-reading", message).help("write all its words, or give the lemma parts");
    let place = reading.span.clone();
    unsaid.then(|| place.map_or(warning.clone(), |span| warning.at(span)))
}
