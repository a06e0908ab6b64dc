//! What makers of sites and of books write into Markdown for themselves: tags of Liquid and Jinja (`{% if %}`), values
//! (`{{ site.title }}`), lines of attributes of kramdown and Leanpub (`{: .wide}`, `{pagebreak}`), lists of contents
//! (`[TOC]`). They say nothing to a reader and are left out, told with their places; what stands between them is text.
//!
//! Knows characters only: what to make of them is for who reads lines and signs. Braces that hold words are words.

use super::attributes::Attributes;
use std::ops::Range;

/// How far the end of a tag is looked for, in bytes.
const LONGEST: usize = 4000;
/// Lines that stand for a list of contents.
const CONTENTS: [&str; 7] = ["[TOC]", "[toc]", "[[TOC]]", "[[toc]]", "[[_TOC_]]", "{{TOC}}", "${toc}"];
/// Words that Leanpub has alone in braces.
const ORDERS: [&str; 12] = [
    "pagebreak",
    "frontmatter",
    "mainmatter",
    "backmatter",
    "aside",
    "blurb",
    "exercise",
    "quiz",
    "begin-sample",
    "end-sample",
    "begin-bundle",
    "end-bundle",
];
/// Those that words of a text may be too: they are orders where something closes them.
const PAIRED: [&str; 6] = ["quote", "sample", "center", "poem", "discussion", "section"];
/// Keys that Leanpub has before a colon or `=` in braces.
const KEYS: [&str; 26] = [
    "class",
    "icon",
    "width",
    "height",
    "float",
    "align",
    "lang",
    "format",
    "title",
    "caption",
    "alt",
    "id",
    "sample",
    "type",
    "line-numbers",
    "linenos",
    "number-from",
    "starting-line-number",
    "crop-start",
    "crop-end",
    "crop-start-line",
    "crop-end-line",
    "column-widths",
    "fullbleed",
    "embed",
    "i",
];
/// Values that a template may name without a stop.
const VALUES: [&str; 5] = ["content", "toc", "TOC", "title", "date"];

fn near(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST.min(text.len()))]
}

/// The end of a tag of Liquid or Jinja that begins here, `{% … %}`, or of a remark `{# … #}`.
pub(super) fn tag(text: &str) -> Option<usize> {
    let text = near(text);
    if let Some(inner) = text.strip_prefix("{#").filter(|inner| inner.starts_with([' ', '#'])) {
        return inner.find("#}").map(|end| end + 4);
    }
    let inner = text.strip_prefix("{%")?;
    let word = inner.trim_start_matches(['-', '+']).trim_start();
    let named = word.trim_start_matches(['/', '#']).starts_with(char::is_alphabetic) && !inner.starts_with('%');
    inner.find("%}").filter(|end| named && inner[..*end].contains(char::is_alphabetic)).map(|end| end + 4)
}

/// The end of a value `{{ … }}` that begins here: a path with stops, one with a filter, a function. Single words in
/// braces are such only where the text has `tags`.
pub(super) fn value(text: &str, tags: bool) -> Option<usize> {
    let inner = near(text).strip_prefix("{{")?;
    let end = inner.find("}}")?;
    let what = inner[..end].trim_matches('-').trim();
    let (path, filter) = what.split_once('|').map_or((what, None), |(path, filter)| (path.trim(), Some(filter.trim())));
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.[]'\"$/".contains(c);
    let named = path.starts_with(|c: char| c.is_ascii_alphabetic() || "'\"$.".contains(c)) && path.chars().all(plain);
    let parted = path.split('.').count() > 1 && path.split('.').all(|part| !part.is_empty() || path.starts_with('.'));
    let filtered = filter.is_some_and(|filter| filter.starts_with(|c: char| c.is_ascii_alphabetic()))
        && (named || path.starts_with(['\'', '"']));
    let called = path.split_once('(').is_some_and(|(name, rest)| name.chars().all(plain) && rest.ends_with(')'));
    let known = VALUES.contains(&path) || tags && named;
    (filtered || named && (parted || known) || called && tags).then_some(end + 4)
}

/// The end of attributes of kramdown `{: … }` or `{:.wide}` behind words.
pub(super) fn attributes(text: &str) -> Option<(Attributes, usize)> {
    let rest = text.strip_prefix("{:")?;
    let (read, length) = Attributes::read(&format!("{{{}", near(rest.lines().next()?)))?;
    Some((read, length + 1))
}

/// What a line says that is none of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read::markdown) enum Order {
    /// Attributes, with the name that they give to a block.
    Attributes(Option<String>),
    /// A list of contents stands here.
    Contents,
    /// Something of the making of the book.
    Making,
}

/// Reads a line of `source` that is nothing but an order.
pub(super) fn order(line: &str, source: &str) -> Option<Order> {
    let line = line.trim();
    if CONTENTS.contains(&line) {
        return Some(Order::Contents);
    }
    let inner = line.strip_prefix('{')?.strip_suffix('}')?;
    if let Some(inner) = inner.strip_prefix(':') {
        if inner == "toc" || inner.starts_with("toc ") || inner.trim_start().starts_with("toc") {
            return Some(Order::Contents);
        }
        if inner.starts_with([':', '/']) {
            return Some(Order::Making);
        }
        let (read, length) = attributes(line)?;
        return (length == line.len()).then_some(Order::Attributes(read.id));
    }
    if inner.contains(['{', '}', '\n']) {
        return None;
    }
    let word = inner.trim_start_matches('/').trim();
    let paired = || source.contains(&format!("{{{word}}}")) && source.contains(&format!("{{/{word}}}"));
    if ORDERS.contains(&word) || PAIRED.contains(&word) && paired() {
        return Some(Order::Making);
    }
    if let Some((read, _)) = Attributes::read(line).filter(|(_, length)| *length == line.len()) {
        let known = read.pairs.iter().all(|(key, _)| KEYS.contains(&key.as_str()));
        return known.then_some(Order::Attributes(read.id));
    }
    keyed(inner).map(Order::Attributes)
}

/// The name that a list of Leanpub `class: tip, id: boats` gives; `None` where it is none.
fn keyed(inner: &str) -> Option<Option<String>> {
    let mut id = None;
    for part in inner.split(',').map(str::trim) {
        match part.split_once(':').or_else(|| part.split_once('=')) {
            Some((key, value)) if KEYS.contains(&key.trim()) => {
                id = (key.trim() == "id").then(|| value.trim().trim_matches('"').to_owned()).or(id);
            }
            None if part.strip_prefix('#').is_some_and(|name| !name.is_empty() && !name.contains(' ')) => {
                id = Some(part[1..].to_owned());
            }
            None if ORDERS.contains(&part) => {}
            _ => return None,
        }
    }
    Some(id)
}

/// The letter of an aside of Leanpub with which a line begins: `A> words`.
pub(super) fn aside(line: &str) -> bool {
    let mut signs = line.bytes();
    let letter = signs.next().is_some_and(|byte| b"AWTEDIQXBC".contains(&byte));
    letter && signs.next() == Some(b'>') && signs.next().is_none_or(|byte| byte == b' ')
}

/// Whether a line begins what another program sets as code, and the line that ends it: `{% highlight ruby %}`.
pub(super) fn code(line: &str) -> Option<[String; 2]> {
    let line = line.trim();
    for name in ["highlight", "codeblock", "code-toggle", "code"] {
        for (open, close) in [("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}")] {
            let inner = line.strip_prefix(open).and_then(|inner| inner.strip_suffix(close));
            let inner = inner.map(|inner| inner.trim_matches('-').trim());
            let named = inner.and_then(|inner| inner.strip_prefix(name));
            if named.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '='])) {
                return Some([format!("{open} end{name} {close}"), format!("{open} /{name} {close}")]);
            }
        }
    }
    None
}

/// Whether a line is one of the `ends` that [`code`] gives.
pub(super) fn ends_code(line: &str, ends: &[String; 2]) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>();
    let line = bare(line);
    ends.iter().any(|end| bare(end) == line)
}

/// The spaces of templates in addresses of links, which would not be links with them.
pub(super) fn spaces(source: &str) -> Vec<usize> {
    let mut found = vec![];
    if !source.contains("{{") && !source.contains("{%") {
        return found;
    }
    for (at, _) in source.match_indices("](") {
        let start = at + 2;
        let line = near(source[start..].lines().next().unwrap_or_default());
        let mut from = 0;
        while let Some(open) = line[from..].find(['{', ')', ' ']).map(|open| from + open) {
            let rest = &line[open..];
            if !rest.starts_with('{') {
                break;
            }
            let Some(end) = tag(rest).or_else(|| value(rest, true)) else { break };
            let inner: Range<usize> = start + open..start + open + end;
            found.extend(inner.filter(|at| source.as_bytes()[*at] == b' '));
            from = open + end;
        }
    }
    found
}

/// An address without the templates in it: what `{% link … %}` names, and nothing for a value.
pub(in crate::read::markdown) fn address(written: &str) -> Option<String> {
    if !written.contains("{{") && !written.contains("{%") {
        return None;
    }
    let mut rest = written.to_owned();
    let mut out = String::new();
    while let Some(open) = rest.find('{') {
        let Some(end) = tag(&rest[open..]).or_else(|| value(&rest[open..], true)) else { break };
        let inner = rest[open + 2..open + end - 2].trim_matches('-').trim().to_owned();
        out.push_str(&rest[..open]);
        if let Some(path) = inner.strip_prefix("link ") {
            out.push_str(path.trim());
        } else if let Some((path, filter)) =
            inner.split_once('|').filter(|(path, _)| path.trim().starts_with(['\'', '"']))
        {
            // '/pictures/boat.png' | relative_url
            out.push_str(if filter.contains("url") { path.trim().trim_matches(['\'', '"']) } else { "" });
        }
        rest = rest[open + end..].to_owned();
    }
    out.push_str(&rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_values_of_templates() {
        assert_eq!(tag("{% if a.b %} c"), Some(12));
        assert_eq!(tag("{%- endif -%}"), Some(13));
        assert_eq!(tag("{## a remark ##}"), Some(16));
        for none in ["{%%}", "{ % a %}", "{% 5 %}", "{#id}", "{% open"] {
            assert_eq!(tag(none), None, "{none}");
        }
        assert_eq!(value("{{ site.title }}.", false), Some(16));
        assert_eq!(value("{{ name | upcase }}", false), Some(19));
        assert_eq!(value("{{name}}", true), Some(8));
        for none in ["{{braces}}", "{{ two words }}", "{{ end. }}", "{{ a | b", "{{1.2}}"] {
            assert_eq!(value(none, false), None, "{none}");
        }
    }

    #[test]
    fn lines_that_are_orders() {
        let said = |line: &str| order(line, "{quote}\n{/quote}\n");
        assert_eq!(said("{quote}"), Some(Order::Making));
        assert_eq!(said("{: .wide #boats }"), Some(Order::Attributes(Some("boats".into()))));
        assert_eq!(said("{:toc}"), Some(Order::Contents));
        assert_eq!(said("{pagebreak}"), Some(Order::Making));
        assert_eq!(said("{/aside}"), Some(Order::Making));
        assert_eq!(said("{blurb, class: tip}"), Some(Order::Attributes(None)));
        assert_eq!(said("{#boats}"), Some(Order::Attributes(Some("boats".into()))));
        assert_eq!(said("{width=60%}"), Some(Order::Attributes(None)));
        for none in ["{A leaf is lost}", "{line=5}", "{}", "{p. 12}", "{verso: blank}", "{a} and {b}", "{poem}"] {
            assert_eq!(said(none), None, "{none}");
        }
        assert!(aside("A> words") && aside("W>") && !aside("A>B") && !aside("Z> a"));
    }

    #[test]
    fn addresses_with_templates() {
        assert_eq!(spaces("[a]({{ site.url }}/b) c"), [6, 15]);
        assert_eq!(address("{{ site.url }}/b.md").as_deref(), Some("/b.md"));
        assert_eq!(address("{% link docs/b.md %}").as_deref(), Some("docs/b.md"));
        assert_eq!(address("b.md"), None);
    }
}
