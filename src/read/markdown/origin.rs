//! Where the Markdown that is read comes from: a stretch of a file, or a string in a TOML file.

use crate::source::{FileId, Sources, Span};
use crate::table::Located;
use std::ops::Range;
use std::rc::Rc;

/// Maps bytes of the Markdown to places in a source file.
pub(super) enum Origin {
    /// Byte `n` of the Markdown is byte `base + n` of the file.
    Exact { file: FileId, base: usize },
    /// The Markdown was written with escapes: byte `n` of it begins at byte `places[from + n]` of the file.
    Escaped { file: FileId, places: Rc<[u32]>, from: usize },
    /// How it was written is not known: everything comes from this span.
    Whole(Span),
}

impl Origin {
    /// The origin of a TOML string.
    pub(super) fn of_string(sources: &Sources, string: &Located<String>) -> Self {
        let raw = sources.slice(&string.span);
        let (file, start) = (string.span.file, string.span.range.start);
        match raw.find(string.value.as_str()) {
            Some(at) if !string.value.is_empty() => Self::Exact { file, base: start as usize + at },
            _ => match places(raw, &string.value) {
                Some(places) => {
                    let places = places.into_iter().map(|at| start + at).collect();
                    Self::Escaped { file, places, from: 0 }
                }
                None => Self::Whole(string.span.clone()),
            },
        }
    }

    /// The origin of what begins at byte `at`.
    pub(super) fn from(&self, at: usize) -> Self {
        match self {
            Self::Exact { file, base } => Self::Exact { file: *file, base: base + at },
            Self::Escaped { file, places, from } => {
                Self::Escaped { file: *file, places: Rc::clone(places), from: from + at }
            }
            Self::Whole(span) => Self::Whole(span.clone()),
        }
    }

    /// The place of `range`.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match self {
            Self::Exact { file, base } => Span::new(*file, base + range.start..base + range.end),
            Self::Escaped { file, places, from } => {
                let last = places.len().saturating_sub(1);
                let [start, end] = [range.start, range.end].map(|at| places.get((from + at).min(last)).copied());
                Span { file: *file, range: start.unwrap_or_default()..end.unwrap_or_default() }
            }
            Self::Whole(span) => span.clone(),
        }
    }
}

/// Where in `raw`, a basic string of TOML with its quotation marks, each byte of its value begins, and where the
/// last ends. `None` where `raw` does not stand for `value`.
fn places(raw: &str, value: &str) -> Option<Vec<u32>> {
    let (mark, inner) = match raw.strip_prefix("\"\"\"") {
        Some(rest) => ("\"\"\"", rest.strip_prefix("\r\n").or(rest.strip_prefix('\n')).unwrap_or(rest)),
        None => ("\"", raw.strip_prefix('"')?),
    };
    let mut places = Vec::with_capacity(value.len() + 1);
    let mut rest = inner.strip_suffix(mark)?;
    let end = raw.len() - mark.len();
    for wanted in value.chars() {
        rest = skip_line_end(rest);
        let at = end - rest.len();
        let (found, length) = character(rest)?;
        if found != wanted {
            return None;
        }
        let plain = length == wanted.len_utf8();
        places.extend((0..wanted.len_utf8()).map(|byte| (at + if plain { byte } else { 0 }) as u32));
        rest = &rest[length..];
    }
    skip_line_end(rest).is_empty().then(|| places.push(end as u32))?;
    Some(places)
}

/// What follows a backslash that ends a line, and the white space behind it.
fn skip_line_end(raw: &str) -> &str {
    let Some(rest) = raw.strip_prefix('\\') else { return raw };
    let line = rest.trim_start_matches([' ', '\t']);
    if line.starts_with(['\n', '\r']) { skip_line_end(line.trim_start_matches([' ', '\t', '\n', '\r'])) } else { raw }
}

/// The first character that a string has as it is written, and how many bytes it is written with.
fn character(raw: &str) -> Option<(char, usize)> {
    let mut characters = raw.chars();
    let first = characters.next()?;
    if first != '\\' {
        return Some((first, first.len_utf8()));
    }
    let (found, digits) = match characters.next()? {
        'b' => ('\u{8}', 0),
        't' => ('\t', 0),
        'n' => ('\n', 0),
        'f' => ('\u{c}', 0),
        'r' => ('\r', 0),
        'e' => ('\u{1b}', 0),
        '"' => ('"', 0),
        '\\' => ('\\', 0),
        'x' => ('x', 2),
        'u' => ('u', 4),
        'U' => ('U', 8),
        _ => return None,
    };
    if digits == 0 {
        return Some((found, 2));
    }
    let number = u32::from_str_radix(raw.get(2..2 + digits)?, 16).ok()?;
    Some((char::from_u32(number)?, 2 + digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_keep_their_places() {
        let raw = "\"a\\\"é\\u00e9 b\"";
        let value = "a\"éé b";
        assert_eq!(places(raw, value), Some(vec![1, 2, 4, 5, 6, 6, 12, 13, 14]));
        assert_eq!(places("\"\"\"\na\\\n   b\"\"\"", "ab"), Some(vec![4, 10, 11]));
        assert_eq!(places("'a'", "a"), None);
        assert_eq!(places("\"ab\"", "a"), None);
    }
}
