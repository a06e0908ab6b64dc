//! A space on one side of a hyphen inside a line: `day-to- day`, `content -the`.

use crate::model::account::{Certainty, Edit};
use crate::normalize::Passage;

/// A space on one side only of a hyphen between letters: `day-to- day`, `content -the`. Hyphens
/// that stand for a second half (`pre- and post-war`) are meant so.
pub(super) fn spaces(passage: &Passage, edits: &mut Vec<Edit>) {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    for (offset, _) in passage.str().match_indices('-') {
        let at = passage.range.start + offset;
        let (before, after) = (passage.before(at), passage.after(at + 1));
        if letter(before) && after == Some(' ') && letter(passage.after(at + 2)) {
            edits.extend(behind(passage, at));
        } else if letter(after) && before == Some(' ') && letter(passage.before(at - 1)) {
            edits.push(passage.query(at - 1..at + 1, " – ", "hyphens.space"));
        }
    }
}

/// The words in the midst of what three words make: `day-to-day`, `man-of-war`.
fn is_small(word: &str) -> bool {
    ["to", "of", "in", "and", "the", "by", "for", "on", "at", "or", "de", "la", "und", "en", "van"].contains(&word)
}

/// The space behind a hyphen goes where the word has another hyphen, or the text the whole.
fn behind(passage: &Passage, at: usize) -> Option<Edit> {
    let part = |c: &char| c.is_alphanumeric() || *c == '-';
    let tail: usize = passage.text[passage.range.start..at].chars().rev().take_while(part).map(char::len_utf8).sum();
    let head: usize = passage.text[at + 2..passage.range.end].chars().take_while(part).map(char::len_utf8).sum();
    let (tail, head) = (&passage.text[at - tail..at], &passage.text[at + 2..at + 2 + head]);
    let second = [
        "and", "or", "to", "nor", "but", "und", "oder", "bis", "et", "ou", "as", "than", "versus", "en", "of", "noch",
        "als", "sowie", "bzw",
    ];
    // `-s- Zürich`: a sign, no half of a word.
    let sign = tail.starts_with('-') || !tail.contains('-') && tail.chars().count() < 2;
    if second.contains(&head) || sign {
        return None;
    }
    let whole = format!("{tail}-{head}").to_lowercase();
    let known = passage.vocabulary.is_some_and(|words| words.compound(&whole) > 0);
    let times = |w: &str| passage.vocabulary.map_or(0, |words| words.compound(&w.to_lowercase()));
    let joins = passage.vocabulary.is_some_and(|words| words.list().joins(head));
    // a word that has its hyphen already may have a dash behind it: `to-night- are`
    let third = tail.contains('-')
        && !head.contains('-')
        && times(tail) <= 1
        && (!joins || tail.matches('-').count() == 1 && is_small(tail.rsplit('-').next().unwrap_or("")))
        && tail.split('-').all(|part| part.chars().count() >= 2);
    let start = at - tail.len();
    let near = passage.vocabulary.and_then(|words| words.near_compound(&whole));
    // a capital of a small word begins a sentence behind a dash: `Second- The oars`
    let begins = head.starts_with(char::is_uppercase)
        && passage.vocabulary.is_some_and(|words| words.list().joins(&head.to_lowercase()));
    Some(if (known || third) && !begins {
        passage.edit(at..at + 2, "-", "hyphens.space", Certainty::Probable)
    } else if let Some(near) = near {
        let raw = tail.chars().chain(['-']).chain(head.chars());
        let cased = |(c, raw): (char, char)| if raw.is_uppercase() { c.to_uppercase().collect() } else { vec![c] };
        let read: String = near.chars().zip(raw).flat_map(cased).collect();
        passage.query(start..at + 2 + head.len(), read, "hyphens.space")
    } else {
        passage.query(at..at + 2, "-", "hyphens.space")
    })
}
