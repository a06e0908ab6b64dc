//! Where a witness ends, begins or begins again the apparatus says so by itself: *post fugit deficit D*.

use super::compose::{PLACEHOLDER, part_marks};
use super::composed::Composed;
use super::desk::Desk;
use super::lemma::reach;
use super::numbered::{Turn, is_by_verse, verse};
use super::repeated::Words;
use super::unit::unit;
use crate::model::apparatus::{
    Entry, EntryId, Hand, Layer, Ordinal, OrdinalId, Part, ReadingKind, SeriesKind, SiglumId,
};
use crate::model::document::{Container, Document, language_of};
use crate::model::lines::{LineMark, VerseNumber};
use crate::model::text::{Block, BlockKind, Mark, MarkKind, Text};
use crate::style::EntryStyle;
use crate::terms::ApparatusTerms;
use crate::words::edge::{is_bracket, is_inside, with_brackets};
use crate::words::elision;
use crate::words::language::is_foreign;
use std::collections::BTreeMap;
use std::ops::Range;

/// The rule that such entries come from.
const RULE: &str = "lacuna";

/// Whether an entry says that a witness ends or begins.
pub(super) fn is_turn(entry: &Entry) -> bool {
    entry.hand == Hand::Rule(RULE)
}

/// Adds an entry at every place where a witness in force ends or begins, to the first apparatus of the book; several
/// that do so at one place share it.
pub(super) fn add(document: &mut Document, desk: &Desk<'_>) {
    let Some(layer) =
        desk.series.iter().position(|series| series.kind == SeriesKind::Apparatus && super::is_shown(series))
    else {
        return;
    };
    let style = &desk.style.apparatus_of(&desk.series[layer].id).entry;
    let own = document.language.clone();
    let base = language_of(desk.series, layer, &own, desk.book_language);
    let mut number = 0;
    let verses =
        if is_by_verse(desk.style, &desk.series[layer].id, document) { document.body.verse_numbers() } else { vec![] };
    let turns = told(document, turns(document), &verses);
    if turns.is_empty() {
        return;
    }
    let all = Words::of(&document.body.string);
    for Told { place, beside, verse, turn, sigla } in turns {
        number += 1;
        let id = EntryId(document.entries.len() as u32);
        let range = word(&document.body.string, beside, turn);
        let unit = unit(document, Container::Body, range.start, &desk.series[layer], desk);
        let repeated = verse.is_none() && all.again(&range, reach(&unit));
        let ordinal = repeated.then_some(OrdinalId(document.ordinals.len() as u32));
        let unkeyed = verse.is_some();
        let beside = Beside { range: &range, ordinal, verse };
        let text = words((document, base), &beside, turn, &sigla, style);
        document.ordinals.extend(ordinal.map(|_| Ordinal { container: Container::Body, range, unit, home: None }));
        let at = beside_signs(&document.body.string, place, turn);
        document.body.marks.push(Mark { range: at..at, kind: MarkKind::Entry(id) });
        let entry = Entry::new(format!("{RULE}:{number}"), Layer::Series(layer));
        let (note, place) = (Some(text), Some(Container::Body));
        document.entries.push(Entry { note, place, unkeyed, hand: Hand::Rule(RULE), ..entry });
    }
    document.body.sort_marks();
}

/// What witnesses do at a place, and beside what that is told.
struct Told {
    place: usize,
    /// Beside which word.
    beside: usize,
    /// The number of the whole verse instead.
    verse: Option<String>,
    turn: Turn,
    sigla: Vec<SiglumId>,
}

/// Beside what each turn is told, and where: at the verse whose number tells it, where entries are keyed to `verses`, but
/// behind the entries that stand between, for of those the witness may have words. Several at one place are one.
fn told(
    document: &Document,
    turns: BTreeMap<(usize, Turn), Vec<SiglumId>>,
    verses: &[Option<VerseNumber>],
) -> Vec<Told> {
    let body = &document.body;
    let is_entry = |mark: &&Mark| matches!(mark.kind, MarkKind::Entry(_));
    let entries: Vec<usize> = body.marks.iter().filter(is_entry).map(|mark| mark.range.start).collect();
    let before = |place: usize| entries.partition_point(|at| *at < place);
    let mut all: Vec<Told> = vec![];
    for ((place, turn), sigla) in turns {
        let beside = to_verse(body, verses, place, turn);
        let place = if before(beside.min(place)) == before(beside.max(place)) { beside } else { place };
        match all.last_mut().filter(|last| (last.place, last.turn) == (place, turn)) {
            Some(last) => {
                last.sigla.extend(sigla);
                last.sigla.sort_unstable();
            }
            None => all.push(Told { place, beside, verse: verse(body, verses, beside, turn), turn, sigla }),
        }
    }
    all
}

/// Whether a witness ends at a place, rather than begins: it is behind a word.
pub(super) fn is_end(string: &str, at: usize) -> bool {
    string[..at].chars().next_back().is_some_and(|c| !c.is_whitespace())
}

/// Where witnesses in force end and begin, in order, with their sigla in the order of the conspectus.
fn turns(document: &Document) -> BTreeMap<(usize, Turn), Vec<SiglumId>> {
    let (body, sigla) = (&document.body, &document.sigla);
    // Headings of the editor's are no words of a witness.
    let apart = |range: &Range<usize>| sigla.own_headings && body.is_heading(range);
    let words_in = |range: &Range<usize>| {
        body.string.get(range.clone()).is_some_and(|words| words.chars().any(char::is_alphanumeric))
    };
    let has_words = |range: Range<usize>| {
        let clipped = |block: &Block| block.range.start.max(range.start)..block.range.end.min(range.end);
        let inside = body.blocks.iter().filter(|block| !apart(&block.range)).map(clipped);
        inside.filter(|part| part.start < part.end).any(|part| words_in(&part))
    };
    let mut turns: BTreeMap<_, Vec<SiglumId>> = BTreeMap::new();
    for id in &sigla.in_force {
        let omitted = omitted(document, *id);
        for gap in joined(body, *id) {
            let gap = with_omitted(body, gap, &omitted);
            let gap = if sigla.own_headings { with_headings(body, gap) } else { gap };
            let (after_start, before_end) = (has_words(0..gap.start), has_words(gap.end..body.string.len()));
            if after_start {
                let at = last_word(&body.string, gap.start);
                turns.entry((at, Turn::Ends)).or_default().push(*id);
            }
            if before_end {
                let turn = if after_start { Turn::Resumes } else { Turn::Begins };
                let at = next_word(&body.string, gap.end);
                turns.entry((at, turn)).or_default().push(*id);
            }
        }
    }
    turns.values_mut().for_each(|sigla| sigla.sort_unstable());
    turns
}

/// Where a witness turns that does so behind or before a whole paragraph without a number, a stage direction: at the
/// verse before it, or behind. There are the numbers by which a reader looks.
fn to_verse(body: &Text, verses: &[Option<VerseNumber>], at: usize, turn: Turn) -> usize {
    let is_counted = |index: usize| {
        let counts = verses.get(index).is_some_and(Option::is_some) && !body.begins_with(index, LineMark::Sub);
        body.blocks[index].kind == BlockKind::Verse && counts
    };
    let has_words = |range: Range<usize>| body.string.get(range).is_none_or(|words| words.contains(is_inside));
    let found = || {
        let own = body.block_at(at).filter(|own| !verses.is_empty() && !is_counted(*own))?;
        let range = body.blocks[own].range.clone();
        match turn {
            Turn::Ends if has_words(at..range.end) => None,
            Turn::Ends => {
                let verse = (0..own).rev().find(|index| is_counted(*index))?;
                Some(last_word(&body.string, body.blocks[verse].range.end))
            }
            Turn::Begins | Turn::Resumes if has_words(range.start..at) => None,
            Turn::Begins | Turn::Resumes => {
                let verse = (own + 1..body.blocks.len()).find(|index| is_counted(*index))?;
                Some(next_word(&body.string, body.blocks[verse].range.start))
            }
        }
    };
    found().unwrap_or(at)
}

/// The place of an entry beside a word: behind the signs that close it, a crux, a quotation mark; before those that open
/// it.
fn beside_signs(string: &str, at: usize, turn: Turn) -> usize {
    let closes = |c: char| "†⟩〉)]}”’»›\"'".contains(c);
    let opens = |c: char| "†⟨〈([{“‘„‚«‹¡¿\"'".contains(c);
    match turn {
        Turn::Ends => string.len() - string[at..].trim_start_matches(closes).len(),
        Turn::Begins | Turn::Resumes => string[..at].trim_end_matches(opens).len(),
    }
}

/// What a witness lacks: gaps with no word between them are one.
fn joined(body: &Text, id: SiglumId) -> Vec<Range<usize>> {
    let mut gaps: Vec<Range<usize>> = vec![];
    for mark in body.marks.iter().filter(|mark| mark.kind == MarkKind::Lacuna(id)) {
        let between = |last: &Range<usize>| body.string.get(last.end..mark.range.start).unwrap_or_default();
        match gaps.last_mut().filter(|last| !between(last).chars().any(char::is_alphanumeric)) {
            Some(last) => last.end = last.end.max(mark.range.end),
            None => gaps.push(mark.range.clone()),
        }
    }
    gaps
}

/// What a witness omits of the body.
fn omitted(document: &Document, id: SiglumId) -> Vec<Range<usize>> {
    let omits = |entry: &Entry| {
        let mut all = entry.readings.iter().zip(&entry.tally.readings);
        all.any(|(reading, who)| reading.kind == ReadingKind::Omission && who.contains(&id))
    };
    let marks = document.body.marks.iter().filter(|mark| match mark.kind {
        MarkKind::Entry(EntryId(entry)) => document.entries.get(entry as usize).is_some_and(omits),
        _ => false,
    });
    marks.map(|mark| mark.range.clone()).filter(|range| !range.is_empty()).collect()
}

/// A gap with the words beside it that its witness omits: it ends or begins beside those that it has.
fn with_omitted(body: &Text, gap: Range<usize>, omitted: &[Range<usize>]) -> Range<usize> {
    let bare = |range: Range<usize>| body.string.get(range).is_none_or(|words| !words.contains(is_inside));
    let mut all = gap;
    for range in omitted.iter().rev() {
        if range.start < all.start && (range.end >= all.start || bare(range.end..all.start)) {
            all.start = range.start;
        }
    }
    for range in omitted {
        if range.end > all.end && (range.start <= all.end || bare(all.end..range.start)) {
            all.end = range.end;
        }
    }
    all
}

/// A gap with the headings beside it.
fn with_headings(body: &Text, gap: Range<usize>) -> Range<usize> {
    let bare = |range: Range<usize>| body.string.get(range).is_none_or(|words| !words.contains(is_inside));
    let headings = || body.blocks.iter().filter(|block| body.is_heading(&block.range));
    let mut all = gap;
    for heading in headings().rev() {
        if heading.range.end <= all.start && bare(heading.range.end..all.start) {
            all.start = heading.range.start;
        }
    }
    for heading in headings() {
        if heading.range.start >= all.end && bare(all.end..heading.range.start) {
            all.end = heading.range.end;
        }
    }
    all
}

/// Where the last word before a place ends.
fn last_word(string: &str, at: usize) -> usize {
    let end = string[..at].trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    (end + elision::length_at(string, end)).min(at)
}

/// Where the next word begins.
fn next_word(string: &str, at: usize) -> usize {
    string[at..].find(char::is_alphanumeric).map_or(at, |found| at + found)
}

/// Whether a character may be the sign of an elision.
fn is_elision(c: char) -> bool {
    matches!(c, '’' | '\u{1fbd}' | '\u{1fbf}' | '\u{2bc}')
}

/// The word before a witness ends, or that with which it begins.
fn word(string: &str, at: usize, turn: Turn) -> Range<usize> {
    let is_of_word =
        |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || is_elision(c);
    // an editor's bracket between two letters parts no words: `W(endelini)`, `tenu[it`
    let goes_on = |place: usize, c: char| {
        let beside = || {
            let before = string[..place].chars().next_back().is_some_and(is_of_word);
            before && string[place + c.len_utf8()..].chars().next().is_some_and(is_of_word)
        };
        is_of_word(c) || is_bracket(c) && beside()
    };
    let (start, end) = match turn {
        Turn::Ends => (string[..at].trim_end_matches(|c: char| !is_of_word(c)).len(), None),
        Turn::Begins | Turn::Resumes => (at, Some(at)),
    };
    let end = end.map_or(start, |from| {
        let length = string[from..].char_indices().find(|(place, c)| !goes_on(from + place, *c));
        let length = length.map_or(string.len() - from, |(place, _)| place);
        let bare = string[from..from + length].trim_end_matches(is_elision).len();
        from + bare + elision::length_at(string, from + bare)
    });
    let from = string[..start].char_indices().rev().take_while(|(place, c)| goes_on(*place, *c)).last();
    with_brackets(string, from.map_or(start, |(place, _)| place)..end)
}

/// Beside what a witness ends or begins.
struct Beside<'r> {
    /// The word.
    range: &'r Range<usize>,
    /// What says which of several it is in its line.
    ordinal: Option<OrdinalId>,
    /// The number of the whole verse instead.
    verse: Option<String>,
}

/// What the entry says of the word or the verse.
fn words(
    (document, base): (&Document, &str),
    beside: &Beside<'_>,
    turn: Turn,
    sigla: &[SiglumId],
    style: &EntryStyle,
) -> Text {
    let terms = ApparatusTerms::of(style.terms);
    let editorial = part_marks(Part::Editorial, style.words_face, foreign(style.terms, base));
    let lemma = part_marks(Part::Lemma, style.lemma_face, foreign(&document.language, base));
    let template = match turn {
        Turn::Ends => terms.ends,
        Turn::Begins => terms.begins,
        Turn::Resumes => terms.resumes,
    };
    let mut out = Composed::new();
    for part in template.split_inclusive('}') {
        let (words, name) = part.split_once('{').unwrap_or((part, ""));
        // The spaces are those between the words of any entry, not of the editor's face.
        let said = words.trim();
        let (before, behind) = words.split_once(said).filter(|_| !said.is_empty()).unwrap_or((words, ""));
        out.push(before);
        out.marked(said, &editorial);
        out.push(behind);
        match name {
            "word}" if let Some(verse) = &beside.verse => out.push(verse),
            "word}" => {
                let start = out.len();
                out.push(&document.body.string[beside.range.clone()]);
                beside.ordinal.into_iter().for_each(|id| out.marked(PLACEHOLDER, &[MarkKind::Ordinal(id)]));
                out.over(start, &lemma);
            }
            "siglum}" => {
                for (number, id) in sigla.iter().enumerate() {
                    let siglum = document.sigla.list.get(id.0 as usize).map_or("", |siglum| siglum.siglum.as_str());
                    out.push(if number > 0 { " " } else { "" });
                    out.marked(siglum, &part_marks(Part::Siglum(*id), style.sigla_face, None));
                }
            }
            _ => {}
        }
    }
    out.finish()
}

/// A language, if it is not that of the apparatus.
fn foreign<'l>(language: &'l str, base: &str) -> Option<&'l str> {
    Some(language).filter(|language| is_foreign(language, base))
}
