//! Which of several equal words of a line, or of a verse that has several, an entry means: *et²*.
//!
//! Words are equal whatever their case; a phrase is counted as a phrase. What begins on a line is of that line.

use crate::model::apparatus::{Home, OrdinalId};
use crate::model::document::Edition;
use crate::model::loci::{self, PlacedAt};
use crate::typeset::pages::numbering::LinePlace;
use crate::typeset::paragraph::keyed::Repeated;
use std::collections::BTreeMap;
use std::ops::Range;

/// Which of the words equal to those at `words` in the stretches of `unit`, a line or a verse in parts, these are, from
/// 1; none where they stand there once. All are bytes of `text`.
pub(crate) fn which(text: &str, unit: &[Range<usize>], words: &Range<usize>) -> Option<u32> {
    let sought = text.get(words.clone())?;
    let (mut count, mut own) = (0, None);
    for stretch in unit {
        for (at, _) in text.get(stretch.clone())?.char_indices() {
            if is_at(text, stretch.start + at, sought) {
                count += 1;
                if stretch.start + at == words.start {
                    own = Some(count);
                }
            }
        }
    }
    own.filter(|_| count > 1)
}

/// Whether words equal to those at `words` stand in a stretch of `text`.
pub(crate) fn stand(text: &str, stretch: &Range<usize>, words: &Range<usize>) -> bool {
    let (Some(all), Some(sought)) = (text.get(stretch.clone()), text.get(words.clone())) else { return false };
    all.char_indices().any(|(at, _)| is_at(text, stretch.start + at, sought))
}

/// Words that may be on another line than the entry that names them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Elsewhere {
    /// The line of the entry, and whether it has such words.
    pub(crate) home: Option<(LinePlace, bool)>,
    /// That of the words.
    pub(crate) there: Option<LinePlace>,
}

impl Elsewhere {
    /// What says the line of the words, if it must be said: ` (3)`, and on another page ` (p. 7, 3)`.
    pub(crate) fn line(
        &self,
        home: Option<&Home>,
        labels: &[String],
        placed: impl Fn(LinePlace) -> PlacedAt,
    ) -> Option<String> {
        let ((own, again), there) = (self.home?, self.there?);
        let of = |place: LinePlace| (place.page, place.line, place.sub, place.letters, place.division);
        if !again || !own.counts || !there.counts || of(own) == of(there) {
            return None;
        }
        let term = home?.page.filter(|_| own.page != there.page);
        let label = labels.get(there.page).map_or("0", String::as_str);
        let page = term.map(|term| format!("{term}\u{a0}{label}, ")).unwrap_or_default();
        Some(format!("\u{a0}({page}{})", loci::line_number(&placed(there))))
    }
}

/// What says the lines of words that are on others than their entries, by document.
pub(crate) fn said(known: &[Repeated], ordinals: &[String]) -> BTreeMap<(usize, OrdinalId), String> {
    let said = known.iter().zip(ordinals).filter(|(words, line)| words.home.is_some() && !line.is_empty());
    said.map(|(words, line)| ((words.document, words.id), line.clone())).collect()
}

/// Which of several equal words these are, where they are counted in more than a line.
pub(crate) fn counted(edition: &Edition, words: &Repeated) -> String {
    let text = edition.documents.get(words.document).and_then(|document| document.text(words.container));
    let which = text.and_then(|text| which(&text.string, &words.unit, &words.range));
    which.map_or_else(String::new, |which| which.to_string())
}

/// Whether `sought` stands at a byte of `text` as whole words.
fn is_at(text: &str, at: usize, sought: &str) -> bool {
    if !text[at..].chars().zip(sought.chars()).take(1).all(|(own, sought)| same(sought, Some(own))) {
        return false;
    }
    let joins = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    let (before, rest) = text.split_at(at);
    // A sign is one wherever it stands.
    let [first, last] = [sought.chars().next(), sought.chars().next_back()].map(|c| c.is_some_and(joins));
    if first && before.chars().next_back().is_some_and(joins) {
        return false;
    }
    let mut there = rest.chars();
    let equal = sought.chars().all(|c| same(c, there.next()));
    equal && !(last && there.next().is_some_and(joins))
}

/// Whether a character is the one sought, whatever its case.
fn same(sought: char, there: Option<char>) -> bool {
    there.is_some_and(|c| sought == c || sought.to_lowercase().eq(c.to_lowercase()) || both_spaces(sought, c))
}

fn both_spaces(one: char, other: char) -> bool {
    one.is_whitespace() && other.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_their_line() {
        let text = "et puer et puella, Et et alii etiam";
        let (whole, other) = (0..text.len(), 0..7);
        let line = std::slice::from_ref(&whole);
        assert_eq!(which(text, line, &(0..2)), Some(1));
        assert_eq!(which(text, line, &(8..10)), Some(2));
        assert_eq!(which(text, line, &(22..24)), Some(4));
        assert_eq!(which(text, line, &(3..7)), None);
        assert_eq!(which(text, std::slice::from_ref(&other), &(0..2)), None, "another line");
        assert_eq!(which(text, line, &(0..7)), None, "a phrase is counted as a phrase");
        let signs = 0..7;
        assert_eq!(which("a, b, c", std::slice::from_ref(&signs), &(4..5)), Some(2), "a sign");
        assert_eq!(which(text, &[0..2, 19..31], &(22..24)), Some(3), "a verse in parts");
    }
}
