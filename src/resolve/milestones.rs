//! Milestones of numberings that the book does not declare.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Edition;
use crate::model::text::MarkKind;
use crate::words::nearest::nearest;

/// An error for each milestone whose system is none of the book's.
pub(super) fn check(edition: &Edition, diagnostics: &mut Diagnostics) {
    let known: Vec<&str> = edition.book.milestones.iter().map(|system| system.id.as_str()).collect();
    for document in &edition.documents {
        let texts = document.containers().into_iter().filter_map(|container| document.text(container));
        for text in texts {
            for mark in &text.marks {
                let MarkKind::Milestone(milestone) = &mark.kind else { continue };
                if known.contains(&milestone.system.as_str()) {
                    continue;
                }
                let message = format!("`{}` is no numbering of the book", milestone.system);
                let error = Diagnostic::error("unknown-milestones", message);
                let error = match text.origin(mark.range.start).or(text.origin(mark.range.start.saturating_sub(1))) {
                    Some(span) => error.at(span),
                    None => error,
                };
                diagnostics.push(match nearest(&milestone.system, known.iter().copied()) {
                    Some(near) => error.help(format!("did you mean `{near}`?")),
                    None => error.help(format!(
                        "declare it in book.toml: `[[milestones]]` with `id = \"{}\"`",
                        milestone.system
                    )),
                });
            }
        }
    }
}
