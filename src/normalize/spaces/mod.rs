//! Spaces: every kind of space becomes one plain space, and none stands before a comma.

mod columns;

use super::{Habits, Passage};
use crate::model::account::{Certainty, Edit};
use crate::source::is_line_end;
use std::ops::Range;

/// Emits the edits of `spaces.nbsp`, `spaces.doubled`, `spaces.tab` and `spaces.punctuation`. Runs with
/// a line break are left to [`super::hyphens`].
pub fn apply(passage: &Passage, habits: &Habits, edits: &mut Vec<Edit>) {
    for run in runs(passage) {
        let raw = &passage.text[run.clone()];
        if raw.contains(is_line_end) {
            continue;
        }
        if columns::stays(passage, &run) {
            continue;
        }
        if is_lost_sign(passage, &run) {
            edits.push(passage.query(run.clone(), " ", "characters.control"));
            edits.push(passage.edit(run, "\u{fffd}", "characters.control", Certainty::Certain));
            continue;
        }
        // what stands further from its word is a column's, or a comment: `Continue  ; Section 10`
        let near = raw.chars().count() == 1;
        if let Some(certainty) = before_punctuation(passage, &run, habits).filter(|_| near) {
            // in bad print the space may be a letter that was lost: `assembl , or`
            let edit = match certainty {
                Certainty::Doubtful => passage.query(run, "", "spaces.punctuation"),
                _ => passage.edit(run, "", "spaces.punctuation", certainty),
            };
            edits.push(edit);
        } else if raw != " " {
            let rule = match raw.chars().find(|c| *c != ' ') {
                None => "spaces.doubled",
                Some('\t') => "spaces.tab",
                Some(_) => "spaces.nbsp",
            };
            edits.push(passage.edit(run, " ", rule, Certainty::Certain));
        }
    }
}

/// Whether a vertical tab stands alone between what shows, in a text whose lines end otherwise: for a sign that is lost, as a
/// dash.
fn is_lost_sign(passage: &Passage, run: &Range<usize>) -> bool {
    let near = &passage.text[run.end..passage.text.floor_char_boundary(passage.text.len().min(run.end + LINE))];
    let shows = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    &passage.text[run.clone()] == "\u{b}"
        && shows(passage.before(run.start))
        && shows(passage.after(run.end))
        && near.contains(is_line_end)
}

/// How far behind a vertical tab the end of its line is looked for, in bytes: a text with longer ones has its breaks so.
const LINE: usize = 160;

/// The runs of white space inside the passage.
fn runs(passage: &Passage) -> impl Iterator<Item = Range<usize>> {
    let start = passage.range.start;
    let spaces = passage.str().char_indices().filter(|(_, c)| c.is_whitespace());
    let mut spaces = spaces.map(move |(offset, c)| start + offset..start + offset + c.len_utf8()).peekable();
    std::iter::from_fn(move || {
        let mut run = spaces.next()?;
        while let Some(next) = spaces.next_if(|next| next.start == run.end) {
            run.end = next.end;
        }
        Some(run)
    })
}

/// Whether the space stands before punctuation that takes none: a comma, a semicolon, the last
/// full stop. Not before an ellipsis, a decimal or a suffix.
fn before_punctuation(passage: &Passage, run: &Range<usize>, habits: &Habits) -> Option<Certainty> {
    let mark = passage.after(run.end)?;
    let next = passage.after(run.end + mark.len_utf8());
    let before = passage.before(run.start)?;
    if matches!(mark, ':' | ';') && is_smile(&passage.text[run.end + 1..passage.range.end]) {
        return None;
    }
    let word_before = before.is_alphanumeric() || matches!(before, ')' | ']' | '’' | '”' | '\'' | '"');
    let ends = next.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '’' | '”' | '\'' | '"'));
    if mark == ':' && is_ratio(passage, run) || mark == '.' && is_interpunct(passage, run) {
        return None;
    }
    let found = match mark {
        ',' if word_before && ends && !is_between_points(passage, run) => Some(Certainty::Certain),
        '.' if word_before && ends && !dots_follow(passage, run.end + 1) && !is_between_points(passage, run) => {
            Some(Certainty::Probable)
        }
        ';' | ':' | '!' | '?' if word_before && ends && !habits.spaced_punctuation => Some(Certainty::Probable),
        _ => None,
    };
    let lost = || match mark {
        ',' => before_mark(passage, run.end + 1),
        _ => !habits.stops.spaced_stops && !ends_sentence(passage, run.start, run.end + 1),
    };
    let apart = || mark != ',' && (is_apart(passage, run, mark) || passage.is_damaged_at(run.start));
    let doubtful = || lost() || is_cut_short(passage, run.start) || apart() || leads_on(passage, run.start);
    found.map(|certainty| if doubtful() { Certainty::Doubtful } else { certainty })
}

/// Whether a colon with a space before it parts two figures or the terms of a proportion: `86 : 54`, `a : b :: c : d`.
fn is_ratio(passage: &Passage, run: &Range<usize>) -> bool {
    let lead = &passage.text[passage.range.start..run.start];
    let rest = passage.text[run.end + 1..passage.range.end].trim_start();
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let before = &lead[lead.ceil_char_boundary(lead.len().saturating_sub(ENTRY))..];
    let behind = &rest[..rest.floor_char_boundary(ENTRY.min(rest.len()))];
    let proportion = |text: &str| text.contains('∷') || text.contains(" :: ");
    figure(passage.before(run.start)) && figure(rest.chars().next()) || proportion(before) || proportion(behind)
}

/// How many points stand between the words of a line that is an inscription's.
const INTERPUNCTS: usize = 3;

/// Whether a point with a space before it is one of those between the words of an inscription.
fn is_interpunct(passage: &Passage, run: &Range<usize>) -> bool {
    let lead = &passage.text[passage.range.start..run.start];
    let rest = &passage.text[run.end + 1..passage.range.end];
    let before = &lead[lead.ceil_char_boundary(lead.len().saturating_sub(ENTRY))..];
    let behind = &rest[..rest.floor_char_boundary(ENTRY.min(rest.len()))];
    let points = |line: &str| {
        let tokens: Vec<&str> = line.split([' ', '\t']).collect();
        let alone =
            |i: &usize| tokens[*i] == "." && (*i == 0 || tokens[*i - 1] != ".") && tokens.get(i + 1) != Some(&".");
        (0..tokens.len()).filter(alone).count()
    };
    let (before, behind) = (before.rsplit(is_line_end).next(), behind.split(is_line_end).next());
    1 + before.map_or(0, points) + behind.map_or(0, points) >= INTERPUNCTS
}

/// Whether what stands behind a colon or a semicolon makes a face of it: `:)`, `;-)`, `:P`.
fn is_smile(rest: &str) -> bool {
    let mouth = rest.strip_prefix('-').unwrap_or(rest);
    let behind = mouth.strip_prefix([')', '(', 'D', 'P', 'p', '|', '/', '>']);
    behind.is_some_and(|behind| behind.chars().next().is_none_or(|c| !c.is_alphanumeric()))
}

/// The longest passage that may be an entry whose parts a spaced colon parts, in bytes.
const ENTRY: usize = 160;

/// Whether what stands beside a sign with a space before it shows that it belongs there, or that something is lost: a colon
/// between the parts of an entry (`Gunner : Died : 1770`), a name of a file or a machine, a point before a small word, an
/// initial or a word in capitals.
fn is_apart(passage: &Passage, run: &Range<usize>, mark: char) -> bool {
    let lead = &passage.text[passage.range.start..run.start];
    let rest = &passage.text[run.end + mark.len_utf8()..passage.range.end];
    let last = lead.rsplit(char::is_whitespace).next().unwrap_or("");
    let mixed = |word: &str| {
        let mut letters = word.chars().filter(|c| c.is_alphabetic()).skip(1);
        word.contains(char::is_lowercase) && letters.any(char::is_uppercase) && !word.contains(['\'', '’', '-'])
    };
    if last.contains('/') || mixed(last) {
        return true;
    }
    let next = rest.split_whitespace().next().unwrap_or("");
    let bare = next.trim_matches(|c: char| !c.is_alphanumeric());
    match mark {
        ':' => {
            let line = |text: &str| [" : ", " = "].iter().any(|sign| text.contains(sign));
            let before = &lead[lead.ceil_char_boundary(lead.len().saturating_sub(ENTRY))..];
            let before = before.rsplit(is_line_end).next().unwrap_or("");
            let behind = &rest[..rest.floor_char_boundary(ENTRY.min(rest.len()))];
            let behind = behind.split(is_line_end).next().unwrap_or("");
            let named =
                passage.range.len() < ENTRY && bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
            named || line(before) || line(behind)
        }
        '.' => {
            let shouted = bare.chars().count() >= 2 && bare.chars().all(char::is_uppercase);
            let initial = bare.chars().count() == 1 && next.ends_with('.');
            let capitals = last.chars().all(|c| !c.is_lowercase());
            bare.starts_with(char::is_lowercase) || initial || shouted && !capitals
        }
        _ => false,
    }
}

/// Whether the point before or behind `run` is one of two around a number, as old prints have them: `de . xx . toises`.
/// One of the two points may be lost, or on the wrong side: a number in small letters shows by itself what it is.
fn is_between_points(passage: &Passage, run: &Range<usize>) -> bool {
    let roman = |word: &str| word.chars().all(|c| "ivxlcdmjIVXLCDM".contains(c));
    let number = |word: &str| {
        let word = word.trim_matches('.');
        !word.is_empty() && word.len() <= 8 && (roman(word) || word.bytes().all(|b| b.is_ascii_digit()))
    };
    let small = |word: &str| number(word) && word != "I" && word.chars().any(|c| "vxlcmj".contains(c));
    let mut behind = passage.text[run.end + 1..passage.range.end].split_whitespace();
    let mut lead = passage.text[passage.range.start..run.start].split_whitespace().rev();
    let (first, second, last) = (behind.next(), behind.next(), lead.next());
    let opens =
        first.is_some_and(number) && (second.is_some_and(|next| next.starts_with('.')) || first.is_some_and(small));
    let closes =
        last.is_some_and(number) && (lead.next().is_some_and(|last| last.ends_with('.')) || last.is_some_and(small));
    opens || closes
}

/// Whether another stop follows: one of the two stands for a word that was lost.
fn before_mark(passage: &Passage, at: usize) -> bool {
    passage.text[at..passage.range.end].trim_start().starts_with(['.', ',', ';', ':'])
}

/// Whether a stop between `end` and `at`, with a space on both sides, is the text's: a sentence or a clause ends. Else it
/// is named (`press ? at any time`), or an initial or a word that was lost (`Sir . H. Mann`).
fn ends_sentence(passage: &Passage, end: usize, at: usize) -> bool {
    let rest =
        passage.text[at..passage.range.end].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != '/');
    let lead = &passage.text[passage.range.start..end];
    let mark = passage.before(at);
    if matches!(mark, Some(';' | ':')) {
        // `GMT ; RFC 850`: what follows is a comment
        return !before_mark(passage, at) && (mark == Some(':') || !rest.starts_with(char::is_uppercase));
    }
    let last = lead.rsplit(char::is_whitespace).next().unwrap_or("");
    let word = last.trim_start_matches(|c: char| !c.is_alphanumeric());
    let small = word.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    rest.is_empty() || rest.starts_with(char::is_uppercase) && (small || mark != Some('.'))
}

/// Whether the word that ends at `end` is none of the language or of the text, so that its last letter may be lost.
fn is_cut_short(passage: &Passage, end: usize) -> bool {
    let Some(words) = passage.vocabulary.filter(|words| words.lexicon().is_some()) else { return false };
    let lead = &passage.text[passage.range.start..end];
    let length: usize = lead.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let word = lead[lead.len() - length..].to_lowercase();
    length > 0
        && lead[lead.len() - length..].starts_with(char::is_lowercase)
        && words.lower(&word) < 2
        && !words.is_word(&word)
}

/// Whether the word before a sign leads to another, which is lost: `To ?`, `sent by , with`.
fn leads_on(passage: &Passage, end: usize) -> bool {
    let lead = &passage.text[passage.range.start..end];
    let word = lead.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    matches!(
        word.as_str(),
        "to" | "the"
            | "a"
            | "an"
            | "of"
            | "and"
            | "from"
            | "der"
            | "die"
            | "das"
            | "den"
            | "dem"
            | "und"
            | "le"
            | "les"
    ) || matches!(word.as_str(), "von" | "et" | "de" | "du" | "des" | "mr" | "mrs" | "het" | "een" | "van" | "en")
}

fn dots_follow(passage: &Passage, at: usize) -> bool {
    passage.text[at..passage.range.end].trim_start().starts_with('.')
}
