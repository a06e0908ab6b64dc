//! Texts read for names: their words, the stretches that look like titles, how often each word is
//! met.

use super::words::{NameWord, is_capital, words};
use crate::model::document::{Container, Document, Presence};
use crate::model::text::{BlockKind, MarkKind, Text};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many words a title has at most.
const LONGEST: usize = 14;

/// How often the words of the corpus are met, by their small letters.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// In small letters.
    pub(super) small: BTreeMap<String, usize>,
    /// With a capital that they do not owe to their place.
    pub(super) capital: BTreeMap<String, usize>,
}

/// A text with its words, block by block.
pub(super) struct Read<'e> {
    pub(super) document: usize,
    pub(super) container: usize,
    pub(super) text: &'e Text,
    pub(super) blocks: Vec<Vec<NameWord>>,
    /// The stretches in emphasis that look like titles, in order.
    pub(super) titles: Vec<Range<usize>>,
    pub(super) german: bool,
}

impl Read<'_> {
    pub(super) fn str(&self, word: &NameWord) -> &str {
        &self.text.string[word.range.clone()]
    }
}

/// The words of a document, but for headings and code: in headings capitals may be a habit.
pub(super) fn read(index: usize, document: &Document) -> Vec<Read<'_>> {
    if document.generated.is_some() {
        return vec![];
    }
    let containers = document.containers().into_iter().enumerate().skip(1);
    let read = containers.filter_map(|(container, place)| {
        let text = document.text(place)?;
        let prose = text.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Heading(_) | BlockKind::Code));
        let mut blocks: Vec<Vec<NameWord>> = prose.map(|b| words(&text.string, &b.range)).collect();
        know(text, &mut blocks);
        let german = document.language.starts_with("de");
        let lemmata = document.presence == Presence::Commentary && place == Container::Body;
        let titles = if lemmata { vec![] } else { titles(text) };
        Some(Read { document: index, container, text, blocks, titles, german })
    });
    read.collect()
}

/// The stretches in emphasis that begin with a capital and have another, several words and one
/// sentence: in a commentary's body these are lemmata, elsewhere most likely titles.
fn titles(text: &Text) -> Vec<Range<usize>> {
    let marks = text.marks.iter().filter(|m| m.kind == MarkKind::Emphasis);
    let is_title = |range: &Range<usize>| {
        let words = text.string[range.clone()].trim_end_matches(['.', ',', '?', '!']);
        let capitals = words.split(' ').filter(|w| is_capital(w)).count();
        is_capital(words) && capitals > 1 && words.split(' ').count() <= LONGEST && !words.contains(". ")
    };
    marks.map(|m| m.range.clone()).filter(is_title).collect()
}

/// Says of each word whether it is part of a name that is known; words in code are left out.
fn know(text: &Text, blocks: &mut [Vec<NameWord>]) {
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

pub(super) fn count(texts: &[Read<'_>]) -> Counts {
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
