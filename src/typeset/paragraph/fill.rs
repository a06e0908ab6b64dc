//! Lists of places in a paragraph: pieces that are made anew whenever the pages are.
//!
//! The paragraph as it was composed is kept, with one piece for each list; from it and from what
//! the lists read comes the paragraph that is set. Links and structure wait until the numbers
//! stay as they are.

use crate::model::loci::{self, Number};
use crate::model::page::{LinkTarget, NodeKind, Role, Structure};
use crate::typeset::paragraph::assembled::{Loci, Nowhere};
use crate::typeset::paragraph::list::{List, Lists};
use crate::typeset::paragraph::piece::{Content, Piece};
use crate::typeset::paragraph::{Link, Paragraph};

impl Paragraph {
    /// Ends the composing of a paragraph with lists: what it has is the template.
    pub(crate) fn close_lists(&mut self) {
        let Some(lists) = &mut self.lists else { return };
        lists.pieces = std::mem::take(&mut self.pieces);
        lists.points = self.points.clone();
        lists.links = self.links.len();
        self.fill(&Nowhere);
    }

    /// Tells the template what the paragraph's points are now: names have got numbers.
    pub(crate) fn number_template(&mut self) {
        if let Some(lists) = &mut self.lists {
            lists.points.iter_mut().zip(&self.points).for_each(|(point, own)| point.what.clone_from(&own.what));
        }
    }

    /// Whether a list would read otherwise now.
    pub(crate) fn lists_change(&self, loci: &dyn Loci) -> bool {
        let changed = |lists: &Lists| lists.lists.iter().zip(&lists.numbers).any(|(l, known)| loci.list(l) != *known);
        self.lists.as_deref().is_some_and(changed)
    }

    /// Fills in what the lists read now.
    pub(crate) fn fill(&mut self, loci: &dyn Loci) {
        let Some(mut lists) = self.lists.take() else { return };
        lists.numbers = lists.lists.iter().map(|list| loci.list(list)).collect();
        self.links.truncate(lists.links);
        self.pieces.clear();
        // Where the pieces of the template have come to stand.
        let mut moved = Vec::with_capacity(lists.pieces.len() + 1);
        for piece in &lists.pieces {
            moved.push(self.pieces.len());
            match piece.content {
                Content::List(index) => self.fill_in(&lists.lists[index], &lists.numbers[index], piece, loci),
                _ => self.pieces.push(piece.clone()),
            }
        }
        moved.push(self.pieces.len());
        self.points.clone_from(&lists.points);
        for point in &mut self.points {
            point.piece = moved.get(point.piece).copied().unwrap_or(self.pieces.len());
        }
        self.lists = Some(lists);
    }

    fn fill_in(&mut self, list: &List, numbers: &[Number], like: &Piece, loci: &dyn Loci) {
        if numbers.is_empty() {
            self.close_up();
        }
        let made = |words: &str, link| Piece { content: Content::Made(words.to_string()), link, ..like.clone() };
        for number in numbers {
            if !number.before.is_empty() {
                self.pieces.push(made(number.before, None));
            }
            let name = number.place.and_then(|place| list.places.get(place));
            let link = name.map(|name| {
                let description = format!("{} {}", list.page, loci.label(number.page));
                self.links.push(Link {
                    target: LinkTarget::Destination(name.to_string()),
                    node: list.leaf,
                    description,
                });
                self.links.len() - 1
            });
            self.pieces.push(made(&number.text, link));
        }
    }

    /// Takes away the spaces, and a comma, before a list that has nothing to say.
    fn close_up(&mut self) {
        if let Some(Content::Source(_, words) | Content::Made(words)) =
            self.pieces.last_mut().map(|piece| &mut piece.content)
        {
            words.truncate(loci::before_nothing(words).len());
        }
    }

    /// Gives every number a link in the structure, in the place of its list's leaf. What stands
    /// between two numbers belongs to the one before.
    pub(crate) fn tag_lists(&mut self, structure: &mut Structure) {
        let Some(lists) = self.lists.take() else { return };
        let mut at = 0;
        for piece in &lists.pieces {
            let Content::List(index) = piece.content else {
                at += 1;
                continue;
            };
            let (list, mut leaf, mut links) = (&lists.lists[index], None, vec![]);
            for number in &lists.numbers[index] {
                let count = if number.before.is_empty() { 1 } else { 2 };
                for piece in &mut self.pieces[at..at + count] {
                    if let Some(link) = piece.link {
                        let node = structure.add_loose(NodeKind::Link);
                        self.links[link].node = node;
                        links.push(node);
                        leaf = Some(structure.add(node, NodeKind::Leaf));
                    }
                    if let Some(leaf) = leaf {
                        piece.role = Role::Content(leaf);
                    }
                }
                at += count;
            }
            if !links.is_empty() {
                structure.replace(list.parent, list.leaf, links);
            }
        }
        self.lists = Some(lists);
    }
}
