//! What a web page leaves in its text: tags, and characters written by name or number.

use super::inline::Sign;
use crate::model::text::MarkKind;
use std::ops::Range;

/// Tags that say nothing here, and those that emphasise.
const TAGS: [&str; 54] = [
    "a",
    "abbr",
    "article",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "cite",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "img",
    "input",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "title",
    "tr",
    "u",
    "ul",
];

const NAMES: [(&str, &str); 40] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("hellip", "…"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("sbquo", "‚"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("shy", ""),
    ("sect", "§"),
    ("para", "¶"),
    ("dagger", "†"),
    ("Dagger", "‡"),
    ("deg", "°"),
    ("middot", "·"),
    ("copy", "©"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("ecirc", "ê"),
    ("ocirc", "ô"),
    ("aelig", "æ"),
    ("oelig", "œ"),
];

/// Finds the tags and entities of `text`, which begins at byte `shift` of the witness.
pub(super) fn find(text: &str, shift: usize, signs: &mut Vec<Sign>, spans: &mut Vec<(Range<usize>, MarkKind)>) {
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut skip = 0;
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
        let Some((len, name, closing)) = tag(&text[at..]) else { continue };
        skip = at + len;
        signs.push(Sign { range: at + shift..at + len + shift, read: String::new(), rule: "html.tag" });
        let Some(kind) = emphasis(name) else { continue };
        if !closing {
            open.push((name, at + len));
        } else if let Some((_, start)) = open.pop().filter(|(opened, start)| *opened == name && *start < at) {
            spans.push((start + shift..at + shift, kind));
        }
    }
}

/// Whether `text` is nothing but tags, or the title that a browser shows.
pub(super) fn is_markup(text: &str) -> bool {
    let title = text.get(..7).is_some_and(|t| t.eq_ignore_ascii_case("<title>"));
    let mut rest = text;
    while let Some((len, ..)) = tag(rest) {
        rest = rest[len..].trim_start();
    }
    rest.len() < text.len() && (rest.is_empty() || title)
        || text.get(..9).is_some_and(|t| t.eq_ignore_ascii_case("<!doctype"))
}

/// Whether `text` is a heading of a web page: `<h2>The Boats</h2>`.
pub(super) fn is_heading(text: &str) -> bool {
    let level = |name: &str| matches!(name.as_bytes(), [b'h', b'1'..=b'6']);
    tag(text).is_some_and(|(len, name, closing)| {
        !closing && level(name) && text[len..].contains(|c: char| c.is_alphabetic())
    })
}

fn emphasis(name: &str) -> Option<MarkKind> {
    match name {
        "i" | "em" | "cite" => Some(MarkKind::Emphasis),
        "b" | "strong" => Some(MarkKind::Strong),
        _ => None,
    }
}

/// The tag at the beginning of `text`: its length, its name, whether it closes.
fn tag(text: &str) -> Option<(usize, &'static str, bool)> {
    let inner = text.strip_prefix('<')?;
    if let Some(comment) = inner.strip_prefix("!--") {
        let end = comment.char_indices().take(2000).find(|(i, _)| comment[*i..].starts_with("-->"))?.0;
        return Some((end + 7, "", false));
    }
    let closing = inner.starts_with('/');
    let word = inner.trim_start_matches('/');
    let length = word.bytes().take_while(u8::is_ascii_alphanumeric).take(11).count();
    let name = *TAGS.iter().find(|t| t.eq_ignore_ascii_case(&word[..length]))?;
    let rest = &word[length..];
    let end = rest.char_indices().take(400).find(|(_, c)| matches!(c, '>' | '<'))?;
    let attributes = rest[..end.0].is_empty() || rest.starts_with([' ', '/', '\n', '\r', '\t']);
    (end.1 == '>' && attributes).then(|| (text.len() - rest.len() + end.0 + 1, name, closing))
}

fn entity(text: &str) -> Option<(usize, String)> {
    let end = text.bytes().take(10).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
    let read = match name.strip_prefix('#') {
        Some(code) => {
            code.strip_prefix(['x', 'X']).map_or_else(|| number(code, 10), |hex| number(hex, 16))?.to_string()
        }
        None => NAMES.iter().find(|(n, _)| *n == name)?.1.to_owned(),
    };
    (!read.contains(char::is_control)).then_some((end + 1, read))
}
