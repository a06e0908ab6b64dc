//! A TOML table whose every key must be known: typed getters that report wrong types where they
//! stand, and a report of keys that nobody asked for, with the nearest that is known.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::length::Length;
use crate::source::{FileId, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table being read.
pub(crate) struct Table<'a> {
    table: &'a DeTable<'a>,
    file: FileId,
    known: Vec<&'static str>,
    line: Length,
}

impl<'a> Table<'a> {
    /// Reads `table` of `file`; the unit `ln` stands for `line`.
    pub(crate) fn new(table: &'a DeTable<'a>, file: FileId, line: Length) -> Self {
        Self { table, file, known: vec![], line }
    }

    fn find(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.push(key);
        self.table.iter().find(|(k, _)| k.get_ref() == key).map(|(_, value)| value)
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    fn wrong(&self, key: &str, wanted: &str, value: &Spanned<DeValue<'_>>, diagnostics: &mut Diagnostics) {
        let message = format!("`{key}` must be {wanted}, not {}", value.get_ref().type_str());
        diagnostics.push(Diagnostic::error("style-type", message).at(self.span(value.span())));
    }

    /// The table below `key`.
    pub(crate) fn table(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Table<'a>> {
        let value = self.find(key)?;
        if let Some(table) = value.get_ref().as_table() {
            return Some(Table::new(table, self.file, self.line));
        }
        self.wrong(key, "a table", value, diagnostics);
        None
    }

    /// A length: `"10pt"`, `"140mm"`, `"0.5ln"`.
    pub(crate) fn length(&mut self, key: &'static str, into: &mut Length, diagnostics: &mut Diagnostics) {
        let Some(value) = self.find(key) else { return };
        match value.get_ref().as_str().and_then(|text| parse_length(text, self.line)) {
            Some(length) => *into = length,
            None => self.wrong(key, "a length such as \"10pt\", \"140mm\" or \"0.5ln\"", value, diagnostics),
        }
    }

    /// An integer within `range`.
    pub(crate) fn integer(
        &mut self,
        key: &'static str,
        range: Range<i64>,
        into: &mut i64,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(value) = self.find(key) else { return };
        match integer(value.get_ref()).filter(|n| range.contains(n)) {
            Some(number) => *into = number,
            None => {
                let wanted = format!("an integer from {} to {}", range.start, range.end - 1);
                self.wrong(key, &wanted, value, diagnostics);
            }
        }
    }

    /// A ratio: `[2, 3]`.
    pub(crate) fn ratio(&mut self, key: &'static str, into: &mut [i64; 2], diagnostics: &mut Diagnostics) {
        let Some(value) = self.find(key) else { return };
        let numbers: Option<Vec<i64>> =
            value.get_ref().as_array().and_then(|list| list.iter().map(|v| integer(v.get_ref())).collect());
        match numbers.as_deref() {
            Some([a, b]) if (0..1000).contains(a) && (1..1000).contains(b) => *into = [*a, *b],
            _ => self.wrong(key, "two positive numbers such as [2, 3]", value, diagnostics),
        }
    }

    /// One of the words in `choices`.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
        into: &mut T,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(value) = self.find(key) else { return };
        let word = value.get_ref().as_str();
        match word.and_then(|word| choices.iter().find(|(name, _)| *name == word)) {
            Some((_, choice)) => *into = *choice,
            None => {
                let names: Vec<String> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
                let message = format!("`{key}` must be one of {}", names.join(", "));
                diagnostics.push(Diagnostic::error("style-value", message).at(self.span(value.span())));
            }
        }
    }

    /// Reports the keys that nobody asked for.
    pub(crate) fn finish(self, diagnostics: &mut Diagnostics) {
        for (key, _) in self.table.iter().filter(|(k, _)| !self.known.contains(&k.get_ref().as_ref())) {
            let name = key.get_ref();
            let nearest = crate::nearest::nearest(name, self.known.iter().copied());
            let mut diagnostic = Diagnostic::error("style-key", format!("the style has no key `{name}`"))
                .at(Span::new(self.file, key.span()));
            if let Some(nearest) = nearest {
                diagnostic = diagnostic.help(format!("did you mean `{nearest}`?"));
            }
            diagnostics.push(diagnostic);
        }
    }
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()).ok()
}

fn parse_length(text: &str, line: Length) -> Option<Length> {
    let unit = text.find(|c: char| c.is_ascii_alphabetic())?;
    let number: f64 = text[..unit].trim().parse().ok().filter(|n: &f64| n.is_finite() && n.abs() < 10_000.0)?;
    match &text[unit..] {
        "pt" => Some(Length::from_pt(number)),
        "mm" => Some(Length::from_mm(number)),
        "ln" => Some(Length((line.0 as f64 * number).round() as i64)),
        _ => None,
    }
}
