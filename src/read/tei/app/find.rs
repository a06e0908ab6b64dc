//! Where the words of a lemma stand in a stretch of text: word by word, else letter by letter, whatever hyphens, white
//! space and signs are among them, else where an emendation has taken their place.
//!
//! Knows texts and entries; nothing of what a `loc` means.

use super::super::tree::{Node, NodeId, Tree};
use super::super::walk::Walk;
use crate::model::apparatus::{EntryId, Layer};
use crate::model::document::Container;
use crate::model::text::{MarkKind, Text};
use crate::words::spelling::{FoldedWord, fold, words};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// What stands for the rest of a word in a lemma: `°bour`.
const CUT: char = '°';
/// How many letters inside a word are known by themselves, if they stand there once.
const INSIDE: usize = 3;
/// How many places of the same letters are looked at.
const PLACES: usize = 64;

/// A stretch of text that was looked through: one entry after the other looks in the same.
#[derive(Debug)]
pub(super) struct Looked {
    container: Container,
    unit: Range<usize>,
    words: Vec<FoldedWord>,
    letters: Option<Letters>,
}

/// The letters of a stretch, folded, each byte with the character of the text that it is of.
#[derive(Debug)]
struct Letters {
    folded: String,
    from: Vec<Range<usize>>,
}

impl Letters {
    fn of(string: &str, unit: &Range<usize>) -> Self {
        let mut letters = Self { folded: String::new(), from: vec![] };
        for (at, c) in string.get(unit.clone()).unwrap_or_default().char_indices() {
            letters.folded.push_str(&fold(c.encode_utf8(&mut [0; 4])));
            let start = unit.start + at;
            letters.from.resize(letters.folded.len(), start..start + c.len_utf8());
        }
        letters
    }

    /// The places of these letters: whole words, but where the lemma says that a word is cut; else inside a word, if
    /// there is one such place.
    fn places(&self, string: &str, lemma: &str) -> Vec<Range<usize>> {
        let sought = fold(lemma);
        if sought.is_empty() {
            return vec![];
        }
        let (begins_cut, ends_cut) = (lemma.starts_with(CUT), lemma.ends_with(CUT));
        let found = self.folded.match_indices(sought.as_str()).take(PLACES);
        let place = |(at, same): (usize, &str)| {
            let (first, last) = (self.from.get(at)?, self.from.get(at + same.len() - 1)?);
            let signs = string.get(last.end..)?.chars().take_while(|c| is_combining_mark(*c));
            Some(first.start..last.end + signs.map(char::len_utf8).sum::<usize>())
        };
        let found: Vec<Range<usize>> = found.filter_map(place).collect();
        let begins = |range: &Range<usize>| !string[..range.start].ends_with(in_word);
        let ends = |range: &Range<usize>| !string[range.end..].starts_with(in_word);
        let whole = |range: &&Range<usize>| (begins_cut || begins(range)) && (ends_cut || ends(range));
        let words: Vec<Range<usize>> = found.iter().filter(whole).cloned().collect();
        let is_telling = found.len() == 1 && sought.chars().count() >= INSIDE;
        if words.is_empty() && is_telling { found } else { words }
    }
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// The words of a lemma as the text would have them, and as it would have them otherwise.
pub(super) fn forms(walk: &Walk<'_, '_>, lemma: NodeId) -> Vec<String> {
    let mut forms: Vec<String> = vec![];
    for shown in [true, false] {
        let mut form = String::new();
        spoken(walk, lemma, shown, &mut form);
        forms.push(form.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    forms.push(walk.tree.words(lemma));
    forms.dedup();
    forms
}

/// The characters of an element, of a choice those that are shown in the text or the others.
fn spoken(walk: &Walk<'_, '_>, id: NodeId, shown: bool, out: &mut String) {
    let tree = walk.tree;
    match tree.node(id) {
        Node::Text(text) => out.push_str(&text.string),
        Node::Element(_) if tree.name(id) == "choice" => {
            let wanted = walk.context.reading.iter().find_map(|name| tree.child(id, name));
            let text = wanted.or_else(|| tree.elements(id).next());
            let other = tree.elements(id).find(|child| Some(*child) != text);
            let of = if shown { text } else { other.or(text) };
            of.into_iter().for_each(|child| spoken(walk, child, shown, out));
        }
        Node::Element(_) if tree.name(id) == "note" && !super::parts::is_called(tree, id) => {}
        Node::Element(_) => tree.children(id).iter().for_each(|child| spoken(walk, *child, shown, out)),
    }
}

/// Where a lemma stands in a stretch, the first place behind `last` or else the first, and how often it does. All its
/// forms are looked for, the first before the next.
pub(super) fn lemma(
    walk: &mut Walk<'_, '_>,
    body: &Text,
    forms: &[String],
    (container, unit): (Container, &Range<usize>),
    last: usize,
) -> Option<(Range<usize>, usize)> {
    let mut looked = looked(walk, body, container, unit)?;
    let text = text(walk, body, container)?;
    let by_words = forms.iter().find_map(|form| within(&looked.words, form, last));
    let found = by_words.or_else(|| {
        let letters = looked.letters.get_or_insert_with(|| Letters::of(&text.string, unit));
        forms.iter().find_map(|form| {
            let places = letters.places(&text.string, form);
            let count = places.len();
            pick(places, last).map(|place| (place, count))
        })
    });
    let found = found.or_else(|| emended(walk, text, forms, unit).map(|place| (place, 1)));
    walk.apparatus.looked = Some(looked);
    found
}

/// How often words stand in a stretch, word by word, and where first.
pub(super) fn count(
    walk: &mut Walk<'_, '_>,
    body: &Text,
    sought: &str,
    (container, unit): (Container, &Range<usize>),
) -> Option<(Range<usize>, usize)> {
    let looked = looked(walk, body, container, unit)?;
    let found = all_of(&looked.words, sought);
    walk.apparatus.looked = Some(looked);
    let count = found.len();
    found.into_iter().next().map(|first| (first, count))
}

/// Where the first character of a stretch stands that is no white space: before that a line may end.
pub(super) fn first(walk: &Walk<'_, '_>, body: &Text, (container, unit): (Container, &Range<usize>)) -> usize {
    let stretch = text(walk, body, container).and_then(|text| text.string.get(unit.clone())).unwrap_or_default();
    let blank = stretch.len() - stretch.trim_start().len();
    unit.start + if blank < stretch.len() { blank } else { 0 }
}

/// The words of a stretch of text, those that were looked through last if it is the same.
fn looked(walk: &mut Walk<'_, '_>, body: &Text, container: Container, unit: &Range<usize>) -> Option<Looked> {
    let known = walk.apparatus.looked.take().filter(|looked| (looked.container, &looked.unit) == (container, unit));
    known.or_else(|| {
        let words = words(&text(walk, body, container)?.string, unit.clone());
        Some(Looked { container, unit: unit.clone(), words, letters: None })
    })
}

fn text<'t>(walk: &'t Walk<'_, '_>, body: &'t Text, container: Container) -> Option<&'t Text> {
    match container {
        Container::Body => Some(body),
        Container::Note(note) => walk.notes.get(note.0 as usize).map(|note| &note.text),
        Container::Title | Container::Headnote | Container::Entry(_) => None,
    }
}

/// The words that an emendation has put in the place of these.
fn emended(walk: &Walk<'_, '_>, text: &Text, forms: &[String], unit: &Range<usize>) -> Option<Range<usize>> {
    let forms: Vec<String> = forms.iter().map(|form| fold(form)).filter(|form| !form.is_empty()).collect();
    let replaced = |kind: &MarkKind| {
        let MarkKind::Entry(EntryId(id)) = kind else { return false };
        let entry = walk.entries.get(*id as usize).filter(|entry| entry.layer == Layer::Emendation);
        entry.and_then(|entry| entry.readings.first()).is_some_and(|base| forms.contains(&fold(&base.words)))
    };
    let here = |range: &Range<usize>| unit.start <= range.start && range.end <= unit.end && !range.is_empty();
    text.marks.iter().find(|mark| here(&mark.range) && replaced(&mark.kind)).map(|mark| mark.range.clone())
}

/// Of several places the first behind `last`, else the first.
fn pick(found: Vec<Range<usize>>, last: usize) -> Option<Range<usize>> {
    let next = found.iter().find(|range| range.start >= last).cloned();
    next.or_else(|| found.into_iter().next())
}

/// The words of a lemma in a stretch of text: the first behind `last`, else the first. Of one that is shortened
/// (`first … last`) all from the first words to the last. How often they stand there as they are, too.
pub(super) fn within(all: &[FoldedWord], lemma: &str, last: usize) -> Option<(Range<usize>, usize)> {
    let mut parts = ["…", "...", ". . .", "–", "—"].into_iter().filter_map(|sign| lemma.split_once(sign));
    let whole = all_of(all, lemma);
    let count = whole.len();
    let found = pick(whole, last).or_else(|| {
        let (first, end) = parts.next()?;
        let first = pick(all_of(all, first), last)?;
        let end = all_of(all, end).into_iter().find(|range| range.start >= first.end)?;
        Some(first.start..end.end)
    });
    found.map(|found| (found, count))
}

fn all_of(all: &[FoldedWord], sought: &str) -> Vec<Range<usize>> {
    let sought = words(sought, 0..sought.len());
    if sought.is_empty() {
        return vec![];
    }
    let same = |window: &&[FoldedWord]| window.iter().zip(&sought).all(|(one, other)| one.folded == other.folded);
    all.windows(sought.len())
        .filter(same)
        .map(|window| window[0].range.start..window[window.len() - 1].range.end)
        .collect()
}

/// Whether a lemma has any letter.
pub(super) fn has_letters(forms: &[String]) -> bool {
    forms.iter().any(|form| !fold(form).is_empty())
}

/// The words of a reading as its file has them.
pub(super) fn words_of(tree: &Tree<'_>, rdg: NodeId) -> String {
    let but_notes = tree.children(rdg).iter().filter(|child| tree.name(**child) != "note");
    but_notes.map(|child| tree.words(*child)).collect::<Vec<_>>().join(" ")
}
