//! Spaces: every kind of space becomes one plain space, and none stands before a comma.

use super::{Habits, Passage};
use crate::model::account::{Certainty, Edit};
use crate::source::is_line_end;
use std::ops::Range;

/// Emits the edits of `spaces.nbsp`, `spaces.doubled`, `spaces.tab` and `spaces.punctuation`. Runs with
/// a line break are left to [`super::hyphens`].
pub fn apply(passage: &Passage, habits: &Habits, edits: &mut Vec<Edit>) {
    for run in runs(passage) {
        let raw = &passage.text[run.clone()];
        if raw.contains(is_line_end) {
            continue;
        }
        if is_column(passage, &run) || is_margin(passage, &run) {
            continue;
        }
        // what stands further from its word is a column's, or a comment: `Continue  ; Section 10`
        let near = raw.chars().count() == 1;
        if let Some(certainty) = before_punctuation(passage, &run, habits).filter(|_| near) {
            // in bad print the space may be a letter that was lost: `assembl , or`
            let edit = match certainty {
                Certainty::Doubtful => passage.query(run, "", "spaces.punctuation"),
                _ => passage.edit(run, "", "spaces.punctuation", certainty),
            };
            edits.push(edit);
        } else if raw != " " {
            let rule = match raw.chars().find(|c| *c != ' ') {
                None => "spaces.doubled",
                Some('\t') => "spaces.tab",
                Some(_) => "spaces.nbsp",
            };
            edits.push(passage.edit(run, " ", rule, Certainty::Certain));
        }
    }
}

/// How wide a gap is that parts columns, and one that no line set to two edges has.
const COLUMN: (usize, usize) = (4, 5);

/// Whether more than one space stand in a line with columns, or beside an arrow of a diagram: the gap is all that parts
/// them, and stays as it is. A number behind the only gap is that of a page, in a table of contents.
fn is_column(passage: &Passage, run: &Range<usize>) -> bool {
    if run.len() < 2 || passage.text[run.clone()].contains(|c| c != ' ' && c != '\t') {
        return false;
    }
    let (lead, rest) = (&passage.text[passage.range.start..run.start], &passage.text[run.end..passage.range.end]);
    let before = lead.rsplit(is_line_end).next().unwrap_or("");
    let behind = rest.split(is_line_end).next().unwrap_or("");
    let arrow = |token: Option<&str>| {
        token.is_some_and(|t| t.len() >= 3 && t.contains(['<', '>']) && !t.contains(char::is_alphanumeric))
    };
    if arrow(before.split_whitespace().next_back()) || arrow(behind.split_whitespace().next()) {
        return true;
    }
    let line = &passage.text[run.start - before.len()..run.end + behind.len()];
    let (mut widest, mut doubled, mut all) = (0, 0, 0);
    for gap in line.trim().split(|c: char| !matches!(c, ' ' | '\t')).filter(|gap| !gap.is_empty()) {
        all += 1;
        doubled += usize::from(gap.len() >= 2);
        widest = widest.max(if gap.contains('\t') { 0 } else { gap.len() });
    }
    // lines set to two edges have their spaces spread
    let spread = all >= 4 && doubled * 2 >= all && widest <= COLUMN.1;
    let number = |text: &str| text.len() <= 6 && text.chars().all(|c| c.is_ascii_digit() || "ivxlc.-,".contains(c));
    let page = doubled == 1 && run.end + behind.len() == passage.range.end && number(behind.trim());
    widest >= COLUMN.0 && !spread && !page
}

/// Whether more than one space part the words of a line from what stands in its margin: a number at its end in brackets or
/// far from them, a brace that gathers lines.
fn is_margin(passage: &Passage, run: &Range<usize>) -> bool {
    if run.len() < 2 {
        return false;
    }
    let behind = passage.text[run.end..passage.range.end].split(is_line_end).next().unwrap_or("").trim_end();
    let lead = passage.text[passage.range.start..run.start].rsplit(is_line_end).next().unwrap_or("");
    let inner = run.end + behind.len() < passage.range.end;
    let figures =
        |text: &str| !text.is_empty() && text.len() <= 7 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let number = figures(behind) && run.len() >= 3
        || behind.strip_prefix('(').and_then(|s| s.strip_suffix(')')).is_some_and(figures);
    let counted = inner && number && !lead.ends_with(|c: char| c.is_ascii_digit());
    // `{1a}` is a mark of its own
    let opens = behind.starts_with('{') && !behind.chars().take(8).any(|c| c == '}');
    let closes = lead.ends_with('}') && !lead.chars().rev().take(8).any(|c| c == '{');
    // `-----  -----` rules off columns
    let ruled = lead.ends_with('-') && behind.starts_with('-');
    counted || opens || ruled || behind.starts_with(['}', '|']) || lead.ends_with(['{', '|']) || closes
}

/// The runs of white space inside the passage.
fn runs(passage: &Passage) -> impl Iterator<Item = Range<usize>> {
    let start = passage.range.start;
    let spaces = passage.str().char_indices().filter(|(_, c)| c.is_whitespace());
    let mut spaces = spaces.map(move |(offset, c)| start + offset..start + offset + c.len_utf8()).peekable();
    std::iter::from_fn(move || {
        let mut run = spaces.next()?;
        while let Some(next) = spaces.next_if(|next| next.start == run.end) {
            run.end = next.end;
        }
        Some(run)
    })
}

/// Whether the space stands before punctuation that takes none: a comma, a semicolon, the last
/// full stop. Not before an ellipsis, a decimal or a suffix.
fn before_punctuation(passage: &Passage, run: &Range<usize>, habits: &Habits) -> Option<Certainty> {
    let mark = passage.after(run.end)?;
    let next = passage.after(run.end + mark.len_utf8());
    let before = passage.before(run.start)?;
    let word_before = before.is_alphanumeric() || matches!(before, ')' | ']' | '’' | '”' | '\'' | '"');
    let ends = next.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '’' | '”' | '\'' | '"'));
    // `86 : 54` is a ratio
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if mark == ':'
        && before.is_ascii_digit()
        && figure(passage.text[run.end + 1..passage.range.end].trim_start().chars().next())
    {
        return None;
    }
    let found = match mark {
        ',' if word_before && ends => Some(Certainty::Certain),
        '.' if word_before && ends && !dots_follow(passage, run.end + 1) && !is_between_points(passage, run) => {
            Some(Certainty::Probable)
        }
        ';' | ':' | '!' | '?' if word_before && ends && !habits.spaced_punctuation => Some(Certainty::Probable),
        _ => None,
    };
    let lost = || match mark {
        ',' => before_mark(passage, run.end + 1),
        _ => !habits.stops.spaced_stops && !ends_sentence(passage, run.start, run.end + 1),
    };
    found.map(|certainty| if lost() || is_cut_short(passage, run.start) { Certainty::Doubtful } else { certainty })
}

/// Whether the point before or behind `run` is one of two around a number, as old prints have them: `de . xx . toises`.
fn is_between_points(passage: &Passage, run: &Range<usize>) -> bool {
    let number = |word: &str| {
        let roman = word.chars().all(|c| "ivxlcdmjIVXLCDM".contains(c));
        !word.is_empty() && word.len() <= 8 && (roman || word.bytes().all(|b| b.is_ascii_digit()))
    };
    let mut behind = passage.text[run.end + 1..passage.range.end].split_whitespace();
    let mut lead = passage.text[passage.range.start..run.start].split_whitespace().rev();
    let opens = behind.next().is_some_and(number) && behind.next().is_some_and(|next| next.starts_with('.'));
    let closes = lead.next().is_some_and(number) && lead.next().is_some_and(|last| last.ends_with('.'));
    opens || closes
}

/// Whether another stop follows: one of the two stands for a word that was lost.
fn before_mark(passage: &Passage, at: usize) -> bool {
    passage.text[at..passage.range.end].trim_start().starts_with(['.', ',', ';', ':'])
}

/// Whether a stop between `end` and `at`, with a space on both sides, is the text's: a sentence or a clause ends. Else it
/// is named (`press ? at any time`), or an initial or a word that was lost (`Sir . H. Mann`).
fn ends_sentence(passage: &Passage, end: usize, at: usize) -> bool {
    let rest =
        passage.text[at..passage.range.end].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != '/');
    let lead = &passage.text[passage.range.start..end];
    let mark = passage.before(at);
    if matches!(mark, Some(';' | ':')) {
        return !before_mark(passage, at);
    }
    let last = lead.rsplit(char::is_whitespace).next().unwrap_or("");
    let word = last.trim_start_matches(|c: char| !c.is_alphanumeric());
    let small = word.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    rest.is_empty() || rest.starts_with(char::is_uppercase) && (small || mark != Some('.'))
}

/// Whether the word that ends at `end` is none of the language or of the text, so that its last letter may be lost.
fn is_cut_short(passage: &Passage, end: usize) -> bool {
    let Some(words) = passage.vocabulary.filter(|words| words.lexicon().is_some()) else { return false };
    let lead = &passage.text[passage.range.start..end];
    let length: usize = lead.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let word = lead[lead.len() - length..].to_lowercase();
    length > 0
        && lead[lead.len() - length..].starts_with(char::is_lowercase)
        && words.lower(&word) < 2
        && !words.is_word(&word)
}

fn dots_follow(passage: &Passage, at: usize) -> bool {
    passage.text[at..passage.range.end].trim_start().starts_with('.')
}
