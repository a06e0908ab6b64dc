//! Accounting: at each entry of an apparatus every witness in force reads the lemma, a variant, or is lacking; and
//! what is wrong with entries, once their lemmata are in place.
//!
//! Fills [`Entry::tally`], puts entries in the layers that take them, and reports. Knows nothing of how an entry is
//! written or printed.

mod changes;
mod check;
mod covered;
mod editors;
mod faults;
pub mod layers;
mod mentions;
mod places;
mod same;
mod same_lemma;
mod sum;

use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::model::apparatus::{Entry, EntryId, Layer, Sigla, SiglumId, Who, Within};
use crate::model::document::{Document, NoteSeries};
use crate::source::{FileId, Span};
use changes::Change;
use check::Lemma;
use covered::Emended;
use layers::{DEEPEST, EMENDATION, is_accounted, sort};
use places::{Lack, Places};
use rayon::prelude::*;
use std::collections::BTreeMap;
use sum::{Ground, Has, Sum, sum};

/// Accounts for all entries of a document that are named and in place. `lacunae` says where its lacunae are declared,
/// in the order of their marks.
pub(super) fn account(
    document: &mut Document,
    series: &[NoteSeries],
    lacunae: &[Option<Span>],
    diagnostics: &mut Diagnostics,
) {
    if document.entries.is_empty() {
        return;
    }
    for entry in document.entries.iter_mut().filter(|entry| entry.layer == Layer::Emendation) {
        entry.r#type.get_or_insert_with(|| EMENDATION.to_owned());
    }
    if !document.entries.iter().any(|entry| entry.layer != Layer::Emendation) && document.sigla.in_force.is_empty() {
        return sort(&mut document.entries, series, &document.sigla);
    }
    let places = Places::of(document, lacunae);
    let counted: Vec<bool> =
        document.entries.iter().map(|entry| !entry.silent && is_accounted(entry, series)).collect();
    let (entries, sigla) = (&document.entries, &document.sigla);
    let mut sums = of_text(entries, sigla, &places, &counted);
    let changes = changes::all(document, &sums, &places);
    let emended = covered::take_out(entries, &mut sums, &places, &changes);
    of_readings(entries, sigla, &counted, &mut sums);
    report(document, &places, &sums, &counted, diagnostics);
    report_emended(document, &emended, diagnostics);
    report_conflicts(document, &changes, &sums, diagnostics);
    for (entry, sum) in document.entries.iter_mut().zip(&sums).filter(|(_, sum)| !sum.all.is_empty()) {
        entry.tally = sum.tally(entry.readings.len());
    }
    sort(&mut document.entries, series, &document.sigla);
    // Of a spelling and another word each in its layer neither is missed in the other.
    same_lemma::report(document, &places, diagnostics);
    layers::report_types(&document.entries, series, diagnostics);
    layers::report_taken(&document.entries, series, &document.sigla, diagnostics);
}

/// The sums of the entries that stand in the text.
fn of_text(entries: &[Entry], sigla: &Sigla, places: &Places, counted: &[bool]) -> Vec<Sum> {
    let mut in_force = sigla.in_force.clone();
    in_force.sort();
    let of = |(index, entry): (usize, &Entry)| {
        if !counted[index] || entry.within.is_some() || entry.readings.is_empty() {
            return Sum::default();
        }
        let id = EntryId(index as u32);
        let lacks = |witness| !matches!(places.lack(id, witness), Lack::Nothing) || places.lacks_title(id, witness);
        sum(entry, sigla, &in_force, &lacks)
    };
    entries.iter().enumerate().map(of).collect()
}

/// The sums of the variants of readings: of the witnesses that have the reading. Those of variants come first.
fn of_readings(entries: &[Entry], sigla: &Sigla, counted: &[bool], sums: &mut [Sum]) {
    for depth in 1..=DEEPEST {
        for (index, entry) in entries.iter().enumerate().filter(|(index, _)| counted[*index]) {
            let Some(Within { entry: of, reading }) = &entry.within else { continue };
            if self::depth(entries, entry) != depth || entry.readings.is_empty() {
                continue;
            }
            let readings = entries.get(of.0 as usize).map_or(0, |entry| entry.readings.len());
            let tally = sums.get(of.0 as usize).map(|sum| sum.tally(readings)).unwrap_or_default();
            let having: Vec<SiglumId> = tally.readings.get(*reading).cloned().unwrap_or_default();
            sums[index] = sum(entry, sigla, &having, &|_| false);
        }
    }
}

/// How many readings an entry is inside of; as many as none is where they stand in a circle.
fn depth(entries: &[Entry], entry: &Entry) -> usize {
    let outer = |entry: &&Entry| entries.get(entry.within.as_ref()?.entry.0 as usize);
    std::iter::successors(Some(entry), outer).take(DEEPEST + 2).count() - 1
}

/// How many entries are looked at together at least, where others are looked at beside them.
const TOGETHER: usize = 64;

/// Reports what is wrong with each entry, in their order.
fn report(document: &Document, places: &Places, sums: &[Sum], counted: &[bool], diagnostics: &mut Diagnostics) {
    let faulty = Faulty::of(diagnostics);
    let of_entry = |index: usize| {
        let (entry, id) = (&document.entries[index], EntryId(index as u32));
        let mut diagnostics = Diagnostics::default();
        if entry.layer == Layer::Emendation || !counted[index] || entry.readings.is_empty() {
            return diagnostics;
        }
        let whole = entry.within.as_ref().and_then(|within| reading_of(document, within));
        let words = whole.unwrap_or(&entry.lemma);
        let lemma = Lemma { words, is_point: places.lemmata.is_point(id) && entry.lemma.is_empty() };
        check::readings(document, id, &lemma, places, &mut diagnostics);
        check::support(entry, &document.sigla, &mut diagnostics);
        // what does not parse names fewer than it would
        if !entry.faulty && !faulty.holds(entry) {
            faults::of_sum(entry, id, &sums[index], &document.sigla, places, &mut diagnostics);
            not_of_reading(document, entry, &mut diagnostics);
        }
        diagnostics
    };
    let all = (0..document.entries.len()).into_par_iter().with_min_len(TOGETHER);
    let found: Vec<Diagnostics> = all.map(of_entry).collect();
    found.iter().for_each(|found| diagnostics.extend(found.iter().cloned()));
}

/// The words of a reading that others vary.
fn reading_of<'d>(document: &'d Document, within: &Within) -> Option<&'d str> {
    let entry = document.entries.get(within.entry.0 as usize)?;
    entry.readings.get(within.reading).map(|reading| reading.words.as_str())
}

/// Reports witnesses that vary a reading which they do not have.
fn not_of_reading(document: &Document, entry: &Entry, diagnostics: &mut Diagnostics) {
    let Some(Within { entry: of, reading }) = &entry.within else { return };
    let Some(reading) = document.entries.get(of.0 as usize).and_then(|entry| entry.readings.get(*reading)) else {
        return;
    };
    let has = |witness: SiglumId| {
        let all: Vec<_> = document.sigla.together(witness).chain([Who::Siglum(witness)]).collect();
        reading.support.iter().any(|cited| all.contains(&cited.who))
    };
    for mention in mentions::mentions(entry) {
        let Who::Siglum(witness) = mention.cited.who else { continue };
        if document.sigla.is_in_force(witness) && !has(witness) {
            let name = document.sigla.name(witness);
            let message = format!("`{name}` has not the reading that this is a variant of");
            let error = check::at(Diagnostic::error("not-of-reading", message), mention.cited.span.clone());
            diagnostics.push(error.help("name it there, or give it a reading of its own"));
        }
    }
}

/// Reports entries on emended words that do not name the base.
fn report_emended(document: &Document, emended: &[Emended], diagnostics: &mut Diagnostics) {
    for Emended { entry, by, base } in emended {
        let (entry, by) = (&document.entries[entry.0 as usize], &document.entries[by.0 as usize]);
        let name = document.sigla.name(*base);
        let words = by.readings.first().map_or("", |reading| &reading.words);
        let message = format!("`{name}`, the base, is forgotten: it is emended here, and has “{words}”");
        let error = check::at(Diagnostic::error("forgotten-witness", message), entry.span.clone());
        diagnostics.push(error.help(format!("name `{name}` with its words, and say who reads the lemma: `= …`")));
    }
}

fn report_conflicts(
    document: &Document,
    all: &BTreeMap<SiglumId, Vec<Change>>,
    sums: &[Sum],
    diagnostics: &mut Diagnostics,
) {
    for (witness, changes) in all {
        let mut pairs = Vec::new();
        let mut open: Vec<&Change> = Vec::new();
        // *codd.* are not those that lack the words by another entry; who is in a group is named by it.
        let lacks = |change: &&Change| {
            let named = |ground: &Ground| matches!(ground, Ground::Together(Who::Siglum(_)));
            let all = &sums[change.entry.0 as usize].all;
            all.iter().any(|(who, has, ground)| who == witness && *has == Has::Lacking && !named(ground))
        };
        for change in changes.iter().filter(|change| !lacks(change)) {
            open.retain(|other| other.container == change.container && other.range.end >= change.range.start);
            let conflict = open.iter().find(|other| change.excludes(other) && !is_same(document, other, change));
            pairs.extend(conflict.map(|other| (*other, change)));
            open.push(change);
        }
        pairs.dedup_by_key(|(one, other)| (one.entry, other.entry));
        faults::conflicts(&document.entries, &document.sigla, *witness, &pairs, diagnostics);
    }
}

/// Whether of two changes one is an emendation and the other says of the base what the emendation says.
fn is_same(document: &Document, one: &Change, other: &Change) -> bool {
    let is_emendation = |change: &Change| document.entries[change.entry.0 as usize].layer == Layer::Emendation;
    let words =
        |change: &Change| document.entries[change.entry.0 as usize].readings.get(change.reading.unwrap_or_default());
    let words = |change: &Change| words(change).map_or("", |reading| reading.words.as_str());
    match (is_emendation(one), is_emendation(other)) {
        (true, false) => covered::holds(words(other), words(one)),
        (false, true) => covered::holds(words(one), words(other)),
        _ => false,
    }
}

/// Where errors are already.
struct Faulty(BTreeMap<FileId, Vec<u32>>);

impl Faulty {
    fn of(diagnostics: &Diagnostics) -> Self {
        let mut all: BTreeMap<FileId, Vec<u32>> = BTreeMap::new();
        let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error);
        for span in errors.filter_map(|error| error.span.as_ref()) {
            all.entry(span.file).or_default().push(span.range.start);
        }
        all.values_mut().for_each(|starts| starts.sort_unstable());
        Self(all)
    }

    /// Whether one is in the source of an entry, from its id to its last reading.
    fn holds(&self, entry: &Entry) -> bool {
        let Some(span) = &entry.span else { return false };
        let spans = entry.readings.iter().filter_map(|reading| reading.span.as_ref());
        let end = spans.filter(|other| other.file == span.file).map(|span| span.range.end).max();
        let end = end.unwrap_or(span.range.end).max(span.range.end);
        self.0.get(&span.file).is_some_and(|starts| {
            let first = starts.partition_point(|start| *start < span.range.start);
            starts.get(first).is_some_and(|start| *start < end)
        })
    }
}
