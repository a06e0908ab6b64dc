//! Where a paragraph's lines may end: the breaks of its text and hyphenation points, both as if no
//! mark of a note stood in it.
//!
//! Knows pieces, languages and characters; nothing of widths. The rules for characters are those
//! of `tailoring`.

pub(super) mod sense;
pub(crate) mod split;

use crate::fonts::FontRole;
use crate::model::text::LocusKind;
use crate::style::LineStyle;
use crate::typeset::lines::address::addresses;
use crate::typeset::lines::hyphenate::{Hyphenation, Hyphenators};
use crate::typeset::lines::itemize::is_mark;
use crate::typeset::lines::tailoring::{Tailorings, line_breaks};
use crate::typeset::paragraph::assembled::Assembled;
use crate::typeset::paragraph::piece::{Content, KeyPart, Piece};
use std::ops::Range;

/// Offsets into the text at which a line may begin: those of [`line_breaks`] in the words without
/// the marks of notes, each after the marks that stand there, but not
/// - after a mark with a space before it, which belongs to the word after it;
/// - between an abbreviation and the number that a reference puts after it;
/// - inside the numbers that a note is keyed to.
pub(crate) fn breaks(pieces: &[Piece], text: &Assembled) -> Vec<u32> {
    let bare = text.bare();
    let language = |at: usize| {
        let piece = pieces.get(text.piece_at(bare.printed(at as u32)));
        piece.map_or("", |piece| piece.language.as_ref())
    };
    let mut breaks = line_breaks(&bare.text, language, Tailorings::ALL);
    let opens = |at: u32, before: u32| before < at && text.text[..before as usize].ends_with(char::is_whitespace);
    breaks.iter_mut().for_each(|at| *at = bare.printed(*at));
    breaks.retain(|at| !opens(*at, text.before_marks(*at)));
    // A key is one word, whatever it reads: `23–p. 3, 1`.
    let key = |piece: &Piece| matches!(piece.content, Content::Key(_, KeyPart::Number));
    for (_, ends) in pieces.iter().zip(text.starts.windows(2)).filter(|(piece, _)| key(piece)) {
        breaks.retain(|at| *at <= ends[0] || ends[1] <= *at);
    }
    let numbers = |piece: &Piece| {
        matches!(piece.content, Content::Locus { kind: LocusKind::Page | LocusKind::Line | LocusKind::Note, .. })
    };
    let glued = |(piece, start): (&Piece, &u32)| {
        let after_stop = || text.text[..*start as usize].ends_with(". ");
        (numbers(piece) && after_stop()).then_some(*start)
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

/// Offsets at which hyphenation may break, each after the marks of notes that stand there: never in
/// words with figures or several capitals, in parts of a compound with a hyphen, in sigla in
/// brackets, in addresses or in code. A word is what it is without the marks in it.
pub(crate) fn hyphens(pieces: &[Piece], text: &Assembled, hyphenators: &Hyphenators, style: &LineStyle) -> Vec<u32> {
    let mut points = vec![];
    let bare = text.bare();
    let mut addresses = addresses(&bare.text).into_iter().peekable();
    let mut known: (&str, Option<&Hyphenation>) = ("", None);
    let mut piece_at = 0;
    for word in (Words { text: &bare.text, at: 0 }) {
        let string = &bare.text[word.clone()];
        if string.len() < style.least_word as usize {
            continue;
        }
        let start = bare.printed(word.start as u32);
        while piece_at + 1 < pieces.len() && text.starts[piece_at + 1] <= start {
            piece_at += 1;
        }
        let Some(piece) = pieces.get(piece_at) else { break };
        let plain = piece.font.role == FontRole::Mono || piece.font.variant.is_shifted();
        while addresses.next_if(|address| address.end <= word.start).is_some() {}
        let in_address = addresses.peek().is_some_and(|address| address.start < word.end);
        if plain || in_address {
            continue;
        }
        if known.0 != piece.language.as_ref() {
            known = (piece.language.as_ref(), hyphenators.of(&piece.language));
        }
        if let Some(hyphenation) = known.1 {
            hyphenation.breaks(string, |at| points.push(bare.printed((word.start + at) as u32)));
        }
    }
    points
}

/// Whether a word beside this character may be hyphenated.
fn is_word_edge(character: char) -> bool {
    !character.is_numeric() && !matches!(character, '-' | '‐' | '‑' | '/' | '@' | '_' | '\u{ad}' | '⟨' | '⟩')
}

/// The words of a text that may be hyphenated: letters with their combining marks.
struct Words<'t> {
    text: &'t str,
    at: usize,
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
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            let start = self.find_letter()?;
            let edge = self.text[..start].chars().next_back().unwrap_or(' ');
            let is_letter = |c: char| c.is_alphabetic() || !c.is_ascii() && is_mark(c);
            let mut end = start;
            while let Some(letter) = self.character(end).filter(|c| is_letter(*c)) {
                end += letter.len_utf8();
            }
            self.at = end;
            if is_word_edge(edge) && is_word_edge(self.character(end).unwrap_or(' ')) {
                return Some(start..end);
            }
        }
    }
}
