//! Pages that form feeds part: the number that stands alone above or below each, known by counting with the pages,
//! and the signature of a sheet at the foot of some.

use crate::read::plain::lines::Line;
use crate::read::plain::words;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// How many pages must agree.
const ENOUGH: usize = 3;

/// Marks the numbers and signatures among `lines` in `apart`.
pub(crate) fn find(text: &str, lines: &[Line], apart: &mut [bool]) {
    let pages = pages(text, lines);
    if pages.len() < ENOUGH {
        return;
    }
    for edge in [first as Edge, last as Edge] {
        numbers(text, lines, &pages, edge, apart);
    }
    heads(text, lines, &pages, apart);
    signatures(text, lines, &pages, apart);
}

/// A page: how many form feeds are before it, and its lines.
type Page = (i64, Range<usize>);

/// Which line of a page is looked at.
type Edge = fn(&Page, &[bool]) -> Option<usize>;

fn first(page: &Page, _: &[bool]) -> Option<usize> {
    (page.1.len() > 1).then_some(page.1.start)
}

/// The last line that is no number found already.
fn last(page: &Page, apart: &[bool]) -> Option<usize> {
    page.1.clone().rev().find(|i| !apart[*i]).filter(|i| *i > page.1.start)
}

fn pages(text: &str, lines: &[Line]) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let (mut feeds, mut at) = (0, 0);
    for (i, line) in lines.iter().enumerate() {
        let new = text[at..line.range.start].matches('\u{c}').count() as i64;
        at = line.range.end;
        feeds += new;
        match pages.last_mut().filter(|_| new == 0) {
            Some((_, page)) => page.end = i + 1,
            None => pages.push((feeds, i..i + 1)),
        }
    }
    pages
}

/// Numbers that are as far from the count of the pages as several others are; of what was misread, too, what must
/// be that number.
fn numbers(text: &str, lines: &[Line], pages: &[Page], edge: Edge, apart: &mut [bool]) {
    let found: Vec<(usize, i64, i64, bool)> = pages
        .iter()
        .filter_map(|page| {
            let i = edge(page, apart)?;
            let (number, clean) = number(&text[lines[i].range.clone()])?;
            Some((i, page.0, number, clean))
        })
        .collect();
    let mut times: HashMap<i64, usize> = HashMap::new();
    found.iter().filter(|f| f.3).for_each(|(_, page, number, _)| *times.entry(number - page).or_default() += 1);
    for (i, page, number, _) in &found {
        apart[*i] |= times.get(&(number - page)).is_some_and(|n| *n >= ENOUGH);
    }
    // where most pages have a number there, what is left of one on the others is no word either
    let known = found.iter().filter(|f| apart[f.0]).count();
    if known * 2 > pages.len() {
        let edges: Vec<usize> = pages.iter().filter_map(|page| edge(page, apart)).collect();
        for i in edges {
            let line = &text[lines[i].range.clone()];
            apart[i] |= line.chars().count() <= 4 && line.contains(|c: char| !c.is_alphabetic());
        }
    }
}

/// A line that is a number, and whether it is read without help: `12`, `- 12 -`, `xii`, `1S`.
fn number(line: &str) -> Option<(i64, bool)> {
    let core = line.trim_matches(|c: char| !c.is_alphanumeric());
    if core.is_empty() || line.chars().count() > 9 {
        return None;
    }
    let figures = core.len() <= 4 && core.bytes().all(|b| b.is_ascii_digit());
    let clean = if figures { core.parse().ok() } else { words::roman(core).filter(|_| core.len() > 1) };
    clean.map(|n| (i64::from(n), true)).or_else(|| words::misread_number(core).map(|n| (i64::from(n), false)))
}

/// How long a running head may be, in characters, and within how many pages another like it must stand.
const HEAD: (usize, usize) = (64, 8);

/// The line at the head of a page: its index, the pairs of its letters, whether it has a number at either end.
type Top = (usize, BTreeSet<[char; 2]>, bool);

/// Running heads that change from page to page: the first line of several pages close together with like letters, figures
/// and roman numbers left out, most of them with a number (`2 De homine. Cap. I.`, `Cap. II. De Homlne. 3`).
fn heads(text: &str, lines: &[Line], pages: &[Page], apart: &mut [bool]) {
    let top = |page: &Page| page.1.clone().take(3).find(|i| !apart[*i]).filter(|i| lines[*i].length <= HEAD.0);
    let tops: Vec<Option<Top>> = pages
        .iter()
        .map(|page| {
            let i = top(page).filter(|_| page.1.len() > 2)?;
            let (letters, numbered) = without_numbers(&text[lines[i].range.clone()]);
            (letters.len() >= 4).then(|| (i, letters.windows(2).map(|w| [w[0], w[1]]).collect(), numbered))
        })
        .collect();
    let like = |a: &BTreeSet<[char; 2]>, b: &BTreeSet<[char; 2]>| {
        a.intersection(b).count() * 2 * 10 >= (a.len() + b.len()) * 6
    };
    for (k, one) in tops.iter().enumerate() {
        let Some((i, letters, numbered)) = one else { continue };
        let beside = tops[k.saturating_sub(HEAD.1)..(k + HEAD.1 + 1).min(tops.len())].iter().flatten();
        let same: Vec<bool> = beside.filter(|o| o.0 != *i && like(letters, &o.1)).map(|o| o.2).collect();
        let counted = same.iter().filter(|n| **n).count() + usize::from(*numbered);
        apart[*i] |= same.len() >= ENOUGH && counted * 2 > same.len();
    }
}

/// The letters of a line in small ones, without its numbers, and whether it begins or ends in one.
fn without_numbers(line: &str) -> (Vec<char>, bool) {
    let token = |t: &str| t.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let number =
        |t: &str| t.contains(|c: char| c.is_ascii_digit()) || t.chars().count() <= 2 || words::roman(t).is_some();
    let tokens: Vec<String> = line.split_whitespace().map(token).filter(|t| !t.is_empty()).collect();
    let figure = |t: &String| {
        t.contains(|c: char| c.is_ascii_digit()) || words::roman(t).is_some() || words::misread_number(t).is_some()
    };
    let numbered = tokens.first().is_some_and(figure) || tokens.last().is_some_and(figure);
    let letters = tokens.iter().filter(|t| !number(t)).flat_map(|t| t.chars()).filter(|c| c.is_alphabetic());
    (letters.flat_map(char::to_lowercase).collect(), numbered)
}

/// What the binder goes by, at the foot of pages: `A 2`, `I *`, `B`. A single one could be anything.
fn signatures(text: &str, lines: &[Line], pages: &[Page], apart: &mut [bool]) {
    let sign = |line: &str| {
        let letters = line.chars().filter(|c| c.is_alphabetic()).count();
        let plain = line.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '*' | '.' | ' '));
        line.len() <= 6 && plain && letters <= 3 && !line.ends_with('.')
    };
    let foot = |page: &Page| last(page, apart).filter(|i| page.1.len() >= 5 && sign(&text[lines[*i].range.clone()]));
    let found: Vec<usize> = pages.iter().filter_map(foot).collect();
    if found.len() >= 2 {
        found.into_iter().for_each(|i| apart[i] = true);
    }
}
