//! Which of several equal words of a line, or of a verse that has several, an entry means: *et²*.
//!
//! Words are equal whatever their case; a phrase is counted as a phrase. What begins on a line is of that line.

use std::ops::Range;

/// Which of the words equal to those at `words` in the stretches of `unit`, a line or a verse in parts, these are, from
/// 1; none where they stand there once. All are bytes of `text`.
pub(crate) fn which(text: &str, unit: &[Range<usize>], words: &Range<usize>) -> Option<u32> {
    let sought = text.get(words.clone())?;
    let (mut count, mut own) = (0, None);
    for stretch in unit {
        for (at, _) in text.get(stretch.clone())?.char_indices() {
            if is_at(text, stretch.start + at, sought) {
                count += 1;
                if stretch.start + at == words.start {
                    own = Some(count);
                }
            }
        }
    }
    own.filter(|_| count > 1)
}

/// Whether `sought` stands at a byte of `text` as whole words.
fn is_at(text: &str, at: usize, sought: &str) -> bool {
    if !text[at..].chars().zip(sought.chars()).take(1).all(|(own, sought)| same(sought, Some(own))) {
        return false;
    }
    let joins = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    let (before, rest) = text.split_at(at);
    if before.chars().next_back().is_some_and(joins) {
        return false;
    }
    let mut there = rest.chars();
    let equal = sought.chars().all(|c| same(c, there.next()));
    equal && !there.next().is_some_and(joins)
}

/// Whether a character is the one sought, whatever its case.
fn same(sought: char, there: Option<char>) -> bool {
    there.is_some_and(|c| sought == c || sought.to_lowercase().eq(c.to_lowercase()) || both_spaces(sought, c))
}

fn both_spaces(one: char, other: char) -> bool {
    one.is_whitespace() && other.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_their_line() {
        let text = "et puer et puella, Et et alii etiam";
        let (whole, other) = (0..text.len(), 0..7);
        let line = std::slice::from_ref(&whole);
        assert_eq!(which(text, line, &(0..2)), Some(1));
        assert_eq!(which(text, line, &(8..10)), Some(2));
        assert_eq!(which(text, line, &(22..24)), Some(4));
        assert_eq!(which(text, line, &(3..7)), None);
        assert_eq!(which(text, std::slice::from_ref(&other), &(0..2)), None, "another line");
        assert_eq!(which(text, line, &(0..7)), None, "a phrase is counted as a phrase");
        assert_eq!(which(text, &[0..2, 19..31], &(22..24)), Some(3), "a verse in parts");
    }
}
