//! In which direction the words of a text run, and in which language a stretch of it is as a whole.
//!
//! Both formats ask: the pages, which mirror what stands beside such words, and the EPUB, which says it to reading
//! systems.

use crate::model::text::{MarkKind, Text};
use crate::words::direction::{leftwards, may_turn};
use std::ops::Range;

impl Text {
    /// The language that all letters of a stretch are marked to be of, if they are: a paragraph whose words are all in
    /// another language than the text is a paragraph in that language.
    pub fn language_of(&self, range: &Range<usize>) -> Option<&str> {
        let words = &self.string[range.clone()];
        let languages = self.marks_from(range).iter().filter_map(|mark| match &mark.kind {
            MarkKind::Language(tag) if mark.range.end <= range.end => Some((&mark.range, tag.as_str())),
            _ => None,
        });
        let mut letters = None;
        for (marked, tag) in languages {
            let (first, last) =
                *letters.get_or_insert((words.find(char::is_alphabetic)?, words.rfind(char::is_alphabetic)?));
            if marked.start > range.start + first {
                return None;
            }
            if marked.end > range.start + last {
                return Some(tag);
            }
        }
        None
    }

    /// Whether blocks run from right to left in a text in `language`; `None` where they have no letters, or not all
    /// run alike.
    pub fn direction_of_blocks(&self, blocks: Range<usize>, language: &str) -> Option<bool> {
        let mut directions = blocks.filter_map(|block| self.direction_of(&self.blocks.get(block)?.range, language));
        let first = directions.next()?;
        directions.all(|other| other == first).then_some(first)
    }

    /// The same of one stretch.
    fn direction_of(&self, range: &Range<usize>, language: &str) -> Option<bool> {
        let words = &self.string[range.clone()];
        if !words.chars().any(char::is_alphabetic) {
            return None;
        }
        if !may_turn(words) {
            return Some(false);
        }
        let own = self.language_of(range).unwrap_or(language);
        let mut pieces: Vec<(Range<usize>, &str)> = vec![];
        let mut at = 0;
        for mark in self.marks_from(range).iter().filter(|mark| mark.range.end <= range.end) {
            let MarkKind::Language(tag) = &mark.kind else { continue };
            let inside = mark.range.start - range.start..mark.range.end - range.start;
            // What is said of all words was asked above.
            if tag != own && inside.start >= at {
                pieces.extend([(at..inside.start, own), (inside.clone(), tag.as_str())]);
                at = inside.end;
            }
        }
        pieces.push((at..words.len(), own));
        leftwards(words, Some(own), &pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::{BlockKind, Mark};

    fn text(words: &str, marked: &[(&str, &str)]) -> Text {
        let mut text = Text::default();
        text.push_block(BlockKind::Paragraph, words);
        for (stretch, tag) in marked {
            let start = words.find(stretch).expect("the words");
            let range = start..start + stretch.len();
            text.marks.push(Mark { range, kind: MarkKind::Language((*tag).to_owned()) });
        }
        text.sort_marks();
        text
    }

    #[test]
    fn a_paragraph_all_in_another_language_is_of_that_language() {
        let all = "The word שלום is old";
        let text = text(&format!("{all}."), &[(all, "en"), ("שלום", "he")]);
        let range = text.blocks[0].range.clone();
        assert_eq!(text.language_of(&range), Some("en"));
        assert_eq!(text.direction_of_blocks(0..1, "he"), Some(false));
    }

    #[test]
    fn words_among_others_are_none() {
        let text = text("The word שלום is old.", &[("The word", "en"), ("שלום", "he")]);
        assert_eq!(text.language_of(&text.blocks[0].range.clone()), None);
        assert_eq!(text.direction_of_blocks(0..1, "he"), Some(true));
        assert_eq!(text.direction_of_blocks(0..1, "en"), Some(false));
    }
}
