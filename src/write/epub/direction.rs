//! In which direction what is written runs: reading systems are told wherever it changes.
//!
//! A `dir` makes its element an isolate too (HTML, 15.3.6), so that a figure after Hebrew words belongs to the
//! English around them. Knows letters and languages; which element says it is for `blocks` and `inline`.

use crate::model::text::Text;
use crate::words::direction::may_turn;
use crate::write::epub::page::Page;
use crate::write::epub::words;
use std::ops::Range;

/// What the style sheet says of one side only, for what runs from right to left.
pub(super) const LEFTWARDS: &str = "
blockquote[dir=\"rtl\"], [dir=\"rtl\"] blockquote, div.stanza[dir=\"rtl\"], [dir=\"rtl\"] div.stanza { margin-left: 0; margin-right: 1.3em; }
[dir=\"rtl\"] blockquote.epigraph { margin-right: 25%; }
[dir=\"rtl\"] th, [dir=\"rtl\"] td { padding-right: 0; padding-left: 1em; }
[dir=\"rtl\"] .right, .right[dir=\"rtl\"] { text-align: right; }
li[dir] { margin-inline-start: 1.6em; }
";

impl Page<'_> {
    /// Takes over in which direction what follows runs, if its words say: the attribute for its element where that
    /// is another than around it.
    pub(super) fn turn(&mut self, leftwards: Option<bool>) -> Option<(&'static str, &'static str)> {
        let turned = leftwards.filter(|own| *own != self.leftwards)?;
        self.leftwards = turned;
        Some(words::attribute(turned))
    }

    /// Whether blocks of a text run from right to left; `None` where they have no letters, or not all run alike.
    pub(super) fn direction(&self, text: &Text, blocks: Range<usize>) -> Option<bool> {
        text.direction_of_blocks(blocks, self.language)
    }
}

/// Whether words may turn what stands among them: a call is isolated there.
pub(super) fn turns(words: &str) -> bool {
    may_turn(words)
}
