//! Which words a note stands on: the bracketed span before its call, or the word before it.
//!
//! pulldown-cmark gives brackets that are no links as single-character texts; a pair of them
//! whose closing one touches a call is the note's span.

use super::dialect::attributes::Attributes;
use super::dialect::{bracketed, scan};
use super::html::Step;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What a pair of brackets is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// The words that a note stands on.
    Lemma,
    /// `^[…]`, a note in its place.
    Note,
    /// `[…]{.smallcaps}`: words with attributes, whose braces take so many bytes.
    Words(Attributes, usize),
}

/// The events that are brackets with a meaning, by index.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    /// `[`
    pub(super) opening: BTreeMap<usize, Bracket>,
    /// `]`
    pub(super) closing: BTreeMap<usize, Bracket>,
    /// The bytes at which notes in their place begin.
    pub(super) notes: BTreeSet<usize>,
    /// Those without a partner beside a call: the byte, and the event of the call.
    pub(super) lone: Vec<(usize, usize)>,
    /// The bytes of double closing brackets that nothing opens.
    pub(super) unopened: Vec<usize>,
    /// Whether escaped ones hold formulae, `\\(…\\)`: some of them say so.
    pub(super) formulae: bool,
}

/// Whether the character at byte `at` is escaped by a backslash.
pub(super) fn is_escaped(source: &str, at: usize) -> bool {
    source.as_bytes()[..at].iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}

/// Finds the brackets. They match within one block.
pub(super) fn brackets(source: &str, events: &[Step<'_>]) -> Brackets {
    let mut found = Brackets { formulae: bracketed::any(source), ..Brackets::default() };
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut calls: Vec<usize> = Vec::new();
    for (index, (event, range)) in events.iter().enumerate() {
        let ends = match event {
            Event::Start(tag) => is_block(tag),
            Event::End(tag) => is_block_end(tag),
            _ => false,
        };
        if ends {
            // The words of a call stand between it and the call before.
            for (opening, start) in open.drain(..) {
                let call = calls.get(calls.partition_point(|call| *call < opening));
                found.lone.extend(call.map(|call| (start, *call)));
            }
            calls.clear();
        }
        match event {
            Event::FootnoteReference(_) => calls.push(index),
            Event::Text(text) if opens(text) && !is_escaped(source, range.start) => open.push((index, range.end - 1)),
            Event::Text(text) if text.as_ref() == "]" && !is_escaped(source, range.start) => {
                let Some((opening, start)) = open.pop() else {
                    let called = matches!(events.get(index + 1), Some((Event::FootnoteReference(_), _)));
                    found.lone.extend(called.then_some((range.start, index + 1)));
                    let double = source[..range.start].ends_with(']');
                    found.unopened.extend(double.then(|| range.start - 1));
                    continue;
                };
                pairs.push((opening, index));
                if is_note(source, start) {
                    found.notes.insert(start);
                    found.opening.insert(opening, Bracket::Note);
                    found.closing.insert(index, Bracket::Note);
                }
            }
            _ => {}
        }
    }
    for (opening, closing) in pairs {
        if found.closing.contains_key(&closing) {
            continue;
        }
        let end = events[closing].1.end;
        if is_labelled_by_words(source, events[opening].1.end, events[closing].1.start) {
            found.opening.insert(opening, Bracket::Note);
            found.closing.insert(closing, Bracket::Note);
            continue;
        }
        let follows = source.get(end..).unwrap_or_default();
        let called = matches!(events.get(closing + 1), Some((Event::FootnoteReference(_), _)));
        let bracket = match Attributes::read(follows) {
            _ if called || follows.starts_with('^') && found.notes.contains(&(end + 1)) => Bracket::Lemma,
            Some(_) if scan::citation(&source[events[opening].1.end - 1..]).is_some() => continue,
            Some((attributes, length)) => Bracket::Words(attributes, length),
            None if follows.starts_with("{}") => Bracket::Words(Attributes::default(), 2),
            None => continue,
        };
        found.opening.insert(opening, bracket.clone());
        found.closing.insert(closing, bracket);
    }
    found
}

/// Whether a note in its place begins with the bracket at byte `at`.
fn is_note(source: &str, at: usize) -> bool {
    let before = &source[..at];
    before.ends_with('^') && !before.ends_with("[^") && !is_escaped(source, at - 1)
}

/// Whether brackets hold `^` and a sentence: a note in its place, as MultiMarkdown has it.
fn is_labelled_by_words(source: &str, start: usize, end: usize) -> bool {
    let words = source.get(start..end).and_then(|inner| inner.strip_prefix('^'));
    let defined = source.get(end..).is_some_and(|rest| rest.starts_with("]:"));
    // a label of two words is a slip
    let says = |words: &str| words.split_whitespace().count() > 3 || words.trim_end().ends_with(['.', '!', '?', '…']);
    words.is_some_and(|words| {
        !defined && words.trim().contains(char::is_whitespace) && !words.starts_with(char::is_whitespace) && says(words)
    })
}

fn opens(text: &str) -> bool {
    text == "[" || text == "!["
}

fn is_block(tag: &Tag<'_>) -> bool {
    is_block_end(&tag.to_end())
}

fn is_block_end(tag: &TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// The word at the end of `text`, punctuation after it left out; `None` after a space or at the
/// beginning.
pub(super) fn word_before(text: &str) -> Option<Range<usize>> {
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric() && !c.is_whitespace()).len();
    let word = &text[..end];
    let joins = |c: char| matches!(c, '-' | '’' | '\'' | '\u{ad}') || unicode_normalization::char::is_combining_mark(c);
    let start = word.rfind(|c: char| !c.is_alphanumeric() && !joins(c));
    let start = start.map_or(0, |s| s + word[s..].chars().next().map_or(1, char::len_utf8));
    let start = start + word[start..].len() - word[start..].trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    (start < end).then_some(start..end)
}

/// What a sign that closes at the end of a text encloses.
pub(super) enum Enclosed {
    /// A word or two, with both signs.
    Whole(Range<usize>),
    /// More: the word before the sign.
    More(Range<usize>),
}

/// What is enclosed at the end of `text`, `(M. II.)`, `“amen”`; of quotation marks only a word or two.
pub(super) fn enclosed_before(text: &str) -> Option<Enclosed> {
    let close = text.chars().next_back()?;
    let open = match close {
        ')' => '(',
        '”' => '“',
        '»' => '«',
        _ => return None,
    };
    let before = &text[..text.len() - close.len_utf8()];
    let start = before.rfind(open).filter(|at| !before[*at..].contains(close))?;
    let inner = &before[start + open.len_utf8()..];
    let apart = text[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    if !inner.contains(char::is_alphanumeric) || !apart {
        return None;
    }
    match inner.split_whitespace().count() {
        1 | 2 => Some(Enclosed::Whole(start..text.len())),
        _ if close == ')' => word_before(text).map(Enclosed::More),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_before_a_call() {
        let word = |text: &'static str| word_before(text).map(|r| &text[r]);
        assert_eq!(word("in the so-called"), Some("so-called"));
        assert_eq!(word("the ‘workers’ state’."), Some("state"));
        assert_eq!(word("Lenin’s"), Some("Lenin’s"));
        assert_eq!(word("a space "), None);
        assert_eq!(word(""), None);
        assert_eq!(word("…"), None);
        assert_eq!(word("‘word"), Some("word"));
    }

    #[test]
    fn what_is_enclosed_before_a_call() {
        let told = |text: &'static str| match enclosed_before(text) {
            Some(Enclosed::Whole(range)) => &text[range],
            Some(Enclosed::More(_)) => "more",
            None => "",
        };
        assert_eq!(told("quod (M.)"), "(M.)");
        assert_eq!(told("est (M. II.)"), "(M. II.)");
        assert_eq!(told("et “amen”"), "“amen”");
        assert_eq!(told("est (in valle parva)"), "more");
        assert_eq!(told("dixit “in valle parva”"), "");
        assert_eq!(told("town(s)"), "");
        assert_eq!(told("lamp)"), "");
    }
}
