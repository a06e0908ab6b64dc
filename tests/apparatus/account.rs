//! What finished pages say, read off their glyphs: of what the typesetter notes down nothing is believed.

use edition::diag::Diagnostics;
use edition::fonts::FontSet;
use edition::model::document::{Document, Edition};
use edition::model::length::Length;
use edition::model::page::{GlyphRun, Item, Layout, NodeId, NodeKind, Page, PageMap, Role};
use edition::model::text::BlockKind;
use edition::source::Sources;
use edition::style::Style;
use std::ops::Range;

/// A book's pages with all that is needed to read them.
pub(super) struct Pages<'a> {
    pub(super) edition: &'a Edition,
    pub(super) style: &'a Style,
    pub(super) layout: Layout,
    pub(super) map: PageMap,
    /// The faults, each as its code and its message.
    pub(super) faults: Vec<(&'static str, String)>,
    leaves: Vec<Leaf>,
}

/// What a node of the structure belongs to.
#[derive(Clone, Copy, Default)]
struct Leaf {
    /// The document.
    document: Option<usize>,
    note: Option<NodeId>,
    title: bool,
    label: bool,
    /// Whether it leads somewhere: the call of a note, the words of a lemma.
    linked: bool,
}

/// A line of a body as it is drawn.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) page: usize,
    /// The number in the margin beside it.
    pub(super) number: Option<u32>,
    /// What of the body's string is on it.
    pub(super) range: Range<usize>,
    pub(super) block: usize,
}

/// A note as it is drawn.
#[derive(Debug)]
pub(super) struct Printed {
    /// The page where it begins.
    pub(super) on: usize,
    /// Its key.
    pub(super) label: String,
    /// All of it.
    pub(super) text: String,
    /// The pages that have something of it.
    pub(super) pages: Vec<usize>,
}

/// The style of a file.
pub(super) fn style(text: &str) -> Style {
    let mut sources = Sources::default();
    let file = sources.add("style.toml", text);
    let mut diagnostics = Diagnostics::default();
    let style = Style::read(&sources, file, &mut diagnostics);
    assert_eq!(diagnostics.iter().map(|d| d.message.clone()).collect::<Vec<_>>(), Vec::<String>::new());
    style
}

/// The glyphs of a page in drawing order.
pub(super) fn runs(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    page.items.iter().filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None })
}

pub(super) fn width(run: &GlyphRun) -> Length {
    run.glyphs.iter().map(|glyph| glyph.advance).sum()
}

impl<'a> Pages<'a> {
    /// Sets a composed edition.
    pub(super) fn of(edition: &'a Edition, style: &'a Style) -> Self {
        let mut diagnostics = Diagnostics::default();
        let (layout, map) = edition::typeset::typeset(edition, style, &FontSet::embedded(), &mut diagnostics);
        let faults = diagnostics.iter().map(|d| (d.code, d.message.clone())).collect();
        let mut pages = Self { edition, style, layout, map, faults, leaves: vec![] };
        pages.leaves = vec![Leaf::default(); pages.layout.structure.nodes.len()];
        let parts = pages.layout.structure.node(NodeId(0)).children.clone();
        for (index, part) in parts.iter().enumerate() {
            // Before the documents are the front pages and the contents.
            let document = index.checked_sub(2).filter(|index| *index < edition.documents.len());
            let mut titled = false;
            pages.walk(*part, Leaf { document, ..Leaf::default() }, &mut titled);
        }
        pages
    }

    fn walk(&mut self, node: NodeId, above: Leaf, titled: &mut bool) {
        let mut own = above;
        match self.layout.structure.node(node).kind {
            NodeKind::Note => own.note = Some(node),
            NodeKind::Label => own.label = true,
            NodeKind::Reference => own.linked = true,
            NodeKind::Heading(..) if !*titled => (own.title, *titled) = (true, true),
            _ => {}
        }
        self.leaves[node.0 as usize] = own;
        for child in self.layout.structure.node(node).children.clone() {
            self.walk(child, own, titled);
        }
    }

    fn leaf(&self, run: &GlyphRun) -> Option<Leaf> {
        if let Role::Content(leaf) = run.role { Some(self.leaves[leaf.0 as usize]) } else { None }
    }

    pub(super) fn has(&self, code: &str) -> bool {
        self.faults.iter().any(|(known, _)| *known == code)
    }

    /// Where the text begins from the left.
    pub(super) fn left(&self, page: usize) -> Length {
        if page.is_multiple_of(2) { self.style.page.inner() } else { self.style.page.outer() }
    }

    /// The lines of a document's body. Each character of it must be drawn once.
    pub(super) fn lines(&self, document: usize) -> Vec<Line> {
        let body = &self.edition.documents[document].body;
        let (mut lines, mut at) = (vec![], 0);
        for (index, page) in self.layout.pages.iter().enumerate() {
            // Our words have no figures: what has is the call of a note.
            let is_call = |run: &GlyphRun, leaf: &Leaf| leaf.linked && run.text.parse::<u32>().is_ok();
            let own = |run: &&GlyphRun| {
                let leaf = self.leaf(run).filter(|leaf| leaf.document == Some(document));
                leaf.is_some_and(|leaf| leaf.note.is_none() && !leaf.title && !is_call(run, &leaf))
            };
            let mut drawn: Vec<&GlyphRun> = runs(page).filter(own).collect();
            drawn.sort_by_key(|run| (run.y, run.x));
            for line in drawn.chunk_by(|a, b| a.y == b.y) {
                if body.string[at..].starts_with('\n') {
                    at += 1;
                }
                // What follows are the notes at the end.
                if at == body.string.len() {
                    break;
                }
                let start = at;
                for c in line.iter().flat_map(|run| run.text.chars()).filter(|c| *c != '\u{ad}') {
                    let told = || line.iter().map(|run| (run.text.as_str(), run.x)).collect::<Vec<_>>();
                    assert!(
                        body.string[at..].starts_with(c),
                        "text {document}, page {index}: {c:?} is drawn before {:?}: {:?}",
                        body.string[at..].chars().take(40).collect::<String>(),
                        told()
                    );
                    at += c.len_utf8();
                }
                let block = body.block_at(start).expect("a block");
                lines.push(Line { page: index, number: self.beside(index, line[0].y), range: start..at, block });
            }
        }
        assert_eq!(body.string[at..].trim(), "", "the end of document {document} is not drawn");
        lines
    }

    /// The number in the margin beside a baseline.
    fn beside(&self, page: usize, y: Length) -> Option<u32> {
        let (left, right) = (self.left(page), self.left(page) + self.style.page.measure);
        let in_margin = |run: &&GlyphRun| {
            run.role == Role::Decoration && run.y == y && (run.x + width(run) <= left || run.x >= right)
        };
        runs(&self.layout.pages[page]).filter(in_margin).find_map(|run| run.text.parse().ok())
    }

    /// The notes of a document, in the order in which they are drawn.
    pub(super) fn notes(&self, document: usize) -> Vec<Printed> {
        let mut order: Vec<NodeId> = vec![];
        let mut notes: Vec<Printed> = vec![];
        for (index, page) in self.layout.pages.iter().enumerate() {
            for run in runs(page) {
                let Some(leaf) = self.leaf(run).filter(|leaf| leaf.document == Some(document)) else { continue };
                let Some(node) = leaf.note else { continue };
                let at = order.iter().position(|known| *known == node).unwrap_or_else(|| {
                    order.push(node);
                    notes.push(Printed { on: index, label: String::new(), text: String::new(), pages: vec![] });
                    order.len() - 1
                });
                let words = run.text.replace('\u{ad}', "");
                if leaf.label {
                    notes[at].label.push_str(&words);
                }
                notes[at].text.push_str(&words);
                if notes[at].pages.last() != Some(&index) {
                    notes[at].pages.push(index);
                }
            }
        }
        notes
    }

    /// The baselines of the lines of notes on a page.
    pub(super) fn note_baselines(&self, page: usize) -> Vec<Length> {
        let is_note = |run: &&GlyphRun| self.leaf(run).is_some_and(|leaf| leaf.note.is_some());
        runs(&self.layout.pages[page]).filter(is_note).map(|run| run.y).collect()
    }

    /// The line that names the witnesses of a page.
    pub(super) fn witnesses(&self, page: usize) -> String {
        let text = &self.style.text;
        let foot = self.style.page.head(text.leading) + text.leading * (self.style.page.lines + 1);
        let left = self.left(page);
        let above = |run: &&GlyphRun| run.role == Role::Footer && run.y < foot && run.x >= left;
        runs(&self.layout.pages[page]).filter(above).map(|run| run.text.as_str()).collect()
    }
}

/// The line on which a byte of the body stands.
pub(super) fn line_at(lines: &[Line], at: usize) -> usize {
    // What stands between two blocks is of neither.
    let line = lines.iter().position(|line| line.range.start <= at && at < line.range.end.max(line.range.start + 1));
    line.unwrap_or_else(|| panic!("no line has byte {at}"))
}

/// The number of a line: its own; of a verse that is turned over that of its first line; of a heading that of the
/// next line.
pub(super) fn number_of(document: &Document, lines: &[Line], index: usize, by_page: bool) -> u32 {
    let line = &lines[index];
    if let Some(number) = line.number {
        return number;
    }
    let verse = document.body.blocks[line.block].kind == BlockKind::Verse;
    let same = |other: &&Line| !by_page || other.page == line.page;
    let numbered = if verse {
        lines[..index].iter().rev().filter(same).find_map(|line| line.number)
    } else {
        lines[index..].iter().filter(same).find_map(|line| line.number)
    };
    // A verse whose beginning is overleaf.
    numbered.unwrap_or(1)
}

/// The text without its spaces, which stretch and break.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '‖' && *c != '\u{ad}').collect()
}
