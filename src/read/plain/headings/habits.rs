//! What the whole text says of its headings: parts that are counted are headings though their line ends in a stop or runs
//! over; what comes again and again nearby is a speaker or a signature, what comes again further down an entry of the
//! contents, and what is set in far where headings are not is a name below a motto or a letter.

use super::numbers::{self, PARTS};
use super::{is_numeral, is_ordinal};
use crate::read::plain::lines::{self, Shape};
use crate::read::plain::units::{Layout, Page};
use crate::read::plain::words;
use std::collections::{BTreeMap, BTreeSet};

/// How many parts in a row count, and how many units of text are between two at least.
const ROW: (usize, usize) = (3, 3);

/// How long a counted heading may be, in bytes and in lines; of one that only a number counts, in bytes.
const LONGEST: (usize, usize, usize) = (180, 3, 90);

/// How long one may be whose part is named in capitals, with what happens in it: in bytes and in lines.
const SYNOPSIS: (usize, usize) = (420, 6);

/// How often one number of a row may come: in the contents and above the part. What comes more often names who speaks.
const TIMES: usize = 2;

/// For each unit whether it is a part that is counted: `CANTO II. Of the Tides--Of the Moon`, `SCENE I.--_A Quay_`,
/// `XII. The boats go out.`, `1859.`
pub(super) fn counted(page: &Page) -> Vec<bool> {
    let mut rows: BTreeMap<String, Vec<Vec<(usize, u32)>>> = BTreeMap::new();
    for unit in 0..page.units.len() {
        let Some((word, number)) = part(page, unit) else { continue };
        let parts = words::is_one_of(&word, &PARTS);
        let all = rows.entry(word).or_default();
        // a chapter may be printed in parts that all have its number
        let next = |n: u32| number == n + 1 || parts && number == n;
        // a letter may have one paragraph
        let least = if parts && words::is_shouted(page.str(unit)) { ROW.1 - 1 } else { ROW.1 };
        let goes_on =
            |row: &&mut Vec<(usize, u32)>| row.last().is_some_and(|(last, n)| next(*n) && unit - last >= least);
        match all.last_mut().filter(goes_on) {
            Some(row) => row.push((unit, number)),
            None => all.push(vec![(unit, number)]),
        }
    }
    let mut found = vec![false; page.units.len()];
    for (_, all) in rows.iter().filter(|(word, all)| !numbers::is_key(word) || !is_repeated(all)) {
        let whole = all.iter().filter(|row| row.len() >= ROW.0);
        whole.flatten().for_each(|(unit, _)| found[*unit] = true);
    }
    found
}

/// Whether a number comes more often than in the contents and above its part.
fn is_repeated(rows: &[Vec<(usize, u32)>]) -> bool {
    let mut times: BTreeMap<u32, usize> = BTreeMap::new();
    rows.iter().flatten().for_each(|(_, n)| *times.entry(*n).or_default() += 1);
    times.values().any(|n| *n > TIMES)
}

/// What a unit that stands alone counts, and its number.
fn part(page: &Page, unit: usize) -> Option<(String, u32)> {
    let (text, u) = (page.str(unit), &page.units[unit]);
    let apart = u.opens && u.among == u.lines.len() || page.layout == Layout::Lines && u.lines.len() == 1;
    let alone = apart && u.shape == Shape::Prose && page.is_open(unit);
    let capitals = || {
        words::is_shouted(text) && words::is_one_of(text.split(' ').next().unwrap_or("").trim_end_matches('.'), &PARTS)
    };
    let long = u.lines.len() > LONGEST.1 || text.len() > LONGEST.0;
    let longest = u.lines.len() > SYNOPSIS.1 || text.len() > SYNOPSIS.0;
    // a paragraph that begins with the name of a part and goes on below
    let open = long && !capitals() && text.ends_with(|c: char| c.is_alphabetic());
    if !alone || longest || open || long && !capitals() || !text.starts_with(|c: char| !c.is_lowercase()) {
        return None;
    }
    let year = text.trim_end_matches('.');
    if year.len() == 4 && words::has_year(year) {
        return Some(("year".to_owned(), year.parse().ok()?));
    }
    if let Some(found) = numbered(text).or_else(|| numbers::in_words(text).filter(|_| !long)) {
        return Some(found);
    }
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let named = words::is_one_of(first.trim_end_matches('.'), &PARTS);
    let counter = if named { rest } else { text };
    let end = counter.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(counter.len());
    let (figure, behind) = counter.split_at(end);
    let closed = behind.is_empty() || behind.starts_with(['.', ':', '-', '—', '–']) || named && behind.starts_with(' ');
    let number = if named { figure.parse().ok() } else { None }.or_else(|| roman(figure))?;
    let titled = named || behind.trim_start_matches('.').trim_start().starts_with(char::is_uppercase);
    let page = lines::ends_in_figures(text) && !words::has_year(text.rsplit(' ').next().unwrap_or(text));
    let listed = page && !behind.trim_matches('.').is_empty();
    let kind = if named { first.trim_end_matches('.').to_lowercase() } else { "roman".to_owned() };
    let short = named || u.lines.len() == 1 && text.len() <= LONGEST.2;
    (closed && titled && !listed && number < 400 && short).then_some((kind, number))
}

/// What has nothing but its number: `THE HERALD No. 12`, `[ 3 ]`.
fn numbered(text: &str) -> Option<(String, u32)> {
    let inner = text.strip_prefix("[ ").and_then(|rest| rest.strip_suffix(" ]"));
    if let Some(number) = inner.and_then(|figures| figures.trim().parse().ok()) {
        return Some(("[".to_owned(), number));
    }
    let (name, figures) = text.split_once(" No. ")?;
    let plain = words::has_at_most(name, 3) && name.chars().all(|c| c.is_alphabetic() || c == ' ');
    Some((name.to_lowercase(), figures.parse().ok().filter(|_| plain)?))
}

fn roman(figure: &str) -> Option<u32> {
    words::roman(figure).filter(|_| figure.starts_with(char::is_uppercase))
}

/// Takes out what is no heading for what the rest of the text does.
pub(super) fn take_out(page: &Page, heads: &mut [bool]) {
    spoken(page, heads);
    set_in(page, heads);
    contents(page, heads);
}

/// How often a line comes again where it names who speaks or signs, and within how many units.
const AGAIN: (usize, usize) = (4, 40);

/// Takes out names: a few words that come again and again, most times soon, with no number above.
fn spoken(page: &Page, heads: &mut [bool]) {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for unit in (0..heads.len()).filter(|i| heads[*i]) {
        let numbered = unit > 0 && heads[unit - 1] && is_numeral(page.str(unit - 1));
        if !numbered && !is_numeral(page.str(unit)) && words::has_at_most(page.str(unit), 4) {
            places.entry(key(page.str(unit))).or_default().push(unit);
        }
    }
    for all in places.values().filter(|all| all.len() >= AGAIN.0) {
        let near = all.windows(2).filter(|pair| pair[1] - pair[0] <= AGAIN.1).count();
        if near * 2 >= all.len() - 1 {
            all.iter().for_each(|unit| heads[*unit] = false);
        }
    }
}

/// The letters and figures of a line, to compare by.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many headings show where the others begin, and from how many blanks on a line is set in far.
const MARGIN: (usize, usize) = (8, 12);

/// Takes out lines set in far, where the others begin at the margin.
fn set_in(page: &Page, heads: &mut [bool]) {
    let all = || (0..heads.len()).filter(|i| heads[*i]);
    let at = all().filter(|i| page.units[*i].indent < 4).count();
    if at < MARGIN.0 || at * 10 < all().count() * 7 {
        return;
    }
    let named = |i: usize| is_numeral(page.str(i)) || is_ordinal(page.str(i));
    let far: Vec<usize> = all().filter(|i| page.units[*i].indent >= MARGIN.1 && !named(*i)).collect();
    far.into_iter().for_each(|i| heads[i] = false);
}

/// Takes out the entries of the contents: headings close to the beginning that come again below, in their order.
fn contents(page: &Page, heads: &mut [bool]) {
    let named = |i: &usize| heads[*i] && !is_numeral(page.str(*i));
    let all: Vec<(usize, String)> =
        (0..heads.len()).filter(named).map(|i| (i, key(page.str(i)))).filter(|(_, key)| key.len() > 3).collect();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let again = all.iter().position(|(unit, key)| first.insert(key, *unit).is_some());
    let Some(again) = again else { return };
    let later: BTreeSet<&str> = all[again..].iter().map(|(_, key)| key.as_str()).collect();
    let twice: Vec<usize> = (0..again).filter(|k| later.contains(all[*k].1.as_str())).collect();
    let (Some(from), Some(to)) = (twice.first(), twice.last()) else { return };
    let bytes = page.units[all[again].0].range.start - page.units[all[*from].0].range.start;
    let most = twice.len() >= 3 && twice.len() * 10 >= (to + 1 - from) * 6;
    if most && bytes * 10 <= page.text.len() {
        let last = all[*to].0;
        (all[*from].0..=last).for_each(|unit| heads[unit] = false);
    }
}
