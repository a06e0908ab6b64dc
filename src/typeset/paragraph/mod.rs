//! What is set, for all rooms of the typesetter: paragraphs as pieces of text, each with its face,
//! language and place in the structure, and the points in it at which something begins or ends.
//!
//! Knows texts, styles, structure and directions; nothing of glyphs, lines or pages.

pub(crate) mod assembled;
pub(crate) mod bidi;
mod fill;
pub(crate) mod keyed;
pub(crate) mod list;
pub(crate) mod piece;
pub(crate) mod point;

use crate::model::document::Container;
use crate::model::length::Length;
use crate::model::page::{LinkTarget, NodeId};
use crate::model::text::NoteId;
use crate::style::{Align, BlockStyle};
use crate::typeset::paragraph::assembled::{Assembled, Loci};
use crate::typeset::paragraph::list::Lists;
use crate::typeset::paragraph::piece::{Content, KeyPart, Piece};
use crate::typeset::paragraph::point::{Landmark, Point, What};
use std::ops::Range;
use std::sync::Arc;

/// Index of a paragraph of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ParagraphId(pub(crate) u32);

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
    /// What becomes of a stretch that no line holds.
    pub(crate) split: Split,
}

/// What becomes of a stretch without a place to break that is longer than a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Split {
    /// It sticks out, if it is not code.
    #[default]
    Never,
    /// It is split, without a sign: in the cells of a table.
    Anywhere,
    /// It is split; before what of a line is turned over a sign says so, for in code ends of lines mean something.
    Code,
}

impl Shape {
    /// Puts it as far from the end of a column as it was from its beginning.
    pub(crate) fn mirror(&mut self, column: &Range<Length>) {
        self.left = column.end - (self.left - column.start) - self.width;
    }

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
            split: Split::Never,
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
    /// What begins or ends at places of its text, in the order of these.
    pub(crate) points: Vec<Point>,
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
    /// Whether it runs as that language does, whatever its letters are: entries, of which a page is one paragraph.
    pub(crate) runs_by_language: bool,
    /// How its lines count.
    pub(crate) count: Count,
    /// Whether the numbers of its lines are not printed.
    pub(crate) hides_numbers: bool,
    /// The heading that it is.
    pub(crate) heading: Option<Heading>,
    /// Whether it is a note that is run together with others: it has no lines of its own.
    pub(crate) runs_on: bool,
    /// For the beginning of a note that is keyed to lines its key, an index into those of the book.
    pub(crate) keyed: Option<u32>,
    /// Whether that key names lines counted from the head of their page.
    pub(crate) keyed_by_page: bool,
    /// How wide each key in it is at least, with the space after it.
    pub(crate) key_box: Length,
    /// The paragraph, one before it, that it is once more in another width: only one of the two is printed.
    pub(crate) twin: Option<ParagraphId>,
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
    /// As the rest of the verse before: what another speaker says of it.
    Rest,
    /// As sub-lines of the line before.
    Sub,
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
            points: vec![],
            lists: None,
            shape,
            origin: None,
            leader: None,
            count: Count::None,
            hides_numbers: false,
            heading: None,
            runs_on: false,
            keyed: None,
            keyed_by_page: false,
            key_box: Length::ZERO,
            twin: None,
            language: None,
            runs_by_language: false,
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
            for point in self.points.iter_mut().rev().take_while(|point| point.piece == count) {
                (point.piece, point.offset) = (count - 1, words.len() as u32);
            }
            known.end = range.end;
            words.push_str(more);
        } else {
            self.pieces.push(piece);
        }
    }

    /// Adds a point after what the paragraph has so far.
    pub(crate) fn point(&mut self, what: What) {
        self.points.push(Point { piece: self.pieces.len(), offset: 0, what });
    }

    /// Gives the paragraph's beginning a name.
    pub(crate) fn begin(&mut self, name: String) {
        let first = self.points.partition_point(|point| (point.piece, point.offset) == (0, 0));
        self.points.insert(first, Point { piece: 0, offset: 0, what: What::Name(Landmark::new(name)) });
    }

    /// The notes that it calls.
    pub(crate) fn calls_mut(&mut self) -> impl Iterator<Item = &mut NoteId> {
        self.points.iter_mut().filter_map(|point| match &mut point.what {
            What::Call(note) | What::Begin(note) => Some(note),
            _ => None,
        })
    }

    /// The places that have names.
    pub(crate) fn landmarks(&self) -> impl Iterator<Item = &Landmark> {
        self.points.iter().filter_map(|point| point.what.name())
    }

    /// Whether a piece is that part of a key.
    pub(crate) fn is_key(&self, piece: usize, part: KeyPart) -> bool {
        self.pieces.get(piece).is_some_and(|piece| matches!(piece.content, Content::Key(_, of) if of == part))
    }

    /// Whether a piece is a key in a box, which is as wide as it is on any line.
    pub(crate) fn is_boxed(&self, piece: u32) -> bool {
        let is = |part| self.is_key(piece as usize, part);
        self.key_box > Length::ZERO && (is(KeyPart::Number) || is(KeyPart::After))
    }

    /// The same, to be changed.
    pub(crate) fn landmarks_mut(&mut self) -> impl Iterator<Item = &mut Landmark> {
        self.points.iter_mut().filter_map(|point| match &mut point.what {
            What::Name(name) | What::End(name) => Some(name),
            _ => None,
        })
    }

    /// Its text as it is printed now.
    pub(crate) fn assemble(&self, loci: &dyn Loci) -> Assembled {
        let mut out = Assembled::new(&self.pieces, loci);
        let base = bidi::Base { language: self.language.as_deref(), is_fixed: self.runs_by_language };
        if base.turns(&out.text) {
            let (words, marks) = (out.languages(&self.pieces), out.calls(&self.pieces));
            out.bidi = bidi::resolve(&out.text, &base, words, marks, &self.parts(&out));
        }
        out
    }

    /// The bytes of the parts of entries, each of which runs for itself: keys, and what points open and close; of those
    /// that stand in one another the outer ones.
    fn parts(&self, text: &Assembled) -> Vec<Range<usize>> {
        let (mut parts, mut open) = (vec![], vec![]);
        for point in &self.points {
            match point.what {
                What::Opens => open.push(text.offset(point) as usize),
                What::Closes => parts.extend(open.pop().map(|from| from..text.offset(point) as usize)),
                _ => {}
            }
        }
        let keys = (0..self.pieces.len()).filter(|piece| self.is_key(*piece, KeyPart::Number));
        parts.extend(keys.map(|piece| text.starts[piece] as usize..text.starts[piece + 1] as usize));
        parts.retain(|part| !part.is_empty());
        parts.sort_by_key(|part| (part.start, std::cmp::Reverse(part.end)));
        let mut end = 0;
        parts.retain(|part| {
            let is_outer = part.start >= end;
            end = if is_outer { part.end } else { end };
            is_outer
        });
        parts
    }
}
