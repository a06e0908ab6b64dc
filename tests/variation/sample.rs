//! Documents with an apparatus whose sums are made by hand or drawn, of words of our own.

use edition::model::apparatus::{
    Cited, Entry, EntryId, Layer, Move, Reading, ReadingKind, Sigla, Siglum, SiglumId, SiglumKind, Tally,
};
use edition::model::document::{Container, Document};
use edition::model::text::{Mark, MarkKind, Text};

/// A document with these sigla in force. Each entry is its lemma, its readings as in the source (`town B C; om. D`) and
/// who lacks it; all others agree. Who is named and not in force is a scholar.
pub(crate) fn document(sigla: &str, entries: &[(&str, &str, &str)]) -> Document {
    let mut document = Document { id: "tides".into(), short_title: "Tides".into(), ..Document::default() };
    document.title = Text::plain("Tides");
    document.language = "en".into();
    let in_force: Vec<&str> = sigla.split_whitespace().collect();
    document.sigla.list = in_force.iter().map(|name| siglum(name, SiglumKind::Manuscript)).collect();
    document.sigla.list.push(siglum("Quill", SiglumKind::Scholar));
    document.sigla.in_force = (0..in_force.len() as u32).map(SiglumId).collect();
    document.sigla.base = Some(SiglumId(0));
    let mut body = Text::plain("");
    for (number, (lemma, readings, lacking)) in (1..).zip(entries) {
        let start = body.string.len();
        body.string.push_str(lemma);
        let kind = MarkKind::Entry(EntryId(number - 1));
        body.marks.push(Mark { range: start..body.string.len(), kind });
        body.string.push_str(" and ");
        document.entries.push(entry(&document.sigla, number, lemma, readings, lacking));
    }
    body.string.push_str("so on.");
    body.blocks[0].range.end = body.string.len();
    body.number_blocks();
    document.body = body;
    document
}

pub(crate) fn siglum(name: &str, kind: SiglumKind) -> Siglum {
    let title = format!("the book {name}");
    Siglum {
        siglum: name.into(),
        title,
        kind,
        date: None,
        heading: None,
        group: None,
        hand_of: None,
        xml_id: None,
        span: None,
    }
}

fn entry(sigla: &Sigla, number: u32, lemma: &str, readings: &str, lacking: &str) -> Entry {
    let ids = |words: &str| words.split_whitespace().filter_map(|name| sigla.find(name)).collect::<Vec<_>>();
    let mut entry = Entry::new(format!("c:{number}"), Layer::Series(0));
    entry.lemma = lemma.to_owned();
    entry.place = Some(Container::Body);
    entry.tally = Tally { lacking: ids(lacking), ..Tally::default() };
    for written in readings.split(';').map(str::trim).filter(|written| !written.is_empty()) {
        let words: Vec<&str> = written.split(' ').collect();
        let named = words.iter().rev().take_while(|word| sigla.find(word).is_some()).count();
        let (said, who) = words.split_at(words.len() - named);
        let who = ids(&who.join(" "));
        entry.readings.push(reading(said, &who));
        entry.tally.readings.push(who.into_iter().filter(|id| sigla.is_in_force(*id)).collect());
    }
    let others = |id: &SiglumId| {
        !entry.tally.lacking.contains(id) && !entry.tally.readings.iter().flatten().any(|reads| reads == id)
    };
    entry.tally.agree = sigla.in_force.iter().copied().filter(others).collect();
    entry
}

fn reading(said: &[&str], who: &[SiglumId]) -> Reading {
    let (kind, words) = match said {
        ["om.", ..] => (ReadingKind::Omission, &said[1..]),
        ["add.", ..] => (ReadingKind::Addition, &said[1..]),
        ["praem.", ..] => (ReadingKind::Preface, &said[1..]),
        ["illeg.", ..] => (ReadingKind::Illegible, &said[1..]),
        ["transp.", ..] => (ReadingKind::Transposition(Move::Swap), &said[1..]),
        _ => (ReadingKind::Words, said),
    };
    let support = who.iter().copied().map(Cited::of).collect();
    Reading { words: words.join(" "), support, ..Reading::new(kind) }
}

/// Documents drawn by a number, the same for the same.
pub(crate) struct Drawn(u64);

impl Drawn {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2_862_933_555_777_941_757).wrapping_add(3_037_000_493))
    }

    fn number(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    /// Up to nine witnesses and thirty entries, each with up to four readings.
    pub(crate) fn document(&mut self) -> Document {
        const SIGLA: [&str; 9] = ["A", "B", "b", "A²", "33", "1739", "B'", "β", "MS"];
        let sigla = &SIGLA[..2 + self.number(8)];
        let words = ["town", "om.", "add. so", "praem. it's", "toun [sic]", "transp.", "illeg.", "a; b"];
        let mut entries = vec![];
        for number in 0..1 + self.number(30) {
            let mut readings: Vec<Vec<&str>> = vec![vec![]; 1 + self.number(4)];
            let mut lacking = vec![];
            for siglum in sigla {
                match self.number(readings.len() + 3) {
                    0 => lacking.push(*siglum),
                    1 | 2 => {}
                    other => readings[other - 3].push(siglum),
                }
            }
            let first = self.number(words.len());
            let said = |(index, who): (usize, Vec<&str>)| {
                let words = words[(first + index) % words.len()].replace(';', ",");
                format!("{words} {}", who.join(" ")).trim().to_owned()
            };
            let readings: Vec<String> = readings.into_iter().enumerate().map(said).collect();
            entries.push((format!("word{number}"), readings.join("; "), lacking.join(" ")));
        }
        let entries: Vec<_> = entries.iter().map(|(l, r, k)| (l.as_str(), r.as_str(), k.as_str())).collect();
        document(&sigla.join(" "), &entries)
    }
}
