//! Notes that call notes stand in one order, whatever prints them: each note is followed by those that it calls.

use super::{sample, text_of};
use edition::annotate::numbering;
use edition::model::document::{Container, Document, Edition, Place, Spot};
use edition::model::order;
use edition::model::page::PageMap;
use edition::model::text::{MarkKind, NoteId, Text};

/// Notes as they are kept, with the marks that they must get: the first calls the third and the fourth, nothing
/// calls the fifth.
const KEPT: [(&str, &str); 5] = [("draft", "a"), ("bell", "d"), ("hands", "b"), ("ink", "c"), ("stray", "e")];

fn nested() -> Document {
    let mut letter = sample::document("letter", "A Letter");
    letter.body = Text::plain("The letter was never sent. The bell was.");
    sample::point(&mut letter.body, "never sent.", MarkKind::Call(NoteId(0)));
    sample::point(&mut letter.body, "The bell", MarkKind::Call(NoteId(1)));
    let mut draft = Text::plain("The draft survives in two hands and one ink.");
    sample::point(&mut draft, "two hands", MarkKind::Call(NoteId(2)));
    sample::point(&mut draft, "one ink", MarkKind::Call(NoteId(3)));
    letter.notes = KEPT.iter().map(|(key, _)| sample::note(key, 1, "", Text::plain(*key))).collect();
    letter.notes[0].text = draft;
    letter.notes[2].place = Container::Note(NoteId(0));
    letter.notes[3].place = Container::Note(NoteId(0));
    letter
}

fn book() -> Edition {
    let mut edition = sample::book();
    let mut letter = nested();
    numbering::number(&mut letter, &edition.series);
    edition.documents = vec![letter];
    edition
}

/// Sorts names of notes as something puts them.
fn sorted<K: Ord>(at: impl Fn(NoteId) -> K) -> Vec<&'static str> {
    let mut notes: Vec<NoteId> = (0..KEPT.len() as u32).map(NoteId).collect();
    notes.sort_by_key(|id| at(*id));
    notes.iter().map(|id| KEPT[id.0 as usize].0).collect()
}

#[test]
fn nested_notes_stand_in_the_order_of_their_marks_in_both_formats() {
    let edition = book();
    let marks: Vec<&str> = edition.documents[0].notes.iter().map(|note| note.mark.as_str()).collect();
    assert_eq!(marks, KEPT.map(|(_, mark)| mark));
    let read = ["draft", "hands", "ink", "bell", "stray"];
    let numbered = |id: NoteId| edition.documents[0].notes[id.0 as usize].mark.as_str();
    assert_eq!(sorted(numbered), read);
    let page = text_of(&super::epub(&edition, &PageMap::default()), "EPUB/text/letter.xhtml");
    let name = |id: NoteId| edition.place_name(&Place { document: 0, spot: Spot::Note(id) });
    assert_eq!(sorted(|id| page.find(&format!(" id=\"{}\"", name(id)))), read);
    // Print has no place for what nothing calls.
    let printed = order::called_from(&edition.documents[0], &[Container::Title, Container::Headnote, Container::Body]);
    assert_eq!(printed.iter().map(|noted| KEPT[noted.note.0 as usize].0).collect::<Vec<_>>(), read[..4]);
}

#[test]
fn places_in_notes_come_where_the_notes_are_called() {
    let letter = nested();
    let order = order::Order::of(&letter);
    let bell = letter.body.string.find("The bell").expect("words");
    let places = [
        (Container::Title, 0),
        (Container::Body, 0),
        (Container::Note(NoteId(0)), 0),
        (Container::Note(NoteId(2)), 3),
        (Container::Note(NoteId(0)), 36),
        (Container::Note(NoteId(3)), 0),
        (Container::Body, bell),
        (Container::Note(NoteId(1)), 0),
        (Container::Note(NoteId(4)), 0),
    ];
    assert!(places.is_sorted_by_key(|(container, at)| order.position(*container, *at)));
}

#[test]
fn a_long_chain_of_notes_and_a_circle_come_to_an_end() {
    let mut letter = sample::document("letter", "A Letter");
    let count = 200_000;
    for next in 1..=count {
        let mut text = Text::plain("next");
        sample::point(&mut text, "next", MarkKind::Call(NoteId(next % count)));
        letter.notes.push(sample::note("n", 0, "", text));
    }
    order::Order::of(&letter);
    let notes = order::notes(&letter);
    assert_eq!(notes.len(), count as usize);
    assert_eq!(notes[0].call, None);
    assert!(notes.iter().enumerate().all(|(index, noted)| noted.note.0 as usize == index));
}
