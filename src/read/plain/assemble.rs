//! From a classified witness and its edits to a draft: the text composed once, cut into blocks,
//! with groups, marks and notes.

use crate::model::account::{Account, Edit, FoundNote, LineClass, Marker};
use crate::model::document::{Container, Note};
use crate::model::draft::Draft;
use crate::model::text::{BlockKind, Group, GroupKind, Mark, MarkKind, NoteId, Segment, Text};
use crate::normalize::hyphens;
use crate::normalize::ledger::{self, Walk};
use crate::read::plain::lines::Shape;
use crate::read::plain::notes::{Place, Within};
use crate::read::plain::profile::Profile;
use crate::read::plain::units::Layout;
use crate::read::plain::{Survey, edits, furniture, headings};
use crate::source::Span;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Builds the draft.
pub(super) fn draft(survey: &Survey, edits: Vec<Edit>, series: usize, profile: &Profile) -> Draft {
    let composed = ledger::compose(survey.page.text, survey.page.file, &edits);
    let (calls, called) = calls(survey);
    let builder = Builder { survey, composed: composed.walk(), calls };
    let mut body = builder.body();
    let mut placed = vec![false; called.len()];
    builder.calls.values().flatten().for_each(|(_, note)| placed[note.0 as usize] = true);
    call_at_end(&mut body, &placed);
    body.sort_marks();
    body.number_blocks();
    let front = &survey.front;
    let part = |part: &Option<(usize, Range<usize>)>| part.as_ref().map(|(unit, range)| builder.single(*unit, range));
    Draft {
        entries: vec![],
        title: part(&front.title),
        author: front.author.clone(),
        date: front.date.as_ref().map(|(iso, _)| iso.clone()),
        dateline: front.date.as_ref().map(|(_, printed)| printed.clone()),
        source: part(&front.source),
        headnote: None,
        body,
        notes: builder.notes(series),
        figures: vec![],
        references: Vec::new(),
        unprefixed: None,
        punctuation: vec![],
        account: Some(account(survey, edits, &called, profile)),
        header: front.header.clone(),
        tei: None,
    }
}

/// Where notes are called, by unit: the place of each and the note.
type Calls = HashMap<usize, Vec<(usize, NoteId)>>;

/// The markers that call notes, the places of those that have none, and which notes are called: a note that has lost its
/// marker is not.
fn calls(survey: &Survey) -> (Calls, Vec<bool>) {
    let mut calls = Calls::new();
    for marker in &survey.markers {
        if let Some(note) = marker.note.and_then(|unit| note_of(survey, unit)) {
            let (unit, at) = edits::beside_table(survey, marker.unit).unwrap_or((marker.unit, marker.range.start));
            calls.entry(unit).or_default().push((at, note));
        }
    }
    let mut called = vec![false; survey.notes.len()];
    calls.values().flatten().for_each(|(_, note)| called[note.0 as usize] = true);
    let uncalled: Vec<(&Place, NoteId)> = survey
        .beside
        .iter()
        .filter_map(|place| Some((place, note_of(survey, place.note)?)))
        .filter(|(_, note)| !called[note.0 as usize])
        .collect();
    for (place, note) in uncalled {
        let Some(kept) = edits::kept(survey, place.unit) else { continue };
        let start = survey.page.units[place.unit].range.start;
        calls.entry(place.unit).or_default().push((if place.end { kept.end } else { start }, note));
        called[note.0 as usize] |= place.sure;
    }
    for note in &survey.within {
        calls.entry(note.unit).or_default().push((note.range.start, NoteId(called.len() as u32)));
        called.push(true);
    }
    (calls, called)
}

fn note_of(survey: &Survey, unit: usize) -> Option<NoteId> {
    survey.notes.binary_search_by_key(&unit, |n| n.unit).ok().map(|i| NoteId(i as u32))
}

/// Notes that have no place are called at the end of the text, so that they are printed.
fn call_at_end(body: &mut Text, called: &[bool]) {
    let Some(end) = body.blocks.iter().rev().find(|b| b.kind != BlockKind::Rule).map(|b| b.range.end) else { return };
    for note in (0..called.len()).filter(|n| !called[*n]) {
        body.marks.push(Mark { range: end..end, kind: MarkKind::Call(NoteId(note as u32)) });
    }
}

struct Builder<'a> {
    survey: &'a Survey<'a>,
    composed: Walk<'a>,
    calls: Calls,
}

impl Builder<'_> {
    /// Appends what the text keeps of a unit as one block, with the calls in it.
    fn push(&self, text: &mut Text, kind: BlockKind, unit: usize, kept: &Range<usize>) -> usize {
        let block = text.push_block(kind, "");
        self.extend(text, block, unit, kept);
        block
    }

    /// Appends what the text keeps of a unit to its last block, without the notes within it.
    fn extend(&self, text: &mut Text, block: usize, unit: usize, kept: &Range<usize>) {
        let mut from = kept.start;
        for note in edits::within(self.survey, kept) {
            self.piece(text, block, unit, &(from..note.range.start));
            from = note.range.end;
        }
        self.piece(text, block, unit, &(from..kept.end));
    }

    /// Appends a part of a unit that no note interrupts.
    fn piece(&self, text: &mut Text, block: usize, unit: usize, kept: &Range<usize>) {
        let (characters, segments) = self.composed.slice(kept);
        let (from, start) = (self.composed.locate(kept.start), text.string.len());
        text.string.push_str(characters);
        text.blocks[block].range.end = text.string.len();
        text.provenance
            .extend(segments.map(|s| Segment { range: s.range.start + start..s.range.end + start, source: s.source }));
        for (at, note) in
            self.calls.get(&unit).into_iter().flatten().filter(|(at, _)| kept.contains(at) || *at == kept.end)
        {
            let point = self.composed.locate(*at) - from + start;
            text.marks.push(Mark { range: point..point, kind: MarkKind::Call(*note) });
        }
        let markers = &self.survey.markers;
        let first = markers.partition_point(|m| m.range.start < kept.start);
        let orphans = markers[first..].iter().take_while(|m| m.range.end <= kept.end).filter(|m| m.note.is_none());
        for range in orphans.map(|m| &m.range) {
            let at = |offset: usize| self.composed.locate(offset) - from + start;
            text.marks.push(Mark { range: at(range.start)..at(range.end), kind: MarkKind::Orphan });
        }
        for (range, kind) in self.survey.inline.spans_in(kept) {
            let at = |offset: usize| self.composed.locate(offset) - from + start;
            let range = at(range.start)..at(range.end);
            if !range.is_empty() {
                text.marks.push(Mark { range, kind: kind.clone() });
            }
        }
    }

    /// Appends unit `unit` to the paragraph that a page's end has cut after unit `before`; a word that it has divided
    /// ends in its hyphen, or, if that is gone, in the middle.
    fn join(&self, text: &mut Text, block: usize, before: usize, unit: usize) {
        let page = &self.survey.page;
        let words = page.str(before);
        let divided = words.chars().next_back().filter(|c| hyphens::is_sign(*c)).is_some_and(|sign| {
            let end =
                hyphens::turned(&words[..words.len() - sign.len_utf8()], sign, page.str(unit), &self.survey.vocabulary);
            !matches!(end, None | Some(hyphens::End::Suspended | hyphens::End::Asked))
        });
        if !divided {
            text.string.push(' ');
        }
        self.extend(text, block, unit, &self.survey.page.units[unit].range);
    }

    /// A text of one block: a title, a source line.
    fn single(&self, unit: usize, kept: &Range<usize>) -> Text {
        let mut text = Text::default();
        self.push(&mut text, BlockKind::Paragraph, unit, kept);
        text.sort_marks();
        text
    }

    fn body(&self) -> Text {
        let mut text = Text::default();
        text.string.reserve(self.survey.page.text.len());
        text.blocks.reserve(self.survey.page.units.len());
        text.provenance.reserve(self.composed.segments());
        let mut blocks: Vec<Option<usize>> = vec![None; self.survey.page.units.len()];
        let mut divided = false;
        let mut open: Option<(usize, usize, usize)> = None;
        let goes_on = |unit: usize, block: usize| self.survey.joined.get(&unit).map(|next| (*next, block, unit));
        for (unit, u) in self.survey.page.units.iter().enumerate() {
            let kind = match u.class {
                Some(LineClass::Heading) => BlockKind::Heading(1),
                Some(LineClass::Attribution) => BlockKind::Attribution,
                Some(LineClass::Body | LineClass::Blockquote) => of_shape(u.shape),
                Some(LineClass::ListItem) => BlockKind::Paragraph,
                Some(LineClass::Furniture) => {
                    divided |= furniture::is_break_at(&self.survey.page, unit);
                    continue;
                }
                _ => continue,
            };
            if let Some((_, block, before)) = open.filter(|(next, ..)| *next == unit) {
                self.join(&mut text, block, before, unit);
                blocks[unit] = Some(block);
                open = goes_on(unit, block);
                continue;
            }
            if std::mem::take(&mut divided) && !text.blocks.is_empty() {
                text.push_block(BlockKind::Rule, "");
            }
            let kept = edits::kept(self.survey, unit).unwrap_or(u.range.clone());
            let block = self.push(&mut text, kind, unit, &kept);
            open = goes_on(unit, block);
            if u.class == Some(LineClass::Body) && kind == BlockKind::Paragraph {
                self.run_in_head(&mut text, block, unit);
            }
            blocks[unit] = Some(block);
        }
        text.groups = self.groups(&blocks);
        text
    }

    fn run_in_head(&self, text: &mut Text, block: usize, unit: usize) {
        let Some(len) = headings::run_in(self.survey.page.str(unit)) else { return };
        let start = self.survey.page.units[unit].range.start;
        let notes = edits::within(self.survey, &self.survey.page.units[unit].range);
        if notes.first().is_some_and(|note| note.range.start < start + len) {
            return;
        }
        let head = self.composed.locate(start + len) - self.composed.locate(start);
        let block = text.blocks[block].range.start;
        if head > 0 {
            text.marks.push(Mark { range: block..block + head, kind: MarkKind::RunInHead });
        }
    }

    /// Quotations and lists; the outer before the inner.
    fn groups(&self, blocks: &[Option<usize>]) -> Vec<Group> {
        let mut groups = Vec::new();
        let range = |units: &Range<usize>| {
            let mut inside = units.clone().filter_map(|u| *blocks.get(u)?);
            let first = inside.next()?;
            Some(first..inside.next_back().unwrap_or(first) + 1)
        };
        for quotation in &self.survey.quotations {
            groups.extend(range(&quotation.units).map(|blocks| Group { kind: GroupKind::Quotation, blocks }));
        }
        for list in &self.survey.lists {
            let first = &list.labels[0];
            let counted = edits::removable(first) && first.count == crate::read::plain::label::Count::Figures;
            let start = counted.then_some(u64::from(first.number));
            let Some(all) = range(&list.units) else { continue };
            groups.push(Group { kind: GroupKind::List { start }, blocks: all.clone() });
            groups.extend(all.map(|b| Group { kind: GroupKind::Item, blocks: b..b + 1 }));
        }
        for units in self.stanzas() {
            groups.extend(range(&units).map(|blocks| Group { kind: GroupKind::Stanza, blocks }));
        }
        groups.sort_by_key(|g| (g.blocks.start, std::cmp::Reverse(g.blocks.end)));
        groups
    }

    /// Lines of verse in the body without a blank one between.
    fn stanzas(&self) -> Vec<Range<usize>> {
        let mut stanzas: Vec<Range<usize>> = Vec::new();
        let edges: HashSet<usize> = self.survey.quotations.iter().flat_map(|q| [q.units.start, q.units.end]).collect();
        for (i, u) in self.survey.page.units.iter().enumerate() {
            let body = matches!(u.class, Some(LineClass::Body | LineClass::Blockquote));
            match stanzas.last_mut() {
                _ if u.shape != Shape::Verse || !body => {}
                Some(last) if last.end == i && !u.opens && !edges.contains(&i) => last.end = i + 1,
                _ => stanzas.push(i..i + 1),
            }
        }
        stanzas
    }

    fn notes(&self, series: usize) -> Vec<Note> {
        let mut keys = edits::keys(self.survey);
        let title = self.survey.front.title.as_ref().map(|(unit, _)| *unit);
        let in_title = |note: usize| {
            let calls = title.and_then(|unit| self.calls.get(&unit));
            calls.is_some_and(|c| c.iter().any(|(_, n)| n.0 as usize == note))
        };
        let make = |(i, (found, key)): (usize, (&crate::read::plain::notes::LabelledNote, String))| Note {
            key,
            series,
            mark: found.label.mark.clone(),
            text: self.note(found),
            lemma: None,
            place: if in_title(i) { Container::Title } else { Container::Body },
            span: Some(Span::new(self.survey.page.file, self.survey.page.units[found.unit].range.clone())),
            entry: None,
        };
        let within = keys.split_off(self.survey.notes.len());
        let notes = self.survey.notes.iter().zip(keys).enumerate().map(make);
        notes
            .chain(self.survey.within.iter().zip(within).map(|(note, key)| self.note_within(note, key, series)))
            .collect()
    }

    /// A note within a paragraph.
    fn note_within(&self, note: &Within, key: String, series: usize) -> Note {
        Note {
            key,
            series,
            mark: note.label.mark.clone(),
            text: self.single(note.unit, &note.words),
            lemma: None,
            place: Container::Body,
            span: Some(Span::new(self.survey.page.file, note.range.clone())),
            entry: None,
        }
    }

    fn note(&self, note: &crate::read::plain::notes::LabelledNote) -> Text {
        let mut text = Text::default();
        for unit in std::iter::once(&note.unit).chain(&note.more) {
            let u = &self.survey.page.units[*unit];
            if *unit == note.unit && !note.more.is_empty() && note.label.len == u.range.len() {
                continue; // the label is all that stands there
            }
            let kept = edits::kept(self.survey, *unit).unwrap_or(u.range.clone());
            let block = self.push(&mut text, of_shape(u.shape), *unit, &kept);
            // The lines of a quoted poem are quoted as its first is.
            let goes_on = u.shape == Shape::Verse
                && block > 0
                && text.blocks[block - 1].kind == BlockKind::Verse
                && text.groups.last().is_some_and(|group| group.blocks.end == block);
            if u.class == Some(LineClass::NoteBlockquote) || goes_on {
                match text.groups.last_mut() {
                    Some(group) if group.blocks.end == block => group.blocks.end += 1,
                    _ => text.groups.push(Group { kind: GroupKind::Quotation, blocks: block..block + 1 }),
                }
            }
        }
        text.groups.extend(stanzas(&text));
        text.groups.sort_by_key(|group| (group.blocks.start, std::cmp::Reverse(group.blocks.end)));
        text.sort_marks();
        text
    }
}

/// The lines of verse that stand one below the other.
fn stanzas(text: &Text) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    for (index, _) in text.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Verse) {
        match found.last_mut() {
            Some(stanza) if stanza.blocks.end == index => stanza.blocks.end += 1,
            _ => found.push(Group { kind: GroupKind::Stanza, blocks: index..index + 1 }),
        }
    }
    found
}

/// What the shape of a unit's lines makes of it.
fn of_shape(shape: Shape) -> BlockKind {
    match shape {
        Shape::Prose => BlockKind::Paragraph,
        Shape::Verse => BlockKind::Verse,
        Shape::Table | Shape::Data => BlockKind::Code,
    }
}

fn account(survey: &Survey, edits: Vec<Edit>, called: &[bool], profile: &Profile) -> Account {
    let page = &survey.page;
    let span = |range: &Range<usize>| Span::new(page.file, range.clone());
    // a title of an article and the line below it may have a blank line inside
    let shows = |unit: usize, k: usize| page.str(unit).lines().nth(k).is_none_or(|line| !line.trim().is_empty());
    let lines = page.units.iter().enumerate().flat_map(|(i, u)| {
        let (class, first) = (u.class.unwrap_or(LineClass::Body), u.lines.start);
        let shown = move |n: &u32| class != LineClass::Title || shows(i, (*n - first) as usize);
        u.lines.clone().filter(shown).map(move |n| (n, class))
    });
    let markers = survey.markers.iter().map(|m| Marker {
        span: span(&m.range),
        mark: m.mark.clone(),
        damaged: m.shape == crate::read::plain::markers::Shape::Damaged,
        note: m.note.and_then(|unit| note_of(survey, unit)),
    });
    let notes = survey.notes.iter().enumerate().map(|(i, n)| FoundNote {
        note: NoteId(i as u32),
        span: span(&page.units[n.unit].range),
        mark: n.label.mark.clone(),
        called: called[i],
    });
    let within = survey.within.iter().zip(survey.notes.len()..).map(|(w, i)| FoundNote {
        note: NoteId(i as u32),
        span: span(&w.range),
        mark: w.label.mark.clone(),
        called: true,
    });
    let notes = notes.chain(within);
    let layout = match page.layout {
        Layout::Lines => "a line is a paragraph",
        Layout::Wrapped => "lines are broken at a width",
    };
    let settled = if profile.name == "auto" { format!("auto ({layout})") } else { profile.name.to_owned() };
    Account {
        file: page.file,
        profile: settled,
        lines: lines.collect(),
        markers: markers.collect(),
        notes: notes.collect(),
        edits,
    }
}
