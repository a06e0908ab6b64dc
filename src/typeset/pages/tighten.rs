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
    let tight: BTreeMap<usize, SetParagraph> =
        (0..paragraphs.len()).into_par_iter().filter(is_roomy).filter_map(set_tight).collect();
    for (number, flow) in flows.iter().enumerate() {
        let mut notes: BTreeSet<usize> = tight.range(flow.paragraphs.clone()).map(|(index, _)| *index).collect();
        for _ in 0..TRIALS {
            if notes.is_empty() {
                break;
            }
            // The notes with the least room, and those given up as they were.
            let mut swapped: Vec<(usize, SetParagraph)> =
                notes.iter().map(|index| (*index, tight[index].clone())).collect();
            let swap = |set: &mut [SetParagraph], swapped: &mut [(usize, SetParagraph)]| {
                swapped.iter_mut().for_each(|(index, other)| std::mem::swap(&mut set[*index], other));
            };
            swap(&mut settled.set, &mut swapped);
            let galley = galley::build(flow, paragraphs, &settled.set, workshop, edition, style);
            let moved = moved(&settled.galleys[number], &galley, &settled.plans[number].pages);
            if moved.is_empty() {
                let weighed = std::mem::replace(&mut settled.galleys[number], galley);
                settled.weighed.insert(number, weighed);
                break;
            }
            swap(&mut settled.set, &mut swapped);
            let before = notes.len();
            notes.retain(|index| !moved.contains(&ParagraphId(*index as u32)));
            if notes.len() == before {
                break;
            }
        }
    }
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
