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
            marks => marks.mark(*counter),
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
