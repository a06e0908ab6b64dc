//! Words of a sentence: emphasis, languages, names, the words of a corpus.

use super::super::shape;
use super::super::tree::{Characters, Node, NodeId, Tree, is_space};
use super::super::walk::{Mode, Walk};
use crate::model::text::MarkKind;

/// What `rend` says of a face, word by word.
const FACES: &[(&str, MarkKind)] = &[
    ("italic", MarkKind::Emphasis),
    ("bold", MarkKind::Strong),
    ("smallcaps", MarkKind::SmallCaps),
    ("superscript", MarkKind::Superscript),
    ("subscript", MarkKind::Subscript),
    ("italics", MarkKind::Emphasis),
    ("italique", MarkKind::Emphasis),
    ("it", MarkKind::Emphasis),
    ("i", MarkKind::Emphasis),
    ("underline", MarkKind::Emphasis),
    ("underlined", MarkKind::Emphasis),
    ("spaced", MarkKind::Emphasis),
    ("gesperrt", MarkKind::Emphasis),
    ("letterspaced", MarkKind::Emphasis),
    ("font-style:italic", MarkKind::Emphasis),
    ("b", MarkKind::Strong),
    ("gras", MarkKind::Strong),
    ("font-weight:bold", MarkKind::Strong),
    ("sc", MarkKind::SmallCaps),
    ("smcap", MarkKind::SmallCaps),
    ("small-caps", MarkKind::SmallCaps),
    ("smallcap", MarkKind::SmallCaps),
    ("font-variant:small-caps", MarkKind::SmallCaps),
    ("sup", MarkKind::Superscript),
    ("sub", MarkKind::Subscript),
    ("super", MarkKind::Superscript),
    ("supralinear", MarkKind::Superscript),
    ("vertical-align:super", MarkKind::Superscript),
];
/// How many of these are written by the tool itself.
const CANONICAL: usize = 5;

/// Signs that close what is before them: no white space of the file's layout comes between.
const CLOSING: &[char] = &['.', ',', ';', ':', '!', '?', ')', ']', '}', '»', '”', '’', '…', '·', '।', '॥', '،', '؟'];

impl Walk<'_, '_> {
    /// Words in another face.
    pub(in crate::read::tei) fn highlighted(&mut self, id: NodeId) {
        if self.tree.attribute(id, "rend") == Some("run-in") {
            let kept = self.kept_beyond(id, &["rend"]);
            return self.marked(id, kept.into_iter().chain([MarkKind::RunInHead]));
        }
        if !self.tree.has_words(id) && self.tree.elements(id).next().is_none() {
            // there is nothing that could have a face
            return self.marked(id, [self.kept(id)]);
        }
        let faces = self.faces(id);
        let rend = self.tree.attribute(id, "rend").unwrap_or_default();
        let canonical = FACES[..CANONICAL].iter().any(|(name, _)| *name == rend);
        let kept = match canonical {
            true => self.kept_beyond(id, &["rend"]),
            false => Some(self.kept(id)),
        };
        self.marked(id, kept.into_iter().chain(faces));
    }

    /// The faces that an element asks for; emphasis where it does not say.
    fn faces(&self, id: NodeId) -> Vec<MarkKind> {
        let tree = self.tree;
        let mut says =
            [tree.attribute(id, "rend"), tree.attribute(id, "style")].map(Option::unwrap_or_default).join(" ");
        for rendition in tree.attribute(id, "rendition").unwrap_or_default().split_ascii_whitespace() {
            if let Some(declared) = rendition.strip_prefix('#').and_then(|rendition| tree.by_id(rendition)) {
                says.push(' ');
                says.push_str(&tree.words(declared));
            }
        }
        let says = says.to_lowercase().replace(": ", ":");
        let mut faces: Vec<MarkKind> = vec![];
        for word in says.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '#')) {
            let face = FACES.iter().find(|(name, _)| *name == word).map(|(_, face)| face);
            faces.extend(face.filter(|face| !faces.contains(face)).cloned());
        }
        if faces.is_empty() && says.trim().is_empty() && tree.attribute(id, "rendition").is_none() {
            faces.push(MarkKind::Emphasis);
        }
        faces
    }

    /// Words that print sets in italics, whatever they are.
    pub(in crate::read::tei) fn emphasised(&mut self, id: NodeId) {
        let tree = self.tree;
        let plain = tree.name(id) == "title" && matches!(tree.attribute(id, "level"), Some("a" | "u"));
        let faces = if plain { vec![] } else { self.faces(id) };
        self.marked(id, [self.kept(id)].into_iter().chain(faces));
    }

    /// Words in another language: the language is marked for every element.
    pub(in crate::read::tei) fn in_other_language(&mut self, id: NodeId) {
        let marked = self.frame().enters_language && self.tree.attribute(id, "xml:lang").is_some();
        let written = self.tree.attribute(id, "xml:lang").map(str::to_owned);
        let exact = marked && written == Some(self.language_in_force());
        let kept = if exact { self.kept_beyond(id, &["xml:lang"]) } else { Some(self.kept(id)) };
        self.marked(id, kept);
    }

    /// Code.
    pub(in crate::read::tei) fn code(&mut self, id: NodeId) {
        let kept = self.kept_beyond(id, &[]);
        self.marked(id, kept.into_iter().chain([MarkKind::Code]));
    }

    /// A word or a sign of a corpus: white space is where the file has it, but that of its layout beside signs is
    /// none; between two words that touch is one.
    pub(in crate::read::tei) fn token(&mut self, id: NodeId) {
        let (tree, kind) = (self.tree, self.kept(id));
        let sign = tree.name(id) == "pc";
        let joins = |id: NodeId, side: &str| {
            tree.attribute(id, "join").is_some_and(|join| join == side || join == "both" || join == "overlap")
        };
        let before = shape::sibling_before(tree, id);
        let words = tree.words(id);
        let closes = sign && words.starts_with(CLOSING);
        match before {
            _ if joins(id, "left") || before.touching.is_some_and(|other| joins(other, "right")) => {
                self.pen().drop_space()
            }
            _ if closes && before.laid_out && tree.attribute(id, "join") != Some("no") => self.pen().drop_space(),
            _ if before.opens && before.laid_out => self.pen().drop_space(),
            shape::Before { touching: Some(other), space: false, opens: false, .. } if !closes => {
                let parts = tree.attribute(other, "part").is_some_and(|part| matches!(part, "I" | "M"));
                let parted = tree.name(other) == "pc" && tree.words(other).ends_with([',', ';', ':', '!', '?']);
                let touch = matches!(tree.name(other), "w" | "pc") && shape::words_touch(tree, id);
                let edge = tree.name(other) == "w" && !sign && ends_with_space(tree, other);
                if !parts && (touch || parted || edge) {
                    self.pen().space(None);
                }
            }
            _ => {}
        }
        let opened = self.pen().open();
        match tree.name(id) {
            "w" => self.tight_children(id),
            _ => self.children(id),
        }
        self.pen().drop_space();
        let range = self.pen().close(opened);
        match range.is_empty() {
            true => self.pen().point(kind),
            false => self.pen().mark(range, kind),
        }
    }

    /// What a word holds: no white space stands at its edges.
    fn tight_children(&mut self, id: NodeId) {
        let tree = self.tree;
        for (index, child) in tree.children(id).iter().enumerate() {
            match tree.node(*child) {
                Node::Text(text) if index == 0 && text.string.starts_with(is_space) => {
                    let waits = self.pen().has_space();
                    self.node(*child);
                    if !waits && text.string.chars().all(is_space) {
                        self.pen().drop_space();
                    }
                }
                _ => self.node(*child),
            }
        }
    }

    /// A character that the file describes in its header.
    pub(in crate::read::tei) fn glyph(&mut self, id: NodeId) {
        let tree = self.tree;
        if tree.has_words(id) {
            return self.foreign(id);
        }
        let kind = self.kept(id);
        let name = tree.attribute(id, "ref").unwrap_or_default();
        let declared = name.strip_prefix('#').and_then(|name| tree.by_id(name));
        let mapping = declared.and_then(|declared| tree.child(declared, "mapping")).map(|mapping| tree.words(mapping));
        let Some(characters) = mapping.filter(|characters| !characters.is_empty()) else {
            self.unknown_glyph(id);
            return self.pen().point(kind);
        };
        let opened = self.pen().open();
        let span = tree.span(id);
        self.pen().replace(&characters, span);
        let range = self.pen().close(opened);
        self.pen().mark(range, kind);
    }

    /// Says that a glyph is left out.
    pub(in crate::read::tei) fn unknown_glyph(&mut self, id: NodeId) {
        let name = self.tree.attribute(id, "ref").unwrap_or_default();
        let says = (
            format!("no character is known for the glyph `{name}`: it is left out"),
            "give its `mapping` in the header's `charDecl`",
        );
        let span = self.tree.span(id);
        self.faults.push("unknown-glyph", name, span, says);
    }

    /// Lines as they are written.
    pub(in crate::read::tei) fn preformatted(&mut self, id: NodeId) {
        if self.frame().mode == Mode::Leaf {
            return self.code(id);
        }
        let known: &[&str] = if self.tree.name(id) == "ab" { &["type", "xml:space"] } else { &[] };
        self.grouped_beyond(id, (known, self.tree.name(id) != "ab"), |walk| {
            walk.pen().open_block(crate::model::text::BlockKind::Code);
            let outer = walk.lines.replace(0);
            walk.in_mode(Mode::Leaf, |walk| walk.children(id));
            walk.lines = outer;
            walk.pen().close_block();
        });
    }

    /// Characters of such lines. Ends of lines wait for what comes next: those at the end of a block are its layout, as
    /// those at its beginning are.
    pub(in crate::read::tei) fn verbatim(&mut self, id: NodeId, characters: &Characters<'_>, waiting: usize) {
        let span = self.tree.span(id);
        let mut waiting = waiting;
        let mut lines = characters.string.split('\n').peekable();
        while let Some(line) = lines.next() {
            // white space before the end of a line, or of all, says nothing
            let ends = lines.peek().is_some() || self.is_last_of_lines(id);
            let line = if ends { line.trim_end() } else { line };
            if !line.is_empty() {
                let begun = !self.pen().block_so_far().is_empty();
                (0..waiting).filter(|_| begun).for_each(|_| self.pen().hard_line());
                waiting = 0;
                self.pen().replace(line, span.clone());
            }
            waiting += usize::from(lines.peek().is_some());
        }
        self.lines = Some(waiting);
    }

    /// Whether nothing follows in the element whose lines are kept.
    fn is_last_of_lines(&self, id: NodeId) -> bool {
        self.tree
            .parent(id)
            .is_none_or(|of| self.tree.children(of).last() == Some(&id) && matches!(self.tree.name(of), "eg" | "ab"))
    }
}

/// Whether the last character of an element is white space.
fn ends_with_space(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.children(id).last().is_some_and(|last| match tree.node(*last) {
        Node::Text(text) => text.string.ends_with(is_space),
        Node::Element(_) => ends_with_space(tree, *last),
    })
}
