//! Proposals as entries of `corpus/parallels.toml`, for the editor to judge.

use crate::anchor::Anchors;
use crate::anchor::quoting::{Quoted, quote};
use crate::config::parallels::{KINDS, ParallelsFile};
use crate::model::document::Container;
use crate::parallels::texts::Texts;
use crate::parallels::{Passage, Proposal};
use crate::source::Span;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What is appended to the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entries {
    /// The entries.
    pub text: String,
    /// How many there are.
    pub written: usize,
    /// How many proposals no short quotation leads to.
    pub left_out: usize,
}

/// The entries for `proposals`, numbered on from those that `file` has.
pub fn entries<'p>(
    texts: &Texts<'_>,
    file: &ParallelsFile,
    proposals: impl IntoIterator<Item = &'p Proposal>,
) -> Entries {
    let numbers = file.parallels.iter().filter_map(|p| p.id.value.strip_prefix("proposal-")?.parse::<u32>().ok());
    let mut next = numbers.max().unwrap_or(0) + 1;
    let mut quoter = Quoter { texts, anchors: BTreeMap::new() };
    let mut entries = Entries::default();
    for proposal in proposals {
        match (quoter.side("a", &proposal.a), quoter.side("b", &proposal.b)) {
            (Some(a), Some(b)) => {
                let kind = KINDS.iter().find(|(_, kind)| *kind == proposal.kind).map_or("", |(name, _)| name);
                let _ = write!(
                    entries.text,
                    "\n[[proposal]]\nid = \"proposal-{next}\"\nkind = \"{kind}\"\nscore = {}\n{a}{b}",
                    proposal.score.max(1)
                );
                next += 1;
                entries.written += 1;
            }
            _ => entries.left_out += 1,
        }
    }
    entries
}

struct Quoter<'t, 'e> {
    texts: &'t Texts<'e>,
    anchors: BTreeMap<(usize, Container), Anchors<'e>>,
}

impl Quoter<'_, '_> {
    fn side(&mut self, key: &str, passage: &Passage) -> Option<String> {
        let (text, range) = self.texts.range(passage)?;
        let home = self.texts.home(passage.block);
        let document = self.texts.document(passage.block);
        let span: Span = self.texts.origin(passage)?;
        let anchors = self.anchors.entry((home.document, home.container)).or_insert_with(|| Anchors::new(text));
        let Quoted { from, occurrence, to } = quote(text, anchors, &range, &span)?;
        let mut out = format!("[proposal.{key}]\ndocument = {}\n", string(&document.id));
        let _ = writeln!(out, "{} = {}", if to.is_some() { "from" } else { "exact" }, string(&from));
        if let Some(to) = to {
            let _ = writeln!(out, "to = {}", string(&to));
        }
        if let Some(occurrence) = occurrence {
            let _ = writeln!(out, "occurrence = {occurrence}");
        }
        if let Container::Note(id) = home.container {
            let key = &document.notes.get(id.0 as usize)?.key;
            let _ = writeln!(out, "in = {}", string(&format!("note:{key}")));
        }
        Some(out)
    }
}

/// A TOML string.
fn string(value: &str) -> String {
    toml::Value::String(value.to_owned()).to_string()
}
