//! The values of a style file: lengths, ratios, words and numbers, each with its faults.
//!
//! Knows how values are written; nothing of what they set.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::length::Length;
use crate::source::Span;
use crate::table::Table;
use crate::words::nearest::nearest;
use std::ops::Range;

/// What lengths of a style are given in, besides points and millimetres.
#[derive(Clone, Copy, Debug)]
pub(super) struct Units {
    /// `em`: the size of the text.
    pub(super) em: Length,
    /// `ln`: a line of text, the leading.
    pub(super) line: Length,
}

/// A table of lengths, numbers and words, read into what they change.
pub(super) struct Reader {
    pub(super) table: Table,
    pub(super) units: Units,
}

impl Reader {
    pub(super) fn table(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Reader> {
        let units = self.units;
        self.table.table(key, diagnostics).map(|table| Reader { table, units })
    }

    /// A length: `"10pt"`, `"140mm"`, `"1.2em"`, `"0.5ln"`. Gives its place.
    pub(super) fn length(
        &mut self,
        key: &'static str,
        into: &mut Length,
        diagnostics: &mut Diagnostics,
    ) -> Option<Span> {
        let text = self.table.string(key, diagnostics)?;
        match parse_length(&text.value, self.units) {
            Ok(length) => *into = length,
            Err(wanted) => unfit(key, wanted, text.span.clone(), diagnostics),
        }
        Some(text.span)
    }

    /// A length above nought. Gives its place.
    pub(super) fn positive(
        &mut self,
        key: &'static str,
        into: &mut Length,
        diagnostics: &mut Diagnostics,
    ) -> Option<Span> {
        let mut length = *into;
        let span = self.length(key, &mut length, diagnostics)?;
        match length > Length::ZERO || length == *into {
            true => *into = length,
            false => unfit(key, "more than nothing", span.clone(), diagnostics),
        }
        Some(span)
    }

    /// An integer within `range`. Gives its place.
    pub(super) fn integer(
        &mut self,
        key: &'static str,
        range: Range<i64>,
        into: &mut i64,
        diagnostics: &mut Diagnostics,
    ) -> Option<Span> {
        let number = self.table.integer(key, diagnostics)?;
        if range.contains(&number.value) {
            *into = number.value;
        } else {
            let wanted = format!("an integer from {} to {}", range.start, range.end - 1);
            unfit(key, &wanted, number.span.clone(), diagnostics);
        }
        Some(number.span)
    }

    /// A ratio: `[2, 3]`.
    pub(super) fn ratio(&mut self, key: &'static str, into: &mut [i64; 2], diagnostics: &mut Diagnostics) {
        let Some(numbers) = self.table.integers(key, diagnostics) else { return };
        match numbers.value.as_slice() {
            [a, b] if (0..1000).contains(a) && (1..1000).contains(b) => *into = [*a, *b],
            _ => unfit(key, "two positive numbers such as [2, 3]", numbers.span, diagnostics),
        }
    }

    /// One of the words in `choices`.
    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
        into: &mut T,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(word) = self.table.string(key, diagnostics) else { return };
        match choices.iter().find(|(name, _)| *name == word.value) {
            Some((_, choice)) => *into = *choice,
            None => {
                let names: Vec<String> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
                let message = format!("`{key}` must be one of {}", names.join(", "));
                let error = Diagnostic::error("style-value", message).at(word.span);
                diagnostics.push(match nearest(&word.value, choices.iter().map(|(name, _)| *name)) {
                    Some(near) => error.help(format!("did you mean \"{near}\"?")),
                    None => error,
                });
            }
        }
    }

    pub(super) fn finish(self, diagnostics: &mut Diagnostics) {
        self.table.finish(diagnostics);
    }
}

/// A value of the right type that cannot be.
pub(super) fn unfit(key: &str, wanted: &str, span: Span, diagnostics: &mut Diagnostics) {
    diagnostics.push(Diagnostic::error("style-value", format!("`{key}` must be {wanted}")).at(span));
}

/// The number before a unit up to which a length goes: no sheet of paper needs more.
const MOST: f64 = 10_000.0;

/// A length, or what it must be.
fn parse_length(text: &str, units: Units) -> Result<Length, &'static str> {
    const LENGTH: &str = "a length such as \"10pt\", \"140mm\", \"1.2em\" or \"0.5ln\"";
    let is_unit = |at: &usize| ["pt", "mm", "em", "ln"].contains(&&text[*at..]);
    let unit = text.len().checked_sub(2).filter(|at| text.is_char_boundary(*at)).filter(is_unit).ok_or(LENGTH)?;
    let number: f64 = text[..unit].trim().parse().ok().filter(|n: &f64| !n.is_nan()).ok_or(LENGTH)?;
    if number.abs() >= MOST {
        return Err("a length of less than 10000 of its unit");
    }
    let times = |unit: Length| Length((unit.0 as f64 * number).round() as i64);
    Ok(match &text[unit..] {
        "pt" => Length::from_pt(number),
        "mm" => Length::from_mm(number),
        "em" => times(units.em),
        _ => times(units.line),
    })
}
