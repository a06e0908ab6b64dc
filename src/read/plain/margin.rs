//! Figures that count the lines of a print, in its margin: 5, 10, 15 behind the lines or before them. They leave the
//! lines; the ledger has them.

use crate::read::plain::lines::Line;
use std::ops::Range;

/// How many figures must rise by the same step before they count lines: well apart from the words, or with one space.
const ENOUGH: (usize, usize) = (3, 4);

/// A figure in a margin.
struct Figure {
    /// Index of its line.
    line: usize,
    /// Its bytes, with the blanks between it and the line's words.
    range: Range<usize>,
    number: u32,
    /// Whether more than a space parts it from the words.
    apart: bool,
}

/// Takes the figures off `lines`: their bytes, in order.
pub(super) fn take(text: &str, lines: &mut [Line]) -> Vec<Range<usize>> {
    let mut taken = every(text, lines);
    taken.extend(sections(text, lines));
    for side in [behind as Side, before as Side] {
        let found: Vec<Figure> = lines.iter().enumerate().filter_map(|(i, line)| side(text, i, line)).collect();
        let found: Vec<Figure> = found.into_iter().filter(|figure| !is_item(text, lines, figure)).collect();
        let mut counting = counting(&found);
        contents(text, lines, &found, &mut counting);
        listed(text, lines, &found, &mut counting);
        labels(text, lines, &found, &mut counting);
        for figure in found.into_iter().zip(counting).filter(|(_, counts)| *counts).map(|(figure, _)| figure) {
            let line = &mut lines[figure.line];
            if figure.range.start > line.range.start {
                line.range.end = figure.range.start;
            } else {
                line.range.start = figure.range.end;
            }
            line.length = text[line.range.clone()].chars().count();
            taken.push(figure.range);
        }
    }
    taken.sort_by_key(|r| r.start);
    taken
}

/// How many lines of a page that has each of its lines numbered there are at least, and how many such pages.
const NUMBERED: (usize, usize) = (15, 3);

/// Takes the figures off pages that number every line, from 1 on, as the transcripts of a court do.
fn every(text: &str, lines: &mut [Line]) -> Vec<Range<usize>> {
    let found: Vec<(usize, usize, u32)> = lines.iter().enumerate().filter_map(|(i, l)| numbered(text, i, l)).collect();
    let follows = |a: &(usize, usize, u32), b: &(usize, usize, u32)| b.2 == a.2 + 1 && b.0 - a.0 <= 2;
    let rows: Vec<&[(usize, usize, u32)]> =
        found.chunk_by(follows).filter(|row| row.len() >= NUMBERED.0 && row[0].2 <= 2).collect();
    if rows.len() < NUMBERED.1 {
        return Vec::new();
    }
    let mut taken = Vec::new();
    for (index, end, _) in rows.into_iter().flatten() {
        let line = &mut lines[*index];
        if *end == line.range.end {
            continue; // the number of an empty line
        }
        taken.push(line.range.start..*end);
        line.range.start = *end;
        line.length = text[line.range.clone()].chars().count();
    }
    taken
}

/// How far from its words the number of a section stands, in characters, how many there are in a row at least, and how many
/// lines lie between two.
const SECTIONS: (usize, usize, std::ops::RangeInclusive<usize>) = (5, 10, 2..=40);

/// Takes the numbers of sections off, which stand in the right margin and rise one by one at no fixed distance.
fn sections(text: &str, lines: &mut [Line]) -> Vec<Range<usize>> {
    let found: Vec<(usize, usize, u32)> =
        lines.iter().enumerate().filter_map(|(i, line)| section(text, i, line)).collect();
    let follows = |a: &(usize, usize, u32), b: &(usize, usize, u32)| {
        (a.2 + 1..=a.2 + 2).contains(&b.2) && SECTIONS.2.contains(&(b.0 - a.0))
    };
    // one below each paragraph counts the verses of a scripture, which are cited by it
    let goes_on = |(index, ..): &&(usize, usize, u32)| {
        lines.get(index + 1).is_some_and(|next| next.number == lines[*index].number + 1)
    };
    if found.iter().filter(goes_on).count() * 2 < found.len() {
        return Vec::new();
    }
    // one on the first line of each stanza counts the stanzas, which are cited by it
    let begins = |(index, ..): &&(usize, usize, u32)| {
        index.checked_sub(1).is_none_or(|above| lines[above].number + 1 < lines[*index].number)
    };
    if found.iter().filter(begins).count() * 4 > found.len() * 3 {
        return Vec::new();
    }
    let mut taken = Vec::new();
    for (index, end, _) in found.chunk_by(follows).filter(|row| row.len() >= SECTIONS.1).flatten() {
        let line = &mut lines[*index];
        taken.push(*end..line.range.end);
        line.range.end = *end;
        line.length = text[line.range.clone()].chars().count();
    }
    taken
}

/// The number far behind the words of a line, and where these end.
fn section(text: &str, index: usize, line: &Line) -> Option<(usize, usize, u32)> {
    let shown = &text[line.range.clone()];
    let lead = shown.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: u32 = shown[lead.len()..].parse().ok().filter(|n| (1..=999).contains(n))?;
    let words = lead.trim_end_matches(' ');
    let fits = lead.len() - words.len() >= SECTIONS.0
        && words.ends_with(|c: char| !c.is_ascii_digit())
        && !words.contains("     ");
    fits.then_some((index, line.range.start + words.len(), number))
}

/// The number before the words of a line, well apart from them or alone, and where they begin.
fn numbered(text: &str, index: usize, line: &Line) -> Option<(usize, usize, u32)> {
    let shown = &text[line.range.clone()];
    let digits = shown.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = shown[..digits].parse().ok().filter(|n| (1..=60).contains(n))?;
    let words = shown[digits..].trim_start_matches([' ', '\t', '\u{a0}']);
    let gap = shown.len() - digits - words.len();
    (gap >= 2 || words.is_empty()).then(|| (index, line.range.end - words.len(), number))
}

/// Whether the lines beside have the numbers beside this one, so that the figure counts notes or items.
fn is_item(text: &str, lines: &[Line], figure: &Figure) -> bool {
    let has = |line: Option<&Line>, number: u32| {
        line.is_some_and(|line| {
            let shown = &text[line.range.clone()];
            let digits = shown.bytes().take_while(u8::is_ascii_digit).count();
            shown[..digits].parse() == Ok(number) || shown.ends_with(&format!(" {number}"))
        })
    };
    let beside = |step: usize, number: u32| {
        has(figure.line.checked_sub(step).and_then(|i| lines.get(i)), number - 1)
            || has(lines.get(figure.line + step), number + 1)
    };
    (1..=4).any(|step| beside(step, figure.number))
}

/// Takes back figures among as many others that are no fives: the pages of contents.
fn contents(text: &str, lines: &[Line], found: &[Figure], counting: &mut [bool]) {
    let other = |line: &Line| {
        let shown = &text[line.range.clone()];
        let words = shown.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = shown[words.len()..].parse::<u32>().is_ok_and(|n| n < 2000 && !n.is_multiple_of(5));
        number && words.ends_with("  ")
    };
    let counted = counting.to_vec();
    for k in 1..found.len() {
        let between = &lines[found[k - 1].line + 1..found[k].line.max(found[k - 1].line + 1)];
        if counted[k - 1] && counted[k] && found[k].number > found[k - 1].number && between.iter().any(other) {
            (counting[k - 1], counting[k]) = (false, false);
        }
    }
}

/// How far from a row of figures others stand that tell that they all are pages of contents, in lines and in steps.
const LISTED: (usize, u32) = (24, 2);

/// Takes back the figures of a row that has others among it or beside it at the ends of lines, no fives, that stand in their
/// order: half as many at least.
fn listed(text: &str, lines: &[Line], found: &[Figure], counting: &mut [bool]) {
    let of = |i: usize| {
        let shown = &text[lines[i].range.clone()];
        let words = shown.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = shown[words.len()..].parse::<u32>().ok().filter(|n| *n < 2000 && !n.is_multiple_of(5));
        number.filter(|_| words.ends_with(' ') && words.trim_end().ends_with(|c: char| !c.is_ascii_digit()))
    };
    let rows = rows(found, counting);
    for row in rows {
        let (first, last) = (&found[row.start], &found[row.end - 1]);
        let steps = found[row.start + 1].number.saturating_sub(first.number).max(5) * LISTED.1;
        let near = first.line.saturating_sub(LISTED.0)..(last.line + LISTED.0).min(lines.len());
        let mut others = 0;
        for (i, number) in near.filter_map(|i| Some((i, of(i)?))) {
            let at = row.start + found[row.clone()].partition_point(|figure| figure.line < i);
            let before = if at == row.start { first.number.saturating_sub(steps) } else { found[at - 1].number };
            let behind = found[..row.end].get(at).map_or(last.number + steps, |figure| figure.number);
            others += usize::from((before..behind).contains(&number));
        }
        if others >= 2 && others * 2 >= row.len() {
            counting[row].fill(false);
        }
    }
}

/// The rows of figures that count lines, each rising.
fn rows(found: &[Figure], counting: &[bool]) -> Vec<Range<usize>> {
    let mut rows: Vec<Range<usize>> = Vec::new();
    for k in (0..found.len()).filter(|k| counting[*k]) {
        match rows.last_mut().filter(|row| row.end == k && found[k].number > found[k - 1].number) {
            Some(row) => row.end = k + 1,
            None => rows.push(k..k + 1),
        }
    }
    rows.into_iter().filter(|row| row.len() > 1).collect()
}

/// Takes back figures before the lines of a program, that it goes to.
fn labels(text: &str, lines: &[Line], found: &[Figure], counting: &mut [bool]) {
    for row in rows(found, counting) {
        let between = found[row.start].line..=found[row.end - 1].line;
        let goes = |i: usize| ["GO TO ", "GOTO "].iter().any(|word| text[lines[i].range.clone()].contains(word));
        if between.into_iter().any(goes) {
            counting[row].fill(false);
        }
    }
}

type Side = fn(&str, usize, &Line) -> Option<Figure>;

/// `Upon the quay they waited.    15`
fn behind(text: &str, index: usize, line: &Line) -> Option<Figure> {
    let shown = &text[line.range.clone()];
    let words = shown.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = number(&shown[words.len()..])?;
    let bare = words.trim_end_matches([' ', '\t', '\u{a0}']);
    let gap = words[bare.len()..].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum::<usize>();
    let start = line.range.start + bare.len();
    // `f. 195`: a leaf, a page, a number
    let named = bare.rsplit(char::is_whitespace).next().unwrap_or("").trim_start_matches(['(', '[']);
    let cited =
        ["f.", "ff.", "fol.", "p.", "pp.", "no.", "nos.", "vol.", "s.", "n.", "v.", "vv.", "l.", "ll.", "c.", "cap."]
            .iter()
            .any(|word| named.eq_ignore_ascii_case(word));
    // dots lead to the number of a page
    let led = bare.ends_with("...") || bare.ends_with(". .");
    (!cited && !led && gap >= 1 && bare.ends_with(|c: char| !c.is_ascii_digit())).then_some(Figure {
        line: index,
        range: start..line.range.end,
        number,
        apart: gap >= 2,
    })
}

/// `15    Upon the quay they waited.`
fn before(text: &str, index: usize, line: &Line) -> Option<Figure> {
    let shown = &text[line.range.clone()];
    let rest = shown.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = number(&shown[..shown.len() - rest.len()])?;
    let words = rest.trim_start_matches([' ', '\t', '\u{a0}']);
    let gap = rest[..rest.len() - words.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum::<usize>();
    let end = line.range.end - words.len();
    (gap >= 1 && words.starts_with(|c: char| c.is_alphabetic())).then_some(Figure {
        line: index,
        range: line.range.start..end,
        number,
        apart: gap >= 2,
    })
}

fn number(figures: &str) -> Option<u32> {
    let number: u32 = figures.parse().ok().filter(|_| figures.len() <= 4)?;
    (number > 0 && number.is_multiple_of(5)).then_some(number)
}

/// Which of the figures stand in a row of at least three or four that rise by one step of five or ten, as many lines apart as
/// they say, or where they stand well apart from the words a few more. They may begin again.
fn counting(found: &[Figure]) -> Vec<bool> {
    let mut counts = vec![false; found.len()];
    for step in [5, 10] {
        let follows = |a: &Figure, b: &Figure| {
            let (lines, step) = (b.line - a.line, step as usize);
            // with a single space between, a line more or less is all that a page's head or a lost line explains
            let as_many = if a.apart && b.apart { step / 2 + 1..=3 * step } else { step - 1..=step + 1 };
            b.number as usize == a.number as usize + step && as_many.contains(&lines)
        };
        let mut first = 0;
        for at in 1..=found.len() {
            if at == found.len() || !follows(&found[at - 1], &found[at]) {
                let apart = found[first..at].iter().all(|figure| figure.apart);
                if at - first >= if apart { ENOUGH.0 } else { ENOUGH.1 } {
                    counts[first..at].fill(true);
                }
                first = at;
            }
        }
    }
    counts
}
