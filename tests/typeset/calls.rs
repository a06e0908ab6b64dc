//! Calls of notes in the words that they stand in: the mark is printed there and cuts nothing.

use super::book;
use super::pages::{leaves, nodes, read as read_node};
use super::scripts::{Lines, document, narrow, read, set};
use edition::diag::Diagnostics;
use edition::fonts::FontSet;
use edition::model::document::{Edition, NotePlace, Place, Spot};
use edition::model::length::Length;
use edition::model::page::NodeKind;
use edition::model::text::{MarkKind, NoteId, Text};
use edition::style::Style;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A paragraph in `language` in which each `^` calls a note with a figure for its mark, which
/// stands at the end of the book.
fn noted(language: &str, words: &str) -> Edition {
    let mut plain = String::new();
    let mut calls = vec![];
    for part in words.split_inclusive('^') {
        plain.push_str(part.trim_end_matches('^'));
        calls.extend(part.ends_with('^').then_some(plain.len()));
    }
    let mut document = document(language, &[&plain]);
    for at in calls {
        book::note(&mut document, 0, at, Text::plain("A note."));
    }
    document.body.sort_marks();
    let mut edition = book::edition(vec![document]);
    edition.series[0].place = NotePlace::Book;
    edition
}

/// The same with notes that print no mark.
fn without_marks(mut edition: Edition) -> Edition {
    edition.documents[0].notes.iter_mut().for_each(|note| note.mark.clear());
    edition
}

/// The lines of the text, set as wide as `points`.
fn lines(edition: &Edition, points: i64) -> Lines {
    let mut style = narrow();
    style.page.measure = Length::PT * points;
    set(edition, &style, &FontSet::embedded()).0
}

/// What stands before the hyphens at the ends of lines at several measures.
fn broken(edition: &Edition) -> BTreeSet<String> {
    let ends = [40, 44, 50, 58, 64].into_iter().flat_map(|points| lines(edition, points));
    let ends = ends.filter_map(|line| {
        let text = read(&line).concat();
        Some(text.strip_suffix('\u{ad}')?.rsplit(' ').next()?.to_string())
    });
    ends.collect()
}

fn without_figures(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

#[test]
fn a_word_with_a_call_inside_is_hyphenated_as_a_word() {
    let repeated = |word: &str| format!("{word} a {word} as {word} the {word} ").repeat(12);
    for (word, plain) in [("co^nsiderable", "considerable"), ("e^xamination", "examination")] {
        let known = broken(&noted("en", &repeated(plain)));
        let found = broken(&noted("en", &repeated(word)));
        assert!(
            found.iter().any(|head| head.ends_with(char::is_alphabetic) && head.contains(|c: char| c.is_numeric()))
        );
        let whole = found.iter().filter(|head| head.starts_with(&word[..1]));
        let bare: BTreeSet<String> = whole.map(|head| without_figures(head)).collect();
        assert!(bare.is_subset(&known), "{bare:?} are not among {known:?}");
    }
}

/// Where the call stands just where the word may be broken the mark stays on its line.
#[test]
fn a_mark_stands_before_the_hyphen() {
    let found = broken(&noted("en", &"consid^erable a consid^erable the ".repeat(12)));
    let ends: BTreeSet<&str> = found.iter().map(|head| head.trim_end_matches(char::is_numeric)).collect();
    assert!(found.iter().any(|head| head.starts_with("consid") && head.ends_with(char::is_numeric)), "{ends:?}");
}

/// A part of a compound is none whether or not a call stands before the hyphen, and what follows a
/// mark closely is a word.
#[test]
fn marks_make_no_words() {
    let repeated = |words: &str| broken(&noted("en", &format!("{words} a {words} the ").repeat(12)));
    assert_eq!(repeated("self^-determination"), BTreeSet::new());
    // What a line before has left of the word is a matter of widths.
    let heads = |words: &str| -> BTreeSet<String> {
        let heads = repeated(words).into_iter().filter(|head| head.starts_with('('));
        heads.map(|head| without_figures(&head)).collect()
    };
    assert_eq!(heads("(^determination)"), heads("(determination)"));
}

/// The breaks that a text offers by itself are those of its words.
#[test]
fn a_line_ends_after_a_mark_where_it_might_without() {
    let ends = |words: &str| -> BTreeSet<String> {
        let lines = lines(&noted("en", &format!("{words} the {words} a ").repeat(12)), 46);
        lines.iter().map(|line| without_figures(read(line).concat().trim_end())).collect()
    };
    for (with, without) in
        [("north^-south", "north-south"), ("north-^south", "north-south"), ("north—^south", "north—south")]
    {
        let ends_after = |ends: BTreeSet<String>| ends.iter().any(|end| end.ends_with(['-', '—']));
        assert!(ends_after(ends(without)), "{without}");
        assert!(ends_after(ends(with)), "{with}");
    }
}

/// No mark stands first on a line, whatever stands around it.
#[test]
fn no_line_begins_with_a_mark() {
    let words = "north-^south north—^south word^ word,^ (^word) “word”^ word/^word exa^^mination ";
    for points in [44, 52, 60, 70, 90] {
        for line in lines(&noted("en", &words.repeat(12)), points) {
            let text = read(&line).concat();
            assert!(!text.starts_with(char::is_numeric), "{text}");
        }
    }
}

/// A point where nothing is printed changes neither glyphs nor breaks: not in a ligature, not
/// between letters that are kerned, not at the end of a word.
#[test]
fn a_note_without_a_mark_changes_nothing() {
    let words = "the of^fice in a To^wn, officially^ V^oluntary and AV^A considerable^ offi^cial work. ";
    for language in ["en", "de"] {
        let noted = without_marks(noted(language, &words.repeat(9)));
        let mut plain = noted.clone();
        plain.documents[0].body.marks.retain(|mark| !matches!(mark.kind, MarkKind::Call(_)));
        for points in [45, 60, 110, 250] {
            // After them come the headings of the notes.
            let (noted, plain) = (lines(&noted, points), lines(&plain, points));
            assert!(noted.starts_with(&plain), "{language} at {points} points");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Wherever calls stand and whether they have marks: every letter is printed once, every note
    /// once and on the page of its call.
    #[test]
    fn nothing_is_lost_wherever_calls_stand(
        seed in 0_u64..1000,
        at in proptest::collection::btree_set((0_usize..2000, any::<bool>()), 1..25),
        points in 60_i64..300,
    ) {
        let prose = book::Words::new(seed).prose(400).replace("the ", "office—north-south ");
        let mut document = document("en", &[&prose]);
        for (number, (at, marked)) in at.iter().enumerate() {
            let at = (0..=*at.min(&prose.len())).rev().find(|at| prose.is_char_boundary(*at)).unwrap_or(0);
            book::note(&mut document, 0, at, Text::plain(format!("Note {number} ends.")));
            if !marked {
                document.notes[number].mark.clear();
            }
        }
        document.body.sort_marks();
        let edition = book::edition(vec![document]);
        let mut style = Style::reader();
        style.page.measure = Length::PT * points;
        let mut diagnostics = Diagnostics::default();
        let (layout, map) = edition::typeset::typeset(&edition, &style, &FontSet::embedded(), &mut diagnostics);
        let texts = leaves(&layout);
        let all = read_node(&layout, &texts, edition::model::page::NodeId(0));
        let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphabetic()).collect() };
        prop_assert_eq!(letters(&all).matches(&letters(&prose)).count(), 1);
        for number in 0..at.len() {
            prop_assert_eq!(all.matches(&format!("Note {number} ends.")).count(), 1);
            let page = |spot| map.places[&edition.place_name(&Place { document: 0, spot })].page;
            let id = NoteId(number as u32);
            if !diagnostics.iter().any(|d| d.code == "late-note") {
                prop_assert_eq!(page(Spot::Call(id)), page(Spot::Note(id)));
            }
        }
        prop_assert_eq!(nodes(&layout, |kind| *kind == NodeKind::Note).len(), at.len());
    }
}
