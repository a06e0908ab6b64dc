//! What other programs number and cross-references name: figures, tables, formulae. Here they have no numbers and are
//! named by their kind and their caption.
//!
//! Knows words only.

use crate::words::language::primary;

/// The kinds, by what their labels begin with, and their names in English, French, German and Latin.
const KINDS: [(&[&str], [&str; 4]); 15] = [
    (&["fig"], ["figure", "figure", "Abbildung", "figura"]),
    (&["tbl", "tab"], ["table", "tableau", "Tabelle", "tabula"]),
    (&["eq"], ["equation", "équation", "Gleichung", "aequatio"]),
    (&["lst", "listing"], ["listing", "listing", "Listing", "exemplum"]),
    (&["thm"], ["theorem", "théorème", "Satz", "theorema"]),
    (&["lem"], ["lemma", "lemme", "Hilfssatz", "lemma"]),
    (&["cor"], ["corollary", "corollaire", "Folgerung", "corollarium"]),
    (&["prp", "prop"], ["proposition", "proposition", "Behauptung", "propositio"]),
    (&["cnj"], ["conjecture", "conjecture", "Vermutung", "coniectura"]),
    (&["def"], ["definition", "définition", "Definition", "definitio"]),
    (&["exm"], ["example", "exemple", "Beispiel", "exemplum"]),
    (&["exr"], ["exercise", "exercice", "Übung", "exercitium"]),
    (&["rem"], ["remark", "remarque", "Bemerkung", "annotatio"]),
    (&["nte", "tip", "wrn", "imp", "cau"], ["note", "note", "Hinweis", "nota"]),
    (&["sec", "ch", "chap"], ["section", "section", "Abschnitt", "sectio"]),
];

/// What a label that begins with `prefix` names, in a language (BCP 47); `None` where no program has such labels.
pub fn kind(prefix: &str, language: &str) -> Option<&'static str> {
    let prefix = prefix.to_lowercase();
    let (_, names) = KINDS.iter().find(|(prefixes, _)| prefixes.contains(&prefix.as_str()))?;
    Some(match primary(language) {
        "fr" => names[1],
        "de" => names[2],
        "la" => names[3],
        _ => names[0],
    })
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn labels_say_what_they_name() {
        assert_eq!(kind("fig", "en-GB"), Some("figure"));
        assert_eq!(kind("Tbl", "de"), Some("Tabelle"));
        assert_eq!(kind("smith", "en"), None);
    }
}
