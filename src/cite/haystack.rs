//! A block of a text as the recogniser walks over it: its characters, its words, and what stands
//! before and after a byte.

use crate::model::text::{BlockKind, MarkKind, Text};
use crate::words::spelling::{self, FoldedWord};
use std::ops::Range;

/// Words that lead to a citation, folded: what follows begins a clause.
const SIGNALS: [&str; 26] = [
    "see",
    "cf",
    "compare",
    "also",
    "in",
    "vgl",
    "siehe",
    "voir",
    "cited",
    "quoted",
    "reported",
    "after",
    "from",
    "notably",
    "especially",
    "particularly",
    "ferner",
    "auch",
    "dans",
    "aus",
    "bei",
    "apud",
    "nach",
    "d",
    "following",
    "like",
];
/// Words behind whose full stop a sentence goes on, folded.
const ABBREVIATED: [&str; 34] = [
    "ed", "eds", "trans", "tr", "vol", "vols", "no", "nos", "nr", "st", "mass", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "p", "pp", "ch", "cf", "bd", "vgl", "hrsg", "univ", "dr", "mr",
    "rev",
];

/// A block under the recogniser's eyes.
pub(super) struct Haystack<'t> {
    pub(super) text: &'t Text,
    /// Its bytes.
    pub(super) range: Range<usize>,
    pub(super) words: Vec<FoldedWord>,
    /// Whether citations stand here as a matter of course: in notes and below quotations.
    pub(super) apparatus: bool,
}

impl<'t> Haystack<'t> {
    pub(super) fn new(text: &'t Text, block: usize, note: bool) -> Self {
        let bare = Self::without_words(text, block, note);
        Self { words: spelling::words(&text.string, bare.range.clone()), ..bare }
    }

    /// The same for who asks for nothing but characters.
    pub(super) fn without_words(text: &'t Text, block: usize, note: bool) -> Self {
        let range = text.blocks[block].range.clone();
        let apparatus = note || text.blocks[block].kind == BlockKind::Attribution;
        Self { text, range, words: vec![], apparatus }
    }

    /// The characters from byte `at` to the end of the block.
    pub(super) fn after(&self, at: usize) -> &'t str {
        &self.text.string[at..self.range.end]
    }

    /// The characters of the block before byte `at`.
    pub(super) fn before(&self, at: usize) -> &'t str {
        &self.text.string[self.range.start..at]
    }

    /// What stands before word `index`, back to the word before it.
    pub(super) fn gap(&self, index: usize) -> &'t str {
        let start = index.checked_sub(1).map_or(self.range.start, |before| self.words[before].range.end);
        &self.text.string[start..self.words[index].range.start]
    }

    /// The first word at or after byte `at`.
    pub(super) fn word_from(&self, at: usize) -> usize {
        self.words.partition_point(|w| w.range.start < at)
    }

    /// Whether the characters are emphasised or stand in quotation marks by themselves.
    pub(super) fn is_set_off(&self, range: &Range<usize>) -> bool {
        let emphasised = self
            .text
            .marks_from(&(self.range.start..range.start))
            .iter()
            .any(|m| m.kind == MarkKind::Emphasis && m.range.start <= range.start && m.range.end >= range.end);
        let opened = self.before(range.start).ends_with(is_quote);
        let after = self.after(range.end).trim_start_matches([',', '.', ':', ';']);
        emphasised || opened && after.starts_with(is_quote)
    }

    /// Whether a clause begins at byte `at`: there the block begins, a bracket opens, a sentence ended, or
    /// a word stands before that leads to citations. `cited` is where the citation before ends.
    pub(super) fn begins_clause(&self, at: usize, cited: Option<usize>) -> bool {
        let before = self.before(at).trim_end_matches(|c: char| c.is_whitespace() || is_quote(c));
        let Some(last) = before.chars().next_back() else { return true };
        if let Some(end) = cited.filter(|end| *end <= at) {
            let between = self.text.string[end..at].trim_matches(|c: char| !c.is_alphanumeric());
            if matches!(between, "" | "and" | "und" | "et" | "also" | "see also") {
                return true;
            }
        }
        match last {
            '(' | '[' | ';' | ':' | '—' | '–' | '?' | '!' => true,
            '.' => self.ends_sentence(at),
            ',' => false,
            _ => self.signal_before(at).is_some(),
        }
    }

    /// Whether the full stop before byte `at` ends a sentence.
    pub(super) fn ends_sentence(&self, at: usize) -> bool {
        let index = self.word_from(at);
        let Some(word) = index.checked_sub(1).map(|i| &self.words[i]) else { return true };
        let initial = word.capital && word.range.len() == 1;
        !initial && !ABBREVIATED.contains(&word.folded.as_str()) || self.signal_word(index - 1)
    }

    fn signal_word(&self, index: usize) -> bool {
        SIGNALS.contains(&self.words[index].folded.as_str())
    }

    /// The word that leads to a citation directly before byte `at`.
    pub(super) fn signal_before(&self, at: usize) -> Option<usize> {
        let index = self.word_from(at).checked_sub(1)?;
        let gap = &self.text.string[self.words[index].range.end..at];
        let direct = gap.chars().all(|c| c.is_whitespace() || is_quote(c) || matches!(c, '.' | ':'));
        (direct && self.signal_word(index)).then_some(index)
    }

    /// The byte where words such as `quoted in` or `reported by` begin directly before byte `at`.
    pub(super) fn relay_before(&self, at: usize) -> Option<usize> {
        let last = self.word_from(at).checked_sub(1)?;
        let gap = &self.text.string[self.words[last].range.end..at];
        if !gap.chars().all(|c| c.is_whitespace() || is_quote(c)) {
            return None;
        }
        (last.saturating_sub(2)..=last).rev().find(|i| self.relays(*i, last + 1)).map(|i| self.words[i].range.start)
    }

    /// Whether words such as `quoted in` stand at byte `at`, a comma before them left out.
    pub(super) fn relays_at(&self, at: usize) -> bool {
        let first = self.word_from(at);
        let near =
            |w: &FoldedWord| self.text.string[at..w.range.start].chars().all(|c| !c.is_alphanumeric() && c != '.');
        self.words.get(first).is_some_and(near) && (first + 1..=first + 3).any(|end| self.relays(first, end))
    }

    fn relays(&self, first: usize, end: usize) -> bool {
        let Some(words) = self.words.get(first..end) else { return false };
        let folded: Vec<&str> = words.iter().map(|w| w.folded.as_str()).collect();
        matches!(
            folded.as_slice(),
            ["quoted" | "cited" | "reported", "in" | "by" | "from" | "after"]
                | ["cite" | "citee" | "rapporte" | "rapportee" | "reproduit", "par" | "dans" | "d"]
                | ["zit" | "zitiert" | "berichtet", "nach" | "bei" | "in" | "von"]
                | ["as" | "qtd", "quoted" | "cited" | "in", "in" | "by"]
        )
    }

    /// Whether byte `at` stands inside quotation marks that open before and close after it.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        let before = self.before(at);
        let open = |opening: char, closing: char| {
            let opened = before.rfind(opening);
            let closed = before.rfind(closing);
            // an apostrophe between letters closes nothing
            opened.is_some_and(|o| closed.is_none_or(|c| c < o || closing == '’' && self.is_apostrophe(c)))
                && self.after(at).contains(closing)
        };
        let straight = before.matches('"').count() % 2 == 1;
        open('“', '”') || open('‘', '’') || open('«', '»') || open('„', '“') || straight
    }

    fn is_apostrophe(&self, at: usize) -> bool {
        let (before, after) = (self.before(self.range.start + at), &self.before(self.range.end)[at..]);
        before.ends_with(char::is_alphanumeric) && after.chars().nth(1).is_some_and(char::is_alphanumeric)
    }

    /// Whether a clause ends at byte `at`.
    pub(super) fn ends_clause(&self, at: usize) -> bool {
        let rest = self.after(at).trim_start_matches(is_quote);
        rest.is_empty() || rest.starts_with(['.', ';', ')', ']'])
    }
}

/// Whether `c` is a quotation mark or an apostrophe.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '\'' | '"' | '‘' | '’' | '“' | '”' | '«' | '»' | '‹' | '›' | '„' | '‚' | '`')
}
