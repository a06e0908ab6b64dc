//! Tables in boxes of `+`, `-` and `|`. Where each cell goes over as many columns as the others, a bar that a wide word
//! has moved parts them too; else the lines around each cell are followed.
//!
//! Knows lines only.

use super::{Row, Table, of, row};
use crate::read::markdown::dialect::tables::Line;
use pulldown_cmark::Alignment;
use std::ops::Range;

/// How many steps along the lines a character of a table is worth: more are no table of any use.
const STEPS: usize = 100;

/// The table in boxes that begins with `lines`, and how many it takes.
pub(super) fn table(lines: &[Line<'_>]) -> Option<(Table, usize)> {
    let first = lines.first()?.1;
    if !is_border(first) || first.starts_with("    ") {
        return None;
    }
    let is_part = |at: &usize| lines.get(*at).is_some_and(|(_, text)| text.trim_start().starts_with(['+', '|']));
    let length = (1..).take_while(is_part).last()? + 1;
    let lines = &lines[..length];
    even(lines).or_else(|| Drawing::of(lines)?.table(lines))
}

fn is_border(text: &str) -> bool {
    let text = text.trim();
    let signs = text.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'));
    text.len() > 2 && signs && text.starts_with('+') && text.ends_with('+')
}

/// One whose rows all have as many cells.
fn even(lines: &[Line<'_>]) -> Option<(Table, usize)> {
    let first = lines.first()?.1;
    let begins: Vec<usize> = first.char_indices().filter(|(_, c)| *c == '+').map(|(at, _)| at + 1).collect();
    let begins = &begins[..begins.len() - 1];
    let borders: Vec<usize> = (0..lines.len()).filter(|at| is_border(lines[*at].1)).collect();
    if borders.last() != Some(&(lines.len() - 1)) || borders.iter().any(|at| lines[*at].1.len() != first.len()) {
        return None;
    }
    // a line below that parts what the first leaves together
    let corners = |at: usize| lines[at].1.matches('+').count();
    if borders.iter().any(|at| corners(*at) > corners(0)) {
        return None;
    }
    let heavy = borders.iter().skip(1).find(|at| lines[**at].1.contains('=')).copied().unwrap_or(0);
    let rows = borders.windows(2).filter(|pair| pair[0] + 1 < pair[1]);
    let rows: Option<Vec<Row>> = rows.map(|p| row(&lines[p[0] + 1..p[1]], begins, '|', p[1] <= heavy)).collect();
    let ends = begins.iter().skip(1).map(|next| next - 2).chain([first.trim_end().len() - 2]);
    let columns: Vec<Range<usize>> = begins.iter().zip(ends).map(|(begin, end)| *begin..end).collect();
    of(lines, sides(lines[heavy].1, &columns), rows?)
}

/// To which side the words of each column stand, by the colons at the first and the last character of it in a border.
fn sides(border: &str, columns: &[Range<usize>]) -> Vec<Alignment> {
    let colon = |at: usize| border.as_bytes().get(at) == Some(&b':');
    let side = |column: &Range<usize>| match (colon(column.start), colon(column.end)) {
        (true, true) => Alignment::Center,
        (false, true) => Alignment::Right,
        _ => Alignment::None,
    };
    columns.iter().map(side).collect()
}

/// A cell by the corners of its box: lines from the first to the last, characters from the first to the last.
struct Outline {
    top: usize,
    left: usize,
    bottom: usize,
    right: usize,
}

/// The characters of a table, line by line, all as long as the first.
struct Drawing {
    signs: Vec<Vec<char>>,
    /// How many characters stand before the first sign of each line.
    indent: usize,
    /// How many steps are left.
    steps: usize,
}

impl Drawing {
    fn of(lines: &[Line<'_>]) -> Option<Self> {
        let first = lines.first()?.1;
        let indent = first.len() - first.trim_start().len();
        let signs = lines.iter().map(|(_, text)| text.trim_end().chars().skip(indent).collect());
        let signs: Vec<Vec<char>> = signs.collect();
        let width = signs.first()?.len();
        let even = signs.iter().all(|line| line.len() == width);
        even.then(|| Self { steps: STEPS * width * signs.len(), signs, indent })
    }

    /// The cells, if they cover the table.
    fn boxes(&mut self) -> Option<Vec<Outline>> {
        let (height, width) = (self.signs.len(), self.signs[0].len());
        let mut boxes: Vec<Outline> = vec![];
        // down to which line the table is covered, above each character
        let mut covered = vec![0; width - 1];
        loop {
            let (left, top) = covered.iter().copied().enumerate().min_by_key(|(at, top)| (*top, *at))?;
            if top + 1 == height {
                return Some(boxes);
            }
            let found = self.cell(top, left)?;
            let above = covered.get_mut(found.left..found.right)?;
            if above.iter().any(|line| *line != top) {
                return None;
            }
            above.fill(found.bottom);
            boxes.push(found);
        }
    }

    /// The smallest box with this corner.
    fn cell(&mut self, top: usize, left: usize) -> Option<Outline> {
        let corner = |sign: char| sign == '+';
        let along = |sign: char| matches!(sign, '-' | '=' | ':' | '+');
        let down = |sign: char| matches!(sign, '|' | '+');
        let (height, width) = (self.signs.len(), self.signs[0].len());
        if !corner(self.signs[top][left]) {
            return None;
        }
        for right in left + 1..width {
            self.step()?;
            let sign = self.signs[top][right];
            if !along(sign) {
                return None;
            }
            for bottom in top + 1..height {
                if !corner(sign) {
                    break;
                }
                self.step()?;
                let below = self.signs[bottom][right];
                if !down(below) {
                    break;
                }
                let closes = corner(below) && corner(self.signs[bottom][left]);
                let closes = closes && (left..right).all(|at| along(self.signs[bottom][at]));
                if closes && (top..bottom).all(|at| down(self.signs[at][left])) {
                    return Some(Outline { top, left, bottom, right });
                }
                self.steps = self.steps.saturating_sub(right - left);
            }
        }
        None
    }

    fn step(&mut self) -> Option<()> {
        self.steps = self.steps.checked_sub(1)?;
        Some(())
    }

    fn table(mut self, lines: &[Line<'_>]) -> Option<(Table, usize)> {
        let boxes = self.boxes()?;
        let tops = ends(boxes.iter().map(|cell| cell.top));
        let lefts = ends(boxes.iter().map(|cell| cell.left));
        let is_heavy = |at: &&usize| lines[**at].1.contains('=');
        let heavy = tops.iter().skip(1).find(is_heavy).copied().unwrap_or(0);
        let last = self.signs[0].len() - 1;
        let mut rows: Vec<Row> = vec![];
        let mut spanning = None;
        for (index, top) in tops.iter().enumerate() {
            let bottom = tops.get(index + 1).copied().unwrap_or(lines.len() - 1);
            let mut cells = vec![vec![]; lefts.len()];
            for own in boxes.iter().filter(|cell| cell.top == *top) {
                let column = lefts.binary_search(&own.left).ok()?;
                let over = lefts.iter().filter(|left| (own.left..own.right).contains(left)).count();
                if self.is_broken(own, &lefts) {
                    return None;
                }
                cells[column] = self.words(own, lines);
                // the last cell of a row may go over all columns that are left
                if over > 1 && own.right == last && own.bottom == bottom {
                    cells.truncate(column + 1);
                } else if over > 1 || own.bottom > bottom {
                    let (start, text) = lines[own.top + 1];
                    spanning = spanning.or(Some(start..start + text.len()));
                }
            }
            rows.push(Row { head: bottom <= heavy, cells });
        }
        let columns = lefts.iter().enumerate().map(|(index, left)| {
            let end = lefts.get(index + 1).map_or(last, |next| *next) - 1;
            self.indent + left + 1..self.indent + end
        });
        let columns: Vec<Range<usize>> = columns.collect();
        let (mut table, length) = of(lines, sides(lines[heavy].1, &columns), rows)?;
        table.spanning = spanning;
        Some((table, length))
    }

    /// Whether there are pieces of lines in a cell, which do not meet.
    fn is_broken(&self, cell: &Outline, lefts: &[usize]) -> bool {
        self.signs[cell.top + 1..cell.bottom].iter().any(|line| {
            let inner: String = line[cell.left..=cell.right].iter().collect();
            let parted = |left: &usize| (cell.left + 1..cell.right).contains(left) && matches!(line[*left], '|' | '+');
            inner.contains("+--") || inner.contains("--+") || lefts.iter().any(parted)
        })
    }

    /// The lines of a cell, without empty ones at its beginning and its end.
    fn words(&self, cell: &Outline, lines: &[Line<'_>]) -> Vec<Range<usize>> {
        let inner = lines.iter().take(cell.bottom).skip(cell.top + 1).map(|(start, text)| {
            let byte = |at: usize| text.char_indices().nth(self.indent + at).map_or(text.len(), |(at, _)| at);
            let (from, to) = (byte(cell.left + 1), byte(cell.right));
            let words = &text[from..to];
            let left = from + words.len() - words.trim_start().len();
            start + left..start + left + words.trim().len()
        });
        let mut inner: Vec<Range<usize>> = inner.collect();
        while inner.last().is_some_and(Range::is_empty) {
            inner.pop();
        }
        let first = inner.iter().position(|line| !line.is_empty()).unwrap_or(inner.len());
        inner.drain(..first);
        inner
    }
}

/// What stands at the ends of rows or columns, each once, in order.
fn ends(of: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut ends: Vec<usize> = of.collect();
    ends.sort_unstable();
    ends.dedup();
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(source: &str) -> Option<Vec<Vec<String>>> {
        let mut at = 0;
        let lines: Vec<Line<'_>> = source
            .split_inclusive('\n')
            .map(|line| {
                at += line.len();
                (at - line.len(), line.trim_end_matches('\n'))
            })
            .collect();
        let (table, _) = table(&lines)?;
        let words =
            |cell: &Vec<Range<usize>>| cell.iter().map(|line| &source[line.clone()]).collect::<Vec<_>>().join("/");
        Some(table.rows.iter().map(|row| row.cells.iter().map(words).collect()).collect())
    }

    #[test]
    fn cells_over_columns_and_rows() {
        let wide = rows("+---+---+\n| a | b |\n+---+---+\n| é c   |\n+-------+\n").unwrap();
        assert_eq!(wide, [vec!["a", "b"], vec!["é c"]]);
        let wide = rows("+-------+---+\n| a     | b |\n+---+---+---+\n| c | d | e |\n+---+---+---+\n").unwrap();
        assert_eq!(wide, [["a", "", "b"], ["c", "d", "e"]]);
        let high = rows("+---+---+\n| a | b |\n|   +---+\n| c | d |\n+---+---+\n").unwrap();
        assert_eq!(high, [["a//c", "b"], ["", "d"]]);
    }

    #[test]
    fn lines_that_do_not_meet_are_no_table() {
        assert_eq!(rows("+---+---+\n| a | b |\n| c +---+\n| d | e\n+---+---+\n"), None);
        assert_eq!(rows("+---+---+\n| a   b |\n+---+---+\n| c | d |\n+---+---+\n").map(|rows| rows.len()), Some(2));
        assert_eq!(rows("+---+---+\n| a | b |\n| c ----+\n| d | e |\n+---+---+\n"), None);
        assert_eq!(rows("+---+---+\n| a | b |\n| c +-- +\n| d | e |\n+---+---+\n"), None);
        assert_eq!(rows("+---+---+\n| a | b |\n+---+--+\n| c | d |\n+---+---+\n"), None);
    }
}
