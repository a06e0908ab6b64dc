//! `[[milestones]]` of `book.toml`: the numberings besides that of the lines.

use super::standoff::{bad_id, is_id};
use super::value::one_of;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::lines::{MilestoneKind, MilestoneSystem};
use crate::table::Table;

/// The kinds, as they are written.
const KINDS: &[(&str, MilestoneKind)] =
    &[("numbers", MilestoneKind::Numbers), ("pages", MilestoneKind::Pages), ("speakers", MilestoneKind::Speakers)];

/// The systems in the order of the file.
pub(super) fn read(tables: Vec<Table>, diagnostics: &mut Diagnostics) -> Vec<MilestoneSystem> {
    let mut systems: Vec<MilestoneSystem> = vec![];
    for mut table in tables {
        let id = table.required("id", diagnostics);
        let title = table.text("title", diagnostics);
        let kind = table.string("kind", diagnostics);
        let kind = one_of("kind", kind, KINDS, diagnostics).unwrap_or_default();
        table.finish(diagnostics);
        let Some(id) = id else { continue };
        if !is_id(&id.value) {
            diagnostics.push(bad_id(&id));
        } else if systems.iter().any(|system| system.id == id.value) {
            let error = Diagnostic::error("duplicate-milestones", format!("`{}` is declared twice", id.value));
            diagnostics.push(error.at(id.span).help("take one of the two out"));
        } else {
            let title = title.unwrap_or_else(|| id.value.clone());
            systems.push(MilestoneSystem { id: id.value, title, kind });
        }
    }
    systems
}
