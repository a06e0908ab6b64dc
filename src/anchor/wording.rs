//! Which words of a lemma a reading changes: word by word, so that two readings of lemmata that overlap are held
//! against each other where they change something, and not where they repeat the lemma.

use crate::words::rows::differences;
use crate::words::stops;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// What parts the words for the parts of a lemma.
pub const ELISION: char = '…';

/// A change of a lemma.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The bytes that change; none where words come in between.
    pub range: Range<usize>,
    /// The words that stand there; none where words are left out.
    pub words: String,
    /// Of words that come in, whether they stand behind a word of the lemma, not before its first.
    pub behind: bool,
}

/// What `words` change of the lemma that has these parts in `string`. Where `…` parts them as often, each part has
/// its own words; else the first has all.
pub fn changes(string: &str, parts: &[Range<usize>], words: &str) -> Vec<Change> {
    let pieces: Vec<&str> = words.split(ELISION).map(str::trim).collect();
    let each = pieces.len() == parts.len();
    let own = |index: usize| match index {
        index if each => pieces[index],
        0 => words,
        _ => "",
    };
    parts.iter().enumerate().flat_map(|(index, part)| of_part(string, part, own(index))).collect()
}

/// The bytes of a lemma's parts that its changes leave as they are, word by word.
pub fn kept(string: &str, parts: &[Range<usize>], changes: &[Change]) -> Vec<Range<usize>> {
    let tokens = parts.iter().flat_map(|part| tokens(string, part));
    let meets = |token: &Range<usize>| changes.iter().any(|c| c.range.start < token.end && token.start < c.range.end);
    tokens.filter(|token| !meets(token)).collect()
}

fn of_part(string: &str, part: &Range<usize>, words: &str) -> Vec<Change> {
    if words.trim().is_empty() && !part.is_empty() {
        return vec![Change { range: stops::left_out(string, part), words: String::new(), behind: false }];
    }
    // The stop of the sentence stays, if the reading has no other.
    let fit = stops::fit(string, part, words);
    let (part, words) = (&fit.range, fit.words.as_str());
    if words.starts_with(char::is_whitespace) {
        // A sign alone, with the space before it: ` –` for a comma.
        return vec![Change { range: part.clone(), words: words.to_owned(), behind: false }];
    }
    let ours = tokens(string, part);
    let theirs: Vec<&str> = words.split_whitespace().collect();
    if ours.is_empty() || theirs.is_empty() {
        return vec![Change { range: part.clone(), words: words.to_owned(), behind: false }];
    }
    let folded = |word: &str| word.nfc().map(straight).collect::<String>();
    let a: Vec<String> = ours.iter().map(|token| folded(&string[token.clone()])).collect();
    let b: Vec<String> = theirs.iter().map(|word| folded(word)).collect();
    let change = |(one, other): (Range<usize>, Range<usize>)| {
        let range = match (one.is_empty(), one.start.checked_sub(1)) {
            (false, _) => ours[one.start].start..ours[one.end - 1].end,
            (true, Some(before)) => ours[before].end..ours[before].end,
            (true, None) => ours[0].start..ours[0].start,
        };
        Change { range, words: theirs[other].join(" "), behind: one.is_empty() && one.start > 0 }
    };
    differences(&a, &b).into_iter().map(change).collect()
}

/// What white space parts, in bytes.
fn tokens(string: &str, part: &Range<usize>) -> Vec<Range<usize>> {
    let words = &string[part.clone()];
    let mut at = part.start;
    let mut all = Vec::new();
    for word in words.split_inclusive(char::is_whitespace) {
        let length = word.trim_end().len();
        if length > 0 {
            all.push(at..at + length);
        }
        at += word.len();
    }
    all
}

/// Readings are typed as they are, a text has typographic apostrophes.
fn straight(c: char) -> char {
    match c {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        c => c,
    }
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init)] // A lemma of one part.
mod tests {
    use super::changes;

    #[test]
    fn only_what_differs_changes() {
        let text = "the old grey mill's wheel";
        let told = |parts: &[std::ops::Range<usize>], words: &str| {
            let told = |c: super::Change| format!("{}>{}", &text[c.range], c.words);
            changes(text, parts, words).into_iter().map(told).collect::<Vec<_>>().join("; ")
        };
        assert_eq!(told(&[0..12], "the young grey"), "old>young");
        assert_eq!(told(&[4..12], "old and grey"), ">and");
        assert_eq!(told(&[4..12], ""), "old grey>");
        assert_eq!(told(&[4..7, 13..19], "olde … mill’s"), "old>olde");
        assert_eq!(told(&[4..7, 13..19], "olde"), "old>olde; mill's>");
        assert_eq!(told(&[1..3], "ere"), "he>ere");
    }
}
