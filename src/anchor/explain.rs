//! Why a quotation does not anchor, said to the editor: with the places that come into question.

use super::{Anchors, Failure, LISTED};
use crate::config::standoff::Quote;
use crate::diag::Diagnostic;
use std::ops::Range;

/// How many words of context a candidate shows on each side.
const CONTEXT: usize = 4;

impl Anchors<'_> {
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
            Failure::Inside { found } => {
                let lead = "quote the whole word, or write the letters that are cut off as `prefix` or `suffix`";
                error("anchor-inside-word", format!("“{words}” stands in the text only inside longer words"))
                    .help(self.list(lead, found.iter().cloned()))
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
            Failure::Recounted { former, found } => {
                let n = quote.occurrence.unwrap_or_default();
                let message = format!("occurrence {n} of “{words}” was another place while parts of words counted");
                let help =
                    self.list("say which with `prefix` or `suffix`; once it was", std::iter::once(former.clone()));
                let now = self.list("the whole words", found.iter().cloned());
                error("anchor-recounted", message).help(format!("{help}\n    {now}"))
            }
        }
    }

    /// `lead`, and the places below it.
    pub(super) fn list(&self, lead: &str, places: impl ExactSizeIterator<Item = Range<usize>>) -> String {
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
