//! What a sheet says of the apparatus: the witnesses in force, the base, what a witness lacks.

use super::standoff::{Quote, quote};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::Span;
use crate::table::{Located, Table};

/// `[apparatus]` of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// `witnesses`: the sigla in force.
    pub witnesses: Vec<Located<String>>,
    /// `base`: the siglum of the one that the text was read from.
    pub base: Option<Located<String>>,
    /// `editors-headings`: whether the headings are the editor's, and in no witness.
    pub own_headings: bool,
}

/// `[[lacuna]]` of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacuna {
    /// The siglum of the witness that lacks the words.
    pub witness: Located<String>,
    /// The first words that it lacks; from the beginning of the text if `None`.
    pub from: Option<Quote>,
    /// The last; to the end of the text if `None`. Behind `from` where these first stand.
    pub to: Option<Quote>,
}

impl Lacuna {
    /// Where it is declared: at its words, or where it has none at its witness.
    pub fn span(&self) -> &Span {
        self.from.as_ref().or(self.to.as_ref()).map_or(&self.witness.span, |quote| &quote.span)
    }
}

/// Reads `[apparatus]`.
pub(super) fn in_force(mut table: Table, diagnostics: &mut Diagnostics) -> InForce {
    let witnesses = table.strings("witnesses", diagnostics);
    let base = table.string("base", diagnostics);
    let own_headings = table.boolean("editors-headings", diagnostics).unwrap_or_default();
    table.finish(diagnostics);
    InForce { witnesses, base, own_headings }
}

/// Reads a `[[lacuna]]`.
pub(super) fn lacuna(mut table: Table, diagnostics: &mut Diagnostics) -> Option<Lacuna> {
    let witness = table.required("witness", diagnostics);
    let [from, to] = ["from", "to"].map(|key| words(&mut table, key, diagnostics));
    table.finish(diagnostics);
    let (from, to) = (from?, to?);
    if let (Some(_), Some(to)) = (&from, &to)
        && (!to.prefix.is_empty() || !to.suffix.is_empty() || to.occurrence.is_some())
    {
        let error = Diagnostic::error("unknown-key", "`to` behind `from` is found by its words alone");
        let error = error.at(to.span.clone());
        diagnostics.push(error.help("it is where they first stand behind `from`: quote more of them"));
    }
    Some(Lacuna { witness: witness?, from, to })
}

/// The quotation of a table at a key, if there is one; `None` where that is none, which is reported: it does not mean the
/// beginning or the end of the text.
fn words(table: &mut Table, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Option<Quote>> {
    let Some(mut words) = table.table(key, diagnostics) else { return Some(None) };
    let quote = quote(&mut words, diagnostics);
    words.finish(diagnostics);
    Some(Some(quote?))
}
