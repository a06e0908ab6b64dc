//! The order in which a document is read: title, headnote, body; each note where it is first called, what it
//! calls right after it; at last the notes that nothing calls. The marks of notes, their lists in both
//! formats, chains of citations and the lists of the appendix all follow it.
//!
//! A call counts by its place among the marks, so calls at one point come as their marks are sorted.

use crate::model::apparatus::EntryId;
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
    Walk::through(document).found
}

/// The notes that some containers call, and those that these call, in reading order.
pub fn called_from(document: &Document, containers: &[Container]) -> Vec<Noted> {
    let mut walk = Walk::new(document);
    walk.follow_all(containers);
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
    /// The stretches of each container that nothing interrupts: behind which byte each begins (`None` for the
    /// first), and which of all stretches it is.
    stretches: BTreeMap<Container, Vec<(Option<usize>, usize)>>,
    count: usize,
}

impl<'d> Walk<'d> {
    fn new(document: &'d Document) -> Self {
        Self { document, met: BTreeSet::new(), found: vec![], stretches: BTreeMap::new(), count: 0 }
    }

    /// Through all of a document.
    fn through(document: &'d Document) -> Self {
        let mut walk = Self::new(document);
        walk.follow_all(&[Container::Title, Container::Headnote, Container::Body]);
        for note in (0..document.notes.len() as u32).map(NoteId) {
            if walk.meets(note, None) {
                walk.follow(Container::Note(note));
            }
        }
        for entry in (0..document.entries.len() as u32).map(EntryId) {
            if walk.is_new(entry) {
                walk.follow(Container::Entry(entry));
            }
        }
        walk
    }

    fn follow_all(&mut self, containers: &[Container]) {
        containers.iter().for_each(|container| self.follow(*container));
    }

    fn follow(&mut self, container: Container) {
        let mut open = vec![(container, 0, None)];
        while let Some((container, next, after)) = open.pop() {
            self.stretches.entry(container).or_default().push((after, self.count));
            self.count += 1;
            let marks = self.document.text(container).map_or(&[][..], |text| &text.marks);
            for (index, mark) in marks.iter().enumerate().skip(next) {
                let at = mark.range.start;
                let (inner, new) = match mark.kind {
                    MarkKind::Call(note) => (Container::Note(note), self.meets(note, Some((container, at)))),
                    MarkKind::Entry(entry) => (Container::Entry(entry), self.is_new(entry)),
                    _ => continue,
                };
                if new {
                    open.extend([(container, index + 1, Some(at)), (inner, 0, None)]);
                    break;
                }
            }
        }
    }

    /// Whether an entry has a note that was not met before.
    fn is_new(&self, entry: EntryId) -> bool {
        let container = Container::Entry(entry);
        self.document.text(container).is_some() && !self.stretches.contains_key(&container)
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

/// Where something stands among all that is read in a document: of two the one read first is the less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Which of the stretches that no note interrupts.
    stretch: usize,
    /// The byte in its container.
    offset: usize,
}

/// The order of everything in a document.
pub struct Order(BTreeMap<Container, Vec<(Option<usize>, usize)>>);

impl Order {
    /// Of a document.
    pub fn of(document: &Document) -> Self {
        Self(Walk::through(document).stretches)
    }

    /// The position of byte `offset` of a container. What a note says comes after what stands at its call.
    pub fn position(&self, container: Container, offset: usize) -> Position {
        let stretches = self.0.get(&container).map_or(&[][..], Vec::as_slice);
        let next = stretches.partition_point(|(after, _)| after.is_none_or(|after| after < offset));
        let stretch = next.checked_sub(1).map_or(usize::MAX, |index| stretches[index].1);
        Position { stretch, offset }
    }
}
