//! Those who speak by turns, counted in words: `FIRST KEEPER`, `SECOND KEEPER`. Their lines come again soon, and few are
//! counted; parts are many and rise.

use super::numbers::{self, PARTS};
use crate::read::plain::units::Page;
use std::collections::{HashMap, HashSet};

/// How many units lie at most between what one says and what he says next, how many bytes his line has and how many speak.
const SAID: usize = 60;
const TURN: usize = 40;
const SPEAK: u32 = 4;

/// What they are counted by, and their numbers.
pub(super) fn find(page: &Page) -> HashSet<(String, u32)> {
    let named = |word: &str| word.split(' ').any(|word| PARTS.contains(&word));
    let (mut last, mut found, mut many) = (HashMap::new(), HashSet::new(), HashSet::new());
    for unit in (0..page.units.len()).filter(|i| page.str(*i).len() <= TURN && page.units[*i].lines.len() == 1) {
        let Some(key) = numbers::in_words(page.str(unit)).filter(|key| !named(&key.0)) else { continue };
        if key.1 > SPEAK {
            many.insert(key.0.clone());
        }
        if last.insert(key.clone(), unit).is_some_and(|last| unit - last <= SAID) {
            found.insert(key);
        }
    }
    found.retain(|(word, _)| !many.contains(word));
    found
}
