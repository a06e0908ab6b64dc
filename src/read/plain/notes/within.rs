//! Notes in brackets that say what they are and stand within a paragraph: `the river [Footnote: It is dry.] and the weir`.
//! They are parted from it where they stand; what another sign reaches into stays.

use crate::model::account::LineClass;
use crate::read::plain::label::{self, Label};
use crate::read::plain::lines::Shape;
use crate::read::plain::markers::Resolved;
use crate::read::plain::units::Page;
use std::ops::Range;

/// A note within a paragraph, in bytes of the witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read::plain) struct Within {
    /// The unit that it stands in.
    pub(in crate::read::plain) unit: usize,
    /// The note with its brackets.
    pub(in crate::read::plain) range: Range<usize>,
    /// Its label.
    pub(in crate::read::plain) label: Label,
    /// Its words.
    pub(in crate::read::plain) words: Range<usize>,
    /// The blanks before and behind it that part nothing without it.
    pub(in crate::read::plain) blanks: [Range<usize>; 2],
}

/// How the words begin that are looked for.
const WORDS: [&str; 3] = ["[Footnote", "[*Footnote", "[FOOTNOTE"];

/// The labels of notes in brackets within paragraphs, by place: the unit, where each begins, and the label.
pub(in crate::read::plain) fn labels(page: &Page) -> Vec<(usize, usize, Label)> {
    let mut found = Vec::new();
    let mut unit = 0;
    let places = page.text.match_indices('[').filter(|(at, _)| WORDS.iter().any(|w| page.text[*at..].starts_with(w)));
    for (at, _) in places {
        unit += page.units[unit..].partition_point(|u| u.range.end <= at);
        let Some(u) = page.units.get(unit) else { break };
        let text = u.range.contains(&at) && matches!(u.class, Some(LineClass::Body | LineClass::Blockquote));
        let words = &page.text[at..u.range.end.max(at)];
        let label = Some(words).filter(|s| text && label::is_worded_note(s)).and_then(label::parse);
        // `[Footnote 2]` is a marker
        let label = label.filter(|l| !words[..l.len].trim_end().ends_with(']'));
        found.extend(label.map(|label| (unit, at, label)));
    }
    found
}

/// The notes, by place; `is_cut` says whether a sign reaches into the first range that is not all inside the second.
pub(in crate::read::plain) fn within(
    page: &Page,
    markers: &[Resolved],
    is_cut: impl Fn(&Range<usize>, &Range<usize>) -> bool,
) -> Vec<Within> {
    let mut found: Vec<Within> = Vec::new();
    for (unit, at, label) in labels(page) {
        let u = &page.units[unit];
        let free =
            found.last().is_none_or(|last| last.range.end <= at) && matches!(u.shape, Shape::Prose | Shape::Verse);
        let Some(end) = label::closes(&page.text[at..u.range.end]).filter(|_| free).map(|length| at + length) else {
            continue;
        };
        let range = at..end;
        let inner = page.text[at + label.len..end - 1].trim_end();
        let words = at + label.len..at + label.len + inner.len();
        let marked = markers.get(markers.partition_point(|m| m.range.end <= at)).is_some_and(|m| m.range.start < end);
        if marked || is_cut(&range, &words) || !inner.contains(char::is_alphanumeric) {
            continue;
        }
        let blanks = blanks(&page.text[u.range.start..at], &page.text[end..u.range.end], &range);
        found.push(Within { unit, range, label, words, blanks });
    }
    found
}

/// The blanks before the note, unless they part words, and those behind one that opens its paragraph or stands before a stop.
fn blanks(before: &str, behind: &str, note: &Range<usize>) -> [Range<usize>; 2] {
    let (lead, rest) = (before.trim_end(), behind.trim_start());
    let parted = behind.starts_with(char::is_alphanumeric);
    let first = if parted && !lead.is_empty() { 0 } else { before.len() - lead.len() };
    let stop = lead.is_empty() || rest.starts_with([')', ',', ';', '.', ':', '!', '?']) && !rest.starts_with("..");
    let second = if stop { behind.len() - rest.len() } else { 0 };
    [note.start - first..note.start, note.end..note.end + second]
}
