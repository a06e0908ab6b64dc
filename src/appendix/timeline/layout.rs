//! Where the texts stand in the drawing: on the axis where their dates are, and in rows beside it that
//! keep off one another.
//!
//! Knows days and heights, in tenths of a pixel; nothing of texts.

use super::YEAR;

/// A text's places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its date on the axis.
    pub(super) on_axis: i64,
    /// The top of its row.
    pub(super) top: i64,
}

/// The drawing's places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// In order of time.
    pub(super) rows: Vec<Row>,
    /// The years that the axis names, with their places.
    pub(super) years: Vec<(i64, i64)>,
    /// The ends of the axis.
    pub(super) axis: (i64, i64),
    /// The lowest edge.
    pub(super) bottom: i64,
}

/// The axis is at least so long, and the years on it at least so far apart.
const LEAST_AXIS: i64 = 2000;
const LEAST_STEP: i64 = 200;

/// The room above the highest and below the lowest.
const MARGIN: i64 = 120;

/// Steps between the years that are named.
const STEPS: [i64; 11] = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000];

/// Lays out rows of the given heights at the given days, which are in order.
pub(super) fn lay_out(days: &[i64], heights: &[i64]) -> Layout {
    let (first, last) = (days.iter().min().copied().unwrap_or(0), days.iter().max().copied().unwrap_or(0));
    let (from, to) = (first.div_euclid(YEAR), last.div_euclid(YEAR) + 1);
    let length = heights.iter().sum::<i64>().max(LEAST_AXIS);
    let place = |day: i64| (day - from * YEAR) * length / ((to - from) * YEAR);
    let wanted: Vec<i64> = days.iter().map(|day| place(*day)).collect();
    let tops = apart(&wanted, heights);
    let step =
        STEPS.into_iter().find(|step| step * length / (to - from) >= LEAST_STEP).unwrap_or(STEPS[STEPS.len() - 1]);
    let years = (from..=to).filter(|year| year.rem_euclid(step) == 0).map(|year| (year, place(year * YEAR)));
    let highest = tops.first().copied().unwrap_or(0).min(0);
    let down = MARGIN - highest;
    let lowest = tops.last().zip(heights.last()).map_or(0, |(top, height)| top + height).max(length);
    Layout {
        rows: wanted.iter().zip(&tops).map(|(at, top)| Row { on_axis: at + down, top: top + down }).collect(),
        years: years.map(|(year, at)| (year, at + down)).collect(),
        axis: (down, length + down),
        bottom: lowest + down + MARGIN,
    }
}

/// The places nearest to those wanted (by the sum of squares) at which no row covers another: rows that
/// would touch are moved as one, to the mean of what they want (isotonic regression; Barlow et al. 1972).
fn apart(wanted: &[i64], heights: &[i64]) -> Vec<i64> {
    /// Rows that touch, as one: how many, and the sum of where they want the first row of all to be.
    #[derive(Clone, Copy, Default)]
    struct Run {
        count: usize,
        sum: i64,
    }
    let start = |run: Run| run.sum.div_euclid(run.count.max(1) as i64);
    let above: Vec<i64> = heights.iter().scan(0, |sum, height| Some(std::mem::replace(sum, *sum + height))).collect();
    let mut runs: Vec<Run> = Vec::new();
    for (want, above) in wanted.iter().zip(&above) {
        let mut run = Run { count: 1, sum: want - above };
        while let Some(before) = runs.pop_if(|before| start(*before) > start(run)) {
            run = Run { count: before.count + run.count, sum: before.sum + run.sum };
        }
        runs.push(run);
    }
    let starts = runs.into_iter().flat_map(|run| std::iter::repeat_n(start(run), run.count));
    starts.zip(above).map(|(start, above)| start + above).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_off_one_another_and_near_their_dates() {
        assert_eq!(apart(&[0, 100, 500], &[50, 50, 50]), [0, 100, 500]);
        assert_eq!(apart(&[100, 100], &[50, 50]), [75, 125]);
        assert_eq!(apart(&[0, 10, 20, 400], &[60, 60, 60, 60]), [-50, 10, 70, 400]);
        assert_eq!(apart(&[], &[]), Vec::<i64>::new());
    }

    #[test]
    fn the_axis_names_years_that_have_room() {
        let years = |days: [i64; 2]| {
            lay_out(&days.map(|d| d * YEAR), &[600, 600]).years.into_iter().map(|y| y.0).collect::<Vec<_>>()
        };
        assert_eq!(years([1935, 1938]), [1935, 1936, 1937, 1938, 1939]);
        assert_eq!(years([1905, 1964]), [1910, 1920, 1930, 1940, 1950, 1960]);
        assert_eq!(years([1825, 1994]), [1840, 1860, 1880, 1900, 1920, 1940, 1960, 1980]);
    }

    #[test]
    fn nothing_stands_above_the_margin() {
        let layout = lay_out(&[10, 10, 10], &[2000, 2000, 2000]);
        assert!(layout.rows.iter().all(|row| row.top >= MARGIN), "{layout:?}");
        assert_eq!(layout.rows[1].top - layout.rows[0].top, 2000);
    }
}
