//! HTML in Markdown: what tags mean inside a line (`<sup>`, `<span lang="fr">` …), and blocks of it as their
//! Markdown.

mod blocks;
mod entities;
mod names;
mod room;
mod segment;
mod table;
mod tokens;

pub(super) use blocks::{Expanded, Finding, Step, expand, is_inline, joined};
pub(super) use entities::{address, words};
pub(super) use segment::{Known, segment};
pub(super) use tokens::is_block;

/// What is told of a title that a link or words have.
pub(super) const TITLE: &str = "titles of links are not printed";

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// `<name attribute="value">`
    Open { name: String, attributes: Vec<(String, String)> },
    /// `</name>`
    Close(String),
    /// A comment, an instruction, an element without content.
    Comment,
}

/// What an element marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) superscript: bool,
    pub(super) subscript: bool,
    pub(super) small_caps: bool,
    pub(super) emphasis: bool,
    pub(super) strong: bool,
    pub(super) code: bool,
    /// Quotation marks stand around it.
    pub(super) quoted: bool,
    /// It is struck out.
    pub(super) deleted: bool,
    pub(super) language: Option<String>,
    /// Whether something that it says is not followed.
    pub(super) unfollowed: Option<&'static str>,
}

/// Reads a tag as CommonMark recognises it.
pub(super) fn parse(html: &str) -> Tag {
    let inner = html.trim().trim_start_matches('<').trim_end_matches('>');
    if inner.starts_with('!') || inner.starts_with('?') {
        return Tag::Comment;
    }
    if let Some(name) = inner.strip_prefix('/') {
        return Tag::Close(name.trim().to_ascii_lowercase());
    }
    let inner = inner.trim_end_matches('/');
    let (name, rest) = inner.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((inner, ""));
    Tag::Open { name: name.to_ascii_lowercase(), attributes: attributes(rest) }
}

/// What the element means; `None` if there is no such element.
pub(super) fn meaning(name: &str, attributes: &[(String, String)]) -> Option<Meaning> {
    let value = |key: &str| attributes.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
    let language = value("lang").or_else(|| value("xml:lang"));
    let small_caps = value("class").is_some_and(|c| c.split(' ').any(|c| matches!(c, "smallcaps" | "small-caps")))
        || value("style").is_some_and(|s| s.contains("small-caps"));
    let mut meaning = Meaning { small_caps, language, ..Meaning::default() };
    match name {
        "sup" => meaning.superscript = true,
        "sub" => meaning.subscript = true,
        "sc" => meaning.small_caps = true,
        "i" | "em" | "cite" | "dfn" | "var" => meaning.emphasis = true,
        "b" | "strong" => meaning.strong = true,
        "code" | "kbd" | "samp" | "tt" => meaning.code = true,
        "q" => meaning.quoted = true,
        "s" | "del" | "strike" => {
            meaning.deleted = true;
            meaning.unfollowed = Some("words that are struck out (`<s>`) are printed like others");
        }
        "u" => {
            meaning.emphasis = true;
            meaning.unfollowed = Some("underlining is set as emphasis");
        }
        "small" | "big" | "font" => meaning.unfollowed = Some("the size of letters is not followed"),
        "abbr" | "acronym" if value("title").is_some() => {
            meaning.unfollowed = Some("what an abbreviation stands for is not printed");
        }
        "span" | "a" if value("title").is_some() => meaning.unfollowed = Some(TITLE),
        "span" | "a" | "abbr" | "acronym" | "mark" | "ins" | "time" | "bdi" | "bdo" | "data" | "label" | "button"
        | "ruby" | "rb" | "rt" | "rp" | "output" | "picture" | "audio" | "video" | "canvas" | "nobr" | "input"
        | "select" | "embed" | "area" | "map" | "progress" | "meter" => {}
        _ => return None,
    }
    Some(meaning)
}

fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    while let Some((key, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let body = &after[quote.map_or(0, char::len_utf8)..];
        let end = body.find(|c: char| quote.map_or(c.is_ascii_whitespace(), |q| c == q)).unwrap_or(body.len());
        let key = key.trim().rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or("");
        all.push((key.to_ascii_lowercase(), entities::value(&body[..end])));
        rest = body.get(end + 1..).unwrap_or("");
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_with_a_meaning() {
        assert_eq!(meaning("unreadable", &[]), None);
        let Tag::Open { name, attributes } = parse("<span class=\"x smallcaps\" lang='fr'>") else { panic!() };
        let meaning = meaning(&name, &attributes).unwrap();
        assert!(meaning.small_caps);
        assert_eq!(meaning.language.as_deref(), Some("fr"));
        assert_eq!(parse("</SUP>"), Tag::Close("sup".into()));
        assert_eq!(parse("<!-- x -->"), Tag::Comment);
    }
}
