//! Letters that a scanner misread inside words: figures and signs in a word (`]3oris` beside
//! `Boris`), letters taken for others (`govemment`), the small words that are misread most (`tbe`).
//!
//! A letter is changed only where the old form is no word of any language that has a list nor of
//! the text, the new one is a word of both, and the confusion is known. What is doubtful, and
//! everything in a language without a list, is a query.

mod confused;
mod signs;
mod small;

use super::Passage;
use super::vocabulary::Vocabulary;
use crate::model::account::Edit;
use std::ops::Range;

/// Emits the edits and queries of `ocr.sign`, `ocr.word` and `ocr.letter`, and the queries of
/// `words.contraction`.
pub(super) fn apply(passage: &Passage, edits: &mut Vec<Edit>) {
    let Some(words) = passage.vocabulary else { return };
    for token in passage.tokens() {
        edits.extend(small::negation(passage, &token).or_else(|| signs::misread(passage, words, token)));
    }
    for word in passage.words() {
        let found = small::misread(passage, words, &word).or_else(|| confused::misread(passage, words, &word));
        edits.extend(found);
    }
}

/// Whether the word stands alone: no letter, figure, hyphen or apostrophe beside it, and none of
/// the brackets that an editor restores letters in.
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
    free(passage.before(word.start)) && free(passage.after(word.end)) && !passage.is_taken(word.start)
}

/// Whether the text and the list of its language prove that `right` (in lower case) is what
/// `wrong` was printed as: it is a common word, the text has it again and again, and `wrong` is
/// no word of any language that has a list.
fn is_proved(words: &Vocabulary, wrong: &str, right: &str) -> bool {
    let common = words.lexicon().is_some_and(|lexicon| lexicon.is_common(right));
    common && words.lower(right) >= 3 && !words.is_word(wrong)
}
