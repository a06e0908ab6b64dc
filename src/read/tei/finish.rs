//! What is done when all is walked over: notes get their words, references are looked through, and the parts are put
//! together.

use super::account::account;
use super::app;
use super::walk::Walk;
use crate::model::document::Reference;
use crate::model::draft::Draft;
use crate::model::header::Header;
use crate::model::text::{Mark, MarkKind, RefId, Text};
use std::collections::BTreeSet;
use std::ops::Range;

impl Walk<'_, '_> {
    /// The draft of a text whose body is read.
    pub(super) fn finish(mut self, mut body: Text, header: &Header) -> Draft {
        self.place_notes(&mut body);
        app::attach(&mut self, &mut body);
        self.unlink(&mut body);
        let tei = Some(account(&self, &body));
        self.faults.report(self.diagnostics);
        let Walk { notes, references, entries, figures, title, headnote, .. } = self;
        let title = title.or_else(|| header.titles.first().map(Text::plain));
        let author = Some(header.authors.join(", ")).filter(|authors| !authors.is_empty());
        let source = header.source.as_ref().map(Text::plain);
        let (date, dateline, header) = (header.date.clone(), header.dateline.clone(), header.clone());
        Draft {
            title,
            headnote,
            author,
            date,
            dateline,
            source,
            body,
            notes,
            references,
            entries,
            figures,
            header,
            tei,
            ..Draft::default()
        }
    }

    /// Takes back references to what came to stand nowhere: an id in words that are not printed.
    fn unlink(&mut self, body: &mut Text) {
        let mut known: BTreeSet<String> = BTreeSet::new();
        let texts = self.notes.iter().map(|note| &note.text).chain(self.entries.iter().filter_map(|e| e.note.as_ref()));
        for text in texts.chain([&*body]).chain(&self.title).chain(&self.headnote) {
            known.extend(text.blocks.iter().filter_map(|block| block.anchor.clone()));
            known.extend(text.blocks.iter().filter_map(|block| Some(format!("p{}", block.number?))));
            known.extend(text.marks.iter().filter_map(|mark| match &mark.kind {
                MarkKind::Anchor(name) => Some(name.clone()),
                _ => None,
            }));
        }
        known.insert("headnote".to_owned());
        known.extend(self.entries.iter().map(|entry| entry.id.clone()));
        known.extend(self.notes.iter().filter_map(|note| {
            let series = self.context.series.get(note.series)?;
            Some(format!("note-{}-{}", series.id, note.key))
        }));
        let lost: BTreeSet<RefId> = (0..)
            .map(RefId)
            .zip(&self.references)
            .filter(|(_, reference)| {
                let own = reference.document.is_empty();
                own && reference.anchor.as_ref().is_some_and(|anchor| !known.contains(anchor))
            })
            .map(|(id, _)| id)
            .collect();
        if lost.is_empty() {
            return;
        }
        for (_, reference) in (0..).map(RefId).zip(&mut self.references).filter(|(id, _)| lost.contains(id)) {
            let anchor = reference.anchor.clone().unwrap_or_default();
            if let Some(span) = &reference.span {
                let says = (
                    format!("`#{anchor}` is no place of the text that is printed: what refers to it leads nowhere"),
                    "refer to words that are printed",
                );
                self.faults.push("dangling-target", format!("#{anchor}"), span.clone(), says);
            }
        }
        let references = &mut self.references;
        let texts = self.notes.iter_mut().map(|note| &mut note.text);
        let entries = self.entries.iter_mut().filter_map(|entry| entry.note.as_mut());
        let own = self.title.iter_mut().chain(&mut self.headnote);
        for text in texts.chain(entries).chain([body]).chain(own) {
            take_back(&mut text.marks, &lost, references);
        }
        for reading in self.entries.iter_mut().flat_map(|entry| &mut entry.readings) {
            take_back(&mut reading.marks, &lost, references);
        }
        // The numbers of the others stay: what is lost refers to the document itself, and no mark to that.
        for id in lost {
            if let Some(reference) = references.get_mut(id.0 as usize) {
                reference.anchor = None;
            }
        }
    }
}

/// Makes marks of references that lead nowhere what the file has, if it is not kept already.
fn take_back(marks: &mut Vec<Mark>, lost: &BTreeSet<RefId>, references: &[Reference]) {
    let is_kept = |mark: &Mark| matches!(&mark.kind, MarkKind::Foreign { name, .. } if name == "ref" || name == "ptr");
    let kept: Vec<Range<usize>> = marks.iter().filter(|mark| is_kept(mark)).map(|mark| mark.range.clone()).collect();
    marks.retain_mut(|mark| {
        let (MarkKind::Reference(id) | MarkKind::Locus(id, _)) = mark.kind else { return true };
        if !lost.contains(&id) {
            return true;
        }
        let is_reference = matches!(mark.kind, MarkKind::Reference(_));
        let anchor = references.get(id.0 as usize).and_then(|reference| reference.anchor.clone()).unwrap_or_default();
        let attributes = vec![("target".to_owned(), format!("#{anchor}"))];
        mark.kind = MarkKind::Foreign { name: "ref".to_owned(), attributes };
        is_reference && !kept.contains(&mark.range)
    });
}
