//! What `names suggest` prints: entries to paste into `names.toml`, or JSON.

use crate::names::suggest::Suggestion;
use std::fmt::Write as _;

/// As JSON, with a final line break.
pub fn suggestions_json(all: &[Suggestion]) -> String {
    super::to_json(&all)
}

/// As TOML, each with a comment on where it was found. What may belong to an entry that is there
/// is a comment as a whole.
pub fn suggestions_toml(all: &[Suggestion]) -> String {
    all.iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn entry(suggestion: &Suggestion) -> String {
    let Suggestion { id, name, kind, variants, count, document, place, perhaps } = suggestion;
    let times = if *count == 1 { "once".to_owned() } else { format!("{count} times") };
    let variants: Vec<String> = variants.iter().map(|v| quoted(v)).collect();
    let variants = format!("variants = [{}]", variants.join(", "));
    let mut out = format!("# {times}, first in {document}#{place}");
    if let Some(other) = perhaps {
        let _ = writeln!(out, "; perhaps `{other}`:\n# {variants}");
        return out;
    }
    let kind = quoted(kind.as_str());
    let (id, name) = (quoted(id), quoted(name));
    let _ = writeln!(out, "\n[[name]]\nid = {id}\nname = {name}\nkind = {kind}\n{variants}");
    out
}

/// A basic string of TOML.
fn quoted(string: &str) -> String {
    let mut out = String::from("\"");
    for c in string.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}
