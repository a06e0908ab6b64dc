//! The places of one document by name, those of an absent text included.

use crate::model::document::{Container, Document, MarkStyle, NoteSeries, Presence, Spot};
use crate::model::lock::Lock;
use crate::model::text::{BlockKind, NoteId};
use crate::words::nearest::nearest;
use crate::words::slug;
use std::collections::BTreeMap;

/// The places of a document.
pub(super) struct Places<'a> {
    document: &'a Document,
    series: &'a [NoteSeries],
    /// The series' indices, those with figures first.
    ranking: Vec<usize>,
    blocks: BTreeMap<String, usize>,
    /// The headings by the names that other programs give them.
    headings: BTreeMap<String, usize>,
    anchors: BTreeMap<&'a str, Container>,
    notes: BTreeMap<(usize, &'a str), NoteId>,
    lock: Option<&'a Lock>,
    highest: u32,
}

/// What is found under a name.
pub(super) enum Sought {
    There(Spot),
    /// It stands in a text that is absent; this is the nearest place in the commentary.
    Absent(Spot),
    Nowhere {
        help: String,
    },
}

/// The number in `p12`.
fn paragraph(anchor: &str) -> Option<u32> {
    anchor.strip_prefix('p').filter(|n| n.bytes().all(|b| b.is_ascii_digit()) && !n.starts_with('0'))?.parse().ok()
}

/// The headings by the names that pandoc and GitHub give them; of two with the same words the second has `-1`.
fn headings(document: &Document) -> BTreeMap<String, usize> {
    let mut named = BTreeMap::new();
    for name in [slug::pandoc, slug::github] {
        let mut counted: BTreeMap<String, usize> = BTreeMap::new();
        for (index, block) in document.body.blocks.iter().enumerate() {
            if matches!(block.kind, BlockKind::Heading(_)) {
                let slug = name(document.body.block_str(index));
                let count = counted.entry(slug.clone()).or_default();
                named.entry(if *count == 0 { slug } else { format!("{slug}-{count}") }).or_insert(index);
                *count += 1;
            }
        }
    }
    named
}

impl<'a> Places<'a> {
    pub(super) fn new(document: &'a Document, series: &'a [NoteSeries], lock: Option<&'a Lock>) -> Self {
        let mut ranking: Vec<usize> = (0..series.len()).collect();
        ranking.sort_by_key(|index| series[*index].marks != MarkStyle::Figures);
        let mut places = Self {
            document,
            series,
            ranking,
            blocks: BTreeMap::new(),
            headings: headings(document),
            anchors: BTreeMap::new(),
            notes: BTreeMap::new(),
            lock,
            highest: 0,
        };
        for (index, block) in document.body.blocks.iter().enumerate() {
            if let Some(number) = block.number {
                places.blocks.insert(format!("p{number}"), index);
                places.highest = places.highest.max(number);
            }
            if let Some(anchor) = &block.anchor {
                places.blocks.insert(anchor.clone(), index);
            }
        }
        for container in document.containers() {
            for mark in document.text(container).into_iter().flat_map(|t| &t.marks) {
                if let Some(name) = document.place_name(&mark.kind) {
                    places.anchors.entry(name).or_insert(container);
                }
            }
        }
        for (index, note) in document.notes.iter().enumerate() {
            places.notes.entry((note.series, &note.key)).or_insert(NoteId(index as u32));
        }
        places
    }

    pub(super) fn find(&self, anchor: &str) -> Sought {
        let absent = self.document.presence == Presence::Commentary;
        if anchor == "headnote" && self.document.headnote.is_some() {
            return Sought::There(Spot::Headnote);
        }
        if let Some(index) = self.blocks.get(anchor) {
            return Sought::There(Spot::Block(*index));
        }
        if let Some(container) = self.anchors.get(anchor) {
            let spot = Spot::Anchor(anchor.to_owned());
            return if absent && *container == Container::Body { Sought::Absent(spot) } else { Sought::There(spot) };
        }
        if let Some(id) = self.note(anchor) {
            return Sought::There(Spot::Note(id));
        }
        if let Some(index) = self.headings.get(anchor).or_else(|| self.headings.get(&slug::pandoc(anchor))) {
            return Sought::There(Spot::Block(*index));
        }
        if let Some(outer) = self.outer(anchor) {
            return self.find(outer);
        }
        if absent { self.find_absent(anchor) } else { self.nowhere(anchor) }
    }

    /// The place that the source itself gives this name.
    pub(super) fn given(&self, anchor: &str) -> Option<Spot> {
        let block = self.blocks.get(anchor).filter(|_| paragraph(anchor).is_none());
        let mark = || self.anchors.contains_key(anchor).then(|| Spot::Anchor(anchor.to_owned()));
        block.map(|index| Spot::Block(*index)).or_else(mark)
    }

    /// The place that the document itself gives this name, or to a heading of these words.
    pub(super) fn named(&self, anchor: &str) -> Option<Spot> {
        self.given(anchor).or_else(|| self.headings.get(anchor).map(|index| Spot::Block(*index)))
    }

    /// For a variant of a reading, which has no place of its own, the entry of that reading.
    fn outer(&self, anchor: &str) -> Option<&str> {
        let entry = self.document.entries.iter().find(|entry| entry.id == anchor)?;
        let outer = self.document.entries.get(entry.within.as_ref()?.entry.0 as usize)?;
        Some(&outer.id)
    }

    /// `note-28`, `note-e-mekhlis`, or a bare `mekhlis`.
    fn note(&self, anchor: &str) -> Option<NoteId> {
        let in_any = |key: &str| self.ranking.iter().find_map(|s| self.notes.get(&(*s, key)).copied());
        let Some(name) = anchor.strip_prefix("note-") else { return in_any(anchor) };
        in_any(name).or_else(|| self.split_series(name).find_map(|(s, key)| self.notes.get(&(s, key)).copied()))
    }

    fn split_series<'n>(&self, name: &'n str) -> impl Iterator<Item = (usize, &'n str)> {
        self.series
            .iter()
            .enumerate()
            .filter_map(move |(index, s)| Some((index, name.strip_prefix(s.id.as_str())?.strip_prefix('-')?)))
    }

    /// A name in a text that is absent: the lock knows where it would be.
    fn find_absent(&self, anchor: &str) -> Sought {
        let name = anchor.strip_prefix("note-").unwrap_or(anchor);
        let entry = self.series.iter().map(|s| format!("note-{}-{name}", s.id));
        if let Some(entry) = entry.into_iter().find(|e| self.anchors.contains_key(e.as_str())) {
            return Sought::Absent(Spot::Anchor(entry));
        }
        let Some(lock) = self.lock else { return Sought::Absent(self.entry_before(paragraph(anchor).unwrap_or(0))) };
        if let Some(number) = paragraph(anchor) {
            return if number <= lock.blocks {
                Sought::Absent(self.entry_before(number))
            } else {
                self.nowhere(anchor)
            };
        }
        let series_key = self.split_series(name).map(|(_, key)| key);
        let note = std::iter::once(name).chain(series_key).find_map(|key| lock.notes.get(key));
        let entry = lock.entries.get(anchor).map(|locked| &locked.block);
        match lock.headings.get(anchor).or(lock.passages.get(anchor)).or(note).or(entry) {
            Some(block) => Sought::Absent(self.entry_before(*block)),
            None => self.nowhere(anchor),
        }
    }

    /// The commentary's entry on paragraph `number`, else the nearest before it, else its start.
    fn entry_before(&self, number: u32) -> Spot {
        let entries = self.anchors.keys().filter_map(|name| paragraph(name)).filter(|n| *n <= number);
        entries.max().map_or(Spot::Start, |n| Spot::Anchor(format!("p{n}")))
    }

    fn nowhere(&self, anchor: &str) -> Sought {
        let highest = self.lock.map_or(self.highest, |l| l.blocks.max(self.highest));
        if paragraph(anchor).is_some() {
            let help = match highest {
                0 => "it has no numbered paragraphs".to_owned(),
                highest => format!("its paragraphs are `p1` to `p{highest}`"),
            };
            return Sought::Nowhere { help };
        }
        if anchor == "headnote" {
            return Sought::Nowhere { help: "it has no headnote".into() };
        }
        let names = self.names();
        let help = match nearest(anchor, names.iter().map(String::as_str)) {
            Some(name) => format!("did you mean `{name}`?"),
            None => {
                "an anchor is `p12`, `headnote`, `note-28`, the id of a heading, a figure or a stand-off note".into()
            }
        };
        Sought::Nowhere { help }
    }

    /// All names but those of paragraphs.
    fn names(&self) -> Vec<String> {
        let blocks = self.blocks.keys().filter(|n| paragraph(n).is_none()).cloned();
        // an occurrence of a name is no place that an author means
        let meant = |n: &&&str| paragraph(n).is_none() && !n.starts_with("name-");
        let anchors = self.anchors.keys().filter(meant).map(|n| (*n).to_owned());
        let notes = self.notes.keys().map(|(_, key)| (*key).to_owned());
        let numbered = self.notes.keys().map(|(_, key)| format!("note-{key}"));
        let mut all: Vec<String> = blocks.chain(anchors).chain(notes).chain(numbered).collect();
        if let Some(lock) = self.lock {
            all.extend(lock.headings.keys().chain(lock.anchors.keys()).chain(lock.entries.keys()).cloned());
            all.extend(lock.notes.keys().map(|key| format!("note-{key}")));
        }
        all.push("headnote".into());
        all
    }
}
