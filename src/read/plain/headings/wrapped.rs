//! Which lines may be headings where the lines of a text are broken at a width: a short line may then be a verse, the
//! end of a letter, an entry of an index, a headword, a direction for the stage.

use super::{habits, is_alike, is_capitals, is_numeral, is_ordinal};
use crate::model::account::LineClass;
use crate::read::plain::lines::{self, Shape};
use crate::read::plain::units::Page;
use crate::read::plain::words;

/// How many lines in alphabetical order are the entries of a list.
const ENTRIES: usize = 8;

/// How many lines among each other may be the parts of one heading.
const PARTS: usize = 3;

/// How many lines whose form or place leaves no doubt set the habit for the others.
const HABIT: usize = 3;

/// For each unit whether it may be a heading.
pub(super) fn heads(page: &Page) -> Vec<bool> {
    let mut heads: Vec<bool> = (0..page.units.len()).map(|i| may_be(page, i)).collect();
    entries(page, &mut heads);
    letters(page, &mut heads);
    title_page(page, &mut heads);
    imprint(page, &mut heads);
    habits::take_out(page, &mut heads);
    // where headings are set apart by more than a blank line, those that are not are counted or in capitals
    let sure: Vec<bool> = (0..heads.len()).map(|i| heads[i] && is_set_apart(page, i)).collect();
    if (0..heads.len()).filter(|i| sure[*i] && page.units[*i].space >= 2).count() >= HABIT {
        return sure;
    }
    heads
}

/// Whether the form of a unit lets it be a heading.
fn may_be(page: &Page, unit: usize) -> bool {
    let (text, u) = (bare(page.str(unit)), &page.units[unit]);
    let strong = is_numeral(text) || is_capitals(text) || is_ordinal(text) || is_word(text);
    page.is_open(unit)
        && u.lines.len() == 1
        && u.shape == Shape::Prose
        && (is_alike(text) || is_word(text))
        && (u.among == 1 || u.among <= PARTS && strong)
        && (is_numeral(text) || !lines::ends_in_figures(text))
        && !is_direction(text)
        && text.matches(['[', '(']).count() == text.matches([']', ')']).count()
        && !(text.starts_with(['(', '[']) && text.ends_with([')', ']']) && !is_numeral(text))
        && (strong || !ends_page(page, unit))
}

/// A single word in capitals: `PREFACE`, `NARRATIVE.`
pub(super) fn is_word(text: &str) -> bool {
    let word = text.trim_end_matches('.');
    word.chars().count() >= 5 && word.chars().all(char::is_uppercase)
}

/// A line without the signs that say that all of it is set in italics.
fn bare(text: &str) -> &str {
    text.strip_prefix('_').and_then(|rest| rest.strip_suffix('_')).filter(|rest| !rest.contains('_')).unwrap_or(text)
}

/// Whether a page ends behind the unit: a heading never stands last.
fn ends_page(page: &Page, unit: usize) -> bool {
    let shown = |i: &usize| page.units[*i].class != Some(LineClass::Furniture);
    let next = (unit + 1..page.units.len()).take(4).find(shown);
    next.is_some_and(|next| page.text[page.units[unit].range.end..page.units[next].range.start].contains('\u{c}'))
}

/// Whether the unit's form or its place leaves no doubt: a number, capitals, a part's name, or more than one blank line
/// above it, or a heading of that kind just above.
fn is_set_apart(page: &Page, unit: usize) -> bool {
    let strong = |i: usize| {
        let text = bare(page.str(i));
        page.units[i].space >= 2 || is_numeral(text) || is_capitals(text) || is_word(text) || is_ordinal(text)
    };
    strong(unit) || unit > 0 && page.is_open(unit - 1) && is_numeral(page.str(unit - 1)) && page.units[unit].indent < 40
}

/// Takes out single letters that are roman numbers only by chance: those that neither go on from the number before nor
/// begin a row.
fn letters(page: &Page, heads: &mut [bool]) {
    let roman = |i: &usize| words::roman(page.str(*i).trim_end_matches('.'));
    let all: Vec<(usize, u32)> = (0..heads.len()).filter(|i| heads[*i]).filter_map(|i| Some((i, roman(&i)?))).collect();
    for (k, (unit, number)) in all.iter().enumerate() {
        let before = k.checked_sub(1).map(|k| all[k].1);
        let begins = *number == 1 && all.get(k + 1).is_none_or(|(_, next)| *next == 2);
        if page.str(*unit).trim_end_matches('.').len() == 1 && before != Some(number - 1) && !begins {
            heads[*unit] = false;
        }
    }
}

/// Takes out the lines of a title page: before the first prose only its own heading is one, with the number above it.
fn title_page(page: &Page, heads: &mut [bool]) {
    let prose = |i: &usize| {
        let u = &page.units[*i];
        u.class != Some(LineClass::Furniture) && u.class != Some(LineClass::Meta) && is_prose(page.str(*i))
    };
    let Some(first) = (0..heads.len()).find(prose) else { return };
    let own: Vec<usize> = (0..first).rev().filter(|i| heads[*i]).take(2).collect();
    let counted = |i: &usize| is_numeral(page.str(*i)) || is_ordinal(page.str(*i));
    let kept: Vec<usize> = match own[..] {
        [last, above] if counted(&above) => vec![last, above],
        [last, ..] => vec![last],
        [] => return,
    };
    (0..first).filter(|i| !kept.contains(i)).for_each(|i| heads[i] = false);
}

/// How many headings without a sentence between are an imprint or a list, in the first tenth of a text, and of how many
/// words a sentence has at least.
const IMPRINT: (usize, usize) = (5, 12);

/// Takes out the lines of an imprint behind what a transcriber says: headings in a row with nothing to head but short
/// lines, all but the last with the number above it.
fn imprint(page: &Page, heads: &mut [bool]) {
    let (mut row, tenth): (Vec<usize>, usize) = (Vec::new(), page.text.len() / 10);
    for i in 0..heads.len() {
        let furniture = page.units[i].class == Some(LineClass::Furniture);
        let said = !furniture && !heads[i] && words::count(page.str(i)) >= IMPRINT.1;
        let ends = said || i + 1 == heads.len() || page.units[i].range.start > tenth;
        if heads[i] && !ends {
            row.push(i);
        }
        if ends {
            let last = row.pop();
            let numbered = row.last().is_some_and(|above| last == Some(above + 1) && is_numeral(page.str(*above)));
            if row.len() + 1 >= IMPRINT.0 {
                row.iter().take(row.len() - usize::from(numbered)).for_each(|i| heads[*i] = false);
            }
            row.clear();
        }
        if page.units[i].range.start > tenth {
            break;
        }
    }
}

/// Whether a unit is a paragraph of prose rather than the lines of a title page.
fn is_prose(text: &str) -> bool {
    let end = text.trim_end_matches(words::is_closing_quote);
    words::count(text) >= 25 && end.ends_with(['.', '!', '?', ':'])
}

/// What is said of who comes and goes: `Enter the Harbourmaster`.
fn is_direction(text: &str) -> bool {
    let words = ["enter ", "re-enter ", "exit", "exeunt", "curtain", "alarum", "flourish"];
    words::starts_with_any(text, &words) && text.chars().any(char::is_lowercase)
}

/// Takes out what stands in alphabetical order, as the entries of an index and headwords do; numbers count for nothing.
fn entries(page: &Page, heads: &mut [bool]) {
    let open: Vec<usize> = (0..heads.len()).filter(|i| heads[*i] && !is_numeral(page.str(*i))).collect();
    let key = |i: &usize| -> String {
        let letters = page.str(*i).chars().filter(|c| c.is_alphanumeric() || *c == ' ');
        letters.flat_map(char::to_lowercase).take(24).collect()
    };
    let keys: Vec<String> = open.iter().map(key).collect();
    let mut first = 0;
    for at in 1..=open.len() {
        if at == open.len() || keys[at] <= keys[at - 1] {
            if at - first >= ENTRIES {
                open[first..at].iter().for_each(|i| heads[*i] = false);
            }
            first = at;
        }
    }
}
