//! What is set off in words of an entry: `p*re*senti`, `**H**`; and what is raised in them: `y^t^`.
//!
//! An asterisk is also a sign of the editor's, for a letter that is lost or a form that is reconstructed: one without
//! its partner, three or more in a row, one that stands apart, and two inside different words stay as they are.

use super::scan::{ESCAPED, PLAIN};
use crate::model::text::{Mark, MarkKind};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Asterisks in a row, or a caret.
struct Run {
    sign: char,
    /// Where they begin, in bytes.
    start: usize,
    length: usize,
    /// Whether a character stands right before, and right behind.
    touches: [bool; 2],
    /// Whether they stand inside a word.
    inside: bool,
}

/// How many signs that may begin what is set off are held at once.
const OPEN: usize = 100;

/// Words as they are read, and what is set off in them (bytes of them); the outer marks first.
pub(super) fn read(written: &str) -> (String, Vec<Mark>) {
    let pairs = pairs(written);
    let shown = Shown::of(written, &pairs);
    let kind = |run: &Run| match (run.sign, run.length) {
        ('^', _) => MarkKind::Superscript,
        (_, 1) => MarkKind::Emphasis,
        _ => MarkKind::Strong,
    };
    let mark = |(open, close): &(Run, Run)| {
        let range = shown.places[open.start]..shown.places[close.start];
        Mark { range, kind: kind(open) }
    };
    let mut marks: Vec<Mark> = pairs.iter().map(mark).collect();
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    (shown.words, marks)
}

/// Where bytes of words as they are written stand in them as they are read.
pub(super) fn places(written: &str) -> Vec<usize> {
    Shown::of(written, &pairs(written)).places
}

/// Words without the signs that set off.
struct Shown {
    words: String,
    /// For each byte of the words as they are written, and their end, where it stands.
    places: Vec<usize>,
}

impl Shown {
    fn of(written: &str, pairs: &[(Run, Run)]) -> Self {
        let runs = pairs.iter().flat_map(|(open, close)| [open, close]);
        let mut signs: Vec<Range<usize>> = runs.map(|run| run.start..run.start + run.length).collect();
        signs.sort_by_key(|sign| sign.start);
        let (mut words, mut places) = (String::with_capacity(written.len()), Vec::with_capacity(written.len() + 1));
        let mut next = 0;
        for (at, c) in written.char_indices() {
            places.resize(at + c.len_utf8(), words.len());
            while signs.get(next).is_some_and(|sign| sign.end <= at) {
                next += 1;
            }
            match c {
                '*' | '^' if signs.get(next).is_some_and(|sign| sign.contains(&at)) => {}
                ESCAPED => words.push('*'),
                PLAIN => {}
                c => words.push(c),
            }
        }
        places.push(words.len());
        Self { words, places }
    }
}

/// The carets around what is raised: letters of one word, behind others of it.
fn raised(written: &str) -> Vec<(Run, Run)> {
    let run = |start: usize| Run { sign: '^', start, length: 1, touches: [true, true], inside: true };
    let (mut pairs, mut from) = (vec![], 0);
    while let Some(open) = written[from..].find('^').map(|at| from + at) {
        let inner = &written[open + 1..];
        let end = inner
            .find(|c: char| c == '^' || c.is_whitespace())
            .filter(|end| *end > 0 && inner[*end..].starts_with('^'));
        let behind = written[..open].ends_with(|c: char| c.is_alphanumeric() || is_combining_mark(c));
        from = open + 1;
        if let Some(end) = end.filter(|_| behind) {
            pairs.push((run(open), run(open + 1 + end)));
            from = open + end + 2;
        }
    }
    pairs
}

/// The signs that begin and end what is set off.
fn pairs(written: &str) -> Vec<(Run, Run)> {
    let (mut pairs, mut open): (Vec<(Run, Run)>, Vec<Run>) = (raised(written), vec![]);
    for run in runs(written).filter(|run| run.length < 3) {
        let fits = |opened: &Run| {
            let between = &written[opened.start + opened.length..run.start];
            let apart = opened.inside && run.inside && between.contains(char::is_whitespace);
            opened.length == run.length && !apart && !between.is_empty()
        };
        match open.iter().rposition(fits).filter(|_| run.touches[0]) {
            Some(index) => {
                let opened = open.split_off(index).swap_remove(0);
                pairs.push((opened, run));
            }
            None if run.touches[1] => {
                if open.len() == OPEN {
                    open.remove(0);
                }
                open.push(run);
            }
            None => {}
        }
    }
    pairs
}

fn runs(written: &str) -> impl Iterator<Item = Run> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + written[at..].find('*')?;
        let length = written[start..].bytes().take_while(|byte| *byte == b'*').count();
        at = start + length;
        let (before, behind) = (written[..start].chars().next_back(), written[at..].chars().next());
        let touches = [before, behind].map(|c| c.is_some_and(|c| !c.is_whitespace()));
        let inside = [before, behind].iter().all(|c| c.is_some_and(char::is_alphanumeric));
        Some(Run { sign: '*', start, length, touches, inside })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(written: &str) -> String {
        let (words, marks) = read(written);
        let all = marks.iter().map(|mark| format!(" [{}]", &words[mark.range.clone()]));
        format!("{words}{}", all.collect::<String>())
    }

    #[test]
    fn pairs_set_words_off() {
        assert_eq!(told("p*re*senti"), "presenti [re]");
        assert_eq!(told("*H.*"), "H. [H.]");
        assert_eq!(told("**H** *et alii*"), "H et alii [H] [et alii]");
        assert_eq!(told("*a **b** c*"), "a b c [a b c] [b]");
    }

    #[test]
    fn carets_raise() {
        assert_eq!(told("y^t^ was 4^th^"), "yt was 4th [t] [th]");
        assert_eq!(told("w^ch^ *y^e^*"), "wch ye [ch] [ye] [e]");
        for words in ["a^b", "^a^", "a^b c^d", "a^^"] {
            assert_eq!(told(words), words);
        }
    }

    #[test]
    fn signs_of_the_editor_stay() {
        for words in ["***", "a * b", "*haubida *kuni", "ra*io", "ra*io na*ura", "* * *", "a**", "**"] {
            assert_eq!(told(words), words);
        }
        assert_eq!(told(&format!("{ESCAPED}a{ESCAPED}")), "*a*");
    }
}
