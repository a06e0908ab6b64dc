//! Every difference between the witness and the text, as edits: lines taken out, white space
//! between paragraphs, labels, note markers, and what the rules of [`crate::normalize`] do inside
//! a paragraph.

use crate::model::account::{Certainty, Edit, LineClass};
use crate::normalize::{self, Passage, Vocabulary, hyphens, markup};
use crate::read::plain::furniture::{self, links};
use crate::read::plain::label::{Count, Form, Label};
use crate::read::plain::lines::Shape;
use crate::read::plain::markers::{self, Resolved};
use crate::read::plain::notes::Within;
use crate::read::plain::units::Page;
use crate::read::plain::words::{is_blank, is_opening_quote};
use crate::read::plain::{Survey, doubts, label, quotations};
use crate::source::{Span, is_line_end};
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// A unit to be worked on: where what stands between it and the one before begins, what is kept of it, whether
/// something is kept before it, and its markers among all.
struct Bench {
    from: usize,
    kept: Option<Range<usize>>,
    begun: bool,
    markers: Range<usize>,
}

/// How many units are worked on at a time.
const BATCH: usize = 128;

/// All edits of the reading, sorted by place, the applied ones disjoint.
pub(super) fn all(survey: &Survey) -> Vec<Edit> {
    let page = &survey.page;
    let (mut from, mut begun, mut first) = (0, false, 0);
    let mut benches: Vec<Bench> = Vec::with_capacity(page.units.len());
    for unit in 0..page.units.len() {
        let kept = kept(survey, unit);
        let markers = survey.markers[first..].iter().take_while(|m| m.unit == unit).count();
        let is_kept = kept.is_some();
        benches.push(Bench { from, kept, begun, markers: first..first + markers });
        (from, begun, first) = (page.units[unit].range.end, begun || is_kept, first + markers);
    }
    // A unit's edits depend on no other unit's.
    let batch = |(index, batch): (usize, &[Bench])| {
        let mut edits = Vec::new();
        for (place, bench) in batch.iter().enumerate() {
            worked(survey, index * BATCH + place, bench, &mut edits);
        }
        edits
    };
    let batches: Vec<Vec<Edit>> = benches.par_chunks(BATCH).enumerate().map(batch).collect();
    let queries = doubts::queries(page.text, page.file, &survey.doubts);
    let count = batches.iter().map(Vec::len).sum::<usize>() + 1 + queries.len();
    let mut edits: Vec<Edit> = Vec::with_capacity(count);
    batches.into_iter().for_each(|batch| edits.extend(batch));
    between(survey, from..page.text.len(), "", &mut edits);
    edits.extend(queries);
    edits.sort_by_key(|e| (e.span.range.start, e.span.range.end));
    normalize::machine::withhold(&mut edits, page.text, &survey.signs);
    normalize::withdraw_habits(&mut edits, words(survey), &survey.vocabulary);
    edits
}

/// The edits before a unit and in it.
fn worked(survey: &Survey, unit: usize, bench: &Bench, edits: &mut Vec<Edit>) {
    let range = survey.page.units[unit].range.clone();
    let start = bench.kept.as_ref().map_or(range.start, |kept| kept.start.min(range.start));
    between(survey, bench.from..start, if bench.kept.is_some() && bench.begun { "\n" } else { "" }, edits);
    match &bench.kept {
        Some(kept) => inside(survey, unit, kept, &survey.markers[bench.markers.clone()], edits),
        None => edits.push(removed(survey, range, rule_of(survey, unit))),
    }
}

/// How many words the text has, without notes and what it does not keep; and how many there are to ask about: those of the
/// body, which queries are counted by, where it is most of the text.
fn words(survey: &Survey) -> (usize, usize) {
    let page = &survey.page;
    let notes = [LineClass::Note, LineClass::NoteContinuation, LineClass::NoteBlockquote];
    let (mut body, mut all) = (0, 0);
    for unit in 0..page.units.len() {
        let Some(class) = page.units[unit].class.filter(|c| !notes.contains(c) && kept(survey, unit).is_some()) else {
            continue;
        };
        let words = page.str(unit).split_whitespace().count();
        all += words;
        body += if class == LineClass::Body { words } else { 0 };
    }
    (all, if body * 2 >= all { body } else { all })
}

fn edit(survey: &Survey, range: Range<usize>, read: &str, rule: &'static str, certainty: Certainty) -> Edit {
    Edit { span: Span::new(survey.page.file, range), read: read.to_owned(), rule, certainty, applied: true }
}

fn removed(survey: &Survey, range: Range<usize>, rule: &'static str) -> Edit {
    edit(survey, range, "", rule, Certainty::Certain)
}

/// White space between two units.
fn between(survey: &Survey, range: Range<usize>, read: &str, edits: &mut Vec<Edit>) {
    let raw = &survey.page.text[range.clone()];
    if raw != read {
        // what shows between two units is a figure in the margin
        let rule = if raw.chars().all(is_blank) { "lines.between" } else { "furniture.line-number" };
        edits.push(edit(survey, range, read, rule, Certainty::Certain));
    }
}

/// What the text keeps of unit `unit`, in bytes of the witness: nothing of furniture and
/// metadata, the title without the author beside it, the source line without its brackets, a verse with the blanks
/// that set it in.
pub(super) fn kept(survey: &Survey, unit: usize) -> Option<Range<usize>> {
    let part = |part: &Option<(usize, Range<usize>)>| {
        part.as_ref().filter(|(i, _)| *i == unit).map(|(_, range)| range.clone())
    };
    match survey.page.units[unit].class {
        Some(LineClass::Furniture | LineClass::NoteHeading) => None,
        Some(LineClass::Title) => part(&survey.front.title),
        Some(LineClass::Meta) => part(&survey.front.source),
        Some(LineClass::Body | LineClass::Blockquote | LineClass::NoteContinuation | LineClass::NoteBlockquote) => {
            let u = &survey.page.units[unit];
            Some(u.range.start - u.lead..u.range.end)
        }
        _ => Some(survey.page.units[unit].range.clone()),
    }
}

fn rule_of(survey: &Survey, unit: usize) -> &'static str {
    match survey.page.units[unit].class {
        Some(LineClass::NoteHeading) => "note-heading",
        Some(LineClass::Meta | LineClass::Title) => "metadata",
        _ if furniture::is_break_at(&survey.page, unit) => "furniture.break",
        _ if survey.page.is_fence(unit) => "furniture.fence",
        _ if crate::read::plain::furniture::entities::is_markup(survey.page.str(unit), true) => "html.tag",
        _ => "furniture",
    }
}

/// The edits inside a unit of which `kept` is kept.
fn inside(survey: &Survey, unit: usize, kept: &Range<usize>, markers: &[Resolved], edits: &mut Vec<Edit>) {
    let (page, vocabulary, first) = (&survey.page, &survey.vocabulary, edits.len());
    let range = page.units[unit].range.clone();
    let rule = match page.units[unit].class {
        Some(LineClass::Title) => "metadata",
        _ if kept.start > range.start + 1 => "metadata.label",
        _ => "metadata.brackets",
    };
    for beside in [range.start..kept.start, kept.end..range.end] {
        if !beside.is_empty() {
            edits.push(removed(survey, beside, rule));
        }
    }
    edits.extend(label_edit(survey, unit));
    edits.extend(closing_bracket(survey, unit));
    edits.extend(back_link(survey, unit));
    edits.extend(notes_within(survey, kept));
    markers.iter().filter(|m| kept.contains(&m.range.start)).for_each(|m| marker_edits(survey, kept, m, edits));
    edits.extend(page_turn(survey, unit, kept, vocabulary));
    signs(survey, unit, kept, first, edits);
    let mut taken: Vec<Range<usize>> = edits[first..].iter().map(|e| e.span.bytes()).collect();
    taken.sort_by_key(|r| r.start);
    let start = kept.start.max(range.start);
    let start = taken.iter().find(|t| t.start == start).map_or(start, |t| t.end);
    let passage = Passage {
        file: page.file,
        text: page.text,
        range: start..kept.end,
        taken: &taken,
        vocabulary: Some(vocabulary),
    };
    match page.units[unit].shape {
        Shape::Table => rows(&passage, edits),
        Shape::Data => ends(&passage, edits),
        _ => edits.extend(normalize::edits(&passage, &survey.habits)),
    }
}

/// The rows of a table keep their lines and their spaces.
fn rows(passage: &Passage, edits: &mut Vec<Edit>) {
    let mut all = Vec::new();
    let mut at = passage.range.start;
    for line in passage.str().split_inclusive(is_line_end) {
        let end = at + line.len();
        let shown = line.trim_end().len();
        if shown < line.len() && end < passage.range.end {
            let lone = line.trim().is_empty();
            all.push(passage.edit(
                at + shown..end,
                if lone { "" } else { "\u{2028}" },
                "lines.kept",
                Certainty::Certain,
            ));
        }
        at = end;
    }
    normalize::characters::apply(passage, &mut all);
    // half a word whose other half is not joined: `constitu-` in a column
    let divides = |e: &Edit| {
        let at = e.span.bytes();
        &passage.text[at.clone()] == "\u{ad}" && passage.text[at.end..].trim_start_matches(' ').starts_with(is_line_end)
    };
    all.iter_mut().filter(|e| divides(e)).for_each(|e| (e.applied, e.certainty) = (false, Certainty::Doubtful));
    edits.extend(normalize::disjoint(all, passage.taken));
}

/// The lines of a file in letters keep all that they have but the sign of their end.
fn ends(passage: &Passage, edits: &mut Vec<Edit>) {
    for (at, sign) in passage.str().match_indices(is_line_end) {
        let at = passage.range.start + at;
        let second = sign == "\n" && passage.text[..at].ends_with('\r');
        let read = if second { "" } else { "\u{2028}" };
        edits.push(passage.edit(at..at + sign.len(), read, "lines.kept", Certainty::Certain));
    }
}

/// The signs of emphasis, of a page's beginning, of a web page's markup; but for quotation marks, which have
/// their own rules except in a table.
fn signs(survey: &Survey, unit: usize, kept: &Range<usize>, first: usize, edits: &mut Vec<Edit>) {
    let page = &survey.page;
    let quoted = |range: &Range<usize>| {
        page.units[unit].shape != Shape::Table && markup::quotation_mark(&page.text[range.clone()]).is_some()
    };
    let taken: Vec<Range<usize>> = edits[first..].iter().map(|e| e.span.bytes()).collect();
    let free = |range: &Range<usize>| taken.iter().all(|t| t.end <= range.start || t.start >= range.end);
    for sign in survey.inline.signs_in(kept).iter().filter(|s| free(&s.range) && !quoted(&s.range)) {
        edits.push(edit(survey, sign.range.clone(), &sign.read, sign.rule, Certainty::Certain));
    }
}

/// The hyphen of a word that the page's end divides.
fn page_turn(survey: &Survey, unit: usize, kept: &Range<usize>, vocabulary: &Vocabulary) -> Option<Edit> {
    let (head, page) = (survey.joined.get(&unit)?, &survey.page);
    let sign = page.str(unit).chars().next_back().filter(|c| hyphens::is_sign(*c))?;
    let at = kept.end - sign.len_utf8()..kept.end;
    let end = hyphens::turned(&page.text[kept.start..at.start], sign, page.str(*head), vocabulary)?;
    let (read, rule, certainty) = match end {
        hyphens::End::Joined(certainty) => ("", "hyphens.joined", certainty),
        hyphens::End::Kept | hyphens::End::Suspended if sign != '-' => ("-", "hyphens.kept", Certainty::Probable),
        _ => return None,
    };
    Some(edit(survey, at, read, rule, certainty))
}

/// The label of a note, a list item or a `>`, which the text does not keep.
fn label_edit(survey: &Survey, unit: usize) -> Option<Edit> {
    let (start, text) = (survey.page.units[unit].range.start, survey.page.str(unit));
    match survey.page.units[unit].class? {
        LineClass::Note => {
            let note = survey.notes.binary_search_by_key(&unit, |n| n.unit).ok().map(|i| &survey.notes[i])?;
            Some(removed(survey, start..start + note.label.len, "note-label"))
        }
        LineClass::ListItem => {
            let label = label::parse(text).filter(removable)?;
            Some(removed(survey, start..start + label.len, "list-label"))
        }
        LineClass::Blockquote if quotations::is_marked(&survey.page, unit) => {
            Some(removed(survey, start..start + text.len() - text[1..].trim_start().len(), "quotation-sign"))
        }
        _ => None,
    }
}

/// Whether the label of a list item is set anew by the list: figures and bullets are, letters and figures in
/// square brackets, which are cited, are part of the text.
pub(super) fn removable(label: &Label) -> bool {
    matches!(label.count, Count::Figures | Count::Starred | Count::Signs) && label.form != Form::Square
}

/// The bracket that closes `[Footnote 1: …]`.
fn closing_bracket(survey: &Survey, unit: usize) -> Option<Edit> {
    let at = survey.notes.partition_point(|n| n.unit <= unit).checked_sub(1)?;
    let note = &survey.notes[at];
    let last = note.more.last().copied().unwrap_or(note.unit);
    let end = survey.page.units[unit].range.end;
    let next = survey.markers.partition_point(|m| m.range.start < end);
    if next.checked_sub(1).is_some_and(|i| survey.markers[i].range.end >= end) {
        return None;
    }
    // a label that is all of its unit has its bracket already
    let label = survey.page.str(note.unit);
    let whole = note.label.len == label.len() && label.ends_with(']');
    let opened = survey.page.str(note.unit).starts_with('[') && !whole;
    let text = survey.page.str(unit);
    let closed = note.label.form == Form::Footnote && opened && last == unit;
    // `as they are.].`: the stop behind the bracket doubles its own
    let inner = text.strip_suffix("].").filter(|inner| inner.ends_with(['.', '!', '?']));
    let sign = if inner.is_some() { "]." } else { "]" };
    (closed && text.ends_with(sign)).then(|| removed(survey, end - sign.len()..end, "note-label"))
}

/// The brackets and labels of the notes within a paragraph, and the blanks that they leave.
fn notes_within(survey: &Survey, kept: &Range<usize>) -> impl Iterator<Item = Edit> {
    let parts = |note: &Within| {
        let label = [note.range.start..note.words.start, note.words.end..note.range.end].map(|r| (r, "note-label"));
        let blanks = note.blanks.clone().map(|range| (range, "note-marker.space"));
        label.into_iter().chain(blanks).filter(|(range, _)| !range.is_empty())
    };
    within(survey, kept).iter().flat_map(parts).map(|(range, rule)| removed(survey, range, rule))
}

/// The notes within the paragraph that `kept` is of.
pub(super) fn within<'a>(survey: &'a Survey, kept: &Range<usize>) -> &'a [Within] {
    let first = survey.within.partition_point(|w| w.range.start < kept.start);
    let count = survey.within[first..].partition_point(|w| w.range.end <= kept.end);
    &survey.within[first..first + count]
}

/// The link at the end of a note back to its marker: `(Return to text)`, `↩`.
fn back_link(survey: &Survey, unit: usize) -> Option<Edit> {
    let class = survey.page.units[unit].class?;
    if !matches!(class, LineClass::Note | LineClass::NoteContinuation | LineClass::NoteBlockquote) {
        return None;
    }
    let (text, range) = (survey.page.str(unit), survey.page.units[unit].range.clone());
    let lead = links::without_back_link(text)?;
    Some(removed(survey, range.start + lead.len()..range.end, "furniture.link"))
}

/// How far from a table a paragraph is looked for that its calls stand in, in units.
const BESIDE: usize = 12;

/// Where the calls of a table stand whose lines are kept as they are: at the end of the paragraph above, or where the one
/// below begins. The marks stay in the table.
pub(super) fn beside_table(survey: &Survey, unit: usize) -> Option<(usize, usize)> {
    let units = &survey.page.units;
    let lines = |i: usize| matches!(units[i].shape, Shape::Table | Shape::Data);
    let table = units[unit].shape == Shape::Table && units[unit].class == Some(LineClass::Body);
    let words = |i: &usize| units[*i].class == Some(LineClass::Body) && !lines(*i);
    let above = (0..unit).rev().take(BESIDE).find(words).map(|i| (i, units[i].range.end));
    let below = || (unit + 1..units.len()).take(BESIDE).find(words).map(|i| (i, units[i].range.start));
    if table { above.or_else(below) } else { None }
}

/// A marker, and the spaces before it, leave the text; one without a note stays, with a query.
fn marker_edits(survey: &Survey, kept: &Range<usize>, marker: &Resolved, edits: &mut Vec<Edit>) {
    if marker.note.is_none() {
        let orphan = edit(survey, marker.range.clone(), "", "marker.orphan", Certainty::Doubtful);
        return edits.push(Edit { applied: false, ..orphan });
    }
    if beside_table(survey, marker.unit).is_some() {
        return;
    }
    let before = &survey.page.text[kept.start..marker.range.start];
    let start = kept.start + before.trim_end().len();
    let gap = &survey.page.text[start..marker.range.start];
    // before its word it parts no others: `saith [5]to the keeper`
    let glued = survey.page.text[marker.range.end..kept.end.max(marker.range.end)]
        .starts_with(|c: char| c.is_alphanumeric() || is_opening_quote(c) || matches!(c, '_' | '='));
    if start < marker.range.start && !glued {
        let space = removed(survey, start..marker.range.start, "note-marker.space");
        // the rows of a table keep their ends, and a gap keeps what it parts
        let table = survey.page.units[marker.unit].shape == Shape::Table;
        let bars = || last_line(&survey.page.text[kept.start..start]).contains('|');
        let row = gap.contains(is_line_end) && (table || bars());
        edits.push(asked_if(row || gap.contains(COLUMN), space));
    }
    // the first thing of its paragraph leaves no space behind
    let behind = &survey.page.text[marker.range.end..kept.end.max(marker.range.end)];
    let blanks = behind.len() - behind.trim_start_matches(is_blank).len();
    if marker.range.start == kept.start && (1..behind.len()).contains(&blanks) {
        edits.push(removed(survey, marker.range.end..marker.range.end + blanks, "note-marker.space"));
    }
    let raw = &survey.page.text[marker.range.clone()];
    let (rule, certainty) = match marker.shape {
        markers::Shape::Damaged if raw.chars().any(char::is_alphanumeric) => ("marker.damaged", Certainty::Certain),
        markers::Shape::Damaged | markers::Shape::Spaced => ("marker.damaged", Certainty::Probable),
        _ => ("note-marker", Certainty::Certain),
    };
    edits.push(edit(survey, marker.range.clone(), "", rule, certainty));
}

/// Takes the note from damaged markers that may be none, so that they stay and are asked about: a mark before a comma
/// may be an apostrophe, a figure behind `p. 41,` or `MS.` calls nothing.
pub(super) fn withhold(page: &Page, markers: &mut [Resolved]) {
    for marker in markers.iter_mut().filter(|m| matches!(m.shape, markers::Shape::Damaged | markers::Shape::Spaced)) {
        let raw = &page.text[marker.range.clone()];
        let lead = page.text[page.units[marker.unit].range.start..marker.range.start].trim_end();
        // a figure stands behind a comma: `kort',` is an elision
        let next = page.text[marker.range.end..].starts_with([',', ';']);
        let sign = !raw.contains(char::is_alphanumeric) && next;
        if sign || !raw.contains(['(', ')', '[', ']', '*']) && is_numbered(lead) {
            marker.note = None;
        }
    }
}

/// The narrowest gap that parts a marker from what stands before it, so that it is that of what stands behind.
const COLUMN: &str = "    ";

/// The last line of `text`.
fn last_line(text: &str) -> &str {
    text.rsplit(is_line_end).next().unwrap_or(text)
}

/// Whether `lead` ends in what a number stands behind that calls no note: `p. 41,` before a line's, `MS.` before a shelf's.
fn is_numbered(lead: &str) -> bool {
    let last = lead.rsplit(char::is_whitespace).next().unwrap_or("");
    let counted = last.strip_suffix(',').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let named = ["MS.", "Ms.", "ms.", "MSS.", "No.", "no.", "Nr.", "p.", "pp.", "S.", "vol.", "Vol.", "v.", "l.", "c."];
    counted || named.contains(&last.trim_start_matches(['(', '[', '_']))
}

/// An edit, or, if it is `doubtful`, the query for it.
fn asked_if(doubtful: bool, edit: Edit) -> Edit {
    match doubtful {
        true => Edit { applied: false, certainty: Certainty::Doubtful, ..edit },
        false => edit,
    }
}

/// Unique keys for notes, those within paragraphs last, fit for ids: the author's number, `2-star` for `2*`; for a number or a
/// sign that comes again, the count of its coming too.
pub(super) fn keys(survey: &Survey) -> Vec<String> {
    let mut times: HashMap<String, u32> = HashMap::new();
    let within = survey.within.iter().map(|w| &w.label);
    survey
        .notes
        .iter()
        .map(|n| &n.label)
        .chain(within)
        .map(|label| {
            let plain = match label.count {
                Count::Signs => "s".to_owned(),
                Count::Compound => label.mark.replace('-', "--"),
                _ => label.mark.replace('*', "-star"),
            };
            let time = times.entry(plain.clone()).or_default();
            *time += 1;
            match (label.count, *time) {
                (Count::Signs, n) => format!("s{n}"),
                (_, 1) => plain,
                (_, n) => format!("{plain}-{n}"),
            }
        })
        .collect()
}
