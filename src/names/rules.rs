//! Whether a rule's conditions hold at a place: neighbouring words, typography, document.

use super::lexicon::{fits_case, fold, lower};
use crate::config::names::{Context, NamesFile};
use crate::model::text::{MarkKind, Text};
use crate::words::edge::stands_alone;
use crate::words::fold::Folded;
use std::ops::Range;

/// How far off words may stand to be near, in bytes of the folded text.
const NEAR: usize = 200;

/// A rule, its words folded.
#[derive(Debug)]
pub(super) struct Rule {
    /// Whether the name is meant where it holds.
    pub(super) is: bool,
    variants: Vec<String>,
    before: Vec<String>,
    after: Vec<String>,
    near: Vec<String>,
    emphasis: Option<bool>,
    quoted: Option<bool>,
    documents: Vec<String>,
}

impl Rule {
    fn new(context: &Context) -> Self {
        let folded = |words: &[String]| words.iter().map(|w| fold(w)).collect();
        Self {
            is: context.is,
            variants: folded(&context.variants),
            before: folded(&context.before),
            after: folded(&context.after),
            near: folded(&context.near),
            emphasis: context.emphasis,
            quoted: context.quoted,
            documents: context.documents.iter().map(|d| d.value.clone()).collect(),
        }
    }

    /// The rules of each name of the file.
    pub(super) fn of(file: &NamesFile) -> Vec<Vec<Rule>> {
        file.names.iter().map(|entry| entry.contexts.iter().map(Rule::new).collect()).collect()
    }
}

/// A container as rules look at it.
pub(super) struct View<'t> {
    document: &'t str,
    folded: &'t Folded,
    /// The stretches in emphasis, by bytes of the text, in order.
    emphasis: Vec<Range<usize>>,
    text: &'t Text,
}

impl<'t> View<'t> {
    pub(super) fn new(document: &'t str, text: &'t Text, folded: &'t Folded) -> Self {
        let marks = text.marks.iter().filter(|m| m.kind == MarkKind::Emphasis);
        Self { document, folded, emphasis: marks.map(|m| m.range.clone()).collect(), text }
    }

    /// Whether `rule` holds of the words at `range` of the folded text, which are the spelling `variant`.
    pub(super) fn holds(&self, rule: &Rule, range: &Range<usize>, variant: &str) -> bool {
        let one = |words: &[String], stands: &dyn Fn(&str) -> bool| words.is_empty() || words.iter().any(|w| stands(w));
        one(&rule.variants, &|words| words == variant)
            && one(&rule.documents, &|id| id == self.document)
            && one(&rule.before, &|words| self.stands_before(words, range.start))
            && one(&rule.after, &|words| self.stands_after(words, range.end))
            && rule.emphasis.is_none_or(|wanted| wanted == self.is_emphasis(range))
            && rule.quoted.is_none_or(|wanted| wanted == self.is_quoted(range))
            && one(&rule.near, &|words| self.stands_near(words, range))
    }

    /// Whether `words` end where the place begins, but for spaces and opening marks.
    fn stands_before(&self, words: &str, place: usize) -> bool {
        let near = self.folded.string[..place].trim_end_matches(' ');
        let bare = near.trim_end_matches(['"', '\'', '(', '[', ' ']);
        [near, bare].iter().any(|text| {
            let Some(start) = text.len().checked_sub(words.len()) else { return false };
            text.is_char_boundary(start) && is_spelt(&self.folded.string, start..text.len(), words)
        })
    }

    /// Whether `words` begin where the place ends, but for spaces and closing marks.
    fn stands_after(&self, words: &str, place: usize) -> bool {
        let rest = &self.folded.string[place..];
        let near = rest.trim_start_matches(' ');
        let bare = rest.trim_start_matches(['"', '\'', ')', ']', ' ']);
        [near, bare].iter().any(|text| {
            let start = self.folded.string.len() - text.len();
            let end = start + words.len();
            self.folded.string.is_char_boundary(end) && is_spelt(&self.folded.string, start..end, words)
        })
    }

    fn stands_near(&self, words: &str, range: &Range<usize>) -> bool {
        let all = &self.folded.string;
        let start = all.floor_char_boundary(range.start.saturating_sub(NEAR));
        let end = all.ceil_char_boundary((range.end + NEAR).min(all.len()));
        let start = all[start..range.start].rfind('\n').map_or(start, |at| start + at + 1);
        let end = all[range.end..end].find('\n').map_or(end, |at| range.end + at);
        let (window, sought) = (lower(&all[start..end]), lower(words));
        window.match_indices(&sought).any(|(at, _)| is_spelt(all, start + at..start + at + words.len(), words))
    }

    /// Whether the words, and no others with them, are in emphasis.
    fn is_emphasis(&self, range: &Range<usize>) -> bool {
        let words = self.folded.original(range.start, range.end);
        let last = self.emphasis.partition_point(|e| e.start <= words.start);
        self.emphasis[..last].iter().rev().take(2).any(|e| {
            let alone = |range: Range<usize>| !self.text.string[range].contains(char::is_alphanumeric);
            e.end >= words.end && alone(e.start..words.start) && alone(words.end..e.end)
        })
    }

    /// Whether the words, and no others with them, are in quotation marks.
    fn is_quoted(&self, range: &Range<usize>) -> bool {
        let all = &self.folded.string;
        let after = all[range.end..].trim_start_matches([',', '.']);
        let closed = after.strip_prefix(['"', '\'']);
        all[..range.start].ends_with(['"', '\'']) && closed.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    }
}

/// Whether `words` stand at `range` as words of their own; small ones in any case.
fn is_spelt(text: &str, range: Range<usize>, words: &str) -> bool {
    let Some(found) = text.get(range.clone()) else { return false };
    lower(found) == lower(words) && fits_case(words, found) && stands_alone(text, &range)
}
