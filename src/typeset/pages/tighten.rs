//! Keys as wide as they read: while pages are looked for, a key counted from the head of its page has room for two
//! digits, so that another page does not break the notes run together anew. Once the pages are chosen, those notes are
//! set as they read, on each page where that leaves every line of notes in its place.
//!
//! Knows notes and the lines of a page; nothing of how pages were chosen.

use crate::model::document::Edition;
use crate::style::Style;
use crate::typeset::composition::flow::Flow;
use crate::typeset::galley::{self, Galley};
use crate::typeset::lines::{SetParagraph, Workshop};
use crate::typeset::pages::plan::PagePlan;
use crate::typeset::pages::settle::Settled;
use crate::typeset::paragraph::{Paragraph, ParagraphId};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How often notes are given up whose pages have other lines without their room: each time others may be a page's whose
/// lines hang on them.
const TRIALS: usize = 4;

/// Takes the room that keys do not need from the notes of all pages whose lines stay as many.
pub(super) fn tighten(
    settled: &mut Settled,
    (edition, style): (&Edition, &Style),
    workshop: &Workshop<'_>,
    flows: &[Flow],
    paragraphs: &[Paragraph],
) {
    let is_roomy = |index: &usize| {
        let paragraph = &paragraphs[*index];
        paragraph.runs_on && paragraph.keyed_by_page && settled.set[*index].is_roomy(paragraph)
    };
    // One that can be broken at other places so would shift the units of all notes after it.
    let set_tight = |index: usize| {
        let tight = workshop.set_tight(&paragraphs[index], &settled.table);
        (tight.nodes.len() == settled.set[index].nodes.len()).then_some((index, tight))
    };
    let mut tight: BTreeMap<usize, SetParagraph> =
        (0..paragraphs.len()).into_par_iter().filter(is_roomy).filter_map(set_tight).collect();
    let of_flow = |flow: &Flow| tight.range(flow.paragraphs.clone()).map(|(index, _)| *index).collect();
    let mut trials: Vec<Trial> = flows.iter().map(of_flow).enumerate().map(Trial::new).collect();
    for _ in 0..TRIALS {
        trials.retain(|trial| !trial.notes.is_empty());
        if trials.is_empty() {
            break;
        }
        // The notes with the least room, and for those given up as they were.
        let tried = || trials.iter().flat_map(|trial| &trial.notes);
        let mut swapped: Vec<(usize, SetParagraph)> =
            tried().filter_map(|index| Some((*index, tight.remove(index)?))).collect();
        swap(&mut settled.set, &mut swapped);
        let (set, galleys, plans) = (&settled.set, &settled.galleys, &settled.plans);
        let build = |trial: &Trial| {
            let galley = galley::build(&flows[trial.flow], paragraphs, set, workshop, edition, style);
            let moved = moved(&galleys[trial.flow], &galley, &plans[trial.flow].pages);
            (galley, moved)
        };
        let built: Vec<(Galley, BTreeSet<ParagraphId>)> = trials.par_iter().map(build).collect();
        let failed: BTreeSet<usize> = trials
            .iter()
            .zip(&built)
            .filter(|(_, (_, moved))| !moved.is_empty())
            .map(|(trial, _)| trial.flow)
            .collect();
        let flow_of = |index: usize| flows.partition_point(|flow| flow.paragraphs.end <= index);
        swapped.retain(|(index, _)| failed.contains(&flow_of(*index)));
        swap(&mut settled.set, &mut swapped);
        tight.extend(swapped);
        for (trial, (galley, moved)) in trials.iter_mut().zip(built) {
            if moved.is_empty() {
                let weighed = std::mem::replace(&mut settled.galleys[trial.flow], galley);
                settled.weighed.insert(trial.flow, weighed);
            }
            trial.give_up(&moved);
        }
    }
}

/// The notes of a flow that are to be set with less room.
struct Trial {
    flow: usize,
    notes: BTreeSet<usize>,
}

impl Trial {
    fn new((flow, notes): (usize, BTreeSet<usize>)) -> Self {
        Self { flow, notes }
    }

    /// Leaves the notes that have moved as they were; where none was among them, or nothing moved, no other trial
    /// comes.
    fn give_up(&mut self, moved: &BTreeSet<ParagraphId>) {
        let before = self.notes.len();
        self.notes.retain(|index| !moved.contains(&ParagraphId(*index as u32)));
        if self.notes.len() == before {
            self.notes.clear();
        }
    }
}

/// Exchanges the paragraphs named by their index.
fn swap(set: &mut [SetParagraph], swapped: &mut [(usize, SetParagraph)]) {
    swapped.iter_mut().for_each(|(index, other)| std::mem::swap(&mut set[*index], other));
}

/// The notes of the pages whose notes have other lines in `now` than in `before`.
fn moved(before: &Galley, now: &Galley, pages: &[PagePlan]) -> BTreeSet<ParagraphId> {
    let mut moved = BTreeSet::new();
    for page in pages {
        let pairs = || before.streams.iter().zip(&now.streams).zip(&page.notes.lines);
        if !pairs().all(|((before, now), units)| now.has_lines_of(before, units)) {
            moved.extend(pairs().flat_map(|((before, _), units)| before.run_together(units)));
        }
    }
    moved
}
