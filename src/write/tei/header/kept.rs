//! The header of a document that was read from TEI: as it came in, with what this file adds to it.

use super::OfDocument;
use super::encoding::written_by;
use crate::model::document::Document;
use crate::write::xml::Xml;

/// Writes the header that the document's source has; `false` where it has none that can stand in this file.
pub(super) fn write(document: &Document, of: &OfDocument<'_>, xml: &mut Xml) -> bool {
    let Some(source) = &document.header.xml else { return false };
    let source = source.trim();
    if !source.starts_with("<teiHeader") || !source.ends_with("</teiHeader>") {
        return false;
    }
    let mut header = source.to_owned();
    if let Some(encoding) = of.encoding {
        let [method, location] = encoding.method.names();
        let mut part = Xml::part();
        let said =
            replace_method(&mut header, &format!("<variantEncoding method=\"{method}\" location=\"{location}\"/>"));
        if !header.contains("<application ident=\"edition\"") {
            written_by(&mut part);
        }
        encoding.rest(!said, &mut part);
        insert(&mut header, &part.finish());
    }
    xml.raw(&header);
    xml.newline();
    true
}

/// Puts our method in the place of the one that the source declares; whether it declares one.
fn replace_method(header: &mut String, method: &str) -> bool {
    let Some(start) = header.find("<variantEncoding") else { return false };
    let Some(length) = header[start..].find('>') else { return false };
    let mut end = start + length + 1;
    if !header[start..end].ends_with("/>") {
        let Some(close) = header[end..].find("</variantEncoding>") else { return false };
        end += close + "</variantEncoding>".len();
    }
    header.replace_range(start..end, method);
    true
}

/// Puts what this file adds at the end of its description of the encoding.
fn insert(header: &mut String, part: &str) {
    if part.is_empty() {
        return;
    }
    if let Some(at) = header.find("</encodingDesc>") {
        header.insert_str(at, part);
    } else if let Some(at) = header.find("</fileDesc>") {
        header.insert_str(at + "</fileDesc>".len(), &format!("\n<encodingDesc>\n{part}</encodingDesc>"));
    }
}
