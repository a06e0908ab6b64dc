//! The documents in time: how much a drawing holds, and how large its type is.

use super::sample::{book, generated, letter};
use edition::appendix::{self, Options, TimelineType};
use edition::diag::Diagnostics;
use edition::model::document::{Document, Edition};
use edition::model::figure::Figure;
use edition::model::generated::Generated;
use edition::model::text::BlockKind;
use edition::resolve;
use edition::style::Style;
use std::collections::BTreeMap;

/// A book of these texts and their drawing.
fn drawn(texts: impl Iterator<Item = Document>) -> Edition {
    let mut edition = book(texts.chain([generated("time", Generated::Timeline)]).collect());
    let mut diagnostics = Diagnostics::default();
    appendix::write(&mut edition, Options::default(), &mut diagnostics);
    resolve::resolve(&mut edition, &BTreeMap::new(), &mut diagnostics);
    appendix::draw_timeline(&mut edition, &mut diagnostics);
    assert_eq!(diagnostics.iter().count(), 0);
    edition
}

/// A letter of a year.
fn written(year: usize) -> Document {
    let mut document = letter();
    (document.id, document.date) = (format!("letter-{year}"), Some(format!("{year}-05")));
    document
}

#[test]
fn many_documents_in_time_are_drawn_in_parts() {
    let edition = drawn((1500..1900).map(written));
    let figures = &edition.documents[400].figures;
    assert_eq!(figures.len(), 29);
    let drawn =
        |figure: &Figure| String::from_utf8_lossy(&figure.picture.as_ref().expect("a picture").data).into_owned();
    let titles: usize = figures.iter().map(|figure| drawn(figure).matches("font-style=\"italic\"").count()).sum();
    assert_eq!(titles, 400, "each text stands in one part");
    // As wide as it is meant to be it fits a page.
    let high =
        |figure: &Figure| figure.picture.as_ref().is_some_and(|picture| picture.height.0 * 2 < picture.width.0 * 4);
    assert!(figures.iter().all(high));
    // That they are parts is said before the first of them.
    let blocks = &edition.documents[400].body.blocks;
    let first = blocks.iter().position(|block| matches!(block.kind, BlockKind::Picture(_))).expect("a figure");
    let said =
        blocks.iter().position(|block| edition.documents[400].body.string[block.range.clone()].contains("parts"));
    assert!(said.is_some_and(|said| said < first), "{said:?}, {first}");
}

#[test]
fn the_type_of_a_drawing_goes_with_the_text() {
    for name in ["reader", "a5", "a4", "large-print"] {
        let style = Style::named(name).expect("a style");
        let mut edition = drawn((1900..1903).map(written));
        appendix::size_timeline(&mut edition, TimelineType::beside(style.text.size, style.page.measure));
        let picture = edition.documents[3].figures[0].picture.as_ref().expect("a picture");
        let svg = String::from_utf8_lossy(&picture.data);
        let number = |before: &str| -> f64 {
            let rest = svg.split_once(before).expect(before).1;
            rest[..rest.find(['"', ' ']).expect("an end")].parse().expect("a number")
        };
        let width = number("viewBox=\"0 0 ");
        let scale = f64::from(picture.width.min(style.page.measure).pt()) / width;
        let size = number("font-size=\"") * scale;
        let text = f64::from(style.text.size.pt());
        assert!(size >= text * 0.8, "{name}: {size} pt beside {text} pt");
    }
}
