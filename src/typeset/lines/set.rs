//! Paragraphs that are set: their lines, what begins or ends on each, what is drawn.
//!
//! Knows places in the text of one paragraph; nothing of how its breaks were chosen.

use crate::fonts::FaceId;
use crate::model::length::Length;
use crate::model::lines::LineMark;
use crate::model::page::{Glyph, Role};
use crate::model::text::NoteId;
use crate::typeset::lines::node::Node;
use crate::typeset::lines::shaped::Shaped;
use crate::typeset::paragraph::assembled::Assembled;
use crate::typeset::paragraph::piece::{Content, Piece};
use crate::typeset::paragraph::point::{Landmark, Milestone, Point, What};
use crate::typeset::paragraph::{Paragraph, ParagraphId};
use std::sync::Arc;

/// A paragraph in lines.
#[derive(Clone, Debug, Default)]
pub(crate) struct SetParagraph {
    /// Its text when it was set.
    pub(crate) text: Assembled,
    /// Its glyphs, on one endless line.
    pub(crate) shaped: Shaped,
    /// The text of its leader.
    pub(crate) leader: String,
    /// The ways in which it can be set: the best first, then those that are a line shorter or
    /// longer. None where it is run together with others.
    pub(crate) settings: Vec<Setting>,
    /// What lines are made of where it is run together with others; the last is the space after it.
    pub(crate) nodes: Arc<[Node]>,
    /// The references that are set as if their numbers were wider than they are: the pieces, and
    /// how wide.
    pub(crate) rooms: Vec<(u32, Length)>,
    /// Whether it begins a line of notes that stand by line, once that is no longer to change.
    pub(crate) begins: Option<bool>,
}

/// One way of breaking a paragraph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Setting {
    /// Its lines.
    pub(crate) lines: Vec<Cut>,
    /// Their demerits ([`super::linebreak::Break::demerits`]).
    pub(crate) demerits: i64,
}

/// A line's place in the paragraph's text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    /// Where it begins.
    pub(crate) start: u32,
    /// Where its visible characters end.
    pub(crate) visible: u32,
    /// Where the next begins: after the spaces at the break.
    pub(crate) next: u32,
    /// Whether a hyphen is added.
    pub(crate) hyphen: bool,
    /// Whether it ends by force and need not be full.
    pub(crate) last: bool,
    /// Whether it is the first, or one of the first that are indented alike.
    pub(crate) first: bool,
    /// Whether it sticks out of the measure.
    pub(crate) overfull: bool,
}

/// Which line of a book: of a paragraph, in one of its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LineId {
    /// The paragraph.
    pub(crate) paragraph: ParagraphId,
    /// The setting, an index into [`SetParagraph::settings`].
    pub(crate) setting: u8,
    /// The line, from 0.
    pub(crate) line: u32,
}

/// A line of a paragraph by what stands on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CutLine {
    /// The paragraph.
    pub(crate) paragraph: ParagraphId,
    /// Its place in the paragraph's text.
    pub(crate) cut: Cut,
}

impl CutLine {
    /// A line of a setting.
    pub(crate) fn of(id: LineId, set: &[SetParagraph]) -> Self {
        Self { paragraph: id.paragraph, cut: *set[id.paragraph.0 as usize].cut(id) }
    }
}

impl SetParagraph {
    /// Its lines as they are best.
    pub(crate) fn best(&self) -> &[Cut] {
        self.settings.first().map_or(&[], |setting| &setting.lines)
    }

    /// A line.
    pub(crate) fn cut(&self, id: LineId) -> &Cut {
        &self.settings[usize::from(id.setting)].lines[id.line as usize]
    }

    /// The notes called on a line.
    pub(crate) fn calls<'a>(&'a self, paragraph: &'a Paragraph, cut: &Cut) -> impl Iterator<Item = NoteId> + 'a {
        self.points(paragraph, cut).filter_map(What::note)
    }

    /// The places on a line that have names.
    pub(crate) fn places<'a>(&'a self, paragraph: &'a Paragraph, cut: &Cut) -> impl Iterator<Item = &'a Landmark> {
        self.points(paragraph, cut).filter_map(What::name)
    }

    /// The byte of its container at which a byte of its text stands; where that is of no source, the next that is.
    pub(crate) fn source_at(&self, paragraph: &Paragraph, at: u32) -> usize {
        let first = if self.text.starts.len() > 1 { self.text.piece_at(at) } else { 0 };
        let source =
            |piece: &Piece| if let Content::Source(range, _) = &piece.content { Some(range.clone()) } else { None };
        let pieces = paragraph.pieces.get(first..).unwrap_or_default();
        if let Some(range) = pieces.first().and_then(source) {
            return range.start + (at - self.text.starts[first]) as usize;
        }
        let next = pieces.iter().find_map(source).map(|range| range.start);
        next.or_else(|| paragraph.pieces.iter().rev().find_map(source).map(|range| range.end)).unwrap_or(0)
    }

    /// What the source says of the number of a line.
    pub(crate) fn line_marks<'a>(&'a self, paragraph: &'a Paragraph, cut: &Cut) -> impl Iterator<Item = LineMark> + 'a {
        self.points(paragraph, cut).filter_map(|what| if let What::Line(mark) = what { Some(*mark) } else { None })
    }

    /// The milestones on a line.
    pub(crate) fn milestones<'a>(&'a self, paragraph: &'a Paragraph, cut: &Cut) -> impl Iterator<Item = &'a Milestone> {
        self.points(paragraph, cut).filter_map(|what| if let What::Milestone(one) = what { Some(one) } else { None })
    }

    /// What begins or ends on a line. What ends at a break is on the line before it, what begins
    /// there on the line after; each is on one line.
    fn points<'a>(&'a self, paragraph: &'a Paragraph, cut: &Cut) -> impl Iterator<Item = &'a What> + use<'a> {
        let at = |point: &Point| self.text.offset(point);
        let Cut { start, next, .. } = *cut;
        let last = next as usize >= self.text.text.len();
        let first = paragraph.points.partition_point(|point| at(point) < start);
        let near = paragraph.points[first..].iter().map(move |point| (at(point), &point.what));
        let near = near.take_while(move |(at, _)| last || *at <= next);
        let here = near.filter(move |(at, what)| match what.ends() {
            true => *at > start || start == 0,
            false => last || *at < next,
        });
        here.map(|(_, what)| what)
    }
}

/// What is drawn on a line, relative to the left edge of the text and to the line's baseline.
#[derive(Clone, Debug, Default)]
pub(crate) struct SetLine {
    /// Its glyphs.
    pub(crate) runs: Vec<LineRun>,
    /// The links on it: index, left and right edge.
    pub(crate) links: Vec<(usize, Length, Length)>,
}

/// Glyphs of one face, size and role.
#[derive(Clone, Debug)]
pub(crate) struct LineRun {
    /// Where they begin.
    pub(crate) x: Length,
    /// How far they are raised.
    pub(crate) rise: Length,
    /// Their face.
    pub(crate) face: FaceId,
    /// Their size.
    pub(crate) size: Length,
    /// How much wider than by nature they are, in millionths.
    pub(crate) expansion: i32,
    /// The glyphs from left to right.
    pub(crate) glyphs: Vec<Glyph>,
    /// Their characters.
    pub(crate) text: String,
    /// What they are.
    pub(crate) role: Role,
}
