//! Statements that have no title of their own and are known through another work: `works.yaml` describes
//! them (`speech to the miners`), and a note that says where they are quoted means them too.
//!
//! What a note documents stands between the call before it and its own.

use crate::cite::found::{Form, FoundCitation};
use crate::cite::haystack::Haystack;
use crate::cite::known::{Catalogue, is_genre};
use crate::model::document::{Container, Document};
use crate::model::order;
use crate::model::text::{GroupKind, Mark, MarkKind, NoteId};
use crate::words::spelling::{FoldedWord, alike, words};
use std::collections::BTreeMap;
use std::ops::Range;

/// How far an author may stand from the words that describe a statement, in words.
const NEAR: usize = 12;

/// The calls of a document: which container, which byte.
pub(super) fn calls(document: &Document) -> BTreeMap<NoteId, (Container, usize)> {
    order::notes(document).into_iter().filter_map(|noted| Some((noted.note, noted.call?))).collect()
}

/// What stands between the call at byte `at` of a note and that of the note before in its series, and if that is in a quotation, the
/// paragraph that leads up to it.
pub(super) fn documented(document: &Document, note: NoteId, container: Container, at: usize) -> Vec<FoldedWord> {
    let series = |note: NoteId| document.notes.get(note.0 as usize).map(|n| n.series);
    let Some(text) = document.text(container) else { return vec![] };
    let Some(block) = text.block_at(at) else { return vec![] };
    let start = text.blocks[block].range.start;
    let before = |m: &&Mark| matches!(m.kind, MarkKind::Call(n) if series(n) == series(note)) && m.range.start < at;
    let since = text.marks_from(&(start..at)).iter().filter(before).map(|m| m.range.start).max();
    let mut found = words(&text.string, since.unwrap_or(start)..at);
    let group = text.groups.iter().rev().find(|g| g.kind == GroupKind::Quotation && g.blocks.contains(&block));
    if let Some(lead) = group.and_then(|g| g.blocks.start.checked_sub(1)) {
        let range = text.blocks[lead].range.clone();
        let sentence = text.string[range.clone()].rfind(". ").map_or(range.start, |at| range.start + at);
        found.extend(words(&text.string, sentence..range.end));
    }
    found
}

/// Adds the statements that a note means to what is `found` in one of its blocks.
pub(super) fn all(
    hay: &Haystack<'_>,
    documented: &[FoldedWord],
    found: &mut Vec<FoundCitation>,
    catalogue: &Catalogue,
) {
    let described = catalogue.works.iter().enumerate().filter(|(_, w)| !w.described.is_empty());
    let mut through: Vec<usize> = Vec::new();
    for (index, work) in described {
        let surnames: Vec<&String> = work.authors.iter().filter_map(|a| a.surname.last()).collect();
        if let Some(range) = told(&hay.words, &work.described, &surnames)
            && relays(hay, found)
        {
            found.push(FoundCitation { range, form: Form::Statement { work: index }, locator: None });
        } else if speaks_of(documented, &work.described[1..], &surnames) {
            through.push(index);
        }
    }
    // what the text told before the call: the fullest description, if it is the only one
    let telling = |work: &usize| catalogue.works[*work].described.len();
    let most = through.iter().map(telling).max().unwrap_or(0);
    through.retain(|work| telling(work) == most);
    if let ([work], Some(first)) = (through.as_slice(), found.first())
        && (relays(hay, found) || is_issue(first, found, catalogue))
    {
        let range = genre_before(hay, first.range.start).unwrap_or_else(|| first.range.clone());
        found.push(FoundCitation { range, form: Form::Statement { work: *work }, locator: None });
    }
    found.sort_by_key(|f| (f.range.start, f.range.end));
}

/// Whether the block has words such as `quoted in`.
fn relays(hay: &Haystack<'_>, found: &[FoundCitation]) -> bool {
    !found.is_empty() && hay.words.iter().any(|w| hay.relays_at(w.range.start))
}

/// Whether an issue of a journal is all that a note cites.
fn is_issue(first: &FoundCitation, found: &[FoundCitation], catalogue: &Catalogue) -> bool {
    let Form::Title { works, details: true, author: false, .. } = &first.form else { return false };
    found.len() == 1 && works.iter().all(|w| catalogue.works[*w].periodical)
}

/// Where the words of a description stand in their order, close together, the author near.
fn told(here: &[FoldedWord], described: &[String], surnames: &[&String]) -> Option<Range<usize>> {
    let telling = &described[1..];
    let first = telling.first()?;
    for start in (0..here.len()).filter(|i| alike(first, &here[*i].folded)) {
        let limit = (start + 2 * telling.len() + 4).min(here.len());
        let mut wanted = telling.iter().peekable();
        let end = (start..limit).find(|i| {
            if wanted.peek().is_some_and(|w| alike(w, &here[*i].folded)) {
                wanted.next();
            }
            wanted.peek().is_none()
        });
        let Some(end) = end else { continue };
        let near = start.saturating_sub(NEAR)..(end + NEAR).min(here.len());
        if surnames.iter().any(|s| here[near.clone()].iter().any(|w| alike(s, &w.folded))) {
            let genre = (start.saturating_sub(4)..start).find(|i| here[*i].folded == described[0]);
            return Some(here[genre.unwrap_or(start)].range.start..here[end].range.end);
        }
    }
    None
}

fn speaks_of(documented: &[FoldedWord], telling: &[String], surnames: &[&String]) -> bool {
    let has = |word: &String| documented.iter().any(|w| alike(word, &w.folded));
    !telling.is_empty() && telling.iter().all(has) && surnames.iter().any(|s| has(s))
}

/// `Text of X's letter`, before byte `at`.
fn genre_before(hay: &Haystack<'_>, at: usize) -> Option<Range<usize>> {
    let end = hay.word_from(at);
    let genre = hay.words[..end].iter().rposition(|w| is_genre(&w.folded))?;
    Some(hay.words[genre.saturating_sub(2)].range.start..hay.words[genre].range.end)
}
