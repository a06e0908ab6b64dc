//! A shaped paragraph as boxes, glue and penalties.
//!
//! Knows glyphs, their widths and the rules for lines; chooses nothing.

use crate::model::length::Length;
use crate::style::Align;
use crate::typeset::lines::node::{FORBIDDEN, FORCED, Node};
use crate::typeset::lines::opportunities::{sense, split};
use crate::typeset::lines::protrusion;
use crate::typeset::lines::shaped::Shaped;
use crate::typeset::lines::tailoring::repeats_hyphen;
use crate::typeset::lines::workshop::{Workshop, letter_space};
use crate::typeset::paragraph::assembled::Assembled;
use crate::typeset::paragraph::piece::Font;
use crate::typeset::paragraph::{Paragraph, Split};

/// The paragraph as nodes; `opportunities` are the places where a line may begin, `hyphens` those
/// where a word may be broken, both as rising offsets into the text.
pub(crate) fn nodes(
    workshop: &Workshop<'_>,
    paragraph: &Paragraph,
    text: &Assembled,
    shaped: &Shaped,
    opportunities: &[u32],
    hyphens: &[u32],
) -> Vec<Node> {
    let list = Vec::with_capacity(shaped.glyphs.len() / 3);
    let zero = Length::ZERO;
    let mut packer = Packer {
        workshop,
        paragraph,
        text,
        shaped,
        list,
        width: zero,
        protrusion: None,
        letters: zero,
        beside: zero,
        last: None,
        known_hyphen: None,
        known_letter: (zero, zero),
        known_word: (usize::MAX, 0),
    };
    packer.pack(opportunities, hyphens);
    packer.list
}

/// The glyphs that stand for the same characters, `text[at..end]`.
#[derive(Clone, Copy)]
struct Cluster {
    at: u32,
    end: u32,
    run: u32,
    width: Length,
}

/// Nodes under construction: a box grows until something else comes.
struct Packer<'a> {
    workshop: &'a Workshop<'a>,
    paragraph: &'a Paragraph,
    text: &'a Assembled,
    shaped: &'a Shaped,
    list: Vec<Node>,
    /// Of the box that grows.
    width: Length,
    /// How far that sticks out to the left; none as long as nothing is in it.
    protrusion: Option<Length>,
    /// How far its letters may be spread or drawn together.
    letters: Length,
    /// How far its last letter may be moved from what follows; none after a space.
    beside: Length,
    /// The last cluster in a box.
    last: Option<Cluster>,
    /// The width of the hyphen last wanted, and how far it sticks out.
    known_hyphen: Option<(Font, [Length; 2])>,
    /// The size of the last letter, and how far it may be moved from the next.
    known_letter: (Length, Length),
    /// Where the word after the last space ends, and its number.
    known_word: (usize, u32),
}

impl Packer<'_> {
    fn pack(&mut self, opportunities: &[u32], hyphens: &[u32]) {
        let bytes = self.text.text.as_bytes();
        let (mut breaks, mut points) = (opportunities.iter().copied().peekable(), hyphens.iter().copied().peekable());
        let (mut previous_space, mut index) = (true, 0);
        // The row of spaces that was met last: of a long one each space asks where it ends.
        let mut row = 0..0;
        while let Some(cluster) = self.cluster(&mut index) {
            let (at, end) = (cluster.at, cluster.end);
            while breaks.next_if(|b| *b < at).is_some() {}
            if breaks.peek() == Some(&at) && !previous_space {
                self.explicit(at);
            }
            match &bytes[at as usize..end as usize] {
                // The indent of a line of code is no space between words.
                b" " | b"\xc2\xa0" if self.paragraph.shape.split == Split::Code && self.begins_line(at) => {
                    self.letters(cluster, &mut points);
                    previous_space = true;
                }
                space @ (b" " | b"\xc2\xa0")
                    if !self.paragraph.is_boxed(self.shaped.runs[cluster.run as usize].piece) =>
                {
                    if !(row.start..=row.end).contains(&end) {
                        let spaces = bytes[end as usize..].iter().take_while(|byte| **byte == b' ').count() as u32;
                        row = end..end + spaces;
                    }
                    while breaks.next_if(|b| *b < row.end).is_some() {}
                    let offered = space == b" " && breaks.peek() == Some(&row.end);
                    let allowed = offered && !self.is_lone_siglum(row.end as usize);
                    self.space(cluster.width, at, row.end, allowed);
                    previous_space = true;
                }
                b"\xe2\x80\xa8" => {
                    self.end(at, true);
                    previous_space = true;
                }
                space if split::is_fixed_space(space) && breaks.peek() == Some(&end) => {
                    let cost = self.workshop.style.explicit_hyphen_penalty;
                    self.fixed_space(cluster.width, at, cost);
                    previous_space = true;
                }
                _ => {
                    self.letters(cluster, &mut points);
                    previous_space = false;
                }
            }
        }
        // Centred lines are balanced: the last has no more leave to be short than the others.
        self.end(self.text.text.len() as u32, self.paragraph.shape.align != Align::Centre);
    }

    /// Whether nothing but spaces stands before what comes next on its line of the source.
    fn begins_line(&self, at: u32) -> bool {
        let before = self.text.text[..at as usize].trim_end_matches([' ', '\u{a0}']);
        before.is_empty() || before.ends_with('\u{2028}')
    }

    /// A line of code that begins here, but not where the source begins one, has a sign before it.
    fn turn_over(&mut self, at: u32) {
        if self.paragraph.shape.split != Split::Code {
            return;
        }
        let Some(piece) = self.paragraph.pieces.get(self.text.piece_at(at)) else { return };
        if let Some((.., width)) = self.workshop.turned_over(self.paragraph, piece.font) {
            self.protrusion = Some(Length::ZERO - width);
        }
    }

    /// Whether the word at `next` is a siglum of few letters that alone ends a reading: it stays with what it has.
    fn is_lone_siglum(&self, next: usize) -> bool {
        if self.paragraph.keyed.is_none() {
            return false;
        }
        let rest = &self.text.text[next..];
        let end = rest.find(|c: char| c.is_whitespace() || SIGNS_BEHIND.contains(c)).unwrap_or(rest.len());
        let (word, behind) = (&rest[..end], rest[end..].trim_start());
        let is_short = word.chars().count() <= SIGLUM && word.starts_with(|c: char| !c.is_lowercase() || !c.is_ascii());
        let ends = behind.is_empty() || behind.starts_with(|c: char| SIGNS_BEHIND.contains(c));
        is_short && ends && word.starts_with(char::is_alphabetic)
    }

    /// The cluster that begins with glyph `index`, which moves on to the next.
    fn cluster(&self, index: &mut usize) -> Option<Cluster> {
        let glyphs = &self.shaped.glyphs;
        let first = glyphs.get(*index)?;
        let mut width = Length::ZERO;
        while let Some(glyph) = glyphs.get(*index).filter(|glyph| glyph.at == first.at) {
            width += glyph.advance();
            *index += 1;
        }
        Some(Cluster { at: first.at, end: first.end(), run: first.run, width })
    }

    /// Letters, with the points in them at which the word may be broken. A point inside a
    /// ligature takes its share of the width until the line is final.
    fn letters(&mut self, cluster: Cluster, points: &mut std::iter::Peekable<impl Iterator<Item = u32>>) {
        let mut done = Length::ZERO;
        while let Some(point) = points.next_if(|point| *point < cluster.end) {
            if point >= cluster.at {
                let share = cluster.width.scale(i64::from(point - cluster.at), i64::from(cluster.end - cluster.at));
                self.width += share - done;
                done = share;
                self.hyphen(point);
            }
        }
        if self.protrusion.is_none() {
            // An indented line begins inside the text, not at its edge.
            let inside = self.list.is_empty() && protrusion::is_indented(self.paragraph);
            self.protrusion = Some(if inside { Length::ZERO } else { self.protrusion_left(cluster) });
        }
        self.width += cluster.width - done;
        self.letters += self.beside;
        self.beside = self.letter_space(cluster);
        self.last = Some(cluster);
    }

    /// How far a letter may be moved from the next.
    fn letter_space(&mut self, cluster: Cluster) -> Length {
        let run = &self.shaped.runs[cluster.run as usize];
        if self.paragraph.is_boxed(run.piece) || cluster.width <= Length::ZERO {
            return Length::ZERO;
        }
        if self.known_letter.0 != run.size {
            self.known_letter = (run.size, letter_space(run.size, self.workshop.style));
        }
        self.known_letter.1
    }

    fn protrusion_left(&self, cluster: Cluster) -> Length {
        let run = &self.shaped.runs[cluster.run as usize];
        let characters = &self.text.text[cluster.at as usize..cluster.end as usize];
        protrusion::left(self.paragraph, self.workshop.style, run, characters, cluster.width)
    }

    /// How far a line sticks out to the right that ends here.
    fn protrusion_right(&self) -> Length {
        let Some(cluster) = self.last else { return Length::ZERO };
        let run = &self.shaped.runs[cluster.run as usize];
        let characters = &self.text.text[cluster.at as usize..cluster.end as usize];
        protrusion::right(self.paragraph, self.workshop.style, run, characters, cluster.width)
    }

    fn hyphen(&mut self, at: u32) {
        let font = self.paragraph.pieces[self.text.piece_at(self.text.before_marks(at).saturating_sub(1))].font;
        let [width, protrusion] = match self.known_hyphen.filter(|(known, _)| *known == font) {
            Some((_, known)) => known,
            None => {
                let width = self.workshop.shaper.hyphen(font).map_or(Length::ZERO, |(.., advance)| advance);
                [width, protrusion::of_hyphen(self.paragraph, self.workshop.style, width)]
            }
        };
        self.known_hyphen = Some((font, [width, protrusion]));
        self.penalty(width, self.workshop.style.hyphen_penalty, true, protrusion, at);
    }

    /// A break that the text itself offers: after a hyphen, a dash, a soft hyphen.
    fn explicit(&mut self, at: u32) {
        let cost = self.workshop.style.explicit_hyphen_penalty;
        match self.text.text[..self.text.before_marks(at) as usize].chars().next_back() {
            Some('\u{ad}') => self.hyphen(at),
            Some('-' | '‐') => {
                self.penalty(Length::ZERO, cost, true, self.protrusion_right(), at);
                self.turn_over(at);
                let piece = &self.paragraph.pieces[self.text.piece_at(at)];
                if repeats_hyphen(&self.text.text, at as usize, &piece.language) {
                    // A line that begins here is as much wider as it would be narrower if it stuck out.
                    let width = self.workshop.shaper.hyphen(piece.font).map_or(Length::ZERO, |(.., advance)| advance);
                    self.protrusion = Some(Length::ZERO - width);
                }
            }
            _ => {
                self.penalty(Length::ZERO, cost, false, self.protrusion_right(), at);
                self.turn_over(at);
            }
        }
    }

    fn close(&mut self) {
        let protrusion = self.protrusion.take().unwrap_or_default();
        if self.width != Length::ZERO {
            let letters = std::mem::take(&mut self.letters);
            self.list.push(Node::Box { width: self.width, protrusion, letters });
            self.width = Length::ZERO;
        }
    }

    fn penalty(&mut self, width: Length, cost: i64, flagged: bool, protrusion: Length, at: u32) {
        self.close();
        let letters = std::mem::take(&mut self.beside);
        self.list.push(Node::Penalty { width, cost, flagged, protrusion, letters, at });
    }

    fn space(&mut self, width: Length, at: u32, next: u32, allowed: bool) {
        self.close();
        let protrusion = if allowed { self.protrusion_right() } else { Length::ZERO };
        let sense = if allowed { self.sense(at as usize, next as usize) } else { FORBIDDEN };
        if sense != 0 {
            self.penalty(Length::ZERO, sense, false, protrusion, at);
        }
        let style = self.workshop.style;
        let part = |ratio: [i64; 2]| width.scale(ratio[0], ratio[1]);
        let beside = std::mem::take(&mut self.beside);
        let (stretch, shrink) = (part(style.space_stretch) + beside, part(style.space_shrink) + beside);
        // What need not be full is not squeezed.
        let shrink = if self.paragraph.shape.align == Align::Justified { shrink } else { Length::ZERO };
        let words = self.words(at as usize, next as usize);
        self.list.push(Node::Glue { width, stretch, shrink, fill: false, words, protrusion, at });
        if allowed {
            self.turn_over(next);
        }
    }

    /// A space that is as wide as it is, after which a line may begin; at its end it vanishes.
    fn fixed_space(&mut self, width: Length, at: u32, cost: i64) {
        let protrusion = self.protrusion_right();
        self.penalty(Length::ZERO, cost, false, protrusion, at);
        let (stretch, shrink) = (Length::ZERO, Length::ZERO);
        self.list.push(Node::Glue { width, stretch, shrink, fill: false, words: [0; 2], protrusion, at });
    }

    /// What a break at a space costs by the sense of the words beside it, in what is centred: titles, headings.
    fn sense(&self, at: usize, next: usize) -> i64 {
        if self.paragraph.shape.align != Align::Centre || !sense::is_title(&self.text.text) {
            return 0;
        }
        let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{2028}');
        let (before, after) = (&self.text.text[..at], &self.text.text[next..]);
        let before =
            &before[before.char_indices().rfind(|(_, c)| is_space(*c)).map_or(0, |(space, c)| space + c.len_utf8())..];
        let after = &after[..after.find(is_space).unwrap_or(after.len())];
        let piece = self.paragraph.pieces.get(self.text.piece_at(at as u32));
        piece.map_or(0, |piece| sense::cost(before, after, &piece.language))
    }

    /// Numbers for the words that end at `at` and begin at `next`.
    fn words(&mut self, at: usize, next: usize) -> [u32; 2] {
        let bytes = self.text.text.as_bytes();
        let (from, to) = (at.saturating_sub(LONGEST_WORD), (next + LONGEST_WORD).min(bytes.len()));
        let start = bytes[from..at].iter().rposition(|byte| *byte == b' ').map(|space| from + space + 1);
        let length = bytes[next..to].iter().position(|byte| *byte == b' ');
        let (start, stop) =
            (start.or((from == 0).then_some(0)), length.map(|n| next + n).or((to == bytes.len()).then_some(to)));
        let (end, known) = self.known_word;
        let number = |word: Option<&[u8]>| word.map_or(0, |word| self.word_number(word));
        let before = if end == at { known } else { number(start.map(|start| &bytes[start..at])) };
        let after = number(stop.map(|stop| &bytes[next..stop]));
        // After a no-break space the word that the next space sees begins further back.
        let whole = next > 0 && bytes[next - 1] == b' ';
        self.known_word = stop.filter(|_| whole).map_or((usize::MAX, 0), |stop| (stop, after));
        [before, after]
    }

    /// The number of a word. To a note that is keyed to lines its key belongs by no-break spaces; with it the words
    /// of a note would be other ones on every page.
    fn word_number(&self, word: &[u8]) -> u32 {
        let key = self.paragraph.keyed.and_then(|_| word.windows(NO_BREAK.len()).rposition(|at| at == NO_BREAK));
        word_number(&word[key.map_or(0, |key| key + NO_BREAK.len())..])
    }

    /// The end of a line that need not be full: forbidden break, fill, forced break (§816).
    fn end(&mut self, at: u32, fill: bool) {
        let zero = Length::ZERO;
        self.beside = zero;
        self.penalty(zero, FORBIDDEN, false, zero, at);
        self.list.push(Node::Glue {
            width: zero,
            stretch: zero,
            shrink: zero,
            fill,
            words: [0; 2],
            protrusion: zero,
            at,
        });
        self.penalty(zero, FORCED, false, zero, at);
    }
}

/// How many letters a siglum has that may not begin a line alone, with what is superior to it.
const SIGLUM: usize = 4;
/// What stands behind the last siglum of a reading.
const SIGNS_BEHIND: &str = ";:,.)]‖|";
/// The most bytes of a word that may be seen twice: a row of no-break spaces is one word however long it is.
const LONGEST_WORD: usize = 1_024;

/// A no-break space.
const NO_BREAK: &[u8] = "\u{a0}".as_bytes();

/// How many nodes end a paragraph: the forbidden break, the fill and the forced break.
pub(crate) const END: usize = 3;

/// A number by which a word is known again (the 32-bit FNV-1a hash of its letters, capital or
/// not); 0 for words that nobody sees twice, shorter than three letters.
fn word_number(word: &[u8]) -> u32 {
    let letters = word.iter().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    let (mut number, mut count) = (0x811c_9dc5_u32, 0);
    for letter in letters {
        number = (number ^ u32::from(letter.to_ascii_lowercase())).wrapping_mul(0x0100_0193);
        count += 1;
    }
    if count < 3 { 0 } else { number.max(1) }
}
