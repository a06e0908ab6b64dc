//! What is set: paragraphs as pieces of text, each with its face, language and place in the
//! structure.
//!
//! Knows texts, styles and structure; nothing of glyphs or pages.

use crate::fonts::FontRole;
use crate::model::document::Container;
use crate::model::length::Length;
use crate::model::loci::Number;
use crate::model::page::{LinkTarget, NodeId, Role};
use crate::model::text::{LocusKind, NoteId};
use crate::style::{Align, BlockStyle, FaceStyle};
use crate::typeset::composition::lists::{List, Lists};
use crate::typeset::lines::bidi::{self, Bidi};
use std::ops::Range;
use std::sync::Arc;

/// Index of a paragraph of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ParagraphId(pub(crate) u32);

/// How letters are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Font {
    /// The chain of faces.
    pub(crate) role: FontRole,
    /// The features.
    pub(crate) variant: Variant,
    /// The size.
    pub(crate) size: Length,
    /// Space added to every glyph.
    pub(crate) tracking: Length,
}

/// A set of font features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// Text with old-style figures.
    Text,
    /// Small capitals, capitals as they are.
    SmallCaps,
    /// Small capitals, capitals too.
    AllSmallCaps,
    /// Superior figures and letters; scaled and raised where the face has none.
    Superior,
}

/// A piece of a paragraph, uniform in everything.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// Its characters.
    pub(crate) content: Content,
    /// Its font.
    pub(crate) font: Font,
    /// Its language (BCP 47), for hyphenation.
    pub(crate) language: Arc<str>,
    /// What it is in the structure.
    pub(crate) role: Role,
    /// Its link, an index into [`Paragraph::links`].
    pub(crate) link: Option<usize>,
    /// The note that it calls: no break before it, no hyphenation in it.
    pub(crate) call: Option<NoteId>,
}

/// The characters of a piece.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// Those of the container: bytes of its string.
    Source(Range<usize>, String),
    /// Made by the tool.
    Made(String),
    /// What a place is called or where it is; the characters are printed if that is unknown.
    Locus {
        /// The place's name.
        place: String,
        /// What is wanted.
        kind: LocusKind,
        /// The characters of the container that it replaces.
        fallback: String,
    },
    /// A page in the contents.
    Page(String),
    /// A list of places, of [`Paragraph::lists`]: never but in their template.
    List(usize),
}

/// A point of a paragraph that has a name.
#[derive(Clone, Debug)]
pub(crate) struct Landmark {
    /// The piece; the number of pieces for the paragraph's end.
    pub(crate) piece: usize,
    /// Where in the piece, in bytes.
    pub(crate) offset: u32,
    /// The name.
    pub(crate) name: String,
    /// Its number in the book, see [`super::places`].
    pub(crate) number: u32,
    /// Whether it is one of many points of the text, named only if something leads there.
    pub(crate) minor: bool,
}

impl Landmark {
    /// That of a piece's beginning.
    pub(crate) fn before(piece: usize, name: String) -> Self {
        Self { piece, offset: 0, name, number: 0, minor: false }
    }
}

/// A link of a paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// Where it leads.
    pub(crate) target: LinkTarget,
    /// Its node.
    pub(crate) node: NodeId,
    /// What it is, in words.
    pub(crate) description: String,
}

/// Indents and alignment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    /// From the left edge of the text.
    pub(crate) left: Length,
    /// The width between the indents.
    pub(crate) width: Length,
    /// Further indent of the first line, or of the first lines.
    pub(crate) indent: Length,
    /// How many lines are indented so; 0 is 1.
    pub(crate) first_lines: usize,
    /// How far the baseline lies below that of its line: a drop cap's.
    pub(crate) drop: Length,
    /// Further indent of the others.
    pub(crate) hang: Length,
    /// Alignment.
    pub(crate) align: Align,
    /// Baseline to baseline.
    pub(crate) leading: Length,
    /// Whether words may be hyphenated.
    pub(crate) hyphenate: bool,
}

impl Shape {
    /// The shape that `style` gives within a column at `left` of `width`.
    pub(crate) fn of(style: &BlockStyle, left: Length, width: Length) -> Self {
        Self {
            left: left + style.left,
            width: width - style.left - style.right,
            indent: style.indent,
            hang: style.hang,
            first_lines: 1,
            drop: Length::ZERO,
            align: style.align,
            leading: style.leading,
            hyphenate: style.align == Align::Justified,
        }
    }
}

/// A leader from a contents entry to its page, drawn at the end of the last line.
#[derive(Clone, Debug)]
pub(crate) struct Leader {
    /// A space and the page number.
    pub(crate) page: [Piece; 2],
    /// The dots.
    pub(crate) dot: Piece,
    /// Right of the paragraph's own right edge.
    pub(crate) reach: Length,
}

/// A paragraph to be set.
#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    /// Its text.
    pub(crate) pieces: Vec<Piece>,
    /// Its links.
    pub(crate) links: Vec<Link>,
    /// The places that have names.
    pub(crate) places: Vec<Landmark>,
    /// Its lists of places, if it has any.
    pub(crate) lists: Option<Box<Lists>>,
    /// Its form.
    pub(crate) shape: Shape,
    /// The document and container it comes from.
    pub(crate) origin: Option<(usize, Container)>,
    /// Its leader.
    pub(crate) leader: Option<Leader>,
    /// The language of the container it comes from, which decides where its lines begin.
    pub(crate) language: Option<Arc<str>>,
    /// How its lines count.
    pub(crate) count: Count,
    /// The heading that it is.
    pub(crate) heading: Option<Heading>,
    /// Whether it is a note that is run together with others: it has no lines of its own.
    pub(crate) runs_on: bool,
}

/// How the lines of a paragraph count when those of the text are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Count {
    /// Not at all.
    #[default]
    None,
    /// Each.
    Lines,
    /// As one: a verse and what of it is turned over.
    Once,
}

/// A heading.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    /// Its level inside the document, from 1.
    pub(crate) level: u8,
    /// Its words on one line.
    pub(crate) text: String,
}

impl Paragraph {
    /// An empty paragraph of a form.
    pub(crate) fn new(shape: Shape) -> Self {
        Self {
            pieces: vec![],
            links: vec![],
            places: vec![],
            lists: None,
            shape,
            origin: None,
            leader: None,
            count: Count::None,
            heading: None,
            runs_on: false,
            language: None,
        }
    }

    /// Adds a piece; where it only goes on with what the last one has, to that, so that it is shaped
    /// and hyphenated as if no point stood between.
    pub(crate) fn push(&mut self, piece: Piece) {
        let count = self.pieces.len();
        if let Some(last) = self.pieces.last_mut().filter(|last| last.is_like(&piece))
            && let (Content::Source(known, words), Content::Source(range, more)) = (&mut last.content, &piece.content)
            && known.end == range.start
        {
            for place in self.places.iter_mut().rev().take_while(|place| place.piece == count) {
                (place.piece, place.offset) = (count - 1, words.len() as u32);
            }
            known.end = range.end;
            words.push_str(more);
        } else {
            self.pieces.push(piece);
        }
    }

    /// Its text as it is printed now.
    pub(crate) fn assemble(&self, loci: &dyn Loci) -> Assembled {
        let mut out = Assembled::new(&self.pieces, loci);
        out.bidi = bidi::resolve(&out.text, self.language.as_deref(), out.languages(&self.pieces));
        out
    }
}

impl Piece {
    /// Whether nothing but the characters differs.
    fn is_like(&self, other: &Piece) -> bool {
        (self.font, self.role, self.link, self.call) == (other.font, other.role, other.link, other.call)
            && self.call.is_none()
            && self.language == other.language
    }
}

impl Font {
    /// The font of a block style.
    pub(crate) fn of(size: Length, face: FaceStyle, tracking: Length) -> Self {
        let (role, variant) = match face {
            FaceStyle::Regular => (FontRole::Regular, Variant::Text),
            FaceStyle::Italic => (FontRole::Italic, Variant::Text),
            FaceStyle::Bold => (FontRole::Bold, Variant::Text),
            FaceStyle::BoldItalic => (FontRole::BoldItalic, Variant::Text),
            FaceStyle::SmallCaps => (FontRole::Regular, Variant::SmallCaps),
        };
        Self { role, variant, size, tracking }
    }

    /// The same, slanted; upright where it was slanted.
    pub(crate) fn emphasised(self) -> Self {
        let role = match self.role {
            FontRole::Regular => FontRole::Italic,
            FontRole::Italic => FontRole::Regular,
            FontRole::Bold => FontRole::BoldItalic,
            FontRole::BoldItalic => FontRole::Bold,
            FontRole::Mono => FontRole::Mono,
        };
        Self { role, ..self }
    }

    /// The same, bold.
    pub(crate) fn strong(self) -> Self {
        let role = match self.role {
            FontRole::Regular | FontRole::Bold => FontRole::Bold,
            FontRole::Italic | FontRole::BoldItalic => FontRole::BoldItalic,
            FontRole::Mono => FontRole::Mono,
        };
        Self { role, ..self }
    }
}

/// What references say about places: labels of pages, lines, marks and titles.
pub(crate) trait Loci: Sync {
    /// What `kind` of the place called `name` is, or `None` where it has none.
    fn locus(&self, name: &str, kind: LocusKind) -> Option<String>;

    /// What a list of places reads.
    fn list(&self, list: &List) -> Vec<Number>;

    /// The label of a page.
    fn label(&self, page: usize) -> &str;
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
}

/// A paragraph's text as it is printed now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Assembled {
    /// The characters.
    pub(crate) text: String,
    /// For each piece where it begins, and the end.
    pub(crate) starts: Vec<u32>,
    /// Where it runs from right to left, if it does anywhere.
    pub(crate) bidi: Option<Bidi>,
}

impl Assembled {
    /// The text of `pieces` with its references filled in; from left to right.
    pub(crate) fn new(pieces: &[Piece], loci: &dyn Loci) -> Self {
        let mut out = Self::default();
        for piece in pieces {
            out.starts.push(out.text.len() as u32);
            match &piece.content {
                Content::Source(_, text) | Content::Made(text) => out.text.push_str(text),
                Content::Locus { place, kind, fallback, .. } => {
                    out.text.push_str(loci.locus(place, *kind).as_deref().unwrap_or(fallback));
                }
                Content::Page(place) => {
                    out.text.push_str(loci.locus(place, LocusKind::Page).as_deref().unwrap_or("00"));
                }
                Content::List(_) => {}
            }
        }
        out.starts.push(out.text.len() as u32);
        out
    }

    /// The bytes of each piece with its language, without the marks of notes.
    fn languages<'p>(&self, pieces: &'p [Piece]) -> impl Iterator<Item = (Range<usize>, &'p str)> {
        let ranges = self.starts.windows(2).map(|ends| ends[0] as usize..ends[1] as usize);
        let words = ranges.zip(pieces).filter(|(_, piece)| piece.font.variant != Variant::Superior);
        words.map(|(range, piece)| (range, piece.language.as_ref()))
    }

    /// Whether its lines begin at the right.
    pub(crate) fn rtl(&self) -> bool {
        self.bidi.as_ref().is_some_and(|bidi| bidi.base == 1)
    }

    /// The piece at `offset`.
    pub(crate) fn piece_at(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1).min(self.starts.len().saturating_sub(2))
    }
}
