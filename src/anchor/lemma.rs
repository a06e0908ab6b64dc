//! The lemma of an entry of an apparatus: words, several that stand apart, a passage, a point.
//!
//! The parts of a lemma follow one another. Where one of them stands in several places, those count that lie
//! closest: a place of all parts is one that holds no other within it. Of these there must be one alone.

use super::matches::Matches;
use super::passage::{Reach, Sought};
use super::{Anchors, Failure};
use crate::config::standoff::Quote;
use crate::config::variant::Stand;
use crate::diag::Diagnostic;
use std::ops::Range;
use std::rc::Rc;
use unicode_normalization::char::is_combining_mark;

/// Places of the parts of a lemma, bytes of the folded text.
type Window = Vec<Range<usize>>;

impl Anchors<'_> {
    /// The parts of a lemma, in bytes of the text; an empty one at a point.
    ///
    /// # Errors
    /// Where a quotation leads nowhere or not to one place, at the quotation.
    pub fn lemma(&self, stand: &Stand) -> Result<Vec<Range<usize>>, Box<Diagnostic>> {
        let place = match stand {
            Stand::Parts(parts) => match parts.as_slice() {
                [part] => self.words(part)?,
                parts => return self.parts(parts),
            },
            Stand::Passage(from, to) => {
                let first = self.words(from)?;
                let last = self.end(&first, &Sought { from, to: Some(to), reach: Reach::Text }, to)?;
                first.start..last.end
            }
            Stand::Before(quote) => {
                let at = self.letters(&self.words(quote)?).start;
                at..at
            }
            Stand::After(quote) => {
                let at = self.letters(&self.words(quote)?).end;
                at..at
            }
        };
        Ok(vec![place])
    }

    /// The one place of words, which may run over the ends of blocks.
    fn words(&self, quote: &Quote) -> Result<Range<usize>, Box<Diagnostic>> {
        let found = self.matches_across(quote).and_then(|matches| self.choose(&matches, quote.occurrence));
        found.map(|found| self.original(&found)).map_err(|failure| Box::new(self.explain(&failure, quote)))
    }

    /// From the first letter of words to the last; all of them where they have none.
    fn letters(&self, words: &Range<usize>) -> Range<usize> {
        let is_none = |c: char| !c.is_alphanumeric() && !is_combining_mark(c);
        let string = &self.text.string[words.clone()];
        let start = words.start + (string.len() - string.trim_start_matches(is_none).len());
        let end = words.start + string.trim_end_matches(is_none).len();
        if start < end { start..end } else { words.clone() }
    }

    /// The one place of several parts.
    fn parts(&self, parts: &[Quote]) -> Result<Vec<Range<usize>>, Box<Diagnostic>> {
        let found = parts
            .iter()
            .map(|part| self.matches_across(part).map_err(|failure| Box::new(self.explain(&failure, part))));
        let lists: Vec<Rc<Matches>> = found.collect::<Result<_, _>>()?;
        let [Some(first), Some(last)] = [lists.first(), lists.last()] else { return Ok(vec![]) };
        // through the shorter of both lists: the other may be that of a frequent word
        let windows: Vec<Window> = match first.whole.len() <= last.whole.len() {
            true => first.whole.iter().filter_map(|place| window_from(&lists, place)).collect(),
            false => last.whole.iter().filter_map(|place| window_to(&lists, place)).collect(),
        };
        let window = self.one(&windows, &parts[0]).map_err(|failure| match failure {
            None => self.out_of_order(&lists, parts),
            Some(failure) => Box::new(self.explain_parts(&failure, &parts[0])),
        })?;
        self.certain(&lists, window, parts)?;
        Ok(window.iter().map(|part| self.original(part)).collect())
    }

    /// The one window, or that which `occurrence` counts; the failure is `None` where there is none.
    fn one<'w>(&self, windows: &'w [Window], first: &Quote) -> Result<&'w Window, Option<Failure>> {
        let found = || windows.iter().filter_map(|window| Some(self.original(window.first()?))).collect();
        match (windows, first.occurrence) {
            ([], _) => Err(None),
            ([one], None) => Ok(one),
            (_, None) => Err(Some(Failure::Ambiguous { found: found() })),
            (all, Some(n)) => {
                let nth = n.checked_sub(1).and_then(|n| all.get(n));
                nth.ok_or_else(|| Some(Failure::Occurrence { found: found() }))
            }
        }
    }

    fn explain_parts(&self, failure: &Failure, first: &Quote) -> Diagnostic {
        let error = self.explain(failure, first);
        let message = format!("{} before the other parts of this lemma", error.message);
        Diagnostic { message, ..error }
    }

    /// Each part between the first and the last has one place only.
    fn certain(&self, lists: &[Rc<Matches>], window: &Window, parts: &[Quote]) -> Result<(), Box<Diagnostic>> {
        let [Some(first), Some(last)] = [window.first(), window.last()] else { return Ok(()) };
        let [Some(early), Some(late)] = [forward(lists, first), backward(lists, last)] else { return Ok(()) };
        let Some(index) = (0..early.len()).find(|index| early[*index] != late[*index]) else { return Ok(()) };
        let message = format!("“{}” stands more than once between the parts beside it", parts[index].exact);
        let places = [&early[index], &late[index]].map(|place| self.original(place));
        let lead = "say which: write the part as `{ exact = \"…\", prefix = \"…\" }`";
        let error = Diagnostic::error("anchor-ambiguous", message).at(parts[index].span.clone());
        Err(Box::new(error.help(self.list(lead, places.into_iter()))))
    }

    /// The error for parts that never follow one another: at the first that does not stand after those before.
    fn out_of_order(&self, lists: &[Rc<Matches>], parts: &[Quote]) -> Box<Diagnostic> {
        let mut end = 0;
        for (index, list) in lists.iter().enumerate() {
            let Some(place) = next(list, end) else {
                let before = &parts[index.saturating_sub(1)].exact;
                let message = format!("“{}” does not stand in the text after “{before}”", parts[index].exact);
                let error = Diagnostic::error("anchor-not-found", message).at(parts[index].span.clone());
                let lead = "name the parts in the order of the text; it stands here";
                return Box::new(error.help(self.list(lead, self.originals(&list.whole).into_iter())));
            };
            end = place.end;
        }
        Box::new(self.explain(&Failure::Empty, &parts[0]))
    }
}

/// The first place of a list from byte `at` on.
fn next(list: &Matches, at: usize) -> Option<&Range<usize>> {
    list.whole.get(list.whole.partition_point(|place| place.start < at))
}

/// The last place of a list that ends at byte `at` or before it.
fn previous(list: &Matches, at: usize) -> Option<&Range<usize>> {
    list.whole.get(list.whole.partition_point(|place| place.end <= at).checked_sub(1)?)
}

/// Each part as early as may be, the first at `first`.
fn forward(lists: &[Rc<Matches>], first: &Range<usize>) -> Option<Window> {
    let mut window = vec![first.clone()];
    for list in &lists[1..] {
        let end = window.last()?.end;
        window.push(next(list, end)?.clone());
    }
    Some(window)
}

/// Each part as late as may be, the last at `last`.
fn backward(lists: &[Rc<Matches>], last: &Range<usize>) -> Option<Window> {
    let mut window = vec![last.clone()];
    for list in lists[..lists.len() - 1].iter().rev() {
        let start = window.last()?.start;
        window.push(previous(list, start)?.clone());
    }
    window.reverse();
    Some(window)
}

/// The window that begins at `first`, if it holds none that is shorter.
fn window_from(lists: &[Rc<Matches>], first: &Range<usize>) -> Option<Window> {
    let window = forward(lists, first)?;
    let latest = backward(lists, window.last()?)?;
    (latest.first() == Some(first)).then_some(window)
}

/// The window that ends at `last`, if it holds none that is shorter.
fn window_to(lists: &[Rc<Matches>], last: &Range<usize>) -> Option<Window> {
    let window = backward(lists, last)?;
    let earliest = forward(lists, window.first()?)?;
    (earliest.last() == Some(last)).then_some(earliest)
}
