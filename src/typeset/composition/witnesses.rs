//! The witnesses in force, named above the notes of every page: `A B(–7) C`.
//!
//! How high their lines are is known before any page is: as many as the longest that they can read would need.

use crate::model::apparatus::{SeriesKind, SiglumId};
use crate::model::document::{Document, Edition, NotePlace, NoteSeries, Presence};
use crate::model::length::Length;
use crate::model::lines::Milestones;
use crate::model::page::Role;
use crate::model::text::{MarkKind, Text};
use crate::style::{Align, By, Division, Figures, Restart, Style};
use crate::typeset::composition::composer::{Composer, marginal};
use crate::typeset::composition::division::{Divisions, Names};
use crate::typeset::composition::flow::Lead;
use crate::typeset::paragraph::assembled::Nowhere;
use crate::typeset::paragraph::piece::Content;
use crate::typeset::paragraph::point::{Point, What};
use crate::typeset::paragraph::{Paragraph, Shape};
use crate::words::direction::{may_turn, runs_leftwards};
use std::ops::Range;
use std::sync::Arc;

/// A line of a page's text.
pub(crate) struct TextLine {
    /// Its bytes in the body.
    pub(crate) range: Range<usize>,
    /// Its number as printed.
    pub(crate) number: String,
    /// Whether it has that number: a heading that does not count has that of the next line.
    pub(crate) counts: bool,
}

/// For each witness in force what of a document's body it lacks, in order.
pub(crate) struct Gaps {
    all: Vec<Vec<Range<usize>>>,
    /// Where the apparatus that the witnesses stand above is keyed to milestones, these: the numbers that a reader has.
    milestones: Option<Milestones>,
    /// Where it is keyed to paragraphs or verses, their numbers, by block; none where lines have these.
    numbers: Vec<Option<String>>,
    /// What the divisions are called that number their lines anew.
    divisions: Names,
    /// Whether keys always name them.
    always: bool,
    /// What keys call a heading without a number.
    title: String,
}

impl Gaps {
    /// Looked up once: every page asks for those of all witnesses.
    pub(crate) fn of(document: &Document, edition: &Edition, style: &Style) -> Self {
        let in_force = &document.sigla.in_force;
        let mut all = vec![vec![]; in_force.len()];
        for mark in &document.body.marks {
            let MarkKind::Lacuna(of) = mark.kind else { continue };
            for (_, gaps) in in_force.iter().zip(&mut all).filter(|(id, _)| **id == of) {
                gaps.push(mark.range.clone());
            }
        }
        let key = layer(&edition.series, document).map(|layer| &style.apparatus_of(&edition.series[layer].id).key);
        let systems = &edition.book.milestones;
        let key = key.filter(|_| all.iter().any(|gaps| !gaps.is_empty()));
        let system = key.filter(|key| key.by == By::Milestone).and_then(|key| key.system(systems));
        let divisions = key.map_or_else(Names::default, |key| Divisions::of(document, edition, style, key).names());
        let body = &document.body;
        let numbers = match key.map(|key| key.by) {
            Some(By::Paragraph) => {
                body.blocks.iter().map(|block| block.number.map(|number| number.to_string())).collect()
            }
            Some(By::Verse) if style.restart_of(document) != Restart::Document => {
                let verses = body.verse_numbers();
                let number = |block: usize| {
                    body.verse_at(&verses, block).map(|((number, letters), _)| format!("{number}{letters}"))
                };
                (0..body.blocks.len()).map(number).collect()
            }
            _ => vec![],
        };
        let always = key.is_some_and(|key| key.division == Division::Always);
        let title = key.map(|key| key.title.clone()).unwrap_or_default();
        Self {
            always,
            title,
            milestones: system.map(|system| Milestones::of(&document.body, systems, system)),
            numbers,
            divisions,
            all,
        }
    }
}

impl Composer<'_> {
    /// What the witnesses in force of a document take of every page.
    pub(crate) fn witnesses_lead(&self, document: &Document) -> Lead {
        let layer = layer(self.edition.series.as_slice(), document).filter(|_| self.style.witnesses.show);
        let Some(series) = layer else { return Lead::default() };
        let gaps = Gaps::of(document, self.edition, self.style);
        let label = gaps.milestones.iter().flat_map(Milestones::labels).max_by_key(|label| label.len());
        let division = gaps.divisions.all().max_by_key(|name| name.len());
        let label = label.map_or_else(|| format!("{}00", division.as_deref().unwrap_or_default()), str::to_owned);
        let each = document.sigla.in_force.iter().zip(&gaps.all).map(|(id, gaps)| {
            let longest = if gaps.is_empty() { String::new() } else { format!("(–{label},\u{a0}{label}–)") };
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
pub(crate) fn in_force(style: &Style, document: &Document, gaps: &Gaps, mut lines: Vec<TextLine>) -> String {
    // What no witness has tells of none.
    lines.retain(|line| !document.sigla.own_headings || !document.body.is_heading(&line.range));
    let lines = lines.as_slice();
    let row = |line: &TextLine| gaps.divisions.at(line.range.start).0;
    let mixed = lines.iter().any(|line| row(line) != row(&lines[0]));
    let divisions = Some(&gaps.divisions).filter(|_| mixed);
    let (body, milestones) = (&document.body, gaps.milestones.as_ref());
    let string = body.string.as_str();
    let (numbers, title) = (gaps.numbers.as_slice(), gaps.title.as_str());
    // Numbers of paragraphs and verses say all.
    let divisions = divisions.filter(|_| numbers.is_empty());
    let of_page = OfPage { body, string, milestones, numbers, divisions, spaced: gaps.always, title, lines };
    let each = document.sigla.in_force.iter().zip(&gaps.all);
    let each = each.filter_map(|(id, gaps)| Some(format!("{}{}", name(document, *id), of_page.extent(gaps)?)));
    with_lead_in(style, each.collect())
}

fn with_lead_in(style: &Style, each: Vec<String>) -> String {
    let lead_in = Some(style.witnesses.lead_in.clone()).filter(|words| !words.is_empty());
    lead_in.into_iter().chain(each).collect::<Vec<_>>().join(" ")
}

/// The text of a page.
struct OfPage<'a> {
    /// The body that it is of, and its characters.
    body: &'a Text,
    string: &'a str,
    milestones: Option<&'a Milestones>,
    numbers: &'a [Option<String>],
    /// The divisions, if it has lines of several.
    divisions: Option<&'a Names>,
    /// Whether keys part division and line by a space, as where they always name it.
    spaced: bool,
    /// What keys call a heading without a number.
    title: &'a str,
    lines: &'a [TextLine],
}

impl OfPage<'_> {
    /// What a witness with these gaps has of the page, `(–7)`, if not all; none where it has nothing of it.
    fn extent(&self, gaps: &[Range<usize>]) -> Option<String> {
        let lines: Vec<&TextLine> = self.lines.iter().filter(|line| self.has_words(line.range.clone())).collect();
        // What it has of each line, from the first byte to the last, in runs of lines.
        let mut runs: Vec<(usize, usize, Range<usize>)> = vec![];
        for (index, line) in lines.iter().enumerate() {
            let Some(held) = self.held(&line.range, gaps) else { continue };
            // What it lacks from one line into the next parts them.
            let parts = |line: usize| {
                let (end, start) = (lines[line].range.end, lines[index].range.start);
                gaps.iter().any(|gap| gap.start < end && gap.end > start)
            };
            match runs.last_mut().filter(|(_, last, _)| last + 1 == index && !parts(*last)) {
                Some((_, last, all)) => (*last, all.end) = (index, held.end),
                None => runs.push((index, index, held)),
            }
        }
        // A gap inside one line interrupts no run: it is said where the entry for it stands.
        let last = lines.len().checked_sub(1)?;
        // It may begin or end inside the first line or the last.
        let lacks = |at: usize| gaps.iter().any(|gap| gap.contains(&at));
        let whole_start = !lacks(lines[0].range.start);
        let whole_end = !lacks(self.string[..lines[last].range.end].trim_end().len().saturating_sub(1));
        let of_block = |at: usize| {
            let block = self.body.block_at(at).filter(|_| !self.numbers.is_empty())?;
            self.numbers[..=block].iter().rev().flatten().next()
        };
        let label =
            |at: usize| self.milestones.and_then(|all| all.at_or_first(at)).or_else(|| Some(of_block(at)?.as_str()));
        let number = |index: usize, at: usize| match label(at) {
            Some(label) => label.to_owned(),
            None => {
                let division = self.divisions.map(|names| names.at(lines[index].range.start).1);
                let division = division.as_deref().unwrap_or_default();
                let line = &lines[index];
                let heading = !line.counts && self.body.is_heading(&line.range);
                let line = if heading && !self.title.is_empty() { self.title } else { line.number.as_str() };
                match self.spaced && !division.is_empty() {
                    true => format!("{}\u{a0}{line}", division.trim_matches(['§', ',', '.'])),
                    false => format!("{division}{line}"),
                }
            }
        };
        let run = |(from, to, held): &(usize, usize, Range<usize>)| {
            // A heading has no number: where a line beside it is held too, that tells the end.
            let counted = |index: &usize| lines[*index].counts;
            let begins = (*from..=*to).find(counted).filter(|at| at != from).map(|at| (at, lines[at].range.start));
            let ends = (*from..=*to).rfind(counted).filter(|at| at != to).map(|at| (at, lines[at].range.end));
            let (first_line, first_at) = begins.unwrap_or((*from, held.start));
            let (last_line, last_at) = ends.unwrap_or((*to, held.end));
            let (first, end) = (number(first_line, first_at), number(last_line, last_at.saturating_sub(1)));
            match (*from == 0 && whole_start, *to == last && whole_end) {
                (true, true) => None,
                (true, _) => Some(format!("–{end}")),
                (false, true) => Some(format!("{first}–")),
                (false, false) if first == end => Some(first),
                (false, false) => Some(format!("{first}–{end}")),
            }
        };
        if runs.is_empty() {
            return None;
        }
        let all: Vec<String> = runs.iter().filter_map(run).collect();
        let between = if self.divisions.is_some() { ";\u{a0}" } else { ",\u{a0}" };
        Some(if all.is_empty() { String::new() } else { format!("({})", all.join(between)) })
    }

    /// From the first to the last word of a line, in bytes, that a witness with these gaps has. Who has but a space of it has nothing.
    fn held(&self, line: &Range<usize>, gaps: &[Range<usize>]) -> Option<Range<usize>> {
        let mut held: Option<Range<usize>> = None;
        let mut from = line.start;
        let ends = gaps.iter().filter(|gap| gap.start < line.end && gap.end > line.start);
        for gap in ends.cloned().chain(std::iter::once(line.end..line.end)) {
            if gap.start > from && self.has_words(from..gap.start) {
                let words = &self.string[from..gap.start];
                let first = from + words.find(char::is_alphanumeric).unwrap_or(0);
                let end = from + words.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
                held = Some(held.map_or(first, |held| held.start)..end);
            }
            from = from.max(gap.end);
        }
        held
    }

    fn has_words(&self, range: Range<usize>) -> bool {
        self.string.get(range).is_some_and(|words| words.contains(char::is_alphanumeric))
    }
}

fn name(document: &Document, id: SiglumId) -> &str {
    document.sigla.list.get(id.0 as usize).map_or("", |siglum| siglum.siglum.as_str())
}
