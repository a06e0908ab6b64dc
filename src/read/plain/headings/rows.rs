//! Rows that prove headings by themselves: lines alone between paragraphs that have one word and rising numbers
//! (`ADVENTURE IV. THE MILL`, `FEDERALIST No. 12`), one word and another that never comes again (`SECOND RUNE`), numbers of
//! sections (`4.2 Boats`), the letters of an alphabet. A row whose members stand close together is a list of contents, whose
//! lines head nothing.

use super::numbers::{self, PARTS};
use crate::read::plain::lines::{self, Shape};
use crate::read::plain::units::{Layout, Page};
use crate::read::plain::words;
use std::collections::{BTreeMap, BTreeSet};

/// What the rows say of a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Row {
    /// Nothing.
    #[default]
    None,
    /// It heads a part.
    Head,
    /// It is an entry of a list of the parts, or a link to one.
    Entry,
}

/// A member of a row: its unit, its number where it has a good one.
type Member = (usize, Option<u32>);

/// How many bytes stand between two heads of a row at least.
const APART: usize = 100;

/// How many heads make a row: whose word names parts, whose word any may be, of letters, of numbers alone, of words that
/// differ, of sections.
const NAMED: usize = 3;
const WORDED: usize = 4;
const LETTERS: usize = 6;
const NUMBERS: usize = 5;
const DIFFERENT: usize = 5;
const SECTIONS: usize = 8;

/// How long a head of a row is at most, in bytes.
const LONGEST: usize = 120;

/// How many times as far apart the parts stand as the entries of their list, and in which part of a text that list is.
const LISTED: (usize, usize) = (5, 10);

/// How many bytes an entry of such a list has at most, with what it names.
const ENTRY: usize = 500;

/// What each unit is by the rows of the text.
pub(super) fn find(page: &Page) -> Vec<Row> {
    let mut found = vec![Row::None; page.units.len()];
    let alone: Vec<usize> = (0..page.units.len()).filter(|unit| is_alone(page, *unit)).collect();
    worded(page, &alone, &mut found);
    numerals(page, &alone, &mut found);
    letters(page, &alone, &mut found);
    different(page, &alone, &mut found);
    sections(page, &alone, &mut found);
    found
}

/// Whether a unit stands alone: a short line, or a title that runs over, with nothing beside it.
fn is_alone(page: &Page, unit: usize) -> bool {
    let (text, u) = (page.str(unit), &page.units[unit]);
    let whole = u.opens && u.among == u.lines.len() || page.layout == Layout::Lines && u.lines.len() == 1;
    let shaped = u.shape == Shape::Prose || u.shape == Shape::Verse && u.among == 1;
    let begins = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    whole && shaped && begins && page.is_open(unit) && text.len() <= LONGEST && u.lines.len() <= 2
}

fn is_below_space(page: &Page, unit: usize) -> bool {
    unit == 0 || page.units[unit].space > 0
}

fn is_between_space(page: &Page, unit: usize) -> bool {
    is_below_space(page, unit) && page.units.get(unit + 1).is_none_or(|next| next.space > 0)
}

fn bytes(page: &Page, from: usize, to: usize) -> usize {
    page.units[to].range.start.saturating_sub(page.units[from].range.end)
}

/// Words with numbers behind them that head nothing.
const COUNTED: [&str; 31] = [
    "figure",
    "fig",
    "plate",
    "table",
    "note",
    "footnote",
    "page",
    "pp",
    "illustration",
    "map",
    "diagram",
    "exercise",
    "example",
    "problem",
    "question",
    "line",
    "lines",
    "verse",
    "vol",
    "step",
    "item",
    "no",
    "nr",
    "number",
    "tafel",
    "abbildung",
    "abb",
    "planche",
    "anmerkung",
    "rule",
    "sec",
];

/// The word of a line that counts parts, its number where it is a good one, and whether words stand behind.
fn counter(text: &str) -> Option<(&str, Option<u32>, &str)> {
    let (first, rest) = text.split_once(char::is_whitespace)?;
    let word = first.trim_end_matches('.');
    let letters = word.chars().count();
    let plain = letters >= 3 && word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
    if !plain || words::is_one_of(word, &COUNTED) {
        return None;
    }
    let rest = rest.trim_start();
    let rest = rest.strip_prefix("No. ").or_else(|| rest.strip_prefix("NO. ")).unwrap_or(rest).trim_start();
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (mark, behind) = rest.split_at(end);
    let number = number(mark).or_else(|| spaced(rest)).or_else(|| numbers::cardinal(mark).map(Some))?;
    let title = behind.trim_start_matches(['.', ':', '-', '—', '–', ' ', '_', '\n', '\r']);
    Some((word, number, if spaced(rest).is_some() { "" } else { title }))
}

/// The number of a mark; none where print has damaged it.
fn number(mark: &str) -> Option<Option<u32>> {
    let figures = !mark.is_empty() && mark.len() <= 3 && mark.bytes().all(|b| b.is_ascii_digit());
    if figures {
        return Some(mark.parse().ok());
    }
    let roman = |c: char| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l' | 'c' | '1');
    let romans = !mark.is_empty() && mark.len() <= 8 && mark.chars().all(roman);
    romans.then(|| words::roman(&mark.replace('1', "I").to_uppercase()))
}

/// The number of figures that print has spaced: `V I I .`
fn spaced(rest: &str) -> Option<Option<u32>> {
    let bare: String = rest.chars().filter(|c| !matches!(c, ' ' | '.')).collect();
    let parted = rest.len() > bare.len() + 1 && bare.len() >= 2;
    let roman = parted && bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
    roman.then(|| words::roman(&bare))
}

/// Rows of one word and a number.
fn worded(page: &Page, alone: &[usize], found: &mut [Row]) {
    let mut rows: BTreeMap<&str, Vec<Member>> = BTreeMap::new();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in (0..page.units.len()).filter(|unit| page.is_open(*unit)) {
        let head = page.str(unit).get(..page.str(unit).floor_char_boundary(LONGEST)).unwrap_or("");
        if let Some((word, ..)) = counter(head) {
            *times.entry(word).or_default() += 1;
        }
    }
    for unit in alone.iter().copied() {
        let Some((word, number, title)) = counter(page.str(unit)) else { continue };
        let part = words::is_one_of(word, &PARTS) && words::is_shouted(word);
        let room = is_below_space(page, unit) || page.layout == Layout::Lines && part;
        let titled = title.is_empty() || title.starts_with(|c: char| !c.is_lowercase()) && !title.ends_with([',', ';']);
        // the number of a page behind it: an entry
        let again = title.split_whitespace().any(|other| other == word);
        let listed = lines::ends_in_figures(title) || title.contains("   ") || again;
        if room && titled && !listed {
            rows.entry(word).or_default().push((unit, number));
        }
    }
    for (word, members) in rows {
        let least = if words::is_one_of(word, &PARTS) { NAMED } else { WORDED };
        let (heads, entries) = parted(page, &members);
        entries.iter().for_each(|unit| found[*unit] = Row::Entry);
        let most = (heads.len() + entries.len()) * 10 >= times.get(word).copied().unwrap_or(0) * 7;
        if most && heads.len() >= least && is_in_order(&heads) {
            heads.iter().for_each(|(unit, _)| found[*unit] = Row::Head);
        }
    }
}

/// The members of a row that have a part below them, and those of lists.
fn parted(page: &Page, members: &[Member]) -> (Vec<Member>, Vec<usize>) {
    let mut close = vec![false; members.len()];
    for k in 1..members.len() {
        let (a, b) = (members[k - 1], members[k]);
        if b.0 - a.0 < 2 || bytes(page, a.0, b.0) < APART {
            close[k - 1] = true;
            close[k] |= a.1.zip(b.1).is_none_or(|(a, b)| b == a + 1);
        }
    }
    let list = listed(page, members);
    let mut heads = Vec::new();
    let mut entries = Vec::new();
    for (k, member) in members.iter().enumerate() {
        if k < list {
            entries.push(member.0);
        } else if !close[k] {
            heads.push(*member);
        }
    }
    // close together are the entries of a list wherever it stands
    let rows = close.split(|c| !c).map(<[bool]>::len).max().unwrap_or(0);
    if rows >= NUMBERS {
        entries.extend(members.iter().zip(&close).filter(|(_, close)| **close).map(|(member, _)| member.0));
    }
    (heads, entries)
}

/// How many members at the beginning are a list of what comes again further down, with much more between.
fn listed(page: &Page, members: &[Member]) -> usize {
    let Some(again) = (1..members.len()).find(|k| members[*k].1 == Some(1) && members[0].1 == Some(1)) else {
        return 0;
    };
    let (first, next, last) = (members[0].0, members[again].0, members[members.len() - 1].0);
    let list = bytes(page, first, members[again - 1].0) / again.max(1);
    let parts = bytes(page, next, last) / (members.len() - again).max(1);
    let early = page.units[members[again - 1].0].range.start <= page.text.len() / LISTED.1;
    if again >= 2 && early && members.len() >= 2 * again && list <= ENTRY && list * LISTED.0 < parts {
        again
    } else {
        0
    }
}

/// Whether most members count on from the one before, or begin anew.
fn is_in_order(members: &[Member]) -> bool {
    let numbers: Vec<u32> = members.iter().filter_map(|(_, number)| *number).collect();
    let next = |pair: &&[u32]| (1..=3).contains(&(i64::from(pair[1]) - i64::from(pair[0]))) || pair[1] <= 2;
    let good = numbers.windows(2).filter(next).count();
    let on = numbers.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
    numbers.len() * 4 >= members.len() * 3 && good * 5 >= (numbers.len() - 1) * 4 && on * 2 >= numbers.len() - 1
}

/// Numbers alone on their lines, in order, whether or not a blank line follows.
fn numerals(page: &Page, alone: &[usize], found: &mut [Row]) {
    let numeral = |unit: &usize| {
        let bare = page.str(*unit).trim_end_matches('.');
        let number = words::roman(bare).filter(|_| bare.starts_with(char::is_uppercase))?;
        Some((*unit, number))
    };
    let all: Vec<(usize, u32)> = alone.iter().filter_map(numeral).collect();
    for row in all.chunk_by(|a, b| b.1 == a.1 + 1).filter(|row| row.len() >= NUMBERS && row[0].1 <= 2) {
        let far = row.windows(2).filter(|pair| bytes(page, pair[0].0, pair[1].0) >= APART).count();
        let head = far + 1 == row.len() && row.iter().all(|(unit, _)| is_below_space(page, *unit));
        if head || far == 0 {
            row.iter().for_each(|(unit, _)| found[*unit] = if head { Row::Head } else { Row::Entry });
        }
    }
}

/// Single letters that rise through the alphabet, as a dictionary sets them above its entries.
fn letters(page: &Page, alone: &[usize], found: &mut [Row]) {
    let letter = |unit: &usize| {
        let mut chars = page.str(*unit).trim_end_matches('.').chars();
        let first = chars.next().filter(|c| c.is_uppercase())?;
        (chars.next().is_none() && is_between_space(page, *unit)).then_some((*unit, first))
    };
    let all: Vec<(usize, char)> = alone.iter().filter_map(letter).collect();
    let rises = |a: &(usize, char), b: &(usize, char)| b.1 > a.1 && bytes(page, a.0, b.0) >= APART;
    for row in all.chunk_by(rises).filter(|row| row.len() >= LETTERS) {
        row.iter().for_each(|(unit, _)| found[*unit] = Row::Head);
    }
}

/// How many bytes the parts have, half of them at least, that are headed by words that differ.
const LONG: usize = 800;

/// Two words of which one is the same in all of the row and the other never comes again: `TOINEN RUNO`, `Capitulum primum`.
fn different(page: &Page, alone: &[usize], found: &mut [Row]) {
    let mut rows: BTreeMap<(bool, String), Vec<(usize, String)>> = BTreeMap::new();
    for unit in alone.iter().copied().filter(|unit| is_between_space(page, *unit)) {
        let text = page.str(unit).trim_end_matches('.');
        let Some((first, last)) = text.split_once(' ') else { continue };
        let plain = |word: &str| word.chars().all(char::is_alphabetic) && word.chars().nth(3).is_some();
        if !plain(first) || !plain(last) || !first.starts_with(char::is_uppercase) {
            continue;
        }
        rows.entry((false, last.to_owned())).or_default().push((unit, first.to_lowercase()));
        rows.entry((true, first.to_owned())).or_default().push((unit, last.to_lowercase()));
    }
    for row in rows.values().filter(|row| row.len() >= DIFFERENT) {
        let others: BTreeSet<&str> = row.iter().map(|(_, other)| other.as_str()).collect();
        let mut gaps: Vec<usize> = row.windows(2).map(|pair| bytes(page, pair[0].0, pair[1].0)).collect();
        let near = gaps.iter().filter(|gap| **gap < APART).count();
        gaps.sort_unstable();
        if others.len() == row.len() && near == 0 && gaps[gaps.len() / 2] >= LONG {
            row.iter().for_each(|(unit, _)| found[*unit] = Row::Head);
        }
    }
}

/// The numbers of a section: `4.2 Boats`, `4 Boats`.
fn section(text: &str) -> Option<Vec<u32>> {
    let (mark, title) = text.split_once(char::is_whitespace)?;
    let title = title.trim_start();
    let named = title.starts_with(|c: char| c.is_uppercase()) && !title.ends_with(['.', ',', ';', ':']);
    if !named || lines::ends_in_figures(title) || title.contains("  ") || title.contains(" . ") || title.contains("..")
    {
        return None;
    }
    let figures = |part: &str| {
        let plain = (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|_| plain)
    };
    mark.trim_end_matches('.').split('.').map(figures).collect()
}

/// Headings whose numbers say where they belong, each going on from the one before.
fn sections(page: &Page, alone: &[usize], found: &mut [Row]) {
    let all: Vec<(usize, Vec<u32>)> = alone
        .iter()
        .filter(|unit| is_between_space(page, **unit))
        .filter_map(|unit| Some((*unit, section(page.str(*unit))?)))
        .collect();
    let mut heads: BTreeSet<usize> = BTreeSet::new();
    for pair in
        all.windows(2).filter(|pair| pair[0].1.len().max(pair[1].1.len()) > 1 && goes_on(&pair[0].1, &pair[1].1))
    {
        heads.extend([pair[0].0, pair[1].0]);
    }
    if heads.len() >= SECTIONS {
        heads.into_iter().for_each(|unit| found[unit] = Row::Head);
    }
}

/// Whether a section is the first below another, or the next beside it or above.
fn goes_on(last: &[u32], next: &[u32]) -> bool {
    if next.len() == last.len() + 1 {
        return next[..last.len()] == *last && next[last.len()] == 1;
    }
    let at = next.len().saturating_sub(1);
    next.len() <= last.len() && next[..at] == last[..at] && (1..=2).contains(&next[at].saturating_sub(last[at]))
}
