//! What lists of places say of themselves where lines have no numbers and the places are called by milestones.
//!
//! Knows words only.

/// How the introductions of lists say what stands in them, and what they say of milestones instead.
const WORDS: [(&str, &str); 8] = [
    ("with page and line", "with the numbers beside or in the text"),
    ("after it page and line of this edition", "after it the number beside or in the text"),
    ("avec page et ligne", "avec les numéros en marge ou dans le texte"),
    ("après, page et ligne de cette édition", "après, le numéro en marge ou dans le texte"),
    ("mit Seite und Zeile", "mit den Zahlen neben dem Text oder in ihm"),
    ("danach Seite und Zeile dieser Ausgabe", "danach die Zahl neben dem Text oder in ihm"),
    ("cum pagina et linea", "cum numeris in margine vel in textu positis"),
    ("deinde pagina et linea huius editionis", "deinde numerus in margine vel in textu positus"),
];

/// An introduction of a list whose places are called by milestones.
pub fn by_milestones(introduction: &str) -> String {
    WORDS.iter().fold(introduction.to_owned(), |words, (lines, milestones)| words.replace(lines, milestones))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::generated::Generated;
    use crate::terms::GeneratedTerms;

    #[test]
    fn no_list_of_places_promises_lines_that_are_not_there() {
        for language in ["en", "fr", "de", "la"] {
            let terms = GeneratedTerms::of(language);
            for what in [Generated::IndexNominum, Generated::IndexRerum, Generated::IndexLocorum] {
                let said = by_milestones(terms.introduction(what));
                assert!(
                    !["line of", "and line", "ligne", "Zeile", "linea"].iter().any(|word| said.contains(word)),
                    "{said}"
                );
            }
        }
    }
}
