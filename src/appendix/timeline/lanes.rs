//! Which way the arrows take: each has its own place at the end of either row and its own lane beside
//! the rows, so that no two lie on one another and no two heads touch.
//!
//! Knows numbers and lengths in tenths of a pixel; nothing of texts.

use super::links::{Counts, Links};

/// Between arrows that come, which have heads, and between those that go.
const HEADS: i64 = 72;
const TAILS: i64 = 44;

/// An arrow from a later row to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arrow {
    pub(super) later: usize,
    pub(super) earlier: usize,
    /// Where it begins above its row, and ends below the other: distances from their tops.
    pub(super) from: i64,
    pub(super) to: i64,
    /// Its lane, from 0, the innermost.
    pub(super) lane: i64,
    /// Whether the texts themselves join, not only the editor's notes.
    pub(super) full: bool,
    /// The class of its number, from 0.
    pub(super) class: usize,
}

/// All arrows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Arrows {
    pub(super) arrows: Vec<Arrow>,
    /// How many lanes they take.
    pub(super) lanes: i64,
    /// What room each row needs below its top for what ends there, and for what begins at the next.
    pub(super) rooms: Vec<i64>,
}

/// The arrows between so many rows.
pub(super) fn arrows(links: &Links, rows: usize) -> Arrows {
    let mut arrows: Vec<Arrow> = Vec::new();
    for ((later, earlier), Counts { cites, shares, editor }) in &links.texts {
        let full = cites + shares > 0;
        let class = class(if full { cites + shares } else { *editor }, full);
        arrows.push(Arrow { later: *later, earlier: *earlier, from: 0, to: 0, lane: 0, full, class });
    }
    // The shorter stands inside the longer: no two cross at a row that they share.
    arrows.sort_by_key(|arrow| (arrow.later - arrow.earlier, arrow.later));
    let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
    for n in 0..arrows.len() {
        let Arrow { later, earlier, .. } = arrows[n];
        let longer = &arrows[n + 1..];
        let going = longer.iter().filter(|arrow| arrow.later == later).count() as i64;
        let coming = longer.iter().filter(|arrow| arrow.earlier == earlier).count() as i64;
        (arrows[n].from, arrows[n].to) = (-TAILS * (1 + going), HEADS * (1 + coming));
        let free = |lane: &Vec<(usize, usize)>| lane.iter().all(|(to, from)| later <= *to || *from <= earlier);
        let lane = taken.iter().position(free).unwrap_or(taken.len());
        taken.resize(taken.len().max(lane + 1), vec![]);
        taken[lane].push((earlier, later));
        arrows[n].lane = lane as i64;
    }
    let rooms = (0..rows).map(|row| {
        let below = arrows.iter().filter(|arrow| arrow.earlier == row).map(|arrow| arrow.to).max().unwrap_or(0);
        let above = arrows.iter().filter(|arrow| arrow.later == row + 1).map(|arrow| -arrow.from).max().unwrap_or(0);
        below + above + HEADS
    });
    Arrows { rooms: rooms.collect(), lanes: taken.len() as i64, arrows }
}

/// One or two, some, many; what the editor alone joins is always thin.
fn class(count: usize, full: bool) -> usize {
    match count {
        _ if !full => 0,
        0..=2 => 0,
        3..=9 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(pairs: &[(usize, usize)]) -> Arrows {
        let mut links = Links::default();
        for pair in pairs {
            links.texts.insert(*pair, Counts { cites: 1, ..Counts::default() });
        }
        arrows(&links, 4)
    }

    #[test]
    fn every_arrow_has_a_place_of_its_own() {
        let arrows = all(&[(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)]).arrows;
        for (n, a) in arrows.iter().enumerate() {
            for b in &arrows[n + 1..] {
                assert!(a.later != b.later || a.from != b.from, "{a:?} {b:?}");
                assert!(a.earlier != b.earlier || a.to != b.to, "{a:?} {b:?}");
                let apart = a.later <= b.earlier || b.later <= a.earlier;
                assert!(a.lane != b.lane || apart, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn short_arrows_stand_inside_long_ones() {
        let found = all(&[(3, 0), (2, 1), (1, 0)]);
        let lanes: Vec<_> = found.arrows.iter().map(|a| (a.later, a.earlier, a.lane)).collect();
        assert_eq!(lanes, [(1, 0, 0), (2, 1, 0), (3, 0, 1)]);
        assert_eq!(found.lanes, 2);
    }
}
