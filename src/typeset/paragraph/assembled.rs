//! A paragraph's text as it is printed now, and the same without the marks of notes, in which the
//! words are what they are.

use crate::model::loci::Number;
use crate::model::text::LocusKind;
use crate::typeset::paragraph::bidi::Bidi;
use crate::typeset::paragraph::list::List;
use crate::typeset::paragraph::piece::{Content, KeyPart, Piece, Variant};
use crate::typeset::paragraph::point::Point;
use std::borrow::Cow;
use std::ops::Range;

/// What references say about places: labels of pages, lines, marks and titles.
pub(crate) trait Loci: Sync {
    /// What `kind` of the place called `name` is, or `None` where it has none.
    fn locus(&self, name: &str, kind: LocusKind) -> Option<String>;

    /// What a list of places reads.
    fn list(&self, list: &List) -> Vec<Number>;

    /// The label of a page.
    fn label(&self, page: usize) -> &str;

    /// A part of a key.
    fn key(&self, key: u32, part: KeyPart) -> &str;

    /// Which of several equal words in a line is meant; empty where there is one.
    fn ordinal(&self, ordinal: u32) -> &str;
}

/// No places yet.
pub(crate) struct Nowhere;

impl Loci for Nowhere {
    fn locus(&self, _: &str, _: LocusKind) -> Option<String> {
        None
    }

    fn list(&self, list: &List) -> Vec<Number> {
        list.guess()
    }

    fn label(&self, _: usize) -> &str {
        ""
    }

    fn key(&self, _: u32, part: KeyPart) -> &str {
        match part {
            KeyPart::Number => "00",
            KeyPart::After => "\u{a0}",
            KeyPart::Wide => " ",
            KeyPart::Before | KeyPart::Parting => "",
        }
    }

    fn ordinal(&self, _: u32) -> &str {
        ""
    }
}

/// What a piece reads.
fn reading<'a>(piece: &'a Piece, loci: &'a dyn Loci) -> Cow<'a, str> {
    match &piece.content {
        Content::Source(_, text) | Content::Made(text) | Content::Mark(text) => text.as_str().into(),
        Content::Locus { place, kind, fallback, .. } => {
            loci.locus(place, *kind).map_or_else(|| fallback.as_str().into(), Cow::from)
        }
        Content::Page(place) => loci.locus(place, LocusKind::Page).map_or_else(|| "00".into(), Cow::from),
        Content::Key(key, part) => loci.key(*key, *part).into(),
        Content::Ordinal(ordinal) => loci.ordinal(*ordinal).into(),
        Content::List(_) => "".into(),
    }
}

/// A paragraph's text as it is printed now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Assembled {
    /// The characters.
    pub(crate) text: String,
    /// For each piece where it begins, and the end.
    pub(crate) starts: Vec<u32>,
    /// The bytes of the marks of calls, those that follow one another as one.
    marks: Vec<Range<u32>>,
    /// Where it runs from right to left, if it does anywhere.
    pub(crate) bidi: Option<Bidi>,
}

impl Assembled {
    /// The text of `pieces` with its references filled in; from left to right.
    pub(crate) fn new(pieces: &[Piece], loci: &dyn Loci) -> Self {
        let mut out = Self::default();
        for piece in pieces {
            out.starts.push(out.text.len() as u32);
            let text = reading(piece, loci);
            if piece.content.is_mark() { out.mark(&text) } else { out.text.push_str(&text) }
        }
        out.starts.push(out.text.len() as u32);
        out
    }

    /// Whether the same pieces read so with their references filled in by `loci`.
    pub(crate) fn reads(&self, pieces: &[Piece], loci: &dyn Loci) -> bool {
        let same = |(index, piece): (usize, &Piece)| {
            let fixed = matches!(piece.content, Content::Source(..) | Content::Made(_) | Content::Mark(_));
            fixed || self.piece(index) == reading(piece, loci)
        };
        self.starts.len() == pieces.len() + 1 && pieces.iter().enumerate().all(same)
    }

    fn mark(&mut self, text: &str) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let end = self.text.len() as u32;
        match self.marks.last_mut().filter(|last| last.end == start) {
            Some(last) => last.end = end,
            None if start < end => self.marks.push(start..end),
            None => {}
        }
    }

    /// The bytes of each piece with its language, without the marks of notes.
    pub(super) fn languages<'p>(&self, pieces: &'p [Piece]) -> impl Iterator<Item = (Range<usize>, &'p str)> {
        let ranges = self.starts.windows(2).map(|ends| ends[0] as usize..ends[1] as usize);
        let words = ranges.zip(pieces).filter(|(_, piece)| piece.font.variant != Variant::Superior);
        words.map(|(range, piece)| (range, piece.language.as_ref()))
    }

    /// The bytes of each mark of a note, with the language of the words that it stands in.
    pub(super) fn calls<'p>(&self, pieces: &'p [Piece]) -> impl Iterator<Item = (Range<usize>, &'p str)> {
        let ranges = self.starts.windows(2).map(|ends| ends[0] as usize..ends[1] as usize);
        let marks = ranges.zip(pieces).filter(|(range, piece)| piece.content.is_mark() && !range.is_empty());
        marks.map(|(range, piece)| (range, piece.language.as_ref()))
    }

    /// Whether its lines begin at the right.
    pub(crate) fn rtl(&self) -> bool {
        self.bidi.as_ref().is_some_and(|bidi| bidi.base == 1)
    }

    /// The piece at `offset`.
    pub(crate) fn piece_at(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1).min(self.starts.len().saturating_sub(2))
    }

    /// The characters of a piece; none if there is no such piece.
    pub(crate) fn piece(&self, piece: usize) -> &str {
        match self.starts.get(piece..piece + 2) {
            Some([start, end]) => &self.text[*start as usize..*end as usize],
            _ => "",
        }
    }

    /// Where a point stands in the text.
    pub(crate) fn offset(&self, point: &Point) -> u32 {
        self.starts.get(point.piece).map_or(0, |start| start + point.offset)
    }

    /// Where the words before `at` end: `at`, or where the marks begin that end there.
    pub(crate) fn before_marks(&self, at: u32) -> u32 {
        self.marks.binary_search_by_key(&at, |mark| mark.end).map_or(at, |index| self.marks[index].start)
    }

    /// The text without the marks of calls.
    pub(crate) fn bare(&self) -> Bare<'_> {
        if self.marks.is_empty() {
            return Bare { text: Cow::Borrowed(&self.text), left_out: vec![] };
        }
        let mut bare = Bare { text: Cow::Owned(String::with_capacity(self.text.len())), left_out: vec![] };
        let (mut at, mut shift) = (0, 0);
        for mark in &self.marks {
            bare.text.to_mut().push_str(&self.text[at as usize..mark.start as usize]);
            shift += mark.end - mark.start;
            bare.left_out.push((mark.end - shift, shift));
            at = mark.end;
        }
        bare.text.to_mut().push_str(&self.text[at as usize..]);
        bare
    }
}

/// A text without the marks of calls: its words as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bare<'t> {
    /// The characters.
    pub(crate) text: Cow<'t, str>,
    /// Where marks are left out, and how many bytes up to there.
    left_out: Vec<(u32, u32)>,
}

impl Bare<'_> {
    /// Where a place of this text is in the text with its marks: after those that stand there.
    pub(crate) fn printed(&self, at: u32) -> u32 {
        let before = self.left_out.partition_point(|(place, _)| *place <= at);
        at + before.checked_sub(1).map_or(0, |index| self.left_out[index].1)
    }

    /// Where a place of the text with its marks is in this one.
    pub(crate) fn place(&self, printed: u32) -> u32 {
        let before = self.left_out.partition_point(|(place, shift)| place + shift <= printed);
        printed - before.checked_sub(1).map_or(0, |index| self.left_out[index].1)
    }
}
