//! Points and commas at brackets, as references have them.

use crate::model::account::Edit;
use crate::normalize::Passage;

/// A comma before a bracket that gives place and year: `Communism, (New York: Vintage, 1960)`.
pub(super) fn before_bracket(passage: &Passage, at: usize) -> Option<Edit> {
    let lead = &passage.text[passage.range.start..at];
    let close = passage.text[at..passage.range.end].char_indices().take(90).find(|(_, c)| *c == ')')?.0;
    let inner = &passage.text[at + 1..at + close];
    let year = inner.chars().rev().take(4).all(|c| c.is_ascii_digit()) && inner.len() > 6;
    let imprint = year && inner.starts_with(char::is_uppercase) && inner.contains([':', ',']);
    (lead.ends_with(", ") && imprint && !passage.is_taken(at))
        .then(|| passage.query(at - 2..at - 1, "", "stops.bracket"))
}

/// Two titles without what parts them: `(Dec. 1951) L. Schapiro, The`.
pub(super) fn behind_bracket(passage: &Passage, at: usize) -> Option<Edit> {
    let lead = &passage.text[passage.range.start..at];
    let year_start = lead.len() - lead.bytes().rev().take_while(u8::is_ascii_digit).count();
    let year = lead.len() - year_start == 4;
    let rest = passage.text[at + 1..passage.range.end].strip_prefix(' ')?;
    let mut letters = rest.chars();
    let initial =
        letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.') && letters.next() == Some(' ');
    let named = letters.next().is_some_and(char::is_uppercase);
    if !(year && initial && named) {
        return None;
    }
    let listed = passage.str().contains("); ") || passage.str().contains("), ");
    listed.then(|| {
        let from = passage.range.start + year_start;
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let read = format!("{}); {}.", &lead[year_start..], &rest[..first]);
        passage.query(from..at + 2 + first + 1, read, "stops.parted")
    })
}
