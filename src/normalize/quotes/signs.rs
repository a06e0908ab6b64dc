//! Signs that look like quotation marks and are none: accents, primes, dittos, signs that are named. Each is told from its
//! neighbours alone.

use crate::normalize::Passage;
use crate::source::is_line_end;

/// How far an acute accent is looked for that closes what is inserted, in characters.
const INSERTED: usize = 80;

/// Whether a straight double mark is the sign of a note, `")` with a space or nothing before it, or says that words are those
/// above: `"   6. The Boats`, and in the last column of a table.
pub(super) fn is_sign(passage: &Passage, at: usize, raw: char) -> bool {
    let apart = passage.before(at).is_none_or(char::is_whitespace);
    let ditto = || {
        let (lead, rest) = (&passage.text[passage.range.start..at], &passage.text[at + 1..passage.range.end]);
        let last = rest.trim_start_matches([' ', '\t']);
        rest.starts_with("  ") || lead.ends_with("  ") && (last.is_empty() || last.starts_with(is_line_end))
    };
    raw == '"' && apart && (passage.after(at + 1) == Some(')') || ditto())
}

/// Whether a backtick is the accent of the vowel before it, which ends its word (`gia`` for `già`): no mark opens there.
pub(super) fn is_accent(passage: &Passage, at: usize, raw: char) -> bool {
    let vowel = |c: char| matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u');
    let ends = || passage.after(at + 1).is_none_or(|c| !c.is_alphanumeric() && c != '`');
    raw == '`' && ends() && passage.before(at).is_some_and(vowel)
}

/// Whether `rest` begins with an acute accent, or with a backtick that one closes.
pub(super) fn is_inserted(rest: &str) -> bool {
    let mut signs = rest.chars().take(INSERTED).filter(|c| matches!(c, '`' | '´' | '\''));
    match signs.next() {
        Some('´') => rest.starts_with('´'),
        Some('`') => rest.starts_with('`') && signs.next() == Some('´'),
        _ => false,
    }
}

/// Whether a single mark stands by itself in a row of signs that are named (`{ } ( ) [ ] ' ``), or is one of two with nothing
/// between: `say ''`, `(' ')`.
pub(super) fn is_named(passage: &Passage, at: usize, raw: char) -> bool {
    let (lead, rest) = (&passage.text[passage.range.start..at], &passage.text[at + raw.len_utf8()..passage.range.end]);
    // two of them are a program's empty string
    let empty = rest.strip_prefix('\'').is_some_and(|rest| !rest.starts_with(|c: char| !c.is_whitespace()));
    let second = lead.ends_with(" '") && !rest.starts_with(|c: char| !c.is_whitespace());
    let shown = lead.ends_with(['(', '[']) && rest.starts_with(" '");
    if raw == '\'' && (empty && lead.ends_with(' ') || second || shown) {
        return true;
    }
    if !matches!(raw, '\'' | '`') || !lead.ends_with(' ') || rest.starts_with(|c: char| !c.is_whitespace()) {
        return false;
    }
    let sign = |token: Option<&str>| matches!(token, Some("(" | ")" | "[" | "]" | "{" | "}" | "'" | "`" | "\"" | "&"));
    sign(lead.split_whitespace().next_back()) || sign(rest.split_whitespace().next())
}

/// Whether the mark at `at` is that of a minute or of a second: `12° 5'`.
pub(super) fn is_minute(passage: &Passage, at: usize) -> bool {
    let lead = &passage.text[passage.range.start..at];
    let bare = lead.trim_end_matches(|c: char| c.is_ascii_digit());
    let before = bare.trim_end();
    bare.len() < lead.len() && (before.ends_with('°') || before.ends_with(['\'', '’', '′']) && before.contains('°'))
}
