//! The variation of a document as NEXUS, which programs for stemmata and networks read: a taxon for each witness in
//! force, a character for each place where they differ.
//!
//! After Maddison, Swofford and Maddison, “NEXUS: An Extensible File Format for Systematic Information”, Systematic
//! Biology 46 (1997), 590–621: blocks TAXA and CHARACTERS. An omission is a state like any other, a lacuna `?`.

use crate::diag::Diagnostic;
use crate::model::apparatus::{Entry, Move, Reading, ReadingKind, Sigla};
use crate::model::document::Document;
use crate::variation::{Place, Variation};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The symbols of states. From the 37th on case counts, which a file must say.
const SYMBOLS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// How many of them need no case.
const WITHOUT_CASE: usize = 36;
/// Words of a lemma or reading that a label shows; of longer ones the first and the last.
const MOST_WORDS: usize = 8;

/// The file. An error where no witness is in force, where they differ nowhere, and where one place has more states
/// than there are symbols.
pub fn nexus(document: &Document) -> Result<String, Box<Diagnostic>> {
    let variation = Variation::of(document);
    let places: Vec<&Place> = variation.varying().collect();
    if variation.witnesses.is_empty() {
        let message = format!("`{}` has no witnesses in force", document.id);
        let error = Diagnostic::error("no-witnesses", message);
        return Err(Box::new(error.help("name them in its sheet: `[apparatus]` with `witnesses = [\"A\", \"B\"]`")));
    }
    if places.is_empty() {
        let message = format!("the witnesses of `{}` differ nowhere", document.id);
        let error = Diagnostic::error("no-variation", message);
        return Err(Box::new(error.help("NEXUS has no place for a matrix without characters")));
    }
    let states = places.iter().map(|place| place.readings.len() + 1).max().unwrap_or(1);
    if states > SYMBOLS.len() {
        return Err(Box::new(too_many(document, &places, states)));
    }
    let labels = labels(&document.sigla, &variation);
    let mut out = format!("#NEXUS\n\nBEGIN TAXA;\n  DIMENSIONS NTAX={};\n  TAXLABELS", labels.len());
    labels.iter().for_each(|label| out.push_str(&format!(" {label}")));
    let case = if states > WITHOUT_CASE { " RESPECTCASE" } else { "" };
    let symbols: String = SYMBOLS[..states.max(2)].iter().map(|symbol| char::from(*symbol)).collect();
    let _ = write!(
        out,
        ";\nEND;\n\nBEGIN CHARACTERS;\n  DIMENSIONS NCHAR={};\n  FORMAT DATATYPE=STANDARD{case} MISSING=? SYMBOLS=\"{symbols}\";\n  \
         CHARSTATELABELS",
        places.len()
    );
    for (number, place) in places.iter().enumerate() {
        let separator = if number == 0 { "" } else { "," };
        let _ = write!(out, "{separator}\n    {} {}", number + 1, character(document, place));
    }
    out.push_str(";\n  MATRIX\n");
    let widest = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    for (index, label) in labels.iter().enumerate() {
        let symbol = |place: &&Place| place.states[index].map_or('?', |state| char::from(SYMBOLS[state]));
        let row: String = places.iter().map(symbol).collect();
        let _ = writeln!(out, "    {label:<widest$} {row}");
    }
    out.push_str("  ;\nEND;\n");
    Ok(out)
}

/// A character's name and those of its states.
fn character(document: &Document, place: &Place) -> String {
    let Some(entry) = document.entries.get(place.entry.0 as usize) else { return String::new() };
    let name = quoted(&format!("{} {}", entry.id, shortened(&entry.lemma)));
    let states = std::iter::once(lemma(entry)).chain(place.readings.iter().map(|index| state(&entry.readings[*index])));
    let states: String = states.map(|state| format!(" {}", quoted(&state))).collect();
    format!("{name} /{states}")
}

/// What the lemma is called among the states; where the edition has nothing, so.
fn lemma(entry: &Entry) -> String {
    match shortened(&entry.lemma) {
        words if words.is_empty() => "lemma".to_owned(),
        words => words,
    }
}

/// What a reading is called among the states.
fn state(reading: &Reading) -> String {
    let words = shortened(&reading.words);
    match &reading.kind {
        ReadingKind::Words => words,
        ReadingKind::Transposition(Move::After(words)) => format!("transp. post {}", shortened(words)),
        ReadingKind::Transposition(Move::Before(words)) => format!("transp. ante {}", shortened(words)),
        kind => format!("{}. {words}", kind.name()).trim_end().to_owned(),
    }
}

/// The labels of the witnesses, quoted: NEXUS tells no case apart and has no taxon of figures alone.
fn labels(sigla: &Sigla, variation: &Variation) -> Vec<String> {
    let mut known = BTreeSet::new();
    let mut label = |siglum: &str| {
        let figures = siglum.chars().all(|c| c.is_ascii_digit());
        let siglum = if figures { format!("MS {siglum}") } else { siglum.to_owned() };
        let numbered = (2..).map(|n| format!("{siglum} ({n})"));
        let free = std::iter::once(siglum.clone()).chain(numbered).find(|name| known.insert(name.to_lowercase()));
        quoted(&free.unwrap_or_default())
    };
    variation.witnesses.iter().map(|id| label(sigla.name(*id))).collect()
}

/// A token in quotes, on one line.
fn quoted(words: &str) -> String {
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("'{}'", words.replace('\'', "''"))
}

/// Long words by their first and last.
fn shortened(words: &str) -> String {
    let all: Vec<&str> = words.split_whitespace().collect();
    match all.len() {
        n if n <= MOST_WORDS => all.join(" "),
        n => format!("{} … {}", all[..3].join(" "), all[n - 2..].join(" ")),
    }
}

fn too_many(document: &Document, places: &[&Place], states: usize) -> Diagnostic {
    let message = format!("{states} states at one place: NEXUS has symbols for {}", SYMBOLS.len());
    let error = Diagnostic::error("too-many-states", message);
    let place = places.iter().find(|place| place.readings.len() + 1 == states);
    let span = place.and_then(|place| document.entries.get(place.entry.0 as usize)?.span.clone());
    let error = if let Some(span) = span { error.at(span) } else { error };
    error.help("put fewer witnesses in force, or make two entries of this one")
}
