//! Pages as a reader sees them, in plain characters.
//!
//! `= 12 head` begins a page with its number and running head. A line of text is `7 | words`, with what stands in
//! either margin outside the strokes; a line of notes begins with `~`, and one that names the witnesses with `*`. What is
//! superior has `^` before it; ` / ` parts what stands side by side; `→` is a space as wide as a letter is high.

use super::account::{runs, width};
use edition::model::length::Length;
use edition::model::page::{GlyphRun, Layout, LinkTarget, NodeId, NodeKind, Page, Role};
use edition::style::Style;
use std::fmt::Write as _;

/// How far above the line is superior and not a line of its own.
const RISE: Length = Length(Length::PT.0 * 5);

/// All pages with Arabic numbers but the colophon.
pub(super) fn pages(layout: &Layout, style: &Style) -> String {
    let noted = noted(layout);
    let mut out = String::new();
    for (index, page) in layout.pages.iter().enumerate().filter(|(_, page)| !page.label.roman) {
        if runs(page).any(|run| run.text.starts_with("Colophon")) {
            break;
        }
        let head: String = runs(page).filter(|run| run.role == Role::Header).map(|run| run.text.as_str()).collect();
        let _ = writeln!(out, "{}", format!("= {} {}", page.label, head.trim()).trim());
        let left = if index % 2 == 0 { style.page.inner() } else { style.page.outer() };
        for line in lines(page, style) {
            let told = told(&line, left, style.page.measure, &noted);
            let _ = writeln!(out, "{}", told.trim_end());
        }
    }
    out
}

/// The runs of each line, the folio left out.
fn lines<'p>(page: &'p Page, style: &Style) -> Vec<Vec<&'p GlyphRun>> {
    let foot = style.page.head(style.text.leading) + style.text.leading * (style.page.lines + 1);
    let shown = |run: &&GlyphRun| match run.role {
        Role::Content(_) | Role::Decoration => true,
        Role::Footer => run.y < foot,
        Role::Header => false,
    };
    let mut all: Vec<&GlyphRun> = runs(page).filter(shown).collect();
    all.sort_by_key(|run| (run.y, run.x));
    let mut lines: Vec<Vec<&GlyphRun>> = vec![];
    for run in all {
        match lines.last_mut().filter(|line| line.iter().any(|known| run.y - known.y < RISE)) {
            Some(line) => line.push(run),
            None => lines.push(vec![run]),
        }
    }
    for line in &mut lines {
        line.sort_by_key(|run| run.x);
    }
    lines
}

fn told(line: &[&GlyphRun], left: Length, measure: Length, noted: &[bool]) -> String {
    let baseline = line.iter().map(|run| run.y).max().unwrap_or_default();
    let mut parts = [String::new(), String::new(), String::new()];
    let mut end: Option<Length> = None;
    for run in line {
        let margin = run.role == Role::Decoration;
        let part = match run.x {
            x if margin && x + width(run) < left => 0,
            x if margin && x > left + measure => 2,
            _ => 1,
        };
        if part == 1 {
            let wide = end.is_some_and(|end| run.x - end > Length::PT * 2);
            parts[1].push_str(if wide { " / " } else { "" });
            end = Some(run.x + width(run));
        } else if !parts[part].is_empty() {
            parts[part].push(' ');
        }
        parts[part].push_str(&words(run, baseline, line));
    }
    let [before, words, behind] = parts.map(|part| part.replace('\u{a0}', " ").replace('\u{ad}', "-"));
    let role = line.iter().find(|run| run.role != Role::Decoration).map(|run| run.role);
    match role {
        Some(Role::Footer) => format!("* {}", words.trim()),
        Some(Role::Content(leaf)) if noted[leaf.0 as usize] => format!("~ {}", words.trim()),
        _ => format!("{before} | {} | {behind}", words.trim()).trim().trim_end_matches(" |").to_owned(),
    }
}

/// The words of a run with the signs of its face and its place.
fn words(run: &GlyphRun, baseline: Length, line: &[&GlyphRun]) -> String {
    let largest = line.iter().map(|run| run.size).max().unwrap_or_default();
    let superior = run.y < baseline && run.size < largest;
    let text = run.text.trim_start_matches('\u{202f}');
    let is_wide = run.text.ends_with('\u{a0}') && run.glyphs.last().is_some_and(|space| space.advance > run.size);
    let end = if is_wide { "→" } else { "" };
    if superior { format!("^{text}") } else { format!("{}{end}", run.text) }
}

/// Which nodes belong to notes.
fn noted(layout: &Layout) -> Vec<bool> {
    let nodes = &layout.structure.nodes;
    let mut noted = vec![false; nodes.len()];
    // A parent comes before its children.
    for (index, node) in nodes.iter().enumerate() {
        let own = noted[index] || node.kind == NodeKind::Note;
        for NodeId(child) in &node.children {
            noted[*child as usize] |= own;
        }
    }
    noted
}

/// What assistive readers are told of the first text: its tree, with where each link leads, what that is called, and the
/// words of each leaf.
pub(super) fn tags(layout: &Layout) -> String {
    let mut words = vec![String::new(); layout.structure.nodes.len()];
    for run in layout.pages.iter().flat_map(runs) {
        if let Role::Content(leaf) = run.role {
            words[leaf.0 as usize].push_str(&run.text);
        }
    }
    let mut out = String::new();
    // Before the texts are the front pages and the contents.
    if let Some(text) = layout.structure.node(NodeId(0)).children.get(2) {
        tag(layout, &words, *text, 0, &mut out);
    }
    out
}

fn tag(layout: &Layout, words: &[String], node: NodeId, depth: usize, out: &mut String) {
    let of = layout.structure.node(node);
    let link = layout.pages.iter().flat_map(|page| &page.links).find(|link| link.node == node);
    let leads = link.map(|link| match &link.target {
        LinkTarget::Destination(name) => format!(" to {name} “{}”", link.description),
        LinkTarget::Uri(uri) => format!(" to {uri}"),
    });
    let told = match &of.kind {
        NodeKind::Leaf => format!("“{}”", words[node.0 as usize].replace('\u{a0}', " ")),
        kind => format!("{kind:?}{}", leads.unwrap_or_default()),
    };
    let _ = writeln!(out, "{}{told}", "  ".repeat(depth));
    for child in &of.children {
        tag(layout, words, *child, depth + 1, out);
    }
}
