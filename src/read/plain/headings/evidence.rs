//! Which headings the text bears out. A short line alone says little: it may be a name, a caption, a speaker, a verse, the
//! dirt of a scan. Two things must say that it heads something: its own blank lines, and a number in a row, or capitals or
//! a place above all others that further headings share.

use super::books::is_of_book;
use super::numbers::{self, PARTS};
use super::often::Often;
use super::rows::Row;
use super::running::{self, Running};
use super::{alone, bare, damaged, essay, is_capitals, is_numeral, is_ordinal, listed, stanzas, turns, wrapped};
use crate::model::account::LineClass;
use crate::read::plain::doubts::Doubt;
use crate::read::plain::front::{bylines, dates};
use crate::read::plain::lines::Shape;
use crate::read::plain::units::{Layout, Page};
use crate::read::plain::words;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// How many headings set apart alike show that the others are, too.
const ALIKE: usize = 3;

/// How many headings in capitals with one blank line above show that a text sets them so.
const CLOSE: usize = 5;

/// How many words what is headed has at least; below a heading that nothing but its place tells, and below one in capitals.
const HEADED: (usize, usize) = (12, 6);

/// How far a heading that only its place tells may be set in, in characters.
const FAR: usize = 40;

/// The lines of one heading: units without a blank line between.
struct Head {
    units: Range<usize>,
    /// Blank lines above and below.
    above: usize,
    below: usize,
    kind: Kind,
    /// Whether it comes again: in the contents, with nothing to head there, or as the name of who speaks.
    again: bool,
    /// Whether it stands in a list of contents: short lines below it, and the same words further down.
    listed: bool,
}

/// What the form of a heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A row of its form proves it.
    Proven,
    /// It is one of several with a word for parts and rising numbers: `CHAPTER II.`
    Named,
    /// It is one of several rising numbers: `IV.`, `3. The Weir`
    Counted,
    Capitals,
    Other,
}

/// What the text does with its headings.
struct Habit {
    /// In capitals and otherwise, with more than one blank line above.
    wide: (usize, usize),
    /// In capitals with one blank line.
    close: usize,
    /// Whether the text comes from a scan by pages.
    scanned: bool,
    /// Whether its print is bad.
    damaged: bool,
    /// Whether a line is a paragraph, and most have a sentence's length.
    essay: bool,
    /// What comes again and again.
    often: Often,
}

/// Opens the headings that nothing bears out.
pub(super) fn take_out(page: &mut Page, rows: &[Row]) -> Vec<Doubt> {
    let heads = heads(page, rows);
    let habit = habit(page, &heads);
    let running = Running::of(page);
    // parts that are the letters of an alphabet have no names of their own
    let single = |h: &&Head| {
        is_letter(page.str(h.units.start)) && words::roman(page.str(h.units.start).trim_end_matches('.')).is_none()
    };
    let letters = heads.iter().filter(single).take(ALIKE).count() == ALIKE;
    let mut doubts = Vec::new();
    let mut last: Option<&Head> = None;
    for head in &heads {
        // what stands right below a part's number is its name
        let named = last.filter(|l| {
            matches!(l.kind, Kind::Proven | Kind::Named | Kind::Counted)
                && shown_before(page, head) == Some(l.units.end - 1)
                && !(page.str(head.units.start).ends_with(['?', '!'])
                    && head.kind == Kind::Other
                    && is_titled(page.str(l.units.start)))
                && !is_motto(page, head)
                && !(is_letter(page.str(l.units.start)) && letters)
        });
        // a head of a page counts nothing
        let counts = matches!(head.kind, Kind::Proven | Kind::Named);
        let runs = !counts && (is_in_sentence(page, head) || head.units.clone().any(|unit| running.has(page, unit)))
            || head.listed
            || named.is_none() && head.units.clone().all(|unit| alone::heads_nothing(page.str(unit)))
            || is_numeral(page.str(head.units.start)) && stanzas::counts(page, head.units.start);
        if !runs && (named.is_some() && head.below > 0 || is_borne_out(page, head, &habit)) {
            last = Some(head);
            continue;
        }
        for unit in head.units.clone() {
            page.units[unit].class = None;
            doubts.push(Doubt { rule: "heading", range: page.units[unit].range.clone() });
        }
    }
    doubts
}

fn is_borne_out(page: &Page, head: &Head, habit: &Habit) -> bool {
    if head.kind == Kind::Proven {
        // an entry of the contents has the form of the headings below
        return !(head.again && page.str(head.units.start).len() >= TITLE);
    }
    // a line of a play, or what a colon leads to
    let weak = matches!(head.kind, Kind::Capitals | Kind::Other);
    if weak && (habit.often.play && is_above_verse(page, head) || is_led_to(page, head)) {
        return false;
    }
    let apart = head.above > 0 && head.below > 0;
    let below = shown_after(page, head);
    // of headings one above the other the last two head something: more are a title page
    let end = below.map(|i| (i..page.units.len()).filter(|i| is_shown(page, *i)).take(2));
    let by = |i: usize| bylines::is_byline(page.str(i).trim_end_matches('.'));
    let headed = end.and_then(|mut two| two.find(|i| page.units[*i].class != Some(LineClass::Heading) && !by(*i)));
    let heads = |least: usize| {
        headed.is_some_and(|i| {
            let lines = page.units[i].shape != Shape::Prose;
            lines || !words::has_at_most(page.str(i), least - 1)
        })
    };
    if head.again || head.units.clone().any(|unit| is_caption(page.str(unit))) {
        return false;
    }
    let last = page.str(head.units.end - 1);
    if apart && head.units.clone().all(|unit| is_of_book(page.str(unit))) {
        return true;
    }
    match head.kind {
        Kind::Proven | Kind::Named => head.above > 0,
        // bad print makes capitals and figures of anything
        _ if habit.damaged => false,
        Kind::Counted => apart,
        // a name below a letter stands closer to it than to what follows
        // in a play it is somebody who speaks
        Kind::Capitals if habit.often.play && last.ends_with('.') && words::has_at_most(last, SPEAKER) => false,
        Kind::Capitals if habit.often.is_stamp(last) || last.bytes().all(|b| b.is_ascii_digit()) => false,
        Kind::Capitals if head.above > 1 => apart && head.below <= head.above && heads(HEADED.1),
        Kind::Capitals => {
            let plain = !habit.scanned && habit.wide.0 < ALIKE && habit.close >= CLOSE;
            apart && plain && heads(HEADED.0) && !last.ends_with(['.', '_']) || is_of_essay(page, head, habit)
        }
        Kind::Other if habit.essay => is_of_essay(page, head, habit),
        Kind::Other => {
            let near = head.units.clone().all(|i| page.units[i].indent < FAR);
            let plain = !habit.scanned && near && habit.wide.1 >= ALIKE;
            head.above > 1 && apart && plain && heads(HEADED.0)
        }
    }
}

/// Whether what stands below a part's number is no name of it but a motto, or the first thing that is said: it is set in
/// quotation marks, or goes on behind the stop of a sentence.
fn is_motto(page: &Page, head: &Head) -> bool {
    let (first, last) = (page.str(head.units.start), page.str(head.units.end - 1));
    let quoted = first.starts_with(words::is_opening_quote) || last.ends_with(words::is_closing_quote);
    let small = first.contains(char::is_lowercase);
    head.kind == Kind::Other && small && (quoted || essay::is_parted(first) || head.units.len() > NAME)
}

/// Whether a line right below a part's number begins a motto.
fn begins_motto(text: &str) -> bool {
    text.contains(char::is_lowercase) && (text.starts_with(words::is_opening_quote) || essay::is_parted(text))
}

/// How many words the name of somebody who speaks has at most.
const SPEAKER: usize = 3;

/// How many lines the name of a part has at most.
const NAME: usize = 3;

/// Whether a heading is one letter, with a stop or without.
fn is_letter(text: &str) -> bool {
    let mut chars = text.trim_end_matches('.').chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// How long the prose is at least that a head of a page cuts in two, in bytes.
const CUT: usize = 20;

/// Whether a sentence goes on from above a heading to below it: it is the head of a page.
fn is_in_sentence(page: &Page, head: &Head) -> bool {
    // the number of the page may stand between
    let above = shown_before(page, head);
    let above = above.filter(|i| !is_numeral(page.str(*i))).or(above.and_then(|i| i.checked_sub(1)));
    let (Some(above), Some(below)) = (above, shown_after(page, head)) else { return false };
    let open = |c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | '¬');
    let prose = |i: usize| page.units[i].shape == Shape::Prose && page.units[i].class != Some(LineClass::Heading);
    prose(above)
        && prose(below)
        && !(head.kind == Kind::Counted && page.str(head.units.start).ends_with('.'))
        && page.str(above).len() >= CUT
        && page.str(above).ends_with(open)
        && page.str(below).starts_with(char::is_lowercase)
}

/// Whether verses stand below a heading, as what somebody says in a play may be.
fn is_above_verse(page: &Page, head: &Head) -> bool {
    shown_after(page, head).is_some_and(|i| page.units[i].shape == Shape::Verse)
}

/// Whether a colon leads to a line: what is quoted, a form of a command.
fn is_led_to(page: &Page, head: &Head) -> bool {
    shown_before(page, head)
        .is_some_and(|i| page.units[i].class != Some(LineClass::Heading) && page.str(i).ends_with(':'))
}

/// Whether a part's number has its words beside it: `V. The Weir`.
fn is_titled(text: &str) -> bool {
    text.split(['.', ':', '—']).nth(1).is_some_and(|title| title.contains(char::is_lowercase))
}

/// Whether a line is the caption of a figure, or heads columns.
fn is_caption(text: &str) -> bool {
    // a number may stand off from its words
    let (mark, rest) = text.split_once(' ').unwrap_or((text, ""));
    let words = if is_numeral(mark) { rest.trim_start() } else { text };
    words.contains("   ") || words::starts_with_any(text, &["fig.", "fig ", "figure ", "plate ", "table "])
}

/// Whether a line of an essay heads the paragraph below.
fn is_of_essay(page: &Page, head: &Head, habit: &Habit) -> bool {
    let alone = head.above > 0 && head.below > 0 && head.units.len() == 1;
    habit.essay && alone && essay::heads(page, shown_before(page, head), head.units.start, shown_after(page, head))
}

fn is_shown(page: &Page, unit: usize) -> bool {
    !matches!(page.units[unit].class, Some(LineClass::Furniture | LineClass::Meta | LineClass::Title))
}

fn shown_before(page: &Page, head: &Head) -> Option<usize> {
    (0..head.units.start).rev().find(|i| is_shown(page, *i))
}

fn shown_after(page: &Page, head: &Head) -> Option<usize> {
    (head.units.end..page.units.len()).find(|i| is_shown(page, *i))
}

/// The headings, their lines together.
fn heads(page: &Page, rows: &[Row]) -> Vec<Head> {
    let counting = |i: &usize| matches!(page.units[*i].class, Some(LineClass::Heading | LineClass::Title));
    let counts: Vec<(usize, (String, u32))> =
        (0..page.units.len()).filter(counting).filter_map(|i| Some((i, count(page.str(i))?))).collect();
    let numbers: HashSet<&(String, u32)> = counts.iter().map(|(_, key)| key).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    numbers.iter().for_each(|(word, _)| *times.entry(word.as_str()).or_default() += 1);
    let said = turns::find(page);
    let speaks = |key: &(String, u32)| said.contains(key);
    let ordinals = counts.iter().filter(|(_, (word, _))| word == ORDINAL).count();
    let (reach, parts) = (bare::reach(&numbers), bare::are_parts(page, counts.iter().map(|(unit, _)| *unit)));
    let in_row = |(word, n): &(String, u32)| {
        if word == ORDINAL {
            return ordinals > 1;
        }
        let beside = [n.wrapping_sub(1), n + 1].into_iter().any(|n| numbers.contains(&(word.clone(), n)));
        // the first of its kind may be the only one
        let first = is_part(word) && *n == 1;
        let begun = || numbers.contains(&(word.clone(), 1)) && times[word.as_str()] > 1;
        first || beside && (is_part(word) || times[word.as_str()] >= ALIKE || begun())
    };
    // the row of numbers that stand alone goes back to its beginning: in a scan they are what is left of pages
    let whole = |(word, n): &(String, u32)| reach.get(word.as_str()).is_some_and(|last| n <= last) && parts;
    let counted: HashMap<usize, bool> = counts
        .iter()
        .filter(|(unit, key)| {
            in_row(key) && !speaks(key) && (is_part(&key.0) || !is_numeral(page.str(*unit)) || whole(key))
        })
        .map(|(unit, (word, _))| (*unit, is_part(word)))
        .collect();
    let mut heads: Vec<Head> = Vec::new();
    for unit in (0..page.units.len()).filter(|i| page.units[*i].class == Some(LineClass::Heading)) {
        let own = match counted.get(&unit) {
            _ if rows[unit] == Row::Head => Kind::Proven,
            Some(true) => Kind::Named,
            Some(false) => Kind::Counted,
            None if is_capital(page.str(unit)) => Kind::Capitals,
            None => Kind::Other,
        };
        let below = page.units.get(unit + 1).map_or(1, |next| next.space);
        let motto = |h: &Head| {
            h.kind != Kind::Capitals && h.kind != Kind::Other && own == Kind::Other && begins_motto(page.str(unit))
        };
        match heads.last_mut().filter(|h| h.units.end == unit && page.units[unit].space == 0 && !motto(h)) {
            Some(head) => {
                head.units.end = unit + 1;
                head.below = below;
                head.kind = match (head.kind, own) {
                    (Kind::Proven, _) | (_, Kind::Proven) => Kind::Proven,
                    (Kind::Named, _) | (_, Kind::Named) => Kind::Named,
                    (Kind::Counted, _) | (_, Kind::Counted) => Kind::Counted,
                    (Kind::Capitals, Kind::Capitals) => Kind::Capitals,
                    _ => Kind::Other,
                };
            }
            None => heads.push(Head {
                units: unit..unit + 1,
                above: above(page, unit),
                below,
                kind: own,
                again: false,
                listed: false,
            }),
        }
    }
    again(page, &mut heads);
    let says = |h: &Head| count(page.str(h.units.start)).is_some_and(|key| speaks(&key));
    heads.iter_mut().filter(|h| says(h)).for_each(|h| h.again = true);
    heads
}

/// How many bytes a part has at least that is none of the contents, and how often a name stands that speaks.
const PART: usize = 300;
const SPEAKS: usize = 3;

/// How many bytes the words of an entry have at least, that they come again by no chance.
const TITLE: usize = 12;

/// Marks entries of contents, whose words head something elsewhere, and names that come again and again.
fn again(page: &Page, heads: &mut [Head]) {
    let key = |h: &Head| -> String {
        let words = page.str(h.units.start).chars().filter(|c| c.is_alphanumeric());
        words.flat_map(char::to_lowercase).collect()
    };
    let keys: Vec<String> = heads.iter().map(key).collect();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    keys.iter().enumerate().for_each(|(k, key)| places.entry(key.as_str()).or_default().push(k));
    let start = |k: usize| heads.get(k).map_or(page.text.len(), |h| page.units[h.units.start].range.start);
    // the title of a part may stand between its number and its text
    let counts = |k: usize| matches!(heads[k].kind, Kind::Proven | Kind::Named | Kind::Counted);
    let next = |k: usize| (k + 1..heads.len()).find(|n| !counts(k) || counts(*n)).unwrap_or(heads.len());
    let reaches = |k: usize| start(next(k)) - start(k) >= PART && !is_above_next(page, &heads[k]);
    let long: Vec<bool> = (0..heads.len()).map(reaches).collect();
    let (mut found, mut listed): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for all in places.values().filter(|all| all.len() > 1) {
        if keys[all[0]].len() >= TITLE {
            listed.extend(&all[..all.len() - 1]);
        }
        if all.iter().any(|k| long[*k]) {
            found.extend(all.iter().filter(|k| !long[**k]));
        }
        if all.len() >= SPEAKS && heads[all[0]].kind == Kind::Capitals {
            found.extend(all);
        }
    }
    // `Am 10. Mai`: a day of a diary
    let day = |k: usize| dates::is_day(page.str(heads[k].units.start));
    let other = |k: usize| matches!(heads[k].kind, Kind::Capitals | Kind::Other) && !day(k);
    found.extend(running::with_figures(&keys, other));
    found.into_iter().for_each(|k| heads[k].again = true);
    listed.sort_unstable();
    let alike = listed::in_list(page, &listed, |k| heads[k].units.clone());
    alike.into_iter().for_each(|k| heads[k].listed = true);
}

/// Whether the next number of the row stands so close below that only an entry of contents is between.
fn is_above_next(page: &Page, head: &Head) -> bool {
    let Some((word, number)) = count(page.str(head.units.start)) else { return false };
    let start = page.units[head.units.start].range.start;
    (head.units.end..page.units.len())
        .take_while(|i| page.units[*i].range.start - start < PART)
        .any(|i| count(page.str(i)).is_some_and(|(other, n)| other == word && n == number + 1))
}

/// How many blank lines part a unit from the text above, whatever a page has between.
fn above(page: &Page, unit: usize) -> usize {
    let mut most = page.units[unit].space;
    if unit == 0 {
        return 2;
    }
    for i in (0..unit).rev().take_while(|i| page.units[*i].class == Some(LineClass::Furniture)) {
        most = most.max(page.units[i].space);
    }
    most
}

fn is_capital(text: &str) -> bool {
    let bare = text.trim_matches(['_', '=']);
    is_capitals(bare) || wrapped::is_word(bare) || is_numeral(bare)
}

/// The word that a heading counts with, and its number.
fn count(text: &str) -> Option<(String, u32)> {
    let text = text.trim_matches(['_', '=', '[', ']', ' ']);
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let word = first.trim_end_matches('.').to_lowercase();
    let figure = |s: &str| {
        let end = s.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(s.len());
        let mark = &s[..end];
        mark.parse().ok().or_else(|| words::roman(mark).filter(|_| mark.starts_with(char::is_uppercase)))
    };
    if PARTS.contains(&word.as_str())
        && let Some(number) = figure(rest.trim_start())
    {
        return Some((word, number));
    }
    if let Some(found) = numbers::in_words(text) {
        return Some(found);
    }
    if is_ordinal(text) {
        return Some((ORDINAL.to_owned(), 1));
    }
    let number = figure(text)?;
    let plain = is_numeral(text);
    let mark = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let stop = text[mark..].starts_with(['.', ')', ':']);
    (plain || stop).then(|| (if text.starts_with(|c: char| c.is_ascii_digit()) { "1" } else { "I" }.to_owned(), number))
}

/// The word of headings whose number is a word: `Erstes Kapitel`.
const ORDINAL: &str = "ordinal";

/// Whether the key of a row is a word for parts.
fn is_part(word: &str) -> bool {
    word.len() > 1
}

fn habit(page: &Page, heads: &[Head]) -> Habit {
    let capital = |h: &Head| h.kind == Kind::Proven && is_capital(page.str(h.units.start));
    let is = |h: &Head, kind: Kind| h.kind == kind || kind == Kind::Capitals && capital(h);
    let wide = |kind: Kind| heads.iter().filter(|h| is(h, kind) && h.above > 1 && h.below > 0).count();
    let body = (0..page.units.len()).filter(|i| page.is_body(*i));
    let (all, long) =
        body.fold((0, 0), |(all, long), i| (all + 1, long + usize::from(!words::has_at_most(page.str(i), HEADED.0))));
    Habit {
        wide: (wide(Kind::Capitals), wide(Kind::Other)),
        close: heads.iter().filter(|h| h.kind == Kind::Capitals && h.above == 1 && h.below > 0).count(),
        damaged: damaged::is_bad_print(page.text),
        scanned: page.text.contains('\u{c}'),
        often: Often::of(page),
        essay: page.layout == Layout::Lines && long * 2 >= all,
    }
}
