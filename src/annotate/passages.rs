//! What `parallels.toml` means for each document: its passages by name, each with the note that
//! leads to the other side, and the accepted parallels and contradictions as the edition lists them.

use super::derived::Sentence;
use crate::config::parallels::{ContradictionEntry, ParallelEntry, ParallelsFile, SideEntry, Status};
use crate::config::standoff::{NoteBody, StandOffNote, StandOffPassage};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::draft::{Fragment, Markup};
use crate::model::parallel::{Contradiction, Parallel, Side};
use crate::model::text::{Styled, Text};
use crate::table::Located;
use crate::terms::{GeneratedTerms, Terms};
use crate::words::nearest::nearest;
use std::collections::BTreeMap;

/// What the notes on passages need to know of the book.
#[derive(Clone)]
pub struct Shelfmarks<'a> {
    /// The short titles of the documents, by id, as they are printed.
    pub titles: BTreeMap<&'a str, Vec<Styled>>,
    /// The id of the series that the notes belong to.
    pub series: &'a str,
    /// The document that lists the contradictions, if the book has one.
    pub contradictions: Option<&'a str>,
    /// The language of the notes (BCP 47).
    pub language: &'a str,
    /// Reads what the editor says of a passage.
    pub markup: &'a dyn Markup,
}

/// The passages of each document, by its id. A side in a document that the book has not is an error.
pub fn by_document(
    file: &ParallelsFile,
    marks: &Shelfmarks<'_>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Vec<StandOffPassage>> {
    let mut all: BTreeMap<String, Vec<StandOffPassage>> = BTreeMap::new();
    let mut add = |side: &SideEntry, anchored: bool, body: Option<Fragment>| {
        let document = &side.document;
        if !marks.titles.contains_key(document.value.as_str()) {
            diagnostics.push(unknown_document(document, marks));
            return;
        }
        all.entry(document.value.clone()).or_default().push(StandOffPassage {
            name: side.name.clone(),
            from: side.from.clone(),
            to: side.to.clone(),
            anchored,
            note: body.map(|body| note(side, body, marks)),
        });
    };
    for parallel in &file.parallels {
        let accepted = parallel.status == Status::Accepted;
        for side in 0..2 {
            let body = (accepted && parallel.mentioned).then(|| compare(parallel, side, marks));
            add(&parallel.sides[side], accepted, body);
        }
    }
    for contradiction in &file.contradictions {
        for side in 0..contradiction.sides.len() {
            let body = contradiction.mentioned.then(|| contradicted(contradiction, side, marks));
            add(&contradiction.sides[side], true, body);
        }
    }
    all
}

fn unknown_document(document: &Located<String>, marks: &Shelfmarks<'_>) -> Diagnostic {
    let message = format!("there is no document `{}`", document.value);
    let error = Diagnostic::error("unknown-document", message).at(document.span.clone());
    match nearest(&document.value, marks.titles.keys().copied()) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help("name the folder of a document of this book"),
    }
}

/// The note on a side: named as its passage, hung on its last words, quoting its first.
fn note(side: &SideEntry, body: Fragment, marks: &Shelfmarks<'_>) -> StandOffNote {
    let located = |value: String| Located { value, span: side.from.span.clone() };
    StandOffNote {
        id: located(side.name.clone()),
        series: located(marks.series.to_owned()),
        quote: side.from.clone(),
        to: None,
        body: NoteBody::Made(body),
    }
}

/// `Cf. “Short title”, p. 12.` and what the editor says.
fn compare(parallel: &ParallelEntry, side: usize, marks: &Shelfmarks<'_>) -> Fragment {
    let mut sentence = Sentence::new(&parallel.sides[side].from.span);
    sentence.words(Terms::of(marks.language).compare);
    sentence.words(" ");
    link(&mut sentence, &parallel.sides[side], &parallel.sides[1 - side], marks);
    sentence.words(".");
    sentence.followed_by(remark(parallel.note.as_ref(), marks))
}

/// `But see` the entry in the list of contradictions, or else the other sides and what the editor says.
fn contradicted(contradiction: &ContradictionEntry, side: usize, marks: &Shelfmarks<'_>) -> Fragment {
    let terms = Terms::of(marks.language);
    let mut sentence = Sentence::new(&contradiction.sides[side].from.span);
    sentence.words(terms.but_see);
    if let Some(list) = marks.contradictions {
        sentence.words(" ");
        sentence.page_of(list, &format!("contradiction-{}", contradiction.id.value), |s| {
            s.prose(&contradiction.what.value);
            s.words(&format!(", {} ", terms.page));
        });
        sentence.words(".");
        return sentence.followed_by(None);
    }
    // a title is said once for the sides that follow each other in one document
    let mut before = &contradiction.sides[side];
    let others = contradiction.sides.iter().filter(|other| other.name != contradiction.sides[side].name);
    for (n, other) in others.enumerate() {
        sentence.words(if n == 0 { " " } else { "; " });
        link(&mut sentence, before, other, marks);
        before = other;
    }
    sentence.words(".");
    sentence.followed_by(remark(contradiction.note.as_ref(), marks))
}

/// The editor's words. What is wrong with them is reported where the edition lists them.
fn remark(note: Option<&Located<String>>, marks: &Shelfmarks<'_>) -> Option<Text> {
    let note = note?;
    let read = marks.markup.line(&note.value, &note.span, marks.language, &mut Diagnostics::default());
    (read.references.is_empty() && read.notes.is_empty()).then_some(read.text)
}

/// A link to a side; after one in the same document its title says nothing.
fn link(sentence: &mut Sentence, before: &SideEntry, other: &SideEntry, marks: &Shelfmarks<'_>) {
    let page = Terms::of(marks.language).page;
    let document = other.document.value.as_str();
    sentence.page_of(document, &other.name, |s| {
        if document != before.document.value {
            let title = marks.titles.get(document).map_or(&[][..], Vec::as_slice);
            s.title(title, GeneratedTerms::of(marks.language));
            s.words(", ");
        }
        s.words(&format!("{page} "));
    });
}

/// The accepted parallels and the contradictions, as the edition keeps them.
pub fn listed(
    file: &ParallelsFile,
    markup: &dyn Markup,
    language: &str,
    diagnostics: &mut Diagnostics,
) -> (Vec<Parallel>, Vec<Contradiction>) {
    let side = |side: &SideEntry| {
        let read = markup.line(&side.from.exact, &side.from.span, language, &mut Diagnostics::default()).text;
        let words = if read.blocks.len() == 1 { read.string } else { side.from.exact.clone() };
        Side { document: side.document.value.clone(), passage: side.name.clone(), words }
    };
    let accepted = file.parallels.iter().filter(|parallel| parallel.status == Status::Accepted);
    let parallels = accepted
        .map(|entry| Parallel {
            id: entry.id.value.clone(),
            kind: entry.kind,
            sides: [side(&entry.sides[0]), side(&entry.sides[1])],
            note: words_of(entry.note.as_ref(), markup, language, diagnostics),
            span: entry.id.span.clone(),
        })
        .collect();
    let contradictions = file
        .contradictions
        .iter()
        .map(|entry| Contradiction {
            id: entry.id.value.clone(),
            what: entry.what.value.clone(),
            sides: entry.sides.iter().map(side).collect(),
            note: words_of(entry.note.as_ref(), markup, language, diagnostics),
            span: entry.id.span.clone(),
        })
        .collect();
    (parallels, contradictions)
}

/// The editor's words on an entry. They appear in several documents, so that a reference or a note
/// of their own has no one place: that is an error.
fn words_of(
    note: Option<&Located<String>>,
    markup: &dyn Markup,
    language: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Text> {
    let note = note?;
    let fragment = markup.blocks(&note.value, &note.span, language, diagnostics);
    if !fragment.references.is_empty() || !fragment.notes.is_empty() {
        let message = "the note on a parallel or a contradiction has neither references nor notes";
        let error = Diagnostic::error("reference-in-remark", message).at(note.span.clone());
        diagnostics.push(error.help("its sides are linked already; put further references into `notes.toml`"));
    }
    Some(fragment.text)
}
