//! The sigla of a file: its witnesses with their groups and hands, the people and sources that its apparatus cites,
//! and those that it uses and declares nowhere.
//!
//! What a pointer (`#A`, `A`, `file.xml#A`) means is settled here once for the whole file. Knows nothing of where
//! entries stand or what they say.

mod own;
mod people;
mod pointer;
mod used;
mod witness;

pub(super) use pointer::{stated, tokens};

use super::tree::{NodeId, Tree};
use crate::config::sigla::SiglumEntry;
use crate::model::account::Dangling;
use crate::model::apparatus::{OwnState, Sigla, SiglumId, SiglumKind, Who};
use crate::source::Span;
use crate::table::Located;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The sigla of a file.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// All, as a `sigla.toml` would declare them, in the order of the conspectus.
    pub entries: Vec<SiglumEntry>,
    /// The witnesses of its lists, groups left out: those in force where the sheet names none.
    pub in_force: Vec<Located<String>>,
    /// The one that the text was read from, where the file says so.
    pub base: Option<Located<String>>,
    /// Whether the headings are the editor's, and in no witness, where the file says so.
    pub own_headings: bool,
    /// The states of witnesses that the file declares besides those of every book.
    pub states: Vec<OwnState>,
    /// How many `witness` elements there are.
    pub witnesses: usize,
    /// The tokens that name nothing in the file.
    pub dangling: Vec<Dangling>,
    /// How many tokens name a siglum without `#`, and where the first does.
    pub(super) bare: Option<(usize, Span)>,
    /// For each `xml:id` the siglum as it is printed.
    names: BTreeMap<String, String>,
    /// For each siglum its place in `entries`.
    places: BTreeMap<String, usize>,
    /// The schemes of private pointers: `wit` of `wit:A`, and what stands for one.
    schemes: BTreeMap<String, String>,
    /// Those who made the file, whom its entries name as responsible for them.
    makers: Vec<String>,
}

/// What a token of `wit`, `resp`, `source` or `hand` means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// The siglum of this name.
    Siglum(String),
    /// Several together.
    Together(Who),
}

impl Found {
    /// Reads the sigla of a file.
    pub(super) fn read(tree: &Tree<'_>) -> Self {
        let mut found = Self { schemes: pointer::schemes(tree), ..Self::default() };
        let used = used::of(tree, &found);
        found.bare.clone_from(&used.bare);
        if crate::read::tei::shape::is_own(tree) && own::read(tree, &mut found) {
            used::declare(&used, &mut found);
            return found;
        }
        witness::read(tree, &used, &mut found);
        people::read(tree, &used, &mut found);
        used::declare(&used, &mut found);
        found
    }

    /// What a token means; `None` for one that says nothing.
    pub(super) fn meant(&self, token: &str) -> Option<Meant> {
        let id = self.id(token);
        if let Some(name) = self.named(&id) {
            return Some(Meant::Siglum(name.to_owned()));
        }
        pointer::together(&id).map(Meant::Together)
    }

    /// Whether a siglum is that of somebody who made the file.
    pub(super) fn is_maker(&self, siglum: &str) -> bool {
        self.makers.iter().any(|maker| maker == siglum)
    }

    /// Whether the file declares an id or uses it as a siglum.
    pub(super) fn declares(&self, id: &str) -> bool {
        self.names.contains_key(id)
    }

    /// The id that a token points to.
    pub(super) fn id(&self, token: &str) -> String {
        pointer::id(token, &self.schemes)
    }

    /// The siglum that an id names, signs that do not belong to it left out.
    fn named(&self, id: &str) -> Option<&str> {
        let bare = || id.trim_matches([',', ';', '.', ':', '(', ')', '[', ']']);
        self.names.get(id).or_else(|| self.names.get(bare())).map(String::as_str)
    }

    /// Declares a siglum that is not there yet, under an id; one of the same name is told from it by its id.
    fn declare(&mut self, mut entry: SiglumEntry, id: &str) -> bool {
        if self.names.contains_key(id) {
            return false;
        }
        if self.places.contains_key(&entry.siglum.value) {
            entry.siglum.value = tidy(id);
        }
        if self.places.contains_key(&entry.siglum.value) {
            return false;
        }
        let name = entry.siglum.value.clone();
        entry.xml_id = (name != id).then(|| id.to_owned());
        self.names.insert(id.to_owned(), name.clone());
        self.places.insert(name.clone(), self.entries.len());
        self.names.entry(name).or_insert_with(|| entry.siglum.value.clone());
        self.entries.push(entry);
        true
    }

    /// Gives a siglum one more id, where it is declared with the same title already; says whether it is.
    fn meets(&mut self, entry: &SiglumEntry, id: &str) -> bool {
        let known = self.places.get(&entry.siglum.value).and_then(|index| self.entries.get(*index));
        let same = known.is_some_and(|known| {
            (&known.title, known.kind, &known.date) == (&entry.title, entry.kind, &entry.date)
                && !self.names.contains_key(id)
        });
        if same {
            self.names.insert(id.to_owned(), entry.siglum.value.clone());
        }
        same
    }

    /// The entry of a siglum as it is printed.
    fn entry_mut(&mut self, siglum: &str) -> Option<&mut SiglumEntry> {
        self.places.get(siglum).and_then(|index| self.entries.get_mut(*index))
    }
}

/// A siglum that stands in a file as `id`, with its place.
fn entry(tree: &Tree<'_>, node: NodeId, siglum: &str, title: String, kind: SiglumKind) -> SiglumEntry {
    let place = tree.attribute_of(node, "xml:id").map(|id| tree.place(id.span.clone()));
    let value = tidy(siglum);
    let title = if title.is_empty() { value.clone() } else { title };
    let siglum = Located { value, span: place.unwrap_or_else(|| tree.span(node)) };
    SiglumEntry { siglum, title, kind, date: None, heading: None, group: None, hands: vec![], xml_id: None }
}

/// A siglum with single spaces, NFC.
fn tidy(siglum: &str) -> String {
    siglum.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

/// What an element is called by whoever cites it: its own siglum, where it says one.
fn siglum_of(tree: &Tree<'_>, node: NodeId) -> Option<String> {
    let is_siglum = |id: &NodeId| {
        let of_type = tree.attribute(*id, "type").is_some_and(|kind| matches!(kind, "siglum" | "sigla" | "sigil"));
        of_type && matches!(tree.name(*id), "abbr" | "idno" | "name" | "label" | "ident" | "title" | "altIdentifier")
    };
    let named = own(tree, node).into_iter().find(is_siglum).map(|id| raised(tree, id));
    let n = || tree.attribute(node, "n").filter(|n| n.chars().any(char::is_alphabetic) && n.chars().count() <= LONGEST);
    named.or_else(|| n().map(str::to_owned)).map(|name| tidy(&name)).filter(|name| !name.is_empty())
}

/// The words of a siglum, raised figures as such.
fn raised(tree: &Tree<'_>, id: NodeId) -> String {
    let is_raised = |id: NodeId| {
        let rend = tree.attribute(id, "rend").unwrap_or_default().to_lowercase();
        tree.name(id) == "hi" && ["sup", "exp"].iter().any(|word| rend.starts_with(word))
    };
    let raise = |c: char| match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(u32::from(c) - u32::from('0') + 0x2070).unwrap_or(c),
        '0' => '⁰',
        _ => c,
    };
    let part = |child: &NodeId| match is_raised(*child) {
        true => tree.words(*child).chars().map(raise).collect(),
        false => tree.words(*child),
    };
    tree.children(id).iter().map(part).collect()
}

/// How long an `n` may be that is taken for a siglum.
const LONGEST: usize = 12;

/// What an element holds at any depth, but for witnesses and lists in it.
fn own(tree: &Tree<'_>, node: NodeId) -> Vec<NodeId> {
    let mut all = Vec::new();
    let mut open: Vec<NodeId> = tree.elements(node).collect();
    open.reverse();
    while let Some(id) = open.pop() {
        if matches!(tree.name(id), "witness" | "listWit" | "handNote" | "listBibl" | "listPerson") {
            continue;
        }
        all.push(id);
        let mut inner: Vec<NodeId> = tree.elements(id).collect();
        inner.reverse();
        open.extend(inner);
    }
    all
}

/// A text as a title: cut where it is long, without the siglum in front.
fn title(words: &str, siglum: Option<&str>) -> String {
    let words = words.trim();
    let rest =
        siglum.and_then(|siglum| words.strip_prefix(siglum)).filter(|rest| !rest.starts_with(char::is_alphanumeric));
    let words = rest.unwrap_or(words).trim_start_matches([' ', ':', '=', ',', ';', '.', '-', '–', '—']);
    let Some((end, _)) = words.char_indices().nth(TITLE) else { return words.to_owned() };
    let end = words[..end].rfind(' ').unwrap_or(end);
    format!("{} …", words[..end].trim_end_matches([',', ';', ':', ' ']))
}

/// How many characters of a description a title has.
const TITLE: usize = 160;

/// The sigla of a document by what a file calls them.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed<'s> {
    ids: BTreeMap<&'s str, SiglumId>,
    names: BTreeMap<&'s str, SiglumId>,
}

impl<'s> Listed<'s> {
    /// Those of a document.
    pub(super) fn of(sigla: &'s Sigla) -> Self {
        let mut listed = Self::default();
        for (id, siglum) in (0..).map(SiglumId).zip(&sigla.list) {
            listed.names.entry(&siglum.siglum).or_insert(id);
            if let Some(xml_id) = &siglum.xml_id {
                listed.ids.entry(xml_id).or_insert(id);
            }
        }
        listed
    }

    /// The one of that `xml:id`, else of that name.
    pub(super) fn find(&self, name: &str, id: &str) -> Option<SiglumId> {
        self.ids.get(id).or_else(|| self.names.get(name)).copied()
    }
}
