//! To what each byte of a witness belongs, counted twice over: by the classes of its lines, and by where the bytes
//! went. The two know nothing of one another; where they differ something was lost, doubled or misplaced.

use crate::model::account::{Account, Edit, LineClass};
use crate::model::draft::Draft;
use crate::model::text::Text;
use crate::source::Sources;
use serde::Serialize;
use std::collections::HashSet;
use std::ops::Range;

/// What a byte of a witness belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Body,
    Note,
    Marker,
    Sheet,
    Furniture,
}

/// The bytes of a witness (as read, in UTF-8) by what they belong to, the white space behind each line with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BytesReport {
    /// All.
    pub all: usize,
    /// Of the body.
    pub body: usize,
    /// Of notes, their labels and the headings above them included.
    pub note: usize,
    /// Of markers that call a note.
    pub marker: usize,
    /// Of what the sheet says: title, author, date, source.
    pub sheet: usize,
    /// Of what libraries, pages and prints put around the text.
    pub furniture: usize,
    /// Bytes that show and are in no text and no entry of the ledger.
    pub lost: usize,
    /// Bytes that are in more than one.
    pub doubled: usize,
    /// Bytes that are in another text than the class of their line says.
    pub misplaced: usize,
}

impl BytesReport {
    /// Whether every byte belongs to one part and is where it belongs.
    pub fn is_sound(&self) -> bool {
        let parts = self.body + self.note + self.marker + self.sheet + self.furniture;
        parts == self.all && (self.lost, self.doubled, self.misplaced) == (0, 0, 0)
    }
}

/// Counts the bytes of the witness of `draft`; `None` for what was read from no witness.
pub fn of(draft: &Draft, sources: &Sources) -> Option<BytesReport> {
    let account = draft.account.as_ref()?;
    let text = &sources.file(account.file).text;
    let parts = by_lines(account, sources);
    let held = held(draft, account, text.len());
    let mut report = BytesReport { all: text.len(), ..BytesReport::default() };
    for (at, byte) in text.bytes().enumerate() {
        match parts[at] {
            Part::Body => report.body += 1,
            Part::Note => report.note += 1,
            Part::Marker => report.marker += 1,
            Part::Sheet => report.sheet += 1,
            Part::Furniture => report.furniture += 1,
        }
        report.lost += usize::from(held[at].times == 0 && !byte.is_ascii_whitespace());
        report.doubled += usize::from(held[at].times > 1);
        report.misplaced += usize::from(held[at].text.is_some_and(|part| part != parts[at]));
    }
    Some(report)
}

/// The part of each byte, by the class of its line; markers that call a note, and what of a line is the page's, by
/// themselves.
fn by_lines(account: &Account, sources: &Sources) -> Vec<Part> {
    let file = sources.file(account.file);
    let mut parts = vec![Part::Furniture; file.text.len()];
    let mut at = 0;
    let mut last = account.lines.first().map_or(Part::Furniture, |(_, class)| part(*class));
    let mut before = 0;
    for (number, class) in &account.lines {
        let line = file.line_range(*number);
        // a form feed parts a line of two pages
        let page = || {
            file.text[at..line.end]
                .find(|c: char| !c.is_whitespace())
                .and_then(|shown| file.text[at + shown..line.end].find('\u{c}').map(|feed| at + shown + feed + 1))
        };
        let start = if *number == before { page().unwrap_or(at) } else { line.start.max(at) };
        before = *number;
        parts[at..start].fill(last);
        (at, last) = (start, part(*class));
    }
    parts[at..].fill(last);
    // a note within a paragraph
    account.notes.iter().for_each(|note| parts[note.span.bytes()].fill(Part::Note));
    // a mark that stays where it stands, in a table, is the text's
    let taken: HashSet<usize> = account.edits.iter().filter(|e| e.applied).map(|e| e.span.bytes().start).collect();
    let called = account.markers.iter().filter(|m| m.note.is_some()).map(|m| m.span.bytes());
    called.filter(|range| taken.contains(&range.start)).for_each(|range| parts[range].fill(Part::Marker));
    let inside = account.edits.iter().filter(|e| e.applied && e.rule.starts_with("furniture"));
    inside.for_each(|e| parts[e.span.bytes()].fill(Part::Furniture));
    parts
}

fn part(class: LineClass) -> Part {
    match class {
        LineClass::Title | LineClass::Meta => Part::Sheet,
        LineClass::Furniture => Part::Furniture,
        LineClass::NoteHeading | LineClass::Note | LineClass::NoteContinuation | LineClass::NoteBlockquote => {
            Part::Note
        }
        LineClass::Body | LineClass::Heading | LineClass::Blockquote | LineClass::Attribution | LineClass::ListItem => {
            Part::Body
        }
    }
}

/// Where a byte went.
#[derive(Clone, Copy, Default)]
struct Held {
    /// In how many texts and entries of the ledger it is.
    times: u8,
    /// The text that it is in.
    text: Option<Part>,
}

fn held(draft: &Draft, account: &Account, length: usize) -> Vec<Held> {
    let mut held = vec![Held::default(); length];
    let mut hold = |range: Range<usize>, text: Option<Part>| {
        for one in held.get_mut(range).into_iter().flatten() {
            one.times = one.times.saturating_add(1);
            one.text = text.or(one.text);
        }
    };
    let sheet = [draft.title.as_ref(), draft.source.as_ref()].into_iter().flatten().map(|text| (text, Part::Sheet));
    let notes = draft.notes.iter().map(|note| (&note.text, Part::Note));
    for (text, part) in [(&draft.body, Part::Body)].into_iter().chain(sheet).chain(notes) {
        let all = |text: &Text| text.provenance.iter().map(|s| s.source.bytes()).collect::<Vec<_>>();
        all(text).into_iter().for_each(|range| hold(range, Some(part)));
    }
    // what is read for an edit inside a text is there already
    let between = |e: &Edit| matches!(e.rule, "lines.between" | "furniture.line-number");
    let gone = |e: &&Edit| e.applied && (e.read.is_empty() || between(e));
    account.edits.iter().filter(gone).for_each(|e| hold(e.span.bytes(), None));
    held
}
