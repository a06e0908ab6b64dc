//! Random editions: witnesses are made first, the entries from what they have; each comes back word for word, and
//! every entry sums.

use super::accounting::{Case, document_of};
use edition::model::apparatus::SiglumId;
use edition::reconstruct::{GAP, reconstruct};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How many editions are made.
const EDITIONS: u64 = 200;
/// The witnesses in force, in the order of the conspectus.
const WITNESSES: [&str; 4] = ["A", "B", "C", "D"];

/// A row of random numbers (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// What a witness has for each word of the text, and around it.
#[derive(Clone)]
struct Copy {
    before: Vec<Vec<String>>,
    words: Vec<Vec<String>>,
    after: Vec<Vec<String>>,
    lacuna: Option<(usize, usize)>,
}

impl Copy {
    fn of(text: &[String]) -> Self {
        let empty = vec![vec![]; text.len()];
        Self {
            before: empty.clone(),
            words: text.iter().map(|w| vec![w.clone()]).collect(),
            after: empty,
            lacuna: None,
        }
    }

    fn lacks(&self, from: usize, to: usize) -> bool {
        self.lacuna.is_some_and(|(start, end)| start < to && from < end)
    }

    fn row(&self) -> Vec<String> {
        let mut out = Vec::new();
        for index in 0..self.words.len() {
            out.extend(self.before[index].iter().cloned());
            match self.lacuna {
                Some((start, end)) if (start..end).contains(&index) => {
                    out.extend((index == start).then(|| GAP.to_owned()));
                }
                _ => out.extend(self.words[index].iter().cloned()),
            }
            out.extend(self.after[index].iter().cloned());
        }
        out
    }
}

/// An edition under the hand of its maker.
struct Maker {
    dice: Dice,
    fresh: usize,
    /// The words, and in which block each is.
    text: Vec<String>,
    blocks: Vec<usize>,
    copies: Vec<Copy>,
    /// The tags before and behind each word, and the definitions.
    open: Vec<String>,
    close: Vec<String>,
    definitions: String,
    entries: usize,
    /// For each entry and witness the reading that it has.
    truth: Vec<(String, Vec<Option<usize>>)>,
}

impl Maker {
    fn new(seed: u64) -> Self {
        let mut maker = Self {
            dice: Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
            fresh: 0,
            text: vec![],
            blocks: vec![],
            copies: vec![],
            open: vec![],
            close: vec![],
            definitions: String::new(),
            entries: 0,
            truth: vec![],
        };
        let blocks = 2 + maker.dice.below(4);
        for block in 0..blocks {
            for _ in 0..5 + maker.dice.below(12) {
                let word = maker.word();
                maker.text.push(word);
                maker.blocks.push(block);
            }
        }
        (maker.open, maker.close) = (vec![String::new(); maker.text.len()], vec![String::new(); maker.text.len()]);
        maker.copies = vec![Copy::of(&maker.text); WITNESSES.len()];
        for witness in 1..WITNESSES.len() {
            if maker.dice.below(3) == 0 {
                let start = maker.dice.below(maker.text.len());
                let end = if maker.dice.below(2) == 0 {
                    maker.text.len()
                } else {
                    start + 1 + maker.dice.below(maker.text.len() - start)
                };
                maker.copies[witness].lacuna = Some((start, end));
            }
        }
        maker
    }

    /// A word that nothing else has: no siglum, no keyword.
    fn word(&mut self) -> String {
        let syllables = ["ba", "ke", "lo", "mi", "nu", "re", "sa", "ti", "vo", "ze"];
        self.fresh += 1;
        let digits = self.fresh.to_string();
        digits.bytes().map(|digit| syllables[usize::from(digit - b'0')]).collect()
    }

    fn words(&mut self) -> Vec<String> {
        (0..1 + self.dice.below(3)).map(|_| self.word()).collect()
    }

    /// Entries from the beginning to the end, some with others inside.
    fn make(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            let wanted = at + 1 + self.dice.below(3);
            let end = (at..wanted.min(self.text.len())).take_while(|i| self.blocks[*i] == self.blocks[at]).count() + at;
            match self.dice.below(3) {
                0 => at = end,
                1 if end > at + 1 => {
                    self.nested(at, end);
                    at = end;
                }
                _ => {
                    self.entry(at, end, &[]);
                    at = end;
                }
            }
        }
    }

    /// A witness leaves out words in which others vary.
    fn nested(&mut self, from: usize, to: usize) {
        let witness = self.dice.below(WITNESSES.len());
        let others = (0..WITNESSES.len()).any(|one| one != witness && !self.copies[one].lacks(from, to));
        if self.copies[witness].lacks(from, to) || !others {
            return self.entry(from, to, &[]);
        }
        let has = (0..WITNESSES.len()).map(|one| (one == witness).then_some(0)).collect();
        self.define(from, to, &format!("om. {}", WITNESSES[witness]), has);
        self.copies[witness].words[from..to].iter_mut().for_each(Vec::clear);
        self.entry(from, from + 1, &[witness]);
    }

    fn define(&mut self, from: usize, to: usize, readings: &str, has: Vec<Option<usize>>) {
        self.entries += 1;
        let id = self.entries;
        self.open[from].push_str(&format!("<lem id=\"c:{id}\">"));
        self.close[to - 1].insert_str(0, "</lem>");
        let _ = writeln!(self.definitions, "[^c:{id}]: {readings}\n");
        self.truth.push((format!("c:{id}"), has));
    }

    /// An entry on words: each witness that has them, and is not `out`, reads them or one of two readings.
    fn entry(&mut self, from: usize, to: usize, out: &[usize]) {
        let able: Vec<usize> =
            (0..WITNESSES.len()).filter(|w| !out.contains(w) && !self.copies[*w].lacks(from, to)).collect();
        let target = self.target(from, to);
        let mut kinds: Vec<(String, Doing)> = (0..2).map(|_| self.reading(from, to, target)).collect();
        // two readings of one entry differ
        if kinds[0].0 == kinds[1].0 {
            let words = self.words();
            kinds[1] = (words.join(" "), Doing::Words(words));
        }
        let mut has: Vec<Option<usize>> = vec![None; WITNESSES.len()];
        for witness in &able {
            has[*witness] = [None, Some(0), Some(1)][self.dice.below(3)];
        }
        for (witness, has) in has.iter_mut().enumerate() {
            let lacks = |at: usize| self.copies[witness].lacks(at, at + 1);
            let moved = has.is_some_and(|reading| matches!(kinds[reading].1, Doing::Behind(at) if lacks(at)));
            *has = has.filter(|_| !moved);
        }
        let names = |reading: usize| {
            let all: Vec<&str> =
                (0..WITNESSES.len()).filter(|w| has[*w] == Some(reading)).map(|w| WITNESSES[w]).collect();
            all.join(" ")
        };
        let mut told: Vec<String> = Vec::new();
        let mut places = [None; 2];
        for reading in 0..2 {
            if !names(reading).is_empty() {
                places[reading] = Some(told.len());
                told.push(format!("{} {}", kinds[reading].0, names(reading)));
            }
        }
        if told.is_empty() {
            return;
        }
        let lemma: Vec<&str> = able.iter().filter(|w| has[**w].is_none()).map(|w| WITNESSES[*w]).collect();
        match (lemma.is_empty(), self.dice.below(3)) {
            (true, _) => told.insert(0, "= scripsi".into()),
            (false, 0) => told.insert(0, format!("= {}", lemma.join(" "))),
            (false, 1) => told.insert(0, "= cett.".into()),
            _ => {}
        }
        let truth = has.iter().map(|reading| reading.and_then(|reading| places[reading])).collect();
        self.define(from, to, &told.join("; "), truth);
        for (witness, reading) in has.iter().enumerate() {
            if let Some(reading) = reading {
                kinds[*reading].1.to(&mut self.copies[witness], from, to);
            }
        }
    }

    /// A word of the same block, outside, behind which nothing has moved yet.
    fn target(&mut self, from: usize, to: usize) -> Option<usize> {
        let at = self.dice.below(self.text.len());
        let fits = self.blocks[at] == self.blocks[from] && !(from..to).contains(&at);
        let still = |copy: &Copy| copy.after[at].is_empty() && copy.words[at] == [self.text[at].clone()];
        // the word itself stands, not beside these anyway, and the next is not changed in the same breath
        (fits && at + 1 < from && self.copies.iter().all(still)).then_some(at)
    }

    fn reading(&mut self, from: usize, to: usize, target: Option<usize>) -> (String, Doing) {
        match (self.dice.below(8), target) {
            (0, _) => ("om.".into(), Doing::Words(vec![])),
            (1, _) => {
                let words = self.words();
                (format!("add. {}", words.join(" ")), Doing::After(words))
            }
            (2, _) => {
                let words = self.words();
                (format!("praem. {}", words.join(" ")), Doing::Before(words))
            }
            (3, _) if to == from + 2 => ("transp.".into(), Doing::Swap),
            (4, Some(at)) => (format!("transp. post \"{}\"", self.text[at]), Doing::Behind(at)),
            (5, _) if to > from + 1 => {
                // some words of the lemma stay
                let word = self.word();
                let rest = &self.text[from + 1..to];
                let words: Vec<String> = std::iter::once(word).chain(rest.iter().cloned()).collect();
                (words.join(" "), Doing::Words(words))
            }
            _ => {
                let words = self.words();
                (words.join(" "), Doing::Words(words))
            }
        }
    }

    /// The source of the text.
    fn source(&mut self) -> String {
        let mut out = String::new();
        let verse = self.dice.below(2) == 0;
        for index in 0..self.text.len() {
            let begins = index == 0 || self.blocks[index] != self.blocks[index - 1];
            match (begins, verse) {
                (true, true) if index > 0 => out.push_str("\n| "),
                (true, true) => out.push_str("| "),
                (true, false) if index > 0 => out.push_str("\n\n"),
                (true, false) => {}
                (false, _) => out.push(' '),
            }
            let stop = ["", "", "", ",", "."][self.dice.below(5)];
            let _ = write!(out, "{}{}{}{stop}", self.open[index], self.text[index], self.close[index]);
        }
        format!("{out}\n\n{}", self.definitions)
    }

    fn sheet(&self) -> String {
        let mut out = "[apparatus]\nwitnesses = [\"A\", \"B\", \"C\", \"D\"]\nbase = \"A\"\n".to_owned();
        for (witness, copy) in WITNESSES.iter().zip(&self.copies) {
            let Some((start, end)) = copy.lacuna else { continue };
            let _ = writeln!(out, "[[lacuna]]\nwitness = \"{witness}\"\nfrom = {{ exact = \"{}\" }}", self.text[start]);
            if end < self.text.len() {
                let _ = writeln!(out, "to = {{ exact = \"{}\" }}", self.text[end - 1]);
            }
        }
        out
    }
}

/// What a reading does to the words of its lemma.
enum Doing {
    Words(Vec<String>),
    After(Vec<String>),
    Before(Vec<String>),
    Swap,
    Behind(usize),
}

impl Doing {
    fn to(&self, copy: &mut Copy, from: usize, to: usize) {
        match self {
            Doing::Words(words) => {
                copy.words[from..to].iter_mut().for_each(Vec::clear);
                copy.words[from] = words.clone();
            }
            Doing::After(words) => copy.after[to - 1].extend(words.iter().cloned()),
            Doing::Before(words) => copy.before[from].extend(words.iter().cloned()),
            Doing::Swap => copy.words.swap(from, to - 1),
            Doing::Behind(at) => {
                let moved: Vec<String> = copy.words[from..to].iter_mut().flat_map(std::mem::take).collect();
                copy.after[*at].extend(moved);
            }
        }
    }
}

#[test]
fn random_witnesses_come_back_word_for_word() {
    let mut entries = 0;
    for seed in 1..=EDITIONS {
        let mut maker = Maker::new(seed);
        maker.make();
        let (text, sheet) = (maker.source(), maker.sheet());
        let Case { document, diagnostics, .. } = document_of(&text, &sheet, "");
        let codes: BTreeSet<&str> = diagnostics.iter().map(|one| one.code).collect();
        assert!(codes.is_empty(), "seed {seed}: {codes:?}\n{sheet}\n{text}");
        for (index, name) in WITNESSES.iter().enumerate() {
            let witness = document.sigla.find(name).expect("a siglum");
            let found = reconstruct(&document, witness).string;
            let word = |word: &str| word.trim_matches([',', '.']).to_owned();
            let found: Vec<String> = found.split_whitespace().map(word).filter(|word| !word.is_empty()).collect();
            assert_eq!(found, maker.copies[index].row(), "seed {seed}, {name}\n{sheet}\n{text}");
        }
        for (id, has) in &maker.truth {
            let entry = document.entries.iter().find(|entry| entry.id == *id).expect("an entry");
            let tally = &entry.tally;
            let mut all: Vec<SiglumId> =
                tally.readings.iter().flatten().chain(&tally.agree).chain(&tally.lacking).copied().collect();
            all.sort();
            assert_eq!(all, document.sigla.in_force, "seed {seed}, {id}\n{text}");
            for (name, reading) in WITNESSES.iter().zip(has) {
                let witness = document.sigla.find(name).expect("a siglum");
                let counted = tally.readings.iter().position(|who| who.contains(&witness));
                assert_eq!(counted, *reading, "seed {seed}, {id}, {name}\n{text}");
            }
            entries += 1;
        }
    }
    assert!(entries > 1000, "{entries} entries are few");
}
