//! Tables as pandoc draws them whose cells go over several lines, or that have no head: no table with bars says as
//! much. The parser meets a small table in the place of each, whose events are those of its cells in the end. Those in
//! boxes are `boxes`’.

mod boxes;

use super::barred;
use super::tables::{Line, columns, is_rule};
use crate::read::markdown::html::{Known, Step, is_inline, segment, words};
use pulldown_cmark::{Alignment, Event, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many lines a table may take whose end is not drawn otherwise than its beginning.
const LONGEST: usize = 1000;
/// What stands before an item of a list in a cell, which holds lines alone.
const BULLET: &str = "• ";

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read::markdown) struct Table {
    /// The bytes that it takes.
    pub(in crate::read::markdown) range: Range<usize>,
    sides: Vec<Alignment>,
    rows: Vec<Row>,
    /// The first line of a cell that goes over several columns or rows and that is set in the first of them.
    pub(in crate::read::markdown) spanning: Option<Range<usize>>,
}

/// A row: whether it is of the head, and the lines of each cell, by their bytes; an empty range is an empty line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    head: bool,
    cells: Vec<Vec<Range<usize>>>,
}

impl Table {
    /// A table of these rows, each of the head or not, with the lines of its cells.
    pub(super) fn of_rows(
        range: Range<usize>,
        sides: Vec<Alignment>,
        rows: Vec<(bool, Vec<Vec<Range<usize>>>)>,
    ) -> Self {
        let rows = rows.into_iter().map(|(head, cells)| Row { head, cells }).collect();
        Self { range, sides, rows, spanning: None }
    }
}

/// The table that begins with `lines`, and how many it takes.
pub(super) fn table(lines: &[Line<'_>]) -> Option<(Table, usize)> {
    let found = boxes::table(lines).or_else(|| ruled(lines)).or_else(|| headless(lines));
    found.filter(|(table, _)| table.rows.iter().any(|row| row.cells.iter().any(|cell| !cell.is_empty())))
}

/// The least table for the parser: its lines.
const LEAST: [&[u8]; 2] = [b"|.|", b"|-|"];

/// Writes what the parser meets in the place of a table: two of its lines that have room for the least table, as far
/// from the margin as the first line; `None` where it has none.
pub(super) fn placeholder(lines: &[Line<'_>], out: &mut [u8]) -> Option<()> {
    let (_, first) = lines.first()?;
    let indent = first.len() - first.trim_start().len();
    let room = |line: &Line<'_>| line.1.len() >= indent + LEAST[0].len();
    let from = lines.windows(2).position(|pair| pair.iter().all(room))?;
    for (index, (start, text)) in lines.iter().enumerate() {
        let sign = index.checked_sub(from).and_then(|line| LEAST.get(line)).copied().unwrap_or_default();
        for at in 0..text.len() {
            out[start + at] = at.checked_sub(indent).and_then(|at| sign.get(at)).copied().unwrap_or(b' ');
        }
    }
    Some(())
}

fn blank(lines: &[Line<'_>], at: usize) -> bool {
    lines.get(at).is_none_or(|(_, text)| text.trim().is_empty())
}

/// The parts of a line between columns that begin at these characters, without the space around them; `None` where a
/// word goes over the gap before one.
fn parts((start, text): Line<'_>, begins: &[usize], gap: char) -> Option<Vec<Range<usize>>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let byte = |at: usize| chars.get(at).map_or(text.len(), |(at, _)| *at);
    let mut out = vec![];
    for (index, begin) in begins.iter().enumerate() {
        let is_gap = |at: usize| chars.get(at).is_none_or(|(_, c)| *c == gap);
        // a word that ends in the gap is of the column before it
        let parted = begin.checked_sub(1).is_none_or(is_gap) || gap == ' ' && is_gap(*begin);
        if (index > 0 || gap == '|') && !parted {
            // a cell that is wider than its column moves the bars behind it
            let cells = (gap == '|').then(|| barred::cells((start, text)))?;
            return Some(cells).filter(|cells| cells.len() == begins.len());
        }
        let end = begins.get(index + 1).map_or(chars.len(), |next| next - usize::from(gap == '|'));
        let (from, to) = (byte(*begin), byte(end.max(*begin)));
        let part = &text[from..to];
        let part = if gap == '|' { part.trim_end_matches('|') } else { part };
        let left = part.len() - part.trim_start().len();
        out.push(start + from + left..start + from + left + part.trim().len());
    }
    Some(out)
}

/// A row of several lines.
fn row(lines: &[Line<'_>], begins: &[usize], gap: char, head: bool) -> Option<Row> {
    let mut cells = vec![vec![]; begins.len()];
    for line in lines {
        for (cell, part) in cells.iter_mut().zip(parts(*line, begins, gap)?) {
            cell.push(part);
        }
    }
    for cell in &mut cells {
        while cell.last().is_some_and(Range::is_empty) {
            cell.pop();
        }
        let first = cell.iter().position(|line| !line.is_empty()).unwrap_or(cell.len());
        cell.drain(..first);
    }
    Some(Row { head, cells })
}

fn of(lines: &[Line<'_>], sides: Vec<Alignment>, rows: Vec<Row>) -> Option<(Table, usize)> {
    let (first, last) = (lines.first()?, lines.last()?);
    Some((Table { range: first.0..last.0 + last.1.len(), sides, rows, spanning: None }, lines.len()))
}

/// To which side the words of a column stand, by those of its first line.
fn sides(line: Line<'_>, columns: &[Range<usize>]) -> Vec<Alignment> {
    let chars: Vec<char> = line.1.chars().collect();
    let side = |(index, column): (usize, &Range<usize>)| {
        let end = columns.get(index + 1).map_or(chars.len(), |next| next.start - 1).min(chars.len());
        let from = if index == 0 { 0 } else { column.start.min(end) };
        let inked = |at: &usize| !chars[*at].is_whitespace();
        let (Some(first), Some(last)) = ((from..end).find(inked), (from..end).rev().find(inked)) else {
            return Alignment::None;
        };
        match (first <= column.start, last + 1 >= column.end) {
            (false, true) => Alignment::Right,
            (false, false) => Alignment::Center,
            _ => Alignment::None,
        }
    };
    columns.iter().enumerate().map(side).collect()
}

fn begins(columns: &[Range<usize>]) -> Vec<usize> {
    columns.iter().enumerate().map(|(index, column)| if index == 0 { 0 } else { column.start }).collect()
}

/// Rows with empty lines between them.
fn apart(lines: &[Line<'_>], begins: &[usize]) -> Option<Vec<Row>> {
    let groups = lines.split(|(_, text)| text.trim().is_empty()).filter(|group| !group.is_empty());
    groups.map(|group| row(group, begins, ' ', false)).collect()
}

/// A table between two rules, its head above a line of hyphens.
fn ruled(lines: &[Line<'_>]) -> Option<(Table, usize)> {
    if !is_rule(lines.first()?.1) {
        return None;
    }
    let under = (1..lines.len()).take_while(|at| !blank(lines, *at)).find(|at| columns(lines[*at].1).is_some())?;
    let columns = columns(lines[under].1)?;
    let last = (under + 1..lines.len().min(LONGEST)).find(|at| is_rule(lines[*at].1))?;
    let begins = begins(&columns);
    let mut rows = vec![row(&lines[1..under], &begins, ' ', true)?];
    rows.extend(apart(&lines[under + 1..last], &begins)?);
    of(&lines[..=last], sides(lines[1], &columns), rows)
}

/// A table between two lines of hyphens: a row a line, or with empty lines between them.
fn headless(lines: &[Line<'_>]) -> Option<(Table, usize)> {
    let columns = columns(lines.first()?.1)?;
    if blank(lines, 1) {
        return None;
    }
    let closes =
        |at: &usize| super::tables::columns(lines[*at].1).is_some_and(|c| c == columns) || is_rule(lines[*at].1);
    let last = (2..lines.len().min(LONGEST)).find(|at| closes(at) && blank(lines, at + 1))?;
    let begins = begins(&columns);
    // a head stands between two lines of hyphens
    let head = (1..last).take_while(|at| !blank(lines, *at));
    let under = head.skip(1).find(|at| super::tables::columns(lines[*at].1).is_some_and(|c| c == columns));
    let head = under.map(|under| row(&lines[1..under], &begins, ' ', true));
    let inner = &lines[under.map_or(1, |under| under + 1)..last];
    let rows = match inner.iter().any(|(_, text)| text.trim().is_empty()) {
        true => apart(inner, &begins)?,
        false => inner.iter().map(|line| row(&[*line], &begins, ' ', false)).collect::<Option<_>>()?,
    };
    let rows: Option<Vec<Row>> = head.into_iter().chain(rows.into_iter().map(Some)).collect();
    of(&lines[..=last], sides(lines[1], &columns), rows?)
}

/// The source that the parser met with the tables and the bytes `at` in it as they are `written`; `None` where there
/// are none.
pub(in crate::read::markdown) fn restored(
    source: &str,
    written: &str,
    tables: &[Table],
    at: &[usize],
) -> Option<String> {
    let mut bytes = source.as_bytes().to_vec();
    let places = tables.iter().map(|table| table.range.clone()).chain(at.iter().map(|at| *at..at + 1));
    for range in places {
        bytes.get_mut(range.clone())?.copy_from_slice(written.as_bytes().get(range)?);
    }
    String::from_utf8(bytes).ok().filter(|_| !(tables.is_empty() && at.is_empty()))
}

/// Puts the events of tables in the place of those that the parser met.
pub(in crate::read::markdown) fn place<'a>(
    source: &str,
    events: Vec<Step<'a>>,
    tables: &[Table],
    known: &Known,
) -> Vec<Step<'a>> {
    if tables.is_empty() {
        return events;
    }
    let mut out = Vec::with_capacity(events.len());
    let mut inside = false;
    for (event, range) in events {
        let own = |table: &&Table| table.range.contains(&range.start);
        match &event {
            Event::Start(Tag::Table(_)) if tables.iter().any(|table| own(&table)) => {
                inside = true;
                if let Some(table) = tables.iter().find(own) {
                    table.write(source, known, &mut out);
                }
            }
            Event::End(TagEnd::Table) if inside => inside = false,
            _ if inside => {}
            _ => out.push((event, range)),
        }
    }
    out
}

/// The tables in whose place the parser met none, and how many words they have.
pub(in crate::read::markdown) fn lost(
    source: &str,
    events: &[Step<'_>],
    tables: &[Table],
) -> Vec<(usize, Range<usize>)> {
    let begins = |event: &Event<'_>| matches!(event, Event::Start(Tag::Table(_)));
    let placed: BTreeSet<usize> =
        events.iter().filter(|(event, _)| begins(event)).map(|(_, range)| range.start).collect();
    // what stands in a comment is left out
    let commented = |table: &Table| {
        let before = &source[..table.range.start];
        before.rfind("<!--").is_some_and(|open| before.rfind("-->").is_none_or(|close| close < open))
    };
    let missing = tables.iter().filter(|table| !placed.contains(&table.range.start) && !commented(table));
    missing.map(|table| (words(&source[table.range.clone()]), table.range.clone())).collect()
}

/// What stands before the next item of a list in a cell.
fn sign(list: Option<&mut Option<u64>>) -> String {
    match list {
        Some(Some(number)) => {
            let sign = format!("{number}. ");
            *number += 1;
            sign
        }
        _ => BULLET.to_owned(),
    }
}

/// Whether an event is such a sign.
fn is_sign((event, range): &Step<'_>) -> bool {
    matches!(event, Event::Text(_)) && range.is_empty()
}

impl Table {
    fn write<'a>(&self, source: &str, known: &Known, out: &mut Vec<Step<'a>>) {
        let (start, end) = (self.range.start..self.range.start, self.range.end..self.range.end);
        out.push((Event::Start(Tag::Table(self.sides.clone())), self.range.clone()));
        for row in &self.rows {
            let (open, close) = match row.head {
                true => (Tag::TableHead, TagEnd::TableHead),
                false => (Tag::TableRow, TagEnd::TableRow),
            };
            out.push((Event::Start(open), start.clone()));
            for cell in &row.cells {
                self.cell(source, cell, known, out);
            }
            out.push((Event::End(close), end.clone()));
        }
        out.push((Event::End(TagEnd::Table), end));
    }

    fn cell<'a>(&self, source: &str, lines: &[Range<usize>], known: &Known, out: &mut Vec<Step<'a>>) {
        let base = self.range.start;
        let place = match (lines.first(), lines.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => base..base,
        };
        out.push((Event::Start(Tag::TableCell), place.clone()));
        // the lines of the cell alone, behind the end of another, and where each stands in the source
        let mut alone = String::from("\n");
        let mut starts = vec![];
        for line in lines {
            starts.push((alone.len(), line.clone()));
            alone.push_str(&source[line.clone()]);
            alone.push('\n');
        }
        let placed = |at: usize| {
            let line = starts.partition_point(|(start, _)| *start <= at).saturating_sub(1);
            let found = starts.get(line).map(|(start, line)| line.start + at.saturating_sub(*start).min(line.len()));
            found.unwrap_or(base)
        };
        // whether there are words, and whether the next begin a line
        let (mut any, mut due) = (false, false);
        let mut lists: Vec<Option<u64>> = vec![];
        for (event, range) in segment(&alone, 1..alone.len(), known) {
            let placed = placed(range.start)..placed(range.end);
            let point = placed.start..placed.start;
            match event {
                Event::Start(Tag::List(first)) => lists.push(first),
                Event::End(TagEnd::List(_)) => {
                    lists.pop();
                    due = true;
                }
                Event::Start(Tag::Item) => {
                    out.extend(any.then(|| (Event::HardBreak, point.clone())));
                    out.push((Event::Text(sign(lists.last_mut()).into()), point));
                    (any, due) = (true, false);
                }
                Event::Start(tag) if !is_inline(tag.to_end()) => due = due || any && !out.last().is_some_and(is_sign),
                Event::End(tag) if !is_inline(tag) => due = true,
                Event::Rule => due = true,
                event => {
                    out.extend((any && std::mem::take(&mut due)).then_some((Event::HardBreak, point)));
                    (any, due) = (true, false);
                    out.push((event, placed));
                }
            }
        }
        out.push((Event::End(TagEnd::TableCell), place.end..place.end));
    }
}
