//! Furniture: what a web page or a digital library put around a text, and what a printed page has at
//! its head and foot. Known by its form and its place: navigation, back-links, timestamps, addresses,
//! page numbers, running heads, lines that only divide.

pub(super) mod boilerplate;
mod corrections;
mod dividers;
pub(super) mod entities;
pub(super) mod feeds;
mod gutenberg;
pub(super) mod links;
pub(super) mod pages;
mod repeated;

pub(super) use dividers::is_break_at;

use crate::model::account::LineClass;
use crate::read::plain::units::{Layout, Page};
use crate::read::plain::words;
use std::collections::BTreeMap;

/// Words of navigation: a line of nothing else is furniture.
pub(super) const NAVIGATION: [&str; 27] = [
    "next", "up", "previous", "prev", "contents", "content", "index", "top", "home", "back", "return", "main", "page",
    "archive", "forward", "first", "last", "of", "to", "the", "table", "toc", "print", "search", "help", "sitemap",
    "menu",
];

/// Labels before the links of a navigation line.
const LINK_LABELS: [&str; 9] = ["next:", "up:", "previous:", "prev:", "back:", "contents:", "index:", "home:", "top:"];

/// How lines of a page's own dates and services begin.
const SERVICE: [&str; 18] = [
    "last updated",
    "last modified",
    "last revised",
    "last edited",
    "last change",
    "updated:",
    "updated on",
    "page last",
    "page created",
    "this page was",
    "this file was",
    "retrieved ",
    "accessed ",
    "back to top",
    "return to top",
    "top of page",
    "print this",
    "url:",
];

/// How many units at the head and at the foot a web page's own matter is looked for in.
const EDGE: usize = 14;

/// Classifies the furniture of the page. Nothing is furniture for its words alone: it stands at the
/// head or the foot, comes again at the ends of pages, or belongs to the frame of a library.
pub(super) fn classify(page: &mut Page) {
    boilerplate::classify(page);
    page_numbers(page);
    let repeated = repeated::heads(page);
    let guillemets = page.text.contains(['«', '‹']);
    let found = page.those(|i| {
        let text = page.str(i);
        let labelled = text.len() < 300 && is_labelled(text);
        let edge = is_at_edge(page, i) && is_furniture(text, guillemets);
        labelled
            || edge
            || is_own_address(page, i)
            || dividers::is_divider(page, i)
            || repeated.binary_search(&i).is_ok()
    });
    found.into_iter().for_each(|i| page.classify(i, LineClass::Furniture));
    links::head(page);
    links::foot(page);
}

/// Whether unit `i` is among the first or the last of the text.
pub(super) fn is_at_edge(page: &Page, i: usize) -> bool {
    i < EDGE || i + EDGE >= page.units.len()
}

/// Whether the form of `text`, at the head or the foot of a page, shows that it is no part of a text.
fn is_furniture(text: &str, guillemets: bool) -> bool {
    let short = text.len() < 300;
    short
        && (is_navigation(text)
            || is_link_row(text, guillemets)
            || is_timestamp(text)
            || (words::starts_with_any(text, &SERVICE) && text.chars().any(|c| c.is_ascii_digit()))
            || (words::starts_with_any(text, &SERVICE[13..16]) && text.len() < 40)
            || is_site_name(text))
}

/// `Next: X Up: Y Previous: Z`.
fn is_labelled(text: &str) -> bool {
    let is_label = |w: &str| w.ends_with(':') && words::is_one_of(w, &LINK_LABELS);
    text.split_whitespace().next().is_some_and(is_label) && text.split_whitespace().filter(|w| is_label(w)).count() >= 2
}

/// `next up previous contents index`, `return return`: words of navigation and no others.
fn is_navigation(text: &str) -> bool {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|w| !w.is_empty())
        .collect();
    let arrows = text.chars().any(|c| matches!(c, '←' | '→' | '«' | '»' | '<' | '>' | '^' | '↑'));
    let content = ["next", "up", "previous", "prev", "index", "top", "home", "back", "return", "forward", "contents"];
    let links = words.iter().filter(|w| content.contains(&w.as_str())).count();
    let one = words.windows(2).all(|w| w[0] == w[1]) && !words.first().is_some_and(|w| w == "return" || w == "back");
    let only = !words.is_empty() && words.iter().all(|w| NAVIGATION.contains(&w.as_str()));
    let sentence = text.contains(['.', '?', '!', ',', ';']);
    let contents = words.join(" ") == "table of contents";
    only && !sentence && !one && !contents && (links >= 2 || (links == 1 && (arrows || words.len() >= 3)))
}

/// `Brook Internet Archive`, `Brook Home Page: Index`.
fn is_site_name(text: &str) -> bool {
    let page = ["home page", "homepage", "main page"].iter().any(|p| text.to_lowercase().contains(p));
    let archive = text.ends_with(" Internet Archive");
    // a masthead says its address itself
    let address = text.contains("://") || text.contains("www.");
    words::count(text) <= 6 && (page || archive) && !address && !text.ends_with(['.', '?', '!', ',', ';'])
}

/// `Home | Archive | Search`, `Home > Archive`: short names with bars or arrows between them, each
/// with its space on both sides. Where a text quotes with guillemets `»` is no arrow.
fn is_link_row(text: &str, guillemets: bool) -> bool {
    let spaced = format!(" {text} ");
    let signs: &[&str] = &[" | ", " ¦ ", " > ", " → ", " » "][..if guillemets { 4 } else { 5 }];
    let Some(sign) = signs.iter().find(|sign| spaced.contains(**sign)) else { return false };
    let parts: Vec<&str> = spaced.split(sign).map(str::trim).collect();
    let named = parts.iter().filter(|p| p.starts_with(char::is_alphanumeric)).count();
    let links = text.split(|c: char| !c.is_alphanumeric()).any(|w| {
        let low = w.to_lowercase();
        low.len() > 2 && (NAVIGATION.contains(&low.as_str()) || matches!(low.as_str(), "library" | "texts" | "authors"))
    });
    named >= 2
        && links
        && named == parts.iter().filter(|p| !p.is_empty()).count()
        && !text.trim_end().ends_with(['.', '?', '!', ':', ';', ','])
        && parts.iter().all(|p| words::count(p) <= 6 && p.chars().count() <= 50)
}

/// `Fri Aug 25 09:03:42 PDT 1995`, `2001-05-04 12:30`.
fn is_timestamp(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let clock = |w: &&str| {
        let parts: Vec<&str> = w.split(':').collect();
        (2..=3).contains(&parts.len()) && parts.iter().all(|p| p.len() <= 2 && p.parse::<u8>().is_ok())
    };
    let known = |w: &&str| {
        let w = w.trim_matches([',', '.']);
        clock(&w)
            || crate::read::plain::front::dates::month(w).is_some()
            || w.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '+'))
            || (w.len() <= 4 && w.chars().all(|c| c.is_ascii_uppercase()))
            || ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|d| w.to_lowercase().starts_with(d))
    };
    let dated = words::has_year(text);
    (2..=8).contains(&words.len()) && words.iter().any(clock) && words.iter().all(known) && dated
}

/// How many units the address of a page is from its head or foot at most.
const OUTERMOST: usize = 4;

/// Whether unit `i` is the address of the page itself, at its head or foot: no words lead to it.
fn is_own_address(page: &Page, i: usize) -> bool {
    let led = || i > 0 && page.str(i - 1).ends_with(':');
    // below a name, or by letters, somebody signs
    let foot = i + OUTERMOST >= page.units.len();
    let name =
        |text: &str| words::has_at_most(text, 4) && text.ends_with(char::is_alphabetic) && !is_furniture(text, true);
    let named = || i > 0 && name(page.str(i - 1));
    let signed = || foot && (page.str(i).contains('@') || named() && !is_address(page.str(i - 1)));
    let outer = i < OUTERMOST || i + OUTERMOST >= page.units.len();
    outer && is_address(page.str(i)) && !led() && !signed()
}

/// A line that is nothing but an address.
fn is_address(text: &str) -> bool {
    let bare = text.trim_matches(['<', '>', '(', ')', '[', ']']);
    !bare.contains(char::is_whitespace)
        && (["http://", "https://", "ftp://", "www.", "mailto:"].iter().any(|p| bare.starts_with(p))
            || (bare.contains('@') && bare.contains('.')))
}

/// How far apart numbers stand that label notes or items, in units, and how many of them show it.
const ITEMS: (usize, usize) = (6, 3);

/// The numbers without rows that count from 1 on, close together: of notes, of items.
fn without_rows(bare: &[(usize, u32)]) -> Vec<(usize, u32)> {
    let follows = |a: &(usize, u32), b: &(usize, u32)| b.1 == a.1 + 1 && b.0 - a.0 <= ITEMS.0;
    let counted = |row: &&[(usize, u32)]| row[0].1 == 1 && row.len() >= ITEMS.1;
    bare.chunk_by(follows).filter(|row| !counted(row)).flatten().copied().collect()
}

/// From here on numbers may be years.
const YEARS: u32 = 1000;

/// How many pages may stand between two numbers of them.
const PAGES: u32 = 40;

/// The numbers without the years, which do not rise from the one before or to the next as those of pages do.
fn rising(bare: &[(usize, u32)]) -> Vec<(usize, u32)> {
    let rises = |a: Option<&(usize, u32)>, b: Option<&(usize, u32)>| {
        a.zip(b).is_some_and(|(a, b)| b.1 > a.1 && b.1 - a.1 <= PAGES)
    };
    let near = |k: usize| {
        rises(k.checked_sub(1).and_then(|i| bare.get(i)), bare.get(k)) || rises(bare.get(k), bare.get(k + 1))
    };
    // without a page before the thousandth they are years however they rise
    let reached = bare.iter().any(|(_, n)| (YEARS - 2 * PAGES..YEARS).contains(n));
    (0..bare.len()).filter(|k| bare[*k].1 < YEARS || reached && near(*k)).map(|k| bare[k]).collect()
}

/// How many numbers before and behind one tell whether it is a page's.
const BESIDE: usize = 8;

/// The numbers that others beside bear out, which rise to them and from them as those of pages do, some lines for each page:
/// a figure of a table or a list has none.
fn among(page: &Page, bare: &[(usize, u32)]) -> Vec<(usize, u32)> {
    let least = if page.layout == Layout::Wrapped { 2 } else { 4 };
    let agree = |a: &(usize, u32), b: &(usize, u32)| {
        let (lines, pages) = (b.0 - a.0, b.1.saturating_sub(a.1));
        (1..=PAGES).contains(&pages) && lines >= least
    };
    let needed = bare.len().saturating_sub(1).min(2);
    let borne = |k: &usize| {
        let before = bare[k.saturating_sub(BESIDE)..*k].iter().filter(|a| agree(a, &bare[*k])).count();
        let behind = bare[k + 1..].iter().take(BESIDE).filter(|b| agree(&bare[*k], b)).count();
        before + behind >= needed
    };
    let figure = |i: usize| page.units.get(i).is_some_and(|_| page.str(i).bytes().all(|b| b.is_ascii_digit()));
    // in a table figures stand close to each other
    let alone = |k: &usize| (bare[*k].0.saturating_sub(CELLS)..=bare[*k].0 + CELLS).filter(|i| figure(*i)).count() == 1;
    let paged = paged(page, bare);
    (0..bare.len()).filter(|k| borne(k) && alone(k) && paged[*k]).map(|k| bare[k]).collect()
}

/// How many units away from a page's number no other figure stands alone.
const CELLS: usize = 3;

/// How many bytes a page has at least, and how many times as many as others at most.
const PAGE: (usize, usize) = (300, 3);

/// For each number whether it stands as far from one before or behind as pages do here.
fn paged(page: &Page, bare: &[(usize, u32)]) -> Vec<bool> {
    let start = |k: usize| page.units[bare[k].0].range.start;
    let length = |a: usize, b: usize| {
        let pages = bare[b].1.checked_sub(bare[a].1).filter(|n| (1..=PAGES).contains(n))? as usize;
        Some((start(b) - start(a)) / pages)
    };
    let mut all: Vec<usize> = (1..bare.len()).filter_map(|k| length(k - 1, k)).collect();
    all.sort_unstable();
    let Some(usual) = all.get(all.len() / 2).copied().filter(|n| *n >= PAGE.0) else { return vec![false; bare.len()] };
    let fits = |n: Option<usize>| n.is_some_and(|n| n * PAGE.1 >= usual && n <= usual * PAGE.1);
    let beside = |k: usize, other: usize| fits(if other < k { length(other, k) } else { length(k, other) });
    let near = |k: usize| (k.saturating_sub(2)..(k + 3).min(bare.len())).filter(move |o| *o != k);
    (0..bare.len()).map(|k| near(k).any(|o| beside(k, o))).collect()
}

/// Whether a number in brackets stands right above or below another: those of a column are no pages'.
fn is_in_column(page: &Page, i: usize) -> bool {
    let number = |n: usize| {
        let core = page.str(n).trim_matches(|c: char| matches!(c, '-' | '[' | ']' | '{' | '}') || c.is_whitespace());
        page.str(n).starts_with(['[', '{', '-']) && core.starts_with(|c: char| c.is_ascii_digit())
    };
    let above = i > 0 && page.units[i].space == 0 && number(i - 1);
    above || page.units.get(i + 1).is_some_and(|next| next.space == 0) && number(i + 1)
}

/// Whether a number goes on from the line right above, with a figure or a comma at its end: the last page of an index entry,
/// a row of a sum.
fn goes_on(page: &Page, i: usize) -> bool {
    let above = || page.str(i - 1).lines().next_back().unwrap_or("").trim_end();
    i > 0
        && page.units[i].space == 0
        && above().trim_end_matches([',', ';', '-', '–']).ends_with(|c: char| c.is_ascii_digit())
}

/// How many numbers that count one by one, each between finished paragraphs, are those of parts: pages end anywhere.
const PARTS: usize = 5;

/// Whether numbers count parts that have no other heading: they rise one by one, and no sentence goes on across any.
fn are_between(page: &Page, bare: &[(usize, u32)]) -> bool {
    let shown = |i: &usize| page.units[*i].class != Some(LineClass::Furniture) && !page.str(*i).is_empty();
    let ended = |i: usize| {
        let above = (0..i).rev().find(shown).map_or("", |above| page.str(above));
        let below = (i + 1..page.units.len()).find(shown).map_or("", |below| page.str(below));
        let end =
            above.trim_end_matches(|c: char| words::is_closing_quote(c) || matches!(c, '_' | ')' | ']' | '*' | '«'));
        end.ends_with(['.', '!', '?', ':', '…', '-', '—']) && !below.starts_with(char::is_lowercase)
    };
    let apart = |i: usize| page.units[i].space > 0 && page.units.get(i + 1).is_some_and(|next| next.space > 0);
    bare.len() >= PARTS
        && bare[0].1 <= 2
        && bare.windows(2).all(|pair| pair[1].1 == pair[0].1 + 1)
        && bare.iter().all(|(i, _)| apart(*i) && ended(*i))
}

/// Lines that are nothing but a page's number: `- 12 -`, `[p. 12]`, or bare figures that do not
/// count sections from 1.
fn page_numbers(page: &mut Page) {
    let bare: Vec<(usize, u32)> = (0..page.units.len())
        .filter_map(|i| Some((i, page.str(i).parse().ok().filter(|n| *n < 2000)?)))
        .filter(|(i, _)| !page.str(*i).starts_with('0') && !goes_on(page, *i))
        .collect();
    let all = rising(&without_rows(&bare));
    let mut bare = among(page, &all);
    let mut dressed: Vec<(usize, u32)> = Vec::new();
    let listed = corrections::find(page);
    for i in 0..page.units.len() {
        if listed.binary_search(&i).is_ok() {
            continue;
        }
        let text = page.str(i);
        let core =
            text.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '[' | ']' | '{' | '}') || c.is_whitespace());
        let behind =
            |w: &str| core.get(..w.len()).filter(|head| head.eq_ignore_ascii_case(w)).map(|_| &core[w.len()..]);
        let named = behind("page ").or_else(|| behind("p. ")).or_else(|| behind("pg ")).or_else(|| behind("pg-"));
        let number = |s: &str| !s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit());
        // `1632}` is a row that a brace gathers
        let braced = text.ends_with('}') && !text.starts_with('{');
        // signs on both sides: `--187` stands in an index, `--` above a year is a stroke
        let sign = |c: char| !c.is_alphanumeric() && c != '[';
        let is_dressed =
            text.starts_with(sign) && text.ends_with(sign) && number(core) && !braced && !is_in_column(page, i);
        if named.is_some_and(|s| number(s) || s.len() <= 6 && words::roman(s).is_some()) || is_dressed {
            page.classify(i, LineClass::Furniture);
            dressed.push((i, named.unwrap_or(core).parse().unwrap_or(0)));
        }
    }
    // a figure next to the number of a page that says so is the page's before or behind
    let mut named: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (at, number) in &dressed {
        named.entry(*number).or_insert((*at, *at)).1 = *at;
    }
    let beside = |(i, n): &(usize, u32)| {
        let above = n.checked_sub(1).and_then(|n| named.get(&n)).is_some_and(|(first, _)| first < i);
        above || named.get(&(n + 1)).is_some_and(|(_, last)| last > i)
    };
    bare.extend(all.into_iter().filter(beside));
    bare.sort_unstable();
    bare.dedup();
    let dressed = dressed.len();
    let sections = bare.iter().enumerate().all(|(k, (_, n))| *n == k as u32 + 1) || are_between(page, &bare);
    let places: Vec<usize> = bare.iter().map(|(i, _)| *i).collect();
    if !sections
        && !repeated::parts(page, &places)
        && bare.len() + dressed >= 2
        && (page.layout == Layout::Wrapped || bare.len() + dressed >= 3)
    {
        bare.iter().for_each(|(i, _)| page.classify(*i, LineClass::Furniture));
    }
}
