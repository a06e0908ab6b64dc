//! What a conversion left behind: UTF-8 read as Windows-1252, commands of TeX, references to pages
//! and figures that lost their number. Tags and entities are [`super::markup`]'s.

use super::{Habits, Passage};
use crate::model::account::{Certainty, Edit};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Accents of TeX and the combining ones.
const ACCENTS: [(char, char); 6] =
    [('\'', '\u{301}'), ('`', '\u{300}'), ('^', '\u{302}'), ('"', '\u{308}'), ('~', '\u{303}'), ('=', '\u{304}')];

/// What the first byte of a character of UTF-8 is in Windows-1252.
const LEADS: [char; 10] = ['Ã', 'Â', 'â', 'Å', 'Ä', 'Ð', 'Ñ', 'Î', 'Ï', 'ï'];
/// How many quotation marks that were misread show it wherever such letters stand alone, too.
const MISREAD: usize = 4;

/// Emits the edits of `residue.encoding`, `residue.accent` and `residue.escape`, and the edits and
/// queries of `residue.reference` and `residue.command`.
pub(super) fn apply(passage: &Passage, habits: &Habits, edits: &mut Vec<Edit>) {
    let mut skip = passage.range.start;
    for (offset, c) in passage.str().char_indices() {
        let at = passage.range.start + offset;
        if at < skip {
            continue;
        }
        let edit = match c {
            '\\' => command(passage, at).map(|edit| believed(edit, habits)),
            c if LEADS.contains(&c) => encoding(passage, at).map(|edit| meant(edit, habits)),
            _ => None,
        };
        if let Some(edit) = edit {
            skip = edit.span.range.end as usize;
            edits.push(edit);
        }
    }
    for word in passage.words() {
        edits.extend(reference(passage, &word));
    }
}

/// What a command means, if the witness's backslashes are commands; else it is asked about.
fn believed(edit: Edit, habits: &Habits) -> Edit {
    if habits.escapes || edit.rule != "residue.accent" {
        return edit;
    }
    Edit { applied: false, certainty: Certainty::Doubtful, ..edit }
}

/// What signs of another code mean, if the witness was misread; else it is asked about: a bad scan and drawings have them.
fn meant(edit: Edit, habits: &Habits) -> Edit {
    if habits.misread {
        return edit;
    }
    Edit { applied: false, certainty: Certainty::Doubtful, ..edit }
}

/// Whether `text` is UTF-8 that was read as Windows-1252: half of the signs that may show it do, or some are quotation
/// marks, which no scan gives.
pub(super) fn is_misread(text: &str) -> bool {
    if text.match_indices("â€").take(MISREAD).count() == MISREAD {
        return true;
    }
    let (mut all, mut misread) = (0usize, 0usize);
    for (at, _) in text.match_indices(LEADS) {
        all += 1;
        misread += usize::from(text[at..].starts_with("â€") || decoded(&text[at..]).is_some());
    }
    misread * 2 >= all && misread > 0
}

/// Whether the backslashes of `text` escape, accent and command, as in what was TeX: nine of ten. In a bad scan they stand
/// for anything.
pub(super) fn escapes(text: &str) -> bool {
    let (mut all, mut meant) = (0usize, 0usize);
    for (at, _) in text.match_indices('\\') {
        let mut next = text[at + 1..].trim_start_matches('{').chars();
        let (sign, letter) = (next.next().unwrap_or(' '), next.next().unwrap_or(' '));
        let accented = |letters: &str| letter == '{' || letter == '\\' || letters.contains(letter.to_ascii_lowercase());
        all += 1;
        meant += usize::from(match sign {
            '\'' => accented("aeiouycnsz"),
            '`' | '^' | '"' => accented("aeiouy"),
            '~' => accented("nao"),
            '=' => accented("aeiou"),
            c => {
                c.is_ascii_alphabetic() && letter.is_ascii_alphabetic()
                    || matches!(c, '&' | '%' | '$' | '#' | '_' | '\\' | '(' | ')' | '[' | ']' | '}' | ',')
            }
        });
    }
    meant * 10 >= all * 9
}

/// UTF-8 that was read as Windows-1252: `â€™` for `’`, `Ã©` for `é`.
fn encoding(passage: &Passage, at: usize) -> Option<Edit> {
    // the last byte of a closing mark (9D) is none in Windows-1252: many programs drop it
    let rest = &passage.text[at..passage.range.end];
    if let Some(behind) = rest.strip_prefix("â€")
        && behind.chars().next().is_none_or(|c| byte(c).is_none())
        && passage.before(at).is_some_and(|c| !c.is_whitespace())
    {
        return Some(passage.edit(at..at + rest.len() - behind.len(), "”", "residue.encoding", Certainty::Probable));
    }
    let (c, length) = decoded(rest)?;
    let end = at + length;
    // Letters that few books have are damage only inside a word.
    let inside = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    if matches!(c, '\u{100}'..='\u{17f}') && !(inside(passage.before(at)) || inside(passage.after(end))) {
        return None;
    }
    let read = if c == '\u{a0}' { ' ' } else { c };
    Some(passage.edit(at..end, read.to_string(), "residue.encoding", Certainty::Certain))
}

/// The character of UTF-8 that `text` begins with, each of whose bytes was read as one of Windows-1252, if a book may have
/// it; and how many bytes of `text` it takes.
fn decoded(text: &str) -> Option<(char, usize)> {
    let (mut bytes, mut end) = (Vec::new(), 0);
    for c in text.chars().take(3) {
        bytes.push(byte(c)?);
        end += c.len_utf8();
        let wanted = match bytes[0] {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            _ => return None,
        };
        if bytes.len() == wanted {
            let c = std::str::from_utf8(&bytes).ok()?.chars().next()?;
            let likely = matches!(c, '\u{a0}'..='\u{17f}' | '\u{370}'..='\u{4ff}' | '\u{2010}'..='\u{2044}' | '€' | '™')
                || matches!(c, '\u{2600}'..='\u{27bf}' | '\u{fb00}'..='\u{fb06}');
            return (likely && !c.is_control()).then_some((c, end));
        }
    }
    None
}

/// The byte that Windows-1252 has for `c`; the controls that it leaves open stand for themselves.
fn byte(c: char) -> Option<u8> {
    const HIGH: [(char, u8); 27] = [
        ('€', 0x80),
        ('‚', 0x82),
        ('ƒ', 0x83),
        ('„', 0x84),
        ('…', 0x85),
        ('†', 0x86),
        ('‡', 0x87),
        ('ˆ', 0x88),
        ('‰', 0x89),
        ('Š', 0x8a),
        ('‹', 0x8b),
        ('Œ', 0x8c),
        ('Ž', 0x8e),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('•', 0x95),
        ('–', 0x96),
        ('—', 0x97),
        ('˜', 0x98),
        ('™', 0x99),
        ('š', 0x9a),
        ('›', 0x9b),
        ('œ', 0x9c),
        ('ž', 0x9e),
        ('Ÿ', 0x9f),
    ];
    let high = HIGH.iter().find(|(h, _)| *h == c).map(|(_, b)| *b);
    high.or_else(|| u8::try_from(u32::from(c)).ok().filter(|b| *b >= 0x80))
}

/// `\&`, `\'e`, `\"{o}`, `\emph{…}`, `\ldots`; any other command is a query.
fn command(passage: &Passage, at: usize) -> Option<Edit> {
    let rest = &passage.text[at + 1..passage.range.end];
    let first = rest.chars().next()?;
    if matches!(first, '&' | '%' | '$' | '#' | '_' | '{' | '}') {
        return escape(passage, at, first);
    }
    if let Some((_, mark)) = ACCENTS.iter().find(|(sign, _)| *sign == first) {
        return accent(passage, at, *mark);
    }
    let name: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    let end = at + 1 + name.len();
    if name.len() < 2 || passage.before(at).is_some_and(|c| c.is_alphanumeric() || c == ':' || c == '\\') {
        return None; // a path, not a command
    }
    let edit = |range: Range<usize>, read: &str| passage.edit(range, read, "residue.command", Certainty::Probable);
    match name.as_str() {
        "ldots" | "dots" => Some(edit(at..end, "…")),
        "textendash" => Some(edit(at..end, "–")),
        "textemdash" => Some(edit(at..end, "—")),
        "emph" | "textit" | "textbf" | "textsc" | "textrm" if rest[name.len()..].starts_with('{') => {
            let close = rest.char_indices().take(300).find(|(_, c)| *c == '}')?.0;
            let inner = &rest[name.len() + 1..close];
            Some(edit(at..at + 1 + close + 1, inner)).filter(|_| !inner.contains(['{', '\\', '\n']))
        }
        _ => Some(passage.query(at..end, "", "residue.command")),
    }
}

/// `\&` between words, `\_` inside one; elsewhere the backslash is part of a drawing.
fn escape(passage: &Passage, at: usize, sign: char) -> Option<Edit> {
    let (before, after) = (passage.before(at), passage.after(at + 2));
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let space = |c: Option<char>| c == Some(' ');
    let stands = match sign {
        '&' | '$' | '#' => (word(before) || space(before)) && (word(after) || space(after)),
        '%' => before.is_some_and(|c| c.is_ascii_digit() || c == ' '),
        _ => word(before) && word(after),
    };
    stands.then(|| passage.edit(at..at + 2, sign, "residue.escape", Certainty::Certain))
}

/// `\'e` and `\'{e}` as one letter.
fn accent(passage: &Passage, at: usize, mark: char) -> Option<Edit> {
    let rest = &passage.text[at + 2..passage.range.end];
    let braced = rest.starts_with('{');
    let letter = rest.chars().nth(usize::from(braced)).filter(|c| c.is_alphabetic())?;
    let len = letter.len_utf8() + if braced { 2 } else { 0 };
    if braced && !rest[1 + letter.len_utf8()..].starts_with('}') {
        return None;
    }
    let read: String = [letter, mark].into_iter().nfc().collect();
    let one = read.chars().count() == 1;
    one.then(|| passage.edit(at..at + 2 + len, read, "residue.accent", Certainty::Certain))
}

/// A page or a figure whose number is lost: `(see page gif)`, `(see figure )`; and what stood for
/// a picture: `[gif]`.
fn reference(passage: &Passage, word: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[word.clone()];
    let lead = passage.text[passage.range.start..word.start].trim_end();
    if matches!(raw, "gif" | "png" | "jpg" | "IMAGE" | "Image") {
        let bracketed = passage.before(word.start) == Some('[') && passage.after(word.end) == Some(']');
        let last = lead.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let named = is_place(last) && lead.len() + 1 == word.start - passage.range.start;
        let small = raw.chars().all(char::is_lowercase);
        return match (bracketed, named && small) {
            (true, _) => {
                Some(passage.edit(word.start - 1..word.end + 1, "[…]", "residue.reference", Certainty::Probable))
            }
            (_, true) => Some(passage.edit(word.clone(), "[…]", "residue.reference", Certainty::Probable)),
            _ => None,
        };
    }
    let rest = &passage.text[word.end..passage.range.end];
    let empty = rest.starts_with("  ")
        || rest.starts_with(" )")
        || rest.starts_with(")")
        || rest.starts_with(" ,")
        || rest.starts_with(" .");
    if !empty {
        return None;
    }
    let led = lead.ends_with("see") || lead.ends_with("See") || lead.ends_with("cf.") || lead.ends_with("in");
    (led && is_place(raw)).then(|| passage.query(word.clone(), format!("{raw} […]"), "residue.reference"))
}

fn is_place(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "page"
            | "pages"
            | "figure"
            | "figures"
            | "section"
            | "chapter"
            | "table"
            | "note"
            | "footnote"
            | "appendix"
            | "equation"
    )
}
