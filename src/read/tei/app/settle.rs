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

/// Reports entries whose words or place are not found, all of them by name.
pub(super) fn places(walk: &mut Walk<'_, '_>) {
    let unfound = std::mem::take(&mut walk.apparatus.unfound);
    let unplaced = std::mem::take(&mut walk.apparatus.unplaced);
    let one_of = |all: &[_], one: &str, several: &str| match all.len() {
        1 => one.to_owned(),
        count => several.replace("{}", &count.to_string()),
    };
    let of_words = one_of(&unfound, "the lemma of an entry is", "the lemmata of {} entries are");
    let of_place = one_of(&unplaced, "the place of an entry is", "the places of {} entries are");
    let all = [
        (
            "unfound-lemma",
            unfound,
            format!("{of_words} not found where `loc` says: printed there as written"),
            "let it have words of that line, or point to them by `from` and `to`",
        ),
        (
            "unplaced-entry",
            unplaced,
            format!("{of_place} not found in the text: kept, and not printed"),
            "let its `from` and `to` point to elements of the text, or its `loc` name one by its `n`",
        ),
    ];
    for (code, entries, message, help) in all {
        let Some((first, _)) = entries.first() else { continue };
        let names: Vec<&str> = entries.iter().map(|(_, name)| name.as_str()).take(LISTED).collect();
        let more = if entries.len() > LISTED { ", …" } else { "" };
        let warning = Diagnostic::warning(code, format!("{message}: {}{more}", names.join(", "))).at(first.clone());
        walk.diagnostics.push(warning.help(help));
    }
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
