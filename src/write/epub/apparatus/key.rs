//! What an entry is keyed by where there are no lines: its verse, its milestone, the page and line of the printed
//! edition, or its paragraph.

use crate::model::apparatus::EntryId;
use crate::model::document::{Container, Document, Note};
use crate::model::loci::{self, PlacedAt};
use crate::model::text::{MarkKind, NoteId, Text};
use crate::write::epub::inline::Inline;
use crate::write::epub::page::Page;
use std::ops::Range;

/// How many words of a lemma a link's name has.
const SPOKEN: usize = 5;

impl Page<'_> {
    /// The key of a note that prints an entry: `14` of milestones or `II 1` of divisions where these are its keys, `3–4` of verses, `12.5–7` of
    /// pages and lines, else `p12`.
    pub(crate) fn key_of(&self, note: NoteId) -> Option<String> {
        let document = &self.context.edition.documents[self.document];
        let entry = document.notes.get(note.0 as usize)?.entry?;
        let (container, lemma) = self.apparatus.lemmata.get(&entry)?;
        let text = document.text(*container)?;
        let keyed = self.context.pages.keyed.get(&(self.document, note));
        (keyed.and_then(|keyed| keyed.everywhere.clone()))
            .or_else(|| self.printed(note))
            .or_else(|| paragraph(text, lemma))
    }

    /// The pages and lines of the printed edition.
    fn printed(&self, note: NoteId) -> Option<String> {
        let pages = self.context.pages;
        let keyed = pages.keyed.get(&(self.document, note))?;
        let (from, to) = (&keyed.from, &keyed.to);
        let label = |at: &PlacedAt| pages.labels.get(at.page).map(String::as_str);
        let [begin, end] = keyed.lines();
        let (first, last) = keyed.divisions.as_ref().map_or(("", ""), |(first, last)| (first.as_str(), last.as_str()));
        // Where no line of the page counts, the page is all that can be said.
        let stop = if begin.is_empty() { "" } else { "." };
        let page = format!("{}{stop}{first}", label(from)?);
        if from.page != to.page {
            return Some(format!("{page}{begin}–{}.{last}{end}", label(to)?));
        }
        if first != last {
            return Some(format!("{page}{begin}–{last}{end}"));
        }
        if from.counts && to.counts && is_plain(from) && is_plain(to) && from.line < to.line {
            return Some(format!("{page}{}", loci::range(from.line, to.line, keyed.elide)));
        }
        Some(if begin == end || end.is_empty() { page + &begin } else { format!("{page}{begin}–{end}") })
    }

    /// What an entry is called where a link to its place says where it leads: `12.5 towne`.
    pub(super) fn name_of(&self, note: NoteId, entry: EntryId) -> String {
        let entries = &self.context.edition.documents[self.document].entries;
        let lemma = entries.get(entry.0 as usize).map_or("", |entry| &entry.lemma);
        let mut words = lemma.split_whitespace();
        let mut name: Vec<String> = self.key_of(note).into_iter().collect();
        name.extend(words.by_ref().take(SPOKEN).map(str::to_owned));
        name.extend(words.next().map(|_| "…".to_owned()));
        name.join(" ")
    }
}

impl Inline<'_, '_, '_> {
    /// Writes the key of an entry where its placeholder stands: all of it one link to the lemma.
    pub(crate) fn key(&mut self, marks: &[usize], at: usize) -> bool {
        let (text, Some(Container::Note(note))) = (self.text, self.flow.container) else { return false };
        let key = |m: &usize| if let MarkKind::Key(entry) = text.marks[*m].kind { Some((*m, entry)) } else { None };
        let Some((mark, entry)) = marks.iter().find_map(key) else { return false };
        let is_keyed = |document: &Document| document.notes.get(note.0 as usize).is_none_or(Note::is_keyed);
        if !self.page.context.edition.documents.get(self.page.document).is_none_or(is_keyed) {
            // Its mark stands before it.
            return true;
        }
        if let Some(key) = self.page.key_of(note).filter(|_| text.marks[mark].range.start == at) {
            let document = &self.page.context.edition.documents[self.page.document];
            let named = document.entries.get(entry.0 as usize).is_some_and(|entry| entry.unkeyed);
            if named {
                // Its words have the number.
                return true;
            }
            match self.page.way_back(entry).filter(|_| !self.is_flat()) {
                Some(href) => self.page.xml.leaf("a", &[("class", "key"), ("href", &href)], &key),
                None => self.page.xml.leaf("span", &[("class", "key")], &key),
            }
            self.page.xml.text(" ");
        }
        true
    }
}

/// Whether a line is called by its number alone.
fn is_plain(at: &PlacedAt) -> bool {
    at.sub == 0 && at.letters.is_empty()
}

/// The number of the paragraph.
fn paragraph(text: &Text, lemma: &Range<usize>) -> Option<String> {
    let (first, last) = ends(text, lemma)?;
    let (first, last) = (text.blocks[first].number?, text.blocks[last].number?);
    Some(if first == last { format!("p{first}") } else { format!("p{first}–{last}") })
}

/// The blocks where a lemma begins and ends.
fn ends(text: &Text, lemma: &Range<usize>) -> Option<(usize, usize)> {
    Some((text.block_at(lemma.start)?, text.block_at(lemma.end)?))
}
