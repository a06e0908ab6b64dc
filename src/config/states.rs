//! `[[state]]` of `book.toml`: the states of witnesses besides those that every book has, `^γρ`, `^ras`.

use super::value::one_of;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{OwnState, Standing, State};
use crate::table::{Located, Table};
use unicode_normalization::UnicodeNormalization;

/// The states in the order of the file.
pub(super) fn read(tables: Vec<Table>, diagnostics: &mut Diagnostics) -> Vec<OwnState> {
    let mut states: Vec<OwnState> = vec![];
    for mut table in tables {
        let name = table.required("name", diagnostics);
        let counts = table.required("counts", diagnostics);
        let standing = one_of("counts", counts, &Standing::ALL, diagnostics);
        let print = table.text("print", diagnostics).filter(|print| !print.trim().is_empty());
        table.finish(diagnostics);
        let (Some(name), Some(standing)) = (name, standing) else { continue };
        let mut known = State::ALL.iter().map(|(known, _)| *known).chain(states.iter().map(|own| own.name.as_str()));
        let value: String = name.value.nfc().collect();
        if let Some(error) = fault(&name, known.any(|known| known == value)) {
            diagnostics.push(error);
            continue;
        }
        let print = print.map_or_else(|| value.clone(), |print| print.trim().to_owned());
        states.push(OwnState { name: value, standing, print });
    }
    states
}

/// Whether a state can be called so.
pub fn is_state(name: &str) -> bool {
    let letter = |c: char| c.is_alphabetic() || c.is_ascii_digit();
    name.starts_with(letter) && name.chars().all(|c| letter(c) || c == '.')
}

/// What is wrong with a name.
fn fault(name: &Located<String>, is_known: bool) -> Option<Diagnostic> {
    let (message, help) = if !is_state(&name.value) {
        (format!("`{}` is no name of a state", name.value), "give it letters and figures, with stops where it must")
    } else if is_known {
        (format!("there is a state `{}` already", name.value), "take one of the two out, or give it another name")
    } else {
        return None;
    };
    Some(Diagnostic::error("bad-state", message).at(name.span.clone()).help(help))
}
