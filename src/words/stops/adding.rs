//! Words that a witness adds behind a lemma: before the stop of the sentence, whose place a stop of theirs takes.

use super::{bare, core, is_pause, is_quote, is_stop, run};
use std::ops::Range;

/// Where words come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Behind which byte of the text.
    pub at: usize,
    /// The stops of the text whose place theirs take; empty if they have none.
    pub stops: Range<usize>,
}

/// Where `words` come in behind a part of a text.
pub fn added(text: &str, part: &Range<usize>, words: &str) -> Added {
    let own = core(text, part).range;
    let read = bare(words, &(0..words.len()), true);
    let close = &words[read.range.end..];
    let (at, none) = (own.end, own.end..own.end);
    if !close.contains(|c: char| is_stop(c) || is_pause(c)) {
        return Added { at, stops: none };
    }
    let behind = &text[own.end..part.end];
    let stops = match behind.find(is_stop) {
        Some(found) => own.end + found..own.end + found + run(&behind[found..], is_stop).len(),
        None if behind.contains(is_quote) => none,
        None => part.end..part.end + run(&text[part.end..], is_stop).len(),
    };
    // *etc.* before a comma has two.
    let kept = read.doubtful && close.starts_with('.') && !text[stops.clone()].starts_with('.');
    Added { at, stops: if kept { at..at } else { stops } }
}

#[cfg(test)]
mod tests {
    use super::added;

    fn read(text: &str, words: &str) -> String {
        let (start, end) = (text.find('[').unwrap_or_default(), text.find(']').unwrap_or_default() - 1);
        let text = text.replace(['[', ']'], "");
        let added = added(&text, &(start..end), words);
        let stops = added.stops.start.max(added.at)..added.stops.end.max(added.at);
        format!("{} {words}{}{}", &text[..added.at], &text[added.at..stops.start], &text[stops.end..])
    }

    #[test]
    fn a_stop_that_is_added_takes_the_place_of_the_other() {
        assert_eq!(read("the [lamp.] Then", "there"), "the lamp there. Then");
        assert_eq!(read("the [lamp.] Then", "there,"), "the lamp there, Then");
        assert_eq!(read("the [lamp]. Then", "there,"), "the lamp there, Then");
        assert_eq!(read("the [lamp,] then", "there."), "the lamp there. then");
        assert_eq!(read("the [lamp.”] Then", "there!"), "the lamp there!” Then");
        assert_eq!(read("the [lamp,] then", "etc."), "the lamp etc., then");
        assert_eq!(read("the [lamp] then", "there,"), "the lamp there, then");
    }
}
