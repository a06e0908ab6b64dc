//! What is wrong with an authority file beyond its grammar: spellings that nothing tells apart,
//! documents that the book does not have.

use super::lexicon::{Lexicon, fold};
use crate::config::names::{NameEntry, NamesFile};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Edition;
use crate::source::Span;
use crate::table::Located;
use crate::words::nearest::nearest;

pub(super) fn check(edition: &Edition, file: &NamesFile, lexicon: &Lexicon, diagnostics: &mut Diagnostics) {
    for variant in lexicon.variants.iter().filter(|v| v.owners.len() > 1) {
        let owners: Vec<&NameEntry> = variant.owners.iter().map(|o| &file.names[*o]).collect();
        if !owners.iter().any(|entry| tells_apart(entry)) {
            diagnostics.push(shared(&owners, &variant.words));
        }
    }
    for entry in &file.names {
        let in_rules = entry.contexts.iter().flat_map(|context| &context.documents);
        for document in in_rules.chain(entry.decisions.iter().map(|decision| &decision.document)) {
            let known =
                edition.documents.iter().map(|d| &d.id).chain(&edition.left_out).any(|id| *id == document.value);
            if !known {
                diagnostics.push(unknown_document(edition, document));
            }
        }
    }
}

/// Whether an entry has anything that settles a spelling that it shares.
fn tells_apart(entry: &NameEntry) -> bool {
    !entry.contexts.is_empty() || !entry.decisions.is_empty() || entry.default.is_some()
}

fn shared(owners: &[&NameEntry], words: &str) -> Diagnostic {
    let place = |entry: &NameEntry| -> Span {
        let variant = entry.variants.iter().find(|v| fold(&v.value) == words);
        variant.map_or_else(|| entry.span.clone(), |v| v.span.clone())
    };
    let ids: Vec<String> = owners.iter().map(|entry| format!("`{}`", entry.name.id)).collect();
    let message = format!("{} share the variant “{words}”, and nothing tells them apart", ids.join(" and "));
    let mut error = Diagnostic::error("shared-variant", message);
    for (index, entry) in owners.iter().rev().enumerate() {
        error = if index == 0 { error.at(place(entry)) } else { error.label(place(entry), "and here") };
    }
    error.help("give one of them a `[[name.context]]`, say `default = true`, or decide with `[[name.occurrence]]`")
}

fn unknown_document(edition: &Edition, document: &Located<String>) -> Diagnostic {
    let error = Diagnostic::error("unknown-document", format!("there is no document `{}`", document.value));
    let error = error.at(document.span.clone());
    let known: Vec<&str> = edition.documents.iter().map(|d| d.id.as_str()).collect();
    match nearest(&document.value, known.iter().copied()) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help(format!("the documents of this book: {}", known.join(", "))),
    }
}
