//! The marks of notes: per document and series, in the order of reading.

use crate::model::document::{Document, MarkStyle, NoteSeries};
use crate::model::order::{self, Noted};
use crate::model::text::{MarkKind, Text};

/// Gives every note its mark. Where two series call at one point, figures come first; notes
/// that nothing calls come last.
pub fn number(document: &mut Document, series: &[NoteSeries]) {
    order_calls(document, series);
    let mut counters = vec![0u32; series.len()];
    for Noted { note, .. } in order::notes(document) {
        let note = &mut document.notes[note.0 as usize];
        let counter = &mut counters[note.series];
        *counter += 1;
        note.mark = match series[note.series].marks {
            MarkStyle::Figures => match note.key.parse::<u32>() {
                Ok(number) => {
                    *counter = number;
                    note.key.clone()
                }
                Err(_) => counter.to_string(),
            },
            MarkStyle::Letters => letters(*counter),
            MarkStyle::Symbols => symbols(*counter),
        };
    }
}

/// Sorts the calls that stand at one point: figures first, then by series.
fn order_calls(document: &mut Document, series: &[NoteSeries]) {
    let ranks: Vec<(bool, usize)> =
        document.notes.iter().map(|n| (series[n.series].marks != MarkStyle::Figures, n.series)).collect();
    let sort = |text: &mut Text| {
        text.marks.sort_by_key(|m| {
            let rank = match m.kind {
                MarkKind::Call(id) => ranks.get(id.0 as usize).copied(),
                _ => None,
            };
            (m.range.start, std::cmp::Reverse(m.range.end), rank)
        });
    };
    sort(&mut document.title);
    document.headnote.iter_mut().for_each(sort);
    sort(&mut document.body);
    document.notes.iter_mut().for_each(|n| sort(&mut n.text));
}

/// a … z, aa, ab …
fn letters(mut number: u32) -> String {
    let mut out = Vec::new();
    while number > 0 {
        number -= 1;
        out.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    out.iter().rev().collect()
}

/// * † ‡ § ‖ ¶, then each twice …
fn symbols(number: u32) -> String {
    const SYMBOLS: [&str; 6] = ["*", "†", "‡", "§", "‖", "¶"];
    let index = number as usize - 1;
    SYMBOLS[index % SYMBOLS.len()].repeat(index / SYMBOLS.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_symbols_go_on() {
        assert_eq!([1, 26, 27, 28, 52, 53, 702, 703].map(letters), ["a", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
        assert_eq!([1, 6, 7, 13].map(symbols), ["*", "¶", "**", "***"]);
    }
}
