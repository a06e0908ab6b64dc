//! What stands between escaped brackets, `\(…\)` and `\[…\]`: for TeX, and for pandoc if asked, a formula; in a text
//! of CommonMark brackets. Its signs say which.
//!
//! Knows characters only.

use std::ops::Range;

/// Commands of TeX that say how words look: a bracket with nothing else may be an editor’s.
const WORDS: [&str; 12] =
    ["emph", "text", "footnote", "cite", "nocite", "ref", "underline", "uline", "index", "label", "LaTeX", "TeX"];
/// How far the end of a formula is looked for, in bytes.
const LONGEST: usize = 4000;

/// What stands between the brackets the first of which `text` begins with, and whether it says that it is a formula; if
/// it does not, it has no words, so that it may be one.
pub(super) fn inner(text: &str) -> Option<(Range<usize>, bool)> {
    let text = &text[..text.floor_char_boundary(LONGEST.min(text.len()))];
    let close = if text.starts_with('[') { "\\]" } else { "\\)" };
    let escaped = |at: usize| text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
    let end = text.match_indices(close).map(|(at, _)| at).find(|at| !escaped(*at))?;
    let inner = text.get(1..end).filter(|inner| !inner.trim().is_empty() && !inner.contains("\n\n"))?;
    let says = is_formula(inner);
    let words = inner.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1);
    let bare = inner.contains(|c: char| c.is_ascii_alphabetic()) && !words;
    (says || bare).then_some((1..end, says))
}

/// Whether there is a formula between escaped brackets in a text.
pub(in crate::read::markdown) fn any(source: &str) -> bool {
    let opened = source.match_indices(['[', '(']).map(|(at, _)| at).filter(|at| source[..*at].ends_with('\\'));
    let leaf = |at: usize| source[at..].split("\n\n").next().unwrap_or_default();
    opened.filter_map(|at| inner(leaf(at))).any(|(_, says)| says)
}

/// Whether it has a command of TeX’s mathematics, or something above or below the line.
fn is_formula(inner: &str) -> bool {
    let is_command = |command: &str| {
        let letters = command.bytes().take_while(u8::is_ascii_alphabetic).count();
        letters > 1 && !WORDS.iter().any(|name| command.starts_with(name))
    };
    inner.split('\\').skip(1).any(is_command) || inner.match_indices(['^', '_']).any(|(at, _)| shifts(inner, at))
}

/// Whether the sign at byte `at` puts something above or below the line: braces, or one character behind one.
fn shifts(inner: &str, at: usize) -> bool {
    let mut before = inner[..at].chars().rev();
    let Some(base) = before.next() else { return false };
    let single =
        base.is_alphanumeric() && !before.next().is_some_and(char::is_alphanumeric) || matches!(base, '}' | ')');
    let mut behind = inner[at + 1..].chars();
    match behind.next() {
        Some('{') => true,
        Some(c) if c.is_alphanumeric() => {
            single && !behind.next().is_some_and(|c| c.is_alphanumeric() || "^_".contains(c))
        }
        _ => false,
    }
}

/// Whether it is a sentence in which a command stands.
pub(super) fn is_prose(inner: &str) -> bool {
    let words = inner.split_whitespace().filter(|word| word.len() > 2 && word.chars().all(char::is_alphabetic));
    words.count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_formula() {
        assert_eq!(inner("[ x^{2} \\] b"), Some((1..8, true)));
        assert_eq!(inner("(\\frac{1}{2}\\)"), Some((1..12, true)));
        assert_eq!(inner("(x_1\\)"), Some((1..4, true)));
        assert_eq!(inner("(n\\)"), Some((1..2, false)));
        assert_eq!(inner("[sic\\]"), None);
        assert_eq!(inner("[1\\]"), None);
        assert_eq!(inner("[m^2^\\]"), Some((1..5, false)));
        assert_eq!(inner("[the \\emph{Gull}\\]"), None);
        assert_eq!(inner("[a \\\\] b"), None);
        assert!(any("A \\[b\\] and \\(a^2\\)."));
        assert!(!any("A \\[b\\] and (a^2)."));
    }
}
