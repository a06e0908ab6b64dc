//! Fills in the report on an apparatus.

use super::{
    AgreementReport, ApparatusReport, CountsReport, EntryReport, LayerCountReport, PrintedReport, ReadingReport,
    SingularReport, SupportReport, TypeCountReport, WitnessCountReport,
};
use crate::model::apparatus::{
    Cited, Deed, Doubt, Entry, EntryId, Form, How, Layer, Move, Reading, ReadingKind, Sigla, SiglumId, Who,
};
use crate::model::document::{Document, NoteSeries};
use crate::model::loci::PlacedAt;
use crate::model::order::Order;
use crate::model::text::{Mark, MarkKind};
use crate::variation::{Counts, Variation, is_told};
use std::collections::BTreeMap;

/// The report on a document's apparatus, without pages; `None` where it has none.
pub(in crate::report) fn apparatus(document: &Document, series: &[NoteSeries]) -> Option<ApparatusReport> {
    let in_force = &document.sigla.in_force;
    if in_force.is_empty() && document.entries.iter().all(|entry| entry.layer == Layer::Emendation) {
        return None;
    }
    let parts = parts(document);
    let told = (0..).map(EntryId).zip(&document.entries).filter(|(_, entry)| is_told(entry));
    let entries = told.map(|(id, entry)| one(document, series, &parts, id, entry)).collect();
    let variation = Variation::of(document);
    Some(ApparatusReport {
        witnesses: names(&document.sigla, in_force),
        entries,
        counts: counts(document, series, &variation),
        agreement: agreement(&variation),
        singular: singular(document, &variation),
    })
}

/// The series in whose notes an entry is told: its own, of an emendation the first that shows it.
pub(super) fn series_of(document: &Document, id: EntryId) -> Option<usize> {
    let entry = document.entries.get(id.0 as usize)?;
    match entry.layer {
        Layer::Series(series) => Some(series),
        Layer::Emendation => entry.copies.first().map(|copied| copied.series),
    }
}

/// The name of a layer.
fn layer_name(layer: Layer, series: &[NoteSeries]) -> String {
    match layer {
        Layer::Series(index) => series.get(index).map_or_else(String::new, |series| series.id.clone()),
        Layer::Emendation => "emendation".to_owned(),
    }
}

/// A place by the number of its page.
pub(super) fn printed(at: &PlacedAt, labels: &[String]) -> PrintedReport {
    let page = labels.get(at.page).cloned().unwrap_or_default();
    let counted = at.counts.then_some(at);
    PrintedReport {
        page,
        line: counted.map(|at| at.line),
        letters: counted.map(|at| at.letters.as_str().to_owned()).unwrap_or_default(),
        sub: counted.map(|at| at.sub).filter(|sub| *sub > 0),
    }
}

fn one(
    document: &Document,
    series: &[NoteSeries],
    parts: &BTreeMap<EntryId, Vec<String>>,
    id: EntryId,
    entry: &Entry,
) -> EntryReport {
    let (sigla, tally) = (&document.sigla, &entry.tally);
    let layer = series_of(document, id).and_then(|index| series.get(index));
    let form = entry.form.or(layer.and_then(|series| series.form)).unwrap_or_default();
    let occurrence = entry.within.as_ref().and_then(|within| {
        let parent = document.entries.get(within.entry.0 as usize)?;
        parent.readings.get(within.reading)?.which(id, &entry.lemma)
    });
    let within = entry.within.as_ref().and_then(|within| {
        let parent = document.entries.get(within.entry.0 as usize)?;
        Some(format!("{}/{}", parent.id, within.reading + 1))
    });
    let reading = |(index, reading): (usize, &Reading)| ReadingReport {
        kind: reading.kind.name(),
        text: words(reading),
        how: reading.how.map(How::name),
        doubt: reading.doubt.map(Doubt::name),
        r#type: reading.r#type.clone(),
        witnesses: tally.readings.get(index).map(|who| names(sigla, who)).unwrap_or_default(),
        support: support(sigla, &reading.support),
    };
    EntryReport {
        id: entry.id.clone(),
        layer: layer_name(entry.layer, series),
        r#type: entry.r#type.clone(),
        form: Form::ALL.iter().find(|(_, known)| *known == form).map_or("", |(name, _)| name),
        lemma: entry.lemma.clone(),
        parts: parts.get(&id).cloned().unwrap_or_default(),
        within,
        occurrence,
        readings: entry.readings.iter().enumerate().map(reading).collect(),
        support: support(sigla, &entry.support),
        agree: names(sigla, &tally.agree),
        lacking: names(sigla, &tally.lacking),
        note: entry.note.as_ref().map(|note| note.string.clone()),
        entry: Some(id),
        ..EntryReport::default()
    }
}

/// The words of each part of the lemmata, in reading order; a point has none.
fn parts(document: &Document) -> BTreeMap<EntryId, Vec<String>> {
    let order = Order::of(document);
    let mut found = vec![];
    for container in document.containers() {
        let Some(text) = document.text(container) else { continue };
        for mark in &text.marks {
            if let MarkKind::Entry(id) = mark.kind
                && !mark.range.is_empty()
            {
                let words = text.string[mark.range.clone()].replace(['\n', '\u{2028}'], " ");
                found.push((id, order.position(container, mark.range.start), words));
            }
        }
    }
    found.sort();
    let mut parts: BTreeMap<EntryId, Vec<String>> = BTreeMap::new();
    found.into_iter().for_each(|(id, _, words)| parts.entry(id).or_default().push(words));
    parts
}

fn names(sigla: &Sigla, ids: &[SiglumId]) -> Vec<String> {
    ids.iter().map(|id| sigla.name(*id).to_owned()).collect()
}

/// The words of a reading; of a transposition where to.
fn words(reading: &Reading) -> String {
    match &reading.kind {
        ReadingKind::Transposition(Move::After(words)) => format!("post {words}"),
        ReadingKind::Transposition(Move::Before(words)) => format!("ante {words}"),
        _ => reading.words.clone(),
    }
}

fn support(sigla: &Sigla, support: &[Cited]) -> Vec<SupportReport> {
    let one = |cited: &Cited| SupportReport {
        siglum: match cited.who {
            Who::Siglum(id) => sigla.name(id).to_owned(),
            Who::Editor => "scripsi".to_owned(),
            Who::Manuscripts => "codd.".to_owned(),
            Who::Others => "cett.".to_owned(),
            Who::All => "omnes".to_owned(),
            Who::Editions => "edd.".to_owned(),
        },
        except: names(sigla, &cited.except),
        how: cited.deed.map(Deed::name),
        state: (!cited.states.is_empty())
            .then(|| cited.states.iter().map(|state| sigla.state_name(*state)).collect::<Vec<_>>().join(" ")),
        remark: cited.remark.as_deref().map(|words| remark(words, &cited.marks)),
    };
    support.iter().map(one).collect()
}

/// A remark, with the caret before a state: nothing else would tell it from the siglum.
fn remark(words: &str, marks: &[Mark]) -> String {
    let states = marks.iter().filter(|mark| mark.kind == MarkKind::Superscript);
    let mut starts: Vec<usize> = states.map(|mark| mark.range.start).collect();
    starts.sort_unstable();
    let mut out = words.to_owned();
    starts.iter().rev().for_each(|at| out.insert(*at, '^'));
    out.replace("^\u{202f}", "^")
}

fn counts(document: &Document, series: &[NoteSeries], variation: &Variation) -> CountsReport {
    let counts = Counts::of(document, variation);
    let sigla = names(&document.sigla, &variation.witnesses);
    let by_siglum = |counts: &[usize]| sigla.iter().cloned().zip(counts.iter().copied()).collect();
    let witness = |(siglum, count): (&String, &crate::variation::WitnessCount)| WitnessCountReport {
        siglum: siglum.clone(),
        lemma: count.lemma,
        variants: count.variants,
        singular: count.singular,
        lacking: count.lacking,
    };
    CountsReport {
        witnesses: sigla.iter().zip(&counts.witnesses).map(witness).collect(),
        types: (counts.types.iter())
            .map(|(r#type, count)| TypeCountReport {
                r#type: r#type.clone(),
                readings: count.readings,
                witnesses: by_siglum(&count.witnesses),
            })
            .collect(),
        layers: (counts.layers.iter())
            .map(|(layer, count)| LayerCountReport {
                layer: layer_name(*layer, series),
                entries: count.entries,
                readings: count.readings,
                copied: count.copied,
                witnesses: by_siglum(&count.witnesses),
            })
            .collect(),
    }
}

fn agreement(variation: &Variation) -> AgreementReport {
    let all = 0..variation.witnesses.len();
    let matrix: Vec<Vec<_>> = all.clone().map(|a| all.clone().map(|b| variation.agreement(a, b)).collect()).collect();
    let percent = |permille: usize| permille as f64 / 10.0;
    AgreementReport {
        places: variation.varying().count(),
        agree: matrix.iter().map(|row| row.iter().map(|pair| pair.agree).collect()).collect(),
        of: matrix.iter().map(|row| row.iter().map(|pair| pair.of).collect()).collect(),
        percent: matrix.iter().map(|row| row.iter().map(|pair| pair.permille().map(percent)).collect()).collect(),
    }
}

fn singular(document: &Document, variation: &Variation) -> Vec<SingularReport> {
    let one = |singular: crate::variation::Singular| SingularReport {
        siglum: document.sigla.name(singular.witness).to_owned(),
        entry: document.entries.get(singular.entry.0 as usize).map_or_else(String::new, |entry| entry.id.clone()),
        reading: singular.reading + 1,
    };
    variation.singular().into_iter().map(one).collect()
}
