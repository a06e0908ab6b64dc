//! The figures of the apparatus by document: what each witness has how often, where two agree, readings by type and
//! layer, and the singular readings of each.

use super::writer::{Address, Writer};
use crate::model::apparatus::{Layer, SiglumId};
use crate::model::document::{Document, Edition};
use crate::model::text::{Alignment, BlockKind, GroupKind, MarkKind};
use crate::terms::{GeneratedTerms, SiglaTerms};
use crate::variation::{Agreement, Counts, Variation};
use std::ops::Range;

/// The most columns of witnesses side by side, and how wide they may be together, in twentieths of an em.
const MOST: usize = 12;
const ROOM: usize = 460;
/// How wide in these a figure, a letter of a siglum and the space between two columns are.
const FIGURE: usize = 10;
const LETTER: usize = 13;
const SPACE: usize = 12;

/// Writes the tables of every document with witnesses in force and a place that is accounted for.
pub(super) fn write(edition: &Edition, writer: &mut Writer<'_>) {
    let figures = |document| Figures::of(edition, document);
    let all: Vec<Figures<'_>> = edition.documents.iter().filter_map(figures).collect();
    let several = all.len() > 1;
    for figures in all {
        if several {
            writer.block(BlockKind::Heading(1));
            writer.title(figures.document, false);
        }
        figures.write(writer);
    }
}

/// The figures of a document.
struct Figures<'a> {
    edition: &'a Edition,
    document: &'a Document,
    variation: Variation,
    counts: Counts,
}

/// A row of a table: what it is of, and its figures.
struct Row {
    head: String,
    cells: Vec<String>,
}

impl<'a> Figures<'a> {
    fn of(edition: &'a Edition, document: &'a Document) -> Option<Self> {
        let variation = Variation::of(document);
        let counts = Counts::of(document, &variation);
        (!variation.witnesses.is_empty() && !variation.places.is_empty()).then_some(Self {
            edition,
            document,
            variation,
            counts,
        })
    }

    fn write(&self, writer: &mut Writer<'_>) {
        let terms = GeneratedTerms::of(writer.language).sigla;
        self.witnesses(writer, terms);
        if self.variation.witnesses.len() > 1 && self.variation.varying().next().is_some() {
            self.matrix(writer, terms.agreements[0], |a, b, pair| match a.cmp(&b) {
                std::cmp::Ordering::Less => pair.agree.to_string(),
                std::cmp::Ordering::Equal => "·".to_owned(),
                std::cmp::Ordering::Greater => pair.of.to_string(),
            });
            self.matrix(writer, terms.agreements[1], |a, b, pair| match pair.percent() {
                Some(percent) if a != b => percent.to_string(),
                Some(_) => "·".to_owned(),
                None => "–".to_owned(),
            });
        }
        self.types(writer, terms);
        self.layers(writer, terms);
        self.singular(writer, terms);
    }

    fn name(&self, id: SiglumId) -> &str {
        self.document.sigla.name(id)
    }

    /// What each witness has how often: the only table with a row for each and few columns.
    fn witnesses(&self, writer: &mut Writer<'_>, terms: &SiglaTerms) {
        let heads: Vec<&str> = terms.columns.to_vec();
        let rows: Vec<Row> = (self.counts.witnesses.iter())
            .map(|count| Row {
                head: self.name(count.witness).to_owned(),
                cells: [count.lemma, count.variants, count.singular, count.lacking].map(|n| n.to_string()).to_vec(),
            })
            .collect();
        table(writer, terms.witnesses, &heads, &rows, 0..heads.len());
    }

    /// A row and a column for each witness.
    fn matrix(&self, writer: &mut Writer<'_>, caption: &str, cell: impl Fn(usize, usize, Agreement) -> String) {
        let count = self.variation.witnesses.len();
        let row = |a: usize| Row {
            head: self.name(self.variation.witnesses[a]).to_owned(),
            cells: (0..count).map(|b| cell(a, b, self.variation.agreement(a, b))).collect(),
        };
        self.by_witness(writer, caption, None, &(0..count).map(row).collect::<Vec<_>>());
    }

    fn types(&self, writer: &mut Writer<'_>, terms: &SiglaTerms) {
        // Where no reading has a type there is nothing to tell apart.
        if self.counts.types.keys().all(Option::is_none) {
            return;
        }
        let rows: Vec<Row> = (self.counts.types.iter())
            .map(|(name, count)| Row {
                head: name.clone().unwrap_or_else(|| terms.untyped.to_owned()),
                cells: figures(count.readings, &count.witnesses),
            })
            .collect();
        self.by_witness(writer, terms.readings[0], Some(terms.all), &rows);
    }

    fn layers(&self, writer: &mut Writer<'_>, terms: &SiglaTerms) {
        let layers: Vec<_> = self.counts.layers.iter().filter(|(_, count)| count.readings > 0).collect();
        if layers.len() < 2 {
            return;
        }
        let series = &self.edition.series;
        let title = |layer: Layer| match layer {
            Layer::Series(index) => series.get(index).map_or_else(String::new, |series| series.title.clone()),
            Layer::Emendation => terms.emendations.to_owned(),
        };
        let rows: Vec<Row> = (layers.into_iter())
            .map(|(layer, count)| Row { head: title(*layer), cells: figures(count.readings, &count.witnesses) })
            .collect();
        self.by_witness(writer, terms.readings[1], Some(terms.all), &rows);
    }

    /// A table with a column for each witness, after one of all with `all`; in as many as fit the page.
    fn by_witness(&self, writer: &mut Writer<'_>, caption: &str, all: Option<&str>, rows: &[Row]) {
        let sigla = self.variation.witnesses.iter().map(|id| self.name(*id));
        let heads: Vec<&str> = all.into_iter().chain(sigla).collect();
        let letters = |words: &str| words.chars().count();
        let first = rows.iter().map(|row| letters(&row.head)).max().unwrap_or(0).min(12) * LETTER;
        let width = |column: usize| {
            let figures = rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| letters(cell)).max();
            SPACE + (letters(heads[column]) * LETTER).max(figures.unwrap_or(0) * FIGURE)
        };
        let widths: Vec<usize> = (0..heads.len()).map(width).collect();
        let room = ROOM.saturating_sub(first);
        // As few tables as there must be, each with as many columns as the others.
        let fewest = blocks(&widths, room, MOST).len().max(1);
        for columns in blocks(&widths, room, heads.len().div_ceil(fewest)) {
            let caption = if columns.start == 0 { caption } else { "" };
            table(writer, caption, &heads, rows, columns);
        }
    }

    /// `B (3): 12.5, 9; 15.3`
    fn singular(&self, writer: &mut Writer<'_>, terms: &SiglaTerms) {
        let all = self.variation.singular();
        if all.is_empty() {
            return;
        }
        writer.block(BlockKind::Heading(2));
        writer.words(terms.singular);
        writer.group(GroupKind::Entries, |w| {
            for witness in &self.variation.witnesses {
                let own: Vec<_> = all.iter().filter(|one| one.witness == *witness).collect();
                if own.is_empty() {
                    continue;
                }
                w.block(BlockKind::Paragraph);
                w.marked(MarkKind::Strong, |w| w.words(self.name(*witness)));
                w.words(&format!("\u{2002}({})", own.len()));
                let entries = own.iter().filter_map(|one| self.document.entries.get(one.entry.0 as usize));
                let placed = entries.filter(|entry| entry.place.is_some());
                let mut places: Vec<Address> =
                    placed.map(|entry| Address::new(self.document, entry.id.as_str())).collect();
                places.dedup();
                if !places.is_empty() {
                    w.words("\u{2002}");
                    w.places(&places, true);
                }
            }
        });
    }
}

/// Columns of these widths in blocks that fit `room`, of `most` columns at most and one at least.
fn blocks(widths: &[usize], room: usize, most: usize) -> Vec<Range<usize>> {
    let mut blocks = vec![];
    let mut start = 0;
    while start < widths.len() {
        let fits = |end: usize| end - start <= most && widths[start..end].iter().sum::<usize>() <= room;
        let end = (start + 1..=widths.len()).take_while(|end| fits(*end)).last().unwrap_or(start + 1);
        blocks.push(start..end);
        start = end;
    }
    blocks
}

/// The figure of all, then that of each witness.
fn figures(all: usize, witnesses: &[usize]) -> Vec<String> {
    std::iter::once(all).chain(witnesses.iter().copied()).map(|n| n.to_string()).collect()
}

/// Some columns of a table, after that of the rows' heads.
fn table(writer: &mut Writer<'_>, caption: &str, heads: &[&str], rows: &[Row], columns: Range<usize>) {
    let mut alignments = vec![Alignment::Left];
    alignments.resize(columns.len() + 1, Alignment::Right);
    writer.group(GroupKind::Table(alignments), |w| {
        if !caption.is_empty() {
            w.block(BlockKind::Caption);
            w.words(caption);
        }
        row(w, true, std::iter::once("").chain(heads[columns.clone()].iter().copied()));
        for one in rows {
            let cells = one.cells.get(columns.clone()).unwrap_or_default();
            row(w, false, std::iter::once(one.head.as_str()).chain(cells.iter().map(String::as_str)));
        }
    });
}

fn row<'c>(writer: &mut Writer<'_>, head: bool, cells: impl Iterator<Item = &'c str>) {
    writer.group(GroupKind::Row { head }, |w| {
        for cell in cells {
            w.group(GroupKind::Cell, |w| {
                w.block(BlockKind::Paragraph);
                w.words(cell);
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn columns_are_parted_where_the_room_or_the_number_ends() {
        assert_eq!(blocks(&[3, 3, 3, 3, 3], 9, 12), [0..3, 3..5]);
        assert_eq!(blocks(&[1, 1, 1, 1, 1], 9, 2), [0..2, 2..4, 4..5]);
        // one that has no room still stands somewhere
        assert_eq!(blocks(&[20, 1], 9, 12), [0..1, 1..2]);
        assert!(blocks(&[], 9, 12).is_empty());
    }
}
