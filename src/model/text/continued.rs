//! Which paragraphs go on with the sentence that a quotation, verse or a list has broken off, and how far verses go on.

use crate::model::lines::LineMark;
use crate::model::text::{BlockKind, GroupKind, Text};

impl Text {
    /// Where block `index` ends, or if it is a verse the last of those that follow it.
    pub fn verses_end(&self, index: usize) -> usize {
        let from = self.blocks.get(index..).unwrap_or_default();
        let verses = from.iter().take_while(|block| block.kind == BlockKind::Verse).count();
        from.get(verses.saturating_sub(1)).map_or(0, |block| block.range.end)
    }

    /// For each block whether it is a paragraph that goes on after what is set apart from the text: it begins with a
    /// small letter, or the source says so ([`LineMark::Shared`]). Such a one is flush, a new paragraph is indented
    /// there as everywhere. Nothing for a text of one block. In one pass, for a list may have a hundred thousand items.
    pub fn continued(&self) -> Vec<bool> {
        if self.blocks.len() < 2 {
            return vec![];
        }
        let mut after = vec![false; self.blocks.len()];
        for (after, before) in after[1..].iter_mut().zip(&self.blocks) {
            *after = before.kind.is_apart();
        }
        for group in self.groups.iter().filter(|group| group.kind.is_apart()) {
            after.get_mut(group.blocks.end).into_iter().for_each(|after| *after = true);
        }
        // What an item, a quotation or a cell begins with begins anew.
        for group in &self.groups {
            after.get_mut(group.blocks.start).into_iter().for_each(|after| *after = false);
        }
        after.iter().enumerate().map(|(index, after)| index > 0 && *after && self.goes_on(index)).collect()
    }

    /// Whether block `index` is a paragraph that reads as the rest of a sentence.
    fn goes_on(&self, index: usize) -> bool {
        let block = &self.blocks[index];
        let mut characters = self.string[block.range.clone()].chars();
        let first = characters.find(|character| character.is_alphanumeric());
        block.kind == BlockKind::Paragraph
            && (first.is_some_and(char::is_lowercase) || self.begins_with(index, LineMark::Shared))
    }
}

impl BlockKind {
    /// Whether a block is set apart from the text around it.
    pub fn is_apart(self) -> bool {
        matches!(self, Self::Verse | Self::Code)
    }
}

impl GroupKind {
    /// Whether a group is set apart from the text around it: a quotation, verse, a list, a table.
    pub fn is_apart(&self) -> bool {
        matches!(
            self,
            Self::Quotation | Self::Definitions | Self::List { .. } | Self::Stanza | Self::StanzaOf(_) | Self::Table(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::model::lines::LineMark;
    use crate::model::text::{BlockKind, Group, GroupKind, Mark, MarkKind, Text};

    #[test]
    fn a_small_letter_after_a_quotation_goes_on() {
        let mut text = Text::plain("He wrote:");
        for words in ["Come at once.", "and signed it.", "“and” again", "Then he left.", "12 in all"] {
            text.push_block(BlockKind::Paragraph, words);
        }
        assert_eq!(text.continued(), [false; 6], "nothing is set apart");
        let quoted = |blocks| Group { kind: GroupKind::Quotation, blocks };
        text.groups = vec![quoted(1..2)];
        assert_eq!(text.continued(), [false, false, true, false, false, false]);
        text.groups = vec![quoted(2..3)];
        assert_eq!(text.continued(), [false, false, false, true, false, false], "behind a quotation mark too");
        text.groups = vec![quoted(1..2), quoted(2..3)];
        assert_eq!(text.continued(), [false, false, false, true, false, false], "a quotation of its own begins anew");
        text.groups = vec![quoted(1..5)];
        assert_eq!(text.continued(), [false; 6], "a figure is no small letter");
        let start = text.blocks[5].range.start;
        text.marks.push(Mark { range: start..start, kind: MarkKind::Line(LineMark::Shared) });
        assert_eq!(text.continued(), [false, false, false, false, false, true], "but it goes on if the source says so");
    }
}
