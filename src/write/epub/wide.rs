//! Tables whose words find no room side by side on a narrow screen.
//!
//! Knows characters; nothing of how they are written.

use crate::model::text::{GroupKind, Text};
use std::ops::Range;

/// How many characters of a table a narrow screen holds side by side.
const NARROW: usize = 36;

/// What stands between two columns, in characters.
const GAP: usize = 2;

/// Whether the longest words of all columns together are wider than a narrow screen: there they have to be split.
pub(super) fn is_wide(text: &Text, table: &Range<usize>) -> bool {
    let rows = text.groups_from(table).iter().filter(|g| matches!(g.kind, GroupKind::Row { .. }));
    let mut columns: Vec<usize> = vec![];
    for row in rows {
        columns.resize(columns.len().max(row.blocks.len()), 0);
        for (column, block) in columns.iter_mut().zip(row.blocks.clone()) {
            let words = text.block_str(block).split(|c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '–' | '—'));
            *column = words.map(|word| word.chars().count()).max().unwrap_or(0).max(*column);
        }
    }
    columns.iter().sum::<usize>() + GAP * columns.len().saturating_sub(1) > NARROW
}

#[cfg(test)]
mod tests {
    use super::is_wide;
    use crate::model::text::{BlockKind, Group, GroupKind, Text};

    #[test]
    fn what_no_word_of_needs_splitting_is_not_wide() {
        let row = |cells: &[&str]| {
            let mut text = Text::default();
            cells.iter().for_each(|words| {
                text.push_block(BlockKind::Paragraph, words);
            });
            text.groups.push(Group { kind: GroupKind::Row { head: false }, blocks: 0..cells.len() });
            is_wide(&text, &(0..cells.len()))
        };
        assert!(!row(&["the words of a long cell turn over", "and so do these of another", "1935"]));
        assert!(row(&["lamp_oil_delivered", "harbour_master_id", "quay_number"]));
    }
}
