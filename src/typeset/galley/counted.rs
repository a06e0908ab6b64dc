//! How lines count, as critical editions count them, in sums: the number of a line is a subtraction,
//! wherever its page begins.
//!
//! What its author wrote counts: paragraphs, quotations with their attribution, items of lists,
//! verse, preformatted text; a verse that is turned over or shared by speakers counts once. Headings count
//! where the style says so; title block, headnote and epigraphs, signs of a break, rows of tables and notes do not.
//! Every line has a number whether it is printed or not; one that does not count has the number of the next
//! that does, so that a reference to a heading gives the first line below it. Sub-lines are counted from the
//! last line before them that counts: 10.1, 10.2. Where every page begins anew, verses to which the source gives
//! numbers go on all the same.

use crate::model::lines::{Letters, LineMark};
use crate::typeset::galley::{BlockLine, Cursor, Galley, GalleyBlock};
use crate::typeset::paragraph::Count;

/// Whether a line counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Counts {
    /// It does not.
    #[default]
    No,
    /// It does.
    Yes,
    /// It is the rest of a line that does: a verse turned over.
    TurnedOver,
    /// It is a sub-line of the last that does.
    Sub,
}

/// The number of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineNumber {
    /// The number, from 1; that of the next line that counts if it does not.
    pub(crate) number: u32,
    /// Which sub-line of that line it is, 0 for the line itself.
    pub(crate) sub: u32,
    /// Whether it counts.
    pub(crate) counts: bool,
    /// Whether it is the rest of a verse that does, turned over or taken up by another speaker.
    pub(crate) rest: bool,
    /// Whether the source gives it a number that does not follow that of the line before.
    pub(crate) jumps: bool,
    /// What stands behind the number.
    pub(crate) letters: Letters,
}

impl std::fmt::Display for LineNumber {
    /// As it is printed: `12`, `12a`, of a sub-line `12.1`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { number, letters, sub, .. } = self;
        if *sub == 0 { write!(f, "{number}{letters}") } else { write!(f, "{number}{letters}.{sub}") }
    }
}

impl LineNumber {
    /// By what numbers are ordered: 12, 12a, 13.
    pub(crate) fn order(self) -> (u32, Letters, u32) {
        (self.number, self.letters, self.sub)
    }

    /// The same, to be printed whichever numbers are.
    pub(crate) fn singled_out(self) -> Self {
        Self { jumps: true, ..self }
    }
}

/// How far lines are counted up to a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    /// How many lines of the flow count, with the numbers that are left out.
    pub(crate) counted: u32,
    /// How many sub-lines follow the last that counts.
    pub(crate) sub: u32,
    /// How many numbers there are after the last verse's: the part of it that another speaks has that one.
    pub(crate) since_verse: u32,
    /// Where the source gives a line of the same block a number: in which line, and the number of the last line.
    pub(crate) fixed: Option<(u32, i32)>,
    /// Whether that is so of the last line itself.
    pub(crate) given: bool,
    /// The letters behind the number of the last line that counts, and those of the next.
    pub(crate) letters: [Letters; 2],
    /// The number of the last verse as it is counted on from one that the source gives; none behind prose.
    pub(crate) verse: Option<i32>,
}

impl Sums {
    /// Goes over a line, the `line`th of its block, which is a verse's or not.
    pub(crate) fn step(&mut self, line: usize, verse: bool, counts: Counts, marks: impl Iterator<Item = LineMark>) {
        let own = u32::from(counts == Counts::Yes);
        let (mut advance, mut given) = (own, None);
        let [last, mut next] = self.letters;
        for mark in marks {
            match mark {
                LineMark::Number(number) => (given, next) = (Some(number as i32), Letters::default()),
                LineMark::Lettered(number, letters) => (given, next) = (Some(number as i32), letters),
                LineMark::Advance(by) => advance = advance.saturating_add(by),
                LineMark::Skip | LineMark::Hide | LineMark::Sub | LineMark::Shared => {}
            }
        }
        self.verse = match counts {
            Counts::Yes if verse => given.or(self.verse.map(|number| number.saturating_add(advance as i32))),
            Counts::Yes => None,
            Counts::No | Counts::TurnedOver | Counts::Sub => self.verse,
        };
        self.given = given.is_some();
        self.letters = if counts == Counts::Yes { [next, Letters::default()] } else { [last, next] };
        self.counted = self.counted.saturating_add(advance);
        self.since_verse = if verse { 0 } else { self.since_verse.saturating_add(advance) };
        self.sub = match counts {
            Counts::Yes => 0,
            Counts::Sub => self.sub + 1,
            Counts::No | Counts::TurnedOver => self.sub,
        };
        self.fixed = match (given, counts) {
            (Some(number), Counts::Yes | Counts::TurnedOver) => Some((line as u32, number)),
            // The next line that counts has it.
            (Some(number), Counts::No | Counts::Sub) => Some((line as u32, number - 1)),
            (None, _) => self.fixed.map(|(at, number)| (at, number.saturating_add(advance as i32))),
        };
    }
}

/// Numbers lines from a place in the galley on: O(1) for any line, as long as it is told of the
/// blocks on the way that begin a section, give a line its number or are not set in their best way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counter {
    /// What is to be taken off the sum at a line.
    before: i64,
    /// What is to be taken off the sub-lines: those on the page before, where every page begins anew.
    sub: u32,
    /// The first line of the first block whose number, if the source gives one, holds.
    from: u32,
}

impl Counter {
    /// From `start` on, where the last line before it has the number `last`: 0 at the head of a page
    /// where every page begins anew.
    pub(crate) fn new(galley: &Galley, start: Cursor, last: u32) -> Self {
        let sums = galley.sums_before(start);
        let anew = galley.by_page;
        Self {
            before: i64::from(sums.counted) - i64::from(last),
            sub: if anew { sums.sub } else { 0 },
            from: if anew { start.line } else { 0 },
        }
    }

    /// A block begins.
    pub(crate) fn begin(&mut self, block: &GalleyBlock, setting: u8) {
        self.from = 0;
        if block.restarts {
            self.before = i64::from(block.counted);
        }
        let counts = |line: &BlockLine| line.counts == Counts::Yes;
        if block.restarts || block.settings[usize::from(setting)].lines.first().is_some_and(counts) {
            self.sub = 0;
        }
    }

    /// A block ends: one that is not set in its best way has more lines than the sums know, or less.
    pub(crate) fn end(&mut self, block: &GalleyBlock, setting: u8) {
        let last = |setting: u8| block.settings[usize::from(setting)].lines.last().map(|line| line.sums);
        let (best, own) = (last(0).unwrap_or_default(), last(setting).unwrap_or_default());
        self.before = match self.fixed(&own) {
            Some(number) => i64::from(best.counted) - number,
            None => self.before - (i64::from(own.counted) - i64::from(best.counted)),
        };
        self.from = 0;
    }

    /// The number of a line.
    pub(crate) fn number(&self, line: &BlockLine) -> LineNumber {
        let number = self.at(&line.sums);
        let [letters, next] = line.sums.letters;
        let own = LineNumber { number, sub: 0, counts: false, rest: false, jumps: false, letters };
        match line.counts {
            Counts::Yes => LineNumber { jumps: self.jumps(&line.sums) || !letters.is_empty(), counts: true, ..own },
            Counts::No => LineNumber { number: number + 1, letters: next, ..own },
            Counts::TurnedOver => {
                LineNumber { number: number.saturating_sub(line.sums.since_verse).max(1), rest: true, ..own }
            }
            Counts::Sub => LineNumber { sub: line.sums.sub.saturating_sub(self.sub).max(1), counts: true, ..own },
        }
    }

    /// The number of the last line before `cursor` that counts.
    pub(crate) fn last(&self, galley: &Galley, cursor: Cursor) -> u32 {
        let sums = galley.sums_before(cursor);
        // Between blocks it is known what the one before has come to.
        self.at(&if cursor.line > 0 { sums } else { Sums { fixed: None, ..sums } })
    }

    fn at(&self, sums: &Sums) -> u32 {
        self.fixed(sums).unwrap_or(i64::from(sums.counted) - self.before).max(0) as u32
    }

    /// Whether the source gives a line a number that does not follow that of the line before.
    fn jumps(&self, sums: &Sums) -> bool {
        let next = i64::from(sums.counted) - self.before;
        sums.given && next > 1 && self.fixed(sums).is_some_and(|number| number != next)
    }

    /// The number that the source gives, unless it gives it on a page before and every page begins anew.
    fn fixed(&self, sums: &Sums) -> Option<i64> {
        sums.fixed.filter(|(line, _)| *line >= self.from).map(|(_, number)| i64::from(number))
    }
}

impl Counts {
    /// Line `line` of paragraphs side by side, those that have so many.
    pub(crate) fn of(parts: impl Iterator<Item = Count>, line: usize) -> Self {
        let mut counts = Counts::No;
        for count in parts {
            match count {
                Count::None => {}
                Count::Rest => counts = Counts::TurnedOver,
                Count::Once if line > 0 => counts = Counts::TurnedOver,
                Count::Sub => counts = Counts::Sub,
                Count::Lines | Count::Once => return Counts::Yes,
            }
        }
        counts
    }
}
