//! The sigla of all documents as one list: those that mean the same are one.

use super::has_apparatus;
use crate::model::apparatus::conspectus::{anchor, anchor_in};
use crate::model::apparatus::{Siglum, SiglumId, SiglumKind};
use crate::model::document::Edition;
use std::collections::BTreeMap;

/// A siglum with one meaning.
pub(super) struct Listed<'a> {
    pub(super) siglum: &'a Siglum,
    /// The documents (index) in which it means that, and its id in each.
    pub(super) documents: Vec<(usize, SiglumId)>,
    /// Whether it means something else in other documents.
    pub(super) differs: bool,
    /// The name of its place.
    pub(super) anchor: String,
    /// What it stands below: its group, or the witness whose hand it is.
    parent: Option<usize>,
}

/// All sigla, in the order in which they are declared.
pub(super) struct List<'a> {
    pub(super) all: Vec<Listed<'a>>,
}

impl<'a> List<'a> {
    /// Those of the documents with an apparatus. A file that no `sigla.toml` declares is listed where it is in force.
    pub(super) fn of(edition: &'a Edition) -> Self {
        let mut all: Vec<Listed<'a>> = Vec::new();
        let mut known: BTreeMap<(usize, SiglumId), usize> = BTreeMap::new();
        for (number, document) in edition.documents.iter().enumerate().filter(|(_, document)| has_apparatus(document)) {
            let sigla = &document.sigla;
            for (id, siglum) in (0..).map(SiglumId).zip(&sigla.list) {
                if siglum.span.is_none() && !sigla.is_in_force(id) {
                    continue;
                }
                let index = all.iter().position(|listed| means_the_same(listed.siglum, siglum)).unwrap_or_else(|| {
                    let taken = all.iter().any(|listed| listed.siglum.siglum == siglum.siglum);
                    let name = &siglum.siglum;
                    let anchor = if taken { anchor_in(name, &document.id) } else { anchor(name) };
                    all.push(Listed { siglum, documents: vec![], differs: false, anchor, parent: None });
                    all.len() - 1
                });
                all[index].documents.push((number, id));
                known.insert((number, id), index);
            }
        }
        for index in 0..all.len() {
            let name = &all[index].siglum.siglum;
            let differs = all.iter().filter(|listed| listed.siglum.siglum == *name).count() > 1;
            let above = all[index].siglum.hand_of.or(all[index].siglum.group);
            let parent =
                all[index].documents.first().zip(above).and_then(|((number, _), id)| known.get(&(*number, id)));
            all[index].parent = parent.copied();
            all[index].differs = differs;
        }
        let mut list = Self { all };
        list.cut_circles();
        list
    }

    /// A group that is its own member in the end stands below nothing.
    fn cut_circles(&mut self) {
        for index in 0..self.all.len() {
            let mut at = self.all[index].parent;
            for _ in 0..self.all.len() {
                let Some(parent) = at else { break };
                if parent == index {
                    self.all[index].parent = None;
                    break;
                }
                at = self.all[parent].parent;
            }
        }
    }

    /// Those of a kind that stand below nothing, a group where it or its first member is declared. Groups are among
    /// the manuscripts.
    pub(super) fn roots(&self, kind: SiglumKind) -> Vec<usize> {
        let section = |index: usize| match self.all[index].siglum.kind {
            SiglumKind::Group | SiglumKind::Hand => SiglumKind::Manuscript,
            kind => kind,
        };
        let is_root = |index: &usize| self.all[*index].parent.is_none() && section(*index) == kind;
        let mut roots: Vec<usize> = (0..self.all.len()).filter(is_root).collect();
        roots.sort_by_key(|root| self.first(*root));
        roots
    }

    /// Those directly below one, hands before members.
    pub(super) fn below(&self, index: usize) -> Vec<usize> {
        let mut below: Vec<usize> =
            (0..self.all.len()).filter(|other| self.all[*other].parent == Some(index)).collect();
        below.sort_by_key(|other| (self.all[*other].siglum.kind != SiglumKind::Hand, self.first(*other)));
        below
    }

    /// Where the first of one and those below it is declared.
    fn first(&self, index: usize) -> usize {
        let members = (0..self.all.len()).filter(|other| self.all[*other].parent == Some(index));
        members.map(|member| self.first(member)).min().map_or(index, |first| first.min(index))
    }
}

/// Whether two documents declare the same by a siglum.
fn means_the_same(one: &Siglum, other: &Siglum) -> bool {
    let said = |siglum: &Siglum| (siglum.siglum.clone(), siglum.title.clone(), siglum.kind, siglum.date.clone());
    said(one) == said(other)
}
