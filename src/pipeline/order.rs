//! In which order the documents stand.

use crate::config::book::BookFile;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Document, Matter};

/// Front matter, texts, back matter; in each as `book.toml` lists them, or the texts by date where it says so, in
/// its order where the date is the same, those without one first.
///
/// A book that says neither and would stand otherwise by date is told once: that order was the rule in former versions.
pub(super) fn order(documents: &mut [Document], file: &BookFile, diagnostics: &mut Diagnostics) {
    let by_date = |a: &Document, b: &Document| match (a.matter, b.matter) {
        (Matter::Text, Matter::Text) => a.date.cmp(&b.date),
        _ => std::cmp::Ordering::Equal,
    };
    documents.sort_by_key(|document| document.matter);
    match file.by_date {
        Some(true) => documents.sort_by(|a, b| a.matter.cmp(&b.matter).then(by_date(a, b))),
        Some(false) => {}
        None => {
            let earlier = documents.windows(2).find(|pair| by_date(&pair[0], &pair[1]).is_gt()).map(|pair| &pair[1]);
            let listed = earlier.and_then(|one| Some((one, file.documents.iter().find(|entry| entry.id == one.id)?)));
            if let Some((document, entry)) = listed {
                let why = match document.date {
                    Some(_) => "is older than the text before it",
                    None => "has no date, the text before it has one",
                };
                let message = format!("`{}` {why}: the texts stand as listed here", entry.id);
                let help =
                    "write `order = \"listed\"` below `[build]` to keep this, or `order = \"date\"` to sort them";
                diagnostics.push(Diagnostic::warning("order-not-said", message).at(entry.span.clone()).help(help));
            }
        }
    }
}
