//! What a CSL file asks of the library that carries it out: it follows groups and macros as deep as they lead, and has
//! only the stack that it has.

use super::{Fault, quoted};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// How deep elements may nest, how deep macros may call one another, and how many elements a layout may come to with
/// all macros: the largest published styles stay below a twentieth of each.
const DEEPEST: usize = 64;
const DEEPEST_CALLS: usize = 32;
const MOST: u64 = 1_000_000;

/// A macro: how many elements it has itself, and what it calls.
#[derive(Default)]
struct Macro {
    at: usize,
    own: u64,
    calls: Vec<String>,
}

/// Looks for what no library should be given; what is no XML is left to its parser.
pub fn check(text: &str) -> Result<(), Fault> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    // What stands in no macro is under the empty name.
    let (mut macros, mut open) = (BTreeMap::<String, Macro>::new(), vec![]);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(0);
        let (element, empty) = match reader.read_event() {
            Ok(Event::Start(element)) => (element, false),
            Ok(Event::Empty(element)) => (element, true),
            Ok(Event::End(_)) => {
                open.pop();
                continue;
            }
            Ok(Event::DocType(declaration)) if declaration.contains("<!ENTITY") => {
                return Err(fault(at, "entities of its own".into()));
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => continue,
        };
        if open.len() >= DEEPEST {
            return Err(fault(at, format!("an element within {DEEPEST} others")));
        }
        let is_macro = element.local_name().as_ref() == "macro";
        let within = open.last().cloned().unwrap_or_default();
        let name = if is_macro { attribute(&element, "name").unwrap_or_default() } else { within };
        let entry = macros.entry(name.clone()).or_insert_with(|| Macro { at, ..Macro::default() });
        entry.own += 1;
        entry.calls.extend(attribute(&element, "macro").filter(|_| !is_macro));
        if !empty {
            open.push(name);
        }
    }
    let mut sizes = BTreeMap::new();
    macros.keys().try_for_each(|name| size(&macros, name, 0, &mut sizes).map(|_| ()))
}

fn fault(at: usize, what: String) -> Fault {
    Fault { at, what, help: "take a style as the CSL project publishes them, a file that ends in `.csl`" }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.value.into_owned())
}

/// How many elements a macro comes to; `None` in `sizes` while it is being counted.
fn size(
    macros: &BTreeMap<String, Macro>,
    name: &str,
    depth: usize,
    sizes: &mut BTreeMap<String, Option<u64>>,
) -> Result<u64, Fault> {
    let Some(of) = macros.get(name) else { return Ok(0) };
    match sizes.get(name) {
        Some(Some(known)) => return Ok(*known),
        Some(None) => return Err(fault(of.at, format!("a macro that calls itself: `{}`", quoted(name)))),
        None if depth > DEEPEST_CALLS => {
            return Err(fault(of.at, format!("macros that call one another more than {DEEPEST_CALLS} deep")));
        }
        None => {}
    }
    sizes.insert(name.to_owned(), None);
    let mut sum = of.own;
    for called in &of.calls {
        sum = sum.saturating_add(size(macros, called, depth + 1, sizes)?);
    }
    if sum > MOST {
        return Err(fault(of.at, format!("a macro that comes to more than {MOST} elements: `{}`", quoted(name))));
    }
    sizes.insert(name.to_owned(), Some(sum));
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn what_ends_the_process_is_found() {
        let style = |inside: &str| format!("<style>{inside}<citation><layout/></citation></style>");
        let groups = "<group>".repeat(2_400) + &"</group>".repeat(2_400);
        let doubled: String = (0..30)
            .map(|n| format!("<macro name=\"m{n}\"><text macro=\"m{0}\"/><text macro=\"m{0}\"/></macro>", n + 1))
            .collect();
        for (inside, why) in [
            ("<macro name=\"a\"><text macro=\"a\"/></macro>".to_owned(), "calls itself"),
            ("<macro name=\"a\"><text macro=\"b\"/></macro><macro name=\"b\"><group><text macro=\"a\"/></group></macro>".into(), "calls itself"),
            (format!("<macro name=\"a\">{groups}</macro>"), "within 64 others"),
            (doubled, "comes to more than"),
        ] {
            let fault = check(&style(&inside)).unwrap_err().what;
            assert!(fault.contains(why), "{fault}");
        }
        let entities = "<!DOCTYPE style [<!ENTITY a \"b\">]><style/>";
        assert!(check(entities).is_err());
        assert!(check("<style><group/></style>").is_ok() && check("no XML").is_ok());
    }
}
