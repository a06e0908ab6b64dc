//! Random editions of prose and verse, of words of our own: lemmata that overlap, in parts, at points, over
//! paragraphs; witnesses with lacunae; one layer to three in all arrangements, and notes among them.
#![allow(clippy::single_range_in_vec_init)] // A lemma of one part.

use crate::typeset::book::{self, Words};
use crate::variation::sample::siglum;
use edition::model::apparatus::{
    Cited, Copied, Entry, EntryId, Layer, Reading, ReadingKind, SeriesKind, SiglumId, SiglumKind, Tally,
};
use edition::model::document::{Arrangement, Container, Document, Edition, MarkStyle, Matter, NotePlace, NoteSeries};
use edition::model::text::{BlockKind, Group, GroupKind, Mark, MarkKind, Text};
use std::ops::Range;

/// How many texts a book has.
pub(super) const TEXTS: usize = 20;

/// A book of texts with one layer to three, not yet composed.
pub(crate) fn edition(seed: u64) -> Edition {
    let mut source = Words::new(seed + 7000);
    let layers = 1 + source.number(3);
    let documents = (0..TEXTS).map(|index| document(index, &mut source, layers));
    let mut edition = book::edition(documents.collect());
    edition.series = vec![NoteSeries::new("n", "Notes", MarkStyle::Figures)];
    let kinds = [("c", SeriesKind::Apparatus), ("f", SeriesKind::Keyed), ("d", SeriesKind::Apparatus)];
    for (id, kind) in &kinds[..layers] {
        edition.series.push(NoteSeries { kind: *kind, ..NoteSeries::new(id, id, MarkStyle::Figures) });
    }
    for series in &mut edition.series {
        series.place = NotePlace::Foot;
        series.arrangement = match source.number(if series.kind.is_keyed() { 4 } else { 3 }) {
            0 => Arrangement::Separate,
            1 => Arrangement::RunTogether,
            2 => Arrangement::Columns(2 + source.number(2) as u8),
            _ => Arrangement::ByLine,
        };
    }
    edition
}

fn document(index: usize, source: &mut Words, layers: usize) -> Document {
    let mut document = book::document(&format!("text-{index}"), Matter::Text, "On Variants");
    (document.author, document.dateline) = (None, None);
    blocks(&mut document, source);
    document.body.number_blocks();
    let names = ["A", "B", "C", "D", "Vat"];
    document.sigla.list = names.iter().map(|name| siglum(name, SiglumKind::Manuscript)).collect();
    document.sigla.list.push(siglum("Quill", SiglumKind::Scholar));
    document.sigla.in_force = (0..2 + source.number(4) as u32).map(SiglumId).collect();
    document.sigla.base = Some(SiglumId(0));
    let words = words(&document.body);
    lacunae(&mut document, source, &words);
    let every = 2 + source.number(12);
    for at in 0..words.len() {
        if source.number(every) == 0 {
            entry(&mut document, source, &words, at, layers);
        }
        if source.number(40) == 0 {
            let length = 2 + source.number(30);
            let note = Text::plain(source.prose(length));
            book::note(&mut document, 0, words[at].end, note);
        }
    }
    document.body.sort_marks();
    document
}

/// Mostly a few paragraphs and stanzas, sometimes up to forty.
fn blocks(document: &mut Document, source: &mut Words) {
    let wanted = if source.number(10) == 0 { 20 + source.number(21) } else { 1 + source.number(7) };
    while document.body.blocks.len() < wanted {
        let first = document.body.blocks.len();
        match source.number(8) {
            0 if first > 0 => {
                let heading = source.prose(4).replace('.', "");
                document.body.push_block(BlockKind::Heading(1), &heading);
                let prose = source.prose(30);
                document.body.push_block(BlockKind::Paragraph, &prose);
            }
            1..=3 => {
                for _ in 0..2 + source.number(5) {
                    let count = 3 + source.number(7);
                    let verse = source.prose(count);
                    document.body.push_block(BlockKind::Verse, &verse);
                }
                let blocks = first..document.body.blocks.len();
                document.body.groups.push(Group { kind: GroupKind::Stanza, blocks });
            }
            _ => {
                let count = 4 + source.number(60);
                let prose = source.prose(count);
                document.body.push_block(BlockKind::Paragraph, &prose);
            }
        }
    }
}

/// The words of a body without their punctuation.
pub(super) fn words(body: &Text) -> Vec<Range<usize>> {
    let start = |word: &str| word.as_ptr() as usize - body.string.as_ptr() as usize;
    let of = |word: &str| start(word)..start(word) + word.trim_end_matches(['.', ',']).len();
    body.string.split_whitespace().map(of).collect()
}

/// Some witnesses lack some words, within a line or over pages; one may lack two stretches.
fn lacunae(document: &mut Document, source: &mut Words, words: &[Range<usize>]) {
    for id in document.sigla.in_force.clone() {
        for _ in 0..[0, 0, 0, 1, 1, 2][source.number(6)] {
            let first = source.number(words.len());
            let length = if source.number(3) == 0 { words.len() } else { 1 + source.number(60) };
            let last = (first + length).min(words.len()) - 1;
            let range = words[first].start..words[last].end;
            document.body.marks.push(Mark { range, kind: MarkKind::Lacuna(id) });
        }
    }
}

fn entry(document: &mut Document, source: &mut Words, words: &[Range<usize>], at: usize, layers: usize) {
    let layer = 1 + source.number(layers);
    let series = ["", "c", "f", "d"][layer];
    let id = EntryId(document.entries.len() as u32);
    let mut entry = Entry::new(format!("{series}:{}", id.0 + 1), Layer::Series(layer));
    let until = |count: usize| words[at].start..words[(at + count).min(words.len() - 1)].end;
    let parts: Vec<Range<usize>> = match source.number(16) {
        0 => vec![words[at].end..words[at].end],
        1 => vec![words[at].start..words[at].start],
        2 => vec![until(0), {
            let second = (at + 2 + source.number(12)).min(words.len() - 1);
            words[second].clone()
        }],
        3 => vec![until(10 + source.number(70))],
        4..=7 => vec![until(1 + source.number(5))],
        _ => vec![until(0)],
    };
    let string = |range: &Range<usize>| document.body.string[range.clone()].replace('\n', " ");
    entry.lemma = parts.iter().map(string).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" … ");
    entry.place = Some(Container::Body);
    if series == "f" {
        let length = 2 + source.number(20);
        entry.note = Some(Text::plain(source.prose(length)));
    } else {
        readings(document, source, &mut entry, parts[0].start);
        if layers == 3 && source.number(6) == 0 {
            let series = if layer == 1 { 3 } else { 1 };
            entry.copies = vec![Copied { series, readings: vec![0] }];
        }
    }
    document.body.marks.extend(parts.into_iter().map(|range| Mark { range, kind: MarkKind::Entry(id) }));
    document.entries.push(entry);
}

/// Gives an entry at `at` one reading to three, each witness that has the place one of them or the lemma.
fn readings(document: &Document, source: &mut Words, entry: &mut Entry, at: usize) {
    let lacks = |id: &SiglumId| {
        let of = |mark: &Mark| mark.kind == MarkKind::Lacuna(*id) && mark.range.start <= at && at < mark.range.end;
        document.body.marks.iter().any(of)
    };
    let (lacking, able): (Vec<SiglumId>, Vec<SiglumId>) = document.sigla.in_force.iter().partition(|id| lacks(id));
    let count = 1 + source.number(3);
    let mut has = vec![vec![]; count];
    let mut agree = vec![];
    for id in able {
        match source.number(count + 1) {
            0 => agree.push(id),
            reading => has[reading - 1].push(id),
        }
    }
    entry.tally = Tally { agree, lacking, readings: has.clone() };
    for who in has {
        let support = if who.is_empty() { vec![SiglumId(document.sigla.list.len() as u32 - 1)] } else { who };
        let support = support.into_iter().map(Cited::of).collect();
        let length = 1 + source.number(3);
        let words = source.prose(length).replace(['.', ','], "").to_lowercase();
        let mut reading = Reading::of(support, words);
        match source.number(8) {
            0 => (reading.kind, reading.words) = (ReadingKind::Omission, String::new()),
            1 => reading.kind = ReadingKind::Addition,
            _ => {}
        }
        entry.readings.push(reading);
    }
}
