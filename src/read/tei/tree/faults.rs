//! What makes a file no TEI P5: one error each, with its place.

use crate::diag::Diagnostic;
use crate::source::{FileId, Span};
use std::ops::Range;

/// An error of the file as a whole: nothing of it is read.
pub(super) type Fault = Box<Diagnostic>;

/// Something that no XML has.
pub(super) fn ill_formed(file: FileId, at: Range<usize>, message: impl Into<String>) -> Fault {
    let error = Diagnostic::error("ill-formed-xml", message).at(Span::new(file, at));
    Box::new(error.help("mend the file: an XML editor shows the same place"))
}

/// An end tag that does not close what is open.
pub(super) fn mismatched(file: FileId, at: Range<usize>, expected: &str, open: Range<usize>, found: &str) -> Fault {
    let message = format!("`</{found}>` does not close `<{expected}>`");
    let error = Diagnostic::error("ill-formed-xml", message).at(Span::new(file, at));
    Box::new(error.label(Span::new(file, open), "opened here").help("close the elements in the order of their opening"))
}

/// The end of the file inside an element.
pub(super) fn truncated(file: FileId, end: usize, open: &str, at: Range<usize>) -> Fault {
    let message = format!("the file ends inside `<{open}>`");
    let error = Diagnostic::error("ill-formed-xml", message).at(Span::new(file, end..end));
    Box::new(error.label(Span::new(file, at), "opened here").help("the file seems to be cut off: get it again"))
}

/// More of something than is read.
pub(super) fn too_much(file: FileId, at: Range<usize>, message: String) -> Fault {
    let error = Diagnostic::error("xml-too-large", message).at(Span::new(file, at));
    Box::new(error.help("no edition needs so much: look at what made the file"))
}

/// What stands in another file.
pub(super) fn included(file: FileId, at: Range<usize>) -> Fault {
    let error = Diagnostic::error("xml-include", "`xi:include` takes in another file, which is not read");
    let help = "put the parts together first: `xmllint --xinclude FILE.xml` writes the whole";
    Box::new(error.at(Span::new(file, at)).help(help))
}

/// A reference to an entity that the file does not define.
pub(super) fn unknown_entity(file: FileId, at: Range<usize>, name: &str) -> Fault {
    let error = Diagnostic::error("unknown-entity", format!("the entity `&{name};` is not defined in this file"));
    let help = "no DTD is fetched: write the character itself, or define the entity in the file";
    Box::new(error.at(Span::new(file, at)).help(help))
}

/// A root element that is none of TEI P5.
pub(super) fn no_tei(file: FileId, at: Range<usize>, name: &str, namespace: Option<&str>) -> Fault {
    let at = Span::new(file, at);
    let error = match name {
        "TEI.2" | "teiCorpus.2" => Diagnostic::error("tei-p4", "this is TEI P4, which has been P5 since 2007")
            .help("convert it: the TEI Consortium's `p4top5.xsl` does"),
        "html" => Diagnostic::error("no-tei", "this is a web page, not TEI").help("get the file's TEI source"),
        _ => {
            let of = namespace.map_or(String::from("without a namespace"), |uri| format!("of `{uri}`"));
            Diagnostic::error("no-tei", format!("this is no TEI: its root is `<{name}>` {of}"))
                .help("a TEI file has the root `<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">`")
        }
    };
    Box::new(error.at(at))
}
