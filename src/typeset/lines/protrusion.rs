//! Protrusion: how far the characters at a line's ends stand in the margin, so that the margin looks straight.
//!
//! Knows clusters of glyphs and their widths; nothing of lines.

use crate::model::length::Length;
use crate::style::{Align, LineStyle, Protrusion};
use crate::typeset::lines::shaped::ShapedRun;
use crate::typeset::paragraph::Paragraph;

/// How far a cluster sticks out to the left of a line that begins with it.
pub(crate) fn left(
    paragraph: &Paragraph,
    style: &LineStyle,
    run: &ShapedRun,
    characters: &str,
    width: Length,
) -> Length {
    if paragraph.is_boxed(run.piece) {
        return Length::ZERO;
    }
    amount(paragraph, style, run, characters.chars().next(), width, |protrusion| protrusion.left)
}

/// How far a cluster sticks out to the right of a line that ends with it.
pub(crate) fn right(
    paragraph: &Paragraph,
    style: &LineStyle,
    run: &ShapedRun,
    characters: &str,
    width: Length,
) -> Length {
    let last = characters.chars().rev().find(|character| !unicode_normalization::char::is_combining_mark(*character));
    amount(paragraph, style, run, last, width, |protrusion| protrusion.right)
}

/// How far a hyphen sticks out that is added at a line's end.
pub(crate) fn of_hyphen(paragraph: &Paragraph, style: &LineStyle, width: Length) -> Length {
    match paragraph.shape.align {
        Align::Justified => part(width, Protrusion::of('-').right, style),
        _ => Length::ZERO,
    }
}

/// Whether a paragraph's first line begins further in than the others.
pub(crate) fn is_indented(paragraph: &Paragraph) -> bool {
    paragraph.shape.indent > paragraph.shape.hang
}

fn amount(
    paragraph: &Paragraph,
    style: &LineStyle,
    run: &ShapedRun,
    character: Option<char>,
    width: Length,
    side: fn(Protrusion) -> i64,
) -> Length {
    let Some(character) = character.filter(|_| style.protrusion[0] > 0 && !run.rtl()) else { return Length::ZERO };
    if paragraph.shape.align != Align::Justified {
        return Length::ZERO;
    }
    let call = paragraph.pieces.get(run.piece as usize).is_some_and(|piece| piece.content.is_mark());
    let protrusion = if call { Protrusion::of_note() } else { Protrusion::of(character) };
    part(width, side(protrusion), style)
}

fn part(width: Length, thousandths: i64, style: &LineStyle) -> Length {
    match thousandths {
        0 => Length::ZERO,
        _ => width.scale(thousandths * style.protrusion[0], 1000 * style.protrusion[1]),
    }
}
