//! How far characters hang in the margins: the amounts of `styles/protrusion.txt`.
//!
//! Knows characters and thousandths; nothing of glyphs or lines.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const AMOUNTS: &str = include_str!("../../styles/protrusion.txt");

/// Thousandths of a character's width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Protrusion {
    /// To the left of a line that begins with it.
    pub left: i64,
    /// To the right of a line that ends with it.
    pub right: i64,
}

struct Amounts {
    /// Most text is of these: looked up without searching.
    ascii: [Protrusion; 128],
    others: BTreeMap<char, Protrusion>,
    note: Protrusion,
}

static EMBEDDED: LazyLock<Amounts> = LazyLock::new(|| Amounts::read(AMOUNTS));

impl Protrusion {
    /// That of a character.
    pub fn of(character: char) -> Self {
        match EMBEDDED.ascii.get(character as usize) {
            Some(protrusion) => *protrusion,
            None => EMBEDDED.others.get(&character).copied().unwrap_or_default(),
        }
    }

    /// That of a note's number.
    pub fn of_note() -> Self {
        EMBEDDED.note
    }
}

impl Amounts {
    /// Reads lines of two numbers and characters; others are comments.
    fn read(text: &str) -> Self {
        let mut amounts =
            Self { ascii: [Protrusion::default(); 128], others: BTreeMap::new(), note: Protrusion::default() };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            let mut number = || words.next().and_then(|word| word.parse().ok());
            let (Some(left), Some(right)) = (number(), number()) else { continue };
            words.for_each(|word| amounts.set(word, Protrusion { left, right }));
        }
        amounts
    }

    fn set(&mut self, word: &str, protrusion: Protrusion) {
        let mut characters = word.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => match self.ascii.get_mut(character as usize) {
                Some(slot) => *slot = protrusion,
                None => drop(self.others.insert(character, protrusion)),
            },
            _ if word == "note" => self.note = protrusion,
            _ => {}
        }
    }
}
