//! The words of a reading as one of its witnesses has them: with the variants of the reading.

use super::verses::LOST;
use crate::anchor::near::nearest;
use crate::anchor::wording;
use crate::model::apparatus::{Entry, EntryId, Move, Reading, ReadingKind, SiglumId, Standing, Who, Within};
use crate::model::document::Document;
use crate::model::text::{MarkKind, Text};
use crate::words::spelling;
use std::collections::BTreeMap;
use std::ops::Range;

/// How deep variants of variants are followed.
const DEEPEST: usize = 8;
/// What stands between the parts of a lemma.
const BETWEEN: &str = " … ";

/// The words of a reading in a witness.
#[derive(Debug, Default)]
pub(super) struct Varied {
    pub(super) words: String,
    /// What of them stands elsewhere, beside words of the text.
    pub(super) away: Vec<Away>,
}

/// Words of a reading that stand beside words of the text.
#[derive(Debug)]
pub(super) struct Away {
    pub(super) words: String,
    pub(super) to: Move,
    /// The variant that says so.
    pub(super) from: (EntryId, usize),
}

/// Bytes of a reading's words, and what stands there.
type Edit = (Range<usize>, String);

/// The variants of readings, by the reading.
pub(super) struct Variants<'d> {
    document: &'d Document,
    by_reading: BTreeMap<(EntryId, usize), Vec<EntryId>>,
}

impl<'d> Variants<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let mut by_reading: BTreeMap<(EntryId, usize), Vec<EntryId>> = BTreeMap::new();
        for (id, entry) in (0..).map(EntryId).zip(&document.entries) {
            if let Some(Within { entry: of, reading }) = &entry.within {
                by_reading.entry((*of, *reading)).or_default().push(id);
            }
        }
        Self { document, by_reading }
    }

    /// The words of a reading in a witness.
    pub(super) fn words(&self, entry: EntryId, reading: usize, witness: SiglumId) -> Varied {
        self.varied(entry, reading, witness, DEEPEST)
    }

    fn varied(&self, entry: EntryId, reading: usize, witness: SiglumId, deep: usize) -> Varied {
        let whole = &self.document.entries[entry.0 as usize].readings[reading];
        let own = whole.words.as_str();
        let (mut edits, mut away) = (vec![], vec![]);
        let variants = self.by_reading.get(&(entry, reading)).filter(|_| deep > 0);
        for id in variants.into_iter().flatten() {
            let variant = &self.document.entries[id.0 as usize];
            let Some(index) = reading_of(self.document, variant, witness) else { continue };
            let inner = self.varied(*id, index, witness, deep - 1);
            let parts = parts(whole, *id, variant);
            // Of the end of a word alone it is not known.
            let kind = &variant.readings[index].kind;
            let kind = if variant.readings[index].ending().is_some() { &ReadingKind::Illegible } else { kind };
            let (changed, gone) = changed(own, &parts, kind, &inner.words);
            edits.extend(changed);
            away.extend(inner.away);
            away.extend(gone.map(|(words, to)| Away { words, to, from: (*id, index) }));
        }
        Varied { words: edited(own, edits), away }
    }
}

/// The reading that a witness has at an entry.
pub(super) fn reading_of(document: &Document, entry: &Entry, witness: SiglumId) -> Option<usize> {
    let sigla = &document.sigla;
    if sigla.is_in_force(witness) && !entry.tally.readings.is_empty() {
        let counted = entry.tally.readings.iter().position(|who| who.contains(&witness));
        let lacking = entry.tally.lacking.contains(&witness);
        return counted.or_else(|| {
            let together: Vec<Who> = sigla.together(witness).chain([Who::Siglum(witness)]).collect();
            let gap = |reading: &Reading| matches!(reading.kind, ReadingKind::Lacuna | ReadingKind::Illegible);
            let named = |reading: &Reading| reading.support.iter().any(|cited| together.contains(&cited.who));
            entry.readings.iter().position(|reading| gap(reading) && named(reading)).filter(|_| lacking)
        });
    }
    // the base where it is not in force
    let cited = |reading: &Reading| {
        let mut own = reading.support.iter().filter(|cited| cited.who == Who::Siglum(witness));
        own.any(|cited| cited.states.iter().all(|state| state.standing() == Standing::Text))
    };
    entry.readings.iter().position(cited)
}

/// Where a variant stands in the words of a reading: where it is marked, else where its words are.
fn parts(whole: &Reading, id: EntryId, variant: &Entry) -> Vec<Range<usize>> {
    let own = whole.words.as_str();
    let mark = whole.marks.iter().find(|mark| mark.kind == MarkKind::Entry(id));
    let mut from = mark.map_or(0, |mark| mark.range.start);
    let mut all = vec![];
    for part in variant.lemma.split(BETWEEN) {
        let Some(at) = place(own, from, part) else { return std::iter::once(0..own.len()).collect() };
        from = at + part.len();
        all.push(at..from);
    }
    all
}

/// Where words stand as whole words in others, from a byte on; else where their letters do.
fn place(own: &str, from: usize, part: &str) -> Option<usize> {
    let rest = own.get(from..).filter(|_| !part.is_empty())?;
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |at: &usize| {
        let (before, behind) = (&rest[..*at], &rest[at + part.len()..]);
        let cut = |one: Option<char>, other: Option<char>| letter(one) && letter(other);
        !cut(before.chars().next_back(), part.chars().next()) && !cut(part.chars().next_back(), behind.chars().next())
    };
    let mut found = rest.match_indices(part).map(|(at, _)| at);
    found.clone().find(whole).or_else(|| found.next()).map(|at| from + at)
}

/// What a variant makes of parts of words, and what of them goes to words that are not among these.
fn changed(own: &str, parts: &[Range<usize>], kind: &ReadingKind, words: &str) -> (Vec<Edit>, Option<(String, Move)>) {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return (vec![], None) };
    let each = |words: &str| parts.iter().map(|part| (part.clone(), words.to_owned())).collect::<Vec<Edit>>();
    let moved = |to: &Move, target: &str, behind: bool| {
        let words = parts.iter().map(|part| &own[part.clone()]).collect::<Vec<_>>().join(" ");
        let mut edits = each("");
        // Where they stand beside these already they stay.
        let found = nearest(&Text::plain(own), target, &(first.start..last.end), behind);
        match found {
            Some(target) => edits.push(beside(&target, &words, behind)),
            None if holds(own, target) => return (vec![], None),
            None => return (edits, Some((words, to.clone()))),
        }
        (edits, None)
    };
    let edits = match kind {
        ReadingKind::Words => {
            let changes = wording::changes(own, parts, words).into_iter();
            let edit = |change: wording::Change| match change.range.is_empty() {
                true => beside(&change.range, &change.words, change.behind),
                false => (change.range, change.words),
            };
            changes.map(edit).collect()
        }
        ReadingKind::Omission | ReadingKind::Deletion => each(""),
        ReadingKind::Addition | ReadingKind::Supplement => vec![beside(last, words, true)],
        ReadingKind::Preface => vec![beside(first, words, false)],
        ReadingKind::Transposition(Move::Swap) => {
            let all = parts.iter().flat_map(|part| spelling::words(own, part.clone()));
            match &all.map(|word| word.range).collect::<Vec<_>>()[..] {
                [one, other] => {
                    let word = |range: &Range<usize>| own[range.clone()].to_owned();
                    vec![(one.clone(), word(other)), (other.clone(), word(one))]
                }
                _ => vec![],
            }
        }
        ReadingKind::Transposition(to @ Move::After(target)) => return moved(to, target, true),
        ReadingKind::Transposition(to @ Move::Before(target)) => return moved(to, target, false),
        ReadingKind::Lacuna | ReadingKind::Illegible => each(&LOST.to_string()),
        ReadingKind::Seclusion => vec![],
    };
    (edits, None)
}

/// Words that come in beside others.
fn beside(range: &Range<usize>, words: &str, behind: bool) -> Edit {
    match behind {
        true => (range.end..range.end, format!(" {words} ")),
        false => (range.start..range.start, format!(" {words} ")),
    }
}

/// Words with all edits, single spaces between them. Of two that exclude each other the first stays.
fn edited(own: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut out, mut at) = (String::with_capacity(own.len()), 0);
    for (range, words) in edits.into_iter().filter(|(range, _)| range.end <= own.len()) {
        if range.start >= at {
            out.push_str(&own[at..range.start]);
            out.push_str(&words);
            at = range.end;
        }
    }
    out.push_str(&own[at..]);
    if own.contains("  ") { out } else { out.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ") }
}

/// Whether words stand among others, letters alone counted.
pub(super) fn holds(all: &str, part: &str) -> bool {
    let fold = |text: &str| {
        let words = spelling::words(text, 0..text.len());
        words.into_iter().map(|word| word.folded).collect::<Vec<_>>()
    };
    let (all, part) = (fold(all), fold(part));
    !part.is_empty() && all.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(own: &str, part: &str, kind: &ReadingKind, words: &str) -> String {
        let at = place(own, 0, part).unwrap_or_default();
        let (edits, away) = changed(own, std::slice::from_ref(&(at..at + part.len())), kind, words);
        format!("{}{}", edited(own, edits), away.map_or(String::new(), |(words, _)| format!(" + {words}")))
    }

    #[test]
    fn a_variant_changes_its_words_alone() {
        let own = "calm and strong men came";
        assert_eq!(said(own, "men", &ReadingKind::Words, "women"), "calm and strong women came");
        assert_eq!(said(own, "and strong", &ReadingKind::Omission, ""), "calm men came");
        assert_eq!(said(own, "men", &ReadingKind::Addition, "too"), "calm and strong men too came");
        assert_eq!(said(own, "calm", &ReadingKind::Preface, "all"), "all calm and strong men came");
        assert_eq!(said(own, "strong men", &ReadingKind::Transposition(Move::Swap), ""), "calm and men strong came");
        assert_eq!(said(own, "men", &ReadingKind::Lacuna, ""), format!("calm and strong {LOST} came"));
    }

    #[test]
    fn words_go_to_words_of_the_reading_or_of_the_text() {
        let own = "calm and strong men came";
        let to = |move_: fn(String) -> Move, words: &str| ReadingKind::Transposition(move_(words.to_owned()));
        assert_eq!(said(own, "strong", &to(Move::After, "men"), ""), "calm and men strong came");
        assert_eq!(said(own, "men", &to(Move::Before, "calm"), ""), "men calm and strong came");
        assert_eq!(said(own, "men", &to(Move::After, "yesterday"), ""), "calm and strong came + men");
    }
}
