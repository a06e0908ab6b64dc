//! Where one line begins a row of its own, whatever room the line above has left: entries that hang, lines far apart in
//! their indents, bullets, ditto marks, lines that begin alike. Prose that was broken at a width has none of these.

use crate::read::plain::lines::{self, Line};
use crate::read::plain::{label, turned, words};

/// How much further in, or out, than the line above no line of prose stands, in characters.
const FAR: usize = 12;

/// Whether the last of `lines`, which nothing parts so far, is a row of its own.
pub(super) fn parts(text: &str, lines: &[Line]) -> bool {
    let [above @ .., line] = lines else { return false };
    let Some(before) = above.last() else { return false };
    let of = |l: &Line| &text[l.range.clone()];
    // the first line of a paragraph may be set in; behind a later one that is, what stands further out begins anew
    let ended = of(before).ends_with(['.', '!', '?', ':', '"', '”', '\'', '’', ')', ']', '*', '_']);
    let new = || begins(of(line)) && ended || label::parse(of(line)).is_some();
    let hangs = above.len() >= 2 && line.indent + 2 <= before.indent && new();
    let number = || turned::is_number(of(before), of(line));
    let far = line.indent.abs_diff(before.indent) >= FAR && begins(of(line)) && !number();
    hangs || far || is_marked(of(line)) || are_alike(of(before), of(line))
}

/// Whether a line begins anew: with a capital or a figure, signs before it passed over.
fn begins(text: &str) -> bool {
    let sign =
        |c: &char| words::is_opening_quote(*c) || matches!(c, '(' | '_' | '*' | '[' | '=' | '~' | '+' | '`' | '-');
    text.chars().find(|c| !sign(c)).is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

/// How many lines that begin alike show that each is a row.
const ALIKE: usize = 3;

/// Whether line `i` of a paragraph and the one before it are rows, as three or more lines beside show: they begin with the
/// same sign (`• Nets`), a label in brackets (`[K3] Nets`), a word and its number (`Plate 3: Nets`) or with figures, most
/// of them.
pub(super) fn are_listed(text: &str, block: &[Line], i: usize) -> bool {
    let of = |l: &Line| &text[l.range.clone()];
    let Some(kind) = opening(of(&block[i])) else { return false };
    let near = &block[i.saturating_sub(NEAR)..(i + NEAR).min(block.len())];
    let count = near.iter().filter(|l| opening(of(l)).as_ref() == Some(&kind)).count();
    match kind {
        Opening::Sign(_) => count >= 2,
        Opening::Counted(_) => count >= ALIKE,
        Opening::Bracket | Opening::Figures => {
            count >= ALIKE && count * 2 >= near.len() && opening(of(&near[0])).is_some()
        }
    }
}

/// How far around a line others that begin alike are looked for, in lines.
const NEAR: usize = 20;

/// What tells that a line is one of a list's rows.
#[derive(PartialEq, Eq)]
enum Opening<'a> {
    Sign(char),
    Bracket,
    Counted(&'a str),
    Figures,
}

fn opening(line: &str) -> Option<Opening<'_>> {
    let (first, rest) = line.split_once(' ')?;
    let mut letters = first.chars();
    let sign = letters.next()?;
    let alone = letters.next().is_none();
    let word = || rest.trim_start().starts_with(|c: char| c.is_alphanumeric());
    if alone && matches!(sign, '•' | '·' | '●' | '◦' | '▪' | '■' | '►' | '¤' | '»' | '\u{fffd}') && word()
    {
        return Some(Opening::Sign(sign));
    }
    let short = first.len() <= 7;
    if short && first.starts_with('[') && first.ends_with(']') && first.contains(char::is_alphanumeric) {
        return Some(Opening::Bracket);
    }
    let figures = |w: &str| !w.is_empty() && w.len() <= 3 && w.bytes().all(|b| b.is_ascii_digit());
    let number = rest.split_once(':').map(|(number, _)| number).filter(|number| figures(number));
    if number.is_some() && first.chars().all(char::is_alphabetic) {
        return Some(Opening::Counted(first));
    }
    (figures(first) && rest.starts_with(|c: char| c.is_alphabetic() || c == '"')).then_some(Opening::Figures)
}

/// The gap between two halves of a line, narrower than those of a table.
const HALVES: &str = "   ";

/// Whether all lines of a paragraph have a gap in their midst, as the halves of old verses and narrow columns do; lines set
/// to two edges have several.
pub(super) fn are_halved(text: &str, block: &[Line]) -> bool {
    let gaps =
        |l: &Line| text[l.range.clone()].split(HALVES).filter(|part| !part.trim().is_empty()).count().saturating_sub(1);
    let doubled = |l: &Line| text[l.range.clone()].matches("  ").count();
    let halved = block.iter().filter(|l| (1..=3).contains(&gaps(l)) && doubled(l) <= 2 * gaps(l) + 2).count();
    block.len() >= 2 && halved == block.len()
}

/// Whether the lines of a paragraph are those of a program or a grammar: half of them end in its signs or give a value.
pub(super) fn are_code(text: &str, block: &[Line]) -> bool {
    let code = |l: &Line| {
        let line = &text[l.range.clone()];
        let given = [" = ", " := ", " ::= ", " == ", " += "].iter().any(|sign| line.contains(sign));
        line.ends_with([';', '{', '}']) && (line.len() <= 2 || line.contains(['(', '=', '{', '['])) || given
    };
    let count = block.iter().filter(|l| code(l)).count();
    block.len() >= 2 && count >= 2 && count * 2 >= block.len()
}

/// Whether a line begins with a plus for a bullet, or with a ditto mark: `+ On the last page`, `"   6. The Boats`.
fn is_marked(text: &str) -> bool {
    text.strip_prefix("+ ").is_some_and(|rest| rest.starts_with(char::is_uppercase))
        || text.strip_prefix('"').is_some_and(|rest| rest.starts_with("  "))
}

/// Whether two lines begin with the same two tokens, the first of which is no word: `& = and`.
fn are_alike(above: &str, line: &str) -> bool {
    if line.starts_with(char::is_alphanumeric) || above.split_whitespace().next() != line.split_whitespace().next() {
        return false;
    }
    let mut pairs = above.split_whitespace().zip(line.split_whitespace()).skip(1);
    pairs.next().is_some_and(|(a, b)| a == b) && pairs.next().is_some()
}

/// How many entries tell that a paragraph is an index's.
const ENTRIES: usize = 4;

/// Whether a line is nothing but the numbers that the entry above had no room for.
fn is_number(above: &str, line: &str) -> bool {
    turned::is_number(above, line) && !line.contains(char::is_alphabetic)
}

/// Whether the lines of a paragraph are entries: most end in the number of a page, and are not of one length.
pub(super) fn are_entries(text: &str, block: &[Line]) -> bool {
    let of = |l: &Line| &text[l.range.clone()];
    let numbered = block.iter().filter(|l| lines::ends_in_figures(of(l))).count();
    let words = block.iter().filter(|l| of(l).contains(char::is_alphabetic)).count()
        + block.windows(2).filter(|pair| is_number(of(&pair[0]), of(&pair[1]))).count();
    let longest = block.iter().map(|l| l.length).max().unwrap_or(0);
    let short = block.iter().filter(|l| l.length * 10 <= longest * 8).count();
    block.len() >= ENTRIES && numbered * 10 >= block.len() * 7 && words >= block.len() && short * 3 >= block.len()
}

/// Whether the lines of a paragraph all open with words in bold, as the entries of a catalogue do: `=The Boats.= 2 vols.`
pub(super) fn are_opened_alike(text: &str, block: &[Line]) -> bool {
    let opens = |l: &Line, sign: char| {
        let text = &text[l.range.clone()];
        text.strip_prefix(sign).is_some_and(|rest| rest.starts_with(char::is_uppercase) && rest.contains(sign))
    };
    let count = |sign: char| block.iter().filter(|l| opens(l, sign)).count();
    block.len() >= 3 && ['=', '+', '~'].into_iter().any(|sign| count(sign) * 5 >= block.len() * 4)
}
