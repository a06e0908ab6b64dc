//! One XHTML page: its frame (EPUB 3.3 §6.1), and the ids that it has given away.
//!
//! Knows the frame and the context; what stands in it is for `blocks`, `inline` and `notes`.

use crate::model::generated::Generated;
use crate::model::text::NoteId;
use crate::words::direction::runs_leftwards;
use crate::write::epub::apparatus::Apparatus;
use crate::write::epub::context::Context;
use crate::write::epub::words;
use crate::write::xml::Xml;
use std::collections::{BTreeMap, BTreeSet};

/// The namespaces of every page: XHTML and EPUB's structural semantics.
const NAMESPACES: [(&str, &str); 2] =
    [("xmlns", "http://www.w3.org/1999/xhtml"), ("xmlns:epub", "http://www.idpf.org/2007/ops")];

/// What a page's frame says.
pub(crate) struct Frame<'a> {
    /// The page's `<title>`.
    pub(crate) title: &'a str,
    /// Its language (BCP 47).
    pub(crate) language: &'a str,
    /// The structural semantics of `body`, such as `bodymatter`.
    pub(crate) matter: Option<&'a str>,
    /// The way to the package document's folder: `` or `../`.
    pub(crate) root: &'a str,
}

/// A page in the making.
pub(crate) struct Page<'a> {
    /// The book.
    pub(crate) context: &'a Context<'a>,
    /// The document that the page shows (index); 0 for pages that the tool makes.
    pub(crate) document: usize,
    /// The language of what is being written (BCP 47); at first the book's.
    pub(crate) language: &'a str,
    /// Whether what is being written runs from right to left.
    pub(crate) leftwards: bool,
    /// What has been written.
    pub(crate) xml: Xml,
    /// The apparatus of the document.
    pub(crate) apparatus: Apparatus,
    /// The ids of further calls of notes that are called more than once.
    pub(crate) recalled: BTreeMap<NoteId, Vec<String>>,
    ids: BTreeSet<String>,
}

impl<'a> Page<'a> {
    /// Opens the frame; [`Page::finish`] closes it.
    pub(crate) fn new(context: &'a Context<'a>, document: usize, frame: &Frame<'_>) -> Self {
        let mut xml = Xml::document();
        xml.doctype("html");
        let [xhtml, epub] = NAMESPACES;
        let leftwards = runs_leftwards(frame.language);
        let mut attributes = vec![xhtml, epub, ("lang", frame.language), ("xml:lang", frame.language)];
        attributes.extend(leftwards.then(|| words::attribute(leftwards)));
        xml.open_line("html", &attributes);
        xml.open_line("head", &[]);
        xml.empty_line("meta", &[("charset", "utf-8")]);
        xml.leaf_line("title", &[], frame.title);
        let css = format!("{}styles/reader.css", frame.root);
        xml.empty_line("link", &[("rel", "stylesheet"), ("type", "text/css"), ("href", &css)]);
        xml.close_line();
        match frame.matter {
            Some(matter) => xml.open_line("body", &[("epub:type", matter)]),
            None => xml.open_line("body", &[]),
        }
        let (language, apparatus) = (&context.edition.book.language, Apparatus::default());
        Self { context, document, language, leftwards, xml, apparatus, recalled: BTreeMap::new(), ids: BTreeSet::new() }
    }

    /// What the page's document is, if the tool wrote it: `index`, `bibliography`, `appendix`.
    pub(crate) fn kind(&self) -> Option<&'static str> {
        let document = self.context.edition.documents.get(self.document)?;
        document.generated.map(|generated| semantics(generated).0)
    }

    /// Takes an id: true the first time only, as an id stands once in a page.
    pub(crate) fn claim(&mut self, id: &str) -> bool {
        !id.is_empty() && self.ids.insert(id.to_owned())
    }

    /// Writes a part of the editor's: in the language of the book, which the part's attributes name
    /// where the document is in another.
    pub(crate) fn editorial(&mut self, attributes: &[(&str, &str)], write: impl FnOnce(&mut Self, &[(&str, &str)])) {
        let context: &'a Context<'a> = self.context;
        self.said_in(&context.edition.book.language, attributes, write);
    }

    /// Writes a part that is in a language.
    pub(crate) fn said_in(
        &mut self,
        language: &'a str,
        attributes: &[(&str, &str)],
        write: impl FnOnce(&mut Self, &[(&str, &str)]),
    ) {
        let (own, around) = (self.language, self.leftwards);
        let mut attributes = attributes.to_vec();
        if !language.is_empty() && language != own {
            attributes.extend([("lang", language), ("xml:lang", language)]);
            self.language = language;
            attributes.extend(self.turn(Some(runs_leftwards(language))));
        }
        write(self, &attributes);
        (self.language, self.leftwards) = (own, around);
    }

    /// Closes everything and gives the page.
    pub(crate) fn finish(self) -> String {
        self.xml.finish()
    }
}

/// What a document that the tool writes is (EPUB 3 Structural Semantics Vocabulary, DPUB-ARIA 1.1).
pub(crate) fn semantics(generated: Generated) -> (&'static str, &'static str) {
    match generated {
        Generated::Bibliography => ("bibliography", "doc-bibliography"),
        _ if generated.is_index() => ("index", "doc-index"),
        _ => ("appendix", "doc-appendix"),
    }
}
