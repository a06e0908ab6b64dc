//! Reads TEI P5: a file as it is deposited in an archive, with its apparatus.
//!
//! `tree` knows XML, `header` what the file says about itself, `walk` goes over the text and chooses by the
//! name of each element what it becomes (`elements`, `app`); `pen` writes the flat text,
//! `space` its characters, `places` remembers where everything stands. An imported file is none of our own
//! sources: faults in it are warnings, one for each kind (`faults`). May not know where the text stands in
//! the book, nor what other documents there are.
//!
//! # What the model does not know
//!
//! It is kept: a mark or a group `Foreign` with the element's name and its attributes, over the same words as
//! what the model makes of the element. In the attributes two names that no XML has say what is not shown:
//! `#before` and `#after` hold the source inside the element before and behind what is shown. A mark `Foreign`
//! with the name `#text` and the attribute `#before` is source that stands at a point without an element.
//! A `Foreign` over the same words as a mark of the model, or with the same id as an anchor, is one element
//! with it.

mod account;
mod app;
mod decode;
mod elements;
mod faults;
mod finish;
mod harm;
mod header;
mod names;
mod pen;
mod places;
mod shape;
mod sigla;
mod space;
pub mod tree;
mod walk;

pub use decode::decode;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::Sigla;
use crate::model::document::{Container, NoteSeries};
use crate::model::draft::Draft;
use crate::model::header::Header;
use crate::model::lines::MilestoneSystem;
use crate::source::{FileId, Sources};
use sigla::Found;
use std::collections::BTreeSet;
use tree::Tree;
use walk::Walk;

/// Whether a text is XML rather than plain text: by how it begins.
pub fn is_xml(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("<?xml") || ["<TEI", "<teiCorpus", "<tei:TEI"].iter().any(|root| text.starts_with(root))
}

/// What the reader needs to know of the book.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The note series.
    pub series: &'a [NoteSeries],
    /// The series of notes that none of these is named for (index): the author's.
    pub default_series: usize,
    /// The language of the text where the file does not say (BCP 47).
    pub language: &'a str,
    /// The sigla that entries of an apparatus may name: those of the header among them.
    pub sigla: &'a Sigla,
    /// The numberings of the book besides that of the lines.
    pub milestones: &'a [MilestoneSystem],
    /// The pictures that lie in the document's folder, by their paths from there.
    pub pictures: &'a BTreeSet<String>,
    /// Which parts of a `choice` are text, the first that it has.
    pub reading: &'a [String],
}

/// What of a choice is text where the sheet does not say: corrections, regular spellings, expansions.
pub fn default_reading() -> Vec<String> {
    elements::READING.map(str::to_owned).to_vec()
}

/// A file whose header is read.
#[derive(Clone, Debug)]
pub struct File<'s> {
    tree: Tree<'s>,
    /// What it says about itself.
    pub header: Header,
    /// Its sigla.
    pub sigla: Found,
}

impl<'s> File<'s> {
    /// Reads a file as far as its header; `None` for one that is no TEI P5, which is reported.
    pub fn open(sources: &'s Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        Self::open_with(sources, file, None, diagnostics)
    }

    /// The same with the entries that stand in another file. One that is no TEI, or has none, is reported.
    pub fn open_with(
        sources: &'s Sources,
        file: FileId,
        entries: Option<FileId>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut tree = Tree::read(file, &sources.file(file).text, diagnostics)?;
        let other = entries.and_then(|other| Tree::read_part(other, &sources.file(other).text, diagnostics));
        if let Some(other) = other
            && !tree.join(&other)
        {
            let warning = Diagnostic::warning("no-entries", "this file has no entries of an apparatus: no `app`");
            let help = "name in `[tei] apparatus` of document.toml the file that has them, or take the key out";
            diagnostics.push(warning.at(other.span(other.root())).help(help));
        }
        harm::check(&tree, diagnostics);
        let header = header::read(&tree);
        let sigla = Found::read(&tree);
        Some(Self { tree, header, sigla })
    }

    /// That texts with headers of their own become one document, which has one title, one language and one set of
    /// witnesses.
    fn several_texts(&self) -> Option<Diagnostic> {
        let texts = shape::texts(&self.tree);
        let second = texts.get(1)?;
        let message = format!("the file holds {} texts, which become one document", texts.len());
        let help = "lines, witnesses, title and language are those of one text: to keep them apart, put each `TEI` \
                    element into a file of its own and import each";
        Some(Diagnostic::warning("several-texts", message).at(self.tree.span(*second)).help(help))
    }

    /// The error for a file in which nothing is printed.
    fn no_text(&self) -> Diagnostic {
        let tree = &self.tree;
        let transcribed = tree.child(tree.root(), "sourceDoc");
        let (message, help) = match transcribed {
            Some(_) => (
                "the file has a `sourceDoc`, a transcription by lines of the page, and no `text`: its words are not read",
                "make a `text` of it: the words in `p`, `ab` or `l`, the lines as `lb`",
            ),
            None => (
                "the file has no `text`: there is nothing to print",
                "put the words into `<text><body>…</body></text>`",
            ),
        };
        let at = tree.span(transcribed.unwrap_or(tree.root()));
        Diagnostic::error("no-tei-text", message).at(at).help(help)
    }

    /// Its tree.
    pub fn tree(&self) -> &Tree<'s> {
        &self.tree
    }

    /// The series that its entries want: id and name, in the order of the file; an empty id is that of the first
    /// apparatus of the book.
    pub fn layers(&self) -> Vec<(String, String)> {
        app::wanted(&self.tree)
    }

    /// Reads the text. The paragraphs are numbered.
    pub fn read(&self, context: &Context<'_>, diagnostics: &mut Diagnostics) -> Draft {
        if shape::texts(&self.tree).is_empty() {
            diagnostics.push(self.no_text());
        }
        diagnostics.extend(self.several_texts());
        let mut walk = Walk::new(&self.tree, context, diagnostics);
        walk.apparatus = app::State::new(&self.sigla, context.sigla);
        let mut body = walk.container(Container::Body, |walk| {
            let texts = shape::texts(walk.tree);
            let is_corpus = walk.tree.name(walk.tree.root()) == "teiCorpus";
            for text in &texts {
                if texts.len() > 1 || is_corpus { walk.whole_text(*text) } else { walk.node(*text) }
            }
            for note in shape::standoff_notes(walk.tree) {
                walk.standoff_note(note);
            }
            walk.pen().hold_points();
        });
        body.number_blocks();
        walk.finish(body, &self.header)
    }
}
