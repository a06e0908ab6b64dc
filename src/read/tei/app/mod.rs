//! The critical apparatus: entries in the flow, and entries that point to their places.
//!
//! In the flow (parallel segmentation) the walk writes the lemma and the entry is marked on it; an entry that says by
//! `from`, `to` or `loc` where it stands, or stands in a `listApp`, is made with the others once the text is there.
//! `parts` tells what an `app` holds, `entry` makes the entry, `reading` and `kind` its readings, `support` and
//! `detail` who has them, `lacunae` what witnesses lack, `place`, `loc` and `find` find the words of entries that
//! stand apart, `layer` chooses the series, `settle` ends.

mod chain;
mod detail;
mod entry;
mod find;
mod flat;
mod kind;
mod lacunae;
mod layer;
mod loc;
mod order;
mod parts;
mod place;
mod reading;
mod settle;
mod support;

pub(super) use entry::{name_by_id, own_name};
pub(super) use lacunae::turn;
pub(super) use layer::wanted;
pub(super) use place::is_apart;

use super::names::BEFORE;
use super::sigla::{Found, Listed};
use super::tree::{NodeId, Tree};
use super::walk::Walk;
use crate::model::apparatus::{EntryId, Sigla, Within};
use crate::model::document::Container;
use crate::model::text::{MarkKind, Text};
use crate::source::Span;
use parts::Parts;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What is known of the apparatus during a walk.
#[derive(Debug, Default)]
pub(super) struct State<'f> {
    /// The sigla of the file.
    pub(super) sigla: Option<&'f Found>,
    /// Those of the document by what the file calls them.
    listed: Listed<'f>,
    /// The readings that are being read, the innermost last.
    within: Vec<Within>,
    /// Entries met in the flow that say where they stand.
    apart: Vec<Apart>,
    /// Where witnesses begin and end.
    turns: Vec<lacunae::Turn>,
    /// Where the lemma of each entry stands.
    stands: BTreeMap<EntryId, (Container, Range<usize>)>,
    /// The readings of the file by their elements.
    readings: BTreeMap<NodeId, (EntryId, usize)>,
    /// The entries of the file by their elements.
    apps: BTreeMap<NodeId, EntryId>,
    /// In each verse or line where the last words that an entry names end.
    last: BTreeMap<(Container, usize), usize>,
    /// The stretch last looked through.
    looked: Option<find::Looked>,
    /// The entries whose words are not found, and those that have no place, as messages call them.
    unfound: Vec<(Span, String)>,
    unplaced: Vec<(Span, String)>,
    /// The elements that entries may name by their numbers.
    inside: loc::Inside<'f>,
    /// The lists of entries, in order.
    lists: Vec<NodeId>,
    /// The names of entries that are taken.
    names: BTreeSet<String>,
}

/// An entry that was met in the flow and stands elsewhere.
#[derive(Clone, Copy, Debug)]
struct Apart {
    app: NodeId,
    container: Container,
    /// The byte at which it was met.
    at: usize,
}

impl<'f> State<'f> {
    /// The state before a walk.
    pub(super) fn new(sigla: &'f Found, of_document: &'f Sigla) -> Self {
        Self { sigla: Some(sigla), listed: Listed::of(of_document), ..Self::default() }
    }
}

/// Whether an `app` only says which witnesses carry a passage.
pub(super) fn prints_nothing(tree: &Tree<'_>, app: NodeId) -> bool {
    parts::is_silent(tree, app) && tree.child(app, "lem").is_none_or(|lemma| !tree.has_words(lemma))
}

/// Whether the words that are read are those of a reading.
pub(super) fn is_in_reading(walk: &Walk<'_, '_>) -> bool {
    !walk.apparatus.within.is_empty()
}

/// An `app` in the flow: its lemma is text.
pub(super) fn inline(walk: &mut Walk<'_, '_>, id: NodeId) {
    let tree = walk.tree;
    if place::is_apart(tree, id) {
        let container = walk.frame().container;
        let at = walk.pen().at();
        return walk.apparatus.apart.push(Apart { app: id, container, at });
    }
    place::report_in_place(walk, id);
    let parts = Parts::of(tree, id);
    if parts.is_lacuna(tree, id) {
        return lacunae::only(walk, &parts);
    }
    let parts = parts.with_lemma(walk, id);
    let within = walk.apparatus.within.last().cloned();
    let entry = entry::begin(walk, id);
    let container = walk.frame().container;
    let (before, opened) = (walk.pen().marked(), walk.pen().open());
    for child in parts.lemma.map(|lemma| tree.children(lemma)).unwrap_or_default() {
        // a note on the lemma is one on the entry
        if tree.name(*child) != "note" || parts::is_called(tree, *child) {
            walk.node(*child);
        }
    }
    let range = walk.pen().close(opened);
    let held =
        parts.lemma.filter(|lemma| range.is_empty() && tree.elements(*lemma).any(|child| tree.name(child) != "note"));
    let held = held.filter(|_| walk.pen().take_points(before)).map(|lemma| place::shown_source(tree, lemma));
    match range.is_empty() {
        true => walk.pen().point(MarkKind::Entry(entry)),
        false => walk.pen().mark(range.clone(), MarkKind::Entry(entry)),
    }
    let words = walk.pen().slice(range.clone()).replace(['\n', super::pen::LINE], " ");
    walk.apparatus.stands.insert(entry, (container, range));
    if let Some(made) = walk.entries.get_mut(entry.0 as usize) {
        (made.within, made.lemma) = (within, words);
    }
    entry::fill(walk, entry, id, &parts);
    if let (Some(held), Some(made)) = (held, walk.entries.get_mut(entry.0 as usize)) {
        made.lemma_attributes.push((BEFORE.to_owned(), held));
    }
}

/// The entries that stand elsewhere, once the text is there.
pub(super) fn attach(walk: &mut Walk<'_, '_>, body: &mut Text) {
    let tree = walk.tree;
    for Apart { app, container, at } in std::mem::take(&mut walk.apparatus.apart) {
        place::attach(walk, body, app, Some((container, at)));
    }
    walk.apparatus.lists = tree.descendants(tree.root()).filter(|id| tree.name(*id) == "listApp").collect();
    for app in listed(tree) {
        place::attach(walk, body, app, None);
    }
    settle::copies(walk);
    lacunae::mark(walk, body);
    order::states(walk);
    chain::join(walk, body);
    settle::places(walk);
    settle::report(walk);
    body.sort_marks();
}

/// The entries of lists and of stand-off markup, but for those in others' readings.
fn listed(tree: &Tree<'_>) -> Vec<NodeId> {
    let is_listed = |id: &NodeId| {
        let mut around = tree.ancestors(*id).map(|around| tree.name(around));
        let mut listed = false;
        tree.name(*id) == "app"
            && around.all(|name| {
                listed |= matches!(name, "listApp" | "standOff") || tree.parent(*id) == Some(tree.root());
                name != "app"
            })
            && listed
    };
    tree.descendants(tree.root()).filter(is_listed).collect()
}
