//! `Page 46` above each entry of a list of what was corrected: it says where, and is no page's number.

use crate::read::plain::units::Page;

/// How many entries make a list, and how many bytes one has at most: fewer than a page.
const ENTRIES: usize = 3;
const LONGEST: usize = 300;

/// The units that name the pages of such entries.
pub(super) fn find(page: &Page) -> Vec<usize> {
    let named = |i: &usize| {
        let number = page.str(*i).strip_prefix("Page ").or_else(|| page.str(*i).strip_prefix("p. "));
        let figures = number.is_some_and(|n| n.len() <= 4 && n.bytes().all(|b| b.is_ascii_digit()));
        figures && page.units.get(i + 1).is_some_and(|next| next.space == 0)
    };
    let all: Vec<usize> = (0..page.units.len()).filter(named).collect();
    let near = |a: &usize, b: &usize| page.units[*b].range.start - page.units[*a].range.start <= LONGEST;
    all.chunk_by(near).filter(|row| row.len() >= ENTRIES).flatten().copied().collect()
}
