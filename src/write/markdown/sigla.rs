//! The sigla of an imported text as the document's `sigla.toml`.

use crate::config::sigla::{SiglumEntry, is_siglum};
use crate::model::apparatus::SiglumKind;
use std::fmt::Write as _;

/// Writes sigla in their order; those that a `sigla.toml` cannot hold are left out.
pub fn sigla(all: &[SiglumEntry]) -> String {
    let mut out = String::new();
    for entry in all.iter().filter(|entry| is_siglum(&entry.siglum.value)) {
        let before = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{before}[[witness]]\nsiglum = {}", quoted(&entry.siglum.value));
        let _ = writeln!(out, "title = {}", quoted(&entry.title));
        let kind = SiglumKind::ALL.iter().find(|(_, kind)| *kind == entry.kind).map(|(name, _)| *name);
        if let Some(kind) = kind.filter(|_| entry.kind != SiglumKind::Manuscript) {
            let _ = writeln!(out, "kind = {}", quoted(kind));
        }
        let group = entry.group.as_ref().map(|group| &group.value).filter(|group| is_siglum(group));
        for (key, value) in
            [("date", &entry.date), ("heading", &entry.heading), ("group", &group.cloned()), ("xml-id", &entry.xml_id)]
        {
            if let Some(value) = value {
                let _ = writeln!(out, "{key} = {}", quoted(value));
            }
        }
        let hands = entry.hands.iter().filter(|(hand, _)| is_siglum(&hand.value));
        let hands: Vec<String> = hands
            .map(|(hand, title)| format!("{{ siglum = {}, title = {} }}", quoted(&hand.value), quoted(title)))
            .collect();
        if !hands.is_empty() {
            let _ = writeln!(out, "hands = [{}]", hands.join(", "));
        }
    }
    out
}

fn quoted(value: &str) -> toml::Value {
    toml::Value::String(value.to_owned())
}
