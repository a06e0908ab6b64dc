//! Citations by author and year: `(Marlow 1950, S. 35)`, `Marlow (1950: 35)`, `Marlow/Hale 1951, p. 4`, `Marlow et al.
//! 1950a`. Only of works that are listed: the year of another is one of a sentence.

use crate::cite::found::{Form, FoundCitation};
use crate::cite::haystack::Haystack;
use crate::cite::known::Catalogue;
use crate::cite::locator;
use crate::words::spelling::fold;

/// Words between two authors, folded.
const AND: [&str; 6] = ["and", "und", "et", "y", "e", "en"];
/// What stands for the other authors, folded, word by word.
const OTHERS: [&[&str]; 4] = [&["et", "al"], &["u", "a"], &["et", "alii"], &["and", "others"]];
/// How many authors are named at most.
const MOST: usize = 4;

/// Adds those of a block to what is `found` already.
pub(in crate::cite) fn all(hay: &Haystack<'_>, found: &mut Vec<FoundCitation>, catalogue: &Catalogue) {
    for (index, word) in hay.words.iter().enumerate().skip(1) {
        let at = word.range.start;
        if found.iter().any(|one| one.range.contains(&at)) {
            continue;
        }
        if let Some(one) = dated(hay, index, catalogue) {
            let apart =
                |other: &FoundCitation| other.range.end <= one.range.start || one.range.end <= other.range.start;
            if found.iter().all(apart) {
                found.push(one);
            }
        }
    }
}

/// How the year stands behind its author.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    Space,
    Comma,
    Bracket,
}

/// The citation whose year is word `index`.
fn dated(hay: &Haystack<'_>, index: usize, catalogue: &Catalogue) -> Option<FoundCitation> {
    let (year, suffix) = year(&hay.words[index].folded)?;
    let behind = match hay.gap(index) {
        " " | "\u{a0}" | ". " => Behind::Space,
        ", " => Behind::Comma,
        " (" | "\u{a0}(" | ". (" => Behind::Bracket,
        _ => return None,
    };
    let (start, works) = authored(hay, index, catalogue)?;
    let of_year = |work: &usize| catalogue.works[*work].years.contains(&year);
    let mut works: Vec<usize> = works.into_iter().filter(of_year).collect();
    if let Some(suffix) = suffix.filter(|_| works.len() > 1) {
        works.retain(|work| catalogue.works[*work].suffix.is_none_or(|own| own == suffix));
    }
    if works.is_empty() {
        return None;
    }
    let year_end = hay.words[index].range.end;
    let (mut end, locator) = pages(hay, year_end);
    let before = hay.before(start);
    let open = |signs: [char; 2]| before.rfind(signs).map_or(0, |at| at + 1);
    let bracketed = open(['(', '[']) > open([')', ']']);
    let evident = match behind {
        Behind::Space => bracketed || hay.apparatus || locator.is_some(),
        Behind::Comma => bracketed && before.ends_with(['(', '[', ' ']) && hay.begins_clause(start, None),
        Behind::Bracket => hay.apparatus || locator.is_some() || catalogue.dated,
    };
    if !evident {
        return None;
    }
    if behind == Behind::Bracket {
        end += usize::from(hay.after(end).starts_with(')'));
    }
    let form = Form::Title {
        works,
        author: true,
        details: false,
        dated: true,
        years: vec![year],
        relayed: hay.relays_at(end),
    };
    Some(FoundCitation { range: hay.relay_before(start).unwrap_or(start)..end, form, locator })
}

/// A year, with the letter that parts it from others of the author.
fn year(word: &str) -> Option<(i32, Option<char>)> {
    let digits = word.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let mut rest = word[4..].chars();
    let suffix = rest.next();
    let fits = rest.next().is_none() && suffix.is_none_or(|c| c.is_ascii_lowercase());
    digits.parse().ok().filter(|year| fits && (1400..=2100).contains(year)).map(|year| (year, suffix))
}

/// The byte at which the authors begin that are named before word `index`, and the works that are theirs.
fn authored(hay: &Haystack<'_>, index: usize, catalogue: &Catalogue) -> Option<(usize, Vec<usize>)> {
    let mut last = index.checked_sub(1)?;
    let abbreviated = OTHERS.iter().find(|words| {
        let from = (last + 1).checked_sub(words.len());
        from.is_some_and(|from| words.iter().zip(&hay.words[from..=last]).all(|(word, here)| *word == here.folded))
    });
    if let Some(words) = abbreviated {
        last = last.checked_sub(words.len())?;
    }
    // the names back to the first, each with the word at which it begins
    let mut names = vec![last];
    while names.len() < MOST
        && let Some(before) = joined(hay, names[names.len() - 1])
    {
        names.push(before);
    }
    if !hay.words[last].capital {
        return None;
    }
    (0..names.len()).rev().find_map(|count| {
        let first = names[count];
        let works = catalogue.by_author.get(&hay.words[first].folded)?.iter().copied();
        let named = |work: &usize| {
            let authors = &catalogue.works[*work].authors;
            let is = |name: &usize| authors.iter().any(|a| a.surname.last() == Some(&hay.words[*name].folded));
            names[..count].iter().all(is)
        };
        let works: Vec<usize> = works.filter(named).collect();
        (!works.is_empty()).then(|| (particle(hay, first, &works, catalogue), works))
    })
}

/// The word of the name before the one that begins with word `index`, if they are joined: `Marlow and Hale`, `Marlow/Hale`.
fn joined(hay: &Haystack<'_>, index: usize) -> Option<usize> {
    let before = index.checked_sub(1)?;
    let capital = |at: usize| hay.words[at].capital.then_some(at);
    match hay.gap(index) {
        "/" | " / " | " & " | ", " | "–" | "-" => capital(before),
        " " if AND.contains(&hay.words[before].folded.as_str()) => {
            let name = before.checked_sub(1)?;
            matches!(hay.gap(before), " " | ", ").then(|| capital(name)).flatten()
        }
        _ => None,
    }
}

/// Where the name begins whose last word is `first`: its particle belongs to it.
fn particle(hay: &Haystack<'_>, first: usize, works: &[usize], catalogue: &Catalogue) -> usize {
    let authors = works.iter().flat_map(|work| &catalogue.works[*work].authors);
    let named = authors.filter(|author| author.surname.last() == Some(&hay.words[first].folded));
    let starts = named.filter_map(|author| {
        let mut words: Vec<String> = author.particle.iter().map(|word| fold(word)).collect();
        words.extend(author.surname.iter().take(author.surname.len().saturating_sub(1)).cloned());
        let from = first.checked_sub(words.len())?;
        let same = hay.words[from..first].iter().zip(&words).all(|(here, word)| here.folded == *word);
        same.then(|| hay.words[from].range.start)
    });
    starts.min().unwrap_or(hay.words[first].range.start)
}

/// The pages behind byte `end`, and where they end.
fn pages(hay: &Haystack<'_>, end: usize) -> (usize, Option<String>) {
    let rest = hay.after(end);
    let inner = rest.trim_start_matches([' ', '\u{a0}', ',', ':']);
    let bare = || locator::bare(inner).filter(|_| inner.len() < rest.len());
    match locator::read(inner).or_else(bare) {
        Some(found) => (hay.range.end - inner.len() + found.length, Some(found.read)),
        None => (end, None),
    }
}

#[cfg(test)]
mod tests {
    use super::year;

    #[test]
    fn years_and_their_letters() {
        assert_eq!(year("1950"), Some((1950, None)));
        assert_eq!(year("1950a"), Some((1950, Some('a'))));
        assert_eq!(year("1950ab"), None);
        assert_eq!(year("950"), None);
        assert_eq!(year("3050"), None);
    }
}
