//! Which lines may be headings where a line is a paragraph: among verses only those whose form leaves no doubt, and no
//! entry of the contents with its page's number.

use super::wrapped::is_word;
use super::{habits, is_alike, is_capitals, is_numeral, is_ordinal};
use crate::read::plain::lines;
use crate::read::plain::units::Page;

/// How many lines in a row with a number at their end are the entries of a list.
const ENTRIES: usize = 5;

/// How many lines, and how long most of them in characters, make a text of short lines.
const SHORT: (usize, usize) = (60, 66);

/// For each unit whether it may be a heading.
pub(super) fn heads(page: &Page) -> Vec<bool> {
    let strong = is_of_short_lines(page);
    let may = |i: usize| {
        let text = page.str(i);
        let sure = || is_numeral(text) || is_capitals(text) || is_word(text) || is_ordinal(text);
        page.is_open(i) && page.units[i].lines.len() == 1 && is_alike(text) && (!strong || sure())
    };
    let mut heads: Vec<bool> = (0..page.units.len()).map(may).collect();
    entries(page, &mut heads);
    figures(page, &mut heads);
    habits::take_out(page, &mut heads);
    heads
}

/// Whether the text is verse, or speech in verse, by the length of its lines.
fn is_of_short_lines(page: &Page) -> bool {
    let open = || (0..page.units.len()).filter(|i| page.is_open(*i));
    let short = open().filter(|i| page.str(*i).chars().nth(SHORT.1).is_none()).count();
    let all = open().count();
    all >= SHORT.0 && short * 5 >= all * 4
}

/// Takes out bare figures that count nothing: those that no other before or behind goes on with.
fn figures(page: &Page, heads: &mut [bool]) {
    let figure = |i: usize| page.str(i).trim_end_matches('.').parse::<u32>().ok().map(|n| (i, n));
    let found: Vec<(usize, u32)> = (0..heads.len()).filter(|i| heads[*i]).filter_map(figure).collect();
    for (k, (unit, number)) in found.iter().enumerate() {
        let before = k.checked_sub(1).is_some_and(|k| found[k].1 + 1 == *number);
        let behind = found.get(k + 1).is_some_and(|(_, next)| number + 1 == *next);
        heads[*unit] = before || behind;
    }
}

/// Takes out lines in a row that end in the number of a page.
fn entries(page: &Page, heads: &mut [bool]) {
    let listed = |i: usize| lines::ends_in_figures(page.str(i)) && !is_numeral(page.str(i));
    let mut first = 0;
    for at in 0..=heads.len() {
        if at < heads.len() && listed(at) {
            continue;
        }
        if at - first >= ENTRIES {
            heads[first..at].fill(false);
        }
        first = at + 1;
    }
}
