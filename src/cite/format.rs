//! What the CSL processor wrote, as a text with marks.
//!
//! Knows its elements; knows nothing of works.

use crate::cite::persons;
use crate::model::text::{BlockKind, Mark, MarkKind, Text};
use crate::safe::{address, runs};
use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, Formatted, Formatting};

/// One block.
pub(super) fn entry(first: Option<&ElemChild>, content: &ElemChildren) -> Text {
    let mut text = Text::default();
    text.push_block(BlockKind::Paragraph, "");
    first.into_iter().for_each(|child| write(&mut text, child));
    if first.is_some() && !text.string.ends_with(' ') {
        text.string.push(' ');
    }
    content.0.iter().for_each(|child| write(&mut text, child));
    undress(&mut text);
    let end = text.string.trim_end().len();
    text.string.truncate(end);
    text.blocks[0].range = 0..end;
    text.marks.retain_mut(|mark| {
        mark.range.end = mark.range.end.min(end);
        mark.range.start < mark.range.end
    });
    text.sort_marks();
    text
}

/// Takes out the signs that names had for the processor's eyes only, under the marks that lie on them.
fn undress(text: &mut Text) {
    let plain = persons::undressed(&text.string);
    if plain.len() == text.string.len() {
        return;
    }
    let dressed = std::mem::replace(&mut text.string, plain);
    let place = |at: usize| persons::undressed(&dressed[..at]).len();
    for mark in &mut text.marks {
        mark.range = place(mark.range.start)..place(mark.range.end);
    }
}

/// Marks a title in an entry as words of a language, however the style has set its capitals.
pub(super) fn in_language(entry: &mut Text, title: &str, language: &str) {
    let (all, wanted) = (entry.string.to_lowercase(), title.to_lowercase());
    // Where small letters have other lengths the places would be others.
    if wanted.is_empty() || all.len() != entry.string.len() {
        return;
    }
    if let Some(start) = all.find(&wanted) {
        let range = start..start + wanted.len();
        entry.marks.push(Mark { range, kind: MarkKind::Language(language.to_owned()) });
        entry.sort_marks();
    }
}

fn write(text: &mut Text, child: &ElemChild) {
    match child {
        ElemChild::Text(formatted) => characters(text, formatted),
        ElemChild::Elem(elem) => elem.children.0.iter().for_each(|child| write(text, child)),
        ElemChild::Markup(string) => text.string.push_str(string),
        ElemChild::Link { text: formatted, url } => {
            let start = text.string.len();
            characters(text, formatted);
            // What is refused where works are read leads nowhere.
            if !runs(url) && address::fault(url).is_none() {
                text.marks.push(Mark { range: start..text.string.len(), kind: MarkKind::Link(url.clone()) });
            }
        }
        ElemChild::Transparent { .. } => {}
    }
}

fn characters(text: &mut Text, formatted: &Formatted) {
    let start = text.string.len();
    // A title that ends in a question has its stop.
    let ended = text.string.trim_end_matches(['”', '’', '»', '"', '\'']).ends_with(['?', '!']);
    let written = match ended {
        true => formatted.text.strip_prefix('.').unwrap_or(&formatted.text),
        false => &formatted.text,
    };
    text.string.extend(written.chars().map(|c| if c.is_control() { ' ' } else { c }));
    let range = start..text.string.len();
    text.marks.extend(marks(&formatted.formatting).map(|kind| Mark { range: range.clone(), kind }));
}

fn marks(formatting: &Formatting) -> impl Iterator<Item = MarkKind> + use<> {
    let italic = matches!(formatting.font_style, FontStyle::Italic);
    let small = matches!(formatting.font_variant, FontVariant::SmallCaps);
    let bold = matches!(formatting.font_weight, FontWeight::Bold);
    let raised = matches!(formatting.vertical_align, VerticalAlign::Sup);
    [
        italic.then_some(MarkKind::Emphasis),
        small.then_some(MarkKind::SmallCaps),
        bold.then_some(MarkKind::Strong),
        raised.then_some(MarkKind::Superscript),
    ]
    .into_iter()
    .flatten()
}
