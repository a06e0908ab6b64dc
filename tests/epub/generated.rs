//! Documents that the tool writes: what they are called, their lists, what in the texts has an id.

use super::{sample, text_of};
use crate::typeset::index::{self, back_matter};
use edition::diag::Diagnostics;
use edition::fonts::FontSet;
use edition::model::document::{Edition, Place, Reference, Spot, Target};
use edition::model::generated::Generated;
use edition::model::loci;
use edition::model::page::PageMap;
use edition::model::text::{BlockKind, MarkKind, NoteId, RefId, Text};
use edition::model::work::CitationId;
use edition::style::Style;
use std::collections::BTreeSet;

fn set(edition: &Edition) -> (PageMap, Vec<u8>) {
    let (_, map) =
        edition::typeset::typeset(edition, &Style::default(), &FontSet::embedded(), &mut Diagnostics::default());
    let epub = super::epub(edition, &map);
    (map, epub)
}

/// The values of all attributes `name`.
fn values<'x>(page: &'x str, name: &str) -> Vec<&'x str> {
    let start = format!(" {name}=\"");
    page.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap_or("")).collect()
}

/// A page's words without its tags.
fn words(page: &str) -> String {
    page.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words)).collect()
}

#[test]
fn each_is_what_it_is() {
    let (_, epub) = set(&back_matter(3_000, 12, 60, 2));
    for (file, kind, role) in [
        ("bibliography", "bibliography", "doc-bibliography"),
        ("index", "index", "doc-index"),
        ("emendations", "appendix", "doc-appendix"),
        ("hyphens", "appendix", "doc-appendix"),
    ] {
        let page = text_of(&epub, &format!("EPUB/text/{file}.xhtml"));
        let expected = format!("<section epub:type=\"{kind}\" role=\"{role}\" class=\"document ");
        assert!(page.contains(&expected), "{file}");
    }
}

#[test]
fn lists_read_as_in_print_and_lead_to_ids_that_are_there() {
    let edition = back_matter(6_000, 40, 300, 2);
    let (map, epub) = set(&edition);
    let text = |id: &str| text_of(&epub, &format!("EPUB/text/{id}.xhtml"));
    let index = edition.documents.iter().find(|d| d.generated == Some(Generated::IndexNominum)).expect("an index");
    let page = text("index");
    for list in &index.loci {
        let place = |id: &RefId| index.references[id.0 as usize].target.place();
        let at = |id| map.places.get(&edition.place_name(place(id)?)).cloned();
        let numbers = loci::numbers(list.references.iter().map(at), &map.labels, list.lines);
        let read: String = numbers.iter().map(|n| format!("{}{}", n.before, n.text)).collect();
        assert!(words(&page).contains(&read), "{read}");
    }
    let led: BTreeSet<String> =
        values(&page, "href").into_iter().filter(|h| h.contains("_name-")).map(String::from).collect();
    let mut named = BTreeSet::new();
    for document in &edition.documents {
        let page = text(&document.id);
        let ids = values(&page, "id").into_iter().filter(|id| id.contains("_name-"));
        named.extend(ids.map(|id| format!("{}.xhtml#{id}", document.id)));
    }
    assert_eq!(led, named, "every number leads somewhere, and nothing else has an id");
    let divided: String =
        loci::divided(&map.divided, &map.labels).iter().map(|n| format!("{}{}", n.before, n.text)).collect();
    assert!(!divided.is_empty() && words(&text("hyphens")).contains(&divided));
}

#[test]
fn an_emendation_has_the_id_that_its_list_leads_to() {
    let edition = back_matter(6_000, 10, 10, 0);
    let (_, epub) = set(&edition);
    let page = text_of(&epub, "EPUB/text/text-0.xhtml");
    for number in 1..=6 {
        let id = format!(" id=\"text-0_emendation-{number}\"");
        assert_eq!(page.matches(&id).count(), 1);
        assert!(page.contains(&format!("<span class=\"emendation\"{id}>")), "{number}");
    }
    assert!(text_of(&epub, "EPUB/text/emendations.xhtml").contains("href=\"text-0.xhtml#text-0_emendation-6\""));
}

#[test]
fn a_citation_leads_to_its_work_around_the_calls_in_it() {
    let mut edition = sample::book();
    let mut letter = sample::document("letter", "A Letter");
    letter.body.push_block(BlockKind::Paragraph, "As Quill says in Tides, p. 4, nobody knows.");
    sample::mark(&mut letter.body, "Tides, p. 4", MarkKind::Citation(CitationId(0)));
    sample::mark(&mut letter.body, "Tides, p. 4", MarkKind::Reference(RefId(0)));
    sample::point(&mut letter.body, "Tides", MarkKind::Call(NoteId(0)));
    letter.notes.push(sample::note("1", 0, "1", Text::plain("A book.")));
    let place = Place { document: 1, spot: Spot::Block(0) };
    let target = Target::Place(place);
    letter.references.push(Reference { document: "works".into(), anchor: Some("tides".into()), span: None, target });
    let mut works = sample::document("works", "Works Cited");
    works.generated = Some(Generated::Bibliography);
    works.body.push_block(BlockKind::Paragraph, "Quill, Mara. Tides. 1911.");
    works.body.blocks[0].anchor = Some("tides".into());
    edition.documents = vec![letter, works];
    let (_, epub) = set(&edition);
    let page = text_of(&epub, "EPUB/text/letter.xhtml");
    let open = "<a class=\"citation\" epub:type=\"biblioref\" role=\"doc-biblioref\" href=\"works.xhtml#works_tides\">";
    let expected = format!("As Quill says in {open}Tides</a><a ");
    assert!(page.contains(&expected), "{page}");
    assert!(page.contains(&format!("{open}, p. 4</a>, nobody knows.")), "no page after it: {page}");
}

#[test]
fn a_list_with_nothing_to_say_leaves_nothing() {
    let mut edition = back_matter(2_000, 3, 0, 0);
    let index = edition.documents.last_mut().expect("an index");
    index.body.push_block(BlockKind::Paragraph, "Nobody, ");
    index::list(index, &[(1, "name-lost".to_string())], false);
    index.body.sort_marks();
    let (_, epub) = set(&edition);
    assert!(text_of(&epub, "EPUB/text/index.xhtml").contains(">Nobody</p>"));
}
