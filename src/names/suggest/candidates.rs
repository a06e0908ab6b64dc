//! The runs of capitalised words in an edition's texts that could be names.

use super::lists::{ADJECTIVE_ENDINGS, ADJECTIVES, AT, CONNECTORS, NO_NAMES, TITLES, among};
use super::words::{Word, is_capital, words};
use crate::model::document::{Document, Edition};
use crate::model::name::{NameId, NameKind};
use crate::model::text::{BlockKind, MarkKind, Text};
use std::collections::BTreeMap;
use std::ops::Range;

/// How often the words of the corpus are met, by their small letters.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// In small letters.
    small: BTreeMap<String, usize>,
    /// With a capital that they do not owe to their place.
    capital: BTreeMap<String, usize>,
}

/// What could be a name, with what is known of its occurrences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Candidate {
    /// How often it occurs.
    pub(super) count: usize,
    /// Where first: the document's index, its container and the byte.
    pub(super) first: Option<(usize, usize, usize)>,
    /// How often alone in emphasis or, for several words, in quotation marks.
    pub(super) titled: usize,
    /// How often after a word that a place follows.
    pub(super) placed: usize,
    /// How often after a form of address.
    pub(super) addressed: usize,
    /// How often directly before a word in small letters.
    pub(super) attributive: usize,
    /// Whether it looks like no one's name: an adjective begins it, or its last word is met in
    /// small letters.
    pub(super) ordinary: bool,
    /// A name of the authority file that it seems to be a longer form of.
    pub(super) longer: Option<NameId>,
}

/// A text with its words, block by block.
struct Read<'e> {
    document: usize,
    container: usize,
    text: &'e Text,
    blocks: Vec<Vec<Word>>,
    german: bool,
}

/// All candidates by their words.
pub(super) fn candidates(edition: &Edition) -> BTreeMap<String, Candidate> {
    let texts: Vec<Read<'_>> = edition.documents.iter().enumerate().flat_map(|(i, d)| read(i, d)).collect();
    let counts = count(&texts);
    let mut all = BTreeMap::new();
    for read in &texts {
        for block in &read.blocks {
            runs(read, block, edition, &counts, &mut all);
        }
    }
    all.retain(|words: &String, candidate| is_likely(words, candidate, &counts));
    for (words, candidate) in &mut all {
        candidate.ordinary = is_ordinary(words, &counts);
    }
    all
}

impl Read<'_> {
    fn str(&self, word: &Word) -> &str {
        &self.text.string[word.range.clone()]
    }
}

/// The words of a document, but for headings and code: in headings capitals may be a habit.
fn read(index: usize, document: &Document) -> Vec<Read<'_>> {
    if document.generated.is_some() {
        return vec![];
    }
    let containers = document.containers().into_iter().enumerate().skip(1);
    let read = containers.filter_map(|(container, place)| {
        let text = document.text(place)?;
        let prose = text.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Heading(_) | BlockKind::Code));
        let mut blocks: Vec<Vec<Word>> = prose.map(|b| words(&text.string, &b.range)).collect();
        know(text, &mut blocks);
        let german = document.language.starts_with("de");
        Some(Read { document: index, container, text, blocks, german })
    });
    read.collect()
}

/// Says of each word whether it is part of a name that is known; words in code are left out.
fn know(text: &Text, blocks: &mut [Vec<Word>]) {
    let wanted =
        |kind: &MarkKind| matches!(kind, MarkKind::Name(_) | MarkKind::Code | MarkKind::Locus(..) | MarkKind::Loci(_));
    let mut marks = text.marks.iter().filter(|m| wanted(&m.kind)).peekable();
    for words in blocks {
        words.retain_mut(|word| {
            while marks.peek().is_some_and(|mark| mark.range.end <= word.range.start) {
                marks.next();
            }
            let mark = marks.peek().filter(|mark| mark.range.start < word.range.end);
            word.known = mark.and_then(|mark| if let MarkKind::Name(id) = mark.kind { Some(id) } else { None });
            mark.is_none() || word.known.is_some()
        });
    }
}

fn count(texts: &[Read<'_>]) -> Counts {
    let mut counts = Counts::default();
    for read in texts {
        for word in read.blocks.iter().flatten() {
            let text = read.str(word);
            if !is_capital(text) {
                *counts.small.entry(text.to_lowercase()).or_default() += 1;
            } else if !word.opens {
                *counts.capital.entry(text.to_lowercase()).or_default() += 1;
            }
        }
    }
    counts
}

/// Gathers the runs of a block.
fn runs(read: &Read<'_>, block: &[Word], edition: &Edition, counts: &Counts, all: &mut BTreeMap<String, Candidate>) {
    let begins = |word: &Word| word.known.is_none() && is_capital(read.str(word));
    let mut at = 0;
    while at < block.len() {
        if !begins(&block[at]) {
            at += 1;
            continue;
        }
        let end = run_end(read, block, at);
        let start = run_start(read, block, at..end, counts);
        if start < end {
            note(read, block, start..end, edition, all);
        }
        at = end;
    }
}

/// Where the run ends that begins at `at`: after its last capitalised word.
fn run_end(read: &Read<'_>, block: &[Word], at: usize) -> usize {
    let mut end = at + 1;
    let mut next = end;
    while let Some(word) = block.get(next).filter(|w| w.joined && w.known.is_none()) {
        let text = read.str(word);
        if is_capital(text) {
            end = next + 1;
        } else if !among(text, CONNECTORS) || next >= end + 2 {
            break;
        }
        next += 1;
    }
    end
}

/// Where the run begins when what only opens a sentence or is a form of address is taken off.
fn run_start(read: &Read<'_>, block: &[Word], run: Range<usize>, counts: &Counts) -> usize {
    let mut start = run.start;
    while start < run.end {
        let word = &block[start];
        let text = read.str(word);
        let small = text.to_lowercase();
        let alone = counts.capital.get(&small).copied() > counts.small.get(&small).copied();
        let owed = word.opens && !alone && (run.len() == 1 || counts.small.contains_key(&small));
        let is_name = word.initial || is_capital(text) && !(owed || among(&small, NO_NAMES));
        if is_name && !among(&small, TITLES) {
            break;
        }
        start += 1;
    }
    start
}

/// Counts one occurrence.
fn note(read: &Read<'_>, block: &[Word], run: Range<usize>, edition: &Edition, all: &mut BTreeMap<String, Candidate>) {
    let person = |id: NameId| edition.names.get(id.0 as usize).is_some_and(|name| name.kind == NameKind::Person);
    let after = block.get(run.end).filter(|w| w.joined);
    let known = after.and_then(|word| word.known).filter(|id| person(*id));
    let goes_on = block.get(run.end + 1).is_some_and(|w| w.joined && w.known.is_some());
    let known = known.filter(|_| !goes_on && !block[run.clone()].iter().any(|w| is_adjective(read.str(w))));
    // `Ann Lighter` where the file has `Lighter` only
    let end = if known.is_some() { run.end + 1 } else { run.end };
    let words = &block[run.start..end];
    if words.iter().all(|w| w.initial) && known.is_none() && words.len() < 2 {
        return;
    }
    let range = words[0].range.start..words[words.len() - 1].range.end;
    let text = &read.text.string[range.clone()];
    if is_shouted(text, read, block) || read.german && words.len() == 1 {
        return;
    }
    let before = run.start.checked_sub(1).map(|i| read.str(&block[i]).to_lowercase()).filter(|_| words[0].joined);
    let is = |list: &str| usize::from(before.as_deref().is_some_and(|word| among(word, list)));
    let candidate = all.entry(text.replace(['\u{a0}', '\u{2028}'], " ")).or_default();
    candidate.count += 1;
    candidate.first.get_or_insert((read.document, read.container, range.start));
    candidate.placed += is(AT);
    candidate.addressed += is(TITLES);
    candidate.titled += usize::from(is_title(read.text, &range, words.len()));
    candidate.attributive += usize::from(after.is_some_and(|word| !is_capital(read.str(word))));
    candidate.longer = candidate.longer.or(known);
}

/// Whether the words are in capitals among others that are: a heading, not an acronym.
fn is_shouted(text: &str, read: &Read<'_>, block: &[Word]) -> bool {
    let shouts =
        |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !text.contains(char::is_lowercase);
    let long = text.chars().filter(|c| c.is_alphabetic()).count() > 6;
    shouts(text) && (long || block.iter().filter(|w| shouts(read.str(w))).count() * 2 > block.len())
}

/// Whether the words, and no others with them, are in emphasis or, several of them, in quotation marks.
fn is_title(text: &Text, range: &Range<usize>, words: usize) -> bool {
    let alone = |r: Range<usize>| !text.string[r].contains(char::is_alphanumeric);
    let near = text.marks_from(&(range.start.saturating_sub(6)..range.start)).iter();
    let emphasis =
        near.filter(|m| m.kind == MarkKind::Emphasis && m.range.end >= range.end && m.range.start <= range.start);
    if emphasis.into_iter().any(|m| alone(m.range.start..range.start) && alone(range.end..m.range.end)) {
        return true;
    }
    let before = text.string[..range.start].chars().next_back();
    let after = text.string[range.end..].trim_start_matches([',', '.']).chars().next();
    words > 1 && before.is_some_and(|c| "“‘\"'«„".contains(c)) && after.is_some_and(|c| "”’\"'»“".contains(c))
}

fn is_adjective(word: &str) -> bool {
    let small = word.to_lowercase();
    among(&small, ADJECTIVES) || ADJECTIVE_ENDINGS.split(' ').any(|ending| small.ends_with(ending))
}

/// Whether a candidate looks like no one's name.
fn is_ordinary(words: &str, counts: &Counts) -> bool {
    let mut single = words.split([' ', '-']);
    let last = single.clone().next_back().unwrap_or_default().to_lowercase();
    let adjective = words.contains(' ') && single.next().is_some_and(is_adjective);
    adjective || words.contains(" of ") || counts.small.contains_key(&last)
}

/// Whether a candidate is worth an editor's look.
fn is_likely(words: &str, candidate: &Candidate, counts: &Counts) -> bool {
    if words.contains(' ') || words.contains('.') {
        return true;
    }
    let small = words.to_lowercase();
    let numeral = words.chars().all(|c| "IVXLCDM".contains(c));
    let (of_small, of_capital) = (counts.small.get(&small).copied(), counts.capital.get(&small).copied());
    let common = of_small.unwrap_or(0) > of_capital.unwrap_or(0);
    let listed = [NO_NAMES, TITLES, ADJECTIVES].iter().any(|list| among(&small, list));
    let adjective = is_adjective(words) && candidate.attributive * 2 >= candidate.count;
    let plural = ADJECTIVE_ENDINGS.split(' ').any(|ending| ending.ends_with('s') && small.ends_with(ending));
    !(numeral || common || listed || adjective || plural || words.chars().count() < 2)
}
