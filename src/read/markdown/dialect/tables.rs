//! Tables as pandoc draws them, whose columns are lengths of hyphens or boxes of `+`, `-` and `|`: made tables with
//! bars before the parser reads the text, byte for byte. Those whose cells go over several lines, or that have no
//! head, are `drawn`'s.

use super::{barred, drawn};
use std::ops::Range;

/// The source with such tables made into those with bars, and where those stand that are not read; `None` where there
/// are none.
pub(in crate::read::markdown) fn piped(source: &str) -> Option<Piped> {
    if !source.contains(['|', '+']) && !source.contains("--- ") {
        return None;
    }
    let lines = lines(source);
    let mut out = source.as_bytes().to_vec();
    let (mut faults, mut tables, mut headless, mut wider, mut changed) = (vec![], vec![], vec![], vec![], false);
    let mut code: Option<(char, usize)> = None;
    let mut at = 0;
    while at < lines.len() {
        let (_, text) = lines[at];
        if in_code(text, &mut code) {
            at += 1;
            continue;
        }
        let begins = at == 0 || lines[at - 1].1.trim().is_empty();
        let found = if begins { simple(&lines[at..]).or_else(|| grid(&lines[at..])) } else { None };
        let whole = if begins && found.as_ref().is_none_or(|drawn| drawn.edits.is_none()) {
            drawn::table(&lines[at..])
        } else {
            None
        };
        if let Some((table, length)) = whole {
            changed = true;
            match drawn::placeholder(&lines[at..at + length], &mut out) {
                Some(()) => tables.push(table),
                None => faults.push(lines[at].0..lines[at].0 + text.len()),
            }
            at += length;
            continue;
        }
        let Some(Drawn { length, edits }) = found else {
            let barred = if begins { barred::table(&lines[at..]) } else { None };
            let Some(barred::Barred { range, sides, rows, length, drawn, wider: more }) = barred else {
                at += 1;
                continue;
            };
            changed = true;
            if drawn::placeholder(&lines[at..at + length], &mut out).is_none() {
                at += 1;
                continue;
            }
            wider.extend(more);
            headless.extend((!drawn).then(|| lines[at].0..lines[at].0 + text.len()));
            tables.push(drawn::Table::of_rows(range, sides, rows));
            at += length;
            continue;
        };
        match edits {
            Some(edits) => {
                changed = true;
                edits.into_iter().for_each(|(at, byte)| out[at] = byte);
            }
            None => faults.push(lines[at].0..lines[at].0 + text.len()),
        }
        at += length;
    }
    if !changed && faults.is_empty() {
        return None;
    }
    // only bytes of ASCII took the place of others
    String::from_utf8(out).ok().map(|source| Piped { source, faults, headless, wider, tables })
}

/// A source with the tables that are drawn in it made others.
#[derive(Clone, Debug)]
pub(in crate::read::markdown) struct Piped {
    pub(in crate::read::markdown) source: String,
    /// Where tables stand that are not read.
    pub(in crate::read::markdown) faults: Vec<Range<usize>>,
    /// Where lines between bars begin that are read as a table though nothing else says that they are one.
    pub(in crate::read::markdown) headless: Vec<Range<usize>>,
    /// Rows with more cells than the head of their table, which has columns more for them.
    pub(in crate::read::markdown) wider: Vec<Range<usize>>,
    /// Those of which the source has but a sign.
    pub(in crate::read::markdown) tables: Vec<drawn::Table>,
}

/// A line and the byte at which it begins, without its end.
pub(super) type Line<'a> = (usize, &'a str);

/// A table: how many lines it takes, and the bytes that change; `None` where it is not read.
struct Drawn {
    length: usize,
    edits: Option<Vec<(usize, u8)>>,
}

fn lines(source: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let split = source.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    });
    split.collect()
}

/// Whether a line is of code between fences; `code` is the fence that is open.
pub(super) fn in_code(line: &str, code: &mut Option<(char, usize)>) -> bool {
    let inner = line.trim_start_matches(['>', ' ']);
    let fence = inner.chars().next().filter(|c| matches!(c, '`' | '~'));
    let length = fence.map_or(0, |sign| inner.chars().take_while(|c| *c == sign).count());
    match (*code, fence) {
        (Some((sign, least)), Some(c)) if c == sign && length >= least => {
            *code = None;
            true
        }
        (Some(_), _) => true,
        (None, Some(sign)) if length >= 3 => {
            *code = Some((sign, length));
            true
        }
        _ => line.starts_with("    ") || line.starts_with('\t'),
    }
}

/// The columns that a line of hyphens and spaces draws, in characters: at least two.
pub(super) fn columns(line: &str) -> Option<Vec<Range<usize>>> {
    let drawn = !line.is_empty() && line.bytes().all(|byte| byte == b'-' || byte == b' ');
    let mut columns: Vec<Range<usize>> = vec![];
    for (at, byte) in line.bytes().enumerate().filter(|_| drawn) {
        match columns.last_mut().filter(|last| last.end == at) {
            Some(last) if byte == b'-' => last.end += 1,
            _ if byte == b'-' => columns.push(at..at + 1),
            _ => {}
        }
    }
    (columns.len() > 1 && columns.iter().all(|column| column.len() > 2)).then_some(columns)
}

pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2 && line.bytes().all(|byte| byte == b'-')
}

/// Writes `byte` in place of a whole line, or of all but its ends.
fn fill(edits: &mut Vec<(usize, u8)>, (start, text): Line<'_>, byte: u8) {
    edits.extend((start..start + text.len()).map(|at| (at, byte)));
}

/// A table whose columns are lengths of hyphens under its head; with rules around it and empty lines between its rows
/// where cells may have several lines.
fn simple(lines: &[Line<'_>]) -> Option<Drawn> {
    let first = lines.first()?.1;
    if first.trim().is_empty() || first.len() - first.trim_start().len() > 3 {
        return None;
    }
    let drawn = |at: usize| lines.get(at).and_then(|(_, text)| columns(text));
    if drawn(0).is_some() && lines.get(1).is_some_and(|(_, text)| !text.trim().is_empty()) {
        // without a head: rows up to the line that draws it again
        let last = (1..lines.len()).take_while(|at| !lines[*at].1.trim().is_empty()).find(|at| drawn(*at).is_some())?;
        return Some(Drawn { length: last + 1, edits: None });
    }
    if is_rule(first) {
        return ruled(lines);
    }
    let columns = drawn(1)?;
    let blank = |at: usize| lines.get(at).is_none_or(|(_, text)| text.trim().is_empty());
    if blank(2) {
        return None;
    }
    let length = (2..).find(|at| blank(*at))?;
    let closed = drawn(length - 1).is_some() || is_rule(lines[length - 1].1);
    let rows = 2..length - usize::from(closed && length > 3);
    let mut edits = vec![];
    let mut read = barred(lines[0], &columns, &mut edits);
    delimited(lines[1], lines[0].1, &columns, &mut edits);
    for row in rows.clone() {
        read = read && barred(lines[row], &columns, &mut edits);
    }
    if rows.end < length {
        fill(&mut edits, lines[rows.end], b' ');
    }
    Some(Drawn { length, edits: read.then_some(edits) })
}

/// A table between two rules.
fn ruled(lines: &[Line<'_>]) -> Option<Drawn> {
    let under =
        (1..lines.len()).take_while(|at| !lines[*at].1.trim().is_empty()).find(|at| columns(lines[*at].1).is_some())?;
    let columns = columns(lines[under].1)?;
    let last = (under + 1..lines.len()).find(|at| is_rule(lines[*at].1))?;
    let text = |at: &usize| !lines[*at].1.trim().is_empty();
    let rows: Vec<usize> = (under + 1..last).filter(text).collect();
    let apart = rows.windows(2).all(|pair| pair[1] > pair[0] + 1);
    let (mut edits, length) = (vec![], last + 1);
    if under != 2 || !apart || rows.is_empty() {
        return Some(Drawn { length, edits: None });
    }
    fill(&mut edits, lines[0], b' ');
    let mut read = barred(lines[1], &columns, &mut edits);
    delimited(lines[2], lines[1].1, &columns, &mut edits);
    for row in &rows {
        read = read && barred(lines[*row], &columns, &mut edits);
    }
    // empty lines would end the table
    let end = rows[rows.len() - 1];
    for at in (under..end).filter(|at| !text(&(at + 1))) {
        edits.extend((lines[at].0 + lines[at].1.len()..lines[at + 1].0).map(|at| (at, b' ')));
    }
    fill(&mut edits, lines[last], b' ');
    Some(Drawn { length, edits: Some(edits).filter(|_| read) })
}

/// Puts bars between the cells of a line; whether it has room for them.
fn barred((start, text): Line<'_>, columns: &[Range<usize>], edits: &mut Vec<(usize, u8)>) -> bool {
    if text.contains('|') {
        return false;
    }
    let bytes: Vec<(usize, char)> = text.char_indices().collect();
    let space = |at: usize| bytes.get(at).filter(|(_, c)| *c == ' ');
    columns.iter().skip(1).all(|column| match space(column.start - 1).or_else(|| space(column.start)) {
        Some((at, _)) => {
            edits.push((start + at, b'|'));
            true
        }
        None => bytes.len() <= column.start,
    })
}

/// Puts bars into the line that draws the columns, and says to which side the words of each stand: where those of the
/// head stand on its hyphens.
fn delimited((start, _): Line<'_>, head: &str, columns: &[Range<usize>], edits: &mut Vec<(usize, u8)>) {
    let head: Vec<char> = head.chars().collect();
    for (index, column) in columns.iter().enumerate() {
        if index > 0 {
            edits.push((start + column.start - 1, b'|'));
        }
        let end = columns.get(index + 1).map_or(head.len(), |next| next.start - 1).min(head.len());
        let from = if index == 0 { 0 } else { column.start.min(end) };
        let inked = |at: &usize| head[*at] != ' ';
        let (first, last) = ((from..end).find(inked), (from..end).rev().find(inked));
        let (Some(first), Some(last)) = (first, last) else { continue };
        let (left, right) = (first <= column.start, last + 1 >= column.end);
        if !left {
            edits.push((start + column.end - 1, b':'));
        }
        if !left && !right {
            edits.push((start + column.start, b':'));
        }
    }
}

/// A table in boxes.
fn grid(lines: &[Line<'_>]) -> Option<Drawn> {
    let border = |text: &str, sign: u8| {
        let text = text.trim();
        text.len() > 2
            && text.starts_with('+')
            && text.ends_with('+')
            && text.bytes().all(|byte| byte == b'+' || byte == sign || byte == b':')
    };
    let first = lines.first()?.1;
    if !border(first, b'-') || first.starts_with("    ") {
        return None;
    }
    let is_part = |at: &usize| lines.get(*at).is_some_and(|(_, text)| text.trim().starts_with(['+', '|']));
    let length = (1..).take_while(is_part).last()? + 1;
    let is_border = |at: usize| border(lines[at].1, b'-');
    let head = length > 4 && border(lines[2].1, b'=');
    let columns = first.matches('+').count() - 1;
    // one line for each row, and a border after it
    let single = (1..length).all(|at| match at % 2 {
        1 => lines[at].1.trim().starts_with('|') && super::barred::cells(lines[at]).len() == columns,
        _ => at == 2 || is_border(at),
    });
    if !head || !single || length % 2 == 0 {
        return Some(Drawn { length, edits: None });
    }
    let mut edits = vec![];
    fill(&mut edits, lines[0], b' ');
    let (start, text) = lines[2];
    edits.extend(text.bytes().enumerate().filter_map(|(at, byte)| match byte {
        b'+' => Some((start + at, b'|')),
        b'=' => Some((start + at, b'-')),
        _ => None,
    }));
    for at in (4..length).step_by(2) {
        fill(&mut edits, lines[at], b' ');
        if at + 1 < length {
            edits.extend((lines[at - 1].0 + lines[at - 1].1.len()..lines[at].0).map(|at| (at, b' ')));
        }
    }
    Some(Drawn { length, edits: Some(edits) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(source: &str) -> String {
        piped(source).map_or_else(|| source.to_owned(), |made| made.source)
    }

    #[test]
    fn drawn_columns_become_bars() {
        let source = "  Right  Left    Mid\n  -----  -----  -----\n     12  a é      b\n\nText\n";
        assert_eq!(made(source).len(), source.len());
        let lines: Vec<String> = made(source).lines().map(str::to_owned).collect();
        assert_eq!(lines, ["  Right |Left  | Mid", "  ----- |----- |:---:", "     12 |a é   |  b", "", "Text"]);
    }

    #[test]
    fn boxes_become_bars() {
        let source = "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n| e | f |\n+---+---+\n";
        let made = made(source);
        assert_eq!(made.len(), source.len());
        let lines: Vec<&str> = made.lines().map(str::trim).collect();
        assert_eq!(lines, ["", "| a | b |", "|---|---|", "| c | d |", "| e | f |", ""]);
    }

    #[test]
    fn what_is_not_read_is_told() {
        let source = "+---+---+\n| a | b |\n| c ----+\n| d | e |\n+---+---+\n";
        let made = piped(source).unwrap();
        assert_eq!((made.source.as_str(), made.faults.len()), (source, 1));
        for source in ["+---+\n| a |\n| b |\n+---+\n", "----  ----\na     b\n----  ----\n"] {
            let made = piped(source).unwrap();
            assert_eq!((made.source.len(), made.faults.len(), made.tables.len()), (source.len(), 0, 1), "{source}");
        }
        for none in ["* * *\n", "--- text\n", "A line\n---\n", "- a - b\n", "```\na   b\n--- ---\nc   d\n```\n"] {
            assert!(piped(none).is_none(), "{none}");
        }
    }
}
