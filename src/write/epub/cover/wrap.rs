//! Breaking what the cover says into lines.
//!
//! Knows words and how wide they are; nothing of the label. What it asks of a title does not grow with the title.

use crate::write::epub::cover::shape::Outline;

/// The most characters of a word: more than any cover has room for.
const LONGEST: usize = 200;

/// Breaks words into as few lines as fit the measure, then into lines as even as that number allows. Where there would
/// be more than `most` the last ends with an ellipsis.
pub(super) fn wrap(words: &str, measure: f32, most: usize, set: impl Fn(&str) -> (Outline, f32)) -> Vec<Outline> {
    let wide = |line: &str| {
        let (outline, size) = set(line);
        outline.width * size
    };
    let mut lines = fill(words, measure, most, &wide);
    if lines.len() > most {
        lines.truncate(most);
        lines.iter_mut().rev().take(1).for_each(|line| line.push('…'));
    } else {
        let (count, mut narrow) = (lines.len(), measure);
        while narrow > measure * 0.3 && fill(words, narrow - measure * 0.05, count, &wide).len() == count {
            narrow -= measure * 0.05;
        }
        lines = fill(words, narrow, count, &wide);
    }
    lines.iter().map(|line| set(line).0).collect()
}

/// The lines that fit the measure; one more than `most` of them where there are more.
fn fill(words: &str, measure: f32, most: usize, wide: &impl Fn(&str) -> f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace().map(short) {
        if let Some(line) = lines.last_mut()
            && wide(&format!("{line} {word}")) <= measure
        {
            line.push(' ');
            line.push_str(word);
        } else if lines.len() > most {
            break;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// The word, or its beginning.
fn short(word: &str) -> &str {
    word.char_indices().nth(LONGEST).map_or(word, |(end, _)| &word[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each letter is one wide; the lines' lengths.
    fn lengths(words: &str, measure: f32, most: usize) -> Vec<f32> {
        let line = |line: &str| (Outline { steps: vec![], width: line.chars().count() as f32 }, 1.0);
        wrap(words, measure, most, line).iter().map(|line| line.width).collect()
    }

    #[test]
    fn lines_are_few_and_even() {
        assert_eq!(lengths("aaaa aaaa aaaa aa", 16.0, 5), [9.0, 7.0]);
        assert_eq!(lengths("aaaa", 16.0, 1), [4.0]);
        assert!(lengths("", 16.0, 1).is_empty());
    }

    #[test]
    fn what_has_no_room_ends_with_an_ellipsis() {
        assert_eq!(lengths("aaaa aaaa aaaa aaaa aaaa", 9.0, 2), [9.0, 10.0]);
        assert_eq!(lengths(&"a".repeat(1000), 9.0, 2), [200.0]);
    }
}
