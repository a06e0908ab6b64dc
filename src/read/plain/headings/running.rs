//! Heads of pages that a scan has damaged: what is like a running head that the page's numbers have shown stands further down
//! than the first of them, and heads nothing. The first may be the heading itself.

use crate::model::account::LineClass;
use crate::read::plain::units::Page;
use std::collections::BTreeMap;

/// How often a head stands at least, how many are compared, and how many letters it has at least.
const HEADS: (usize, usize, usize) = (3, 40, 6);

/// A running head's letters, and where it stands first.
type Head = (Vec<char>, usize);

/// The running heads of a text.
pub(super) struct Running(Vec<Head>);

impl Running {
    /// Those that stand most often.
    pub(super) fn of(page: &Page) -> Self {
        let mut times: BTreeMap<Vec<char>, (usize, usize)> = BTreeMap::new();
        for unit in (0..page.units.len()).filter(|i| page.units[*i].class == Some(LineClass::Furniture)) {
            let text = page.str(unit);
            if text.len() <= 80 && text.contains(|c: char| c.is_ascii_digit()) {
                times.entry(letters(text)).or_insert((0, unit)).0 += 1;
            }
        }
        let mut all: Vec<(usize, Head)> = times
            .into_iter()
            .filter(|(letters, (n, _))| *n >= HEADS.0 && letters.len() >= HEADS.2)
            .map(|(letters, (n, first))| (n, (letters, first)))
            .collect();
        all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        Self(all.into_iter().take(HEADS.1).map(|(_, head)| head).collect())
    }

    /// Whether unit `unit` is one of them, damaged or without its number.
    pub(super) fn has(&self, page: &Page, unit: usize) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let own = letters(page.str(unit));
        let like = |head: &[char]| own.len() >= HEADS.2 && distance(&own, head, head.len() / 4 + 1);
        self.0.iter().any(|(head, first)| *first < unit && like(head))
    }
}

/// The letters of a head without the figures of its page, in capitals.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_uppercase).take(60).collect()
}

/// Whether two words of letters differ by no more than `most` letters that are others, too many or too few.
pub(super) fn distance(a: &[char], b: &[char], most: usize) -> bool {
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let own = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = own.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()] <= most
}

/// The headings, of which `keys` are letters and figures, that come again with other figures beside their words: heads of pages.
pub(super) fn with_figures(keys: &[String], of: impl Fn(usize) -> bool) -> Vec<usize> {
    let letters = |k: &usize| -> String { keys[*k].chars().filter(|c| c.is_ascii_alphabetic()).collect() };
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for k in (0..keys.len()).filter(|k| of(*k)) {
        places.entry(letters(&k)).or_default().push(k);
    }
    let paged = |all: &&Vec<usize>| {
        let figures = all.iter().filter(|k| keys[**k].contains(|c: char| c.is_ascii_digit())).count();
        // numbers that follow one another count papers or parts
        let number = |k: &usize| keys[*k].trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().unwrap_or(0);
        let counted = all.windows(2).filter(|pair| number(&pair[1]) == number(&pair[0]) + 1).count();
        all.len() >= HEADS.0 && figures * 2 >= all.len() && counted * 2 < all.len() - 1
    };
    places.values().filter(paged).flatten().copied().collect()
}
