//! The documents that the tool writes: each list from a small edition made by hand, of words of our
//! own, in a folder with what it reads.

mod drawn;
mod dump;
mod sample;

use crate::support::check_expected;
use crate::variation::sample::siglum;
use edition::annotate::marked;
use edition::appendix::{self, Options};
use edition::diag::Diagnostics;
use edition::fonts::FontSet;
use edition::model::account::{Account, Certainty, Edit};
use edition::model::apparatus::{Cited, Entry, EntryId, Layer, Reading, SiglumId, SiglumKind, Tally};
use edition::model::document::{Container, Document, Edition, Presence};
use edition::model::generated::Generated;
use edition::model::name::NameKind;
use edition::model::text::{Mark, MarkKind, NoteId, Text};
use edition::pipeline::{self, Wanted};
use edition::resolve;
use edition::source::{Sources, Span};
use edition::style::Style;
use sample::{Mentions, article, book, cite, generated, letter, mention, name, shelf};
use std::collections::BTreeMap;
use std::path::Path;

/// Writes the generated documents, and what the run had to say.
fn written(edition: &mut Edition, sources: &Sources) -> String {
    let mut diagnostics = Diagnostics::default();
    for document in &mut edition.documents {
        let witness = document.account.as_ref().map(|account| sources.file(account.file).text.as_str());
        marked::mark(document, witness.unwrap_or_default());
    }
    appendix::write(edition, Options::default(), &mut diagnostics);
    diagnostics.iter().map(|d| format!("{}: {}\n", d.code, d.message)).collect()
}

/// Writes the documents and compares them with `tests/appendix/<case>/expected.txt`.
fn check(case: &str, mut edition: Edition, sources: &Sources) {
    let said = written(&mut edition, sources);
    let documents = edition.documents.iter().filter(|d| d.generated.is_some());
    let dumped: String = documents.map(dump::document).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/appendix").join(case);
    check_expected(&folder.join("expected.txt"), &format!("{dumped}{said}"));
}

fn check_plain(case: &str, edition: Edition) {
    check(case, edition, &Sources::default());
}

#[test]
fn emendations_by_the_editor_in_reading_order() {
    let mut edition = book(vec![letter(), generated("corrections", Generated::Emendations)]);
    let letter = &mut edition.documents[0];
    // The note is called between the two words of the body: so it comes between them.
    emend(letter, Container::Note(NoteId(0)), "bell", "bel", "Letter lost; see *The Bell*.");
    emend(letter, Container::Body, "harbour", "harbor", "The letter’s own spelling.");
    emend(letter, Container::Body, "keeper", "keepper", "Letter doubled.");
    check_plain("emendations-editor", edition);
}

#[test]
fn titles_keep_their_emphasis_in_every_list() {
    let lists = [Generated::Emendations, Generated::Timeline].map(|what| generated(&format!("{what:?}"), what));
    let mut edition = book([vec![letter(), article()], lists.into()].concat());
    let article = &mut edition.documents[1];
    article.title.marks.push(Mark { range: "The ".len()..article.title.string.len(), kind: MarkKind::Emphasis });
    emend(article, Container::Body, "almanac", "almanack", "Letter added.");
    emend(article, Container::Body, "harbour", "harbor", "The spelling of the rest.");
    check_plain("titles-with-emphasis", edition);
}

#[test]
fn emendations_of_a_sentence_show_what_differs() {
    let mut edition = book(vec![letter(), generated("corrections", Generated::Emendations)]);
    let letter = &mut edition.documents[0];
    letter.presence = Presence::Commentary;
    let read = "the bell of the harbour rang four times before the fog came in";
    let mut emend = |raw: &str, reason: &str| letter.entries.push(emendation(None, raw, read, reason));
    emend("the bell of the harbour rang for times before the fog came in", "A letter lost.");
    emend("the bell of the harbour rang four times before the the fog came in", "A word twice.");
    emend("the bell of the harbour rang four times before the fog came", "A word lost.");
    emend("The bel of the harbour rang four times before the fog came on", "Three faults.");
    letter.entries.push(emendation(None, "came in..", "came in.", "A stop too many."));
    check_plain("emendations-sentences", edition);
}

#[test]
fn emendations_of_an_absent_text_have_no_place() {
    let mut edition = book(vec![letter(), generated("corrections", Generated::Emendations)]);
    let letter = &mut edition.documents[0];
    letter.presence = Presence::Commentary;
    let raw = "one two three four five six seven eight nine ten";
    letter.entries.push(emendation(None, raw, "", "Written twice."));
    check_plain("emendations-absent", edition);
}

#[test]
fn emendations_by_rules_show_whole_words() {
    let (mut edition, sources) = ruled(
        "The ]amp was 1it, and the li- ght was seen.",
        &[
            ("]amp", "]", "L", "ocr.letters"),
            ("1it", "1", "l", "ocr.letters"),
            (", and", ",", " ,", "spaces.punctuation"),
        ],
    );
    edition.documents.push(generated("corrections", Generated::Emendations));
    check("emendations-rules", edition, &sources);
}

#[test]
fn where_the_editor_emends_what_a_rule_changed_he_stands_alone() {
    let (mut edition, sources) = ruled("The ]amp was lit.", &[("]amp", "]", "L", "ocr.letters")]);
    emend(&mut edition.documents[0], Container::Body, "Lamp", "]amp", "A misreading.");
    edition.documents.push(generated("corrections", Generated::Emendations));
    check("emendations-both", edition, &sources);
}

#[test]
fn hyphens_of_the_copy_text_as_the_edition_prints_them() {
    let (mut edition, sources) = ruled(
        "The light-\nhouse was a well-\nknown mark.",
        &[("light-\nhouse", "-\n", "", "hyphens.joined"), ("-\nknown", "\n", "", "hyphens.kept")],
    );
    edition.documents.push(generated("hyphens", Generated::Hyphens));
    check("hyphens", edition, &sources);
}

#[test]
fn works_with_the_pages_that_cite_them() {
    let mut edition = shelf(book(vec![letter(), article(), generated("works", Generated::Bibliography)]));
    cite(&mut edition, 1, Container::Note(NoteId(0)), "Tides, p. 9", "tides", Some("9"));
    cite(&mut edition, 0, Container::Body, "my book", "tides", None);
    check_plain("bibliography", edition);
}

#[test]
fn the_passages_cited_by_work_and_place() {
    let mut edition = shelf(book(vec![letter(), article(), generated("loci", Generated::IndexLocorum)]));
    cite(&mut edition, 0, Container::Body, "harbour", "tides", Some("12–13"));
    cite(&mut edition, 0, Container::Body, "my book", "tides", Some("xi"));
    cite(&mut edition, 1, Container::Note(NoteId(0)), "Tides, p. 9", "tides", Some("9"));
    cite(&mut edition, 1, Container::Body, "the almanac", "almanac", Some("ch. 2"));
    cite(&mut edition, 1, Container::Body, "harbour", "almanac", None);
    check_plain("index-locorum", edition);
}

#[test]
fn names_and_subjects_in_their_own_indexes() {
    let documents = vec![
        letter(),
        article(),
        generated("names", Generated::IndexNominum),
        generated("things", Generated::IndexRerum),
    ];
    let mut edition = book(documents);
    edition.names = vec![
        name("quill", "Quill, Mara", NameKind::Person).dates("1860–1931").see_from("Marlowe, M. (pen name)").make(),
        name("petrel", "Pétrel, Jonas", NameKind::Person).note("keeper of the light").see_also("light").make(),
        name("nobody", "Nobody, N.", NameKind::Person).make(),
        name("light", "Harbour Light", NameKind::Organisation).see_also("petrel").see_also("nobody").make(),
        name("tides", "Tides (novel)", NameKind::Work).make(),
    ];
    mention(&mut edition, 1, Container::Body, "Mara Quill", Mentions("quill", 1));
    mention(&mut edition, 0, Container::Note(NoteId(0)), "bell", Mentions("light", 1));
    mention(&mut edition, 0, Container::Body, "harbour", Mentions("light", 2));
    mention(&mut edition, 0, Container::Body, "keeper", Mentions("petrel", 1));
    mention(&mut edition, 0, Container::Body, "my book", Mentions("tides", 1));
    check_plain("indexes", edition);
}

/// What is printed of each entry before its places, by its language's alphabet; `—` between letters.
fn entries(language: &str, names: &[(&str, NameKind)]) -> Vec<String> {
    let home = if names[0].1 == NameKind::Person { Generated::IndexNominum } else { Generated::IndexRerum };
    let mut edition = book(vec![letter(), generated("names", home)]);
    edition.book.language = language.into();
    for (k, (words, kind)) in names.iter().enumerate().rev() {
        let id = format!("n{k}");
        edition.names.push(name(&id, words, *kind).make());
        mention(&mut edition, 0, Container::Body, "harbour", Mentions(&id, 1));
    }
    written(&mut edition, &Sources::default());
    let body = &edition.documents[1].body;
    let mut out = Vec::new();
    for group in &body.groups {
        out.extend((!out.is_empty()).then(|| "—".to_owned()));
        for block in &body.blocks[group.blocks.clone()] {
            let words = &body.string[block.range.clone()];
            out.push(words.split('\u{2002}').next().unwrap_or_default().to_owned());
        }
    }
    out
}

#[test]
fn an_index_has_the_alphabet_of_its_language() {
    let holds = |language: &str, order: &str, kind: NameKind| {
        let order: Vec<&str> = order.split(" | ").collect();
        let names: Vec<_> = order.iter().filter(|name| **name != "—").map(|name| (*name, kind)).collect();
        assert_eq!(entries(language, &names), order, "{language}");
    };
    let person = |language: &str, order: &str| holds(language, order, NameKind::Person);
    person("sv", "Adler, A. | — | Zorn, A. | — | Åberg, N. | — | Ängström, K. | — | Öberg, L.");
    person("da", "Zahle, C. | — | Ægidius, K. | — | Ørsted, H. | — | Aakjær, J. | Ås, B.");
    person("de", "Muck, K. | Mücke, J. | Muckermann, H. | — | Obermann, K. | Öchsle, F. | — | von Zorn, A.");
    person("fr", "Elsen, A. | Éluard, P. | — | de Gaulle, C. | — | La Fontaine, J. de | — | Zola, É.");
    person("el", "Άννινος, Μ. | Αρχίλοχος | — | Ελύτης, Ο. | Έρση");
    person("cs", "Husák, J. | — | Charvát, J. | — | Ibl, J.");
    person("en", "Dawes, S. | de Gaulle, C. | Dewey, J. | — | Habib, I. | al-Hakim, T. | Hamid, M.");
    person("en", "Louis IX | Louis XIV, king | Louis XVI of France | — | Wood, C. | Wood, D. | Wood, V.");
    holds("en", "Article 2 | Article 10 | Article 100", NameKind::Concept);
    holds("en", "Candide | The Castle | A Century", NameKind::Work);
}

#[test]
fn an_editor_may_say_what_a_name_is_sorted_by() {
    let mut edition = book(vec![letter(), generated("names", Generated::IndexNominum)]);
    edition.names = vec![
        name("zed", "Zed, A.", NameKind::Person).make(),
        name("pseudo", "Pseudo-Zosimus", NameKind::Person).sort_as("Zosimus").make(),
    ];
    for id in ["zed", "pseudo"] {
        mention(&mut edition, 0, Container::Body, "harbour", Mentions(id, 1));
    }
    written(&mut edition, &Sources::default());
    let body = &edition.documents[1].body.string;
    assert!(body.find("Zed") < body.find("Pseudo"), "{body}");
}

/// Nobody looks a dozen places up one by one: they have subheadings, or stand by document.
#[test]
fn many_places_have_subheadings() {
    let mut edition = book(vec![letter(), article(), generated("things", Generated::IndexRerum)]);
    edition.names = vec![
        name("harbour", "Harbour", NameKind::Place).see_also("zone").see_also("abbey").make(),
        name("lamps", "lamps of", NameKind::Concept).under("harbour").make(),
        name("bell", "bell of", NameKind::Concept).under("harbour").see_from("Great Bell").make(),
        name("zone", "Österzone", NameKind::Place).see_also("bell").make(),
        name("abbey", "Peter’s Abbey", NameKind::Place).make(),
    ];
    for k in 0..8 {
        mention(&mut edition, 0, Container::Body, "harbour", Mentions("harbour", k));
        mention(&mut edition, 1, Container::Body, "harbour", Mentions("harbour", k + 8));
    }
    for id in ["lamps", "bell", "zone", "abbey"] {
        mention(&mut edition, 0, Container::Body, "keeper", Mentions(id, 1));
    }
    written(&mut edition, &Sources::default());
    let [letter, article] = [0, 1].map(|k| edition.documents[k].short_title.clone());
    let body = &edition.documents[2].body;
    let blocks: Vec<&str> = body.blocks.iter().map(|block| &body.string[block.range.clone()]).collect();
    // Each 0 stands for a list of places.
    let harbour = format!(
        "Harbour\u{2002}{letter}\u{2002}0; {article}\u{2002}0; bell of\u{2002}0; lamps of\u{2002}0; \
         see also Österzone; Peter’s Abbey"
    );
    let expected = [
        "Great Bell see Harbour: bell of",
        &harbour,
        "Österzone\u{2002}0; see also Harbour: bell of",
        "Peter’s Abbey\u{2002}0",
    ];
    assert_eq!(blocks, expected);
}

#[test]
fn who_is_named_very_often_has_pages_without_lines() {
    let mut edition = book(vec![letter(), generated("names", Generated::IndexNominum)]);
    edition.names = vec![name("quill", "Quill, Mara", NameKind::Person).make()];
    for k in 0..31 {
        mention(&mut edition, 0, Container::Body, "harbour", Mentions("quill", k));
    }
    written(&mut edition, &Sources::default());
    assert_eq!(edition.documents[1].loci.len(), 1);
    assert!(!edition.documents[1].loci[0].lines);
}

#[test]
fn parallels_side_by_side_with_what_both_have() {
    let mut edition = book(vec![letter(), article(), generated("parallels", Generated::Parallels)]);
    edition.parallels = sample::parallels(&mut edition.documents);
    check_plain("parallels", edition);
}

#[test]
fn contradictions_with_what_each_side_says() {
    let mut edition = book(vec![letter(), article(), generated("contradictions", Generated::Contradictions)]);
    edition.contradictions = sample::contradictions(&mut edition.documents);
    check_plain("contradictions", edition);
}

#[test]
fn what_would_be_empty_is_left_out_and_who_refers_to_it_is_told() {
    let mut documents = vec![letter()];
    documents.extend(Generated::ALL.map(|(id, what)| generated(id, what)));
    let mut edition = book(documents);
    sample::refer(&mut edition, 0, "index-rerum", None);
    let said = written(&mut edition, &Sources::default());
    let left: Vec<&str> = edition.documents.iter().map(|d| d.id.as_str()).collect();
    // This edition's own hyphens only the pages know.
    assert_eq!(left, ["letter", "hyphens"]);
    assert_eq!(said, "empty-document: `index-rerum` has nothing in it and is left out of the book\n");
}

#[test]
fn the_documents_in_time() {
    let mut edition = shelf(book(vec![letter(), article(), generated("time", Generated::Timeline)]));
    edition.names = vec![name("petrel", "Petrel, Jonas", NameKind::Person).make()];
    mention(&mut edition, 1, Container::Body, "harbour", Mentions("petrel", 1));
    cite(&mut edition, 1, Container::Note(NoteId(0)), "Tides, p. 9", "letter", None);
    edition.parallels = sample::parallels(&mut edition.documents);
    sample::refer(&mut edition, 0, "article", None);
    let mut diagnostics = Diagnostics::default();
    appendix::write(&mut edition, Options::default(), &mut diagnostics);
    resolve::resolve(&mut edition, &BTreeMap::new(), &mut diagnostics);
    appendix::draw_timeline(&mut edition, &mut diagnostics);
    assert_eq!(diagnostics.iter().count(), 0);
    let document = &edition.documents[2];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/appendix/timeline");
    check_expected(&folder.join("expected.txt"), &dump::document(document));
    let picture = document.figures[0].picture.as_ref().expect("a picture");
    check_expected(&folder.join("expected.svg"), &String::from_utf8_lossy(&picture.data));
}

/// All lists at once in both formats. For looking and validating by hand: they are written to the test
/// runner's folder.
#[test]
fn both_formats_show_every_list() {
    let mut documents = vec![letter(), article()];
    documents.extend(Generated::ALL.map(|(id, what)| generated(id, what)));
    for document in &mut documents {
        document.columns = document.generated.map_or(0, Generated::columns);
    }
    let mut edition = shelf(book(documents));
    edition.parallels = sample::parallels(&mut edition.documents);
    edition.contradictions = sample::contradictions(&mut edition.documents);
    edition.names = sample::many_names();
    for index in 0..edition.names.len() {
        let id = edition.names[index].id.clone();
        let (document, words) = [(0, "harbour"), (0, "keeper"), (1, "almanac"), (1, "years")][index % 4];
        mention(&mut edition, document, Container::Body, words, Mentions(&id, 1));
    }
    cite(&mut edition, 1, Container::Note(NoteId(0)), "Tides, p. 9", "tides", Some("9"));
    cite(&mut edition, 1, Container::Body, "the almanac", "letter", None);
    emend(&mut edition.documents[0], Container::Body, "harbour", "harbor", "The letter’s own spelling.");
    vary(&mut edition.documents[0], "winter", "summer");
    marked::mark(&mut edition.documents[0], "");
    let mut diagnostics = Diagnostics::default();
    appendix::write(&mut edition, Options::default(), &mut diagnostics);
    resolve::resolve(&mut edition, &BTreeMap::new(), &mut diagnostics);
    appendix::draw_timeline(&mut edition, &mut diagnostics);
    let (style, fonts) = (Style::default(), FontSet::embedded());
    let wanted = Wanted { pdf: true, epub: true, printed: None, source: None, trace: None };
    let css = edition::write::epub::DEFAULT_CSS;
    let output = pipeline::produce(&edition, &style, css, &fonts, wanted, &|_| {}, &mut diagnostics);
    let said: Vec<&str> = diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert!(!diagnostics.has_errors(), "{said:?}");
    assert_eq!(edition.documents.len(), 2 + Generated::ALL.len());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join("appendix.pdf"), &output.pdf).expect("written");
    std::fs::write(folder.join("appendix.epub"), &output.epub).expect("written");
}

#[test]
fn titles_and_introductions_in_the_language_of_the_book() {
    for language in ["en", "fr", "de", "la"] {
        let terms = edition::terms::GeneratedTerms::of(language);
        for (_, what) in Generated::ALL {
            assert!(!terms.title(what).is_empty() && !terms.introduction(what).is_empty(), "{language} {what:?}");
        }
    }
}

fn emendation(place: Option<Container>, raw: &str, read: &str, reason: &str) -> Entry {
    Entry {
        lemma: read.to_owned(),
        readings: vec![Reading::of(vec![Cited::of(SiglumId(0))], raw)],
        reason: Some(reason.to_owned()),
        place,
        ..Entry::new("", Layer::Emendation)
    }
}

/// Puts a second witness in force that has other words.
fn vary(document: &mut Document, lemma: &str, words: &str) {
    document.sigla.list.push(siglum("B", SiglumKind::Manuscript));
    document.sigla.in_force = vec![SiglumId(0), SiglumId(1)];
    let id = EntryId(document.entries.len() as u32);
    document.entries.push(Entry {
        lemma: lemma.to_owned(),
        readings: vec![Reading::of(vec![Cited::of(SiglumId(1))], words)],
        place: Some(Container::Body),
        tally: Tally { agree: vec![SiglumId(0)], readings: vec![vec![SiglumId(1)]], ..Tally::default() },
        ..Entry::new("c:1", Layer::Series(0))
    });
    sample::mark(document, Container::Body, lemma, MarkKind::Entry(id));
}

/// Marks words as emended by the editor.
fn emend(document: &mut Document, container: Container, read: &str, raw: &str, reason: &str) {
    let id = EntryId(document.entries.len() as u32);
    document.entries.push(emendation(Some(container), raw, read, reason));
    sample::mark(document, container, read, MarkKind::Entry(id));
}

/// A document read from a witness under edits: each in some words, its raw characters in them, what is
/// read for them, and the rule.
fn ruled(witness: &str, edits: &[(&str, &str, &str, &'static str)]) -> (Edition, Sources) {
    let mut sources = Sources::default();
    let file = sources.add("witness.txt", witness.to_owned());
    let edit = |(words, raw, read, rule): &(&str, &str, &str, &'static str)| {
        let start = witness.find(words).expect("words") + words.find(raw).expect("raw characters");
        let span = Span::new(file, start..start + raw.len());
        Edit { span, read: (*read).to_owned(), rule, certainty: Certainty::Certain, applied: true }
    };
    let mut edits: Vec<Edit> = edits.iter().map(edit).collect();
    edits.sort_by_key(|e| e.span.range.start);
    let composed = edition::normalize::ledger::compose(witness, file, &edits);
    let mut document = letter();
    document.notes.clear();
    document.body = Text::plain(composed.text);
    document.body.provenance = composed.segments;
    let (profile, lines, markers, notes) = ("auto".to_owned(), vec![], vec![], vec![]);
    document.account = Some(Account { file, profile, lines, markers, notes, edits });
    (book(vec![document]), sources)
}

/// A mark over some words of a text.
fn over(text: &Text, words: &str, kind: MarkKind) -> Mark {
    let start = text.string.find(words).unwrap_or_else(|| panic!("no {words:?} in {:?}", text.string));
    Mark { range: start..start + words.len(), kind }
}
