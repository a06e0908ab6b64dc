//! Numbers that may only grow: a reference keeps the room of the widest number that it had, so that
//! lines and pages come to rest.
//!
//! What is printed is always the number that is so. Only the breaking of lines takes it for as
//! wide as its room; the line is then justified with the number as it is.

use crate::model::length::Length;
use crate::typeset::lines::node::Node;
use crate::typeset::lines::shaped::Shaped;
use crate::typeset::lines::{Cut, SetParagraph, Setting, Workshop};
use crate::typeset::paragraph::Paragraph;
use crate::typeset::paragraph::assembled::{Assembled, Loci};
use crate::typeset::paragraph::piece::{Content, KeyPart, Piece};

impl Workshop<'_> {
    /// A paragraph with what its references say now, where they said something else in `former`. Its
    /// lines stay what they are but where a number is wider than any before it in its place.
    pub(crate) fn set_wider(
        &self,
        paragraph: &Paragraph,
        loci: &dyn Loci,
        former: &SetParagraph,
        frozen: bool,
    ) -> SetParagraph {
        let text = paragraph.assemble(loci);
        let shaped = self.shape(paragraph, &text);
        let leader = paragraph.leader.as_ref().map_or_else(String::new, |l| Assembled::new(&l.page, loci).text);
        let (before, now) = (former.widths(paragraph), SetParagraph::widths_in(paragraph, &shaped));
        let is_wider = before.iter().zip(&now).any(|((_, before), (_, now))| now > before);
        let begins = frozen.then(|| former.begins_line(paragraph));
        let same_parts = frozen || former.has_the_parts_of(paragraph, &text);
        if !is_wider && same_parts {
            let rooms = before;
            let settings = former.settings.iter().map(|setting| former.setting_in(setting, &text)).collect();
            let nodes = former.nodes.iter().map(|node| former.node_in(node, &text)).collect();
            return SetParagraph { text, shaped, leader, settings, nodes, rooms, begins };
        }
        let rooms: Vec<(u32, Length)> =
            before.iter().zip(&now).map(|((piece, before), (_, now))| (*piece, *before.max(now))).collect();
        let wide = shaped.widened(&rooms);
        let mut set = SetParagraph { text, leader, rooms, begins, ..SetParagraph::default() };
        self.break_into(paragraph, &wide, &mut set);
        SetParagraph { shaped, ..set }
    }

    /// A paragraph with what its references say now, none of which has more room than it needs.
    pub(crate) fn set_tight(&self, paragraph: &Paragraph, loci: &dyn Loci) -> SetParagraph {
        let text = paragraph.assemble(loci);
        let shaped = self.shape(paragraph, &text);
        let mut set = SetParagraph { text, ..SetParagraph::default() };
        self.break_into(paragraph, &shaped, &mut set);
        SetParagraph { shaped, ..set }
    }
}

impl SetParagraph {
    /// The pieces that refer to places, and the room that each was given.
    fn widths(&self, paragraph: &Paragraph) -> Vec<(u32, Length)> {
        match self.rooms.is_empty() {
            true => Self::widths_in(paragraph, &self.shaped),
            false => self.rooms.clone(),
        }
    }

    /// The rooms with which a note begins that is run together with others. All of a page hang together
    /// there, so that a digit more in one would break them all anew: a number of one digit has
    /// room for two from the first, as a reference and in a key that counts from the head of the page.
    pub(super) fn first_rooms(paragraph: &Paragraph, shaped: &Shaped, text: &Assembled) -> Vec<(u32, Length)> {
        let read = |piece: u32| text.piece(piece as usize);
        let room = |(piece, width): (u32, Length)| match paragraph.pieces[piece as usize].content {
            Content::Locus { .. } if read(piece).len() == 1 => (piece, width * 2),
            Content::Key(_, KeyPart::Number) if paragraph.keyed_by_page && paragraph.key_box == Length::ZERO => {
                (piece, width + shaped.first_advance(piece) * missing_digits(read(piece)))
            }
            _ => (piece, width),
        };
        Self::widths_in(paragraph, shaped).into_iter().map(room).collect()
    }

    /// Whether a number has more room than it needs.
    pub(crate) fn is_roomy(&self, paragraph: &Paragraph) -> bool {
        let needed = Self::widths_in(paragraph, &self.shaped);
        self.rooms.iter().zip(&needed).any(|((_, room), (_, needed))| room > needed)
    }

    fn widths_in(paragraph: &Paragraph, shaped: &Shaped) -> Vec<(u32, Length)> {
        let has_room = |index: &usize| {
            matches!(
                paragraph.pieces[*index].content,
                Content::Locus { .. } | Content::Key(_, KeyPart::Number) | Content::Ordinal(_)
            )
        };
        (0..paragraph.pieces.len())
            .filter(has_room)
            .map(|index| (index as u32, shaped.width_of(index as u32)))
            .collect()
    }

    /// Whether it begins a line where notes stand by line: it has a number of its own, the note before it is of another
    /// line.
    pub(crate) fn begins_line(&self, paragraph: &Paragraph) -> bool {
        let number = |piece: &Piece| matches!(piece.content, Content::Key(_, KeyPart::Number));
        let piece = paragraph.pieces.iter().position(number);
        let ends = piece.and_then(|piece| self.text.starts.get(piece..piece + 2));
        self.begins.unwrap_or_else(|| ends.is_none_or(|ends| ends[0] < ends[1]))
    }

    /// Whether the parts of its key are those that it has in `text`: a number, what parts it from the note before.
    fn has_the_parts_of(&self, paragraph: &Paragraph, text: &Assembled) -> bool {
        paragraph.pieces.iter().enumerate().all(|(index, piece)| match piece.content {
            Content::Key(_, KeyPart::Number) => self.text.piece(index).is_empty() == text.piece(index).is_empty(),
            Content::Key(..) => self.text.piece(index) == text.piece(index),
            _ => true,
        })
    }

    /// The same lines where the pieces read otherwise.
    fn setting_in(&self, setting: &Setting, text: &Assembled) -> Setting {
        let lines = setting.lines.iter().map(|cut| Cut {
            start: self.offset_in(cut.start, text),
            visible: self.offset_in(cut.visible, text),
            next: self.offset_in(cut.next, text),
            ..*cut
        });
        Setting { lines: lines.collect(), ..*setting }
    }

    fn node_in(&self, node: &Node, text: &Assembled) -> Node {
        let mut node = *node;
        match &mut node {
            Node::Glue { at, .. } | Node::Penalty { at, .. } => *at = self.offset_in(*at, text),
            Node::Box { .. } => {}
        }
        node
    }

    /// Where a byte of the text stands in a text whose pieces are the same, but for their numbers.
    fn offset_in(&self, at: u32, text: &Assembled) -> u32 {
        let piece = self.text.piece_at(at);
        let (Some(start), Some(end)) = (text.starts.get(piece), text.starts.get(piece + 1)) else { return at };
        let within = at - self.text.starts[piece];
        let mut moved = match at < self.text.starts[piece + 1] {
            true => (start + within).min(*end),
            false => *end,
        };
        while !text.text.is_char_boundary(moved as usize) {
            moved -= 1;
        }
        moved
    }
}

impl Shaped {
    /// The same with the keys of `paragraph` in their boxes: the space after each fills what the number leaves.
    pub(super) fn in_boxes(self, paragraph: &Paragraph) -> Self {
        if paragraph.key_box <= Length::ZERO {
            return self;
        }
        let spaces = (0..paragraph.pieces.len()).filter(|piece| paragraph.is_key(*piece, KeyPart::After));
        // The number is the piece before, and what opens the notes of a page the one before that.
        let room = |piece: usize| {
            let opens = piece.checked_sub(2).filter(|before| paragraph.is_key(*before, KeyPart::Before));
            let taken = opens.map_or(Length::ZERO, |before| self.width_of(before as u32));
            (piece as u32, paragraph.key_box - taken - self.width_of((piece as u32).saturating_sub(1)))
        };
        self.widened(&spaces.map(room).collect::<Vec<_>>())
    }
}

/// How many digits more a key has, at most, if its lines have two each: `8–12` one, `8` one, `21–3` one.
fn missing_digits(key: &str) -> i64 {
    let digits = |number: &str| number.chars().take_while(char::is_ascii_digit).count() as i64;
    key.split('–').take(2).map(digits).filter(|count| *count > 0).map(|count| (2 - count).max(0)).sum()
}
