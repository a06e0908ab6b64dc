//! What an entry is keyed by where there are no lines: its verse, the page and line of the printed edition, or its
//! paragraph.

use crate::model::apparatus::EntryId;
use crate::model::document::Container;
use crate::model::loci::{PlacedAt, line_number};
use crate::model::text::{NoteId, Text};
use crate::write::epub::page::Page;
use std::ops::Range;

/// What a heading is keyed by that has no number.
const HEADING: &str = "tit.";
/// How many words of a lemma a link's name has.
const SPOKEN: usize = 5;

impl Page<'_> {
    /// The key of a note that prints an entry: `3–4` of verses, `12.5–7` of pages and lines, else `p12`.
    pub(crate) fn key_of(&self, note: NoteId) -> Option<String> {
        let document = &self.context.edition.documents[self.document];
        let entry = document.notes.get(note.0 as usize)?.entry?;
        let (container, lemma) = self.apparatus.lemmata.get(&entry)?;
        let text = document.text(*container)?;
        self.verses(*container, text, lemma)
            .or_else(|| self.printed(note, *container, text, lemma))
            .or_else(|| paragraph(text, lemma))
    }

    /// The number of the verse where a lemma begins, and of that where it ends.
    fn verses(&self, container: Container, text: &Text, lemma: &Range<usize>) -> Option<String> {
        let (first, last) = ends(text, lemma)?;
        let numbers = self.apparatus.verses.get(&container)?;
        Some(range((*numbers.get(first)?)?, (*numbers.get(last)?)?, ""))
    }

    /// The pages and lines of the printed edition.
    fn printed(&self, note: NoteId, container: Container, text: &Text, lemma: &Range<usize>) -> Option<String> {
        let pages = self.context.pages;
        let keyed = pages.keyed.get(&(self.document, note))?;
        let (from, to) = (keyed.from, keyed.to);
        let label = |at: PlacedAt| pages.labels.get(at.page).map(String::as_str);
        let line = |at: PlacedAt| line_number(&at);
        let full = |at: PlacedAt| match at.counts {
            true => Some(format!("{}.{}", label(at)?, line(at))),
            false => Some(label(at)?.to_owned()),
        };
        if from.page != to.page {
            return Some(format!("{}–{}", full(from)?, full(to)?));
        }
        // Of a page's lines one that does not count, as a heading's, has no number to begin or end with.
        match (from.counts, to.counts) {
            (true, true) if line(from) != line(to) => Some(format!("{}–{}", full(from)?, line(to))),
            (false, true) => full(to),
            (false, false) if container == Container::Body && text.is_heading(lemma) => {
                Some(format!("{}.{HEADING}", label(from)?))
            }
            _ => full(from),
        }
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

/// The number of the paragraph.
fn paragraph(text: &Text, lemma: &Range<usize>) -> Option<String> {
    let (first, last) = ends(text, lemma)?;
    Some(range(text.blocks[first].number?, text.blocks[last].number?, "p"))
}

/// The blocks where a lemma begins and ends.
fn ends(text: &Text, lemma: &Range<usize>) -> Option<(usize, usize)> {
    Some((text.block_at(lemma.start)?, text.block_at(lemma.end)?))
}

fn range(first: u32, last: u32, before: &str) -> String {
    if first == last { format!("{before}{first}") } else { format!("{before}{first}–{last}") }
}
