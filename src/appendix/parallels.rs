//! The appendix of parallels: each pair side by side, the common words marked.

use super::passages::{self, Passage};
use super::runs;
use super::writer::Writer;
use crate::model::document::Edition;
use crate::model::parallel::{Parallel, Side};
use crate::model::text::{Alignment, BlockKind, GroupKind, MarkKind, Text};
use crate::terms::GeneratedTerms;
use std::ops::Range;

/// Writes the appendix.
pub(super) fn write(edition: &Edition, writer: &mut Writer<'_>) {
    for (number, parallel) in (1..).zip(&edition.parallels) {
        let [left, right] = &parallel.sides;
        let (Some(a), Some(b)) = (passages::find(edition, left), passages::find(edition, right)) else { continue };
        pair(writer, (number, parallel), &[a, b]);
        if let Some(note) = &parallel.note {
            passages::note(writer, note);
        }
    }
}

fn pair(writer: &mut Writer<'_>, (number, parallel): (usize, &Parallel), found: &[Passage<'_>; 2]) {
    let common = common(found);
    writer.group(GroupKind::Table(vec![Alignment::Left, Alignment::Left]), |w| {
        w.block(BlockKind::Caption);
        w.anchor(format!("parallel-{}", parallel.id));
        w.words(&format!("{number}. {}", GeneratedTerms::of(w.language).kind(parallel.kind)));
        w.group(GroupKind::Row { head: true }, |w| {
            for passage in found {
                cell(w, |w| passage.head(w));
            }
        });
        w.group(GroupKind::Row { head: false }, |w| {
            for ((passage, side), runs) in found.iter().zip(&parallel.sides).zip(&common) {
                cell(w, |w| words(w, passage, side, runs));
            }
        });
    });
}

fn cell(writer: &mut Writer<'_>, write: impl FnOnce(&mut Writer<'_>)) {
    writer.group(GroupKind::Cell, |w| {
        w.block(BlockKind::Paragraph);
        write(w);
    });
}

/// The common runs of both sides, each in bytes of its text.
fn common(found: &[Passage<'_>; 2]) -> [Vec<Range<usize>>; 2] {
    let (Some((left, a)), Some((right, b))) = (&found[0].words, &found[1].words) else { return [vec![], vec![]] };
    let runs = runs::common(&left.string[a.clone()], &right.string[b.clone()]);
    let moved = |run: Range<usize>, by: usize| run.start + by..run.end + by;
    runs.into_iter().map(|(x, y)| (moved(x, a.start), moved(y, b.start))).unzip::<_, _, Vec<_>, Vec<_>>().into()
}

/// A passage as it stands in its document; its first words where that is not there.
fn words(writer: &mut Writer<'_>, passage: &Passage<'_>, side: &Side, runs: &[Range<usize>]) {
    writer.in_language(&passage.document.language, |w| match &passage.words {
        Some((text, range)) => with_runs(w, text, range, runs),
        None => w.words(&format!("{} …", side.words.trim())),
    });
}

fn with_runs(writer: &mut Writer<'_>, text: &Text, range: &Range<usize>, runs: &[Range<usize>]) {
    let mut at = range.start;
    for run in runs {
        writer.copy(text, at..run.start);
        writer.marked(MarkKind::Strong, |w| w.copy(text, run.clone()));
        at = run.end;
    }
    writer.copy(text, at..range.end);
}
