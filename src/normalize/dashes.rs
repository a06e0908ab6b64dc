//! Dashes: hyphens that a typewriter set for want of a dash.

use super::{Habits, Language, Passage, hyphens};
use crate::model::account::{Certainty, Edit};
use crate::source::is_line_end;
use std::ops::Range;

/// Whether `text` writes ranges of figures with an en dash (`1940–1941`).
pub fn has_range_dashes(text: &str) -> bool {
    text.match_indices('–').any(|(at, dash)| {
        text[..at].chars().next_back().is_some_and(|c| c.is_ascii_digit())
            && text[at + dash.len()..].chars().next().is_some_and(|c| c.is_ascii_digit())
    })
}

/// Whether `text` writes `---` for the dash between words, so that `--` is the shorter one: it has as many. A ruled line is
/// none; between figures `--` is the shorter one anywhere.
pub fn has_long_dashes(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut two, mut three, mut at) = (0usize, 0usize, 0);
    while let Some(found) = text[at..].find("--") {
        let start = at + found;
        let length = bytes[start..].iter().take_while(|b| **b == b'-').count();
        at = start + length;
        // a ruled line has nothing beside it, a space passed over
        let shows = |b: Option<&u8>| b.is_some_and(|b| !b.is_ascii_whitespace());
        let words = shows(bytes[..start].strip_suffix(b" ").unwrap_or(&bytes[..start]).last())
            || shows(bytes[at..].strip_prefix(b" ").unwrap_or(&bytes[at..]).first());
        // an arrow is no dash: `--->`
        let arrow = bytes[..start].ends_with(b"<") || bytes[at..].starts_with(b">");
        let digit = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
        let figures = digit(bytes[..start].last()) && digit(bytes.get(at));
        two += usize::from(length == 2 && !arrow && !figures);
        three += usize::from(length == 3 && words && !arrow);
    }
    three >= 1 && three >= two
}

/// Emits the edits of `dashes.doubled`, `dashes.figures` and `dashes.spaced`, and the queries of
/// `dashes.range`.
pub fn apply(passage: &Passage, habits: &Habits, edits: &mut Vec<Edit>) {
    for run in runs(passage) {
        let (before, after) = (passage.before(run.start), passage.after(run.end));
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let figures = digit(before) && digit(after);
        let spaced = before.is_some_and(char::is_whitespace) && after.is_some_and(char::is_whitespace);
        match run.len() {
            1 if spaced
                && parts_words(passage, &run)
                && !ends_line(passage, &run)
                && !is_torn(passage, &run)
                && !is_in_row(passage, &run)
                && !passage.is_damaged_at(run.start) =>
            {
                edits.push(passage.edit(run, "–", "dashes.spaced", Certainty::Probable));
            }
            1 if spaced => edits.push(passage.query(run, "–", "dashes.spaced")),
            1 if figures && habits.range_dashes && is_range(passage, &run) => {
                edits.push(passage.query(run, "–", "dashes.range"));
            }
            _ if is_ruled(before) || is_ruled(after) || is_alone(passage, &run) => {}
            // an arrow: `<--`
            _ if before == Some('<') || after == Some('>') => {}
            2 if figures && is_counted(passage, &run) => {
                edits.push(passage.edit(run, "–", "dashes.figures", Certainty::Certain));
            }
            2 if figures => edits.push(passage.query(run, "–", "dashes.figures")),
            2 | 3 if is_of_command(passage, &run, habits) => edits.push(passage.query(run, "—", "dashes.doubled")),
            2 if is_of_compound(passage, &run) => edits.push(passage.query(run, "-", "dashes.doubled")),
            2 if halves_of_one(passage, &run) => edits.push(passage.query(run, "-", "dashes.doubled")),
            // `Oct. 2--The birds`: no range
            2 if habits.long_dashes && !(digit(before) && after.is_some_and(char::is_uppercase)) => {
                edits.push(passage.edit(run, "–", "dashes.doubled", Certainty::Probable))
            }
            2 | 3 => edits.push(passage.edit(run, "—", "dashes.doubled", Certainty::Probable)),
            _ => {}
        }
    }
}

/// Whether strokes are all that a passage has: they part the sides of a difference, or stand above a signature.
fn is_alone(passage: &Passage, run: &Range<usize>) -> bool {
    let blank = |range: Range<usize>| passage.text[range].chars().all(char::is_whitespace);
    blank(passage.range.start..run.start) && blank(run.end..passage.range.end)
}

/// How many dashes with a space before them alone show that the text writes them so.
const LED: usize = 40;

/// The longest name of a program that is looked at, in bytes.
const NAME: usize = 60;

/// Whether `text` writes dashes with a space before and none behind: `the boats --and the oars`.
pub fn leads_dashes(text: &str) -> bool {
    let led = |(at, _): &(usize, &str)| text[at + 3..].starts_with(|c: char| c.is_ascii_lowercase());
    text.match_indices(" --").filter(led).take(LED).count() == LED
}

/// Whether hyphens are signs of a program: an option where the text has no such dashes (`--static`), the edge of a name in
/// capitals with lines between (`--OPEN_BOATS--`), the end of what is no word (`drwx--.`).
fn is_of_command(passage: &Passage, run: &Range<usize>, habits: &Habits) -> bool {
    let (lead, rest) = (&passage.text[passage.range.start..run.start], &passage.text[run.end..passage.range.end]);
    let bare = lead.trim_end_matches([' ', '\t']);
    let led = lead.is_empty() || lead.ends_with([' ', '`']) && !bare.is_empty() && !bare.ends_with(is_line_end);
    if run.len() == 2 && led && !habits.led_dashes && rest.starts_with(|c: char| c.is_ascii_lowercase()) {
        return true;
    }
    let glued = |text: &str| text.contains('_') && !text.contains(char::is_lowercase) && text.len() >= 3;
    let near = &rest[..rest.floor_char_boundary(NAME.min(rest.len()))];
    let behind = near.split(char::is_whitespace).next().unwrap_or("");
    let near = &lead[lead.ceil_char_boundary(lead.len().saturating_sub(NAME))..];
    let before = near.rsplit(char::is_whitespace).next().unwrap_or("");
    // an address: `bounce--12-list=mail@harbour.example`
    if before.contains('@') || behind.contains('@') && run.len() == 2 {
        return true;
    }
    if [before, behind].iter().any(|token| glued(token.trim_matches('-').trim_matches('_'))) {
        return true;
    }
    let word = before.trim_start_matches(|c: char| !c.is_alphanumeric());
    rest.starts_with('.')
        && word.chars().all(char::is_lowercase)
        && passage.vocabulary.filter(|words| words.lexicon().is_some()).is_some_and(|words| {
            !word.is_empty() && words.lower(word) < 2 && !words.is_listed(word) && !words.is_word(word)
        })
}

/// How often a small word that no list has must stand in the text to be one.
const AGAIN: u32 = 8;

/// Whether a word counts tens, and another ones, in English: together they have a hyphen.
fn is_ten(word: &str) -> bool {
    let tens = ["twenty", "thirty", "forty", "fourty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    tens.iter().any(|ten| ten.eq_ignore_ascii_case(word))
}

fn is_unit(word: &str) -> bool {
    let units = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    units.contains(&word)
        || ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"].contains(&word)
}

/// Whether what a spaced hyphen stands beside shows that a word is torn, or that the sign itself is named: an article or
/// `or` before it (`+ or - being used`), a word that neither the language nor the text has.
fn is_torn(passage: &Passage, hyphen: &Range<usize>) -> bool {
    let lead = passage.text[passage.range.start..hyphen.start].trim_end();
    let rest = passage.text[hyphen.end..passage.range.end].trim_start();
    let left =
        &lead[lead.len() - lead.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>()..];
    let right = &rest[..rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>()];
    // the sign is named: `the hyphen - is used`
    if matches!(left, "hyphen" | "dash" | "minus" | "sign" | "Bindestrich" | "tiret" | "streepje") {
        return true;
    }
    // `twenty - five`, and a syllable that is sung: `an of - f'ring`
    let sung = right.len() == 1 && right.starts_with(char::is_lowercase) && rest[1..].starts_with(['\'', '’']);
    if sung || is_ten(left) && is_unit(right) {
        return true;
    }
    let Some(words) = passage.vocabulary else { return false };
    if words.lexicon().is_none() {
        // in a language without a list only the text shows what its words are, before a small letter
        let known = |word: &str| word.is_empty() || words.lower(&word.to_lowercase()) >= 2;
        let short = left.chars().count() <= 3;
        return right.starts_with(char::is_lowercase) && (!known(right) || short && !known(left));
    }
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    match words.language() {
        // `Erhaltungs - Senat`, `Landboten - Korrespondent`: in bad print a compound has its hyphen so
        Language::German
            if capital(left)
                && left.ends_with(['s', 'n'])
                && capital(right)
                && left.chars().count() >= 6
                && !words.list().has(&right.to_lowercase()) =>
        {
            return true;
        }
        Language::French if hyphens::is_clitic(&left.to_lowercase(), &right.to_lowercase(), Language::French) => {
            return true;
        }
        _ => {}
    }
    let english = words.language() == Language::English;
    let unknown = |word: &str| {
        let low = word.to_lowercase();
        // what is left of a word is small or short, and in bad print it comes again
        let listed = words.is_listed(&low) || words.list().has(&low);
        let rest = (word == low || word.chars().count() <= 3) && !listed && words.lower(&low) < AGAIN;
        !word.is_empty() && (rest || words.lower(&low) < 2 && !listed && !words.is_word(&low))
    };
    // `1nd1ca - the`
    let mixed = |token: Option<&str>| {
        token.is_some_and(|t| t.contains(|c: char| c.is_ascii_digit()) && t.contains(char::is_lowercase))
    };
    if mixed(lead.split_whitespace().next_back()) || mixed(rest.split_whitespace().next()) {
        return true;
    }
    english && matches!(left, "a" | "an" | "the" | "The" | "or") || unknown(left) || unknown(right)
}

/// How far on either side of a minus the other signs of its sum stand, in bytes.
const SUM: usize = 90;

/// Whether a spaced hyphen parts sung syllables (`ent - gel - ten`) or is a minus in a sum.
fn is_in_row(passage: &Passage, hyphen: &Range<usize>) -> bool {
    let (lead, rest) = (&passage.text[passage.range.start..hyphen.start], &passage.text[hyphen.end..passage.range.end]);
    let sign = |token: Option<&str>| token.is_some_and(|token| token.chars().all(|c| matches!(c, '-' | '+' | '=')));
    let near = sign(lead.split_whitespace().rev().nth(1)) || sign(rest.split_whitespace().nth(1));
    let sum = |text: &str| text.contains(" + ") || text.contains(" = ");
    let before = &lead[lead.ceil_char_boundary(lead.len().saturating_sub(SUM))..];
    let behind = &rest[..rest.floor_char_boundary(SUM.min(rest.len()))];
    near || sum(before) || sum(behind)
}

/// Whether two hyphens between letters stand for the one of a compound that the text has elsewhere, or for the second of a
/// German one: `Nord-Ost--Kanal`.
fn is_of_compound(passage: &Passage, hyphens: &Range<usize>) -> bool {
    let lead = &passage.text[passage.range.start..hyphens.start];
    let letter = |c: char| c.is_alphabetic();
    let word = lead.rsplit(|c: char| !letter(c) && c != '-').next().unwrap_or("");
    let behind = &passage.text[hyphens.end..passage.range.end];
    let length: usize = behind.chars().take_while(|c| letter(*c)).map(char::len_utf8).sum();
    let left = word.rsplit('-').next().unwrap_or(word).to_lowercase();
    let right = behind[..length].to_lowercase();
    let both = !left.is_empty() && !right.is_empty();
    let known = |words: &super::Vocabulary| words.compound(&format!("{left}-{right}")) > 1;
    if both && passage.vocabulary.is_some_and(known) {
        return true;
    }
    passage.vocabulary.is_some_and(|words| words.language() == Language::German)
        && word.contains('-')
        && word.ends_with(letter)
        && passage.after(hyphens.end).is_some_and(char::is_uppercase)
}

/// How many characters may stand behind two hyphens that end a line.
const STRAY: usize = 6;

/// Whether two hyphens at a line's end divide a word that the text or the language has.
fn halves_of_one(passage: &Passage, hyphens: &Range<usize>) -> bool {
    let (lead, rest) =
        (&passage.text[passage.range.start..hyphens.start], &passage.text[hyphens.end..passage.range.end]);
    // in the margin a figure, or a letter of the next column, may stand between
    let stray = rest.char_indices().take(STRAY).find(|(_, c)| is_line_end(*c)).map(|(at, _)| &rest[..at]);
    let Some(stray) = stray.filter(|stray| stray.trim().chars().count() <= 2) else { return false };
    let Some(words) = passage.vocabulary else { return false };
    let left: usize = lead.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let next = rest[stray.len()..].trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit());
    let right: usize = next.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let (left, right) = (lead[lead.len() - left..].to_lowercase(), next[..right].to_lowercase());
    let whole = format!("{left}{right}");
    let known = |w: &str| words.lower(w) >= 2 || words.is_listed(w);
    // in a language without a list a half that the text has nowhere else shows it
    let halves = words.lexicon().is_none() && next.starts_with(char::is_lowercase) && (!known(&left) || !known(&right));
    !left.is_empty() && !right.is_empty() && (words.lower(&whole) > 0 || words.is_listed(&whole) || halves)
}

/// Whether the hyphen ends a line and small letters go on in the next: it may divide a word of which letters are lost.
fn ends_line(passage: &Passage, hyphen: &Range<usize>) -> bool {
    let rest = &passage.text[hyphen.end..passage.range.end];
    let words = rest.trim_start();
    rest[..rest.len() - words.len()].contains(is_line_end) && words.starts_with(char::is_lowercase)
}

/// Whether what stands on both sides of the spaced hyphen are words, as a dash has them: between single letters and figures
/// it may be a minus, beside half a word that the text or the language has whole (`uyt - leyde`) a hyphen.
fn parts_words(passage: &Passage, hyphen: &Range<usize>) -> bool {
    let lead = passage.text[passage.range.start..hyphen.start].trim_end();
    let rest = passage.text[hyphen.end..passage.range.end].trim_start();
    let (Some(left), Some(right)) = (lead.split_whitespace().next_back(), rest.split_whitespace().next()) else {
        return false;
    };
    let is_word = |token: &str| {
        let letters = token.chars().filter(|c| c.is_alphabetic()).count();
        let mixed = token.trim_matches(|c: char| !c.is_alphabetic()).chars().skip(1).any(char::is_uppercase)
            && token.contains(char::is_lowercase);
        let formula = token.contains(['\\', '{', '}', '^', '=', '<', '>', '|', '~', '+', '«', '»', '$'])
            || token.trim_matches(|c: char| !c.is_alphanumeric()).contains('.');
        (letters >= 2 || matches!(token, "a" | "I" | "O" | "à" | "y" | "i" | "e" | "o")) && !mixed && !formula
    };
    let is_figure = |token: &str| token.bytes().all(|b| b.is_ascii_digit());
    let words = is_word(left) && is_word(right);
    let counted = is_figure(left) && is_word(right) || is_word(left) && is_figure(right);
    (words || counted) && !is_divided(passage, left, right)
}

/// Whether two words without a stop between are one that the hyphen divides, by what the text and the language know.
fn is_divided(passage: &Passage, left: &str, right: &str) -> bool {
    let Some(words) = passage.vocabulary.filter(|_| left.ends_with(char::is_alphabetic)) else { return false };
    let (left, right) = (left.to_lowercase(), right.trim_end_matches(|c: char| !c.is_alphabetic()).to_lowercase());
    let plain = |word: &str| word.chars().all(char::is_alphabetic);
    let whole = format!("{left}{right}");
    let known = words.lower(&whole) > 0 || words.compound(&format!("{left}-{right}")) > 0 || words.is_listed(&whole);
    let short = words.language() == Language::Dutch && left.chars().count() <= 3;
    plain(&left) && plain(&right) && (known || short)
}

/// Whether two hyphens part two numbers that count: the second no ordinal (`1869--1st edition`) and, but for figures left
/// out (`1914--18`), no less than the first.
fn is_counted(passage: &Passage, hyphens: &Range<usize>) -> bool {
    let figures = |text: &str, back: bool| -> String {
        let digits = |c: &char| c.is_ascii_digit();
        if back {
            let all: String = text.chars().rev().take_while(digits).collect();
            all.chars().rev().collect()
        } else {
            text.chars().take_while(digits).collect()
        }
    };
    let left = figures(&passage.text[passage.range.start..hyphens.start], true);
    let right = figures(&passage.text[hyphens.end..passage.range.end], false);
    let rises = match (left.parse::<u32>(), right.parse::<u32>()) {
        (Ok(left), Ok(right)) => left < right,
        _ => false,
    };
    // `1859--42` does not rise, and `Nov. 12--513` is a day and a page
    let shortened = left.len() >= 3 && right.len() < left.len() && left[left.len() - right.len()..] < right[..];
    let far =
        matches!((left.parse::<u32>(), right.parse::<u32>()), (Ok(a), Ok(b)) if b > a.saturating_mul(3) && b - a > 100);
    let behind = &passage.text[hyphens.end + right.len()..passage.range.end];
    // `£ 1--10`: pounds and shillings
    let lead = passage.text[passage.range.start..hyphens.start - left.len()].trim_end();
    let price = [" fr.", " fr ", " francs", " s.", " d.", " Mk.", " fl."].iter().any(|coin| behind.starts_with(coin));
    if lead.ends_with(['£', '₤']) || price && left.len() < 2 || behind.starts_with('-') {
        return false;
    }
    let ordinal = behind.starts_with(char::is_alphabetic);
    // `208--2. Imperfect`: the number of the next item
    let item = |rest: &str| rest.trim_start().starts_with(char::is_uppercase) && !rises;
    !ordinal && !behind.strip_prefix('.').is_some_and(item) && !far && (rises || shortened)
}

/// Whether a sign is the corner or the edge of a drawn table.
fn is_ruled(c: Option<char>) -> bool {
    matches!(c, Some('+' | '|'))
}

fn runs(passage: &Passage) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (offset, _) in passage.str().match_indices('-') {
        let at = passage.range.start + offset;
        match runs.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// Whether the hyphen joins two numbers of two to four figures and nothing else.
fn is_range(passage: &Passage, hyphen: &Range<usize>) -> bool {
    let digits = |c: &char| c.is_ascii_digit();
    let left = passage.text[passage.range.start..hyphen.start].chars().rev().take_while(digits).count();
    let right = passage.text[hyphen.end..passage.range.end].chars().take_while(digits).count();
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    (2..=4).contains(&left)
        && (1..=4).contains(&right)
        && !joined(passage.before(hyphen.start - left))
        && !joined(passage.after(hyphen.end + right))
}
