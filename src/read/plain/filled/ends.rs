//! Whether a paragraph ends between two lines that no blank one parts: the first leaves much room behind a stop, and the next
//! begins anew. Where a text leaves such room within its sentences as well (lines that were corrected by hand, a scan, a
//! narrow column), a stop at one proves nothing, and the lines stay together.

use super::{Edge, begins, slack, width};
use crate::read::plain::lines::{self, Line};
use crate::read::plain::words;
use std::ops::Range;

/// How many lines a paragraph has that shows the width of its lines: more stand together only where nothing parts any.
const SHOWN: std::ops::RangeInclusive<usize> = 5..=60;

/// How many ends behind a stop there are at least for each within a sentence that leaves as much room; one such alone says
/// nothing.
const EACH: usize = 2;

/// What the ends of a text's lines tell.
pub(in crate::read::plain) struct Ends {
    /// Whether room behind a stop ends a paragraph.
    told: bool,
    edge: Option<Edge>,
}

impl Ends {
    /// What `blocks`, paragraphs or several of them together, tell in a text with `edge`.
    pub(in crate::read::plain) fn of<'a>(
        text: &str,
        blocks: impl Iterator<Item = &'a [Line]>,
        edge: Option<Edge>,
    ) -> Self {
        let mut all = Self { told: true, edge };
        let (mut ends, mut strays) = (0, 0);
        for block in blocks.filter(|block| SHOWN.contains(&block.len())) {
            let small = |l: &&Line| text[l.range.clone()].starts_with(char::is_lowercase);
            if block[1..].iter().filter(small).count() * 2 < block.len() - 1 {
                continue;
            }
            let width = width(text, block);
            for pair in block.windows(2) {
                let far = slack(text, &pair[0], &pair[1], width) * 5 >= width as isize;
                ends += usize::from(all.end(text, &pair[0], &pair[1], width));
                let open = text[pair[0].range.clone()].ends_with(|c: char| c.is_lowercase() || c == ',');
                strays += usize::from(far && open && small(&&pair[1]));
            }
        }
        all.told = strays < 2 || ends >= strays * EACH;
        all
    }

    /// The edge of the text's prose.
    pub(in crate::read::plain) fn edge(&self) -> Option<&Edge> {
        self.edge.as_ref()
    }

    /// Whether a line ends a paragraph of `width`.
    pub(in crate::read::plain) fn ends(&self, text: &str, line: &Line, next: &Line, width: usize) -> bool {
        self.told && self.end(text, line, next, width)
    }

    /// The ends of lines of a paragraph that would end it, if the text told.
    pub(in crate::read::plain) fn doubted(&self, text: &str, block: &[Line]) -> Vec<Range<usize>> {
        if self.told || block.len() < 2 {
            return Vec::new();
        }
        let width = width(text, block);
        let pairs = block.windows(2).filter(|pair| self.end(text, &pair[0], &pair[1], width));
        pairs.map(|pair| pair[0].range.end..pair[1].range.start).collect()
    }

    fn end(&self, text: &str, line: &Line, next: &Line, width: usize) -> bool {
        leaves(text, line, next, width) || self.edge.as_ref().is_some_and(|e| e.ends(text, line, next, width))
    }
}

/// Whether a line leaves a fifth of `width` behind a stop or a figure, and the next begins anew.
fn leaves(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let shown = &text[line.range.clone()];
    let bare = shown.trim_end_matches(|c: char| words::is_closing_quote(c) || matches!(c, '_' | ')' | ']'));
    let stop = bare.ends_with(['.', '!', '?', ':']) || lines::ends_in_figures(shown);
    stop && begins(text, next) && slack(text, line, next, width) * 5 >= width as isize
}
