//! Stage: rules that change a witness's text, each change an edit in the ledger.
//!
//! A rule looks at one passage (a paragraph of the witness) and emits [`Edit`]s in witness
//! coordinates; [`ledger`] composes them once. A rule never changes a word, except where it
//! mends damage that can only be read one way, and never applies what is doubtful: that stays in
//! the ledger as a query. Knows nothing of what a paragraph is in the document.

mod brackets;
pub mod characters;
pub mod dashes;
mod doubled;
pub mod ellipses;
mod figures;
mod foreign;
pub mod hyphens;
mod joints;
pub mod ledger;
mod letters;
pub mod markup;
mod missing;
mod names;
pub mod quotes;
mod residue;
mod sentences;
pub mod spaces;
mod stops;
mod vocabulary;
mod words;

use crate::model::account::{Certainty, Edit};
use crate::source::{FileId, Span};
use crate::words::language::primary;
use std::collections::HashMap;
use std::ops::Range;
pub use vocabulary::Vocabulary;
pub use words::Language;

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
    /// The witness's words; without them the rules that want evidence do nothing.
    pub vocabulary: Option<&'a Vocabulary<'a>>,
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
    /// What it does at points and stops.
    pub stops: stops::Habit,
    /// The language, as far as the rules know its words.
    pub language: Language,
    /// The rules that a profile has switched off: names, or the part before the point.
    pub off: &'static [&'static str],
}

impl Habits {
    /// The habits of `text`, written in `language` (BCP 47).
    pub fn of(text: &str, language: &str) -> Self {
        Self {
            quotes: quotes::Habit::of(text, language),
            long_dashes: text.contains("---"),
            range_dashes: dashes::has_range_dashes(text),
            spaced_punctuation: primary(language) == "fr",
            stops: stops::Habit::of(text),
            language: Language::of(language),
            off: &[],
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

    /// Its words, in bytes of the witness: runs of letters.
    pub fn words(&self) -> Vec<Range<usize>> {
        let mut words: Vec<Range<usize>> = Vec::new();
        let mut open = false;
        for (offset, c) in self.str().char_indices() {
            let (start, end) = (self.range.start + offset, self.range.start + offset + c.len_utf8());
            match (c.is_alphabetic(), open, words.last_mut()) {
                (true, true, Some(last)) => last.end = end,
                (true, ..) => words.push(start..end),
                _ => {}
            }
            open = c.is_alphabetic();
        }
        words
    }

    /// Its runs of what is no white space, in bytes of the witness.
    pub fn tokens(&self) -> impl Iterator<Item = Range<usize>> {
        let base = self.text.as_ptr() as usize;
        self.str().split_whitespace().map(move |t| {
            let start = t.as_ptr() as usize - base;
            start..start + t.len()
        })
    }

    /// Whether byte `at` lies in a taken place.
    pub fn is_taken(&self, at: usize) -> bool {
        let next = self.taken.partition_point(|t| t.end <= at);
        self.taken.get(next).is_some_and(|t| t.start <= at)
    }

    /// The taken place that byte `at` lies in, or an empty one does not count.
    fn taken_at(&self, at: usize) -> Option<&Range<usize>> {
        let next = self.taken.partition_point(|t| t.end <= at);
        self.taken.get(next).filter(|t| t.start <= at && t.end <= self.range.end)
    }

    /// The taken place that ends at byte `at`.
    fn taken_before(&self, at: usize) -> Option<&Range<usize>> {
        let next = self.taken.partition_point(|t| t.end < at);
        self.taken.get(next).filter(|t| t.end == at && t.start < at && t.start >= self.range.start)
    }

    /// The end of the passage without the taken places (note markers) and spaces that end it.
    pub fn bare_end(&self) -> usize {
        let mut end = self.range.end;
        let mut taken = self.taken.iter().rev().peekable();
        loop {
            end = self.range.start + self.text[self.range.start..end].trim_end().len();
            while taken.next_if(|t| t.start >= end || t.is_empty()).is_some() {}
            match taken.next_if(|t| t.end == end && t.start >= self.range.start) {
                Some(last) => end = last.start,
                None => return end,
            }
        }
    }

    /// The character at byte `at` of the witness, inside the passage.
    pub fn after(&self, at: usize) -> Option<char> {
        self.text[at.min(self.range.end)..self.range.end].chars().next()
    }
}

/// All edits that the rules of this stage make in a passage, sorted and disjoint where they are
/// applied, and none on a place that is taken. What a conversion left behind comes first: no
/// other rule looks into it; then quotation marks, which may be written by name.
pub fn edits(passage: &Passage, habits: &Habits) -> Vec<Edit> {
    let mut all = Vec::new();
    residue::apply(passage, &mut all);
    let taken = joined(all.iter().map(|e| e.span.bytes()).chain(passage.taken.iter().cloned()));
    let inner = Passage { taken: &taken, ..passage.clone() };
    let mut found = Vec::new();
    quotes::apply(&inner, habits.quotes, &mut found);
    let named = found.iter().map(|e| e.span.bytes()).filter(|at| markup::entity(&passage.text[at.clone()]).is_some());
    let all_taken = joined(named.chain(taken.iter().cloned()));
    text_edits(&Passage { taken: &all_taken, ..inner.clone() }, habits, &mut found);
    all.extend(disjoint(found, &taken));
    all.retain(|e| !is_off(e.rule, habits.off));
    disjoint(all, passage.taken)
}

/// Places, sorted, those that overlap made one.
fn joined(places: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = places.collect();
    all.sort_by_key(|t| (t.start, t.end));
    all.dedup_by(|b, a| {
        b.start < a.end && {
            a.end = a.end.max(b.end);
            true
        }
    });
    all
}

/// The rules for what is text, in the order of their rank.
fn text_edits(passage: &Passage, habits: &Habits, all: &mut Vec<Edit>) {
    let mut found = Vec::new();
    characters::apply(passage, &mut found);
    ellipses::apply(passage, &mut found);
    dashes::apply(passage, habits, &mut found);
    hyphens::apply(passage, &mut found);
    figures::apply(passage, &mut found);
    letters::apply(passage, &mut found);
    names::apply(passage, &mut found);
    joints::apply(passage, habits, &mut found);
    stops::apply(passage, habits, &mut found);
    foreign::apply(passage, &mut found);
    doubled::apply(passage, &mut found);
    brackets::apply(passage, &mut found);
    spaces::apply(passage, habits, &mut found);
    all.extend(disjoint(found, passage.taken));
}

/// Whether a profile has switched the rule off, by its name or by the part before the point.
fn is_off(rule: &str, off: &[&str]) -> bool {
    off.iter().any(|name| rule.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
}

/// Withdraws what is no fault but the witness's habit: where a rule asks at more than two places
/// in a thousand words, its queries but the first, so that the editor knows, and its corrections
/// that are not certain. Bad print is no habit: of the letters that it makes doubtful those are asked
/// about whose reading the witness has most often, and as many as that.
pub fn withdraw_habits(edits: &mut Vec<Edit>, words: usize, vocabulary: &Vocabulary) {
    let most = (words / 500).max(6);
    keep_best(edits, most, vocabulary);
    let mut times: HashMap<&str, usize> = HashMap::new();
    for edit in edits.iter().filter(|e| !e.applied) {
        *times.entry(edit.rule).or_default() += 1;
    }
    let mut told: Vec<&str> = Vec::new();
    edits.retain(|e| {
        let found = e.certainty == Certainty::Certain || e.rule == "marker.orphan";
        if found || times.get(e.rule).is_none_or(|n| *n <= most) {
            return true;
        }
        let first = !e.applied && !told.contains(&e.rule);
        if first {
            told.push(e.rule);
        }
        first
    });
}

/// Of the queries of `ocr.letter` the `most` whose reading `vocabulary` has most often.
fn keep_best(edits: &mut Vec<Edit>, most: usize, vocabulary: &Vocabulary) {
    let asked = |e: &Edit| !e.applied && e.rule == "ocr.letter";
    let times = |e: &Edit| vocabulary.lower(&e.read.to_lowercase());
    let mut all: Vec<u32> = edits.iter().filter(|e| asked(e)).map(times).collect();
    if all.len() <= most {
        return;
    }
    all.sort_unstable_by(|a, b| b.cmp(a));
    let least = all[most - 1];
    let mut ties = most - all.iter().take_while(|n| **n > least).count();
    edits.retain(|e| {
        let tie = asked(e) && times(e) == least;
        let kept = !asked(e) || times(e) > least || (tie && ties > 0);
        ties -= usize::from(tie && kept);
        kept
    });
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
