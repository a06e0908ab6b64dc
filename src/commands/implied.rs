//! `edition witness text`: a witness as the apparatus implies it.

use super::{load, terminal};
use crate::cli;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{SiglumId, SiglumKind};
use crate::model::document::{Container, Document, Presence};
use crate::pipeline;
use crate::reconstruct::{self, reconstruct};
use crate::words::nearest::nearest;
use unicode_normalization::UnicodeNormalization;

pub(super) fn run(siglum: &str, document: Option<&str>, source: &cli::Source) -> bool {
    let mut loaded = match load::load(source) {
        Ok(loaded) => loaded,
        Err(failed) => return terminal::diagnostics(&failed.1, &failed.0),
    };
    let inputs = std::mem::take(&mut loaded.inputs);
    let prepared = pipeline::prepare(&loaded.sources, &loaded.file, inputs, &loaded.shelf, &mut loaded.diagnostics);
    let siglum: String = siglum.nfc().collect();
    let documents = &prepared.edition.documents;
    let wanted = chosen(documents, &siglum, document, &mut loaded.diagnostics);
    let mut out = String::new();
    for (document, witness) in &wanted {
        let found = reconstruct(document, *witness);
        loaded.diagnostics.extend(found.faults);
        if !out.is_empty() {
            out.push('\n');
        }
        // Of one text its title is told where witnesses differ in it.
        let differs = document.entries.iter().any(|entry| entry.place == Some(Container::Title));
        let reconstruct::Reconstruction { string: title, faults, .. } = reconstruct::title(document, *witness);
        loaded.diagnostics.extend(faults);
        if (wanted.len() > 1 || differs) && !title.is_empty() {
            out.push_str(&format!("{title}\n\n"));
        }
        out.push_str(&found.string);
        out.push('\n');
    }
    // a text that is not proved is not printed
    if !loaded.diagnostics.has_errors() {
        terminal::out(&out);
    }
    terminal::diagnostics(&loaded.said(), &loaded.sources)
}

/// The documents that are asked for, each with the id of the siglum in it; what cannot be printed is an error.
fn chosen<'d>(
    documents: &'d [Document],
    siglum: &str,
    asked: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Vec<(&'d Document, SiglumId)> {
    let among: Vec<&Document> = match asked {
        None => documents.iter().collect(),
        Some(id) => documents.iter().filter(|document| document.id == id).collect(),
    };
    if let Some(id) = asked.filter(|_| among.is_empty()) {
        let error = Diagnostic::error("unknown-document", format!("there is no document `{id}`"));
        let near = nearest(id, documents.iter().map(|document| document.id.as_str()));
        diagnostics.push(near.map_or(error.clone(), |near| error.help(format!("did you mean `{near}`?"))));
        return vec![];
    }
    let declared: Vec<(&Document, SiglumId)> =
        among.iter().filter_map(|document| Some((*document, document.sigla.find(siglum)?))).collect();
    if declared.is_empty() {
        let error = Diagnostic::error("unknown-siglum", format!("no siglum `{siglum}` is declared"));
        let known = among.iter().flat_map(|document| &document.sigla.list).map(|known| known.siglum.as_str());
        let near = nearest(siglum, known);
        diagnostics.push(near.map_or(error.clone(), |near| error.help(format!("did you mean `{near}`?"))));
        return vec![];
    }
    let of_use = |(document, witness): &(&Document, SiglumId)| {
        let sigla = &document.sigla;
        let known = sigla.is_in_force(*witness) || sigla.base == Some(*witness);
        known && document.presence == Presence::Text
    };
    let found: Vec<(&Document, SiglumId)> = declared.iter().copied().filter(of_use).collect();
    if let (Some((document, witness)), true) = (declared.first(), found.is_empty()) {
        diagnostics.push(not_to_be_had(document, *witness));
    }
    found
}

/// Why the text of a siglum cannot be told.
fn not_to_be_had(document: &Document, witness: SiglumId) -> Diagnostic {
    let sigla = &document.sigla;
    let name = sigla.name(witness);
    let found = sigla.get(witness);
    let of = found.and_then(|siglum| siglum.hand_of).map_or("", |witness| sigla.name(witness));
    let (message, help) = match found.map(|siglum| siglum.kind) {
        _ if document.presence == Presence::Commentary => (
            format!("the text of `{}` is not here", document.id),
            "supply it with `edition witness add FILE` or `--witnesses DIR`".to_owned(),
        ),
        Some(SiglumKind::Hand) => (format!("`{name}` is a hand"), format!("ask for its witness: `{of}`")),
        Some(SiglumKind::Group) => {
            let members: Vec<&str> = sigla.members(witness).map(|member| sigla.name(member)).collect();
            (format!("`{name}` is a group"), format!("ask for one of its members: {}", members.join(" ")))
        }
        _ => (
            format!("`{name}` is not in force in `{}`: where it is not named nobody knows what it has", document.id),
            format!("add \"{name}\" to `witnesses` of `[apparatus]` in its document.toml"),
        ),
    };
    Diagnostic::error("witness-not-in-force", message).help(help)
}
