//! Files of passim, the program for text reuse in archives beyond one machine (version 2,
//! `github.com/dasmiq/passim`): its input, and its output read back.
//!
//! Its input is one JSON object a line: `id`, `series` (within one nothing is compared) and `text`.
//! With `--pairwise` its output is a folder `align.json` of such files, a line for each pair of
//! passages: `id`, `begin`, `end` and `id2`, `begin2`, `end2`, offsets in characters. Without, it is
//! a folder `out.json`, a line for each passage with the `cluster` that it belongs to.

use super::Passage;
use super::texts::Texts;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What stands between two blocks of a text.
const BETWEEN: &str = "\n\n";

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    series: &'a str,
    text: String,
}

/// The texts as passim's input.
pub fn input(texts: &Texts<'_>) -> String {
    let blocks = texts.blocks();
    let mut out = String::new();
    for range in by_document(texts, blocks.len()) {
        let id = texts.document(range.start).id.as_str();
        let text: Vec<&str> = blocks[range].iter().map(|block| block.text).collect();
        let record = Record { id, series: id, text: text.join(BETWEEN) };
        out.push_str(&serde_json::to_string(&record).unwrap_or_default());
        out.push('\n');
    }
    out
}

/// The blocks of each document, which stand together.
fn by_document(texts: &Texts<'_>, count: usize) -> Vec<std::ops::Range<usize>> {
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    for index in 0..count {
        match ranges.last_mut() {
            Some(last) if texts.home(last.start).document == texts.home(index).document => last.end = index + 1,
            _ => ranges.push(index..index + 1),
        }
    }
    ranges
}

/// A line of output, of either kind.
#[derive(Deserialize)]
struct Line {
    id: String,
    begin: usize,
    end: usize,
    id2: Option<String>,
    begin2: Option<usize>,
    end2: Option<usize>,
    cluster: Option<serde_json::Value>,
}

/// Reads passim's output: pairs of passages, each in the block that holds most of it. What does not
/// fit the texts is an error at its line.
pub fn output(
    sources: &Sources,
    files: &[FileId],
    texts: &Texts<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<(Passage, Passage)> {
    let places = Places::new(texts);
    let mut pairs = Vec::new();
    let mut clusters: BTreeMap<String, Vec<Passage>> = BTreeMap::new();
    for (line, span) in files.iter().flat_map(|file| lines(sources, *file)) {
        let mut passage = |id: &str, begin: usize, end: usize| {
            let found = places.passage(id, begin, end);
            if found.is_none() {
                let message = format!("`{id}` has no passage from character {begin} to {end}");
                let error = Diagnostic::error("passim-mismatch", message).at(span.clone());
                diagnostics.push(error.help("write passim's input anew with `--export` and run it again"));
            }
            found
        };
        match serde_json::from_str::<Line>(line) {
            Ok(Line { id, begin, end, id2: Some(id2), begin2: Some(begin2), end2: Some(end2), .. }) => {
                let (a, b) = (passage(&id, begin, end), passage(&id2, begin2, end2));
                pairs.extend(a.zip(b));
            }
            Ok(Line { id, begin, end, cluster: Some(cluster), .. }) => {
                let passage = passage(&id, begin, end);
                clusters.entry(cluster.to_string()).or_default().extend(passage);
            }
            Ok(_) => diagnostics.push(malformed("it has neither `id2`, `begin2`, `end2` nor `cluster`", span)),
            Err(error) => diagnostics.push(malformed(&error.to_string(), span)),
        }
    }
    for mut list in clusters.into_values() {
        list.sort();
        for (index, a) in list.iter().enumerate() {
            pairs.extend(list[index + 1..].iter().map(|b| (a.clone(), b.clone())));
        }
    }
    pairs.sort();
    pairs.dedup();
    pairs
}

fn malformed(what: &str, span: Span) -> Diagnostic {
    Diagnostic::error("malformed-passim", format!("this is no line of passim's output: {what}"))
        .at(span)
        .help("read the folder that passim wrote, best with `--pairwise`")
}

fn lines(sources: &Sources, file: FileId) -> Vec<(&str, Span)> {
    let source = sources.file(file);
    let numbers = 1..=source.line_count() as u32;
    let all = numbers.map(|number| (source.line(number), Span::new(file, source.line_range(number))));
    all.filter(|(line, _)| !line.trim().is_empty()).collect()
}

/// Where each document's characters are.
struct Places<'t> {
    /// For each document its blocks: index, first character, text.
    blocks: BTreeMap<&'t str, Vec<(usize, usize, &'t str)>>,
}

impl<'t> Places<'t> {
    fn new(texts: &Texts<'t>) -> Self {
        let all = texts.blocks();
        let mut blocks = BTreeMap::new();
        for range in by_document(texts, all.len()) {
            let mut at = 0;
            let list: &mut Vec<_> = blocks.entry(texts.document(range.start).id.as_str()).or_default();
            for index in range {
                list.push((index, at, all[index].text));
                at += all[index].text.chars().count() + BETWEEN.len();
            }
        }
        Self { blocks }
    }

    /// Characters `begin..end` of a document, as far as they lie in the block that has most of them.
    fn passage(&self, id: &str, begin: usize, end: usize) -> Option<Passage> {
        let blocks = self.blocks.get(id)?;
        let inside = |(_, start, text): &(usize, usize, &str)| {
            let length = text.chars().count();
            begin.saturating_sub(*start).min(length)..end.saturating_sub(*start).min(length)
        };
        // of two that hold as much the first: the last of the greatest, from behind
        let (block, start, text) = blocks.iter().rev().max_by_key(|block| inside(block).len())?;
        let range = inside(&(*block, *start, text));
        if range.is_empty() {
            return None;
        }
        let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
        Some(Passage { block: *block, start: byte(range.start), end: byte(range.end) })
    }
}
