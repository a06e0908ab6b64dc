//! Which marker calls which note, where a transcriber has numbered the notes anew and left the markers the numbers of their
//! pages: `[1]` in the text, `[Note 43: …]` below its paragraph. As many marks as notes come then, and in their order.

use crate::read::plain::label::{Count, Form};
use crate::read::plain::markers::{Candidate, Shape};
use crate::read::plain::notes::LabelledNote;
use std::collections::HashSet;

/// How many notes show that they are numbered anew.
const ENOUGH: usize = 6;

/// The further pairs, where most notes that none of `pairs` calls have as many free marks before them.
pub(super) fn find(notes: &[LabelledNote], candidates: &[Candidate], pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let called: HashSet<usize> = pairs.iter().map(|(_, unit)| *unit).collect();
    let calling: HashSet<usize> = pairs.iter().map(|(start, _)| *start).collect();
    let inside: HashSet<usize> = notes.iter().flat_map(|n| n.more.iter().copied().chain([n.unit])).collect();
    let numbered = |n: &&LabelledNote| n.label.form == Form::Footnote && n.label.count == Count::Figures;
    let free = |c: &&Candidate| {
        let mark = c.shape == Shape::Square && c.count == Count::Figures && c.strong;
        mark && !calling.contains(&c.range.start) && !inside.contains(&c.unit)
    };
    let mut marks = candidates.iter().filter(free).peekable();
    let (mut waiting, mut row): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut found, mut lost) = (Vec::new(), 0);
    let mut meet = |waiting: &mut Vec<usize>, row: &mut Vec<usize>| {
        lost += if waiting.len() == row.len() { 0 } else { row.len() };
        let fits = waiting.len() == row.len();
        found.extend(waiting.drain(..).zip(row.drain(..)).filter(|_| fits));
    };
    for note in notes.iter().filter(numbered).filter(|n| !called.contains(&n.unit)) {
        if marks.peek().is_some_and(|c| c.unit < note.unit) && !row.is_empty() {
            meet(&mut waiting, &mut row);
        }
        while let Some(c) = marks.next_if(|c| c.unit < note.unit) {
            waiting.push(c.range.start);
        }
        row.push(note.unit);
    }
    meet(&mut waiting, &mut row);
    if found.len() >= ENOUGH && lost * 2 <= found.len() { found } else { Vec::new() }
}
