//! Marks of which nothing shows what they are: a straight one that opens and is never closed may be an apostrophe, one
//! that closes and was never opened may be an opening one on the wrong side of its space. They stay as they are.

use super::read::{ends_speech, is_cut_short};
use super::{Quote, Role};
use crate::normalize::Passage;
use crate::source::is_line_end;
use std::cell::OnceCell;

/// How far before a mark the signs of a program are looked for, in bytes.
const LINE: usize = 160;
/// How many characters are looked through in the passages below.
const REACH: usize = 1500;

/// Whether what `quotes[i]` does is not certain. `below` keeps what the passages below say, once it has been asked.
pub(super) fn is(passage: &Passage, quotes: &[Quote], i: usize, below: &OnceCell<Below>) -> bool {
    let quote = &quotes[i];
    let (before, after) = (passage.before(quote.range.start), passage.after(quote.range.end));
    let lone = |q: &Quote| q.role == Role::Close && !q.paired;
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    if is_none(passage, quote) {
        return true;
    }
    // a double mark inside a word is none: `heri"s`
    if quote.double && letter(before) && letter(after) && !passage.is_taken(quote.range.end) {
        return true;
    }
    // `''Tes a vine`: a mark, and the apostrophe of a word cut short
    let twice = quote.double && passage.text[quote.range.clone()].starts_with('\'');
    if quote.doubtful || twice && is_cut_short(passage, &passage.text[quote.range.end..passage.range.end]) {
        return true;
    }
    let before_lone = || quotes[i + 1..].iter().find(|q| q.double).is_some_and(|q| lone(q) || q.role == Role::Alone);
    if is_turned(passage, quotes, i) {
        return true;
    }
    match (quote.role, quote.double) {
        (Role::Alone, false) => {
            // between spaces it closes what is open, and nothing else
            let last = quotes[..i].iter().rev().find(|q| !q.double && q.role != Role::Apostrophe);
            let open = last.is_some_and(|q| q.role == Role::Open);
            let behind = !ends_speech(passage, &quote.range);
            !open || behind || after.is_some_and(|c| !c.is_whitespace())
        }
        (Role::Alone, true) => true,
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

/// Whether a mark that would close by its neighbours may open what is behind its space: a sentence begins there, which the
/// next mark closes (`saying" Good-day," and`), or it stands behind an apostrophe (`par l'" art "`).
fn is_turned(passage: &Passage, quotes: &[Quote], i: usize) -> bool {
    let quote = &quotes[i];
    let rest = &passage.text[quote.range.end..passage.range.end];
    if quote.role != Role::Close || quote.finished || !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let lead = &passage.text[passage.range.start..quote.range.start];
    if quote.double && lead.strip_suffix(['\'', '’']).is_some_and(|lead| lead.ends_with(char::is_alphabetic)) {
        return true;
    }
    let next = quotes[i + 1..].iter().find(|q| q.double == quote.double && q.role != Role::Apostrophe);
    let sentence = rest.trim_start().starts_with(char::is_uppercase);
    let stop = |at: usize| passage.before(at).is_some_and(|c| matches!(c, ',' | '.' | '!' | '?' | ';'));
    let own = |next: &Quote| quote.double || !next.paired || stop(next.range.start);
    let closed = |next: &Quote| next.role == Role::Close && next.range.start > quote.range.end + 1 && own(next);
    sentence
        && next.is_some_and(closed)
        && match quote.double {
            true => lead.ends_with(char::is_alphanumeric),
            false => !quote.paired,
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

/// Whether a mark is none of a quotation: the prime of a measure, a sign of a program. Nothing is missing beside it.
pub(super) fn is_none(passage: &Passage, quote: &Quote) -> bool {
    is_prime(passage, quote)
        || is_line(passage, quote)
        || is_of_code(passage, quote)
        || is_insertion(passage, quote)
        || is_stress(passage, quote)
        || is_glued(passage, quote)
}

/// Whether an accent is that of a syllable in a word as it is spoken: `/ker´l@f/`.
fn is_stress(passage: &Passage, quote: &Quote) -> bool {
    let lead = &passage.text[passage.range.start..quote.range.start];
    let word = lead.rsplit(char::is_whitespace).next().unwrap_or("");
    passage.text[quote.range.clone()].starts_with('´') && word.starts_with(['/', '('].as_slice()) && word.contains('/')
}

/// Whether a single straight mark stands between a stop and a word with no space on either side: a line's end is lost there,
/// and it may close the one or open the other.
fn is_glued(passage: &Passage, quote: &Quote) -> bool {
    let stop = passage.before(quote.range.start).is_some_and(|c| matches!(c, ',' | '.' | '!' | '?' | ';' | ':'));
    let word = passage.after(quote.range.end).is_some_and(char::is_uppercase);
    stop && word && !quote.double && passage.text[quote.range.clone()].starts_with('\'')
}

/// How many marks with no space on either side show that the ends of lines are lost, where a third of all are such.
const GLUED: usize = 3;

/// Whether the lines of a passage have run together, so that its marks may be those of an end or of a beginning:
/// `my art,'Dear, as the light,'Dear as`.
pub(super) fn are_glued(passage: &Passage, quotes: &[Quote]) -> bool {
    let glued = |quote: &&Quote| {
        let lead = &passage.text[passage.range.start..quote.range.start];
        let word = lead.chars().rev().take(3).filter(|c| c.is_lowercase()).count() == 3;
        let behind = word || lead.ends_with([',', '.', '!', '?', ';', ':']);
        let straight = passage.text[quote.range.clone()].starts_with(['\'', '"']);
        behind && straight && passage.after(quote.range.end).is_some_and(char::is_uppercase)
    };
    let count = quotes.iter().filter(glued).count();
    count >= GLUED && count * 3 >= quotes.len()
}

/// Whether an accent that stands by itself is inside a word, or closes what one inside it has opened: an editor's signs
/// for letters written above the line, ``heo`l´de``.
fn is_insertion(passage: &Passage, quote: &Quote) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let opened = || {
        let lead = &passage.text[passage.range.start..quote.range.start];
        let word = lead.rsplit(char::is_whitespace).next().unwrap_or("");
        word.find('`').is_some_and(|at| word[..at].ends_with(char::is_alphabetic))
    };
    match &passage.text[quote.range.clone()] {
        "`" => letter(passage.before(quote.range.start)) && letter(passage.after(quote.range.end)),
        "´" => opened(),
        _ => false,
    }
}

/// Whether a single mark is one of two or three behind a figure, as lines and their twelfths have them: `5''`.
fn is_line(passage: &Passage, quote: &Quote) -> bool {
    let text = &passage.text[passage.range.start..passage.range.end];
    let at = quote.range.start - passage.range.start;
    if !text[at..].starts_with('\'') {
        return false;
    }
    let bare = text[..at].trim_end_matches('\'');
    let twice = bare.len() < at || text[at + 1..].starts_with('\'');
    twice && bare.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a straight mark is a sign of a program or a grammar: behind a sign that gives a value or a bracket that is glued to
/// its word, `SetDest('UNZIP')`, or before spaces that belong to what is quoted.
fn is_of_code(passage: &Passage, quote: &Quote) -> bool {
    if !passage.text[quote.range.clone()].starts_with(['\'', '"']) {
        return false;
    }
    let (lead, rest) =
        (&passage.text[passage.range.start..quote.range.start], &passage.text[quote.range.end..passage.range.end]);
    let glued = |lead: &str| {
        let inner = lead.strip_suffix('(').and_then(|word| word.chars().next_back());
        inner.is_some_and(|c| c.is_alphanumeric() || c == '_') || lead.ends_with(['=', '#'])
    };
    let near = &lead[lead.ceil_char_boundary(lead.len().saturating_sub(LINE))..];
    let named = || {
        let line = near.rsplit(is_line_end).next().unwrap_or("");
        line.trim_end().ends_with('=') || [" = ", " ::= ", " := "].iter().any(|sign| line.contains(sign))
    };
    let given = near.contains('=') && named();
    match quote.role {
        Role::Open | Role::Alone => glued(lead) || given || rest.starts_with("  ") && !rest.trim_start().is_empty(),
        _ => {
            let opened = near.rfind(['\'', '"']);
            let spaced = |open: usize| near[open + 1..].starts_with("  ") && !near[open + 1..].trim().is_empty();
            given || opened.is_some_and(|open| glued(&near[..open]) && rest.starts_with(')') || spaced(open))
        }
    }
}

/// Whether a single mark is the prime of a figure or of a letter that names a thing, as other letters beside it do:
/// `51'`, `the valves E and E'`.
pub(super) fn is_prime(passage: &Passage, quote: &Quote) -> bool {
    let lead = &passage.text[passage.range.start..quote.range.start];
    let before = lead.chars().next_back();
    let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    // behind an x or a z it has the form of a genitive's
    let free = || !quote.paired || !lead.contains(" '") && !lead.starts_with('\'');
    let single = !quote.double && quote.role == Role::Close && alone(passage.after(quote.range.end)) && free();
    if !single || passage.text[quote.range.clone()].starts_with('’') {
        return false;
    }
    let bare = lead[..lead.len() - before.map_or(0, char::len_utf8)].trim_end_matches(|c: char| c.is_ascii_digit());
    match before {
        // `7' tall`: feet, where nothing before opens what it would close
        Some(c) if c.is_ascii_digit() => true,
        Some(c) if c.is_alphabetic() && alone(bare.chars().next_back()) => {
            // `5n' - 2n`: figures and a sum show it
            let rest = &passage.text[quote.range.end..passage.range.end];
            let summed = [" - ", " + ", " = "].iter().any(|sign| rest.starts_with(sign));
            let letters = passage.str().split(|c: char| !c.is_alphanumeric()).filter(|word| {
                word.chars().count() == 1
                    && !matches!(*word, "I" | "A" | "O" | "a" | "o" | "i" | "s" | "t" | "d" | "m" | "n")
                    && word.chars().all(char::is_alphabetic)
            });
            bare.len() + c.len_utf8() < lead.len()
                || summed
                || passage.str().contains('=')
                || letters.take(3).count() == 3
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
            if opens && !is_cut_short(passage, &rest[at + c.len_utf8()..]) {
                return if begins { Below::Anew } else { Below::Nothing };
            }
        }
        begins = matches!(c, '\n' | '\r') || begins && matches!(c, ' ' | '\t');
        last = c;
    }
    Below::Nothing
}
