//! Which paragraphs go on with the sentence that a quotation, verse or a list has broken off.

use crate::model::text::{BlockKind, GroupKind, Text};

impl Text {
    /// Whether block `index` is a paragraph that goes on after what is set apart from the text: it begins with a small
    /// letter. Such a one is flush, a new paragraph is indented there as everywhere.
    pub fn continues(&self, index: usize) -> bool {
        let Some(block) = self.blocks.get(index).filter(|block| block.kind == BlockKind::Paragraph) else {
            return false;
        };
        let mut characters = self.string[block.range.clone()].chars();
        let first = characters.find(|character| character.is_alphanumeric());
        if !first.is_some_and(char::is_lowercase) {
            return false;
        }
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
    use crate::model::text::{BlockKind, Group, GroupKind, Text};

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
    }
}
