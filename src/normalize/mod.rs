//! Stage: rules that change a witness's text, each change an edit in the ledger.
//!
//! A rule looks at one passage (a paragraph of the witness) and emits [`Edit`]s in witness
//! coordinates; [`ledger`] composes them once. A rule never changes a word, except where it
//! mends damage that can only be read one way, and never applies what is doubtful: that stays in
//! the ledger as a query. Knows nothing of what a paragraph is in the document.

pub mod characters;
pub mod dashes;
pub mod ellipses;
pub mod hyphens;
pub mod ledger;
pub mod quotes;
pub mod spaces;

use crate::model::account::{Certainty, Edit};
use crate::source::{FileId, Span};
use std::collections::HashSet;
use std::ops::Range;

/// A passage of a witness under the rules.
#[derive(Clone, Debug)]
pub struct Passage<'a> {
    /// The witness.
    pub file: FileId,
    /// The whole witness.
    pub text: &'a str,
    /// The passage, in bytes of the witness.
    pub range: Range<usize>,
    /// Places inside it that other rules have taken (note markers, labels), sorted and disjoint.
    pub taken: &'a [Range<usize>],
    /// The witness's words, where its lines are broken and words divided ([`hyphens::vocabulary`]).
    pub vocabulary: Option<&'a HashSet<String>>,
}

/// What a whole witness habitually does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// How it writes quotation marks.
    pub quotes: quotes::Habit,
    /// Whether it writes `---` for a dash, so that `--` is the shorter one.
    pub long_dashes: bool,
    /// Whether it writes an en dash in ranges of figures.
    pub range_dashes: bool,
    /// Whether its language sets a space before `;`, `:`, `!` and `?`.
    pub spaced_punctuation: bool,
}

impl Habits {
    /// The habits of `text`, written in `language` (BCP 47).
    pub fn of(text: &str, language: &str) -> Self {
        Self {
            quotes: quotes::Habit::of(text, language),
            long_dashes: text.contains("---"),
            range_dashes: dashes::has_range_dashes(text),
            spaced_punctuation: language.split('-').next() == Some("fr"),
        }
    }
}

impl Passage<'_> {
    /// The characters of the passage.
    pub fn str(&self) -> &str {
        &self.text[self.range.clone()]
    }

    /// An edit of `at` (bytes of the witness) that is applied.
    pub fn edit(&self, at: Range<usize>, read: impl Into<String>, rule: &'static str, certainty: Certainty) -> Edit {
        Edit { span: Span::new(self.file, at), read: read.into(), rule, certainty, applied: true }
    }

    /// A query at `at`: an edit that is not applied.
    pub fn query(&self, at: Range<usize>, read: impl Into<String>, rule: &'static str) -> Edit {
        Edit { applied: false, ..self.edit(at, read, rule, Certainty::Doubtful) }
    }

    /// The character before byte `at` of the witness, inside the passage.
    pub fn before(&self, at: usize) -> Option<char> {
        self.text[self.range.start..at.max(self.range.start)].chars().next_back()
    }

    /// The character at byte `at` of the witness, inside the passage.
    pub fn after(&self, at: usize) -> Option<char> {
        self.text[at.min(self.range.end)..self.range.end].chars().next()
    }
}

/// All edits that the rules of this stage make in a passage, sorted and disjoint where they are
/// applied, and none on a place that is taken.
pub fn edits(passage: &Passage, habits: &Habits) -> Vec<Edit> {
    let mut all = Vec::new();
    characters::apply(passage, &mut all);
    ellipses::apply(passage, &mut all);
    quotes::apply(passage, habits.quotes, &mut all);
    dashes::apply(passage, habits, &mut all);
    hyphens::apply(passage, &mut all);
    spaces::apply(passage, habits, &mut all);
    disjoint(all, passage.taken)
}

/// The edits without those that touch a taken place or one of an earlier rule (the order of
/// `all`), sorted by place. Queries may overlap anything.
pub fn disjoint(all: Vec<Edit>, taken: &[Range<usize>]) -> Vec<Edit> {
    let free = |e: &Edit| {
        let at = e.span.bytes();
        let next = taken.partition_point(|t| t.end <= at.start);
        taken.get(next).is_none_or(|t| t.start >= at.end)
    };
    let mut ranked: Vec<(usize, Edit)> = all.into_iter().enumerate().filter(|(_, e)| free(e)).collect();
    ranked.sort_by_key(|(rank, e)| (e.span.range.start, e.span.range.end, *rank));
    let mut kept: Vec<(usize, Edit)> = Vec::with_capacity(ranked.len());
    let mut last: Option<usize> = None;
    for (rank, edit) in ranked {
        if !edit.applied {
            kept.push((rank, edit));
            continue;
        }
        match last.filter(|i| kept[*i].1.span.range.end > edit.span.range.start) {
            Some(i) if kept[i].0 <= rank => {}
            Some(i) => kept[i] = (rank, edit),
            None => {
                kept.push((rank, edit));
                last = Some(kept.len() - 1);
            }
        }
    }
    let mut edits: Vec<Edit> = kept.into_iter().map(|(_, e)| e).collect();
    edits.sort_by_key(|e| (e.span.range.start, e.span.range.end));
    edits
}
