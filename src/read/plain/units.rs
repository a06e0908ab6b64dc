//! Lines into units: a unit is a paragraph, a heading, an item, whatever a rule can classify.
//!
//! In most texts from the web a line is a paragraph. Where lines are broken at a width, the
//! lines between two blank ones are one unit, cut at labels of lists and notes, and at indents.
//! Lines of verse are a unit each, the rows of a table are one together.

use crate::model::account::LineClass;
use crate::read::plain::fences::Fences;
use crate::read::plain::furniture::{feeds, pages};
use crate::read::plain::lines::{self, Line, Shape, data, runs_on};
use crate::read::plain::{filled, label, margin, turned, verses, words, wrapped};
use crate::source::{FileId, SourceFile};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::ops::{Range, RangeInclusive};

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
    /// How many lines it stands among without a blank one between.
    pub(super) among: usize,
    /// How many blank lines are above it.
    pub(super) space: usize,
    /// For a verse the blanks, in bytes before it, by which it is set in more than others of its stanza.
    pub(super) lead: usize,
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
    /// The figures in the margin that count lines, in bytes of the witness, in order: no part of any line.
    pub(super) figures: Vec<Range<usize>>,
    /// The ends of lines that may end a paragraph, in order.
    pub(super) ends: Vec<Range<usize>>,
    /// The signs of the stretches that its transcriber has marked.
    fences: Fences,
}

impl<'a> Page<'a> {
    /// Cuts the witness into units; `layout` is what the profile demands, if it does.
    pub(super) fn new(source: &'a SourceFile, file: FileId, layout: Option<Layout>) -> Self {
        let mut lines = lines::all(source);
        let text = source.text.as_str();
        let figures = margin::take(text, &mut lines);
        let mut apart = pages::find(text, &lines);
        feeds::find(text, &lines, &mut apart);
        let fences = Fences::of(text, &lines);
        let mut blocks = blocks(text, &lines, &apart, &fences);
        let width = lines::width(&lines);
        let set = blocks.iter().filter(|b| !matches!(b.shape, Shape::Table | Shape::Data) && !b.page).map(|b| b.lines);
        let verses = filled::are_verses(text, set.clone());
        let runs: Vec<&[Line]> = set.flat_map(filled::runs).filter(|run| filled::is_short(&run[0])).collect();
        let layout = layout.unwrap_or_else(|| if verses { Layout::Wrapped } else { measured(text, &blocks, width) });
        match layout {
            Layout::Wrapped => self::verses(text, &mut blocks, width),
            Layout::Lines => {
                let short = || runs.iter().copied();
                let stanzas = !filled::are_sentences(text, short()) && filled::are_verses(text, short());
                blocks = if stanzas { below_paragraphs(text, blocks) } else { blocks };
                loose(text, &lines, &mut blocks);
            }
        }
        let prose = blocks.iter().filter(|b| b.shape == Shape::Prose && !b.page && !b.kept);
        let rows = layout == Layout::Wrapped && filled::are_most(text, prose.clone().map(|b| b.lines));
        let edge = filled::Edge::of(text, prose.clone().map(|b| b.lines)).filter(|_| layout == Layout::Wrapped);
        let verses = verses && layout == Layout::Wrapped;
        let solid = layout == Layout::Wrapped && !verses && is_solid(&blocks);
        let small = verses && filled::are_small_verses(text, prose.clone().map(|b| b.lines));
        let ends = filled::Ends::of(text, prose.map(|b| b.lines), edge);
        for block in blocks.iter_mut().filter(|b| b.shape == Shape::Verse && !verses) {
            let prose = ends.edge().is_some_and(|edge| edge.is_filled(text, block.lines));
            block.shape = if prose { Shape::Prose } else { Shape::Verse };
        }
        let filling = wrapped::Filling { rows, verses, small, ends };
        let mut units = Vec::with_capacity(lines.len());
        let mut doubted = Vec::new();
        for block in &blocks {
            let first = units.len();
            match (block.shape, layout) {
                (Shape::Table | Shape::Data, _) => units.push(unit(block.lines)),
                (Shape::Prose, Layout::Wrapped) if !block.kept => {
                    let pieces = if solid { ended(text, block.lines, width) } else { vec![block.lines] };
                    let wrapped = |lines| wrapped::wrapped(text, lines, width, &filling);
                    doubted.extend(pieces.iter().flat_map(|lines| filling.ends.doubted(text, lines)));
                    let pieces = pieces.into_iter().flat_map(wrapped);
                    units.extend(pieces.map(|(lines, shape)| Unit { shape, ..unit(lines) }));
                }
                (Shape::Prose, Layout::Lines) if !block.kept && filled::is_broken(text, block.lines) => {
                    units.extend(filled::pieces(text, block.lines).map(unit));
                }
                (Shape::Prose, Layout::Lines) if !block.kept => {
                    units.extend(filled::fragments(text, block.lines).map(unit));
                }
                (Shape::Verse, Layout::Wrapped) => {
                    units.extend(turned::rows(text, block.lines, width).into_iter().map(unit));
                }
                _ => units.extend(block.lines.iter().map(|l| unit(std::slice::from_ref(l)))),
            }
            let least = block.lines.iter().map(|l| l.indent).min().unwrap_or(0);
            for (i, unit) in units[first..].iter_mut().enumerate() {
                if unit.shape == Shape::Prose {
                    unit.shape = block.shape;
                }
                unit.opens = i == 0 && block.opens;
                unit.among = block.lines.len();
                unit.class = match block.shape {
                    Shape::Data => Some(LineClass::Body),
                    _ => block.page.then_some(LineClass::Furniture),
                };
                unit.lead = if unit.shape == Shape::Verse { lead(text, unit, least) } else { 0 };
            }
        }
        let mut last = 0;
        for unit in &mut units {
            unit.space = (unit.lines.start.saturating_sub(last + 1)) as usize;
            last = unit.lines.end - 1;
        }
        Self { file, text, units, layout, figures, ends: doubted, fences }
    }

    /// The units that `test` holds for, in order, looked at on all threads.
    pub(super) fn those(&self, test: impl Fn(usize) -> bool + Sync) -> Vec<usize> {
        (0..self.units.len()).into_par_iter().with_min_len(512).filter(|unit| test(*unit)).collect()
    }

    /// Whether unit `index` begins or ends a stretch that its transcriber has marked.
    pub(super) fn is_fence(&self, index: usize) -> bool {
        self.fences.has(self.str(index))
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
        among: lines.len(),
        space: 0,
        lead: 0,
    }
}

/// The blanks before a verse that set it in more than the `least` of its stanza, in bytes; none where a tab does.
fn lead(text: &str, unit: &Unit, least: usize) -> usize {
    let more = unit.indent - least.min(unit.indent);
    let before = text[..unit.range.start].bytes().rev().take(more).take_while(|b| *b == b' ').count();
    if before == more { more } else { 0 }
}

/// Parts the verses that no blank line parts from a paragraph, each of which is a line.
fn below_paragraphs<'a>(text: &str, blocks: Vec<Block<'a>>) -> Vec<Block<'a>> {
    let stanza = |run: &[Line]| run.len() > 1 && filled::is_short(&run[0]) && filled::are_open(text, run);
    let parts = |block: Block<'a>| {
        let free = block.shape == Shape::Prose && !block.page && !block.kept;
        // where sentences run on from line to line they are no verses
        let prose = || {
            filled::is_broken(text, block.lines) || filled::fragments(text, block.lines).any(|lines| lines.len() > 1)
        };
        if !free || !filled::runs(block.lines).any(stanza) || prose() {
            return vec![block];
        }
        let part = |(k, lines): (usize, &'a [Line])| Block {
            lines,
            shape: if stanza(lines) { Shape::Verse } else { Shape::Prose },
            opens: k == 0 && block.opens,
            page: false,
            kept: false,
        };
        filled::runs(block.lines).enumerate().map(part).collect()
    };
    blocks.into_iter().flat_map(parts).collect()
}

/// Makes stanzas of verses that stand alone between blank lines.
fn loose(text: &str, lines: &[Line], blocks: &mut [Block]) {
    let mut single = vec![false; lines.len()];
    let mut firsts = Vec::with_capacity(blocks.len());
    let mut at = 0;
    for block in blocks.iter() {
        single[at] = block.lines.len() == 1 && block.shape == Shape::Prose && !block.page && !block.kept;
        firsts.push(at);
        at += block.lines.len();
    }
    let mut rows = verses::loose(text, lines, &single);
    if rows.is_empty() {
        rows = verses::doubled(text, lines, &single);
    }
    for row in rows {
        let first = firsts.partition_point(|at| *at < row.start);
        for (k, block) in blocks[first..first + row.len()].iter_mut().enumerate() {
            (block.shape, block.opens) = (Shape::Verse, k == 0);
        }
    }
}

/// Makes verse of what only its place in the page shows to be verse.
fn verses(text: &str, blocks: &mut [Block], width: usize) {
    let mut margins: HashMap<usize, usize> = HashMap::new();
    for line in blocks.iter().flat_map(|b| b.lines).filter(|l| l.length * 10 >= width * 8) {
        *margins.entry(line.indent).or_default() += 1;
    }
    let margin =
        margins.into_iter().max_by_key(|(indent, n)| (*n, usize::MAX - *indent)).map_or(0, |(indent, _)| indent);
    let stanza = stanza(blocks);
    let mut above: Option<&[Line]> = None;
    for block in blocks.iter_mut() {
        let below = || above.is_some_and(|above| filled::is_stanza_below(text, above, block.lines));
        let free = block.shape == Shape::Prose && !block.page && !block.kept;
        let told = stanza.contains(&block.lines.len()) || lines::is_set_as_verse(text, block.lines, width, margin);
        if free && (told || below()) {
            block.shape = Shape::Verse;
        }
        above = (block.shape == Shape::Verse).then_some(block.lines);
    }
}

/// How many stanzas of as many lines make a poem, of how many lines each, how many of a hundred blocks they are, and how
/// long nearly all of their lines are at most, in characters.
const STANZAS: (usize, RangeInclusive<usize>, usize, usize) = (40, 2..=14, 70, 60);

/// How many of a hundred stanzas have one of two lengths in a book of sonnets, and each of the two at least.
const SONNETS: (usize, usize) = (90, 20);

/// How many lines the stanzas of a poem have, where nearly all have as many (a poem in terzinas) or one of two numbers (a
/// book of sonnets) and do not fill a width.
fn stanza(blocks: &[Block]) -> Vec<usize> {
    let mut times: BTreeMap<usize, usize> = BTreeMap::new();
    let all =
        || blocks.iter().filter(|b| b.lines.len() > 1 && !b.page && !matches!(b.shape, Shape::Table | Shape::Data));
    all().for_each(|b| *times.entry(b.lines.len()).or_default() += 1);
    let mut most: Vec<(usize, usize)> = times.into_iter().map(|(lines, n)| (n, lines)).collect();
    most.sort_unstable_by(|a, b| b.cmp(a));
    let count = all().count();
    let are = |sizes: &[(usize, usize)], least: usize| {
        let among = |b: &&Block| sizes.iter().any(|(_, lines)| *lines == b.lines.len());
        let inner = all().filter(among).flat_map(|b| &b.lines[..b.lines.len() - 1]);
        let mut lengths: Vec<usize> = inner.map(|l| l.length).collect();
        lengths.sort_unstable();
        let Some(longest) = lengths.get(lengths.len() * 98 / 100).copied() else { return false };
        let full = lengths.iter().filter(|length| **length * 20 >= longest * 17).count();
        let times: usize = sizes.iter().map(|(n, _)| n).sum();
        let poem = times >= STANZAS.0 && sizes.iter().all(|(_, lines)| STANZAS.1.contains(lines));
        poem && times * 100 >= count * least && longest <= STANZAS.3 && full * 2 < lengths.len()
    };
    let each = |sizes: &[(usize, usize)]| sizes.iter().all(|(n, _)| n * 100 >= count * SONNETS.1);
    let found = match most.as_slice() {
        [one, ..] if are(&[*one], STANZAS.2) => vec![*one],
        [one, two, ..] if each(&[*one, *two]) && are(&[*one, *two], SONNETS.0) => vec![*one, *two],
        _ => Vec::new(),
    };
    found.into_iter().map(|(_, lines)| lines).collect()
}

/// Whether blank lines part pages rather than paragraphs: most lines stand among more than a paragraph has.
fn is_solid(blocks: &[Block]) -> bool {
    let prose = || blocks.iter().filter(|b| b.shape == Shape::Prose && !b.page);
    let lines: usize = prose().map(|b| b.lines.len()).sum();
    let dense: usize = prose().filter(|b| b.lines.len() >= DENSE).map(|b| b.lines.len()).sum();
    lines >= 2 * DENSE && dense * 3 >= lines * 2
}

/// How many lines without a blank one between are more than a paragraph.
const DENSE: usize = 20;

/// Cuts lines where a paragraph ends: short of the width, at the end of a sentence, or before a line that is set in.
fn ended<'a>(text: &str, block: &'a [Line], width: usize) -> Vec<&'a [Line]> {
    let of = |l: &Line| &text[l.range.clone()];
    let begins = |s: &str| s.starts_with(|c: char| c.is_uppercase() || words::is_opening_quote(c) || c == '—');
    let ends = |a: &Line, b: &Line| {
        let stop = of(a).trim_end_matches(words::is_closing_quote).ends_with(['.', '!', '?', ':']);
        let room = filled::slack(text, a, b, a.indent + width) >= 0;
        stop && a.length * 20 < width * 17 && room && begins(of(b))
    };
    let set_in = |a: &Line, b: &Line| b.indent >= a.indent + 2 && b.indent <= a.indent + 10 && begins(of(b));
    block.chunk_by(|a, b| !ends(a, b) && !set_in(a, b)).collect()
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

fn blocks<'a>(text: &str, lines: &'a [Line], apart: &[bool], fences: &Fences) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let (mut start, mut opens, mut kept) = (0, true, false);
    let mut bracket: Option<i32> = None;
    let mut files = data::find(text, lines).into_iter().peekable();
    let doubled = filled::doubled::go_on(text, lines);
    for i in 0..lines.len() {
        if i < start {
            continue;
        }
        if let Some(file) = files.next_if(|file| file.start == i) {
            (start, opens) = (file.end, !runs_on(lines, file.end - 1));
            blocks.push(Block { lines: &lines[file], shape: Shape::Data, opens: true, page: false, kept: false });
            continue;
        }
        let of = |i: usize| &text[lines[i].range.clone()];
        let fence = |i: usize| apart[i] || lines[i].indent == 0 && fences.has(of(i)) || words::is_section(of(i));
        let ends = !runs_on(lines, i) && !doubled[i] || files.peek().is_some_and(|file| file.start == i + 1);
        // what a transcriber has put in brackets ends with them: the line below is the text's
        if i == start {
            bracket = wrapped::opens_bracket(of(i)).then_some(0);
        }
        if let Some(depth) = &mut bracket {
            *depth += of(i).matches('[').count() as i32 - of(i).matches(']').count() as i32;
        }
        let closed = bracket.is_some_and(|depth| depth <= 0) && of(i).ends_with(']');
        if ends || fence(i) || fence(i + 1) || closed {
            let lines = &lines[start..=i];
            let page = lines.len() == 1 && apart[i];
            blocks.push(Block { lines, shape: lines::shape(text, lines), opens, page, kept });
            match text[lines[0].range.clone()].as_bytes() {
                _ if lines[0].indent > 0 || !fences.has(&text[lines[0].range.clone()]) => {}
                [b'/', sign] => kept = !matches!(sign, b'#' | b'Q' | b'F'),
                [_, b'/'] => kept = false,
                _ => {}
            }
            (start, opens) = (i + 1, ends);
        }
    }
    blocks
}

/// Wrapped, if most lines run on into the next one, are of the text's width, and do not end sentences. Lines that none of
/// that width is among (verse, addresses) say nothing.
fn measured(text: &str, blocks: &[Block], width: usize) -> Layout {
    let full = |l: &Line| l.length * 10 >= width * 8;
    let prose = || blocks.iter().filter(|b| b.shape == Shape::Prose && !b.page).map(|b| b.lines);
    let told = || prose().filter(|b| b.len() == 1 || b.iter().any(full));
    let lines: usize = told().map(<[Line]>::len).sum();
    let inner: Vec<&Line> = told().flat_map(|b| &b[..b.len() - 1]).collect();
    let count = |test: &dyn Fn(&Line) -> bool| inner.iter().filter(|l| test(l)).count();
    let of_width = count(&|l| l.length * 10 >= width * 6 && l.length * 10 <= width * 12);
    let ended = count(&|l| text[l.range.clone()].ends_with(['.', ';', ':', '?', '!', '"', '”']));
    let labelled = count(&|l| label::parse(&text[l.range.clone()]).is_some());
    let long = prose().flatten().filter(|l| l.length > 90).count();
    let (flowing, divided) = flow(text, told());
    let flows = flowing * 10 >= inner.len() * 4 && divided >= DIVIDED.0 && divided * DIVIDED.1 >= inner.len();
    let broken = || (COLUMN..=100).contains(&width) && filled::were_broken(text, told());
    let wrapped = (inner.len() * 4 >= lines || long * 50 <= lines)
        && inner.len() >= 2
        && (if flows { COLUMN } else { NARROWEST }..=100).contains(&width)
        && (of_width * 10 >= inner.len() * 7 || flows)
        && ended * 2 < inner.len()
        && labelled * 3 < inner.len();
    if wrapped || broken() { Layout::Wrapped } else { Layout::Lines }
}

/// How many lines that end in half a word show that lines are broken where they are full, however short they are, and
/// of how many lines one at least must.
const DIVIDED: (usize, usize) = (8, 500);

/// How many lines go on small in the next, and how many of these end in half a word.
fn flow<'a>(text: &str, blocks: impl Iterator<Item = &'a [Line]>) -> (usize, usize) {
    let of = |l: &Line| &text[l.range.clone()];
    let (mut flowing, mut divided) = (0, 0);
    for pair in blocks.flat_map(|b| b.windows(2)).filter(|pair| of(&pair[1]).starts_with(char::is_lowercase)) {
        let before = of(&pair[0]).strip_suffix(['-', '¬', '⸗', '\u{ad}']);
        flowing += 1;
        divided += usize::from(before.is_some_and(|before| before.ends_with(char::is_alphabetic)));
    }
    (flowing, divided)
}

/// The narrowest lines that the column of a paper is broken into, in characters.
const COLUMN: usize = 24;

/// The narrowest lines that a text is broken into, in characters.
const NARROWEST: usize = 38;
