//! The walk over the tree: what each element becomes is in the other modules, chosen here by its name.

use super::Context;
use super::app;
use super::elements::labels::{self, Aimed, Label};
use super::faults::Faults;
use super::names;
use super::pen::Pen;
use super::places::Places;
use super::shape;
use super::tree::{Node, NodeId, Tree};
use crate::diag::Diagnostics;
use crate::model::apparatus::Entry;
use crate::model::document::{Container, Note, Reference};
use crate::model::figure::Figure;
use crate::model::text::{MarkKind, NoteId, RefId, Text};
use crate::words::language;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What may come where the walk is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mode {
    /// Blocks: what may be one is one.
    #[default]
    Blocks,
    /// Words between blocks, as in a paragraph that holds a list.
    Running,
    /// The words of one block.
    Leaf,
}

/// A container under construction: the body, a note, the title.
pub(super) struct Frame {
    pub(super) pen: Pen,
    pub(super) container: Container,
    /// How many divisions are open.
    pub(super) depth: u8,
    /// What may come.
    pub(super) mode: Mode,
    /// The reference that is open.
    pub(super) reference: Option<RefId>,
    /// The language in force, where it is not the document's.
    language: Option<String>,
    /// Whether the element that is met brings another language.
    pub(super) enters_language: bool,
    /// The marks of elements that go on elsewhere, by their ids.
    parts: BTreeMap<String, Vec<usize>>,
}

impl Frame {
    fn new(container: Container) -> Self {
        Self {
            pen: Pen::default(),
            container,
            depth: 0,
            mode: Mode::Blocks,
            reference: None,
            language: None,
            enters_language: false,
            parts: BTreeMap::new(),
        }
    }
}

/// The state of the walk.
pub(super) struct Walk<'a, 's> {
    pub(super) tree: &'a Tree<'s>,
    pub(super) context: &'a Context<'a>,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) faults: Faults,
    frames: Vec<Frame>,
    pub(super) notes: Vec<Note>,
    pub(super) references: Vec<Reference>,
    pub(super) entries: Vec<Entry>,
    pub(super) figures: Vec<Figure>,
    pub(super) places: Places,
    /// What is known of the apparatus.
    pub(super) apparatus: app::State<'a>,
    /// The ids that something in the file refers to.
    pub(super) targets: BTreeSet<Cow<'a, str>>,
    /// Those to which a reference or an entry leads.
    pub(super) reached: BTreeSet<Cow<'a, str>>,
    /// Whether what holds a block of which nothing is shown also holds one that is kept.
    pub(super) carrying: BTreeMap<NodeId, bool>,
    /// What the notes are called.
    pub(super) labels: BTreeMap<NodeId, Label>,
    /// The notes that stand apart and are called by a reference.
    pub(super) all_endnotes: BTreeSet<NodeId>,
    /// Those of them that are not called yet.
    pub(super) endnotes: BTreeSet<NodeId>,
    /// The notes that are read already.
    pub(super) read: BTreeMap<NodeId, NoteId>,
    /// The notes that say by ids what they are about.
    pub(super) aimed: Vec<Aimed>,
    /// The definitions of prefixes in the header.
    pub(super) prefixes: Vec<NodeId>,
    /// The number of the last verse.
    pub(super) last_verse: Option<u32>,
    /// Whether a verse has had a number.
    pub(super) has_numbers: bool,
    /// Whether the header says that the file has its quotation marks as characters.
    pub(super) quotation_marks: bool,
    /// Whether the tool wrote the file itself.
    pub(super) is_own: bool,
    /// Whether it did so from a text of its own making.
    pub(super) is_all_own: bool,
    /// Whether the file is of inscriptions or papyri (EpiDoc).
    pub(super) is_epidoc: bool,
    /// In a block whose lines are kept, how many of them have ended since the last character.
    pub(super) lines: Option<usize>,
    /// The blocks of which the tool said that their white space stays.
    pub(super) preserved: BTreeSet<NodeId>,
    /// Whether nothing is shown in all of its text: then a block is kept for what stands in it.
    pub(super) is_bare: bool,
    /// Whether the group that is opened next holds characters, as its element does.
    pub(super) is_leaf: bool,
    /// The title that stands in the text, and the headnote.
    pub(super) title: Option<Text>,
    pub(super) headnote: Option<Text>,
    /// How many elements of each name the model does not know.
    pub(super) foreign: BTreeMap<String, usize>,
}

impl<'a, 's> Walk<'a, 's> {
    /// A walk that has not begun.
    pub(super) fn new(tree: &'a Tree<'s>, context: &'a Context<'a>, diagnostics: &'a mut Diagnostics) -> Self {
        let all_endnotes = shape::endnotes(tree);
        Self {
            tree,
            context,
            diagnostics,
            faults: Faults::default(),
            frames: vec![],
            notes: vec![],
            references: vec![],
            entries: vec![],
            figures: vec![],
            places: Places::default(),
            apparatus: app::State::default(),
            targets: shape::targets(tree),
            reached: shape::reached(tree),
            carrying: BTreeMap::new(),
            labels: labels::labels(tree, context),
            endnotes: all_endnotes.clone(),
            all_endnotes,
            aimed: vec![],
            read: BTreeMap::new(),
            prefixes: tree.descendants(tree.root()).filter(|id| tree.name(*id) == "prefixDef").collect(),
            last_verse: None,
            has_numbers: false,
            quotation_marks: shape::has_quotation_marks(tree),
            is_own: shape::is_own(tree),
            is_all_own: shape::is_all_own(tree),
            is_epidoc: shape::is_epidoc(tree),
            lines: None,
            preserved: shape::preserved(tree),
            is_bare: shape::is_bare(tree),
            is_leaf: false,
            title: None,
            headnote: None,
            foreign: BTreeMap::new(),
        }
    }

    /// Writes a container of its own: what `write` does goes into it. Gives its text.
    pub(super) fn container(&mut self, container: Container, write: impl FnOnce(&mut Self)) -> Text {
        self.frames.push(Frame::new(container));
        let lines = self.lines.take();
        write(self);
        self.lines = lines;
        let frame = self.frames.pop();
        let text = frame.map(|frame| frame.pen.finish()).unwrap_or_default();
        self.places.settle(container, &text.string);
        text
    }

    /// The container under construction.
    pub(super) fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Container::Body));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// How many divisions are open in the container under construction.
    pub(super) fn depth(&self) -> u8 {
        self.frames.last().map_or(0, |frame| frame.depth)
    }

    /// What writes the container under construction.
    pub(super) fn pen(&mut self) -> &mut Pen {
        &mut self.frame().pen
    }

    /// Walks over what an element holds.
    pub(super) fn children(&mut self, id: NodeId) {
        let tree = self.tree;
        for child in tree.children(id) {
            self.node(*child);
        }
    }

    /// Walks over a node: characters, or an element with all that it holds.
    pub(super) fn node(&mut self, id: NodeId) {
        let tree = self.tree;
        match tree.node(id) {
            Node::Text(characters) => {
                self.stray(id);
                self.characters(id, characters);
            }
            Node::Element(_) => self.placed(id),
        }
    }

    /// Characters straight in a division are a paragraph that the file does not have.
    fn stray(&mut self, id: NodeId) {
        let tree = self.tree;
        let of = tree.parent(id).map_or("", |of| tree.name(of));
        let holds = matches!(of, "body" | "front" | "back" | "text" | "group" | "lg" | "sp") || names::is_division(of);
        if holds && tree.has_words(id) {
            let says = ("words stand straight in a division: they become a paragraph", "put them into `p` or `ab`");
            self.faults.push("stray-text", of, tree.span(id), says);
        }
    }

    /// Walks over an element; notes its place down if it has an id or a number, and marks its language.
    fn placed(&mut self, id: NodeId) {
        let tree = self.tree;
        let (xml_id, n) = (tree.attribute(id, "xml:id"), tree.attribute(id, "n"));
        let language = self.other_language(id);
        if xml_id.is_none() && n.is_none() && language.is_none() {
            return self.element(id);
        }
        let outer = self.frame().language.clone();
        self.frame().enters_language = language.is_some();
        if let Some(language) = &language {
            self.frame().language = Some(language.clone());
        }
        let container = self.frame().container;
        // what begins a line or a page makes white space before it: its anchor stands with it
        let breaks = matches!(tree.name(id), "lb" | "pb" | "cb" | "gb" | "milestone");
        if !breaks {
            self.targeted(id, xml_id);
        }
        let pen = self.pen();
        let waits = pen.has_space() || !pen.is_open();
        let opened = pen.open();
        self.element(id);
        if breaks {
            self.targeted(id, xml_id);
        }
        let range = self.pen().close(opened);
        self.frame().language = outer;
        if let Some(language) = language.filter(|_| !range.is_empty() && tree.name(id) != "note") {
            self.whole(id, range.clone(), [MarkKind::Language(language)]);
        }
        self.places.push(id, (xml_id, n.map(|n| (tree.name(id), n))), (container, range), waits);
    }

    /// Gives an element an anchor that something refers to, where its block has none.
    fn targeted(&mut self, id: NodeId, xml_id: Option<&str>) {
        let tree = self.tree;
        let Some(xml_id) = xml_id.filter(|xml_id| self.targets.contains(*xml_id)) else { return };
        if self.is_own && xml_id.starts_with('_') || self.is_all_own && shape::is_counted(xml_id) {
            return;
        }
        let name = tree.name(id);
        if matches!(name, "note" | "app" | "lem" | "rdg") || tree.by_id(xml_id) != Some(id) || self.is_hollow(id) {
            return;
        }
        let has_own = self.own_anchor(id).is_some();
        let is_leaf = matches!(name, "p" | "ab" | "l" | "head" | "anchor" | "figure") && has_own;
        if is_leaf && !(self.frame().mode == Mode::Leaf && name != "anchor") && !shape::holds_blocks(tree, id) {
            return;
        }
        // what is a block ends the sentence before it
        if self.frame().mode != Mode::Leaf && names::is_block(name) {
            self.pen().close_block();
        }
        let anchor = MarkKind::Anchor(self.place_name(xml_id));
        self.pen().point(anchor);
    }

    /// The language of an element, if it is another than that around it.
    pub(super) fn other_language(&self, id: NodeId) -> Option<String> {
        let tag = language::tag(self.tree.attribute(id, "xml:lang")?)?;
        let around = self.frames.last().and_then(|frame| frame.language.as_deref());
        (!language::is_same(&tag, around.unwrap_or(self.context.language))).then_some(tag)
    }

    /// The language where the walk is.
    pub(super) fn language_in_force(&self) -> String {
        let around = self.frames.last().and_then(|frame| frame.language.clone());
        around.unwrap_or_else(|| self.context.language.to_owned())
    }

    fn element(&mut self, id: NodeId) {
        let name = self.tree.name(id);
        match name {
            "docTitle" if self.is_title(id) => self.own_title(id),
            _ if self.is_hollow(id) => self.hollow(id),
            "text" | "body" | "front" | "back" | "group" | "floatingText" => self.part(id),
            _ if names::is_division(name) => self.division(id),
            "head" => self.head(id),
            "p" | "ab" => self.paragraph(id),
            "lg" => self.line_group(id),
            "l" => self.verse(id),
            "speaker" => self.speaker(id),
            "stage" => self.stage(id),
            "list" => self.list(id),
            "item" => self.item(id),
            "label" => self.label(id),
            "table" => self.table(id),
            "figure" => self.figure(id),
            "graphic" | "media" => self.graphic(id),
            "quote" | "q" | "said" => self.quotation(id),
            "cit" => self.cited(id),
            "epigraph" => self.epigraph(id),
            "bibl" => self.source(id),
            "eg" => self.preformatted(id),
            "app" => app::inline(self, id),
            // Its entries stand elsewhere.
            "listApp" => {}
            "lacunaStart" | "lacunaEnd" | "witStart" | "witEnd" => app::turn(self, id),
            "note" => self.note(id),
            _ => self.phrase(id),
        }
    }

    /// An element of a sentence, or one that the model does not know.
    fn phrase(&mut self, id: NodeId) {
        let name = self.tree.name(id);
        match name {
            "lb" | "pb" | "cb" | "gb" | "milestone" => self.break_point(id),
            "anchor" => self.anchor(id),
            "hi" => self.highlighted(id),
            "seg" if self.tree.attribute(id, "type") == Some("divided") => {
                let kept = self.kept_beyond(id, &["type"]);
                self.marked(id, kept.into_iter().chain([MarkKind::Divided]));
            }
            "emph" | "title" => self.emphasised(id),
            "foreign" => self.in_other_language(id),
            "code" => self.code(id),
            "ref" | "ptr" => self.reference(id),
            "w" | "pc" => self.token(id),
            "g" => self.glyph(id),
            "choice" => self.choice(id),
            "supplied" => self.supplied(id),
            "ex" if !self.is_chosen(id) => self.between(id, "(", ")"),
            "surplus" => self.between(id, "{", "}"),
            "gap" => self.gap(id),
            "del" if !self.is_restored(id) => self.deleted(id),
            "span" if self.is_annotation(id) => {
                self.count(id);
                self.unprinted(id);
            }
            "mentioned" => self.emphasised(id),
            "soCalled" | "gloss" => self.in_quotes(id),
            _ if names::is_unprinted(name) => {
                self.count(id);
                self.unprinted(id);
            }
            _ if names::stands_apart(name) => {
                self.pen().space(None);
                self.foreign(id);
                self.pen().space(None);
            }
            _ if self.frame().mode == Mode::Leaf || names::is_phrase(name) => self.foreign(id),
            _ if self.frame().mode == Mode::Running && !shape::holds_blocks(self.tree, id) => self.foreign(id),
            _ => {
                self.count(id);
                self.other_block(id);
            }
        }
    }

    pub(super) fn is_restored(&self, id: NodeId) -> bool {
        self.tree.parent(id).is_some_and(|of| matches!(self.tree.name(of), "restore" | "undo"))
    }

    /// Whether a `span` says something of words elsewhere; one in a sentence that points to none has words of the text.
    fn is_annotation(&self, id: NodeId) -> bool {
        let points = |name: &&str| self.tree.attribute(id, name).is_some();
        let between = self.frames.last().is_none_or(|frame| frame.mode == Mode::Blocks);
        between || ["from", "to", "target", "corresp"].iter().any(points)
    }

    /// Counts an element that the model does not know.
    pub(super) fn count(&mut self, id: NodeId) {
        *self.foreign.entry(self.tree.name(id).to_owned()).or_default() += 1;
    }

    /// Walks over what an element holds and marks it.
    pub(super) fn marked(&mut self, id: NodeId, kinds: impl IntoIterator<Item = MarkKind>) {
        let opened = self.pen().open();
        self.children(id);
        let range = self.pen().close(opened);
        self.whole(id, range, kinds);
    }

    /// Marks the words of an element; where it goes on with another, the words of that as well.
    pub(super) fn whole(&mut self, id: NodeId, range: Range<usize>, kinds: impl IntoIterator<Item = MarkKind>) {
        let tree = self.tree;
        let own = tree.attribute(id, "xml:id").filter(|own| self.is_own && own.starts_with('_'));
        let before = tree.attribute(id, "prev").and_then(|before| before.strip_prefix('#')).filter(|_| own.is_some());
        let frame = self.frame();
        if let Some(parts) = before.and_then(|before| frame.parts.get(before).cloned()) {
            for kind in kinds {
                let known = parts.iter().copied().find(|part| frame.pen.text().marks[*part].kind == kind);
                match known.and_then(|part| frame.pen.text_mut().marks.get_mut(part)) {
                    Some(mark) => mark.range.end = range.end,
                    None => frame.pen.mark(range.clone(), kind),
                }
            }
            frame.parts.extend(own.map(|own| (own.to_owned(), parts)));
            return;
        }
        let first = frame.pen.text().marks.len();
        for kind in kinds {
            match range.is_empty() {
                true => frame.pen.point(kind),
                false => frame.pen.mark(range.clone(), kind),
            }
        }
        if let Some(own) = own {
            let last = frame.pen.text().marks.len();
            frame.parts.entry(own.to_owned()).or_default().extend(first..last);
        }
    }
}
