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

    /// Whether block `index` is a paragraph that goes on after what is set apart from the text: it begins with a small
    /// letter, or the source says so ([`LineMark::Shared`]). Such a one is flush, a new paragraph is indented there as
    /// everywhere.
    pub fn continues(&self, index: usize) -> bool {
        let Some(block) = self.blocks.get(index).filter(|block| block.kind == BlockKind::Paragraph) else {
            return false;
        };
        let mut characters = self.string[block.range.clone()].chars();
        let first = characters.find(|character| character.is_alphanumeric());
        let says = || self.begins_with(index, LineMark::Shared);
        (first.is_some_and(char::is_lowercase) || says()) && self.comes_after_apart(index)
    }

    /// Whether block `index` comes directly after what is set apart from the text: a quotation, verse, a list, a table
    /// or code.
    pub fn comes_after_apart(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1) else { return false };
        // What an item, a quotation or a cell begins with begins anew.
        if self.groups.iter().any(|group| group.blocks.start == index) {
            return false;
        }
        let apart = |kind: &GroupKind| {
            matches!(
                kind,
                GroupKind::Quotation
                    | GroupKind::Definitions
                    | GroupKind::List { .. }
                    | GroupKind::Stanza
                    | GroupKind::StanzaOf(_)
                    | GroupKind::Table(_)
            )
        };
        matches!(self.blocks[before].kind, BlockKind::Verse | BlockKind::Code)
            || self.groups.iter().any(|group| group.blocks.end == index && apart(&group.kind))
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
        let continues = |text: &Text| (0..6).map(|block| text.continues(block)).collect::<Vec<_>>();
        assert_eq!(continues(&text), [false; 6], "nothing is set apart");
        let quoted = |blocks| Group { kind: GroupKind::Quotation, blocks };
        text.groups = vec![quoted(1..2)];
        assert_eq!(continues(&text), [false, false, true, false, false, false]);
        text.groups = vec![quoted(2..3)];
        assert_eq!(continues(&text), [false, false, false, true, false, false], "behind a quotation mark too");
        text.groups = vec![quoted(1..2), quoted(2..3)];
        assert_eq!(continues(&text), [false, false, false, true, false, false], "a quotation of its own begins anew");
        text.groups = vec![quoted(1..5)];
        assert_eq!(continues(&text), [false; 6], "a figure is no small letter");
        let start = text.blocks[5].range.start;
        text.marks.push(Mark { range: start..start, kind: MarkKind::Line(LineMark::Shared) });
        let continues = |text: &Text| (0..6).map(|block| text.continues(block)).collect::<Vec<_>>();
        assert_eq!(continues(&text), [false, false, false, false, false, true], "but it goes on if the source says so");
    }
}
