//! The order of an index: the alphabet of the book's language, without the articles of titles and the particles that
//! its readers pass over; the numbers of places by their value.

use crate::model::name::{Name, NameKind};
use crate::words::collation::{Collation, CollationKey};
use crate::words::filing::{without_article, without_particle};
use crate::words::numerals::roman;

/// An alphabet with the language whose it is.
pub(super) struct Alphabet<'a> {
    collation: Collation,
    language: &'a str,
}

impl<'a> Alphabet<'a> {
    /// That of a language (BCP 47).
    pub(super) fn of(language: &'a str) -> Self {
        Self { collation: Collation::of(language), language }
    }

    /// What `words` are sorted by, as they stand.
    pub(super) fn key(&self, words: &str) -> CollationKey {
        self.collation.key(words)
    }

    /// What a title is sorted by.
    pub(super) fn title(&self, title: &str) -> CollationKey {
        self.collation.key(without_article(title, None))
    }

    /// What a name is sorted by, as which an index prints `head`.
    pub(super) fn name(&self, name: &Name, head: &str) -> CollationKey {
        self.collation.key(self.filed(name, head))
    }

    /// The letter under which it stands.
    pub(super) fn initial(&self, name: &Name, head: &str) -> String {
        self.collation.initial(self.filed(name, head))
    }

    /// The words that decide: what the editor says of the name itself, else what is left without article or particle.
    fn filed<'n>(&self, name: &'n Name, head: &'n str) -> &'n str {
        match (&name.sort_as, name.kind) {
            (Some(words), _) if head == name.name => words,
            (_, NameKind::Work) => without_article(head, None),
            (_, NameKind::Person) => without_particle(head, self.language),
            _ => head,
        }
    }
}

/// What a place in a work is sorted by: roman numerals before figures, figures by their value, and
/// the words around them.
pub(super) fn locus(locator: &str) -> Vec<(u8, u64, String)> {
    let mut parts = Vec::new();
    for part in locator.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()) {
        parts.push(match (part.parse::<u64>(), roman(part)) {
            (Ok(number), _) => (1, number, String::new()),
            (_, Some(number)) => (0, number, String::new()),
            _ => (2, 0, part.to_lowercase()),
        });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_by_their_numbers() {
        let mut places = ["100", "xv", "9", "iv", "12–15", "12–13", "ch. 2"];
        places.sort_by_key(|place| locus(place));
        assert_eq!(places, ["iv", "xv", "9", "12–13", "12–15", "100", "ch. 2"]);
    }
}
