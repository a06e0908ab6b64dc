//! The list of emendations: `12.5 Boris] ]3oris A. reason`, by document, in the order of reading.

use super::writer::{Address, Writer};
use crate::model::apparatus::{Entry, Hand, Layer, ReadingKind, Who};
use crate::model::document::{Document, Edition};
use crate::model::text::{BlockKind, GroupKind};
use crate::terms::GeneratedTerms;
use std::ops::Range;

/// Words of a lemma or a reading that are printed; of longer ones the first and the last.
const MOST_WORDS: usize = 8;

/// Writes the list.
pub(super) fn write(edition: &Edition, writer: &mut Writer<'_>) {
    for document in &edition.documents {
        let entries: Vec<&Entry> = document.entries.iter().filter(|e| e.layer == Layer::Emendation).collect();
        if entries.is_empty() {
            continue;
        }
        writer.block(BlockKind::Heading(1));
        writer.title(document, false);
        writer.group(GroupKind::Entries, |w| entries.into_iter().for_each(|one| entry(w, document, one)));
    }
}

fn entry(writer: &mut Writer<'_>, document: &Document, entry: &Entry) {
    let terms = GeneratedTerms::of(writer.language);
    writer.block(BlockKind::Paragraph);
    if entry.place.is_some() {
        writer.places(&[Address::new(document, entry.id.as_str())], true);
        writer.words("\u{2002}");
    }
    let (lemma, read) = narrowed(entry);
    let mut ends = false;
    match lemma.trim() {
        "" => writer.emphasised(terms.omitted),
        lemma => shortened(writer, document, lemma),
    }
    writer.words("]");
    for reading in &entry.readings {
        writer.words(" ");
        match reading.kind {
            ReadingKind::Omission => writer.emphasised(terms.omitted),
            _ => shortened(writer, document, read.unwrap_or(&reading.words)),
        }
        ends = reading.kind != ReadingKind::Omission && reading.words.trim_end().ends_with(['.', '!', '?', '…']);
        for cited in &reading.support {
            let Who::Siglum(siglum) = cited.who else { continue };
            writer.words("\u{a0}");
            writer.words(document.sigla.name(siglum));
            ends = document.sigla.name(siglum).ends_with('.');
        }
    }
    // What ends in a stop has it already.
    let stop = if ends { "\u{2002}" } else { ".\u{2002}" };
    match (&entry.reason, entry.hand) {
        (Some(reason), _) => {
            writer.words(stop);
            writer.prose(reason);
        }
        (None, Hand::Rule(rule)) => {
            writer.words(stop);
            writer.words(terms.rule(rule));
            writer.words(".");
        }
        (None, Hand::Editor) => {}
    }
}

/// Lemma and only reading of an entry; of long ones the words in which they differ, with the word before them where
/// one of the two has none.
fn narrowed(entry: &Entry) -> (&str, Option<&str>) {
    let lemma = entry.lemma.as_str();
    let [reading] = &entry.readings[..] else { return (lemma, None) };
    let (one, other): (Vec<_>, Vec<_>) = (words_of(lemma), words_of(&reading.words));
    if reading.kind == ReadingKind::Omission || one.len().max(other.len()) <= MOST_WORDS {
        return (lemma, None);
    }
    let alike = |pairs: &mut dyn Iterator<Item = (&Range<usize>, &Range<usize>)>| {
        pairs.take_while(|(a, b)| lemma[(*a).clone()] == reading.words[(*b).clone()]).count()
    };
    let most = one.len().min(other.len());
    let before = alike(&mut one.iter().zip(&other));
    let after = alike(&mut one.iter().rev().zip(other.iter().rev())).min(most - before.min(most));
    let before = if before + after == most { before.saturating_sub(1) } else { before };
    let stretch = |words: &[Range<usize>]| match words.get(before..words.len() - after) {
        Some([first, .., last]) => first.start..last.end,
        Some([only]) => only.clone(),
        _ => 0..0,
    };
    (&lemma[stretch(&one)], Some(&reading.words[stretch(&other)]))
}

/// Where the words of a text stand.
fn words_of(text: &str) -> Vec<Range<usize>> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|word| start(word)..start(word) + word.len()).collect()
}

/// Words of a document, short.
fn shortened(writer: &mut Writer<'_>, document: &Document, words: &str) {
    let all: Vec<&str> = words.split_whitespace().collect();
    match all.len() {
        n if n <= MOST_WORDS => writer.quoted(document, &all.join(" ")),
        n => writer.quoted(document, &format!("{} … {}", all[..3].join(" "), all[n - 2..].join(" "))),
    }
}
