//! Finishing a line: glyphs for exactly its characters, re-shaped where a word was broken, the
//! letters and spaces made wide or narrow enough, everything in its place.
//!
//! Knows one line of one paragraph.

use crate::model::length::Length;
use crate::model::page::Glyph;
use crate::style::{Align, LineStyle};
use crate::typeset::lines::opportunities::split::{self, is_fixed_space};
use crate::typeset::lines::protrusion;
use crate::typeset::lines::set::{Cut, LineRun, SetLine};
use crate::typeset::lines::shaped::{Shaped, ShapedRun};
use crate::typeset::lines::tailoring::repeats_hyphen;
use crate::typeset::lines::workshop::{Workshop, letter_space};
use crate::typeset::paragraph::Paragraph;
use crate::typeset::paragraph::assembled::Assembled;
use crate::typeset::paragraph::bidi::reorder;
use crate::typeset::paragraph::piece::KeyPart;
use std::ops::Range;

/// What [`LineRun::expansion`] is counted in.
const MILLION: i64 = 1_000_000;

/// A glyph of the line, with the run it belongs to.
#[derive(Clone, Copy)]
struct Placed {
    id: u16,
    /// The characters of its cluster; [`ADDED`] for a hyphen that the line break adds.
    at: u32,
    end: u32,
    advance: Length,
    /// To the right and upwards.
    offset: [Length; 2],
    run: ShapedRun,
    space: bool,
    /// Whether it stays as wide as it is, whatever the line needs.
    fixed: bool,
}

/// Where a glyph stands that is not in the text.
const ADDED: u32 = u32::MAX;

/// Sets the line `cut` of a paragraph.
pub(crate) fn finish(
    workshop: &Workshop<'_>,
    paragraph: &Paragraph,
    text: &Assembled,
    shaped: &Shaped,
    cut: Cut,
) -> SetLine {
    let mut glyphs = line_glyphs(workshop, paragraph, text, shaped, cut);
    let shape = &paragraph.shape;
    let indent = if cut.first { shape.indent } else { shape.hang };
    let measure = shape.width - indent;
    let [left, right] = protrusions(paragraph, text, workshop.style, &glyphs, cut);
    let mut extra = measure + left - glyphs.iter().map(|g| g.advance).sum::<Length>();
    // A line from right to left begins at the right: the indent is there, the rest at the left.
    let rtl = text.rtl() && paragraph.leader.is_none();
    let mut x = shape.left + if rtl { Length::ZERO } else { indent } - left;
    let mut expansion = 0;
    match shape.align {
        Align::Justified if !cut.last || extra < Length::ZERO => {
            extra += if cut.last { Length::ZERO } else { right };
            extra -= narrow(paragraph, &mut glyphs, extra, cut);
            expansion = expand(&mut glyphs, &mut extra, workshop.style, cut);
            let all_used = i64::from(expansion.abs()) >= most_expansion(workshop.style);
            justify(&mut glyphs, extra, workshop.style, cut, all_used);
        }
        // Spaces that the breaker has reckoned with may shrink, whatever the alignment.
        _ if extra < Length::ZERO => justify(&mut glyphs, extra, workshop.style, cut, false),
        Align::Justified | Align::Left => x += if rtl { extra } else { Length::ZERO },
        Align::Centre => x += extra / 2,
        Align::Right => x += if rtl { Length::ZERO } else { extra },
    }
    let mut line = SetLine::default();
    if let Some(bidi) = &text.bidi {
        let joins = |one: &Placed, other: &Placed, limit| {
            one.at == ADDED || other.at == ADDED || bidi.joins(one.at, other.at, limit)
        };
        reorder(&mut glyphs, |placed| placed.run.level, joins);
    }
    place(paragraph, text, &glyphs, x, expansion, &mut line);
    line.runs.iter_mut().for_each(|run| run.rise -= shape.drop);
    line
}

/// How far a line sticks out at its left and right end.
fn protrusions(paragraph: &Paragraph, text: &Assembled, style: &LineStyle, glyphs: &[Placed], cut: Cut) -> [Length; 2] {
    let seen = |p: &&Placed| p.at < cut.visible;
    let cluster = |one: &Placed| {
        let same = glyphs.iter().filter(|p| p.at == one.at);
        let width: Length = same.map(|p| p.advance).sum();
        (&text.text[one.at as usize..one.end.min(cut.visible) as usize], width)
    };
    let repeats = glyphs.first().is_some_and(|p| p.at == ADDED && p.fixed);
    let sticks_out = !repeats && (!cut.first || !protrusion::is_indented(paragraph));
    let left = glyphs.iter().find(seen).filter(|_| sticks_out).map(|first| {
        let (characters, width) = cluster(first);
        protrusion::left(paragraph, style, &first.run, characters, width)
    });
    let hyphen = glyphs.iter().rfind(|p| p.at == ADDED && !p.fixed);
    let right = match hyphen {
        Some(hyphen) => Some(protrusion::of_hyphen(paragraph, style, hyphen.advance)),
        None => glyphs.iter().rfind(seen).map(|last| {
            let (characters, width) = cluster(last);
            protrusion::right(paragraph, style, &last.run, characters, width)
        }),
    };
    [left.unwrap_or_default(), right.unwrap_or_default()]
}

/// Steps of expansion, in millionths: too small to be seen, and few enough that a file full of
/// lines has few transformations.
const STEP: i64 = 1000;

/// The greatest expansion, in millionths: whole steps.
fn most_expansion(style: &LineStyle) -> i64 {
    Length(MILLION).scale(style.expansion[0], style.expansion[1]).0 / STEP * STEP
}

/// Makes letters wider or narrower to take up as much of `extra` as they may, in steps; what is
/// left remains in `extra`. Returns the expansion in millionths.
fn expand(glyphs: &mut [Placed], extra: &mut Length, style: &LineStyle, cut: Cut) -> i32 {
    let is_drawn = |p: &Placed| !p.space && !p.fixed && (p.at < cut.visible || p.at == ADDED);
    let width: Length = glyphs.iter().filter(|p| is_drawn(p)).map(|p| p.advance).sum();
    let bound = most_expansion(style);
    if width <= Length::ZERO || bound == 0 {
        return 0;
    }
    let wanted = extra.scale(MILLION, width.0).0.clamp(-bound, bound);
    let expansion = wanted / STEP * STEP;
    for placed in glyphs.iter_mut().filter(|p| is_drawn(p)) {
        let more = placed.advance.scale(expansion, MILLION);
        placed.advance += more;
        placed.offset[0] += placed.offset[0].scale(expansion, MILLION);
        *extra -= more;
    }
    expansion as i32
}

/// The glyphs of a line in logical order: those of the whole paragraph, but shaped anew in the
/// words that the breaks at its ends have cut.
fn line_glyphs(
    workshop: &Workshop<'_>,
    paragraph: &Paragraph,
    text: &Assembled,
    shaped: &Shaped,
    cut: Cut,
) -> Vec<Placed> {
    let bytes = text.text.as_bytes();
    let is_space = |at: u32| at == 0 || matches!(bytes[at as usize - 1], b' ') || at as usize >= bytes.len();
    let (mut low, mut high) = (cut.start, cut.visible);
    if !is_space(cut.start) {
        low = word_end(&text.text, cut.start, cut.visible);
    }
    if cut.visible == cut.next && (cut.visible as usize) < bytes.len() {
        high = word_start(&text.text, low, cut.visible);
    }
    // A glyph for each byte, and the hyphen: rarely more.
    let mut out = Vec::with_capacity((cut.next - cut.start) as usize + 1);
    let reshape = |range: Range<u32>, out: &mut Vec<Placed>| {
        let part = workshop.shaper.shape(&paragraph.pieces, text, range).in_boxes(paragraph);
        collect(paragraph, &part, 0..part.glyphs.len(), text, out);
    };
    if low >= high && (low > cut.start || high < cut.visible) {
        reshape(cut.start..cut.visible, &mut out);
    } else {
        reshape(cut.start..low, &mut out);
        let first = shaped.glyphs.partition_point(|g| g.at < low);
        let last = shaped.glyphs.partition_point(|g| g.at < high);
        collect(paragraph, shaped, first..last, text, &mut out);
        reshape(high..cut.visible, &mut out);
    }
    out.retain(|p| p.advance != Length::ZERO || !is_invisible(&text.text[p.at as usize..]));
    let index = text.piece_at(cut.start);
    if let Some(piece) = paragraph.pieces.get(index).filter(|_| !cut.first)
        && repeats_hyphen(&text.text, cut.start as usize, &piece.language)
        && let Some((face, id, advance)) = workshop.shaper.hyphen(piece.font)
    {
        // By itself, so that what it reads stands before what follows it.
        let level = text.bidi.as_ref().map_or(0, |bidi| bidi.base);
        let run = ShapedRun { piece: index as u32, face, size: piece.font.size, rise: Length::ZERO, level };
        let offset = [Length::ZERO; 2];
        out.insert(0, Placed { id, at: ADDED, end: ADDED, advance, offset, run, space: false, fixed: true });
    } else if let Some(piece) = paragraph.pieces.get(index)
        && let Some((face, id, advance)) = workshop.turned_over(paragraph, piece.font)
        && split::is_turned_over(text, &cut)
    {
        let run = ShapedRun { piece: index as u32, face, size: piece.font.size, rise: Length::ZERO, level: 0 };
        let offset = [Length::ZERO; 2];
        out.insert(0, Placed { id, at: ADDED, end: ADDED, advance, offset, run, space: false, fixed: true });
    }
    if cut.hyphen {
        let letter = text.before_marks(cut.visible).saturating_sub(1);
        let index = text.piece_at(letter);
        if let Some((face, id, advance)) = workshop.shaper.hyphen(paragraph.pieces[index].font) {
            let run = ShapedRun {
                piece: index as u32,
                face,
                size: paragraph.pieces[index].font.size,
                rise: Length::ZERO,
                level: text.bidi.as_ref().map_or(0, |bidi| bidi.level(letter)),
            };
            let offset = [Length::ZERO; 2];
            out.push(Placed { id, at: ADDED, end: ADDED, advance, offset, run, space: false, fixed: false });
        }
    }
    // The space at the break stays as a character, without width.
    let first = shaped.glyphs.partition_point(|g| g.at < cut.visible);
    let is_space = |at: u32, end: u32| bytes[at as usize] == b' ' || is_fixed_space(&bytes[at as usize..end as usize]);
    if let Some(space) = shaped.glyphs.get(first).filter(|g| g.at < cut.next && is_space(g.at, g.end())) {
        let offset = [Length::ZERO; 2];
        let (id, at, end) = (space.id, space.at, cut.next);
        // Spaces at the end have the paragraph's own level (UAX #9, L1).
        let level = text.bidi.as_ref().map_or(0, |bidi| bidi.base);
        let run = ShapedRun { level, ..shaped.runs[space.run as usize] };
        out.push(Placed { id, at, end, advance: Length::ZERO, offset, run, space: false, fixed: false });
    }
    out
}

/// Where the word ends that begins at `at`, or `until` if it goes on there: looking further would take as long for
/// each line as the word is, which may be all of a text.
fn word_end(text: &str, at: u32, until: u32) -> u32 {
    text[at as usize..until.max(at) as usize].find([' ', '\u{2028}']).map_or(until, |length| at + length as u32)
}

/// Where the word begins that ends at `at`, or `from` if it is longer.
fn word_start(text: &str, from: u32, at: u32) -> u32 {
    text[from.min(at) as usize..at as usize].rfind(' ').map_or(from, |space| from + space as u32 + 1)
}

fn is_invisible(rest: &str) -> bool {
    rest.starts_with(['\u{ad}', '\u{2028}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'])
}

fn collect(paragraph: &Paragraph, shaped: &Shaped, range: Range<usize>, text: &Assembled, out: &mut Vec<Placed>) {
    let bytes = text.text.as_bytes();
    out.extend(range.map(|index| {
        let glyph = &shaped.glyphs[index];
        let (at, end) = (glyph.at, glyph.end());
        let run = shaped.runs[glyph.run as usize];
        let fixed = paragraph.is_boxed(run.piece);
        let space = !fixed && matches!(&bytes[at as usize..end as usize], b" " | b"\xc2\xa0");
        let (advance, offset) = (glyph.advance(), shaped.offset(index));
        Placed { id: glyph.id, at, end, advance, offset, run, space, fixed }
    }));
}

/// Of a line that is too wide takes what it can from the wide spaces between notes that are run together, down to
/// [`NARROW`] of each: they are drawn together before words are. Returns what is taken, below zero.
fn narrow(paragraph: &Paragraph, glyphs: &mut [Placed], extra: Length, cut: Cut) -> Length {
    let is_wide = |p: &Placed| p.space && p.at < cut.visible && paragraph.is_key(p.run.piece as usize, KeyPart::Wide);
    let width: Length = glyphs.iter().filter(|p| is_wide(p)).map(|p| p.advance).sum();
    if extra >= Length::ZERO || width <= Length::ZERO {
        return Length::ZERO;
    }
    let [part, whole] = NARROW;
    let wanted = extra.max(-(width - width.scale(part, whole)));
    let mut taken = Length::ZERO;
    for placed in glyphs.iter_mut().filter(|p| is_wide(p)) {
        let less = wanted.scale(placed.advance.0, width.0);
        placed.advance += less;
        taken += less;
    }
    taken
}

/// How wide a space between two notes still is in a tight line.
const NARROW: [i64; 2] = [6, 10];

/// Shares `extra` out among the spaces, and if `spread` between the letters as far as that is not
/// seen, to the last scaled point. Spaces that cannot shrink enough let the line stick out.
fn justify(glyphs: &mut [Placed], extra: Length, style: &LineStyle, cut: Cut, spread: bool) {
    let visible = |p: &Placed| p.space && p.at < cut.visible;
    let count = glyphs.iter().filter(|p| visible(p)).count() as i64;
    if count == 0 {
        return;
    }
    let width: Length = glyphs.iter().filter(|p| visible(p)).map(|p| p.advance).sum();
    let mut spaces_by_size = (Length::ZERO, Length::ZERO);
    let mut letter = |p: &Placed| {
        if !is_letter(p, cut) {
            return Length::ZERO;
        }
        if spaces_by_size.0 != p.run.size {
            spaces_by_size = (p.run.size, letter_space(p.run.size, style));
        }
        spaces_by_size.1
    };
    let letters: Length = glyphs.iter().map(&mut letter).sum();
    let [part, whole] = if extra < Length::ZERO { style.space_shrink } else { style.space_stretch };
    let spaces = width.scale(part, whole);
    // Re-shaped words may be a hair wider than was reckoned.
    let shared = extra.max(-(spaces + letters + Length::PT / 4));
    let spread = if spread { letters } else { Length::ZERO };
    let among_letters = shared.scale(letters.0, (spaces + letters).0.max(1)).clamp(-spread, spread);
    let mut left = shared;
    for placed in glyphs.iter_mut().filter(|_| among_letters != Length::ZERO) {
        let given = among_letters.scale(letter(placed).0, letters.0.max(1));
        placed.advance += given;
        left -= given;
    }
    let mut given = 0;
    for (index, placed) in glyphs.iter_mut().filter(|p| visible(p)).enumerate() {
        let until = left.0 * (index as i64 + 1) / count;
        placed.advance += Length(until - given);
        given = until;
    }
}

/// Whether a letter's distance from the next may change: not at a line's end, nor within what the
/// face draws with several glyphs.
fn is_letter(placed: &Placed, cut: Cut) -> bool {
    !placed.space && !placed.fixed && placed.advance > Length::ZERO && placed.end < cut.visible
}

/// Makes the runs of the line.
fn place(
    paragraph: &Paragraph,
    text: &Assembled,
    glyphs: &[Placed],
    mut x: Length,
    expansion: i32,
    line: &mut SetLine,
) {
    let role = |p: &Placed| paragraph.pieces[p.run.piece as usize].role;
    let alike = |a: &Placed, b: &Placed| {
        if a.fixed != b.fixed {
            return false;
        }
        let (a, b, same) = (&a.run, &b.run, a.run.piece == b.run.piece || role(a) == role(b));
        same && a.face == b.face && a.size == b.size && a.rise == b.rise && a.level == b.level
    };
    let (mut start, mut firsts) = (0, vec![]);
    while start < glyphs.len() {
        let end = start + glyphs[start..].iter().take_while(|p| alike(p, &glyphs[start])).count();
        if text.bidi.is_some() {
            firsts.extend(glyphs[start..end].iter().map(|p| p.at).min());
        }
        let expansion = if glyphs[start].fixed { 0 } else { expansion };
        let run = LineRun { expansion, ..line_run(text, &glyphs[start..end], x, role(&glyphs[start])) };
        for placed in &glyphs[start..end] {
            let from = x;
            x += placed.advance;
            extend_link(paragraph.pieces[placed.run.piece as usize].link, from, x, line);
        }
        line.runs.push(run);
        start = end;
    }
    if text.bidi.is_some() {
        // Tagged content is read in the order in which it is drawn: that of the text.
        let mut runs: Vec<(u32, LineRun)> = firsts.into_iter().zip(std::mem::take(&mut line.runs)).collect();
        runs.sort_by_key(|(first, _)| *first);
        line.runs = runs.into_iter().map(|(_, run)| run).collect();
    }
}

fn extend_link(link: Option<usize>, from: Length, to: Length, line: &mut SetLine) {
    let Some(link) = link else { return };
    match line.links.last_mut() {
        Some((known, _, right)) if *known == link && *right == from => *right = to,
        _ => line.links.push((link, from, to)),
    }
}

fn line_run(text: &Assembled, glyphs: &[Placed], x: Length, role: crate::model::page::Role) -> LineRun {
    let real = || glyphs.iter().filter(|g| g.at != ADDED);
    let low = real().map(|g| g.at).min().unwrap_or(0);
    let high = real().map(|g| g.end).max().unwrap_or(low);
    let mut characters = text.text[low as usize..high as usize].to_string();
    let mut drawn = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let range = if glyph.at == ADDED {
            let start = characters.len() as u32;
            characters.push('\u{ad}');
            start..start + 2
        } else {
            glyph.at - low..glyph.end - low
        };
        let [x_offset, y_offset] = glyph.offset;
        drawn.push(Glyph { id: glyph.id, advance: glyph.advance, x_offset, y_offset, text: range });
    }
    let run = glyphs[0].run;
    LineRun { x, rise: run.rise, face: run.face, size: run.size, expansion: 0, glyphs: drawn, text: characters, role }
}
