//! Whether a short line is a person's name rather than a title. Knows forms of names and a list
//! of common given names; knows no authors.

use std::collections::HashSet;

/// Given names that are common in the languages of our witnesses: weak evidence, used only to
/// decide between two short lines.
const GIVEN: [&str; 120] = [
    "adam",
    "agnes",
    "albert",
    "alexander",
    "alfred",
    "alice",
    "amy",
    "andrew",
    "anna",
    "anne",
    "anton",
    "antonio",
    "arthur",
    "august",
    "barbara",
    "beatrice",
    "ben",
    "benjamin",
    "bertrand",
    "boris",
    "carl",
    "caroline",
    "catherine",
    "charles",
    "charlotte",
    "christopher",
    "claude",
    "clara",
    "daniel",
    "david",
    "dorothy",
    "edgar",
    "edith",
    "edmund",
    "edward",
    "eleanor",
    "elizabeth",
    "emily",
    "emma",
    "eric",
    "ernest",
    "eugene",
    "felix",
    "florence",
    "frances",
    "francis",
    "frank",
    "franz",
    "frederick",
    "friedrich",
    "gabriel",
    "george",
    "georges",
    "gertrude",
    "grace",
    "hannah",
    "hans",
    "harold",
    "harriet",
    "helen",
    "henri",
    "henry",
    "herbert",
    "hugo",
    "ida",
    "isaac",
    "ivan",
    "jack",
    "jacob",
    "jacques",
    "james",
    "jane",
    "jean",
    "johann",
    "john",
    "jonathan",
    "jorge",
    "joseph",
    "juan",
    "julia",
    "karl",
    "katherine",
    "leo",
    "leon",
    "louis",
    "louise",
    "lucy",
    "ludwig",
    "margaret",
    "maria",
    "marie",
    "mark",
    "martin",
    "mary",
    "matthew",
    "max",
    "michael",
    "miguel",
    "nikolai",
    "oscar",
    "otto",
    "paul",
    "peter",
    "philip",
    "pierre",
    "ralph",
    "raymond",
    "richard",
    "robert",
    "rosa",
    "samuel",
    "sarah",
    "simone",
    "stephen",
    "susan",
    "thomas",
    "victor",
    "virginia",
    "walter",
    "william",
];

/// Words that stand in titles and in no name.
const COMMON: [&str; 38] = [
    "the", "of", "and", "in", "at", "a", "an", "on", "how", "what", "why", "to", "for", "with", "from", "my", "our",
    "against", "after", "before", "between", "under", "towards", "toward", "once", "again", "first", "second", "third",
    "last", "one", "two", "three", "four", "some", "is", "are", "not",
];

/// How many words of `text` stand in `prose` in lower case, which words of a name do not.
pub(crate) fn common_nouns(text: &str, prose: &str) -> usize {
    let word = |w: &str| w.trim_matches(|c: char| !c.is_alphabetic()).to_owned();
    let used: HashSet<String> = prose.split_whitespace().map(word).collect();
    let singular = |w: &str| w.strip_suffix('s').is_some_and(|w| used.contains(w));
    let words = text.split_whitespace().map(|w| word(w).to_lowercase());
    words.filter(|w| w.chars().count() >= 3 && (used.contains(w) || singular(w))).count()
}

/// How much `text` looks like a name: 0 not at all, 1 by its form, 2 with an initial or a known
/// given name.
pub(crate) fn likeness(text: &str) -> u32 {
    let words: Vec<&str> = text.split_whitespace().collect();
    let particle = |w: &str| matches!(w, "von" | "van" | "de" | "der" | "du" | "da" | "di" | "la" | "le" | "del" | "y");
    let initial = |w: &str| {
        let bare: String = w.chars().filter(|c| *c != '.' && *c != '-').collect();
        let title = matches!(bare.to_uppercase().as_str(), "MRS" | "MR" | "DR");
        !title && w.ends_with('.') && (1..=3).contains(&bare.chars().count()) && bare.chars().all(char::is_uppercase)
    };
    let word = |w: &str| {
        let genitive = ["'s", "’s", "'S", "’S"].iter().any(|end| w.ends_with(end));
        !genitive
            && w.starts_with(char::is_uppercase)
            && w.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
    };
    let common = |w: &&str| {
        let low = w.to_lowercase();
        COMMON.contains(&low.as_str())
    };
    let article = |w: &&str| {
        matches!(
            w.to_lowercase().as_str(),
            "der" | "die" | "das" | "ein" | "eine" | "les" | "une" | "los" | "las" | "gli"
        )
    };
    // `Der Mole` has an article, `Hale XI` a number
    let titled = words.first().is_some_and(article)
        || words
            .last()
            .is_some_and(|w| !w.chars().any(char::is_lowercase) && crate::read::plain::words::roman(w).is_some());
    // of five words one at least is no name, or they are a title and a name
    let parted = words.len() < 5 || words.iter().any(|w| particle(w) || initial(w));
    let formed = (2..=5).contains(&words.len())
        && parted
        && !titled
        && !words.iter().any(common)
        && words.iter().all(|w| word(w) || initial(w) || particle(w))
        && words.last().is_some_and(|w| word(w) || matches!(*w, "Jr." | "Sr."));
    let known = words.iter().any(|w| initial(w)) || words.first().is_some_and(|w| GIVEN.contains(&&*w.to_lowercase()));
    match (formed, known) {
        (true, true) => 2,
        (true, false) => 1,
        _ => 0,
    }
}
