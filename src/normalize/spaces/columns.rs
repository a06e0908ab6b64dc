//! Gaps inside a line that part columns, the two halves of a verse or a number in the margin from its line. They stay: the
//! gap is all that parts what it stands between. Only what a typist or a press puts between the words of a sentence is
//! one space.

use crate::normalize::Passage;
use crate::source::is_line_end;
use std::ops::Range;

/// How wide a gap is that parts columns, and one that no line set to two edges has.
const COLUMN: (usize, usize) = (4, 5);
/// How far a line is looked at on either side of a gap, in bytes: longer ones are paragraphs and have no columns.
const LINE: usize = 400;
/// How many gaps a line has whose only wide one is a slip.
const SLIP: usize = 3;

/// Whether the run of blanks stays as it is.
pub(super) fn stays(passage: &Passage, run: &Range<usize>) -> bool {
    is_wide(passage, run)
        || is_drawn(passage, run)
        || is_column(passage, run)
        || is_margin(passage, run)
        || is_letter_spaced(passage, run)
        || !is_between_words(passage, run)
}

/// How many letters stand alone in a line that is letter-spaced.
const SPACED: usize = 4;

/// Whether more than one space part the words of a line whose letters are parted by one: `A  M U S I C A L  T I D E`.
fn is_letter_spaced(passage: &Passage, run: &Range<usize>) -> bool {
    if run.len() < 2 {
        return false;
    }
    let Some(line) = line_around(passage.text, run) else { return false };
    let (mut single, mut all) = (0, 0);
    for token in passage.text[line].split_whitespace() {
        let mut letters = token.chars().filter(|c| c.is_alphanumeric());
        single += usize::from(letters.next().is_some() && letters.next().is_none());
        all += 1;
    }
    single >= SPACED && single * 3 >= all * 2
}

/// Whether blanks of other kinds are more than a typist's slip: the halves of a verse, columns.
fn is_wide(passage: &Passage, run: &Range<usize>) -> bool {
    let raw = &passage.text[run.clone()];
    let mixed = raw.contains(' ') && raw.contains(|c| c != ' ');
    mixed && !raw.contains(is_line_end) && raw.chars().count() >= 3
}

/// Whether more than one space stand beside what is drawn with signs: a letter in capitals of strokes, a fraction's rule.
fn is_drawn(passage: &Passage, run: &Range<usize>) -> bool {
    let sign = |token: Option<&str>| {
        token.is_some_and(|token| {
            let strokes =
                token.contains(['\\', '/', '|', '^', '=', '+']) || token.contains("__") || token.contains("----");
            strokes && token.chars().all(|c| "\\/|_()<>^=+-".contains(c))
        })
    };
    let (lead, rest) = (&passage.text[passage.range.start..run.start], &passage.text[run.end..passage.range.end]);
    run.len() >= 2 && (sign(lead.split_whitespace().next_back()) || sign(rest.split_whitespace().next()))
}

/// Whether more than one space stand in a line with columns, or beside an arrow of a diagram. A number behind the only gap
/// is that of a page, in a table of contents.
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

/// Whether more than one space stand where a sentence has one: behind a stop, in a line that is set to two edges, or once in
/// a line of prose. Anything else may be a column.
fn is_between_words(passage: &Passage, run: &Range<usize>) -> bool {
    if run.len() < 2 || passage.text[run.clone()].contains(|c| c != ' ') {
        return true;
    }
    let Some(line) = line_around(passage.text, run) else { return true };
    let (lead, behind) = (&passage.text[line.start..run.start], &passage.text[run.end..line.end]);
    let digit = |c: char| c.is_ascii_digit();
    if is_number(lead) || is_number(behind) || lead.ends_with(digit) && behind.starts_with(digit) {
        return false;
    }
    let own = gaps(&passage.text[line.clone()]);
    let wide = own.iter().filter(|gap| gap.len() >= 2).count();
    let stop = run.len() == 2 && ends_with_stop(lead) && are_sentences(&passage.text[line.clone()]);
    let beside = [line_before(passage.text, line.start), line_behind(passage.text, line.end)];
    let column = passage.text[line.start..run.end].chars().count();
    let aligned = beside.iter().flatten().any(|beside| begins_column(beside, column));
    if aligned && !(stop && wide <= 2 && own.len() >= 6) {
        return false;
    }
    let columns = beside.iter().flatten().any(|beside| gaps(beside).iter().any(|gap| gap.len() >= COLUMN.0));
    if stop && wide * 2 <= own.len() + 1 && !columns {
        return true;
    }
    let width = passage.text[line.clone()].trim_end().chars().count();
    let flush = |beside: &&str| beside.trim_end().chars().count().abs_diff(width) <= 1;
    let (least, most) = own.iter().fold((usize::MAX, 0), |(a, b), gap| (a.min(gap.len()), b.max(gap.len())));
    let even = most <= least + 1 || own.len() >= 6 && most <= least + 2 && wide * 2 >= own.len();
    let justified = run.len() <= 4 && own.len() >= 4 && even && beside.iter().flatten().any(flush);
    let calm = beside.iter().flatten().all(|beside| gaps(beside).iter().all(|gap| gap.len() < 2));
    let slip =
        run.len() == 2 && !columns && (own.len() >= 2 * SLIP && wide <= 2 || own.len() >= SLIP && wide == 1 && calm);
    // `bāl  _sn._ flame`: the head of an entry
    let head = run.len() == 2 && wide == 1 && behind.starts_with(['_', '*']);
    justified || slip || head
}

/// How many words a sentence has between two wide gaps at least, and a line with one gap in all.
const SENTENCE: (usize, usize) = (3, 6);

/// Whether the wide gaps of a line part sentences: each stands behind a stop, and what is between two is no entry of a column.
fn are_sentences(line: &str) -> bool {
    let pieces: Vec<&str> = line.trim().split("  ").map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let Some((last, others)) = pieces.split_last() else { return false };
    let words = |piece: &str| piece.split(' ').count();
    let all: usize = others.iter().map(|piece| words(piece)).sum::<usize>() + words(last);
    others.iter().all(|piece| ends_with_stop(piece))
        && others.iter().skip(1).all(|piece| words(piece) >= SENTENCE.0)
        && all >= SENTENCE.1
}

/// The line that a gap stands in, unless it is a paragraph.
fn line_around(text: &str, run: &Range<usize>) -> Option<Range<usize>> {
    let from = text.ceil_char_boundary(run.start.saturating_sub(LINE));
    let to = text.floor_char_boundary((run.end + LINE).min(text.len()));
    let start = match text[from..run.start].rfind(is_line_end) {
        Some(at) => from + at + text[from + at..].chars().next().map_or(1, char::len_utf8),
        None if from == 0 => 0,
        None => return None,
    };
    let end = text[run.end..to].find(is_line_end).map(|at| run.end + at).or((to == text.len()).then_some(to))?;
    Some(start..end)
}

/// The line above the one that begins at `start`.
fn line_before(text: &str, start: usize) -> Option<&str> {
    let lead = &text[..start];
    let lead = lead.strip_suffix("\r\n").or_else(|| lead.strip_suffix(is_line_end))?;
    let from = lead.ceil_char_boundary(lead.len().saturating_sub(LINE));
    lead[from..].rsplit(is_line_end).next().filter(|line| !line.trim().is_empty())
}

/// The line below the one that ends at `end`.
fn line_behind(text: &str, end: usize) -> Option<&str> {
    let rest = &text[end..];
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(is_line_end))?;
    let rest = &rest[..rest.floor_char_boundary(LINE.min(rest.len()))];
    rest.split(is_line_end).next().filter(|line| !line.trim().is_empty())
}

/// The gaps between the words of a line, in characters.
fn gaps(line: &str) -> Vec<Range<usize>> {
    let (mut found, mut start) = (Vec::new(), None);
    let mut begun = false;
    for (at, c) in line.chars().enumerate() {
        if matches!(c, ' ' | '\t') {
            start = start.or(begun.then_some(at));
        } else {
            found.extend(start.take().map(|start| start..at));
            begun = true;
        }
    }
    found
}

/// Whether something begins in `line` behind a wide gap at `column` (characters).
fn begins_column(line: &str, column: usize) -> bool {
    gaps(line).iter().any(|gap| gap.len() >= 2 && gap.end == column)
}

/// Whether `lead` ends with a stop of a sentence, and signs that close behind it.
fn ends_with_stop(lead: &str) -> bool {
    let closed = lead.trim_end_matches([')', ']', '"', '”', '’', '\'', '“', '»', '_', '*', '/', '=']);
    closed.ends_with(['.', '!', '?', ':', '…'])
}

/// Whether what stands there is nothing but a number, in brackets or without: one of the margin.
fn is_number(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ','))
}
