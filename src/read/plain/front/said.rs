//! What the header of a library says of its file in lines of their own, as Project Gutenberg's does: `Title:`,
//! `Author:`, `Translator:`, `Language:`. It goes before whatever the first lines of the text look like.

use super::Front;
use crate::model::account::LineClass;
use crate::read::plain::units::Page;
use crate::read::plain::{language, words};
use std::ops::Range;

/// How many units the header may have.
const DEPTH: usize = 60;

/// Reads the header, if there is one above the text that says the title: its last unit.
pub(super) fn read(page: &mut Page, front: &mut Front) -> Option<usize> {
    let units = page.units.len().min(DEPTH);
    let furniture = |i: &usize| page.units[*i].class == Some(LineClass::Furniture);
    let header: Vec<usize> = (0..units).take_while(furniture).collect();
    let begins = |i: &&usize| page.str(**i).starts_with('*') && page.str(**i).to_lowercase().contains("gutenberg");
    let end = header.iter().find(begins).copied()?;
    let of = |labels: &[&str]| {
        let mut found = (0..end).filter_map(|i| Some((i, value(page, i, labels)?)));
        found.next()
    };
    let (unit, range) = of(&["Title:", "Titel:", "Titre:"])?;
    let title = (unit, first_line(page.text, range));
    let author = of(&["Author:", "Authors:", "Auteur:", "Autor:"]);
    let translator = of(&["Translator:", "Translators:"]);
    let tongue = of(&["Language:"]);
    let text =
        |(_, range): &(usize, Range<usize>)| page.text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    front.author =
        author.as_ref().map(text).filter(|name| !matches!(name.as_str(), "Various" | "Unknown" | "Anonymous"));
    front.header.translators = translator.iter().map(text).collect();
    front.header.language = tongue.as_ref().and_then(|t| language::named(&text(t))).map(str::to_owned);
    let rest: Vec<usize> = [author, translator.clone(), tongue].into_iter().flatten().map(|(unit, _)| unit).collect();
    rest.into_iter().for_each(|unit| page.units[unit].class = Some(LineClass::Meta));
    page.units[title.0].class = Some(LineClass::Title);
    front.source = translator.map(|(unit, _)| (unit, page.units[unit].range.clone()));
    front.title = Some(title);
    Some(end)
}

/// The first line of a title, and what only its length has put on the next one: below stand subtitles.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let title = &text[range.clone()];
    let line = title.lines().next().unwrap_or(title).trim_end();
    if line.chars().count() >= LONG { range } else { range.start..range.start + line.len() }
}

/// From how many characters on a title goes on in the next line.
const LONG: usize = 58;

/// What a unit says behind one of `labels`, in bytes of the witness.
fn value(page: &Page, unit: usize, labels: &[&str]) -> Option<Range<usize>> {
    let rest = labels.iter().find_map(|label| page.str(unit).strip_prefix(label))?.trim_start();
    let end = page.units[unit].range.end;
    (!rest.is_empty()).then(|| end - rest.len()..end)
}

/// Words that lead to a name, so that it is part of what they say: `LETTERS OF`, `Copyright, 1898, by`.
const LEADING: [&str; 13] = ["of", "de", "di", "del", "des", "du", "by", "von", "van", "par", "door", "and", "to"];

/// How many words a paragraph of prose has at least: below it nothing is a title page's.
const PROSE: usize = 25;

/// Classifies what the first lines of the text repeat of the header, once each and above the first prose, and whoever
/// prepared it: of the rest nothing.
pub(super) fn repeated(page: &mut Page, first: &[usize], front: &Front) {
    let mut known: Vec<String> =
        [front.title.as_ref().map(|(_, range)| &page.text[range.clone()]), front.author.as_deref()]
            .into_iter()
            .flatten()
            .map(plain)
            .filter(|words| !words.is_empty())
            .collect();
    let by = |i: usize| super::bylines::is_by(page.str(i)) || page.str(i).to_lowercase().starts_with("by ");
    let mut found: Vec<usize> = Vec::new();
    let mut prose = false;
    for (k, unit) in first.iter().copied().enumerate() {
        let (text, own) = (page.str(unit), plain(page.str(unit)));
        if prepared(text) {
            found.extend(credit(page, unit));
            continue;
        }
        if found.contains(&unit) {
            continue;
        }
        prose |= words::count(text) >= PROSE;
        let above = k.checked_sub(1).map(|k| first[k]).filter(|above| above + 1 == unit);
        let leads = |above: usize| {
            let last = page.str(above).rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
            LEADING.contains(&last.trim_end_matches(['.', ',', ':'])) && !found.contains(&above)
        };
        if prose || above.is_some_and(leads) {
            continue;
        }
        let name = |text: &str| known.iter().position(|words| *words == plain(text));
        let below = first.get(k + 1).and_then(|next| name(page.str(*next)));
        let named = name(text).or_else(|| text.get(3..).filter(|_| by(unit)).and_then(name));
        if let Some(at) = named {
            known.remove(at);
        }
        let name = text.get("translated by ".len()..).filter(|_| words::starts_with_any(text, &["translated by "]));
        let kept = |name: &str| front.header.translators.iter().any(|known| plain(known) == plain(name));
        let translates = name.is_some_and(kept);
        if translates {
            found.push(unit);
            continue;
        }
        // one of several authors
        let next = page.units.get(unit + 1).filter(|u| u.space == 0).map_or("", |_| page.str(unit + 1));
        if words::is_one_of(next.split_whitespace().next().unwrap_or(""), &["and", "&", "und", "et"]) && named.is_some()
        {
            continue;
        }
        if !own.is_empty() && named.is_some() || super::bylines::is_by(text) && below.is_some() {
            found.push(unit);
        }
    }
    found.into_iter().for_each(|unit| page.classify(unit, LineClass::Meta));
}

/// How whoever made the file says so.
const PREPARED: [&str; 9] = [
    "produced by",
    "e-text prepared by",
    "etext prepared by",
    "this etext",
    "this ebook",
    "transcribed",
    "transcriber",
    "online distributed proofreading team",
    "proofread",
];

/// Whether a paragraph says who made the file, all of it: no line of a title page in capitals, no label with its words
/// below.
fn prepared(text: &str) -> bool {
    let capitals = !text.contains(char::is_lowercase);
    let credit = words::starts_with_any(text, &PREPARED) && !super::kinds::is_note(text);
    text.len() < 500 && !capitals && !text.ends_with(':') && credit
}

/// How many lines a credit has at most that are units of their own.
const CREDIT: usize = 4;

/// The units of a credit: the lines below go on with it until one ends.
fn credit(page: &Page, unit: usize) -> Vec<usize> {
    let mut units = vec![unit];
    for next in unit + 1..page.units.len().min(unit + CREDIT) {
        let ended = page.str(next - 1).ends_with(['.', ')', '>', ']']);
        if ended || page.units[next].space > 0 || !page.is_open(next) {
            break;
        }
        units.push(next);
    }
    units
}

/// Letters and figures in lower case, to compare by.
pub(super) fn plain(text: &str) -> String {
    let words = words::folded(text);
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}
