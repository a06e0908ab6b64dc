//! Dates that are not the book's but of what they stand beside: a letter's below its signature, the first of a diary; and what
//! a text says of itself at its end.

use super::Front;
use super::dates;
use super::kinds::{Kind, TRANSCRIBER};
use super::names;
use crate::model::account::LineClass;
use crate::read::plain::units::Page;
use crate::read::plain::words;

/// How many more days head entries of a diary.
const DAYS: usize = 3;

/// Whether the date below the title heads the first entry of a diary: others stand further down.
pub(super) fn is_diary(page: &Page, first: &[usize], kinds: &[Kind]) -> bool {
    let Some(last) = first.last().filter(|_| matches!(kinds.last(), Some(Kind::Date(_)))) else { return false };
    if !dates::is_day(page.str(*last)) {
        return false;
    }
    let mut days: Vec<&str> = Vec::new();
    for i in (*last..page.units.len()).filter(|i| dates::is_day(page.str(*i))) {
        if !days.contains(&page.str(i)) {
            days.push(page.str(i));
        }
        if days.len() > DAYS {
            return true;
        }
    }
    false
}

/// How many units a text has at most that is a letter.
const LETTER: usize = 60;

/// How many lines of an address stand between a signature and its date at most.
const ADDRESS: usize = 2;

/// Whether the unit stands below a letter's signature: a name, a sign-off before it.
fn is_below_signature(page: &Page, unit: usize) -> bool {
    let Some(above) = unit.checked_sub(1).filter(|a| page.is_open(*a)) else { return false };
    let short = |i: usize| words::count(page.str(i)) <= 5;
    let sign_off = above > 0 && short(above - 1) && page.str(above - 1).ends_with(',');
    let name = |i: usize| names::likeness(page.str(i).trim_end_matches('.')) > 0;
    // the lines of an address stand between
    let signed = (above.saturating_sub(ADDRESS)..=above).rev().take_while(|i| short(*i)).any(name);
    short(above) && (sign_off || signed || page.str(above).ends_with(',') && page.units[unit].space == 0)
}

/// Transcribers' lines and a dateline at the end, but not one that a signature makes part of a
/// letter.
pub(super) fn classify(page: &mut Page, front: &mut Front) {
    let mut prose = 0;
    for i in (0..page.units.len()).rev() {
        if !page.is_open(i) {
            continue;
        }
        let text = page.str(i);
        let date = dates::parse(text);
        let signed = date.is_some() && is_below_signature(page, i);
        // a text that is one letter has its date
        if let Some(date) = date.as_ref().filter(|_| !signed || page.units.len() <= LETTER) {
            front.dated(text, date);
        }
        if signed {
            continue;
        }
        let kept = date.as_ref().is_some_and(|date| front.keeps_date(date));
        if kept || (text.len() < 300 && words::starts_with_any(text, &TRANSCRIBER)) {
            page.classify(i, LineClass::Meta);
        } else {
            prose += 1;
        }
        if prose >= 1 && !crate::read::plain::notes::is_noteish(text) || prose > 3 {
            break;
        }
    }
}
