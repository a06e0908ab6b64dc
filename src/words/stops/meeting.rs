//! What stands on both sides of words that a witness does not have, and meets there.

use super::{is_quote, is_stop, pairs};
use crate::words::edge;

/// Letters of the longest initial: `Cn.`
const INITIAL: usize = 2;

/// How strong a stop is: what ends a sentence more than what parts it. 0: it is none.
pub(super) fn strength(c: char) -> u8 {
    match c {
        ',' | '،' => 1,
        ';' | ':' | '·' | '\u{387}' | '؛' => 2,
        c if is_stop(c) => 3,
        _ => 0,
    }
}

/// How many bytes go at the end of `before` and at the beginning of `behind`, between which words are left out: of two
/// stops the weaker, and what only stood around the words, two brackets, quotation marks or dashes. Neither has spaces
/// at that side.
pub fn meet(before: &str, behind: &str) -> Option<(usize, usize)> {
    let (one, other) = (before.chars().next_back()?, behind.chars().next()?);
    if encloses(one, other) || is_dash(one) && is_dash(other) {
        return Some((one.len_utf8(), other.len_utf8()));
    }
    let run = behind.len() - behind.trim_start_matches(is_stop).len();
    if !is_stop(one) || run == 0 || before.ends_with("..") {
        return None;
    }
    let word = before[..before.len() - one.len_utf8()].rsplit(|c: char| c.is_whitespace() || is_quote(c)).next();
    let word = word.unwrap_or_default();
    let initial = word.starts_with(char::is_uppercase) && word.chars().count() <= INITIAL;
    if one == '.' && other != '.' && (initial || word.contains('.') || super::is_short(word)) {
        return None;
    }
    let first = before.len() - before.trim_end_matches(is_stop).len();
    Some(if strength(one) >= strength(other) { (0, run) } else { (first, 0) })
}

/// Whether two signs with nothing between them are those around what is not there.
fn encloses(open: char, close: char) -> bool {
    let bracket = matches!((open, close), ('(', ')') | ('[', ']') | ('{', '}') | ('⟨', '⟩') | ('〈', '〉'));
    bracket || pairs::closes(open, close)
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–')
}

/// Whether a text ends where a sentence or a part of one does; its last stop, if that is one.
pub(super) fn parted(before: &str) -> Option<Option<char>> {
    let last = before.chars().next_back();
    match last {
        None | Some('\n' | '\u{2028}') => Some(None),
        Some(c) if is_stop(c) => Some(Some(c)),
        // Nothing but signs: the beginning.
        Some(_) if !before.rsplit(['\n', '\u{2028}']).next().unwrap_or_default().contains(edge::is_inside) => {
            Some(None)
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::meet;

    fn left(before: &str, behind: &str) -> String {
        let (end, start) = meet(before, behind).unwrap_or_default();
        format!("{}|{}", &before[..before.len() - end], &behind[start..])
    }

    #[test]
    fn of_two_stops_the_stronger_stays() {
        assert_eq!(left("the lamp,", ". Then"), "the lamp|. Then");
        assert_eq!(left("the lamp.", ", then"), "the lamp.| then");
        assert_eq!(left("the lamp:", ". Then"), "the lamp|. Then");
        assert_eq!(left("the lamp!", ". Then"), "the lamp!| Then");
        assert_eq!(left("the lamp.", "."), "the lamp.|");
        assert_eq!(left("of Cn.", ", consul"), "of Cn.|, consul");
        assert_eq!(left("the lamp", ", then"), "the lamp|, then");
    }

    #[test]
    fn what_stood_around_goes() {
        assert_eq!(left("said «", "». Then"), "said |. Then");
        assert_eq!(left("said (", ") so"), "said | so");
        assert_eq!(left("said —", "— so"), "said | so");
        assert_eq!(left("said —", "so"), "said —|so");
    }
}
