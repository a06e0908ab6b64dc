//! Names of persons as the citation processor needs them. It takes `Della` of *Della Porta* for a particle, leaves `de`
//! of *de Vries* out where only the surname is cited, and prints `al-` where it stands.
//!
//! Knows names; nothing of works. By CSL 1.0.2 a particle in small letters before the family name does not drop (*de
//! Vries*, cited so and, where the style says it, sorted under V); one behind the given name does (*Humboldt, Alexander
//! von*). A word with a capital is part of the name.

use crate::words::filing;
use hayagriva::types::Person;

/// Joins the words of a name that the processor must not part; sorts like the space that it becomes again.
const JOINT: char = '\u{205F}';
/// Stands behind a particle without a space, where the processor sets one.
const GLUE: char = '\u{2063}';

/// Where a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// In running text.
    Cited,
    /// In the list of works; whether a particle stands behind the given name there.
    Listed { demoted: bool },
    /// Nowhere: the list is sorted by it; whether without the particle, and whether letter by letter.
    Sorted { demoted: bool, letters: bool },
}

/// What stands behind a name though it is written last, as in an index: `Stewart, Thomas W., Jr.`
const SUFFIXES: [&str; 8] = ["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "V"];
/// Between the words of a name that is sorted word by word: comes after the comma that ends a shorter name (`López,
/// M.`, `López de Molina`) and before all letters.
const PARTING: &str = "/";

/// The particle before a family name, with the space behind it if there is one, and the name.
pub(super) fn parted(person: &Person) -> (String, String) {
    let name = person.name.as_str();
    let (attached, family) = match filing::particle(name).filter(|_| person.given_name.is_some()) {
        Some((particle, family)) => (particle, family),
        None => ("", name),
    };
    let before = person.prefix.as_deref().map(str::trim).filter(|prefix| !prefix.is_empty());
    let before = before.map(|prefix| format!("{prefix} ")).unwrap_or_default();
    // `López de Molina`: what begins with a capital is the name.
    match before.find(char::is_uppercase) {
        Some(at) => (before[..at].to_owned(), format!("{}{attached}{family}", &before[at..])),
        None => (format!("{before}{attached}"), family.to_owned()),
    }
}

/// A person as the processor is to see him.
pub(super) fn dressed(person: &Person, whither: Use) -> Person {
    let person = &in_place(person);
    let person = &if matches!(whither, Use::Sorted { .. }) { person.clone() } else { curled(person) };
    let (particle, family) = parted(person);
    // A name alone is printed and sorted as it is: `Plato`, `International Labour Office`.
    if person.given_name.is_none() {
        let name = match whither {
            Use::Sorted { demoted: true, .. } => family,
            _ => format!("{particle}{family}"),
        };
        return Person { name, prefix: None, ..person.clone() };
    }
    // Nobody looks for an Arabic name under its article.
    let demoted = match whither {
        Use::Cited => false,
        Use::Listed { demoted } => demoted,
        Use::Sorted { demoted, .. } => demoted || particle.ends_with('-'),
    };
    let joined = |name: &str| match whither {
        Use::Sorted { letters, .. } => name.replace('-', "").replace(' ', if letters { "" } else { PARTING }),
        _ => name.replace(' ', &JOINT.to_string()),
    };
    if particle.is_empty() || !demoted {
        return Person { name: joined(&format!("{particle}{family}")), prefix: None, ..person.clone() };
    }
    let prefix = match particle.strip_suffix(' ') {
        Some(word) => word.to_owned(),
        None => format!("{particle}{GLUE}"),
    };
    Person { name: joined(&family), prefix: Some(prefix), ..person.clone() }
}

/// The same with the suffix in its place: three parts are read as surname, suffix and given names (as in BibTeX), and
/// some write the suffix last.
fn in_place(person: &Person) -> Person {
    let is_suffix = |part: &Option<String>| part.as_deref().is_some_and(|part| SUFFIXES.contains(&part));
    match is_suffix(&person.given_name) && person.suffix.is_some() && !is_suffix(&person.suffix) {
        true => Person {
            given_name: person.suffix.clone(),
            suffix: person.given_name.clone(),
            comma_suffix: true,
            ..person.clone()
        },
        false => person.clone(),
    }
}

/// The same with curly apostrophes: `O’Hara`, `’t Hoen`.
fn curled(person: &Person) -> Person {
    let curled = |words: &String| match words.split_once(" '") {
        // A name in quotation marks: `Tom 'Red' Keeper`.
        Some((before, rest)) if format!("{rest} ").contains("' ") => {
            format!("{} ‘{}", before.replace('\'', "’"), rest.replace('\'', "’"))
        }
        _ => words.replace('\'', "’"),
    };
    Person {
        name: curled(&person.name),
        given_name: person.given_name.as_ref().map(curled),
        prefix: person.prefix.as_ref().map(curled),
        suffix: person.suffix.as_ref().map(curled),
        ..person.clone()
    }
}

/// A person's name as a list files it: `Vries, Jan`, `Plato`.
pub(super) fn filed(person: &Person) -> String {
    let person = in_place(person);
    let family = parted(&person).1;
    match &person.given_name {
        Some(given) => format!("{family}, {given}"),
        None => family,
    }
}

/// What the processor wrote, with the signs for its eyes only taken out again.
pub(super) fn undressed(words: &str) -> String {
    if !words.contains([JOINT, GLUE]) {
        return words.to_owned();
    }
    words.replace(&format!("{GLUE} "), "").replace(GLUE, "").replace(JOINT, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(name: &str, demoted: bool) -> (String, Option<String>) {
        let person = Person::from_strings(name.split(',').collect()).unwrap();
        let dressed = dressed(&person, Use::Listed { demoted });
        (undressed(&dressed.name), dressed.prefix.map(|p| undressed(&p)))
    }

    #[test]
    fn particles_go_behind_the_given_name_where_the_style_says_so() {
        let cases = [
            ("de Vries, Jan", "Vries", Some("de")),
            ("van der Leeuw, Gerardus", "Leeuw", Some("van der")),
            ("al-Hakim, Tawfiq", "Hakim", Some("al-")),
            ("d’Alembert, Jean", "Alembert", Some("d’")),
            ("de l’Isle, Rose", "Isle", Some("de l’")),
            ("Della Porta, Giambattista", "Della Porta", None),
            ("Ó Cadhain, Máirtín", "Ó Cadhain", None),
            ("López de Molina, Gil", "López de Molina", None),
            ("Humboldt, Alexander von", "Humboldt", None),
        ];
        for (name, family, particle) in cases {
            assert_eq!(listed(name, true), (family.to_owned(), particle.map(str::to_owned)), "{name}");
            let whole = name.split(',').next().unwrap_or_default();
            assert_eq!(listed(name, false), (whole.to_owned(), None), "{name}");
        }
    }
    #[test]
    fn a_shorter_name_comes_first() {
        let sorted = |name: &str, letters| {
            let person = Person::from_strings(name.split(',').collect()).unwrap();
            dressed(&person, Use::Sorted { demoted: true, letters }).name
        };
        assert_eq!(sorted("López de Molina, Gil", true), "LópezdeMolina");
        assert_eq!(sorted("López de Molina, Gil", false), "López/de/Molina");
        assert_eq!(sorted("Villa-Lobos, Heitor", false), "VillaLobos");
    }

    #[test]
    fn a_suffix_written_last_is_one() {
        for name in ["Stewart, Thomas W., Jr.", "Stewart, Jr., Thomas W."] {
            let person = in_place(&Person::from_strings(name.split(',').collect()).unwrap());
            assert_eq!((person.given_name.as_deref(), person.suffix.as_deref()), (Some("Thomas W."), Some("Jr.")));
        }
    }
}
