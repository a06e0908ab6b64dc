//! Where lemmata stand, and which witnesses lack the place.

use crate::model::apparatus::{EntryId, Lemmata, SiglumId};
use crate::model::document::{Container, Document};
use crate::model::text::{Block, MarkKind};
use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// The places of a document's entries and of its witnesses' lacunae.
pub(super) struct Places {
    pub(super) lemmata: Lemmata,
    lacunae: BTreeMap<SiglumId, Vec<Lacuna>>,
    /// The bytes of the body's blocks, and of each from its first word to its last: a point at the edge of a block is
    /// inside what lacks its words there.
    blocks: Vec<(Range<usize>, Range<usize>)>,
}

/// What a witness lacks: lacunae that only white space parts are one.
#[derive(Clone, Debug)]
pub(super) struct Lacuna {
    range: Range<usize>,
    /// Where it is declared.
    pub(super) span: Option<Span>,
}

/// Whether a witness lacks the words of a lemma.
#[derive(Clone, Copy, Debug)]
pub(super) enum Lack<'p> {
    /// It has them.
    Nothing,
    /// It lacks some of them.
    Some,
    /// It lacks them all; the lacuna.
    All(&'p Lacuna),
}

impl Lacuna {
    /// What is said of the place where it is declared: of one from the beginning of the text these are its last words.
    pub(super) fn label(&self) -> &'static str {
        if self.range.start == 0 { "the lacuna is declared here" } else { "the lacuna begins here" }
    }
}

impl Places {
    /// Those of a document; `declared` says where its lacunae are declared, in the order of their marks.
    pub(super) fn of(document: &Document, declared: &[Option<Span>]) -> Self {
        let body = &document.body;
        let mut lacunae: BTreeMap<SiglumId, Vec<Lacuna>> = BTreeMap::new();
        let mut declared = declared.iter();
        for mark in &body.marks {
            let MarkKind::Lacuna(witness) = mark.kind else { continue };
            let (range, span) = (mark.range.clone(), declared.next().cloned().flatten());
            let all = lacunae.entry(witness).or_default();
            match all.last_mut() {
                Some(last) if is_blank(&body.string, last.range.end, range.start) => {
                    last.range.end = last.range.end.max(range.end);
                }
                _ => all.push(Lacuna { range, span }),
            }
        }
        let worded = |block: &Block| {
            let words = &body.string[block.range.clone()];
            let (first, end) =
                (words.find(char::is_alphanumeric), words.trim_end_matches(|c: char| !c.is_alphanumeric()));
            let start = block.range.start + first.unwrap_or(words.len());
            (block.range.clone(), start..(block.range.start + end.len()).max(start))
        };
        Self { lemmata: Lemmata::of(document), lacunae, blocks: body.blocks.iter().map(worded).collect() }
    }

    /// Whether a witness lacks the words of an entry's lemma. What stands beside the body nobody lacks.
    pub(super) fn lack(&self, entry: EntryId, witness: SiglumId) -> Lack<'_> {
        let Some(lacunae) = self.lacunae.get(&witness) else { return Lack::Nothing };
        let parts = self.lemmata.parts(entry);
        let (mut some, mut all) = (None, !parts.is_empty());
        for (container, part) in parts {
            let first = lacunae.partition_point(|lacuna| lacuna.range.end < part.start);
            let near = lacunae[first..].iter().take_while(|lacuna| lacuna.range.start <= part.end);
            let inside = |lacuna: &&Lacuna| *container == Container::Body && self.touches(lacuna, part);
            let touching: Vec<&Lacuna> = near.filter(inside).collect();
            all &= touching.iter().any(|lacuna| lacuna.range.start <= part.start && part.end <= lacuna.range.end);
            some = some.or(touching.first().copied());
        }
        match some {
            Some(lacuna) if all => Lack::All(lacuna),
            Some(_) => Lack::Some,
            None => Lack::Nothing,
        }
    }

    /// Whether an entry is on the title, which a witness has not that lacks the beginning of the text.
    pub(super) fn lacks_title(&self, entry: EntryId, witness: SiglumId) -> bool {
        let first = self.lacunae.get(&witness).and_then(|all| all.first());
        let begins = self.blocks.iter().map(|(_, words)| words).find(|words| !words.is_empty());
        let is_title = self.lemmata.parts(entry).iter().any(|(container, _)| *container == Container::Title);
        let lacks = |lacuna: &Lacuna| begins.is_none_or(|words| lacuna.range.start <= words.start);
        is_title && first.is_some_and(lacks)
    }

    /// Whether words, or a point, are at least in part inside a lacuna. A point at its edge is outside, but where a
    /// paragraph or a verse begins or ends: there it is only beside words that are lacking.
    fn touches(&self, lacuna: &Lacuna, part: &Range<usize>) -> bool {
        let Range { start, end } = lacuna.range;
        if !part.is_empty() {
            return start < part.end && part.start < end;
        }
        let at = part.start;
        let block = self.blocks.get(self.blocks.partition_point(|(block, _)| block.end < at));
        let begins = block.is_some_and(|(_, words)| at <= words.start);
        let ends = block.is_some_and(|(_, words)| words.end <= at);
        (start < at || start == at && begins) && (at < end || at == end && ends)
    }
}

fn is_blank(text: &str, from: usize, to: usize) -> bool {
    from >= to || text[from..to].trim().is_empty()
}
