//! Source files as they were read, and places in them.
//!
//! Knows text, bytes and lines. Knows nothing of what the text means, and reads no files:
//! whoever loads one adds it here and gets a [`FileId`] for its spans.

use std::ops::Range;

/// A file of one run, in the order in which it was first added: a file of the same name keeps its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A stretch of a source file, in bytes of its decoded text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The bytes, end exclusive.
    pub range: Range<u32>,
}

impl Span {
    /// The stretch `range` of `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, range: range.start as u32..range.end as u32 }
    }

    /// The bytes as indices.
    pub fn bytes(&self) -> Range<usize> {
        self.range.start as usize..self.range.end as usize
    }
}

/// A place in a file: line from 1, column from 0, counted in characters (not bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// 1-based line.
    pub line: u32,
    /// 0-based column in characters.
    pub column: u32,
}

/// One source file: its name for messages and its decoded text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as the user would name it, for messages.
    pub name: String,
    /// The text, UTF-8.
    pub text: String,
    /// The encoding that it was read from, by its IANA name.
    pub encoding: &'static str,
    line_starts: Vec<u32>,
    /// How many characters begin before each [`STEP`]th byte, so that a long line costs no more
    /// than a short one.
    characters: Vec<u32>,
}

/// See [`SourceFile`]'s `characters`.
const STEP: usize = 512;

/// Whether `c` ends a line. A carriage return before a line feed is part of that line's end.
pub fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

impl SourceFile {
    fn new(name: String, text: String, encoding: &'static str) -> Self {
        let bytes = text.as_bytes();
        // By the last byte of each of `is_line_end`: of a long text every character is asked.
        let ends = |i: &usize| match bytes[*i] {
            b'\n' => true,
            b'\r' => bytes.get(i + 1) != Some(&b'\n'),
            0x85 => bytes[..*i].ends_with(&[0xc2]),
            0xa8 | 0xa9 => bytes[..*i].ends_with(&[0xe2, 0x80]),
            _ => false,
        };
        let starts = (0..bytes.len()).filter(ends).map(|i| i as u32 + 1);
        let line_starts = std::iter::once(0).chain(starts).collect();
        let begins = |chunk: &[u8]| chunk.iter().filter(|b| !is_continuation(**b)).count() as u32;
        let sum = |sum: &mut u32, chunk: &[u8]| Some(std::mem::replace(sum, *sum + begins(chunk)));
        let characters = text.as_bytes().chunks(STEP).scan(0, sum).collect();
        Self { name, text, encoding, line_starts, characters }
    }

    /// The position of byte `offset`, which is moved back to a character boundary.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_starts.partition_point(|start| *start <= offset) - 1;
        let start = self.line_starts[line] as usize;
        let end = self.text.floor_char_boundary((offset as usize).min(self.text.len()));
        let column = match self.text.as_bytes().get(start..end).filter(|lead| lead.len() <= STEP) {
            Some(lead) => lead.iter().filter(|b| !is_continuation(**b)).count() as u32,
            None => self.characters_before(end.max(start)) - self.characters_before(start),
        };
        Position { line: line as u32 + 1, column }
    }

    /// How many characters begin before byte `offset`.
    fn characters_before(&self, offset: usize) -> u32 {
        let known = (offset / STEP).min(self.characters.len().saturating_sub(1));
        let rest = &self.text.as_bytes()[known * STEP..offset];
        self.characters.get(known).copied().unwrap_or(0) + rest.iter().filter(|b| !is_continuation(**b)).count() as u32
    }

    /// How many lines there are; a final line break opens no further line.
    pub fn line_count(&self) -> usize {
        self.line_starts.len() - usize::from(self.text.is_empty() || self.text.ends_with(is_line_end))
    }

    /// The bytes of the 1-based line, without its line break.
    pub fn line_range(&self, line: u32) -> Range<usize> {
        let start = self.line_starts[line as usize - 1] as usize;
        let end = self.line_starts.get(line as usize).map_or(self.text.len(), |next| *next as usize);
        let whole = &self.text[start..end];
        let shown = whole.strip_suffix("\r\n").or_else(|| whole.strip_suffix(is_line_end)).unwrap_or(whole);
        start..start + shown.len()
    }

    /// The text of the 1-based line, without its line break.
    pub fn line(&self, line: u32) -> &str {
        &self.text[self.line_range(line)]
    }
}

/// Whether a byte of UTF-8 is not the first of its character.
fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// All files of one run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and returns its id; one of a name that is there already takes the other's place.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.add_decoded(name, text, "utf-8")
    }

    /// Adds a file that was read from `encoding` and returns its id.
    pub fn add_decoded(&mut self, name: impl Into<String>, text: impl Into<String>, encoding: &'static str) -> FileId {
        let file = SourceFile::new(name.into(), text.into(), encoding);
        match self.files.iter().position(|known| known.name == file.name) {
            Some(index) => {
                self.files[index] = file;
                FileId(index as u32)
            }
            None => {
                self.files.push(file);
                FileId(self.files.len() as u32 - 1)
            }
        }
    }

    /// The file of `id`.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The text that `span` covers.
    pub fn slice(&self, span: &Span) -> &str {
        &self.file(span.file).text[span.bytes()]
    }

    /// Where `span` begins.
    pub fn position(&self, span: &Span) -> Position {
        self.file(span.file).position(span.range.start)
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, Sources, Span};

    #[test]
    fn every_line_end_ends_a_line() {
        let mut sources = Sources::default();
        let id = sources.add("x", "a\r\nb\rc\u{2028}d\u{85}e\n\nf");
        let file = sources.file(id);
        let lines: Vec<&str> = (1..=file.line_count() as u32).map(|n| file.line(n)).collect();
        assert_eq!(lines, ["a", "b", "c", "d", "e", "", "f"]);
        let at = file.text.find('d').unwrap();
        assert_eq!(sources.position(&Span::new(id, at..at + 1)), Position { line: 4, column: 0 });
    }
}
