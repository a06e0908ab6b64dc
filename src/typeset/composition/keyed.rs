//! Notes that are keyed to lines: their labels, which are keys, and what of them depends on the pages.
//!
//! Knows the model and the style; nothing of lines or pages.

use crate::model::apparatus::{Entry, EntryId, Ordinal, OrdinalId};
use crate::model::document::{Container, Document, Edition, NoteSeries, Place, Spot};
use crate::model::length::Length;
use crate::model::lines::Milestones;
use crate::model::page::{LinkTarget, NodeId, NodeKind, Role};
use crate::model::text::{BlockKind, MarkKind, NoteId, Text};
use crate::style::{By, Counted, Division, Restart};
use crate::terms::ApparatusTerms;
use crate::typeset::composition::composer::{Composer, Scope, Verses};
use crate::typeset::composition::division::Divisions;
use crate::typeset::paragraph::keyed::{Keyed, Repeated};
use crate::typeset::paragraph::piece::{Content, Font, KeyPart, Piece, Variant};
use crate::typeset::paragraph::{Link, Paragraph};
use std::sync::Arc;

/// The name of the place where the lemma of an entry ends.
pub(super) fn end_of(edition: &Edition, document: usize, entry: &Entry) -> String {
    format!("{}_end", begin_of(edition, document, entry))
}

/// And of that where it begins.
fn begin_of(edition: &Edition, document: usize, entry: &Entry) -> String {
    edition.place_name(&Place { document, spot: Spot::Anchor(entry.id.clone()) })
}

/// The note that an entry has become in its own series.
pub(super) fn note_of(scope: &Scope<'_>, entry: EntryId) -> Option<NoteId> {
    scope.document.entries.get(entry.0 as usize)?.printed
}

/// The label of a note that is keyed to lines: its key, which leads to its lemma.
pub(super) fn label(
    composer: &mut Composer<'_>,
    scope: &Scope<'_>,
    id: NoteId,
    entry: EntryId,
    node: NodeId,
    font: Font,
    paragraph: &mut Paragraph,
) {
    let (edition, document) = (composer.edition, scope.document);
    let Some(entry) = document.entries.get(entry.0 as usize) else { return };
    let note = &document.notes[id.0 as usize];
    let series = &edition.series[note.series];
    let restart = composer.style.restart_of(document);
    let by_page = restart == Restart::Page;
    let through = restart == Restart::Document
        && (composer.style.line_numbers.count == Counted::Verses || verses(composer, scope).1);
    let by_line = composer.style.apparatus_of(&series.id).key.by == By::Line;
    let of_note = match entry.place {
        Some(Container::Note(of)) => Some(of),
        _ => None,
    };
    // What stands in a note is keyed by where that is called.
    let called = of_note.and_then(|of| at_call(document, entry, of));
    let keyed_by = called.as_ref().unwrap_or(entry);
    let call = |of: NoteId| edition.place_name(&Place { document: scope.index, spot: Spot::Call(of) });
    let begin = begin_of(edition, scope.index, entry);
    let keyed = Keyed {
        document: scope.index,
        note: id,
        series: note.series,
        from: of_note.map_or_else(|| begin.clone(), call),
        to: of_note.map_or_else(|| end_of(edition, scope.index, entry), call),
        within_note: of_note.map(|of| document.notes[of.0 as usize].mark.clone()),
        unkeyed: entry.unkeyed,
        headings: headings(scope, entry),
        by_page,
        through: by_line && through,
        numbers: numbers(composer, scope, keyed_by, series),
        divisions: divisions(composer, scope, keyed_by, note.series, Division::Ranges),
        within: within(composer, scope, keyed_by, note.series),
        division: divisions(composer, scope, keyed_by, note.series, Division::Always),
    };
    let (from, key) = (begin, composer.keys.len() as u32);
    paragraph.keyed_by_page = keyed.headings == [None; 2] && keyed.numbers.is_none() && by_line && by_page;
    composer.keys.push(keyed);
    paragraph.begin(edition.place_name(&Place { document: scope.index, spot: Spot::Note(id) }));
    paragraph.keyed = Some(key);
    paragraph.runs_by_language = true;
    // The label comes first in the note, before the node of its first paragraph.
    let label = composer.structure.add(node, NodeKind::Label);
    composer.structure.node_mut(node).children.rotate_right(1);
    let link = composer.structure.add(label, NodeKind::Link);
    let leaf = composer.structure.add(link, NodeKind::Leaf);
    let description = format!("{} {}", composer.terms.back, entry.lemma);
    paragraph.links.push(Link { target: LinkTarget::Destination(from), node: link, description });
    let linked = Some(paragraph.links.len() - 1);
    let style = &composer.style.apparatus_of(&series.id).key;
    paragraph.key_box = style.width;
    let face = Font { role: Font::of(font.size, style.face, font.tracking).role, ..font }.figured(style.figures);
    if !note.is_keyed() {
        let mark = format!("{}{}", note.mark, style.stop);
        return marked(scope, key, (mark, linked, leaf), font, paragraph);
    }
    let parts = [
        (KeyPart::Before, font, None, Role::Decoration),
        (KeyPart::Number, face, linked, Role::Content(leaf)),
        (KeyPart::After, font, linked, Role::Content(leaf)),
    ];
    let piece = |(part, font, link, role)| {
        let language = scope.language.clone();
        Piece { content: Content::Key(key, part), font, language, role, link }
    };
    paragraph.pieces.extend(parts.map(piece));
}

/// The label of an entry that is called by a mark: what stands before the entries of a page, and the mark.
fn marked(
    scope: &Scope<'_>,
    key: u32,
    (mark, link, leaf): (String, Option<usize>, NodeId),
    font: Font,
    paragraph: &mut Paragraph,
) {
    let language = &scope.language;
    let piece = |content, font, link, role| Piece { content, font, language: language.clone(), role, link };
    let superior = Font { variant: Variant::Superior, ..font };
    paragraph.key_box = Length::ZERO;
    paragraph.pieces.extend([
        piece(Content::Key(key, KeyPart::Before), font, None, Role::Decoration),
        piece(Content::Made(mark), superior, link, Role::Content(leaf)),
        piece(Content::Made("\u{2009}".into()), font, None, Role::Content(leaf)),
    ]);
}

/// An entry on words of a note as if it stood at the note's call in the text; nothing if it is called elsewhere.
fn at_call(document: &Document, entry: &Entry, note: NoteId) -> Option<Entry> {
    let call = document.body.marks.iter().find(|mark| mark.kind == MarkKind::Call(note))?;
    Some(Entry { place: Some(Container::Body), extent: Some(call.range.clone()), ..entry.clone() })
}

/// The link of the key that ends a paragraph so far: the first words behind it are part of its area, so that an entry
/// without a number of its own has one.
pub(super) fn link(paragraph: &Paragraph) -> Option<usize> {
    let last = paragraph.pieces.len().checked_sub(1)?;
    paragraph.is_key(last, KeyPart::After).then(|| paragraph.pieces[last].link).flatten()
}

/// Which headings a lemma begins and ends in: 0 for the title, else the number of its block from 1.
fn headings(scope: &Scope<'_>, entry: &Entry) -> [Option<usize>; 2] {
    let body = &scope.document.body;
    let heading = |at: usize| {
        let is_heading = |block: &usize| matches!(body.blocks[*block].kind, BlockKind::Heading(_));
        body.block_at(at).filter(is_heading).map(|block| block + 1)
    };
    match (entry.place, &entry.extent) {
        (Some(Container::Title), _) => [Some(0); 2],
        (Some(Container::Body), Some(extent)) => [heading(extent.start), heading(extent.end)],
        _ => [None; 2],
    }
}

/// The numbers of the verses or paragraphs in which the lemma of an entry begins and ends, where its series is keyed to
/// these.
fn numbers(
    composer: &mut Composer<'_>,
    scope: &Scope<'_>,
    entry: &Entry,
    series: &NoteSeries,
) -> Option<(String, String)> {
    let body = &scope.document.body;
    let style = composer.style.apparatus_of(&series.id);
    let extent = entry.extent.as_ref().filter(|_| entry.place == Some(Container::Body))?;
    let terms = ApparatusTerms::of(style.entry.terms);
    let systems = &composer.edition.book.milestones;
    let system = style.key.system(systems).filter(|_| style.key.by == By::Milestone);
    let milestones = system.map(|system| Milestones::of(body, systems, system));
    let verses = if style.key.by == By::Verse { verses(composer, scope).0 } else { Arc::from([]) };
    let has_verses = verses.iter().any(Option::is_some);
    let paragraph = |block: usize| body.blocks[block].number.map(|number| number.to_string());
    let number = |at: usize| match style.key.by {
        // A heading is above what begins behind it, unless it has a milestone of its own.
        By::Milestone if above(body, milestones.as_ref()?, at) => None,
        By::Milestone => milestone(milestones.as_ref()?, at, terms),
        By::Verse if has_verses => beside(body, at, terms, |block| {
            let ((number, letters), sub) = body.verse_at(&verses, block)?;
            Some(if sub == 0 { format!("{number}{letters}") } else { format!("{number}{letters}.{sub}") })
        }),
        By::Verse | By::Paragraph => beside(body, at, terms, paragraph),
        By::Line | By::Nothing => None,
    };
    Some((number(extent.start)?, number(extent.end)?))
}

/// The numbers of the verses of a document, and whether it is one of verses: counted once.
fn verses(composer: &mut Composer<'_>, scope: &Scope<'_>) -> Verses {
    let count = || {
        let body = &scope.document.body;
        let count = |kind| body.blocks.iter().filter(|block| block.kind == kind).count();
        (body.verse_numbers().into(), count(BlockKind::Verse) > count(BlockKind::Paragraph))
    };
    let known = composer.verses.take().filter(|(of, _)| *of == scope.index);
    let verses = known.map_or_else(count, |(_, verses)| verses);
    composer.verses = Some((scope.index, verses.clone()));
    verses
}

/// The number of the block at a byte; of one that has none that of the last before it that has one, or of the first
/// behind it: `post 12`, `ante 1`.
fn beside(body: &Text, at: usize, terms: &ApparatusTerms, number: impl Fn(usize) -> Option<String>) -> Option<String> {
    let block = body.block_at(at)?;
    let before = || (0..block).rev().find_map(&number).map(|number| format!("{}\u{a0}{number}", terms.after));
    let behind = || (block + 1..body.blocks.len()).find_map(&number);
    number(block).or_else(before).or_else(|| behind().map(|number| format!("{}\u{a0}{number}", terms.before)))
}

/// Whether a byte is in a heading in which no milestone stands before it.
fn above(body: &Text, all: &Milestones, at: usize) -> bool {
    let block = body.block_at(at).map(|block| &body.blocks[block]);
    let heading = block.filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    heading.is_some_and(|heading| !all.begins_within(&(heading.range.start..at + 1)))
}

/// The milestone in force at a byte; before the first that one: `ante 1`.
fn milestone(all: &Milestones, at: usize, terms: &ApparatusTerms) -> Option<String> {
    let first = || all.labels().next().map(|first| format!("{}\u{a0}{first}", terms.before));
    all.at(at).map(str::to_owned).or_else(first)
}

/// What the divisions are called where the lemma of an entry begins and ends: if lines are numbered anew between, or
/// always, as the style has it.
fn divisions(
    composer: &Composer<'_>,
    scope: &Scope<'_>,
    entry: &Entry,
    series: usize,
    shown: Division,
) -> Option<(String, String)> {
    let key = &composer.style.apparatus_of(&composer.edition.series[series].id).key;
    let style = Some(key).filter(|style| style.division == shown)?;
    let extent = entry.extent.as_ref().filter(|_| entry.place == Some(Container::Body))?;
    let divisions = Divisions::of(scope.document, composer.edition, composer.style, style);
    match shown {
        Division::Ranges => divisions.ends(extent),
        Division::Always if style.by == By::Line => {
            let first = divisions.at(extent.start)?;
            Some((first.clone(), divisions.at(extent.end).unwrap_or(first)))
        }
        Division::Always => None,
    }
}

/// What stands before the lines of an entry where its page has lines of other divisions too.
fn within(composer: &mut Composer<'_>, scope: &Scope<'_>, entry: &Entry, series: usize) -> Option<Arc<str>> {
    let key = &composer.style.apparatus_of(&composer.edition.series[series].id).key;
    let wanted = key.division == Division::Ranges && key.by == By::Line && entry.place == Some(Container::Body);
    let extent = entry.extent.as_ref().filter(|_| wanted)?;
    let (edition, style) = (composer.edition, composer.style);
    let make = || Arc::new(Divisions::of(scope.document, edition, style, key).names());
    let names = composer.divisions.entry((scope.index, series)).or_insert_with(make);
    (names.len() > 0).then(|| names.at(extent.start).1)
}

/// What stands for which of several equal words is meant.
pub(super) fn ordinal(composer: &mut Composer<'_>, scope: &Scope<'_>, id: OrdinalId) -> Option<Content> {
    let known = scope.document.ordinals.get(id.0 as usize)?;
    let Ordinal { container, range, unit, home } = known.clone();
    composer.ordinals.push(Repeated { document: scope.index, id, container, range, unit, home });
    Some(Content::Ordinal(composer.ordinals.len() as u32 - 1))
}
