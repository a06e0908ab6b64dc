//! The witnesses in force, named above the notes of every page: `A B(–7) C`.
//!
//! How high their lines are is known before any page is: as many as the longest that they can read would need.

use crate::model::apparatus::{SeriesKind, SiglumId};
use crate::model::document::{Document, NotePlace, NoteSeries, Presence};
use crate::model::length::Length;
use crate::model::page::Role;
use crate::model::text::MarkKind;
use crate::style::{Align, Figures, Style};
use crate::typeset::composition::composer::{Composer, marginal};
use crate::typeset::composition::flow::Lead;
use crate::typeset::paragraph::assembled::Nowhere;
use crate::typeset::paragraph::piece::Content;
use crate::typeset::paragraph::point::{Point, What};
use crate::typeset::paragraph::{Paragraph, Shape};
use crate::words::direction::{may_turn, runs_leftwards};
use std::ops::Range;
use std::sync::Arc;

/// A line of a page's text: its bytes in the body, and its number as printed.
pub(crate) type TextLine = (Range<usize>, String);

/// For each witness in force what of a document's body it lacks, in order.
pub(crate) struct Gaps(Vec<Vec<Range<usize>>>);

impl Gaps {
    /// Looked up once: every page asks for those of all witnesses.
    pub(crate) fn of(document: &Document) -> Self {
        let in_force = &document.sigla.in_force;
        let mut gaps = vec![vec![]; in_force.len()];
        for mark in &document.body.marks {
            let MarkKind::Lacuna(of) = mark.kind else { continue };
            for (_, gaps) in in_force.iter().zip(&mut gaps).filter(|(id, _)| **id == of) {
                gaps.push(mark.range.clone());
            }
        }
        Self(gaps)
    }
}

impl Composer<'_> {
    /// What the witnesses in force of a document take of every page.
    pub(crate) fn witnesses_lead(&self, document: &Document) -> Lead {
        let layer = layer(self.edition.series.as_slice(), document).filter(|_| self.style.witnesses.show);
        let Some(series) = layer else { return Lead::default() };
        let gaps = Gaps::of(document);
        let each = document.sigla.in_force.iter().zip(&gaps.0).map(|(id, gaps)| {
            let longest = if gaps.is_empty() { String::new() } else { "(–00,\u{a0}00–)".to_owned() };
            format!("{}{longest}", name(document, *id))
        });
        let words = with_lead_in(self.style, each.collect());
        let paragraph = paragraph(self.style, &words, &self.edition.book.language);
        let lines = self.workshop.lines(&paragraph, &Nowhere).len() as i64;
        let note = &self.style.note;
        let foot = ((self.style.text.leading - note.leading) * 3 / 10).max(Length::ZERO);
        Lead { series, height: note.leading * lines, gap: note.gap, foot }
    }
}

/// The apparatus at the foot for which the witnesses of a document are in force, be it empty on a page: the first that
/// has entries of it, or the first of all where it has none yet; none if all its entries stand elsewhere.
fn layer(series: &[NoteSeries], document: &Document) -> Option<usize> {
    if document.presence != Presence::Text || document.sigla.in_force.is_empty() {
        return None;
    }
    let at_foot = |s: &NoteSeries| s.kind == SeriesKind::Apparatus && s.place == NotePlace::Foot;
    let of_apparatus = |s: &NoteSeries| s.kind == SeriesKind::Apparatus;
    let entries = document.notes.iter().filter(|note| note.entry.is_some()).map(|note| note.series);
    let mut entries = entries.filter(|index| series.get(*index).is_some_and(of_apparatus)).peekable();
    match entries.peek() {
        None => series.iter().position(at_foot),
        Some(_) => entries.filter(|index| at_foot(&series[*index])).min(),
    }
}

/// The paragraph that names witnesses.
pub(crate) fn paragraph(style: &Style, words: &str, language: &str) -> Paragraph {
    let shape =
        Shape { width: style.page.measure, align: Align::Left, leading: style.note.leading, ..Shape::default() };
    let mut paragraph = Paragraph::new(shape);
    let margin = &style.witnesses.margin;
    let figures = margin.figures.unwrap_or(Figures::Lining);
    paragraph.language = Some(Arc::from(language));
    paragraph.runs_by_language = true;
    paragraph.pieces = marginal(words, margin, figures, Role::Footer, &Arc::from(language));
    if may_turn(words) || runs_leftwards(language) {
        paragraph.points = names_apart(&paragraph);
    }
    paragraph
}

/// Where each siglum begins and ends, so that one in Hebrew turns neither the next nor the lines behind it.
fn names_apart(paragraph: &Paragraph) -> Vec<Point> {
    let mut points = vec![];
    for (piece, of) in paragraph.pieces.iter().enumerate() {
        let Content::Made(words) = &of.content else { continue };
        let mut at = 0;
        for token in words.split_inclusive(' ') {
            let end = token.find([' ', '(']).unwrap_or(token.len());
            let point = |offset: usize, what| Point { piece, offset: offset as u32, what };
            points.extend([point(at, What::Opens), point(at + end, What::Closes)]);
            at += token.len();
        }
    }
    points
}

/// The witnesses that a page with these lines has, each with the lines where it begins or ends: `A B(–7) C`.
pub(crate) fn in_force(style: &Style, document: &Document, gaps: &Gaps, lines: &[TextLine]) -> String {
    let each = document.sigla.in_force.iter().zip(&gaps.0);
    let each = each.filter_map(|(id, gaps)| on_page(document, *id, gaps, lines));
    with_lead_in(style, each.collect())
}

fn with_lead_in(style: &Style, each: Vec<String>) -> String {
    let lead_in = Some(style.witnesses.lead_in.clone()).filter(|words| !words.is_empty());
    lead_in.into_iter().chain(each).collect::<Vec<_>>().join(" ")
}

/// A witness with the lines where it is there, if not on all; none where it is on no line.
fn on_page(document: &Document, id: SiglumId, gaps: &[Range<usize>], lines: &[TextLine]) -> Option<String> {
    let string = &document.body.string;
    // A witness that has but a space of a line has nothing of it.
    let has_words =
        |range: Range<usize>| string.get(range).is_some_and(|words| words.chars().any(char::is_alphanumeric));
    let is_there = |(line, _): &TextLine| {
        let mut from = line.start;
        for gap in gaps.iter().filter(|gap| gap.start < line.end && gap.end > line.start) {
            if gap.start > from && has_words(from..gap.start) {
                return true;
            }
            from = from.max(gap.end);
        }
        from < line.end && has_words(from..line.end)
    };
    let lines: Vec<&TextLine> = lines.iter().filter(|(line, _)| has_words(line.clone())).collect();
    let mut runs: Vec<(usize, usize)> = vec![];
    for index in (0..lines.len()).filter(|index| is_there(lines[*index])) {
        match runs.last_mut().filter(|run| run.1 + 1 == index) {
            Some(run) => run.1 = index,
            None => runs.push((index, index)),
        }
    }
    let name = name(document, id);
    // A gap inside one line interrupts no run: it is said where the entry for it stands.
    let last = lines.len().checked_sub(1)?;
    // It may begin or end inside the first line or the last.
    let lacks = |at: usize| gaps.iter().any(|gap| gap.contains(&at));
    let whole_start = !lacks(lines[0].0.start);
    let whole_end = !lacks(string[..lines[last].0.end].trim_end().len().saturating_sub(1));
    if runs == [(0, last)] && whole_start && whole_end {
        return Some(name.to_owned());
    }
    let run = |(from, to): &(usize, usize)| match (*from == 0 && whole_start, *to == last && whole_end) {
        (true, _) => format!("–{}", lines[*to].1),
        (false, true) => format!("{}–", lines[*from].1),
        (false, false) if from == to => lines[*from].1.clone(),
        (false, false) => format!("{}–{}", lines[*from].1, lines[*to].1),
    };
    let all: Vec<String> = runs.iter().map(run).collect();
    (!all.is_empty()).then(|| format!("{name}({})", all.join(",\u{a0}")))
}

fn name(document: &Document, id: SiglumId) -> &str {
    document.sigla.list.get(id.0 as usize).map_or("", |siglum| siglum.siglum.as_str())
}
