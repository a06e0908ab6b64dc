//! Where a line may end: UAX #14 with the language's own habits, and hyphenation points.
//!
//! Knows characters and pieces; nothing of widths.

use super::hyphenate::Hyphenators;
use super::paragraph::{Assembled, Content, Piece, Variant};
use crate::fonts::FontRole;
use crate::model::text::LocusKind;
use crate::style::LineStyle;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

/// Offsets into the text at which a line may begin, by UAX #14, tailored:
/// - no break before the mark of a note;
/// - no break between `p.` and the number that a reference puts there;
/// - no break within a range of figures, or between `pp.` and one;
/// - no break before a dash, spaced or not, or a slash: it stays with the word that it follows.
pub(crate) fn breaks(pieces: &[Piece], text: &Assembled) -> Vec<u32> {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let call_at = |at: u32| {
        let index = text.starts.partition_point(|start| *start < at);
        text.starts.get(index) == Some(&at) && pieces.get(index).is_some_and(|piece| piece.call.is_some())
    };
    let number_at = |at: u32| {
        let index = text.starts.partition_point(|start| *start < at);
        let numbers = |piece: &Piece| {
            matches!(piece.content, Content::Locus { kind: LocusKind::Page | LocusKind::Line | LocusKind::Note, .. })
        };
        text.starts.get(index) == Some(&at)
            && pieces.get(index).is_some_and(numbers)
            && text.text[..at as usize].ends_with(". ")
    };
    segmenter
        .segment_str(&text.text)
        .map(|at| at as u32)
        .filter(|at| *at > 0 && (*at as usize) < text.text.len())
        .filter(|at| !text.text[*at as usize..].starts_with(['—', '⸺', '–']) && !call_at(*at) && !number_at(*at))
        .filter(|at| !is_in_range(&text.text, *at as usize) && !is_number_of_page(&text.text, *at as usize))
        .collect()
}

/// Whether `at` is behind the dash of a range such as `1917–1923`.
fn is_in_range(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    before.next() == Some('–')
        && before.next().is_some_and(char::is_numeric)
        && text[at..].starts_with(char::is_numeric)
}

/// Whether the figure at `at` follows `p.` or `pp.`.
fn is_number_of_page(text: &str, at: usize) -> bool {
    let before = text[..at].strip_suffix(". ").map(|words| words.trim_end_matches('p'));
    let is_word =
        before.is_some_and(|rest| (1..=2).contains(&(at - 2 - rest.len())) && !rest.ends_with(char::is_alphanumeric));
    is_word && text[at..].starts_with(char::is_numeric)
}

/// Offsets at which hyphenation may break: never in words with figures or several capitals, in
/// parts of a compound with a hyphen, in code or in the marks of notes.
pub(crate) fn hyphens(pieces: &[Piece], text: &Assembled, hyphenators: &Hyphenators, style: &LineStyle) -> Vec<u32> {
    let mut points = vec![];
    let mut start = None;
    let mut before = ' ';
    let mut edge = ' ';
    let mut indices = text.text.char_indices().peekable();
    while let Some((at, character)) = indices.next() {
        if !character.is_alphabetic() {
            before = character;
            continue;
        }
        if start.is_none() {
            start = Some(at);
            edge = before;
        }
        let end = at + character.len_utf8();
        let next = indices.peek().map_or(' ', |(_, c)| *c);
        if next.is_alphabetic() && !text.starts.contains_call(pieces, end as u32) {
            continue;
        }
        let from = start.take().unwrap_or(at);
        before = character;
        if is_word_edge(edge) && (is_word_edge(next) || text.starts.contains_call(pieces, end as u32)) {
            word(pieces, text, from..end, hyphenators, style, &mut points);
        }
    }
    points
}

/// Whether a word beside this character may be hyphenated.
fn is_word_edge(character: char) -> bool {
    !character.is_numeric() && !matches!(character, '-' | '‐' | '‑' | '/' | '@' | '_' | '\u{ad}' | '⟨' | '⟩')
}

trait Starts {
    fn contains_call(&self, pieces: &[Piece], at: u32) -> bool;
}

impl Starts for Vec<u32> {
    fn contains_call(&self, pieces: &[Piece], at: u32) -> bool {
        self.binary_search(&at).is_ok() && {
            let index = self.partition_point(|start| *start < at);
            pieces.get(index).is_some_and(|piece| piece.call.is_some())
        }
    }
}

fn word(
    pieces: &[Piece],
    text: &Assembled,
    range: std::ops::Range<usize>,
    hyphenators: &Hyphenators,
    style: &LineStyle,
    points: &mut Vec<u32>,
) {
    let word = &text.text[range.clone()];
    let least = style.least_word as usize;
    if word.len() < least
        || word.chars().take(least).count() < least
        || word.chars().filter(|c| c.is_uppercase()).count() > 1
    {
        return;
    }
    let piece = &pieces[text.piece_at(range.start as u32)];
    if piece.call.is_some() || piece.font.role == FontRole::Mono || piece.font.variant == Variant::Superior {
        return;
    }
    let least = (style.least_before as usize, style.least_after as usize);
    points.extend(hyphenators.breaks(&piece.language, word, least).into_iter().map(|at| (range.start + at) as u32));
}
