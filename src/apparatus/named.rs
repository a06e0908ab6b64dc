//! The sigla in the note of an entry, which are printed there as anywhere.
//!
//! A note is prose: `A` may begin a sentence as a word, `557` be a number. What may be such is a siglum only where it has
//! a state or stands beside one that is none: `MS1 et 557`.

use crate::model::apparatus::{Sigla, SiglumId, State};
use crate::model::text::{Mark, MarkKind, Text};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Capitals that are words where they begin a sentence, and anywhere.
const WORDS: [&str; 6] = ["A", "E", "U", "Y", "À", "Ὦ"];
const ALWAYS: [&str; 2] = ["I", "O"];
/// What a number is counted in that stands behind it.
const COUNTED: [&str; 20] = [
    "p.", "pp.", "l.", "ll.", "v.", "vv.", "f.", "ff.", "fol.", "s.", "S.", "n.", "no.", "nr.", "c.", "cap.", "a.",
    "§", "Z.", "V.",
];
/// What joins two sigla.
const JOINED: [&str; 12] = ["et", "and", "und", "e", "y", "&", "cum", "with", "mit", "avec", "or", "vel"];

/// A word of a note that is the name of a siglum.
struct Found {
    range: Range<usize>,
    id: SiglumId,
    /// Whether it can be nothing else.
    sure: bool,
    /// How many words stand before it.
    number: usize,
}

/// The sigla in a note, with their states (bytes of it).
pub(super) fn named(note: &Text, sigla: &Sigla) -> Vec<(Range<usize>, SiglumId)> {
    let words: Vec<Range<usize>> = words(&note.string);
    let found: Vec<Found> = (0..words.len()).filter_map(|number| siglum(note, sigla, &words, number)).collect();
    let mut sure: Vec<bool> = found.iter().map(|one| one.sure).collect();
    let joins = |one: &Found, other: &Found| {
        let between = &words[one.number + 1..other.number];
        between.iter().all(|word| JOINED.contains(&note.string[word.clone()].trim_matches(','))) && between.len() < 2
    };
    // From those that are sure to what is joined to them, forwards and backwards.
    for index in (1..found.len()).chain((1..found.len()).rev()) {
        if joins(&found[index - 1], &found[index]) && (sure[index - 1] || sure[index]) {
            (sure[index - 1], sure[index]) = (true, true);
        }
    }
    found.into_iter().zip(sure).filter(|(_, sure)| *sure).map(|(one, _)| (one.range, one.id)).collect()
}

/// A note with what is printed of the states of its sigla in the place of their names; `None` where that is the same.
pub(super) fn restated<'s>(note: &'s Text, sigla: &Sigla, printed: impl Fn(State, &'s str) -> String) -> Option<Text> {
    let all = named(note, sigla);
    let inside =
        |mark: &&Mark| all.iter().any(|(range, _)| range.start < mark.range.start && mark.range.end <= range.end);
    let states = note.marks.iter().filter(|mark| mark.kind == MarkKind::Superscript).filter(inside);
    let told = |mark: &Mark| {
        let name = &note.string[mark.range.clone()];
        let printed = printed(sigla.state(name)?, name);
        (printed != name).then(|| (mark.range.clone(), printed))
    };
    let mut changes: Vec<(Range<usize>, String)> = states.filter_map(told).collect();
    changes.sort_by_key(|(range, _)| range.start);
    if changes.is_empty() {
        return None;
    }
    let moved = |at: usize| {
        let before = changes.iter().take_while(|(range, _)| range.end <= at);
        before.fold(at, |at, (range, printed)| at + printed.len() - range.len())
    };
    let mut text = note.clone();
    text.string.clear();
    let mut from = 0;
    for (range, printed) in &changes {
        text.string.extend([&note.string[from..range.start], printed]);
        from = range.end;
    }
    text.string.push_str(&note.string[from..]);
    let ranges = text.blocks.iter_mut().map(|block| &mut block.range);
    let ranges = ranges.chain(text.marks.iter_mut().map(|mark| &mut mark.range));
    let ranges = ranges.chain(text.provenance.iter_mut().map(|segment| &mut segment.range));
    ranges.for_each(|range| *range = moved(range.start)..moved(range.end));
    Some(text)
}

/// The words of a text: what stands between spaces.
fn words(text: &str) -> Vec<Range<usize>> {
    let place = |word: &str| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    };
    text.split_whitespace().map(place).collect()
}

/// The siglum that a word is, with the signs about it taken off.
fn siglum(note: &Text, sigla: &Sigla, words: &[Range<usize>], number: usize) -> Option<Found> {
    let word = &words[number];
    let whole = &note.string[word.clone()];
    let around = |c: char| matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | ':' | '“' | '”' | '«' | '»' | '!' | '?');
    let start = word.start + whole.len() - whole.trim_start_matches(around).len();
    let end = word.end - (whole.len() - whole.trim_end_matches(around).len());
    let range = start.min(end)..end;
    let states = note.marks.iter().filter(|mark| {
        mark.kind == MarkKind::Superscript && range.start < mark.range.start && mark.range.start < range.end
    });
    let state = states.min_by_key(|mark| mark.range.start);
    let name_end = state.map_or(range.end, |mark| mark.range.start);
    let is_end = |at: usize| note.blocks.iter().any(|block| note.string[..block.range.end].trim_end().len() == at);
    // The stop of a sentence: `Non A.`, but not `A. Quill`.
    let stop = state.is_none() && note.string[range.clone()].ends_with('.') && is_end(word.end);
    let bare = &note.string[range.start..name_end];
    let known = |name: &str| sigla.find(&name.nfc().collect::<String>());
    let (id, end) = match known(bare) {
        Some(id) => (id, range.end),
        None if stop => (known(&bare[..bare.len() - 1])?, range.end - 1),
        None => return None,
    };
    let range = range.start..end;
    let is_free = |mark: &&Mark| !matches!(mark.kind, MarkKind::Superscript | MarkKind::Language(_));
    let mut others = note.marks.iter().filter(is_free);
    if others.any(|mark| mark.range.start < range.end && range.start < mark.range.end) {
        return None;
    }
    let name = sigla.name(id);
    let one = name.chars().count() == 1;
    if one && name.chars().all(|c| c.is_lowercase() && c.is_ascii()) && state.is_none() {
        return None;
    }
    let before = number.checked_sub(1).and_then(|before| words.get(before)).map(|before| &note.string[before.clone()]);
    let letters = name.chars().any(char::is_alphabetic);
    if !letters && before.is_some_and(|before| COUNTED.contains(&before)) {
        return None;
    }
    let begins = before.is_none_or(|before| before.ends_with(['.', '!', '?', ':']));
    let is_word = ALWAYS.contains(&name) || begins && WORDS.contains(&name);
    Some(Found { range, id, sure: state.is_some() || letters && !is_word, number })
}
