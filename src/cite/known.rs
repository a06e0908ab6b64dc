//! A work as the recogniser knows it: by what names, titles and dates a text may mean it.

use crate::cite::persons;
use crate::words::spelling::{self, fold};
use hayagriva::Entry;
use hayagriva::types::{EntryType, Person};
use std::collections::BTreeMap;

/// What kinds of statement there are, as a title that describes one begins: `speech to …`.
const GENRES: [&str; 30] = [
    "statement",
    "speech",
    "letter",
    "article",
    "declaration",
    "address",
    "report",
    "telegram",
    "interview",
    "remark",
    "remarks",
    "conversation",
    "note",
    "appeal",
    "resolution",
    "theses",
    "testimony",
    "message",
    "lecture",
    "sermon",
    "discours",
    "lettre",
    "déclaration",
    "entretien",
    "rapport",
    "télégramme",
    "intervention",
    "propos",
    "allocution",
    "appel",
];
const ARTICLES: [&str; 22] = [
    "the", "a", "an", "la", "le", "les", "l", "un", "une", "der", "die", "das", "ein", "eine", "el", "los", "las",
    "il", "lo", "gli", "i", "o",
];

/// Words that say nothing of what a statement is.
const EMPTY: [&str; 24] = [
    "of", "to", "the", "from", "on", "in", "at", "before", "and", "a", "an", "by", "about", "with", "for", "de", "du",
    "des", "la", "le", "les", "au", "aux", "sur",
];

/// An author.
#[derive(Clone, Debug, Default)]
pub(super) struct Author {
    /// The words of the surname, or of an institution's whole name.
    pub(super) surname: Vec<String>,
    /// The words of the particle before it.
    pub(super) particle: Vec<String>,
    /// The words of the given names.
    pub(super) given: Vec<String>,
    /// Whether it is a person.
    pub(super) person: bool,
}

/// A title under which a text may cite a work, compact: no spaces.
#[derive(Clone, Debug)]
pub(super) struct Alias {
    pub(super) letters: Vec<char>,
    pub(super) digits: String,
    /// 0 for the whole title, more for what was left out.
    pub(super) rank: u8,
}

/// A work.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownWorks {
    pub(super) key: String,
    pub(super) authors: Vec<Author>,
    pub(super) aliases: Vec<Alias>,
    /// The words of the whole title.
    pub(super) title: Vec<String>,
    pub(super) years: Vec<i32>,
    /// The letter behind its year, if the book’s style parts works by one.
    pub(super) suffix: Option<char>,
    pub(super) periodical: bool,
    /// Whether its title names its author: `Letters of …`.
    pub(super) names_author: bool,
    /// The words that tell a statement that is only described, as its title does: `speech to …`; the
    /// first is its genre. Empty for works that have titles.
    pub(super) described: Vec<String>,
}

/// All works.
#[derive(Clone, Debug, Default)]
pub(super) struct Catalogue {
    pub(super) works: Vec<KnownWorks>,
    /// Work and alias by the alias's first letter.
    pub(super) by_initial: BTreeMap<char, Vec<(usize, usize)>>,
    /// Work and place in its title by each word of it.
    pub(super) by_word: BTreeMap<String, Vec<(usize, usize)>>,
    /// Works by the last word of their first author’s surname.
    pub(super) by_author: BTreeMap<String, Vec<usize>>,
    /// Whether the book’s style cites by author and year.
    pub(super) dated: bool,
}

impl Catalogue {
    pub(super) fn new<'e>(entries: impl Iterator<Item = &'e Entry>) -> Self {
        let mut catalogue = Self { works: entries.map(known).collect(), ..Self::default() };
        for (work, known) in catalogue.works.iter().enumerate() {
            for (index, alias) in known.aliases.iter().enumerate() {
                if let Some(initial) = alias.letters.first() {
                    catalogue.by_initial.entry(*initial).or_default().push((work, index));
                }
            }
            if let Some(surname) = known.authors.first().and_then(|author| author.surname.last()) {
                catalogue.by_author.entry(surname.clone()).or_default().push(work);
            }
            for (at, word) in known.title.iter().enumerate() {
                catalogue.by_word.entry(word.clone()).or_default().push((work, at));
            }
        }
        catalogue
    }

    /// Takes over the letters behind the years of works that are cited `alike`, in the order of their list.
    pub(super) fn take_suffixes(&mut self, alike: &BTreeMap<String, Vec<String>>) {
        for work in &mut self.works {
            let at = alike.get(&work.key).and_then(|keys| keys.iter().position(|key| *key == work.key));
            work.suffix = at.and_then(|at| u8::try_from(at).ok()).filter(|at| *at < 26).map(|at| char::from(b'a' + at));
        }
    }

    /// Whether a folded word is the surname of an author.
    pub(super) fn is_surname(&self, word: &str) -> bool {
        self.works.iter().flat_map(|w| &w.authors).any(|a| a.person && a.surname.last().is_some_and(|s| s == word))
    }
}

impl KnownWorks {
    /// Whether a text is expected to name a person with the title.
    pub(super) fn is_personal(&self) -> bool {
        self.authors.iter().any(|a| a.person)
    }
}

fn known(entry: &Entry) -> KnownWorks {
    let people = entry.authors().or(entry.editors()).unwrap_or_default();
    let authors: Vec<Author> = people.iter().map(author).collect();
    let title = entry.title().map(ToString::to_string).unwrap_or_default();
    let short = entry.title().and_then(|t| t.short.as_ref()).map(ToString::to_string);
    let described = description(&title);
    let words: Vec<String> = split(&title);
    let names_author = authors.iter().any(|a| {
        let surname = a.surname.last();
        a.person && surname.is_some_and(|s| words.contains(s)) && words.len() > 1
    });
    let mut years: Vec<i32> = entry.date().map(|d| d.year).into_iter().collect();
    years.extend(entry.parents().iter().filter_map(|p| p.date()).map(|d| d.year));
    let aliases = if described.is_empty() { aliases(&title, short.as_deref()) } else { vec![] };
    let periodical = matches!(entry.entry_type(), EntryType::Periodical | EntryType::Newspaper);
    let title = if described.is_empty() { words } else { vec![] };
    let key = entry.key().to_owned();
    KnownWorks { key, authors, aliases, title, years, suffix: None, periodical, names_author, described }
}

fn author(person: &Person) -> Author {
    let given: Vec<String> = person.given_name.as_deref().map(split).unwrap_or_default();
    let (mut particle, family) = persons::parted(person);
    // `Humboldt, Alexander von`
    let behind = person.given_name.iter().flat_map(|given| given.split(' '));
    particle.extend(behind.filter(|word| word.starts_with(char::is_lowercase)).map(|word| format!(" {word}")));
    let is_person = !given.is_empty() || split(&person.name).len() == 1;
    Author { surname: split(&family), particle: split(&particle), given, person: is_person }
}

fn split(text: &str) -> Vec<String> {
    spelling::words(text, 0..text.len()).into_iter().map(|w| w.folded).collect()
}

/// The words of a title that is a description: it begins with a genre, in a small letter.
fn description(title: &str) -> Vec<String> {
    let first = title.split(' ').next().unwrap_or_default();
    if !GENRES.contains(&first) || !title.contains(' ') {
        return vec![];
    }
    let words = split(title);
    let telling = words.iter().skip(1).filter(|w| !EMPTY.contains(&w.as_str())).cloned();
    words.first().cloned().into_iter().chain(telling).collect()
}

/// The whole title, without its article, without its subtitle, its short form; years written out.
fn aliases(title: &str, short: Option<&str>) -> Vec<Alias> {
    let mut all: Vec<Alias> = Vec::new();
    let mut add = |words: &[String], rank: u8| {
        let compact: String = words.concat();
        let letters: Vec<char> = compact.chars().collect();
        if letters.len() >= 4 && !all.iter().any(|a| a.letters == letters) {
            all.push(Alias { digits: spelling::digits(&compact), letters, rank });
        }
    };
    for (text, rank) in [(Some(title), 0), (short, 1), (without_subtitle(title), 2)] {
        let Some(text) = text else { continue };
        for words in [split(text), split(&years_written_out(text))] {
            add(&words, rank);
            let rest = without_article(&words);
            if rest.len() < words.len() && !rest.is_empty() {
                add(rest, rank);
            }
        }
    }
    all
}

/// The title without the article, or the preposition and article, that it begins with: `On the …`.
fn without_article(words: &[String]) -> &[String] {
    let at = |index: usize, known: &[&str]| words.get(index).is_some_and(|w| known.contains(&w.as_str()));
    let preposition = usize::from(at(0, &["on", "of", "sur", "uber", "concerning"]) && at(1, &ARTICLES));
    &words[preposition + usize::from(at(preposition, &ARTICLES))..]
}

/// Whether a folded word is an article.
pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

fn without_subtitle(title: &str) -> Option<&str> {
    [": ", ". ", " – ", " — "].iter().filter_map(|sign| title.find(sign)).min().map(|at| &title[..at])
}

/// `1934-35` as `1934-1935`.
fn years_written_out(title: &str) -> String {
    let mut out = String::new();
    let mut rest = title;
    while let Some(at) = rest.find(['-', '–']) {
        let dash = rest[at..].chars().next().map_or(1, char::len_utf8);
        let (before, after) = (&rest[..at], &rest[at + dash..]);
        let long = before.len() >= 4 && before.bytes().rev().take(4).all(|b| b.is_ascii_digit());
        let short = after.len() >= 2
            && after.bytes().take(2).all(|b| b.is_ascii_digit())
            && !after[2..].starts_with(|c: char| c.is_ascii_digit());
        out.push_str(&rest[..at + dash]);
        if long && short {
            out.push_str(&before[before.len() - 4..before.len() - 2]);
        }
        rest = after;
    }
    out + rest
}

/// Whether `word` is a folded genre.
pub(super) fn is_genre(word: &str) -> bool {
    GENRES.iter().any(|g| fold(g) == word)
}
