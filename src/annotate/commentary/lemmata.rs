//! The lemmata of the apparatus of an absent text, each a paragraph: `¶ 12 towne`. They are marked as in the text, so
//! that entries are keyed to them and references lead there.

use super::super::entries::BETWEEN;
use super::super::standoff::Desk;
use super::super::variants;
use super::{paragraph, typographic, whence};
use crate::config::variant::{Stand, Variant};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::EntryId;
use crate::model::document::{Container, Document};
use crate::model::lock::{Lock, LockedAnchor};
use crate::model::text::{BlockKind, Mark, MarkKind, Text};
use crate::source::Span;
use crate::table::Located;
use crate::words::language::is_foreign;
use std::ops::Range;

/// An entry and where its lemma would stand.
pub(super) type Absent<'a> = (EntryId, &'a Variant, Option<LockedAnchor>);

/// The paragraph of a place; the last of all where none is known.
pub(super) fn block(place: Option<LockedAnchor>) -> u32 {
    place.map_or(u32::MAX, |place| place.block)
}

/// The entries by the lock's order; those that it does not know at the end.
pub(super) fn in_order<'a>(
    all: Vec<(EntryId, &'a Variant)>,
    lock: Option<&Lock>,
    diagnostics: &mut Diagnostics,
) -> Vec<Absent<'a>> {
    let place = |variant: &Variant| lock.and_then(|lock| lock.entries.get(&variants::name(variant)).copied());
    let mut all: Vec<Absent<'a>> = all.into_iter().map(|(id, variant)| (id, variant, place(variant))).collect();
    for (_, variant, _) in all.iter().filter(|(_, _, place)| lock.is_some() && place.is_none()) {
        let name = variants::name(variant);
        let message = format!("`witness.lock` does not know the entry `{name}`: it is put at the end");
        let warning = Diagnostic::warning("not-in-lock", message).at(variant.id.span.clone());
        diagnostics.push(warning.help("build once with the witness at hand, and commit the lock"));
    }
    all.sort_by_key(|(_, _, place)| place.map_or(u32::MAX, |place| place.order));
    all
}

/// Writes the paragraph of an entry. At a point it has the words beside it.
pub(super) fn write(
    body: &mut Text,
    (id, variant, place): Absent<'_>,
    last: &mut Option<u32>,
    document: &mut Document,
    desk: &Desk<'_>,
) {
    let Some((on, first)) = variant.on.as_ref().and_then(|on| Some((on, on.first()?))) else { return };
    let mut string = whence(first, place);
    let start = string.len();
    let mut push = |words: &str, span: &Span| -> Range<usize> {
        let quoted = Located { value: words.to_owned(), span: span.clone() };
        let start = string.len();
        string.push_str(&typographic(&quoted, &document.language, desk));
        start..string.len()
    };
    let parts: Vec<Range<usize>> = match on {
        Stand::Parts(parts) => {
            let words: Vec<&str> = parts.iter().map(|part| part.exact.trim()).collect();
            let all = push(&words.join(BETWEEN), &first.span);
            let pieces = string[all.clone()].split(BETWEEN).scan(all.start, |at, piece| {
                let start = std::mem::replace(at, *at + piece.len() + BETWEEN.len());
                Some(start..start + piece.len())
            });
            pieces.collect()
        }
        Stand::Passage(from, to) => vec![push(&[from.exact.trim(), BETWEEN, to.value.trim()].concat(), &from.span)],
        Stand::Before(quote) => {
            let point = push(&quote.exact, &quote.span).start;
            std::iter::once(point..point).collect()
        }
        Stand::After(quote) => {
            let point = push(&quote.exact, &quote.span).end;
            std::iter::once(point..point).collect()
        }
    };
    let mut entry = Text::default();
    let words = start..string.len();
    entry.push_block(BlockKind::Paragraph, &string);
    entry.marks.extend(parts.into_iter().map(|range| Mark { range, kind: MarkKind::Entry(id) }));
    let anchor = paragraph(place, last).map(MarkKind::Anchor);
    entry.marks.extend(anchor.map(|kind| Mark { range: 0..0, kind }));
    if is_foreign(&document.language, desk.language) {
        entry.marks.push(Mark { range: words, kind: MarkKind::Language(document.language.clone()) });
    }
    body.append(&entry);
    document.entries[id.0 as usize].place = Some(Container::Body);
}
