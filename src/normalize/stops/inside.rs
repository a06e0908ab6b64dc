//! Points inside a sentence: before a small letter, behind an article, at the end of what is only a
//! beginning, on the wrong side of their space; a comma before what begins a sentence.

use super::word_at;
use crate::model::account::Edit;
use crate::normalize::sentences::{is_abbreviation, last_word};
use crate::normalize::{Language, Passage, Vocabulary, vocabulary};

/// A full stop inside a sentence: before a small letter, behind an article, at the end of what is
/// only its beginning (`In proving his case. The`), or with its space on the wrong side.
pub(super) fn inside(passage: &Passage, words: &Vocabulary, at: usize) -> Option<Edit> {
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
        let read = format!("{word}. {}", vocabulary::capitalised(next));
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
    fits.then(|| passage.query(at..at + 1, "", "stops.stray"))
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

/// A comma before a sentence's beginning: `than I can say, She corrected`.
pub(super) fn comma(passage: &Passage, words: &Vocabulary, at: usize) -> Option<Edit> {
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
