//! A witness as the apparatus implies it beside its own file: by word, case and punctuation aside.

use super::{Origin, Reconstruction, reconstruct};
use crate::diag::Diagnostic;
use crate::model::apparatus::SiglumId;
use crate::model::document::Document;
use crate::source::{FileId, Span};
use crate::words::fold::Folded;
use crate::words::rows::differences;
use crate::words::spelling::words;
use std::ops::Range;

/// How many differences of one witness are told; a file that is another text has no end of them.
const TOLD: usize = 20;
/// How many words of a difference a message shows.
const SHOWN: usize = 8;

/// The file of a witness.
#[derive(Clone, Copy, Debug)]
pub struct Own<'f> {
    /// The file.
    pub file: FileId,
    /// Its text.
    pub text: &'f str,
}

/// What a witness's own file has otherwise than the apparatus implies: each a warning at what implies it.
pub fn compare(document: &Document, witness: SiglumId, own: &Own<'_>) -> Vec<Diagnostic> {
    let implied = reconstruct(document, witness);
    let (ours, mut theirs) = (row(&implied.string), row(own.text));
    // A file may begin with the title: as the witness has it, or as it is printed.
    let titles = [super::title(document, witness).string, document.title.string.clone()].map(|title| row(&title));
    let begins = |row: &[Word], title: &[Word]| {
        row.len() >= title.len() && row.iter().zip(title).all(|(one, other)| one.folded == other.folded)
    };
    let stands = |title: &&Vec<Word>| !title.is_empty() && begins(&theirs, title) && !begins(&ours, title);
    if let Some(title) = titles.iter().find(stands) {
        theirs.drain(..title.len());
    }
    let folded = |row: &[Word]| row.iter().map(|word| word.folded.clone()).collect::<Vec<_>>();
    let found = differences(&folded(&ours), &folded(&theirs));
    let desk =
        Desk { document, name: document.sigla.name(witness), implied: &implied, ours: &ours, theirs: &theirs, own };
    let mut all: Vec<Diagnostic> = found.iter().take(TOLD).map(|(one, other)| desk.tell(one, other)).collect();
    if found.len() > TOLD {
        let message = format!("`{}` and its file differ in {} more places", desk.name, found.len() - TOLD);
        all.push(Diagnostic::warning("witness-differs", message).help("see whether the file is this text at all"));
    }
    all
}

/// A word of a text.
struct Word {
    range: Range<usize>,
    folded: String,
}

/// The words of a text, folded as those of anchors are, without case.
fn row(text: &str) -> Vec<Word> {
    let fold = |range: Range<usize>| Word { folded: Folded::new(&text[range.clone()]).string.to_lowercase(), range };
    words(text, 0..text.len()).into_iter().map(|word| fold(word.range)).collect()
}

struct Desk<'a> {
    document: &'a Document,
    name: &'a str,
    implied: &'a Reconstruction,
    ours: &'a [Word],
    theirs: &'a [Word],
    own: &'a Own<'a>,
}

impl Desk<'_> {
    fn tell(&self, ours: &Range<usize>, theirs: &Range<usize>) -> Diagnostic {
        let (implied, file) =
            (shown(&self.implied.string, &self.ours[ours.clone()]), shown(self.own.text, &self.theirs[theirs.clone()]));
        let name = self.name;
        let message = match (ours.is_empty(), theirs.is_empty()) {
            (true, _) => format!("`{name}` has nothing here by the apparatus, and “{file}” in its file"),
            (_, true) => format!("`{name}` has “{implied}” by the apparatus, and nothing in its file"),
            _ => format!("`{name}` has “{implied}” by the apparatus, and “{file}” in its file"),
        };
        let warning = Diagnostic::warning("witness-differs", message);
        let warning = match self.place(ours) {
            Some(span) => warning.at(span),
            None => warning,
        };
        let warning = match self.in_file(theirs) {
            Some(span) => warning.label(span, format!("{name}’s own file")),
            None => warning,
        };
        warning.help("mend the entry, or write one")
    }

    /// Where the source says what is implied: at words, or where none are by the words around.
    fn place(&self, ours: &Range<usize>) -> Option<Span> {
        if let Some(word) = self.ours.get(ours.start).filter(|_| !ours.is_empty()) {
            return self.source(word.range.start);
        }
        let before = ours.start.checked_sub(1).map(|index| &self.ours[index]);
        let (from, to) = (
            before.map_or(0, |word| word.range.end),
            self.ours.get(ours.start).map_or(self.implied.string.len(), |word| word.range.start),
        );
        let between = |range: &Range<usize>| from <= range.start && range.end <= to;
        let says = |piece: &&super::Piece| between(&piece.range) && !matches!(piece.from, Origin::Body(_));
        let taken = self.implied.pieces.iter().find(says);
        taken.and_then(|piece| self.span(&piece.from, 0)).or_else(|| {
            let near = before.or(self.ours.get(ours.start));
            near.and_then(|word| self.source(word.range.start))
        })
    }

    /// What implies the byte of a reconstruction.
    fn source(&self, at: usize) -> Option<Span> {
        let pieces = &self.implied.pieces;
        let index = pieces.partition_point(|piece| piece.range.end <= at);
        let piece = pieces.get(index).filter(|piece| piece.range.start <= at)?;
        self.span(&piece.from, at - piece.range.start)
    }

    fn span(&self, from: &Origin, offset: usize) -> Option<Span> {
        match from {
            Origin::Body(at) => self.word(at + offset),
            Origin::Lacuna(at) => self.word(*at),
            Origin::Reading(entry, reading) => {
                let entry = self.document.entries.get(entry.0 as usize)?;
                entry.readings.get(*reading)?.span.clone().or(entry.span.clone())
            }
        }
    }

    /// Where the word of the body that begins at a byte is written, or its first letters.
    fn word(&self, at: usize) -> Option<Span> {
        let body = &self.document.body;
        let length = body.string.get(at..)?.find(|c: char| !c.is_alphanumeric()).unwrap_or(body.string.len() - at);
        let last = at + body.string.get(at..at + length)?.char_indices().next_back().map_or(0, |(last, _)| last);
        let mut span = body.origin(at)?;
        if let Some(end) = body.origin(last).filter(|end| end.file == span.file) {
            span.range.end = span.range.end.max(end.range.end);
        }
        Some(span)
    }

    /// The words of the file, or where none are the word before.
    fn in_file(&self, theirs: &Range<usize>) -> Option<Span> {
        let (first, last) = match theirs.is_empty() {
            false => (self.theirs.get(theirs.start)?, self.theirs.get(theirs.end - 1)?),
            true => {
                let near = self.theirs.get(theirs.start.saturating_sub(1))?;
                (near, near)
            }
        };
        Some(Span::new(self.own.file, first.range.start..last.range.end))
    }
}

/// Words as they stand, not too many.
fn shown(text: &str, words: &[Word]) -> String {
    let Some(first) = words.first() else { return String::new() };
    let (last, more) = match words.get(SHOWN) {
        Some(_) => (&words[SHOWN - 1], " …"),
        None => (&words[words.len() - 1], ""),
    };
    let whole = text[first.range.start..last.range.end].split_whitespace().collect::<Vec<_>>().join(" ");
    whole + more
}
