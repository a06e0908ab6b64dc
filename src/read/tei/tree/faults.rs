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

/// Ids that several elements have.
pub(super) fn doubled(file: FileId, at: Range<usize>, id: &str, count: usize) -> Diagnostic {
    let message = match count {
        1 => format!("the id `{id}` is given twice: what refers to it means the first"),
        _ => format!("{count} ids are given again, `{id}` first: what refers to them means the first of each"),
    };
    Diagnostic::warning("doubled-id", message).at(Span::new(file, at)).help("give each element an id of its own")
}

/// A root element that is none of TEI P5.
pub(super) fn no_tei(file: FileId, at: Range<usize>, name: &str, namespace: Option<&str>) -> Fault {
    let at = Span::new(file, at);
    let local = name.rsplit(':').next().unwrap_or(name);
    let namespace = namespace.unwrap_or_default();
    let (code, message, help) = match local {
        "TEI.2" | "teiCorpus.2" => (
            "tei-p4",
            format!("this is TEI P4 (its root is `<{local}>`), which has been P5 since 2007"),
            "convert it: the TEI Consortium's `p4top5.xsl` does",
        ),
        "html" => ("no-tei", "this is HTML, a web page, not TEI".to_owned(), "get the file's TEI source"),
        _ if namespace == super::TEI => (
            "no-tei",
            format!("this is a part of a TEI file: its root is `<{local}>`, `<TEI>` or `<teiCorpus>` is wanted"),
            match local {
                "listApp" | "standOff" | "app" => {
                    "its entries need their text: put it into the `standOff` of the file that has it, or beside its `text`"
                }
                "teiHeader" => "a header without a text is no edition: put the `text` behind it into `<TEI>`",
                "text" => "put it into `<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">` behind a `teiHeader`",
                _ => {
                    "put it into `<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader>…</teiHeader><text><body>…</body></text></TEI>`"
                }
            },
        ),
        _ if namespace.contains("microsoft") || namespace.contains("wordprocessingml") => (
            "no-tei",
            format!("this is a flat Word document, not TEI: its root is `<{name}>`"),
            "save it as plain text, or convert it to TEI",
        ),
        _ if namespace.contains("opendocument") => (
            "no-tei",
            format!("this is a flat OpenDocument text, not TEI: its root is `<{name}>`"),
            "save it as plain text, or convert it to TEI",
        ),
        _ => {
            let of = if namespace.is_empty() { "without a namespace".to_owned() } else { format!("of `{namespace}`") };
            (
                "no-tei",
                format!("this is other XML, not TEI: its root is `<{name}>` {of}"),
                "a TEI file has the root `<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">`",
            )
        }
    };
    Box::new(Diagnostic::error(code, message).at(at).help(help))
}
