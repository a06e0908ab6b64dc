//! `[[milestones]]` of `book.toml`: the numberings besides that of the lines.

use super::standoff::{bad_id, is_id};
use super::value::one_of;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::lines::{MilestoneKind, MilestoneSystem};
use crate::table::{Located, Table};
use crate::words::nearest::nearest;

/// The kinds, as they are written.
const KINDS: &[(&str, MilestoneKind)] =
    &[("numbers", MilestoneKind::Numbers), ("pages", MilestoneKind::Pages), ("speakers", MilestoneKind::Speakers)];

/// The systems in the order of the file.
pub(super) fn read(tables: Vec<Table>, diagnostics: &mut Diagnostics) -> Vec<MilestoneSystem> {
    let (mut systems, mut outer): (Vec<MilestoneSystem>, Vec<_>) = (vec![], vec![]);
    for mut table in tables {
        let id = table.required("id", diagnostics);
        let title = table.text("title", diagnostics);
        let kind = table.string("kind", diagnostics);
        let kind = one_of("kind", kind, KINDS, diagnostics).unwrap_or_default();
        let within = table.string("within", diagnostics);
        table.finish(diagnostics);
        let Some(id) = id else { continue };
        if !is_id(&id.value) {
            diagnostics.push(bad_id(&id));
        } else if systems.iter().any(|system| system.id == id.value) {
            let error = Diagnostic::error("duplicate-milestones", format!("`{}` is declared twice", id.value));
            diagnostics.push(error.at(id.span).help("take one of the two out"));
        } else {
            let title = title.unwrap_or_else(|| id.value.clone());
            let outer_id = within.as_ref().map(|within| within.value.clone());
            outer.extend(within.map(|within| (id.value.clone(), within)));
            systems.push(MilestoneSystem { id: id.value, title, kind, within: outer_id });
        }
    }
    for (id, within) in outer {
        diagnostics.extend(fault(&systems, &id, &within));
    }
    systems
}

/// What is wrong with a system within another: that is none of the book's, or it is within this one itself.
fn fault(systems: &[MilestoneSystem], id: &str, within: &Located<String>) -> Option<Diagnostic> {
    let of = |id: &str| systems.iter().find(|system| system.id == id);
    let Some(outer) = of(&within.value) else {
        let known = systems.iter().map(|system| system.id.as_str());
        let error = Diagnostic::error("unknown-milestones", format!("`{}` is no numbering of the book", within.value));
        let help = match nearest(&within.value, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("declare it: `[[milestones]]` with `id = \"{}\"`", within.value),
        };
        return Some(error.at(within.span.clone()).help(help));
    };
    let above = std::iter::successors(Some(outer), |system| of(system.within.as_deref()?)).take(systems.len());
    above.map(|system| system.id.as_str()).find(|outer| *outer == id).map(|_| {
        let error = Diagnostic::error("circular-milestones", format!("`{id}` is within itself"));
        error.at(within.span.clone()).help("name the numbering that it divides: chapters are within books")
    })
}
