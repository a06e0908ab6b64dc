//! What follows a title: who translated it, where it came out, in what, and which pages are meant.

use crate::cite::haystack::{Haystack, is_quote};
use crate::cite::locator;
use crate::cite::title::Met;
use crate::words::spelling::{alike, words};

/// What follows a title.
#[derive(Clone, Debug, Default)]
pub(super) struct Tail {
    /// The byte where it ends.
    pub(super) end: usize,
    /// Whether it tells how the work was published.
    pub(super) details: bool,
    /// Whether that is a date alone, as of a journal's issue.
    pub(super) dated: bool,
    /// The years in it.
    pub(super) years: Vec<i32>,
    /// The pages or chapters.
    pub(super) locator: Option<String>,
    /// The works whose institution it names: `of the Society for …`.
    pub(super) of: Vec<usize>,
    /// The title of what the work is part of (index of the hit), with what follows it.
    pub(super) container: Option<(usize, Box<Tail>)>,
}

/// How long a bracket with details may be, in bytes.
const LONGEST: usize = 240;
const MONTHS: [&str; 36] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "octobre",
    "januar",
    "februar",
    "oktober",
];
const HANDS: [&str; 22] = [
    "trans",
    "translated",
    "tr",
    "ed",
    "eds",
    "edited",
    "rev",
    "revised",
    "2nd",
    "3rd",
    "second",
    "third",
    "new",
    "trad",
    "traduit",
    "ubers",
    "ubersetzt",
    "hrsg",
    "hg",
    "republished",
    "reprinted",
    "introduction",
];

/// The tail behind a title.
pub(super) fn read(met: Met<'_>, depth: usize) -> Tail {
    let Met { hay, hits, index, .. } = met;
    let last = hits[index].words.end - 1;
    let mut tail = Tail { end: hay.words[last].range.end, ..Tail::default() };
    if hay.gap_is_possessive(last) {
        return tail;
    }
    // a bracket that the title opened belongs to it
    let title = &hay.text.string[hay.words[hits[index].words.start].range.start..tail.end];
    let open = title.matches('(').count() > title.matches(')').count();
    tail.end += usize::from(open && hay.after(tail.end).starts_with(')'));
    tail.end += subtitle(hay.after(tail.end));
    loop {
        let rest = hay.after(tail.end);
        let separates = |c: char| matches!(c, ' ' | '\u{a0}' | ',' | '.' | ':' | '\u{2028}') || is_quote(c);
        let separator = rest.trim_start_matches(separates);
        let at = tail.end + rest.len() - separator.len();
        let signs = rest[..rest.len() - separator.len()].replace(is_quote, "");
        let signs = signs.as_str();
        if let Some(end) = institution(met, at, signs, &mut tail) {
            tail.end = end;
        } else if let Some(end) = bracket(hay, at, signs, &mut tail) {
            tail.end = end;
        } else if let Some(found) = locator::read(separator).filter(|_| !signs.is_empty()) {
            tail.end = at + found.length;
            if found.is_place || !followed_by_date(&separator[found.length..]) {
                tail.locator = Some(found.read);
                break;
            }
        } else if signs.contains(',')
            && let Some(end) = hand(separator).or_else(|| published(separator)).or_else(|| dated(separator))
        {
            tail.years.extend(years(&separator[..end]));
            tail.details = true;
            tail.end = at + end;
        } else {
            if depth == 0 {
                container(met, at, signs, &mut tail);
            }
            break;
        }
    }
    tail
}

impl Haystack<'_> {
    /// Whether the word is followed by a possessive's ending.
    fn gap_is_possessive(&self, word: usize) -> bool {
        let rest = self.after(self.words[word].range.end);
        ["'s ", "’s ", "'s,", "’s,"].iter().any(|sign| rest.starts_with(sign))
    }
}

/// The bytes of a subtitle that is not in `works.yaml`, if pages or details follow it.
fn subtitle(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix(": ").filter(|a| a.starts_with(char::is_uppercase)) else { return 0 };
    let end = after.find([',', '(', ';', '\n']).unwrap_or(after.len());
    let subtitle = after[..end].trim_end();
    let sane = end < 120 && !subtitle.contains(". ") && !subtitle.ends_with('.') && subtitle.contains(' ');
    let follows = after[end..].trim_start_matches([',', ' ']);
    let leads = locator::read(follows).is_some() || follows.starts_with('(') && has_date(follows);
    if sane && leads { 2 + subtitle.len() } else { 0 }
}

/// `of the Society for …`, the institution being the author of one of the works.
fn institution(met: Met<'_>, at: usize, signs: &str, tail: &mut Tail) -> Option<usize> {
    let Met { hay, catalogue, .. } = met;
    let of = hay.after(at).strip_prefix("of ").filter(|_| signs.trim().is_empty())?;
    let start = hay.range.end - of.len();
    let first = hay.word_from(start);
    let here: Vec<&str> = hay.words[first..].iter().take(14).map(|w| w.folded.as_str()).collect();
    for (work, _) in &met.hit().works {
        for author in catalogue.works[*work].authors.iter().filter(|a| !a.person) {
            if let Some(count) = begins_with(&here, &author.surname) {
                tail.of.push(*work);
                return Some(hay.words[first + count - 1].range.end);
            }
        }
    }
    None
}

/// How many of the words make the name, articles on either side left out.
fn begins_with(words: &[&str], name: &[String]) -> Option<usize> {
    const ARTICLES: [&str; 6] = ["the", "a", "an", "la", "le", "les"];
    let mut wanted = name.iter().filter(|w| !ARTICLES.contains(&w.as_str())).peekable();
    for (count, word) in words.iter().enumerate() {
        if wanted.peek().is_none() {
            return Some(count);
        }
        if wanted.peek().is_some_and(|w| alike(w, word)) {
            wanted.next();
        } else if !ARTICLES.contains(word) {
            return None;
        }
    }
    wanted.peek().is_none().then_some(words.len())
}

/// A bracket with a date, or with pages alone.
fn bracket(hay: &Haystack<'_>, at: usize, signs: &str, tail: &mut Tail) -> Option<usize> {
    let rest = hay.after(at).strip_prefix('(').filter(|_| signs.trim_matches([' ', ',']).is_empty())?;
    let close = rest.find(')').filter(|close| *close < LONGEST)?;
    let inner = &rest[..close];
    if has_date(inner) {
        tail.dated = !tail.details && !inner.contains(':');
        tail.details = true;
        tail.years.extend(years(inner));
        return Some(at + close + 2);
    }
    let found = locator::read(inner).filter(|l| l.length == inner.trim_end().len() && tail.locator.is_none())?;
    tail.locator = Some(found.read);
    Some(at + close + 2)
}

fn has_date(inner: &str) -> bool {
    !years(inner).is_empty() || words(inner, 0..inner.len()).iter().any(|w| is_month(&w.folded) && w.capital)
}

/// The years in a text; a scan may have damaged them with a sign between the digits.
pub(super) fn years(text: &str) -> Vec<i32> {
    let clean: String = text.chars().filter(|c| !matches!(c, '~' | '^' | '²' | '³' | '¹')).collect();
    clean
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4)
        .filter_map(|run| run.parse().ok())
        .filter(|year| (1400..=2100).contains(year))
        .collect()
}

pub(super) fn is_month(folded: &str) -> bool {
    MONTHS.contains(&folded)
}

fn followed_by_date(rest: &str) -> bool {
    dated(rest.trim_start_matches([',', ' '])).is_some() || rest.trim_start_matches([',', ' ']).starts_with('(')
}

/// `trans. A. Name`, up to what comes next.
fn hand(rest: &str) -> Option<usize> {
    let first = words(rest, 0..rest.len().min(rest.floor_char_boundary(40))).into_iter().next()?;
    if first.range.start != 0 || !HANDS.contains(&first.folded.as_str()) {
        return None;
    }
    let limit = rest.floor_char_boundary(100.min(rest.len()));
    let stops = rest[first.range.end..limit].char_indices().filter(|(_, c)| matches!(c, '(' | ')' | ',' | ';'));
    let end = stops.map(|(at, _)| first.range.end + at).next().unwrap_or(limit);
    Some(rest[..end].trim_end().len())
}

/// `Place: Publisher, 1930` or `Place 1930`.
fn published(rest: &str) -> Option<usize> {
    let limit = rest.floor_char_boundary(120.min(rest.len()));
    let end = rest[..limit].find(['(', ')', ';', ']']).unwrap_or(limit);
    let all = words(rest, 0..end);
    let year = all.iter().take(8).position(|w| w.folded.len() == 4 && !years(&rest[w.range.clone()]).is_empty())?;
    let place = &all[..year];
    let capitals = place.iter().all(|w| w.capital || matches!(w.folded.as_str(), "and" | "und" | "et" | "de" | "of"));
    let sane =
        !place.is_empty() && place[0].range.start == 0 && capitals && !rest[..all[year].range.start].contains(". ");
    (sane && !place.iter().any(|w| is_month(&w.folded))).then(|| all[year].range.end)
}

/// `May 1924`, `6 March 1938`, `1924`.
fn dated(rest: &str) -> Option<usize> {
    let all = words(rest, 0..rest.floor_char_boundary(40.min(rest.len())));
    let position = all.iter().take(4).position(|w| w.folded.len() == 4 && !years(&rest[w.range.clone()]).is_empty())?;
    let before = &all[..position];
    let fit = before
        .iter()
        .all(|w| is_month(&w.folded) || w.folded.len() <= 2 && w.folded.bytes().all(|b| b.is_ascii_digit()));
    (fit && all[0].range.start == 0).then(|| all[position].range.end)
}

/// `in Journal (1945)`, `Journal (1945)`: the title of what the work is part of.
fn container(met: Met<'_>, at: usize, signs: &str, tail: &mut Tail) {
    let Met { hay, hits, index, .. } = met;
    let rest = hay.after(at);
    let word = ["in: ", "in ", "In: ", "In ", "dans "].iter().find(|w| rest.starts_with(**w)).map_or(0, |w| w.len());
    let title = at + word;
    let next = hits.iter().position(|h| {
        let start = hay.words[h.words.start].range.start;
        start >= title && hay.text.string[title..start].chars().all(is_quote)
    });
    let separated = signs.contains([',', '.']) || word > 0;
    let Some(next) = next.filter(|next| *next > index && separated) else { return };
    let inner = read(Met { index: next, ..met }, 1);
    let plain =
        signs.trim() == "," && word == 0 && !hay.is_set_off(&(title..hay.words[hits[next].words.end - 1].range.end));
    // `A, B, 1945`: B holds A only if something is said of B
    if inner.details || inner.locator.is_some() && (word > 0 || signs.contains('.') || plain && tail.details) {
        tail.container = Some((next, Box::new(inner)));
    }
}
