//! How high the notes of a page are, of each stream up to any of its units, measured once for all that is tried from
//! one beginning.
//!
//! Most lines that are tried as a page's last call notes of one stream or of none: the others are as high as before.

use crate::model::length::Length;
use crate::typeset::galley::Galley;
use crate::typeset::pages::insertion::total_of;
use std::cell::RefCell;
use std::ops::Range;

/// The heights known so far.
pub(crate) struct Heights<'a> {
    galley: &'a Galley,
    /// Where each stream begins on the page.
    from: &'a [u32],
    /// By stream, in the order of the ends.
    known: RefCell<Vec<Vec<Known>>>,
}

/// The height of a stream up to `end`: exact if it is at most `room`, else any height above that.
#[derive(Clone, Copy)]
struct Known {
    end: u32,
    room: Length,
    height: Length,
}

impl<'a> Heights<'a> {
    /// Nothing is known yet of the notes from `from` on.
    pub(crate) fn new(galley: &'a Galley, from: &'a [u32]) -> Self {
        Self { galley, from, known: RefCell::new(vec![vec![]; galley.streams.len()]) }
    }

    /// Where each stream begins on the page.
    pub(crate) fn from(&self) -> &'a [u32] {
        self.from
    }

    /// The height of the notes up to call `called`, rules and gaps included; if it is higher than `room`, any height
    /// above that.
    pub(crate) fn up_to(&self, called: u32, room: Length) -> Length {
        let stretches = self.from.iter().zip(self.galley.reached(called)).map(|(from, to)| *from..*to.max(from));
        total_of(self.galley, stretches, room, |index, units, room| self.of_stream(index, units, room))
    }

    fn of_stream(&self, index: usize, units: &Range<u32>, room: Length) -> Length {
        let known = &mut self.known.borrow_mut()[index];
        let at = known.partition_point(|one| one.end < units.end);
        let same = known.get(at).filter(|one| one.end == units.end).copied();
        if let Some(one) = same.filter(|one| one.height <= one.room || room <= one.room) {
            return one.height;
        }
        let one = Known { end: units.end, room, height: self.galley.streams[index].height(units, room) };
        match same {
            Some(_) => known[at] = one,
            None => known.insert(at, one),
        }
        one.height
    }
}
