//! Points that were lost or came in: a sentence without its full stop, a full stop inside a
//! sentence, a comma before a bracket, two titles without what parts them. All but the plainest
//! are queries.

use super::sentences::{is_abbreviation, last_word};
use super::{Habits, Language, Passage, Vocabulary};
use crate::model::account::{Certainty, Edit};
use std::ops::Range;

/// A paragraph of so many bytes ends as a sentence does.
const LONG: usize = 160;

/// What a witness does at points and stops.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habit {
    /// Its paragraphs end in a point.
    pub closed_paragraphs: bool,
    /// Initials stand apart: `E. H. Carr`.
    pub spaced_initials: bool,
    /// Numbers of pages stand apart: `pp. 88`.
    pub spaced_pages: bool,
    /// No comma stands before a bracket.
    pub plain_brackets: bool,
}

impl Habit {
    /// The habit of `text`.
    pub fn of(text: &str) -> Self {
        let long = text.lines().map(str::trim_end).filter(|l| l.len() > LONG);
        let (closed, all) = long.fold((0, 0), |(closed, all), l| (closed + usize::from(is_closed(l)), all + 1));
        let (spaced_initials, spaced_pages) = points(text);
        Self {
            closed_paragraphs: all >= 3 && closed * 10 >= all * 8,
            spaced_initials,
            spaced_pages,
            plain_brackets: 10 * text.matches(", (").count() <= text.matches(" (").count(),
        }
    }
}

/// Whether a line ends in a point, marks, brackets and a note's figures passed over.
fn is_closed(line: &str) -> bool {
    let bare = line.trim_end_matches(|c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '(' | ')' | '[' | ']' | '\'' | '"' | '’' | '”' | '»' | '*')
    });
    bare.ends_with(['.', '!', '?', '…', ':', ',', ';', '-', '–', '—'])
}

/// Whether most initials, and most numbers of pages, have a space before what follows.
fn points(text: &str) -> (bool, bool) {
    let (mut initials, mut pages) = ([0usize; 2], [0usize; 2]);
    for (at, _) in text.match_indices('.') {
        let word = last_word(&text[..at]);
        let rest = &text[at + 1..];
        let spaced = rest.starts_with(' ');
        let mut next = rest[usize::from(spaced)..].chars();
        let (first, second) = (next.next(), next.next());
        if word.len() == 1 && first.is_some_and(char::is_uppercase) && second.is_some_and(char::is_lowercase) {
            initials[usize::from(spaced)] += 1;
        } else if matches!(word, "p" | "pp" | "vol") && first.is_some_and(|c| c.is_ascii_digit()) {
            pages[usize::from(spaced)] += 1;
        }
    }
    (initials[1] >= 3 * initials[0].max(1), pages[1] >= 3 * pages[0].max(1))
}

/// Emits the edits of `stops.stray` and the queries of `stops.lost`, `stops.inside`,
/// `stops.bracket` and `stops.parted`.
pub(super) fn apply(passage: &Passage, habits: &Habits, edits: &mut Vec<Edit>) {
    let Some(words) = passage.vocabulary else { return };
    for (offset, c) in passage.str().char_indices() {
        let at = passage.range.start + offset;
        match c {
            '.' => edits.extend(inside(passage, words, at)),
            '\'' | '’' | '"' | '”' => edits.extend(behind_mark(passage, words, at, c)),
            '(' if habits.stops.plain_brackets => edits.extend(before_bracket(passage, at)),
            ')' => edits.extend(behind_bracket(passage, at)),
            ':' => edits.extend(abbreviated(passage, words, at)),
            ',' => edits.extend(
                abbreviated(passage, words, at).or_else(|| latin(passage, at)).or_else(|| comma(passage, words, at)),
            ),
            _ => {}
        }
    }
    for word in passage.words() {
        edits.extend(before_capital(passage, words, &word));
    }
    if habits.stops.closed_paragraphs {
        edits.extend(at_the_end(passage));
    }
}

/// The beginning of the word of letters that ends at `end`.
fn word_start(passage: &Passage, end: usize) -> usize {
    end - last_word(&passage.text[passage.range.start..end]).len()
}

/// The run of letters that begins at `at`.
fn word_at<'a>(passage: &Passage<'a>, at: usize) -> &'a str {
    let rest = passage.text.get(at.min(passage.range.end)..passage.range.end).unwrap_or("");
    let len: usize = rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    &rest[..len]
}

/// Whether `word` begins with a capital and is a common word that joins others: what only the
/// beginning of a sentence, or of a title, makes of it.
fn begins_sentence(words: &Vocabulary, word: &str) -> bool {
    word.len() > 1 && word.starts_with(char::is_uppercase) && words.list().joins(&word.to_lowercase())
}

/// A full stop inside a sentence: before a small letter, behind an article, at the end of what is
/// only its beginning (`In proving his case. The`), or with its space on the wrong side.
fn inside(passage: &Passage, words: &Vocabulary, at: usize) -> Option<Edit> {
    let before = &passage.text[passage.range.start..at];
    let word = last_word(before);
    let start = at - word.len();
    if word.is_empty() && before.ends_with(' ') {
        return stray(passage, words, at);
    }
    if passage.after(at + 1) != Some(' ')
        || word.is_empty()
        || passage.before(start).is_some_and(|c| c == '.' || c.is_alphanumeric())
    {
        return None;
    }
    let next = word_at(passage, at + 2);
    let low = word.to_lowercase();
    if next.chars().next().is_some_and(char::is_lowercase) {
        let known = words.list().has(&low) || (low.len() >= 6 && words.knows(&low));
        let roman = next.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c' | 'd' | 'm'));
        let whole = word.chars().count() >= 3 && !is_abbreviation(word) && word == low && known && !roman;
        let read = format!("{word}. {}", super::vocabulary::capitalised(next));
        return (whole && next.len() >= 2).then(|| passage.query(start..at + 2 + next.len(), read, "stops.inside"));
    }
    let article = words.language() == Language::English
        && word == low
        && matches!(
            word,
            "the" | "an" | "and" | "or" | "of" | "their" | "our" | "my" | "its" | "your" | "whose" | "every"
        );
    const HEARD: [&str; 12] =
        ["know", "known", "knew", "hear", "heard", "dream", "think", "thought", "speak", "spoken", "made", "dreamt"];
    let verb = word == "of"
        && before[..before.len() - word.len()].ends_with(' ')
        && HEARD.contains(&last_word(before[..before.len() - word.len()].trim_end()));
    let article = article && !verb;
    if article && next.chars().next().is_some_and(char::is_uppercase) {
        return Some(passage.query(start..at + 1, word, "stops.inside"));
    }
    let fragment = next.chars().next().is_some_and(char::is_uppercase) && is_fragment(passage, words, at);
    fragment.then(|| passage.query(at..at + 2, ", ", "stops.inside"))
}

/// `Bolshevik .leaders`: a point between a space and a small letter.
fn stray(passage: &Passage, words: &Vocabulary, at: usize) -> Option<Edit> {
    let next = word_at(passage, at + 1);
    let lead = passage.text[passage.range.start..at].trim_end();
    let fits = next.chars().count() >= 3
        && next.chars().all(char::is_lowercase)
        && words.knows(next)
        && passage.after(at + 1 + next.len()).is_none_or(|c| !c.is_alphanumeric() && c != '.')
        && lead.ends_with(|c: char| c.is_alphabetic());
    fits.then(|| passage.edit(at..at + 1, "", "stops.stray", Certainty::Probable))
}

/// Whether the sentence that ends at `at` is a short beginning without a verb: a preposition, a
/// participle, at most eight words, no comma.
fn is_fragment(passage: &Passage, words: &Vocabulary, at: usize) -> bool {
    if words.language() != Language::English {
        return false;
    }
    let from =
        passage.text[passage.range.start..at].char_indices().rev().nth(90).map_or(0, |(i, _)| i) + passage.range.start;
    let lead = &passage.text[from..at];
    let sentence = match lead.rfind(['.', '!', '?', ':', ';', ',', '"', '\'', '’', '”', ')']) {
        Some(i) if lead[i..].starts_with(". ") => &lead[i + 2..],
        Some(_) => return false,
        None if from == passage.range.start => lead,
        None => return false,
    };
    let parts: Vec<&str> = sentence.split_whitespace().collect();
    let verb = |w: &&str| {
        matches!(
            *w,
            "is" | "was"
                | "are"
                | "were"
                | "has"
                | "had"
                | "have"
                | "did"
                | "do"
                | "does"
                | "will"
                | "would"
                | "can"
                | "could"
        ) || matches!(
            *w,
            "may" | "might" | "must" | "shall" | "should" | "he" | "she" | "it" | "they" | "we" | "I" | "you"
        )
    };
    (3..=8).contains(&parts.len())
        && matches!(parts[0], "In" | "By" | "After" | "Before" | "Without" | "While" | "On" | "Upon" | "When")
        && parts[1].len() > 5
        && parts[1].ends_with("ing")
        && !parts.iter().any(verb)
}

/// A sentence's end without its point behind a closing mark: `of the party' One may find`; or
/// behind a mark and a note's figure.
fn behind_mark(passage: &Passage, words: &Vocabulary, at: usize, mark: char) -> Option<Edit> {
    let end = at + mark.len_utf8();
    let letter = passage.before(at)?.is_alphabetic();
    let start = word_start(passage, at);
    let gap = behind_marker(passage, end);
    if !letter || gap == end || passage.before(start).is_some_and(|c| c == '\'' || c == '’') {
        return None;
    }
    let next = word_at(passage, gap);
    let follows = word_at(passage, gap + next.len() + 1);
    let plain = passage.after(gap + next.len()) == Some(' ') && follows.chars().next().is_some_and(char::is_lowercase);
    let genitive = matches!(mark, '\'' | '’') && passage.text[start..at].ends_with(['s', 'S']);
    let marker = gap > end + 1;
    let sentence = begins_sentence(words, next) && next != "I" && plain && !genitive;
    let name = next.chars().count() > 3
        && next.starts_with(char::is_uppercase)
        && words.count(next) >= 3
        && plain
        && !genitive
        && opened_small(passage, at, mark);
    let read = format!("{}{mark}.", &passage.text[start..at]);
    (sentence || (marker && next.starts_with(char::is_uppercase) && !genitive) || name)
        .then(|| passage.query(start..end, read, "stops.lost"))
}

/// Where the next word begins behind white space and note markers from `end` on; `end` itself if
/// none of these stands there.
fn behind_marker(passage: &Passage, end: usize) -> usize {
    let mut at = end;
    while let Some(c) = passage.after(at) {
        let next = passage.taken.partition_point(|t| t.end <= at);
        match passage.taken.get(next).filter(|t| t.start <= at) {
            Some(taken) => at = taken.end,
            None if c == ' ' => at += 1,
            None => break,
        }
    }
    at
}

/// Whether the quotation that closes at `at` is of several words and opened with a small letter, so
/// that it is neither a title nor a word set apart.
fn opened_small(passage: &Passage, at: usize, mark: char) -> bool {
    let open: &[char] = match mark {
        '"' | '”' => &['"', '“'],
        _ => &['\'', '‘', '`'],
    };
    let from = passage.text[passage.range.start..at]
        .char_indices()
        .rev()
        .nth(200)
        .map_or(passage.range.start, |(i, _)| passage.range.start + i);
    let lead = &passage.text[from..at];
    lead.rfind(open).is_some_and(|i| {
        let apart = lead[..i].ends_with(|c: char| c.is_whitespace() || c == '(');
        apart && lead[i..].chars().nth(1).is_some_and(char::is_lowercase) && lead[i..].contains(' ')
    })
}

/// Words that only the beginning of a sentence sets with a capital.
const STARTS: [&str; 27] = [
    "The", "This", "These", "It", "They", "But", "There", "He", "She", "We", "However", "When", "If", "My", "His",
    "Her", "Our", "Their", "In", "On", "At", "As", "Yet", "By", "Then", "That", "What",
];
const FRENCH_STARTS: [&str; 18] = [
    "Il", "Elle", "Ils", "Elles", "Le", "La", "Les", "Ce", "Cette", "Ces", "Celui", "Celle", "Mais", "Dans", "On",
    "Une", "Un", "Pour",
];
const GERMAN_STARTS: [&str; 14] =
    ["Der", "Das", "Ein", "Eine", "Er", "Es", "Wir", "Aber", "Doch", "Im", "Am", "Nur", "Man", "Dies"];

/// A word in small letters before one that begins a sentence: `for such bases The fact is`.
fn before_capital(passage: &Passage, words: &Vocabulary, word: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[word.clone()];
    if words.language() == Language::Other
        || passage.before(word.start) != Some(' ')
        || passage.after(word.end) != Some(' ')
    {
        return None;
    }
    let start = match words.language() {
        Language::English => STARTS.contains(&raw),
        Language::French => FRENCH_STARTS.contains(&raw),
        _ => GERMAN_STARTS.contains(&raw),
    };
    let next = word_at(passage, word.end + 1);
    let behind = word_at(passage, word.end + 1 + next.len() + 1);
    let small = |w: &str| w.chars().next().is_some_and(char::is_lowercase);
    let german = words.language() == Language::German;
    let left = last_word(&passage.text[passage.range.start..word.start - 1]);
    let fits = start
        && (german || small(next))
        && (german || small(behind))
        && left.chars().count() >= 3
        && left.chars().all(char::is_lowercase)
        && !words.list().joins(left)
        && (words.knows(left) || words.language() != Language::English)
        && !passage.is_taken(word.start - 1);
    let at = word.start - 1 - left.len()..word.end;
    fits.then(|| passage.query(at, format!("{left}. {raw}"), "stops.lost"))
}

/// A comma before a sentence's beginning: `than I can say, She corrected`.
fn comma(passage: &Passage, words: &Vocabulary, at: usize) -> Option<Edit> {
    if words.language() != Language::English || passage.after(at + 1) != Some(' ') || passage.is_taken(at) {
        return None;
    }
    let left = last_word(&passage.text[passage.range.start..at]);
    let next = word_at(passage, at + 2);
    let behind = word_at(passage, at + 3 + next.len());
    let small = |w: &str| w.chars().next().is_some_and(char::is_lowercase);
    let fits = matches!(next, "The" | "This" | "These" | "It" | "They" | "There" | "She" | "He" | "We" | "But")
        && small(behind)
        && left.len() >= 3
        && small(left);
    let start = at - left.len();
    fits.then(|| passage.query(start..at + 2 + next.len(), format!("{left}. {next}"), "stops.comma"))
}

/// `e.g, the boats`.
fn latin(passage: &Passage, at: usize) -> Option<Edit> {
    let lead = &passage.text[passage.range.start..at];
    let bare = lead.strip_suffix("e.g").or_else(|| lead.strip_suffix("i.e"))?;
    (!bare.ends_with(char::is_alphanumeric))
        .then(|| passage.edit(at..at, ".", "stops.abbreviation", Certainty::Probable))
}

/// A comma before a bracket that gives place and year: `Communism, (New York: Vintage, 1960)`.
fn before_bracket(passage: &Passage, at: usize) -> Option<Edit> {
    let lead = &passage.text[passage.range.start..at];
    let close = passage.text[at..passage.range.end].char_indices().take(90).find(|(_, c)| *c == ')')?.0;
    let inner = &passage.text[at + 1..at + close];
    let year = inner.chars().rev().take(4).all(|c| c.is_ascii_digit()) && inner.len() > 6;
    let imprint = year && inner.starts_with(char::is_uppercase) && inner.contains([':', ',']);
    (lead.ends_with(", ") && imprint && !passage.is_taken(at))
        .then(|| passage.edit(at - 2..at - 1, "", "stops.bracket", Certainty::Probable))
}

/// Two titles without what parts them: `(Dec. 1951) L. Schapiro, The`.
fn behind_bracket(passage: &Passage, at: usize) -> Option<Edit> {
    let lead = &passage.text[passage.range.start..at];
    let year_start = lead.len() - lead.bytes().rev().take_while(u8::is_ascii_digit).count();
    let year = lead.len() - year_start == 4;
    let rest = passage.text[at + 1..passage.range.end].strip_prefix(' ')?;
    let mut letters = rest.chars();
    let initial =
        letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.') && letters.next() == Some(' ');
    let named = letters.next().is_some_and(char::is_uppercase);
    if !(year && initial && named) {
        return None;
    }
    let listed = passage.str().contains("); ") || passage.str().contains("), ");
    listed.then(|| {
        let from = passage.range.start + year_start;
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let read = format!("{}); {}.", &lead[year_start..], &rest[..first]);
        passage.query(from..at + 2 + first + 1, read, "stops.parted")
    })
}

/// The abbreviated name of a state before a colon or a comma: `(Cambridge, Mass: Harvard`.
fn abbreviated(passage: &Passage, words: &Vocabulary, at: usize) -> Option<Edit> {
    const STATES: [&str; 12] =
        ["Mass", "Conn", "Calif", "Mich", "Minn", "Penn", "Wash", "Tenn", "Colo", "Ariz", "Okla", "Wis"];
    let start = word_start(passage, at);
    let (word, sign) = (&passage.text[start..at], &passage.text[at..at + 1]);
    let name = sign == "," && matches!(word, "Penn" | "Wash");
    let fits = words.language() == Language::English && STATES.contains(&word) && !name;
    (fits && passage.text[passage.range.start..start].ends_with(", "))
        .then(|| passage.query(start..at + 1, format!("{word}.{sign}"), "stops.lost"))
}

/// The end of a long passage, without its point.
fn at_the_end(passage: &Passage) -> Option<Edit> {
    if passage.range.len() < LONG {
        return None;
    }
    let end = passage.bare_end();
    let lead = &passage.text[passage.range.start..end];
    let bare = lead.trim_end_matches(['\'', '"', '’', '”', '»']);
    let word = last_word(bare);
    let sentences = lead.contains(". ");
    (word.len() >= 2 && sentences && !is_abbreviation(word)).then(|| {
        let start = passage.range.start + bare.len() - word.len();
        let raw = &passage.text[start..end];
        passage.query(start..end, format!("{raw}."), "stops.lost")
    })
}
