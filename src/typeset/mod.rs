//! From the resolved edition to pages: all our own.
//!
//! | step | file |
//! |---|---|
//! | structure, paragraphs, flows | `compose`, `blocks`, `inline`, `front` |
//! | paragraphs into lines, in parallel | `lines`: `shape`, `opportunities`, `hyphenate`, `boxes`, `linebreak` |
//! | flows into galleys with their notes | `galley`, `insertion` |
//! | galleys into pages | `pagebreak` |
//! | numbers of pages, until references settle | `pages`, `settle` |
//! | the finished pages, one at a time | `draw`: `justify`, `leader`; `outline`, `map`, `faults` |
//!
//! Knows the model, the style and fonts; reads no sources and writes no format.

mod blocks;
mod boxes;
mod candidate;
mod compose;
mod draw;
mod faults;
mod flow;
mod front;
mod galley;
mod hang;
mod hyphenate;
mod inline;
mod insertion;
mod justify;
mod leader;
pub mod linebreak;
mod lines;
mod map;
pub mod node;
mod opportunities;
mod outline;
mod pagebreak;
mod pages;
mod paragraph;
mod plan;
mod settle;
mod shape;
mod stream;

use crate::diag::Diagnostics;
use crate::fonts::FontSet;
use crate::model::document::{Edition, Matter};
use crate::model::page::{Layout, NodeKind, PageMap, Structure};
use crate::model::text::MarkKind;
use crate::style::Style;
use crate::terms::Terms;
use compose::Composer;
use draw::Drawer;
use flow::Flow;
use hyphenate::Hyphenators;
use lines::Workshop;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Typesets the book. Faults that remain are warnings with their page; references that do not
/// settle are an error.
pub fn typeset(edition: &Edition, style: &Style, fonts: &FontSet, diagnostics: &mut Diagnostics) -> (Layout, PageMap) {
    let workshop = Workshop {
        shaper: shape::Shaper::new(fonts),
        hyphenators: Hyphenators::new(languages(edition).iter().map(String::as_str)),
        style: &style.lines,
    };
    let mut composer = Composer {
        edition,
        style,
        terms: Terms::of(&edition.book.language),
        workshop: &workshop,
        structure: Structure::default(),
        paragraphs: vec![],
    };
    let flows = compose(&mut composer);
    let (paragraphs, structure) = (composer.paragraphs, composer.structure);
    let settled = settle::settle(edition, style, &workshop, &flows, &paragraphs, diagnostics);
    faults::report(&settled, diagnostics);
    let map = map::page_map(&paragraphs, &flows, &settled);
    let drawer = Drawer { edition, style, workshop, flows, paragraphs, settled };
    let destinations = drawer.destinations();
    let outline = outline::outline(edition, &destinations);
    let pages = (0..drawer.settled.pages.len()).into_par_iter().map(|index| drawer.page(index)).collect();
    (Layout { pages, structure, outline, destinations }, map)
}

/// All flows in the order of the book.
fn compose(composer: &mut Composer<'_>) -> Vec<Flow> {
    let mut flows = vec![];
    let mut next = |composer: &mut Composer<'_>, make: &dyn Fn(&mut Composer<'_>) -> Flow| {
        let first = composer.paragraphs.len();
        let mut flow = make(composer);
        flow.paragraphs = first..composer.paragraphs.len();
        flows.push(flow);
    };
    let part = composer.structure.add(Structure::ROOT, NodeKind::Part);
    next(composer, &|composer| composer.half_title(part));
    next(composer, &|composer| composer.title_page(part));
    next(composer, &|composer| composer.imprint(part));
    next(composer, &|composer| composer.contents());
    for matter in [Matter::Front, Matter::Text, Matter::Back] {
        for index in 0..composer.edition.documents.len() {
            if composer.edition.documents[index].matter == matter {
                next(composer, &|composer| composer.document(index));
            }
        }
    }
    next(composer, &|composer| composer.colophon());
    flows
}

/// All languages of the book.
fn languages(edition: &Edition) -> BTreeSet<String> {
    let mut languages = BTreeSet::from([edition.book.language.clone()]);
    for document in &edition.documents {
        languages.insert(document.language.clone());
        let texts = document.containers().into_iter().filter_map(|c| document.text(c));
        for mark in texts.flat_map(|text| &text.marks) {
            if let MarkKind::Language(tag) = &mark.kind {
                languages.insert(tag.clone());
            }
        }
    }
    languages
}
