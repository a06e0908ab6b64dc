//! Notes that are keyed to lines: their labels, which are keys, and what of them depends on the pages.
//!
//! Knows the model and the style; nothing of lines or pages.

use crate::model::apparatus::{Entry, EntryId, OrdinalId};
use crate::model::document::{Container, Edition, NoteSeries, Place, Spot};
use crate::model::lines::MilestoneKind;
use crate::model::page::{LinkTarget, NodeId, NodeKind, Role};
use crate::model::text::{BlockKind, NoteId};
use crate::style::{By, Division, HeadingCount, KeyStyle, Restart};
use crate::typeset::composition::composer::{Composer, Scope};
use crate::typeset::composition::division::Divisions;
use crate::typeset::paragraph::keyed::{Keyed, Repeated};
use crate::typeset::paragraph::piece::{Content, Font, KeyPart, Piece};
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
    let by_page = composer.style.restart_of(document) == Restart::Page;
    let keyed = Keyed {
        document: scope.index,
        note: id,
        series: note.series,
        from: begin_of(edition, scope.index, entry),
        to: end_of(edition, scope.index, entry),
        unkeyed: entry.unkeyed,
        heading: heading(composer, scope, entry, series),
        by_page,
        numbers: numbers(composer, scope, entry, series),
        divisions: divisions(composer, scope, entry, series, Division::Ranges),
        division: divisions(composer, scope, entry, series, Division::Always),
    };
    let (from, key) = (keyed.from.clone(), composer.keys.len() as u32);
    paragraph.keyed_by_page = keyed.heading.is_none()
        && keyed.numbers.is_none()
        && composer.style.apparatus_of(&series.id).key.by == By::Line
        && by_page;
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

/// The link of the key that ends a paragraph so far: the first words behind it are part of its area, so that an entry
/// without a number of its own has one.
pub(super) fn link(paragraph: &Paragraph) -> Option<usize> {
    let last = paragraph.pieces.len().checked_sub(1)?;
    paragraph.is_key(last, KeyPart::After).then(|| paragraph.pieces[last].link).flatten()
}

/// Which heading a lemma is in whose lines do not count, so that the number of the next line is not its: 0 for the
/// title, else the number of its block from 1.
fn heading(composer: &Composer<'_>, scope: &Scope<'_>, entry: &Entry, series: &NoteSeries) -> Option<usize> {
    if entry.place == Some(Container::Title) {
        return Some(0);
    }
    let by = composer.style.apparatus_of(&series.id).key.by;
    let uncounted = composer.style.line_numbers.headings == HeadingCount::None && by == By::Line;
    let extent = entry.extent.as_ref().filter(|_| uncounted && entry.place == Some(Container::Body))?;
    let body = &scope.document.body;
    body.block_at(extent.start).filter(|_| body.is_heading(extent)).map(|block| block + 1)
}

/// The numbers of the verses or paragraphs in which the lemma of an entry begins and ends, where its series is keyed to
/// these.
fn numbers(
    composer: &mut Composer<'_>,
    scope: &Scope<'_>,
    entry: &Entry,
    series: &NoteSeries,
) -> Option<(String, String)> {
    let document = scope.document;
    let by = composer.style.apparatus_of(&series.id).key.by;
    let extent = entry.extent.as_ref().filter(|_| entry.place == Some(Container::Body))?;
    let known = composer.verses.take().filter(|(of, _)| *of == scope.index);
    let verses = match (by, known) {
        (By::Verse, Some((_, verses))) => verses,
        (By::Verse, None) => document.body.verse_numbers().into(),
        _ => Arc::from([]),
    };
    composer.verses = Some((scope.index, verses.clone())).filter(|_| by == By::Verse);
    let style = &composer.style.apparatus_of(&series.id).key;
    let system = system(composer.edition, style).unwrap_or_default();
    let number = |at: usize| {
        if by == By::Milestone {
            return document.body.milestone_at(system, at).map(str::to_owned);
        }
        let block = document.body.block_at(at)?;
        let of = &document.body.blocks[block];
        match by {
            By::Verse if of.kind == BlockKind::Verse => {
                verses.get(block).copied().flatten().map(|(n, letters)| format!("{n}{letters}"))
            }
            By::Verse | By::Paragraph => of.number.map(|number| number.to_string()),
            By::Line | By::Milestone | By::Nothing => None,
        }
    };
    Some((number(extent.start)?, number(extent.end)?))
}

/// The milestones that a series is keyed to.
pub(crate) fn system<'a>(edition: &'a Edition, style: &'a KeyStyle) -> Option<&'a str> {
    let mut numbers = edition.book.milestones.iter().filter(|system| system.kind != MilestoneKind::Speakers);
    let first = numbers.next().map(|system| system.id.as_str());
    if style.milestones.is_empty() { first } else { Some(&style.milestones) }
}

/// What the divisions are called where the lemma of an entry begins and ends: if lines are numbered anew between, or
/// always, as the style has it.
fn divisions(
    composer: &Composer<'_>,
    scope: &Scope<'_>,
    entry: &Entry,
    series: &NoteSeries,
    shown: Division,
) -> Option<(String, String)> {
    let style = Some(&composer.style.apparatus_of(&series.id).key).filter(|style| style.division == shown)?;
    let extent = entry.extent.as_ref().filter(|_| entry.place == Some(Container::Body))?;
    let systems = &composer.edition.book.milestones;
    let counts = |id: &&str| systems.iter().any(|one| one.id == *id && one.kind == MilestoneKind::Numbers);
    let milestones = system(composer.edition, style).filter(counts);
    let numbers = &composer.style.line_numbers;
    let restart = composer.style.restart_of(scope.document);
    let divisions = Divisions { text: &scope.document.body, restart, numbers, milestones };
    match shown {
        Division::Ranges => divisions.ends(extent),
        Division::Always if style.by == By::Line => {
            let first = divisions.at(extent.start)?;
            Some((first.clone(), divisions.at(extent.end).unwrap_or(first)))
        }
        Division::Always => None,
    }
}

/// What stands for which of several equal words is meant.
pub(super) fn ordinal(composer: &mut Composer<'_>, scope: &Scope<'_>, id: OrdinalId) -> Option<Content> {
    let known = scope.document.ordinals.get(id.0 as usize)?;
    let (container, range) = (known.container, known.range.clone());
    composer.ordinals.push(Repeated { document: scope.index, id, container, range });
    Some(Content::Ordinal(composer.ordinals.len() as u32 - 1))
}
