//! Who refers to whom, and how often.
//!
//! What a text says itself (its own words and its author's notes) is kept apart from where the editor
//! leads from one to another.

use super::Dated;
use crate::model::document::{Container, Document, Edition, author_series};
use crate::model::name::{Name, NameKind};
use crate::model::text::MarkKind;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What leads from a text to an earlier one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// How often it cites or names the other.
    pub(super) cites: usize,
    /// The passages that they share.
    pub(super) shares: usize,
    /// The editor's references from either to the other.
    pub(super) editor: usize,
}

/// What joins the texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Links {
    /// The counts between texts, by their places in the order of time: the later, then the earlier.
    pub(super) texts: BTreeMap<(usize, usize), Counts>,
    /// How often a text names the author of earlier ones, whichever of them it means.
    pub(super) named: BTreeMap<(usize, String), usize>,
}

impl Links {
    /// Those between texts of a part, counted from its first.
    pub(super) fn within(&self, part: &Range<usize>) -> Self {
        let inside = |((later, earlier), counts): (&(usize, usize), &Counts)| {
            let both = part.contains(later) && part.contains(earlier);
            both.then(|| ((later - part.start, earlier - part.start), *counts))
        };
        let named = self.named.iter().filter(|((text, _), _)| part.contains(text));
        Self {
            texts: self.texts.iter().filter_map(inside).collect(),
            named: named.map(|((text, author), count)| ((text - part.start, author.clone()), *count)).collect(),
        }
    }

    fn between(&mut self, a: usize, b: usize) -> &mut Counts {
        self.texts.entry((a.max(b), a.min(b))).or_default()
    }
}

pub(super) fn between(edition: &Edition, texts: &[Dated<'_>]) -> Links {
    let mut links = Links::default();
    for (later, text) in texts.iter().enumerate() {
        own(edition, texts, later, &mut links);
        for reference in &text.document.references {
            let target =
                reference.target.place().and_then(|place| texts.iter().position(|t| t.index == place.document));
            if let Some(other) = target.filter(|other| *other != later) {
                links.between(later, other).editor += 1;
            }
        }
    }
    for parallel in &edition.parallels {
        let [a, b] = [0, 1].map(|n| texts.iter().position(|t| t.document.id == parallel.sides[n].document));
        if let (Some(a), Some(b)) = (a, b)
            && a != b
        {
            links.between(a, b).shares += 1;
        }
    }
    links
}

/// Adds what the text `later` says of those before it.
fn own(edition: &Edition, texts: &[Dated<'_>], later: usize, links: &mut Links) {
    let document = texts[later].document;
    let author = author_series(&edition.series);
    let is_own = |container: &Container| match container {
        Container::Headnote | Container::Entry(_) => false,
        Container::Note(id) => document.notes.get(id.0 as usize).is_some_and(|note| note.series == author),
        Container::Title | Container::Body => true,
    };
    let containers = document.containers().into_iter().filter(is_own);
    for mark in containers.filter_map(|c| document.text(c)).flat_map(|text| &text.marks) {
        let mut authors: BTreeSet<&str> = BTreeSet::new();
        for (earlier, other) in texts.iter().enumerate().take(later) {
            match &mark.kind {
                MarkKind::Citation(id) if cites(edition, document, id.0 as usize, other.document) => {
                    links.between(later, earlier).cites += 1;
                }
                MarkKind::Name(id) => {
                    let Some(name) = edition.names.get(id.0 as usize) else { continue };
                    if name.kind == NameKind::Work && is_title(&name.name, other.document) {
                        links.between(later, earlier).cites += 1;
                    } else if is_author(name, other.document) && other.document.author != document.author {
                        authors.extend(other.document.author.as_deref());
                    }
                }
                _ => {}
            }
        }
        for author in authors {
            *links.named.entry((later, author.to_owned())).or_default() += 1;
        }
    }
}

/// Whether a citation means a text of this edition.
fn cites(edition: &Edition, document: &Document, citation: usize, other: &Document) -> bool {
    let work = document.citations.get(citation).and_then(|c| edition.works.get(c.work.as_ref()?));
    work.is_some_and(|work| {
        let author = other.author.as_deref().unwrap_or("");
        is_title(&work.title, other) && (work.author.is_empty() || contains(&work.author, author))
    })
}

fn is_title(title: &str, document: &Document) -> bool {
    let title = words(title);
    !title.is_empty() && [&document.title.string, &document.short_title].iter().any(|known| words(known) == title)
}

/// Whether a person is a document's author, whichever of his names comes first.
fn is_author(name: &Name, document: &Document) -> bool {
    let author = document.author.as_deref().unwrap_or("");
    name.kind == NameKind::Person && !author.is_empty() && contains(&name.name, author)
}

/// Whether `name` has all words of `other`.
fn contains(name: &str, other: &str) -> bool {
    let name = words(name);
    words(other).iter().all(|word| name.contains(word))
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
