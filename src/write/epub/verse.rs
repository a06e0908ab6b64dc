//! How verses are indented, and their numbers: as in print, by style.

use crate::model::document::{Container, Edition, Matter, Presence};
use crate::model::lines::{LineMark, MilestoneKind};
use crate::model::page::PageMap;
use crate::model::text::{BlockKind, Text};
use crate::write::epub::page::Page;

/// How the numbers of verses look: beside the text, and no part of what is copied.
const NUMBER: &str = "
span.line-number { float: right; font-size: 0.7em; margin-left: 1em; text-indent: 0; user-select: none; -webkit-user-select: none; }
";
/// How those who speak look.
const SPEAKER: &str = "
span.speaker { font-variant: small-caps; }
";
/// How milestones look: small, among the words.
const MILESTONE: &str = "
span.milestone { font-size: 0.65em; font-style: normal; margin: 0 0.3em; line-height: 0; vertical-align: 0.3em; user-select: none; -webkit-user-select: none; }
span.milestone.page::before { content: \"|\"; margin-right: 0.2em; }
";

/// What a space before a verse indents it by, in hundredths of an em.
const SPACE: usize = 50;
/// What a character of the verse before indents it by that goes on with that verse.
const CHARACTER: usize = 44;
/// The most, so that there is room on a small screen.
const MOST: usize = 1400;

/// The rules for what stands in the margins of a printed page, as far as the book has it.
pub(super) fn css(edition: &Edition, pages: &PageMap) -> String {
    let number = if pages.line_numbers.is_empty() { "" } else { NUMBER };
    let has = |speakers: bool| {
        edition.book.milestones.iter().any(|system| speakers == (system.kind == MilestoneKind::Speakers))
    };
    let milestone = if has(false) { MILESTONE } else { "" };
    let speaker = if has(true) { SPEAKER } else { "" };
    format!("{number}{milestone}{speaker}")
}

/// The style that indents verse `index`, if it is indented.
pub(super) fn indent(text: &Text, index: usize) -> Option<String> {
    let hundredths = begins(text, index).min(MOST);
    (hundredths > 0).then(|| format!("margin-inline-start: {}.{:02}em", hundredths / 100, hundredths % 100))
}

/// Where a verse begins, in hundredths of an em; one that goes on, where the one before ends.
fn begins(text: &Text, index: usize) -> usize {
    let mut begins = 0;
    let mut at = index;
    while text.begins_with(at, LineMark::Shared) {
        let Some(before) = (0..at).rev().find(|block| text.blocks[*block].kind == BlockKind::Verse) else { break };
        at = before;
        begins += (text.block_str(at).trim().chars().count() + 1) * CHARACTER;
    }
    let words = text.block_str(at);
    begins + (words.len() - words.trim_start_matches(' ').len()) * SPACE
}

impl Page<'_> {
    /// Writes the number of the verse in block `index` of a body, where a margin of the pages prints it.
    pub(super) fn verse_number(&mut self, text: &Text, index: usize, container: Container) {
        let document = &self.context.edition.documents[self.document];
        if container != Container::Body || document.matter != Matter::Text || document.presence != Presence::Text {
            return;
        }
        let range = &text.blocks[index].range;
        let place = |at: usize| (self.document, at);
        let number = self.context.pages.line_numbers.range(place(range.start)..=place(range.end)).next();
        if let Some((_, number)) = number {
            self.xml.open("span", &[("class", "line-number"), ("aria-hidden", "true")]);
            self.xml.text(number);
            self.xml.close();
        }
    }
}
