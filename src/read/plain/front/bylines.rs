//! Bylines: which line of the front matter, or which part of the title's, names the author.

use super::names;
use crate::read::plain::units::Page;
use crate::read::plain::{headings, words};
use std::ops::Range;

/// Labels before the author's name.
const AUTHOR: [&str; 4] = ["author:", "authors:", "by:", "written by:"];

/// Whether `text` is a line that names the author: `by Mary Brook`, `Author: Mary Brook`.
pub(crate) fn is_byline(text: &str) -> bool {
    let labelled = words::starts_with_any(text, &AUTHOR) && !text.ends_with(':');
    labelled || (words::starts_with_any(text, &["by "]) && names::likeness(text[2..].trim()) > 0)
}

/// Whether the line says nothing but `by`, the author's name being on the next.
pub(crate) fn is_by(text: &str) -> bool {
    const LEADS: [&str; 13] = [
        "by",
        "von",
        "par",
        "di",
        "door",
        "by the same",
        "kirj",
        "kirjoittanut",
        "af",
        "av",
        "por",
        "przez",
        "written by",
    ];
    LEADS.contains(&text.trim_matches(['.', ':']).to_lowercase().as_str())
}

/// Whether a line leads to the name of somebody who is not the author: `TRANSLATED`, `FROM THE FRENCH OF`, `Edited`.
pub(crate) fn leads_to_other(text: &str) -> bool {
    const TRANSLATED: [&str; 9] =
        ["translat", "from the", "copyright", "übersetz", "traduit", "tradotto", "traducid", "vertaald", "suomentan"];
    const OTHERS: [&str; 8] =
        ["edited", "illustrat", "selected", "collected", "compiled", "introduction", "notes", "herausgegeben"];
    let low = text.to_lowercase();
    let last = low.rsplit(char::is_whitespace).next().unwrap_or("");
    TRANSLATED.iter().any(|word| low.contains(word) && (*word != "from the" || low.contains(" of")))
        || OTHERS.iter().any(|word| low.contains(word) && (words::has_at_most(text, 3) || last.contains(word)))
        || OTHERS.iter().any(|word| low.contains(word) && low.ends_with(" by"))
}

/// Whether the word that leads to an author's name may be one of the title's: `di`.
pub(crate) fn is_genitive(text: &str) -> bool {
    matches!(text.trim_matches(['.', ':']).to_lowercase().as_str(), "di")
}

/// Which of the first two short lines is the author's name, if one is; of two names the one with
/// fewer words that the prose uses as common nouns, and the first of equals.
pub(crate) fn author_line(page: &Page, two: &[usize]) -> Option<usize> {
    let [a, b] = [two[0], two[1]].map(|i| likeness_here(page, i, two[1] + 1));
    let nouns = |i: usize| names::common_nouns(page.str(i), prose_from(page, two[1] + 1));
    match (a, b) {
        (0, 0) => None,
        (1, 1) if nouns(two[0]) > nouns(two[1]) => Some(two[1]),
        // a name in words of which nothing shows that they are none of a title stands below it
        (1, 1) if nouns(two[0]) == nouns(two[1]) => Some(two[1]),
        (0, _) if is_repeated(page.str(two[0]), page.str(two[1])) => None,
        _ if is_inflected(page.str(two[0]), page.str(two[1])) => None,
        (_, 0) if headings::counts_part(page.str(two[1])) => None,
        _ if a >= b => Some(two[0]),
        _ => Some(two[1]),
    }
}

/// Whether a line comes again in the next: its last word stands there too.
fn is_repeated(first: &str, second: &str) -> bool {
    let last = first.rsplit(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or("").to_lowercase();
    last.chars().count() >= 5 && second.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| word == last)
}

/// Whether the second line begins with the name that is the first, in another case: `Marcus Albus`, `MARCI ALBI LIBER`.
fn is_inflected(first: &str, second: &str) -> bool {
    let word = |text: &str| -> String {
        text.split_whitespace().next().unwrap_or("").chars().flat_map(char::to_lowercase).collect()
    };
    let (a, b) = (word(first), word(second));
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    a != b && same >= 4 && same + 3 >= a.chars().count() && words::count(second) > words::count(first)
}

/// How much the unit looks like a name, given the prose from `prose` on: a line all of whose
/// words the prose uses as common nouns does not.
pub(crate) fn likeness_here(page: &Page, unit: usize, prose: usize) -> u32 {
    let text = page.str(unit);
    match names::likeness(text) {
        1 if names::common_nouns(text, prose_from(page, prose)) >= words::count(text) => 0,
        likeness => likeness,
    }
}

fn prose_from<'a>(page: &Page<'a>, unit: usize) -> &'a str {
    page.units.get(unit).map_or("", |u| &page.text[u.range.start..])
}

/// Title and author on one line: `The Tides - Mary Brook`, `The Tides by Mary Brook`.
pub(crate) fn beside<'a>(page: &Page<'a>, unit: usize) -> (Range<usize>, Option<&'a str>) {
    let (text, range) = (page.str(unit), page.units[unit].range.clone());
    for sign in [" - ", " – ", " — ", " -- ", " by ", " / "] {
        if let Some((title, author)) = text.rsplit_once(sign)
            && names::likeness(author.trim()) > 0
            && !title.trim().is_empty()
            && !credits(text)
            && (sign == " by " || is_no_title(page, author.trim()))
        {
            return (range.start..range.start + title.trim_end().len(), Some(author.trim()));
        }
    }
    (range, None)
}

/// Whether a line says who did something for the book: `Established by Mary Brook`.
pub(crate) fn credits(text: &str) -> bool {
    text.split_once(" by ").is_some_and(|(lead, _)| lead.rsplit(char::is_whitespace).next().is_some_and(is_made))
}

/// Whether what has the form of a name has none of the words that the text has in small letters.
fn is_no_title(page: &Page, name: &str) -> bool {
    names::likeness(name) > 1 || names::common_nouns(name, page.text) == 0
}

/// Whether a word says what somebody did who is named behind `by`: `Established by`, `told by`.
fn is_made(word: &str) -> bool {
    let low = word.to_lowercase();
    low.chars().count() > 3 && low.ends_with("ed")
        || matches!(low.as_str(), "told" | "retold" | "drawn" | "written" | "sold")
}

/// Whether the second unit is a sentence about the author named beside the title.
pub(crate) fn is_standfirst(page: &Page, first: &[usize]) -> bool {
    if first.len() <= 2 {
        return false;
    }
    let author = beside(page, first[0]).1;
    let begins = |second: &usize| author.is_some_and(|name| page.str(*second).starts_with(name));
    begins(&first[1]) && words::count(page.str(first[1])) <= 20
}

/// What a byline says after `by` or `Author:`.
pub(crate) fn after_label(text: &str) -> &str {
    if !is_byline(text) {
        return text;
    }
    let text = text.trim_matches(['=', '_', ' ']);
    text.split_once(':').map_or_else(|| text.get(2..).unwrap_or(""), |(_, name)| name).trim()
}
