//! Finds the citations of one block: by title, by author and year, by abbreviation, by form alone.
//!
//! A title is a citation only with evidence: pages, details of publication, an author before it, or
//! words such as `quoted in`. In running prose a title alone is none.

use crate::cite::author::{self, Before};
use crate::cite::forms::{abbreviation, dated, shortened, unknown};
use crate::cite::found::{Form, FoundCitation};
use crate::cite::haystack::{Haystack, is_quote};
use crate::cite::known::Catalogue;
use crate::cite::tail::{self, Tail};
use crate::cite::title::{self, Met};

/// The citations of a block, in order.
pub(super) fn block(hay: &Haystack<'_>, catalogue: &Catalogue) -> Vec<FoundCitation> {
    let mut hits = title::hits(&hay.text.string, &hay.words, catalogue);
    shortened::add(hay, &mut hits, catalogue);
    let mut found: Vec<FoundCitation> = Vec::new();
    let mut used = vec![false; hits.len()];
    for index in 0..hits.len() {
        if used[index] || found.last().is_some_and(|f| hay.words[hits[index].words.start].range.start < f.range.end) {
            continue;
        }
        let met = Met { hay, hits: &hits, index, catalogue };
        let more = by_title(met, found.last().map(|f| f.range.end));
        if let Some((main, container)) = more {
            let next = container.map(|(next, container)| {
                used[next] = true;
                container
            });
            found.push(main);
            found.extend(next);
        }
    }
    dated::all(hay, &mut found, catalogue);
    abbreviation::all(hay, &mut found);
    unknown::all(hay, &mut found);
    found.sort_by_key(|f| (f.range.start, f.range.end));
    found
}

type Pair = (FoundCitation, Option<(usize, FoundCitation)>);

fn by_title(met: Met<'_>, cited: Option<usize>) -> Option<Pair> {
    let Met { hay, hits, catalogue, .. } = met;
    let hit = met.hit();
    let mut works: Vec<usize> = hit.works.iter().map(|(work, _)| *work).collect();
    let mut tail = tail::read(met, 0);
    let title = met.range();
    let before = author::before(hay, hit.words.start, &works, catalogue);
    if tail.locator.is_none()
        && tail.container.is_none()
        && hay.apparatus
        && matches!(before, Before::Author { possessive: false, .. } | Before::Same { .. })
    {
        bare_pages(hay, &mut tail);
        if tail.locator.is_none() && hay.is_set_off(&title) {
            pages_behind(met, &mut tail);
        }
    }
    let (start, mut author) = match &before {
        Before::Author { start, works: of, .. } => {
            works = of.clone();
            (*start, true)
        }
        Before::Same { start } => (*start, true),
        Before::Nobody => (title.start, false),
        // another author's work of the same title: it is found by its form
        Before::Other { .. } if hit.works.iter().any(|(w, _)| catalogue.works[*w].is_personal()) => return None,
        Before::Other { .. } => (title.start, false),
    };
    if matches!(before, Before::Nobody) && names_next(met) {
        return None;
    }
    if !tail.of.is_empty() {
        works = tail.of.clone();
        author = true;
    }
    let relayed = hay.relays_at(tail.end);
    if !is_evident(met, &before, &tail, relayed, cited) {
        return None;
    }
    let relay = hay.relay_before(start);
    let start = relay.unwrap_or(start);
    let mut range = start..tail.end.max(title.end);
    // the quotation mark that closes what the citation opened
    if hay.text.string[range.start..title.start].contains(is_quote)
        && range.end == title.end
        && let Some(mark) = hay.after(range.end).chars().next().filter(|c| is_quote(*c))
    {
        range.end += mark.len_utf8();
    }
    let container = tail.container.as_ref().map(|(next, inner)| {
        let first = hay.words[hits[*next].words.start].range.start;
        let works = hits[*next].works.iter().map(|(work, _)| *work).collect();
        let form = Form::Container { works, years: inner.years.clone() };
        (*next, FoundCitation { range: first..inner.end, form, locator: inner.locator.clone() })
    });
    let locator = tail.locator.clone().or_else(|| container.as_ref().and_then(|(_, c)| c.locator.clone()));
    let details = tail.details || container.is_some();
    let form = match before {
        Before::Same { .. } => Form::Idem { works },
        _ => Form::Title {
            works,
            author,
            details,
            dated: tail.dated && container.is_none(),
            years: tail.years.clone(),
            relayed,
        },
    };
    Some((FoundCitation { range, form, locator }, container))
}

/// Whether the title is a name: that of the author of the title that comes next.
fn names_next(met: Met<'_>) -> bool {
    let Met { hay, hits, index, catalogue } = met;
    let Some(next) = hits.get(index + 1).filter(|next| next.words.start == hits[index].words.end) else { return false };
    let works: Vec<usize> = next.works.iter().map(|(work, _)| *work).collect();
    matches!(author::before(hay, next.words.start, &works, catalogue), Before::Author { .. })
}

/// `Author, Title, 45.`
fn bare_pages(hay: &Haystack<'_>, tail: &mut Tail) {
    let rest = hay.after(tail.end);
    let number = rest.trim_start_matches(is_quote).trim_start_matches([',', ' ']);
    if number.len() < rest.len()
        && let Some(found) = crate::cite::locator::bare(number)
    {
        tail.end = hay.range.end - number.len() + found.length;
        tail.locator = Some(found.read);
    }
}

/// The pages behind what is known to nobody, in the same clause: `‘Title’, Journal, 12 (1905), pp. 3–9`,
/// `Title, entry for May, p. 71`.
fn pages_behind(met: Met<'_>, tail: &mut Tail) {
    let Met { hay, hits, index, .. } = met;
    let next = hits.get(index + 1).map_or(hay.range.end, |h| hay.words[h.words.start].range.start);
    let clause = &hay.text.string[tail.end..next.max(tail.end)];
    let clause = &clause[..clause.find(';').unwrap_or(clause.len())];
    for (at, _) in clause.match_indices(", ").filter(|(at, _)| *at < 160) {
        let start = tail.end + at + 2;
        if hay.before(start - 2).ends_with('.') && hay.ends_sentence(start) {
            return;
        }
        if let Some(found) =
            crate::cite::locator::read(hay.after(start)).filter(|l| l.read.starts_with(|c: char| c.is_ascii_digit()))
        {
            tail.end = start + found.length;
            tail.locator = Some(found.read);
            tail.details = true;
            return;
        }
    }
}

/// Whether a title is cited here, and not just mentioned.
fn is_evident(met: Met<'_>, before: &Before, tail: &Tail, relayed: bool, cited: Option<usize>) -> bool {
    let Met { hay, catalogue, .. } = met;
    let (hit, title) = (met.hit(), met.range());
    let strong = tail.locator.is_some() || tail.details || tail.container.is_some();
    let set_off = hay.is_set_off(&title);
    let long = hit.words.len() > 1;
    // a single word that is somebody's name means the man unless something says otherwise
    let name = !long && catalogue.is_surname(&hay.words[hit.words.start].folded);
    match before {
        Before::Same { .. } => true,
        Before::Author { possessive: true, .. } => strong || relayed,
        Before::Author { start, .. } => {
            let whole = hay.begins_clause(*start, cited) || hay.relay_before(*start).is_some();
            strong || relayed || hay.apparatus && whole && hay.ends_clause(tail.end) && (set_off || !name)
        }
        Before::Nobody | Before::Other { .. } => {
            let begins = hay.begins_clause(title.start, cited);
            let paged = tail.locator.is_some() && !by_bracket_alone(hay, &title, tail);
            let dated = tail.details || tail.container.is_some();
            let relay = hay.relay_before(title.start).is_some();
            paged && (begins || set_off || long)
                || dated && (set_off || long || begins && hay.apparatus)
                || relay && (set_off || long || !name && strong)
        }
    }
}

/// Whether only a bracket gives the pages: `the man (p. 12)`.
fn by_bracket_alone(hay: &Haystack<'_>, title: &std::ops::Range<usize>, tail: &Tail) -> bool {
    !tail.details && hay.after(title.end).trim_start_matches(|c: char| is_quote(c) || c == ' ').starts_with('(')
}
