//! Lines in capitals that come again and again: those who speak on a stage, stamps on pages. Another line in capitals is one
//! of them rather than a heading, where nothing else bears it out.

use super::running::distance;
use super::{is_capitals, wrapped};
use crate::read::plain::units::Page;
use crate::read::plain::words;
use std::collections::BTreeMap;

/// How often a line stands that names who speaks, how many such names and such lines make a play, and how often a stamp
/// stands.
const SPEAKS: usize = 4;
const PLAY: (usize, usize) = (5, 60);
const STAMP: usize = 8;

/// How many stamps are compared.
const STAMPS: usize = 40;

/// What comes again and again in a text.
pub(super) struct Often {
    stamps: Vec<Vec<char>>,
    /// Whether the names of those who speak stand above what they say.
    pub(super) play: bool,
}

impl Often {
    pub(super) fn of(page: &Page) -> Self {
        let mut times: BTreeMap<Vec<char>, usize> = BTreeMap::new();
        for unit in 0..page.units.len() {
            let text = page.str(unit).trim_matches('_');
            let named =
                text.len() <= 40 && words::has_at_most(text, 4) && (is_capitals(text) || wrapped::is_word(text));
            if named && page.units[unit].lines.len() == 1 {
                *times.entry(letters(text)).or_default() += 1;
            }
        }
        let speaks: Vec<usize> = times.values().copied().filter(|n| *n >= SPEAKS).collect();
        let play = speaks.len() >= PLAY.0 && speaks.iter().sum::<usize>() >= PLAY.1;
        let stamps = times.into_iter().filter(|(_, n)| *n >= STAMP).map(|(letters, _)| letters).take(STAMPS).collect();
        Self { stamps, play }
    }

    /// Whether `text` is a stamp that a scan has damaged.
    pub(super) fn is_stamp(&self, text: &str) -> bool {
        let own = letters(text);
        let like = |stamp: &&Vec<char>| own != **stamp && distance(&own, stamp, (stamp.len() / 3).min(2));
        own.len() >= 5 && self.stamps.iter().any(|stamp| like(&stamp))
    }
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}
