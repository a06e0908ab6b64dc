//! Whether figures in braces call notes: pages are counted so, too.

use crate::read::plain::label;
use crate::read::plain::units::Page;
use std::collections::HashMap;

/// How many labels in braces must be marks of the text too.
const BRACED: usize = 3;

/// Whether braces are the markers of notes (`{2c}`): most that begin a paragraph come again in the text. Where pages are
/// counted so, each stands once.
pub(in crate::read::plain) fn are_braced(page: &Page) -> bool {
    begin_again(page.text) || come_again(page)
}

/// Whether labels in braces are marks of the text.
fn come_again(page: &Page) -> bool {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for (at, _) in page.text.match_indices('{') {
        let mark = page.text[at + 1..].char_indices().take(7).find(|(_, c)| *c == '}');
        if let Some((length, _)) = mark {
            *times.entry(&page.text[at + 1..at + 1 + length]).or_default() += 1;
        }
    }
    if times.values().filter(|n| **n > 1).count() < BRACED {
        return false;
    }
    let labels = (0..page.units.len()).filter_map(|unit| label::braced(page.str(unit)));
    let (mut all, mut again) = (0, 0);
    for label in labels {
        all += 1;
        again += usize::from(times.get(label.mark.as_str()).is_some_and(|n| *n > 1));
    }
    again >= BRACED && again * 5 >= all * 4
}

/// How many rows of figures in braces there must be, and how many of ten figures stand close to a word or a stop.
const ROWS: (usize, usize) = (3, 8);

/// Whether figures in braces count from 1 on again and again, each close to the word or the stop before it: those of pages
/// rise through a text, and stand where a page began.
fn begin_again(text: &str) -> bool {
    let (mut all, mut close, mut rows, mut last) = (0, 0, 0, 0);
    for (at, _) in text.match_indices('{') {
        let digits = text[at + 1..].bytes().take(4).take_while(u8::is_ascii_digit).count();
        let number = text[at + 1..at + 1 + digits].parse::<u32>().ok();
        let Some(number) = number.filter(|_| text[at + 1 + digits..].starts_with('}')) else { continue };
        all += 1;
        close += usize::from(text[..at].ends_with(|c: char| !c.is_whitespace() && c != '\\'));
        rows += usize::from(number == 1 && last != 1);
        last = number;
    }
    rows >= ROWS.0 && close * 10 >= all * ROWS.1
}
