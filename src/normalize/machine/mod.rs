//! Lines that are no sentences: of a program, of a drawing, with the marks of a page's markup. Their signs mean themselves:
//! no rule for signs and spaces changes anything there, the first of what each would do is asked. Knows lines; nothing of
//! what a paragraph is in the document.

mod matter;

use crate::model::account::{Certainty, Edit};
use crate::source::is_line_end;
pub use matter::{Matter, is_of_machines};
use std::ops::Range;

/// How far apart (in lines) two lines of a program are at most that are parts of one, and how many there must be.
const PROGRAM: (usize, usize) = (10, 3);
/// How many lines two fences have between them at most.
const FENCED: usize = 400;
/// The longest line that is looked at, in bytes: longer ones are paragraphs.
const LINE: usize = 200;
/// How many equal signs in a row beside a corner are a drawing's, and beside what a sentence may have there, too.
const DRAWN: (usize, usize) = (4, 10);
/// The rules that have nothing to say where signs mean themselves: names, or the part before the point.
const RULES: [&str; 10] =
    ["quotes", "dashes", "ellipsis", "spaces", "words", "stops", "doubled", "foreign", "brackets", "ocr"];

/// The stretches of `text` that are no sentences, sorted and disjoint, in bytes.
pub fn stretches(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut program: Vec<(usize, Range<usize>)> = Vec::new();
    let (mut at, mut fence) = (0, None);
    for (number, line) in text.split_inclusive(is_line_end).enumerate() {
        let range = at..at + line.len();
        at = range.end;
        if line.trim_start().starts_with("```") {
            // what stands between two fences is a program's
            match fence.take().filter(|(opened, _)| number - opened <= FENCED) {
                Some((_, start)) => found.push(start..range.end),
                None => fence = Some((number, range.start)),
            }
            continue;
        }
        if line.len() > LINE || !may_be_program(line) {
            continue;
        }
        if is_drawn(line.trim()) {
            found.push(range);
        } else if is_program(line.trim()) {
            if program.last().is_some_and(|(last, _)| number - last > PROGRAM.0) {
                gather(&mut program, &mut found);
            }
            program.push((number, range));
        }
    }
    gather(&mut program, &mut found);
    super::joined(found.into_iter())
}

/// Adds the lines of a program, and those between them if there are enough.
fn gather(program: &mut Vec<(usize, Range<usize>)>, found: &mut Vec<Range<usize>>) {
    match program.as_slice() {
        [(_, first), .., (_, last)] if program.len() >= PROGRAM.1 => found.push(first.start..last.end),
        few => found.extend(few.iter().map(|(_, line)| line.clone())),
    }
    program.clear();
}

/// Whether a line has a sign that programs and drawings have.
fn may_be_program(line: &str) -> bool {
    line.bytes().any(|b| matches!(b, b'(' | b'=' | b'|' | b'$' | b'_' | b'&' | b'-' | b'~' | b'>' | b';'))
}

/// Whether a line is drawn: rules that meet corners, a box with sides, signs for the most part.
fn is_drawn(line: &str) -> bool {
    let bytes = line.as_bytes();
    let boxed = bytes.len() >= 20 && line.starts_with('|') && line.ends_with('|');
    let (mut at, mut signs) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        let length = bytes[at..].iter().take_while(|b| *b == byte).count();
        if length >= DRAWN.0 && matches!(byte, b'-' | b'=' | b'_' | b'~') {
            let corner = |b: Option<&u8>| match b {
                Some(b'|' | b'+' | b'^' | b'\\' | b'`') => true,
                Some(b'.' | b'\'' | b'(' | b')' | b'/') => length >= DRAWN.1,
                _ => false,
            };
            if corner(at.checked_sub(1).and_then(|i| bytes.get(i))) || corner(bytes.get(at + length)) {
                return true;
            }
        }
        signs += if matches!(byte, b'\\' | b'/' | b'|' | b'_' | b'(' | b')' | b'<' | b'>' | b'^') { length } else { 0 };
        at += length;
    }
    let shown = bytes.iter().filter(|b| !b.is_ascii_whitespace()).count();
    let wordless = shown >= 8 && !line.contains(char::is_alphanumeric) && line.contains(['`', '\'', '"']);
    let underlined = bytes.iter().all(|b| matches!(b, b'_' | b' '));
    boxed || wordless || shown >= 8 && signs * 5 >= shown * 2 && line.contains(['\\', '/', '|']) && !underlined
}

/// Whether a line has what only programs and markup have: a call that ends, an operator, a value given to a name.
fn is_program(line: &str) -> bool {
    const ENDS: [&str; 5] = [");", "};", ") {", "){", "()"];
    const SIGNS: [&str; 20] = [
        " == ", " != ", "||\"", "\"||", "||'", "'||", "&&", " := ", " += ", "#include", "#define", " ::= ", "=='",
        "','", "\",\"", "['", "'\\", ":\\\\", " | grep ", "] ;",
    ];
    let bytes = line.as_bytes();
    let word = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let before = |at: usize| at.checked_sub(1).and_then(|i| bytes.get(i));
    let called = |(at, _): (usize, &str)| word(before(at));
    let named = |(at, _): (usize, &str)| {
        let apart = before(at).is_none_or(|b| !b.is_ascii_alphanumeric());
        apart && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase) && word(bytes.get(at + 2))
    };
    ENDS.iter().any(|end| line.ends_with(end))
        || line.ends_with(" ;") && is_statement(line)
        || SIGNS.iter().any(|sign| line.contains(sign))
        || line.starts_with(">> ")
        || line.contains(" = ") && line.ends_with(')') && line.match_indices('(').any(called)
        || ["(\"", "('", "=\""].iter().any(|open| line.match_indices(open).any(called))
        || line.match_indices('$').any(named)
        || line.match_indices("->").any(|(at, _)| word(before(at)) && word(bytes.get(at + 2)))
}

/// Whether a line that a spaced semicolon ends is a program's: it declares, or gives a value.
fn is_statement(line: &str) -> bool {
    const TYPES: [&str; 8] = ["int ", "char ", "float ", "double ", "long ", "short ", "unsigned ", "return "];
    TYPES.iter().any(|name| line.starts_with(name)) || line.contains(" = ") || line.contains(['[', ']'])
}

/// Takes back what rules for signs and spaces would do in `stretches`: of each rule the first is asked in each of them.
/// `edits` of the witness `text` are sorted by place. A sign that is written by its name is none of a program.
pub fn withhold(edits: &mut Vec<Edit>, text: &str, stretches: &[Range<usize>]) {
    if stretches.is_empty() {
        return;
    }
    let mut asked: (usize, Vec<&str>) = (0, Vec::new());
    edits.retain_mut(|edit| {
        let at = edit.span.bytes();
        let index = stretches.partition_point(|s| s.end <= at.start);
        let inside = stretches.get(index).is_some_and(|s| s.start <= at.start && at.end <= s.end);
        let name = edit.rule.split('.').next().unwrap_or(edit.rule);
        if !inside || !RULES.contains(&name) || text[at.start..].starts_with('&') {
            return true;
        }
        if asked.0 != index {
            asked = (index, Vec::new());
        }
        let first = edit.applied && !asked.1.contains(&edit.rule);
        asked.1.push(edit.rule);
        (edit.applied, edit.certainty) = (false, Certainty::Doubtful);
        first
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        stretches(text).into_iter().map(|range| text[range].trim_end()).collect()
    }

    #[test]
    fn programs_and_drawings_and_no_sentences() {
        let text = "She said \"now\".\n.------------.\nopen(\"skiff\", 1);\nlet it be\nif $oars == 2\nrow($oars);\nThe boats--lay.\n";
        assert_eq!(found(text), [".------------.", "open(\"skiff\", 1);\nlet it be\nif $oars == 2\nrow($oars);"]);
        assert!(
            found("\"It was ----'s boat,\" she said (twice); £5 = $25.\n_The Skiff_--(1890)\n__________\n").is_empty()
        );
        assert_eq!(found("<oar type=\"long\">\n\nover /\\ \\__/ \\/ |\n").len(), 2);
    }
}
