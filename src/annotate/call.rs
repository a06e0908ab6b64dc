//! Where the call of a note stands, once its lemma is found.
//!
//! English practice (*New Hart's Rules* 17.2) sets it after the punctuation that follows the word,
//! French and German before it. In no language does it cut a word.

use crate::model::text::Text;

/// The place of the call of a note whose lemma ends at byte `end`, inside the same block.
pub(super) fn place(text: &Text, end: usize, language: &str) -> usize {
    // A lemma may end in a space: what stands before it is what is called from.
    let end = text.string[..end].trim_end_matches([' ', '\u{a0}']).len();
    let limit = text.block_at(end).map_or(end, |block| text.blocks[block].range.end);
    let rest = &text.string[end..limit.max(end)];
    let suffix = genitive(rest);
    let after = if language.starts_with("en") { closing_punctuation(&rest[suffix..]) } else { 0 };
    end + suffix + after
}

/// The length of an apostrophe with letters: the `’s` of a lemma that names a person.
fn genitive(rest: &str) -> usize {
    let Some(letters) = rest.strip_prefix(['’', '\'']) else { return 0 };
    let count: usize = letters.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    if count == 0 { 0 } else { rest.len() - letters.len() + count }
}

/// The length of the stops and closing quotation marks at the beginning. A run that goes on with a
/// letter or a digit (`3.5`, `p.m`) is none.
fn closing_punctuation(rest: &str) -> usize {
    let closes = |c: &char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '’' | '”' | '\'' | '"');
    let length: usize = rest.chars().take_while(closes).map(char::len_utf8).sum();
    if rest[length..].starts_with(char::is_alphanumeric) { 0 } else { length }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(string: &str, lemma: &str, language: &str) -> String {
        let text = Text::plain(string);
        let end = string.find(lemma).unwrap_or_default() + lemma.len();
        let at = place(&text, end, language);
        format!("{}^{}", &string[..at], &string[at..])
    }

    #[test]
    fn english_calls_follow_the_punctuation() {
        assert_eq!(called("He met Hale, then left.", "Hale", "en-GB"), "He met Hale,^ then left.");
        assert_eq!(called("They said ‘Hale’.", "Hale", "en"), "They said ‘Hale’.^");
        assert_eq!(called("Hale’s boat", "Hale", "en"), "Hale’s^ boat");
        assert_eq!(called("at 3.5 knots", "3", "en"), "at 3^.5 knots");
        assert_eq!(called("(see Hale)", "Hale", "en"), "(see Hale^)");
        assert_eq!(called("met Hale there", "Hale ", "en"), "met Hale^ there");
    }

    #[test]
    fn other_languages_call_before_it() {
        assert_eq!(called("Hale, puis", "Hale", "fr"), "Hale^, puis");
    }
}
