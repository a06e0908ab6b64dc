//! Tables with bars that GFM does not read and others do: without a head (kramdown), with a head of several lines or
//! rows parted by an empty line (MultiMarkdown), with another number of columns in the line of hyphens than in the head
//! (pandoc), with `+` in that line (Org). They become tables of `drawn`.
//!
//! Knows lines only. What GFM reads as well is left to the parser.

use pulldown_cmark::Alignment;
use std::ops::Range;

/// A line and the byte at which it begins, without its end.
type Line<'a> = (usize, &'a str);
/// A row: whether it is of the head, and the lines of its cells.
type Row = (bool, Vec<Vec<Range<usize>>>);

/// How many lines the head of a table may have.
const HEAD: usize = 3;

/// A table, how many lines it takes, and whether a line of hyphens says that it is one.
pub(super) struct Barred {
    pub(super) range: Range<usize>,
    pub(super) sides: Vec<Alignment>,
    pub(super) rows: Vec<Row>,
    pub(super) length: usize,
    pub(super) drawn: bool,
    /// The rows with more cells than the line of hyphens has columns.
    pub(super) wider: Vec<Range<usize>>,
}

/// The table that begins with `lines`; `None` where the parser reads it, or where there is none.
pub(super) fn table(lines: &[Line<'_>]) -> Option<Barred> {
    let length = run(lines);
    if length < 2 {
        return None;
    }
    let Some(under) = (0..length.min(HEAD + 1)).find(|at| delimiter(lines[*at].1).is_some()) else {
        return headless(&lines[..length]);
    };
    let sides = delimiter(lines[under].1)?;
    let head: Vec<Vec<Range<usize>>> = lines[..under].iter().map(|line| cells(*line)).collect();
    let own = lines[under].1.contains('+');
    let (end, parted) = bodies(lines, length, sides.len());
    let same = head.len() == 1 && head[0].len() == sides.len();
    let fits = |cells: &Vec<Range<usize>>| cells.len() == sides.len();
    // of lines before the head only such with as many cells are of it
    // GFM parts cells at bars in code too: where a row has too many of them so, and as many as there are otherwise
    let body = lines.get(under + 1..end).unwrap_or_default();
    let is_wider = |line: &&Line<'_>| {
        delimiter(line.1).is_none() && cells(**line).iter().skip(sides.len()).any(|cell| !cell.is_empty())
    };
    let wider: Vec<Range<usize>> =
        body.iter().filter(is_wider).map(|(start, text)| *start..start + text.len()).collect();
    let coded = body.iter().any(|line| bars(line.1) > sides.len() && cells(*line).len() <= sides.len());
    if same && !own && !parted && !coded && wider.is_empty()
        || head.len() > 1 && !head.iter().all(fits)
        || head.is_empty() && end < under + 2
    {
        return None;
    }
    let body = body.iter().filter(|(_, text)| !text.trim().is_empty() && delimiter(text).is_none());
    let rows: Vec<(bool, Vec<Range<usize>>)> =
        head.into_iter().map(|cells| (true, cells)).chain(body.map(|line| (false, cells(*line)))).collect();
    Some(Barred { wider, ..of(&lines[..end], sides, rows, true)? })
}

/// How many lines from the first on have a bar.
fn run(lines: &[Line<'_>]) -> usize {
    let first = lines.first().map_or("", |(_, text)| text.trim_start());
    let other =
        first.starts_with(['>', '#', '`', '~']) || ["- ", "* ", "+ ", ": "].iter().any(|s| first.starts_with(s));
    let numbered = first.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')'])
        && first.starts_with(|c: char| c.is_ascii_digit());
    if other || numbered {
        return 0;
    }
    lines.iter().take_while(|(_, text)| text.contains('|') && !text.starts_with("    ")).count()
}

/// Where a table of so many columns ends whose first rows end before line `end`: rows that an empty line parts from
/// it and that fill its columns go on. Whether there are any.
fn bodies(lines: &[Line<'_>], mut end: usize, columns: usize) -> (usize, bool) {
    let mut parted = false;
    while lines.get(end).is_some_and(|(_, text)| text.trim().is_empty()) {
        let next = run(&lines[end + 1..]);
        let rows = &lines[end + 1..end + 1 + next];
        let fits = |line: &Line<'_>| line.1.trim_end().ends_with('|') && cells(*line).len() == columns;
        if next == 0 || !rows.iter().all(fits) || rows.iter().any(|(_, text)| delimiter(text).is_some()) {
            break;
        }
        (end, parted) = (end + 1 + next, true);
    }
    (end, parted)
}

/// Rows between bars, of the same number of cells, without a line of hyphens.
fn headless(lines: &[Line<'_>]) -> Option<Barred> {
    let rows: Vec<Vec<Range<usize>>> = lines.iter().map(|line| cells(*line)).collect();
    let columns = rows.first()?.len();
    let barred = |(_, text): &Line<'_>| {
        let text = text.trim();
        text.starts_with('|') && text.ends_with('|') && !text.ends_with("\\|") && text.len() > 2
    };
    let table = columns > 1 && lines.iter().all(barred) && rows.iter().all(|row| row.len() == columns);
    let sides = vec![Alignment::None; columns];
    table.then(|| of(lines, sides, rows.into_iter().map(|cells| (false, cells)).collect(), false))?
}

fn of(
    lines: &[Line<'_>],
    mut sides: Vec<Alignment>,
    rows: Vec<(bool, Vec<Range<usize>>)>,
    drawn: bool,
) -> Option<Barred> {
    let (first, last) = (lines.first()?, lines.last()?);
    let columns = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0).max(sides.len());
    sides.resize(columns, Alignment::None);
    let rows = rows.into_iter().map(|(head, cells)| {
        let mut cells: Vec<Vec<Range<usize>>> =
            cells.into_iter().map(|cell| if cell.is_empty() { vec![] } else { vec![cell] }).collect();
        cells.resize(columns, vec![]);
        (head, cells)
    });
    let range = first.0..last.0 + last.1.len();
    Some(Barred { range, sides, rows: rows.collect(), length: lines.len(), drawn, wider: vec![] })
}

/// To which side the words of each column stand, by a line of hyphens, bars and colons; `None` where it is none.
pub(super) fn delimiter(line: &str) -> Option<Vec<Alignment>> {
    let line = line.trim();
    let signs = line.bytes().all(|byte| matches!(byte, b'-' | b':' | b'|' | b' ' | b'\t' | b'+'));
    if !signs || !line.contains('-') || !line.contains('|') {
        return None;
    }
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let side = |part: &str| {
        let part = part.trim();
        let hyphens = part.trim_start_matches(':').trim_end_matches(':');
        let fits = !hyphens.is_empty() && hyphens.bytes().all(|byte| byte == b'-') && part.len() - hyphens.len() < 3;
        fits.then_some(match (part.starts_with(':'), part.ends_with(':')) {
            (true, true) => Alignment::Center,
            (false, true) => Alignment::Right,
            (true, false) => Alignment::Left,
            _ => Alignment::None,
        })
    };
    inner.split(['|', '+']).map(side).collect()
}

/// How many cells a row has for GFM.
fn bars(line: &str) -> usize {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').filter(|line| !line.ends_with('\\')).unwrap_or(line);
    line.match_indices('|').filter(|(at, _)| !line[..*at].ends_with('\\')).count() + 1
}

/// The bytes of the cells of a row, without the space around them: bars in code and behind `\` part none.
pub(super) fn cells((start, text): Line<'_>) -> Vec<Range<usize>> {
    let end = text.trim_end();
    let end = if end.ends_with('|') && !end.ends_with("\\|") { end.len() - 1 } else { end.len() };
    let lead = text.len() - text.trim_start().len();
    let mut from = lead + usize::from(text[lead..].starts_with('|'));
    let mut out = vec![];
    let mut code: Option<usize> = None;
    let bytes = text.as_bytes();
    let mut at = from;
    let cell = |from: usize, to: usize| {
        let part = text.get(from..to).unwrap_or_default();
        let left = from + part.len() - part.trim_start().len();
        start + left..start + left + part.trim().len()
    };
    while at < end {
        match bytes[at] {
            b'\\' if code.is_none() => at += 1,
            b'`' => {
                let ticks = text[at..].len() - text[at..].trim_start_matches('`').len();
                let closes = text[at + ticks..end].contains(&"`".repeat(ticks));
                match code {
                    Some(open) if open == ticks => code = None,
                    None if closes => code = Some(ticks),
                    _ => {}
                }
                at += ticks - 1;
            }
            b'|' if code.is_none() => {
                out.push(cell(from, at));
                from = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    out.push(cell(from, end.max(from)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &str) -> Vec<Line<'_>> {
        let mut at = 0;
        let split = source.split_inclusive('\n').map(|line| {
            at += line.len();
            (at - line.len(), line.trim_end_matches('\n'))
        });
        split.collect()
    }

    fn length(source: &str) -> Option<usize> {
        table(&lines(source)).map(|barred| barred.length)
    }

    #[test]
    fn what_the_parser_reads_is_left_to_it() {
        assert_eq!(length("a | b\n:--- | ---:\nc | d\n"), None);
        assert_eq!(length("| a | b |\n|---|---|\n"), None);
        assert_eq!(length("one | two\nthree | four\n"), None);
        assert_eq!(length("| a verse\n| another | with a bar\n"), None);
        assert_eq!(length("- a | b\n--|--\n"), None);
    }

    #[test]
    fn what_it_does_not_read_is_a_table() {
        assert_eq!(length("| a | b |\n| c | d |\n"), Some(2));
        assert_eq!(length("a | b\n--|--|--\nc | d | e\n\nText\n"), Some(3));
        assert_eq!(length("| | A ||\n| b | c | d |\n|---|---|---|\n| e | f | g |\n"), Some(4));
        assert_eq!(length("| a | b |\n|---+---|\n| c | d |\n"), Some(3));
        assert_eq!(length("| a | b |\n|---|---|\n| `c | d` | e |\n| f | g |\n"), Some(4));
        assert_eq!(length("| a | b |\n|---|---|\n| c | d | e |\n"), Some(3));
        assert_eq!(length("| a | b |\n|---|---|\n| c | d |\n\n| e | f |\n\nText\n"), Some(5));
    }

    #[test]
    fn bars_in_code_part_no_cells() {
        let text = "| `a | b` | c \\| d |";
        let found: Vec<&str> = cells((0, text)).into_iter().map(|cell| &text[cell]).collect();
        assert_eq!(found, ["`a | b`", "c \\| d"]);
    }
}
