//! A paragraph broken into lines: assembled, shaped, broken. What stands where on a line is
//! found when its page is drawn ([`super::justify`]).
//!
//! Knows one paragraph; nothing of its neighbours or of pages.

mod address;
pub(crate) mod bidi;
pub(crate) mod boxes;
pub(crate) mod hang;
pub(crate) mod hyphenate;
pub(crate) mod itemize;
mod justify;
mod leader;
pub mod linebreak;
pub(crate) mod missing;
pub mod node;
mod numerals;
pub(crate) mod opportunities;
mod rooms;
pub(crate) mod shape;
mod share;
pub mod tailoring;

use crate::fonts::FaceId;
use crate::model::length::Length;
use crate::model::page::{Glyph, Role};
use crate::model::text::NoteId;
use crate::style::{Align, LineStyle};
use crate::typeset::composition::paragraph::{Assembled, Landmark, Loci, Paragraph, ParagraphId};
use hyphenate::Hyphenators;
use linebreak::{Break, Breaks, Params, break_lines};
use node::{FORCED, Node};
use shape::{Shaped, Shaper};
use std::ops::Range;
use std::sync::Arc;

/// What setting a paragraph needs.
pub(crate) struct Workshop<'a> {
    /// The fonts.
    pub(crate) shaper: Shaper<'a>,
    /// The languages.
    pub(crate) hyphenators: Hyphenators,
    /// The rules for lines.
    pub(crate) style: &'a LineStyle,
}

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
        self.pieces_from(cut).filter_map(|index| paragraph.pieces.get(index)?.call)
    }

    /// The places on a line. A paragraph's places stand in the order of its text.
    pub(crate) fn places<'a>(&self, paragraph: &'a Paragraph, cut: &Cut) -> &'a [Landmark] {
        let at = |place: &Landmark| self.text.starts.get(place.piece).map_or(0, |start| start + place.offset);
        let first = paragraph.places.partition_point(|place| at(place) < cut.start);
        let end_of_all = cut.next as usize >= self.text.text.len();
        let count = paragraph.places[first..].partition_point(|place| end_of_all || at(place) < cut.next);
        &paragraph.places[first..first + count]
    }

    /// The pieces that begin on a line. On the last line of all the end counts as a piece, so that
    /// what stands there is on it.
    fn pieces_from(&self, cut: &Cut) -> Range<usize> {
        let starts = &self.text.starts;
        let first = starts.partition_point(|start| *start < cut.start);
        let end_of_all = cut.next as usize >= self.text.text.len();
        let end = if end_of_all { starts.len() } else { starts.partition_point(|start| *start < cut.next) };
        first..end
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

impl Workshop<'_> {
    /// Breaks a paragraph, with what its references say now.
    pub(crate) fn set(&self, paragraph: &Paragraph, loci: &dyn Loci) -> SetParagraph {
        let text = paragraph.assemble(loci);
        let shaped = self.shape(paragraph, &text);
        let leader = paragraph.leader.as_ref().map_or_else(String::new, |l| Assembled::new(&l.page, loci).text);
        let mut set = SetParagraph { text, leader, ..SetParagraph::default() };
        self.break_into(paragraph, &shaped, &mut set);
        SetParagraph { shaped, ..set }
    }

    fn shape(&self, paragraph: &Paragraph, text: &Assembled) -> Shaped {
        let mut shaped = self.shaper.shape(&paragraph.pieces, text, 0..text.text.len() as u32);
        shaped.shrink();
        shaped
    }

    /// Breaks the paragraph of `set`, whose glyphs are as wide as in `shaped`.
    fn break_into(&self, paragraph: &Paragraph, shaped: &Shaped, set: &mut SetParagraph) {
        match paragraph.runs_on {
            true => set.nodes = self.running_nodes(paragraph, &set.text, shaped).into(),
            false => set.settings = self.settings(paragraph, &set.text, shaped),
        }
    }

    /// What lines are made of in a note that is run together with others: not ended as a paragraph
    /// is, for another may follow on the same line.
    fn running_nodes(&self, paragraph: &Paragraph, text: &Assembled, shaped: &Shaped) -> Vec<Node> {
        let mut opportunities = opportunities::breaks(&paragraph.pieces, text);
        opportunities.push(text.text.len() as u32);
        let points = self.hyphens(paragraph, text);
        let mut nodes = boxes::nodes(self, paragraph, text, shaped, &opportunities, &points);
        nodes.truncate(nodes.len().saturating_sub(boxes::END));
        nodes
    }

    fn hyphens(&self, paragraph: &Paragraph, text: &Assembled) -> Vec<u32> {
        match paragraph.shape.hyphenate {
            true => opportunities::hyphens(&paragraph.pieces, text, &self.hyphenators, self.style),
            false => vec![],
        }
    }

    /// The ways to set a paragraph.
    ///
    /// Passes as in TeX (§863): without hyphenation; with it; with emergency stretch; and at last
    /// whatever comes nearest. The settings are those of the pass that succeeds.
    fn settings(&self, paragraph: &Paragraph, text: &Assembled, shaped: &Shaped) -> Vec<Setting> {
        let opportunities = opportunities::breaks(&paragraph.pieces, text);
        let ragged = paragraph.shape.align != Align::Justified;
        let mut params = self.params(paragraph);
        let nodes_with = |points: &[u32]| boxes::nodes(self, paragraph, text, shaped, &opportunities, points);
        let plain = (self.style.pretolerance >= 0 || ragged).then(|| {
            let nodes = nodes_with(&[]);
            let breaks = break_lines(&nodes, &params);
            (nodes, breaks)
        });
        let runt = |breaks: &Breaks| breaks.best.last().is_some_and(|last| last.runt);
        let (nodes, breaks) = match plain {
            Some((nodes, Some(breaks))) if ragged || !runt(&breaks) => (nodes, Some(breaks)),
            _ => {
                let nodes = nodes_with(&self.hyphens(paragraph, text));
                let breaks = self.later_passes(&nodes, &mut params);
                (nodes, breaks)
            }
        };
        let tolerable = |way: &Vec<Break>| way.iter().all(|line| line.badness.abs() <= self.style.settings_tolerance);
        let ways = breaks
            .into_iter()
            .flat_map(|breaks| [Some(breaks.best), breaks.shorter.filter(tolerable), breaks.longer.filter(tolerable)]);
        let setting = |way: Vec<Break>| Setting {
            lines: cuts(&nodes, &way, &text.text, paragraph.shape.first_lines),
            demerits: way.last().map_or(0, |last| last.demerits),
        };
        let mut settings: Vec<Setting> = ways.flatten().map(setting).collect();
        if settings.is_empty() {
            settings.push(Setting::default());
        }
        settings
    }

    /// All lines of a paragraph, as they are best.
    pub(crate) fn lines(&self, paragraph: &Paragraph, loci: &dyn Loci) -> Vec<SetLine> {
        let set = self.set(paragraph, loci);
        set.best().iter().map(|cut| self.finish(paragraph, &set, *cut, loci)).collect()
    }

    /// What is drawn on a line of a paragraph.
    pub(crate) fn finish(&self, paragraph: &Paragraph, set: &SetParagraph, cut: Cut, loci: &dyn Loci) -> SetLine {
        let mut line = crate::typeset::lines::justify::finish(self, paragraph, &set.text, &set.shaped, cut);
        if cut.next as usize >= set.text.text.len() {
            crate::typeset::lines::leader::lead(self, paragraph, loci, &mut line);
        }
        line
    }

    /// The width of a paragraph on one line.
    pub(crate) fn natural_width(&self, paragraph: &Paragraph) -> Length {
        let text = paragraph.assemble(&crate::typeset::composition::paragraph::Nowhere);
        let shaped = self.shaper.shape(&paragraph.pieces, &text, 0..text.text.len() as u32);
        shaped.glyphs.iter().map(|glyph| glyph.advance()).sum()
    }

    pub(super) fn params(&self, paragraph: &Paragraph) -> Params {
        let (shape, style) = (&paragraph.shape, self.style);
        let ragged = shape.align != Align::Justified;
        Params {
            first: shape.width - shape.indent,
            first_lines: shape.first_lines,
            rest: shape.width - shape.hang,
            tolerance: if ragged { style.tolerance } else { style.pretolerance },
            background: match shape.align {
                Align::Justified => Length::ZERO,
                Align::Centre => shape.width,
                Align::Left | Align::Right => shape.width / 4,
            },
            expansion: if ragged { [0, 1] } else { style.expansion },
            line_penalty: style.line_penalty,
            double_hyphen: style.double_hyphen_demerits,
            final_hyphen: style.final_hyphen_demerits,
            fitness: if ragged { 0 } else { style.fitness_demerits },
            contrast: style.contrast_demerits,
            same_word: if ragged { 0 } else { style.same_word_demerits },
            runt: style.runt,
            runt_demerits: style.runt_demerits,
            brim: if ragged { Length::ZERO } else { style.brim },
            brim_demerits: style.brim_demerits,
            last_pass: false,
            // An entry with a leader, a line of a table of contents, is as long as it is.
            settings: style.settings_tolerance >= 0 && !ragged && paragraph.leader.is_none(),
        }
    }

    fn later_passes(&self, nodes: &[Node], params: &mut Params) -> Option<Breaks> {
        params.tolerance = self.style.tolerance;
        if let Some(breaks) = break_lines(nodes, params) {
            return Some(breaks);
        }
        params.background += self.style.emergency_stretch;
        if let Some(breaks) = break_lines(nodes, params) {
            return Some(breaks);
        }
        params.tolerance = crate::typeset::lines::linebreak::INFINITELY_BAD;
        (params.last_pass, params.settings) = (true, false);
        break_lines(nodes, params)
    }
}

/// How far a letter may be moved from the next to justify a line: too little to be seen.
pub(crate) fn letter_space(size: Length, style: &LineStyle) -> Length {
    size.scale(style.letter_space[0], style.letter_space[1])
}

/// The lines' places in the text.
pub(super) fn cuts(nodes: &[Node], breaks: &[Break], text: &str, first_lines: usize) -> Vec<Cut> {
    let mut cuts = Vec::with_capacity(breaks.len());
    let mut start = 0;
    for (index, line) in breaks.iter().enumerate() {
        let node = &nodes[line.node];
        let visible = node.at().max(start);
        let rest = &text[visible as usize..];
        let next = match node {
            Node::Glue { .. } => visible + (rest.len() - rest.trim_start_matches(' ').len()) as u32,
            _ if rest.starts_with('\u{2028}') => visible + 3,
            _ => visible,
        };
        let (hyphen, forced) = match node {
            Node::Penalty { width, cost, .. } => (*width > Length::ZERO, *cost <= FORCED),
            _ => (false, false),
        };
        let first = index < first_lines.max(1);
        cuts.push(Cut { start, visible, next, hyphen, last: forced, first, overfull: line.overfull });
        start = next;
    }
    cuts
}
