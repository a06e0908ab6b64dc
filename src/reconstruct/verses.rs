//! Where verses end in readings.

use super::GAP;
use crate::model::text::{BlockKind, Text};
use crate::words::edge::is_inside;
use crate::words::rows::differences;
use crate::words::spelling;
use crate::words::stops;
use std::ops::Range;

/// What stands before a word that begins a verse of its own, so that it is no word of the lemma.
const BEGINS: char = '\u{e000}';
/// A space of the indent of such a verse, so that it parts no words.
const INDENT: char = '\u{e001}';
/// What stands for words that a reading has and its witness lacks: its dots would be words left unsaid.
pub(super) const LOST: char = '\u{e002}';

/// The words of a reading, verse by verse where these are those of its lemma.
#[derive(Debug)]
pub(super) struct Divided {
    /// Stretches of the lemma, each in its parts, and the words that stand for them; each word that begins a verse of
    /// its own marked for [`ended`].
    pub(super) rows: Vec<(Vec<Range<usize>>, String)>,
    /// The blocks of the body that begin no line in the witness.
    pub(super) joined: Vec<usize>,
    /// Stops inside the lemma at which a verse ends that has none.
    pub(super) cut: Vec<Range<usize>>,
}

/// A reading of these parts of the body, ` | ` where its verses end. It says of all verses in it where they end, or of
/// none; those that end where verses of the lemma do are no change.
pub(super) fn of_reading(body: &Text, parts: &[Range<usize>], words: &str) -> Divided {
    // An end before the first word, or behind the last.
    let (begins, words) = words.strip_prefix("| ").map_or((false, words), |rest| (true, rest));
    let words = words.strip_suffix(" |").unwrap_or(words);
    let inside_verse = |part: &Range<usize>| {
        let block = body.block_at(part.start).and_then(|block| body.blocks.get(block));
        block.is_some_and(|block| block.range.start < part.start)
    };
    let begun = begins && parts.first().is_some_and(inside_verse);
    let words = &if begun { format!("{BEGINS}{words}") } else { words.to_owned() };
    let verses: Vec<&str> = words.split(" | ").collect();
    let whole = |words: String| Divided { rows: vec![(parts.to_vec(), words)], joined: vec![], cut: vec![] };
    let (Some(first), Some(last), true) = (parts.first(), parts.last(), verses.len() > 1) else {
        return whole(words.clone());
    };
    let block = |at: usize| body.block_at(at).unwrap_or_default();
    let inside = block(first.start) + 1..block(last.end.saturating_sub(1)) + 1;
    let [part] = parts else {
        // its words are told part by part: by number
        return whole(marked(&verses, |number| number > inside.len()));
    };
    let before = |end: usize| words_of(&body.string[part.start..end.max(part.start)]);
    let theirs: Vec<usize> = (1..verses.len()).map(|number| words_of(&verses[..number].join(" ")).len()).collect();
    let ways = differences(&words_of(&body.string[part.clone()]), &words_of(&verses.join(" ")));
    let mut known: Vec<Option<usize>> = vec![None; theirs.len()];
    let mut joined = Vec::new();
    // Of several that end where one of theirs does the last has words behind it.
    for index in inside.rev() {
        let there = there(before(body.blocks[index].range.start).len(), &ways);
        match (0..theirs.len()).rev().find(|at| known[*at].is_none() && there == theirs[*at]) {
            Some(at) => known[at] = Some(index),
            None => joined.push(index),
        }
    }
    let one = |part: Range<usize>| std::iter::once(part).collect();
    let (mut rows, mut cut, mut from, mut number) = (vec![], vec![], part.start, 0);
    for (at, index) in known.iter().enumerate().filter_map(|(at, index)| Some((at, (*index)?))) {
        let end = body.blocks[index - 1].range.end.max(from);
        let words = marked(&verses[number..=at], |_| true);
        let stops = stops::core(&body.string, &(from..end)).range.end..end;
        let stopped = body.string[stops.clone()].chars().all(stops::is_stop) && !stops.is_empty();
        cut.extend((stopped && words.ends_with(is_inside)).then_some(stops));
        rows.push((one(from..end), words));
        (from, number) = (body.blocks[index].range.start, at + 1);
    }
    rows.push((one(from..part.end), marked(&verses[number..], |_| true)));
    joined.reverse();
    indent(body, &mut rows, &joined);
    Divided { rows, joined, cut }
}

/// Gives the verses that begin elsewhere the indents of those that do not begin where they did, if they are as many.
fn indent(body: &Text, rows: &mut [(Vec<Range<usize>>, String)], joined: &[usize]) {
    let begun: usize = rows.iter().map(|(_, words)| words.matches(BEGINS).count()).sum();
    if begun != joined.len() {
        return;
    }
    let mut indents = joined.iter().map(|index| {
        let verse = body.block_str(*index);
        verse.len() - verse.trim_start_matches(' ').len()
    });
    for (_, words) in rows {
        let mut out = String::with_capacity(words.len());
        for c in words.chars() {
            out.push(c);
            if c == BEGINS {
                out.extend(std::iter::repeat_n(INDENT, indents.next().unwrap_or_default()));
            }
        }
        *words = out;
    }
}

/// Words that come in, ` | ` where their verses end: each ends one. At a point at the end of a verse, or at its
/// beginning, all of them are verses if one is.
pub(super) fn of_addition(body: &Text, parts: &[Range<usize>], words: &str) -> Divided {
    let (begins, rest) = words.strip_prefix("| ").map_or((false, words), |rest| (true, rest));
    let (ends, rest) = rest.strip_suffix(" |").map_or((false, rest), |rest| (true, rest));
    let verses: Vec<&str> = rest.split(" | ").collect();
    let several = begins || ends || verses.len() > 1;
    let (first, last) = edges(body, parts);
    let mut words = marked(&verses, |_| true);
    if begins && !first || several && last {
        words.insert(0, BEGINS);
    }
    if several && first || ends && !last {
        words.extend([' ', BEGINS]);
    }
    Divided { rows: vec![(parts.to_vec(), words)], joined: vec![], cut: vec![] }
}

/// Whether a lemma is a point where a verse begins; whether it is one where it ends.
fn edges(body: &Text, parts: &[Range<usize>]) -> (bool, bool) {
    let [point] = parts else { return (false, false) };
    let block = body.block_at(point.start).and_then(|block| body.blocks.get(block));
    let Some(block) = block.filter(|block| point.is_empty() && block.kind == BlockKind::Verse) else {
        return (false, false);
    };
    let bare = |range: Range<usize>| !body.string[range].contains(is_inside);
    let (first, last) = (bare(block.range.start..point.start), bare(point.end..block.range.end));
    (first && !last, last && !first)
}

/// Verses as words, the first of those marked that begin where the lemma has none.
fn marked(verses: &[&str], begins: impl Fn(usize) -> bool) -> String {
    let mut out = String::new();
    for (number, verse) in verses.iter().enumerate() {
        if number > 0 {
            out.push(' ');
            out.extend(begins(number).then_some(BEGINS));
        }
        out.push_str(verse);
    }
    out
}

/// Where a place between words stands in the other row, from what both differ in. What stands for words behind the place
/// comes behind it, what comes in there before it.
fn there(place: usize, ways: &[(Range<usize>, Range<usize>)]) -> usize {
    let mut moved = place;
    for (one, other) in ways.iter().take_while(|(one, _)| one.start <= place) {
        if place == one.start && !one.is_empty() {
            return other.start;
        }
        if place <= one.end {
            return other.end;
        }
        moved = place - one.end + other.end;
    }
    moved
}

/// The words of a row as they are compared.
fn words_of(text: &str) -> Vec<String> {
    spelling::words(text, 0..text.len()).into_iter().map(|word| word.folded).collect()
}

/// Whether a verse begins with words.
pub(super) fn begins(words: &str) -> bool {
    words.starts_with(BEGINS)
}

/// The same with the ends of the others, and what is lost in them.
pub(super) fn ended(words: String) -> String {
    let words = if words.contains(LOST) { words.replace(LOST, GAP) } else { words };
    match words.contains(BEGINS) {
        true => words.replace(&format!(" {BEGINS}"), "\n").replace(BEGINS, "\n").replace(INDENT, " "),
        false => words,
    }
}
