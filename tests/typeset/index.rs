//! A book with documents that the tool writes: indexes with lists of places, a bibliography, a list
//! of emendations, one of divided words. Made by hand here, of words of our own.

use super::book::{self, Words};
use edition::model::apparatus::{Entry, EntryId, Layer, Reading};
use edition::model::document::{Container, Document, Edition, Matter, Place, Reference, Spot, Target};
use edition::model::generated::{Generated, Loci, LociId};
use edition::model::text::{BlockKind, Mark, MarkKind, RefId, Text};

const PARTS: [&str; 12] = ["Al", "Ber", "Cor", "Dal", "Es", "Fen", "Gor", "Hal", "Is", "Kar", "Lun", "Mor"];
const ENDS: [&str; 12] =
    ["ström", "win", "detti", "mann", "ovich", "berg", "field", "enko", "ard", "quist", "ez", "ley"];

/// Name `index` of an index: surname, given name.
pub(crate) fn name(index: usize) -> String {
    let part = |n: usize| format!("{}{}", PARTS[n / 12 % 12], ENDS[n % 12]);
    let round = if index < 144 { String::new() } else { format!(" {}", index / 144 + 1) };
    format!("{}{round}, {}", part(index), PARTS[(index * 7 + 3) % 12].to_string() + "a")
}

/// A document of the back matter that is `generated`.
fn back(id: &str, title: &str, generated: Generated) -> Document {
    Document { generated: Some(generated), ..book::document(id, Matter::Back, title) }
}

/// Puts an anchor at byte `at` of a container.
fn anchor(document: &mut Document, container: Container, at: usize, name: &str) {
    let text = match container {
        Container::Note(note) => &mut document.notes[note.0 as usize].text,
        _ => &mut document.body,
    };
    text.marks.push(Mark { range: at..at, kind: MarkKind::Anchor(name.to_string()) });
}

/// Adds a list of places to the last block of a document's body: to `places`, each a document
/// and an anchor in it.
pub(crate) fn list(document: &mut Document, places: &[(usize, String)], lines: bool) {
    let references = places.iter().map(|(index, anchor)| {
        let place = Place { document: *index, spot: Spot::Anchor(anchor.clone()) };
        let target = Target::Place(place);
        document.references.push(Reference {
            document: String::new(),
            anchor: Some(anchor.clone()),
            span: None,
            target,
        });
        RefId(document.references.len() as u32 - 1)
    });
    let references = references.collect();
    let id = LociId(document.loci.len() as u32);
    document.loci.push(Loci { references, lines, stretch: false });
    let body = &mut document.body;
    let start = body.string.len();
    body.string.push('0');
    body.blocks.last_mut().expect("a block").range.end = start + 1;
    body.marks.push(Mark { range: start..start + 1, kind: MarkKind::Loci(id) });
}

/// The sample with `places` anchors on words of its texts and notes, and an index of `names` that
/// lists them.
pub(crate) fn indexed(words: usize, texts: usize, names: usize, places: usize, lines: bool) -> Edition {
    let mut edition = book::sample(words, texts);
    let mut source = Words::new(11);
    let mut listed: Vec<Vec<(usize, String)>> = vec![vec![]; names];
    for number in 0..places {
        let index = 1 + source.number(texts);
        let document = &mut edition.documents[index];
        let in_note = !document.notes.is_empty() && source.number(5) == 0;
        let container = match in_note {
            true => Container::Note(edition::model::text::NoteId(source.number(document.notes.len()) as u32)),
            false => Container::Body,
        };
        let string = &document.text(container).expect("a text").string;
        // Anywhere, also within a word.
        let at = source.number(string.len());
        // A few names stand everywhere, most seldom.
        let which = source.number(names).min(source.number(names)).min(source.number(names));
        let anchor_name = format!("name-{number}");
        anchor(document, container, at, &anchor_name);
        listed[which].push((index, anchor_name));
    }
    for document in &mut edition.documents {
        document.body.sort_marks();
        document.notes.iter_mut().for_each(|note| note.text.sort_marks());
    }
    let mut index = back("index", "Index of Names", Generated::IndexNominum);
    index.headnote = Some(Text::plain("Figures are pages; those in notes have an n."));
    let mut order: Vec<usize> = (0..names).collect();
    order.sort_by_key(|n| name(*n));
    for n in order {
        index.body.push_block(BlockKind::Paragraph, &format!("{}, ", name(n)));
        list(&mut index, &listed[n], lines);
    }
    edition.documents.push(index);
    edition
}

/// A paragraph of the body, its `emphasised` words in italics.
fn entry(document: &mut Document, words: &str, emphasised: &str) {
    let block = document.body.push_block(BlockKind::Paragraph, words);
    let start = document.body.blocks[block].range.start;
    let at = words.find(emphasised).filter(|_| !emphasised.is_empty());
    if let Some(at) = at {
        let range = start + at..start + at + emphasised.len();
        document.body.marks.push(Mark { range, kind: MarkKind::Emphasis });
    }
}

/// [`indexed`] with a bibliography, emendations and divided words besides, the index of `names` in
/// `columns`.
pub(crate) fn back_matter(words: usize, names: usize, places: usize, columns: u8) -> Edition {
    let mut edition = indexed(words, 3, names, places, false);
    hyphenate(&mut edition);
    let mut index = edition.documents.pop().expect("an index");
    index.columns = columns;
    let mut source = Words::new(5);
    let mut works = back("bibliography", "Works Cited", Generated::Bibliography);
    for number in 0..24 {
        let title = source.prose(4 + number % 5).replace(['.', ','], "");
        let words = format!("{}. {title}. {}: Nobody & Sons, {}.", name(number * 6), "Harbour", 1880 + number);
        entry(&mut works, &words, &title);
    }
    let mut emendations = back("emendations", "Emendations", Generated::Emendations);
    for number in 0..18 {
        let raw = source.prose(2 + number % 3).replace('.', "").to_lowercase();
        let word = source.prose(1 + number % 4).replace('.', "").to_lowercase();
        emendations.body.push_block(BlockKind::Paragraph, "");
        let place = (1 + number / 6, format!("emendation-{}", number % 6 + 1));
        if number % 6 == 0 {
            emend(&mut edition.documents[place.0]);
        }
        list(&mut emendations, &[place], true);
        let body = &mut emendations.body;
        body.string.push_str(&format!(" {word}] {raw} A"));
        body.blocks.last_mut().expect("a block").range.end = body.string.len();
    }
    let mut hyphens = back("hyphens", "Line-End Hyphens", Generated::Hyphens);
    entry(&mut hyphens, "These words have their hyphen in the texts; lines of this edition end at it.", "");
    hyphens.body.push_block(BlockKind::Paragraph, "");
    list(&mut hyphens, &[], true);
    for document in [works, emendations, hyphens, index] {
        edition.documents.push(Document { body: numbered(document.body.clone()), ..document });
    }
    edition
}

/// Six words of the body that are emended.
fn emend(document: &mut Document) {
    let spaces: Vec<usize> = document.body.string.match_indices(' ').map(|(at, _)| at + 1).collect();
    for number in 0..6 {
        let word = number * 100;
        let range = spaces[word]..spaces[word + 1] - 1;
        let id = EntryId(number as u32);
        let text = document.body.string[range.clone()].to_string();
        document.entries.push(Entry {
            readings: vec![Reading::of(vec![], text.to_uppercase())],
            lemma: text,
            place: Some(Container::Body),
            ..Entry::new(format!("emendation-{}", number + 1), Layer::Emendation)
        });
        document.body.marks.push(Mark { range, kind: MarkKind::Entry(id) });
    }
    document.body.sort_marks();
}

fn numbered(mut body: Text) -> Text {
    body.sort_marks();
    body.number_blocks();
    body
}

/// Puts a hyphen in the place of every ninth space of the texts' bodies.
fn hyphenate(edition: &mut Edition) {
    for document in edition.documents.iter_mut().filter(|document| document.matter == Matter::Text) {
        let mut spaces = 0;
        let hyphen = |c: char| {
            spaces += usize::from(c == ' ');
            if c == ' ' && spaces % 9 == 0 { '-' } else { c }
        };
        document.body.string = document.body.string.chars().map(hyphen).collect();
    }
}
