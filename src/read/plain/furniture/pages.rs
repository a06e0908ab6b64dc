//! What a printed page has at its head and foot and a scan leaves in the text: running heads with
//! the page's number, numbers alone. Known by coming again and by their numbers' rising.

use crate::read::plain::lines::{self, Line};
use crate::read::plain::words;
use std::collections::HashMap;

/// Words that count parts of a text rather than its pages.
const PARTS: [&str; 50] = [
    "chapter",
    "part",
    "book",
    "section",
    "act",
    "scene",
    "letter",
    "canto",
    "volume",
    "vol",
    "appendix",
    "figure",
    "fig",
    "table",
    "article",
    "note",
    "no",
    "kapitel",
    "teil",
    "buch",
    "abschnitt",
    "brief",
    "chapitre",
    "livre",
    "partie",
    "lettre",
    "psalm",
    "sonnet",
    "lecture",
    "lesson",
    "essay",
    "day",
    "stanza",
    "verse",
    "footnote",
    "plate",
    "diagram",
    "map",
    "illustration",
    "problem",
    "exercise",
    "game",
    "tafel",
    "abbildung",
    "planche",
    "f",
    "ff",
    "fol",
    "p",
    "pp",
];

/// Which of `lines` are running heads or page numbers, by index; one `false` more at the end.
pub(crate) fn find(text: &str, lines: &[Line]) -> Vec<bool> {
    let mut apart = vec![false; lines.len() + 1];
    let mut groups: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
    for (i, line) in lines.iter().enumerate().filter(|(i, l)| l.length <= 80 && !is_entry(text, lines, *i)) {
        if let Some((key, number)) = head(&text[line.range.clone()]) {
            groups.entry(key).or_default().push((i, number));
        }
    }
    let mut groups: Vec<(String, Vec<(usize, u32)>)> = groups.into_iter().collect();
    groups.sort();
    // figures that may be years are pages only where the pages reach a thousand
    for (_, group) in &mut groups {
        let reached = group.iter().any(|(_, n)| (900..1000).contains(n));
        group.retain(|(_, n)| reached || *n < 1000);
    }
    groups.iter_mut().filter(|(key, _)| key.is_empty()).for_each(|(_, group)| alone(group));
    for (_, group) in groups.iter().filter(|(key, group)| {
        is_running(group, key == NAMED, !key.is_empty())
            && group.len() >= if key.is_empty() || key == NAMED { HEADS.1 } else { HEADS.0 }
    }) {
        group.iter().for_each(|(i, _)| apart[*i] = true);
    }
    apart
}

/// How many lines apart figures stand at least that are alone on their lines: closer they are those of a table.
const APART: usize = 4;

/// Leaves of figures alone on their lines those that no other stands close to.
fn alone(group: &mut Vec<(usize, u32)>) {
    let places: Vec<usize> = group.iter().map(|(i, _)| *i).collect();
    let near = |k: usize, n: usize| places.get(n).is_some_and(|i| i.abs_diff(places[k]) < APART);
    let mut k = 0;
    group.retain(|_| {
        k += 1;
        !near(k - 1, k) && (k < 2 || !near(k - 1, k - 2))
    });
}

/// How many running heads with the same words there are at least; of numbers alone.
const HEADS: (usize, usize) = (4, 3);

/// Whether a line is one of several in a row that end in figures, or are nothing else: an entry of a table of contents, a
/// column of figures.
fn is_entry(text: &str, lines: &[Line], i: usize) -> bool {
    let numbered = |k: usize| text[lines[k].range.clone()].ends_with(|c: char| c.is_ascii_digit());
    let above = i > 0 && lines::runs_on(lines, i - 1) && numbered(i - 1);
    let below = lines::runs_on(lines, i) && numbered(i + 1);
    numbered(i) && (above || below)
}

/// The words of a head that is a page's number and says so.
const NAMED: &str = "pg";

/// The number of a page that says that it is one, with nothing else in its line: `pg12`, `Pg. 12`, `pg-xii`.
fn named(text: &str) -> Option<u32> {
    let rest = text.strip_prefix("pg").or_else(|| text.strip_prefix("Pg"))?.trim_start_matches(['.', '-', '_', ' ']);
    let plain = (1..=4).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_digit());
    if plain { rest.parse().ok() } else { words::roman(rest).filter(|_| rest.chars().all(char::is_lowercase)) }
}

/// The words and the number of a line that may be a running head: `12  THE HARBOUR`,
/// `THE HARBOUR. 13`, `[13]  THE HARBOUR`; of a number alone the words are none.
fn head(text: &str) -> Option<(String, u32)> {
    let trim = |s: &str| -> String {
        s.trim_matches(|c: char| !c.is_alphanumeric()).split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase()
    };
    if let Some(number) = named(text) {
        return Some((NAMED.to_owned(), number));
    }
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let (lead, last) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
    let (core, number) = match (page_number(first), page_number(last)) {
        (Some(n), _) => (rest, n),
        (None, Some(n)) => (lead, n),
        _ => return None,
    };
    let sentence = core.trim_end().ends_with(['.', ',', ';', ':', '?', '!']) && words::count(core) > 5;
    let part =
        core.split_whitespace().next_back().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    let counts = core == lead && part.is_some_and(|w| PARTS.contains(&w.as_str()));
    let first_letter = core.chars().find(|c| c.is_alphabetic());
    // `9 (1075)` is a number with its year
    if first_letter.is_none() && core.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // `§ 9` counts sections
    if first_letter.is_none() && core.contains(['§', '¶', '#', '№']) {
        return None;
    }
    let titled = first_letter.is_none_or(char::is_uppercase) && words::count(core) <= 8;
    (titled && !sentence && !counts).then(|| (trim(core), number))
}

/// A page's number with the signs that stand around it: `12`, `[12]`, `-12-`, `xii`.
fn page_number(token: &str) -> Option<u32> {
    let core = token.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '[' | ']' | '(' | ')' | '{' | '}' | '.'));
    // a brace on one side is a sign of its own: `{35`
    if token.contains('{') != token.contains('}') {
        return None;
    }
    if (1..=4).contains(&core.len()) && core.bytes().all(|b| b.is_ascii_digit()) {
        // `1.` and `(1)` label notes and items
        let label = core.len() < token.len() && token.ends_with(['.', ')', ']']) && !token.starts_with(['-', '–', '—']);
        return core.parse().ok().filter(|n| *n > 0 && !label && !core.starts_with('0'));
    }
    (core.len() >= 2 && core.chars().all(char::is_lowercase)).then(|| words::roman(core))?
}

/// How many lines with words stand between two heads of pages at least.
const PAGE: usize = 10;

/// The least number of a page that begins late.
const LATE: u32 = 5;

/// Whether the numbers rise with the text as pages do: at least three, hardly any falling, and not
/// one by one, as parts are counted, unless they stand alone and begin late or are `named` pages; with words beside them (`headed`) a page apart.
fn is_running(group: &[(usize, u32)], named: bool, headed: bool) -> bool {
    let steps: Vec<i64> = group.windows(2).map(|w| i64::from(w[1].1) - i64::from(w[0].1)).collect();
    let near = |s: &&i64| (1..=40).contains(*s);
    let rising = steps.iter().filter(near).count();
    let leaping = steps.iter().filter(|s| **s >= 2 && **s <= 40).count();
    let apart = group.windows(2).filter(|w| w[1].0 - w[0].0 >= 3).count();
    let page = group.windows(2).filter(|w| w[1].0 - w[0].0 >= PAGE).count();
    // numbers that begin again are those of sections
    let low = group.iter().filter(|(_, n)| *n < LATE).count();
    let late = group.first().is_some_and(|(_, n)| *n >= LATE) && low * 20 <= group.len();
    group.len() >= 3
        && rising * 5 >= steps.len() * 4
        && apart * 5 >= steps.len() * 4
        && (named || !headed || page * 5 >= steps.len() * 4)
        && (leaping * 2 >= steps.len() || late || named)
}
