//! Signs inside a paragraph that say how it looked in print: `_emphasis_`, `=bold=`, tags and
//! entities of a web page, `[Pg 12]` where a page began. They leave the text; what they said stays.

use crate::model::account::LineClass;
use crate::model::text::MarkKind;
use crate::read::plain::furniture::entities;
use crate::read::plain::lines::Shape;
use crate::read::plain::units::Page;
use crate::read::plain::{notes, words};
use crate::source::is_line_end;
use std::ops::Range;

/// A sign that is read as something else, or as nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// What is read for it.
    pub(super) read: String,
    /// The rule.
    pub(super) rule: &'static str,
}

/// What the signs of a page say, all sorted by place.
#[derive(Clone, Debug, Default)]
pub(super) struct Inline {
    /// The signs, disjoint.
    pub(super) signs: Vec<Sign>,
    /// What they say of the words between them.
    pub(super) spans: Vec<(Range<usize>, MarkKind)>,
}

/// How far before a place a span is looked for that reaches into it, in bytes.
const SPAN: usize = 4096;

impl Inline {
    /// The signs that begin in `range`.
    pub(super) fn signs_in(&self, range: &Range<usize>) -> &[Sign] {
        let first = self.signs.partition_point(|s| s.range.start < range.start);
        let count = self.signs[first..].partition_point(|s| s.range.end <= range.end);
        &self.signs[first..first + count]
    }

    /// Whether a span or a sign is cut by the edges of `range` or of the `words` within it.
    pub(super) fn reaches_into(&self, range: &Range<usize>, words: &Range<usize>) -> bool {
        let lies = |r: &Range<usize>| words.start <= r.start && r.end <= words.end;
        let beside = |r: &Range<usize>| r.end <= range.start || range.end <= r.start;
        let first = self.spans.partition_point(|(s, _)| s.start + SPAN < range.start);
        let mut spans = self.spans[first..].iter().take_while(|(s, _)| s.start < range.end);
        spans.any(|(s, _)| !lies(s) && !beside(s))
    }

    /// The spans that lie in `range`.
    pub(super) fn spans_in<'a>(
        &'a self,
        range: &'a Range<usize>,
    ) -> impl Iterator<Item = &'a (Range<usize>, MarkKind)> {
        let first = self.spans.partition_point(|(s, _)| s.start < range.start);
        self.spans[first..].iter().take_while(|(s, _)| s.start < range.end).filter(|(s, _)| s.end <= range.end)
    }
}

/// Finds the signs of everything that is not furniture; those of emphasis and tags mean themselves in a file of `machines`.
pub(super) fn find(page: &Page, machines: bool) -> Inline {
    let mut found = Inline::default();
    let numbers = page_marks(page);
    let emphatic = if machines { Vec::new() } else { emphatic(page) };
    let listed = machines || entities::are_matter(page.text);
    let marked = !entities::are_spoken_of(page.text);
    let mut numbers = numbers.into_iter().peekable();
    let mut figures = page.figures.iter().peekable();
    for unit in 0..page.units.len() {
        let range = page.units[unit].range.clone();
        let mut here: Vec<Sign> = Vec::new();
        while let Some(mark) = numbers.next_if(|m| m.range.start < range.end) {
            here.push(mark);
        }
        while let Some(figure) = figures.next_if(|f| f.start < range.end) {
            if figure.start >= range.start && figure.end <= range.end {
                here.push(Sign { range: figure.clone(), read: String::new(), rule: "furniture.line-number" });
            }
        }
        if page.units[unit].class == Some(LineClass::Furniture) || page.units[unit].shape == Shape::Data {
            continue;
        }
        for (sign, kind, rule) in &emphatic {
            pairs(page.str(unit), *sign, range.start, |open, close| {
                found.spans.push((open + 1..close, kind.clone()));
                here.extend([open, close].map(|at| Sign { range: at..at + 1, read: String::new(), rule }));
            });
        }
        if !listed && page.str(unit).contains(['<', '&']) {
            entities::find(page.str(unit), range.start, marked, &mut here, &mut found.spans);
        }
        here.sort_by_key(|s| (s.range.start, s.range.end));
        here.dedup_by(|next, kept| next.range.start < kept.range.end);
        found.signs.append(&mut here);
    }
    found.spans.sort_by_key(|(s, _)| (s.start, std::cmp::Reverse(s.end)));
    found
}

/// How many times as many as its pairs have the signs may be that stand alone, so that it shows emphasis.
const ALONE: usize = 4;

/// The signs that show emphasis in this witness: they stand in pairs around words. Where most stand alone they are specks
/// of a scan, blanks of a form or parts of names.
fn emphatic(page: &Page) -> Vec<(char, MarkKind, &'static str)> {
    let equals = match says_no_bold(page) {
        true => ('=', MarkKind::Emphasis, "emphasis.sign"),
        false => ('=', MarkKind::Strong, "strong.sign"),
    };
    let mut all = vec![('_', MarkKind::Emphasis, "emphasis.sign"), equals];
    all.retain(|(sign, ..)| {
        let mut paired = 0;
        for unit in 0..page.units.len() {
            pairs(page.str(unit), *sign, 0, |_, _| paired += 2);
        }
        paired > 0 && alone(page.text, *sign) <= paired * ALONE
    });
    all
}

/// How much of a text's beginning and end is looked at for the key to its signs, in bytes.
const KEY: usize = 8192;

/// Whether the text's own key says that words between equals signs are of another face or spaced out in print, and not bold:
/// `=Antiqua=`, `letter-spaced: =so=`.
fn says_no_bold(page: &Page) -> bool {
    let text = page.text;
    let head = &text[..text.floor_char_boundary(KEY.min(text.len()))];
    let tail = &text[text.ceil_char_boundary(text.len().saturating_sub(KEY)).max(head.len())..];
    let mut other = false;
    for part in [head, tail] {
        pairs(part, '=', 0, |open, close| {
            let lead = &part[part.ceil_char_boundary(open.saturating_sub(CLAUSE))..open];
            let clause = lead.rsplit([',', ';', '.', '|', '(', '=', '_', '~', '[']).next().unwrap_or("");
            let is = |text: &str| OTHER.iter().any(|face| text.trim().to_lowercase().contains(face));
            // of what is said of a text the words between the signs are an example
            other |= close - open <= CLAUSE && (is(&part[open + 1..close]) && close - open < EXAMPLE || is(clause));
        });
    }
    other
}

/// How far before a sign the words that say what it means stand, and how long an example is, in bytes.
const CLAUSE: usize = 60;
const EXAMPLE: usize = 20;

/// What a key may call words that are not bold.
const OTHER: [&str; 9] = [
    "antiqua",
    "gesperrt",
    "sperrung",
    "letter-spaced",
    "letterspaced",
    "spaced out",
    "wide-spaced",
    "gespatieerd",
    "blackletter",
];

/// How many of the signs stand beside no other.
fn alone(text: &str, sign: char) -> usize {
    let bytes = text.as_bytes();
    let beside = |at: Option<usize>| at.and_then(|i| bytes.get(i)).is_some_and(|b| char::from(*b) == sign);
    text.match_indices(sign).filter(|(at, _)| !beside(at.checked_sub(1)) && !beside(Some(at + 1))).count()
}

/// The pairs of `sign` around words, given by their places in the witness.
fn pairs(text: &str, sign: char, shift: usize, mut pair: impl FnMut(usize, usize)) {
    let mut opened: Option<usize> = None;
    for (at, _) in text.match_indices(sign) {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        let inside = |c: Option<char>| c.is_some_and(|c| !words::is_blank(c) && c != sign);
        let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != sign);
        if after == Some('{') {
            continue; // an index in a formula
        }
        let drawn = |c: Option<char>| c.is_some_and(|c| matches!(c, '/' | '\\' | '|'));
        // the part of an address: `/4/_/49/_/`
        if before == Some('/') && after == Some('/') {
            continue;
        }
        if sign == '_' && (drawn(before) || drawn(after)) && is_drawn(text, at) {
            continue;
        }
        let closes = inside(before) && outside(after);
        match opened {
            Some(open) if closes && is_marked(&text[open + 1..at], sign) => {
                pair(open + shift, at + shift);
                opened = None;
            }
            _ if outside(before) && inside(after) && (sign == '_' || is_open(before, after)) => opened = Some(at),
            _ => {}
        }
    }
}

/// Whether the line around a sign is a drawing: it has fewer letters than signs.
fn is_drawn(text: &str, at: usize) -> bool {
    let before = text[..at].rsplit(is_line_end).next().unwrap_or("");
    let behind = text[at..].split(is_line_end).next().unwrap_or("");
    let line = || before.chars().chain(behind.chars());
    let letters = line().filter(|c| c.is_alphanumeric()).count();
    letters < line().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).count()
}

/// Whether an equals sign may open words in bold: before a word, not behind a bracket (`[=u]` is a letter with a stroke), a
/// quotation mark or another sign of an operator.
fn is_open(before: Option<char>, after: Option<char>) -> bool {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '(' | '“' | '‘' | '§' | '.' | '~' | '\'' | '"' | '’');
    after.is_some_and(word)
        && before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '—' | '-' | '_' | '“' | '~' | '*'))
}

/// Whether what stands between two signs is words: with equals signs few, so that no equation is.
fn is_marked(text: &str, sign: char) -> bool {
    let letters = text.chars().any(char::is_alphabetic);
    sign == '_' && text.chars().any(char::is_alphanumeric)
        || letters && text.len() <= 400 && !text.starts_with(['>', '<']) && !text.contains(['+', '<', '>'])
}

/// `[Pg 12]`, and where they rise through the text `[p. 12]`, `{12}`: with a space, if it stands
/// between two.
fn page_marks(page: &Page) -> Vec<Sign> {
    let mut found: Vec<(Range<usize>, u32, bool)> = Vec::new();
    let braced = notes::are_braced(page);
    for (at, open) in page.text.match_indices(['[', '{']).filter(|(_, open)| *open == "[" || !braced) {
        let close = if open == "[" { ']' } else { '}' };
        let rest = &page.text[at + 1..];
        // an index or a power in a formula: `A_{0}`, `x^{15}`
        if page.text[..at].ends_with(['_', '^']) {
            continue;
        }
        let Some(len) = rest.char_indices().take(14).find(|(_, c)| *c == close).map(|(i, _)| i) else { continue };
        if let Some((number, sure)) = page_number(rest[..len].trim(), open == "{") {
            found.push((at..at + len + 2, number, sure));
        }
    }
    // the few of another form than most are references, or the example of a preface
    let braces = found.iter().filter(|f| page.text[f.0.clone()].starts_with('{')).count();
    let brackets = found.iter().filter(|f| !f.2).count() - braces.min(found.iter().filter(|f| !f.2).count());
    if braces > 0 && brackets > 0 {
        let few = if braces > 5 * brackets { Some('[') } else { (brackets > 5 * braces).then_some('{') };
        found.retain(|f| f.2 || few.is_none_or(|few| !page.text[f.0.clone()].starts_with(few)));
    }
    let unsure = found.iter().filter(|f| !f.2).count();
    let steps = found.windows(2).filter(|w| w[0].1 < w[1].1 && w[1].1 - w[0].1 <= 5).count();
    let rising = found.len() >= 3 && steps * 10 >= (found.len() - 1) * 9;
    // a page has more than a line: numbers closer than that refer to pages, as those of errata do
    let close = |w: &[(Range<usize>, u32, bool)]| {
        let pages = w[1].1.saturating_sub(w[0].1) as usize;
        w[1].0.start - w[0].0.end < PAGE * pages.clamp(1, 8)
    };
    let near = found.windows(2).filter(|w| close(w)).count();
    if near * 2 >= found.len() {
        return Vec::new();
    }
    found.retain(|f| !page.text[..f.0.start].trim_end().ends_with("example:"));
    // numbers that begin again and again count notes, or parts
    let again = found.windows(2).filter(|w| w[1].1 <= 2 && w[0].1 > w[1].1).count();
    if unsure > 0 && (!rising || again > PREFACES) {
        found.retain(|f| f.2);
    }
    if !are_even(&found) {
        found.retain(|f| f.2);
    }
    let fits = |k: usize| {
        let n = found[k].1;
        let beside = k.checked_sub(1).and_then(|i| found.get(i)).zip(found.get(k + 1));
        found[k].2 || beside.is_none_or(|(a, b)| a.1 > b.1 || b.1 - a.1 > NEAR_PAGES || (a.1..=b.1).contains(&n))
    };
    let fitting: Vec<bool> = (0..found.len()).map(fits).collect();
    found
        .into_iter()
        .zip(fitting)
        .filter(|(_, fits)| *fits)
        .map(|((range, ..), _)| sign_of_page(page.text, range))
        .collect()
}

/// How many numbers tell whether they stand as far apart as those of pages do, and how many of a hundred must.
const EVEN: (usize, usize) = (8, 70);

/// Whether numbers that say nothing by a word stand about as far apart as pages are long; marks of notes stand anywhere.
fn are_even(found: &[(Range<usize>, u32, bool)]) -> bool {
    let unsure: Vec<&(Range<usize>, u32, bool)> = found.iter().filter(|f| !f.2).collect();
    let next =
        |w: &[&(Range<usize>, u32, bool)]| (w[1].1 == w[0].1 + 1).then(|| w[1].0.start.saturating_sub(w[0].0.end));
    let mut lengths: Vec<usize> = unsure.windows(2).filter_map(next).collect();
    if lengths.len() < EVEN.0 {
        return true;
    }
    lengths.sort_unstable();
    let usual = lengths[lengths.len() / 2];
    let even = lengths.iter().filter(|n| **n * 5 >= usual * 2 && **n * 2 <= usual * 5).count();
    even * 100 >= lengths.len() * EVEN.1
}

/// How many bytes a page has at least.
const PAGE: usize = 100;

/// How many pages lie at most between two numbers that show that one between them is none of theirs: `(see [p. 7])`.
const NEAR_PAGES: u32 = 10;

/// How often the numbers of pages may begin again: behind a preface, in a second volume.
const PREFACES: usize = 2;

fn sign_of_page(text: &str, range: Range<usize>) -> Sign {
    let blank = |c: char| c == ' ' || c == '\u{a0}';
    let parted = text[..range.start].chars().next_back().is_none_or(words::is_blank);
    let space = text[range.end..].chars().next().filter(|c| parted && blank(*c)).map_or(0, char::len_utf8);
    Sign { range: range.start..range.end + space, read: String::new(), rule: "furniture.page-number" }
}

/// The number, and whether the word before it leaves no doubt.
fn page_number(inner: &str, braces: bool) -> Option<(u32, bool)> {
    let low = inner.to_lowercase();
    let named =
        ["page ", "pg ", "pg. ", "p. ", "p.", "pag. ", "seite ", "s. "].iter().find_map(|w| low.strip_prefix(w));
    let (number, sure) = match named {
        Some(rest) => (rest.trim(), low.starts_with("pg") || inner.starts_with("Page ")),
        None if braces => (low.as_str(), false),
        None => return None,
    };
    let figures = (1..=4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let value = if figures { number.parse().ok() } else { words::roman(number) };
    value.map(|n| (n, sure))
}
