//! What a web page leaves in its text: tags, and characters written by name or number. Quotation
//! marks among them are left to the rules for these, which see them as they see the others.

use crate::model::text::MarkKind;
use crate::normalize::markup::{Tag, entity, tag};
use crate::read::plain::inline::Sign;
use std::collections::BTreeMap;
use std::ops::Range;

/// Whether the tags of a text are what it speaks of: it has the frame of more than one page, or shows programs of one.
pub(crate) fn are_matter(text: &str) -> bool {
    let frames = text.match_indices('<').filter(|(at, _)| {
        text.get(at + 1..at + 5)
            .is_some_and(|name| name.eq_ignore_ascii_case("html") || name.eq_ignore_ascii_case("body"))
    });
    let scripted =
        || ["<SCRIPT", "<script"].iter().any(|sign| text.contains(sign)) && !text.trim_start().starts_with('<');
    frames.take(4).count() == 4 || scripted()
}

/// How many tags are so few that the text speaks of them.
const FEW: usize = 4;

/// Whether a text has tags, and so few that it speaks of them: `set off by <I>italic</I>`. What begins a line or a page is
/// none of them.
pub(crate) fn are_spoken_of(text: &str) -> bool {
    let tags = || text.match_indices('<').filter_map(|(at, _)| tag(&text[at..]));
    tags().take(FEW).count() < FEW && !tags().any(|tag| tag.parts())
}

/// Finds the tags (if they are `marked` up with) and entities of `text`, which begins at byte `shift` of the witness.
pub(crate) fn find(
    text: &str,
    shift: usize,
    marked: bool,
    signs: &mut Vec<Sign>,
    spans: &mut Vec<(Range<usize>, MarkKind)>,
) {
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut known: BTreeMap<(&str, bool), bool> = BTreeMap::new();
    let (mut skip, mut passed) = (0, 0);
    for (at, sign) in text.match_indices(['<', '&']) {
        if at < skip {
            continue;
        }
        if sign == "&" {
            if let Some((len, read)) = entity(&text[at..]) {
                signs.push(Sign { range: at + shift..at + len + shift, read, rule: "html.entity" });
            }
            continue;
        }
        // `<<Li occhi>>` is a quotation
        if at < passed || !marked || text[..at].ends_with('<') {
            continue;
        }
        let tags = row(&text[at..]);
        let mut here = |tag: &Tag| *known.entry((tag.name, tag.closes)).or_insert_with(|| is_markup_here(text, tag));
        // inside a word a tag that parts words is an editor's sign: `flab<ul>um`
        let inside =
            tags.len() == 1 && !matches!(tags[0].name, "br" | "p") && is_inside_word(text, at..at + tags[0].len);
        if let Some(last) = tags.iter().rposition(|tag| !here(tag) || inside && tag.parts()) {
            // `siligine<i>`: an editor's supplement, and what stands before it in a row
            passed = at + tags[..=last].iter().map(|tag| tag.len).sum::<usize>();
            continue;
        }
        let end = at + tags.iter().map(|t| t.len).sum::<usize>();
        let parts = is_between_words(text, at..end).then(|| tags.iter().position(Tag::parts)).flatten();
        let breaks = tags.iter().position(|tag| tag.name == "br").filter(|_| ends_line(text, at..end));
        skip = at;
        for (i, tag) in tags.iter().enumerate() {
            let here = skip..skip + tag.len;
            skip = here.end;
            if breaks == Some(i) {
                let blanks = blanks_around(text, here.clone());
                signs.push(Sign {
                    range: blanks.start + shift..blanks.end + shift,
                    read: "\u{2028}".to_owned(),
                    rule: "html.tag",
                });
                skip = blanks.end;
                continue;
            }
            let read = if parts == Some(i) { " ".to_owned() } else { String::new() };
            signs.push(Sign { range: here.start + shift..here.end + shift, read, rule: "html.tag" });
            let Some(kind) = emphasis(tag.name) else { continue };
            if !tag.closes {
                open.push((tag.name, here.end));
            } else if let Some((_, start)) = open.pop().filter(|(name, start)| *name == tag.name && *start < here.start)
            {
                spans.push((start + shift..here.start + shift, kind));
            }
        }
    }
}

/// Whether a tag has its partner in `text`, if it is of a kind that has one inside a paragraph.
fn is_markup_here(text: &str, tag: &Tag) -> bool {
    const PAIRED: [&str; 16] =
        ["a", "abbr", "b", "big", "cite", "em", "font", "i", "q", "small", "span", "strong", "sub", "sup", "tt", "u"];
    let other = if tag.closes { format!("<{}", tag.name) } else { format!("</{}", tag.name) };
    let is = |at: usize| text.get(at..at + other.len()).is_some_and(|t| t.eq_ignore_ascii_case(&other));
    // what frames a page stands in a text of no other tag as a word of its own: `{ <body> }`
    const FRAME: [&str; 12] =
        ["body", "form", "head", "header", "footer", "html", "input", "link", "main", "section", "table", "title"];
    !PAIRED.contains(&tag.name) && !FRAME.contains(&tag.name) || text.match_indices('<').any(|(at, _)| is(at))
}

/// The tags that `text` begins with, one behind the other.
fn row(text: &str) -> Vec<Tag> {
    let mut at = 0;
    std::iter::from_fn(|| {
        let next = tag(&text[at..])?;
        at += next.len;
        Some(next)
    })
    .collect()
}

fn is_between_words(text: &str, tags: Range<usize>) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    word(text[..tags.start].chars().next_back()) && word(text[tags.end..].chars().next())
}

/// Whether words stand on the same line on both sides of a tag that stands alone.
fn ends_line(text: &str, tags: Range<usize>) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !matches!(c, '<' | '>'));
    let blank = [' ', '\t'];
    word(text[..tags.start].trim_end_matches(blank).chars().next_back())
        && word(text[tags.end..].trim_start_matches(blank).chars().next())
}

/// A place with the blanks on both its sides.
fn blanks_around(text: &str, at: Range<usize>) -> Range<usize> {
    let blank = [' ', '\t'];
    let rest = &text[at.end..];
    text[..at.start].trim_end_matches(blank).len()..at.end + rest.len() - rest.trim_start_matches(blank).len()
}

/// Whether small letters stand before and behind.
fn is_inside_word(text: &str, tag: Range<usize>) -> bool {
    text[..tag.start].ends_with(char::is_lowercase) && text[tag.end..].starts_with(char::is_lowercase)
}

/// Whether `text` is nothing but tags, or in the frame of a page the title that a browser shows.
pub(crate) fn is_markup(text: &str, framed: bool) -> bool {
    let mut title = false;
    let mut rest = text;
    while let Some(tag) = tag(rest) {
        title |= framed && tag.name == "title" && !tag.closes;
        rest = rest[tag.len..].trim_start();
    }
    rest.len() < text.len() && (rest.is_empty() || title)
        || text.get(..9).is_some_and(|t| t.eq_ignore_ascii_case("<!doctype"))
}

/// Whether `text` is a heading of a web page: `<h2>The Boats</h2>`.
pub(crate) fn is_heading(text: &str) -> bool {
    let level = |name: &str| matches!(name.as_bytes(), [b'h', b'1'..=b'6']);
    tag(text).is_some_and(|t| !t.closes && level(t.name) && text[t.len..].contains(|c: char| c.is_alphabetic()))
}

fn emphasis(name: &str) -> Option<MarkKind> {
    match name {
        "i" | "em" | "cite" => Some(MarkKind::Emphasis),
        "b" | "strong" => Some(MarkKind::Strong),
        "sub" => Some(MarkKind::Subscript),
        "sup" => Some(MarkKind::Superscript),
        _ => None,
    }
}
