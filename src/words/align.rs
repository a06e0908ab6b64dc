//! Local alignment of two rows of words, after Smith and Waterman ("Identification of common
//! molecular subsequences", 1981): what agrees counts as much as it tells, every word that is
//! skipped on either side costs a little.
//!
//! Knows rows by their lengths alone: what agrees, and what it tells, is the caller's.

/// What an alignment is worth; the unit is the caller's.
pub type Score = i32;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    End,
    Match,
    SkipA,
    SkipB,
}

/// The best alignment of two rows of `a` and `b` words: what it is worth, and the pairs of words that
/// agree, in order on both sides. `agree` says what it tells that word `i` of the one is word `j` of
/// the other (`None` where it is not), and is told whether the words before them agree too; `skip` is
/// what a word without counterpart costs. Of equal ones the first wins. Takes `a` × `b` steps.
pub fn local(
    (a, b): (usize, usize),
    skip: Score,
    agree: impl Fn(usize, usize, bool) -> Option<Score>,
) -> (Score, Vec<(usize, usize)>) {
    let width = b + 1;
    let mut steps = vec![Step::End; (a + 1) * width];
    let mut above = vec![0; width];
    let mut row = vec![0; width];
    let mut top = (0, 0);
    for i in 0..a {
        for j in 0..b {
            let at = (i + 1) * width + j + 1;
            let (mut score, mut step) = (0, Step::End);
            if above[j + 1] - skip > score {
                (score, step) = (above[j + 1] - skip, Step::SkipA);
            }
            if row[j] - skip > score {
                (score, step) = (row[j] - skip, Step::SkipB);
            }
            if let Some(told) = agree(i, j, steps[at - width - 1] == Step::Match)
                && above[j] + told >= score
            {
                (score, step) = (above[j] + told, Step::Match);
            }
            row[j + 1] = score;
            steps[at] = step;
            if score > top.0 {
                top = (score, at);
            }
        }
        std::mem::swap(&mut above, &mut row);
        row[0] = 0;
    }
    (top.0, trace(&steps, width, top.1))
}

fn trace(steps: &[Step], width: usize, mut at: usize) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    loop {
        match steps[at] {
            Step::End => break,
            Step::Match => {
                pairs.push((at / width - 1, at % width - 1));
                at -= width + 1;
            }
            Step::SkipA => at -= width,
            Step::SkipB => at -= 1,
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_agrees_is_paired_and_the_rest_skipped() {
        let (a, b): (Vec<_>, Vec<_>) = ("the old grey mill".split(' ').collect(), "an old mill".split(' ').collect());
        let (score, pairs) = local((a.len(), b.len()), 1, |i, j, _| (a[i] == b[j]).then_some(4));
        assert_eq!((score, pairs), (7, vec![(1, 1), (3, 2)]));
        assert_eq!(local((a.len(), 0), 1, |_, _, _| Some(1)), (0, vec![]));
    }
}
