//! Lines of a witness, and what the shape of several in a row says: prose broken at a width, verse,
//! or the rows of a table.

pub(super) mod data;

use crate::read::plain::label;
use crate::read::plain::words::{self, is_blank, is_opening_quote};
use crate::source::SourceFile;
use rayon::prelude::*;
use std::ops::Range;

/// A non-blank line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// From 1.
    pub(super) number: u32,
    /// Its bytes, without blanks at its ends.
    pub(super) range: Range<usize>,
    /// How far it is indented, in characters.
    pub(super) indent: usize,
    /// Its characters, without the indent.
    pub(super) length: usize,
    /// Whether its end parts paragraphs, as a blank line does.
    pub(super) parted: bool,
}

/// What a row of lines is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing in particular: prose, or what the rules for single lines tell.
    Prose,
    /// Lines of verse.
    Verse,
    /// Rows with columns.
    Table,
    /// A file in letters: no words.
    Data,
}

/// The non-blank lines; a form feed inside one ends it.
pub(super) fn all(source: &SourceFile) -> Vec<Line> {
    let numbers = (1..source.line_count() as u32 + 1).into_par_iter();
    numbers.with_min_len(4_096).flat_map_iter(|n| pieces(source, n)).collect()
}

fn pieces(source: &SourceFile, number: u32) -> impl Iterator<Item = Line> + '_ {
    let range = source.line_range(number);
    let raw = &source.text[range.clone()];
    let parted = source.text[range.end..].starts_with('\u{2029}');
    let mut at = range.start;
    raw.split_inclusive('\u{c}').filter_map(move |piece| {
        let start = at;
        at += piece.len();
        line(source, start..at, number, parted)
    })
}

fn line(source: &SourceFile, range: Range<usize>, number: u32, parted: bool) -> Option<Line> {
    let raw = &source.text[range.clone()];
    let trimmed = raw.trim_start_matches(is_blank);
    let start = range.end - trimmed.len();
    let shown = trimmed.trim_end_matches(is_blank);
    let indent = raw[..raw.len() - trimmed.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let range = start..start + shown.len();
    (!shown.is_empty()).then(|| Line { number, range, indent, length: shown.chars().count(), parted })
}

/// Whether the line is followed by another without a blank one between.
pub(super) fn runs_on(lines: &[Line], index: usize) -> bool {
    lines.get(index + 1).is_some_and(|next| next.number == lines[index].number + 1 && !lines[index].parted)
}

/// The shape of `block`, lines without a blank one between.
pub(super) fn shape(text: &str, block: &[Line]) -> Shape {
    if block.len() < 2 {
        Shape::Prose
    } else if is_table(text, block) {
        Shape::Table
    } else if is_verse(text, block, LONGEST_VERSE) {
        Shape::Verse
    } else {
        Shape::Prose
    }
}

/// The width that the lines are broken at: what most of those reach that run on into another, in characters. One long
/// line, or a few, are no width.
pub(super) fn width(lines: &[Line]) -> usize {
    let mut lengths: Vec<usize> = (0..lines.len()).filter(|i| runs_on(lines, *i)).map(|i| lines[i].length).collect();
    lengths.sort_unstable();
    let most = lengths.get(lengths.len() * 4 / 5).copied();
    most.unwrap_or_else(|| lines.iter().map(|l| l.length).max().unwrap_or(0)).min(WIDEST)
}

/// The widest lines that a text is broken into, in characters.
const WIDEST: usize = 110;

/// Whether lines among prose of a width are verse though they have no stops: set in, or many, they keep away from the
/// right edge and each begins anew.
pub(super) fn is_set_as_verse(text: &str, block: &[Line], width: usize, margin: usize) -> bool {
    let all = block.len();
    let set_in = block.iter().all(|l| l.indent >= margin + 2);
    let short = block.iter().all(|l| l.length * 10 <= width * 8);
    if all < 2 || !set_in && !short {
        return false;
    }
    let of = |l: &Line| &text[l.range.clone()];
    let count = |test: &dyn Fn(&str) -> bool| block.iter().filter(|l| test(of(l))).count();
    let capital = count(&|s| {
        let letter = s.chars().find(|c| !is_opening_quote(*c) && !matches!(c, '(' | '_' | '*' | '[' | '—' | '-' | '.'));
        letter.is_some_and(char::is_uppercase)
    });
    let labelled = |s: &str| label::parse(s).is_some() || words::is_divider(s) || s.starts_with(['[', '|']);
    let named = |s: &str| s.split_once(": ").is_some_and(|(name, _)| words::count(name) <= 2);
    capital * 10 >= all * 8
        && (set_in && short || set_in && capital == all && all >= 3 || short && all >= 4 && capital == all)
        && block.iter().map(|l| words::count(of(l))).sum::<usize>() * 2 >= all * 5
        && count(&|s| !s.chars().any(char::is_lowercase)) * 2 < all
        && count(&|s| ends_in_figures(s)) * 5 < all
        && count(&labelled) * 3 < all
        && count(&named) * 3 < all
}

/// Whether a line ends in the number of a page, as those of an index do.
pub(super) fn ends_in_figures(text: &str) -> bool {
    text.trim_end_matches(['.', ',', ';']).ends_with(|c: char| c.is_ascii_digit())
}

/// How long a line of verse may be, in characters.
const LONGEST_VERSE: usize = 62;

/// Short lines that begin with capitals and go on from one to the next: not a
/// list of names or titles, whose lines have no punctuation, nor of sentences, each of which ends.
pub(super) fn is_verse(text: &str, block: &[Line], longest: usize) -> bool {
    let of = |l: &Line| &text[l.range.clone()];
    let indented = block.iter().all(|l| l.indent >= 2);
    if block.len() < if indented { 2 } else { 3 } || block.iter().any(|l| l.length > longest) {
        return false;
    }
    let all = block.len();
    let count = |test: &dyn Fn(&str) -> bool| block.iter().filter(|l| test(of(l))).count();
    let capital = count(&|s| {
        let letter = s.chars().find(|c| !is_opening_quote(*c) && !matches!(c, '(' | '_' | '*' | '[' | '—' | '-'));
        letter.is_some_and(char::is_uppercase)
    });
    let shouted = |s: &str| !s.chars().any(char::is_lowercase);
    let ended = |s: &str| s.ends_with(['.', '!', '?', '"', '”', ':']);
    let paused = |s: &str| s.ends_with([',', ';', ':', '—', '-', '!', '?', '.', '"', '”', '\'', '’', '_']);
    let open = |s: &str| s.ends_with(|c: char| c.is_alphabetic() || matches!(c, ',' | ';' | '—' | ':'));
    let labelled = |s: &str| label::parse(s).is_some() || words::is_divider(s);
    capital * 10 >= all * 7
        && count(&shouted) * 2 < all
        && count(&ended) * 10 <= all * 6
        && count(&paused) * 10 >= all * 3
        && count(&open) * 4 >= all
        && count(&labelled) * 3 < all
        && count(&|s| ends_in_figures(s)) * 5 < all
        && count(&|s| words::count(s) >= 3) * 10 >= all * 7
}

/// Most lines have two columns or more: bars, tabs, wide gaps with short cells, or leaders to a
/// page number.
fn is_table(text: &str, block: &[Line]) -> bool {
    let of = |l: &Line| &text[l.range.clone()];
    let rows = block.iter().filter(|l| is_row(of(l))).count();
    // bars that part readings or the lines of a title stand as they come; those of a table are as many in each row
    let mut bars: Vec<usize> = block.iter().map(|l| of(l).matches('|').count()).filter(|n| *n >= 2).collect();
    bars.sort_unstable();
    let most = bars.chunk_by(|a, b| a == b).map(<[usize]>::len).max().unwrap_or(0);
    if bars.len() * 2 > rows && bars.len() >= 2 && most * 10 < bars.len() * 6 {
        return false;
    }
    rows >= 2 && rows * 10 >= block.len() * 6
}

fn is_row(text: &str) -> bool {
    let bars = text.matches('|').count();
    bars >= 2 || has_leaders(text) || has_gaps(text)
}

/// Whether a line has a gap that parts columns: no prose has so wide a one, even set to two edges.
pub(super) fn is_parted(text: &str, line: &Line) -> bool {
    text[line.range.clone()].contains(COLUMN)
}

/// The narrowest gap that parts columns whatever stands beside it.
const COLUMN: &str = "      ";

/// `The Boats . . . . . 12`, `The Boats......xii`, `Boats............ 1,230.5`
fn has_leaders(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| c.is_ascii_digit() || "ivxlc,$%".contains(c));
    let end = end
        .strip_suffix('.')
        .filter(|end| end.ends_with(|c: char| c.is_ascii_digit()))
        .map_or(end, |whole| whole.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '$')));
    let lead = end.trim_end_matches(['.', ' ', '…', '·', '_']);
    let dots = end[lead.len()..].chars().filter(|c| !matches!(c, ' ')).count();
    end.len() < text.len() && !lead.is_empty() && (dots >= 3 || end[lead.len()..].contains('…'))
}

/// Gaps of three spaces or a tab, with a few words between them.
fn has_gaps(text: &str) -> bool {
    if !text.contains("   ") && !text.contains('\t') {
        return false;
    }
    let cells: Vec<&str> = text.split('\t').flat_map(|part| part.split("   ")).map(str::trim).collect();
    let cells: Vec<&str> = cells.into_iter().filter(|c| !c.is_empty()).collect();
    let short = cells.iter().filter(|c| words::count(c) <= 5).count();
    let rules = |c: &&&str| c.chars().all(|c| matches!(c, '-' | '=' | '_' | '+'));
    let figure = |c: &&&str| c.chars().any(|c| c.is_ascii_digit()) && words::count(c) <= 2;
    let cells_of = |test: &dyn Fn(&&&str) -> bool| cells.iter().filter(test).count();
    cells.len() >= 2 && short == cells.len() && (cells.len() >= 3 || cells_of(&figure) >= 1 || cells_of(&rules) >= 2)
}
