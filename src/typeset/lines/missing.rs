//! Characters that no face of their chain has, or that no PDF may: which, and where they stand in the sources.
//!
//! The shaper notes the first as it meets them; places are looked for only if there are any.

use crate::diag::{Diagnostic, Diagnostics};
use crate::fonts::FontRole;
use crate::model::document::{Container, Edition};
use crate::source::Span;
use crate::typeset::paragraph::Paragraph;
use crate::typeset::paragraph::piece::{Content, Piece};
use std::collections::{BTreeMap, BTreeSet};

/// The errors that a page without the character in question would not have.
pub const CODES: [&str; 2] = ["missing-glyph", "private-character"];

/// How many characters of a chain are reported one by one; the others are named together.
const SHOWN: usize = 8;

/// How many further places of a character are shown.
const PLACES: usize = 3;

/// A character that its chain has not, with its places.
type Missing = (char, Vec<Option<Span>>);

/// An error for each character of `missing`, with its places.
pub(crate) fn report(
    edition: &Edition,
    paragraphs: &[Paragraph],
    missing: BTreeSet<(FontRole, char)>,
    diagnostics: &mut Diagnostics,
) {
    let mut missing = missing;
    missing.extend(paragraphs.iter().flat_map(|paragraph| &paragraph.pieces).flat_map(private));
    if missing.is_empty() {
        return;
    }
    let mut found: BTreeMap<(FontRole, char), Vec<Option<Span>>> = missing.iter().map(|key| (*key, vec![])).collect();
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.twin.is_none()) {
        for piece in &paragraph.pieces {
            for (at, character) in characters(piece) {
                if let Some(places) = found.get_mut(&(piece.font.role, character)) {
                    places.push(place(edition, paragraph.origin, at, character));
                }
            }
        }
    }
    for ((_, character), places) in &mut found {
        if places.iter().all(Option::is_none) {
            // It stands in what the tool has made of the siglum.
            places.extend(siglum_with(edition, *character).map(Some));
        }
    }
    let mut by_role: BTreeMap<FontRole, Vec<Missing>> = BTreeMap::new();
    for ((role, character), places) in found {
        by_role.entry(role).or_default().push((character, places));
    }
    for (role, characters) in by_role {
        for (character, places) in characters.iter().take(SHOWN) {
            diagnostics.push(one(role, *character, places));
        }
        diagnostics.extend(characters.get(SHOWN..).filter(|rest| !rest.is_empty()).map(|rest| others(role, rest)));
    }
}

/// The characters of a piece for private use, each with its chain.
fn private(piece: &Piece) -> impl Iterator<Item = (FontRole, char)> {
    let text = text(piece).1;
    // In UTF-8 none of them begins with a lower byte.
    let any = text.bytes().any(|byte| byte >= 0xee);
    let all = if any { text } else { "" }.chars().filter(|c| is_private(*c));
    all.map(move |character| (piece.font.role, character))
}

/// Whether a character means what a font says and nothing else (Unicode 23.5): no other program could tell what it is,
/// and PDF/A-3a has none (ISO 19005-3, 6.2.11.7).
fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// The characters of a piece, each with its byte in the container if it comes from one.
fn characters(piece: &Piece) -> impl Iterator<Item = (Option<usize>, char)> {
    let (start, text) = text(piece);
    text.char_indices().map(move |(at, character)| (start.map(|start| start + at), character))
}

/// The text of a piece, with its first byte in the container if it comes from one.
fn text(piece: &Piece) -> (Option<usize>, &str) {
    match &piece.content {
        Content::Source(range, text) => (Some(range.start), text.as_str()),
        Content::Made(text) | Content::Mark(text) | Content::Page(text) => (None, text.as_str()),
        Content::Locus { fallback, .. } => (None, fallback.as_str()),
        Content::List(_) | Content::Key(..) | Content::Ordinal(_) => (None, ""),
    }
}

/// Where the character at byte `at` of a container comes from.
/// An entry is composed: there it is the siglum, or else the entry, as that is written.
fn place(edition: &Edition, origin: Option<(usize, Container)>, at: Option<usize>, character: char) -> Option<Span> {
    let (document, container) = origin?;
    let document = edition.documents.get(document)?;
    let Some(span) = document.text(container)?.origin(at?) else {
        let Container::Note(note) = container else { return None };
        let entry = document.notes.get(note.0 as usize).filter(|note| note.entry.is_some())?;
        let declared = document.sigla.list.iter().find(|siglum| siglum.siglum.contains(character));
        return declared.and_then(|siglum| siglum.span.clone()).or_else(|| entry.span.clone());
    };
    // Where text and source correspond the place is one byte: the character's first.
    let bytes = span.bytes();
    let whole = if bytes.len() == 1 { bytes.start..bytes.start + character.len_utf8() } else { bytes };
    Some(Span::new(span.file, whole))
}

/// Where a siglum is declared that has a character, or a title that has it.
fn siglum_with(edition: &Edition, character: char) -> Option<Span> {
    let mut all = edition.documents.iter().flat_map(|document| &document.sigla.list);
    let found = all.find(|siglum| siglum.siglum.contains(character) || siglum.title.contains(character))?;
    found.span.clone()
}

fn one(role: FontRole, character: char, places: &[Option<Span>]) -> Diagnostic {
    let chain = role.name();
    let (code, message, help) = match is_private(character) {
        true => (
            "private-character",
            format!("{} is a character for private use: only one font knows what it is", name(character)),
            "write it with characters of Unicode, or show it as a picture".to_owned(),
        ),
        false => (
            "missing-glyph",
            format!("no face of the chain `{chain}` has a glyph for {}", name(character)),
            format!("name a font that has it in the font manifest, in `{chain}`"),
        ),
    };
    let mut known = places.iter().flatten();
    let mut diagnostic = Diagnostic::error(code, message);
    if let Some(first) = known.next() {
        diagnostic = diagnostic.at(first.clone());
    }
    for further in known.by_ref().take(PLACES) {
        diagnostic = diagnostic.label(further.clone(), "and here");
    }
    let rest = known.count();
    let more = if rest > 0 { format!("; it stands in {rest} more places") } else { String::new() };
    diagnostic.help(help + &more)
}

/// The characters that are not reported one by one.
fn others(role: FontRole, characters: &[Missing]) -> Diagnostic {
    let chain = role.name();
    let names: Vec<String> = characters.iter().map(|(character, _)| name(*character)).collect();
    let message = format!("no face of the chain `{chain}` has a glyph for {} more: {}", names.len(), names.join(", "));
    let diagnostic = Diagnostic::error("missing-glyph", message);
    match characters.iter().flat_map(|(_, places)| places).flatten().next() {
        Some(first) => diagnostic.at(first.clone()),
        None => diagnostic,
    }
}

/// A character as messages show it. A mark is shown on a dotted circle.
fn name(character: char) -> String {
    let mark = if crate::typeset::lines::itemize::is_mark(character) { "\u{25cc}" } else { "" };
    format!("“{mark}{character}” (U+{:04X})", u32::from(character))
}
