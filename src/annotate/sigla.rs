//! The sigla of a document: those declared for it and for the corpus, which are in force, which is the base.

use crate::config::sheet::Sheet;
use crate::config::sigla::SiglumEntry;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Sigla, Siglum, SiglumId, SiglumKind};
use crate::table::Located;
use crate::words::nearest::nearest;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// The sigla of a document with this sheet: its own, which go before those of the corpus, then those of its
/// files that are not declared. Witnesses in force and the base must be declared.
pub fn of(sheet: &Sheet, own: &[SiglumEntry], corpus: &[SiglumEntry], diagnostics: &mut Diagnostics) -> Sigla {
    let mut sigla = Sigla::default();
    let mut groups: Vec<(usize, &str)> = Vec::new();
    // a file may use as many sigla as it has entries
    let mut places: BTreeMap<&str, SiglumId> = BTreeMap::new();
    for entry in own.iter().chain(corpus) {
        let witness = SiglumId(sigla.list.len() as u32);
        match places.entry(&entry.siglum.value) {
            Entry::Occupied(_) => continue,
            Entry::Vacant(place) => place.insert(witness),
        };
        groups.extend(entry.group.as_ref().map(|group| (sigla.list.len(), group.value.as_str())));
        sigla.list.push(Siglum {
            siglum: entry.siglum.value.clone(),
            title: entry.title.clone(),
            kind: entry.kind,
            date: entry.date.clone(),
            heading: entry.heading.clone(),
            group: None,
            hand_of: None,
            xml_id: entry.xml_id.clone(),
            span: Some(entry.siglum.span.clone()),
        });
        for (hand, title) in &entry.hands {
            if let Entry::Vacant(place) = places.entry(&hand.value) {
                place.insert(SiglumId(sigla.list.len() as u32));
                sigla.list.push(of_hand(hand, title, witness));
            }
        }
    }
    for (member, group) in groups {
        sigla.list[member].group = places.get(group).copied();
    }
    let files: Vec<_> = sheet.witnesses.iter().map(|witness| witness.value.clone()).collect();
    let Some(apparatus) = &sheet.apparatus else {
        sigla.add_files(&files);
        return sigla;
    };
    sigla.own_headings = apparatus.own_headings;
    let mut in_force: BTreeSet<SiglumId> = BTreeSet::new();
    for witness in &apparatus.witnesses {
        let known = places.get(witness.value.as_str()).copied();
        let Some(id) = known.or_else(|| declared(&sigla, witness, diagnostics)) else { continue };
        match in_force.contains(&id) {
            true => {
                let message = format!("`{}` is in force twice", witness.value);
                let error = Diagnostic::error("doubled-siglum", message).at(witness.span.clone());
                diagnostics.push(error.help("name it once"));
            }
            false => match sigla.list[id.0 as usize].kind {
                SiglumKind::Group => diagnostics.push(no_witness(witness, "a group", "name its members")),
                SiglumKind::Hand => diagnostics.push(no_witness(witness, "a hand", "name its witness")),
                _ => {
                    in_force.insert(id);
                    sigla.in_force.push(id);
                }
            },
        }
    }
    sigla.base = apparatus.base.as_ref().and_then(|base| declared(&sigla, base, diagnostics));
    if apparatus.base.is_none()
        && let Some(first) = sheet.witnesses.first()
    {
        let base = Located { value: first.value.siglum.clone(), span: first.span.clone() };
        sigla.base = declared(&sigla, &base, diagnostics);
    }
    sigla.add_files(&files);
    sigla
}

fn of_hand(hand: &Located<String>, title: &str, witness: SiglumId) -> Siglum {
    Siglum {
        siglum: hand.value.clone(),
        title: title.to_owned(),
        kind: SiglumKind::Hand,
        date: None,
        heading: None,
        group: None,
        hand_of: Some(witness),
        xml_id: None,
        span: Some(hand.span.clone()),
    }
}

/// The siglum of a name in a sheet; one that no `sigla.toml` declares is an error.
pub(super) fn declared(sigla: &Sigla, name: &Located<String>, diagnostics: &mut Diagnostics) -> Option<SiglumId> {
    let wanted: String = name.value.nfc().collect();
    let found = sigla.find(&wanted);
    if found.is_none() {
        let error = Diagnostic::error("unknown-siglum", format!("no siglum `{}` is declared", name.value));
        let known = sigla.list.iter().map(|siglum| siglum.siglum.as_str());
        let help = match nearest(&wanted, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("declare it in sigla.toml: `[[witness]]` with `siglum = \"{}\"` and a `title`", name.value),
        };
        diagnostics.push(error.at(name.span.clone()).help(help));
    }
    found
}

fn no_witness(name: &Located<String>, what: &str, help: &str) -> Diagnostic {
    let message = format!("`{}` is {what}, not a witness", name.value);
    Diagnostic::error("not-a-witness", message).at(name.span.clone()).help(help)
}
