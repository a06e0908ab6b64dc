//! `book.toml`.

use crate::config::identity;
use crate::config::series;
pub use crate::config::series::default_series;
use crate::config::standoff::{bad_id, is_id};
use crate::config::value::{self, one_of, typed};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{EntryCalls, OwnState};
use crate::model::document::{Book, Matter, NoteSeries, Timestamp};
use crate::model::generated::{Generated, OwnPage};
use crate::source::{FileId, Sources, Span};
use crate::table::{self, Located, Table};
use std::collections::{BTreeMap, BTreeSet};

/// The book file.
#[derive(Clone, Debug, Default)]
pub struct BookFile {
    /// `[book]`
    pub book: Book,
    /// `[build] witness-path`, relative to the file.
    pub witness_path: Vec<Located<String>>,
    /// `[[document]]`, in the order of the file.
    pub documents: Vec<DocumentEntry>,
    /// `[build] order`: whether the texts stand in the order of their dates (`date`) instead of that of the file
    /// (`listed`); `None` where it is not said, which means the latter.
    pub by_date: Option<bool>,
    /// The place of the title.
    pub title_span: Option<Span>,
    /// Whether the book has no `identifier` of its own, and one was made.
    pub made_identifier: bool,
    /// `[build] unprefixed`: the series of labels without one, in all texts (index).
    pub unprefixed: Option<usize>,
    /// `[build] punctuation`: whether it stays as it is typed.
    pub typed: bool,
    /// `[[series]]`
    pub series: Vec<NoteSeries>,
    /// `[[state]]`
    pub states: Vec<OwnState>,
    /// `[bibliography] style`: the name of a CSL style, or a `.csl` file, relative to this one.
    pub citation_style: Option<Located<String>>,
    /// `[bibliography] all`: whether the bibliography lists works that nothing cites.
    pub all_works: bool,
    /// `[output.pdf] style`: the name of a built-in style, or a file, relative to this one.
    pub style: Option<Located<String>>,
    /// `[output.pdf] source`: whether the PDF carries the book as TEI.
    pub carries_source: bool,
    /// `[output.epub] css`, relative to the file.
    pub css: Option<Located<String>>,
    /// `[output] fonts`: the font manifest, relative to the file.
    pub fonts: Option<Located<String>>,
}

/// A document of the book.
#[derive(Clone, Debug)]
pub struct DocumentEntry {
    /// Its folder below `corpus/`.
    pub id: String,
    /// Where it stands.
    pub matter: Matter,
    /// `generate`: what the tool writes it from; it needs no folder then.
    pub generate: Option<Generated>,
    /// `columns`: in how many columns a document that the tool writes is set.
    pub columns: Option<u8>,
    /// Where it is named.
    pub span: Span,
}

/// Reads `book.toml`. `epoch` is `SOURCE_DATE_EPOCH` in seconds, the moment that the files name as theirs.
pub fn read(sources: &Sources, file: FileId, epoch: Option<u64>, diagnostics: &mut Diagnostics) -> BookFile {
    let length = sources.file(file).text.len();
    let mut root = table::parse(sources, file, 0..length, diagnostics);
    let witness_path = vec![Located { value: "corpus/witnesses".into(), span: Span::new(file, 0..0) }];
    let mut out = BookFile { witness_path, carries_source: true, ..BookFile::default() };
    match root.table("book", diagnostics) {
        Some(table) => (out.book, out.title_span, out.made_identifier) = book(table, epoch, diagnostics),
        None => diagnostics.push(
            Diagnostic::error("missing-key", "there is no `[book]`")
                .at(Span::new(file, 0..0))
                .help("begin with `[book]`, `title = \"…\"`, `language = \"en\"` and `date = 2026-01-31`"),
        ),
    }
    let mut unprefixed = None;
    if let Some(mut build) = root.table("build", diagnostics) {
        let path = build.strings("witness-path", diagnostics);
        if !path.is_empty() {
            out.witness_path = path;
        }
        let order = build.string("order", diagnostics);
        out.by_date = one_of("order", order, &[("date", true), ("listed", false)], diagnostics);
        unprefixed = build.string("unprefixed", diagnostics);
        out.typed = typed(build.string("punctuation", diagnostics), diagnostics).unwrap_or(false);
        build.finish(diagnostics);
    }
    out.documents = documents(root.tables("document", diagnostics), &mut out.book, diagnostics);
    out.book.milestones = super::milestones::read(root.tables("milestones", diagnostics), diagnostics);
    out.series = series::read(root.tables("series", diagnostics), diagnostics);
    // The language of what is the editor's, where nothing else is said.
    series::speak(&mut out.series, &out.book.language);
    out.states = super::states::read(root.tables("state", diagnostics), diagnostics);
    out.unprefixed = unprefixed.and_then(|id| series::known(id, &out.series, diagnostics));
    if let Some(table) = root.table("hyphenation", diagnostics) {
        out.book.hyphenation = super::hyphenation::read(table, diagnostics);
    }
    if let Some(mut bibliography) = root.table("bibliography", diagnostics) {
        out.citation_style = bibliography.string("style", diagnostics);
        out.all_works = bibliography.boolean("all", diagnostics).unwrap_or(false);
        bibliography.finish(diagnostics);
    }
    if let Some(mut output) = root.table("output", diagnostics) {
        out.fonts = output.string("fonts", diagnostics);
        let left_out = output.strings("leave-out", diagnostics).into_iter();
        let page = |name| one_of("page", Some(name), &OwnPage::ALL, diagnostics);
        out.book.left_out = left_out.filter_map(page).collect();
        if let Some(mut pdf) = output.table("pdf", diagnostics) {
            out.style = pdf.string("style", diagnostics);
            out.carries_source = pdf.boolean("source", diagnostics).unwrap_or(true);
            pdf.finish(diagnostics);
        }
        if let Some(mut epub) = output.table("epub", diagnostics) {
            out.css = epub.string("css", diagnostics);
            let calls = epub.string("apparatus", diagnostics);
            out.book.entry_calls = one_of("apparatus", calls, &EntryCalls::ALL, diagnostics).unwrap_or_default();
            epub.finish(diagnostics);
        }
        output.finish(diagnostics);
    }
    root.finish(diagnostics);
    if out.documents.is_empty() && !diagnostics.has_errors() {
        diagnostics.push(
            Diagnostic::error("no-documents", "the book has no documents")
                .at(Span::new(file, 0..0))
                .help("add `[[document]]` with `id = \"…\"` for each folder of corpus/ that belongs to it"),
        );
    }
    out
}

fn book(mut table: Table, epoch: Option<u64>, diagnostics: &mut Diagnostics) -> (Book, Option<Span>, bool) {
    let (title, title_span) = title(&mut table, diagnostics);
    let date = table.required("date", diagnostics);
    let given_slug = table.string("slug", diagnostics);
    let slug = given_slug.as_ref().map_or_else(|| identity::slug(&title), |s| s.value.clone());
    if let Some(given) = given_slug.filter(|s| !is_id(&s.value)) {
        diagnostics.push(bad_id(&given));
    }
    let subtitle = said(&mut table, "subtitle", diagnostics);
    let authors = all_said(&mut table, "authors", diagnostics);
    let language = value::language(table.string("language", diagnostics), diagnostics).unwrap_or_else(|| "en".into());
    let identifier = said(&mut table, "identifier", diagnostics).filter(|own| !own.trim().is_empty());
    let is_made = identifier.is_none();
    let made = || identity::identifier(&title, subtitle.as_deref().unwrap_or_default(), &authors, &language);
    let book = Book {
        identifier: identifier.unwrap_or_else(made),
        subtitle,
        editors: all_said(&mut table, "editors", diagnostics),
        authors,
        language,
        date: timestamp(date, epoch, diagnostics),
        made: epoch.map(from_epoch),
        styled_title: None,
        publisher: said(&mut table, "publisher", diagnostics),
        rights: said(&mut table, "rights", diagnostics),
        description: said(&mut table, "description", diagnostics),
        imprint: all_said(&mut table, "imprint", diagnostics),
        title,
        slug,
        hyphenation: BTreeMap::new(),
        milestones: vec![],
        entry_calls: EntryCalls::default(),
        left_out: BTreeSet::new(),
        uncited: false,
    };
    table.finish(diagnostics);
    (book, title_span, is_made)
}

fn title(table: &mut Table, diagnostics: &mut Diagnostics) -> (String, Option<Span>) {
    let Some(title) = table.required("title", diagnostics) else { return (String::new(), None) };
    if title.value.trim().is_empty() {
        diagnostics.push(
            Diagnostic::error("empty-title", "the book has no title")
                .at(title.span.clone())
                .help("both formats must name the book: give it one"),
        );
    }
    let span = title.span.clone();
    (value::said(title, diagnostics), Some(span))
}

fn said(table: &mut Table, key: &'static str, diagnostics: &mut Diagnostics) -> Option<String> {
    Some(value::said(table.string(key, diagnostics)?, diagnostics))
}

fn all_said(table: &mut Table, key: &'static str, diagnostics: &mut Diagnostics) -> Vec<String> {
    table.strings(key, diagnostics).into_iter().map(|value| value::said(value, diagnostics)).collect()
}

fn timestamp(date: Option<Located<String>>, epoch: Option<u64>, diagnostics: &mut Diagnostics) -> Timestamp {
    let parsed = date.as_ref().and_then(|d| parse_date(&d.value));
    if let (Some(date), None) = (&date, parsed) {
        diagnostics.push(
            Diagnostic::error("bad-date", format!("`{}` is no date", date.value))
                .at(date.span.clone())
                .help("write it as year, month and day: 2026-01-31"),
        );
    }
    parsed.or(epoch.map(from_epoch)).unwrap_or_default()
}

fn parse_date(text: &str) -> Option<Timestamp> {
    let (day, time) = text.split_at_checked(10)?;
    let digits = day.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if !digits || !(time.is_empty() || time.starts_with(['T', ' '])) {
        return None;
    }
    let mut parts = day.split('-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let valid = (1000..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
    valid.then_some(Timestamp { year, month, day, ..Timestamp::default() })
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The moment `seconds` after 1970-01-01T00:00:00Z (Gregorian).
fn from_epoch(seconds: u64) -> Timestamp {
    let (mut days, rest) = (seconds / 86_400, seconds % 86_400);
    let mut date = Timestamp { year: 1970, month: 1, day: 1, ..Timestamp::default() };
    while days >= u64::from(days_in(date.year, date.month)) && date.year < 9999 {
        days -= u64::from(days_in(date.year, date.month));
        (date.year, date.month) = if date.month == 12 { (date.year + 1, 1) } else { (date.year, date.month + 1) };
    }
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    Timestamp { day: days.min(30) as u8 + 1, hour: hour as u8, minute: minute as u8, second: second as u8, ..date }
}

fn documents(tables: Vec<Table>, book: &mut Book, diagnostics: &mut Diagnostics) -> Vec<DocumentEntry> {
    let mut documents: Vec<DocumentEntry> = Vec::new();
    for mut table in tables {
        let id = table.required("id", diagnostics);
        let matters = [("front", Matter::Front), ("text", Matter::Text), ("back", Matter::Back)];
        let matter = table.string("matter", diagnostics);
        let matter = one_of("matter", matter, &matters, diagnostics).unwrap_or(Matter::Text);
        let generate = table.string("generate", diagnostics);
        let generate = one_of("generate", generate, &Generated::ALL, diagnostics);
        let columns = columns(&mut table, generate, diagnostics);
        if generate == Some(Generated::Conspectus) {
            book.uncited |= table.boolean("cited", diagnostics) == Some(false);
        }
        table.finish(diagnostics);
        let Some(id) = id else { continue };
        if !is_id(&id.value) {
            diagnostics.push(bad_id(&id));
        } else if let Some(first) = documents.iter().find(|d| d.id == id.value) {
            diagnostics.push(
                Diagnostic::error("duplicate-document", format!("the document `{}` is named twice", id.value))
                    .at(id.span)
                    .label(first.span.clone(), "first here"),
            );
        } else {
            documents.push(DocumentEntry { id: id.value, matter, generate, columns, span: id.span });
        }
    }
    documents
}

/// The most columns of a page.
const MOST_COLUMNS: i64 = 4;

/// `columns` of a document that the tool writes; notes of others would have no place below columns.
fn columns(table: &mut Table, generate: Option<Generated>, diagnostics: &mut Diagnostics) -> Option<u8> {
    let columns = table.integer("columns", diagnostics)?;
    let (message, help) = match (generate, columns.value) {
        (Some(_), 1..=MOST_COLUMNS) => return u8::try_from(columns.value).ok(),
        (Some(_), _) => ("a page has 1 to 4 columns", "give 2 for an index, 1 for none"),
        (None, _) => {
            ("only documents that the tool writes are set in columns", "take `columns` out, or add `generate`")
        }
    };
    diagnostics.push(Diagnostic::error("bad-columns", message).at(columns.span).help(help));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_the_books_date() {
        let mut sources = Sources::default();
        let toml = "[book]\ntitle = \"A\"\nlanguage = \"en\"\ndate = 2026-01-01\n[[document]]\nid = \"a\"\n";
        let file = sources.add("book.toml", toml);
        let book = read(&sources, file, Some(951_868_799), &mut Diagnostics::default()).book;
        assert_eq!((book.date.year, book.moment().year), (2026, 2000));
        assert_eq!(read(&sources, file, None, &mut Diagnostics::default()).book.moment().year, 2026);
    }
}
