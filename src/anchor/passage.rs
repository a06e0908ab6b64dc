//! Passages: from one quotation to another, over as many blocks as the entry that asks allows.
//!
//! Every kind of entry asks here for its place: all that they may differ in is in [`Sought`].

use super::{Anchors, fold};
use crate::config::standoff::Quote;
use crate::diag::Diagnostic;
use crate::table::Located;
use std::ops::Range;

/// How far a passage may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It ends in the block that it begins in.
    Block,
    /// It ends in that block, or if that is a verse in one of those that follow it.
    Verses,
    /// It may end in any block after it.
    Text,
}

/// What an entry asks for.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'q> {
    /// The first words, or all of them.
    pub from: &'q Quote,
    /// The last words, where `from` is not all.
    pub to: Option<&'q Located<String>>,
    /// How far it may reach.
    pub reach: Reach,
}

/// What it gets, in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// All of the passage.
    pub whole: Range<usize>,
    /// Its last words; all of it where one quotation is all.
    pub last: Range<usize>,
}

impl Anchors<'_> {
    /// The one place of a passage.
    ///
    /// # Errors
    /// Where a quotation leads nowhere or not to one place, at the quotation.
    pub fn resolve(&self, sought: &Sought<'_>) -> Result<Place, Box<Diagnostic>> {
        let first = self.find(sought.from).map_err(|failure| Box::new(self.explain(&failure, sought.from)))?;
        let Some(to) = sought.to else { return Ok(Place { whole: first.clone(), last: first }) };
        let last = self.end(&first, sought, to)?;
        Ok(Place { whole: first.start..last.end, last })
    }

    /// The last words of a passage that begins with `first`: where they first stand as far as it may reach,
    /// not ending before `first` does.
    pub(super) fn end(
        &self,
        first: &Range<usize>,
        sought: &Sought<'_>,
        to: &Located<String>,
    ) -> Result<Range<usize>, Box<Diagnostic>> {
        let folded = |at: usize| self.folded.map.partition_point(|place| (*place as usize) < at);
        let block = || self.text.block_at(first.start).map_or(first.end, |block| self.text.blocks[block].range.end);
        let verses = || self.text.block_at(first.start).map_or(first.end, |block| self.text.verses_end(block));
        let limit = match sought.reach {
            Reach::Block => folded(block()),
            Reach::Verses => folded(verses()),
            Reach::Text => self.folded.string.len(),
        };
        let (from, least) = (folded(first.start), folded(first.end));
        let wanted = fold(&to.value);
        let stretch = &self.folded.string[from..limit.max(from)];
        let found = stretch.match_indices(wanted.as_str()).map(|(at, _)| from + at..from + at + wanted.len());
        let place = found.filter(|r| r.end >= least && !r.is_empty()).find(|r| self.is_whole(r, "", ""));
        place.map(|r| self.original(&r)).ok_or_else(|| {
            let (where_to, help) = match sought.reach {
                Reach::Block | Reach::Verses => {
                    ("the paragraph", "a passage stays inside one paragraph: compare its last words with the text")
                }
                Reach::Text => ("the text", "compare its last words with the text after these"),
            };
            let message = format!("“{}” does not stand in {where_to} after “{}”", to.value, sought.from.exact);
            let error = Diagnostic::error("anchor-not-found", message).at(to.span.clone());
            Box::new(error.help(self.list(help, std::iter::once(first.clone()))))
        })
    }
}
