//! Numbers that count stanzas: a number alone above one stanza, with the next number below it. They are the poem's.

use super::is_numeral;
use crate::read::plain::lines::Shape;
use crate::read::plain::units::Page;

/// How many lines a stanza has.
const LINES: std::ops::RangeInclusive<usize> = 2..=9;

/// Whether the number that is unit `unit` counts a stanza, as the one behind it shows, or the one before.
pub(super) fn counts(page: &Page, unit: usize) -> bool {
    let Some(next) = below(page, unit) else { return false };
    let number = |i: usize| page.units.get(i).is_some_and(|_| is_numeral(page.str(i)));
    let begins = |first: &usize| is_numeral(page.str(*first)) && below(page, *first) == Some(unit);
    number(next) && below(page, next).is_some() || (unit.saturating_sub(*LINES.end() + 1)..unit).any(|i| begins(&i))
}

/// The unit behind the one stanza below unit `unit`.
fn below(page: &Page, unit: usize) -> Option<usize> {
    let first = unit + 1;
    let verse = |i: usize| page.units.get(i).is_some_and(|u| u.shape == Shape::Verse);
    let lines =
        (first..).take(*LINES.end() + 1).take_while(|i| verse(*i) && (*i == first || page.units[*i].space == 0));
    let next = first + lines.count();
    (LINES.contains(&(next - first)) && page.units.get(next).is_none_or(|u| u.space > 0)).then_some(next)
}
