//! The conspectus siglorum: what each siglum stands for, by kind or below headings of the editor’s own, members below their group and hands below their
//! witness, with what of the book it has and the pages that cite it.

mod cited;
mod extent;
mod listed;

use super::writer::Writer;
use crate::model::apparatus::{Layer, SiglumKind};
use crate::model::document::{Document, Edition};
use crate::model::text::{BlockKind, GroupKind, MarkKind};
use crate::terms::GeneratedTerms;
use cited::CitedAt;
pub(super) use extent::name_lacunae;
use listed::{List, Listed};

/// The kinds that have a section of their own, in order.
const SECTIONS: [SiglumKind; 5] =
    [SiglumKind::Manuscript, SiglumKind::Translation, SiglumKind::Edition, SiglumKind::Scholar, SiglumKind::Source];

/// Whether a document has an apparatus of its witnesses.
pub(super) fn has_apparatus(document: &Document) -> bool {
    !document.sigla.in_force.is_empty() || document.entries.iter().any(|entry| entry.layer != Layer::Emendation)
}

/// Writes the conspectus.
pub(super) fn write(edition: &Edition, writer: &mut Writer<'_>) {
    let (list, cited) = (List::of(edition), CitedAt::of(edition));
    let terms = GeneratedTerms::of(writer.language).sigla;
    let mut sections: Vec<(&str, Vec<usize>)> = vec![];
    for (kind, root) in SECTIONS.into_iter().flat_map(|kind| list.roots(kind).into_iter().map(move |root| (kind, root)))
    {
        let heading = list.all[root].siglum.heading.as_deref().unwrap_or(terms.section(kind));
        match sections.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, roots)) => roots.push(root),
            None => sections.push((heading, vec![root])),
        }
    }
    let several = sections.len() > 1;
    for (heading, roots) in sections {
        if several {
            writer.block(BlockKind::Heading(1));
            writer.prose(heading);
        }
        let desk = Desk { edition, list: &list, cited: &cited };
        writer.group(GroupKind::Entries, |w| roots.into_iter().for_each(|root| desk.tree(w, root, 0)));
    }
}

/// What entries are written from.
struct Desk<'a> {
    edition: &'a Edition,
    list: &'a List<'a>,
    cited: &'a CitedAt,
}

impl Desk<'_> {
    /// An entry and those below it.
    fn tree(&self, writer: &mut Writer<'_>, index: usize, depth: usize) {
        self.entry(writer, &self.list.all[index], depth);
        for below in self.list.below(index) {
            self.tree(writer, below, depth + 1);
        }
    }

    /// `A  Oxford, Bodleian Library, s. xi. Wanting: 12.5–13.4. Cited: 3, 5–7.`
    fn entry(&self, writer: &mut Writer<'_>, listed: &Listed<'_>, depth: usize) {
        let siglum = listed.siglum;
        writer.block(BlockKind::Paragraph);
        writer.words(&"\u{2003}".repeat(depth));
        writer.anchor(listed.anchor.clone());
        writer.marked(MarkKind::Strong, |w| w.words(&siglum.siglum));
        let title = Some(siglum.title.trim()).filter(|title| *title != siglum.siglum && !title.is_empty());
        let said: Vec<&str> = title.into_iter().chain(siglum.date.as_deref().map(str::trim)).collect();
        if !said.is_empty() {
            writer.words("\u{2002}");
            writer.prose(&said.join(", "));
        }
        let mut between = match said.last() {
            None => "\u{2002}",
            Some(said) if said.ends_with(['.', '…']) => " ",
            Some(_) => ". ",
        };
        let mut sentence = |writer: &mut Writer<'_>| writer.words(std::mem::replace(&mut between, " "));
        let known = extent::Known { edition: self.edition, listed };
        if known.documents().is_some() {
            sentence(writer);
            known.write_documents(writer);
        }
        if known.lacks_something() {
            sentence(writer);
            known.write_lacunae(writer);
        }
        let places = self.cited.of_all(&listed.documents);
        if !self.edition.book.uncited && !places.is_empty() {
            sentence(writer);
            writer.words(GeneratedTerms::of(writer.language).cited);
            writer.words("\u{a0}");
            writer.places(&places, false);
            writer.words(".");
        }
    }
}
