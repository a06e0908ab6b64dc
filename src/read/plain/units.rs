//! Lines into units: a unit is a paragraph, a heading, an item, whatever a rule can classify.
//!
//! In most texts from the web a line is a paragraph. Where lines are broken at a width, the
//! lines between two blank ones are one unit, cut at labels of lists and notes, and at indents.
//! Lines of verse are a unit each, the rows of a table are one together.

use crate::model::account::LineClass;
use crate::read::plain::furniture::pages;
use crate::read::plain::lines::{self, Line, Shape, runs_on};
use crate::read::plain::{label, words};
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
    /// What the shape of its lines says.
    pub(super) shape: Shape,
    /// Whether it is the first of the lines that it stands among without a blank one between.
    pub(super) opens: bool,
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
        let lines = lines::all(source);
        let text = source.text.as_str();
        let apart = pages::find(text, &lines);
        let blocks = blocks(text, &lines, &apart);
        let layout = layout.unwrap_or_else(|| measured(text, &blocks));
        let width = lines.iter().map(|l| l.length).max().unwrap_or(0).min(100);
        let mut units = Vec::new();
        for block in &blocks {
            let first = units.len();
            match (block.shape, layout) {
                (Shape::Table, _) => units.push(unit(block.lines)),
                (Shape::Prose, Layout::Wrapped) if !block.kept => wrapped(text, block.lines, width, &mut units),
                _ => units.extend(block.lines.iter().map(|l| unit(std::slice::from_ref(l)))),
            }
            for (i, unit) in units[first..].iter_mut().enumerate() {
                unit.shape = block.shape;
                unit.opens = i == 0 && block.opens;
                unit.class = block.page.then_some(LineClass::Furniture);
            }
        }
        Self { file, text, units, layout }
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

fn unit(lines: &[Line]) -> Unit {
    let (first, last) = (&lines[0], &lines[lines.len() - 1]);
    Unit {
        lines: first.number..last.number + 1,
        range: first.range.start..last.range.end,
        indent: lines.iter().map(|l| l.indent).min().unwrap_or(0),
        class: None,
        shape: Shape::Prose,
        opens: true,
    }
}

/// Lines without a blank one between, cut where one stands apart.
struct Block<'a> {
    lines: &'a [Line],
    shape: Shape,
    /// Whether a blank line, or nothing, is before it.
    opens: bool,
    /// Whether it is a page's number or running head.
    page: bool,
    /// Whether its transcriber has marked its lines as the print's.
    kept: bool,
}

fn blocks<'a>(text: &str, lines: &'a [Line], apart: &[bool]) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let (mut start, mut opens, mut kept) = (0, true, false);
    for i in 0..lines.len() {
        let fence = |i: usize| apart[i] || is_fence(&text[lines[i].range.clone()]);
        let ends = !runs_on(lines, i);
        if ends || fence(i) || fence(i + 1) {
            let lines = &lines[start..=i];
            let page = lines.len() == 1 && apart[i];
            blocks.push(Block { lines, shape: lines::shape(text, lines), opens, page, kept });
            match text[lines[0].range.clone()].as_bytes() {
                [b'/', sign] => kept = !matches!(sign, b'#' | b'Q' | b'F'),
                [_, b'/'] => kept = false,
                _ => {}
            }
            (start, opens) = (i + 1, ends);
        }
    }
    blocks
}

/// Whether a line begins or ends a stretch that its transcriber has marked: `/*`, `#/`.
pub(super) fn is_fence(text: &str) -> bool {
    matches!(text.as_bytes(), [b'/', sign] | [sign, b'/'] if matches!(sign, b'*' | b'#' | b'$' | b'P' | b'Q' | b'F' | b'C' | b'R' | b'L'))
}

/// Wrapped, if most lines run on into the next one, are of a width, and do not end sentences.
fn measured(text: &str, blocks: &[Block]) -> Layout {
    let prose = || blocks.iter().filter(|b| b.shape == Shape::Prose && !b.page).map(|b| b.lines);
    let lines: usize = prose().map(<[Line]>::len).sum();
    let inner: Vec<&Line> = prose().flat_map(|b| &b[..b.len() - 1]).collect();
    let count = |test: &dyn Fn(&Line) -> bool| inner.iter().filter(|l| test(l)).count();
    let of_width = count(&|l| (40..=100).contains(&l.length));
    let ended = count(&|l| text[l.range.clone()].ends_with(['.', ';', ':', '?', '!', '"', '”']));
    let labelled = count(&|l| label::parse(&text[l.range.clone()]).is_some());
    let longest = prose().flatten().map(|l| l.length).max().unwrap_or(0);
    let wrapped = (inner.len() * 4 >= lines || longest <= 90)
        && inner.len() >= 2
        && of_width * 10 >= inner.len() * 7
        && ended * 2 < inner.len()
        && labelled * 3 < inner.len();
    if wrapped { Layout::Wrapped } else { Layout::Lines }
}

fn wrapped(text: &str, block: &[Line], width: usize, units: &mut Vec<Unit>) {
    let short = block.len() > 1 && block.iter().all(|l| l.length * 10 < width * 6);
    let bracketed = opens_bracket(&text[block[0].range.clone()]);
    let of = |i: usize| &text[block[i].range.clone()];
    let goes_on = block.len() > 1 && label::parse(of(0)).is_some() && of(1).starts_with(char::is_lowercase);
    if short && !bracketed && !goes_on {
        units.extend(block.iter().map(|l| unit(std::slice::from_ref(l))));
    } else {
        units.extend(cut(text, block));
    }
}

/// Whether a line opens what a transcriber has put in brackets: a note, the caption of a picture.
fn opens_bracket(text: &str) -> bool {
    let word = text.strip_prefix(['[', '{']).unwrap_or("");
    ["footnote", "illustration", "sidenote", "transcriber", "note", "fußnote", "anmerkung"]
        .iter()
        .any(|w| word.get(..w.len()).is_some_and(|head| head.eq_ignore_ascii_case(w)))
}

/// Whether the bracket of a picture or a transcriber that opens the first line closes with words of the
/// same line behind it: `[Transcriber's Note: so printed.] and on the tenth night`.
fn closes_inside(text: &str, lines: &[Line]) -> bool {
    let low = text[lines[0].range.clone()].to_lowercase();
    let theirs = low.starts_with("[transcriber") || low.starts_with("[illustration");
    let close = lines.iter().take(12).find_map(|l| {
        let line = &text[l.range.clone()];
        line.find(']').map(|at| line[at + 1..].contains(char::is_alphabetic))
    });
    theirs && close == Some(true)
}

/// Cuts a block at lines that begin with the label after the last one, at what stands in
/// brackets of its own, at lines that only divide, and at indented lines.
fn cut(text: &str, block: &[Line]) -> Vec<Unit> {
    let of = |i: usize| &text[block[i].range.clone()];
    let mut units = Vec::new();
    let mut start = 0;
    let mut last = label::parse(of(0));
    for i in 1..block.len() {
        let found = label::parse(of(i));
        let next = match (&found, &last) {
            (Some(found), Some(last)) => found.follows(last),
            _ => false,
        };
        let indented = last.is_none()
            && block[i].indent >= block[i - 1].indent + 2
            && block.get(i + 1).is_some_and(|l| l.indent < block[i].indent);
        let divided = words::is_divider(of(i)) || words::is_divider(of(i - 1));
        if next || indented || divided || (opens_bracket(of(i)) && !closes_inside(text, &block[i..])) {
            units.push(unit(&block[start..i]));
            start = i;
            last = found;
        }
    }
    units.push(unit(&block[start..]));
    units
}
