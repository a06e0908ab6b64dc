//! Two small texts of our own writing, and what is known about them.

use super::over;
use edition::model::apparatus::{Sigla, Witness};
use edition::model::document::*;
use edition::model::generated::Generated;
use edition::model::name::{Name, NameId, NameKind};
use edition::model::parallel::{Contradiction, Parallel, ParallelKind, Side};
use edition::model::text::{Mark, MarkKind, NoteId, Text};
use edition::model::work::{Citation, CitationId, How, Work};
use edition::source::{Sources, Span};

/// A book with two series of notes.
pub(crate) fn book(documents: Vec<Document>) -> Edition {
    let date = Timestamp { year: 2024, month: 5, day: 6, ..Timestamp::default() };
    let (title, identifier) =
        ("Letters from the Harbour".into(), "urn:uuid:6f1f4ad0-39dd-4c0b-9d63-0d8a4c9a7d12".into());
    let book = Book { title, identifier, date, language: "en".into(), slug: "letters".into(), ..Book::default() };
    let series = vec![
        NoteSeries::new("a", "Author’s notes", MarkStyle::Figures),
        NoteSeries::new("e", "Editor’s notes", MarkStyle::Letters),
    ];
    Edition { book, series, documents, ..Edition::default() }
}

/// A letter of 1911 with a note of its author's.
pub(crate) fn letter() -> Document {
    let body = "I have kept the harbour light for twenty years, and in winter nobody comes to relieve me. \
                In my book I said so. The keeper who sleeps is no keeper.";
    text(
        "letter",
        "A Letter to the Harbour Board",
        "Jonas Petrel",
        "1911-03",
        body,
        "The bell is rung by hand.",
        "relieve me",
    )
}

/// An article of 1924 in French, with a note.
pub(crate) fn article() -> Document {
    let body = "Mara Quill wrote that he kept the harbour light for twenty years and nobody came. \
                In the almanac it is ten.";
    let mut article = text("article", "The Light", "Mara Quill", "1924", body, "Tides, p. 9.", "nobody came");
    article.language = "fr".into();
    article
}

fn text(id: &str, title: &str, author: &str, date: &str, body: &str, note: &str, called: &str) -> Document {
    let witnesses = vec![Witness { siglum: "A".into(), name: format!("{id}.txt"), sha256: "0".repeat(64) }];
    let mut document = Document {
        id: id.into(),
        title: Text::plain(title),
        short_title: title.into(),
        author: Some(author.into()),
        date: Some(date.into()),
        language: "en".into(),
        sigla: Sigla::of_files(&witnesses),
        witnesses,
        body: Text::plain(body),
        ..Document::default()
    };
    document.body.number_blocks();
    let key = "1".to_string();
    let place = Container::Body;
    document.notes.push(Note {
        key,
        series: 0,
        mark: "1".into(),
        text: Text::plain(note),
        lemma: None,
        place,
        span: None,
        entry: None,
    });
    let at = over(&document.body, called, MarkKind::Emphasis).range.end;
    document.body.marks.push(Mark { range: at..at, kind: MarkKind::Call(NoteId(0)) });
    document
}

/// A document that the tool is to write.
pub(crate) fn generated(id: &str, what: Generated) -> Document {
    Document {
        id: id.into(),
        matter: Matter::Back,
        title: Text::plain(id),
        language: "en".into(),
        generated: Some(what),
        ..Document::default()
    }
}

fn text_mut(document: &mut Document, container: Container) -> &mut Text {
    match container {
        Container::Title => &mut document.title,
        Container::Headnote => document.headnote.as_mut().expect("a headnote"),
        Container::Body => &mut document.body,
        Container::Note(id) => &mut document.notes[id.0 as usize].text,
        Container::Entry(id) => document.entries[id.0 as usize].note.as_mut().expect("a note"),
    }
}

/// Marks words of a document.
pub(crate) fn mark(document: &mut Document, container: Container, words: &str, kind: MarkKind) -> usize {
    let text = text_mut(document, container);
    let mark = over(text, words, kind);
    let start = mark.range.start;
    text.marks.push(mark);
    text.sort_marks();
    start
}

/// Marks words and sets an anchor where they begin.
fn anchored(edition: &mut Edition, index: usize, container: Container, words: &str, kind: MarkKind, anchor: String) {
    let document = &mut edition.documents[index];
    let at = mark(document, container, words, kind);
    let text = text_mut(document, container);
    text.marks.push(Mark { range: at..at, kind: MarkKind::Anchor(anchor) });
    text.sort_marks();
}

/// Two books and the letter itself, in `works.yaml`.
pub(crate) fn shelf(mut edition: Edition) -> Edition {
    let works = [
        ("tides", "Mara Quill", "Tides", Some(1908), "Quill, Mara. Tides. Leeport, 1908."),
        ("almanac", "", "The Harbour Almanac", None, "The Harbour Almanac."),
        ("letter", "Jonas Petrel", "A Letter to the Harbour Board", Some(1911), "Petrel, Jonas. “A Letter.” 1911."),
        ("unread", "Jonas Petrel", "Winds", Some(1900), "Petrel, Jonas. Winds. 1900."),
    ];
    for (key, author, title, year, entry) in works {
        let mut entry = Text::plain(entry);
        if let Some(start) = entry.string.find(title) {
            entry.marks.push(Mark { range: start..start + title.len(), kind: MarkKind::Emphasis });
        }
        let filed = match author.rsplit_once(' ') {
            Some((given, family)) => format!("{family}, {given}"),
            None => title.trim_start_matches("The ").to_owned(),
        };
        let (key, author, title) = (key.to_owned(), author.to_owned(), title.to_owned());
        let work = Work { key, author, title, filed, year, entry, ..Work::default() };
        edition.works.insert(work.key.clone(), work);
    }
    edition
}

/// Words that cite a work.
pub(crate) fn cite(
    edition: &mut Edition,
    index: usize,
    container: Container,
    words: &str,
    work: &str,
    locator: Option<&str>,
) {
    let citations = &mut edition.documents[index].citations;
    let (id, number) = (CitationId(citations.len() as u32), citations.len() + 1);
    let (work, locator) = (Some(work.to_owned()), locator.map(str::to_owned));
    citations.push(Citation { container, how: How::Short, work, locator, span: None });
    anchored(edition, index, container, words, MarkKind::Citation(id), format!("citation-{number}"));
}

/// A name's id and the number of its occurrence.
pub(crate) struct Mentions<'a>(pub(crate) &'a str, pub(crate) usize);

/// Words that name a name.
pub(crate) fn mention(edition: &mut Edition, index: usize, container: Container, words: &str, name: Mentions<'_>) {
    let Mentions(id, number) = name;
    let position = edition.names.iter().position(|n| n.id == id).expect("a name");
    let kind = MarkKind::Name(NameId(position as u32));
    anchored(edition, index, container, words, kind, format!("name-{id}-{number}"));
}

/// A name under the pen.
pub(crate) struct NameOf(Name);

pub(crate) fn name(id: &str, name: &str, kind: NameKind) -> NameOf {
    NameOf(Name {
        id: id.into(),
        name: name.into(),
        kind,
        dates: None,
        note: None,
        identifiers: vec![],
        see_also: vec![],
        see_from: vec![],
        sort_as: None,
        under: None,
    })
}

impl NameOf {
    pub(crate) fn dates(mut self, dates: &str) -> Self {
        self.0.dates = Some(dates.into());
        self
    }

    pub(crate) fn note(mut self, note: &str) -> Self {
        self.0.note = Some(note.into());
        self
    }

    pub(crate) fn see_also(mut self, id: &str) -> Self {
        self.0.see_also.push(id.into());
        self
    }

    pub(crate) fn see_from(mut self, name: &str) -> Self {
        self.0.see_from.push(name.into());
        self
    }

    pub(crate) fn sort_as(mut self, words: &str) -> Self {
        self.0.sort_as = Some(words.into());
        self
    }

    pub(crate) fn under(mut self, id: &str) -> Self {
        self.0.under = Some(id.into());
        self
    }

    pub(crate) fn make(self) -> Name {
        self.0
    }
}

/// Where nothing is.
fn nowhere() -> Span {
    Span::new(Sources::default().add("parallels.toml", String::new()), 0..0)
}

fn side(documents: &mut [Document], index: usize, passage: &str, words: &str, all: &str) -> Side {
    let document = &mut documents[index];
    if !all.is_empty() {
        mark(document, Container::Body, all, MarkKind::Passage(passage.into()));
    }
    Side { document: document.id.clone(), passage: passage.into(), words: words.into() }
}

/// A passage that both texts have, and one that only one of them still has.
pub(crate) fn parallels(documents: &mut [Document]) -> Vec<Parallel> {
    let [here, there] = [
        side(
            documents,
            0,
            "years",
            "I have kept",
            "I have kept the harbour light for twenty years, and in winter nobody comes",
        ),
        side(documents, 1, "years", "he kept", "he kept the harbour light for twenty years and nobody came"),
    ];
    let [sleep, lost] = [
        side(documents, 0, "sleep", "The keeper", "The keeper who sleeps"),
        side(documents, 1, "lost", "Qui dort", ""),
    ];
    let note = Some(Text::plain("The article leaves the winter out."));
    vec![
        Parallel { id: "years".into(), kind: ParallelKind::Quotation, sides: [here, there], note, span: nowhere() },
        Parallel {
            id: "sleep".into(),
            kind: ParallelKind::Paraphrase,
            sides: [sleep, lost],
            note: None,
            span: nowhere(),
        },
    ]
}

/// Twenty years or ten.
pub(crate) fn contradictions(documents: &mut [Document]) -> Vec<Contradiction> {
    let sides = vec![
        side(documents, 0, "twenty", "for twenty years", "for twenty years"),
        side(documents, 1, "ten", "In the almanac it is ten", "In the almanac it is ten"),
    ];
    let note = Some(Text::plain("The log-books have nineteen."));
    vec![Contradiction {
        id: "years".into(),
        what: "How long the keeper *served*".into(),
        sides,
        note,
        span: nowhere(),
    }]
}

/// A reference of the editor's from one document to another.
pub(crate) fn refer(edition: &mut Edition, from: usize, document: &str, anchor: Option<&str>) {
    let anchor = anchor.map(str::to_owned);
    let reference = Reference { document: document.into(), anchor, span: None, target: Target::Unresolved };
    edition.documents[from].references.push(reference);
}

/// Names enough for two columns, of every kind.
pub(crate) fn many_names() -> Vec<Name> {
    let first = ["Abel", "Bruno", "Carla", "Dorit", "Émile", "Frida", "Gustav", "Hélène", "Ivo", "Jutta"];
    let last =
        ["Anker", "Boje", "Cable", "Duhn", "Ebbe", "Fock", "Gaffel", "Hawser", "Inlet", "Jetty", "Keel", "Lugger"];
    let kinds =
        [NameKind::Person, NameKind::Work, NameKind::Person, NameKind::Place, NameKind::Person, NameKind::Concept];
    let one = |n: usize| {
        let (first, last) = (first[n % first.len()], last[n % last.len()]);
        let name = name(&format!("n{n}"), &format!("{last}, {first}"), kinds[n % kinds.len()]);
        let name = if n.is_multiple_of(3) { name.dates("1840–1911") } else { name };
        let name = if n.is_multiple_of(5) { name.note("of the pilots’ guild at Leeport") } else { name };
        if n.is_multiple_of(7) { name.see_also("n4").see_from(&format!("Captain {first}")).make() } else { name.make() }
    };
    (0..60).map(one).collect()
}
