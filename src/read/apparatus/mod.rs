//! The grammar of an entry of the critical apparatus, read from its source as it is written, before Markdown
//! and smart punctuation.
//!
//! ```text
//! entry   := "[type]"? ("=" lemma ";")? reading (";" reading)* ("|" note)?   or   "|" note
//! lemma   := support (deed support)*   or   (deed support)+
//! deed    := how | add. | suppl. | del. | secl. | act
//! reading := what how? support ((how | act) support)* "[type]"?
//! act     := prob. | improb. | apud                 what a scholar does with what another has done
//! what    := words | om. | add. words | praem. words | transp. | transp. post "w" | transp. ante "w"
//!          | del. | secl. | suppl. words | lac. | illeg.
//!          | damn. | exp. | susp. | trai. post "w" | trai. ante "w"          of scholars
//! how     := coni. | prop. | dub.; of scholars corr. | emend. | scr. | restit.
//! doubt   := "fort." before a reading, "fort." or "fort. recte" behind its words
//! editor  := addidi | supplevi | delevi | seclusi | conieci …     the last of a support
//! support := sigla with ^ac ^pc ^mg ^sl ^vid and a (remark), then several*
//! several := (codd. | cett. | edd.) ("praeter" sigla)?   or   "omnes" "praeter" sigla
//! ```
//!
//! Support is the longest run of sigla at the end; all before it is text. Words that are a keyword, or a siglum
//! at the end, or hold `; | [ ] =` stand in `"…"`, `\` escapes. `*…*` sets words off (`emphasis`), and a remark may name
//! sigla (`remark`). `[A]` and `(B)` are sigla where they are declared as such, but at the beginning. A group may leave members out too; `exc.` is the same as `praeter` (`exception`). What is meant as a siglum and declared nowhere
//! is reported (see `support`), for it would be printed as a word and its witness counted with the lemma.
//!
//! A pure function of source and sigla. Knows nothing of lemmata, nor which witnesses are in force.

mod acts;
mod doubt;
mod emphasis;
mod exception;
mod keywords;
mod markup;
mod meant;
mod mistyped;
mod reading;
mod remark;
mod scan;
mod support;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Cited, Reading, Sigla};
use crate::source::Span;
use scan::{Kind, Token};
use std::ops::Range;

/// An entry as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Its type.
    pub r#type: Option<String>,
    /// Who reads the lemma, where it says so.
    pub support: Vec<Cited>,
    /// Its readings; those in error too, as far as they could be read.
    pub readings: Vec<Reading>,
    /// The bytes of the source that are its note, in Markdown; never blank.
    pub note: Option<Range<usize>>,
}

/// Reads an entry on a text in a language (BCP 47). `place` gives bytes of `source` their place in a file. Every fault is an error there; where
/// something is not closed nothing behind it is read.
pub fn entry(
    source: &str,
    place: &dyn Fn(Range<usize>) -> Span,
    (sigla, language): (&Sigla, &str),
    diagnostics: &mut Diagnostics,
) -> Written {
    let mut faults = Faults { place, diagnostics };
    let Some(mut tokens) = scan::tokens(source, &mut faults) else { return Written::default() };
    let mut written = Written::default();
    let bar = tokens.pop_if(|last| last.kind == Kind::Bar);
    if let Some(bar) = &bar {
        written.note = note(source, bar, &mut faults);
    }
    let tokens = scan::bracketed(tokens, |name| sigla.find(name).is_some());
    let mut rest = &tokens[..];
    if let Some((first, after)) = rest.split_first().filter(|(first, _)| first.kind == Kind::Type) {
        written.r#type = type_of(first, &mut faults);
        rest = after;
    }
    if rest.is_empty() && bar.is_some() {
        return written;
    }
    let mut reader = support::Reader { source, sigla, language, faults };
    if let Some((sign, after)) = rest.split_first().filter(|(first, _)| first.kind == Kind::Equals) {
        let end = after.iter().position(|token| token.kind == Kind::Semicolon).unwrap_or(after.len());
        written.support = reader.of_lemma(sign, &after[..end]);
        rest = after.get(end + 1..).unwrap_or_default();
    }
    if rest.is_empty() {
        let at = tokens.first().zip(tokens.last()).map_or(0..source.len(), |(a, b)| a.range.start..b.range.end);
        let help = "write what witnesses have and who they are: `town B C; om. D`";
        reader.faults.push("no-reading", at, "the entry has no reading", help);
        return written;
    }
    let rest = mistyped::parted(&mut reader, rest);
    written.readings = readings(&mut reader, &rest);
    written
}

/// The readings between semicolons.
fn readings(reader: &mut support::Reader<'_>, tokens: &[Token]) -> Vec<Reading> {
    let mut all = Vec::new();
    let mut start = 0;
    let signs = tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Semicolon).map(|(index, _)| index);
    for end in signs.chain([tokens.len()]) {
        match &tokens[start..end] {
            [] => {
                let sign = tokens.get(end).or(tokens.last()).map_or(0..0, |sign| sign.range.clone());
                let before = start.checked_sub(1).and_then(|before| tokens.get(before));
                let sign = before.filter(|_| end < tokens.len()).map_or(sign.start, |b| b.range.start)..sign.end;
                let help = "take the `;` out, or write `om.` for an omission";
                reader.faults.push("empty-reading", sign, "there is no reading at this `;`", help);
            }
            tokens => all.extend(reading::read(reader, tokens)),
        }
        start = end + 1;
    }
    all
}

/// The bytes of the note behind a bar.
fn note(source: &str, bar: &Token, faults: &mut Faults<'_>) -> Option<Range<usize>> {
    let after = &source[bar.range.end..];
    let start = bar.range.end + (after.len() - after.trim_start().len());
    let end = start + after.trim().len();
    if after.trim().is_empty() {
        faults.push("empty-note", bar.range.clone(), "there is no note behind this `|`", "write one, or take it out");
        return None;
    }
    Some(start..end)
}

/// The type that a token in brackets gives.
fn type_of(token: &Token, faults: &mut Faults<'_>) -> Option<String> {
    if token.text.is_empty() {
        faults.push("empty-type", token.range.clone(), "this type is empty", "write a word of yours, `[orthographic]`");
        return None;
    }
    Some(token.text.clone())
}

/// Collects what is wrong, each fault at its place.
struct Faults<'a> {
    place: &'a dyn Fn(Range<usize>) -> Span,
    diagnostics: &'a mut Diagnostics,
}

impl Faults<'_> {
    fn push(&mut self, code: &'static str, at: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(code, message).at((self.place)(at)).help(help));
    }

    fn warn(&mut self, code: &'static str, at: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::warning(code, message).at((self.place)(at)).help(help));
    }

    fn span(&self, range: Range<usize>) -> Span {
        (self.place)(range)
    }
}
