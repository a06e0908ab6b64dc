//! Verses: how far each is indented, and where one goes on that another speaker has begun.

use crate::model::length::Length;
use crate::model::lines::LineMark;
use crate::model::text::{MarkKind, Text};
use crate::typeset::composition::blocks::{Blocks, keeps};
use crate::typeset::composition::composer::Composer;
use crate::typeset::composition::flow::Flow;
use crate::typeset::paragraph::assembled::Nowhere;
use crate::typeset::paragraph::piece::{Content, Piece};
use crate::typeset::paragraph::{Paragraph, Shape};

impl Blocks<'_> {
    /// Sets up the paragraph of a verse that comes next in `flow`.
    pub(crate) fn verse(
        &mut self,
        composer: &Composer<'_>,
        text: &Text,
        index: usize,
        paragraph: &mut Paragraph,
        flow: &mut Flow,
    ) {
        let kind = self.stack.last().and_then(|level| level.kind.as_deref());
        let style = composer.style.verse_of(kind);
        indent(paragraph, style.step);
        if !text.begins_with(index, LineMark::Shared) {
            if hanging(composer, text, index) {
                hang(composer, style.left, paragraph);
            }
            return;
        }
        let Some((before, item)) = self.verse else { return };
        if item + 2 >= flow.items.len() {
            // Nothing but a space stands between the two.
            keeps::close_up(&mut flow.items);
            if let Some(stanza) = self.stack.last_mut().and_then(|level| level.stanza.as_mut()) {
                *stanza = (*stanza).min(flow.items.len());
            }
        }
        if let Some(items) = flow.items.get_mut(item..) {
            keeps::keep_all(items);
        }
        shared(composer, &composer.paragraphs[before.0 as usize], paragraph);
    }
}

/// Makes an indent of the spaces before a verse, `step` for each; without a step they stay what they are.
fn indent(paragraph: &mut Paragraph, step: Length) {
    if step == Length::ZERO {
        return;
    }
    let mut all = 0;
    while let Some(Content::Source(range, words)) = paragraph.pieces.first_mut().map(|piece| &mut piece.content) {
        let spaces = words.len() - words.trim_start_matches(' ').len();
        if spaces > 0 && spaces == words.len() {
            // A piece of its own, before a word that something marks.
            if paragraph.pieces.len() == 1 {
                return;
            }
            paragraph.pieces.remove(0);
            for point in &mut paragraph.points {
                let offset = if point.piece == 0 { 0 } else { point.offset };
                (point.piece, point.offset) = (point.piece.saturating_sub(1), offset);
            }
            all += spaces;
            continue;
        }
        words.drain(..spaces);
        range.start += spaces;
        for point in paragraph.points.iter_mut().filter(|point| point.piece == 0) {
            point.offset = point.offset.saturating_sub(spaces as u32);
        }
        all += spaces;
        break;
    }
    paragraph.shape.indent += step * all as i64;
    paragraph.shape.hang += step * all as i64;
}

/// Whether a verse begins with a milestone that hangs in its indent.
fn hanging(composer: &Composer<'_>, text: &Text, index: usize) -> bool {
    let start = text.blocks[index].range.start;
    text.marks_from(&(start..start)).iter().any(|mark| match &mark.kind {
        MarkKind::Milestone(milestone) => composer.style.hangs(&milestone.system),
        _ => false,
    })
}

/// Moves what a verse begins with, a name and a space, into its indent of `room`: the words begin where those of other
/// verses do, if the name leaves them half an em.
fn hang(composer: &Composer<'_>, room: Length, paragraph: &mut Paragraph) {
    let [name, space, ..] = paragraph.pieces.as_slice() else { return };
    let width = |piece: &Piece| {
        let mut alone = Paragraph::new(Shape { width: composer.style.page.measure, ..Shape::default() });
        alone.pieces.push(piece.clone());
        composer.workshop.natural_width(&alone)
    };
    if !(name.content.is_mark() && space.content.is_mark()) {
        return;
    }
    let (name, bare, least) = (width(name), width(space), space.font.size / 2);
    paragraph.shape.indent -= room;
    paragraph.pieces[1].font.tracking += (room - name).max(least) - bare;
}

/// Indents a verse to where the last line of the part `before` ends; less where it would not fit on a line.
fn shared(composer: &Composer<'_>, before: &Paragraph, paragraph: &mut Paragraph) {
    let lines = composer.workshop.lines(before, &Nowhere);
    let runs = lines.last().into_iter().flat_map(|line| &line.runs);
    let end = runs.map(|run| run.x + run.glyphs.iter().map(|glyph| glyph.advance).sum::<Length>()).max();
    let shape = &paragraph.shape;
    let space = paragraph.pieces.first().map_or(Length::ZERO, |piece| piece.font.size / 4);
    let wanted = end.unwrap_or_default() + space - shape.left;
    let own = composer.workshop.natural_width(paragraph);
    let shape = &mut paragraph.shape;
    let most = if own <= shape.width { shape.width - own } else { shape.width / 2 };
    shape.indent = wanted.min(most).max(shape.indent);
}
