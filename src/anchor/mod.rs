//! Anchors by quotation, as the W3C Web Annotation Data Model has them (§ 4.2.4, Text Quote
//! Selector), on a text that is normalised, not emended, and without note marks.
//!
//! One exact match, or a failure that lists the candidates: nothing is ever anchored by guess.
//! Knows quotations and texts; nothing of what is hung on the place that it finds.

pub mod container;
mod grams;
pub mod quoting;

use crate::config::standoff::Quote;
use crate::diag::Diagnostic;
use crate::model::text::Text;
use crate::table::Located;
use crate::words::fold::Folded;
use grams::Grams;
use std::ops::Range;

/// How many candidates a message lists.
const LISTED: usize = 4;
/// How many words of context a candidate shows on each side.
const CONTEXT: usize = 4;

/// A text made ready for many quotations: folded and indexed once.
#[derive(Clone, Debug)]
pub struct Anchors<'t> {
    text: &'t Text,
    folded: Folded,
    grams: Grams,
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
}

/// Folds the words of a quotation; its line breaks are spaces, but for those at its ends.
fn fold(words: &str) -> String {
    Folded::new(&words.trim_matches(['\n', '\r']).replace(['\n', '\r'], " ")).string
}

impl<'t> Anchors<'t> {
    /// Folds and indexes `text`.
    pub fn new(text: &'t Text) -> Self {
        let folded = Folded::new(&text.string);
        let grams = Grams::new(&folded.string);
        Self { text, folded, grams }
    }

    /// The one place of a quotation, in bytes of the text.
    ///
    /// # Errors
    /// Where there is none, or more than one that `occurrence` does not choose from.
    pub fn find(&self, quote: &Quote) -> Result<Range<usize>, Failure> {
        let exact = fold(&quote.exact);
        if exact.is_empty() {
            return Err(Failure::Empty);
        }
        let all = self.grams.find(&self.folded.string, &exact);
        let original = |found: &[Range<usize>]| -> Vec<Range<usize>> {
            found.iter().map(|r| self.folded.original(r.start, r.end)).collect()
        };
        if all.is_empty() {
            return Err(self.not_found(&exact));
        }
        let (prefix, suffix) = (fold(&quote.prefix), fold(&quote.suffix));
        let fits = |r: &&Range<usize>| self.fits(r, prefix.trim(), suffix.trim());
        let fitting: Vec<Range<usize>> = all.iter().filter(fits).cloned().collect();
        match (fitting.as_slice(), quote.occurrence) {
            ([], _) => Err(Failure::Context { found: original(&all) }),
            (found, Some(n)) if n == 0 || n > found.len() => Err(Failure::Occurrence { found: original(found) }),
            (found, Some(n)) => Ok(self.folded.original(found[n - 1].start, found[n - 1].end)),
            ([one], None) => Ok(self.folded.original(one.start, one.end)),
            (found, None) => Err(Failure::Ambiguous { found: original(found) }),
        }
    }

    /// The last words of a passage that begins with `first`: where they first stand in the same block,
    /// not ending before `first` does.
    ///
    /// # Errors
    /// Where they do not stand there, at their place in the file.
    pub fn end(
        &self,
        first: &Range<usize>,
        quote: &Quote,
        words: &Located<String>,
    ) -> Result<Range<usize>, Box<Diagnostic>> {
        let folded = |at: usize| self.folded.map.partition_point(|place| (*place as usize) < at);
        let limit = self.text.block_at(first.start).map_or(first.end, |block| self.text.blocks[block].range.end);
        let (from, to, least) = (folded(first.start), folded(limit), folded(first.end));
        let wanted = fold(&words.value);
        let block = &self.folded.string[from..to.max(from)];
        let found = block.match_indices(wanted.as_str()).map(|(at, _)| from + at..from + at + wanted.len());
        let mut fitting = found.filter(|r| r.end >= least);
        let place = fitting.next().filter(|_| !wanted.is_empty());
        place.map(|r| self.folded.original(r.start, r.end)).ok_or_else(|| {
            let message = format!("“{}” does not stand in the paragraph after “{}”", words.value, quote.exact);
            let error = Diagnostic::error("anchor-not-found", message).at(words.span.clone());
            let help = "a passage stays inside one paragraph: compare its last words with the text";
            Box::new(error.help(self.list(help, std::iter::once(first.clone()))))
        })
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

    /// The error for a failure, with its candidates.
    pub fn explain(&self, failure: &Failure, quote: &Quote) -> Diagnostic {
        let words = &quote.exact;
        let error = |code, message: String| Diagnostic::error(code, message).at(quote.span.clone());
        match failure {
            Failure::Empty => error("empty-anchor", "the quotation is empty".into()),
            Failure::NotFound { across: true, .. } => {
                error("anchor-not-found", format!("“{words}” runs across two paragraphs"))
                    .help("a quotation stays inside one paragraph: shorten it")
            }
            Failure::NotFound { near, .. } => {
                error("anchor-not-found", format!("“{words}” does not stand in the text"))
                    .help(self.list("the nearest places", near.iter().map(|at| *at..*at)))
            }
            Failure::Context { found } => {
                error("anchor-not-found", format!("“{words}” stands in the text, but not between these words"))
                    .help(self.list("it stands here", found.iter().cloned()))
            }
            Failure::Ambiguous { found } => {
                let count = found.len();
                let help = self.list("say which with `prefix`, `suffix` or `occurrence`", found.iter().cloned());
                error("anchor-ambiguous", format!("“{words}” stands in the text {count} times")).help(help)
            }
            Failure::Occurrence { found } => {
                let times = if found.len() == 1 { "once".to_owned() } else { format!("{} times", found.len()) };
                error("anchor-occurrence", format!("“{words}” stands in the text only {times}"))
                    .help(self.list("`occurrence` counts these from 1", found.iter().cloned()))
            }
        }
    }

    fn list(&self, lead: &str, places: impl ExactSizeIterator<Item = Range<usize>>) -> String {
        if places.len() == 0 {
            return "no place is like it: compare the quotation with the text".into();
        }
        let (more, mut out) = (places.len().saturating_sub(LISTED), format!("{lead}:"));
        for place in places.take(LISTED) {
            out.push_str("\n      ");
            out.push_str(&self.candidate(place));
        }
        if more > 0 {
            out.push_str(&format!("\n      and {more} more"));
        }
        out
    }

    /// `¶ 12: … four words before [the words] four words after …`
    fn candidate(&self, place: Range<usize>) -> String {
        let Some(index) = self.text.block_at(place.start) else { return String::new() };
        let block = &self.text.blocks[index];
        let name = match (block.number, &block.anchor) {
            (Some(number), _) => format!("¶ {number}"),
            (None, Some(anchor)) => format!("#{anchor}"),
            (None, None) => format!("block {}", index + 1),
        };
        let place = place.start..place.end.min(block.range.end);
        let before = &self.text.string[block.range.start..place.start];
        let after = &self.text.string[place.end..block.range.end];
        let words = if place.is_empty() { String::new() } else { format!("[{}]", &self.text.string[place]) };
        format!("{name}: {}{words}{}", last_words(before), first_words(after))
    }
}

fn last_words(text: &str) -> String {
    let spaces: Vec<usize> = text.trim_end().match_indices(' ').map(|(at, _)| at).collect();
    match spaces.len().checked_sub(CONTEXT) {
        Some(cut) => format!("…{}", &text[spaces[cut]..]),
        None => text.to_owned(),
    }
}

fn first_words(text: &str) -> String {
    match text.trim_start().match_indices(' ').nth(CONTEXT - 1) {
        Some((at, _)) => format!("{} …", &text[..at + text.len() - text.trim_start().len()]),
        None => text.to_owned(),
    }
}
