//! From where to where each page goes, as running heads say it: its lines, or the milestones in force.

use crate::model::document::{Container, Edition, Matter, Presence};
use crate::model::lines::{MilestoneKind, Milestones};
use crate::model::loci;
use crate::style::{HeadRange, Style};
use crate::typeset::composition::flow::{Flow, FlowKind};
use crate::typeset::galley::GalleyBlock;
use crate::typeset::galley::counted::LineNumber;
use crate::typeset::pages::numbering::BookPage;
use crate::typeset::pages::plan::{Placed, What};
use crate::typeset::pages::settle::Settled;
use crate::typeset::paragraph::Paragraph;
use std::ops::Range;

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
    let first = || systems.iter().find(|system| system.kind != MilestoneKind::Speakers);
    let named = systems.iter().find(|system| system.id == head.milestones).or_else(first);
    let system = named.map_or("", |system| system.id.as_str());
    // The milestones of the document that comes next, looked up once.
    let mut known: Option<(usize, Milestones)> = None;
    let text = |flow: usize| match flows[flow].kind {
        FlowKind::Document(index) => {
            let document = &edition.documents[index];
            let is_text = document.matter == Matter::Text && document.presence == Presence::Text;
            is_text.then_some((index, document))
        }
        _ => None,
    };
    let ranges = settled.pages.iter().enumerate().map(|(index, page)| {
        let BookPage { content: Some((flow, plan)), .. } = *page else { return String::new() };
        let Some((of, document)) = text(flow) else { return String::new() };
        let placed = || settled.plans[flow].pages[plan].walk(&settled.galleys[flow]).0;
        match head.ranges[usize::from(index.is_multiple_of(2))] {
            HeadRange::None => String::new(),
            HeadRange::Lines => lines(&placed(), paragraphs, settled),
            HeadRange::Milestones => {
                let all = match known.take() {
                    Some((index, all)) if index == of => all,
                    _ => Milestones::of(&document.body, systems, system),
                };
                let range = milestones(&all, paragraphs, settled, &placed());
                known = Some((of, all));
                range
            }
        }
    });
    ranges.collect()
}

/// The least and the greatest number of a page; where they begin anew on it those of each run, or from the division of
/// the first to that of the last. A verse out of its place begins none.
fn lines(placed: &[Placed<'_>], paragraphs: &[Paragraph], settled: &Settled) -> String {
    let division = |block: &GalleyBlock, setting: u8, line: u32| {
        let id = block.parts(setting, line, &settled.set).next()?;
        let (paragraph, set) = (&paragraphs[id.paragraph.0 as usize], &settled.set[id.paragraph.0 as usize]);
        settled.table.division(paragraph.origin, || set.source_at(paragraph, set.cut(id).start))
    };
    let numbers = placed.iter().filter_map(|placed| match placed.what {
        What::Line { block, setting, line, number, again: false } if number.counts && number.sub == 0 => {
            Some((number, division(block, setting, line)))
        }
        _ => None,
    });
    let (numbers, divisions): (Vec<LineNumber>, Vec<Option<&str>>) = numbers.unzip();
    let mut runs: Vec<[LineNumber; 2]> = vec![];
    // The last number that is in its place.
    let mut before: Option<u32> = None;
    for (index, number) in numbers.iter().enumerate() {
        let falls = before.is_some_and(|before| number.number <= before && number.letters.is_empty());
        let anew = falls && !before.is_some_and(|before| returns(&numbers[index..], before));
        match runs.last_mut().filter(|_| !anew) {
            Some([first, last]) => {
                (*first, *last) = (least(*first, *number), greatest(*last, *number));
            }
            None => runs.push([*number; 2]),
        }
        before = if falls && !anew { before } else { Some(number.number) };
    }
    if let ([first, .., last], Some(Some(begins)), Some(Some(ends))) = (&*runs, divisions.first(), divisions.last())
        && begins != ends
    {
        return format!("{begins}{}–{ends}{}", first[0], last[1]);
    }
    let runs: Vec<String> = runs.iter().map(|[first, last]| range(&first.to_string(), &last.to_string())).collect();
    runs.join(", ")
}

/// Whether what begins with a number that is no greater than the one `before` it is out of its place: the numbers go back
/// up behind it, which the source says. A single verse at the foot of a page may be; a row is not.
fn returns(numbers: &[LineNumber], before: u32) -> bool {
    let rest = numbers.iter().skip(1).find(|number| number.jumps && number.letters.is_empty());
    match rest {
        Some(next) => numbers[0].jumps && next.number > before,
        None => numbers[0].jumps && numbers.len() == 1 && numbers[0].number > 1,
    }
}

fn least(one: LineNumber, other: LineNumber) -> LineNumber {
    if other.order() < one.order() { other } else { one }
}

fn greatest(one: LineNumber, other: LineNumber) -> LineNumber {
    if other.order() > one.order() { other } else { one }
}

/// The milestones in force at the beginning and the end of a page.
fn milestones(all: &Milestones, paragraphs: &[Paragraph], settled: &Settled, placed: &[Placed<'_>]) -> String {
    let mut page: Option<Range<usize>> = None;
    for placed in placed {
        let What::Line { block, setting, line, again: false, .. } = placed.what else { continue };
        for id in block.parts(setting, line, &settled.set) {
            let (paragraph, set) = (&paragraphs[id.paragraph.0 as usize], &settled.set[id.paragraph.0 as usize]);
            if !matches!(paragraph.origin, Some((_, Container::Body))) {
                continue;
            }
            let cut = set.cut(id);
            let (start, end) = (set.source_at(paragraph, cut.start), set.source_at(paragraph, cut.next));
            page = Some(page.map_or(start..end, |page| page.start.min(start)..page.end.max(end)));
        }
    }
    let Some(page) = page else { return String::new() };
    // What begins behind the last word is of the next page.
    match (all.at_or_first(page.start), all.at(page.end.saturating_sub(1))) {
        (Some(first), Some(last)) => loci::labels(first, last),
        _ => String::new(),
    }
}

fn range(first: &str, last: &str) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}
