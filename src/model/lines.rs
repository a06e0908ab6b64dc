//! What the source says of the lines of a text: their numbers, verses that speakers share, and the milestones
//! of other numberings (pages of an older edition, verses of the Bible, pādas).
//!
//! Knows nothing of where lines end: a mark holds for the line on which it comes to stand.

use crate::model::text::{BlockKind, MarkKind, Text};
use std::ops::Range;

/// What the source says of a line. [`LineMark::Skip`], [`LineMark::Hide`], [`LineMark::Sub`] and
/// [`LineMark::Shared`] stand where a block begins and hold for all its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineMark {
    /// The line on which it stands has this number; the next that counts if that one does not.
    Number(u32),
    /// The same with letters behind the number: `12a`, `7bis`. The next line has the next number.
    Lettered(u32, Letters),
    /// So many numbers are left out before it.
    Advance(u32),
    /// The block does not count.
    Skip,
    /// It counts, and its numbers are not printed.
    Hide,
    /// Its lines are sub-lines of the line before: 10.1, 10.2.
    Sub,
    /// It goes on with the verse before, which another has begun: antilabe; or, a paragraph, with the sentence that a
    /// quotation has broken off.
    Shared,
}

/// Where line numbers begin anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Restart {
    /// On every page.
    #[default]
    Page,
    /// With every document.
    Document,
    /// With every section, and with every document.
    Section,
    /// With every paragraph of prose and every stanza.
    Paragraph,
    /// With every stanza, and with every document.
    Stanza,
}

impl Restart {
    /// All, by the names that are written.
    pub const ALL: [(&'static str, Restart); 5] = [
        ("page", Restart::Page),
        ("document", Restart::Document),
        ("section", Restart::Section),
        ("paragraph", Restart::Paragraph),
        ("stanza", Restart::Stanza),
    ];
}

/// The letters behind the number of a line: `a`, `bis`; mostly none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Letters([u8; 4]);

impl Letters {
    /// At most four small letters of ASCII.
    pub fn new(letters: &str) -> Option<Self> {
        let mut own = [0; 4];
        let fits = letters.len() <= own.len() && letters.bytes().all(|byte| byte.is_ascii_lowercase());
        own.iter_mut().zip(letters.bytes()).for_each(|(into, byte)| *into = byte);
        fits.then_some(Self(own))
    }

    /// They themselves.
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(self.0.len());
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0[0] == 0
    }
}

impl std::fmt::Display for Letters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl LineMark {
    /// The number of a line as it is written, `12` or `12a`, below 100,000.
    pub fn numbered(written: &str) -> Option<Self> {
        let end = written.find(|c: char| !c.is_ascii_digit()).unwrap_or(written.len());
        let number = written[..end].parse().ok().filter(|number| *number <= HIGHEST)?;
        match Letters::new(&written[end..])? {
            letters if letters.is_empty() => Some(Self::Number(number)),
            letters => Some(Self::Lettered(number, letters)),
        }
    }

    /// What [`LineMark::numbered`] reads, of a number.
    pub fn written(self) -> Option<String> {
        match self {
            Self::Number(number) => Some(number.to_string()),
            Self::Lettered(number, letters) => Some(format!("{number}{letters}")),
            _ => None,
        }
    }
}

/// The highest number that a line may be given.
pub const HIGHEST: u32 = 99_999;

/// The number of a verse, with the letters behind it.
pub type VerseNumber = (u32, Letters);

/// Where a division of another numbering begins: a point of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// The id of its system, one of [`crate::model::document::Book::milestones`].
    pub system: String,
    /// What is printed in the margin.
    pub label: String,
}

/// A numbering besides that of the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MilestoneSystem {
    /// Its id.
    pub id: String,
    /// What it is called: “the first edition”.
    pub title: String,
    /// What its milestones are.
    pub kind: MilestoneKind,
}

/// What a milestone is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MilestoneKind {
    /// A section, a verse, a pāda.
    #[default]
    Numbers,
    /// The beginning of a page of another edition.
    Pages,
    /// Who begins to speak. It is printed in the text, and is no word of it.
    Speakers,
}

/// The milestones of one system in a text, for whoever asks for many places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Milestones<'t> {
    /// Where each begins, in bytes, rising, with its label.
    begins: Vec<(usize, &'t str)>,
}

impl<'t> Milestones<'t> {
    /// Those of the system with this id.
    pub fn of(text: &'t Text, system: &str) -> Self {
        let begins = text.marks.iter().filter_map(|mark| match &mark.kind {
            MarkKind::Milestone(milestone) if milestone.system == system => {
                Some((mark.range.start, milestone.label.as_str()))
            }
            _ => None,
        });
        Self { begins: begins.collect() }
    }

    /// All labels, in order.
    pub fn labels(&self) -> impl Iterator<Item = &'t str> {
        self.begins.iter().map(|(_, label)| *label)
    }

    /// The label in force at byte `offset`: that of the last milestone at or before it.
    pub fn at(&self, offset: usize) -> Option<&'t str> {
        let after = self.begins.partition_point(|(begins, _)| *begins <= offset);
        after.checked_sub(1).map(|index| self.begins[index].1)
    }
}

impl LineMark {
    /// Whether it holds for the block at whose beginning it stands.
    pub fn is_of_block(self) -> bool {
        !matches!(self, Self::Number(_) | Self::Lettered(..) | Self::Advance(_))
    }
}

impl Text {
    /// Whether `wanted` stands where block `index` begins. Marks must be sorted.
    pub fn begins_with(&self, index: usize, wanted: LineMark) -> bool {
        let start = self.blocks[index].range.start;
        self.marks_from(&(start..start)).iter().any(|mark| mark.kind == MarkKind::Line(wanted))
    }

    /// Whether these bytes are of one heading.
    pub fn is_heading(&self, range: &Range<usize>) -> bool {
        let block = self.block_at(range.start).filter(|block| self.block_at(range.end) == Some(*block));
        block.is_some_and(|block| matches!(self.blocks[block].kind, BlockKind::Heading(_)))
    }

    /// The number of each block that is a verse, counted through the text as its source says; `None` for all others
    /// and for verses that do not count. Marks must be sorted.
    pub fn verse_numbers(&self) -> Vec<Option<VerseNumber>> {
        let mut last = (0, Letters::default());
        let mut given = None;
        let number = |index: usize| {
            let block = &self.blocks[index];
            let lines = self.marks_from(&block.range).iter().filter_map(|mark| match mark.kind {
                MarkKind::Line(line) => Some(line),
                _ => None,
            });
            let mut left_out = 0;
            for line in lines.filter(|_| block.kind == BlockKind::Verse) {
                match line {
                    LineMark::Number(number) => given = Some((number, Letters::default())),
                    LineMark::Lettered(number, letters) => given = Some((number, letters)),
                    LineMark::Advance(by) => left_out += by,
                    _ => {}
                }
            }
            let begins = |wanted| self.begins_with(index, wanted);
            if block.kind != BlockKind::Verse || begins(LineMark::Skip) {
                return None;
            }
            if !begins(LineMark::Sub) && !begins(LineMark::Shared) {
                last = given.take().unwrap_or((last.0 + 1 + left_out, Letters::default()));
            }
            Some(last)
        };
        (0..self.blocks.len()).map(number).collect()
    }

    /// The label of the milestone of `system` in force at byte `offset`.
    pub fn milestone_at(&self, system: &str, offset: usize) -> Option<&str> {
        Milestones::of(self, system).at(offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::Mark;

    #[test]
    fn verses_are_counted_as_their_source_says() {
        let mut text = Text::plain("prose");
        let marks =
            [None, Some(LineMark::Shared), Some(LineMark::Skip), Some(LineMark::Advance(2)), Some(LineMark::Number(9))];
        for mark in marks {
            let verse = text.push_block(BlockKind::Verse, "verse");
            let start = text.blocks[verse].range.start;
            text.marks.extend(mark.map(|line| Mark { range: start..start, kind: MarkKind::Line(line) }));
        }
        let numbers: Vec<Option<u32>> = text.verse_numbers().into_iter().map(|number| Some(number?.0)).collect();
        assert_eq!(numbers, [None, Some(1), Some(1), None, Some(4), Some(9)]);
    }

    #[test]
    fn the_milestone_in_force_is_the_last_before() {
        let mut text = Text::plain("one two three");
        for (at, system, label) in [(4, "ed", "12"), (4, "v", "1.1"), (8, "v", "1.2")] {
            let milestone = Milestone { system: system.into(), label: label.into() };
            text.marks.push(Mark { range: at..at, kind: MarkKind::Milestone(milestone) });
        }
        assert_eq!(text.milestone_at("v", 3), None);
        assert_eq!(text.milestone_at("v", 4), Some("1.1"));
        assert_eq!(text.milestone_at("v", 8), Some("1.2"));
        assert_eq!(text.milestone_at("ed", 12), Some("12"));
    }
}
