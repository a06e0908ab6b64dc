//! Reads the quotation marks of a passage: what each does, as its neighbours show, and which two
//! belong together.

use super::cut::{may_be_cut, may_be_spoken};
use super::signs::{is_accent, is_inserted, is_minute, is_named, is_sign};
use super::{Habit, Quote, Role, is_solid};
use crate::normalize::markup::{quotation_mark, shown_after, shown_before};
use crate::normalize::words::Language;
use crate::normalize::{Passage, Vocabulary, joints};
use std::ops::Range;

/// The quotation marks of the passage, in order, each read from its neighbours, pairs counted.
/// Marks in a taken place are passed over. After a low mark a raised one that opens elsewhere
/// closes: `„So“`.
pub fn quotes(passage: &Passage, habit: Habit) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    let mut skip = passage.range.start;
    let mut low = [false; 2];
    let mut pending = false;
    for (offset, raw) in passage.str().char_indices() {
        let at = passage.range.start + offset;
        if at < skip || raw.is_alphanumeric() || raw == ' ' {
            continue;
        }
        let Some((c, len)) = quotation_mark(&passage.text[at..passage.range.end]).filter(|_| !passage.is_taken(at))
        else {
            continue;
        };
        // three and more are no quotation
        let straight = matches!(raw, '\'' | '"');
        let row = passage.text[at..passage.range.end].chars().take_while(|c| straight && *c == raw).count();
        if row >= 3 {
            skip = at + row;
            continue;
        }
        if habit.fenced && (raw == '`' || raw == '\'' && row == 2) {
            skip = at + row.max(1);
            continue;
        }
        let other = c == '´' && !habit.acute || habit.inserted && is_inserted(&passage.text[at..passage.range.end]);
        if other
            || is_accent(passage, at, raw)
            || is_minute(passage, at)
            || is_sign(passage, at, raw)
            || is_named(passage, at, raw)
        {
            continue;
        }
        let twice =
            passage.after(at + c.len_utf8()) == Some(c) && raw == c && !is_article(passage, at + 2 * c.len_utf8());
        let double = matches!(c, '"' | '“' | '”' | '„') || (twice && matches!(c, '`' | '\'') && habit.doubled);
        let range = at..at + len * if double && matches!(c, '`' | '\'') { 2 } else { 1 };
        skip = range.end;
        let opened = found.last().is_some_and(|q| q.range.end == at && q.role == Role::Open);
        let waiting = &mut low[usize::from(double)];
        let role = match c {
            '„' | '‚' => Role::Open,
            '“' | '‘' if *waiting => Role::Close,
            '"' if raw == c && !pending && lost_space(passage, &range) => Role::Open,
            '"' if raw == c && !pending && follows_call(passage, &range) => Role::Open,
            _ => role(passage, &range, c, opened, habit.dropped),
        };
        pending = if double { role == Role::Open } else { pending };
        *waiting = matches!(c, '„' | '‚') || (*waiting && role != Role::Close);
        let finished = raw == c && matches!(c, '‘' | '’' | '“' | '”' | '„' | '‚');
        // two single ones where the text has no such double mark: an apostrophe and a mark, or a double mark after all
        let beside = passage.before(range.start) == Some(raw) && !passage.is_taken(range.start - 1)
            || passage.after(range.end) == Some(raw) && !passage.is_taken(range.end);
        let doubtful = raw == '\'' && !double && beside;
        found.push(Quote { range, role, double, paired: true, finished, doubtful });
    }
    turn(passage, &mut found);
    if habit.german {
        cut_words(passage, &mut found);
    }
    pair(passage, &mut found, habit);
    found
}

/// A straight double mark that begins a passage with a space behind it opens where a capital follows and another mark may
/// close it; else it is as likely what closes the passage above.
fn turn(passage: &Passage, quotes: &mut [Quote]) {
    let Some((first, others)) = quotes.split_first_mut() else { return };
    let apart = passage.after(first.range.end).is_some_and(char::is_whitespace);
    if !first.double || first.finished || first.range.start != passage.range.start || !apart {
        return;
    }
    let capital = passage.text[first.range.end..passage.range.end].trim_start().starts_with(char::is_uppercase);
    if !capital || !others.iter().find(|quote| quote.double).is_some_and(|quote| quote.role != Role::Open) {
        first.role = Role::Alone;
    }
}

/// A German mark behind a letter with a word behind it is the apostrophe of a word cut short where the next mark closes what
/// is said, behind a stop: `'All' mein Gut ist dein.'`.
fn cut_words(passage: &Passage, quotes: &mut [Quote]) {
    let mut speech = false;
    for quote in quotes.iter_mut().rev().filter(|quote| !quote.double && quote.role != Role::Apostrophe) {
        let before = passage.before(quote.range.start);
        let straight = !quote.finished && passage.text[quote.range.clone()].starts_with('\'');
        let within = passage.after(quote.range.end).is_some_and(char::is_whitespace);
        if speech && quote.role == Role::Close && straight && within && before.is_some_and(char::is_alphabetic) {
            quote.role = Role::Apostrophe;
            continue;
        }
        let stop = before.is_some_and(|c| matches!(c, '.' | ',' | '!' | '?' | ';' | '…'));
        speech = quote.role == Role::Close && stop;
    }
}

/// Whether a mark stands between a note's marker that is set before its word and that word: `called [5]"the keeper`.
fn follows_call(passage: &Passage, range: &Range<usize>) -> bool {
    let word = passage.after(range.end).is_some_and(char::is_alphanumeric);
    let call = passage.taken_before(range.start).filter(|taken| passage.text[(*taken).clone()].ends_with([']', ')']));
    word && call.is_some_and(|taken| passage.before(taken.start).is_none_or(char::is_whitespace))
}

/// Whether a small word that Dutch cuts short stands at `at`, whose apostrophe is the second of two: `''t is`.
fn is_article(passage: &Passage, at: usize) -> bool {
    let word = matches!(passage.after(at), Some('t' | 's' | 'k'));
    word && passage.after(at + 1).is_some_and(char::is_whitespace)
}

fn role(passage: &Passage, range: &Range<usize>, c: char, opened: bool, dropped: bool) -> Role {
    let (before, after) = (shown_before(passage, range.start), shown_after(passage, range.end));
    let solid_before = is_solid(before) && !opened;
    let solid_after = after.is_some_and(|c| !c.is_whitespace());
    let double = matches!(c, '"' | '“' | '”') || range.len() == 2;
    match c {
        '“' | '‘' if solid_before && !solid_after => return Role::Close,
        '“' | '‘' => return Role::Open,
        '”' => return Role::Close,
        '`' => return if solid_after || !solid_before { Role::Open } else { Role::Close },
        _ => {}
    }
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if !double && word(before) && word(after) {
        return Role::Apostrophe;
    }
    if !double && word(before) && joints::is_parted_ending(passage, range.end) {
        return Role::Apostrophe;
    }
    let rest = &passage.text[range.end..passage.range.end];
    if !double
        && !solid_before
        && solid_after
        && (is_cut_short(passage, rest)
            || dropped && has_lost_h(passage, range.start, rest)
            || is_glued_article(passage, rest))
    {
        return Role::Apostrophe;
    }
    match (solid_before, solid_after) {
        (true, _) => Role::Close,
        (false, true) if c == '’' || c == '´' => Role::Apostrophe,
        (false, true) if closes_clause(rest) => Role::Alone,
        (false, true) => Role::Open,
        (false, false) if before.is_some_and(|c| !c.is_whitespace()) => Role::Close,
        (false, false) if before.is_none() => Role::Open,
        (false, false) if after.is_none() => Role::Close,
        (false, false) => Role::Alone,
    }
}

/// Whether a double mark stands between a comma or a colon and a letter: the space before or behind
/// it is lost.
pub(super) fn lost_space(passage: &Passage, range: &Range<usize>) -> bool {
    let sign = shown_before(passage, range.start).filter(|c| passage.before(range.start) == Some(*c));
    matches!(sign, Some(',' | ':' | ';'))
        && passage.after(range.end).is_some_and(char::is_alphabetic)
        && !passage.is_taken(range.end)
        && passage.text[passage.range.start..range.start - 1].ends_with(char::is_alphabetic)
}

/// Whether `rest` of a passage begins with a word that was cut short; no Latin one is (`'fore ut`).
pub(super) fn is_cut_short(passage: &Passage, rest: &str) -> bool {
    let latin = passage.vocabulary.is_some_and(|words| words.language() == Language::Latin);
    !latin && is_elision(rest)
}

/// Words that begin with an apostrophe: `'tis`, `'em`, `'90s`; and an ending that came apart, `'s`.
fn is_elision(rest: &str) -> bool {
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).take(8).collect();
    let year = word.len() >= 2
        && word.bytes().take(2).all(|b| b.is_ascii_digit())
        && matches!(&word[2..], "" | "s")
        && !rest[word.len()..].starts_with('\'');
    let and = word == "n"
        && rest[1..].starts_with(['\'', '’'])
        && rest[1..].trim_start_matches(['\'', '’']).starts_with(char::is_whitespace);
    // `'F SUNS`, but `'F. B.'`
    let letter = matches!(word.as_str(), "l" | "N" | "F" | "f") && rest[word.len()..].starts_with(char::is_whitespace);
    let ending = and
        || letter
        || matches!(word.as_str(), "s" | "t" | "d" | "m" | "ll" | "re" | "ve" | "n")
            && !rest[word.len()..].starts_with(['\'', '’']);
    let shortened = matches!(
        word.as_str(),
        "cello" | "cellos" | "cellist" | "phone" | "bus" | "plane" | "flu" | "round" | "k" | "r" | "er"
    ) && !rest[word.len()..].starts_with(['\'', '’']);
    // `'Ntoni`, `'ndrangheta`
    let swallowed = word.starts_with(['N', 'n'])
        && word.chars().nth(1).is_some_and(|c| c.is_lowercase() && !"aeiouy".contains(c) && c.is_ascii_alphabetic());
    year || ending
        || swallowed
        || shortened
        || is_he(rest)
        || matches!(
            word.to_lowercase().as_str(),
            "tis"
                | "twas"
                | "twere"
                | "twill"
                | "twould"
                | "twer"
                | "tisn"
                | "twasn"
                | "em"
                | "til"
                | "cause"
                | "neath"
                | "gainst"
                | "twixt"
                | "tween"
                | "ee"
                | "im"
                | "scape"
                | "pology"
                | "midst"
                | "fore"
                | "pon"
                | "mongst"
                | "sdeath"
                | "prentice"
                | "prentices"
                | "scuse"
                | "kase"
                | "twor"
                | "tes"
                | "tain"
                | "tother"
                | "mid"
                | "twon"
                | "twouldn"
        )
}

/// Whether a small word that Dutch cuts short is glued to the next: `'tgetal`, `'svaders`, `'tIs`. The text has the next
/// one by itself too.
fn is_glued_article(passage: &Passage, rest: &str) -> bool {
    let Some(words) = passage.vocabulary.filter(|words| words.language() == Language::Dutch) else { return false };
    let Some(behind) = rest.strip_prefix(['t', 's', 'k']) else { return false };
    let length: usize = behind.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    if length < 2 {
        return false;
    }
    let (whole, next) = (rest[..1 + length].to_lowercase(), behind[..length].to_lowercase());
    let known = words.lower(&next) * 4 >= words.lower(&whole).max(4) || words.is_listed(&next);
    behind.starts_with(char::is_uppercase) || length >= 3 && known && !words.is_listed(&whole)
}

/// Whether a clause ends behind a mark, so that it opens none.
fn closes_clause(rest: &str) -> bool {
    rest.starts_with([',', ';', '!', '?', ')', ']']) || rest.starts_with('.') && !rest.starts_with("..")
}

/// `'a was`, `'A's`: the small word of a dialect for `he`.
fn is_he(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix(['a', 'A']) else { return false };
    let verbs = ["was ", "would", "had ", "could", "can ", "will ", "might ", "did", "must ", "should", "is ", "has "];
    let verb = |rest: &str| verbs.iter().any(|v| rest.starts_with(v));
    rest.starts_with("'s ") || rest.starts_with("’s ") || rest.strip_prefix(' ').is_some_and(verb)
}

/// How far a mark that closes is looked for behind one that may open, in characters.
const SPEECH: usize = 400;

/// Whether the word that begins has lost its h, in a witness that drops them: `'ave`, `'er`. Not where a mark closes what
/// this one would open.
fn has_lost_h(passage: &Passage, at: usize, rest: &str) -> bool {
    let length: usize = rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let whole = format!("h{}", rest[..length].to_lowercase());
    let known =
        length >= 1 && passage.vocabulary.is_some_and(|words| words.list().has(&whole) || words.is_listed(&whole));
    // of what is a word as it stands a mark shows what it is that closes it further on; no stop but a letter before one
    // that a word cut short has, too
    let word = rest[..length].to_lowercase();
    let listed = |words: &Vocabulary| words.list().has(&word) || words.is_listed(&word);
    let whole_word = length > 1 && passage.vocabulary.is_some_and(listed);
    let closed = || {
        let mut last = ' ';
        rest.char_indices().take(SPEECH).any(|(offset, c)| {
            let mark = matches!(c, '\'' | '’');
            let next = rest[offset + c.len_utf8()..].chars().next();
            let stop = matches!(last, '.' | ',' | '!' | '?' | ';' | '-' | '—');
            let at = passage.range.end - rest.len() + offset;
            let behind_word = || {
                whole_word
                    && last.is_alphanumeric()
                    && next.is_none_or(|c| !c.is_alphanumeric())
                    && !is_genitive(passage, &(at..at + c.len_utf8()))
                    && !is_cut(&rest[..offset])
            };
            let end = mark && (stop || behind_word());
            last = c;
            end
        })
    };
    let within = passage.text[passage.range.start..at].trim_end().ends_with(char::is_alphanumeric);
    let small = !rest.starts_with(char::is_uppercase) || within;
    known && (small && !whole_word || !closed())
}

/// Whether the word that ends `lead` is one of a dialect that an apostrophe cuts short.
fn is_cut(lead: &str) -> bool {
    let word = lead.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    matches!(word, "an" | "An" | "o" | "th" | "wi" | "Wi" | "ol" | "mo" | "t" | "n" | "i") || word.ends_with("in")
}

/// Pairs what opens with what closes, single and double marks apart. A closing mark after an s
/// may be a genitive's apostrophe: it pairs if it can, and gives its partner back to a later one. Where letters are
/// `dropped`, what only such a one closes may have opened nothing (`'Taught me the keepers' song`).
fn pair(passage: &Passage, quotes: &mut [Quote], habit: Habit) {
    let mut open: [Vec<usize>; 2] = Default::default();
    let (mut lent, mut weak) = (false, None);
    let mut pairs: Vec<[usize; 2]> = Vec::new();
    for (i, quote) in quotes.iter_mut().enumerate() {
        let level = usize::from(quote.double);
        match quote.role {
            Role::Apostrophe => {}
            Role::Alone if quote.double && !open[level].is_empty() && ends_speech(passage, &quote.range) => {
                quote.role = Role::Close;
                open[level].pop();
            }
            Role::Alone => quote.paired = false,
            Role::Open => {
                lent = lent && quote.double;
                open[level].push(i);
            }
            Role::Close if quote.double => quote.paired = open[level].pop().is_some(),
            Role::Close => {
                let genitive = is_genitive(passage, &quote.range);
                let partner = open[level].pop();
                quote.paired = partner.is_some() || lent || genitive;
                weak = if partner.is_some() || !genitive { partner.filter(|_| genitive) } else { weak };
                // a German mark that closes looks otherwise: `Ahrens' Mühle`
                if habit.german && genitive && partner.is_none() && !lent && !quote.finished {
                    quote.role = Role::Apostrophe;
                }
                lent = if partner.is_some() { genitive } else { lent && genitive };
                pairs.extend(partner.map(|partner| [partner, i]));
            }
        }
    }
    for pair in pairs {
        let (open, close) = (&quotes[pair[0]].range, &quotes[pair[1]].range);
        if may_be_cut(passage, open, close) || habit.dialect && may_be_spoken(passage, open, close) {
            pair.iter().for_each(|i| quotes[*i].doubtful = true);
        }
    }
    if let Some(i) = weak.filter(|_| habit.dropped) {
        quotes[i].paired = false;
    }
    for i in open.into_iter().flatten() {
        let quote = &mut quotes[i];
        quote.paired = !quote.double && cuts_short(passage, quote.range.end, habit);
        quote.role = if quote.paired && !quote.finished { Role::Apostrophe } else { quote.role };
    }
}

/// Whether a mark between spaces stands behind words that it may close: no comma leads to what it would open.
pub(super) fn ends_speech(passage: &Passage, range: &Range<usize>) -> bool {
    let lead = passage.text[passage.range.start..range.start].trim_end();
    lead.ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | '!' | '?' | '…' | '>'))
}

/// Whether a mark that opens and has no partner is rather the apostrophe of a small word cut short
/// (`'a b'lieve`, `'ud`): a few small letters stand behind it.
fn cuts_short(passage: &Passage, at: usize, habit: Habit) -> bool {
    let rest = &passage.text[at..passage.range.end];
    let letters = rest.chars().take_while(|c| c.is_alphabetic()).take(4).count();
    // `'if` and `'do` are whole, unless the witness drops its letters
    let word: String = rest.chars().take(letters).collect();
    let whole = letters == 2 && !habit.dropped && passage.vocabulary.is_some_and(|words| words.list().has(&word));
    // `--'g. ā`: an abbreviation; `'hw[=y]`: half of a word with a sign
    let next = rest[word.len()..].chars().next();
    let apart = passage.text[passage.range.start..at].chars().rev().nth(1).is_none_or(char::is_whitespace);
    let ends = next
        .is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '-' | '—' | ')'));
    (1..=2).contains(&letters) && word.chars().all(char::is_lowercase) && !whole && (ends || next == Some('.') && apart)
}

/// Whether the mark stands where the apostrophe of a genitive plural does (`the keepers' bell`), or
/// that of a word cut short (`the end o' the mole`, `goin' home`).
fn is_genitive(passage: &Passage, range: &Range<usize>) -> bool {
    let lead = &passage.text[passage.range.start..range.start];
    let length: usize = lead.chars().rev().take(12).take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let word = &lead[lead.len() - length..];
    let plural = word.ends_with(['s', 'S', 'z', 'x']);
    let cut = matches!(word, "o" | "n" | "i" | "t" | "th" | "wi" | "Wi" | "an" | "An" | "ol" | "mo")
        || (length >= 4 && word.ends_with("in"))
        || (length >= 5 && word.ends_with("sel"));
    (plural || cut)
        && (cut && matches!(passage.after(range.end), Some('.' | ','))
            || passage.after(range.end).is_some_and(char::is_whitespace)
                && passage.text[range.end..passage.range.end].trim_start().starts_with(char::is_alphanumeric))
}
