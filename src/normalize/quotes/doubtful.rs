//! Marks of which nothing shows what they are: a straight one that opens and is never closed may be an apostrophe, one
//! that closes and was never opened may be an opening one on the wrong side of its space. They stay as they are.

use super::read::is_elision;
use super::{Quote, Role};
use crate::normalize::Passage;
use std::cell::OnceCell;

/// How many characters are looked through in the passages below.
const REACH: usize = 1500;

/// Whether what `quotes[i]` does is not certain. `below` keeps what the passages below say, once it has been asked.
pub(super) fn is(passage: &Passage, quotes: &[Quote], i: usize, below: &OnceCell<Below>) -> bool {
    let quote = &quotes[i];
    let (before, after) = (passage.before(quote.range.start), passage.after(quote.range.end));
    let lone = |q: &Quote| q.role == Role::Close && !q.paired;
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    if is_prime(passage, quote) {
        return true;
    }
    // a double mark inside a word is none: `heri"s`
    if quote.double && letter(before) && letter(after) && !passage.is_taken(quote.range.end) {
        return true;
    }
    let before_lone = || quotes[i + 1..].iter().find(|q| q.double).is_some_and(lone);
    match (quote.role, quote.double) {
        (Role::Alone, false) => after.is_some_and(|c| !c.is_whitespace()),
        (Role::Alone, true) => before_lone(),
        _ if quote.paired => false,
        (Role::Open, false) => {
            let speech = i == 0 || after.is_some_and(char::is_uppercase);
            let below = below.get_or_init(|| closing(passage));
            is_cut_word(passage, quote) || !matches!((below, speech), (Below::Closed, _) | (Below::Anew, true))
        }
        (Role::Close, false) if matches!(before, Some(',' | ';')) => {
            let word = passage.text[quote.range.end..passage.range.end].trim_start().chars().next();
            let glued = after.is_some_and(char::is_alphabetic);
            glued || after.is_some_and(char::is_whitespace) && word.is_some_and(char::is_lowercase) && i > 0
        }
        (Role::Close, true) => {
            let sentence = passage.text[quote.range.end..passage.range.end].starts_with(' ')
                && passage.after(quote.range.end + 1).is_some_and(char::is_uppercase);
            // `Mort."Is this`: it opens, and the space before it is lost
            sentence && before_lone() || after.is_some_and(char::is_uppercase)
        }
        _ => false,
    }
}

/// Whether what a single mark stands before is no word of the language, but one that was cut short: `'Kase dey neber`.
fn is_cut_word(passage: &Passage, quote: &Quote) -> bool {
    let rest = &passage.text[quote.range.end..passage.range.end];
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let words = passage.vocabulary.filter(|words| words.lexicon().is_some());
    let letter = word.chars().count() == 1 && !matches!(word.as_str(), "i" | "a" | "o");
    passage.text[quote.range.clone()].starts_with('\'')
        && words.is_some_and(|words| !word.is_empty() && (letter || !words.is_listed(&word) && !words.is_word(&word)))
}

/// Whether a single mark is the prime of a figure or of a letter that names a thing, as other letters beside it do:
/// `51'`, `the valves E and E'`.
pub(super) fn is_prime(passage: &Passage, quote: &Quote) -> bool {
    let lead = &passage.text[passage.range.start..quote.range.start];
    let before = lead.chars().next_back();
    let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    // behind an x or a z it has the form of a genitive's
    let free = !quote.paired || !lead.contains(" '") && !lead.starts_with('\'');
    let single = !quote.double && free && quote.role == Role::Close && alone(passage.after(quote.range.end));
    if !single || passage.text[quote.range.clone()].starts_with('’') {
        return false;
    }
    match before {
        Some(c) if c.is_ascii_digit() => {
            lead.len() == 1 || passage.str().contains(['=', '+', '°']) || passage.str().contains('"')
        }
        Some(c) if c.is_alphabetic() && alone(lead[..lead.len() - c.len_utf8()].chars().next_back()) => {
            let letters = passage.str().split(|c: char| !c.is_alphanumeric()).filter(|word| {
                word.chars().count() == 1
                    && !matches!(*word, "I" | "A" | "O" | "a" | "o" | "i" | "s" | "t" | "d" | "m" | "n")
                    && word.chars().all(char::is_alphabetic)
            });
            passage.str().contains('=') || letters.take(3).count() == 3
        }
        _ => false,
    }
}

/// What the passages below do with a single mark that is open at the end of this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Below {
    /// They close it, behind a stop and before another opens.
    Closed,
    /// The next one begins with a mark anew.
    Anew,
    /// Neither.
    Nothing,
}

fn closing(passage: &Passage) -> Below {
    let rest = &passage.text[passage.range.end..];
    let (mut last, mut begins) = ('\n', true);
    for (at, c) in rest.char_indices().take(REACH) {
        let next = rest[at + c.len_utf8()..].chars().next();
        if matches!(c, '\'' | '’' | '‘' | '`') {
            let opens = !last.is_alphanumeric() && next.is_some_and(char::is_alphanumeric);
            if matches!(last, '.' | ',' | '!' | '?' | ';' | ':' | '-' | '—' | '…' | '"' | '”') && !opens {
                return Below::Closed;
            }
            if opens && !is_elision(&rest[at + c.len_utf8()..]) {
                return if begins { Below::Anew } else { Below::Nothing };
            }
        }
        begins = matches!(c, '\n' | '\r') || begins && matches!(c, ' ' | '\t');
        last = c;
    }
    Below::Nothing
}
