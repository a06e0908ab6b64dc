//! Source of a document that is written as it came in, in a file that several documents share: its ids and what points
//! to them are called there as all others of the document.

use super::ids::{Ids, is_ncname};
use std::borrow::Cow;
use std::ops::Range;

/// The source of a document (index) as it stands in the file.
pub(super) fn shared<'x>(xml: &'x str, ids: &Ids<'_>, document: usize) -> Cow<'x, str> {
    match ids.are_shared() && xml.contains(['#', ':']) {
        true => Cow::Owned(renamed(xml, |id| ids.own(document, id))),
        false => Cow::Borrowed(xml),
    }
}

/// The source of an entry without the ids of what its lemma holds: the text has the same elements, with their ids.
pub(super) fn without_ids(xml: &str) -> Cow<'_, str> {
    let Some(held) = lemma(xml).filter(|held| xml[held.clone()].contains(ID)) else { return Cow::Borrowed(xml) };
    let mut out = xml[..held.start].to_owned();
    let mut rest = &xml[held.clone()];
    while let Some(at) = rest.find(ID) {
        let value = &rest[at + ID.len()..];
        let end = value.chars().next().and_then(|quote| value.get(1..)?.find(quote)).map_or(value.len(), |end| end + 2);
        out.push_str(rest[..at].trim_end());
        rest = &value[end..];
    }
    out.push_str(rest);
    out.push_str(&xml[held.end..]);
    Cow::Owned(out)
}

const ID: &str = "xml:id=";

/// What the first `lem` of an entry holds, in bytes; `None` if it holds nothing.
fn lemma(xml: &str) -> Option<Range<usize>> {
    let tag = xml.find("<lem")?;
    let start = tag + end_of_tag(&xml[tag..])?;
    if xml[..start].ends_with("/>") {
        return None;
    }
    // Lemmata of entries inside it end before it does.
    let (mut at, mut depth) = (start, 0_usize);
    loop {
        let close = at + xml[at..].find("</lem")?;
        match xml[at..close].find("<lem") {
            Some(open) => (at, depth) = (at + open + 4, depth + 1),
            None if depth == 0 => return Some(start..close),
            None => (at, depth) = (close + 5, depth - 1),
        }
    }
}

/// XML whose ids, and the pointers in it, have other names.
fn renamed(xml: &str, name: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = match () {
            () if tag.starts_with("<!--") => tag.find("-->").map(|end| end + 3),
            () if tag.starts_with("<![CDATA[") => tag.find("]]>").map(|end| end + 3),
            () if tag.starts_with("<?") => tag.find("?>").map(|end| end + 2),
            () => end_of_tag(tag),
        };
        let (whole, after) = tag.split_at(end.unwrap_or(tag.len()));
        match whole.starts_with(['!', '?']) || whole[1..].starts_with(['!', '?', '/']) {
            true => out.push_str(whole),
            false => renamed_tag(whole, &name, &mut out),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where a start tag ends: a `>` in a value is none.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn renamed_tag(tag: &str, name: &impl Fn(&str) -> String, out: &mut String) {
    let mut rest = tag;
    while let Some(at) = rest.find(['"', '\'']) {
        let quote = if rest[at..].starts_with('"') { '"' } else { '\'' };
        let (before, value) = rest.split_at(at + 1);
        let Some(end) = value.find(quote) else { break };
        out.push_str(before);
        let value = &value[..end];
        let attribute = before.trim_end_matches([quote, '=', ' ', '\t', '\n', '\r']);
        match attribute.ends_with("xml:id") {
            true => out.push_str(&name(value.trim())),
            false if value.contains('#') => {
                let token = |token: &str| match token.strip_prefix('#').filter(|id| is_ncname(id)) {
                    Some(id) => format!("#{}", name(id)),
                    None => token.to_owned(),
                };
                out.push_str(&value.split(' ').map(token).collect::<Vec<_>>().join(" "));
            }
            false => out.push_str(value),
        }
        out.push(quote);
        rest = &rest[before.len() + end + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::renamed;

    #[test]
    fn ids_and_what_points_to_them() {
        let own = |xml: &str| renamed(xml, |id| format!("D_{id}"));
        assert_eq!(own("<a xml:id='w' b=\"#A x #B\">a > b</a>"), "<a xml:id='D_w' b=\"#D_A x #D_B\">a > b</a>");
        assert_eq!(own("<!-- <a xml:id=\"w\"/> --><p n=\"#$1>\"/>#A"), "<!-- <a xml:id=\"w\"/> --><p n=\"#$1>\"/>#A");
        assert_eq!(own("</p><a xml:id=\"w"), "</p><a xml:id=\"w");
    }
}
