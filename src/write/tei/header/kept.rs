//! The header of a document that was read from TEI: as it came in, with what this file adds to it.

use super::super::ids::Ids;
use super::super::source::shared;
use super::OfDocument;
use super::encoding::written_by;
use crate::model::document::Document;
use crate::write::xml::Xml;

/// Writes the header that the document's source has; `false` where it has none that can stand in this file.
pub(super) fn write((document, index): (&Document, usize), ids: &Ids<'_>, of: &OfDocument<'_>, xml: &mut Xml) -> bool {
    let Some(source) = &document.header.xml else { return false };
    let source = source.trim();
    // a file may have its elements under a prefix
    let name = source.strip_prefix('<').and_then(|rest| rest.split(|c: char| c.is_whitespace() || c == '>').next());
    let Some(prefix) = name.and_then(|name| name.strip_suffix("teiHeader")) else { return false };
    if !source.ends_with(&format!("</{prefix}teiHeader>")) {
        return false;
    }
    let mut header = shared(source, ids, index).into_owned();
    if let Some(encoding) = of.encoding {
        let [method, location] = encoding.method.names();
        let mut part = Xml::part();
        let said = replace_method(
            &mut header,
            prefix,
            &format!("<variantEncoding method=\"{method}\" location=\"{location}\"/>"),
        );
        if !header.contains("<application ident=\"edition\"") {
            written_by(true, &mut part);
        }
        encoding.rest(!said, &mut part);
        insert(&mut header, prefix, &part.finish());
    }
    xml.raw(&header);
    xml.newline();
    true
}

/// Puts our method in the place of the one that the source declares; whether it declares one.
fn replace_method(header: &mut String, prefix: &str, method: &str) -> bool {
    let Some(start) = header.find(&format!("<{prefix}variantEncoding")) else { return false };
    let Some(length) = header[start..].find('>') else { return false };
    let mut end = start + length + 1;
    if !header[start..end].ends_with("/>") {
        let tag = format!("</{prefix}variantEncoding>");
        let Some(close) = header[end..].find(&tag) else { return false };
        end += close + tag.len();
    }
    header.replace_range(start..end, method);
    true
}

/// Puts what this file adds at the end of its description of the encoding.
fn insert(header: &mut String, prefix: &str, part: &str) {
    if part.is_empty() {
        return;
    }
    let file = format!("</{prefix}fileDesc>");
    if let Some(at) = header.find(&format!("</{prefix}encodingDesc>")) {
        header.insert_str(at, part);
    } else if let Some(at) = header.find(&file) {
        header.insert_str(at + file.len(), &format!("\n<encodingDesc>\n{part}</encodingDesc>"));
    }
}
