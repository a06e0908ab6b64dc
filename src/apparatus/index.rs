//! What the entries of a document want to know of it, found in one pass.

use super::repeated::Words;
use crate::model::apparatus::{EntryId, ReadingKind, SiglumId, SiglumKind};
use crate::model::document::{Container, Document};
use crate::model::text::{Mark, MarkKind};
use std::collections::BTreeMap;
use std::ops::Range;

/// What is known of a document.
pub(super) struct Index {
    /// For each entry the parts of its lemma in its container, in order.
    parts: Vec<Vec<Range<usize>>>,
    /// For each reading that has variants, by entry and index, these.
    variants: BTreeMap<(EntryId, usize), Vec<EntryId>>,
    /// The words of each container that has lemmata.
    words: BTreeMap<Container, Words>,
    /// The marks of each container that a lemma keeps.
    kept: BTreeMap<Container, Kept>,
    /// From where to where the lemmata of each container reach, in order, and how far each or any before it does.
    spans: Spans,
    /// The groups that have two members in force at least, with these; the larger first.
    pub(super) groups: Vec<(SiglumId, Vec<SiglumId>)>,
}

/// Lemmata by their containers, in order, and for each how far it or any before it reaches.
type Spans = BTreeMap<Container, (Vec<(Range<usize>, EntryId)>, Vec<usize>)>;

/// Marks in order, and for each how far it or any before it reaches.
#[derive(Default)]
struct Kept {
    marks: Vec<Mark>,
    reach: Vec<usize>,
}

impl Index {
    /// Looks through a document.
    pub(super) fn of(document: &Document) -> Self {
        let mut parts = vec![vec![]; document.entries.len()];
        let (mut kept, mut words) = (BTreeMap::new(), BTreeMap::new());
        for container in document.containers() {
            let Some(text) = document.text(container) else { continue };
            let mut of_text = Kept::default();
            for mark in &text.marks {
                match mark.kind {
                    MarkKind::Entry(EntryId(id)) => {
                        let own = document.entries.get(id as usize).is_some_and(|e| e.place == Some(container));
                        if let Some(parts) = parts.get_mut(id as usize).filter(|_| own) {
                            parts.push(mark.range.clone());
                            words.entry(container).or_insert_with(|| Words::of(&text.string));
                        }
                    }
                    MarkKind::Superscript | MarkKind::Subscript | MarkKind::Language(_) => of_text.push(mark),
                    ref kind if kind.is_face() => of_text.push(mark),
                    _ => {}
                }
            }
            if !of_text.marks.is_empty() {
                kept.insert(container, of_text);
            }
        }
        let mut variants: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (id, entry) in (0..).map(EntryId).zip(&document.entries) {
            if let Some(within) = &entry.within {
                variants.entry((within.entry, within.reading)).or_default().push(id);
            }
        }
        // In the order of the words that they stand on.
        for ((entry, reading), all) in &mut variants {
            let of = document.entries.get(entry.0 as usize).and_then(|entry| entry.readings.get(*reading));
            let place = |id: &EntryId| {
                let marked = |mark: &&Mark| mark.kind == MarkKind::Entry(*id);
                let mark = of.and_then(|of| of.marks.iter().find(marked)).map(|mark| mark.range.start);
                let lemma = &document.entries[id.0 as usize].lemma;
                mark.or_else(|| of?.words.find(lemma.as_str())).unwrap_or_default()
            };
            all.sort_by_key(|id| (place(id), *id));
        }
        let spans = spans(document, &parts);
        Self { parts, variants, words, kept, spans, groups: groups(document) }
    }

    /// The parts of an entry's lemma in its container, in order.
    pub(super) fn parts(&self, id: EntryId) -> &[Range<usize>] {
        self.parts.get(id.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether words of a container that has lemmata stand again within so many bytes.
    pub(super) fn is_repeated(&self, container: Container, range: &Range<usize>, reach: usize) -> bool {
        self.words.get(&container).is_some_and(|words| words.again(range, reach))
    }

    /// Those who have other words in a part of an entry's lemma, as other entries say whose lemmata overlap it; words that
    /// only stand elsewhere or are gone with all of the lemma are no other words of it.
    pub(super) fn told_elsewhere(&self, document: &Document, id: EntryId) -> Vec<SiglumId> {
        let entry = &document.entries[id.0 as usize];
        let found = || {
            let parts = self.parts(id);
            let own = parts.first()?.start..parts.last()?.end;
            let (spans, reach) = self.spans.get(&entry.place?)?;
            let first = reach.partition_point(|end| *end <= own.start);
            let near = spans[first..].iter().take_while(|(span, _)| span.start < own.end);
            Some((own.clone(), near.filter(|(span, other)| span.end > own.start && *other != id).collect::<Vec<_>>()))
        };
        let Some((own, near)) = found() else { return vec![] };
        let wordless = entry.readings.iter().all(|reading| reading.kind != ReadingKind::Words);
        let mut all = vec![];
        for (span, other) in near {
            // Of a passage that some omit the others have it, whatever single words they have in it.
            let inside = own.start <= span.start && span.end <= own.end;
            if inside && wordless {
                continue;
            }
            let other = &document.entries[other.0 as usize];
            let changes = |kind: &ReadingKind| {
                matches!(kind, ReadingKind::Words | ReadingKind::Omission | ReadingKind::Transposition(_))
            };
            let changed =
                other.readings.iter().zip(&other.tally.readings).filter(|(reading, _)| changes(&reading.kind));
            all.extend(changed.flat_map(|(_, who)| who.iter().copied()));
        }
        all
    }

    /// The variants of a reading, as entries.
    pub(super) fn variants(&self, entry: EntryId, reading: usize) -> &[EntryId] {
        self.variants.get(&(entry, reading)).map_or(&[], Vec::as_slice)
    }

    /// All variants below the readings of an entry, at any depth.
    pub(super) fn below(&self, id: EntryId) -> Vec<EntryId> {
        let mut all = vec![];
        let mut next = vec![id];
        while let Some(entry) = next.pop() {
            let inner = self.variants.range((entry, 0)..=(entry, usize::MAX)).flat_map(|(_, ids)| ids);
            // An entry within itself is no one's variant, and would never end.
            let inner: Vec<_> = inner.copied().filter(|inner| *inner != id && !all.contains(inner)).collect();
            all.extend(&inner);
            next.extend(inner);
        }
        all
    }

    /// The marks that words of a container may keep where an entry repeats them: superscripts, languages, faces.
    pub(super) fn kept<'i>(&'i self, container: Container, range: &Range<usize>) -> impl Iterator<Item = &'i Mark> {
        let (near, start) = (self.kept.get(&container).map_or(&[][..], |kept| kept.near(range)), range.start);
        near.iter().filter(move |mark| mark.range.end > start)
    }
}

impl Kept {
    fn push(&mut self, mark: &Mark) {
        let end = self.reach.last().copied().unwrap_or_default().max(mark.range.end);
        self.marks.push(mark.clone());
        self.reach.push(end);
    }

    /// Those that may cover bytes of `range`: what ends before it is among them.
    fn near(&self, range: &Range<usize>) -> &[Mark] {
        let first = self.reach.partition_point(|end| *end <= range.start);
        let end = self.marks.partition_point(|mark| mark.range.start < range.end).max(first);
        &self.marks[first..end]
    }
}

fn spans(document: &Document, parts: &[Vec<Range<usize>>]) -> Spans {
    let mut spans: Spans = BTreeMap::new();
    for ((id, entry), parts) in (0..).map(EntryId).zip(&document.entries).zip(parts) {
        let span = parts.first().zip(parts.last()).map(|(first, last)| first.start..last.end);
        if let Some((container, span)) = entry.place.zip(span).filter(|(_, span)| !span.is_empty()) {
            spans.entry(container).or_default().0.push((span, id));
        }
    }
    for (list, reach) in spans.values_mut() {
        list.sort_by_key(|(span, id)| (span.start, span.end, *id));
        let furthest = |end: &mut usize, (span, _): &(Range<usize>, EntryId)| {
            *end = span.end.max(*end);
            Some(*end)
        };
        reach.extend(list.iter().scan(0, furthest));
    }
    spans
}

fn groups(document: &Document) -> Vec<(SiglumId, Vec<SiglumId>)> {
    let sigla = &document.sigla;
    let ids = (0..sigla.list.len() as u32).map(SiglumId);
    let all = ids.filter(|id| sigla.get(*id).is_some_and(|siglum| siglum.kind == SiglumKind::Group));
    let members = |group: SiglumId| {
        let of = |witness: &&SiglumId| ancestors(document, **witness).contains(&group);
        sigla.in_force.iter().filter(of).copied().collect::<Vec<_>>()
    };
    let mut groups: Vec<_> = all.map(|group| (group, members(group))).filter(|(_, all)| all.len() > 1).collect();
    groups.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    groups
}

/// The groups that a witness is in, through groups of groups.
fn ancestors(document: &Document, witness: SiglumId) -> Vec<SiglumId> {
    let above = |id: SiglumId| document.sigla.get(id)?.group;
    let mut found = vec![];
    let mut next = above(witness);
    while let Some(group) = next.filter(|group| !found.contains(group)) {
        found.push(group);
        next = above(group);
    }
    found
}
