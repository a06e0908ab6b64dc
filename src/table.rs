//! A TOML table that accounts for every key: typed getters with places, and at the end a report
//! of each key that nobody asked for, with the nearest one that somebody did.

use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span};
use crate::words::nearest::nearest;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and where it stands. For a string the span covers the quotation marks too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// A table, or the part of it that has not been asked for yet.
#[derive(Debug)]
pub struct Table {
    /// Its place: the header, or the braces of an inline table.
    pub span: Span,
    entries: BTreeMap<String, TableKey>,
    asked: Vec<&'static str>,
    /// Those of them that had to be there and were not.
    missing: Vec<&'static str>,
}

/// What stands in an array that may hold both.
#[derive(Debug)]
pub enum Item {
    /// A string.
    String(Located<String>),
    /// An inline table.
    Table(Table),
}

impl Item {
    /// Its place.
    pub fn span(&self) -> &Span {
        match self {
            Self::String(string) => &string.span,
            Self::Table(table) => &table.span,
        }
    }
}

#[derive(Debug)]
struct TableKey {
    key: Span,
    value: Located<Value>,
}

#[derive(Debug)]
enum Value {
    String(String),
    Integer(i64),
    Float(f64),
    Boolean(bool),
    Array(Vec<Located<Value>>),
    Table(Table),
    Unusable(&'static str),
    /// A syntax error that is reported already.
    Broken,
}

impl Value {
    fn name(&self) -> &'static str {
        match self {
            Value::String(_) => "a string",
            Value::Integer(_) => "an integer",
            Value::Float(_) => "a number",
            Value::Boolean(_) => "a boolean",
            Value::Array(_) => "an array",
            Value::Table(_) => "a table",
            Value::Unusable(name) => name,
            Value::Broken => "nothing",
        }
    }
}

/// Parses `range` of `file` as TOML. Every syntax error is reported that is not one because of another; what could be
/// read is there.
pub fn parse(sources: &Sources, file: FileId, range: Range<usize>, diagnostics: &mut Diagnostics) -> Table {
    let text = &sources.file(file).text[range.clone()];
    let (root, errors) = DeTable::parse_recoverable(text);
    let broken: Vec<Range<usize>> = errors.iter().map(|error| error.span().unwrap_or(0..0)).collect();
    let mut faults: Vec<(&str, &Range<usize>)> = errors.iter().map(|error| error.message()).zip(&broken).collect();
    faults.sort_by_key(|(_, at)| at.start);
    let mut last = None;
    for (message, at) in faults {
        let line = text[..text.floor_char_boundary(at.start)].rfind('\n').map_or(0, |end| end + 1);
        if last.replace(line) == Some(line) {
            continue;
        }
        let fault = Diagnostic::error("toml-syntax", format!("this is not TOML: {}", message.trim()));
        let fault = fault.at(Span::new(file, range.start + at.start..range.start + at.end));
        let words = text[line..].lines().next().unwrap_or("");
        diagnostics.push(if is_date(words) { fault.help(A_DATE) } else { fault });
        if swallows(message) {
            break;
        }
    }
    let convert = Converter { file, shift: range.start, broken };
    convert.table(root.get_ref(), Span::new(file, range.start..range.start))
}

/// Whether a syntax error is of something without an end: what comes after it is taken for a part of it.
fn swallows(message: &str) -> bool {
    ["array", "inline table", "unclosed", "string", "quote", "recurs"].iter().any(|what| message.contains(what))
}

/// How dates are written.
const A_DATE: &str = "write a date as year, month and day: `date = 2026-01-31`; that of a document, as far as it \
                      is known, as a string: `date = \"1948\"`, `date = \"1941-08\"`";

/// Whether a line seems to give a date, in figures with points or strokes between them.
fn is_date(line: &str) -> bool {
    let Some((key, value)) = line.split_once('=') else { return false };
    let figures = value.split_whitespace().next().unwrap_or("");
    let parts = figures.split(['.', '/', '-']).filter(|part| !part.is_empty());
    let all = parts.clone().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    key.trim().ends_with("date") && all && (2..=3).contains(&parts.count())
}

struct Converter {
    file: FileId,
    shift: usize,
    /// Where there are syntax errors: what is wrong with a value there is said.
    broken: Vec<Range<usize>>,
}

impl Converter {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start + self.shift..range.end + self.shift)
    }

    fn table(&self, table: &DeTable<'_>, span: Span) -> Table {
        let entries = table.iter().map(|(key, value)| {
            let entry = TableKey { key: self.span(key.span()), value: self.value(value) };
            (key.get_ref().to_string(), entry)
        });
        Table { span, entries: entries.collect(), asked: vec![], missing: vec![] }
    }

    fn value(&self, value: &Spanned<DeValue<'_>>) -> Located<Value> {
        let own = value.span();
        let span = self.span(own.clone());
        let is_broken = |at: &Range<usize>| own.start <= at.start && at.start <= own.end;
        let value = match value.get_ref() {
            DeValue::Float(_) | DeValue::Integer(_) | DeValue::Datetime(_) if self.broken.iter().any(is_broken) => {
                Value::Broken
            }
            DeValue::String(string) => Value::String(string.to_string()),
            DeValue::Boolean(boolean) => Value::Boolean(*boolean),
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
                .map_or(Value::Unusable("an integer too large"), Value::Integer),
            DeValue::Float(float) => {
                float.as_str().parse().map_or(Value::Unusable("a number out of range"), Value::Float)
            }
            DeValue::Datetime(date) if date.to_string().is_empty() => Value::Broken,
            DeValue::Datetime(date) => Value::String(date.to_string()),
            DeValue::Array(array) => Value::Array(array.iter().map(|v| self.value(v)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table, span.clone())),
        };
        Located { value, span }
    }
}

impl Table {
    fn take(&mut self, key: &'static str) -> Option<TableKey> {
        self.asked.push(key);
        self.entries.remove(key)
    }

    /// The string at `key`; a date counts as a string.
    pub fn string(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Located<String>> {
        let entry = self.take(key)?;
        as_string(entry.value, key, diagnostics)
    }

    /// The string at `key` without its place.
    pub fn text(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<String> {
        self.string(key, diagnostics).map(|s| s.value)
    }

    /// The string at `key`, which must be there.
    pub fn required(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Located<String>> {
        if !self.entries.contains_key(key) {
            self.missing.push(key);
            diagnostics.push(
                Diagnostic::error("missing-key", missing(key))
                    .at(self.span.clone())
                    .help(format!("add `{key} = \"…\"`")),
            );
        }
        self.string(key, diagnostics)
    }

    /// The strings of the array at `key`; one string counts as an array of one.
    pub fn strings(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Vec<Located<String>> {
        match self.take(key) {
            None => vec![],
            Some(TableKey { value: Located { value: Value::Array(array), .. }, .. }) => {
                array.into_iter().filter_map(|v| as_string(v, key, diagnostics)).collect()
            }
            Some(entry) => as_string(entry.value, key, diagnostics).into_iter().collect(),
        }
    }

    /// The strings and tables of the array at `key`; one string counts as an array of one.
    pub fn items(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Vec<Item> {
        let Some(TableKey { value, .. }) = self.take(key) else { return vec![] };
        let all = match value.value {
            Value::Array(array) => array,
            one => vec![Located { value: one, span: value.span }],
        };
        let items = all.into_iter().filter_map(|item| match item.value {
            Value::Table(table) => Some(Item::Table(table)),
            value => as_string(Located { value, span: item.span }, key, diagnostics).map(Item::String),
        });
        items.collect()
    }

    /// The strings of all arrays that have not been asked for, each with its key: of a table whose
    /// keys are not ours.
    pub fn all_strings(&mut self, diagnostics: &mut Diagnostics) -> Vec<(Located<String>, Vec<Located<String>>)> {
        let mut all = vec![];
        for (key, entry) in std::mem::take(&mut self.entries) {
            let strings = match entry.value {
                Located { value: Value::Array(array), .. } => {
                    array.into_iter().filter_map(|v| as_string(v, &key, diagnostics)).collect()
                }
                one => as_string(one, &key, diagnostics).into_iter().collect(),
            };
            all.push((Located { value: key, span: entry.key }, strings));
        }
        all
    }

    /// The positive integer at `key`.
    pub fn count(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<usize> {
        let TableKey { value, .. } = self.take(key)?;
        match value.value {
            Value::Integer(n) if n > 0 => Some(n as usize),
            Value::Integer(n) => {
                let message = format!("`{key}` wants a positive integer, not {n}");
                diagnostics.push(Diagnostic::error("wrong-type", message).at(value.span));
                None
            }
            other => wrong_type(&other, value.span, key, "a positive integer", diagnostics),
        }
    }

    /// The integer at `key`.
    pub fn integer(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Located<i64>> {
        let TableKey { value, .. } = self.take(key)?;
        as_integer(value, key, diagnostics)
    }

    /// The integers of the array at `key`.
    pub fn integers(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Located<Vec<i64>>> {
        let TableKey { value: Located { value, span }, .. } = self.take(key)?;
        match value {
            Value::Array(array) => {
                let numbers = array.into_iter().map(|v| as_integer(v, key, diagnostics).map(|n| n.value));
                Some(Located { value: numbers.collect::<Option<_>>()?, span })
            }
            other => wrong_type(&other, span, key, "an array of integers", diagnostics),
        }
    }

    /// The number at `key`, an integer or a float.
    pub fn number(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Located<f64>> {
        let TableKey { value, .. } = self.take(key)?;
        let number = match value.value {
            Value::Integer(n) => n as f64,
            Value::Float(n) if n.is_finite() => n,
            other => return wrong_type(&other, value.span, key, "a number", diagnostics),
        };
        Some(Located { value: number, span: value.span })
    }

    /// The boolean at `key`.
    pub fn boolean(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<bool> {
        let TableKey { value, .. } = self.take(key)?;
        match value.value {
            Value::Boolean(b) => Some(b),
            other => wrong_type(&other, value.span, key, "true or false", diagnostics),
        }
    }

    /// The table at `key`.
    pub fn table(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Table> {
        let TableKey { value, .. } = self.take(key)?;
        match value.value {
            Value::Table(table) => Some(table),
            other => wrong_type(&other, value.span, key, "a table", diagnostics),
        }
    }

    /// All tables that have not been asked for, each with its key: of a table in which names that
    /// are not ours stand beside our keys.
    pub fn tables_left(&mut self) -> Vec<(String, Table)> {
        let mut left = vec![];
        for (key, entry) in std::mem::take(&mut self.entries) {
            match entry.value.value {
                Value::Table(table) => left.push((key, table)),
                value => {
                    let value = Located { value, span: entry.value.span };
                    self.entries.insert(key, TableKey { value, ..entry });
                }
            }
        }
        left
    }

    /// The tables of the array at `key` (`[[key]]`).
    pub fn tables(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Vec<Table> {
        let Some(TableKey { value, .. }) = self.take(key) else { return vec![] };
        let Value::Array(array) = value.value else {
            let _: Option<()> = wrong_type(&value.value, value.span, key, "an array of tables (`[[…]]`)", diagnostics);
            return vec![];
        };
        let tables = array.into_iter().filter_map(|item| match item.value {
            Value::Table(table) => Some(table),
            other => wrong_type(&other, item.span, key, "a table", diagnostics),
        });
        tables.collect()
    }

    /// Reports every key that was not asked for. One that seems to be meant for a key that is missing is the one fault
    /// of both.
    pub fn finish(self, diagnostics: &mut Diagnostics) {
        for (key, entry) in self.entries {
            let help = match nearest(&key, self.asked.iter().copied()) {
                Some(known) => {
                    if self.missing.contains(&known) {
                        let absent = missing(known);
                        diagnostics.retain(|other| other.message != absent || other.span.as_ref() != Some(&self.span));
                    }
                    format!("did you mean `{known}`?")
                }
                None => format!("known here: {}", self.asked.join(", ")),
            };
            diagnostics.push(Diagnostic::error("unknown-key", format!("unknown key `{key}`")).at(entry.key).help(help));
        }
    }
}

/// What is said of a key that is not there.
fn missing(key: &str) -> String {
    format!("`{key}` is missing")
}

fn as_string(value: Located<Value>, key: &str, diagnostics: &mut Diagnostics) -> Option<Located<String>> {
    match value.value {
        Value::String(string) => Some(Located { value: string, span: value.span }),
        Value::Integer(year) if key == "date" => {
            let message = format!("`{key}` wants a string, not an integer");
            let help = format!(
                "write `date = {year}-01-31` with month and day; that of a document, as far as it is known, as a string: \
                 `date = \"{year}\"`"
            );
            diagnostics.push(Diagnostic::error("wrong-type", message).at(value.span).help(help));
            None
        }
        other => wrong_type(&other, value.span, key, "a string", diagnostics),
    }
}

fn as_integer(value: Located<Value>, key: &str, diagnostics: &mut Diagnostics) -> Option<Located<i64>> {
    match value.value {
        Value::Integer(number) => Some(Located { value: number, span: value.span }),
        other => wrong_type(&other, value.span, key, "an integer", diagnostics),
    }
}

fn wrong_type<T>(found: &Value, span: Span, key: &str, wanted: &str, diagnostics: &mut Diagnostics) -> Option<T> {
    if matches!(found, Value::Broken) {
        return None;
    }
    diagnostics.push(Diagnostic::error("wrong-type", format!("`{key}` wants {wanted}, not {}", found.name())).at(span));
    None
}
