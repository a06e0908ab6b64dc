//! The bookmarks.

use super::links::point;
use crate::model::page::{Destination, Layout, OutlineItem};
use krilla::outline::{Outline, OutlineNode};

/// The bookmarks, nested as in the layout. A book without any gets one, `title`, to its first page:
/// PDF/UA-1 (7.17) wants an outline in every file.
pub(super) fn outline(layout: &Layout, title: &str) -> Outline {
    let mut outline = Outline::new();
    for item in &layout.outline {
        outline.push_child(node(item));
    }
    if layout.outline.is_empty() && !layout.pages.is_empty() {
        let start = Destination { page: 0, x: Default::default(), y: Default::default() };
        outline.push_child(OutlineNode::new(title.to_owned(), point(&start)));
    }
    outline
}

fn node(item: &OutlineItem) -> OutlineNode {
    let mut node = OutlineNode::new(item.title.clone(), point(&item.destination));
    for child in &item.children {
        node.push_child(self::node(child));
    }
    node
}
