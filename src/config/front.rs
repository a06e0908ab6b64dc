//! A sheet from the front matter that other programs write: YAML, the keys of MultiMarkdown, pandoc's `%` lines.
//!
//! Reads what such front matter holds in practice: keys with words, lists of words, words over several lines. What a
//! sheet has no place for is told once.

use super::sheet::{Sheet, is_date};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span};
use crate::table::Located;
use std::ops::Range;

/// A key with its values.
#[derive(Debug)]
struct Entry {
    key: String,
    key_span: Range<usize>,
    values: Vec<(String, Range<usize>)>,
}

/// Reads the keys of MultiMarkdown, or YAML that is sound.
pub fn keyed(sources: &Sources, file: FileId, range: Range<usize>, diagnostics: &mut Diagnostics) -> Sheet {
    let text = &sources.file(file).text[range.clone()];
    sheet(file, entries(text, range.start), diagnostics)
}

/// Reads YAML: what is none is reported.
pub fn yaml(sources: &Sources, file: FileId, range: Range<usize>, diagnostics: &mut Diagnostics) -> Sheet {
    let mut at = range.start;
    for line in sources.file(file).text[range.clone()].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some((key, value)) = line.split_once(':').filter(|_| line.starts_with(char::is_alphabetic)) else {
            continue;
        };
        let words = value.trim().split(" #").next().unwrap_or_default().trim_end();
        let plain = !words.starts_with(['#', '"', '\'', '[', '{', '|', '>', '&', '*', '!']);
        if plain && (words.contains(": ") || words.ends_with(':')) {
            let from = start + key.len() + 1 + value.find(words).unwrap_or(0);
            let error = Diagnostic::error("front-matter", format!("this is no YAML: `{}` has a colon", key.trim()));
            let help = format!("write the words in quotation marks: `{}: \"…\"`", key.trim());
            diagnostics.push(error.at(Span::new(file, from..from + words.len())).help(help));
        }
    }
    keyed(sources, file, range, diagnostics)
}

/// Reads `% title`, `% author`, `% date`.
pub fn percent(sources: &Sources, file: FileId, range: Range<usize>, diagnostics: &mut Diagnostics) -> Sheet {
    let mut entries: Vec<Entry> = vec![];
    let mut keys = ["title", "author", "date"].into_iter();
    let mut at = range.start;
    for line in sources.file(file).text[range].split_inclusive('\n') {
        let words = line.strip_prefix('%').unwrap_or(line).trim();
        let start = at + line.find(words).unwrap_or(0);
        let value = (words.to_owned(), start..start + words.len());
        if line.starts_with('%') {
            let Some(key) = keys.next() else { break };
            let values = if words.is_empty() { vec![] } else { vec![value] };
            entries.push(Entry { key: key.to_owned(), key_span: start..start + words.len(), values });
        } else if let Some(last) = entries.last_mut() {
            last.values.push(value);
        }
        at += line.len();
    }
    sheet(file, entries, diagnostics)
}

/// The entries at the top of `text`, which begins at byte `base`.
fn entries(text: &str, base: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = vec![];
    let mut at = base;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let words = line.trim();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        let indented = line.starts_with([' ', '\t']) || words.starts_with("- ") || words == "-";
        let (value, key) = match line.split_once(':').filter(|_| !indented) {
            Some((key, value)) => (value, Some(key)),
            None => (line, None),
        };
        let place = start + key.map_or(0, |key| key.len() + 1);
        if let Some(key) = key {
            let key_span = start..start + key.len();
            entries.push(Entry { key: key.trim().to_lowercase().replace(['_', ' '], "-"), key_span, values: vec![] });
        }
        if let Some(entry) = entries.last_mut() {
            values(value, place, &mut entry.values);
        }
    }
    entries
}

/// Adds the values of a line: one, those of a list in brackets, or the name in `- name: A. Author`.
fn values(line: &str, at: usize, out: &mut Vec<(String, Range<usize>)>) {
    let words = line.trim();
    let start = at + line.find(words).unwrap_or(0);
    let (words, start) = match words.strip_prefix("- ") {
        Some(rest) => (rest.trim_start(), start + words.len() - rest.trim_start().len()),
        None => (words, start),
    };
    if words.starts_with('#') || matches!(words, "" | "|" | ">" | "|-" | ">-" | "-" | "null" | "~") {
        return;
    }
    if let Some(list) = words.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        let mut from = start + 1;
        for part in list.split(',') {
            let value = unquoted(part.trim());
            let place = from + part.len() - part.trim_start().len();
            if !value.is_empty() {
                out.push((value, place..place + part.trim().len()));
            }
            from += part.len() + 1;
        }
        return;
    }
    let named = words.strip_prefix("name:").or(words.strip_prefix("literal:"));
    let words = named.map_or(words, str::trim);
    let start = at + line.find(words).unwrap_or(0);
    out.push((unquoted(words), start..start + words.len()));
}

fn unquoted(value: &str) -> String {
    let double = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let single = value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    match (double, single) {
        (Some(inner), _) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        (None, Some(inner)) => inner.replace("''", "'"),
        (None, None) => value.split(" #").next().unwrap_or(value).trim_end().to_owned(),
    }
}

fn sheet(file: FileId, entries: Vec<Entry>, diagnostics: &mut Diagnostics) -> Sheet {
    let mut sheet = Sheet::default();
    let mut unused: Vec<(String, Range<usize>)> = vec![];
    for Entry { key, key_span, values } in entries {
        let Some((_, first)) = values.first().cloned() else { continue };
        let last = values.last().map_or(first.end, |(_, range)| range.end);
        let span = Span::new(file, first.start..last);
        let joined = |by: &str| values.iter().map(|(value, _)| value.as_str()).collect::<Vec<_>>().join(by);
        match key.as_str() {
            "title" => sheet.title = Some(Located { value: joined(" "), span }),
            "short-title" | "shorttitle" | "running-title" => sheet.short_title = Some(joined(" ")),
            "author" | "authors" | "creator" => sheet.author = Some(joined(", ")),
            "lang" | "language" => sheet.language = Some(joined("")),
            "source" => sheet.source = Some(Located { value: joined(" "), span }),
            "rights" | "copyright" | "license" => sheet.rights = Some(joined(" ")),
            "dateline" => sheet.dateline = Some(joined(" ")),
            "date" => {
                let value = joined(" ");
                let day = value.split(['T', ' ']).next().unwrap_or_default();
                match is_date(day) && (day.len() == value.len() || day.len() == 10) {
                    true => sheet.date = Some(day.to_owned()),
                    false => sheet.dateline = Some(value),
                }
            }
            _ => unused.push((key, key_span)),
        }
    }
    if let Some((_, first)) = unused.first() {
        let keys: Vec<String> = unused.iter().map(|(key, _)| format!("`{key}`")).collect();
        let message = format!("a document's sheet has no place for {}", keys.join(", "));
        let warning = Diagnostic::warning("front-matter", message).at(Span::new(file, first.clone()));
        let help = "read are title, short-title, author, date, lang, source and rights; what else the book says of \
                    itself stands in book.toml";
        diagnostics.push(warning.help(help));
    }
    sheet
}

impl Sheet {
    /// Takes from `other` what this one does not say.
    pub fn complete(&mut self, other: Sheet) {
        self.title = self.title.take().or(other.title);
        self.short_title = self.short_title.take().or(other.short_title);
        self.author = self.author.take().or(other.author);
        if self.date.is_none() && self.dateline.is_none() {
            (self.date, self.dateline) = (other.date, other.dateline);
        }
        self.language = self.language.take().or(other.language);
        self.source = self.source.take().or(other.source);
        self.rights = self.rights.take().or(other.rights);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Sheet, Vec<String>) {
        let mut sources = Sources::default();
        let file = sources.add("text.md", text);
        let mut diagnostics = Diagnostics::default();
        let sheet = keyed(&sources, file, 0..text.len(), &mut diagnostics);
        (sheet, diagnostics.iter().map(|d| d.message.clone()).collect())
    }

    #[test]
    fn yaml_as_it_is_written() {
        let text = "title: \"The: Log\"\nauthor:\n  - name: A. Keeper\n    affiliation: none\n  - B. Clerk # second\n\
                    date: 1902-03-04\nlang: en-GB\nabstract: |\n  Some words.\ntoc: true\n";
        let (sheet, told) = read(text);
        assert_eq!(sheet.title.as_ref().map(|t| t.value.as_str()), Some("The: Log"));
        assert_eq!(
            sheet.title.map(|t| &text[t.span.range.start as usize..t.span.range.end as usize]),
            Some("\"The: Log\"")
        );
        assert_eq!(sheet.date.as_deref(), Some("1902-03-04"));
        assert_eq!(sheet.language.as_deref(), Some("en-GB"));
        assert_eq!(told, ["a document's sheet has no place for `abstract`, `toc`"]);
        let (sheet, _) = read("Title: The Log\nAuthor: [A, B]\nDate: May 1902\n");
        assert_eq!(sheet.author.as_deref(), Some("A, B"));
        assert_eq!(sheet.dateline.as_deref(), Some("May 1902"));
    }
}
