//! What stands beside lines and cannot be shown: milestones of numberings that the book does not declare, and what
//! steers the numbers of lines that have none.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Container, Edition};
use crate::model::text::{Mark, MarkKind, Text};
use crate::words::nearest::nearest;

/// Reports what cannot be shown.
pub(super) fn check(edition: &Edition, diagnostics: &mut Diagnostics) {
    let known: Vec<&str> = edition.book.milestones.iter().map(|system| system.id.as_str()).collect();
    for document in &edition.documents {
        for container in document.containers() {
            let Some(text) = document.text(container) else { continue };
            diagnostics.extend(text.marks.iter().filter_map(|mark| fault(text, mark, container, &known)));
        }
    }
}

/// What is wrong with a mark.
fn fault(text: &Text, mark: &Mark, container: Container, known: &[&str]) -> Option<Diagnostic> {
    let error = match &mark.kind {
        MarkKind::Line(_) if container != Container::Body => {
            let message = "only the lines of a text are numbered, not those of headnotes and titles";
            Diagnostic::error("unnumbered-line", message).help("take `{line=…}` out")
        }
        MarkKind::Milestone(milestone) if !known.contains(&milestone.system.as_str()) => {
            let system = &milestone.system;
            let error = Diagnostic::error("unknown-milestones", format!("`{system}` is no numbering of the book"));
            match nearest(system, known.iter().copied()) {
                Some(near) => error.help(format!("did you mean `{near}`?")),
                None => error.help(format!("declare it in book.toml: `[[milestones]]` with `id = \"{system}\"`")),
            }
        }
        _ => return None,
    };
    let at = mark.range.start;
    Some(match text.origin(at).or_else(|| text.origin(at.saturating_sub(1))) {
        Some(span) => error.at(span),
        None => error,
    })
}
