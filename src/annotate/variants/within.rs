//! Variants of readings: `in = "c:1/2"` leads to the second reading of the entry `c:1`, to any depth.

use super::super::entries::BETWEEN;
use crate::anchor::Anchors;
use crate::config::variant::Variant;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Entry, EntryId, Layer, Within};
use crate::model::document::Document;
use crate::model::text::{Mark, MarkKind, Text};
use crate::table::Located;
use crate::words::nearest::nearest;
use std::collections::BTreeMap;
use std::ops::Range;

/// Leads each variant to its reading, once all entries are there, and tells it the words that it stands on. Gives
/// the names of those that lead nowhere.
pub(super) fn settle(
    document: &mut Document,
    all: &[(EntryId, &Variant)],
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let mut failed = Vec::new();
    let mut names: BTreeMap<String, EntryId> = BTreeMap::new();
    for (index, entry) in document.entries.iter().enumerate().filter(|(_, e)| e.layer != Layer::Emendation) {
        names.entry(entry.id.clone()).or_insert(EntryId(index as u32));
    }
    for (id, variant) in all {
        let Some(named) = &variant.within else { continue };
        let led = reading(document, &names, named).and_then(|within| {
            let words = words(document, &within, variant, named)?;
            Ok((within, words))
        });
        if let Ok((within, (_, Some(range)))) = &led {
            let mark = Mark { range: range.clone(), kind: MarkKind::Entry(*id) };
            document.entries[within.entry.0 as usize].readings[within.reading].marks.push(mark);
        }
        let entry = &mut document.entries[id.0 as usize];
        match led {
            Ok((within, (words, _))) => (entry.within, entry.lemma) = (Some(within), words),
            Err(error) => {
                failed.push(entry.id.clone());
                diagnostics.push(*error);
            }
        }
    }
    report_circles(document, all, diagnostics);
    failed
}

/// The reading that `c:1/2` names.
fn reading(
    document: &Document,
    names: &BTreeMap<String, EntryId>,
    named: &Located<String>,
) -> Result<Within, Box<Diagnostic>> {
    let unknown = |message: String, help: String| {
        Box::new(Diagnostic::error("unknown-reading", message).at(named.span.clone()).help(help))
    };
    let (name, number) = named.value.rsplit_once('/').unwrap_or((&named.value, ""));
    let Some(id) = names.get(name).copied() else {
        let help = match nearest(name, names.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}/{number}`?"),
            None => "name a reading by its entry and its number: `c:1/2`".to_owned(),
        };
        return Err(unknown(format!("there is no entry `{name}`"), help));
    };
    let count = document.entries[id.0 as usize].readings.len();
    match number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) {
        Some(index) if index < count => Ok(Within { entry: id, reading: index }),
        _ => {
            let help = match count {
                0 => "it has none".to_owned(),
                1 => format!("its one reading is `{name}/1`"),
                count => format!("its readings are `{name}/1` to `{name}/{count}`"),
            };
            Err(unknown(format!("the entry `{name}` has no reading of the number `{number}`"), help))
        }
    }
}

/// The words of a reading that a variant of it stands on, and their bytes in it where they stand there more than once.
fn words(
    document: &Document,
    within: &Within,
    variant: &Variant,
    named: &Located<String>,
) -> Result<(String, Option<Range<usize>>), Box<Diagnostic>> {
    let reading = document.entries[within.entry.0 as usize].readings.get(within.reading);
    let words = reading.map_or("", |reading| reading.words.as_str());
    if words.is_empty() {
        let error = Diagnostic::error("unknown-reading", format!("the reading `{}` has no words", named.value));
        return Err(Box::new(error.at(named.span.clone()).help("name one that has words in which to vary")));
    }
    let Some(on) = &variant.on else { return Ok((words.to_owned(), None)) };
    let text = Text::plain(words);
    let parts = Anchors::new(&text).lemma(on)?;
    let said = parts.iter().map(|part| &text.string[part.clone()]).collect::<Vec<_>>().join(BETWEEN);
    let several = text.string.matches(said.as_str()).nth(1).is_some();
    let place = parts.into_iter().next().filter(|_| several);
    Ok((said, place))
}

/// Readings that lead to one another in a circle: reported once, and parted.
fn report_circles(document: &mut Document, all: &[(EntryId, &Variant)], diagnostics: &mut Diagnostics) {
    let outer = |entries: &[Entry], id: EntryId| entries.get(id.0 as usize)?.within.as_ref().map(|w| w.entry);
    for (id, variant) in all {
        let outward = std::iter::successors(outer(&document.entries, *id), |at| outer(&document.entries, *at));
        if !outward.take(all.len()).any(|at| at == *id) {
            continue;
        }
        let entry = &mut document.entries[id.0 as usize];
        entry.within = None;
        let message = format!("the entry `{}` is a variant of its own variants", entry.id);
        let span = variant.within.as_ref().map_or(&variant.id.span, |within| &within.span);
        let error = Diagnostic::error("circular-reading", message).at(span.clone());
        diagnostics.push(error.help("let one of them stand on words of the text"));
    }
}
