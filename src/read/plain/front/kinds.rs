//! What one line of the front matter is, by its form: a date, a source, a transcriber's line, a byline, a short line that
//! may be a title or a name, prose.

use super::bylines;
use super::dates::{self, Dateline};
use crate::read::plain::words;

const SOURCE: [&str; 22] = [
    "source:",
    "source ",
    "first published",
    "first printed",
    "published ",
    "published:",
    "originally ",
    "translated from",
    "reprinted",
    "extract from",
    "excerpt from",
    "excerpted",
    "taken from",
    "text from",
    "from:",
    "printed in",
    "publication:",
    "a section of",
    "adopted ",
    "delivered ",
    "speech delivered",
    "first delivered",
];

/// Lines of who made the file: they belong to the frame of a library.
pub(super) const TRANSCRIBER: [&str; 29] = [
    "this etext",
    "this ebook",
    "transcribed",
    "transcription",
    "transcriber",
    "html",
    "markup",
    "mark-up",
    "marked up",
    "permission is granted",
    "proofread",
    "proofed",
    "proofing",
    "scanned",
    "digitised",
    "digitized",
    "converted",
    "produced by",
    "prepared by",
    "encoded",
    "public domain",
    "online version",
    "on-line version",
    "etext",
    "e-text",
    "contributed by",
    "posted by",
    "submitted by",
    "uploaded by",
];

/// Lines of who made the book: they are text unless the sheet has their words, or a library labels them beside its own.
const BOOK: [&str; 11] = [
    "copyleft",
    "translated",
    "translation:",
    "publisher:",
    "translator",
    "translators",
    "edited by",
    "editor:",
    "copyright",
    "©",
    "(c) ",
];

/// What one unit of the front matter is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Date(Dateline),
    /// When an author lived: `(1287 - 1345)`.
    Life,
    Source,
    Transcriber,
    /// Who made the book, or an address.
    Book,
    Byline,
    Short,
    Prose,
}

impl Kind {
    /// Whether its form alone shows that it is front matter.
    pub(super) fn is_certain(&self) -> bool {
        !matches!(self, Kind::Short | Kind::Prose)
    }
}

/// How long a title in capitals is at most that stands first, in characters.
const LONG: usize = 160;

/// Whether what stands in brackets with a year names what a text comes from, not only when it was agreed to: two words
/// begin with capitals that are no month's, or one behind a word that leads to it.
fn names_something(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
    let named = inner.split(|c: char| !c.is_alphabetic()).filter(|word| {
        word.starts_with(char::is_uppercase) && word.chars().nth(2).is_some() && dates::month(word).is_none()
    });
    let led = words::starts_with_any(inner, &["from ", "in ", "aus ", "in: ", "de ", "tiré "]);
    named.take(2).count() >= if led { 1 } else { 2 }
}

/// The labels of a message's way through the net, how many make one.
const TRANSPORT: [&str; 16] = [
    "path:",
    "from:",
    "newsgroups:",
    "subject:",
    "date:",
    "organization:",
    "lines:",
    "keywords:",
    "message-id:",
    "references:",
    "sender:",
    "xref:",
    "followup-to:",
    "distribution:",
    "summary:",
    "reply-to:",
];
const LABELS: usize = 3;

/// Whether lines say how a message came: most have such labels.
fn is_transport(text: &str) -> bool {
    let labelled = text.lines().filter(|line| words::starts_with_any(line.trim_start(), &TRANSPORT)).count();
    labelled >= LABELS && labelled * 2 >= text.lines().count()
}

/// Whether a transcriber says something of the text, and not only that he made the file: that stays with it.
pub(super) fn is_note(text: &str) -> bool {
    // of a list of notes this would be the first alone
    words::starts_with_any(text, &["transcriber"])
        && [": 1.", "(1)", ":\n1.", ":\r\n1."].iter().any(|first| text.contains(first))
}

/// The gap that parts two columns.
const COLUMNS: &str = "          ";

pub(super) fn kind(text: &str, first: bool) -> Kind {
    // a line that goes on below is no date
    if let Some(date) = dates::parse(text).filter(|_| !first && !text.ends_with(',')) {
        return Kind::Date(date);
    }
    if dates::is_life(text) {
        return Kind::Life;
    }
    if is_transport(text) {
        return Kind::Transcriber;
    }
    // two columns, as the head of a memorandum has them, say nothing by their order
    let columns = text.trim().contains(COLUMNS);
    let capitals = first && text.chars().count() <= LONG && !text.contains(|c: char| c.is_lowercase() || c == '\n');
    let short = (text.chars().count() <= 100 && words::count(text) <= 14 || capitals) && !columns;
    let figure = text.chars().any(|c| c.is_ascii_digit());
    let cites = ["vol", "no.", "nr.", "pp", "p. "].iter().any(|w| text.to_lowercase().contains(w));
    let enclosed = text.len() < 400
        && ((text.starts_with('(') && text.ends_with(')')) || (text.starts_with('[') && text.ends_with(']')));
    let from =
        words::starts_with_any(text, &["from "]) && text.len() < 250 && figure && (cites || words::has_year(text));
    // the envelope of a letter
    let mailed = words::starts_with_any(text, &["from:"]) && text.contains('@') && !text.contains("://");
    let from = from && !words::has_clock(text);
    let address = ["http://", "https://", "www.", "pgdp"].iter().any(|a| text.contains(a));
    if text.len() < 500 && words::starts_with_any(text, &TRANSCRIBER) && !text.ends_with(':') && !is_note(text) {
        Kind::Transcriber
    } else if text.len() < 500
        && (words::starts_with_any(text, &BOOK) && !text.ends_with(':')
            || address && short && !words::starts_with_any(text, &SOURCE))
        && !words::starts_with_any(text, &["translated from"])
    {
        Kind::Book
    } else if (text.len() < 400 && !mailed && words::starts_with_any(text, &SOURCE) && (figure || text.contains(':')))
        || from
        || (enclosed && words::has_year(text) && !first && names_something(text))
        || (enclosed && words::starts_with_any(&text[1..], &SOURCE))
    {
        Kind::Source
    } else if short && bylines::is_byline(text) {
        Kind::Byline
    } else if short && (first || !text.ends_with(['.', ',', ';', ':']) || text.to_uppercase() == text) {
        Kind::Short
    } else {
        Kind::Prose
    }
}
