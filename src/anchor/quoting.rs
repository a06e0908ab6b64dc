//! The way back from a passage to the words that anchor it: as few as lead to it alone.

use super::passage::{Reach, Sought};
use crate::anchor::Anchors;
use crate::config::standoff::Quote;
use crate::model::text::Text;
use crate::source::Span;
use crate::table::Located;
use std::ops::Range;

/// How many words of a passage are quoted at either end, fewest first.
const WORDS: std::ops::RangeInclusive<usize> = 4..=6;
/// Up to which occurrence words are counted.
const OCCURRENCES: usize = 99;

/// The words that lead to a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Its first words; all of them where `to` is `None`.
    pub from: String,
    /// Which of several such places, where there are several.
    pub occurrence: Option<usize>,
    /// Its last words.
    pub to: Option<String>,
}

/// Quotes bytes `range` of `text`, which lie in one block or in verses that follow one another. `None` where no short
/// quotation leads back. `span` stands for a place in a file; it is not looked at.
pub fn quote(text: &Text, anchors: &Anchors<'_>, range: &Range<usize>, span: &Span) -> Option<Quoted> {
    // What is quoted stands in one block: in the first of the passage, and in its last.
    let words = &text.string[range.clone()];
    let blocks = || words.split('\n').map(|block| block.split_whitespace().collect::<Vec<&str>>());
    let (first_words, last_words) = (blocks().next().unwrap_or_default(), blocks().next_back().unwrap_or_default());
    if !words.contains('\n') && first_words.len() <= *WORDS.end() {
        let from = first_words.join(" ");
        let (occurrence, _) = first(anchors, &from, range.start, span)?;
        return Some(Quoted { from, occurrence, to: None });
    }
    let starts = WORDS.map(|n| first_words[..n.min(first_words.len())].join(" "));
    let mut found: Vec<_> =
        starts.filter_map(|from| first(anchors, &from, range.start, span).map(|found| (from, found))).collect();
    // one that needs no counting, else the shortest
    let at = found.iter().position(|(_, (occurrence, _))| occurrence.is_none()).unwrap_or(0);
    if found.is_empty() {
        return None;
    }
    let (from, (occurrence, _)) = found.swap_remove(at);
    let asked = asked(&from, occurrence, span);
    let ends = WORDS.map(|n| last_words[last_words.len() - n.min(last_words.len())..].join(" "));
    let leads_back = |to: &String| {
        let words = Located { value: to.clone(), span: span.clone() };
        let sought = Sought { from: &asked, to: Some(&words), reach: Reach::Verses };
        anchors.resolve(&sought).is_ok_and(|place| place.whole.end == range.end)
    };
    let to = ends.into_iter().find(leads_back)?;
    Some(Quoted { from, occurrence, to: Some(to) })
}

/// Where `from` leads, with the occurrence that makes it lead to `start`.
fn first(anchors: &Anchors<'_>, from: &str, start: usize, span: &Span) -> Option<(Option<usize>, Range<usize>)> {
    let find = |occurrence| anchors.find(&asked(from, occurrence, span)).ok().filter(|r| r.start == start);
    if let Some(place) = find(None) {
        return Some((None, place));
    }
    (1..=OCCURRENCES).find_map(|n| Some((Some(n), find(Some(n))?)))
}

fn asked(from: &str, occurrence: Option<usize>, span: &Span) -> Quote {
    Quote {
        exact: from.to_owned(),
        prefix: String::new(),
        suffix: String::new(),
        occurrence,
        container: None,
        span: span.clone(),
    }
}
