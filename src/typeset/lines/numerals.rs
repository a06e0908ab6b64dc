//! Which figures of a text stand among capitals: they are lining ones, as high as the capitals,
//! while those among lower-case letters are old-style. And which asterisks are a row, the sign of a lacuna.
//!
//! Knows characters only. Small capitals keep old-style figures: their letters are as low.

use std::ops::Range;

/// The bytes of the piece `range` of `text` whose figures are lining, in order:
/// - all of them where the text is in capitals (at least two, no lower-case letter);
/// - those of a word that is in capitals (`B52`, `PT-109`);
/// - a number between two words in capitals of two letters or more (`NKVD 1937 GPU`).
pub(crate) fn lining(text: &str, range: Range<u32>) -> Vec<Range<u32>> {
    let piece = &text[range.start as usize..range.end as usize];
    if !piece.bytes().any(|byte| byte.is_ascii_digit()) {
        return vec![];
    }
    if capitals(text) {
        return vec![range];
    }
    let mut out = vec![];
    let mut words = Words { text: piece, at: 0 }.peekable();
    let mut before = false;
    while let Some(word) = words.next() {
        let letters = core(&piece[word.clone()]);
        let has_figure = letters.bytes().any(|byte| byte.is_ascii_digit());
        let has_letter = letters.contains(char::is_alphabetic);
        let mut among = || before && words.peek().is_some_and(|next| capitals(core(&piece[next.clone()])));
        if has_figure && (if has_letter { !letters.contains(is_lower) } else { among() }) {
            out.push(range.start + word.start as u32..range.start + word.end as u32);
        }
        before = capitals(letters);
    }
    out
}

/// The rows of asterisks in the piece `range` of `text`, in order: two or more, with no more than a space between them.
pub(crate) fn asterisks(text: &str, range: Range<u32>) -> Vec<Range<u32>> {
    let piece = &text[range.start as usize..range.end as usize];
    let mut rows: Vec<(Range<u32>, u32)> = vec![];
    for (at, _) in piece.match_indices('*') {
        let at = range.start + at as u32;
        let spaced = |last: u32| {
            let mut between = text[last as usize..at as usize].chars();
            between.next().is_none_or(char::is_whitespace) && between.next().is_none()
        };
        match rows.last_mut().filter(|(row, _)| spaced(row.end)) {
            Some((row, count)) => (row.end, *count) = (at + 1, *count + 1),
            None => rows.push((at..at + 1, 1)),
        }
    }
    rows.into_iter().filter(|(_, count)| *count > 1).map(|(row, _)| row).collect()
}

/// Whether a text has two capitals or more and no lower-case letter.
fn capitals(text: &str) -> bool {
    !text.contains(is_lower) && text.chars().filter(|c| c.is_uppercase()).nth(1).is_some()
}

fn is_lower(character: char) -> bool {
    character.is_lowercase()
}

/// A word up to its apostrophe: the ending of `B52’s` does not count.
fn core(word: &str) -> &str {
    word.split(['’', '\'']).find(|part| part.contains(char::is_alphanumeric)).unwrap_or(word)
}

/// The stretches of a text between its spaces.
struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = &self.text[self.at..];
        let start = self.at + rest.find(|c: char| !c.is_whitespace())?;
        let end = self.text[start..].find(char::is_whitespace).map_or(self.text.len(), |length| start + length);
        self.at = end;
        Some(start..end)
    }
}
