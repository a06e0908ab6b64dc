//! Citations of works that `works.yaml` does not have, by their form alone: `Author, Title, p. 3`,
//! `Title (Place: Publisher, 1930)`. They are reported, so that the editor can add the works.

use crate::cite::found::{Form, FoundCitation};
use crate::cite::haystack::{Haystack, is_quote};
use crate::cite::locator;
use crate::cite::tail;
use crate::model::text::MarkKind;
use crate::words::spelling::words;
use std::ops::Range;

/// Words with which a reference begins that leads elsewhere in the same text, folded.
const ELSEWHERE: [&str; 22] = [
    "see", "cf", "compare", "above", "below", "here", "note", "notes", "chapter", "ch", "page", "pages", "p", "pp",
    "section", "part", "vgl", "siehe", "oben", "unten", "voir", "supra",
];

/// Adds those of a block to what is `found` already.
pub(in crate::cite) fn all(hay: &Haystack<'_>, found: &mut Vec<FoundCitation>) {
    let mut at = hay.range.start;
    while at < hay.range.end {
        let rest = hay.after(at);
        let Some(sign) = rest.find([',', '(']) else { return };
        let here = at + sign;
        at = here + 1;
        if found.iter().any(|f| f.range.contains(&here)) {
            continue;
        }
        if let Some(more) = by_form(hay, here, found) {
            at = more.range.end;
            found.push(more);
        }
    }
}

/// Whether a stretch of a block looks like a citation that no form makes sure of: a title in italics or quotation marks
/// with pages behind it, or a year in brackets with pages behind it (`Journal 5 (1900), 3–9`).
pub(in crate::cite) fn may_cite(hay: &Haystack<'_>, within: &Range<usize>) -> bool {
    let pages = |at: usize| {
        let rest = hay.after(at).trim_start_matches(is_quote);
        let inner = rest.strip_prefix(',')?.trim_start_matches([' ', '\u{a0}']);
        locator::read(inner).or_else(|| locator::bare(inner)).filter(|found| found.is_place)
    };
    let mut italics = hay.text.marks_from(within).iter();
    if italics
        .any(|mark| mark.kind == MarkKind::Emphasis && mark.range.end <= within.end && pages(mark.range.end).is_some())
    {
        return true;
    }
    let (from, rest) = (within.start, &hay.text.string[within.clone()]);
    let quoted = rest.match_indices(['’', '”', '»']).any(|(at, mark)| pages(from + at + mark.len()).is_some());
    let dated = rest.match_indices(')').any(|(at, _)| {
        let open = rest[..at].rfind('(').map_or(at, |open| open + 1);
        !tail::years(&rest[open..at]).is_empty() && at - open < 40 && pages(from + at + 1).is_some()
    });
    quoted || dated
}

fn by_form(hay: &Haystack<'_>, sign: usize, found: &[FoundCitation]) -> Option<FoundCitation> {
    let rest = hay.after(sign + 1);
    let (end, locator, details) = match rest.starts_with(' ') || hay.after(sign).starts_with('(') {
        true => evidence(hay, sign)?,
        false => return None,
    };
    let start = clause(hay, sign, found);
    if found.iter().any(|f| f.range.start < end && start < f.range.end) {
        return None;
    }
    let named = words(&hay.text.string, start..sign);
    let first = named.first()?;
    let own = named.iter().filter(|w| w.capital && w.folded.len() > 2 && !ELSEWHERE.contains(&w.folded.as_str()));
    let capitals = own.count();
    let length = named.len();
    // an author, a comma, a title; or a title with details
    let comma = hay.text.string[start..sign].contains([',', '’', '\'', '‘', '“', '"']) || length > 1 && length < 10;
    let begins = first.capital && !ELSEWHERE.contains(&first.folded.as_str());
    let inside = hay.apparatus || hay.before(start).trim_end_matches(is_quote).ends_with('(');
    (begins && comma && capitals > 0 && length <= 30 && inside).then_some(FoundCitation {
        range: start..end,
        form: Form::Unknown { details },
        locator,
    })
}

/// The pages behind a comma, or the details of publication in a bracket and the pages behind it.
fn evidence(hay: &Haystack<'_>, sign: usize) -> Option<(usize, Option<String>, bool)> {
    let rest = hay.after(sign + 1);
    let inner = rest.trim_start_matches(' ');
    if hay.after(sign).starts_with(',') {
        let found = locator::read(inner).filter(|l| l.is_place)?;
        return Some((hay.range.end - inner.len() + found.length, Some(found.read), false));
    }
    let close = rest.find(')').filter(|close| *close < 160)?;
    let details = &rest[..close];
    let published = details.contains(": ") && details.contains(',') && !tail::years(details).is_empty();
    if !published {
        return None;
    }
    let end = sign + 1 + close + 1;
    let after = hay.after(end);
    let pages = after.trim_start_matches([',', ' ']);
    match locator::read(pages).filter(|_| pages.len() < after.len()) {
        Some(found) => Some((hay.range.end - pages.len() + found.length, Some(found.read), true)),
        None => Some((end, None, true)),
    }
}

/// Where the clause begins that byte `at` stands in.
fn clause(hay: &Haystack<'_>, at: usize, found: &[FoundCitation]) -> usize {
    let floor = found.iter().map(|f| f.range.end).filter(|end| *end <= at).max().unwrap_or(hay.range.start);
    let before = &hay.text.string[floor..at];
    let mut start = floor;
    for (offset, c) in before.char_indices() {
        let next = floor + offset + c.len_utf8();
        let breaks = match c {
            ';' | '(' | '[' => true,
            '.' | '?' | '!' => hay.after(next).starts_with(' ') && hay.ends_sentence(next),
            _ => false,
        };
        if breaks {
            start = next;
        }
    }
    let all = words(&hay.text.string, start..at);
    let signal = all.iter().take(3).rposition(|w| {
        matches!(w.folded.as_str(), "see" | "cf" | "also" | "in" | "by" | "siehe" | "vgl" | "voir" | "and")
    });
    let first = signal.map_or(0, |i| i + 1);
    all.get(first).map_or(at, |w| w.range.start)
}
