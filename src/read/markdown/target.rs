//! Where a Markdown link leads: to a place in the book, out of it, or nowhere.

use crate::config::identity::slug;
use crate::model::target::{TargetName, decoded, is_anchor, is_name};
use crate::safe::runs;
use crate::words::slug;
use pulldown_cmark::LinkType;

/// Endings of files that other programs have texts in, or make of them.
const TEXTS: [&str; 7] = ["markdown", "mdown", "mkd", "qmd", "rmd", "html", "htm"];

/// What a link's destination is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// A place in the book.
    Inside(TargetName),
    /// An address on the web, or of mail.
    Outside(String),
    /// Neither.
    Malformed,
}

/// Reads the destination of `[text](destination)`. A document's id is its folder's name or its
/// file's stem: `../other/text.md#p3`, `other.md`, `other#p3`.
pub(super) fn of_link(destination: &str) -> Destination {
    if has_scheme(destination) {
        return Destination::Outside(destination.to_owned());
    }
    let destination = decoded(destination);
    let destination = destination.as_str();
    let (path, anchor) = match destination.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (destination, None),
    };
    // Any other scheme, which may run something; `//host/…` is the web's and has none of its own.
    if path.contains(':') || path.starts_with("//") {
        return Destination::Malformed;
    }
    let Some(document) = document_of(path) else { return Destination::Malformed };
    let implied = (file_of(path) == "headnote.md").then_some("headnote");
    let target = match anchor.or(implied) {
        Some(anchor) => format!("{document}#{anchor}"),
        None => document.to_owned(),
    };
    match named(&target) {
        Some(name) => Destination::Inside(name),
        // `text.md` from inside its own folder
        None if target.is_empty() && !path.is_empty() => {
            Destination::Inside(TargetName { document: String::new(), anchor: None })
        }
        None => Destination::Malformed,
    }
}

/// Reads the destination of `[[document#anchor]]`.
pub(super) fn of_wikilink(destination: &str) -> Destination {
    // inside a table the bar is escaped and the parser leaves the escape's backslash
    let destination = destination.strip_suffix('\\').unwrap_or(destination);
    // the name of a paragraph in Obsidian
    let destination = destination.replacen("#^", "#", 1);
    named(destination.trim()).map_or(Destination::Malformed, Destination::Inside)
}

/// Whether `[[destination]]` names a place as we do, in small letters, so that the tool makes its words and that it
/// leads nowhere is a mistake: not where it is the name that another program has for a document or a heading.
pub(super) fn is_our_own(destination: &str) -> bool {
    let destination = destination.trim().trim_end_matches('\\');
    let (document, anchor) = destination.split_once('#').map_or((destination, None), |(d, a)| (d, Some(a)));
    let small = |name: &str| !name.contains(char::is_uppercase);
    let begins = document.is_empty() || document.starts_with(char::is_alphabetic) && is_name(document);
    begins && small(document) && anchor.is_none_or(|anchor| is_anchor(anchor) && small(anchor))
}

/// Whether what stands in double brackets was meant for a reference of ours, though it is none: it begins with a name
/// and `#`, and has no spaces before a bar or its end.
pub(super) fn is_meant_as_ours(inner: &str) -> bool {
    let target = inner.split('|').next().unwrap_or_default();
    let Some((document, anchor)) = target.split_once('#') else { return false };
    let anchor = anchor.split(' ').next().unwrap_or_default();
    let small = |name: &str| !name.contains(|c: char| c.is_uppercase() || c.is_whitespace());
    small(document) && small(anchor) && (document.is_empty() || is_name(document))
}

/// The same of brackets one of which is missing: the name of a place begins with a letter, the number of a note or of
/// a thread of other programs (`[[#12], …]`) does not.
pub(super) fn is_all_but_ours(inner: &str) -> bool {
    let lettered = inner.split_once('#').is_some_and(|(_, anchor)| anchor.starts_with(char::is_alphabetic));
    lettered && is_meant_as_ours(inner)
}

/// Whether `![[destination]]` takes in a text, as Obsidian does, and no picture.
pub(super) fn embeds_text(link_type: LinkType, destination: &str) -> bool {
    let path = destination.split('#').next().unwrap_or_default().trim();
    let ending = path.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| !ending.contains(' '));
    matches!(link_type, LinkType::WikiLink { .. }) && ending.is_none_or(|ending| ending == "md")
}

/// Whether an anchor is one that the tool counts, which no other program has.
pub(super) fn is_counted(anchor: &str) -> bool {
    let counted = anchor.strip_prefix('p').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    counted || anchor == "headnote" || anchor.starts_with("note-")
}

/// What another program prints of `[[Document#Heading]]`: the parts of the name apart; `None` if it has one.
pub(super) fn spoken(destination: &str) -> Option<String> {
    let parts = destination.split(['#', '^']).map(|part| part.trim().trim_end_matches('\\'));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    destination.contains('#').then(|| parts.join(", "))
}

/// A place by the names that other programs give: a document by that of its file, which its id is made of, an anchor
/// by the words of its heading.
fn named(target: &str) -> Option<TargetName> {
    let (document, anchor) = match target.split_once('#') {
        Some((document, anchor)) => (document, Some(anchor)),
        None => (target, None),
    };
    let letters = |words: &str| words.contains(char::is_alphanumeric);
    let document = match document {
        "" => String::new(),
        name if is_name(name) => name.to_owned(),
        words => letters(words).then(|| slug(words))?,
    };
    let anchor = match anchor {
        Some(words) if !is_anchor(words) => Some(letters(words).then(|| slug::pandoc(words))?),
        anchor => anchor.map(str::to_owned),
    };
    TargetName::parse(&[document, anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default()].concat())
}

/// How many bytes the address in parentheses takes with which `text` begins.
pub(super) fn bracketed(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    let end = inner.find([')', '\n', ' ']).filter(|end| inner[*end..].starts_with(')'))?;
    let address = &inner[..end];
    (has_scheme(address) || address.starts_with(['#', '/', '.'])).then_some(end + 2)
}

fn has_scheme(destination: &str) -> bool {
    let known = ["mailto:", "urn:", "doi:", "tel:", "info:", "hdl:", "isbn:", "xmpp:", "news:"];
    let named = !runs(destination)
        && destination.split_once("://").is_some_and(|(scheme, _)| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
        });
    named || known.iter().any(|s| destination.get(..s.len()).is_some_and(|d| d.eq_ignore_ascii_case(s)))
}

fn file_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn document_of(path: &str) -> Option<&str> {
    let mut parts = path.split('/').filter(|p| !p.is_empty() && *p != "." && *p != "..").rev();
    let Some(file) = parts.next() else { return path.is_empty().then_some("") };
    match file.strip_suffix(".md") {
        Some("text" | "headnote") => Some(parts.next().unwrap_or("")),
        Some(stem) => Some(stem),
        None => match file.rsplit_once('.') {
            Some((stem, ending)) if TEXTS.contains(&ending.to_ascii_lowercase().as_str()) => Some(stem),
            Some(_) => None,
            None => Some(file),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(destination: &str) -> Option<(String, Option<String>)> {
        match of_link(destination) {
            Destination::Inside(t) => Some((t.document, t.anchor)),
            _ => None,
        }
    }

    #[test]
    fn a_document_is_its_folder_or_its_stem() {
        let at = |d: &str, a: Option<&str>| Some((d.to_owned(), a.map(str::to_owned)));
        assert_eq!(inside("../other/text.md#p3"), at("other", Some("p3")));
        assert_eq!(inside("other.md"), at("other", None));
        assert_eq!(inside("#p3"), at("", Some("p3")));
        assert_eq!(inside("text.md"), at("", None));
        assert_eq!(inside("../other/headnote.md"), at("other", Some("headnote")));
        assert_eq!(inside("../other/"), at("other", None));
        assert_eq!(inside("figure.pdf"), None);
        assert_eq!(inside(""), None);
        assert_eq!(inside("other.md#"), None);
    }
}
