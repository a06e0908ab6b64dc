//! Where the conspectus siglorum explains a siglum: the names of its places.

use crate::model::apparatus::SiglumId;
use crate::model::document::{Edition, Place, Spot};
use crate::model::generated::Generated;
use crate::model::text::MarkKind;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The name of a siglum's place in the conspectus, fit for an XML id: `siglum-A`, `siglum-A_b2_`. What is no letter or
/// figure of ASCII stands as its code point between `_`.
pub fn anchor(siglum: &str) -> String {
    let mut name = "siglum-".to_owned();
    for c in siglum.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => name.push(c),
            c => drop(write!(name, "_{:x}_", u32::from(c))),
        }
    }
    name
}

/// The same of one that means something else in `document` (its id) than in documents before it.
pub fn anchor_in(siglum: &str, document: &str) -> String {
    format!("{}-in-{document}", anchor(siglum))
}

/// For each siglum of each document (index) where the conspectus of the book explains it; empty where the book has
/// none.
pub fn places(edition: &Edition) -> BTreeMap<(usize, SiglumId), Place> {
    let listed = edition.documents.iter().position(|document| document.generated == Some(Generated::Conspectus));
    let Some((index, conspectus)) = listed.map(|index| (index, &edition.documents[index])) else {
        return BTreeMap::new();
    };
    let names: BTreeSet<&str> = conspectus
        .body
        .marks
        .iter()
        .filter_map(|mark| if let MarkKind::Anchor(name) = &mark.kind { Some(name.as_str()) } else { None })
        .collect();
    let mut places = BTreeMap::new();
    for (number, document) in edition.documents.iter().enumerate() {
        for (id, siglum) in (0..).map(SiglumId).zip(&document.sigla.list) {
            let own = [anchor_in(&siglum.siglum, &document.id), anchor(&siglum.siglum)];
            let name = own.into_iter().find(|name| names.contains(name.as_str()));
            let place = name.map(|name| Place { document: index, spot: Spot::Anchor(name) });
            places.extend(place.map(|place| ((number, id), place)));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::anchor;

    #[test]
    fn names_are_unique_and_fit_for_xml() {
        let sigla = ["A", "A²", "β", "a", "P 46", "Ab2", "A_b2_", "B'"];
        let names: std::collections::BTreeSet<String> = sigla.map(anchor).into_iter().collect();
        assert_eq!(names.len(), sigla.len());
        let fit = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        assert!(names.iter().all(|name| name.chars().all(fit)), "{names:?}");
        assert_eq!(anchor("A²"), "siglum-A_b2_");
    }
}
