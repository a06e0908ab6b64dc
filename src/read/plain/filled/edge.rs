//! The right edge of a text whose prose fills its lines: how much room its lines leave at most, and how far the paragraphs
//! of each indent reach. Beside such prose a line that leaves more ends where the print ended it, even among two lines.

use super::{begins, filled, reach, slack, widest};
use crate::normalize::hyphens;
use crate::read::plain::lines::Line;
use crate::read::plain::words;
use std::collections::BTreeMap;

/// What the prose of a text shows of its edge.
pub(in crate::read::plain) struct Edge {
    /// How many characters its lines leave behind the next word at most, but for a few in a thousand.
    room: isize,
    /// The columns that full paragraphs reach, sorted, by their indent.
    reached: BTreeMap<usize, Vec<usize>>,
}

/// How many lines that go on small must show the room, and the most that still is a full line's.
const SHOWN: (usize, isize) = (30, 12);
/// So much room is no line's of prose, whatever the text leaves.
const FAR: isize = 20;
/// How many of a thousand lines may leave more than the room.
const STRAY: usize = 5;
/// How much more room shows an end behind a stop or a sign, and behind a bare word.
const ENDS: (isize, isize) = (6, 12);
/// How far in verses among prose are set at least, and how far before its edge they end.
const SET_IN: (usize, usize) = (4, 18);
/// How much more room than prose leaves shows lines of another kind where several have it, and up to what room of prose.
const LOOSE: (isize, isize) = (3, 9);

/// How far before the edge of narrow paragraphs a full one ends at most.
const NEAR: usize = 4;

impl Edge {
    /// The edge of a text whose paragraphs are `blocks`; `None` where its prose does not fill the lines, or there is little.
    pub(in crate::read::plain) fn of<'a>(text: &str, blocks: impl Iterator<Item = &'a [Line]> + Clone) -> Option<Self> {
        let mut left: Vec<isize> = Vec::new();
        for block in blocks.clone().filter(|b| b.len() >= 5) {
            let small = |pair: &&[Line]| text[pair[1].range.clone()].starts_with(char::is_lowercase);
            let flowing: Vec<&[Line]> = block.windows(2).filter(small).collect();
            let width = filled(text, block, 0);
            // where most leave room they are the entries of an index
            let full = block.windows(2).filter(|pair| slack(text, &pair[0], &pair[1], width) < 0).count();
            if flowing.len() * 2 >= block.len() - 1 && full * 2 >= block.len() - 1 {
                left.extend(flowing.iter().map(|pair| slack(text, &pair[0], &pair[1], width)));
            }
        }
        // lines that leave very much are verses or a table's rows, and no prose set loosely
        let far = left.iter().filter(|room| **room >= FAR).count();
        let most = |room: isize| {
            let above = left.iter().filter(|left| **left >= room).count();
            (above - far) * 1000 <= STRAY * left.len()
        };
        let room = (0..=SHOWN.1).find(|room| most(*room)).filter(|_| left.len() >= SHOWN.0)?;
        let mut reached: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for block in blocks.filter(|b| b.len() >= 4) {
            let width = filled(text, block, 0);
            if block.windows(2).all(|pair| slack(text, &pair[0], &pair[1], width) <= room.max(1) + 1) {
                reached.entry(indent(block)).or_default().push(width);
            }
        }
        reached.values_mut().for_each(|all| all.sort_unstable());
        Some(Self { room, reached })
    }

    /// How much room the lines of the text's prose leave.
    pub(super) fn left(&self) -> isize {
        self.room
    }

    /// Whether the lines of a paragraph are the print's: most leave far more room than prose does; or they are two or three
    /// that all begin anew, end in a sign and stay away from the edge of their indent.
    pub(in crate::read::plain) fn are_rows(&self, text: &str, block: &[Line]) -> bool {
        let inner = block.len() - 1;
        let width = filled(text, block, self.room);
        let count = |more: isize| {
            let leaves = |pair: &&[Line]| slack(text, &pair[0], &pair[1], width) >= self.room + more;
            block.windows(2).filter(leaves).count()
        };
        let open = block.len() >= 3 && count(ENDS.0) * 10 >= inner * 6 && count(ENDS.1) * 10 >= inner * 4;
        let loose = || self.is_loose(text, block);
        let set = || self.is_set_apart(text, block);
        !is_divided(text, block) && (open || self.is_narrow(text, block) || loose() || set())
            || self.is_stanza(text, block)
    }

    /// Whether all lines leave room that prose of the indent does not, as far as paragraphs of it show.
    pub(in crate::read::plain) fn are_far(&self, text: &str, block: &[Line]) -> bool {
        let usual = self.reached.values().flatten().copied().max().unwrap_or(0);
        block.windows(2).all(|pair| self.room(text, &pair[0], &pair[1], usual) > self.room)
    }

    /// Whether several lines, a quarter of all, leave room that prose of the text does not, nearly always before one that
    /// begins anew.
    fn is_loose(&self, text: &str, block: &[Line]) -> bool {
        let width = super::width(text, block);
        let far = |pair: &&[Line]| self.room(text, &pair[0], &pair[1], width) >= self.room + LOOSE.0;
        let anew = |l: &Line| begins(text, l) || text[l.range.clone()].starts_with(|c: char| c.is_ascii_digit());
        let loose: Vec<&[Line]> = block.windows(2).filter(far).collect();
        let begun = loose.iter().filter(|pair| anew(&pair[1])).count();
        let full = |pair: &&[Line]| {
            super::goes_on(text, &pair[0], &pair[1]) && slack(text, &pair[0], &pair[1], width) <= self.room
        };
        // a paragraph whose last lines are verses
        let prose = block.windows(2).filter(full).count() * 2 >= block.len() - 1;
        !prose
            && self.room <= LOOSE.1
            && loose.len() >= 2
            && loose.len() * 4 >= block.len() - 1
            && begun * 5 >= loose.len() * 4
    }

    /// Whether three lines or more all end far before the edge of their indent, and were not broken at a narrower one.
    fn is_narrow(&self, text: &str, block: &[Line]) -> bool {
        let width = filled(text, block, self.room);
        let Some(usual) = self.usual(block).filter(|_| block.len() >= 3) else { return false };
        let far = block.windows(2).all(|pair| self.room(text, &pair[0], &pair[1], usual) >= self.room + ENDS.1);
        let loose = block.windows(2).filter(|pair| slack(text, &pair[0], &pair[1], width) >= 0).count();
        let anew = block.iter().skip(1).all(|line| begins(text, line));
        far && (loose * 4 >= block.len() - 1 || anew)
    }

    /// Whether three lines or more are set in and end far before the edge of the text, at an indent where no prose does: prose
    /// that is set in on both sides comes nearer.
    fn is_set_apart(&self, text: &str, block: &[Line]) -> bool {
        let width = filled(text, block, self.room);
        let all = self.reached.values().flatten().copied();
        let usual = all.clone().max().unwrap_or(0);
        let alike = self.reached.get(&indent(block)).is_some_and(|reached| !reached.is_empty());
        let least = self.reached.keys().next().copied().unwrap_or(0);
        block.len() >= 3
            && !alike
            && indent(block) >= least + SET_IN.0
            && usual >= width + SET_IN.1
            && block.windows(2).all(|pair| self.room(text, &pair[0], &pair[1], usual) > self.room + ENDS.1)
    }

    /// Whether lines that look like a stanza are a paragraph: they reach the edge of their indent, none leaves more room than
    /// prose does, and a sentence runs from one into the next.
    pub(in crate::read::plain) fn is_filled(&self, text: &str, block: &[Line]) -> bool {
        let width = widest(block);
        let usual = self.reached.get(&indent(block)).filter(|all| all.len() >= 5).map(|all| all[all.len() / 20]);
        usual.is_some_and(|usual| width + NEAR >= usual)
            && block.windows(2).all(|pair| slack(text, &pair[0], &pair[1], width) <= self.room)
            && block.windows(2).any(|pair| super::goes_on(text, &pair[0], &pair[1]))
    }

    fn is_stanza(&self, text: &str, block: &[Line]) -> bool {
        let width = filled(text, block, self.room);
        let full = || self.usual(block).filter(|usual| *usual > width);
        let anew = || block.iter().skip(1).all(|line| begins(text, line));
        let small = || block.iter().any(|line| text[line.range.clone()].contains(char::is_lowercase));
        (2..4).contains(&block.len())
            && !is_summary(text, block)
            && anew()
            && small()
            && full().is_some_and(|usual| {
                let ends = |pair: &[Line]| {
                    is_stopped(text, &pair[0]) && self.room(text, &pair[0], &pair[1], usual) >= self.room + ENDS.0 + 2
                };
                block.windows(2).all(ends)
            })
    }

    /// Where paragraphs of the block's indent usually end that are no narrower; `None` if hardly any are.
    fn usual(&self, block: &[Line]) -> Option<usize> {
        let all = self.reached.get(&indent(block))?;
        let wider = &all[all.partition_point(|width| *width < widest(block))..];
        wider.get(wider.len() / 20).copied().filter(|_| wider.len() >= 5)
    }

    /// Whether a line ends before `next` in a paragraph of `width`: what follows begins anew and had far more room than
    /// prose leaves.
    pub(in crate::read::plain) fn ends(&self, text: &str, line: &Line, next: &Line, width: usize) -> bool {
        let least = if is_stopped(text, line) { ENDS.0 } else { ENDS.1 };
        begins(text, next) && !divides(text, line) && self.room(text, line, next, width) >= self.room + least
    }

    /// The room behind a line and what begins the next: an abbreviation keeps to the word behind it (`M. Andrieux`).
    fn room(&self, text: &str, line: &Line, next: &Line, width: usize) -> isize {
        let mut follow = text[next.range.clone()].split_whitespace();
        let first = follow.next().unwrap_or("");
        let short = first.ends_with('.') && first.trim_start_matches(words::is_opening_quote).chars().count() <= 4;
        let second = follow.next().filter(|_| short).map_or(0, |word| word.chars().count() as isize + 1);
        slack(text, line, next, width) - second
    }
}

fn indent(block: &[Line]) -> usize {
    block.iter().map(|line| line.indent).min().unwrap_or(0)
}

/// Whether a line ends in a sign rather than in a bare word.
fn is_stopped(text: &str, line: &Line) -> bool {
    !text[line.range.clone()].ends_with(char::is_alphanumeric) && !divides(text, line) && reach(line) > 0
}

/// How many dashes before capitals the heads of a chapter's matter have between them at least.
const HEADS: usize = 2;

/// Whether lines are what a chapter is of: `The boats--A storm--Home again`.
fn is_summary(text: &str, block: &[Line]) -> bool {
    let heads = |line: &Line| {
        let parts = text[line.range.clone()].replace('—', "--");
        parts.split("--").skip(1).filter(|part| part.trim_start().starts_with(char::is_uppercase)).count()
    };
    block.iter().map(heads).sum::<usize>() >= HEADS
}

fn divides(text: &str, line: &Line) -> bool {
    let shown = &text[line.range.clone()];
    shown.ends_with(hyphens::is_sign) && !shown.ends_with("--")
}

fn is_divided(text: &str, block: &[Line]) -> bool {
    block.iter().any(|line| divides(text, line))
}
