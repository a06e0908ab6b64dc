//! What no file may lead to, and what it says in vain: addresses that run something, and languages that are none.

use super::tree::Tree;
use crate::diag::{Diagnostic, Diagnostics};
use crate::safe;
use crate::words::language::{self, advice, is_tag};
use std::collections::BTreeSet;

/// Looks through all attributes. An address that runs something would stand in whatever is written from the file: it is
/// an error. A language that is none is a warning, once for each.
pub(super) fn check(tree: &Tree<'_>, diagnostics: &mut Diagnostics) {
    let mut tags = BTreeSet::new();
    for element in tree.descendants(tree.root()).filter_map(|id| tree.element(id)) {
        for attribute in &element.attributes {
            let place = || tree.place(attribute.span.clone());
            if safe::runs(&attribute.value) {
                let message = format!("`{}` is an address that runs something", attribute.name);
                let help = "take it out: a book leads to places and to the web, with `#…` and `https://…`";
                diagnostics.push(Diagnostic::error("unsafe-address", message).at(place()).help(help));
            }
            let value = attribute.value.trim();
            let is_language = attribute.name == "xml:lang" && !value.is_empty();
            if is_language && language::tag(value).is_none() && !is_tag(value) && tags.insert(value) {
                let message = format!("`{}` is no language tag: it is passed over", safe::quoted(value));
                diagnostics.push(Diagnostic::warning("bad-language", message).at(place()).help(advice(value)));
            }
        }
    }
}
