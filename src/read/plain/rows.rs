//! Where one line begins a row of its own, whatever room the line above has left: entries that hang, lines far apart in
//! their indents, bullets, ditto marks, lines that begin alike. Prose that was broken at a width has none of these.

use crate::read::plain::lines::{self, Line};
use crate::read::plain::{label, words};

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
    let far = line.indent.abs_diff(before.indent) >= FAR && begins(of(line));
    hangs || far || is_marked(of(line)) || are_alike(of(before), of(line))
}

/// Whether a line begins anew: with a capital or a figure, signs before it passed over.
fn begins(text: &str) -> bool {
    let sign =
        |c: &char| words::is_opening_quote(*c) || matches!(c, '(' | '_' | '*' | '[' | '=' | '~' | '+' | '`' | '-');
    text.chars().find(|c| !sign(c)).is_some_and(|c| c.is_uppercase() || c.is_numeric())
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

/// Whether the lines of a paragraph are entries: most end in the number of a page, and are not of one length.
pub(super) fn are_entries(text: &str, block: &[Line]) -> bool {
    let of = |l: &Line| &text[l.range.clone()];
    let numbered = block.iter().filter(|l| lines::ends_in_figures(of(l))).count();
    let words = block.iter().filter(|l| of(l).contains(char::is_alphabetic)).count();
    let longest = block.iter().map(|l| l.length).max().unwrap_or(0);
    let short = block.iter().filter(|l| l.length * 10 <= longest * 8).count();
    block.len() >= ENTRIES && numbered * 10 >= block.len() * 7 && words == block.len() && short * 3 >= block.len()
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
