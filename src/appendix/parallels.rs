//! The appendix of parallels: a table for every two documents, in it their pairs side by side, cut
//! into rows that face one another, the common words marked.

use super::passages::{self, Passage};
use super::writer::Writer;
use super::{facing, runs};
use crate::model::document::Edition;
use crate::model::parallel::{Parallel, Side};
use crate::model::text::{Alignment, BlockKind, GroupKind, MarkKind, Text};
use crate::terms::GeneratedTerms;
use std::ops::Range;

/// A parallel whose documents the book has.
struct Pair<'a> {
    parallel: &'a Parallel,
    found: [Passage<'a>; 2],
}

/// Writes the appendix.
pub(super) fn write(edition: &Edition, writer: &mut Writer<'_>) {
    let mut number = 0;
    for pairs in by_documents(edition) {
        writer.group(GroupKind::Table(vec![Alignment::Facing, Alignment::Facing]), |w| {
            row(w, true, pairs[0].found.each_ref(), |w, passage| passage.name(w));
            for pair in &pairs {
                number += 1;
                write_pair(w, number, pair);
            }
        });
    }
}

/// The pairs of the same two documents together, in the order in which these come first.
fn by_documents(edition: &Edition) -> Vec<Vec<Pair<'_>>> {
    let mut all: Vec<Vec<Pair<'_>>> = Vec::new();
    for parallel in &edition.parallels {
        let [left, right] = &parallel.sides;
        let (Some(a), Some(b)) = (passages::find(edition, left), passages::find(edition, right)) else { continue };
        let pair = Pair { parallel, found: [a, b] };
        let documents = |pair: &Pair<'_>| pair.parallel.sides.each_ref().map(|side| side.document.clone());
        match all.iter_mut().find(|pairs| documents(&pairs[0]) == documents(&pair)) {
            Some(pairs) => pairs.push(pair),
            None => all.push(vec![pair]),
        }
    }
    all
}

/// The head of a pair (`1. Paraphrase, p. 12`), its rows, and the editor's note below.
fn write_pair(writer: &mut Writer<'_>, number: usize, pair: &Pair<'_>) {
    let Pair { parallel, found } = pair;
    let kind = GeneratedTerms::of(writer.language).kind(parallel.kind);
    row(writer, true, [(true, &found[0]), (false, &found[1])], |w, (first, passage)| {
        if first {
            w.anchor(format!("parallel-{}", parallel.id));
            w.words(&format!("{number}. "));
            w.emphasised(kind);
            w.words(", ");
        }
        w.page(&passage.place);
    });
    match found.each_ref().map(|passage| passage.words.as_ref()) {
        [Some((left, a)), Some((right, b))] => rows(writer, found, [(left, a), (right, b)]),
        _ => row(writer, false, [0, 1], |w, n| alone(w, &found[n], &parallel.sides[n])),
    }
    for block in parallel.note.iter().flat_map(|note| note.blocks.iter().map(move |block| (note, block))) {
        row(writer, false, [block], |w, (note, block)| w.copy(note, block.range.clone()));
    }
}

/// The rows of a pair whose texts are there.
fn rows(writer: &mut Writer<'_>, found: &[Passage<'_>; 2], sides: [(&Text, &Range<usize>); 2]) {
    let [a, b] = sides.map(|(text, range)| &text.string[range.clone()]);
    let (left, right): (Vec<_>, Vec<_>) = runs::common(a, b).into_iter().unzip();
    let common = [left, right];
    for (x, y) in facing::pieces(a, b) {
        row(writer, false, [(0, x), (1, y)], |w, (n, piece)| {
            let (text, range) = sides[n];
            let moved = |r: &Range<usize>| r.start + range.start..r.end + range.start;
            let inside = |r: &Range<usize>| r.start.max(piece.start)..r.end.min(piece.end);
            let runs: Vec<_> = common[n].iter().map(inside).filter(|r| !r.is_empty()).map(|r| moved(&r)).collect();
            w.in_language(&found[n].document.language, |w| with_runs(w, text, moved(&piece), &runs));
        });
    }
}

/// A row with a cell for each of `cells`.
fn row<T, const N: usize>(writer: &mut Writer<'_>, head: bool, cells: [T; N], write: impl Fn(&mut Writer<'_>, T)) {
    writer.group(GroupKind::Row { head }, |w| {
        for cell in cells {
            w.group(GroupKind::Cell, |w| {
                w.block(BlockKind::Paragraph);
                write(w, cell);
            });
        }
    });
}

/// A passage whose other side is not there; of its own text the first words if that is not there either.
fn alone(writer: &mut Writer<'_>, passage: &Passage<'_>, side: &Side) {
    writer.in_language(&passage.document.language, |w| match &passage.words {
        Some((text, range)) => w.copy(text, range.clone()),
        None => w.words(&format!("{} …", side.words.trim())),
    });
}

/// Words of a text, the common runs marked.
fn with_runs(writer: &mut Writer<'_>, text: &Text, range: Range<usize>, runs: &[Range<usize>]) {
    let mut at = range.start;
    for run in runs {
        writer.copy(text, at..run.start);
        writer.marked(MarkKind::Emphasis, |w| w.copy(text, run.clone()));
        at = run.end;
    }
    writer.copy(text, at..range.end);
}
