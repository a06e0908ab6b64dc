//! Lines for machines: files that a letter or an article carries in letters (uuencode, base64, the armour of PGP). They are
//! no words: nothing in them is read, joined or mended. Knows lines alone.

use super::Line;
use std::ops::Range;

/// How many lines such a file has at most.
const MOST: usize = 20_000;
/// How many lines of base64 say that they are, and how long each is at least, in characters.
const BARE: (usize, usize) = (4, 56);

/// The lines that are a file's, as ranges of `lines`, in order and disjoint.
pub(in crate::read::plain) fn find(text: &str, lines: &[Line]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // looked for once: where the sign of an end stands nowhere behind, nothing that it would close is begun
    let last = |test: &dyn Fn(&str) -> bool| lines.iter().rposition(|l| test(&text[l.range.clone()]));
    let (closed, armoured) = (last(&|s| s == "end"), last(&|s| s.starts_with(ARMOUR.1)));
    let mut i = 0;
    while i < lines.len() {
        let line = &text[lines[i].range.clone()];
        let end = if closed.is_some_and(|last| last > i) && is_begun(line) {
            encoded(text, lines, i)
        } else if armoured.is_some_and(|last| last > i) && line.starts_with(ARMOUR.0) {
            armour(text, lines, i)
        } else {
            bare(text, lines, i)
        };
        if let Some(end) = end {
            found.push(i..end);
        }
        i = end.unwrap_or(i + 1);
    }
    found
}

/// `begin 644 skiff.gif`: the rights of a file in octal, and its name.
fn is_begun(line: &str) -> bool {
    let mut words = line.strip_prefix("begin ").unwrap_or("").split_whitespace();
    let octal = |w: &str| (3..=4).contains(&w.len()) && w.bytes().all(|b| (b'0'..=b'7').contains(&b));
    words.next().is_some_and(octal) && words.next().is_some()
}

/// Where the lines of uuencode that begin at `start` end: each says by its first sign how long it is.
fn encoded(text: &str, lines: &[Line], start: usize) -> Option<usize> {
    let fits = |line: &str| {
        let bytes = line.as_bytes();
        let count = usize::from(bytes[0].wrapping_sub(b' ') & 63).div_ceil(3) * 4;
        // blanks at its end may be lost
        bytes.iter().all(|b| (b' '..=b'`').contains(b)) && bytes.len() <= count + 3
    };
    for (i, line) in lines.iter().enumerate().skip(start + 1).take(MOST) {
        match &text[line.range.clone()] {
            "end" => return Some(i + 1),
            line if fits(line) => {}
            _ => return None,
        }
    }
    None
}

/// What opens and closes the armour of PGP and of keys.
const ARMOUR: (&str, &str) = ("-----BEGIN ", "-----END ");

/// Where the armour that begins at `start` ends: its lines are base64, behind a few of a head.
fn armour(text: &str, lines: &[Line], start: usize) -> Option<usize> {
    let name = text[lines[start].range.clone()].strip_prefix(ARMOUR.0)?;
    for (i, line) in lines.iter().enumerate().skip(start + 1).take(MOST) {
        let line = &text[line.range.clone()];
        match line.strip_prefix(ARMOUR.1) {
            Some(end) => return (end == name).then_some(i + 1),
            None if is_coded(line) || line.contains(": ") => {}
            None => return None,
        }
    }
    None
}

/// Where lines of base64 that nothing opens end: several, long, of one length but for the last.
fn bare(text: &str, lines: &[Line], start: usize) -> Option<usize> {
    let length = lines[start].length;
    let of = |i: usize| &text[lines[i].range.clone()];
    if length < BARE.1 || !is_coded(of(start)) {
        return None;
    }
    let alike = |i: usize| lines[i].length == length && is_coded(of(i)) && super::runs_on(lines, i - 1);
    let mut end = (start + 1..lines.len()).take(MOST).take_while(|i| alike(*i)).last()? + 1;
    if end < lines.len() && super::runs_on(lines, end - 1) && lines[end].length < length && is_coded(of(end)) {
        end += 1;
    }
    let all = &text[lines[start].range.start..lines[end - 1].range.end];
    let mixed = [u8::is_ascii_uppercase, u8::is_ascii_lowercase, u8::is_ascii_digit];
    (end - start >= BARE.0 && mixed.iter().all(|kind| all.bytes().any(|b| kind(&b)))).then_some(end)
}

/// Whether a line has nothing but the letters of base64.
fn is_coded(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='))
}
