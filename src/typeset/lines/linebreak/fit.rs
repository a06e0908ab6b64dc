//! How well a line fits: badness, fitness class, demerits (TeX: The Program, §§108, 817, 851–853, 859).
//!
//! Knows how much room a line has too little or too much, and what in it gives way.

use crate::model::length::Length;
use crate::typeset::lines::node::FORCED;

/// Badness of a line that cannot be (TeX's `inf_bad`, §108).
pub const INFINITELY_BAD: i64 = 10_000;

/// How bad it is to stretch or shrink by `t` where `s` is allowed: 100 (t/s)³ in TeX's integer
/// arithmetic (§108).
pub fn badness(t: Length, s: Length) -> i64 {
    if t.0 == 0 {
        return 0;
    }
    if s.0 <= 0 {
        return INFINITELY_BAD;
    }
    let r = t.0.saturating_mul(297) / s.0;
    if r > 1290 { INFINITELY_BAD } else { (r * r * r + 0x20000) / 0x40000 }
}

/// Whether most of a line's expansion is used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    Narrow,
    Even,
    Wide,
}

/// Fitness classes (§817).
pub(super) const TIGHT: u8 = 3;
pub(super) const DECENT: u8 = 2;
pub(super) const LOOSE: u8 = 1;
pub(super) const VERY_LOOSE: u8 = 0;

/// Badness of a line whose letters are as wide or narrow as they may be, and its spaces as they
/// are by nature.
pub(super) const FULL_EXPANSION: i64 = 10;

/// Badness of the expansion up to which letters count as neither wide nor narrow.
pub(super) const EVEN_EXPANSION: i64 = 3;

/// How bad it is to use `t` of the expansion `all`: with the square, so that equal use all over a
/// paragraph is best.
pub(super) fn expansion_badness(t: Length, all: Length) -> i64 {
    let part = t.0.saturating_mul(64) / all.0;
    FULL_EXPANSION * part * part / (64 * 64)
}

/// How a line fits.
#[derive(Clone, Copy)]
pub(super) struct Fit {
    pub(super) badness: i64,
    pub(super) fitness: u8,
    pub(super) letters: Letters,
    pub(super) overfull: bool,
}

impl Fit {
    /// That of no line.
    pub(super) const NONE: Self =
        Self { badness: INFINITELY_BAD, fitness: VERY_LOOSE, letters: Letters::Even, overfull: false };
}

/// What room a line has.
pub(super) struct Room {
    /// How much it falls short of the measure; negative if it is wider.
    pub(super) short: Length,
    /// How far its letters may be made wider or narrower.
    pub(super) letters: Length,
    /// How far its spaces stretch.
    pub(super) stretch: Length,
    /// How far they shrink.
    pub(super) shrink: Length,
    /// Whether something in it takes all the room that is left.
    pub(super) fill: bool,
}

/// How many times its stretch no line may be stretched within `tolerance`; none if any may.
pub(super) fn reach(tolerance: i64) -> Option<i64> {
    (tolerance < INFINITELY_BAD).then(|| (1..).find(|times| 100 * times * times * times > tolerance).unwrap_or(5) + 1)
}

/// The demerits of a line (§859), without those that depend on its neighbours.
pub fn line_demerits(badness: i64, cost: i64, line_penalty: i64) -> i64 {
    let base = (line_penalty + badness.min(INFINITELY_BAD)).pow(2);
    match cost {
        c if c > 0 => base + c * c,
        c if c > FORCED => base - c * c,
        _ => base,
    }
}

impl Room {
    /// Whether a line that falls `short` of the narrowest measure is too short by more than `slack`: what is left
    /// out at its beginning makes it shorter and gives way less. `times` is [`reach`].
    pub(super) fn is_hopeless(&self, short: Length, times: i64, slack: Length) -> bool {
        !self.fill && short > self.letters + self.stretch * times + slack
    }

    /// Badness, fitness class and whether the line sticks out (§§852, 853). What the letters can
    /// take up costs little: that all of it is used, [`FULL_EXPANSION`]. `times` is [`reach`].
    pub(super) fn fit(&self, times: Option<i64>) -> Fit {
        let Self { short, letters: room, stretch, shrink, fill } = *self;
        let size = Length(short.0.abs());
        let filled = short >= Length::ZERO && fill;
        if let Some(times) = times.filter(|_| short > room && !filled)
            && short - room > stretch * times
        {
            return Fit { badness: INFINITELY_BAD, fitness: VERY_LOOSE, letters: Letters::Wide, overfull: false };
        }
        let (rest, used) = match room > Length::ZERO {
            true => ((size - room).max(Length::ZERO), expansion_badness(size.min(room), room)),
            false => (size, 0),
        };
        if filled {
            return Fit { badness: 0, fitness: DECENT, letters: Letters::Even, overfull: false };
        }
        if short >= Length::ZERO {
            let badness = used + badness(rest, stretch);
            let fitness = match badness {
                0..=12 => DECENT,
                13..=99 => LOOSE,
                _ => VERY_LOOSE,
            };
            let letters = if used > EVEN_EXPANSION { Letters::Wide } else { Letters::Even };
            return Fit { badness: badness.min(INFINITELY_BAD), fitness, letters, overfull: false };
        }
        let letters = if used > EVEN_EXPANSION { Letters::Narrow } else { Letters::Even };
        if rest > shrink {
            return Fit { badness: INFINITELY_BAD, fitness: TIGHT, letters, overfull: true };
        }
        let badness = used + badness(rest, shrink);
        Fit { badness, fitness: if badness > 12 { TIGHT } else { DECENT }, letters, overfull: false }
    }
}
