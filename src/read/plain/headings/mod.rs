//! Headings, and heads that run into their paragraph. A heading is known by its length, its end
//! and by what follows.

mod alone;
mod bare;
mod books;
mod damaged;
mod essay;
mod evidence;
mod habits;
mod listed;
mod never;
mod numbers;
mod often;
mod rows;
mod running;
mod stanzas;
mod turns;
mod unbroken;
mod wrapped;

use crate::model::account::LineClass;
use crate::read::plain::doubts::Doubt;
use crate::read::plain::units::{Layout, Page};
use crate::read::plain::{label, words};
use rows::Row;

/// Whether `text` has the form of a heading: short, without the punctuation of a sentence's end.
pub(super) fn is_alike(text: &str) -> bool {
    if is_numeral(text) || is_capitals(text) || is_ordinal(text) {
        return true;
    }
    let ended = without_marker(text);
    let first = text.chars().find(|c| c.is_alphanumeric());
    text.chars().nth(59).is_none()
        && first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || words::roman(text).is_some())
        && text
            .chars()
            .next()
            .is_some_and(|c| c.is_alphanumeric() || words::is_opening_quote(c) || matches!(c, '§' | '('))
        && !ended.ends_with([':', ',', ';', '-', '–', '—', '…'])
        && !ended.trim_end_matches([')', ']']).ends_with('.')
        && !is_spoken(text)
        && !is_question(text)
        && !is_numbered_prose(text)
        && !crate::read::plain::quotations::ends_in_source(text)
}

/// Whether `text` counts or names a part of a text, so that it is no text's title: `IV`, `Chapter II.`, `PART SECOND`,
/// `Introduction`.
pub(super) fn counts_part(text: &str) -> bool {
    let parts = ["chapter", "chap", "canto", "act", "kapitel", "chapitre", "section"];
    is_numeral(text)
        || words::count(text) <= 4 && words::starts_with_any(text, &parts)
        || words::count(text) <= 3 && numbers::counts_part(text)
        || books::is_of_book(text)
}

/// For each unit whether a row of its form makes it the heading of a part.
pub(super) fn in_rows(page: &Page) -> Vec<bool> {
    rows::find(page).into_iter().map(|row| row == Row::Head).collect()
}

/// `IV.`, `3`, `Chapter II.`: a number alone, with a full stop or without.
fn is_numeral(text: &str) -> bool {
    let core = text.trim_end_matches('.');
    let bare = ["chapter ", "part ", "section ", "book "]
        .iter()
        .find_map(|w| core.get(..w.len()).filter(|head| head.eq_ignore_ascii_case(w)).map(|head| &core[head.len()..]))
        .unwrap_or(core);
    let figures = (1..=3).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    figures || (bare.starts_with(char::is_uppercase) && words::roman(bare).is_some())
}

/// `Erstes Kapitel.`, `Chapitre premier`, `Dritter Akt`: a part with its number in words.
fn is_ordinal(text: &str) -> bool {
    let parts = [
        "kapitel",
        "abschnitt",
        "teil",
        "theil",
        "buch",
        "akt",
        "aufzug",
        "auftritt",
        "szene",
        "brief",
        "chapitre",
        "acte",
        "scène",
        "livre",
        "partie",
        "capitolo",
        "atto",
        "scena",
        "hoofdstuk",
        "capítulo",
        "chapter",
        "act",
        "canto",
    ];
    let mut all = text.split_whitespace();
    let (first, second, third) = (all.next(), all.next(), all.next());
    let part = |w: Option<&str>| w.is_some_and(|w| words::is_one_of(w.trim_end_matches(['.', ':']), &parts));
    second.is_some()
        && all.next().is_none()
        && text.starts_with(char::is_uppercase)
        && !text.ends_with([',', ';', '-', '?', '!'])
        // `EIN DRITTER TEIL:` is one of those who speak
        && (part(first) || part(third.or(second)) && !text.ends_with(':'))
}

/// A short line in capitals, with a full stop or without: `THE FIRST BRIDGE.`
fn is_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    // the comma of an address may stand inside its marks: `OFFICE OF "THE KEEPER,"`
    let plain = text.trim_end_matches('.').trim_end_matches(words::is_closing_quote);
    text.len() < 60
        && text.starts_with(char::is_uppercase)
        && letters.clone().all(char::is_uppercase)
        && letters.clone().count() >= 5
        && words::count(text) >= 2
        && !plain.ends_with([':', ',', ';', '-', '–', '—', '…'])
}

/// `text` without a note marker at its end: `The Flood (3)`, `The Flood.3`, `The Flood*`.
fn without_marker(text: &str) -> &str {
    let signs = text.trim_end_matches(['*', '†', '‡']);
    let open = if signs.ends_with([')', ']']) { signs.rfind(['(', '[']) } else { None };
    if let Some(open) = open
        && (3..=5).contains(&(signs.len() - open))
    {
        return signs[..open].trim_end();
    }
    let bare = signs.trim_end_matches(|c: char| c.is_ascii_digit());
    let glued = bare.ends_with(|c: char| matches!(c, '.' | ',' | ';' | ':') || words::is_closing_quote(c));
    if glued { bare } else { signs }
}

/// A whole line in quotation marks is speech.
fn is_spoken(text: &str) -> bool {
    text.starts_with(words::is_opening_quote) && text.ends_with(words::is_closing_quote)
        || text.starts_with(words::is_opening_quote) && text.ends_with(['?', '!'])
}

/// A question or an exclamation is a heading only if its words are set as a title's.
fn is_question(text: &str) -> bool {
    if !text.ends_with(['?', '!']) {
        return false;
    }
    let long: Vec<&str> = text.split_whitespace().skip(1).filter(|w| w.chars().count() >= 4).collect();
    let capitals = long.iter().filter(|w| w.starts_with(|c: char| c.is_uppercase())).count();
    long.is_empty() || capitals * 2 <= long.len()
}

fn is_numbered_prose(text: &str) -> bool {
    label::parse(text).is_some_and(|l| {
        matches!(l.form, label::Form::Bullet | label::Form::Symbol) || !text[l.len..].starts_with(char::is_uppercase)
    })
}

/// Classifies the headings: lines of that form between other units, with prose below, that the text bears out; what may
/// be one on better evidence stays text.
pub(super) fn classify(page: &mut Page) -> Vec<Doubt> {
    let wrapped = page.layout == Layout::Wrapped;
    let heads = if wrapped { wrapped::heads(page) } else { unbroken::heads(page) };
    let counted = habits::counted(page);
    let mut rows = rows::find(page);
    let listed = listed::find(page);
    for (row, _) in rows.iter_mut().zip(&listed).filter(|(_, listed)| **listed) {
        *row = Row::Entry;
    }
    let (mut prose_below, mut row) = (false, 0);
    for i in (0..page.units.len()).rev() {
        let beside =
            label::parse(page.str(i)).is_some_and(|l| l.form == label::Form::Footnote && l.mark == label::SIDENOTE);
        if beside || matches!(page.units[i].class, Some(LineClass::Furniture | LineClass::Meta)) {
            continue;
        }
        let formed = match rows[i] {
            Row::Head => !never::is_of_stage(page.str(i)),
            Row::Entry => false,
            Row::None => (heads[i] || counted[i]) && !never::heads(page, i),
        };
        let alike = page.is_open(i) && formed && !is_signature(page, i);
        if alike && prose_below && (!wrapped || row < ROW) {
            page.classify(i, LineClass::Heading);
        }
        row = if alike { row + 1 } else { 0 };
        prose_below = match page.units[i].class {
            Some(
                LineClass::Note | LineClass::NoteContinuation | LineClass::NoteBlockquote | LineClass::NoteHeading,
            ) => false,
            Some(LineClass::Title) => false,
            Some(LineClass::Heading) => true,
            Some(_) => true,
            None => !alike,
        };
    }
    evidence::take_out(page, &rows)
}

/// How many headings may stand in a row where lines are broken at a width: more are a title page or a list.
const ROW: usize = 4;

/// Whether a unit is what a sign-off (`Yours ever,`) or a sentence left open leads to.
fn is_signature(page: &Page, unit: usize) -> bool {
    unit > 0 && page.is_body(unit - 1) && page.str(unit - 1).ends_with(',')
}

/// The length in bytes of a head that runs into its paragraph: capitals up to a full stop, a
/// colon or a dash, with a sentence behind.
pub(super) fn run_in(text: &str) -> Option<usize> {
    let stop = text.char_indices().take(64).find(|(_, c)| matches!(c, '.' | ':' | '—'))?;
    let (head, end) = (&text[..stop.0], stop.0 + stop.1.len_utf8());
    let rest = text[end..].strip_prefix([' ', '\u{a0}', '—', '–', '-'])?;
    let letters = head.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = head.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let word = head.split_whitespace().any(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 3);
    let plain = head.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-' | ',' | '&'));
    let sentence = words::count(rest) >= 4
        && rest.trim_start().starts_with(|c: char| c.is_uppercase() || words::is_opening_quote(c));
    (letters >= 4 && capitals && word && plain && sentence).then_some(end)
}
