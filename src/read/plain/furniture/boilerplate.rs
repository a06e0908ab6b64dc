//! What the libraries that give texts away put around them: Project Gutenberg, Google, the Internet
//! Archive, JSTOR, HathiTrust; what transcribers say of their work, and where a picture stood.

use super::{entities, gutenberg, is_at_edge};
use crate::model::account::LineClass;
use crate::read::plain::units::Page;
use crate::read::plain::words;
use std::collections::HashSet;

/// How lines begin that a library adds wherever they stand.
const LINES: [&str; 14] = [
    "digitized by google",
    "digitized by the internet archive",
    "digitized by microsoft",
    "digitized for microsoft",
    "public domain, google-digitized",
    "public domain in the united states",
    "creative commons attribution",
    "this content downloaded from",
    "all use subject to",
    "early journal content on jstor",
    "source gallica.bnf.fr",
    "produced by the online distributed",
    "end of project gutenberg",
    "end of the project gutenberg",
];

/// How lines begin that it adds, but authors might write as well: at the head or the foot, or where
/// the line comes again.
const DOUBTFUL: [&str; 16] = [
    "digitised by",
    "generated for",
    "generated on",
    "generated at",
    "original from",
    "full text of",
    "see other formats",
    "jump to navigation",
    "jump to search",
    "from wikisource",
    "retrieved from",
    "privacy policy",
    "terms of use",
    "cookie policy",
    "share this",
    "skip to main content",
];

/// Stretches that begin with words of one kind and end with a unit that holds another, at most so
/// many units long.
const STRETCHES: [(&str, &[&str], usize); 4] = [
    ("this is a digital copy of a book", &["books.google"], 24),
    ("digitized by the internet archive", &["archive.org/details"], 6),
    ("book made available by the internet archive", &["archive.org"], 4),
    ("google this is a digital copy", &["books.google"], 24),
];

/// Classifies what libraries and transcribers have added.
pub(crate) fn classify(page: &mut Page) {
    gutenberg::classify(page);
    let doubtful = page.those(|unit| is_doubtful(page.str(unit)));
    let again = doubtful_again(page, &doubtful);
    // `<body>` alone in a text without any tag that closes or breaks is a word of its own
    let pages = ["</", "<br", "<p", "<hr", "<!", "<BR", "<P", "<HR"].iter().any(|sign| page.text.contains(sign))
        && !entities::are_matter(page.text);
    let framed = ["</body", "</BODY", "<html", "<HTML"].iter().any(|sign| page.text.contains(sign));
    let sure = |page: &Page, unit: usize| {
        let (text, set_in) = (page.str(unit), page.units[unit].indent > 0);
        let line = text.len() < 200 && words::starts_with_any(text, &LINES);
        line || page.is_fence(unit) && !set_in || pages && (framed || !set_in) && entities::is_markup(text, framed)
    };
    let found = page.those(|unit| sure(page, unit) || entities::is_heading(page.str(unit)));
    let mut found = [found, doubtful].concat();
    found.sort_unstable();
    found.dedup();
    for unit in found {
        let text = page.str(unit);
        let beside = || {
            let frame = |n: usize| {
                let unit = page.units.get(n);
                unit.is_some_and(|u| u.class == Some(LineClass::Furniture) || is_doubtful(page.str(n)))
            };
            is_at_edge(page, unit) && (frame(unit + 1) || unit.checked_sub(1).is_some_and(frame))
        };
        if entities::is_heading(text) {
            page.classify(unit, LineClass::Heading);
        } else if sure(page, unit) || is_doubtful(text) && (again.contains(text) || beside()) {
            page.classify(unit, LineClass::Furniture);
        }
    }
    stretches(page);
    quotations(page);
    bracketed(page);
    transcriber(page);
}

/// A line that a library may have added: no sentence.
fn is_doubtful(text: &str) -> bool {
    let short = || words::has_at_most(text, 6) || words::starts_with_any(text, &["full text of"]);
    text.len() < 120
        && words::starts_with_any(text, &DOUBTFUL)
        && short()
        && !text.ends_with(['.', '?', '!', ',', ';', ':'])
}

/// Those of the doubtful lines that the text has twice or more.
fn doubtful_again<'a>(page: &Page<'a>, doubtful: &[usize]) -> HashSet<&'a str> {
    let mut seen = HashSet::new();
    doubtful.iter().map(|unit| page.str(*unit)).filter(|text| !seen.insert(*text)).collect()
}

fn stretches(page: &mut Page) {
    let begins = |text: &str| STRETCHES.iter().any(|(start, ..)| words::starts_with_any(text, &[start]));
    for first in page.those(|unit| begins(page.str(unit))) {
        let text = page.str(first);
        let Some((_, ends, most)) = STRETCHES.iter().find(|(start, ..)| words::starts_with_any(text, &[start])) else {
            continue;
        };
        let last = (first..page.units.len().min(first + most)).find(|i| ends.iter().any(|e| page.str(*i).contains(e)));
        if let Some(last) = last {
            (first..=last).for_each(|i| page.classify(i, LineClass::Furniture));
        }
    }
}

/// What a transcriber has marked as a quotation: `/#` and `#/` around it.
fn quotations(page: &mut Page) {
    for first in 0..page.units.len() {
        let close = match page.str(first) {
            "/#" => "#/",
            "/Q" => "Q/",
            _ => continue,
        };
        let end = (first + 1..page.units.len()).take(200).find(|i| page.is_fence(*i));
        let Some(end) = end.filter(|i| page.str(*i) == close) else { continue };
        (first + 1..end).for_each(|i| page.classify(i, LineClass::Blockquote));
    }
}

/// What stands in brackets by a transcriber's hand: `[Illustration]`, `[Blank Page]` say nothing and go;
/// what has words of its own (a caption, a song, `[Transcriber's Note: …]`) stays as it is.
fn bracketed(page: &mut Page) {
    let words = [
        "illustration",
        "illustrations",
        "transcriber",
        "transcriber's",
        "transcriber’s",
        "transcribers'",
        "blank page",
        "decoration",
    ];
    for unit in page.those(|unit| page.str(unit).starts_with('[')) {
        let text = page.str(unit);
        let inner = text.strip_prefix('[').filter(|_| page.is_open(unit));
        if !inner.is_some_and(|text| words::starts_with_any(text, &words)) {
            continue;
        }
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        // one that goes on below has its caption there, and its other bracket
        let whole = text.trim_end_matches(['.', '*', '_']).ends_with(']');
        let empty = whole && ["illustration", "illustrations", "blank page", "decoration"].contains(&bare.as_str());
        page.classify(unit, if empty { LineClass::Furniture } else { LineClass::Body });
    }
}

/// The unit, of at most `most`, at whose end the bracket that opens `unit` closes.
pub(crate) fn closing(page: &Page, unit: usize, most: usize) -> Option<usize> {
    let mut depth = 0i32;
    for i in (unit..page.units.len()).take(most).take_while(|i| page.is_open(*i)) {
        for c in page.str(i).chars() {
            depth += i32::from(c == '[') - i32::from(c == ']');
        }
        if depth <= 0 && page.str(i).trim_end_matches(['.', '*', '_', '/', '#']).ends_with(']') {
            return Some(i);
        }
        if depth <= 0 {
            return (i == unit).then_some(i);
        }
    }
    None
}

/// What transcribers say of their work at the end, below a heading of their own: `Transcriber's Note:`
/// and a few paragraphs behind which nothing comes.
fn transcriber(page: &mut Page) {
    let heads = [
        "transcriber's note",
        "transcriber’s note",
        "transcriber's notes",
        "transcriber’s notes",
        "transcribers' note",
        "transcription note",
    ];
    for unit in page.those(|unit| words::starts_with_any(page.str(unit), &heads)) {
        let text = page.str(unit);
        if !page.is_open(unit) {
            continue;
        }
        let alone = words::count(text) <= 3;
        let last = page.units.len();
        let open = (unit + 1..last).filter(|i| page.is_open(*i)).take(13).count();
        if alone && (1..=12).contains(&open) && unit * 2 > last {
            (unit..last).for_each(|i| page.classify(i, LineClass::Furniture));
        }
    }
}
