//! One document as a `TEI`: its header, its text, what stands beside it.

use super::element::{Element, language};
use super::header::{self, Encoding, OfDocument};
use super::ids::Ids;
use super::method::Method;
use super::outline::is_corpus;
use super::writing::Writing;
use crate::model::apparatus::SiglumId;
use crate::model::document::{Container, Edition, Matter, Presence};
use crate::write::xml::Xml;
use std::collections::BTreeSet;

/// A document that is written but for its header.
pub(super) struct Written {
    /// The `text`; nothing where it is absent.
    text: String,
    /// What its `standOff` holds.
    pub(super) standoff: String,
    /// The source line.
    source: Option<String>,
    /// The categories that it names.
    pub(super) used: BTreeSet<String>,
}

/// Writes the text of a document (index).
pub(super) fn text(edition: &Edition, ids: &Ids<'_>, method: Method, index: usize) -> Written {
    let mut writing = Writing::new(edition, ids, method, index);
    if writing.document.presence == Presence::Text {
        writing.text();
    }
    let text = std::mem::replace(&mut writing.xml, Xml::part()).finish();
    writing.standoff();
    let standoff = std::mem::replace(&mut writing.xml, Xml::part()).finish();
    let source = writing.source();
    let in_force = writing.document.sigla.in_force.iter().copied().collect();
    for (id, siglum) in (0..).map(SiglumId).zip(&writing.document.sigla.list) {
        writing.used.extend(header::categories((writing.document, &in_force), id, siglum));
    }
    Written { text, standoff, source, used: writing.used }
}

/// Writes a document with its header. `encoding` and `beside` are what is said of the file and stands beside
/// its texts, where the document is all of it.
pub(super) fn element(
    edition: &Edition,
    ids: &Ids<'_>,
    (index, written): (usize, &Written),
    (encoding, beside): (Option<&Encoding<'_>>, &str),
    xml: &mut Xml,
) {
    let document = &edition.documents[index];
    let mut tei = Element::new(if is_corpus(document) { "teiCorpus" } else { "TEI" });
    if encoding.is_some() {
        tei = tei.with("xmlns", super::NAMESPACE);
    }
    let matter = match document.matter {
        Matter::Front => Some("front"),
        Matter::Text => None,
        Matter::Back => Some("back"),
    };
    tei = tei.with_some("xml:id", ids.document(index)).with_some("type", matter);
    tei = tei.with_some("xml:lang", language(&document.language));
    // several documents share the names of a file
    let own = document.header.attributes.iter().filter(|(name, _)| encoding.is_some() || name != "xml:id").cloned();
    tei.filled(&own.collect::<Vec<_>>()).open(xml);
    xml.newline();
    let of = OfDocument { encoding, source: written.source.as_deref(), used: &written.used };
    header::document(edition, ids, index, of, xml);
    let (apart, within): (Vec<&String>, Vec<&String>) = document.header.beside.iter().partition(|part| is_apart(part));
    let line = |part: &String, xml: &mut Xml| {
        xml.raw(&super::source::shared(part, ids, index));
        xml.newline();
    };
    apart.into_iter().for_each(|part| line(part, xml));
    // A corpus has its texts at its end.
    let last = is_corpus(document);
    if !last {
        xml.raw(&written.text);
    }
    if !(written.standoff.is_empty() && beside.is_empty() && within.is_empty()) {
        xml.open_line("standOff", &[]);
        xml.raw(&written.standoff);
        within.into_iter().for_each(|part| line(part, xml));
        xml.raw(beside);
        xml.close_line();
    } else if written.text.is_empty() {
        // Something stands below the header in any case.
        xml.raw("<text>\n<body>\n<div/>\n</body>\n</text>\n");
    }
    if last {
        xml.raw(&written.text);
    }
    xml.close_line();
}

/// Whether what stands beside a text does so outside `standOff`.
fn is_apart(part: &str) -> bool {
    ["<facsimile", "<sourceDoc"].iter().any(|name| part.starts_with(name))
}

impl Writing<'_> {
    /// The source line, which has no container of its own.
    fn source(&mut self) -> Option<String> {
        let source = self.document.source.as_ref()?;
        let mut flow = self.flow_of(source, Container::Title, "s".into());
        for block in 0..source.blocks.len() {
            if block > 0 {
                self.xml.empty("lb", &[]);
            }
            self.block(&mut flow, block);
        }
        Some(std::mem::replace(&mut self.xml, Xml::part()).finish())
    }
}
