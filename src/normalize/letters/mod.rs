//! Letters that a scanner misread inside words: figures and signs in a word (`]3oris` beside
//! `Boris`), letters taken for others (`govemment`), the small words that are misread most (`tbe`).
//!
//! A sign in a word is read as a letter only where the old form is no word of any language that has a list nor of
//! the text, the new one is a word of both, and the confusion is known. A letter for another is always a query: of
//! the changes that the same evidence proved one in twenty was wrong.

mod confused;
mod signs;
mod small;

use super::Passage;
use crate::model::account::Edit;
use std::ops::Range;

/// Emits the edits and queries of `ocr.sign`, `ocr.word` and `ocr.letter`, and the queries of
/// `words.contraction`.
pub(super) fn apply(passage: &Passage, edits: &mut Vec<Edit>) {
    let Some(words) = passage.vocabulary else { return };
    let is_word = |token: &Range<usize>| passage.text[token.clone()].bytes().all(|b| b.is_ascii_alphabetic());
    for token in passage.tokens().filter(|token| !is_word(token)) {
        edits.extend(small::negation(passage, &token).or_else(|| signs::misread(passage, words, token)));
    }
    for word in passage.words() {
        let found = small::misread(passage, words, &word).or_else(|| confused::misread(passage, words, &word));
        edits.extend(found);
    }
}

/// Whether the word stands alone: no letter, figure, hyphen (of the line before neither) or
/// apostrophe beside it, and none of the brackets that an editor restores letters in.
fn is_alone(passage: &Passage, word: &Range<usize>) -> bool {
    let free = |c: Option<char>| {
        c.is_none_or(|c| {
            !c.is_alphanumeric()
                && !matches!(
                    c,
                    '-' | '\'' | '’' | '‘' | '`' | '´' | '[' | ']' | '<' | '>' | '{' | '}' | '|' | '¬' | '=' | '⸗'
                )
                && !matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '_' | '@' | '/' | '\\' | '^' | '~' | '$' | '&' | '#')
        })
    };
    let lead = passage.text[passage.range.start..word.start].trim_end();
    let divided = lead.ends_with(['-', '¬', '⸗', '=', '\u{ad}']);
    free(passage.before(word.start)) && free(passage.after(word.end)) && !divided && !passage.is_taken(word.start)
}
