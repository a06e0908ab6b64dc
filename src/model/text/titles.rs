//! What a place is called that has words of its own: a heading by its words, a table or picture by the first sentence
//! of its caption, a picture without one by its description.
//!
//! Knows a document's texts; who shows them says what stands where a place has no name.

use crate::model::document::{Document, Spot};
use crate::model::text::{BlockKind, LocusKind, Mark, MarkKind, RefId, Styled, Text};
use std::ops::Range;

/// What stands in the name of a place for what is said there of another.
const LEFT_OUT: &str = "…";

impl Document {
    /// The name of a place in the body; `None` where it has none. `stands_for` says what a placeholder in it reads.
    pub fn words_of(
        &self,
        spot: &Spot,
        stands_for: impl Fn(RefId, LocusKind) -> Option<String>,
    ) -> Option<Vec<Styled>> {
        let index = match spot {
            Spot::Block(index) => *index,
            Spot::Anchor(name) => {
                let named = |mark: &&Mark| matches!(&mark.kind, MarkKind::Anchor(own) if own == name);
                let at = self.body.marks.iter().find(named)?.range.start;
                self.body.blocks.iter().position(|block| block.range.start <= at && at <= block.range.end)?
            }
            _ => return None,
        };
        let block = self.body.blocks.get(index)?;
        let caption = |index: usize| {
            let block = self.body.blocks.get(index).filter(|block| block.kind == BlockKind::Caption)?;
            Some(sentence(&self.body, &block.range)).filter(|range| !range.is_empty())
        };
        let range = match block.kind {
            BlockKind::Heading(_) => block.range.clone(),
            BlockKind::Caption => caption(index)?,
            BlockKind::Picture(id) => match caption(index + 1) {
                Some(range) => range,
                None => {
                    let figure = self.figures.get(id.0 as usize)?;
                    let text = Text::plain(figure.alternative.clone());
                    let range = sentence(&text, &(0..text.string.len()));
                    return Some(text.styled(range, |_, _| None)).filter(|parts| !parts.is_empty());
                }
            },
            _ => return None,
        };
        // what a title says of another place is known when that is: until then there are points for it
        let leads = |id: RefId| self.references.get(id.0 as usize).is_some_and(|r| r.target.place().is_some());
        let or_points = |id, kind| stands_for(id, kind).or_else(|| leads(id).then(|| LEFT_OUT.to_owned()));
        Some(self.body.styled(range, or_points))
    }
}

/// The first sentence of `range`, without its full stop.
fn sentence(text: &Text, range: &Range<usize>) -> Range<usize> {
    let words = &text.string[range.clone()];
    let line = words.find('\u{2028}').unwrap_or(words.len());
    let stop = words[..line].match_indices(". ").find(|(at, _)| {
        // an initial or a short abbreviation ends none
        let word = words[..*at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        word.chars().count() > 3
    });
    let end = stop.map_or(words[..line].trim_end().trim_end_matches('.').len(), |(at, _)| at);
    range.start..range.start + end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_names_by_its_first_sentence() {
        let first = |words: &str| {
            let text = Text::plain(words);
            let range = sentence(&text, &(0..words.len()));
            words[range].to_owned()
        };
        assert_eq!(first("The coast of St. Agnes. From a chart."), "The coast of St. Agnes");
        assert_eq!(first("The coast."), "The coast");
        assert_eq!(first(""), "");
    }
}
