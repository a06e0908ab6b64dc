//! Writes a draft as a sheet and as the Markdown that [`crate::read::markdown`] reads back.
//!
//! Knows the model and Markdown's syntax; knows nothing of how the draft was read.

mod blocks;
mod inline;
mod sigla;

pub use sigla::sigla;

use crate::model::document::NoteSeries;
use crate::model::draft::Draft;
use crate::model::text::{MarkKind, NoteId, Text};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The draft's sheet, `document.toml`. What the source does not say is left out; a title there
/// always is.
pub fn sheet(draft: &Draft, id: &str) -> String {
    let mut out = String::new();
    let title = draft.title.as_ref().map(inline::of_title).filter(|t| !t.is_empty());
    let source = draft.source.as_ref().map(inline::of_title);
    let mut field = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{key} = {}", toml::Value::String(value));
        }
    };
    field("title", Some(title.unwrap_or_else(|| id.to_string())));
    field("author", draft.author.clone());
    field("date", draft.date.clone());
    field("dateline", draft.dateline.clone());
    field("source", source);
    if draft.account.is_some() {
        // a TEI file says it itself
        field("language", draft.header.language.clone());
    }
    out
}

/// The draft's text with its notes below. A note that nothing in the text calls would be a fault
/// in our own source: it becomes a paragraph at the end, behind its mark.
pub fn text(draft: &Draft, series: &[NoteSeries]) -> String {
    let called = called(draft);
    let mut writer = blocks::Writer::new(draft, series);
    writer.container(&draft.body, "");
    for (_, note) in draft.notes.iter().enumerate().filter(|(index, _)| !called.contains(index)) {
        let mut stray = Text::plain(format!("[{}]", note.key));
        stray.append(&note.text);
        writer.container(&stray, "");
    }
    for (_, note) in draft.notes.iter().enumerate().filter(|(index, _)| called.contains(index)) {
        writer.note(note);
    }
    writer.finish()
}

/// The notes that the body calls, or a note that it calls.
fn called(draft: &Draft) -> BTreeSet<usize> {
    let mut called = BTreeSet::new();
    let mut open: Vec<&Text> = vec![&draft.body];
    while let Some(text) = open.pop() {
        for mark in &text.marks {
            if let MarkKind::Call(NoteId(note)) = mark.kind
                && let Some(found) = draft.notes.get(note as usize)
                && called.insert(note as usize)
            {
                open.push(&found.text);
            }
        }
    }
    called
}

/// The label of a note: `a:12`.
fn label(draft: &Draft, series: &[NoteSeries], note: usize) -> String {
    let note = &draft.notes[note];
    let prefix = series.get(note.series).map_or("a", |s| s.id.as_str());
    format!("{prefix}:{}", note.key)
}

/// Whether block `index` of `text` holds no characters.
fn is_blank(text: &Text, index: usize) -> bool {
    text.block_str(index).trim().is_empty()
}
