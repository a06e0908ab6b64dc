//! The divisions of the book's texts that number their lines anew: in which of them a line is, and which pages have lines
//! of several, so that a number alone does not say which line is meant.
//!
//! Knows the model and the style, and places in texts; nothing of keys.

use crate::model::document::{Container, Edition};
use crate::model::loci::{PlacedAt, Row};
use crate::style::{KeyStyle, Style};
use crate::typeset::composition::division::{Divisions, Names};
use crate::typeset::pages::numbering::LinePlace;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The divisions of all texts.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// By document what they are called, and how many rows of numbers the documents before have.
    documents: BTreeMap<usize, (Names, u32)>,
    /// What stands before the lines of each row, from row 1.
    names: Vec<Arc<str>>,
}

/// The pages with lines of several rows: for each page the first and the last row of its lines that count.
#[derive(Clone, Debug, Default)]
pub(super) struct Spans(Vec<Option<(u32, u32)>>);

impl Rows {
    /// Those of a book. What comes before the first division of a text is a row too.
    pub(super) fn of(edition: &Edition, style: &Style) -> Self {
        let mut rows = Self::default();
        let keyed = edition.series.iter().find(|series| series.kind.is_keyed());
        let default = KeyStyle::default();
        let key = keyed.map_or(&default, |series| &style.apparatus_of(&series.id).key);
        for (index, document) in edition.documents.iter().enumerate() {
            let names = Divisions::of(document, edition, style, key).names();
            if names.len() > 0 {
                let before = rows.names.len() as u32;
                rows.names.push(Arc::from(""));
                rows.names.extend(names.all());
                rows.documents.insert(index, (names, before));
            }
        }
        rows
    }

    /// The row of a line that begins at byte `at` of a container; 0 if its text has one row.
    pub(super) fn at(&self, origin: Option<(usize, Container)>, at: impl FnOnce() -> usize) -> u32 {
        let Some((document, Container::Body)) = origin else { return 0 };
        self.documents.get(&document).map_or(0, |(names, before)| before + 1 + names.at(at()).0 as u32)
    }

    /// What stands before the lines of a row.
    pub(super) fn name(&self, row: u32) -> Option<&str> {
        self.names.get((row as usize).checked_sub(1)?).map(|name| &**name)
    }

    /// A place as lists and references name it: with its row where its page has several.
    pub(super) fn placed(&self, place: LinePlace, spans: &Spans) -> PlacedAt {
        let index = place.division;
        let name = (index as usize).checked_sub(1).and_then(|row| self.names.get(row));
        let row = name.filter(|_| spans.is_mixed(place.page)).map(|name| Row { index, name: name.clone() });
        PlacedAt { row, ..place.into() }
    }
}

impl Spans {
    /// Comes to a line.
    pub(super) fn line(&mut self, place: LinePlace) {
        if !place.counts || place.note || place.division == 0 {
            return;
        }
        if self.0.len() <= place.page {
            self.0.resize(place.page + 1, None);
        }
        let (first, last) = self.0[place.page].unwrap_or((place.division, place.division));
        self.0[place.page] = Some((first.min(place.division), last.max(place.division)));
    }

    /// Whether a page has lines of several rows.
    pub(super) fn is_mixed(&self, page: usize) -> bool {
        self.0.get(page).copied().flatten().is_some_and(|(first, last)| first != last)
    }
}
