//! Lines that are signs and no text: the fences of pandoc's divs (`::: {.note}` … `:::`) and Obsidian's remarks
//! between lines `%%`. They are made empty before the parser reads the text, byte for byte.

use super::attributes::Attributes;
use crate::read::markdown::html::Step;
use pulldown_cmark::Event;
use std::ops::Range;

/// What was made empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read::markdown) enum Blank {
    /// The opening fence of a div: what it says, and the byte at which it ends.
    Div(String, usize),
    /// The opening fence of a div that nothing closes.
    Open,
    /// The attributes behind the definition of a link.
    Definition,
    /// A remark of so many words.
    Remark(usize),
}

/// Signs that were made empty, and where in the source they are.
type Blanks = Vec<(Blank, Range<usize>)>;

/// The source with signs made empty, and what they were; `None` where there are none.
pub(in crate::read::markdown) fn blank(source: &str) -> Option<(String, Blanks)> {
    if !source.contains(":::") && !source.contains("%%") && !source.contains("]: ") {
        return None;
    }
    let mut found = vec![];
    let mut blanked: Vec<Range<usize>> = vec![];
    let mut open: Vec<(usize, Range<usize>)> = vec![];
    let mut code: Option<(char, usize)> = None;
    let mut remark: Option<usize> = None;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_end();
        let place = at..at + text.len();
        let inner = text.trim_start_matches(['>', ' ']);
        let indent = text.len() - text.trim_start().len();
        at += line.len();
        if let Some(start) = remark {
            if text.trim() == "%%" {
                let words = source[start..place.end].split_whitespace().filter(|w| w.contains(char::is_alphanumeric));
                found.push((Blank::Remark(words.count()), start..place.start));
                blanked.push(start..place.end);
                remark = None;
            }
            continue;
        }
        let fence = inner.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = fence.map_or(0, |sign| inner.chars().take_while(|c| *c == sign).count());
        match (code, fence) {
            (Some((sign, least)), Some(c)) if c == sign && length >= least && inner.trim_matches(sign).is_empty() => {
                code = None;
                continue;
            }
            (None, Some(sign)) if length >= 3 => code = Some((sign, length)),
            _ => {}
        }
        if code.is_some() || indent > 3 {
            continue;
        }
        if let Some(kept) = definition(text) {
            found.push((Blank::Definition, place.start + kept..place.end));
            blanked.push(place.start + kept..place.end);
        } else if text.trim() == "%%" && source[at..].lines().any(|line| line.trim() == "%%") {
            remark = Some(place.start);
        } else if let Some(div) = div(inner) {
            match div {
                "" => {
                    let Some((index, _)) = open.pop() else { continue };
                    if let Some((Blank::Div(_, end), _)) = found.get_mut(index) {
                        *end = place.start;
                    }
                }
                says => {
                    open.push((found.len(), place.clone()));
                    found.push((Blank::Div(says.to_owned(), source.len()), place.clone()));
                }
            }
            blanked.push(place.start + text.len() - inner.len()..place.end);
        }
    }
    found.extend(open.into_iter().map(|(_, range)| (Blank::Open, range)));
    if blanked.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(source.len());
    let mut copied = 0;
    for range in blanked {
        out.push_str(&source[copied..range.start]);
        let bytes = source[range.clone()].bytes();
        out.extend(bytes.map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }));
        copied = range.end;
    }
    out.push_str(&source[copied..]);
    Some((out, found))
}

/// What stands for a colon that begins a line and defines nothing, while the parser reads.
const COLON: u8 = 2;

/// The source with a sign in the place of each colon that begins a line and that no space follows: the parser takes
/// what stands behind it for a definition. Where they are; `None` where there are none.
pub(in crate::read::markdown) fn masked(source: &str) -> Option<(String, Vec<usize>)> {
    if source.as_bytes().contains(&COLON)
        || !(source.starts_with(':') || source.contains("\n:") || source.contains(" :"))
    {
        return None;
    }
    let mut found = vec![];
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let inner = line.trim_start_matches(['>', ' ']);
        let behind = inner.strip_prefix(':');
        if behind.is_some_and(|behind| behind.starts_with(|c: char| !c.is_ascii_whitespace())) {
            found.push(at + line.len() - inner.len());
        }
        at += line.len();
    }
    let mut bytes = source.as_bytes().to_vec();
    found.iter().for_each(|at| bytes[*at] = COLON);
    let masked = String::from_utf8(bytes).ok().filter(|_| !found.is_empty())?;
    Some((masked, found))
}

/// Gives the parser's events their colons back.
pub(in crate::read::markdown) fn unmask(events: &mut [Step<'_>]) {
    let sign = char::from(COLON);
    for (event, _) in events {
        let (Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text)) = event else {
            continue;
        };
        if text.contains(sign) {
            *text = text.replace(sign, ":").into();
        }
    }
}

/// How much of a line is the definition of a link where attributes stand behind it: `[map]: map.png width=300px`.
fn definition(line: &str) -> Option<usize> {
    let label = line.strip_prefix('[').filter(|rest| !rest.starts_with('^'))?;
    let address = label.split_once("]: ")?.1.trim_start();
    let after = address.split_once(' ')?.1;
    let mut kept = line.len();
    loop {
        let word = line[..kept].trim_end().rsplit(' ').next()?;
        let (key, value) = word.split_once('=')?;
        let keys = ["width", "height", "class", "id", "style", "align"];
        (keys.contains(&key) && !value.is_empty() && !value.contains('"')).then_some(())?;
        kept = line[..kept].trim_end().len() - word.len();
        let rest = &after[..after.len().saturating_sub(line.len() - kept)];
        if rest.trim().is_empty() || rest.trim_end().ends_with(['"', '\'', ')']) {
            return Some(kept);
        }
    }
}

/// What the fence of a div says: nothing where it closes one. Three colons alone, with no div open, are text.
fn div(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(':');
    if line.len() - rest.len() < 3 {
        return None;
    }
    let says = rest.trim().trim_end_matches(':').trim_end();
    let named = !says.is_empty() && says.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    let braces = Attributes::read(says).is_some_and(|(_, length)| length == says.len());
    (says.is_empty() || named || braces).then_some(says)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_and_remarks_are_made_empty() {
        let (text, found) = blank("::: {.note}\na\n:::\n\n%%\nb c\n%%\n\n:::\n").unwrap();
        assert_eq!(text, "           \na\n   \n\n  \n   \n  \n\n:::\n");
        assert_eq!(found[0], (Blank::Div("{.note}".into(), 14), 0..11));
        assert_eq!(found[1].0, Blank::Remark(2));
        assert_eq!(definition("[map]: map.png \"The map\" width=3cm height=2cm"), Some(25));
        assert_eq!(definition("[map]: map.png width=3cm"), Some(15));
        assert_eq!(definition("[map]: map.png a width=3cm"), None);
        assert_eq!(definition("[map]: map.png?width=3"), None);
        assert_eq!(blank("```\n::: x\n```\n"), None);
        assert_eq!(blank("He said ::: and\n:::\n"), None);
    }
}
