//! Where in a galley all settings of all blocks are tried: around the pages that had faults without.
//!
//! What mends a page is found on it or on those shortly before; a flow of a thousand pages need not be broken anew for
//! one of them.

use crate::typeset::galley::Cursor;
use crate::typeset::pages::candidate::State;
use std::ops::Range;

/// How many pages before one with a fault may mend it: each may be a line longer or shorter, and hardly ever more than
/// a page of lines is wanted.
const BEFORE: usize = 16;

/// How many pages after it may take on what is pushed out of it.
const AFTER: usize = 4;

/// Stretches of a galley, in its order and apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Thorough(Vec<Range<Cursor>>);

impl Thorough {
    /// The stretches around `faulty` pages, their indexes in order; `path` has the state before each page and the last.
    pub(crate) fn around(faulty: &[usize], path: &[State]) -> Self {
        let mut pages: Vec<Range<usize>> = vec![];
        for page in faulty {
            let around = page.saturating_sub(BEFORE)..(page + AFTER + 1).min(path.len().saturating_sub(1));
            match pages.last_mut().filter(|last| around.start <= last.end) {
                Some(last) => last.end = around.end,
                None => pages.push(around),
            }
        }
        Self(pages.into_iter().map(|pages| path[pages.start].at..path[pages.end].at).collect())
    }

    /// Whether all is tried on a page that begins at `at`.
    pub(crate) fn holds(&self, at: Cursor) -> bool {
        let next = self.0.partition_point(|stretch| stretch.end <= at);
        self.0.get(next).is_some_and(|stretch| stretch.start <= at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::pages::candidate::{Owed, Side};

    /// A flow of `pages` pages, each of one element.
    fn path(pages: u32) -> Vec<State> {
        let at = |element| Cursor { element, ..Cursor::default() };
        (0..=pages).map(|page| State { at: at(page), owed: Owed::default(), side: Side::Alone }).collect()
    }

    fn pages(faulty: &[usize], count: u32) -> Vec<u32> {
        let path = path(count);
        let thorough = Thorough::around(faulty, &path);
        (0..count).filter(|page| thorough.holds(path[*page as usize].at)).collect()
    }

    #[test]
    fn all_is_tried_on_the_pages_around_a_fault() {
        assert_eq!(pages(&[30], 100), (14..35).collect::<Vec<_>>());
        assert_eq!(pages(&[2, 99], 100), (0..7).chain(83..100).collect::<Vec<_>>());
        assert_eq!(pages(&[30, 40, 70], 100), (14..45).chain(54..75).collect::<Vec<_>>());
        assert!(pages(&[], 100).is_empty());
    }
}
