//! Leaders: dots from the end of a contents entry to its page number.

use crate::model::length::Length;
use crate::model::page::Glyph;
use crate::typeset::lines::set::{LineRun, SetLine};
use crate::typeset::lines::workshop::Workshop;
use crate::typeset::paragraph::Paragraph;
use crate::typeset::paragraph::assembled::{Assembled, Loci};
use crate::typeset::paragraph::piece::Piece;

/// Distance from dot to dot; dots of all entries stand below one another.
const PITCH: Length = Length(5 * Length::PT.0);

/// Adds leader and page number to `line`, the last of a paragraph, if that has a leader.
pub(crate) fn lead(workshop: &Workshop<'_>, paragraph: &Paragraph, loci: &dyn Loci, line: &mut SetLine) {
    let Some(leader) = &paragraph.leader else { return };
    let shape = &paragraph.shape;
    let right = shape.left + shape.width + leader.reach;
    let ends = line.runs.iter().map(|run| run.x + run.glyphs.iter().map(|g| g.advance).sum());
    let end = ends.max().unwrap_or(shape.left);
    let page = pieces_run(workshop, &leader.page, loci);
    let width: Length = page.iter().flat_map(|run| &run.glyphs).map(|g| g.advance).sum();
    let mut x = right - width;
    let start = x;
    for mut run in page {
        run.x = x;
        x += run.glyphs.iter().map(|g| g.advance).sum();
        line.runs.push(run);
    }
    line.links.extend(leader.page[1].link.map(|link| (link, start, x)));
    let (first, last) = ((end - right + PITCH * 2).0.div_euclid(PITCH.0), (start - right).0.div_euclid(PITCH.0));
    let Some(dot) = pieces_run(workshop, std::slice::from_ref(&leader.dot), loci).into_iter().next() else { return };
    let count = (last - first).max(0);
    let glyphs = (0..count).map(|index| {
        let text = index as u32..index as u32 + 1;
        Glyph { advance: PITCH, text, ..dot.glyphs[0].clone() }
    });
    let glyphs: Vec<Glyph> = glyphs.collect();
    if !glyphs.is_empty() {
        line.runs.push(LineRun { x: right + PITCH * first, text: ".".repeat(glyphs.len()), glyphs, ..dot });
    }
}

/// Pieces on one line, unjustified, from 0.
fn pieces_run(workshop: &Workshop<'_>, pieces: &[Piece], loci: &dyn Loci) -> Vec<LineRun> {
    let text = Assembled::new(pieces, loci);
    let shaped = workshop.shaper.shape(pieces, &text, 0..text.text.len() as u32);
    let mut runs: Vec<LineRun> = vec![];
    let mut last = None;
    for (index, glyph) in shaped.glyphs.iter().enumerate() {
        let run = shaped.runs[glyph.run as usize];
        if last != Some(glyph.run) {
            last = Some(glyph.run);
            let role = pieces[run.piece as usize].role;
            let (zero, face, size, rise) = (Length::ZERO, run.face, run.size, run.rise);
            runs.push(LineRun { x: zero, rise, face, size, expansion: 0, glyphs: vec![], text: String::new(), role });
        }
        let Some(run) = runs.last_mut() else { continue };
        let start = run.text.len() as u32;
        run.text.push_str(&text.text[glyph.at as usize..glyph.end() as usize]);
        let (id, advance) = (glyph.id, glyph.advance());
        let [x_offset, y_offset] = shaped.offset(index);
        run.glyphs.push(Glyph { id, advance, x_offset, y_offset, text: start..run.text.len() as u32 });
    }
    runs
}
