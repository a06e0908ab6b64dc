//! Stage: finds the occurrences of the authority file's names in all documents.
//!
//! Knows names and texts; nothing of what an index looks like. [`lexicon`] finds the spellings,
//! [`rules`] looks at what stands around them, [`settle`] says which name is meant, [`mark`] writes
//! it into the texts; [`suggest`] looks for what the file does not have yet.

mod check;
mod keyed;
mod lexicon;
mod mark;
mod rules;
mod settle;
pub mod suggest;

pub use lexicon::Lexicon;

use crate::config::names::NamesFile;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Edition, Presence};
use mark::Marked;
use rayon::prelude::*;
use rules::Rule;
use settle::{How, KnownName};
use std::collections::BTreeMap;

/// What became of the authority file's spellings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Spellings that names share and that occur, sorted.
    pub homonyms: Vec<Homonym>,
    /// Spellings that never occur, each with the id of its name, in the order of the file; none where
    /// a text is absent.
    pub unused: Vec<(String, String)>,
}

/// A spelling that names share, and how its occurrences were settled.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Homonym {
    /// The spelling.
    pub variant: String,
    /// How many occurrences each name has, by its id.
    pub names: BTreeMap<String, usize>,
    /// How many a rule settled.
    pub by_rule: usize,
    /// How many were left to the name that says that it is the default.
    pub by_default: usize,
    /// How many nothing settled: they are the first name's.
    pub ambiguous: usize,
}

/// Marks every occurrence of a name in every container of every document, and gives the edition
/// its names. Documents that the tool writes are left alone.
pub fn apply(edition: &mut Edition, file: &NamesFile, diagnostics: &mut Diagnostics) -> Account {
    let lexicon = Lexicon::new(file);
    check::check(edition, file, &lexicon, diagnostics);
    let known = KnownName { file, lexicon: &lexicon, rules: Rule::of(file) };
    let series = edition.series.clone();
    let marked: Vec<(Marked, Vec<Diagnostic>)> =
        edition.documents.par_iter_mut().map(|document| mark::document(document, &known, &series)).collect();
    edition.names = file.names.iter().map(|entry| entry.name.clone()).collect();
    let mut seen: Vec<Marked> = vec![];
    for (of_document, errors) in marked {
        diagnostics.extend(errors);
        seen.push(of_document);
    }
    let absent = edition.documents.iter().any(|document| document.presence == Presence::Commentary);
    let mut account = account(file, &lexicon, &seen);
    // what a text that is not there holds, nobody can say
    account.unused.retain(|_| !absent);
    account
}

/// Puts together what was found, spelling by spelling.
fn account(file: &NamesFile, lexicon: &Lexicon, marked: &[Marked]) -> Account {
    let mut homonyms: BTreeMap<usize, Homonym> = BTreeMap::new();
    for (variant, name, how) in marked.iter().flat_map(|of| &of.settled) {
        let spelling = &lexicon.variants[*variant];
        if spelling.owners.len() < 2 {
            continue;
        }
        let homonym = homonyms.entry(*variant).or_default();
        *homonym.names.entry(file.names[*name].name.id.clone()).or_default() += 1;
        match how {
            How::Default => homonym.by_default += 1,
            How::First => homonym.ambiguous += 1,
            How::Alone | How::Editor | How::Rule => homonym.by_rule += 1,
        }
        homonym.variant.clone_from(&spelling.words);
    }
    let mut used = vec![false; lexicon.variants.len()];
    marked.iter().flat_map(|of| &of.met).for_each(|variant| used[*variant] = true);
    let mut unused = vec![];
    for entry in &file.names {
        for variant in &entry.variants {
            let folded = lexicon::fold(&variant.value);
            let index = lexicon.variants.binary_search_by(|v| v.words.cmp(&folded));
            if index.is_ok_and(|index| !used[index]) {
                unused.push((entry.name.id.clone(), variant.value.clone()));
            }
        }
    }
    Account { homonyms: homonyms.into_values().collect(), unused }
}
