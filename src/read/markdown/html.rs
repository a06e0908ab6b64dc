//! The few HTML tags that stand for marks: `<sup>`, `<sc>`, `<span lang="fr">` …

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
    pub(super) small_caps: bool,
    pub(super) emphasis: bool,
    pub(super) language: Option<String>,
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

/// What the element means; `None` if it has no meaning here.
pub(super) fn meaning(name: &str, attributes: &[(String, String)]) -> Option<Meaning> {
    let value = |key: &str| attributes.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
    let language = value("lang").or_else(|| value("xml:lang"));
    let small_caps = value("class").is_some_and(|c| c.split(' ').any(|c| c == "smallcaps"));
    match name {
        "sup" => Some(Meaning { superscript: true, language, ..Meaning::default() }),
        "sc" => Some(Meaning { small_caps: true, language, ..Meaning::default() }),
        "i" if language.is_some() => Some(Meaning { emphasis: true, language, ..Meaning::default() }),
        "span" if language.is_some() || small_caps => Some(Meaning { small_caps, language, ..Meaning::default() }),
        _ => None,
    }
}

fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    while let Some((key, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let body = &after[quote.map_or(0, char::len_utf8)..];
        let end = body.find(|c: char| quote.map_or(c.is_ascii_whitespace(), |q| c == q)).unwrap_or(body.len());
        all.push((key.trim().to_ascii_lowercase(), body[..end].to_owned()));
        rest = body.get(end + 1..).unwrap_or("");
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_with_a_meaning() {
        let Tag::Open { name, attributes } = parse("<span class=\"x smallcaps\" lang='fr'>") else { panic!() };
        let meaning = meaning(&name, &attributes).unwrap();
        assert!(meaning.small_caps);
        assert_eq!(meaning.language.as_deref(), Some("fr"));
        assert_eq!(parse("</SUP>"), Tag::Close("sup".into()));
        assert_eq!(parse("<!-- x -->"), Tag::Comment);
    }
}
