//! Words that ran together or came apart: `andCarter`, `1971),p.`, `London:Faber`, `Anthony 's`.
//! What is written without a space by intention (addresses, initials where they are the habit,
//! names such as McAdam, figures) stays.

use super::{Habits, Language, Passage, Vocabulary};
use crate::model::account::{Certainty, Edit};
use std::ops::Range;

/// Emits the edits of `spaces.lost`, `words.joined` and `spaces.genitive`, and the queries of
/// `words.joined`.
pub(super) fn apply(passage: &Passage, habits: &Habits, edits: &mut Vec<Edit>) {
    for token in passage.tokens() {
        let raw = &passage.text[token.clone()];
        if raw.bytes().all(|b| b.is_ascii_alphanumeric()) {
            // most are nothing but a word
            edits.extend(ending(passage, &token));
            continue;
        }
        // a call, a list in braces or a name in brackets is a program's: `print(void*,int)`, `{skiff,punt}`, `[list:Oar]`
        let made = raw.contains(['{', '}', '*']) || raw.starts_with('[') && raw.contains(':');
        if made || raw.contains("//") || raw.contains(['@', '\\', '=', '_', '#', '&']) || raw.starts_with("www.") {
            continue;
        }
        for (offset, c) in raw.char_indices() {
            let at = token.start + offset;
            if !matches!(c, ',' | ';' | ':' | '.') || passage.is_taken(at) {
                continue;
            }
            match c {
                ',' | ';' => edits.extend(behind_comma(passage, at, c)),
                ':' => edits.extend(behind_colon(passage, at, raw)),
                '.' => edits.extend(behind_stop(passage, at, raw, habits)),
                _ => {}
            }
        }
        edits.extend(genitive(passage, &token));
        edits.extend(ending(passage, &token));
    }
    let Some(words) = passage.vocabulary else { return };
    for word in passage.words() {
        edits.extend(
            capital_inside(passage, words, &word)
                .or_else(|| two_words(passage, words, &word))
                .or_else(|| two_small_words(passage, words, &word)),
        );
    }
}

/// What follows the initial of a degree without a space.
const DEGREES: [&str; 10] = ["Lit", "Litt", "Sc", "Phil", "Mus", "Eng", "Ed", "Med", "Th", "Jur"];

/// The space behind a sign: put in where both its neighbours are words, for in bad print a point may stand for a letter
/// (`An,atze`); else asked for.
fn space(passage: &Passage, at: usize) -> Edit {
    let edit = passage.edit(at..at, " ", "spaces.lost", Certainty::Probable);
    let before = passage.text[passage.range.start..at].trim_end_matches(|c: char| !c.is_alphanumeric());
    let left = &before[before.len() - last_letters(before)..];
    let right = &passage.text[at..at + first_letters(&passage.text[at..passage.range.end])];
    let word = |word: &str| {
        let words = passage.vocabulary?;
        let low = word.to_lowercase();
        let short = word.chars().count() < 3;
        // `XY,LY`, `Bin:TrapDoor`: names of a machine
        if word.chars().skip(1).any(char::is_uppercase) {
            return Some(false);
        }
        // what is small and in no list is no word for its coming again: `noauto,user`
        let again = words.count(word) > 1 && (words.lexicon().is_none() || word.starts_with(char::is_uppercase));
        // of small words only common ones show that a sign parts them: `app,ying`
        let listed = match words.lexicon().filter(|_| word == low) {
            Some(lexicon) => lexicon.is_common(&low) || words.is_listed(&low) && words.lower(&low) >= 2,
            None => words.is_listed(&low),
        };
        Some(short || listed || words.list().has(&low) || again)
    };
    // `alt.boats,alt.oars`: names of a machine
    let tail = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let pointed = tail.trim_end_matches('.').trim_matches(|c: char| !c.is_alphanumeric()).contains('.');
    // `D.Lit.`: a degree
    let degree = left.len() == 1 && DEGREES.contains(&right);
    let broken = passage.vocabulary.is_some_and(Vocabulary::is_broken) || pointed || degree;
    match !broken && [left, right].iter().all(|one| word(one).unwrap_or(true)) {
        true => edit,
        false => Edit { applied: false, certainty: Certainty::Doubtful, ..edit },
    }
}

/// How many bytes the letters are with which `text` ends.
fn last_letters(text: &str) -> usize {
    text.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum()
}

/// How many bytes the letters are with which `text` begins.
fn first_letters(text: &str) -> usize {
    text.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum()
}

/// How many letters stand in a row before or behind byte `at`.
fn letters_before(passage: &Passage, at: usize) -> usize {
    passage.text[passage.range.start..at].chars().rev().take_while(|c| c.is_alphabetic()).count()
}

fn letters_after(passage: &Passage, at: usize) -> usize {
    passage.text[at..passage.range.end].chars().take_while(|c| c.is_alphabetic()).count()
}

/// `word,word`, `1971),p.`; not `1,5`, nor a comma between single letters.
fn behind_comma(passage: &Passage, at: usize, sign: char) -> Option<Edit> {
    let (before, after) = (passage.before(at)?, passage.after(at + 1)?);
    let closed = matches!(before, ')' | ']' | '’' | '”' | '"');
    // behind the end of a sentence a comma is a low mark that opens: `Bild.),Wie`
    if passage.text[passage.range.start..at]
        .trim_end_matches([')', ']', '’', '”', '"', '«', '»'])
        .ends_with(['.', '!', '?'])
        && after.is_uppercase()
    {
        return None;
    }
    let least = if sign == ';' { 3 } else { 2 };
    let word = before.is_alphabetic() && letters_before(passage, at) >= least;
    let right = letters_after(passage, at + 1);
    let next = passage.text[at + 1..passage.range.end].chars().nth(right);
    let ends =
        |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '\'' | '’' | '-' | ')' | '—');
    let small = sign == ',' && (after == 'a' || after == 'I');
    let follows = after.is_alphabetic() && (closed || right >= least || small) && next.is_none_or(ends);
    ((closed || word) && follows && !passage.is_taken(at + 1)).then(|| space(passage, at + 1))
}

/// `London:Faber`; not `12:30`, `ch:verse` or an address.
fn behind_colon(passage: &Passage, at: usize, token: &str) -> Option<Edit> {
    let after = passage.after(at + 1)?;
    let fits = letters_before(passage, at) >= 3 && after.is_uppercase() && letters_after(passage, at + 1) >= 3;
    let lower = passage.text[at + 1..passage.range.end].chars().nth(1).is_some_and(char::is_lowercase);
    let rest = &passage.text[at + 1..passage.range.end];
    let right =
        rest.get(..3).filter(|right| !right.contains(' ') && matches!(rest.as_bytes().get(3), None | Some(b' ')));
    let joins = passage.vocabulary.zip(right).is_some_and(|(words, right)| words.list().joins(right));
    let small = joins && letters_before(passage, at) >= 3;
    ((fits && lower || small) && token.matches(':').count() == 1 && !token.contains('/'))
        .then(|| space(passage, at + 1))
}

/// `end.The`; and where the text has the space elsewhere, `H.Carr` and `pp.88`.
fn behind_stop(passage: &Passage, at: usize, token: &str, habits: &Habits) -> Option<Edit> {
    let after = passage.after(at + 1)?;
    let (left, right) = (letters_before(passage, at), letters_after(passage, at + 1));
    let word_start =
        at - passage.text[passage.range.start..at].chars().rev().take(left).map(char::len_utf8).sum::<usize>();
    let word = &passage.text[word_start..at];
    let alone = passage.before(word_start).is_none_or(|c| !c.is_alphanumeric());
    let name = after.is_uppercase() && right >= 3;
    let lower_second = passage.text[at + 1..passage.range.end].chars().nth(1).is_some_and(char::is_lowercase);
    let sentence = left >= 2 && word.chars().all(char::is_lowercase) && name && lower_second;
    let known = || passage.vocabulary.is_some_and(|v| v.knows(word));
    let initial = left == 1 && word.starts_with(char::is_uppercase) && name && lower_second;
    let page =
        matches!(word, "p" | "pp" | "vol" | "vols" | "no" | "nos" | "ch" | "chap" | "fig") && after.is_ascii_digit();
    // `cc.Harbour.EX`: a name of a machine
    let pointed = passage.text[at + 1..passage.range.end].split(char::is_whitespace).next();
    let machine = pointed
        .is_some_and(|behind| behind.split_once('.').is_some_and(|(_, rest)| rest.starts_with(char::is_alphanumeric)));
    let fits = alone
        && !machine
        && ((sentence && token.matches('.').count() <= 2 && known())
            || (initial && habits.stops.spaced_initials)
            || (page && habits.stops.spaced_pages));
    (fits && !passage.is_taken(at + 1)).then(|| space(passage, at + 1))
}

/// `Anthony 's`: the genitive's ending, parted from its word. In Dutch it is one of its own (`Anna 's
/// avonds`).
fn genitive(passage: &Passage, token: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[token.clone()];
    let bare = raw.trim_end_matches([',', '.', ';', ':', ')', '?', '!']);
    let english = passage.vocabulary.is_some_and(|words| words.language() == Language::English);
    // `'Die Mühle' s. 12`: a page
    let page = raw.len() > bare.len()
        && raw.ends_with('.')
        && passage.text[token.end..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    if !english || page || !matches!(bare, "'s" | "’s") || passage.before(token.start) != Some(' ') {
        return None;
    }
    let name = passage.text[passage.range.start..token.start - 1].rsplit(' ').next()?;
    let is_name =
        name.chars().count() >= 3 && name.chars().all(char::is_alphabetic) && name.starts_with(char::is_uppercase);
    // only a name that the witness has elsewhere, too, and that is no word of its own (`Like 's not`), shows itself
    let space = token.start - 1..token.start;
    let proved =
        passage.vocabulary.is_some_and(|words| words.count(name) >= 2 && !words.list().has(&name.to_lowercase()));
    is_name.then(|| match proved {
        true => passage.edit(space, "", "spaces.genitive", Certainty::Probable),
        false => passage.query(space, "", "spaces.genitive"),
    })
}

/// `It’ s`: an ending, parted from its apostrophe.
fn ending(passage: &Passage, token: &Range<usize>) -> Option<Edit> {
    let lead = passage.text[passage.range.start..token.start].strip_suffix(' ')?;
    let apostrophe = lead.ends_with(['\'', '’']) && !passage.is_taken(token.start - 1);
    let english = passage.vocabulary.is_some_and(|words| words.language() == Language::English);
    (apostrophe && english && is_parted_ending(passage, token.start - 1))
        .then(|| passage.edit(token.start - 1..token.start, "", "spaces.genitive", Certainty::Probable))
}

/// Whether a space and an ending that belongs to the apostrophe before `at` stand there: `It’ s`,
/// `don’ t`, `they’ re`.
pub(super) fn is_parted_ending(passage: &Passage, at: usize) -> bool {
    let lead = passage.text[passage.range.start..at].trim_end_matches(['\'', '’']);
    let Some(rest) = passage.text[at..passage.range.end].strip_prefix(' ') else { return false };
    let token = rest.split(char::is_whitespace).next().unwrap_or("");
    match token.trim_end_matches([',', '.', ';', ':', ')', '?', '!']) {
        // `s. 12` is a page
        "s" => !token.ends_with('.') && lead.ends_with(|c: char| c.is_alphabetic() && c != 's'),
        "t" => lead.ends_with('n'),
        // `the boys' re` is half of a word
        "ll" | "re" | "ve" => lead.ends_with(|c: char| c.is_alphabetic() && c != 's'),
        _ => false,
    }
}

/// `andCarter`: a small word known to the text, and a capital inside.
fn capital_inside(passage: &Passage, words: &Vocabulary, word: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[word.clone()];
    let cut = raw.char_indices().find(|(at, c)| *at > 0 && c.is_uppercase())?.0;
    let (left, right) = raw.split_at(cut);
    let formed = right.chars().count() >= 3 && right.chars().skip(1).all(char::is_lowercase);
    let beside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '.');
    let particle = matches!(
        left,
        "mac" | "mc" | "van" | "von" | "de" | "la" | "le" | "du" | "di" | "des" | "al" | "el" | "der" | "den"
    );
    if !formed
        || particle
        || words.count(raw) > 1
        || !beside(passage.before(word.start))
        || !left.chars().all(char::is_lowercase)
    {
        return None;
    }
    let at = word.start + cut;
    let low = raw.to_lowercase();
    let listed = |w: &str| words.lexicon().is_none_or(|lexicon| lexicon.has(w));
    if words.lexicon().is_some_and(|lexicon| lexicon.has(&low)) {
        return None; // one word with a capital for a small letter
    }
    let is_word = words.is_listed(&right.to_lowercase());
    let found = words.count(right) > 0;
    let joins = left.len() >= 2 && words.list().joins(left) && (found || is_word);
    let known = left.len() >= 3 && words.knows(left) && found && listed(left);
    // In bad print half a word may look like a name, and a capital I is a small l.
    let sure = (is_word && right.chars().count() >= 4 || words.count(right) > 2)
        && left.len() >= 3
        && !right.starts_with('I')
        && passage.after(word.end) != Some('(')
        && !words.is_broken();
    let edit = (joins || known).then(|| passage.edit(at..at, " ", "words.joined", Certainty::Probable))?;
    Some(if sure { edit } else { Edit { applied: false, certainty: Certainty::Doubtful, ..edit } })
}

/// A word found once and unknown that is a small joining word and a known one: `ofthe`,
/// `d'unecritique`. Only joining words that make no compounds.
fn two_words(passage: &Passage, words: &Vocabulary, word: &Range<usize>) -> Option<Edit> {
    const ENGLISH: [&str; 7] = ["the", "and", "of", "that", "which", "from", "their"];
    const FRENCH: [&str; 8] = ["une", "dans", "pour", "cette", "notre", "leur", "avec", "sur"];
    let raw = &passage.text[word.clone()];
    if raw.len() < 5 || !raw.chars().all(char::is_lowercase) || words.count(raw) > 1 || words.list().has(raw) {
        return None;
    }
    let elided = passage.text[passage.range.start..word.start].ends_with(['\'', '’']);
    let joining: &[&str] = match words.language() {
        Language::English if elided => &FRENCH,
        Language::English => &ENGLISH,
        Language::French => &FRENCH,
        _ => return None,
    };
    let known = |w: &str| {
        let long = w.chars().count() >= 4;
        long && (words.list().has(w) || words.lower(w) >= 2)
            || matches!(w, "the" | "this" | "that" | "all" | "its" | "his")
    };
    let front =
        joining.iter().find(|j| raw.strip_prefix(**j).is_some_and(|rest| elided && rest.len() >= 4 || known(rest)));
    let cut = front.map(|j| j.len()).or_else(|| {
        let back = joining.iter().take(2).find(|j| raw.strip_suffix(**j).is_some_and(known));
        back.map(|j| raw.len() - j.len())
    })?;
    let read = format!("{} {}", &raw[..cut], &raw[cut..]);
    let derived = words.knows(raw);
    (!derived).then(|| passage.query(word.clone(), read, "words.joined"))
}

/// A word found once and unknown that is two of the small words that join others (`dendie`), or
/// one of these and a known word (`wasbuilt`). Not where the two are wont to make one.
fn two_small_words(passage: &Passage, words: &Vocabulary, word: &Range<usize>) -> Option<Edit> {
    const LEADS: [&str; 18] = [
        "was", "were", "has", "have", "had", "both", "they", "this", "that", "which", "from", "would", "could",
        "should", "their", "these", "those", "been",
    ];
    const VERBS: [&str; 15] = [
        "do", "does", "did", "is", "was", "were", "are", "has", "have", "had", "could", "would", "should", "must",
        "will",
    ];
    let raw = &passage.text[word.clone()];
    let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'));
    if !(4..=24).contains(&raw.len())
        || !raw.chars().all(char::is_lowercase)
        || !alone(passage.before(word.start))
        || !alone(passage.after(word.end))
        || words.count(raw) > 1
        || words.list().has(raw)
    {
        return None;
    }
    let english = words.language() == Language::English;
    if let Some(verb) = raw.strip_suffix("not").filter(|verb| english && VERBS.contains(verb)) {
        return Some(passage.edit(word.clone(), format!("{verb} not"), "words.joined", Certainty::Probable));
    }
    let cut = if english {
        LEADS
            .iter()
            .find(|l| raw.strip_prefix(**l).is_some_and(|rest| rest.len() >= 4 && words.list().has(rest)))?
            .len()
    } else {
        let joins = |(at, _): &(usize, char)| {
            let (left, right) = raw.split_at(*at);
            let long = if words.language() == Language::French {
                matches!(left, "et" | "dans" | "pour" | "que" | "qui" | "avec") && right.len() >= 2
            } else {
                left.len() >= 3 && right.len() >= 3
            };
            long && words.list().joins(left) && words.list().joins(right)
        };
        raw.char_indices().find(joins)?.0
    };
    let read = format!("{} {}", &raw[..cut], &raw[cut..]);
    (!words.knows(raw)).then(|| passage.query(word.clone(), read, "words.joined"))
}
