//! Numbers that the sequence lacks, looked for between the markers before and after them: a
//! misread number (`(l6)`), a bracket lost, a bare figure after a sentence; and where one number
//! is missing and one quotation mark between its neighbours has no partner, that mark is
//! probably what was left of the raised figure.

use crate::normalize::Passage;
use crate::normalize::quotes::{Habit, Role, quotes};
use crate::read::plain::label::Count;
use crate::read::plain::markers::{Candidate, Shape, is_running};
use crate::read::plain::notes::Scope;
use crate::read::plain::units::Page;
use crate::read::plain::words::{is_closing_quote, misread_number};
use std::collections::HashMap;
use std::ops::Range;

/// Finds the missing markers of the scope's numbered notes. `chained` is sorted by place.
pub(super) fn find(page: &Page, scope: &Scope, chained: &[Candidate], habit: Habit) -> Vec<Candidate> {
    let called: HashMap<u32, &Candidate> = chained.iter().map(|c| (c.number, c)).collect();
    let numbers: Vec<u32> =
        scope.notes.iter().filter(|n| n.label.count == Count::Figures).map(|n| n.label.number).collect();
    let mut found = Vec::new();
    if !numbers.is_sorted_by(|a, b| a < b) {
        return found;
    }
    let place = |n: Option<&u32>| n.and_then(|n| called.get(n).copied());
    let mut at = 0;
    for gap in numbers.chunk_by(|a, b| called.contains_key(a) == called.contains_key(b)) {
        let (first, next) = (at, at + gap.len());
        at = next;
        if called.contains_key(&gap[0]) {
            continue;
        }
        let before = place(first.checked_sub(1).map(|i| &numbers[i]));
        let after = place(numbers.get(next));
        let region = before.map_or(0, |c| c.range.end)..after.map_or(page.text.len(), |c| c.range.start);
        if region.start >= region.end {
            continue;
        }
        let pieces = pieces(page, scope, &region);
        let mended = misread(&pieces, page, gap);
        let enclosed = before.is_some() && after.is_some();
        match (mended.is_empty(), gap) {
            (true, [number]) if enclosed => found.extend(lost(page, &pieces, *number, habit)),
            _ => found.extend(mended),
        }
    }
    found
}

/// The parts of the scope's running units that lie in the region.
fn pieces(page: &Page, scope: &Scope, region: &Range<usize>) -> Vec<(usize, Range<usize>)> {
    let first = page.units.partition_point(|u| u.range.end <= region.start).max(scope.body.start);
    (first..scope.body.end)
        .take_while(|i| page.units[*i].range.start < region.end)
        .filter(|i| is_running(page, *i))
        .map(|i| (i, page.units[i].range.start.max(region.start)..page.units[i].range.end.min(region.end)))
        .collect()
}

/// Misread forms of the numbers of a gap, each after the one before.
fn misread(pieces: &[(usize, Range<usize>)], page: &Page, gap: &[u32]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut wanted = gap.iter().copied().peekable();
    for (unit, piece) in pieces {
        let text = &page.text[piece.clone()];
        let mut skip = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '(' | '[' | '{' | '0'..='9')) {
            if at < skip {
                continue;
            }
            let read = if !c.is_ascii_digit() {
                bracketed(text, at)
            } else if is_among_figures(text, at) {
                None
            } else {
                bare(text, at)
            };
            let Some((len, number, shape)) = read else { continue };
            skip = at + len;
            while wanted.peek().is_some_and(|n| *n < number) && gap.contains(&number) {
                wanted.next();
            }
            if wanted.next_if_eq(&number).is_some() {
                let range = piece.start + at..piece.start + at + len;
                found.push(Candidate {
                    unit: *unit,
                    range,
                    mark: number.to_string(),
                    number,
                    count: Count::Figures,
                    shape,
                    strong: false,
                    glued: !text[..at].ends_with(char::is_whitespace),
                    closed: false,
                });
            }
        }
    }
    found
}

/// `(l6)`, `[ 16 ]`, `(16]`, `(16 `: the length, the number, the form.
fn bracketed(text: &str, at: usize) -> Option<(usize, u32, Shape)> {
    let inner = &text[at + 1..];
    let len = inner.char_indices().take(7).find(|(_, c)| matches!(c, ')' | ']' | '}')).map(|(i, _)| i);
    if let Some(len) = len {
        let mark = inner[..len].trim();
        let figure = mark.chars().any(|c| c.is_ascii_digit());
        let word = !figure
            && mark.len() == 1
            && matches!(mark, "I" | "i" | "s" | "S" | "o" | "O" | "q" | "g" | "B" | "Z" | "z" | "!");
        let behind = text[..at].ends_with(|c: char| is_closing_quote(c) || matches!(c, '.' | ',' | ';' | '!' | '?'));
        // `[I]t`: what an editor has supplied
        let supplied = inner[len + 1..].starts_with(char::is_alphabetic);
        return misread_number(mark).filter(|_| !word || behind && !supplied).map(|n| (len + 2, n, Shape::Damaged));
    }
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let free = inner[digits..].chars().next().is_none_or(char::is_whitespace);
    let number = inner[..digits].parse().ok().filter(|_| free && digits <= 3)?;
    Some((1 + digits, number, Shape::Damaged))
}

/// A figure by itself after the end of a sentence or a quotation: `the world.' 34 Thus`; or one
/// that has lost its first bracket: `world 34)`.
fn bare(text: &str, at: usize) -> Option<(usize, u32, Shape)> {
    let before = text[..at].chars().next_back();
    let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let number = text[at..at + digits].parse().ok().filter(|_| digits <= 3)?;
    let lead = text[..at].trim_end();
    let rest = &text[at + digits..];
    if before.is_none_or(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '-' | '/' | '(' | '[')) {
        return None;
    }
    // `(Vol. III, 4, 26)` is a place in a book
    let within = lead.chars().rev().take(WITHIN).find(|c| matches!(c, '(' | ')')) == Some('(');
    let counted = lead.ends_with(',') && lead[..lead.len() - 1].ends_with(|c: char| c.is_ascii_digit());
    if within || counted {
        return None;
    }
    if rest.starts_with([')', ']']) && lead.ends_with(|c: char| is_closing_quote(c) || matches!(c, '.' | ',' | ';')) {
        return Some((digits + 1, number, Shape::Damaged));
    }
    let clause = lead.ends_with(|c: char| is_closing_quote(c) || matches!(c, '.' | '!' | '?'));
    let next = rest.trim_start().chars().next();
    let begins = next.is_none_or(char::is_uppercase) && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    (clause && begins).then_some((digits, number, Shape::Spaced))
}

/// How far before a figure a bracket is looked for that is still open, in characters.
const WITHIN: usize = 80;

/// How far to either side of a figure others are looked for, in bytes, and how many of them make the row of a table.
const ROW: (usize, usize) = (30, 2);

/// Whether the figures at `at` stand among others, as in an almanac: `Day inc. 2 28 m.`
fn is_among_figures(text: &str, at: usize) -> bool {
    let end = at + text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let from = text.floor_char_boundary(at.saturating_sub(ROW.0));
    let to = text.floor_char_boundary((end + ROW.0).min(text.len()));
    let runs = |part: &str| part.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count();
    runs(&text[from..at]) + runs(&text[end..to]) >= ROW.1
}

/// The one quotation mark without a partner, glued to the word before it.
fn lost(page: &Page, pieces: &[(usize, Range<usize>)], number: u32, habit: Habit) -> Option<Candidate> {
    let mut alone: Vec<(usize, Range<usize>)> = Vec::new();
    for (unit, piece) in pieces {
        let range = page.units[*unit].range.clone();
        let passage = Passage { file: page.file, text: page.text, range, taken: &[], vocabulary: None };
        let loose = quotes(&passage, habit).into_iter().filter(|q| !q.paired && piece.contains(&q.range.start));
        alone.extend(loose.filter(|q| is_loose(&passage, q.role, &q.range)).map(|q| (*unit, q.range)));
    }
    let [(unit, range)] = &alone[..] else { return None };
    let glued = page.text[..range.start].chars().next_back().is_some_and(|c| !c.is_whitespace());
    let inside = page.units[*unit].range.start < range.start;
    (glued && inside).then(|| Candidate {
        unit: *unit,
        range: range.clone(),
        mark: number.to_string(),
        number,
        count: Count::Figures,
        shape: Shape::Damaged,
        strong: false,
        glued,
        closed: false,
    })
}

/// A mark that opens a paragraph or closes one may belong to a quotation of several.
fn is_loose(passage: &Passage, role: Role, range: &Range<usize>) -> bool {
    match role {
        Role::Open => range.start > passage.range.start,
        _ => range.end < passage.range.end || !passage.text[..range.start].ends_with(['.', '!', '?']),
    }
}
