//! What looks like markers and labels and is neither: numbers in square brackets that count the sections of a text, some
//! of which begin a paragraph, and stars that set passages off from those around them.

use crate::read::plain::label::{self, Count, Form, Label};
use crate::read::plain::markers::{Candidate, Shape};
use crate::read::plain::units::Page;
use std::collections::HashSet;

/// How many numbers, or stars, show what they are for.
const ENOUGH: usize = 8;

/// How many of a hundred numbers must be in their order, in series that have some at the beginning of a paragraph and
/// some inside.
const MOST: usize = 85;

/// Whether the figures in square brackets of the page count its sections: read together, those that begin paragraphs
/// and those that do not, they rise by one, and where they begin again it is from the first. Notes repeat the
/// numbers of their markers.
pub(super) fn are_counted(page: &Page, candidates: &[Candidate]) -> bool {
    let figures = |count: Count, mark: &str| count == Count::Figures && !label::is_wide(mark);
    let inside = candidates.iter().filter(|c| c.shape == Shape::Square && figures(c.count, &c.mark));
    let mut all: Vec<(usize, u32, bool)> = inside.map(|c| (c.range.start, c.number, false)).collect();
    for unit in 0..page.units.len() {
        let label = label::parse(page.str(unit)).or_else(|| label::alone(page.str(unit)));
        let square = label.filter(|l| l.form == Form::Square && figures(l.count, &l.mark));
        all.extend(square.map(|l| (page.units[unit].range.start, l.number, true)));
    }
    // notes that say what they are repeat the numbers
    let worded = (0..page.units.len()).filter_map(|unit| label::parse(page.str(unit)));
    let noted: HashSet<u32> = worded.filter(|l| l.form == Form::Footnote).map(|l| l.number).collect();
    let called = all.iter().filter(|(_, number, _)| noted.contains(number)).count();
    if all.len() < ENOUGH || called * 2 >= all.len() {
        return false;
    }
    all.sort_unstable();
    let follows = |a: &(usize, u32, bool), b: &(usize, u32, bool)| b.1 > a.1 && b.1 <= a.1 + 2;
    let series: Vec<&[(usize, u32, bool)]> = all.chunk_by(follows).collect();
    if series.len() == 1 && all[0].1 > 3 {
        return true; // the pages of an edition, from some page on
    }
    let begins = |row: &&[(usize, u32, bool)]| row[0].1 <= 3;
    let whole = |row: &&[(usize, u32, bool)]| row.len() >= 3 && begins(row);
    let counted: usize = series.iter().filter(|row| whole(row)).map(|row| row.len()).sum();
    let mixed = |row: &&[(usize, u32, bool)]| row.iter().any(|n| n.2) && row.iter().any(|n| !n.2);
    let both: usize = series.iter().filter(|row| mixed(row)).map(|row| row.len()).sum();
    counted * 100 >= all.len() * MOST && both * 2 >= all.len()
}

/// Whether stars set off passages: those that would call notes stand at the end of paragraphs, and those that would
/// label them are glued to the first word. A marker stands anywhere in a paragraph.
pub(super) fn are_set_off(page: &Page, candidates: &[Candidate]) -> bool {
    let stars = || candidates.iter().filter(|c| c.mark == "*");
    let ends = stars().filter(|c| c.range.end == page.units[c.unit].range.end).count();
    let (mut labels, mut glued) = (0, 0);
    for unit in 0..page.units.len() {
        let text = page.str(unit);
        let Some(rest) = text.strip_prefix('*').filter(|rest| !rest.starts_with('*')) else { continue };
        labels += usize::from(rest.trim_start().starts_with(|c: char| c.is_alphanumeric()));
        glued += usize::from(rest.starts_with(|c: char| c.is_alphanumeric()));
    }
    let set_off = ends >= ENOUGH && ends * 3 >= stars().count() * 2 && glued * 10 >= labels * 9;
    glued >= ENOUGH && (set_off || open_stars(page.text) >= OPEN)
}

/// How many stars that open in the midst of a line, and close no sooner than emphasis does, set off passages.
const OPEN: usize = 20;

/// How long what stars emphasise is at most, in bytes.
const EMPHASIS: usize = 120;

/// How many stars open, glued to the word behind them, that none closes soon.
fn open_stars(text: &str) -> usize {
    let opens = |at: &usize| {
        let rest = &text[at + 1..text.floor_char_boundary((at + EMPHASIS).min(text.len())).max(at + 1)];
        text[..*at].ends_with([' ', '(']) && rest.starts_with(char::is_alphabetic) && !rest.contains('*')
    };
    text.match_indices('*').map(|(at, _)| at).filter(opens).take(OPEN).count()
}

/// How many markers with four figures show that they may be years.
const YEARS: usize = 10;

/// Whether four figures in square brackets that may be years are supplied dates: there are many, and hardly one is the
/// label of a note.
pub(super) fn are_years(page: &Page, candidates: &[Candidate]) -> bool {
    let year = |l: &Label| matches!(l.form, Form::Square | Form::Footnote) && label::is_year(&l.mark);
    let labels = (0..page.units.len()).filter(|i| label::parse(page.str(*i)).is_some_and(|l| year(&l))).count();
    let marks = candidates.iter().filter(|c| label::is_year(&c.mark)).count();
    marks >= YEARS && labels * YEARS <= marks
}

/// How many numbers that begin a paragraph must go on with those inside of others to show that all count sections.
const RUNNING: usize = 3;

/// The units whose number in square brackets is the text's own: it goes on with the one that stands last before it in
/// running text, as `[2]` after `[1] and`, and so do those that begin paragraphs below it. A note comes after the mark of
/// its own number. Also whether all such numbers of the page count sections.
pub(super) fn running(page: &Page, candidates: &[Candidate]) -> (Vec<usize>, bool) {
    if super::are_worded(page) {
        return (Vec::new(), false);
    }
    let figures = |l: &Label| l.form == Form::Square && l.count == Count::Figures && !label::is_wide(&l.mark);
    let mut inside = candidates.iter().filter(|c| c.shape == Shape::Square && c.count == Count::Figures).peekable();
    let (mut found, mut labels) = (Vec::new(), 0);
    // the number that stands last, if it is the text's
    let mut last: Option<u32> = None;
    for unit in 0..page.units.len() {
        let own = label::parse(page.str(unit)).or_else(|| label::alone(page.str(unit))).filter(figures);
        let mut noted = false;
        if let Some(label) = own.filter(|_| page.is_open(unit)) {
            labels += 1;
            noted = last.is_none_or(|last| label.number != last + 1);
            last = (!noted).then_some(label.number);
            found.extend((!noted).then_some(unit));
        }
        while let Some(c) = inside.next_if(|c| c.unit <= unit) {
            // what a note refers to says nothing
            last = if noted { last } else { Some(c.number) };
        }
    }
    let counted = found.len() >= RUNNING && found.len() * 2 >= labels;
    (found, counted)
}
