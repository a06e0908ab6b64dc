//! What an entry is keyed by where there are no lines: its verse, the page and line of the printed edition, or its
//! paragraph.

use crate::model::apparatus::EntryId;
use crate::model::document::Container;
use crate::model::lines::{LineMark, VerseNumber};
use crate::model::loci::{self, PlacedAt, line_number};
use crate::model::text::{MarkKind, NoteId, Text};
use crate::write::epub::inline::Inline;
use crate::write::epub::notes::BACK;
use crate::write::epub::page::Page;
use std::ops::Range;

/// What a heading is keyed by that has no number.
const HEADING: &str = "tit.";
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
            .or_else(|| self.verses(note, *container, text, lemma))
            .or_else(|| self.printed(note, *container, text, lemma))
            .or_else(|| paragraph(text, lemma))
    }

    /// The number of the verse where a lemma begins, and of that where it ends; of a sub-line that of the verse
    /// before it and its own: `5.1`.
    fn verses(&self, note: NoteId, container: Container, text: &Text, lemma: &Range<usize>) -> Option<String> {
        let (first, last) = ends(text, lemma)?;
        let numbers = self.apparatus.verses.get(&container)?;
        let keyed = self.context.pages.keyed.get(&(self.document, note));
        let (from, to) = (verse(text, numbers, first)?, verse(text, numbers, last)?);
        let from = printed_sub(from, keyed.map(|keyed| keyed.from));
        let to = printed_sub(to, keyed.map(|keyed| keyed.to));
        Some(match (from, to) {
            (from, to) if from == to => line_number(&from),
            (from, to) if is_plain(from) && is_plain(to) && from.line < to.line => {
                loci::range(from.line, to.line, keyed.is_none_or(|keyed| keyed.elide))
            }
            (from, to) => format!("{}–{}", line_number(&from), line_number(&to)),
        })
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
        if let Some((first, last)) = &keyed.divisions {
            let label_of_last = if from.page == to.page { String::new() } else { format!("{}.", label(to)?) };
            let (first, last) = (format!("{first}{}", line(from)), format!("{last}{}", line(to)));
            return Some(format!("{}.{first}–{label_of_last}{last}", label(from)?));
        }
        if from.page != to.page {
            return Some(format!("{}–{}", full(from)?, full(to)?));
        }
        if from.counts && to.counts && is_plain(from) && is_plain(to) && from.line < to.line {
            return Some(format!("{}.{}", label(from)?, loci::range(from.line, to.line, keyed.elide)));
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

impl Inline<'_, '_, '_> {
    /// Writes the key of an entry where its placeholder stands: all of it one link to the lemma.
    pub(crate) fn key(&mut self, marks: &[usize], at: usize) -> bool {
        let (text, Some(Container::Note(note))) = (self.text, self.flow.container) else { return false };
        let key = |m: &usize| if let MarkKind::Key(entry) = text.marks[*m].kind { Some((*m, entry)) } else { None };
        let Some((mark, entry)) = marks.iter().find_map(key) else { return false };
        if let Some(key) = self.page.key_of(note).filter(|_| text.marks[mark].range.start == at) {
            let document = &self.page.context.edition.documents[self.page.document];
            let named = document.entries.get(entry.0 as usize).is_some_and(|entry| entry.unkeyed);
            match self.page.way_back(entry).filter(|_| !self.is_flat()) {
                // Its words have the number: the link that leads back is a sign.
                Some(href) if named => {
                    let label = ("aria-label", key.as_str());
                    self.page.xml.leaf("a", &[("class", "key"), ("href", &href), label], BACK);
                }
                None if named => return true,
                Some(href) => self.page.xml.leaf("a", &[("class", "key"), ("href", &href)], &key),
                None => self.page.xml.leaf("span", &[("class", "key")], &key),
            }
            self.page.xml.text(" ");
        }
        true
    }
}

/// Whether a line is called by its number alone.
fn is_plain(at: PlacedAt) -> bool {
    at.sub == 0 && at.letters.is_empty()
}

/// The number of a verse as a line; of a sub-line that of the verse before it and which of those after it it is.
fn verse(text: &Text, numbers: &[Option<VerseNumber>], block: usize) -> Option<PlacedAt> {
    let at = |(line, letters): VerseNumber, sub| PlacedAt { line, letters, sub, counts: true, ..PlacedAt::default() };
    if !text.begins_with(block, LineMark::Sub) {
        return (*numbers.get(block)?).map(|number| at(number, 0));
    }
    let is_sub = |index: &usize| text.begins_with(*index, LineMark::Sub);
    let before = (0..block).rev().find(|index| !is_sub(index) && numbers[*index].is_some());
    let sub = (before.map_or(0, |index| index + 1)..=block).filter(is_sub).count() as u32;
    Some(at(before.and_then(|index| numbers[index]).unwrap_or_default(), sub))
}

/// A sub-line as it is printed, where lines are those verses: a paragraph of them may have several.
fn printed_sub(at: PlacedAt, printed: Option<PlacedAt>) -> PlacedAt {
    let printed = printed.filter(|printed| at.sub > 0 && printed.sub > 0 && printed.line == at.line);
    PlacedAt { sub: printed.map_or(at.sub, |printed| printed.sub), ..at }
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
