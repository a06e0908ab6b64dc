//! A paragraph into lines: assembled, shaped, made into boxes and broken in passes, as in TeX.

use crate::model::length::Length;
use crate::style::Align;
use crate::typeset::lines::linebreak::{Break, Breaks, INFINITELY_BAD, Params, break_lines};
use crate::typeset::lines::node::{FORCED, Node};
use crate::typeset::lines::opportunities::sense;
use crate::typeset::lines::opportunities::split::{self, Hyphens};
use crate::typeset::lines::set::{Cut, SetLine, SetParagraph, Setting};
use crate::typeset::lines::shaped::Shaped;
use crate::typeset::lines::workshop::Workshop;
use crate::typeset::lines::{boxes, justify, leader, opportunities};
use crate::typeset::paragraph::Paragraph;
use crate::typeset::paragraph::assembled::{Assembled, Loci, Nowhere};

impl Workshop<'_> {
    /// Breaks a paragraph, with what its references say now.
    pub(crate) fn set(&self, paragraph: &Paragraph, loci: &dyn Loci) -> SetParagraph {
        let text = paragraph.assemble(loci);
        let shaped = self.shape(paragraph, &text);
        let leader = paragraph.leader.as_ref().map_or_else(String::new, |l| Assembled::new(&l.page, loci).text);
        let rooms = if paragraph.runs_on { SetParagraph::first_rooms(paragraph, &shaped, &text) } else { vec![] };
        let wide = if rooms.is_empty() { None } else { Some(shaped.widened(&rooms)) };
        let mut set = SetParagraph { text, leader, rooms, ..SetParagraph::default() };
        self.break_into(paragraph, wide.as_ref().unwrap_or(&shaped), &mut set);
        SetParagraph { shaped, ..set }
    }

    /// The glyphs of a paragraph's text.
    pub(super) fn shape(&self, paragraph: &Paragraph, text: &Assembled) -> Shaped {
        let shaped = self.shaper.shape(&paragraph.pieces, text, 0..text.text.len() as u32);
        let mut shaped = shaped.in_boxes(paragraph);
        shaped.shrink();
        shaped
    }

    /// Breaks the paragraph of `set`, whose glyphs are as wide as in `shaped`.
    pub(super) fn break_into(&self, paragraph: &Paragraph, shaped: &Shaped, set: &mut SetParagraph) {
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

    /// Where the words of a paragraph may be hyphenated, and how wide its widest hyphen is.
    pub(crate) fn hyphenation(&self, paragraph: &Paragraph, text: &Assembled) -> Hyphens {
        let widths = paragraph.pieces.iter().filter_map(|piece| Some(self.shaper.hyphen(piece.font)?.2));
        Hyphens { at: self.hyphens(paragraph, text), width: widths.max().unwrap_or_default() }
    }

    /// The ways to set a paragraph.
    ///
    /// Passes as in TeX (§863): without hyphenation; with it; with emergency stretch; and at last
    /// whatever comes nearest. The settings are those of the pass that succeeds.
    fn settings(&self, paragraph: &Paragraph, text: &Assembled, shaped: &Shaped) -> Vec<Setting> {
        let params = self.params(paragraph);
        if paragraph.shape.align == Align::Centre && sense::is_title(&text.text) {
            // A title does not reach from edge to edge, unless a word does.
            let narrow = Params { first: params.first * 9 / 10, rest: params.rest * 9 / 10, ..params.clone() };
            let settings = self.settings_in(paragraph, text, shaped, narrow);
            if settings.iter().all(|setting| setting.lines.iter().all(|line| !line.overfull)) {
                return settings;
            }
        }
        self.settings_in(paragraph, text, shaped, params)
    }

    fn settings_in(
        &self,
        paragraph: &Paragraph,
        text: &Assembled,
        shaped: &Shaped,
        mut params: Params,
    ) -> Vec<Setting> {
        let opportunities = opportunities::breaks(&paragraph.pieces, text);
        let opportunities =
            split::with_splits(paragraph, text, shaped, opportunities, || self.hyphenation(paragraph, text));
        let ragged = paragraph.shape.align != Align::Justified;
        // Where a line more is nothing, nobody asks for it, and each way would be kept in many numbers of lines.
        params.settings &= text.text.len() <= LONGEST;
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
        let mut line = justify::finish(self, paragraph, &set.text, &set.shaped, cut);
        if cut.next as usize >= set.text.text.len() {
            leader::lead(self, paragraph, loci, &mut line);
        }
        line
    }

    /// The width of a paragraph on one line.
    pub(crate) fn natural_width(&self, paragraph: &Paragraph) -> Length {
        let text = paragraph.assemble(&Nowhere);
        let shaped = self.shaper.shape(&paragraph.pieces, &text, 0..text.text.len() as u32);
        shaped.glyphs.iter().map(|glyph| glyph.advance()).sum()
    }

    pub(crate) fn params(&self, paragraph: &Paragraph) -> Params {
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
        params.tolerance = INFINITELY_BAD;
        (params.last_pass, params.settings) = (true, false);
        break_lines(nodes, params)
    }
}

/// The longest paragraph, in bytes, that is set in a line less or more too: many pages.
const LONGEST: usize = 1 << 16;

/// The lines' places in the text.
fn cuts(nodes: &[Node], breaks: &[Break], text: &str, first_lines: usize) -> Vec<Cut> {
    let mut cuts = Vec::with_capacity(breaks.len());
    let mut start = 0;
    for (index, line) in breaks.iter().enumerate() {
        let node = &nodes[line.node];
        let visible = node.at().max(start);
        let rest = &text[visible as usize..];
        let next = match node {
            Node::Glue { .. } => visible + (rest.len() - rest.trim_start_matches(' ').len()) as u32,
            _ if rest.starts_with('\u{2028}') => visible + 3,
            // A line that ends before a space, which no node is itself.
            _ if visible > start => visible + split::spaces(rest) as u32,
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
