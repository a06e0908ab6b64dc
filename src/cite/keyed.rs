//! Citations by key in sources of our own: `[see @key, p. 3; @other]`, or `@key` alone. The brackets become what
//! the citation style writes; that a work's author is left out (`-@key`) is not followed.
//!
//! The Markdown reader leaves a point before each: a [`MarkKind::CitationKey`].

use crate::cite::found::{Form, FoundCitation};
use crate::cite::library::Library;
use crate::cite::locator;
use crate::cite::splice::splice;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::model::text::{MarkKind, Text};
use crate::source::Span;
use crate::words::nearest::nearest;
use hayagriva::citationberg::taxonomy::Locator;

/// Of how many works that there are not one document's warnings tell one by one.
const MOST_TOLD: usize = 10;

/// Writes all of `text` out.
pub(super) fn all(text: &mut Text, library: &Library, diagnostics: &mut Diagnostics) -> Vec<FoundCitation> {
    let keys = text.marks.iter().filter(|m| m.kind == MarkKind::CitationKey);
    let mut points: Vec<usize> = keys.map(|m| m.range.start).collect();
    text.marks.retain(|m| m.kind != MarkKind::CitationKey);
    points.dedup();
    let mut found: Vec<FoundCitation> = Vec::new();
    for at in points.into_iter().rev() {
        let bare = text.string[at..].starts_with('@');
        let length = if bare { bare_length(&text.string[at..], library) } else { bracket_length(&text.string[at..]) };
        let Some(length) = length else {
            diagnostics.extend(bare.then(|| unknown_bare(text, at, library)));
            continue;
        };
        let (length, locator) = match bare {
            true => with_locator(&text.string[at..], length),
            false => (length, None),
        };
        let span = text.origin(at);
        let inner = text.string[at + usize::from(!bare)..at + length - usize::from(!bare)].to_owned();
        let inner = locator.unwrap_or(inner);
        let Some((written, parts)) = write(&inner, library, span, diagnostics) else { continue };
        let delta = written.string.len() as isize - length as isize;
        splice(text, at..at + length, &written);
        for earlier in &mut found {
            earlier.range.start = earlier.range.start.saturating_add_signed(delta);
            earlier.range.end = earlier.range.end.saturating_add_signed(delta);
        }
        found.extend(parts.into_iter().map(|mut part| {
            part.range = part.range.start + at..part.range.end + at;
            part
        }));
    }
    found.sort_by_key(|f| f.range.start);
    found
}

/// The warnings of works that there are not, in one document: each work once, and where they are many all in one.
pub(super) fn grouped(all: Diagnostics) -> Diagnostics {
    let mut works: Vec<(Diagnostic, usize)> = vec![];
    let mut out = Diagnostics::default();
    for fault in all.iter() {
        let counts = fault.severity == Severity::Warning && fault.code == "unknown-work";
        match works.iter_mut().find(|(first, _)| counts && first.message == fault.message) {
            Some((_, count)) => *count += 1,
            None if counts => works.push((fault.clone(), 1)),
            None => out.push(fault.clone()),
        }
    }
    if works.len() > MOST_TOLD {
        let count: usize = works.iter().map(|(_, count)| count).sum();
        let named = |fault: &Diagnostic| fault.message.split('`').nth(1).unwrap_or_default().to_owned();
        let names: Vec<String> = works.iter().map(|(fault, _)| named(fault)).collect();
        let help = format!("this is the first of {count} such places, of {} keys: {}", names.len(), names.join(", "));
        out.extend(works.into_iter().take(1).map(|(fault, _)| fault.help(help.clone())));
        return out;
    }
    out.extend(works.into_iter().map(|(fault, count)| match count {
        1 => fault,
        _ => {
            let help = fault.help.clone().unwrap_or_default();
            fault.help(format!("{help}; this is the first of {count} such places"))
        }
    }));
    out
}

/// How many bytes a citation in brackets takes.
fn bracket_length(text: &str) -> Option<usize> {
    text.find([']', '\n']).filter(|end| text[*end..].starts_with(']')).map(|end| end + 1)
}

/// `@key [p. 33]`: how many bytes it takes with a locator in brackets, and the same as it stands in brackets.
fn with_locator(text: &str, length: usize) -> (usize, Option<String>) {
    let inner = text[length..].strip_prefix(" [").and_then(|inner| inner.split_once(']'));
    let locator = inner.map(|(inner, _)| inner).filter(|inner| {
        let read = locator::read(inner).or_else(|| locator::bare(inner));
        read.is_some_and(|read| read.length == inner.len())
    });
    match locator {
        Some(locator) => (length + locator.len() + 3, Some(format!("{}, {locator}", &text[..length]))),
        None => (length, None),
    }
}

/// How many bytes `@key` takes: the longest key of a work that stands there whole.
fn bare_length(text: &str, library: &Library) -> Option<usize> {
    let rest = &text[1..];
    if let Some(inner) = rest.strip_prefix('{') {
        let key = library.keys().find(|key| inner.strip_prefix(*key).is_some_and(|after| after.starts_with('}')));
        return key.map(|key| key.len() + 3);
    }
    let whole = |key: &&str| rest.strip_prefix(*key).is_some_and(|after| !after.starts_with(char::is_alphanumeric));
    library.keys().filter(whole).map(|key| key.len() + 1).max()
}

/// The warning for a bare `@key` that no work has: it is printed.
fn unknown_bare(text: &Text, at: usize, library: &Library) -> Diagnostic {
    let word = text.string[at + 1..].split(|c: char| !c.is_alphanumeric() && !"_:.-/".contains(c)).next();
    let word = text.string[at + 1..].strip_prefix('{').and_then(|inner| inner.split('}').next()).or(word);
    let word = word.unwrap_or_default().trim_end_matches(['.', ':', '-']);
    let warning = Diagnostic::warning("unknown-work", format!("there is no work `{word}`: `@{word}` is printed"));
    let warning = match nearest(word, library.keys()) {
        Some(near) => warning.help(format!("did you mean `@{near}`? `\\@` is the character itself")),
        None => warning.help("add it to corpus/works.yaml, or write `\\@` for the character itself"),
    };
    text.origin(at).into_iter().fold(warning, Diagnostic::at)
}

fn write(
    inner: &str,
    library: &Library,
    span: Option<Span>,
    diagnostics: &mut Diagnostics,
) -> Option<(Text, Vec<FoundCitation>)> {
    let mut written = Text::plain("");
    let mut found = Vec::new();
    for part in inner.split(';') {
        let (before, part) = part.split_once('@').unwrap_or(("", part));
        let before = before.trim().trim_end_matches('-').trim_end();
        let (key, rest) = part.trim().split_once(',').unwrap_or((part.trim(), ""));
        // `[@key for more]`: words go on without a comma, as they are written.
        let goes_on = rest.is_empty();
        let (key, rest) = match key.split_once(char::is_whitespace).filter(|_| rest.is_empty()) {
            Some((key, more)) => (key, more),
            None => (key.trim(), rest),
        };
        let key = key.strip_prefix('{').and_then(|key| key.strip_suffix('}')).unwrap_or(key);
        let work = library.catalogue.works.iter().position(|w| w.key == key);
        let text = match work {
            Some(_) => cited(key, rest.trim(), goes_on, library)?,
            None => {
                diagnostics.push(unknown(key, library, span.clone()));
                named(key, rest.trim())
            }
        };
        // `(see Author 1935, 3; Other 1936)`: what the style puts in brackets stands in one pair.
        let bracketed = text.string.starts_with('(') && text.string.ends_with(')');
        let joins = bracketed && written.string.ends_with(')');
        if joins {
            written.string.pop();
        }
        if !written.string.is_empty() {
            written.string.push_str("; ");
        }
        if bracketed && !joins {
            written.string.push('(');
        }
        if !before.is_empty() {
            written.string.push_str(before);
            written.string.push(' ');
        }
        let (start, cut) = (written.string.len(), usize::from(bracketed));
        written.string.push_str(&text.string[cut..]);
        let place = |at: usize| (at.max(cut) - cut) + start;
        written.marks.extend(text.marks.into_iter().map(|mut mark| {
            mark.range = place(mark.range.start)..place(mark.range.end);
            mark
        }));
        let Some(work) = work else { continue };
        let locator = locator::read(rest.trim()).or_else(|| locator::bare(rest.trim())).map(|l| l.read);
        let end = written.string.len() - cut;
        found.push(FoundCitation { range: start..end, form: Form::Key { work }, locator });
    }
    written.blocks[0].range = 0..written.string.len();
    Some((written, found))
}

/// What stands for the citation of a work that there is not: its key with a question mark, as pandoc has it.
fn named(key: &str, rest: &str) -> Text {
    let rest = if rest.is_empty() { String::new() } else { format!(", {rest}") };
    Text::plain(format!("({key}?{rest})"))
}

/// The citation in running text, without the full stop that a note's would end with.
fn cited(key: &str, rest: &str, goes_on: bool, library: &Library) -> Option<Text> {
    let read = locator::read(rest).or_else(|| locator::bare(rest)).filter(|l| l.length == rest.len());
    let label = match rest.split(['.', ' ']).next().unwrap_or_default() {
        "ch" | "chap" | "chapter" => Locator::Chapter,
        "vol" | "volume" | "t" => Locator::Volume,
        "col" => Locator::Column,
        "fol" => Locator::Folio,
        _ => Locator::Page,
    };
    let is_place = read.is_some();
    let number =
        read.map(|l| l.read.trim_start_matches(|c: char| c.is_alphabetic() || c == '.' || c == ' ').to_owned());
    let roman = number.as_deref().is_none_or(str::is_empty) && !rest.is_empty();
    let mut text = match number.filter(|_| !roman) {
        Some(number) => library.cite(key, label, Some(&number))?,
        None => library.cite(key, Locator::Page, None)?,
    };
    let end = text.string.trim_end_matches('.').len();
    text.string.truncate(end);
    text.marks.iter_mut().for_each(|m| m.range.end = m.range.end.min(end));
    if roman {
        text.string.push_str(if goes_on && !is_place { " " } else { ", " });
        text.string.push_str(rest);
    }
    Some(text)
}

fn unknown(key: &str, library: &Library, span: Option<Span>) -> Diagnostic {
    let message = format!("there is no work `{key}`");
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let fault = match nearest(key, library.keys()).filter(|near| digits(near) == digits(key)) {
        // most likely mistyped
        Some(near) => Diagnostic::error("unknown-work", message).help(format!("did you mean `@{near}`?")),
        None => {
            let help = "add it to corpus/works.yaml, or write `\\[@` for the characters themselves";
            Diagnostic::warning("unknown-work", format!("{message}: its key is printed")).help(help)
        }
    };
    span.into_iter().fold(fault, Diagnostic::at)
}
