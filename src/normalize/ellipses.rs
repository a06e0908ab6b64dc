//! Ellipses: points in a row, spaced or not, become one character. Middle dots stay, except in
//! square brackets, where they are an editor's omission.

use super::Passage;
use crate::model::account::{Certainty, Edit};
use crate::source::is_line_end;
use std::ops::Range;

/// The most points that are an ellipsis, with the stop of a sentence.
const LEADER: usize = 4;

/// Emits the edits of `ellipsis.points`, `ellipsis.spaced` and `ellipsis.omission`.
pub fn apply(passage: &Passage, edits: &mut Vec<Edit>) {
    for (run, points) in runs(passage) {
        let raw = &passage.text[run.clone()];
        let bracketed = passage.before(run.start) == Some('[') && passage.after(run.end) == Some(']');
        let middle = raw.starts_with('·');
        if is_of_program(passage, &run) {
            edits.push(passage.query(run, "…", if bracketed { "ellipsis.omission" } else { "ellipsis.points" }));
        } else if bracketed && run.start == passage.range.start + 1 && run.end + 1 == passage.range.end {
            // a line of its own shows nothing that was left out
        } else if bracketed {
            edits.push(passage.edit(run, "…", "ellipsis.omission", Certainty::Certain));
        } else if middle {
            edits.push(passage.query(run, "…", "ellipsis.omission"));
        } else if points > LEADER
            || is_in_row(passage, &run)
            || leads_to_figures(passage, run.end)
            || is_of_table(passage, &run)
            || stands_for_letters(passage, &run, points)
        {
            // The leader of a table, or room for a name.
        } else if raw.contains(' ') && parts_names(passage, &run) {
            // `NEW YORK . . . BOSTON`: the places of an imprint
        } else if raw.contains(' ') {
            edits.push(spaced(passage, run, points));
        } else if points == 3 {
            edits.push(passage.edit(run, "…", "ellipsis.points", Certainty::Certain));
        } else if points == 4 {
            let apart = passage.before(run.start).is_none_or(char::is_whitespace);
            edits.push(passage.edit(run, if apart { "…." } else { ".…" }, "ellipsis.points", Certainty::Certain));
        }
    }
}

/// Whether more points stand beside a run, wider apart: the blank of a form.
fn is_in_row(passage: &Passage, run: &Range<usize>) -> bool {
    let gap = |c: char| c == ' ' || c == ',';
    let (lead, rest) = (&passage.text[passage.range.start..run.start], &passage.text[run.end..passage.range.end]);
    lead.ends_with(' ') && lead.trim_end_matches(gap).ends_with(" .")
        || rest.starts_with(gap) && rest.trim_start_matches(gap).starts_with(". .")
}

/// Points with spaces between: three are an ellipsis; of four the first ends the sentence that they follow, if another
/// begins behind them or nothing does.
fn spaced(passage: &Passage, run: Range<usize>, points: usize) -> Edit {
    let raw = &passage.text[run.clone()];
    if points < LEADER {
        return passage.edit(run, "…", "ellipsis.spaced", Certainty::Certain);
    }
    let stop = passage.before(run.start).is_some_and(|c| !c.is_whitespace());
    let next = passage.text[run.end..passage.range.end].trim_start().trim_start_matches(is_mark).chars().next();
    let second = run.start + 1 + raw[1..].find('.').unwrap_or(0);
    let glued = raw == ". ...";
    if !stop || !glued && next.is_some_and(|c| !c.is_uppercase()) {
        return passage.query(run, "…", "ellipsis.spaced");
    }
    let rule = if glued { "ellipsis.points" } else { "ellipsis.spaced" };
    passage.edit(second..run.end, "…", rule, Certainty::Certain)
}

/// Whether points with a space before and none behind lead to the next column, as longer ones in the line above or below do.
fn is_of_table(passage: &Passage, run: &Range<usize>) -> bool {
    let (lead, rest) = (&passage.text[..run.start], &passage.text[run.end..]);
    if !lead.ends_with(' ') || rest.starts_with(char::is_whitespace) {
        return false;
    }
    let above = lead[lead.ceil_char_boundary(lead.len().saturating_sub(LINE))..].rsplit(is_line_end).nth(1);
    let below = rest[..rest.floor_char_boundary(LINE.min(rest.len()))].split(is_line_end).nth(1);
    [above, below].iter().flatten().any(|line| line.contains("....."))
}

/// How far on either side of points the lines beside theirs are looked at, in bytes.
const LINE: usize = 240;

/// Whether points inside a word stand for letters that are left out, one for each: `Q....n`, `Go....phin`, `C....D....`.
fn stands_for_letters(passage: &Passage, run: &Range<usize>, points: usize) -> bool {
    let lead = &passage.text[passage.range.start..run.start];
    let head: Vec<char> = lead.chars().rev().take_while(|c| c.is_alphabetic()).take(4).collect();
    let word = matches!(head[..], ['I' | 'A' | 'O']);
    let capital = head.last().is_some_and(|c| c.is_uppercase()) && head.len() <= 3 && !word;
    let glued = passage.after(run.end).is_some_and(char::is_alphabetic);
    let blank = head.len() == 1 && capital && points == LEADER;
    !passage.is_taken(run.end) && (glued && capital || blank) && (points == LEADER || head.len() == 1)
}

/// Whether points with a space on both sides part words in capitals.
fn parts_names(passage: &Passage, run: &Range<usize>) -> bool {
    let shouted = |word: Option<&str>| {
        word.is_some_and(|word| {
            word.chars().filter(|c| c.is_uppercase()).count() >= 3 && !word.contains(char::is_lowercase)
        })
    };
    let (lead, rest) = (&passage.text[passage.range.start..run.start], &passage.text[run.end..passage.range.end]);
    lead.ends_with(' ')
        && rest.starts_with(' ')
        && shouted(lead.split_whitespace().next_back())
        && shouted(rest.split_whitespace().next())
}

/// Whether points stand for what a program or an address has there: `$(...)`, `row(..., 2)`, `boats[...]`, `prefix=...`.
fn is_of_program(passage: &Passage, run: &Range<usize>) -> bool {
    let lead = &passage.text[passage.range.start..run.start];
    let called = |lead: &str| lead.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '$' | '>'));
    match lead.chars().next_back() {
        Some('=' | '`') => true,
        Some('/') => lead[lead.ceil_char_boundary(lead.len().saturating_sub(NEXT))..]
            .rsplit(char::is_whitespace)
            .next()
            .is_some_and(|word| word.contains("//")),
        Some('(' | '[') => called(&lead[..lead.len() - 1]),
        _ => false,
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '(' | ')' | '[' | ']' | '»' | '«' | '_')
}

/// How far behind points a figure is looked for, in bytes.
const NEXT: usize = 64;

/// Whether the points lead to a number of a page or to a price: a figure stands behind them, or behind one sign or
/// abbreviation. A note's marker is none.
fn leads_to_figures(passage: &Passage, at: usize) -> bool {
    if passage.is_taken(at) {
        return false;
    }
    let to = passage.text.floor_char_boundary(passage.range.end.min(at + NEXT));
    let mut next = passage.text[at..to].split_whitespace();
    let first = next.next().unwrap_or("");
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    let pages = matches!(first, "Page" | "Pages" | "page" | "pages" | "Seite" | "Seiten");
    let sign = letters == 0 && !first.contains(is_mark) || letters <= 3 && first.ends_with('.') || pages;
    let figures = |word: &str| {
        word.trim_start_matches(['$', '£', '§', '<', '>', ';', '.', ',', '(']).starts_with(|c: char| c.is_ascii_digit())
    };
    // a scan reads ones as letters: `Fr. ll.`
    let misread = |word: &str| {
        let bare = word.trim_end_matches(['.', ',']);
        bare.len() < word.len() && !bare.is_empty() && bare.chars().all(|c| matches!(c, 'l' | 'I' | 'O' | 'o' | 'i'))
    };
    figures(first) || sign && !first.is_empty() && next.next().is_some_and(|word| figures(word) || misread(word))
}

/// Runs of at least three equal points with at most one space between two, and how many points
/// each has.
fn runs(passage: &Passage) -> Vec<(Range<usize>, usize)> {
    let mut runs: Vec<(Range<usize>, usize, char)> = Vec::new();
    for (offset, c) in passage.str().char_indices().filter(|(_, c)| matches!(c, '.' | '·')) {
        let at = passage.range.start + offset;
        match runs.last_mut() {
            Some((run, points, point)) if *point == c && matches!(&passage.text[run.end..at], "" | " " | "\u{a0}") => {
                run.end = at + c.len_utf8();
                *points += 1;
            }
            _ => runs.push((at..at + c.len_utf8(), 1, c)),
        }
    }
    runs.retain(|(_, points, _)| *points >= 3);
    runs.into_iter().map(|(run, points, _)| (run, points)).collect()
}
