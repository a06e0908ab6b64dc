//! What is settled once all entries are read: readings that are copies of others, and what is amiss with sigla.

use super::super::walk::Walk;
use crate::diag::Diagnostic;
use crate::model::apparatus::{EntryId, Reading, ReadingKind};

/// How many sigla a message lists.
const LISTED: usize = 24;
/// How many copies of copies are followed.
const DEEPEST: usize = 8;

/// Gives readings that are copies of others (`copyOf`) their words.
pub(super) fn copies(walk: &mut Walk<'_, '_>) {
    for _ in 0..DEEPEST {
        let mut copied: Vec<(usize, usize, Reading)> = Vec::new();
        for (number, entry) in walk.entries.iter().enumerate() {
            for (index, reading) in entry.readings.iter().enumerate().filter(|(_, reading)| reading.words.is_empty()) {
                let of = reading.attributes.iter().find(|(name, _)| name == "copyOf");
                let source = of.and_then(|(_, target)| source(walk, target));
                copied.extend(source.filter(|source| !source.words.is_empty()).map(|source| (number, index, source)));
            }
        }
        if copied.is_empty() {
            break;
        }
        for (number, index, source) in copied {
            let reading = &mut walk.entries[number].readings[index];
            (reading.words, reading.marks, reading.kind) = (source.words, source.marks, source.kind);
        }
    }
}

/// The reading or lemma that a pointer means, as a reading.
fn source(walk: &Walk<'_, '_>, target: &str) -> Option<Reading> {
    let tree = walk.tree;
    let node = tree.by_id(target.trim().rsplit('#').next()?)?;
    if let Some((EntryId(entry), index)) = walk.apparatus.readings.get(&node) {
        return walk.entries.get(*entry as usize)?.readings.get(*index).cloned();
    }
    (tree.name(node) == "lem").then(|| Reading { words: tree.words(node), ..Reading::new(ReadingKind::Words) })
}

/// Reports sigla that are declared nowhere.
pub(super) fn report(walk: &mut Walk<'_, '_>) {
    let Some(found) = walk.apparatus.sigla else { return };
    if let Some((count, first)) = found.bare.clone() {
        let message = format!("sigla are named without `#` ({count} times)");
        let warning = Diagnostic::warning("siglum-without-hash", message).at(first);
        walk.diagnostics.push(warning.help("write each as `#` and the `xml:id` of its witness"));
    }
    if found.dangling.is_empty() {
        return;
    }
    if found.witnesses == 0 {
        let names: Vec<&str> = found.dangling.iter().map(|one| one.target.as_str()).take(LISTED).collect();
        let more = if found.dangling.len() > LISTED { " …" } else { "" };
        let times: usize = found.dangling.iter().map(|one| one.count).sum();
        let message = format!(
            "the file declares no witnesses: its sigla are those in use, {}{more} ({times} times)",
            names.join(" ")
        );
        let warning = Diagnostic::warning("no-witnesses", message).at(found.dangling[0].first.clone());
        walk.diagnostics.push(warning.help("say in the document's sigla.toml what they stand for"));
        return;
    }
    for one in &found.dangling {
        let times = if one.count > 1 { format!(" ({} times)", one.count) } else { String::new() };
        let message = format!("`{}` is declared nowhere{times}", one.target);
        let warning = Diagnostic::warning("dangling-siglum", message).at(one.first.clone());
        walk.diagnostics.push(warning.help("say in the document's sigla.toml what it stands for"));
    }
}
