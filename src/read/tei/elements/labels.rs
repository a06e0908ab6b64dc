//! The series and the keys of a file's notes, before any is read: a reference may come before its note.

use super::super::Context;
use super::super::shape;
use super::super::tree::{NodeId, Tree};
use crate::model::apparatus::SeriesKind;
use crate::model::target::is_name;
use crate::model::text::NoteId;
use std::collections::{BTreeMap, BTreeSet};

/// What a note is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read::tei) struct Label {
    /// Index of its series.
    pub(in crate::read::tei) series: usize,
    /// Its key, unique in the series.
    pub(in crate::read::tei) key: String,
}

/// A note that says by ids what it is about.
#[derive(Clone, Debug)]
pub(in crate::read::tei) struct Aimed {
    /// The note.
    pub(in crate::read::tei) note: NoteId,
    /// Its element.
    pub(in crate::read::tei) element: NodeId,
    /// Whether its call has a place already.
    pub(in crate::read::tei) called: bool,
}

/// The labels of all notes of the text. Their `n` are the keys of a series where all that it has differ and are
/// names; else they are counted.
pub(in crate::read::tei) fn labels(tree: &Tree<'_>, context: &Context<'_>) -> BTreeMap<NodeId, Label> {
    let notes =
        tree.descendants(tree.root()).filter(|id| tree.name(*id) == "note" && shape::is_note_of_text(tree, *id));
    let mut by_series: BTreeMap<usize, Vec<NodeId>> = BTreeMap::new();
    for note in notes {
        by_series.entry(series(tree, note, context)).or_default().push(note);
    }
    let mut labels = BTreeMap::new();
    for (series, notes) in by_series {
        let given: Vec<&str> = notes.iter().filter_map(|note| tree.attribute(*note, "n")).collect();
        let distinct: BTreeSet<&str> = given.iter().copied().filter(|n| is_name(n)).collect();
        let own = distinct.len() == given.len();
        let mut count = 0;
        for note in notes {
            let mut counted = || loop {
                count += 1;
                let key = format!("t{count}");
                if !distinct.contains(key.as_str()) {
                    return key;
                }
            };
            let n = tree.attribute(note, "n").filter(|_| own).map(str::to_owned);
            labels.insert(note, Label { series, key: n.unwrap_or_else(&mut counted) });
        }
    }
    labels
}

/// The series of a note: one that its type, place or editor names, else the default.
fn series(tree: &Tree<'_>, note: NodeId, context: &Context<'_>) -> usize {
    let says = ["type", "subtype", "place", "resp"].into_iter().filter_map(|name| tree.attribute(note, name));
    let named = |value: &str| {
        let value = value.trim_start_matches('#');
        let is = |name: &str| name.eq_ignore_ascii_case(value);
        let mut series = context.series.iter();
        series.position(|series| series.kind == SeriesKind::Notes && (is(&series.id) || is(&series.title)))
    };
    let told = tree.attribute(note, "ana").into_iter().flat_map(str::split_ascii_whitespace);
    let told = told.filter_map(|token| token.strip_prefix("#series."));
    told.chain(says.flat_map(str::split_ascii_whitespace)).find_map(named).unwrap_or(context.default_series)
}
