//! The frame that Project Gutenberg puts around a text, by its own markers. A file may hold several books one behind the
//! other: what stands between the end of one and the start of the next is the frame's, all else is a book's and stays.

use crate::model::account::LineClass;
use crate::read::plain::units::Page;
use crate::read::plain::words;
use std::ops::Range;

/// How many bytes the head of a file, its licence or both have at most.
const FRAME: usize = 60_000;

/// How many bytes the head of a book has at most that nothing parts from the book before; how many stand between two
/// lines that both say that the text starts.
const HEAD: usize = 16_000;
const TWICE: usize = 3_000;

/// Where a text starts or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marker {
    /// `*** START OF …`; whether the small print ends there.
    Start { small_print: bool },
    /// `*** END OF …`
    End,
}

/// Classifies what is no book's.
pub(super) fn classify(page: &mut Page) {
    let markers = markers(page);
    let mut frame: Vec<Range<usize>> = Vec::new();
    let (mut above, mut at) = (None, 0);
    for (unit, marker) in markers {
        let bytes = page.units[unit].range.start - page.units[at].range.start;
        match (above, marker) {
            (None, Marker::Start { .. }) if is_in_front(page, unit) && bytes <= FRAME => frame.push(0..unit + 1),
            (None, Marker::Start { .. }) => match head(page, 0, unit) {
                Some(first) => frame.push(first..unit + 1),
                // somebody writes of such lines
                None => continue,
            },
            (Some(Marker::End), _) if bytes <= FRAME => frame.push(at..unit + 1),
            (Some(Marker::End), Marker::End) => frame.push(at..licence(page, at)),
            (Some(Marker::End), Marker::Start { .. }) => {
                frame.push(at..licence(page, at));
                frame.push(head(page, at, unit).unwrap_or(unit)..unit + 1);
            }
            (Some(Marker::Start { .. }), Marker::Start { small_print })
                if bytes <= if small_print { HEAD } else { TWICE } =>
            {
                frame.push(at..unit + 1);
            }
            (Some(Marker::Start { .. }), Marker::Start { .. }) => {
                frame.push(head(page, at, unit).unwrap_or(unit)..unit + 1);
            }
            (_, Marker::End) => {}
        }
        if above.is_some() && matches!(marker, Marker::Start { .. }) {
            frame.push(unit + 1..credited(page, unit + 1));
        }
        (above, at) = (Some(marker), unit);
    }
    if above == Some(Marker::End) {
        frame.push(at..licence(page, at));
    }
    frame.into_iter().flatten().for_each(|unit| page.classify(unit, LineClass::Furniture));
}

fn is_in_front(page: &Page, unit: usize) -> bool {
    page.units[unit].range.start * 2 < page.text.len()
}

/// The markers, in order. The small print of old files may stand behind the text.
fn markers(page: &Page) -> Vec<(usize, Marker)> {
    let says = |low: &str, words: &[&str]| words.iter().any(|word| low.contains(word));
    let found = |unit: usize| {
        let text = page.str(unit);
        if !text.starts_with('*') {
            return None;
        }
        let low = text.get(..text.floor_char_boundary(70)).unwrap_or("").to_lowercase();
        if !says(&low, &["gutenberg", "small print"]) {
            return None;
        }
        let small_print = low.contains("small print");
        if says(&low, &["end of"]) || !is_in_front(page, unit) && says(&low, &["start*", "*start"]) {
            return Some((unit, Marker::End));
        }
        says(&low, &["start of", "*end", "end*the small"]).then_some((unit, Marker::Start { small_print }))
    };
    (0..page.units.len()).filter_map(found).collect()
}

/// The first unit behind the licence that begins at `end`: the text's end, or where nothing says the library's name any
/// more.
fn licence(page: &Page, end: usize) -> usize {
    let from = page.units[end].range.start;
    let units = page.units.len();
    if page.text.len() - from <= FRAME {
        return units;
    }
    let near = (end..units).take_while(|i| page.units[*i].range.start - from <= FRAME / 2);
    near.filter(|i| page.str(*i).to_lowercase().contains("gutenberg")).last().map_or(end, |last| last + 1)
}

/// The first unit of the head of a book that ends at `start`, below `from`.
fn head(page: &Page, from: usize, start: usize) -> Option<usize> {
    const FIRST: [&str; 5] = [
        "the project gutenberg e",
        "project gutenberg e",
        "project gutenberg's",
        "project gutenberg’s",
        "the project gutenberg's",
    ];
    let to = page.units[start].range.start;
    let near = (from..start).rev().take_while(|i| to - page.units[*i].range.start <= HEAD);
    let begins = |i: &usize| {
        let text = page.str(*i).trim_start_matches(|c: char| !c.is_alphanumeric());
        let head: String = text.chars().take(24).flat_map(char::to_lowercase).collect();
        FIRST.iter().any(|first| head.starts_with(first))
    };
    near.filter(begins).last()
}

/// Behind which unit the lines end that say, at the start of a further book, who made the file.
fn credited(page: &Page, from: usize) -> usize {
    let credit = |i: &usize| words::starts_with_any(page.str(*i), &["produced by", "e-text prepared", "prepared by"]);
    (from..page.units.len()).take_while(credit).last().map_or(from, |last| last + 1)
}
