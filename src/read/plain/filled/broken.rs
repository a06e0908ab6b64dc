//! Whether the lines of a text were broken at a width at all. What breaks prose puts a word into the next line because it
//! had no room: the longer that word, the earlier its line ends. A verse ends where it ends. So the two lengths go together
//! in prose and do not in verse, whatever the language, with capitals or without, however short the lines are.

use super::reach;
use crate::normalize::hyphens;
use crate::read::plain::lines::Line;
use crate::read::plain::words;

/// How many lines are looked at together; how many pairs of lines may show that they were broken, and that they were not.
const TOGETHER: usize = 40;
const LEAST: (i128, i128) = (40, 100);
/// How much room a line that is broken leaves at most, how far it may pass the width, and how long a word counts at most,
/// in characters.
const ROOM: (usize, usize) = (16, 6);
const WORD: usize = 12;

/// What the ends of lines say of a text: sums over pairs of a line and the next, of the room `x` that the line leaves and
/// the length `y` of the word that begins the next.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Broken {
    pairs: i128,
    x: i128,
    y: i128,
    xx: i128,
    yy: i128,
    xy: i128,
}

impl Broken {
    pub(super) fn of<'a>(text: &str, blocks: impl Iterator<Item = &'a [Line]>) -> Self {
        let mut sums = Self::default();
        for lines in blocks.flat_map(|block| block.chunks(TOGETHER)).filter(|lines| lines.len() >= 3) {
            let width = usual(lines) + ROOM.1;
            for pair in lines.windows(2) {
                let room = width.checked_sub(reach(&pair[0])).filter(|room| *room <= ROOM.0 + ROOM.1);
                // a paragraph ends anywhere
                if let Some(room) = room
                    && !is_ended(&text[pair[0].range.clone()])
                {
                    let word = text[pair[1].range.clone()].split_whitespace().next().unwrap_or("");
                    sums.add(room as i128, word.chars().take(WORD).count() as i128);
                }
            }
        }
        sums
    }

    fn add(&mut self, x: i128, y: i128) {
        self.pairs += 1;
        self.x += x;
        self.y += y;
        self.xx += x * x;
        self.yy += y * y;
        self.xy += x * y;
    }

    /// Whether the two go together by more than `share` hundredths (Pearson's coefficient); `None` of too few lines.
    pub(super) fn by(&self, share: i128) -> Option<bool> {
        let together = self.pairs * self.xy - self.x * self.y;
        let own = (self.pairs * self.xx - self.x * self.x) * (self.pairs * self.yy - self.y * self.y);
        let closely = together > 0 && together * together * 10_000 > share * share * own;
        let least = if closely { LEAST.0 } else { LEAST.1 };
        (self.pairs >= least && own > 0).then_some(closely)
    }
}

/// The column that one line in five reaches.
fn usual(lines: &[Line]) -> usize {
    let mut all: Vec<usize> = lines.iter().map(reach).collect();
    all.sort_unstable();
    all[all.len() - 1 - all.len() / 5]
}

/// Whether a line ends a sentence or stops before what is said.
fn is_ended(line: &str) -> bool {
    let bare = line.trim_end_matches(words::is_closing_quote);
    bare.len() < line.len() || bare.ends_with(['.', '!', '?', ':', '…']) || bare.ends_with(hyphens::is_sign)
}
