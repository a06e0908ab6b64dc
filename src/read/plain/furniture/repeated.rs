//! Running heads without a number: a line that comes again and again where a page ends, which shows
//! by the page's number or a form feed beside it, or by the sentence that it cuts in two. A refrain,
//! a salutation and the name of a speaker come again too, and stay.

use crate::model::account::LineClass;
use crate::read::plain::lines::Shape;
use crate::read::plain::units::Page;
use crate::read::plain::{label, words};
use std::collections::HashMap;

/// How long the prose must be that a head cuts in two, in bytes: more than a line of verse.
const PROSE: usize = 100;

/// The units that are running heads: of lines that stand in the text three times at least, most of
/// the times at a page's end.
pub(super) fn heads(page: &Page) -> Vec<usize> {
    let mut seen: HashMap<&str, Vec<usize>> = HashMap::new();
    for i in 0..page.units.len() {
        let text = page.str(i);
        let head = text.len() <= 60
            && page.units[i].shape == Shape::Prose
            && text.starts_with(char::is_uppercase)
            && !words::has_at_most(text, 1)
            && !text.ends_with(['.', ':', ',', ';', '?', '!', '"', '”', '\'', '’', ')', ']'])
            && label::parse(text).is_none()
            && !words::is_divider(text);
        if head {
            seen.entry(text).or_default().push(i);
        }
    }
    let running = |at: &&Vec<usize>| {
        let ends = at.iter().filter(|i| is_page_end(page, **i)).count();
        at.len() >= 3 && ends * 3 >= at.len() * 2 && !parts(page, at)
    };
    let mut all: Vec<usize> = seen.values().filter(running).flatten().copied().collect();
    all.sort_unstable();
    all
}

/// How many units away the text is looked for around what stands alone: a few heads and numbers may stand together.
const NEAR: usize = 8;

/// How many places tell whether they are ends of pages: some of so many would cut a sentence.
const TELLING: usize = 5;

/// Whether the units at `at`, many of them, stand between finished sentences, one in five at most does not, and nothing
/// else says that pages end there: then they part the text themselves, as the salutations and numbers of letters do.
pub(super) fn parts(page: &Page, at: &[usize]) -> bool {
    // What stands alone tells nothing of where sentences end.
    let alone =
        |text: &str| text.len() <= 60 && text.starts_with(|c: char| !c.is_lowercase()) && !text.contains(['.', ',']);
    let is_apart = |i: usize| is_number(page, i) || alone(page.str(i));
    let cut = |i: &usize| {
        let before = (0..*i).rev().take(NEAR).find(|n| !is_apart(*n));
        let after = (i + 1..page.units.len()).take(NEAR).find(|n| !is_apart(*n));
        let (Some(before), Some(after)) = (before, after) else { return false };
        let gap = page.text.get(page.units[before].range.end..page.units[after].range.start);
        let open = !page.str(before).trim_end_matches(['"', '”', '\'', '’', ')', ']']).ends_with(['.', '!', '?', ':']);
        open || page.str(after).starts_with(char::is_lowercase) || gap.is_some_and(|gap| gap.contains('\u{c}'))
    };
    at.len() >= TELLING && at.iter().filter(|i| cut(i)).count() * TELLING <= at.len()
}

/// Whether a page ends at unit `i`.
fn is_page_end(page: &Page, i: usize) -> bool {
    let before = i.checked_sub(1);
    let after = Some(i + 1).filter(|n| *n < page.units.len());
    // a figure in itself may be one of a table's
    let number = |n: Option<usize>| n.is_some_and(|n| is_number(page, n) && !page.is_open(n));
    let from = before.map_or(0, |n| page.units[n].range.end);
    let to = after.map_or(page.text.len(), |n| page.units[n].range.start);
    let fed = [from..page.units[i].range.start, page.units[i].range.end..to]
        .into_iter()
        .any(|gap| page.text.get(gap).is_some_and(|gap| gap.contains('\u{c}')));
    number(before) || number(after) || fed || is_cut(page, before, after)
}

/// Whether a unit is a page's number or a head that has one.
fn is_number(page: &Page, n: usize) -> bool {
    let core = page.str(n).trim_matches(|c: char| !c.is_alphanumeric());
    let headed = page.units[n].class == Some(LineClass::Furniture) && core.contains(|c: char| c.is_ascii_digit());
    headed || (core.len() <= 3 && core.parse::<u32>().is_ok_and(|n| n > 0))
}

/// Whether a sentence goes on from the unit before to the one after.
fn is_cut(page: &Page, before: Option<usize>, after: Option<usize>) -> bool {
    let (Some(before), Some(after)) = (before.map(|n| page.str(n)), after.map(|n| page.str(n))) else { return false };
    let open = before.ends_with(|c: char| c.is_alphabetic() || matches!(c, ',' | '-' | ';' | '¬' | '⸗'));
    open && before.len() >= PROSE && after.starts_with(char::is_lowercase)
}
