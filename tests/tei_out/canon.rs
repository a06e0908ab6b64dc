//! What two editions of a text must have in common that one was read from the TEI of the other: texts, groups, marks,
//! notes, apparatus, sigla, names, references; not where anything came from, nor indexes, nor style. As lines, so that
//! a difference can be read.

use edition::model::apparatus::{Cited, Entry, Layer, Reading, SiglumKind, State, Who};
use edition::model::document::{Document, Edition, Note, Reference, Target};
use edition::model::text::{Block, GroupKind, Mark, MarkKind, Text};
use std::fmt::Write as _;

/// The lines of a document (index).
pub(super) fn lines(edition: &Edition, index: usize) -> String {
    let canon = Canon { edition, document: &edition.documents[index] };
    let document = canon.document;
    let mut out = String::new();
    canon.text("title", &document.title, &mut out);
    if let Some(headnote) = &document.headnote {
        canon.text("headnote", headnote, &mut out);
    }
    canon.text("body", &document.body, &mut out);
    let mut notes: Vec<&Note> = document.notes.iter().filter(|note| note.entry.is_none()).collect();
    notes.sort_by_key(|note| (note.series, note.key.clone()));
    for note in notes {
        canon.text(&format!("note {}", canon.note(note)), &note.text, &mut out);
    }
    let mut entries: Vec<&Entry> = document.entries.iter().collect();
    entries.sort_by_key(|entry| entry.id.clone());
    for entry in entries {
        canon.entry(entry, &mut out);
    }
    canon.sigla(&mut out);
    out
}

/// An element of a source: in which order its attributes stand says nothing in XML.
fn foreign(name: &str, attributes: &[(String, String)]) -> String {
    let mut attributes: Vec<&(String, String)> = attributes.iter().collect();
    attributes.sort();
    format!("Foreign {{ name: {name:?}, attributes: {attributes:?} }}")
}

/// What stands in a text for what a reference shows.
const PLACEHOLDERS: [&str; 5] = ["@page", "@line", "@note", "@title", "@entry"];

struct Canon<'e> {
    edition: &'e Edition,
    document: &'e Document,
}

impl Canon<'_> {
    fn text(&self, name: &str, text: &Text, out: &mut String) {
        let _ = writeln!(out, "{name}");
        for (index, block) in text.blocks.iter().enumerate() {
            let anchor = anchor(block).map(|anchor| format!(" #{anchor}")).unwrap_or_default();
            let _ = writeln!(out, "  {:?}{anchor} {:?}", block.kind, text.block_str(index));
        }
        for group in &text.groups {
            let kind = match &group.kind {
                GroupKind::Foreign { name, attributes } => foreign(name, attributes),
                kind => format!("{kind:?}"),
            };
            let _ = writeln!(out, "  {kind} {:?}", group.blocks);
        }
        let lacks = |mark: &&Mark| matches!(mark.kind, MarkKind::Lacuna(_));
        let others = text.marks.iter().filter(|mark| !lacks(mark));
        let lacunae = lacunae(text.marks.iter().filter(lacks));
        let mut marks: Vec<String> = others.chain(&lacunae).filter_map(|mark| self.mark(text, mark)).collect();
        marks.sort();
        marks.dedup();
        marks.iter().for_each(|mark| out.push_str(mark));
    }

    fn mark(&self, text: &Text, mark: &Mark) -> Option<String> {
        let beside = |wanted: fn(&MarkKind) -> bool| {
            let start = mark.range.start;
            text.marks.iter().any(|other| other.range.start == start && wanted(&other.kind))
        };
        let note = |id: u32| self.document.notes.get(id as usize).filter(|note| note.entry.is_none());
        let kind = match &mark.kind {
            // a lemma on a placeholder is one on words that no file has
            MarkKind::Lemma(_) if PLACEHOLDERS.iter().any(|all| all.contains(&text.string[mark.range.clone()])) => {
                return None;
            }
            MarkKind::Lemma(id) => format!("lemma of {}", self.note(note(id.0)?)),
            MarkKind::Call(id) => format!("call of {}", self.note(note(id.0)?)),
            MarkKind::Reference(id) if self.is_listed(id.0) && beside(|k| matches!(k, MarkKind::Citation(_))) => {
                return None;
            }
            MarkKind::Reference(id) => format!("reference to {}", self.reference(id.0)?),
            MarkKind::Locus(id, kind) => format!("{kind:?} of {}", self.reference(id.0)?),
            MarkKind::Entry(id) => format!("entry {}", self.document.entries.get(id.0 as usize)?.id),
            MarkKind::Lacuna(id) => format!("lacuna of {}", self.document.sigla.name(*id)),
            MarkKind::Anchor(name) if name.starts_with("name-") && beside(|k| matches!(k, MarkKind::Name(_))) => {
                return None;
            }
            MarkKind::Anchor(name) if name.starts_with("citation-") || name.starts_with("hyphen-") => return None,
            // of the book's other files, which find them again
            // Which marker lacks its note is known from the witness alone.
            MarkKind::Orphan => return None,
            MarkKind::Name(_) | MarkKind::Citation(_) | MarkKind::Passage(_) | MarkKind::CitationKey => return None,
            MarkKind::Foreign { name, attributes } => foreign(name, attributes),
            kind => format!("{kind:?}"),
        };
        let range = trimmed(text, mark);
        let words = &text.string[range.clone()];
        let words: String = words.chars().take(60).collect();
        (range.is_empty() == mark.range.is_empty())
            .then(|| format!("  {:06}..{:06} {kind} {words:?}\n", range.start, range.end))
    }

    fn note(&self, note: &Note) -> String {
        format!("{}:{}", self.edition.series[note.series].id, note.key)
    }

    fn is_listed(&self, id: u32) -> bool {
        let to = self.document.references.get(id as usize).map(|reference| &reference.document);
        to.is_some_and(|to| self.edition.documents.iter().any(|d| d.id == *to && d.generated.is_some()))
    }

    fn reference(&self, id: u32) -> Option<String> {
        let reference: &Reference = self.document.references.get(id as usize)?;
        let own = if reference.document.is_empty() { &self.document.id } else { &reference.document };
        let written = || format!("{own}#{}", reference.anchor.as_deref().unwrap_or_default());
        let there = match &reference.target {
            Target::Place(place) => {
                Some(place).filter(|place| self.edition.documents[place.document].id == self.document.id)
            }
            _ => None,
        };
        Some(there.map_or_else(written, |place| self.edition.place_name(place)))
    }

    fn entry(&self, entry: &Entry, out: &mut String) {
        let layer = match entry.layer {
            Layer::Emendation => "emendation",
            Layer::Series(index) => &self.edition.series[index].id,
        };
        let Entry { id, r#type, form, lemma, reason, .. } = entry;
        let r#type = r#type.as_deref().filter(|r#type| *r#type != "emendation" || entry.layer != Layer::Emendation);
        let _ = writeln!(out, "entry {id} in {layer}: {type:?} {form:?} {lemma:?} {reason:?}");
        if let Some(within) = &entry.within {
            let of = self.document.entries.get(within.entry.0 as usize).map(|of| of.id.as_str());
            let _ = writeln!(out, "  within {of:?} {}", within.reading);
        }
        let _ = writeln!(out, "  lemma: {}", self.support(&entry.support));
        for Reading { kind, words, how, support, r#type, marks, .. } in &entry.readings {
            let marks = marks.iter().filter(|mark| !matches!(mark.kind, MarkKind::Entry(_)));
            let marks: Vec<String> = marks.map(|mark| format!("{:?} {:?}", mark.range, mark.kind)).collect();
            let support = self.support(support);
            let _ = writeln!(out, "  reading {kind:?} {words:?} {how:?} {type:?}: {support} {}", marks.join(", "));
        }
        if let Some(note) = &entry.note {
            self.text("  note", note, out);
        }
    }

    /// Who has something: in the order of the attributes that name them.
    fn support(&self, support: &[Cited]) -> String {
        let place = |who: Who| match who {
            Who::Editor => 1,
            Who::Siglum(id) => match self.document.sigla.get(id).map(|siglum| siglum.kind) {
                Some(SiglumKind::Scholar) => 1,
                Some(SiglumKind::Source) => 2,
                _ => 0,
            },
            _ => 0,
        };
        let mut all: Vec<&Cited> = support.iter().collect();
        all.sort_by_key(|cited| place(cited.who));
        let name = |cited: &Cited| {
            let who = match cited.who {
                Who::Siglum(id) => self.document.sigla.name(id).to_owned(),
                who => format!("{who:?}"),
            };
            let state = |state: &State| match state {
                State::Own(index, standing) => {
                    let print = self.document.sigla.states.get(usize::from(*index)).map(|own| own.print.as_str());
                    format!("{} {standing:?} {print:?}", self.document.sigla.state_name(*state))
                }
                state => format!("{state:?}"),
            };
            let states = cited.states.iter().map(state).collect::<Vec<_>>();
            format!("{who}{:?}{states:?}{:?}", cited.deed, cited.remark)
        };
        all.into_iter().map(name).collect::<Vec<_>>().join(" ")
    }

    fn sigla(&self, out: &mut String) {
        let sigla = &self.document.sigla;
        let mut all: Vec<String> = vec![];
        for (index, siglum) in sigla.list.iter().enumerate() {
            let id = edition::model::apparatus::SiglumId(index as u32);
            let of = siglum.group.or(siglum.hand_of).map(|of| sigla.name(of).to_owned());
            let (force, base) = (sigla.is_in_force(id), sigla.base == Some(id));
            let (title, date, heading) = (&siglum.title, &siglum.date, &siglum.heading);
            let kind = siglum.kind;
            let said = format!("{kind:?} {title:?} {date:?} {heading:?} {of:?} {force} {base}");
            all.push(format!("siglum {} {said}\n", siglum.siglum));
        }
        if sigla.own_headings {
            out.push_str("headings are the editor’s\n");
        }
        all.sort();
        all.iter().for_each(|siglum| out.push_str(siglum));
    }
}

/// Lacunae, those of one witness that touch as one.
fn lacunae<'m>(marks: impl Iterator<Item = &'m Mark>) -> Vec<Mark> {
    let mut merged: Vec<Mark> = vec![];
    for mark in marks {
        match merged.iter_mut().find(|known| known.kind == mark.kind && known.range.end >= mark.range.start) {
            Some(known) => known.range.end = known.range.end.max(mark.range.end),
            None => merged.push(mark.clone()),
        }
    }
    merged
}

/// An anchor that the source gives: not the paragraph's number, by which something in the file led there.
fn anchor(block: &Block) -> Option<&str> {
    let number = block.number.map(|number| format!("p{number}"));
    block.anchor.as_deref().filter(|anchor| Some(*anchor) != number.as_deref())
}

/// A mark without the spaces at its edges, which XML has outside or inside alike.
fn trimmed(text: &Text, mark: &Mark) -> std::ops::Range<usize> {
    let space = |c: char| matches!(c, ' ' | '\n');
    let words = &text.string[mark.range.clone()];
    let start = mark.range.start + (words.len() - words.trim_start_matches(space).len());
    start.min(mark.range.end)..(mark.range.start + words.trim_end_matches(space).len()).max(start.min(mark.range.end))
}
