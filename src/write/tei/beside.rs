//! What the book knows beside its texts: names, works, passages that belong together.

use super::element::{Element, word};
use super::ids::{Ids, ncname};
use crate::model::document::Edition;
use crate::model::name::{Name, NameKind};
use crate::model::parallel::Side;
use crate::model::text::Text;
use crate::model::work::Work;
use crate::write::xml::Xml;
use std::collections::BTreeMap;

/// Writes all of it; nothing where the book knows nothing.
pub(super) fn write(edition: &Edition, ids: &Ids<'_>, xml: &mut Xml) {
    names(edition, xml);
    works(edition, xml);
    let documents: BTreeMap<&str, usize> = (0..).zip(&edition.documents).map(|(i, d)| (d.id.as_str(), i)).collect();
    let target = |sides: &[Side]| {
        let place = |side: &Side| {
            let document = documents.get(side.document.as_str())?;
            Some(format!("#{}", ids.own(*document, &format!("_{}", side.passage))))
        };
        sides.iter().filter_map(place).collect::<Vec<_>>().join(" ")
    };
    let parallels = edition.parallels.iter().map(|parallel| Link {
        id: format!("parallels.{}", parallel.id),
        kind: serde_json::to_value(parallel.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned)),
        what: None,
        target: target(&parallel.sides),
        note: parallel.note.as_ref(),
    });
    links("parallels", parallels.collect(), xml);
    let contradictions = edition.contradictions.iter().map(|contradiction| Link {
        id: format!("contradictions.{}", contradiction.id),
        kind: None,
        what: Some(contradiction.what.as_str()),
        target: target(&contradiction.sides),
        note: contradiction.note.as_ref(),
    });
    links("contradictions", contradictions.collect(), xml);
}

/// Passages that belong together.
struct Link<'e> {
    id: String,
    kind: Option<String>,
    what: Option<&'e str>,
    target: String,
    note: Option<&'e Text>,
}

fn links(group: &str, links: Vec<Link<'_>>, xml: &mut Xml) {
    if links.is_empty() {
        return;
    }
    xml.open_line("linkGrp", &[("type", group)]);
    for link in &links {
        let element = Element::new("link").with("xml:id", ncname(&link.id)).with_some("type", link.kind.clone());
        element.with("target", link.target.clone()).empty(xml);
        xml.newline();
    }
    xml.close_line();
    for link in &links {
        let words = |text: &Text| text.string.replace(['\n', '\u{2028}'], " ");
        let target = format!("#{}", ncname(&link.id));
        for (kind, words) in [("what", link.what.map(str::to_owned)), ("remark", link.note.map(words))] {
            if let Some(words) = words {
                xml.leaf_line("note", &[("type", kind), ("target", &target)], &words);
            }
        }
    }
}

fn names(edition: &Edition, xml: &mut Xml) {
    let lists = [
        (NameKind::Person, "listPerson", "person", "persName"),
        (NameKind::Organisation, "listOrg", "org", "orgName"),
        (NameKind::Place, "listPlace", "place", "placeName"),
        (NameKind::Event, "listEvent", "event", "label"),
    ];
    for (kind, list, element, name) in lists {
        let all: Vec<&Name> = edition.names.iter().filter(|name| name.kind == kind).collect();
        if !all.is_empty() {
            xml.open_line(list, &[]);
            all.iter().for_each(|of| listed(edition, of, (element, name), xml));
            xml.close_line();
        }
    }
    for kind in [NameKind::Work, NameKind::Concept] {
        let all: Vec<&Name> = edition.names.iter().filter(|name| name.kind == kind).collect();
        if !all.is_empty() {
            xml.open_line("list", &[("type", &format!("{}s", kind.as_str()))]);
            all.iter().for_each(|of| listed(edition, of, ("item", "name"), xml));
            xml.close_line();
        }
    }
}

fn listed(edition: &Edition, name: &Name, (element, name_element): (&str, &str), xml: &mut Xml) {
    let ids = name.see_also.iter().filter(|id| edition.names.iter().any(|name| name.id == **id));
    let also: Vec<String> = ids.map(|id| format!("#{}", ncname(&format!("names.{id}")))).collect();
    let own = Element::new(element).with("xml:id", ncname(&format!("names.{}", name.id)));
    own.with_some("corresp", (!also.is_empty()).then(|| also.join(" "))).open(xml);
    xml.leaf(name_element, &[], &name.name);
    for from in &name.see_from {
        match name_element {
            "label" => xml.leaf("desc", &[("type", "see-from")], from),
            _ => xml.leaf(name_element, &[("type", "see-from")], from),
        }
    }
    for (kind, words) in [("dates", &name.dates), ("remark", &name.note)] {
        if let Some(words) = words {
            xml.leaf("note", &[("type", kind)], words);
        }
    }
    for (scheme, id) in &name.identifiers {
        xml.leaf("idno", &[("type", &word(scheme))], id);
    }
    xml.close_line();
}

fn works(edition: &Edition, xml: &mut Xml) {
    if edition.works.is_empty() {
        return;
    }
    xml.open_line("listBibl", &[("type", "works")]);
    edition.works.values().for_each(|of| work(of, xml));
    xml.close_line();
}

fn work(work: &Work, xml: &mut Xml) {
    xml.open("biblStruct", &[("xml:id", &ncname(&format!("works.{}", work.key)))]);
    xml.open("monogr", &[]);
    if !work.author.is_empty() {
        xml.leaf("author", &[], &work.author);
    }
    xml.leaf("title", &[], &work.title);
    xml.open("imprint", &[]);
    match work.year {
        Some(year @ 1..=9999) => xml.leaf("date", &[("when", &format!("{year:04}"))], &year.to_string()),
        Some(year) => xml.leaf("date", &[], &year.to_string()),
        None => xml.empty("date", &[]),
    }
    xml.close();
    xml.close();
    if !work.entry.string.is_empty() {
        xml.leaf("note", &[("type", "entry")], &work.entry.string);
    }
    xml.close_line();
}
