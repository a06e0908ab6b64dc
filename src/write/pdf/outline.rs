//! The bookmarks.

use crate::model::page::{Destination, OutlineItem};
use crate::write::pdf::links::point;
use crate::write::pdf::strings::fitted;
use krilla::outline::{Outline, OutlineNode};

/// The bookmarks, nested as in the layout; `pages` is how many pages there are. A book without any
/// gets one, `title`, to its first page: PDF/UA-1 (7.17) wants an outline in every file.
pub(crate) fn outline(items: &[OutlineItem], pages: usize, title: &str) -> Outline {
    let mut outline = Outline::new();
    for item in items {
        outline.push_child(node(item));
    }
    if items.is_empty() && pages > 0 {
        let start = Destination { page: 0, x: Default::default(), y: Default::default(), named: false };
        outline.push_child(OutlineNode::new(fitted(title.to_owned()), point(&start)));
    }
    outline
}

fn node(item: &OutlineItem) -> OutlineNode {
    let mut node = OutlineNode::new(fitted(item.title.clone()), point(&item.destination));
    for child in &item.children {
        node.push_child(crate::write::pdf::outline::node(child));
    }
    node
}
