//! Figures that a scanner misread: letters and signs in a number (`2i0`, `194~7`), and a space in a
//! year (`1 908`). Roman numerals, ordinals, decades and units of measure are left alone.

use super::{Language, Passage};
use crate::model::account::{Certainty, Edit};
use crate::words::months::ENGLISH;
use std::ops::Range;

/// Emits the edits and queries of `ocr.figure` and the edits and queries of `spaces.figures`.
pub(super) fn apply(passage: &Passage, edits: &mut Vec<Edit>) {
    for token in passage.tokens() {
        let raw = &passage.text[token.clone()];
        if !raw.bytes().any(|b| b.is_ascii_digit()) || raw.contains("//") || raw.contains(['@', '/', '#', '=', '_']) {
            continue;
        }
        for cluster in clusters(passage, &token) {
            edits.extend(misread(passage, &cluster));
        }
        edits.extend(parted(passage, &token));
    }
}

/// The runs of letters, figures and signs that may stand for figures.
fn clusters(passage: &Passage, token: &Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (offset, c) in passage.text[token.clone()].char_indices() {
        let (start, end) = (token.start + offset, token.start + offset + c.len_utf8());
        if !(c.is_alphanumeric() || matches!(c, '~' | '^' | '|' | '!')) {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => found.push(start..end),
        }
    }
    found
}

/// A number with a letter or a sign in it that stands for a figure. It is changed where it can be
/// nothing else: inside a year. At its beginning or end it is asked about: a bar parts entries, a letter may be the next
/// word, or a unit (`160l`, `150s`); nothing is touched beside a sign of money.
fn misread(passage: &Passage, cluster: &Range<usize>) -> Option<Edit> {
    let raw = passage.text[cluster.clone()].trim_end_matches('!');
    let digits = raw.bytes().filter(u8::is_ascii_digit).count();
    let length = raw.chars().count();
    if is_money(passage, cluster) {
        return None;
    }
    if let Some(edit) = ordinal(passage, cluster) {
        return Some(edit);
    }
    let grouped = digits == 1 && length == 2 && is_grouped(passage, cluster.end);
    if (digits < 2 && !grouped) || length == digits || length > 6 || length - digits > 2 {
        return None;
    }
    let chars: Vec<char> = raw.chars().collect();
    let mut read = String::new();
    let (mut inside, mut safe) = (true, true);
    for (i, c) in chars.iter().enumerate() {
        if c.is_ascii_digit() {
            read.push(*c);
            continue;
        }
        inside &= i > 0 && i + 1 < length && chars[i - 1].is_ascii_digit() && chars[i + 1].is_ascii_digit();
        safe &= matches!(c, 'l' | 'i' | 'I' | '|' | 'o' | 'O');
        match c {
            'l' | 'i' | 'I' | '|' | '!' => read.push('1'),
            'o' | 'O' => read.push('0'),
            'S' | 's' if i == 1 => read.push('8'),
            'S' | 's' => read.push('5'),
            'B' => read.push('8'),
            'g' | 'q' => read.push('9'),
            'Z' => read.push('2'),
            '~' | '^' => {}
            _ => return None,
        }
    }
    let unit = chars[length - 1].is_alphabetic() && chars[length - 1] != 'O';
    let leading = matches!(chars[0], 'l' | '|') && chars[1..].iter().all(char::is_ascii_digit);
    let at = cluster.start..cluster.start + raw.len();
    if safe && is_year(&read) && inside {
        return Some(passage.edit(at, read, "ocr.figure", Certainty::Probable));
    }
    let asked = !unit && (inside || is_year(&read)) || grouped || chars[0] == 'l' && length == 3 && leading;
    asked.then(|| passage.query(at, read, "ocr.figure"))
}

/// Whether a sign of money stands before the number.
fn is_money(passage: &Passage, cluster: &Range<usize>) -> bool {
    let lead = passage.text[passage.range.start..cluster.start].trim_end();
    lead.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.')).ends_with(['£', '$', '€', '₤'])
}

/// Whether a comma and three figures go on at `at`, and no more: thousands.
fn is_grouped(passage: &Passage, at: usize) -> bool {
    let rest = passage.text[at..passage.range.end].strip_prefix(',').unwrap_or("");
    rest.bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// `l5th`, `2Oth`.
fn ordinal(passage: &Passage, cluster: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[cluster.clone()];
    let bare = raw.strip_suffix("th").or_else(|| raw.strip_suffix("st").or_else(|| raw.strip_suffix("nd")))?;
    let chars: Vec<char> = bare.chars().collect();
    let read = match chars[..] {
        ['l' | 'I' | '|' | 'i', b] if b.is_ascii_digit() => format!("1{b}"),
        [a, 'O' | 'o'] if a.is_ascii_digit() => format!("{a}0"),
        [a, 'l' | 'I'] if a.is_ascii_digit() => format!("{a}1"),
        _ => return None,
    };
    let at = cluster.start..cluster.start + bare.len();
    Some(passage.edit(at, read, "ocr.figure", Certainty::Probable))
}

fn is_year(figures: &str) -> bool {
    figures.len() == 4 && figures.parse().is_ok_and(|year: u32| (1200..2100).contains(&year))
}

/// The first figure of a year, parted from the rest: `in 1 908`, `1 908-1911`. Not in French,
/// which parts thousands so, nor where the text does.
fn parted(passage: &Passage, token: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[token.clone()];
    let bare = raw.trim_start_matches(['(', '[', '\'', '"', '‘', '“']);
    let start = token.end - bare.len();
    if !matches!(bare, "1" | "2" | "19" | "18" | "17" | "16" | "20") || passage.after(token.end) != Some(' ') {
        return None;
    }
    let rest = &passage.text[token.end + 1..passage.range.end];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let year = format!("{bare}{}", &rest[..digits]);
    let next = rest[digits..].chars().next();
    if !is_year(&year) || next.is_some_and(char::is_alphabetic) || speaks_french(passage) {
        return None;
    }
    let led = passage.text[passage.range.start..start].trim_end().rsplit(|c: char| !c.is_alphabetic()).next();
    let led = led.is_some_and(|w| {
        matches!(
            w,
            "in" | "In" | "of" | "since" | "Since" | "until" | "till" | "from" | "From" | "by" | "By" | "before"
        ) || matches!(w, "after" | "After" | "year" | "anno" | "im" | "Im" | "seit" | "bis" | "Jahr")
            || ENGLISH.contains(&w)
    });
    let range = matches!(next, Some('-' | '–'))
        && rest[digits..].trim_start_matches(['-', '–']).bytes().take_while(u8::is_ascii_digit).count() >= 1;
    let at = start..token.end + 1 + digits;
    match (bare.len(), led, range) {
        (1, true, true) => Some(passage.edit(at, year, "spaces.figures", Certainty::Probable)),
        (1, true, false) | (1, false, true) | (2, true, _) => Some(passage.query(at, year, "spaces.figures")),
        _ => None,
    }
}

fn speaks_french(passage: &Passage) -> bool {
    passage.vocabulary.is_none_or(|words| words.language() == Language::French)
}
