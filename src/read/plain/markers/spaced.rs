//! Markers that a scan has parted from their words by a space: `value, 32 which`. A figure in a
//! sentence looks the same, so they count only where they make up the sequence that the notes have.

use crate::read::plain::label::Count;
use crate::read::plain::markers::{Candidate, Shape, chain, is_running};
use crate::read::plain::notes::Scope;
use crate::read::plain::units::Page;
use crate::read::plain::words::is_closing_quote;
use std::collections::HashSet;

/// The sequence with such markers in it, where without them less than half of the notes are
/// called and with them most.
pub(super) fn find(page: &Page, scope: &Scope, chained: &[Candidate]) -> Option<Vec<Candidate>> {
    let numbers: HashSet<u32> =
        scope.notes.iter().filter(|n| n.label.count == Count::Figures).map(|n| n.label.number).collect();
    if chained.len() * 2 >= numbers.len() {
        return None;
    }
    let mut all: Vec<Candidate> = chained.to_vec();
    let mut taken: HashSet<usize> = chained.iter().map(|c| c.range.start).collect();
    for unit in scope.body.clone().filter(|u| is_running(page, *u)) {
        let fitting = in_unit(page, unit).filter(|c| numbers.contains(&c.number));
        all.extend(fitting.filter(|c| taken.insert(c.range.start)));
    }
    all.sort_by_key(|c| c.range.start);
    let fitting: Vec<&Candidate> = all.iter().collect();
    let found = chain::longest(&fitting);
    (found.len() >= 2 && found.len() * 5 >= numbers.len() * 3).then_some(found)
}

/// Figures between spaces behind a sign that ends a clause.
fn in_unit(page: &Page, unit: usize) -> impl Iterator<Item = Candidate> {
    let (text, shift) = (page.str(unit), page.units[unit].range.start);
    text.match_indices(' ').filter_map(move |(space, _)| {
        let before = text[..space].chars().next_back()?;
        let rest = &text[space + 1..];
        let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let number: u32 =
            rest[..digits].parse().ok().filter(|_| (1..=3).contains(&digits) && !rest.starts_with('0'))?;
        let clause = matches!(before, '.' | ',' | ';' | ':' | '!' | '?') || is_closing_quote(before);
        let free = rest[digits..].chars().next().is_none_or(char::is_whitespace);
        let range = space + 1 + shift..space + 1 + digits + shift;
        let spaced = Candidate {
            unit,
            range,
            mark: number.to_string(),
            number,
            count: Count::Figures,
            shape: Shape::Spaced,
            strong: false,
            glued: false,
            closed: false,
        };
        (clause && free).then_some(spaced)
    })
}
