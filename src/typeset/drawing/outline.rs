//! Bookmarks: the documents, and below them their headings.

use crate::model::document::{Edition, Matter, Place, Spot};
use crate::model::page::{Destination, OutlineItem};
use crate::model::text::BlockKind;
use crate::terms::Terms;
use crate::typeset::composition::composer::title_of;
use crate::typeset::composition::endnotes::{NOTES, notes_before, notes_title};
use crate::typeset::composition::front::CONTENTS;
use std::collections::BTreeMap;

/// The bookmarks, from the places where everything has come to stand.
pub(crate) fn outline(edition: &Edition, destinations: &BTreeMap<String, Destination>) -> Vec<OutlineItem> {
    let item = |title: String, name: &str| {
        destinations.get(name).map(|d| OutlineItem { title, destination: *d, children: vec![] })
    };
    let mut items: Vec<OutlineItem> =
        item(Terms::of(&edition.book.language).contents.to_string(), CONTENTS).into_iter().collect();
    let notes = item(notes_title(edition, Terms::of(&edition.book.language).notes).to_owned(), NOTES);
    let before = notes_before(edition).filter(|_| notes.is_some());
    for matter in [Matter::Front, Matter::Text, Matter::Back] {
        for (index, document) in edition.documents.iter().enumerate().filter(|(_, d)| d.matter == matter) {
            if before == Some(index) {
                items.extend(notes.clone());
            }
            let title = title_of(&document.title);
            let title = match &document.author {
                Some(author) => format!("{author}: {title}"),
                None => title,
            };
            let start = edition.place_name(&Place { document: index, spot: Spot::Start });
            let Some(mut root) = item(title, &start) else { continue };
            let mut deepest = vec![];
            for (number, block) in document.body.blocks.iter().enumerate() {
                let BlockKind::Heading(level) = block.kind else { continue };
                let name = edition.place_name(&Place { document: index, spot: Spot::Block(number) });
                let title = document.body.block_str(number).replace('\u{2028}', " ");
                if let Some(heading) = item(title, &name) {
                    hang(&mut root, &mut deepest, level, heading);
                }
            }
            items.push(root);
        }
    }
    if before.is_none() {
        items.extend(notes);
    }
    items
}

/// Hangs a heading below the last one of a higher level; `levels` are those of the open ones.
fn hang(root: &mut OutlineItem, levels: &mut Vec<u8>, level: u8, heading: OutlineItem) {
    while levels.last().is_some_and(|open| *open >= level) {
        levels.pop();
    }
    let mut parent = root;
    for _ in 0..levels.len() {
        let Some(last) = parent.children.len().checked_sub(1) else { break };
        parent = &mut parent.children[last];
    }
    parent.children.push(heading);
    levels.push(level);
}
