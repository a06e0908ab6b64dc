//! All places of a quotation, whole words and others, in the folded text.
//!
//! A frequent word is looked for together with what stands around it, and its places are kept: an apparatus quotes
//! *et* a thousand times.

use super::{Anchors, Failure, fold};
use crate::config::standoff::Quote;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// From how many places on they are kept.
const MANY: usize = 32;

/// The places of a quotation, bytes of the folded text, in order.
#[derive(Debug)]
pub(super) struct Matches {
    /// Those between its prefix and suffix.
    pub(super) fitting: Vec<Range<usize>>,
    /// Those among them that cut no word.
    pub(super) whole: Vec<Range<usize>>,
}

/// What is known of a text.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// Whether two spaces stand side by side somewhere: parted by what folding takes out.
    double_spaces: bool,
    /// The places of frequent quotations without prefix and suffix.
    frequent: RefCell<BTreeMap<String, Rc<Matches>>>,
}

impl Known {
    /// Of a folded text.
    pub(super) fn of(folded: &str) -> Self {
        Self { double_spaces: folded.contains("  "), frequent: RefCell::default() }
    }
}

impl Anchors<'_> {
    /// The places of a quotation: one whole word at least.
    pub(super) fn matches(&self, quote: &Quote) -> Result<Rc<Matches>, Failure> {
        self.all_matches(quote, false)
    }

    /// The same for a quotation that may run over the ends of blocks, where it does not stand within one.
    pub(super) fn matches_across(&self, quote: &Quote) -> Result<Rc<Matches>, Failure> {
        self.all_matches(quote, true)
    }

    fn all_matches(&self, quote: &Quote, across: bool) -> Result<Rc<Matches>, Failure> {
        let plain = self.plain_matches(quote, across);
        let Some(over) = self.over.as_ref().filter(|_| plain.is_err()) else { return plain };
        let Ok(found) = over.plain_matches(quote, across) else { return plain };
        let all = |ranges: &[Range<usize>]| ranges.iter().map(|r| self.in_full(over, r)).collect();
        Ok(Rc::new(Matches { fitting: all(&found.fitting), whole: all(&found.whole) }))
    }

    /// A place of the text without its markers that have no note, as one of the text with them: what stands at its
    /// end is not in it.
    fn in_full(&self, over: &Anchors, found: &Range<usize>) -> Range<usize> {
        let start = self.folded.map.partition_point(|at| *at < over.folded.map[found.start]);
        let last = over.folded.map[found.end.max(found.start + 1) - 1];
        start..self.folded.map.partition_point(|at| *at <= last)
    }

    fn plain_matches(&self, quote: &Quote, across: bool) -> Result<Rc<Matches>, Failure> {
        let exact = fold(&quote.exact);
        if exact.is_empty() {
            return Err(Failure::Empty);
        }
        let (prefix, suffix) = (fold(&quote.prefix), fold(&quote.suffix));
        let bare = prefix.is_empty() && suffix.is_empty();
        if let Some(known) = self.known.frequent.borrow().get(&exact).filter(|_| bare) {
            return Ok(Rc::clone(known));
        }
        let fitting = self.fitting(&exact, &prefix, &suffix, across)?;
        let whole: Vec<_> = fitting.iter().filter(|r| self.is_whole(r, &prefix, &suffix)).cloned().collect();
        if whole.is_empty() {
            return Err(Failure::Inside { found: self.originals(&fitting) });
        }
        let matches = Rc::new(Matches { fitting, whole });
        if bare && matches.fitting.len() > MANY {
            self.known.frequent.borrow_mut().insert(exact, Rc::clone(&matches));
        }
        Ok(matches)
    }

    /// The places of `exact` between prefix and suffix, of which there is one at least.
    fn fitting(&self, exact: &str, prefix: &str, suffix: &str, across: bool) -> Result<Vec<Range<usize>>, Failure> {
        let (prefix, suffix) = (prefix.trim(), suffix.trim());
        if let Some(found) = self.together(exact, prefix, suffix) {
            return Ok(found);
        }
        let mut all = self.grams.find(&self.folded.string, exact);
        if all.is_empty() && across {
            all = self.grams.find_across(&self.folded.string, exact);
        }
        if all.is_empty() {
            return Err(self.not_found(exact));
        }
        let fitting: Vec<_> = all.iter().filter(|r| self.fits(r, prefix, suffix)).cloned().collect();
        match fitting.is_empty() {
            true => Err(Failure::Context { found: self.originals(&all) }),
            false => Ok(fitting),
        }
    }

    /// The places of `exact` by those of prefix, `exact` and suffix, each with or without a space between: few,
    /// where `exact` alone has many. `None` where there are none, or where they would not be all.
    fn together(&self, exact: &str, prefix: &str, suffix: &str) -> Option<Vec<Range<usize>>> {
        if self.known.double_spaces || (prefix.is_empty() && suffix.is_empty()) {
            return None;
        }
        let spaces = |words: &str| if words.is_empty() { &[""][..] } else { &["", " "][..] };
        let mut found = Vec::new();
        for before in spaces(prefix) {
            for after in spaces(suffix) {
                let lead = prefix.len() + before.len();
                let all = self.grams.find(&self.folded.string, &[prefix, before, exact, after, suffix].concat());
                found.extend(all.into_iter().map(|r| r.start + lead..r.start + lead + exact.len()));
            }
        }
        found.sort_by_key(|r| r.start);
        (!found.is_empty()).then_some(found)
    }

    /// The one place of these matches, or the one that `occurrence` counts.
    pub(super) fn choose(&self, matches: &Matches, occurrence: Option<usize>) -> Result<Range<usize>, Failure> {
        match (matches.whole.as_slice(), occurrence) {
            ([one], None) => Ok(one.clone()),
            (found, None) => Err(Failure::Ambiguous { found: self.originals(found) }),
            (found, Some(n)) => n
                .checked_sub(1)
                .and_then(|n| found.get(n).cloned())
                .ok_or_else(|| Failure::Occurrence { found: self.originals(found) }),
        }
    }

    pub(super) fn originals(&self, found: &[Range<usize>]) -> Vec<Range<usize>> {
        found.iter().map(|r| self.original(r)).collect()
    }
}
