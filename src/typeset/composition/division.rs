//! What a division of a text is called in whose lines a lemma begins or ends, where the numbers of lines begin anew
//! with sections, paragraphs or stanzas.
//!
//! Knows the text and the style; nothing of lines.

use crate::model::document::{Document, Edition};
use crate::model::lines::{LineMark, MilestoneKind, Milestones};
use crate::model::text::{BlockKind, GroupKind, Text};
use crate::style::{KeyStyle, LineNumberStyle, Restart, Style};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Names the divisions of a text.
pub(crate) struct Divisions<'a> {
    /// The text.
    text: &'a Text,
    /// Where their numbers begin anew.
    restart: Restart,
    /// How its lines are numbered.
    numbers: &'a LineNumberStyle,
    /// The milestones that may name them, if there are such as count divisions.
    milestones: Option<Milestones>,
    /// The blocks that begin stanzas, where that matters.
    stanzas: BTreeSet<usize>,
    /// Whether headings say numbers that tell sections apart: of two that say the same none is called by it.
    said: bool,
}

/// What the divisions of a text are called: where each begins, and what stands before the number of a line in it.
#[derive(Debug, Default)]
pub(crate) struct Names(Vec<(usize, Arc<str>)>);

impl Names {
    /// Which division byte `at` is in, from 1, and what stands before its lines; 0 and nothing before the first.
    pub(crate) fn at(&self, at: usize) -> (usize, Arc<str>) {
        let row = self.0.partition_point(|(start, _)| *start <= at);
        let name = row.checked_sub(1).map(|index| self.0[index].1.clone());
        (row, name.unwrap_or_else(|| Arc::from("")))
    }

    /// What stands before the lines of each.
    pub(crate) fn all(&self) -> impl Iterator<Item = Arc<str>> {
        self.0.iter().map(|(_, name)| name.clone())
    }

    /// How many divisions there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

impl<'a> Divisions<'a> {
    /// Those of a document. Milestones that entries keyed so would name may name them too.
    pub(crate) fn of(document: &'a Document, edition: &'a Edition, style: &'a Style, key: &'a KeyStyle) -> Self {
        let systems = &edition.book.milestones;
        let counts = |id: &&str| systems.iter().any(|one| one.id == *id && one.kind == MilestoneKind::Numbers);
        let (text, restart) = (&document.body, style.restart_of(document));
        let is_stanza = |kind: &GroupKind| matches!(kind, GroupKind::Stanza | GroupKind::StanzaOf(_));
        let matters = matches!(restart, Restart::Paragraph | Restart::Stanza);
        let stanzas = text.groups.iter().filter(|group| matters && is_stanza(&group.kind));
        let stanzas = stanzas.map(|group| group.blocks.start).collect();
        let anew = !matches!(restart, Restart::Page | Restart::Document);
        let mut divisions = Self { text, restart, numbers: &style.line_numbers, milestones: None, stanzas, said: true };
        divisions.said = divisions.are_told_apart();
        if anew {
            let own = key.system(systems).filter(counts);
            let others = systems.iter().map(|system| system.id.as_str()).filter(counts).filter(|id| Some(*id) != own);
            let of = |system| Milestones::of(text, systems, system);
            // Act 3 holds for all of its scenes: what begins with each of them names them. Of a section with several
            // paragraphs of an older edition none names it.
            let fits = |all: &Milestones| divisions.each_begins(all) && divisions.each_holds(all);
            // Headings that say a number say it of this edition: that of another counts only where the style asks for it.
            let chained = |id: &str| {
                systems.iter().any(|one| one.within.as_deref() == Some(id) || one.id == id && one.within.is_some())
            };
            let said = key.milestones.is_empty() && divisions.each_says();
            let free = |id: &&str| !said || chained(id);
            let (own, others) = (own.filter(free), others.filter(free));
            let found = own.into_iter().chain(others).map(of).find(fits);
            divisions.milestones = found.or_else(|| own.map(of).filter(|all| divisions.each_holds(all)));
        }
        divisions
    }

    /// The names of all: `5.` of a milestone that holds for all of one, `§3,` or `3,`. None where one row of numbers holds
    /// for all the text.
    pub(crate) fn names(&self) -> Names {
        if matches!(self.restart, Restart::Page | Restart::Document) {
            return Names::default();
        }
        let blocks: Vec<usize> = (0..self.text.blocks.len()).filter(|block| self.begins(*block)).collect();
        let start = |block: usize| self.text.blocks[block].range.start;
        let mut before = None;
        let named = |(index, block): (usize, &usize)| {
            let marked = self.begun(*block).map(str::to_owned);
            let own = marked.clone().filter(|_| marked != before);
            before = marked;
            let name = own.map_or_else(|| self.numbered(*block, || index + 1), |label| format!("{label}."));
            (start(*block), Arc::from(name))
        };
        Names(blocks.iter().enumerate().map(named).collect())
    }

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
        if let Some((from, to)) = self.marked(before.unwrap_or(0), begun) {
            return Some((format!("{from}."), format!("{to}.")));
        }
        Some((before.map_or_else(String::new, |block| self.name(block)), self.name(begun)))
    }

    /// What the division is called that bytes `at` are in: by its milestone, by the number that its heading says, else
    /// counted. Nothing where one row of numbers holds for all the text, or before the first division.
    pub(super) fn at(&self, at: usize) -> Option<String> {
        let block = self.text.block_at(at)?;
        let first = (0..=block).rfind(|block| self.begins(*block))?;
        let milestone = self.begun(first).map(str::to_owned);
        milestone.or_else(|| Some(self.name(first).trim_matches(['§', ',']).to_owned()))
    }

    /// The milestones with which two divisions begin, if they are two.
    fn marked(&self, first: usize, last: usize) -> Option<(&str, &str)> {
        let (from, to) = (self.begun(first)?, self.begun(last)?);
        (from != to).then_some((from, to))
    }

    /// The milestone in force where a division begins; of a section only one that begins there too.
    fn begun(&self, block: usize) -> Option<&str> {
        let all = self.milestones.as_ref()?;
        let opens = self.opens(block);
        let begins = all.range(opens, self.text.string.len()).start;
        let own = self.restart != Restart::Section || begins >= self.text.blocks[block].range.start;
        all.at(opens).filter(|_| own)
    }

    /// Where the text of a division begins: of a section behind its headings, where its milestone may stand too.
    fn opens(&self, block: usize) -> usize {
        let is_heading = |block: &usize| matches!(self.text.blocks[*block].kind, BlockKind::Heading(_));
        let own = match self.restart {
            Restart::Section => (block..self.text.blocks.len()).find(|block| !is_heading(block)).unwrap_or(block),
            _ => block,
        };
        self.text.blocks[own].range.start
    }

    /// Whether no two sections of one parent say the same number.
    fn are_told_apart(&self) -> bool {
        let mut seen = BTreeSet::new();
        let blocks =
            (0..self.text.blocks.len()).filter(|block| self.restart == Restart::Section && self.begins(*block));
        let own = blocks.filter_map(|block| Some((self.parents(block), said(self.text.block_str(block))?)));
        own.into_iter().all(|path| seen.insert(path))
    }

    /// Whether the heading of each section begins with its number.
    fn each_says(&self) -> bool {
        let says = |block: usize| {
            let heading = self.text.block_str(block);
            said(heading).is_some_and(|number| heading.trim_start().starts_with(number))
        };
        let mut blocks = (0..self.text.blocks.len()).filter(|block| self.begins(*block)).peekable();
        self.restart == Restart::Section && blocks.peek().is_some() && blocks.all(says)
    }

    /// Whether a milestone of a numbering begins with each division that has text of its own.
    fn each_begins(&self, all: &Milestones) -> bool {
        let blocks: Vec<usize> = (0..self.text.blocks.len()).filter(|block| self.begins(*block)).collect();
        // A heading that another follows has none.
        let last = |pair: &[usize]| self.opens(pair[0]) != self.opens(pair[1]);
        let own = blocks.windows(2).filter(|pair| last(pair)).map(|pair| pair[0]).chain(blocks.last().copied());
        let mut before = None;
        !blocks.is_empty()
            && own.into_iter().all(|block| {
                let (opens, start) = (self.opens(block), self.text.blocks[block].range.start);
                let begins = all.range(opens, self.text.string.len()).start;
                let label = all.at(opens).filter(|_| self.restart != Restart::Section || begins >= start);
                label.is_some() && std::mem::replace(&mut before, label) != label
            })
    }

    /// Whether what begins with a section holds for all of it, whichever sections it begins with. Paragraphs and stanzas are
    /// called by what they begin with.
    fn each_holds(&self, all: &Milestones) -> bool {
        let blocks: Vec<usize> = (0..self.text.blocks.len()).filter(|block| self.begins(*block)).collect();
        let end = |index: usize| {
            let next = blocks.get(index + 1).map(|next| self.text.blocks[*next].range.start);
            next.map_or(self.text.string.len(), |next| next.saturating_sub(1))
        };
        self.restart != Restart::Section
            || blocks.iter().enumerate().all(|(index, block)| {
                let opens = self.opens(*block);
                let begins = all.range(opens, self.text.string.len()).start;
                begins < self.text.blocks[*block].range.start
                    || opens >= end(index)
                    || all.at(opens) == all.at(end(index))
            })
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
            (Restart::Paragraph | Restart::Stanza, BlockKind::Verse) => counts && self.stanzas.contains(&index),
            (Restart::Paragraph, _) => counts,
            (Restart::Stanza, _) => false,
        }
    }

    /// The numbers that the headings above one say with which numbers begin anew too, the nearest first: of the chapters
    /// of two books those of the books.
    fn parents(&self, block: usize) -> Vec<&str> {
        let level = |block: usize| match self.text.blocks[block].kind {
            BlockKind::Heading(level) => level,
            _ => u8::MAX,
        };
        let mut below = level(block);
        let mut parents = vec![];
        for above in (0..block).rev().filter(|above| self.begins(*above)) {
            if level(above) < below {
                below = level(above);
                parents.extend(said(self.text.block_str(above)).filter(|_| self.said));
            }
            if below <= 1 {
                break;
            }
        }
        parents
    }

    /// What the division is called that begins with a block: by the number that its paragraph has in print, or that
    /// its heading says; else it is counted.
    fn name(&self, block: usize) -> String {
        self.numbered(block, || (0..=block).filter(|block| self.begins(*block)).count())
    }

    /// The same, with which of all divisions it is.
    fn numbered(&self, block: usize, ordinal: impl Fn() -> usize) -> String {
        match self.restart {
            Restart::Section => {
                let said = said(self.text.block_str(block)).filter(|_| self.said).map(str::to_owned);
                let own = said.unwrap_or_else(|| ordinal().to_string());
                let path: Vec<&str> = self.parents(block).into_iter().rev().chain([own.as_str()]).collect();
                format!("§{},", path.join("."))
            }
            Restart::Paragraph => {
                let number = self.text.blocks[block].number.map(|number| number.to_string());
                format!("§{},", number.unwrap_or_else(|| ordinal().to_string()))
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
        // `3a` is put in between
        let bare = word.strip_suffix(|c: char| c.is_ascii_lowercase()).filter(|bare| !bare.is_empty()).unwrap_or(word);
        let digits = bare.chars().all(|c| c.is_ascii_digit());
        !word.is_empty() && (digits || word.chars().all(|c| "IVXLCDM".contains(c)))
    };
    let first = *words.first()?;
    let own = &first[..bare(first)];
    let is_sure = own.len() < first.len() || words.len() == 1 || own.starts_with(|c: char| c.is_ascii_digit());
    if number(own) && is_sure {
        return Some(own);
    }
    let second = *words.get(1)?;
    let last = second[..bare(second)].trim_end_matches(',');
    let goes_on =
        last.len() < second.len() || words.get(2).is_some_and(|word| word.starts_with('(')) || first.ends_with('.');
    let digits = last.starts_with(|c: char| c.is_ascii_digit());
    (number(last) && (words.len() == 2 || digits && goes_on)).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn a_heading_may_say_its_number() {
        let more = ["3a", "Fr. 7 V.", "Psalm 119, in 3 parts", "Fr. 7 (= 12)", "The 3 boats"].map(said);
        assert_eq!(more, [Some("3a"), Some("7"), Some("119"), Some("7"), None]);
        let all = ["3. Of the lamp", "IV", "II: The quay", "Book II", "12 Boats", "I saw a boat", "The quay", "", "§"];
        let read: Vec<Option<&str>> = all.iter().map(|heading| said(heading)).collect();
        let sure = [Some("3"), Some("IV"), Some("II"), Some("II"), Some("12"), None, None, None, None];
        assert_eq!(read, sure);
    }
}
