//! The indexes of names and of subjects, from the authority file and the occurrences in the texts.

use super::writer::{Address, Writer};
use super::{alphabet, occurrences};
use crate::model::document::Edition;
use crate::model::name::{Name, NameKind};
use crate::model::text::{BlockKind, GroupKind, MarkKind};
use crate::terms::GeneratedTerms;
use std::collections::BTreeMap;

/// Above so many occurrences the index gives pages without lines.
const MOST_LINES: usize = 30;

/// A line of an index.
struct IndexEntry<'a> {
    /// What it begins with.
    head: &'a str,
    name: &'a Name,
    /// Whether it only refers to the name's own entry.
    refers: bool,
}

impl IndexEntry<'_> {
    /// What it is sorted by: the title of a work without its article.
    fn sorted(&self) -> &str {
        if self.name.kind == NameKind::Work { alphabet::without_article(self.head) } else { self.head }
    }
}

/// Writes the index of the names that `listed` picks; references lead to the document `own`, or to
/// another index that `homes` names for the kind.
pub(super) fn write(edition: &Edition, nominal: bool, homes: &Homes, writer: &mut Writer<'_>) {
    let places = places(edition);
    let names: Vec<&Name> = edition.names.iter().filter(|n| places.contains_key(n.id.as_str())).collect();
    let mut entries = Vec::new();
    for name in names.iter().filter(|name| name.kind.is_nominal() == nominal) {
        entries.push(IndexEntry { head: &name.name, name, refers: false });
        entries.extend(name.see_from.iter().map(|head| IndexEntry { head, name, refers: true }));
    }
    entries.sort_by_cached_key(|entry| (alphabet::key(entry.sorted()), entry.refers));
    let index = Index { names: &names, places: &places, homes };
    for letter in entries.chunk_by(|a, b| alphabet::letter(a.sorted()) == alphabet::letter(b.sorted())) {
        writer.group(GroupKind::Entries, |w| {
            for entry in letter {
                w.block(BlockKind::Paragraph);
                if entry.refers { index.reference(w, entry) } else { index.entry(w, entry.name) }
            }
        });
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
    names: &'a [&'a Name],
    places: &'a BTreeMap<&'a str, Vec<Address>>,
    homes: &'a Homes,
}

impl Index<'_> {
    /// `Trotsky, Leon (1879–1940; revolutionary)  12.5, 15.3n; see also …`
    fn entry(&self, writer: &mut Writer<'_>, name: &Name) {
        writer.anchor(anchor(name));
        head(writer, name, &name.name);
        let more: Vec<&str> = [&name.dates, &name.note].into_iter().flatten().map(String::as_str).collect();
        if !more.is_empty() {
            writer.words(&format!(" ({})", more.join("; ")));
        }
        let places = &self.places[name.id.as_str()];
        writer.words("\u{2002}");
        writer.places(places, places.len() <= MOST_LINES);
        let mut others: Vec<&Name> = name.see_also.iter().filter_map(|id| self.find(id)).collect();
        others.sort_by_key(|other| alphabet::key(&other.name));
        for (n, other) in others.into_iter().enumerate() {
            writer.words("; ");
            if n == 0 {
                writer.emphasised(GeneratedTerms::of(writer.language).see_also);
                writer.words(" ");
            }
            self.link(writer, other);
        }
    }

    /// `Bronstein see Trotsky, Leon`
    fn reference(&self, writer: &mut Writer<'_>, entry: &IndexEntry<'_>) {
        head(writer, entry.name, entry.head);
        writer.words(" ");
        writer.emphasised(GeneratedTerms::of(writer.language).see);
        writer.words(" ");
        self.link(writer, entry.name);
    }

    fn link(&self, writer: &mut Writer<'_>, name: &Name) {
        let home = if name.kind.is_nominal() { &self.homes.nominum } else { &self.homes.rerum };
        match home {
            Some(document) => {
                let place = Address { document: document.clone(), anchor: Some(anchor(name)) };
                writer.reference(&place, |w| head(w, name, &name.name));
            }
            None => head(writer, name, &name.name),
        }
    }

    /// A name that has an entry.
    fn find(&self, id: &str) -> Option<&Name> {
        self.names.iter().find(|name| name.id == id).copied()
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
