//! The order in which a document is read: title, headnote, body; each note where it is first called, what it
//! calls right after it; at last the notes that nothing calls. The marks of notes, their lists in both
//! formats, chains of citations and the lists of the appendix all follow it.
//!
//! A call counts by its place among the marks, so calls at one point come as their marks are sorted.

use crate::model::document::{Container, Document};
use crate::model::text::{MarkKind, NoteId};
use std::collections::{BTreeMap, BTreeSet};

/// A note in the order of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The note.
    pub note: NoteId,
    /// Where it is first called: the container and the byte; `None` where nothing calls it.
    pub call: Option<(Container, usize)>,
}

/// All notes in reading order, those that nothing calls last, with what they call.
pub fn notes(document: &Document) -> Vec<Noted> {
    let mut walk = Walk::new(document);
    walk.from_all(&[Container::Title, Container::Headnote, Container::Body]);
    for note in (0..document.notes.len() as u32).map(NoteId) {
        if walk.meets(note, None) {
            walk.from(Container::Note(note));
        }
    }
    walk.found
}

/// The notes that some containers call, and those that these call, in reading order.
pub fn called_from(document: &Document, containers: &[Container]) -> Vec<Noted> {
    let mut walk = Walk::new(document);
    walk.from_all(containers);
    walk.found
}

/// The containers with those of notes in reading order, behind those that call them.
pub fn containers(document: &Document) -> Vec<Container> {
    let own = document.containers().into_iter().filter(|container| !matches!(container, Container::Note(_)));
    own.chain(notes(document).into_iter().map(|noted| Container::Note(noted.note))).collect()
}

/// A walk from call to call. It keeps its own stack: notes may call one another in long chains.
struct Walk<'d> {
    document: &'d Document,
    met: BTreeSet<NoteId>,
    found: Vec<Noted>,
}

impl<'d> Walk<'d> {
    fn new(document: &'d Document) -> Self {
        Self { document, met: BTreeSet::new(), found: vec![] }
    }

    fn from_all(&mut self, containers: &[Container]) {
        containers.iter().for_each(|container| self.from(*container));
    }

    fn from(&mut self, container: Container) {
        let mut open = vec![(container, 0)];
        while let Some((container, next)) = open.pop() {
            let marks = self.document.text(container).map_or(&[][..], |text| &text.marks);
            let rest = marks.iter().enumerate().skip(next);
            let calls = rest.filter_map(|(index, mark)| call(&mark.kind).map(|note| (index, note, mark.range.start)));
            for (index, note, at) in calls {
                if self.meets(note, Some((container, at))) {
                    open.extend([(container, index + 1), (Container::Note(note), 0)]);
                    break;
                }
            }
        }
    }

    /// Takes a note in, if it was not met before and there is one.
    fn meets(&mut self, note: NoteId, call: Option<(Container, usize)>) -> bool {
        let new = (note.0 as usize) < self.document.notes.len() && self.met.insert(note);
        if new {
            self.found.push(Noted { note, call });
        }
        new
    }
}

fn call(kind: &MarkKind) -> Option<NoteId> {
    if let MarkKind::Call(note) = kind { Some(*note) } else { None }
}

/// Where something stands among all that is read in a document: to be compared.
pub type Position = Vec<usize>;

/// The positions of a document's containers: of bytes in any two of them the one read first is the less.
pub struct Order(BTreeMap<Container, Position>);

impl Order {
    /// Of a document.
    pub fn of(document: &Document) -> Self {
        let roots = [Container::Title, Container::Headnote, Container::Body];
        let mut positions: BTreeMap<Container, Position> =
            roots.into_iter().enumerate().map(|(rank, container)| (container, vec![rank])).collect();
        for (number, Noted { note, call }) in notes(document).into_iter().enumerate() {
            // Of notes that are called at one point the numbers are in the order of the calls.
            let position = match call {
                Some((container, at)) => {
                    let mut position = positions.get(&container).cloned().unwrap_or_default();
                    position.extend([at, number]);
                    position
                }
                None => vec![roots.len(), number],
            };
            positions.insert(Container::Note(note), position);
        }
        Self(positions)
    }

    /// The position of byte `offset` of a container.
    pub fn position(&self, container: Container, offset: usize) -> Position {
        let mut position = self.0.get(&container).cloned().unwrap_or_default();
        position.push(offset);
        position
    }
}
