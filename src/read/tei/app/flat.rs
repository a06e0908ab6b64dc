//! A text as the words of a reading: one line with single spaces, its marks with it.

use super::super::elements::foreign::{LEAF, OUTER};
use super::super::pen::LINE;
use crate::model::text::{BlockKind, GroupKind, Mark, MarkKind, Text};
use std::ops::Range;

/// The words of a text and what is marked in them. Verses are marks, and paragraphs where the source has such or there
/// are several; so are the groups around them.
pub(super) fn words(text: Text, in_paragraphs: bool) -> (String, Vec<Mark>) {
    let around = elements(&text, in_paragraphs);
    let Text { string, mut marks, .. } = text;
    marks.extend(around);
    if !string.contains(['\n', LINE, '\t']) && !string.contains("  ") && string.trim() == string {
        marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
        return (string, marks);
    }
    let mut words = String::with_capacity(string.len());
    // for each byte of the string where it has gone
    let mut gone = Vec::with_capacity(string.len() + 1);
    for c in string.chars() {
        let at = words.len();
        gone.extend(std::iter::repeat_n(at, c.len_utf8()));
        match c.is_whitespace() {
            true if words.is_empty() || words.ends_with(' ') => {}
            true => words.push(' '),
            false => words.push(c),
        }
    }
    words.truncate(words.trim_end().len());
    gone.push(words.len());
    for mark in &mut marks {
        let to = |at: usize| gone.get(at).copied().unwrap_or(words.len()).min(words.len());
        mark.range = to(mark.range.start)..to(mark.range.end).max(to(mark.range.start));
    }
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    (words, marks)
}

/// Elements that hold characters: over one block they are its own.
const LEAVES: [&str; 8] = ["p", "ab", "l", "head", "speaker", "stage", "bibl", "label"];

/// The elements of the blocks of a text and of the groups around them, those inside before those around them.
fn elements(text: &Text, in_paragraphs: bool) -> Vec<Mark> {
    let mut marks = vec![];
    for (index, block) in text.blocks.iter().enumerate() {
        let holder = text.groups.iter().rev().find(|group| group.blocks.contains(&index));
        let is_own = holder.is_some_and(|group| group.blocks.len() == 1 && holds_characters(&group.kind));
        let name = match block.kind {
            _ if is_own => continue,
            BlockKind::Verse => "l",
            BlockKind::Heading(_) | BlockKind::Caption => "head",
            BlockKind::Term => "label",
            BlockKind::Attribution => "bibl",
            BlockKind::Paragraph | BlockKind::Code if text.blocks.len() > 1 || in_paragraphs => "p",
            _ => continue,
        };
        let attributes = block.anchor.iter().map(|anchor| ("xml:id".to_owned(), anchor.clone())).collect();
        marks.push(element(name, attributes, block.range.clone()));
    }
    for (index, group) in text.groups.iter().enumerate().rev() {
        let blocks = text.blocks.get(group.blocks.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { continue };
        let range = first.range.start..last.range.end;
        if let GroupKind::Foreign { name, attributes } = &group.kind {
            marks.push(element(name, attributes.clone(), range));
            continue;
        }
        let holder = text.groups[..index].iter().rev().find(|outer| holds(&outer.blocks, &group.blocks));
        let of_source = holder.and_then(|outer| match &outer.kind {
            GroupKind::Foreign { name, attributes } => {
                Some(&**name).filter(|_| !attributes.iter().any(|(name, _)| name == OUTER))
            }
            _ => None,
        });
        let Some((name, attributes)) = of_model(&group.kind).filter(|(name, _)| !is_same(name, of_source)) else {
            continue;
        };
        let cites = name == "quote" && last.kind == BlockKind::Attribution && group.blocks.len() > 1;
        if !cites {
            marks.push(element(name, attributes, range));
            continue;
        }
        let words = blocks[blocks.len() - 2].range.end;
        let has_quote = text.groups[index + 1..].iter().any(|inner| {
            let quotes = matches!(&inner.kind, GroupKind::Foreign { name, .. } if is_same("quote", Some(name)));
            quotes && holds(&group.blocks, &inner.blocks)
        });
        marks.extend((!has_quote).then(|| element("quote", vec![], range.start..words)));
        marks.extend((of_source != Some("cit")).then(|| element("cit", vec![], range)));
    }
    marks
}

fn element(name: &str, attributes: Vec<(String, String)>, range: Range<usize>) -> Mark {
    Mark { range, kind: MarkKind::Foreign { name: name.to_owned(), attributes } }
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Whether an element of the source is that of the group in it.
fn is_same(name: &str, of_source: Option<&str>) -> bool {
    match of_source {
        Some("q" | "said" | "quote") => matches!(name, "quote" | "epigraph"),
        of_source => of_source == Some(name),
    }
}

/// Whether a group is the element of the one block in it.
fn holds_characters(kind: &GroupKind) -> bool {
    match kind {
        GroupKind::Item | GroupKind::Definition | GroupKind::Cell => true,
        GroupKind::Foreign { name, attributes } => {
            LEAVES.contains(&&**name) || attributes.iter().any(|(name, _)| name == LEAF)
        }
        _ => false,
    }
}

/// What an element of the source would be that the model has as a group.
fn of_model(kind: &GroupKind) -> Option<(&'static str, Vec<(String, String)>)> {
    let said = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    Some(match kind {
        GroupKind::Quotation => ("quote", vec![]),
        GroupKind::Epigraph => ("epigraph", vec![]),
        GroupKind::Definitions => ("list", said("type", "gloss")),
        GroupKind::List { start: Some(_) } => ("list", said("rend", "numbered")),
        GroupKind::List { start: None } => ("list", said("rend", "bulleted")),
        GroupKind::Item | GroupKind::Definition => ("item", vec![]),
        GroupKind::Stanza => ("lg", vec![]),
        GroupKind::StanzaOf(kind) => ("lg", said("type", kind)),
        GroupKind::Table(_) => ("table", vec![]),
        GroupKind::Row { head: true } => ("row", said("role", "label")),
        GroupKind::Row { head: false } => ("row", vec![]),
        GroupKind::Cell => ("cell", vec![]),
        GroupKind::Figure => ("figure", vec![]),
        GroupKind::Entries | GroupKind::Foreign { .. } => return None,
    })
}
