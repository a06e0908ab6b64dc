//! The indexes of names and of subjects, from the authority file and the occurrences in the texts.

use super::alphabet::Alphabet;
use super::occurrences;
use super::writer::{Address, Writer};
use crate::model::document::Edition;
use crate::model::name::{Name, NameKind};
use crate::model::text::{BlockKind, GroupKind, MarkKind};
use crate::terms::GeneratedTerms;
use std::collections::BTreeMap;

/// Above so many occurrences the index gives pages without lines.
const MOST_LINES: usize = 30;
/// Above so many occurrences, in several documents, they stand by document: nobody looks a dozen places up one by one.
const MOST_TOGETHER: usize = 12;

/// A line of an index.
struct IndexEntry<'a> {
    /// What it begins with.
    head: &'a str,
    name: &'a Name,
    /// Whether it only refers to the name's own entry.
    refers: bool,
}

/// Writes the index of the names that `listed` picks; references lead to the document `own`, or to
/// another index that `homes` names for the kind.
pub(super) fn write(edition: &Edition, nominal: bool, homes: &Homes, writer: &mut Writer<'_>) {
    let places = places(edition);
    let alphabet = Alphabet::of(writer.language);
    let found = |name: &Name| places.contains_key(name.id.as_str());
    let heading = |name: &Name| edition.names.iter().any(|n| n.under.as_ref() == Some(&name.id) && found(n));
    let names: Vec<&Name> = edition.names.iter().filter(|n| found(n) || heading(n)).collect();
    let index = Index { edition, names: &names, places: &places, homes, alphabet: &alphabet };
    let mut entries = Vec::new();
    for name in names.iter().filter(|name| index.heading(name).kind.is_nominal() == nominal) {
        if name.under.is_none() {
            entries.push(IndexEntry { head: &name.name, name, refers: false });
        }
        entries.extend(name.see_from.iter().map(|head| IndexEntry { head, name, refers: true }));
    }
    entries.sort_by_cached_key(|entry| (alphabet.name(entry.name, entry.head), entry.refers));
    let letters: Vec<String> = entries.iter().map(|entry| alphabet.initial(entry.name, entry.head)).collect();
    let mut at = 0;
    for letter in letters.chunk_by(|a, b| a == b) {
        writer.group(GroupKind::Entries, |w| {
            for entry in &entries[at..at + letter.len()] {
                w.block(BlockKind::Paragraph);
                if entry.refers { index.reference(w, entry) } else { index.entry(w, entry.name) }
            }
        });
        at += letter.len();
    }
}

/// The documents that the two indexes are, if the book has them.
#[derive(Clone, Debug, Default)]
pub(super) struct Homes {
    pub(super) nominum: Option<String>,
    pub(super) rerum: Option<String>,
}

/// The occurrences of every name, by id.
fn places(edition: &Edition) -> BTreeMap<&str, Vec<Address>> {
    let mut places: BTreeMap<&str, Vec<Address>> = BTreeMap::new();
    let found = occurrences::all(edition, "name-", |_, kind| match kind {
        MarkKind::Name(id) => Some(*id),
        _ => None,
    });
    for (id, place) in found {
        let Some(name) = edition.names.get(id.0 as usize) else { continue };
        places.entry(name.id.as_str()).or_default().push(place);
    }
    places
}

struct Index<'a> {
    edition: &'a Edition,
    /// Those that are found in the texts, or whose subheadings are.
    names: &'a [&'a Name],
    places: &'a BTreeMap<&'a str, Vec<Address>>,
    homes: &'a Homes,
    alphabet: &'a Alphabet<'a>,
}

impl Index<'_> {
    /// `Trotsky, Leon (1879–1940; revolutionary)  12.5, 15.3n; exile 18.2; see also …`
    fn entry(&self, writer: &mut Writer<'_>, name: &Name) {
        writer.anchor(anchor(name));
        head(writer, name, &name.name);
        let more: Vec<&str> = [&name.dates, &name.note].into_iter().flatten().map(String::as_str).collect();
        if !more.is_empty() {
            writer.words(&format!(" ({})", more.join("; ")));
        }
        let mut parting = "\u{2002}";
        if let Some(places) = self.places.get(name.id.as_str()) {
            writer.words(std::mem::replace(&mut parting, "; "));
            self.found(writer, places);
        }
        for name in self.ordered(self.names.iter().filter(|other| other.under.as_ref() == Some(&name.id))) {
            let Some(places) = self.places.get(name.id.as_str()) else { continue };
            writer.words(std::mem::replace(&mut parting, "; "));
            writer.anchor(anchor(name));
            head(writer, name, &name.name);
            writer.words("\u{2002}");
            writer.places(places, places.len() <= MOST_LINES);
        }
        for (n, other) in self.also(name).into_iter().enumerate() {
            writer.words("; ");
            if n == 0 {
                writer.emphasised(GeneratedTerms::of(writer.language).see_also);
                writer.words(" ");
            }
            self.link(writer, other);
        }
    }

    /// The places of a name; many that stand in several documents by document.
    fn found(&self, writer: &mut Writer<'_>, places: &[Address]) {
        let lines = places.len() <= MOST_LINES;
        let by_document: Vec<&[Address]> = places.chunk_by(|a, b| a.document == b.document).collect();
        if places.len() <= MOST_TOGETHER || by_document.len() < 2 {
            return writer.places(places, lines);
        }
        for (n, places) in by_document.into_iter().enumerate() {
            if n > 0 {
                writer.words("; ");
            }
            if let Some(document) = self.edition.documents.iter().find(|d| d.id == places[0].document) {
                writer.title(document, true);
                writer.words("\u{2002}");
            }
            writer.places(places, lines);
        }
    }

    /// What an entry refers to besides its own places.
    fn also(&self, name: &Name) -> Vec<&Name> {
        self.ordered(name.see_also.iter().filter_map(|id| self.names.iter().find(|name| name.id == *id)))
    }

    fn ordered<'n>(&self, names: impl Iterator<Item = &'n &'n Name>) -> Vec<&'n Name> {
        let mut names: Vec<&Name> = names.copied().collect();
        names.sort_by_cached_key(|name| self.alphabet.name(name, &name.name));
        names
    }

    /// `Bronstein see Trotsky, Leon`
    fn reference(&self, writer: &mut Writer<'_>, entry: &IndexEntry<'_>) {
        head(writer, entry.name, entry.head);
        writer.words(" ");
        writer.emphasised(GeneratedTerms::of(writer.language).see);
        writer.words(" ");
        self.link(writer, entry.name);
    }

    /// A name that leads to its entry; that of a subheading is its heading's: `Russia, army`.
    fn link(&self, writer: &mut Writer<'_>, name: &Name) {
        let heading = self.heading(name);
        let home = if heading.kind.is_nominal() { &self.homes.nominum } else { &self.homes.rerum };
        let words = |w: &mut Writer<'_>| {
            head(w, heading, &heading.name);
            if heading.id != name.id {
                w.words(": ");
                head(w, name, &name.name);
            }
        };
        match home {
            Some(document) => {
                let place = Address { document: document.clone(), anchor: Some(anchor(name)) };
                writer.reference(&place, words);
            }
            None => words(writer),
        }
    }

    /// The name under which a subheading stands; a name that is none itself.
    fn heading<'n>(&'n self, name: &'n Name) -> &'n Name {
        let of = |id: &String| self.edition.names.iter().find(|name| name.id == *id);
        name.under.as_ref().and_then(of).unwrap_or(name)
    }
}

fn anchor(name: &Name) -> String {
    format!("entry-{}", name.id)
}

/// A name; a work's is in italics, but for what tells it from others: `Stalin (biography)`.
fn head(writer: &mut Writer<'_>, name: &Name, words: &str) {
    if name.kind != NameKind::Work {
        return writer.words(words);
    }
    let (title, more) = words.find(" (").map_or((words, ""), |at| words.split_at(at));
    writer.emphasised(title);
    writer.words(more);
}
