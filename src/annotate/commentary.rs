//! A document without its text: the notes in the order of the text, each with the number of its
//! paragraph and the words that it stands on, and the lemmata of the apparatus among them.

mod lemmata;

use super::absorb;
use super::names::series_of;
use super::standoff::Desk;
use crate::config::standoff::{Quote, StandOffNote};
use crate::config::variant::Variant;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::EntryId;
use crate::model::document::{Container, Document};
use crate::model::lock::{Lock, LockedAnchor};
use crate::model::text::{BlockKind, Mark, MarkKind, Text};
use crate::table::Located;
use crate::words::language::{is_foreign, primary};

/// What stands on an absent text.
pub struct Listed<'a> {
    /// Its notes.
    pub notes: Vec<&'a StandOffNote>,
    /// The entries of its apparatus.
    pub entries: Vec<(EntryId, &'a Variant)>,
}

/// Writes the body of a document whose text is absent. References into the text can be led to
/// the anchors `p12` and `note-e-id` that the entries carry.
pub fn write(
    document: &mut Document,
    listed: Listed<'_>,
    lock: Option<&Lock>,
    desk: &Desk<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut body = notice(document, desk.language);
    let mut lemmata = lemmata::in_order(listed.entries, lock, diagnostics).into_iter().peekable();
    let mut last = None;
    for (note, place) in in_order(&listed.notes, lock, diagnostics) {
        let is_before =
            |(_, _, other): &lemmata::Absent<'_>| other.is_some() && lemmata::block(*other) < lemmata::block(place);
        while let Some(lemma) = lemmata.next_if(is_before) {
            lemmata::write(&mut body, lemma, &mut last, document, desk);
        }
        let Some(series) = series_of(note, desk.series, diagnostics) else { continue };
        let fragment = desk.read(&note.body, series, diagnostics);
        let text = absorb(document, fragment, Container::Body);
        let foreign = is_foreign(&document.language, desk.language).then_some(document.language.as_str());
        let mut entry = entry(note, place, &lemma(note, &document.language, desk), foreign, text);
        let mut anchors = vec![format!("note-{}-{}", desk.series[series].id, note.id.value)];
        anchors.extend(paragraph(place, &mut last));
        entry.marks.extend(anchors.into_iter().map(|name| Mark { range: 0..0, kind: MarkKind::Anchor(name) }));
        body.append(&entry);
    }
    for lemma in lemmata {
        lemmata::write(&mut body, lemma, &mut last, document, desk);
    }
    body.sort_marks();
    document.body = body;
}

/// The anchor of a paragraph of the text, where what is written of it begins.
fn paragraph(place: Option<LockedAnchor>, last: &mut Option<u32>) -> Option<String> {
    let block = place?.block;
    (last.replace(block) != Some(block)).then(|| format!("p{block}"))
}

/// The notes by the lock's order; those that it does not know at the end.
fn in_order<'a>(
    notes: &[&'a StandOffNote],
    lock: Option<&Lock>,
    diagnostics: &mut Diagnostics,
) -> Vec<(&'a StandOffNote, Option<LockedAnchor>)> {
    let place = |note: &StandOffNote| lock.and_then(|l| l.anchors.get(&note.id.value).copied());
    let mut all: Vec<_> = notes.iter().map(|n| (*n, place(n))).collect();
    if lock.is_some() {
        for (note, _) in all.iter().filter(|(_, place)| place.is_none()) {
            let message = format!("`witness.lock` does not know the note `{}`: it is put at the end", note.id.value);
            let warning = Diagnostic::warning("not-in-lock", message).at(note.id.span.clone());
            diagnostics.push(warning.help("build once with the witness at hand, and commit the lock"));
        }
    }
    all.sort_by_key(|(_, place)| place.map_or(u32::MAX, |p| p.order));
    all
}

/// The words of a quotation as print shows them, of a long one the first and the last.
fn lemma(note: &StandOffNote, language: &str, desk: &Desk<'_>) -> String {
    let last = note.to.as_ref().map_or(String::new(), |to| format!(" … {}", to.value.trim()));
    let words = Located { value: format!("{}{last}", note.quote.exact), span: note.quote.span.clone() };
    typographic(&words, language, desk)
}

/// Quoted words as print shows them: what is typed straight becomes typographic.
pub(super) fn typographic(quoted: &Located<String>, language: &str, desk: &Desk<'_>) -> String {
    let words = quoted.value.replace('\n', " ");
    let read = desk.markup.line(&words, &quoted.span, language, &mut Diagnostics::default()).text;
    if read.blocks.len() == 1 { read.string } else { words }
}

/// `¶ 12, n. 28 lemma] text`
fn entry(note: &StandOffNote, place: Option<LockedAnchor>, lemma: &str, language: Option<&str>, text: Text) -> Text {
    let mut prefix = whence(&note.quote, place);
    let start = prefix.len();
    prefix.push_str(lemma);
    let lemma = start..prefix.len();
    prefix.push_str("] ");
    let mut entry = before(prefix, text);
    entry.marks.push(Mark { range: lemma.clone(), kind: MarkKind::Emphasis });
    if let Some(language) = language {
        entry.marks.push(Mark { range: lemma, kind: MarkKind::Language(language.to_owned()) });
    }
    entry
}

/// `¶ 12, n. 28 `, as far as it is known.
fn whence(quote: &Quote, place: Option<LockedAnchor>) -> String {
    let mut prefix = String::new();
    if let Some(LockedAnchor { block, .. }) = place.filter(|p| p.block > 0) {
        prefix.push_str(&format!("¶\u{a0}{block}"));
    }
    if let Some(key) = quote.container.as_ref().and_then(|c| c.value.strip_prefix("note:")) {
        prefix.push_str(&format!("{}n.\u{a0}{key}", if prefix.is_empty() { "" } else { ", " }));
    }
    if !prefix.is_empty() {
        prefix.push('\u{2002}');
    }
    prefix
}

/// Puts `prefix` before the first paragraph of `text`, or in a paragraph of its own.
pub(super) fn before(prefix: String, mut text: Text) -> Text {
    let runs_on = text.blocks.first().is_some_and(|b| b.kind == BlockKind::Paragraph)
        && !text.groups.iter().any(|g| g.blocks.start == 0);
    if !runs_on {
        let mut entry = Text::plain(prefix.trim_end());
        entry.append(&text);
        return entry;
    }
    let shift = prefix.len();
    let ranges = text.blocks.iter_mut().map(|b| &mut b.range);
    let ranges = ranges.chain(text.marks.iter_mut().map(|m| &mut m.range));
    for range in ranges.chain(text.provenance.iter_mut().map(|s| &mut s.range)) {
        *range = range.start + shift..range.end + shift;
    }
    text.blocks[0].range.start = 0;
    text.string.insert_str(0, &prefix);
    text
}

/// The paragraph that says what is missing and how to supply it; code between backticks.
fn notice(document: &Document, language: &str) -> Text {
    let witness = document.witnesses.first();
    let (name, hash) = witness.map_or(("?", ""), |w| (w.name.as_str(), w.sha256.as_str()));
    let hash = hash.get(..12).unwrap_or(hash);
    let words = match primary(language) {
        "fr" => format!(
            "Le texte n’est pas joint à cet exemplaire ; en voici le commentaire, note par note. Pour le lire, placez le \
             fichier `{name}` (SHA-256 `{hash}…`) dans `corpus/witnesses` ou indiquez son dossier par \
             `--witnesses DIR` ; `edition witness add FILE` le reconnaît et le met en place."
        ),
        "de" => format!(
            "Der Text liegt diesem Exemplar nicht bei; es folgt der Kommentar, Anmerkung für Anmerkung. Um ihn zu lesen, \
             legen Sie die Datei `{name}` (SHA-256 `{hash}…`) in `corpus/witnesses` oder nennen Sie ihren Ordner mit \
             `--witnesses DIR`; `edition witness add FILE` erkennt sie und legt sie ab."
        ),
        _ => format!(
            "The text is not included in this copy; its commentary follows, note by note. To read the text, place the \
             file `{name}` (SHA-256 `{hash}…`) in `corpus/witnesses`, or name its folder with `--witnesses DIR`; \
             `edition witness add FILE` recognises it and puts it in place."
        ),
    };
    let mut text = Text::default();
    let mut string = String::new();
    for (index, piece) in words.split('`').enumerate() {
        let start = string.len();
        string.push_str(piece);
        if index % 2 == 1 {
            text.marks.push(Mark { range: start..string.len(), kind: MarkKind::Code });
        }
    }
    text.push_block(BlockKind::Paragraph, &string);
    text
}
