//! Where words begin and end.

use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Whether words may have this character inside.
pub fn is_inside(c: char) -> bool {
    c.is_alphabetic() || c.is_ascii_digit() || is_combining_mark(c)
}

/// Whether a character is a mark on the letter before it.
pub fn is_mark(c: char) -> bool {
    is_combining_mark(c)
}

/// Whether no word goes on over the edges of bytes `range` of `text`.
pub fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let words = &text[range.clone()];
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let cut =
        |inside: Option<char>, outside: Option<char>| inside.is_some_and(is_inside) && outside.is_some_and(is_inside);
    !cut(words.chars().next(), before) && !cut(words.chars().next_back(), after)
}

/// Whether a character is of a script without spaces, where each counts as a word.
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}
