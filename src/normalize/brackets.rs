//! Round brackets that open and never close. Queries only: where the other one stood is the
//! editor's to say.

use super::{Passage, sentences};
use crate::model::account::Edit;

/// Emits the queries of `brackets.missing`.
pub(super) fn apply(passage: &Passage, edits: &mut Vec<Edit>) {
    let mut open: Vec<usize> = Vec::new();
    for (offset, c) in passage.str().char_indices().filter(|(_, c)| matches!(c, '(' | ')')) {
        let at = passage.range.start + offset;
        match c {
            _ if passage.is_taken(at) => {}
            '(' => open.push(at),
            _ => drop(open.pop()),
        }
    }
    // more than one follows no rule: columns, formulae, smiling faces
    let [at] = open[..] else { return };
    let words = passage.text[at + 1..passage.range.end].trim_start().starts_with(char::is_alphanumeric);
    if words && passage.vocabulary.is_some() {
        let end = sentences::end(passage, at).min(passage.bare_end()).max(at + 1);
        let inner = passage.text[at..end].trim_end_matches(['.', ',', ';']);
        let rest = &passage.text[at + inner.len()..end];
        edits.push(passage.query(at..end, format!("{inner}){rest}"), "brackets.missing"));
    }
}
