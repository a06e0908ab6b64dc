//! What `parallels.toml` means for each document: its passages by name, each with the note that
//! leads to the other side, and the accepted parallels and contradictions as the edition lists them.

use crate::config::parallels::{ContradictionEntry, ParallelEntry, ParallelsFile, SideEntry, Status};
use crate::config::standoff::{StandOffNote, StandOffPassage};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::draft::Markup;
use crate::model::parallel::{Contradiction, Parallel, Side};
use crate::model::text::Text;
use crate::source::Span;
use crate::table::Located;
use crate::terms::Terms;
use crate::words::nearest::nearest;
use std::collections::BTreeMap;

/// What the notes on passages need to know of the book.
#[derive(Clone, Debug)]
pub struct Shelfmarks<'a> {
    /// The short titles of the documents, by id.
    pub titles: BTreeMap<&'a str, &'a str>,
    /// The id of the series that the notes belong to.
    pub series: &'a str,
    /// The document that lists the contradictions, if the book has one.
    pub contradictions: Option<&'a str>,
    /// The language of the notes (BCP 47).
    pub language: &'a str,
}

/// The passages of each document, by its id. A side in a document that the book has not is an error.
pub fn by_document(
    file: &ParallelsFile,
    marks: &Shelfmarks<'_>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Vec<StandOffPassage>> {
    let mut all: BTreeMap<String, Vec<StandOffPassage>> = BTreeMap::new();
    let mut add = |side: &SideEntry, anchored: bool, body: Option<String>| {
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
fn note(side: &SideEntry, body: String, marks: &Shelfmarks<'_>) -> StandOffNote {
    let span = side.from.span.clone();
    let located = |value: String, span: &Span| Located { value, span: span.clone() };
    StandOffNote {
        id: located(side.name.clone(), &span),
        series: located(marks.series.to_owned(), &span),
        quote: side.from.clone(),
        body: located(body, &span),
    }
}

/// `Cf. “Short title”, p. 12.` and what the editor says.
fn compare(parallel: &ParallelEntry, side: usize, marks: &Shelfmarks<'_>) -> String {
    let terms = Terms::of(marks.language);
    let link = link(&parallel.sides[side], &parallel.sides[1 - side], marks);
    format!("{} {link}.{}", terms.compare, remark(parallel.note.as_ref()))
}

/// `But see` the entry in the list of contradictions, or else the other sides and what the editor says.
fn contradicted(contradiction: &ContradictionEntry, side: usize, marks: &Shelfmarks<'_>) -> String {
    let terms = Terms::of(marks.language);
    if let Some(list) = marks.contradictions {
        let (id, what) = (&contradiction.id.value, escaped(&contradiction.what.value));
        return format!("{} [[{list}#contradiction-{id}|{what}, {} @page]].", terms.but_see, terms.page);
    }
    // a title is said once for the sides that follow each other in one document
    let mut before = &contradiction.sides[side];
    let mut links = Vec::new();
    for other in contradiction.sides.iter().filter(|other| other.name != contradiction.sides[side].name) {
        links.push(link(before, other, marks));
        before = other;
    }
    format!("{} {}.{}", terms.but_see, links.join("; "), remark(contradiction.note.as_ref()))
}

fn remark(note: Option<&Located<String>>) -> String {
    note.map_or(String::new(), |note| format!(" {}", note.value.trim()))
}

/// A link to a side; after one in the same document its title says nothing.
fn link(before: &SideEntry, other: &SideEntry, marks: &Shelfmarks<'_>) -> String {
    let (page, name) = (Terms::of(marks.language).page, &other.name);
    let document = other.document.value.as_str();
    if document == before.document.value {
        return format!("[[{document}#{name}|{page} @page]]");
    }
    let title = escaped(marks.titles.get(document).copied().unwrap_or(document));
    format!("[[{document}#{name}|\"{title}\", {page} @page]]")
}

/// Characters that Markdown would read as its own, escaped.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '`' | '<' | '|' | '@') {
            out.push('\\');
        }
        out.push(c);
    }
    out
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
