//! What a division of a text is called in whose lines a lemma begins or ends, where the numbers of lines begin anew
//! with sections, paragraphs or stanzas.
//!
//! Knows the text and the style; nothing of lines.

use crate::model::lines::{LineMark, Milestones};
use crate::model::text::{BlockKind, GroupKind, Text};
use crate::style::{LineNumberStyle, Restart};
use std::ops::Range;

/// Names the divisions of a text.
pub(super) struct Divisions<'a> {
    /// The text.
    pub(super) text: &'a Text,
    /// Where their numbers begin anew.
    pub(super) restart: Restart,
    /// How its lines are numbered.
    pub(super) numbers: &'a LineNumberStyle,
    /// The id of the system of milestones that may name them, if there is one that counts divisions.
    pub(super) milestones: Option<&'a str>,
}

impl Divisions<'_> {
    /// What stands before the number of the first line of `extent` and before that of its last, where numbers begin
    /// anew between them: `5.` and `6.` of milestones, `§3,` and `§4,` of paragraphs and sections, `3,` and `4,` of
    /// stanzas. Nothing where one row of numbers holds for both.
    pub(super) fn ends(&self, extent: &Range<usize>) -> Option<(String, String)> {
        if matches!(self.restart, Restart::Page | Restart::Document) {
            return None;
        }
        let (first, last) = (self.text.block_at(extent.start)?, self.text.block_at(extent.end)?);
        let begun = (first + 1..=last).rfind(|block| self.begins(*block))?;
        let before = (0..=first).rfind(|block| self.begins(*block));
        if let Some((from, to)) = self.marked(before.unwrap_or(0), begun, extent) {
            return Some((format!("{from}."), format!("{to}.")));
        }
        Some((before.map_or_else(String::new, |block| self.name(block)), self.name(begun)))
    }

    /// What the division is called that bytes `at` are in: by its milestone, by the number that its heading says, else
    /// counted. Nothing where one row of numbers holds for all the text, or before the first division.
    pub(super) fn at(&self, at: usize) -> Option<String> {
        let block = self.text.block_at(at)?;
        let first = (0..=block).rfind(|block| self.begins(*block))?;
        let milestone = || {
            let all = Milestones::of(self.text, self.milestones?);
            let begins = all.at(self.text.blocks[first].range.start)?;
            (all.at(at)? == begins).then(|| begins.to_owned())
        };
        milestone().or_else(|| Some(self.name(first).trim_matches(['§', ',']).to_owned()))
    }

    /// The milestones in force at either end, if each holds from where its division begins.
    fn marked(&self, first: usize, last: usize, extent: &Range<usize>) -> Option<(&str, &str)> {
        let all = Milestones::of(self.text, self.milestones?);
        let of = |block: usize, at: usize| {
            let begins = all.at(self.text.blocks[block].range.start)?;
            (all.at(at)? == begins).then_some(begins)
        };
        let (from, to) = (of(first, extent.start)?, of(last, extent.end)?);
        (from != to).then_some((from, to))
    }

    /// Whether numbers begin anew with a block.
    fn begins(&self, index: usize) -> bool {
        let block = &self.text.blocks[index];
        let apart = [LineMark::Skip, LineMark::Sub, LineMark::Shared];
        let counts = block.number.is_some() && !apart.into_iter().any(|mark| self.text.begins_with(index, mark));
        match (self.restart, block.kind) {
            (Restart::Page | Restart::Document, _) => false,
            (Restart::Section, BlockKind::Heading(level)) => i64::from(level) <= self.numbers.level,
            (Restart::Section, _) => false,
            (Restart::Paragraph | Restart::Stanza, BlockKind::Verse) => counts && self.begins_stanza(index),
            (Restart::Paragraph, _) => counts,
            (Restart::Stanza, _) => false,
        }
    }

    fn begins_stanza(&self, block: usize) -> bool {
        let is_stanza = |kind: &GroupKind| matches!(kind, GroupKind::Stanza | GroupKind::StanzaOf(_));
        self.text.groups.iter().any(|group| group.blocks.start == block && is_stanza(&group.kind))
    }

    /// What the division is called that begins with a block: by the number that its paragraph has in print, or that
    /// its heading says; else it is counted.
    fn name(&self, block: usize) -> String {
        let ordinal = || (0..=block).filter(|block| self.begins(*block)).count().to_string();
        match self.restart {
            Restart::Section => {
                let said = said(self.text.block_str(block)).map(str::to_owned);
                format!("§{},", said.unwrap_or_else(ordinal))
            }
            Restart::Paragraph => {
                let number = self.text.blocks[block].number.map(|number| number.to_string());
                format!("§{},", number.unwrap_or_else(ordinal))
            }
            Restart::Stanza | Restart::Page | Restart::Document => format!("{},", ordinal()),
        }
    }
}

/// The number that a heading says: `3. Of the lamp`, `IV`, `Book II`.
fn said(heading: &str) -> Option<&str> {
    let words: Vec<&str> = heading.split_whitespace().collect();
    let bare = |word: &'_ str| word.trim_end_matches(['.', ':', ')']).len();
    let number = |word: &str| {
        let digits = word.chars().all(|c| c.is_ascii_digit());
        !word.is_empty() && (digits || word.chars().all(|c| "IVXLCDM".contains(c)))
    };
    let first = *words.first()?;
    let own = &first[..bare(first)];
    let is_sure = own.len() < first.len() || words.len() == 1 || own.starts_with(|c: char| c.is_ascii_digit());
    if number(own) && is_sure {
        return Some(own);
    }
    let last = words.get(1).filter(|_| words.len() == 2).map(|word| &word[..bare(word)])?;
    number(last).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn a_heading_may_say_its_number() {
        let all = ["3. Of the lamp", "IV", "II: The quay", "Book II", "12 Boats", "I saw a boat", "The quay", "", "§"];
        let read: Vec<Option<&str>> = all.iter().map(|heading| said(heading)).collect();
        let sure = [Some("3"), Some("IV"), Some("II"), Some("II"), Some("12"), None, None, None, None];
        assert_eq!(read, sure);
    }
}
