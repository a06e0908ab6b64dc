//! How wide the columns of a table are.
//!
//! Knows widths only.

use crate::model::length::Length;

/// What the cells of a column want.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Column {
    /// The width of its widest cell on one line.
    pub(crate) natural: Length,
    /// The width of its longest word.
    pub(crate) least: Length,
}

/// Widths that fit into `room`: natural where they fit; else the narrow columns keep theirs and
/// the wide ones share what is left in proportion, none of them narrower than its longest word.
/// If there is no room even for the words, the columns with the longest give up the most: none is wider than
/// [`widest`].
pub(crate) fn widths(columns: &[Column], room: Length) -> Vec<Length> {
    let sum = |of: fn(&Column) -> Length| columns.iter().map(of).sum::<Length>();
    if sum(|c| c.natural) <= room {
        return columns.iter().map(|c| c.natural).collect();
    }
    let words = sum(|c| c.least);
    if words >= room {
        let most = widest(columns, room);
        return columns.iter().map(|c| c.least.min(most)).collect();
    }
    share(columns, room).unwrap_or_else(|| {
        // The narrow ones must give way too: all grow alike from their words to their nature.
        let (spare, wanted) = (room - words, sum(|c| c.natural) - words);
        columns.iter().map(|c| c.least + (c.natural - c.least).scale(spare.0, wanted.0.max(1))).collect()
    })
}

/// How wide a column may be so that all find room, each as wide as its longest word but no wider than this.
pub(crate) fn widest(columns: &[Column], room: Length) -> Length {
    let mut words: Vec<Length> = columns.iter().map(|c| c.least).collect();
    words.sort_unstable();
    let (mut left, mut open) = (room.max(Length::PT), words.len() as i64);
    for word in words {
        if word * open > left {
            return left / open;
        }
        (left, open) = (left - word, open - 1);
    }
    room
}

/// Shares `room` out, column by column settled, until the rest divides in proportion; `None` if
/// what is settled leaves too little.
fn share(columns: &[Column], room: Length) -> Option<Vec<Length>> {
    let mut settled: Vec<Option<Length>> = vec![None; columns.len()];
    loop {
        let open: Vec<usize> = (0..columns.len()).filter(|i| settled[*i].is_none()).collect();
        let left = room - settled.iter().flatten().copied().sum();
        let needed: Length = open.iter().map(|i| columns[*i].least).sum();
        if needed > left {
            return None;
        }
        let fair = left / (open.len() as i64).max(1);
        let total: Length = open.iter().map(|i| columns[*i].natural).sum();
        let part = |i: usize| left.scale(columns[i].natural.0, total.0.max(1));
        let narrow: Vec<usize> = open.iter().copied().filter(|i| columns[*i].natural <= fair).collect();
        let short: Vec<usize> = open.iter().copied().filter(|i| part(*i) < columns[*i].least).collect();
        if !narrow.is_empty() {
            narrow.into_iter().for_each(|i| settled[i] = Some(columns[i].natural));
        } else if !short.is_empty() {
            short.into_iter().for_each(|i| settled[i] = Some(columns[i].least));
        } else {
            let width = |(i, known): (usize, Option<Length>)| known.unwrap_or_else(|| part(i));
            return Some(settled.into_iter().enumerate().map(width).collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns of (natural, least) widths in a room, in scaled points.
    fn shared(columns: &[(i64, i64)], room: i64) -> Vec<i64> {
        let column = |(natural, least): &(i64, i64)| Column { natural: Length(*natural), least: Length(*least) };
        let columns: Vec<Column> = columns.iter().map(column).collect();
        widths(&columns, Length(room)).into_iter().map(|width| width.0).collect()
    }

    #[test]
    fn what_fits_is_as_wide_as_it_is() {
        assert_eq!(shared(&[(30, 10), (50, 20)], 100), [30, 50]);
    }

    #[test]
    fn narrow_columns_keep_their_width_and_wide_ones_share_the_rest() {
        assert_eq!(shared(&[(20, 10), (300, 20), (100, 20)], 100), [20, 60, 20]);
    }

    #[test]
    fn no_column_is_narrower_than_its_longest_word() {
        assert_eq!(shared(&[(20, 10), (900, 10), (100, 30)], 100), [20, 50, 30]);
        assert_eq!(shared(&[(40, 10), (50, 45), (50, 45)], 110), [20, 45, 45].map(|w: i64| w));
    }

    #[test]
    fn where_not_even_the_words_fit_the_longest_give_way() {
        let room = 90_000;
        assert_eq!(shared(&[(room, 10_000), (room, 60_000), (room, 80_000)], room), [10_000, 40_000, 40_000]);
    }
}
