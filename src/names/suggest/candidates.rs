//! The runs of capitalised words in an edition's texts that could be names.

use super::gather::{Counts, Read, count, read};
use super::lists::{ADJECTIVE_ENDINGS, ADJECTIVES, ARTICLES, AT, CONNECTORS, NO_NAMES, TITLES, among};
use super::words::{NameWord, is_capital};
use crate::model::document::Edition;
use crate::model::name::{NameId, NameKind};
use crate::model::text::{MarkKind, Text};
use std::collections::BTreeMap;
use std::ops::Range;

/// A document's index, the index of one of its containers, and a byte of its text.
pub(super) type Place = (usize, usize, usize);

/// What could be a name, with what is known of its occurrences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Candidate {
    /// How often it occurs.
    pub(super) count: usize,
    /// Where first.
    pub(super) first: Option<Place>,
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

/// Gathers the runs of a block.
fn runs(
    read: &Read<'_>,
    block: &[NameWord],
    edition: &Edition,
    counts: &Counts,
    all: &mut BTreeMap<String, Candidate>,
) {
    let begins = |word: &NameWord| word.known.is_none() && is_capital(read.str(word));
    let mut at = 0;
    while at < block.len() {
        if let Some(end) = title_end(read, block, at) {
            if block[at..end].iter().any(|word| word.known.is_none()) {
                note(read, block, at..end, None, all);
            }
            at = end;
            continue;
        }
        if !begins(&block[at]) {
            at += 1;
            continue;
        }
        let end = run_end(read, block, at);
        let start = run_start(read, block, at..end, counts);
        if start < end {
            note(read, block, start..end, surname(read, block, start..end, edition), all);
        }
        at = end;
    }
}

/// Where the run ends that begins at `at`: after its last capitalised word.
fn run_end(read: &Read<'_>, block: &[NameWord], at: usize) -> usize {
    let mut end = at + 1;
    let mut next = end;
    while let Some(word) = block.get(next).filter(|w| w.joined && w.known.is_none()) {
        let text = read.str(word);
        if is_capital(text) {
            end = next + 1;
        } else if next >= end + 2 || !among(text, if next == end { CONNECTORS } else { ARTICLES }) {
            break;
        }
        next += 1;
    }
    end
}

/// Where the run begins when what only opens a sentence or is a form of address is taken off.
fn run_start(read: &Read<'_>, block: &[NameWord], run: Range<usize>, counts: &Counts) -> usize {
    let mut start = run.start;
    while start < run.end {
        let word = &block[start];
        let text = read.str(word);
        let small = text.to_lowercase();
        let alone = counts.capital.get(&small).copied() > counts.small.get(&small).copied();
        let owed = word.opens && !alone && (run.len() == 1 || counts.small.contains_key(&small));
        let is_name = word.initial || is_capital(text) && !(owed || among(&small, NO_NAMES));
        // `General Fell`, but not `Minister of the Coast`
        let address =
            among(&small, TITLES) && block[start + 1..run.end].first().is_none_or(|w| is_capital(read.str(w)));
        if is_name && !address {
            break;
        }
        start += 1;
    }
    start
}

/// Where the title ends that begins at `at`, if one does.
fn title_end(read: &Read<'_>, block: &[NameWord], at: usize) -> Option<usize> {
    let start = block[at].range.start;
    let title = read.titles.get(read.titles.partition_point(|t| t.end <= start))?;
    let before = if at == 0 { 0 } else { block[at - 1].range.end };
    let begins = title.start <= start && before <= title.start;
    begins.then(|| at + block[at..].partition_point(|word| word.range.start < title.end))
}

/// The known person whose name of one word goes on from a run: `Ann Lighter` where the file has
/// `Lighter` only.
fn surname(read: &Read<'_>, block: &[NameWord], run: Range<usize>, edition: &Edition) -> Option<NameId> {
    let person = |id: &NameId| edition.names.get(id.0 as usize).is_some_and(|name| name.kind == NameKind::Person);
    let known = block.get(run.end).filter(|w| w.joined)?.known.filter(person)?;
    let goes_on = block.get(run.end + 1).is_some_and(|w| w.joined && w.known.is_some());
    let adjective = block[run].iter().any(|w| is_adjective(read.str(w)));
    (!goes_on && !adjective).then_some(known)
}

/// Counts one occurrence; `known` is the name that its next word is.
fn note(
    read: &Read<'_>,
    block: &[NameWord],
    run: Range<usize>,
    known: Option<NameId>,
    all: &mut BTreeMap<String, Candidate>,
) {
    let after = block.get(run.end).filter(|w| w.joined);
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
fn is_shouted(text: &str, read: &Read<'_>, block: &[NameWord]) -> bool {
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
    let is_numeral = |word: &str| word.chars().all(|c| "IVXLCDM".contains(c));
    if let Some((first, last)) = words.split_once(' ') {
        // `Chapter IV`, but not `Louis XIV`
        return !(is_numeral(last) && counts.small.contains_key(&first.to_lowercase()));
    }
    if words.contains('.') {
        return true;
    }
    let small = words.to_lowercase();
    let numeral = is_numeral(words);
    let (of_small, of_capital) = (counts.small.get(&small).copied(), counts.capital.get(&small).copied());
    let common = of_small.unwrap_or(0) > of_capital.unwrap_or(0);
    let listed = [NO_NAMES, TITLES, ADJECTIVES].iter().any(|list| among(&small, list));
    let adjective = is_adjective(words) && candidate.attributive * 2 >= candidate.count;
    let plural = ADJECTIVE_ENDINGS.split(' ').any(|ending| ending.ends_with('s') && small.ends_with(ending));
    !(numeral || common || listed || adjective || plural || words.chars().count() < 2)
}
