//! What a text was taken from: its source line, its witnesses, and whom its entries name.

use super::super::element::{Element, word};
use super::super::ids::Ids;
use super::OfDocument;
use super::encoding::meaning;
use crate::model::apparatus::{Siglum, SiglumId, SiglumKind};
use crate::model::document::Document;
use crate::write::xml::Xml;
use std::collections::BTreeSet;

/// Those named together, who need no declaration of their own in a book.
const TOGETHER: [(&str, &str); 4] = [("codd", "codd."), ("cett", "cett."), ("all", "omnes"), ("edd", "edd.")];

/// Writes the `sourceDesc` of a document (index).
pub(super) fn write(document: &Document, ids: &Ids<'_>, index: usize, of: OfDocument<'_>, xml: &mut Xml) {
    xml.open_line("sourceDesc", &[]);
    let before = xml.length();
    if let Some(source) = of.source {
        xml.open("bibl", &[("type", "source")]);
        xml.raw(source);
        xml.close_line();
    }
    let all: Vec<(SiglumId, &Siglum)> = (0..).map(SiglumId).zip(&document.sigla.list).collect();
    let of_kind = |wanted: &dyn Fn(SiglumKind) -> bool| -> Vec<(SiglumId, &Siglum)> {
        all.iter().copied().filter(|(_, siglum)| wanted(siglum.kind)).collect()
    };
    let in_force = document.sigla.in_force.iter().copied().collect();
    let sigla = Sigla { document, ids, index, in_force };
    let witnesses = of_kind(&|kind| !matches!(kind, SiglumKind::Scholar | SiglumKind::Source));
    if !witnesses.is_empty() {
        xml.open_line("listWit", &[]);
        witnesses.iter().for_each(|(id, siglum)| sigla.witness(*id, siglum, xml));
        xml.close_line();
    }
    if of.encoding.is_some() {
        together(of.used, xml);
    }
    let scholars = of_kind(&|kind| kind == SiglumKind::Scholar);
    if !scholars.is_empty() {
        xml.open_line("listPerson", &[("type", "scholars")]);
        scholars.iter().for_each(|(id, siglum)| sigla.scholar(*id, siglum, xml));
        xml.close_line();
    }
    let sources = of_kind(&|kind| kind == SiglumKind::Source);
    if !sources.is_empty() {
        xml.open_line("listBibl", &[("type", "sources")]);
        sources.iter().for_each(|(id, siglum)| sigla.source(*id, siglum, xml));
        xml.close_line();
    }
    if xml.length() == before {
        xml.leaf_line("p", &[], "Written for this edition.");
    }
    xml.close_line();
}

/// Writes those who are named together, where no document declares them.
pub(super) fn together(used: &BTreeSet<String>, xml: &mut Xml) {
    let named: Vec<_> = TOGETHER.iter().filter(|(name, _)| used.contains(&format!("who.{name}"))).collect();
    if !named.is_empty() {
        xml.open_line("listWit", &[]);
        named.into_iter().for_each(|(name, abbreviation)| named_together(name, abbreviation, xml));
        xml.close_line();
    }
}

fn named_together(name: &str, abbreviation: &str, xml: &mut Xml) {
    xml.open("witness", &[("xml:id", &format!("who.{name}")), ("ana", "#siglum.together")]);
    xml.leaf("abbr", &[("type", "siglum")], abbreviation);
    xml.text(" ");
    xml.text(meaning(&format!("who.{name}")).unwrap_or_default());
    xml.close_line();
}

struct Sigla<'a> {
    document: &'a Document,
    ids: &'a Ids<'a>,
    index: usize,
    in_force: BTreeSet<SiglumId>,
}

impl Sigla<'_> {
    /// The element of a siglum with what it belongs to.
    fn element(&self, name: &str, id: SiglumId, siglum: &Siglum) -> Element {
        let mut element = Element::new(name).with("xml:id", self.ids.siglum(self.index, id));
        element = element.with_some("n", siglum.heading.as_deref());
        for category in categories((self.document, &self.in_force), id, siglum) {
            element = element.adding("ana", &format!("#{category}"));
        }
        for of in siglum.hand_of.into_iter().chain(siglum.group) {
            element = element.adding("corresp", &format!("#{}", self.ids.siglum(self.index, of)));
        }
        element
    }

    fn witness(&self, id: SiglumId, siglum: &Siglum, xml: &mut Xml) {
        self.element("witness", id, siglum).open(xml);
        self.said(siglum, xml);
        if let Some(file) = self.document.witnesses.iter().find(|file| file.siglum == siglum.siglum) {
            xml.leaf("idno", &[("type", "file")], &file.name);
            if !file.sha256.is_empty() {
                xml.leaf("idno", &[("type", "sha256")], &file.sha256);
            }
        }
        xml.close_line();
    }

    fn said(&self, siglum: &Siglum, xml: &mut Xml) {
        xml.leaf("abbr", &[("type", "siglum")], &siglum.siglum);
        if !siglum.title.is_empty() {
            xml.text(" ");
            xml.open("title", &[]);
            emphasised(&siglum.title, xml);
            xml.close();
        }
        if let Some(date) = &siglum.date {
            xml.text(" ");
            xml.leaf("date", &[], date);
        }
    }

    fn scholar(&self, id: SiglumId, siglum: &Siglum, xml: &mut Xml) {
        self.element("person", id, siglum).open(xml);
        xml.open("persName", &[]);
        self.said(siglum, xml);
        xml.close();
        xml.close_line();
    }

    fn source(&self, id: SiglumId, siglum: &Siglum, xml: &mut Xml) {
        self.element("bibl", id, siglum).open(xml);
        self.said(siglum, xml);
        xml.close_line();
    }
}

/// The categories of a siglum.
/// `in_force` are the witnesses of the document that are.
pub(in super::super) fn categories(
    (document, in_force): (&Document, &BTreeSet<SiglumId>),
    id: SiglumId,
    siglum: &Siglum,
) -> Vec<String> {
    let kind = match siglum.kind {
        SiglumKind::Hand => "hand",
        kind => SiglumKind::ALL.iter().find(|(_, known)| *known == kind).map_or("manuscript", |(name, _)| name),
    };
    let mut all = vec![format!("siglum.{}", word(kind))];
    if in_force.contains(&id) {
        all.push("siglum.in-force".to_owned());
        if document.sigla.own_headings {
            all.push("siglum.without-headings".to_owned());
        }
    }
    if document.sigla.base == Some(id) {
        all.push("siglum.base".to_owned());
    }
    all
}

/// Words in which asterisks set off emphasis, where these are pairs.
fn emphasised(words: &str, xml: &mut Xml) {
    let pieces: Vec<&str> = words.split('*').collect();
    if pieces.len().is_multiple_of(2) {
        return xml.text(words);
    }
    for (number, piece) in pieces.into_iter().enumerate().filter(|(_, piece)| !piece.is_empty()) {
        match number % 2 {
            1 => xml.leaf("hi", &[("rend", "italic")], piece),
            _ => xml.text(piece),
        }
    }
}
