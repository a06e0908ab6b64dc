//! Rows of tables with more cells than their head has: the parser drops those without a word (GFM,
//! “Tables”), and with them text of the edition.

use crate::diag::Diagnostic;
use crate::read::markdown::walk::Walk;
use std::ops::Range;

impl Walk<'_> {
    /// Reports the first cell of the row `range` for which its table of `columns` has no column.
    pub(super) fn check_row(&mut self, range: Range<usize>, columns: usize) {
        let Some(cell) = surplus(&self.source[range.clone()], columns) else { return };
        let at = self.span(range.start + cell.start..range.start + cell.end);
        let message = format!("this row has more cells than its table's head, which has {columns}");
        let help = "give the head a cell more, or write `\\|` for the character";
        self.diagnostics.push(Diagnostic::error("surplus-cell", message).at(at).help(help));
    }
}

/// The first cell beyond `columns` in the source of a row that has any characters.
fn surplus(row: &str, columns: usize) -> Option<Range<usize>> {
    let first = row.find(|c: char| !c.is_whitespace())?;
    let mut start = first + usize::from(row[first..].starts_with('|'));
    let mut count = 0;
    let bytes = row.as_bytes();
    for end in (0..=row.len()).skip(start) {
        let is_bar = bytes.get(end).is_none_or(|byte| *byte == b'|' && !row[..end].ends_with('\\'));
        if !is_bar {
            continue;
        }
        count += 1;
        let cell = &row[start..end];
        if count > columns && !cell.trim().is_empty() {
            let left = cell.len() - cell.trim_start().len();
            return Some(start + left..start + left + cell.trim().len());
        }
        start = end + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::surplus;

    #[test]
    fn only_what_has_no_column_is_surplus() {
        assert_eq!(surplus("| a | b |", 2), None);
        assert_eq!(surplus("a | b", 2), None);
        assert_eq!(surplus("| a |", 2), None);
        assert_eq!(surplus(r"| a \| b | c |", 2), None);
        assert_eq!(surplus("| a | b | cd |", 2), Some(10..12));
        assert_eq!(surplus("a | b | c", 2), Some(8..9));
        assert_eq!(surplus("| a | b | |", 2), None);
        assert_eq!(surplus("|", 0), None);
    }
}
