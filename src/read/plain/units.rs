//! Lines into units: a unit is a paragraph, a heading, an item, whatever a rule can classify.
//!
//! In most texts from the web a line is a paragraph. Where lines are broken at a width, the
//! lines between two blank ones are one unit, cut at labels of lists and notes, and at indents.

use super::label;
use super::words::is_blank;
use crate::model::account::LineClass;
use crate::source::{FileId, SourceFile};
use std::ops::Range;

/// One unit of a witness.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Its 1-based lines.
    pub(super) lines: Range<u32>,
    /// Its bytes, from the first character that shows to the last.
    pub(super) range: Range<usize>,
    /// How far its first line is indented, in characters; of several lines the least.
    pub(super) indent: usize,
    /// What it is, once a rule has said so.
    pub(super) class: Option<LineClass>,
}

/// How the lines of a witness make paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Layout {
    /// A line is a paragraph.
    #[default]
    Lines,
    /// Lines are broken at a width, blank lines part paragraphs.
    Wrapped,
}

/// A non-blank line.
#[derive(Clone, Debug)]
struct Line {
    number: u32,
    range: Range<usize>,
    indent: usize,
    length: usize,
}

/// A witness in units.
#[derive(Clone, Debug)]
pub(super) struct Page<'a> {
    /// The witness.
    pub(super) file: FileId,
    /// The characters.
    pub(super) text: &'a str,
    /// The units, in order.
    pub(super) units: Vec<Unit>,
    /// How lines make paragraphs.
    pub(super) layout: Layout,
}

impl<'a> Page<'a> {
    /// Cuts the witness into units; `layout` is what the profile demands, if it does.
    pub(super) fn new(source: &'a SourceFile, file: FileId, layout: Option<Layout>) -> Self {
        let lines: Vec<Line> = (1..=source.line_count() as u32).filter_map(|n| line(source, n)).collect();
        let layout = layout.unwrap_or_else(|| measured(&source.text, &lines));
        let units = match layout {
            Layout::Lines => lines.iter().map(|l| unit(std::slice::from_ref(l))).collect(),
            Layout::Wrapped => wrapped(&source.text, &lines),
        };
        Self { file, text: &source.text, units, layout }
    }

    /// The characters of unit `index`.
    pub(super) fn str(&self, index: usize) -> &'a str {
        &self.text[self.units[index].range.clone()]
    }

    /// Whether no rule has classified unit `index` yet.
    pub(super) fn is_open(&self, index: usize) -> bool {
        self.units[index].class.is_none()
    }

    /// Classifies unit `index`, unless a rule already has.
    pub(super) fn classify(&mut self, index: usize, class: LineClass) {
        self.units[index].class.get_or_insert(class);
    }

    /// Whether unit `index` is body text that no rule has classified as anything else.
    pub(super) fn is_body(&self, index: usize) -> bool {
        matches!(self.units[index].class, None | Some(LineClass::Body))
    }
}

fn line(source: &SourceFile, number: u32) -> Option<Line> {
    let range = source.line_range(number);
    let raw = &source.text[range.clone()];
    let trimmed = raw.trim_start_matches(is_blank);
    let start = range.end - trimmed.len();
    let shown = trimmed.trim_end_matches(is_blank);
    let indent = raw[..raw.len() - trimmed.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let range = start..start + shown.len();
    (!shown.is_empty()).then(|| Line { number, range, indent, length: shown.chars().count() })
}

fn unit(lines: &[Line]) -> Unit {
    let (first, last) = (&lines[0], &lines[lines.len() - 1]);
    Unit {
        lines: first.number..last.number + 1,
        range: first.range.start..last.range.end,
        indent: lines.iter().map(|l| l.indent).min().unwrap_or(0),
        class: None,
    }
}

/// Whether the line is followed by another without a blank one between.
fn runs_on(lines: &[Line], index: usize) -> bool {
    lines.get(index + 1).is_some_and(|next| next.number == lines[index].number + 1)
}

/// Wrapped, if most lines run on into the next one, are of a width, and do not end sentences.
fn measured(text: &str, lines: &[Line]) -> Layout {
    let inner: Vec<&Line> = (0..lines.len()).filter(|i| runs_on(lines, *i)).map(|i| &lines[i]).collect();
    let count = |test: &dyn Fn(&Line) -> bool| inner.iter().filter(|l| test(l)).count();
    let of_width = count(&|l| (40..=100).contains(&l.length));
    let ended = count(&|l| text[l.range.clone()].ends_with(['.', ';', ':', '?', '!', '"', '”']));
    let labelled = count(&|l| label::parse(&text[l.range.clone()]).is_some());
    let wrapped = inner.len() * 4 >= lines.len()
        && inner.len() >= 2
        && of_width * 10 >= inner.len() * 7
        && ended * 2 < inner.len()
        && labelled * 3 < inner.len();
    if wrapped { Layout::Wrapped } else { Layout::Lines }
}

fn wrapped(text: &str, lines: &[Line]) -> Vec<Unit> {
    let width = lines.iter().map(|l| l.length).max().unwrap_or(0).min(100);
    let mut units = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let mut end = start + 1;
        while runs_on(lines, end - 1) {
            end += 1;
        }
        let block = &lines[start..end];
        let short = block.len() > 1 && block.iter().all(|l| l.length * 10 < width * 6);
        if short {
            units.extend(block.iter().map(|l| unit(std::slice::from_ref(l))));
        } else {
            units.extend(cut(text, block));
        }
        start = end;
    }
    units
}

/// Cuts a block at lines that begin with the label after the last one, and at indented lines.
fn cut(text: &str, block: &[Line]) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut start = 0;
    let mut last = label::parse(&text[block[0].range.clone()]);
    for i in 1..block.len() {
        let found = label::parse(&text[block[i].range.clone()]);
        let next = match (&found, &last) {
            (Some(found), Some(last)) => found.follows(last),
            _ => false,
        };
        let indented = last.is_none()
            && block[i].indent >= block[i - 1].indent + 2
            && block.get(i + 1).is_some_and(|l| l.indent < block[i].indent);
        if next || indented {
            units.push(unit(&block[start..i]));
            start = i;
            last = found;
        }
    }
    units.push(unit(&block[start..]));
    units
}
