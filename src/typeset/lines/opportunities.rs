//! Where a paragraph's lines may end: the breaks of its text, but not at the marks of notes, and
//! hyphenation points.
//!
//! Knows pieces, languages and characters; nothing of widths. The rules for characters are those
//! of `tailoring`.

use crate::fonts::FontRole;
use crate::model::text::LocusKind;
use crate::style::LineStyle;
use crate::typeset::composition::paragraph::{Assembled, Content, Piece, Variant};
use crate::typeset::lines::address::addresses;
use crate::typeset::lines::hyphenate::{Hyphenation, Hyphenators};
use crate::typeset::lines::itemize::is_mark;
use crate::typeset::lines::tailoring::{Tailorings, line_breaks};
use std::ops::Range;

/// Offsets into the text at which a line may begin: those of [`line_breaks`], but not
/// - before the mark of a note;
/// - between an abbreviation and the number that a reference puts after it.
pub(crate) fn breaks(pieces: &[Piece], text: &Assembled) -> Vec<u32> {
    let language = |at: usize| pieces.get(text.piece_at(at as u32)).map_or("", |piece| piece.language.as_ref());
    let mut breaks = line_breaks(&text.text, language, Tailorings::ALL);
    let numbers = |piece: &Piece| {
        matches!(piece.content, Content::Locus { kind: LocusKind::Page | LocusKind::Line | LocusKind::Note, .. })
    };
    let glued = |(piece, start): (&Piece, &u32)| {
        let after_stop = || text.text[..*start as usize].ends_with(". ");
        (piece.call.is_some() || numbers(piece) && after_stop()).then_some(*start)
    };
    let mut forbidden = pieces.iter().zip(&text.starts).filter_map(glued).peekable();
    if forbidden.peek().is_some() {
        breaks.retain(|at| {
            while forbidden.next_if(|start| start < at).is_some() {}
            forbidden.peek() != Some(at)
        });
    }
    breaks
}

/// Offsets at which hyphenation may break: never in words with figures or several capitals, in
/// parts of a compound with a hyphen, in sigla in brackets, in addresses, in code or in the marks
/// of notes.
pub(crate) fn hyphens(pieces: &[Piece], text: &Assembled, hyphenators: &Hyphenators, style: &LineStyle) -> Vec<u32> {
    let mut points = vec![];
    let mut addresses = addresses(&text.text).into_iter().peekable();
    let mut known: (&str, Option<&Hyphenation>) = ("", None);
    for word in (Words { text: &text.text, pieces, starts: &text.starts, at: 0, piece: 0 }) {
        let string = &text.text[word.range.clone()];
        if string.len() < style.least_word as usize {
            continue;
        }
        let piece = &pieces[word.piece];
        let bare = piece.font.role == FontRole::Mono || piece.font.variant == Variant::Superior;
        while addresses.next_if(|address| address.end <= word.range.start).is_some() {}
        let in_address = addresses.peek().is_some_and(|address| address.start < word.range.end);
        if piece.call.is_some() || bare || in_address {
            continue;
        }
        if known.0 != piece.language.as_ref() {
            known = (piece.language.as_ref(), hyphenators.of(&piece.language));
        }
        if let Some(hyphenation) = known.1 {
            hyphenation.breaks(string, |at| points.push((word.range.start + at) as u32));
        }
    }
    points
}

/// Whether a word beside this character may be hyphenated.
fn is_word_edge(character: char) -> bool {
    !character.is_numeric() && !matches!(character, '-' | '‐' | '‑' | '/' | '@' | '_' | '\u{ad}' | '⟨' | '⟩')
}

/// The words of a paragraph that may be hyphenated: letters with their combining marks, up to the
/// mark of a note.
struct Words<'t> {
    text: &'t str,
    pieces: &'t [Piece],
    starts: &'t [u32],
    at: usize,
    /// The piece of the last word.
    piece: usize,
}

/// A word and the piece in which it begins.
struct Word {
    range: Range<usize>,
    piece: usize,
}

impl Words<'_> {
    fn character(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text[at..].chars().next(),
        }
    }

    /// The first letter from `at` on.
    fn find_letter(&self) -> Option<usize> {
        let mut at = self.at;
        loop {
            let character = self.character(at)?;
            if character.is_alphabetic() {
                return Some(at);
            }
            at += character.len_utf8();
        }
    }

    /// Whether the mark of a note begins at `at`, behind the beginning of the word's piece.
    fn call_at(&self, at: usize) -> bool {
        let later = self.starts.iter().zip(self.pieces).skip(self.piece + 1);
        let mut here = later.take_while(|(start, _)| **start as usize <= at);
        here.any(|(start, piece)| *start as usize == at && piece.call.is_some())
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        loop {
            let start = self.find_letter()?;
            let edge = self.text[..start].chars().next_back().unwrap_or(' ');
            while self.starts.get(self.piece + 1).is_some_and(|next| *next as usize <= start)
                && self.piece + 1 < self.pieces.len()
            {
                self.piece += 1;
            }
            let mut end = start;
            let is_letter = |c: char| c.is_alphabetic() || !c.is_ascii() && is_mark(c);
            while let Some(letter) = self.character(end).filter(|c| is_letter(*c)) {
                if end > start && self.call_at(end) {
                    break;
                }
                end += letter.len_utf8();
            }
            self.at = end;
            let free = |next: Option<char>| is_word_edge(next.unwrap_or(' ')) || self.call_at(end);
            if is_word_edge(edge) && free(self.character(end)) {
                return Some(Word { range: start..end, piece: self.piece });
            }
        }
    }
}
