//! The stages in order, as one pure function from loaded sources to a resolved edition and from
//! there to files in memory. Reads and writes nothing itself.

pub mod imported;
mod long;
mod order;
mod produce;
mod settled;
mod titles;

pub use produce::{Carried, Output, Wanted, produce, tei};

use crate::annotate::passages::{self, Shelfmarks};
use crate::annotate::{self, Parts};
use crate::apparatus;
use crate::appendix;
use crate::cite;
use crate::config::book::BookFile;
use crate::config::names::NamesFile;
use crate::config::parallels::ParallelsFile;
use crate::config::sheet::{Sheet, unknown_value};
use crate::config::sigla::SiglumEntry;
use crate::config::standoff::StandOff;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::fonts::FontSet;
use crate::model::apparatus::Sigla;
use crate::model::document::{Book, Edition, Matter, author_series, editorial_series, text_series};
use crate::model::draft::{Draft, Markup};
use crate::model::generated::Generated;
use crate::model::lock::Lock;
use crate::model::page::PageMap;
use crate::model::text::{Styled, Text};
use crate::names;
use crate::read::{markdown, plain};
use crate::reconstruct;
use crate::resolve::{self, Resolved};
use crate::source::{FileId, Sources, Span};
use crate::style::Style;
use crate::terms::GeneratedTerms;
use crate::typeset;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A document as it was loaded.
#[derive(Debug)]
pub struct Input {
    /// Its id.
    pub id: String,
    /// Where it stands.
    pub matter: Matter,
    /// In how many columns it is set, if `book.toml` says so.
    pub columns: Option<u8>,
    /// Where `book.toml` names it.
    pub span: Span,
    /// Its sheet.
    pub sheet: Sheet,
    /// Its text.
    pub origin: Origin,
    /// Its headnote, a Markdown file.
    pub headnote: Option<FileId>,
    /// Its own `sigla.toml`.
    pub sigla: Vec<SiglumEntry>,
    /// Its stand-off apparatus.
    pub standoff: StandOff,
    /// What was noted of its text when it was last there.
    pub lock: Option<Lock>,
}

/// Where a document's text comes from.
#[derive(Debug)]
pub enum Origin {
    /// A Markdown file, without its front matter.
    Markdown {
        /// The file.
        file: FileId,
        /// The bytes of the text.
        body: Range<usize>,
    },
    /// A witness that is at hand.
    Witness {
        /// The file.
        file: FileId,
    },
    /// A TEI file: the document's own, or a witness that is at hand.
    Tei {
        /// The file.
        file: FileId,
        /// The file that has its entries, if the sheet names one.
        entries: Option<FileId>,
        /// The pictures that lie in the document's folder, by their paths from there.
        pictures: BTreeSet<String>,
    },
    /// A witness that is not at hand.
    Absent,
    /// None: the tool writes it.
    Generated(Generated),
}

/// What the book knows beyond its documents: the files that lie beside them in `corpus/`.
#[derive(Debug, Default)]
pub struct Shelf {
    /// `works.yaml`.
    pub works: Option<FileId>,
    /// The CSL style that `[bibliography] style` names; the built-in one if `None`.
    pub citation_style: Option<cite::CitationStyle>,
    /// `sigla.toml`.
    pub sigla: Vec<SiglumEntry>,
    /// `names.toml`.
    pub names: NamesFile,
    /// `parallels.toml`.
    pub parallels: ParallelsFile,
}

/// The file of a witness, beside a text that was not read from it.
#[derive(Clone, Debug)]
pub struct OwnFile {
    /// The document's id.
    pub document: String,
    /// The witness's siglum.
    pub siglum: String,
    /// The file.
    pub file: FileId,
}

/// How the stand-off apparatus met the texts.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    /// How many entries found their words.
    pub anchored: usize,
    /// Those that did not, as `document: id or words`.
    pub failed: Vec<String>,
}

/// A resolved edition with what later steps and the report want to know.
#[derive(Debug)]
pub struct Prepared {
    /// The edition.
    pub edition: Edition,
    /// How its references fared.
    pub resolved: Resolved,
    /// How its stand-off anchors fared.
    pub anchors: Anchors,
    /// The lock of each document whose witness is at hand, by document id.
    pub locks: BTreeMap<String, Lock>,
    /// What became of the names' spellings.
    pub names: names::Account,
}

/// Reads, annotates and resolves. Every problem is in `diagnostics`; what is sound is in the
/// result all the same.
pub fn prepare(
    sources: &Sources,
    file: &BookFile,
    inputs: Vec<Input>,
    shelf: &Shelf,
    diagnostics: &mut Diagnostics,
) -> Prepared {
    let mut inputs = inputs;
    let opened: Vec<_> = inputs.par_iter().map(|input| imported::Opened::open(sources, input)).collect();
    let file = &*imported::layered(file, &opened.iter().filter_map(|one| one.file.as_ref()).collect::<Vec<_>>());
    let (editorial, sigla) = (editorial(file), &Sigla::default());
    let series = &file.series;
    let markup = markdown::Reader {
        sources,
        series,
        default_series: editorial,
        nested_series: editorial,
        sigla,
        typed: file.typed,
    };
    name_passages(&mut inputs, file, &shelf.parallels, &markup, diagnostics);
    let left_out = unread(file, &inputs).collect();
    let remembered: Vec<_> = inputs.iter().filter_map(|i| Some((i.id.clone(), i.lock.clone()?))).collect();
    let mut of_works = Diagnostics::default();
    let (stages, library): (Vec<_>, _) = rayon::join(
        || {
            let all = inputs.into_par_iter().zip(opened);
            all.map(|(input, opened)| document(sources, file, &shelf.sigla, input, opened)).collect()
        },
        || shelf.works.map(|works| library(sources, file, works, shelf, &mut of_works)),
    );
    let book = styled(file, &markup, diagnostics);
    let mut edition = Edition { book, series: file.series.clone(), left_out, ..Edition::default() };
    let mut anchors = Anchors::default();
    let mut locks = BTreeMap::new();
    let mut turned = None;
    for Stage { built, diagnostics: more, unprefixed } in stages {
        diagnostics.extend(more.iter().cloned());
        turned = turned.or(unprefixed);
        anchors.anchored += built.anchored;
        anchors.failed.extend(built.failed.iter().map(|name| format!("{}: {name}", built.document.id)));
        locks.extend(built.lock.map(|lock| (built.document.id.clone(), lock)));
        edition.documents.push(built.document);
    }
    diagnostics.extend(turned.and_then(|span| turned_notes(file, span)));
    let sigla = edition.documents.iter().map(|document| &document.sigla);
    annotate::accounting::layers::report_unknown(&edition.series, sigla, diagnostics);
    order::order(&mut edition.documents, file, diagnostics);
    diagnostics.extend(of_works.iter().cloned());
    (edition.parallels, edition.contradictions) =
        passages::listed(&shelf.parallels, &markup, &file.book.language, diagnostics);
    cite::apply(&mut edition, &library.unwrap_or_default(), file.all_works, diagnostics);
    let names = names::apply(&mut edition, &shelf.names, diagnostics);
    let options = appendix::Options { all_works: file.all_works };
    appendix::write(&mut edition, options, diagnostics);
    let known = remembered.into_iter().chain(locks.clone()).collect();
    let resolved = resolve::resolve(&mut edition, &known, diagnostics);
    appendix::draw_timeline(&mut edition, diagnostics);
    long::check(&edition, diagnostics);
    Prepared { edition, resolved, anchors, locks, names }
}

/// The documents that `book.toml` names and that could not be read: that was said, and what leads to one is no fault.
fn unread<'a>(file: &'a BookFile, inputs: &'a [Input]) -> impl Iterator<Item = String> + 'a {
    let known = |id: &str| inputs.iter().any(|input| input.id == id);
    file.documents.iter().map(|entry| &entry.id).filter(move |id| !known(id)).cloned()
}

/// Gives each document the passages that `parallels.toml` names in it.
fn name_passages(
    inputs: &mut [Input],
    file: &BookFile,
    parallels: &ParallelsFile,
    markup: &dyn Markup,
    diagnostics: &mut Diagnostics,
) {
    let titles = inputs.iter().map(|input| (input.id.clone(), titles::short(input, &file.book.language, markup)));
    let unread = unread(file, inputs).map(|id| (id.clone(), titles::plain(id)));
    let titles: Vec<(String, Vec<Styled>)> = titles.chain(unread).collect();
    let lists = |input: &&Input| matches!(input.origin, Origin::Generated(Generated::Contradictions));
    let contradictions = inputs.iter().find(lists).map(|input| input.id.clone());
    let marks = Shelfmarks {
        titles: titles.iter().map(|(id, title)| (id.as_str(), title.clone())).collect(),
        series: file.series.get(editorial_series(&file.series)).map_or("", |series| series.id.as_str()),
        contradictions: contradictions.as_deref(),
        language: &file.book.language,
        markup,
    };
    let mut all = passages::by_document(parallels, &marks, diagnostics);
    for input in inputs {
        input.standoff.passages = all.remove(&input.id).unwrap_or_default();
    }
}

/// The works, written in the book's citation style and language.
fn library(sources: &Sources, file: &BookFile, works: FileId, shelf: &Shelf, of: &mut Diagnostics) -> cite::Library {
    cite::Library::read(sources, works, shelf.citation_style.clone(), &file.book.language, of)
}

struct Stage {
    built: annotate::Built,
    diagnostics: Diagnostics,
    /// Where a text of the edition has its first note without a series.
    unprefixed: Option<Span>,
}

/// The series of notes without one in editorial matter.
fn editorial(file: &BookFile) -> usize {
    file.unprefixed.unwrap_or_else(|| editorial_series(&file.series))
}

/// The warning that notes of a text which name no series are the author's, where the book does not say whose.
fn turned_notes(file: &BookFile, span: Span) -> Option<Diagnostic> {
    let (own, last) = (text_series(&file.series), editorial_series(&file.series));
    (file.unprefixed.is_none() && own != last).then_some(())?;
    let [own, last] = [own, last].map(|index| file.series[index].id.as_str());
    let message = format!("the notes of texts that name no series belong to `{own}`");
    let help =
        format!("`unprefixed = \"{own}\"` under `[build]` of book.toml says so, `\"{last}\"` makes them the editor’s");
    Some(Diagnostic::warning("unprefixed-notes", message).at(span).help(help))
}

fn document(
    sources: &Sources,
    file: &BookFile,
    corpus: &[SiglumEntry],
    input: Input,
    imported::Opened { file: tei, mut diagnostics }: imported::Opened<'_>,
) -> Stage {
    let mut sigla = match &tei {
        Some(tei) => imported::sigla_of(tei, &input.sheet, &input.sigla, corpus, &mut diagnostics),
        None => annotate::sigla::of(&input.sheet, &input.sigla, corpus, &mut diagnostics),
    };
    // What the book says of a state goes before what a file of its text does.
    sigla.states.retain(|state| file.states.iter().all(|known| known.name != state.name));
    sigla.states.splice(0..0, file.states.iter().cloned());
    let sigla = &sigla;
    let own_language = input.sheet.language.clone().or(tei.as_ref().and_then(|tei| tei.header.language.clone()));
    let language = own_language.unwrap_or_else(|| file.book.language.clone());
    let editorial = editorial(file);
    let own = file.unprefixed.unwrap_or_else(|| text_series(&file.series));
    let typed = input.sheet.typed.unwrap_or(file.typed);
    let series = &file.series;
    let context = markdown::Context {
        series,
        default_series: editorial,
        nested_series: editorial,
        language: &language,
        sigla,
        typed,
    };
    let profile = profile(&input.sheet, &mut diagnostics);
    let draft = match &input.origin {
        Origin::Markdown { file, body } => {
            let default_series = if input.matter == Matter::Text { own } else { editorial };
            let context = markdown::Context { default_series, ..context };
            Some(markdown::read(sources, *file, body.clone(), &context, &mut diagnostics))
        }
        Origin::Witness { file: witness } => {
            let options = plain::Options {
                profile: profile.as_str(),
                overrides: &input.sheet.overrides,
                series: author_series(&file.series),
                language: &language,
            };
            Some(plain::read(sources, *witness, &options, &mut diagnostics))
        }
        Origin::Tei { pictures, .. } => {
            let draft = |tei| imported::draft(&tei, &input.sheet, (pictures, &language, sigla), file, &mut diagnostics);
            Some(tei.map(draft).unwrap_or_default())
        }
        Origin::Absent => None,
        Origin::Generated(what) => {
            let title = GeneratedTerms::of(&file.book.language).title(*what);
            Some(Draft { title: Some(Text::plain(title)), ..Draft::default() })
        }
    };
    let witness =
        if let Origin::Witness { file } = input.origin { Some(sources.file(file).text.as_str()) } else { None };
    let columns = input.columns;
    let generated = if let Origin::Generated(what) = input.origin { Some(what) } else { None };
    let editorial_context = markdown::Context { language: &file.book.language, typed: file.typed, ..context };
    let headnote = input.headnote.map(|file| headnote(sources, file, &editorial_context, &mut diagnostics));
    let asked = settled::asked(draft.as_ref().and_then(|draft| draft.account.as_ref()));
    let unprefixed = draft.as_ref().and_then(|draft| draft.unprefixed.clone());
    let unprefixed = unprefixed.filter(|_| input.matter == Matter::Text);
    let parts = Parts {
        id: input.id,
        matter: input.matter,
        sheet: input.sheet,
        draft,
        witness,
        sigla: sigla.clone(),
        headnote,
        standoff: input.standoff,
        lock: input.lock,
        book_language: &file.book.language,
    };
    let markup = markdown::Reader {
        sources,
        series,
        default_series: editorial,
        nested_series: editorial,
        sigla,
        typed: file.typed,
    };
    let mut of_build = Diagnostics::default();
    let mut built = annotate::build(parts, &file.series, &markup, &mut of_build);
    settled::take_out(&mut diagnostics, &asked, built.document.account.as_ref());
    match input.origin {
        Origin::Tei { file, entries, .. } => imported::grouped(&of_build, (file, entries), &mut diagnostics),
        _ => diagnostics.extend(of_build.iter().cloned()),
    }
    built.document.generated = generated;
    built.document.columns = columns.or(generated.map(Generated::columns)).unwrap_or_default();
    Stage { built, diagnostics, unprefixed }
}

/// The import profile that a sheet names, whether its witness is at hand or not.
fn profile(sheet: &Sheet, diagnostics: &mut Diagnostics) -> String {
    let names: Vec<&str> = plain::profiles().collect();
    match &sheet.profile {
        Some(profile) if names.contains(&profile.value.as_str()) => profile.value.clone(),
        Some(profile) => {
            diagnostics.push(unknown_value("import profile", profile, &names));
            names[0].to_owned()
        }
        None => names[0].to_owned(),
    }
}

fn headnote(sources: &Sources, file: FileId, context: &markdown::Context<'_>, diagnostics: &mut Diagnostics) -> Draft {
    let text = &sources.file(file).text;
    let mut start = 0;
    if let Some(front) = markdown::front(text) {
        let warning = Diagnostic::warning("front-matter", "the front matter of a headnote is not read");
        let warning = warning.at(Span::new(file, front.range));
        diagnostics.push(warning.help("what it says of the document belongs into document.toml"));
        start = front.body;
    }
    markdown::read(sources, file, start..text.len(), context, diagnostics)
}

/// The book, its title read: what is emphasised in it is so on its own page, and its words alone elsewhere.
fn styled(file: &BookFile, markup: &dyn Markup, diagnostics: &mut Diagnostics) -> Book {
    let mut book = file.book.clone();
    let Some(span) = file.title_span.as_ref().filter(|_| book.title.contains(['*', '<'])) else { return book };
    let text = markup.line(&book.title, span, &book.language, diagnostics).text;
    let words: String = text.styled(0..text.string.len(), |_, _| None).into_iter().map(|part| part.words).collect();
    if !words.is_empty() {
        (book.title, book.styled_title) = (words, Some(text));
    }
    book
}

/// Compares witnesses in force, as the apparatus implies them, with their own files: each difference is a warning.
pub fn compare(prepared: &Prepared, sources: &Sources, files: &[OwnFile], diagnostics: &mut Diagnostics) {
    for OwnFile { document, siglum, file } in files {
        let documents = &prepared.edition.documents;
        let Some(document) = documents.iter().find(|known| known.id == *document) else { continue };
        let siglum: String = siglum.nfc().collect();
        let Some(witness) = document.sigla.find(&siglum).filter(|id| document.sigla.is_in_force(*id)) else { continue };
        let own = reconstruct::Own { file: *file, text: &sources.file(*file).text };
        diagnostics.extend(reconstruct::compare(document, witness, &own));
    }
}

/// Composes the notes of the apparatus as `style` prints them, and sizes what the tool draws: the last that is done to
/// an edition.
pub fn compose(prepared: &mut Prepared, style: &Style) {
    let of_figure = appendix::TimelineType::beside(style.text.size, style.page.measure);
    appendix::size_timeline(&mut prepared.edition, of_figure);
    apparatus::compose(&mut prepared.edition, style);
    if typeset::calls_by_milestones(&prepared.edition, style) {
        appendix::name_milestones(&mut prepared.edition);
    }
}

/// The edition as it is printed, if that is not all that it is: with short notes where a note is called once more.
pub fn printed(edition: &Edition, style: &Style, fonts: &FontSet) -> Option<Edition> {
    typeset::with_repeats(edition, style, fonts)
}

/// Where everything stands in print, without any drawing; `None` where the pages do not settle.
pub fn page_map(edition: &Edition, style: &Style, fonts: &FontSet) -> Option<PageMap> {
    let mut of_pages = Diagnostics::default();
    let printed = typeset::with_repeats(edition, style, fonts);
    let map = typeset::set(printed.as_ref().unwrap_or(edition), style, fonts, &mut of_pages).map;
    // A character that no face has is no fault of its page.
    let of_glyphs = |diagnostic: &Diagnostic| typeset::OF_GLYPHS.contains(&diagnostic.code);
    let amiss = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error && !of_glyphs(diagnostic);
    (!of_pages.iter().any(amiss)).then_some(map)
}
