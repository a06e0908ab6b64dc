//! The documents in time and who refers to whom: a drawing, what it shows in words, and the same as a
//! list.
//!
//! Before the references are resolved it only makes those that it needs itself; what it shows it knows
//! from the targets of all others.

mod drawing;
mod lanes;
mod layout;
mod links;
mod words;

pub use drawing::Type;

use super::writer::{Address, Writer};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Document, Edition, Matter};
use crate::model::figure::{Figure, FigureId};
use crate::model::generated::Generated;
use crate::model::text::{BlockKind, GroupKind};
use crate::picture;
use crate::terms::{GeneratedTerms, written_out};
use std::ops::Range;

/// A text with a date.
struct Dated<'a> {
    /// Its index in the edition.
    index: usize,
    document: &'a Document,
    /// Its day, counted so that years, months and days keep their order; the middle of what is unknown.
    day: i64,
    /// Its date in the words of the book's language.
    date: String,
}

/// Days of a year and of a month, all taken to be equally long.
const YEAR: i64 = 372;
const MONTH: i64 = 31;

/// The texts with a date, in order of time.
fn dated(edition: &Edition) -> Vec<Dated<'_>> {
    let mut texts: Vec<Dated<'_>> = Vec::new();
    for (index, document) in edition.documents.iter().enumerate() {
        if document.matter != Matter::Text || document.generated.is_some() {
            continue;
        }
        let Some(day) = document.date.as_deref().and_then(day) else { continue };
        let date = document.date.as_deref().and_then(|date| written_out(date, &edition.book.language));
        texts.push(Dated { index, document, day, date: date.unwrap_or_default() });
    }
    texts.sort_by_key(|text| (text.day, text.index));
    texts
}

fn day(date: &str) -> Option<i64> {
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let year = parts.next()??;
    Some(match (parts.next().flatten(), parts.next().flatten()) {
        (Some(month), Some(day)) => year * YEAR + (month - 1) * MONTH + day - 1,
        (Some(month), None) => year * YEAR + (month - 1) * MONTH + MONTH / 2,
        _ => year * YEAR + YEAR / 2,
    })
}

/// Keeps the figure's place, with a reference to every text: nothing where there are not two.
pub(super) fn prepare(edition: &Edition, writer: &mut Writer<'_>) {
    let texts = dated(edition);
    if texts.len() < 2 {
        return;
    }
    writer.block(BlockKind::Paragraph);
    for text in texts {
        writer.reference(&Address { document: text.document.id.clone(), anchor: None }, |w| w.words(" "));
    }
}

/// Draws the figure, once all references are resolved.
pub fn draw(edition: &mut Edition, diagnostics: &mut Diagnostics) {
    let Some(index) = edition.documents.iter().position(|d| d.generated == Some(Generated::Timeline)) else { return };
    let mut document = std::mem::take(&mut edition.documents[index]);
    fill(edition, &mut document, diagnostics);
    edition.documents[index] = document;
}

/// Draws the figure again, with type and in a width that go with a style's text.
pub fn size(edition: &mut Edition, of: Type) {
    let Some(index) = edition.documents.iter().position(|d| d.generated == Some(Generated::Timeline)) else { return };
    if of == Type::default() {
        return;
    }
    let mut document = std::mem::take(&mut edition.documents[index]);
    let texts = dated(edition);
    let links = links::between(edition, &texts);
    for (number, part) in parts(texts.len()).enumerate() {
        let svg = drawing::draw(&texts[part.clone()], &links.within(&part), &edition.book.language, of);
        let path = path(number);
        let own = document.figures.iter_mut().find(|figure| figure.path == path && figure.span.is_none());
        if let (Some(figure), Ok(picture)) = (own, picture::read(svg.into_bytes())) {
            figure.picture = Some(picture);
        }
    }
    edition.documents[index] = document;
}

/// The most texts of one drawing: no page holds more that can be read.
const MOST: usize = 14;

/// The texts of each drawing: of as few as there can be, and as many in each.
fn parts(texts: usize) -> impl Iterator<Item = Range<usize>> {
    let count = texts.div_ceil(MOST);
    (0..count).map(move |part| texts * part / count..texts * (part + 1) / count)
}

/// What a drawing is called as a file.
fn path(number: usize) -> String {
    if number == 0 { "timeline.svg".into() } else { format!("timeline-{}.svg", number + 1) }
}

fn fill(edition: &Edition, document: &mut Document, diagnostics: &mut Diagnostics) {
    let texts = dated(edition);
    let links = links::between(edition, &texts);
    let language = &edition.book.language;
    let mut drawn = vec![];
    for (number, part) in parts(texts.len()).enumerate() {
        let (texts, links) = (&texts[part.clone()], links.within(&part));
        let svg = drawing::draw(texts, &links, language, Type::default());
        let picture = match picture::read(svg.into_bytes()) {
            Ok(picture) => picture,
            Err(fault) => {
                let message = format!("the figure of the documents in time cannot be drawn: {}", fault.message);
                return diagnostics.push(Diagnostic::error("no-timeline", message));
            }
        };
        let alternative = words::alternative(texts, &links, language);
        drawn.push(FigureId(document.figures.len() as u32));
        let figure = Figure { path: path(number), alternative, width: None, span: None, picture: Some(picture) };
        document.figures.push(figure);
    }
    let first = document.references.len().saturating_sub(texts.len());
    let mut writer = Writer::new(document, language);
    if drawn.len() > 1 {
        writer.block(BlockKind::Paragraph);
        writer.words(GeneratedTerms::of(language).in_parts);
    }
    for id in &drawn {
        writer.group(GroupKind::Figure, |w| {
            w.block(BlockKind::Picture(*id));
        });
    }
    words::list(&texts, &links, first, &mut writer);
    writer.finish(document);
}
