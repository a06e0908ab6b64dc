//! What the source says of the lines of a text: their numbers, verses that speakers share, and the milestones
//! of other numberings (pages of an older edition, verses of the Bible, pādas).
//!
//! Knows nothing of where lines end: a mark holds for the line on which it comes to stand.

use crate::model::text::{BlockKind, MarkKind, Text};
use crate::words::edge::is_inside;
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
    /// The id of the system whose divisions it divides: chapters within books. There a label has that one's before it.
    pub within: Option<String>,
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
pub struct Milestones {
    /// Where each begins, in bytes, rising, with its label: `3`, or `2.3.1` of a section within a chapter within a book.
    begins: Vec<(usize, String)>,
}

impl Milestones {
    /// Those of the system with this id, one of `systems` or none of them.
    pub fn of(text: &Text, systems: &[MilestoneSystem], id: &str) -> Self {
        let chain = chain(systems, id);
        // What is in force of each system, the outermost first: where it begins, and its label.
        let mut in_force: Vec<Option<(usize, &str)>> = vec![None; chain.len()];
        let mut begins: Vec<(usize, String)> = vec![];
        for mark in &text.marks {
            let MarkKind::Milestone(Milestone { system, label }) = &mark.kind else { continue };
            let Some(level) = chain.iter().position(|id| id == system) else { continue };
            let at = mark.range.start;
            in_force[level] = Some((at, bare(label)));
            // A new chapter has no section yet, but one that begins with it.
            in_force[level + 1..].iter_mut().for_each(|inner| *inner = inner.filter(|(begins, _)| *begins == at));
            let labels: Vec<&str> = in_force.iter().flatten().map(|(_, label)| *label).collect();
            if begins.last().is_some_and(|(last, _)| *last == at) {
                begins.pop();
            }
            begins.push((at, labels.join(".")));
        }
        Self { begins }
    }

    /// All labels, in order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.begins.iter().map(|(_, label)| label.as_str())
    }

    /// Whether a milestone stands in a range.
    pub fn begins_within(&self, range: &Range<usize>) -> bool {
        self.begins.iter().any(|(begins, _)| range.contains(begins))
    }

    /// The label in force at byte `offset`; before the first milestone that one's.
    pub fn at_or_first(&self, offset: usize) -> Option<&str> {
        self.at(offset).or_else(|| self.labels().next())
    }

    /// From the milestone in force at byte `offset` to the next, or to `end`.
    pub fn range(&self, offset: usize, end: usize) -> Range<usize> {
        let after = self.begins.partition_point(|(begins, _)| *begins <= offset);
        let begin = |index: usize| self.begins.get(index).map(|(begins, _)| *begins);
        after.checked_sub(1).and_then(begin).unwrap_or(0)..begin(after).unwrap_or(end)
    }

    /// The label in force at byte `offset`: that of the last milestone at or before it.
    pub fn at(&self, offset: usize) -> Option<&str> {
        let after = self.begins.partition_point(|(begins, _)| *begins <= offset);
        after.checked_sub(1).map(|index| self.begins[index].1.as_str())
    }
}

/// A label without the signs that set it off where it stands among the words: `(4)`, `[4]`, `|4|`, `4.`
fn bare(label: &str) -> &str {
    const AROUND: [(char, char); 5] = [('(', ')'), ('[', ']'), ('⟨', '⟩'), ('|', '|'), ('/', '/')];
    let inner = AROUND.iter().find_map(|(open, close)| label.strip_prefix(*open)?.strip_suffix(*close));
    let is_sign = |c: char| AROUND.iter().any(|(open, close)| c == *open || c == *close);
    let label = inner.map(str::trim).filter(|inner| !inner.is_empty() && !inner.contains(is_sign)).unwrap_or(label);
    // The stop behind a number; `ant.` is an abbreviation.
    let stopped = label.strip_suffix('.').filter(|rest| rest.contains(|c: char| c.is_ascii_digit()));
    stopped.filter(|rest| !rest.ends_with('.')).unwrap_or(label)
}

/// The systems that a label names, the outermost first and the one with this id last.
fn chain<'s>(systems: &'s [MilestoneSystem], id: &'s str) -> Vec<&'s str> {
    let mut chain = vec![id];
    let of = |id: &str| systems.iter().find(|system| system.id == id);
    while let Some(outer) = of(chain[0]).and_then(|system| system.within.as_deref()) {
        // A system within itself is an error that is told elsewhere.
        if chain.contains(&outer) {
            break;
        }
        chain.insert(0, outer);
    }
    chain
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

    /// The blocks of whole verses that bytes are, the signs about them aside; `None` where they are part of one, or no
    /// verses. A verse that speakers share is whole with all its parts.
    pub fn whole_verses(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let (first, last) = (self.block_at(part.start)?, self.block_at(part.end.checked_sub(1)?)?);
        let blocks = self.blocks.get(first..=last)?;
        let bare = |range: Range<usize>| self.string.get(range).is_some_and(|words| !words.contains(is_inside));
        let goes_on = |block: usize| block < self.blocks.len() && self.begins_with(block, LineMark::Shared);
        let complete = bare(blocks.first()?.range.start..part.start) && bare(part.end..blocks.last()?.range.end);
        let whole = complete && !goes_on(first) && !goes_on(last + 1);
        (whole && blocks.iter().all(|block| block.kind == BlockKind::Verse)).then_some(first..last + 1)
    }

    /// The blocks of the verse that a block is of, in order: those that speakers share have one number. Only itself if
    /// it is no verse. Marks must be sorted.
    pub fn verse_blocks(&self, index: usize) -> Vec<usize> {
        let counts = |block: &usize| {
            let apart = [LineMark::Skip, LineMark::Sub].into_iter().any(|mark| self.begins_with(*block, mark));
            self.blocks[*block].kind == BlockKind::Verse && !apart
        };
        let mut all = vec![index];
        if !counts(&index) {
            return all;
        }
        let shared = |block: usize| self.begins_with(block, LineMark::Shared);
        let mut before = (0..index).rev().filter(counts);
        while let Some(block) = all.first().filter(|first| shared(**first)).and_then(|_| before.next()) {
            all.insert(0, block);
        }
        all.extend((index + 1..self.blocks.len()).filter(counts).take_while(|block| shared(*block)));
        all
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

    /// The number of the verse that block `index` is, of [`Text::verse_numbers`]; of a sub-line that of the verse before
    /// it, and which of those after it it is.
    pub fn verse_at(&self, numbers: &[Option<VerseNumber>], index: usize) -> Option<(VerseNumber, u32)> {
        if !self.begins_with(index, LineMark::Sub) {
            return (*numbers.get(index)?).map(|number| (number, 0));
        }
        let is_sub = |index: &usize| self.begins_with(*index, LineMark::Sub);
        let before = (0..index).rev().find(|index| !is_sub(index) && numbers[*index].is_some());
        let sub = (before.map_or(0, |index| index + 1)..=index).filter(is_sub).count() as u32;
        Some((before.and_then(|index| numbers[index]).unwrap_or_default(), sub))
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
    fn a_verse_has_the_blocks_that_speakers_share() {
        let mut text = Text::plain("prose");
        let shared = Some(LineMark::Shared);
        for mark in [None, shared, Some(LineMark::Sub), shared, None, Some(LineMark::Skip)] {
            let verse = text.push_block(BlockKind::Verse, "verse");
            let start = text.blocks[verse].range.start;
            text.marks.extend(mark.map(|line| Mark { range: start..start, kind: MarkKind::Line(line) }));
        }
        let all: Vec<Vec<usize>> = (0..7).map(|block| text.verse_blocks(block)).collect();
        let one = vec![1, 2, 4];
        assert_eq!(all, [vec![0], one.clone(), one.clone(), vec![3], one, vec![5], vec![6]]);
    }

    #[test]
    fn a_system_within_another_has_its_labels_before_its_own() {
        let system = |id: &str, within: Option<&str>| MilestoneSystem {
            id: id.into(),
            within: within.map(str::to_owned),
            ..MilestoneSystem::default()
        };
        let systems = [system("s", Some("c")), system("c", Some("b")), system("b", None)];
        let mut text = Text::plain("one two three four five");
        for (at, system, label) in
            [(4, "b", "2"), (4, "s", "1"), (4, "c", "3"), (8, "s", "2"), (14, "c", "4"), (19, "s", "1")]
        {
            let milestone = Milestone { system: system.into(), label: label.into() };
            text.marks.push(Mark { range: at..at, kind: MarkKind::Milestone(milestone) });
        }
        let all = |id: &str| Milestones::of(&text, &systems, id).labels().collect::<Vec<_>>().join(" ");
        assert_eq!(all("s"), "2.3.1 2.3.2 2.4 2.4.1");
        assert_eq!(all("c"), "2.3 2.4");
    }

    #[test]
    fn the_milestone_in_force_is_the_last_before() {
        let mut text = Text::plain("one two three");
        for (at, system, label) in [(4, "ed", "12"), (4, "v", "1.1"), (8, "v", "1.2")] {
            let milestone = Milestone { system: system.into(), label: label.into() };
            text.marks.push(Mark { range: at..at, kind: MarkKind::Milestone(milestone) });
        }
        let at = |system, offset| Milestones::of(&text, &[], system).at(offset).map(str::to_owned);
        assert_eq!(at("v", 3), None);
        assert_eq!(at("v", 4).as_deref(), Some("1.1"));
        assert_eq!(at("v", 8).as_deref(), Some("1.2"));
        assert_eq!(at("ed", 12).as_deref(), Some("12"));
    }
}
