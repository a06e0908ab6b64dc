//! Anchors by quotation, as the W3C Web Annotation Data Model has them (§ 4.2.4, Text Quote
//! Selector), on a text that is normalised, not emended, and without note marks.
//!
//! One exact match of whole words, or a failure that lists the candidates: nothing is ever anchored by guess.
//! A quotation may cut a word only where its `prefix` or `suffix` has the letters that are cut off.
//! Knows quotations and texts; nothing of what is hung on the place that it finds.

pub mod container;
mod explain;
mod grams;

mod lemma;
mod matches;
pub mod near;
pub mod passage;
pub mod quoting;
pub mod verses;
pub mod wording;
mod words;

use crate::config::standoff::Quote;
use crate::model::text::Text;
use crate::words::fold::Folded;
use grams::Grams;
use matches::Known;
use std::ops::Range;
use words::Words;

/// How many candidates a message lists.
const LISTED: usize = 4;

/// A text made ready for many quotations: folded and indexed once.
#[derive(Clone, Debug)]
pub struct Anchors<'t> {
    text: &'t Text,
    folded: Folded,
    grams: Grams,
    words: Words<'t>,
    known: Known,
    /// The same text without its markers that have no note; `None` where it has none such.
    over: Option<Box<Anchors<'t>>>,
}

/// Why a quotation does not anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// There is nothing to look for: `exact` is empty.
    Empty,
    /// The words do not stand in the text; `near` are the places most like them.
    NotFound {
        /// Bytes of the text.
        near: Vec<usize>,
        /// Whether they stand there across the boundary of two blocks.
        across: bool,
    },
    /// The words stand there, but never between that prefix and suffix.
    Context {
        /// Where they stand.
        found: Vec<Range<usize>>,
    },
    /// They stand there, but only inside longer words.
    Inside {
        /// Where they stand.
        found: Vec<Range<usize>>,
    },
    /// They stand there more than once.
    Ambiguous {
        /// Where.
        found: Vec<Range<usize>>,
    },
    /// They stand there fewer times than `occurrence` says.
    Occurrence {
        /// Where.
        found: Vec<Range<usize>>,
    },
    /// `occurrence` chooses one place among the whole words and another where parts of words count too, as
    /// they once did.
    Recounted {
        /// What it chose among all.
        former: Range<usize>,
        /// The whole words.
        found: Vec<Range<usize>>,
    },
}

/// Folds the words of a quotation; its line breaks are spaces, but for those at its ends.
fn fold(words: &str) -> String {
    Folded::new(&words.trim_matches(['\n', '\r']).replace(['\n', '\r'], " ")).string
}

impl<'t> Anchors<'t> {
    /// Folds and indexes `text`.
    pub fn new(text: &'t Text) -> Self {
        let mut orphans: Vec<Range<usize>> = words::orphans(text).filter(|range| !range.is_empty()).collect();
        orphans.sort_by_key(|range| range.start);
        orphans.dedup_by(|b, a| b.start < a.end);
        let over = (!orphans.is_empty()).then(|| Box::new(Self::of(text, Folded::without(&text.string, &orphans))));
        Self { over, ..Self::of(text, Folded::new(&text.string)) }
    }

    fn of(text: &'t Text, folded: Folded) -> Self {
        let grams = Grams::new(&folded.string);
        let known = Known::of(&folded.string);
        Self { text, folded, grams, words: Words::new(text), known, over: None }
    }

    /// The one place of a quotation, in bytes of the text.
    ///
    /// # Errors
    /// Where there is none, or more than one that `occurrence` does not choose from.
    pub fn find(&self, quote: &Quote) -> Result<Range<usize>, Failure> {
        let matches = self.matches(quote)?;
        let Some(n) = quote.occurrence else { return Ok(self.original(&self.choose(&matches, None)?)) };
        let nth = |all: &[Range<usize>]| n.checked_sub(1).and_then(|n| all.get(n).map(|r| self.original(r)));
        match (nth(&matches.fitting), nth(&matches.whole)) {
            (Some(former), Some(place)) if former == place => Ok(place),
            (Some(former), _) => Err(Failure::Recounted { former, found: self.originals(&matches.whole) }),
            (None, _) => Err(Failure::Occurrence { found: self.originals(&matches.whole) }),
        }
    }

    fn original(&self, found: &Range<usize>) -> Range<usize> {
        self.folded.original(found.start, found.end)
    }

    /// Whether no end of `found` cuts a word, but where what is asked for around it goes on with that word.
    fn is_whole(&self, found: &Range<usize>, prefix: &str, suffix: &str) -> bool {
        let Range { start, end } = self.original(found);
        let is_no_space = |c: char| !c.is_whitespace();
        let opens = !self.cuts_letter(found.start) && self.words.is_boundary(start);
        let closes = !self.cuts_letter(found.end) && self.words.is_boundary(end);
        (opens || prefix.ends_with(is_no_space)) && (closes || suffix.starts_with(is_no_space))
    }

    /// Whether byte `at` of the folded text is inside what one letter of the text became: a ligature.
    fn cuts_letter(&self, at: usize) -> bool {
        let map = &self.folded.map;
        let inside = at > 0 && map[at - 1] == map[at];
        inside && self.text.string[map[at] as usize..].starts_with(char::is_alphanumeric)
    }

    /// Whether prefix and suffix stand around `found`, in the same block, with or without a space.
    fn fits(&self, found: &Range<usize>, prefix: &str, suffix: &str) -> bool {
        let (before, after) = (&self.folded.string[..found.start], &self.folded.string[found.end..]);
        before.trim_end_matches(' ').ends_with(prefix) && after.trim_start_matches(' ').starts_with(suffix)
    }

    fn not_found(&self, exact: &str) -> Failure {
        let near = self.grams.nearest(exact, LISTED);
        let across = near.iter().any(|at| {
            let start = self.folded.string.floor_char_boundary(at.saturating_sub(16));
            let end = self.folded.string.ceil_char_boundary((at + exact.len() + 32).min(self.folded.string.len()));
            self.folded.string[start..end].replace('\n', " ").contains(exact)
        });
        let places = near.iter().map(|at| {
            let inside = self.folded.string.floor_char_boundary(at + exact.len() / 2);
            self.folded.map[inside.min(self.folded.map.len() - 1)] as usize
        });
        Failure::NotFound { near: places.collect(), across }
    }
}
