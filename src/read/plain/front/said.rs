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

/// Classifies what the first lines of the text repeat of the header, and whoever prepared it: of the rest nothing.
pub(super) fn repeated(page: &mut Page, first: &[usize], front: &Front) {
    let known: Vec<String> =
        [front.title.as_ref().map(|(_, range)| &page.text[range.clone()]), front.author.as_deref()]
            .into_iter()
            .flatten()
            .map(plain)
            .collect();
    let same = |i: usize| {
        let text = plain(page.str(i));
        !text.is_empty() && known.contains(&text)
    };
    let by = |i: usize| super::bylines::is_by(page.str(i)) || page.str(i).to_lowercase().starts_with("by ");
    let mut found = Vec::new();
    for (k, unit) in first.iter().copied().enumerate() {
        let name = |i: &usize| same(*i) || page.str(*i).get(3..).is_some_and(|rest| known.contains(&plain(rest)));
        // `LETTERS OF` leads to a name that is the title's
        let of = |above: &usize| {
            let last = page.str(*above).rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
            matches!(last.as_str(), "of" | "de" | "di" | "del" | "des" | "du")
        };
        if same(unit) && k.checked_sub(1).is_some_and(|k| of(&first[k]) && first[k] + 1 == unit) {
            continue;
        }
        let byline = by(unit) && (name(&unit) || first.get(k + 1).is_some_and(|next| same(*next)));
        if same(unit) || byline || super::kind(page.str(unit), false) == super::Kind::Transcriber {
            found.push(unit);
        }
    }
    found.into_iter().for_each(|unit| page.classify(unit, LineClass::Meta));
}

/// Letters and figures in lower case, to compare by.
fn plain(text: &str) -> String {
    let words = words::folded(text);
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}
