//! Words away from their place, with their emphasis and their languages: in the navigation document, in references.
//!
//! Knows the elements of such words; which words they are is for `context`.

use crate::model::text::{MarkKind, Styled};
use crate::words::direction::runs_leftwards;
use crate::write::xml::Xml;

/// An attribute that says how something runs.
pub(crate) fn attribute(leftwards: bool) -> (&'static str, &'static str) {
    ("dir", if leftwards { "rtl" } else { "ltr" })
}

/// Writes words. `leftwards` says whether what is around them runs from right to left. What neighbours are alike in is
/// said once: parts that are isolated one by one would stand in the order of what is around them.
pub(crate) fn write(xml: &mut Xml, parts: &[Styled], leftwards: bool) {
    let mut opened: Vec<(&MarkKind, bool)> = vec![];
    for part in parts {
        let kinds: Vec<&MarkKind> = part.kinds.iter().filter(|kind| name(kind).is_some()).collect();
        let same = opened.iter().zip(&kinds).take_while(|((open, _), kind)| open == *kind).count();
        opened.drain(same..).for_each(|_| xml.close());
        for kind in &kinds[same..] {
            let mut runs = opened.last().map_or(leftwards, |(_, runs)| *runs);
            open(xml, kind, &mut runs);
            opened.push((kind, runs));
        }
        xml.text(&part.words);
    }
    opened.iter().for_each(|_| xml.close());
}

fn open(xml: &mut Xml, kind: &MarkKind, runs: &mut bool) {
    let Some((name, class)) = name(kind) else { return };
    let mut attributes: Vec<(&str, &str)> = class.map(|class| ("class", class)).into_iter().collect();
    if let MarkKind::Language(tag) = kind {
        attributes.extend([("lang", tag.as_str()), ("xml:lang", tag.as_str())]);
        if runs_leftwards(tag) != *runs {
            *runs = !*runs;
            attributes.push(attribute(*runs));
        }
    }
    xml.open(name, &attributes);
}

/// The element of words of a kind, and its class.
fn name(kind: &MarkKind) -> Option<(&'static str, Option<&'static str>)> {
    match kind {
        MarkKind::Emphasis => Some(("em", None)),
        MarkKind::Strong => Some(("strong", None)),
        MarkKind::Superscript => Some(("sup", None)),
        MarkKind::Code => Some(("code", None)),
        MarkKind::SmallCaps => Some(("span", Some("small-caps"))),
        MarkKind::Language(_) => Some(("span", None)),
        _ => None,
    }
}

/// The same words without anything else.
pub(crate) fn plain(parts: &[Styled]) -> String {
    parts.iter().map(|part| part.words.as_str()).collect()
}
