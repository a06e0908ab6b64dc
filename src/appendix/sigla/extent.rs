//! What of the book a witness has: the documents, and what it lacks in them.

use super::has_apparatus;
use super::listed::Listed;
use crate::appendix::writer::{Address, Writer};
use crate::model::apparatus::SiglumId;
use crate::model::document::{Document, Edition};
use crate::model::text::{Mark, MarkKind};
use crate::terms::GeneratedTerms;
use std::ops::Range;

/// Sets places to refer to where each lacuna begins and ends.
pub(in crate::appendix) fn name_lacunae(edition: &mut Edition) {
    for document in &mut edition.documents {
        let lacunae = |mark: &&Mark| matches!(mark.kind, MarkKind::Lacuna(_));
        let ranges: Vec<Range<usize>> = document.body.marks.iter().filter(lacunae).map(|m| m.range.clone()).collect();
        if ranges.is_empty() {
            continue;
        }
        for (number, range) in (1..).zip(ranges) {
            // Behind its last word the next line may have begun, and a place inside a word cuts it.
            let words = document.body.string[range.clone()].trim_end();
            let last = words.char_indices().rfind(|(_, c)| c.is_whitespace());
            let end = range.start + last.map_or(0, |(at, space)| at + space.len_utf8());
            let mut set = |at: usize, name: String| {
                document.body.marks.push(Mark { range: at..at, kind: MarkKind::Anchor(name) });
            };
            set(range.start, from(number));
            set(end, to(number));
        }
        document.body.sort_marks();
    }
}

fn from(number: usize) -> String {
    format!("lacuna-{number}")
}

fn to(number: usize) -> String {
    format!("lacuna-{number}-end")
}

/// What is known of a siglum's extent.
pub(super) struct Known<'a> {
    pub(super) edition: &'a Edition,
    pub(super) listed: &'a Listed<'a>,
}

/// A lacuna of a document, by its number there.
struct Lacuna {
    number: usize,
    range: Range<usize>,
}

impl<'a> Known<'a> {
    /// The documents that it has, where these are not all; of one that means something else elsewhere always those
    /// in which it means this.
    pub(super) fn documents(&self) -> Option<Vec<&'a Document>> {
        let accounted: Vec<&Document> =
            self.edition.documents.iter().filter(|document| has_apparatus(document)).collect();
        let own = self.listed.documents.iter().map(|(number, id)| (&self.edition.documents[*number], *id));
        let in_force: Vec<_> = own.clone().filter(|(document, id)| document.sigla.is_in_force(*id)).collect();
        if in_force.is_empty() {
            return self.listed.differs.then(|| own.map(|(document, _)| document).collect());
        }
        let has = in_force.iter().filter(|(document, id)| !lacunae(document, *id).iter().any(|l| is_all(document, l)));
        let has: Vec<&Document> = has.map(|(document, _)| *document).collect();
        (self.listed.differs || has.len() < accounted.len()).then_some(has).filter(|has| !has.is_empty())
    }

    pub(super) fn write_documents(&self, writer: &mut Writer<'_>) {
        writer.words(GeneratedTerms::of(writer.language).sigla.within);
        for (number, document) in self.documents().into_iter().flatten().enumerate() {
            writer.words(if number == 0 { " " } else { ", " });
            let address = Address { document: document.id.clone(), anchor: None };
            writer.reference(&address, |w| w.title(document, true));
        }
        writer.words(".");
    }

    /// The documents of which it lacks a part, with their lacunae.
    fn lacking(&self) -> Vec<(&'a Document, Vec<Lacuna>)> {
        let own = self.listed.documents.iter().map(|(number, id)| (&self.edition.documents[*number], *id));
        own.filter(|(document, id)| document.sigla.is_in_force(*id))
            .map(|(document, id)| (document, lacunae(document, id)))
            .filter(|(document, lacunae)| !lacunae.is_empty() && !lacunae.iter().any(|lacuna| is_all(document, lacuna)))
            .collect()
    }

    pub(super) fn lacks_something(&self) -> bool {
        !self.lacking().is_empty()
    }

    pub(super) fn write_lacunae(&self, writer: &mut Writer<'_>) {
        let terms = GeneratedTerms::of(writer.language).sigla;
        let in_force = |(number, id): &&(usize, SiglumId)| self.edition.documents[*number].sigla.is_in_force(*id);
        let several = self.listed.documents.iter().filter(in_force).count() > 1;
        writer.words(terms.wanting);
        for (number, (document, lacunae)) in self.lacking().into_iter().enumerate() {
            writer.words(if number == 0 { " " } else { "; " });
            if several {
                writer.title(document, true);
                writer.words(" ");
            }
            for (number, lacuna) in lacunae.iter().enumerate() {
                writer.words(if number == 0 { "" } else { "; " });
                let ends = [from(lacuna.number), to(lacuna.number)].map(|name| Address::new(document, name));
                if document.body.string[..lacuna.range.start].trim().is_empty() {
                    writer.words(&format!("{} ", terms.up_to));
                    writer.places(&ends[1..], true);
                } else if reaches_the_end(document, &lacuna.range) {
                    writer.places(&ends[..1], true);
                    writer.words(&format!(" {}", terms.to_the_end));
                } else {
                    writer.stretch(&ends);
                }
            }
        }
        writer.words(".");
    }
}

/// The lacunae of a witness, numbered among all of the document as [`name_lacunae`] does.
fn lacunae(document: &Document, witness: SiglumId) -> Vec<Lacuna> {
    let all = document.body.marks.iter().filter_map(|mark| match mark.kind {
        MarkKind::Lacuna(who) => Some((who, mark.range.clone())),
        _ => None,
    });
    let numbered = (1..).zip(all).filter(|(_, (who, _))| *who == witness);
    numbered.map(|(number, (_, range))| Lacuna { number, range }).collect()
}

/// Whether nothing of the text is left.
fn is_all(document: &Document, lacuna: &Lacuna) -> bool {
    document.body.string[..lacuna.range.start].trim().is_empty() && reaches_the_end(document, &lacuna.range)
}

fn reaches_the_end(document: &Document, range: &Range<usize>) -> bool {
    document.body.string[range.end..].trim().is_empty()
}
