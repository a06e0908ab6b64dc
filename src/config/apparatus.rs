//! What a sheet says of the apparatus: the witnesses in force, the base, what a witness lacks.

use super::standoff::{Quote, quote};
use crate::diag::Diagnostics;
use crate::table::{Located, Table};

/// `[apparatus]` of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// `witnesses`: the sigla in force.
    pub witnesses: Vec<Located<String>>,
    /// `base`: the siglum of the one that the text was read from.
    pub base: Option<Located<String>>,
}

/// `[[lacuna]]` of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacuna {
    /// The siglum of the witness that lacks the words.
    pub witness: Located<String>,
    /// The first words that it lacks.
    pub from: Quote,
    /// The last; to the end of the text if `None`.
    pub to: Option<Located<String>>,
}

/// Reads `[apparatus]`.
pub(super) fn in_force(mut table: Table, diagnostics: &mut Diagnostics) -> InForce {
    let witnesses = table.strings("witnesses", diagnostics);
    let base = table.string("base", diagnostics);
    table.finish(diagnostics);
    InForce { witnesses, base }
}

/// Reads a `[[lacuna]]`.
pub(super) fn lacuna(mut table: Table, diagnostics: &mut Diagnostics) -> Option<Lacuna> {
    let witness = table.required("witness", diagnostics);
    let from = words(&mut table, "from", diagnostics);
    let to = table.table("to", diagnostics).and_then(|mut to| {
        let exact = to.required("exact", diagnostics);
        to.finish(diagnostics);
        exact
    });
    if from.is_none() && !diagnostics.has_errors() {
        let error = crate::diag::Diagnostic::error("missing-key", "`from` is missing").at(table.span.clone());
        diagnostics.push(error.help("add `from = { exact = \"…\" }`, the first words that the witness lacks"));
    }
    table.finish(diagnostics);
    Some(Lacuna { witness: witness?, from: from?, to })
}

/// The quotation of a table at a key.
fn words(table: &mut Table, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Quote> {
    let mut words = table.table(key, diagnostics)?;
    let quote = quote(&mut words, diagnostics);
    words.finish(diagnostics);
    quote
}
