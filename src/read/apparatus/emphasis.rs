//! What is set off in words of an entry: `p*re*senti`, `**H**`; and what is raised in them: `y^t^`.
//!
//! An asterisk is also a sign of the editor's, for a letter that is lost or a form that is reconstructed: one without
//! its partner, three or more in a row, one that stands apart, and two inside different words stay as they are.

use super::scan::{ESCAPED, PLAIN};
use crate::model::text::{Mark, MarkKind};

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

/// Words as they are read, and what is set off in them (bytes of them); the outer marks first.
pub(super) fn read(written: &str) -> (String, Vec<Mark>) {
    let pairs = pairs(written);
    let words = shown(&pairs, written).collect();
    let kind = |run: &Run| match (run.sign, run.length) {
        ('^', _) => MarkKind::Superscript,
        (_, 1) => MarkKind::Emphasis,
        _ => MarkKind::Strong,
    };
    let length = |end: usize| shown(&pairs, &written[..end]).map(char::len_utf8).sum::<usize>();
    let mark = |(open, close): &(Run, Run)| Mark { range: length(open.start)..length(close.start), kind: kind(open) };
    let mut marks: Vec<Mark> = pairs.iter().map(mark).collect();
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    (words, marks)
}

/// Where a byte of words as they are written stands in them as they are read.
pub(super) fn place(written: &str, at: usize) -> usize {
    shown(&pairs(written), &written[..at]).map(char::len_utf8).sum()
}

/// The characters of words, or of their beginning, without the asterisks that set off.
fn shown<'w>(pairs: &'w [(Run, Run)], written: &'w str) -> impl Iterator<Item = char> + use<'w> {
    let covers = |run: &Run, at: usize| run.start <= at && at < run.start + run.length;
    let sign = move |at: usize| pairs.iter().any(|(open, close)| covers(open, at) || covers(close, at));
    written.char_indices().filter_map(move |(at, c)| match c {
        '*' | '^' if sign(at) => None,
        ESCAPED => Some('*'),
        PLAIN => None,
        c => Some(c),
    })
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
        let behind = written[..open].ends_with(char::is_alphanumeric);
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
            None if run.touches[1] => open.push(run),
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
