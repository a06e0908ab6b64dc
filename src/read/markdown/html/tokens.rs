//! A stretch of HTML as tags of blocks and what stands between them. Tags inside a line stay with the text: they
//! are read where it is.
//!
//! Knows names of elements and how tags are written (CommonMark 0.31, “Raw HTML”), no events.

use super::{Tag, parse};
use std::ops::Range;

/// A part of a stretch of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// The tag of a block, as it opens or closes one.
    Tag(Tag),
    /// What stands between such tags.
    Text,
    /// What `<pre>` holds, as it is written.
    Preformatted,
    /// What no text is made of: a comment, a declaration of the document's type.
    Silent,
    /// Words that are not read: a script, an instruction, an unclosed comment.
    Lost,
    /// A tag that has no end.
    Unclosed,
}

/// The elements that begin and end blocks.
const BLOCKS: [&str; 64] = [
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "meta",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "pre",
    "search",
    "section",
    "source",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
];
/// Those whose content is no text of the book.
const LOST: [&str; 3] = ["script", "style", "template"];

/// Whether the element stands for a block.
pub(in crate::read::markdown) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || matches!(name, "track" | "ul" | "object" | "noscript" | "svg")
}

/// Where the tag ends that begins with `html`, a `<`: attributes are names, with or without values.
fn tag_end(html: &str) -> Option<usize> {
    let name = html[1..].strip_prefix('/').unwrap_or(&html[1..]);
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(())?;
    let bytes = html.as_bytes();
    let mut at = html.len() - name.len();
    let mut quote = None;
    let mut value = false;
    while let Some(byte) = bytes.get(at) {
        match (quote, byte) {
            (Some(q), b) if q == *b => (quote, value) = (None, false),
            (Some(_), _) => {}
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if value => quote = Some(*byte),
            (None, b'=') => value = true,
            (None, b' ' | b'\t' | b'\n' | b'\r') => value = value && bytes[..at].ends_with(b"="),
            (None, b) if value && !matches!(b, b'<' | b'`') => {}
            (None, b) if b.is_ascii_alphanumeric() || b"/_.:-".contains(b) => {}
            _ => return None,
        }
        at += 1;
    }
    None
}

/// Where what begins with `<!` or `<?` ends, and what it is.
fn declaration(html: &str) -> (usize, Token) {
    let ends =
        |mark: &str, from: usize| html.get(from..).and_then(|rest| rest.find(mark)).map(|at| from + at + mark.len());
    if html.starts_with("<!--") {
        // `<!-->` and `<!--->` are comments too
        let end = html[2..].find("-->").map(|at| at + 5).or_else(|| html.starts_with("<!-->").then_some(5));
        return end.map_or((html.len(), Token::Lost), |end| (end, Token::Silent));
    }
    if html.starts_with("<![CDATA[") {
        return (ends("]]>", 9).unwrap_or(html.len()), Token::Lost);
    }
    if html.starts_with("<?") {
        return (ends("?>", 2).unwrap_or(html.len()), Token::Lost);
    }
    let doctype = html.get(2..9).is_some_and(|name| name.eq_ignore_ascii_case("doctype"));
    (ends(">", 2).unwrap_or(html.len()), if doctype { Token::Silent } else { Token::Lost })
}

/// The parts of `html`, in order and with nothing between them.
pub(super) fn tokens(html: &str) -> Vec<(Token, Range<usize>)> {
    let mut out: Vec<(Token, Range<usize>)> = vec![];
    let (mut text, mut at) = (0, 0);
    let mut push = |from: &mut usize, token: Token, range: Range<usize>| {
        if *from < range.start {
            out.push((Token::Text, *from..range.start));
        }
        *from = range.end;
        if !range.is_empty() {
            out.push((token, range));
        }
    };
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let rest = &html[start..];
        if rest.starts_with("<!") || rest.starts_with("<?") {
            let (length, token) = declaration(rest);
            at = start + length;
            push(&mut text, token, start..at);
            continue;
        }
        let name = rest[1..].trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        let name = name.to_ascii_lowercase();
        let known = is_block(&name) || LOST.contains(&name.as_str());
        let Some(length) = tag_end(rest) else {
            at = start + 1;
            if known {
                push(&mut text, Token::Unclosed, start..at);
            }
            continue;
        };
        at = start + length;
        if !known {
            continue;
        }
        if LOST.contains(&name.as_str()) || name == "svg" && !rest.starts_with("</") {
            let end = close_of(&html[at..], &name).map_or(html.len(), |(_, end)| at + end);
            push(&mut text, Token::Lost, start..end);
            at = end;
            continue;
        }
        push(&mut text, Token::Tag(parse(&html[start..at])), start..at);
        if name == "pre" && !rest.starts_with("</") {
            let (inner, end) = close_of(&html[at..], &name).unwrap_or((html.len() - at, html.len() - at));
            push(&mut text, Token::Preformatted, at..at + inner);
            at += inner;
            if inner < end {
                push(&mut text, Token::Tag(Tag::Close(name)), at..at + end - inner);
                at += end - inner;
            }
        }
    }
    let end = html.len();
    push(&mut text, Token::Text, end..end);
    out
}

/// Where the closing tag of an element begins and ends.
fn close_of(html: &str, name: &str) -> Option<(usize, usize)> {
    let mark = format!("</{name}");
    let mut from = 0;
    loop {
        let at = from + html[from..].find("</")?;
        if html.get(at..at + mark.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&mark)) {
            return Some((at, at + html[at..].find('>').map_or(html.len() - at, |end| end + 1)));
        }
        from = at + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(html: &str) -> Vec<String> {
        let kind = |token: Token| match token {
            Token::Tag(Tag::Open { name, .. }) => format!("<{name}>"),
            Token::Tag(Tag::Close(name)) => format!("</{name}>"),
            Token::Tag(Tag::Comment) => "tag".into(),
            other => format!("{other:?}"),
        };
        tokens(html).into_iter().map(|(token, range)| format!("{} {}", kind(token), &html[range])).collect()
    }

    #[test]
    fn blocks_and_what_is_between_them() {
        assert_eq!(kinds("<p>a <b>c</b></p>"), ["<p> <p>", "Text a <b>c</b>", "</p> </p>"]);
        assert_eq!(kinds("<!-- a --> b <!-- c"), ["Silent <!-- a -->", "Text  b ", "Lost <!-- c"]);
        assert_eq!(kinds("<div class=\"a>b\">x"), ["<div> <div class=\"a>b\">", "Text x"]);
        assert_eq!(kinds("<div *x*>"), ["Unclosed <", "Text div *x*>"]);
        assert_eq!(kinds("<pre>a <b></pre>"), ["<pre> <pre>", "Preformatted a <b>", "</pre> </pre>"]);
        assert_eq!(kinds("<script>a < b</script>c"), ["Lost <script>a < b</script>", "Text c"]);
        assert_eq!(kinds("<!DOCTYPE html>"), ["Silent <!DOCTYPE html>"]);
    }
}
