//! Readable dumps of texts, notes, references and diagnostics.

use edition::diag::{Diagnostics, render_human};
use edition::model::apparatus::{Entry, Sigla};
use edition::model::document::{Container, Note, NoteSeries, Reference, Target};
use edition::model::figure::Figure;
use edition::model::text::{BlockKind, GroupKind, MarkKind, Text};
use edition::model::walk::Event;
use edition::source::Sources;
use std::fmt::Write as _;

/// Blocks with their marks, nested as their groups are.
pub(crate) fn text(out: &mut String, text: &Text) {
    let mut depth = 1;
    for event in text.all_events() {
        let indent = "  ".repeat(depth);
        match event {
            Event::Enter(group) => {
                let _ = writeln!(out, "{indent}{}", group_name(&text.groups[group].kind));
                depth += 1;
            }
            Event::Leave(_) => depth -= 1,
            Event::Block(index) => block(out, text, index, &indent),
        }
    }
}

fn block(out: &mut String, text: &Text, index: usize, indent: &str) {
    let block = &text.blocks[index];
    let number = block.number.map_or(String::new(), |n| format!(" ¶{n}"));
    let anchor = block.anchor.as_ref().map_or(String::new(), |a| format!(" #{a}"));
    let kind = match block.kind {
        BlockKind::Heading(level) => format!("heading {level}"),
        BlockKind::Picture(id) => format!("picture {}", id.0),
        kind => format!("{kind:?}").to_lowercase(),
    };
    let _ = writeln!(out, "{indent}{kind}{number}{anchor} {:?}", text.block_str(index));
    let last = index + 1 == text.blocks.len();
    for mark in &text.marks {
        let starts_here = mark.range.start >= block.range.start
            && (mark.range.start <= block.range.end && (last || mark.range.start < text.blocks[index + 1].range.start));
        if starts_here {
            let words = if mark.range.is_empty() {
                let before = &text.string[block.range.start..mark.range.start];
                let tail: String = before.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
                format!("after {tail:?}")
            } else {
                format!("{:?}", &text.string[mark.range.clone()])
            };
            let _ = writeln!(out, "{indent}    {} {words}", mark_name(&mark.kind));
        }
    }
}

fn group_name(kind: &GroupKind) -> String {
    match kind {
        GroupKind::List { start: Some(n) } => format!("list from {n}"),
        GroupKind::List { start: None } => "list".into(),
        GroupKind::Row { head: true } => "head row".into(),
        GroupKind::Row { head: false } => "row".into(),
        GroupKind::Table(columns) => format!("table {columns:?}"),
        GroupKind::Foreign { name, attributes } => foreign(name, attributes),
        kind => format!("{kind:?}").to_lowercase(),
    }
}

/// An element that the model does not know, as it is written.
fn foreign(name: &str, attributes: &[(String, String)]) -> String {
    let attributes: String = attributes.iter().map(|(name, value)| format!(" {name}={value:?}")).collect();
    format!("<{name}{attributes}>")
}

fn mark_name(kind: &MarkKind) -> String {
    match kind {
        MarkKind::Lemma(id) => format!("lemma of note {}", id.0),
        MarkKind::Call(id) => format!("call of note {}", id.0),
        MarkKind::Reference(id) => format!("reference {}", id.0),
        MarkKind::Locus(id, kind) => format!("{} of reference {}", format!("{kind:?}").to_lowercase(), id.0),
        MarkKind::Language(language) => format!("language {language}"),
        MarkKind::Link(address) => format!("link to {address}"),
        MarkKind::Anchor(name) => format!("anchor #{name}"),
        MarkKind::Entry(id) => format!("entry {}", id.0),
        MarkKind::Foreign { name, attributes } => foreign(name, attributes),
        kind => format!("{kind:?}").to_lowercase(),
    }
}

/// Notes with their texts.
pub(crate) fn notes(out: &mut String, notes: &[Note], series: &[NoteSeries]) {
    for (index, note) in notes.iter().enumerate() {
        let place = match note.place {
            Container::Note(id) => format!("note {}", id.0),
            place => format!("{place:?}").to_lowercase(),
        };
        let mark = if note.mark.is_empty() { String::new() } else { format!(" marked {}", note.mark) };
        let lemma = note.lemma.as_ref().map_or(String::new(), |l| format!(" on {l:?}"));
        let _ = writeln!(out, "note {index} {}:{}{mark} in {place}{lemma}", series[note.series].id, note.key);
        text(out, &note.text);
    }
}

/// Entries of an apparatus with their readings and notes.
pub(crate) fn entries(out: &mut String, entries: &[Entry], sigla: &Sigla) {
    for (index, entry) in entries.iter().enumerate() {
        let name = entry.r#type.iter().fold(entry.id.clone(), |name, kind| format!("{name} [{kind}]"));
        let _ = writeln!(out, "entry {index} {name}");
        if !entry.support.is_empty() {
            let _ = writeln!(out, "  lemma :{}", super::grammar::support(&entry.support, sigla));
        }
        entry.readings.iter().for_each(|one| out.push_str(&format!("  {}\n", super::grammar::reading(one, sigla))));
        entry.note.iter().for_each(|note| text(out, note));
    }
}

/// References, one a line.
pub(crate) fn references(out: &mut String, references: &[Reference]) {
    for (index, reference) in references.iter().enumerate() {
        let anchor = reference.anchor.as_ref().map_or(String::new(), |a| format!("#{a}"));
        let target = match &reference.target {
            Target::Unresolved | Target::Loose | Target::Worded => String::new(),
            target => format!(" -> {target:?}"),
        };
        let _ = writeln!(out, "reference {index} {}{anchor}{target}", reference.document);
    }
}

/// Figures, one a line.
pub(crate) fn figures(out: &mut String, figures: &[Figure]) {
    for (index, figure) in figures.iter().enumerate() {
        let width = figure.width.map_or(String::new(), |width| format!(" {width}% wide"));
        let _ = writeln!(out, "figure {index} {:?}{width} showing {:?}", figure.path, figure.alternative);
    }
}

/// Diagnostics as a terminal shows them.
pub(crate) fn diagnostics(out: &mut String, diagnostics: &Diagnostics, sources: &Sources) {
    for diagnostic in diagnostics.iter() {
        out.push_str(&render_human(diagnostic, sources));
    }
}
