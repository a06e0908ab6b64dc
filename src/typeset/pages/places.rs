//! Where every named place stands, and what references and lists make of it.
//!
//! Names are sorted once: every landmark has a number, by which its place is noted down in each
//! round, and lists of places know the numbers of theirs.

use crate::model::document::{Edition, Spot, Target};
use crate::model::loci::{self, Divided, Number};
use crate::model::text::LocusKind;
use crate::typeset::galley::Galley;
use crate::typeset::lines::SetParagraph;
use crate::typeset::pages::divided;
use crate::typeset::pages::numbering::{BookPage, LinePlace, lines};
use crate::typeset::pages::pagebreak::Pagination;
use crate::typeset::paragraph::Paragraph;
use crate::typeset::paragraph::assembled::Loci;
use crate::typeset::paragraph::list::List;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What references may ask for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// The pages' labels as printed.
    labels: Vec<String>,
    /// The places of landmarks, by number.
    places: Vec<Option<LinePlace>>,
    /// The words that lines divide at a hyphen of their own, if a list of them is wanted.
    pub(crate) divided: Vec<Divided>,
    known: Arc<Known>,
}

/// What is known before any page is.
#[derive(Debug, Default)]
struct Known {
    /// The names of landmarks with their numbers, sorted.
    names: Vec<(String, u32)>,
    /// Titles of what is referred to, by name.
    titles: BTreeMap<String, String>,
    /// Marks of notes.
    marks: BTreeMap<String, String>,
    /// Whether divided words are listed.
    divided: bool,
}

impl Table {
    /// What is known before any page is: titles and marks of what is referred to, and which places
    /// there are. Numbers the landmarks of `paragraphs`.
    pub(crate) fn new(edition: &Edition, paragraphs: &mut [Paragraph]) -> Self {
        let mut known = Known { names: number(paragraphs), ..Known::default() };
        known.divided = divided::is_wanted(edition);
        for document in &edition.documents {
            let listed = document.listed();
            for (reference, _) in document.references.iter().zip(listed).filter(|(_, listed)| !listed) {
                known.refer(edition, &reference.target);
            }
        }
        paragraphs.par_iter_mut().for_each(|paragraph| {
            for list in paragraph.lists.iter_mut().flat_map(|lists| &mut lists.lists) {
                list.numbers = list.places.iter().map(|name| known.number(name)).collect();
            }
        });
        Self { known: Arc::new(known), ..Self::default() }
    }

    /// The same with the pages as they are now.
    pub(crate) fn placed(
        &self,
        edition: &Edition,
        paragraphs: &[Paragraph],
        pages: &[BookPage],
        galleys: &[Galley],
        plans: &[Pagination],
        set: &[SetParagraph],
    ) -> Self {
        let mut places = vec![None; self.known.names.len()];
        let mut divided = vec![];
        lines(paragraphs, pages, galleys, plans, set, |line, place| {
            let (paragraph, set) = (&paragraphs[line.paragraph.0 as usize], &set[line.paragraph.0 as usize]);
            for landmark in set.places(paragraph, &line.cut) {
                places[landmark.number as usize].get_or_insert(place);
            }
            if self.known.divided {
                let word = divided::word(edition, paragraph, &set.text, &line.cut);
                divided.extend(word.map(|word| Divided { word, at: place.into() }));
            }
        });
        let labels = pages.iter().map(|page| page.label.to_string()).collect();
        Self { labels, places, divided, known: self.known.clone() }
    }

    /// The places by name, in the order of the names.
    pub(crate) fn by_name(&self) -> impl Iterator<Item = (&str, LinePlace)> {
        let places = self.known.names.iter().map(|(name, number)| (name, self.places.get(*number as usize)));
        places.filter_map(|(name, place)| Some((name.as_str(), place.copied().flatten()?)))
    }

    fn place(&self, name: &str) -> Option<LinePlace> {
        self.places.get(self.known.number(name)? as usize).copied().flatten()
    }
}

/// Numbers all landmarks; gives their names, sorted.
fn number(paragraphs: &mut [Paragraph]) -> Vec<(String, u32)> {
    let mut names = vec![];
    for paragraph in paragraphs {
        let first = names.len() as u32;
        for (landmark, number) in paragraph.landmarks_mut().zip(first..) {
            landmark.number = number;
            names.push((landmark.name.clone(), number));
        }
        paragraph.number_template();
    }
    names.par_sort_unstable();
    names
}

impl Known {
    /// Title and mark of what a reference leads to.
    fn refer(&mut self, edition: &Edition, target: &Target) {
        let Some(place) = target.place() else { return };
        let (name, document) = (edition.place_name(place), &edition.documents[place.document]);
        let title = match &place.spot {
            Spot::Block(block) if document.body.blocks[*block].number.is_none() => {
                document.body.block_str(*block).to_string()
            }
            _ => crate::typeset::composition::composer::title_of(&document.title),
        };
        if let Spot::Note(note) | Spot::Call(note) = place.spot {
            self.marks.insert(name.clone(), document.notes[note.0 as usize].mark.clone());
        }
        self.titles.insert(name, title);
    }

    /// The number of the first landmark of that name.
    fn number(&self, name: &str) -> Option<u32> {
        let at = self.names.partition_point(|(known, _)| known.as_str() < name);
        self.names.get(at).filter(|(known, _)| known == name).map(|(_, number)| *number)
    }
}

impl Loci for Table {
    fn locus(&self, name: &str, kind: LocusKind) -> Option<String> {
        let unknown = || "00".to_string();
        match kind {
            LocusKind::Page => Some(self.place(name).map_or_else(unknown, |place| self.labels[place.page].clone())),
            LocusKind::Line => Some(self.place(name).map_or_else(unknown, |place| loci::line_number(&place.into()))),
            LocusKind::Note => self.known.marks.get(name).cloned(),
            LocusKind::Title => self.known.titles.get(name).cloned(),
        }
    }

    fn list(&self, list: &List) -> Vec<Number> {
        if self.labels.is_empty() {
            return list.guess();
        }
        if list.divided {
            return loci::divided(&self.divided, &self.labels);
        }
        let place = |number: &Option<u32>| Some((*self.places.get((*number)? as usize)?.as_ref()?).into());
        loci::numbers(list.numbers.iter().map(place), &self.labels, list.lines)
    }

    fn label(&self, page: usize) -> &str {
        self.labels.get(page).map_or("", String::as_str)
    }
}
