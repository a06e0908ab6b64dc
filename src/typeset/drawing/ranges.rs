//! From where to where each page goes, as running heads say it: its lines, or the milestones in force.

use crate::model::document::{Edition, Matter, Presence};
use crate::model::lines::MilestoneKind;
use crate::style::{HeadRange, Style};
use crate::typeset::composition::flow::{Flow, FlowKind};
use crate::typeset::lines::CutLine;
use crate::typeset::pages::numbering::BookPage;
use crate::typeset::pages::plan::{Placed, What};
use crate::typeset::pages::settle::Settled;
use crate::typeset::paragraph::Paragraph;
use crate::typeset::paragraph::point::What as Point;
use std::sync::Arc;

/// What goes over the pages of a book.
struct Walk<'a> {
    paragraphs: &'a [Paragraph],
    settled: &'a Settled,
    /// The system whose milestones are wanted.
    system: usize,
    /// The milestone in force.
    current: Option<Arc<str>>,
}

/// What the running head of each page says of its range; empty where it says nothing.
pub(crate) fn of_pages(
    edition: &Edition,
    paragraphs: &[Paragraph],
    flows: &[Flow],
    style: &Style,
    settled: &Settled,
) -> Vec<String> {
    let head = &style.running_head;
    if head.ranges == [HeadRange::None; 2] {
        return vec![];
    }
    let systems = &edition.book.milestones;
    let first = || systems.iter().position(|system| system.kind != MilestoneKind::Speakers);
    let system = systems.iter().position(|system| system.id == head.milestones).or_else(first).unwrap_or(0);
    let mut walk = Walk { paragraphs, settled, system, current: None };
    let is_text = |flow: usize| match flows[flow].kind {
        FlowKind::Document(index) => {
            let document = &edition.documents[index];
            document.matter == Matter::Text && document.presence == Presence::Text
        }
        _ => false,
    };
    let ranges = settled.pages.iter().enumerate().map(|(index, page)| {
        let BookPage { content: Some((flow, plan)), .. } = *page else { return String::new() };
        if plan == 0 {
            walk.current = None;
        }
        if !is_text(flow) {
            return String::new();
        }
        let placed = settled.plans[flow].pages[plan].walk(&settled.galleys[flow]).0;
        // Milestones are followed on every page, whether its head names them or not.
        let milestones = walk.milestones(&placed);
        match head.ranges[usize::from(index.is_multiple_of(2))] {
            HeadRange::None => String::new(),
            HeadRange::Lines => lines(&placed),
            HeadRange::Milestones => milestones,
        }
    });
    ranges.collect()
}

/// The first and the last number of a page; of each run of numbers where they begin anew on it.
fn lines(placed: &[Placed<'_>]) -> String {
    let mut runs: Vec<(u32, u32)> = vec![];
    for placed in placed {
        let What::Line { number, again: false, .. } = placed.what else { continue };
        if !number.counts || number.sub > 0 {
            continue;
        }
        match runs.last_mut().filter(|(_, last)| *last < number.number) {
            Some((_, last)) => *last = number.number,
            None => runs.push((number.number, number.number)),
        }
    }
    let runs: Vec<String> = runs.iter().map(|(first, last)| range(&first.to_string(), &last.to_string())).collect();
    runs.join(", ")
}

impl Walk<'_> {
    /// The milestones in force at the beginning and the end of a page.
    fn milestones(&mut self, placed: &[Placed<'_>]) -> String {
        let (mut first, mut at_head) = (self.current.clone(), true);
        for placed in placed {
            let What::Line { block, setting, line, again: false, .. } = placed.what else { continue };
            for id in block.parts(setting, line, &self.settled.set) {
                let line = CutLine::of(id, &self.settled.set);
                let (paragraph, set) =
                    (&self.paragraphs[id.paragraph.0 as usize], &self.settled.set[id.paragraph.0 as usize]);
                let begins_here = paragraph.points.iter().any(|point| {
                    matches!(&point.what, Point::Milestone(one) if one.system == self.system)
                        && set.text.offset(point) == line.cut.start
                });
                for milestone in set.milestones(paragraph, &line.cut).filter(|one| one.system == self.system) {
                    if first.is_none() || at_head && begins_here {
                        first = Some(milestone.label.clone());
                    }
                    self.current = Some(milestone.label.clone());
                    at_head = false;
                }
                at_head = false;
            }
        }
        match (first, &self.current) {
            (Some(first), Some(last)) => range(&first, last),
            _ => String::new(),
        }
    }
}

fn range(first: &str, last: &str) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}
