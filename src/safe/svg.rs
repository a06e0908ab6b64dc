//! SVG: elements, attributes and addresses; and how much a drawing asks of whoever draws it.

use super::names::svg::{ATTRIBUTES, ELEMENTS, NOTED};
use super::{Fault, address, css, is_followed, is_inside, quoted};
use crate::words::language::is_tag;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeSet;
use usvg::roxmltree::{Document, Node};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// How deep elements may nest, how many there may be, and how many characters entities may stand for: far beyond any
/// drawing, and a bound to the stack and the memory that one can ask for.
const DEEPEST: usize = 128;
const MOST: usize = 250_000;
const MOST_EXPANDED: usize = 4_000_000;

/// Looks at a drawing's nesting and entities before any tree is made of it. What is no XML passes: its parser says more.
pub fn check_size(text: &str) -> Result<(), Fault> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let (mut depth, mut elements) = (0_usize, 0_usize);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(0);
        match reader.read_event() {
            Ok(Event::Start(_)) => {
                (depth, elements) = (depth + 1, elements + 1);
                if depth > DEEPEST {
                    return Err(large(at, format!("an element within {DEEPEST} others")));
                }
            }
            Ok(Event::Empty(_)) => elements += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::DocType(declaration)) => {
                let longest = entities(&declaration, at)?;
                if longest.saturating_mul(text.matches('&').count()) > MOST_EXPANDED {
                    return Err(large(at, "an entity that stands for too much".into()));
                }
            }
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
        if elements > MOST {
            return Err(large(at, format!("an element after {MOST} others")));
        }
    }
}

fn large(at: usize, what: String) -> Fault {
    Fault { at, what, help: "simplify the drawing, or save it as a PNG of 300 pixels to the inch" }
}

/// How many bytes the longest entity has that a document type declares; each must be plain text.
fn entities(declaration: &str, at: usize) -> Result<usize, Fault> {
    let mut longest = 0;
    for entity in declaration.split("<!ENTITY").skip(1) {
        let help = "write what it stands for in its place";
        let refused = |what: &str| Fault { at, what: what.to_owned(), help };
        let value = entity.trim_start().split_once(char::is_whitespace).map_or("", |(_, value)| value.trim_start());
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            return Err(refused("an entity that stands for another file"));
        };
        let value = value[1..].split(quote).next().unwrap_or("");
        if value.contains(['&', '<', '%']) {
            return Err(refused("an entity that stands for more than plain text"));
        }
        longest = longest.max(value.len());
    }
    Ok(longest)
}

/// Holds a drawing against what is allowed: the first that is not.
pub fn check(document: &Document<'_>) -> Result<(), Fault> {
    let mut ids = BTreeSet::new();
    document.root().descendants().try_for_each(|node| {
        if node.is_pi() {
            let name = node.pi().map_or("", |instruction| instruction.target);
            return Err(fault(&node, format!("an instruction `<?{}`", quoted(name)), "take it out"));
        }
        if !node.is_element() {
            return Ok(());
        }
        let own = node
            .attributes()
            .filter(|attribute| attribute.name() == "id" && matches!(attribute.namespace(), None | Some(XML)));
        let own: BTreeSet<&str> = own.map(|attribute| attribute.value()).collect();
        if let Some(twice) = own.into_iter().find(|id| !ids.insert(*id)) {
            let what = format!("a second element of the id `{}`", quoted(twice));
            return Err(fault(&node, what, "give one of the two another id: no file of an EPUB has one twice"));
        }
        element(&node)
    })
}

fn fault(node: &Node<'_, '_>, what: String, help: &'static str) -> Fault {
    Fault { at: node.range().start, what, help }
}

fn element(node: &Node<'_, '_>) -> Result<(), Fault> {
    let (namespace, name) = (node.tag_name().namespace().unwrap_or(""), node.tag_name().name());
    if namespace != SVG {
        // What a program notes down may have any names; what leads somewhere in it nobody follows.
        let noted = NOTED.iter().any(|known| namespace.starts_with(known));
        let what = format!("an element `{}` that is none of SVG", quoted(name));
        return if noted { Ok(()) } else { Err(fault(node, what, "take it out, or draw what it shows")) };
    }
    match name {
        "script" => return Err(fault(node, "a script".into(), "take the script out: nothing in a book runs")),
        "foreignObject" => {
            return Err(fault(node, "a `foreignObject`".into(), "save its text as SVG text or as paths"));
        }
        _ if ELEMENTS.contains(&name) => {}
        _ => {
            let what = format!("an element `{}`", quoted(name));
            return Err(fault(node, what, "take it out: a book’s drawing stands still and stands for itself"));
        }
    }
    node.attributes().try_for_each(|attribute| {
        let (namespace, key) = (attribute.namespace().unwrap_or(""), attribute.name());
        self::attribute(node, name, (namespace, key), attribute.value())
    })?;
    if name == "style" {
        let sheet: String = node.children().filter_map(|child| child.text()).collect();
        css::check(&sheet).map_err(|of| fault(node, of.what, of.help))?;
    }
    Ok(())
}

fn attribute(node: &Node<'_, '_>, element: &str, of: (&str, &str), value: &str) -> Result<(), Fault> {
    let (namespace, name) = of;
    if namespace.is_empty() && name.to_ascii_lowercase().starts_with("on") {
        return Err(fault(node, "a script".into(), "take the script out: nothing in a book runs"));
    }
    let known = match namespace {
        "" => ATTRIBUTES.contains(&name) || name.starts_with("data-"),
        XLINK => matches!(name, "href" | "type" | "role" | "arcrole" | "title" | "show" | "actuate"),
        XML => matches!(name, "space" | "lang" | "id"),
        _ => NOTED.iter().any(|known| namespace.starts_with(known)),
    };
    if !known {
        let what = format!("an attribute `{}`", quoted(name));
        return Err(fault(node, what, "take it out: it is none of those that show something"));
    }
    if name == "lang" && matches!(namespace, "" | XML) && !value.is_empty() && !is_tag(value) {
        let what = format!("a language `{}`", quoted(value));
        return Err(fault(node, what, "write it as BCP 47 has it, with hyphens: `en-GB`"));
    }
    if namespace.is_empty() && MEASURES.contains(&name) && is_endless(value) {
        let what = format!("a number without measure, `{}`", quoted(value));
        return Err(fault(node, what, "draw within a sheet: no number of it needs ten digits before its point"));
    }
    if name == "href" && matches!(namespace, "" | XLINK) {
        let fits = match element {
            "a" => is_followed(value) && (value.starts_with('#') || address::fault(value).is_none()),
            _ => is_inside(value),
        };
        if !fits {
            let what = format!("an address, `{}`", quoted(value));
            let help = match element {
                "a" => "a link leads to `https://…`, `mailto:…` or a place in the drawing",
                _ => "put what it needs into the file itself",
            };
            return Err(fault(node, what, help));
        }
    } else if namespace.is_empty() && value.contains(['(', '\\', '@']) && name != "d" {
        css::check(value).map_err(|of| fault(node, of.what, of.help))?;
    }
    Ok(())
}
/// The attributes whose numbers are measures.
const MEASURES: [&str; 24] = [
    "d",
    "points",
    "transform",
    "patternTransform",
    "gradientTransform",
    "viewBox",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "dx",
    "dy",
    "stroke-width",
    "stroke-dasharray",
    "font-size",
];

/// Whether a value has a number so large that what draws it may not come to an end: one of ten digits before its point,
/// or with an exponent of nine or more.
fn is_endless(value: &str) -> bool {
    let mut at = 0;
    for part in value.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        let before = &value[..at];
        at += part.len();
        let unsigned = before.strip_suffix('+').unwrap_or(before);
        let exponent = unsigned
            .strip_suffix(['e', 'E'])
            .is_some_and(|one| one.ends_with(|c: char| c.is_ascii_digit() || c == '.'));
        let endless = match exponent {
            true => {
                digits.trim_start_matches('0').parse::<u32>().is_ok_and(|exponent| exponent >= 9) || digits.len() > 9
            }
            false => digits.len() >= 10 && !before.ends_with('.'),
        };
        if endless {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_without_measure_is_refused() {
        assert!(
            is_endless("M0 0 A 1e38 1e38 0 0 1 1e38 1e38") && is_endless("12345678901") && is_endless("M1.5E+09,2")
        );
        assert!(!is_endless("M0.12345678901234 100e-12L1e3.5") && !is_endless("matrix(1 0 0 1 -999999.5 1e2)"));
    }
}
