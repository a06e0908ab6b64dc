//! Characters that mean something else to the parser than they do here, hidden from it while it reads: colons that
//! define nothing, spaces in addresses, asterisks of an editor, signs at the beginning of a line of a formula, which make
//! no heading and no list of it, and the end of a line behind the label of a note whose words begin in the next.
//!
//! Every sign takes one byte and stands for one.

mod spaces;
mod stars;

use super::barred;
use super::tables::in_code;
use crate::read::markdown::html::Step;
use pulldown_cmark::{Event, Tag};
use std::collections::BTreeSet;

/// What stands for a colon that defines nothing, while the parser reads.
const COLON: u8 = 2;
/// What stands for a sign at the beginning of a line of a formula.
const HELD: u8 = 3;
/// How many lines a formula may have.
const LONGEST: usize = 200;
/// What opens a formula that has lines of its own, and what closes it.
const FORMULAE: [(&str, &str); 3] = [("$$", "$$"), ("\\[", "\\]"), ("\\begin{", "\\end{")];

/// The source with what is hidden, and where; `None` where there is nothing to hide.
pub(in crate::read::markdown) fn masked(source: &str) -> Option<(String, Vec<usize>)> {
    let mut bytes = source.as_bytes().to_vec();
    let mut found = vec![];
    let mut hide = |places: Vec<usize>, sign: u8| {
        places.iter().for_each(|at| bytes[*at] = sign);
        found.extend(places);
    };
    hide(colons(source), COLON);
    hide(spaces::hidden(source), spaces::SPACE);
    hide(stars::hidden(source), stars::STAR);
    if !source.as_bytes().iter().any(|byte| matches!(*byte, COLON | HELD)) {
        let (ends, called) = notes(source);
        hide(ends, b' ');
        hide(called, COLON);
        hide(formulae(source), HELD);
    }
    let masked = String::from_utf8(bytes).ok().filter(|_| !found.is_empty())?;
    Some((masked, found))
}

fn colons(source: &str) -> Vec<usize> {
    let mut found = vec![];
    if source.as_bytes().contains(&COLON)
        || !(source.starts_with(':') || source.contains("\n:") || source.contains(" :"))
    {
        return found;
    }
    let (mut at, mut before) = (0, "");
    for line in source.split_inclusive('\n') {
        let inner = line.trim_start_matches(['>', ' ']);
        let behind = inner.strip_prefix(':');
        // below a head of a table it is one of its line of hyphens
        let columns = barred::delimiter(inner).filter(|_| behind.is_some() && before.contains('|'));
        let under = columns.is_some_and(|columns| columns.len() == barred::cells((0, before)).len());
        before = inner;
        if !under && behind.is_some_and(|behind| behind.starts_with(|c: char| !c.is_ascii_whitespace())) {
            found.push(at + line.len() - inner.len());
        }
        at += line.len();
    }
    found
}

/// The lines of a text that are not between fences of code, each with its beginning.
fn lines(source: &str) -> Vec<Option<(usize, &str)>> {
    let (mut at, mut code, mut lines) = (0, None, vec![]);
    for line in source.split_inclusive('\n') {
        let fenced = in_code(line.trim_start(), &mut code);
        lines.push((!fenced).then_some((at, line.trim_end())));
        at += line.len();
    }
    lines
}

/// The label of a note of which a line says nothing else: `[^gull]:`.
fn bare(line: &str) -> Option<&str> {
    let label = line.trim().strip_prefix("[^")?.strip_suffix("]:")?;
    (!label.is_empty() && !label.contains(['[', ']', ' '])).then_some(label)
}

/// The ends of lines that have the label of a note alone, whose words begin in the next line no farther from the
/// margin; and the colons of those that go on from a line of words and call a note that has its words elsewhere.
fn notes(source: &str) -> (Vec<usize>, Vec<usize>) {
    let (mut ends, mut called) = (vec![], vec![]);
    if !source.contains("]:\n") && !source.contains("]:\r") && !source.contains("]: ") && !source.ends_with("]:") {
        return (ends, called);
    }
    let lines = lines(source);
    let words = |line: &str| {
        let inner = line.trim_start();
        let sign = inner.starts_with(['#', '>', '`', '~', '|', '+', '<', ':', '='])
            || ["- ", "* ", "[^", "$$", "---", "***"].iter().any(|sign| inner.starts_with(sign));
        let numbered = inner.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = numbered.len() < inner.len() && numbered.starts_with(['.', ')']);
        !inner.is_empty() && line.len() - inner.len() < 4 && !inner.starts_with('\t') && !sign && !numbered
    };
    // the labels that have words in their line
    let full = lines.iter().flatten().filter_map(|(_, text)| text.trim_start().strip_prefix("[^")?.split_once("]: "));
    let full: BTreeSet<&str> = full.map(|(label, _)| label).collect();
    for (index, line) in lines.iter().enumerate() {
        let Some((start, text)) = *line else { continue };
        let Some(label) = bare(text).filter(|_| text.len() - text.trim_start().len() < 4) else { continue };
        let before = index.checked_sub(1).and_then(|before| *lines.get(before)?).map_or("", |(_, text)| text);
        if words(before) && full.contains(label) {
            called.push(start + text.len() - 1);
        } else if let Some(Some((next, text))) = lines.get(index + 1)
            && words(text)
        {
            let next = *next;
            let end = source[..next].trim_end_matches(['\r', '\n']).len();
            ends.extend(end..next);
        }
    }
    (ends, called)
}

/// The signs of blocks that begin lines of formulae.
fn formulae(source: &str) -> Vec<usize> {
    let mut found = vec![];
    if !FORMULAE.iter().any(|(open, _)| source.contains(open)) {
        return found;
    }
    let lines = lines(source);
    let mut index = 0;
    while index < lines.len() {
        let opened = lines[index].and_then(|(_, text)| {
            let inner = text.trim_start_matches(['>', ' ']);
            let (open, close) = FORMULAE.iter().find(|(open, _)| inner.starts_with(open))?;
            (!inner[open.len()..].contains(close)).then_some(*close)
        });
        index += 1;
        let Some(close) = opened else { continue };
        let held = lines[index..].iter().take(LONGEST);
        let held =
            held.take_while(|line| line.is_some_and(|(_, text)| !text.trim().is_empty() && !text.contains(close)));
        let length = held.count();
        let closes = lines.get(index + length).is_some_and(|line| line.is_some_and(|(_, text)| text.contains(close)));
        for (start, text) in lines[index..index + length].iter().flatten().filter(|_| closes) {
            let inner = text.trim_start_matches(' ');
            if inner.starts_with(['=', '-', '+', '*', '#']) {
                found.push(start + text.len() - inner.len());
            }
        }
        index += if closes { length + 1 } else { 0 };
    }
    found
}

/// Gives the parser’s events back what was hidden at these bytes of the `source` that it read, as it is `written`.
pub(in crate::read::markdown) fn unmask(source: &str, written: &str, events: &mut [Step<'_>], at: &[usize]) {
    let stands = |sign: u8| at.iter().any(|at| source.as_bytes()[*at] == sign);
    let signs = [(COLON, ":"), (spaces::SPACE, " "), (stars::STAR, "*")].into_iter().filter(|(sign, _)| stands(*sign));
    let signs: Vec<(char, &str)> = signs.map(|(sign, stands)| (char::from(sign), stands)).collect();
    let held = stands(HELD);
    if signs.is_empty() && !held {
        return;
    }
    for (event, range) in events {
        if let Event::Start(Tag::Link { dest_url: path, .. } | Tag::Image { dest_url: path, .. }) = event
            && path.contains(char::from(spaces::SPACE))
        {
            *path = path.replace(char::from(spaces::SPACE), " ").into();
        }
        let (Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text)) = event else {
            continue;
        };
        if held && text.contains(char::from(HELD)) {
            let own = written.get(range.clone()).filter(|own| own.len() == text.len());
            *text = own.map_or_else(|| text.replace(char::from(HELD), "-"), str::to_owned).into();
        }
        for (sign, stands) in &signs {
            if text.contains(*sign) {
                *text = text.replace(*sign, stands).into();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden() {
        let shown = |source: &str| masked(source).map(|(masked, _)| masked.replace('\u{2}', ";").replace('\u{3}', "_"));
        assert_eq!(shown("[^a]:\nWords.\n").as_deref(), Some("[^a]: Words.\n"));
        assert_eq!(shown("[^a]:\n    Words.\n"), None);
        assert_eq!(shown("[^a]:\n- Words.\n"), None);
        assert_eq!(shown("See\n[^a]:\n\n[^a]: Words.\n").as_deref(), Some("See\n[^a];\n\n[^a]: Words.\n"));
        assert_eq!(shown("$$\na\n= b\n- c\n$$\n").as_deref(), Some("$$\na\n_ b\n_ c\n$$\n"));
        assert_eq!(shown("$$\na\n\n= b\n$$\n"), None);
        assert_eq!(shown("```\n$$\n=\n$$\n```\n"), None);
    }
}
