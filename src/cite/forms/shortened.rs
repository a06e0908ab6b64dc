//! Titles that a text shortens as it likes behind their author: `Marlow, Tides, p. 3` for *The Account of
//! the Tides*. Only where one work of the author has those words in a row; what fits several is left to
//! be reported.

use crate::cite::author::{self, Before};
use crate::cite::haystack::{Haystack, is_quote};
use crate::cite::known::{self, Catalogue};
use crate::cite::title::Hit;

/// How sure a shortened title is, beside those of [`Hit::works`].
const RANK: u8 = 9;

/// Adds the shortened titles of a block to its `hits`.
pub(in crate::cite) fn add(hay: &Haystack<'_>, hits: &mut Vec<Hit>, catalogue: &Catalogue) {
    if !hay.apparatus || catalogue.by_word.is_empty() {
        return;
    }
    let mut at = 0;
    while at < hay.words.len() {
        match hit_at(hay, at, catalogue) {
            Some(hit) if hits.iter().all(|h| hit.words.end <= h.words.start || h.words.end <= hit.words.start) => {
                at = hit.words.end;
                hits.push(hit);
            }
            _ => at += 1,
        }
    }
    hits.sort_by_key(|h| h.words.start);
}

fn hit_at(hay: &Haystack<'_>, first: usize, catalogue: &Catalogue) -> Option<Hit> {
    let opens = hay.words[first].capital && hay.gap(first).contains([',', ':', '.']);
    if !opens {
        return None;
    }
    let start = first + usize::from(known::is_article(&hay.words[first].folded));
    let word = hay.words.get(start).filter(|w| w.folded.chars().count() >= 4)?;
    let runs = catalogue.by_word.get(&word.folded)?.iter().filter_map(|(work, at)| {
        let title = &catalogue.works[*work].title[*at..];
        let same = |(i, w): &(usize, &String)| hay.words.get(start + i).is_some_and(|other| other.folded == **w);
        let end = start + title.iter().enumerate().take_while(same).count();
        ends(hay, end).then_some((*work, end))
    });
    let runs: Vec<(usize, usize)> = runs.collect();
    let works: Vec<usize> = runs.iter().map(|(work, _)| *work).collect();
    let Before::Author { works, possessive: false, .. } = author::before(hay, first, &works, catalogue) else {
        return None;
    };
    let [work] = works[..] else { return None };
    let end = runs.iter().find(|(w, _)| *w == work)?.1;
    Some(Hit { words: first..end, works: vec![(work, RANK)] })
}

/// Whether a title ends before word `end`: a sign stands there, or the text ends.
fn ends(hay: &Haystack<'_>, end: usize) -> bool {
    end >= hay.words.len() || {
        let gap = hay.gap(end);
        gap.starts_with([',', '.', ';', '(', ':']) || gap.starts_with(is_quote) || gap.contains(" (")
    }
}
