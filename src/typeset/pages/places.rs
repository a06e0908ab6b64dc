//! Where every named place stands, and what references and lists make of it.
//!
//! Names are sorted once: every landmark has a number, by which its place is noted down in each
//! round, and lists of places know the numbers of theirs.

use crate::model::apparatus::{self as model, OrdinalId};
use crate::model::document::{Container, Edition, Spot, Target};
use crate::model::loci::{self, Asked, Called, Divided, Number, PlacedAt};
use crate::model::text::{LocusKind, NoteId};
use crate::style::Style;
use crate::typeset::composition::flow::{Flow, FlowKind};
use crate::typeset::galley::Galley;
use crate::typeset::lines::{Cut, CutLine, SetParagraph};
use crate::typeset::pages::keys::{Headings, KeyText, Keys};
use crate::typeset::pages::numbering::{BookPage, LinePlace, guess, lines};
use crate::typeset::pages::pagebreak::Pagination;
use crate::typeset::pages::repeated::Elsewhere;
use crate::typeset::pages::rows::{Rows, Spans};
use crate::typeset::pages::{called, divided, repeated};
use crate::typeset::paragraph::Paragraph;
use crate::typeset::paragraph::assembled::{Loci, Nowhere};
use crate::typeset::paragraph::keyed::{Keyed, Repeated};
use crate::typeset::paragraph::list::List;
use crate::typeset::paragraph::piece::KeyPart;
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
    /// What the keys of notes read.
    keys: Vec<KeyText>,
    /// What the lines without a number are called at which lemmata begin, by the landmark there.
    names: BTreeMap<u32, Arc<str>>,
    /// The pages with lines of several divisions that number theirs anew.
    spans: Spans,
    /// Which of several equal words each of [`Known::repeated`] is; empty where it is the only one.
    ordinals: Vec<String>,
    known: Arc<Known>,
}

/// What is known before any page is.
#[derive(Debug, Default)]
struct Known {
    /// The names of landmarks with their numbers, sorted.
    names: Vec<(String, u32)>,
    /// Titles of what is referred to, by name.
    titles: BTreeMap<String, String>,
    /// What the entries say that are referred to, by name.
    entries: BTreeMap<String, String>,
    /// Marks of notes.
    marks: BTreeMap<String, String>,
    /// What places are called whose lines have no numbers.
    called: Called,
    /// The divisions that number their lines anew.
    rows: Rows,
    /// Whether divided words are listed.
    divided: bool,
    /// The notes that are keyed to lines, each with the numbers of the landmarks that its lemma begins and ends at.
    keyed: Vec<Keyed>,
    ends: Vec<(Option<u32>, Option<u32>)>,
    /// Words that may have to be told from others in their line.
    repeated: Vec<Repeated>,
    /// Which of several they are, where that is counted in more than a line; for all others empty.
    counted: Vec<String>,
    /// By container the beginnings of the others, in order, with their indices.
    words: BTreeMap<(usize, Container), Vec<(usize, usize)>>,
}

impl Table {
    /// What is known before any page is: titles and marks of what is referred to, and which places
    /// there are. Numbers the landmarks of `paragraphs`.
    pub(crate) fn new(
        (edition, style): (&Edition, &Style),
        paragraphs: &mut [Paragraph],
        keyed: Vec<Keyed>,
        repeated: Vec<Repeated>,
    ) -> Self {
        let mut known = Known { names: number(paragraphs), keyed, repeated, ..Known::default() };
        known.called = called::called(edition, style);
        known.index();
        known.counted = known.repeated.par_iter().map(|words| repeated::counted(edition, words)).collect();
        known.divided = divided::is_wanted(edition);
        known.rows = Rows::of(edition, style);
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
        (edition, style): (&Edition, &Style),
        paragraphs: &[Paragraph],
        pages: &[BookPage],
        galleys: &[Galley],
        plans: &[Pagination],
        set: &[SetParagraph],
    ) -> Self {
        let mut found = Found::new(&self.known, edition, paragraphs, set);
        lines(paragraphs, pages, galleys, plans, set, |line, place| found.line(line, place));
        let labels = pages.iter().map(|page| page.label.to_string()).collect();
        self.with(found, labels, edition, style)
    }

    /// The same before any page is: lines as they are best, counted as if pages had forty, notes in the order of
    /// their calls. So keys are about as wide from the first as they will be.
    pub(crate) fn guessed(
        &self,
        (edition, style): (&Edition, &Style),
        paragraphs: &[Paragraph],
        galleys: &[Galley],
        flows: &[Flow],
        set: &[SetParagraph],
    ) -> Self {
        let mut found = Found::new(&self.known, edition, paragraphs, set);
        let keys: BTreeMap<(usize, NoteId), u32> =
            (0..).zip(&self.known.keyed).map(|(key, keyed)| ((keyed.document, keyed.note), key)).collect();
        let likely = |(flow, galley): (&Flow, &Galley)| match flow.kind {
            FlowKind::Document(document) => (document, guess(galley, set, document)),
            _ => (0, vec![]),
        };
        let likely: Vec<(usize, Vec<(CutLine, LinePlace)>)> = flows.par_iter().zip(galleys).map(likely).collect();
        for (document, (line, place)) in
            likely.into_iter().flat_map(|(document, lines)| lines.into_iter().map(move |line| (document, line)))
        {
            found.line(line, place);
            let (paragraph, set) = (&paragraphs[line.paragraph.0 as usize], &set[line.paragraph.0 as usize]);
            let called = set.calls(paragraph, &line.cut);
            found.begun.extend(called.filter_map(|note| Some((document, *keys.get(&(document, note))?))));
        }
        self.with(found, vec![], edition, style)
    }

    fn with(&self, found: Found<'_>, labels: Vec<String>, edition: &Edition, style: &Style) -> Self {
        let Found { places, divided, begun, mut ordinals, elsewhere, spans, heads, .. } = found;
        // A guess knows of no pages.
        let spans = if labels.is_empty() { Spans::default() } else { spans };
        let (notes, series) = (&self.known.keyed, &edition.series);
        let keys = Keys { notes, series, style, labels: &labels, spans: &spans, heads: &heads };
        let place = |number: Option<u32>| places.get(number? as usize).copied().flatten();
        let keys = keys.texts(&begun, |key| {
            let (from, to) = self.known.ends[key];
            let from = place(from)?;
            Some((from, place(to).unwrap_or(from)))
        });
        let known = self.known.clone();
        for (index, found) in elsewhere {
            let home = known.repeated[index].home.as_ref();
            ordinals[index] = found.line(home, &labels, |place| known.rows.placed(place, &spans)).unwrap_or_default();
        }
        // Before there are pages references say nothing of them.
        let places = if labels.is_empty() { vec![] } else { places };
        let at = |(word, place)| Divided { word, at: known.rows.placed(place, &spans) };
        let divided = divided.into_iter().map(at).collect();
        let named = |(key, (from, _)): (&KeyText, &(Option<u32>, Option<u32>))| {
            let name = key.names[0].as_deref().filter(|name| !name.is_empty())?;
            Some(((*from)?, Arc::from(name)))
        };
        let names = keys.iter().zip(&known.ends).filter_map(named).collect();
        Self { labels, places, divided, keys, names, spans, ordinals, known }
    }

    /// What every note reads that is keyed to lines, by document and note.
    pub(crate) fn keyed(
        &self,
        paragraphs: &[Paragraph],
        set: &[SetParagraph],
    ) -> BTreeMap<(usize, NoteId), model::Keyed> {
        let mut printed: BTreeMap<(usize, NoteId), String> = BTreeMap::new();
        let once = |(paragraph, _): &(&Paragraph, &SetParagraph)| !self.keys.is_empty() && paragraph.twin.is_none();
        for (paragraph, set) in paragraphs.iter().zip(set).filter(once) {
            let Some((document, Container::Note(note))) = paragraph.origin else { continue };
            let known = printed.entry((document, note)).or_default();
            if !known.is_empty() {
                known.push('\n');
            }
            known.push_str(own(paragraph, set).trim());
        }
        let keyed = self.known.keyed.iter().zip(&self.keys).filter_map(|(keyed, text)| {
            let (from, to, on) = text.places?;
            let printed = printed.remove(&(keyed.document, keyed.note)).unwrap_or_default();
            let (key, elide, divisions) = (text.number().to_owned(), text.elide, text.divisions.clone());
            let (from, to) = (from.into(), to.into());
            let everywhere = text.everywhere.clone();
            let names = text.names.clone();
            let known = model::Keyed { from, to, names, divisions, everywhere, elide, on, key, printed };
            Some(((keyed.document, keyed.note), known))
        });
        keyed.collect()
    }

    /// Which of several equal words of a line are meant, by document.
    pub(crate) fn ordinals(&self) -> BTreeMap<(usize, OrdinalId), u32> {
        let known = self.known.repeated.iter().zip(&self.ordinals);
        known.filter_map(|(words, which)| Some(((words.document, words.id), which.parse().ok()?))).collect()
    }

    /// What says the lines of words that are on others than their entries, by document.
    pub(crate) fn elsewhere(&self) -> BTreeMap<(usize, OrdinalId), String> {
        repeated::said(&self.known.repeated, &self.ordinals)
    }

    /// What places are called whose lines have no numbers.
    pub(crate) fn called(&self) -> &Called {
        &self.known.called
    }

    /// What stands before the lines of the division in which a line begins at byte `at` of a container; none where a text
    /// has none that number their lines.
    pub(crate) fn division(&self, origin: Option<(usize, Container)>, at: impl FnOnce() -> usize) -> Option<&str> {
        self.known.rows.name(self.known.rows.at(origin, at))
    }

    /// The places by name, in the order of the names.
    pub(crate) fn by_name(&self) -> impl Iterator<Item = (&str, PlacedAt)> {
        self.known.names.iter().filter_map(|(name, number)| Some((name.as_str(), self.placed_at(*number)?)))
    }

    fn place(&self, name: &str) -> Option<PlacedAt> {
        self.placed_at(self.known.number(name)?)
    }

    fn placed_at(&self, number: u32) -> Option<PlacedAt> {
        let place = self.places.get(number as usize).copied().flatten()?;
        let name = self.names.get(&number).filter(|_| !place.counts).cloned();
        Some(PlacedAt { name, ..self.known.rows.placed(place, &self.spans) })
    }
}

/// What is found on the lines of a book.
struct Found<'a> {
    known: &'a Known,
    edition: &'a Edition,
    paragraphs: &'a [Paragraph],
    set: &'a [SetParagraph],
    places: Vec<Option<LinePlace>>,
    /// The words that lines divide, each with its line.
    divided: Vec<(String, LinePlace)>,
    spans: Spans,
    heads: Headings,
    /// The notes that are keyed to lines in the order of the pages, each with its page.
    begun: Vec<(usize, u32)>,
    ordinals: Vec<String>,
    /// The lines of words that may be on another than their entry, by index.
    elsewhere: BTreeMap<usize, Elsewhere>,
}

impl<'a> Found<'a> {
    fn new(known: &'a Known, edition: &'a Edition, paragraphs: &'a [Paragraph], set: &'a [SetParagraph]) -> Self {
        let places = vec![None; known.names.len()];
        let ordinals = known.counted.clone();
        Self {
            known,
            edition,
            paragraphs,
            set,
            places,
            divided: vec![],
            spans: Spans::default(),
            heads: Headings::new(),
            begun: vec![],
            ordinals,
            elsewhere: BTreeMap::new(),
        }
    }

    fn line(&mut self, line: CutLine, place: LinePlace) {
        let index = line.paragraph.0 as usize;
        let (paragraph, set) = (&self.paragraphs[index], &self.set[index]);
        let division = self.known.rows.at(paragraph.origin, || set.source_at(paragraph, line.cut.start));
        let place = LinePlace { division, ..place };
        self.spans.line(place);
        if paragraph.heading.is_some() && line.cut.start == 0 {
            self.head(paragraph.origin, place.page, || set.source_at(paragraph, line.cut.start));
        }
        for landmark in set.places(paragraph, &line.cut) {
            self.places[landmark.number as usize].get_or_insert(place);
        }
        if self.known.divided {
            let word = divided::word(self.edition, paragraph, &set.text, &line.cut);
            self.divided.extend(word.map(|word| (word, place)));
        }
        if let Some(key) = paragraph.keyed.filter(|_| line.cut.start == 0) {
            self.begun.push((place.page, key));
        }
        if let Some(words) = paragraph.origin.and_then(|origin| self.known.words.get(&origin)) {
            self.repeated(words, paragraph, set, (&line.cut, place));
        }
    }

    /// Comes to a heading.
    fn head(&mut self, origin: Option<(usize, Container)>, page: usize, at: impl FnOnce() -> usize) {
        let Some((document, container)) = origin else { return };
        let heading = match container {
            Container::Title => Some(0),
            Container::Body => self.edition.documents[document].body.block_at(at()).map(|block| block + 1),
            _ => None,
        };
        self.heads.entry((document, page)).or_default().extend(heading);
    }

    /// Which of the equal words on a line those are that entries repeat.
    fn repeated(
        &mut self,
        words: &[(usize, usize)],
        paragraph: &Paragraph,
        set: &SetParagraph,
        (cut, place): (&Cut, LinePlace),
    ) {
        let Some((document, container)) = paragraph.origin else { return };
        let Some(text) = self.edition.documents[document].text(container) else { return };
        let line = set.source_at(paragraph, cut.start)..set.source_at(paragraph, cut.next).min(text.string.len());
        let first = words.partition_point(|(start, _)| *start < line.start);
        for (start, index) in words[first..].iter().take_while(|(start, _)| *start < line.end) {
            let Repeated { range, home, .. } = &self.known.repeated[*index];
            if home.is_some() {
                let known = self.elsewhere.entry(*index).or_default();
                match *start == range.start {
                    true => known.there = Some(place),
                    false => known.home = Some((place, repeated::stand(&text.string, &line, range))),
                }
                continue;
            }
            let which = repeated::which(&text.string, std::slice::from_ref(&line), range);
            self.ordinals[*index] = which.map_or_else(String::new, |which| which.to_string());
        }
    }
}

/// Numbers all landmarks; gives their names, sorted.
fn number(paragraphs: &mut [Paragraph]) -> Vec<(String, u32)> {
    let mut names = vec![];
    for index in 0..paragraphs.len() {
        let (before, rest) = paragraphs.split_at_mut(index);
        let paragraph = &mut rest[0];
        if let Some(twin) = paragraph.twin.and_then(|twin| before.get(twin.0 as usize)) {
            paragraph.landmarks_mut().zip(twin.landmarks()).for_each(|(own, known)| own.number = known.number);
            continue;
        }
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
    /// Finds the landmarks of keys, and puts repeated words in order.
    fn index(&mut self) {
        self.ends = self.keyed.iter().map(|keyed| (self.number(&keyed.from), self.number(&keyed.to))).collect();
        for (index, words) in self.repeated.iter().enumerate().filter(|(_, words)| words.unit.is_empty()) {
            let all = self.words.entry((words.document, words.container)).or_default();
            all.push((words.range.start, index));
            all.extend(words.home.as_ref().map(|home| (home.at, index)));
        }
        self.words.values_mut().for_each(|words| words.sort_unstable());
    }

    /// Title and mark of what a reference leads to.
    fn refer(&mut self, edition: &Edition, target: &Target) {
        let Some(place) = target.place() else { return };
        let (name, document) = (edition.place_name(place), &edition.documents[place.document]);
        let own = document.words_of(&place.spot, |_, _| None);
        let title = match own {
            Some(parts) => parts.into_iter().map(|part| part.words).collect(),
            None => crate::typeset::composition::composer::title_of(&document.title),
        };
        if let Spot::Note(note) | Spot::Call(note) = place.spot {
            self.marks.insert(name.clone(), document.notes[note.0 as usize].mark.clone());
        }
        if let Some(words) = edition.entry_words(place) {
            self.entries.insert(name.clone(), words);
        }
        self.titles.insert(name, title);
    }

    /// The number of the first landmark of that name.
    fn number(&self, name: &str) -> Option<u32> {
        let at = self.names.partition_point(|(known, _)| known.as_str() < name);
        self.names.get(at).filter(|(known, _)| known == name).map(|(_, number)| *number)
    }
}

/// The words of a note's paragraph, without what parts it from the note after it.
fn own<'t>(paragraph: &Paragraph, set: &'t SetParagraph) -> &'t str {
    let parts = |piece: &usize| paragraph.is_key(*piece, KeyPart::Parting);
    let end = (0..paragraph.pieces.len()).rev().take(1).find(parts).and_then(|piece| set.text.starts.get(piece));
    &set.text.text[..end.map_or(set.text.text.len(), |end| *end as usize)]
}

impl Loci for Table {
    fn locus(&self, name: &str, kind: LocusKind) -> Option<String> {
        let unknown = || "00".to_string();
        match kind {
            LocusKind::Page => Some(self.place(name).map_or_else(unknown, |place| self.labels[place.page].clone())),
            LocusKind::Line if let Some(label) = self.known.called.labels.get(name) => Some(label.clone()),
            LocusKind::Line => Some(self.place(name).map_or_else(unknown, |place| loci::line_number(&place))),
            LocusKind::Note => self.known.marks.get(name).cloned(),
            LocusKind::Title => self.known.titles.get(name).cloned(),
            LocusKind::Entry => self.known.entries.get(name).cloned(),
        }
    }

    fn list(&self, list: &List) -> Vec<Number> {
        if self.labels.is_empty() {
            return list.guess();
        }
        if list.divided {
            return loci::divided_or(&self.divided, &self.labels, list.none);
        }
        let places: Vec<_> = list.numbers.iter().map(|number| self.placed_at((*number)?)).collect();
        let (labels, called) = (&self.labels[..], &self.known.called);
        let asked = Asked { labels, called, lines: list.lines, stretch: list.stretch };
        loci::listed(&places, |index| list.places.get(index).map(String::as_str), asked)
    }

    fn label(&self, page: usize) -> &str {
        self.labels.get(page).map_or("", String::as_str)
    }

    fn key(&self, key: u32, part: KeyPart) -> &str {
        self.keys.get(key as usize).map_or_else(|| Nowhere.key(key, part), |text| text.part(part))
    }

    fn ordinal(&self, ordinal: u32) -> &str {
        self.ordinals.get(ordinal as usize).map_or("", String::as_str)
    }
}
