//! `witness.lock`: made while the text is there, written beside the sheet, read when it is not.
//!
//! TOML with one line for each fact, in an order that depends on the text alone.

use super::variants;
use crate::config::standoff::StandOff;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Container, Document, NoteSeries, author_series};
use crate::model::lock::{Lock, LockedAnchor};
use crate::model::order::{self, Noted, Order, Position};
use crate::model::text::{MarkKind, NoteId, Text};
use crate::source::{FileId, Sources, Span};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The version of the import rules: it rises with every change that can move a paragraph, a note or an anchor of a text
/// that was read before.
const RULES: u32 = 2;

/// Makes the lock of a document whose text is there.
pub fn make(document: &Document, standoff: &StandOff, series: &[NoteSeries]) -> Lock {
    let author = author_series(series);
    let calls = call_order(document);
    let mut lock = Lock {
        sha256: document.witnesses.first().map(|w| w.sha256.clone()).unwrap_or_default(),
        rules: RULES,
        blocks: document.body.blocks.iter().filter_map(|b| b.number).max().unwrap_or(0),
        headings: headings(&document.body),
        passages: passages(&document.body),
        ..Lock::default()
    };
    let called: BTreeMap<NoteId, u32> = calls.iter().copied().collect();
    lock.entries = entries(document, standoff, &called);
    let stand_off: BTreeSet<(&str, &str)> =
        standoff.all_notes().map(|n| (n.series.value.as_str(), n.id.value.as_str())).collect();
    let mut order = 0;
    for (note, block) in calls {
        let note = &document.notes[note.0 as usize];
        let name = series.get(note.series).map(|s| (s.id.as_str(), note.key.as_str()));
        if name.is_some_and(|n| stand_off.contains(&n)) {
            order += 1;
            lock.anchors.insert(note.key.clone(), LockedAnchor { block, order });
        } else if note.series == author {
            lock.notes.insert(note.key.clone(), block);
        }
    }
    lock
}

fn headings(body: &Text) -> BTreeMap<String, u32> {
    let mut last = 0;
    let mut all = BTreeMap::new();
    for block in &body.blocks {
        last = block.number.unwrap_or(last);
        if let Some(anchor) = &block.anchor {
            all.insert(anchor.clone(), last);
        }
    }
    all
}

/// The passages of the body that are places to refer to, each with its block's number.
fn passages(body: &Text) -> BTreeMap<String, u32> {
    let named: BTreeSet<&str> = body.marks.iter().filter_map(|m| passage_name(&m.kind)).collect();
    let mut all = BTreeMap::new();
    for mark in &body.marks {
        if let MarkKind::Anchor(name) = &mark.kind
            && named.contains(name.as_str())
        {
            let before = body.blocks.iter().take_while(|b| b.range.start <= mark.range.start);
            all.insert(name.clone(), before.filter_map(|b| b.number).max().unwrap_or(0));
        }
    }
    all
}

/// The stand-off entries whose lemmata stand in the body, or in a note that it calls.
fn entries(document: &Document, standoff: &StandOff, called: &BTreeMap<NoteId, u32>) -> BTreeMap<String, LockedAnchor> {
    let names: BTreeSet<String> = standoff.variants.iter().map(variants::name).collect();
    if names.is_empty() {
        return BTreeMap::new();
    }
    let (numbers, order) = (numbers(&document.body), Order::of(document));
    let mut places: BTreeMap<&str, (Position, u32)> = BTreeMap::new();
    for container in document.containers() {
        for mark in document.text(container).into_iter().flat_map(|text| &text.marks) {
            let MarkKind::Entry(id) = mark.kind else { continue };
            let Some(entry) = document.entries.get(id.0 as usize).filter(|e| names.contains(&e.id)) else { continue };
            let block = match container {
                Container::Body => document.body.block_at(mark.range.start).map(|index| numbers[index]),
                Container::Note(note) => called.get(&note).copied(),
                _ => None,
            };
            let Some(block) = block else { continue };
            let here = (order.position(container, mark.range.start), block);
            places.entry(&entry.id).and_modify(|known| *known = here.min(*known)).or_insert(here);
        }
    }
    let mut sorted: Vec<_> = places.into_iter().map(|(name, (position, block))| (position, name, block)).collect();
    sorted.sort_unstable();
    let anchors = (1..).zip(sorted).map(|(order, (_, name, block))| (name.to_owned(), LockedAnchor { block, order }));
    anchors.collect()
}

fn passage_name(kind: &MarkKind) -> Option<&str> {
    if let MarkKind::Passage(name) = kind { Some(name) } else { None }
}

/// The notes called from the body, and from its notes, in order, each with its block's number.
fn call_order(document: &Document) -> Vec<(NoteId, u32)> {
    let numbers = numbers(&document.body);
    let mut blocks: BTreeMap<NoteId, u32> = BTreeMap::new();
    let block = |Noted { note, call }: Noted| {
        let block = match call? {
            (Container::Note(caller), _) => blocks.get(&caller).copied()?,
            (_, at) => document.body.block_at(at).map_or(0, |index| numbers[index]),
        };
        blocks.insert(note, block);
        Some((note, block))
    };
    order::called_from(document, &[Container::Body]).into_iter().filter_map(block).collect()
}

/// For each block the last number up to it.
fn numbers(body: &Text) -> Vec<u32> {
    let mut last = 0;
    let numbers = body.blocks.iter().map(|block| {
        last = block.number.unwrap_or(last);
        last
    });
    numbers.collect()
}

/// The lock as a file.
pub fn to_string(lock: &Lock) -> String {
    let mut out = String::from("# Generated by `edition` while the text is there: places and order, no words.\n");
    let _ = writeln!(out, "sha256 = \"{}\"\nrules = {}\nblocks = {}", lock.sha256, lock.rules, lock.blocks);
    let numbers = |out: &mut String, name: &str, all: &BTreeMap<String, u32>| {
        let mut all: Vec<_> = all.iter().collect();
        all.sort_by_key(|(key, block)| (**block, key.parse::<u32>().unwrap_or(u32::MAX), *key));
        if !all.is_empty() {
            let _ = writeln!(out, "\n[{name}]");
        }
        for (key, block) in all {
            let _ = writeln!(out, "{} = {block}", toml_key(key));
        }
    };
    numbers(&mut out, "headings", &lock.headings);
    numbers(&mut out, "notes", &lock.notes);
    numbers(&mut out, "passages", &lock.passages);
    places(&mut out, "anchors", &lock.anchors);
    places(&mut out, "entries", &lock.entries);
    out
}

/// A table of stand-off notes or entries, in their order.
fn places(out: &mut String, name: &str, all: &BTreeMap<String, LockedAnchor>) {
    let mut all: Vec<_> = all.iter().collect();
    all.sort_by_key(|(id, anchor)| (anchor.order, *id));
    if !all.is_empty() {
        let _ = writeln!(out, "\n[{name}]");
    }
    for (id, LockedAnchor { block, order }) in all {
        let _ = writeln!(out, "{} = {{ block = {block}, order = {order} }}", toml_key(id));
    }
}

/// A bare key is ASCII; others are quoted. Names have neither quotes nor backslashes.
fn toml_key(key: &str) -> String {
    let bare = key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if bare { key.to_owned() } else { format!("\"{key}\"") }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sha256: String,
    #[serde(default)]
    rules: u32,
    blocks: u32,
    #[serde(default)]
    headings: BTreeMap<String, u32>,
    #[serde(default)]
    notes: BTreeMap<String, u32>,
    #[serde(default)]
    passages: BTreeMap<String, u32>,
    #[serde(default)]
    anchors: BTreeMap<String, Anchor>,
    #[serde(default)]
    entries: BTreeMap<String, Anchor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Anchor {
    block: u32,
    order: u32,
}

/// Reads a lock; a fault is an error at its place.
pub fn parse(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Lock> {
    match toml::from_str::<File>(&sources.file(file).text) {
        Ok(File { sha256, rules, blocks, headings, notes, passages, anchors, entries }) => {
            let locked = |all: BTreeMap<String, Anchor>| {
                all.into_iter().map(|(id, a)| (id, LockedAnchor { block: a.block, order: a.order })).collect()
            };
            let (anchors, entries) = (locked(anchors), locked(entries));
            Some(Lock { sha256, rules, blocks, headings, notes, passages, anchors, entries })
        }
        Err(error) => {
            let message = error.message().lines().next().unwrap_or("this is no lock").to_owned();
            let span = Span::new(file, error.span().unwrap_or(0..0));
            let help = "the file is generated: delete it, and build with the witness at hand";
            diagnostics.push(Diagnostic::error("malformed-lock", message).at(span).help(help));
            None
        }
    }
}

/// What has changed since `kept` was written, as one warning. Rules of another version that read the text alike are no
/// change.
pub fn verify(document: &str, kept: &Lock, made: &Lock) -> Option<Diagnostic> {
    let mut changes: Vec<String> = Vec::new();
    if kept.sha256 != made.sha256 {
        changes.push("the witness is another one".into());
    }
    if kept.blocks != made.blocks {
        changes.push(format!("the text has {} numbered blocks, not {}", made.blocks, kept.blocks));
    }
    let moved = |name: &str, changed: Vec<String>| {
        let more = changed.len().saturating_sub(LISTED);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        let listed = changed[..changed.len() - more].join(", ");
        (!changed.is_empty()).then(|| format!("{name} moved, came or went: {listed}{rest}"))
    };
    let number = |block: &u32| *block;
    let anchor = |anchor: &LockedAnchor| anchor.block;
    changes.extend(moved("notes", different(&kept.notes, &made.notes, number)));
    changes.extend(moved("headings", different(&kept.headings, &made.headings, number)));
    changes.extend(moved("passages", different(&kept.passages, &made.passages, number)));
    changes.extend(moved("anchors", different(&kept.anchors, &made.anchors, anchor)));
    changes.extend(moved("entries", different(&kept.entries, &made.entries, anchor)));
    (!changes.is_empty()).then(|| {
        let rules = if kept.sha256 == made.sha256 && kept.rules != made.rules {
            format!(" (read by the rules of version {}, now {})", kept.rules, made.rules)
        } else {
            String::new()
        };
        let message = format!("`{document}/witness.lock` is out of date{rules}: {}", changes.join("; "));
        Diagnostic::warning("stale-lock", message)
            .help("look at the places that are named, run `edition build` with the witness at hand, and commit the lock that it writes")
    })
}

/// How many places of each kind the warning names.
const LISTED: usize = 12;

/// What is not as it was, each with the paragraphs between which it moved: `12 (p3 → p4)`.
fn different<T: PartialEq>(
    kept: &BTreeMap<String, T>,
    made: &BTreeMap<String, T>,
    block: impl Fn(&T) -> u32,
) -> Vec<String> {
    let place = |value: Option<&T>| value.map_or_else(|| "—".to_owned(), |v| format!("p{}", block(v)));
    let all: BTreeSet<&String> = kept.keys().chain(made.keys()).collect();
    let changed = all.into_iter().filter(|id| kept.get(*id) != made.get(*id));
    let told = |id: &String| match (kept.get(id), made.get(id)) {
        // its place among the others is another
        (Some(a), Some(b)) if block(a) == block(b) => format!("`{id}`"),
        (a, b) => format!("`{id}` ({} → {})", place(a), place(b)),
    };
    let mut listed: Vec<(u32, &String)> = changed.map(|id| (made.get(id).map_or(0, &block), id)).collect();
    listed.sort_by_key(|(block, id)| (*block, id.parse::<u32>().unwrap_or(u32::MAX), *id));
    listed.into_iter().map(|(_, id)| told(id)).collect()
}
