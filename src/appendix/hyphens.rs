//! The two lists of line-end hyphens that *Studies in Bibliography* asks for: the copy-texts', and
//! this edition's own. The latter only the pages know: they fill in a list without places.

use super::locate::Locator;
use super::reading::{Order, Position, whole_words};
use super::writer::{Address, Writer};
use crate::model::document::{Container, Document, Edition, Matter, Presence};
use crate::model::text::{BlockKind, GroupKind, Mark, MarkKind, Text};
use crate::terms::GeneratedTerms;
use std::collections::BTreeSet;

/// The rules that decide on a hyphen at a line's end.
const RULES: &str = "hyphens.";

/// What the anchors of such words are called.
const ANCHOR: &str = "hyphen-";

/// Gives the words that are divided at a line's end of the copy-text places to refer to.
pub(super) fn mark(document: &mut Document) {
    let Some(account) = &document.account else { return };
    let locator = Locator::new(document, account.file);
    let order = Order::of(document);
    let mut places: BTreeSet<(Position, Container, usize)> = BTreeSet::new();
    for edit in account.edits.iter().filter(|e| e.applied && e.rule.starts_with(RULES)) {
        let Some((container, range)) = locator.find(&edit.span) else { continue };
        let Some(text) = document.text(container) else { continue };
        let start = whole_words(text, range).start;
        places.insert((order.position(container, start), container, start));
    }
    for (n, (_, container, at)) in places.into_iter().enumerate() {
        let Some(text) = document.text_mut(container) else { continue };
        text.marks.push(Mark { range: at..at, kind: MarkKind::Anchor(format!("{ANCHOR}{}", n + 1)) });
    }
    for container in document.containers() {
        document.text_mut(container).into_iter().for_each(Text::sort_marks);
    }
}

/// Writes both lists.
pub(super) fn write(edition: &Edition, writer: &mut Writer<'_>) {
    let terms = GeneratedTerms::of(writer.language);
    let divided: Vec<_> =
        edition.documents.iter().map(|d| (d, divided(d))).filter(|(_, words)| !words.is_empty()).collect();
    if !divided.is_empty() {
        list(writer, terms.hyphens[0]);
        for (document, words) in divided {
            writer.block(BlockKind::Heading(2));
            writer.quoted(document, &document.short_title);
            writer.group(GroupKind::Entries, |w| {
                for (word, place) in words {
                    w.block(BlockKind::Paragraph);
                    w.places(&[place], true);
                    w.words("\u{2002}");
                    w.quoted(document, &word);
                }
            });
        }
    }
    let is_text = |d: &Document| d.matter == Matter::Text && d.presence == Presence::Text && d.generated.is_none();
    if edition.documents.iter().any(is_text) {
        list(writer, terms.hyphens[1]);
        writer.group(GroupKind::Entries, |w| {
            w.block(BlockKind::Paragraph);
            w.anchor("line-ends");
            w.places(&[], true);
        });
    }
}

/// What a list is called, and what is in it.
fn list(writer: &mut Writer<'_>, [title, what]: [&str; 2]) {
    writer.block(BlockKind::Heading(1));
    writer.words(title);
    writer.block(BlockKind::Paragraph);
    writer.words(what);
}

/// The words of a document that are divided in its copy-text, in the order of their anchors.
fn divided(document: &Document) -> Vec<(String, Address)> {
    let mut words = Vec::new();
    for container in document.containers() {
        let Some(text) = document.text(container) else { continue };
        for mark in &text.marks {
            let MarkKind::Anchor(name) = &mark.kind else { continue };
            let Some(number) = name.strip_prefix(ANCHOR).and_then(|n| n.parse::<usize>().ok()) else { continue };
            let word = text.string[whole_words(text, mark.range.clone())].to_owned();
            words.push((number, word, Address::new(document, name)));
        }
    }
    words.sort_by_key(|(number, ..)| *number);
    words.into_iter().map(|(_, word, place)| (word, place)).collect()
}
