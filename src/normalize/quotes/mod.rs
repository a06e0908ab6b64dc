//! Quotation marks: every habit of setting them (typewriter, TeX, doubled apostrophes) becomes
//! typographic marks of the same level. Each mark is read from what stands beside it; pairs are
//! then counted, which shows marks that lost their partner.

mod cut;
mod displaced;
mod doubtful;
mod missing;
mod read;
mod signs;

use super::Passage;
use crate::words::language::primary;

use crate::model::account::{Certainty, Edit};

use displaced::{displaced, is_prime, reopened};
use read::lost_space;
pub use read::quotes;
use std::cell::OnceCell;
use std::ops::Range;

/// How a witness writes quotation marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habit {
    /// A backtick opens and an apostrophe closes.
    pub tex: bool,
    /// Backticks are signs of a program's words: rows of them fence programs off.
    pub fenced: bool,
    /// Two apostrophes are one double mark.
    pub doubled: bool,
    /// German marks.
    pub german: bool,
    /// Marks that are the same on both sides, as Finnish and Swedish have them.
    pub same: bool,
    /// An acute accent that stands alone is a mark or an apostrophe, and none of stress (`Mide´`).
    pub acute: bool,
    /// Backticks and acute accents are an editor's signs for letters that are written above the line.
    pub inserted: bool,
    /// The h at the beginning of words is dropped, and an apostrophe stands for it: `'ave`.
    pub dropped: bool,
    /// Words are written as they are spoken: `goin' o' th' boats`.
    pub dialect: bool,
}

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It opens.
    Open,
    /// It closes, or is the apostrophe of a plural's genitive: they look alike.
    Close,
    /// It stands for a letter.
    Apostrophe,
    /// It stands between spaces: damaged.
    Alone,
}

/// One quotation mark of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Its bytes in the witness.
    pub range: Range<usize>,
    /// What it does.
    pub role: Role,
    /// Whether it is a double mark.
    pub double: bool,
    /// Whether it has a partner in the passage. Apostrophes need none.
    pub paired: bool,
    /// Whether it is typographic already.
    pub finished: bool,
    /// Whether its partner may be none: both may be apostrophes.
    pub doubtful: bool,
}

impl Habit {
    /// The habit of `text`, written in `language` (BCP 47).
    pub fn of(text: &str, language: &str) -> Self {
        let opens = |mark: &str| text.match_indices(mark).any(|(at, _)| opens_at(text, at, mark.len()));
        // three in a row fence off a program: backticks are signs of its words
        let fenced = text.contains("```");
        let tex = !fenced && opens("`");
        let doubled = opens("''") || !fenced && text.contains("``");
        let acute = tex || acute_is_mark(text);
        let dropped = primary(language) == "en" && drops(text);
        let same = matches!(primary(language), "fi" | "sv");
        let inserted = acute && inserts(text);
        let dialect = primary(language) == "en" && is_spoken(text);
        Self { tex, fenced, doubled, german: primary(language) == "de", same, acute, inserted, dropped, dialect }
    }

    pub(super) fn glyph(self, role: Role, double: bool) -> &'static str {
        let role = if self.same && role == Role::Open { Role::Close } else { role };
        match (role, double, self.german) {
            (Role::Open, true, false) => "“",
            (Role::Open, false, false) => "‘",
            (Role::Open, true, true) => "„",
            (Role::Open, false, true) => "‚",
            (Role::Apostrophe, ..) => "’",
            (_, true, false) => "”",
            (_, false, false) => "’",
            (_, true, true) => "“",
            (_, false, true) => "‘",
        }
    }
}

/// How many backticks inside words show that they are an editor's signs.
const INSERTED: usize = 4;

/// Whether backticks stand inside words and half of all at least have an acute accent that closes them: ``heo`l´de``.
fn inserts(text: &str) -> bool {
    let letter = char::is_alphabetic;
    let inside = |(at, _): &(usize, &str)| text[..*at].ends_with(letter) && text[at + 1..].starts_with(letter);
    text.contains('´')
        && text.match_indices('`').filter(inside).take(INSERTED).count() == INSERTED
        && text.matches('´').count() * 2 >= text.matches('`').count()
}

/// How many words cut short at their ends show that a text writes them as they are spoken.
const SPOKEN: usize = 12;

/// Whether words of `text` lose their ends, which some of the commonest show: `goin'`, `o'`, `an'`, `th'`.
fn is_spoken(text: &str) -> bool {
    let cut = |(at, _): &(usize, &str)| {
        let lead = &text[..*at];
        let small = [" o", " an", " th", " wi", " ol"].iter().any(|word| lead.ends_with(word));
        let ing = lead.ends_with("in") && lead[..at - 2].ends_with(|c: char| c.is_ascii_lowercase());
        (small || ing) && text[at + 1..].starts_with([' ', '\n', '\r', ',', '.'])
    };
    text.match_indices('\'').filter(cut).take(SPOKEN).count() == SPOKEN
}

/// How many words must have lost their h.
const DROPPED: usize = 12;

/// Whether the words of `text` lose their h, which a dozen of the commonest show.
fn drops(text: &str) -> bool {
    // none is a word as it stands, as `'is` and `'as` are
    let words = ["e", "im", "er", "ave", "ad", "ow", "ome", "ouse", "ead", "ard", "orse", "alf"];
    let lost = |(at, _): &(usize, &str)| {
        let rest = &text[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let apart = text[..*at].ends_with([' ', '\n']);
        apart && words.contains(&&rest[..end]) && !rest[end..].starts_with('\'')
    };
    text.match_indices('\'').filter(lost).take(DROPPED).count() == DROPPED
}

/// Whether most of the lone acute accents of `text` open a word, or stand where an apostrophe does.
fn acute_is_mark(text: &str) -> bool {
    let (mut all, mut marks, mut endings) = (0, 0, 0);
    for (at, acute) in text.match_indices('´') {
        let (lead, rest) = (&text[..at], &text[at + acute.len()..]);
        let tail: String = rest.chars().take_while(|c| c.is_alphabetic()).take(4).collect();
        let before = lead.chars().rev().take_while(|c| c.is_alphabetic()).take(3).count();
        let ending = before > 0 && matches!(tail.as_str(), "s" | "t" | "d" | "m" | "ll" | "re" | "ve");
        let elided = (1..=2).contains(&before) && !tail.is_empty();
        all += 1;
        endings += usize::from(ending);
        marks += usize::from(ending || elided || (before == 0 && !tail.is_empty()));
    }
    // where apostrophes are typed otherwise and no ending has an acute one, it is a letter of another alphabet: `Ka´ba`
    let typed = || text.matches("'s ").chain(text.matches("’s ")).take(TYPED).count() == TYPED;
    marks * 2 > all && !(endings == 0 && typed())
}

/// How many endings with an apostrophe show how a text types it.
const TYPED: usize = 5;

fn opens_at(text: &str, at: usize, len: usize) -> bool {
    !is_solid(text[..at].chars().next_back()) && text[at + len..].chars().next().is_some_and(char::is_alphanumeric)
}

/// Whether a mark after `c` is inside or at the end of a word, so that it cannot open.
fn is_solid(c: Option<char>) -> bool {
    c.is_some_and(|c| {
        !c.is_whitespace() && !matches!(c, '(' | '[' | '{' | '—' | '―' | '–' | '-' | '/' | '“' | '‘' | '„' | '«')
    })
}

/// Emits the edits of `quotes.tex`, `quotes.double`, `quotes.single`, `quotes.apostrophe` and
/// `quotes.space` (a mark on the wrong side of its space); marks without a partner go to [`missing`].
pub fn apply(passage: &Passage, habit: Habit, edits: &mut Vec<Edit>) {
    let quotes = quotes(passage, habit);
    if doubtful::are_glued(passage, &quotes) {
        return;
    }
    let displaced = displaced(passage, &quotes);
    let (mut answered, below) = ([false; 2], OnceCell::new());
    let mut loose = Vec::new();
    for (i, quote) in quotes.iter().enumerate() {
        let level = usize::from(quote.double);
        if displaced.binary_search(&i).is_ok() {
            edits.push(reopened(passage, quote, habit));
            answered[level] = true;
            let prime = !quote.finished && doubtful::is_prime(passage, quote);
            if !quote.finished && !prime && has_its_form(passage, quote) {
                // between spaces it opens what its partner closes
                let role = if quote.role == Role::Alone { Role::Open } else { quote.role };
                edits.push(set(passage, &Quote { role, ..quote.clone() }, habit));
            }
            continue;
        }
        let inches = quote.double
            && !quote.paired
            && quote.role == Role::Close
            && passage.before(quote.range.start).is_some_and(|c| c.is_ascii_digit());
        let year =
            passage.text[passage.range.start..quote.range.start].bytes().rev().take(4).all(|b| b.is_ascii_digit());
        let doubtful = !quote.finished && doubtful::is(passage, &quotes, i, &below);
        if !quote.finished && !inches && !doubtful {
            edits.push(set(passage, quote, habit));
        }
        if quote.double && quote.paired && quote.role == Role::Close && !quote.finished {
            edits.extend(loose_space(passage, quote));
        }
        if quote.double && quote.paired && lost_space(passage, &quote.range) {
            let at = if quote.role == Role::Open { quote.range.start } else { quote.range.end };
            edits.push(passage.edit(at..at, " ", "spaces.lost", Certainty::Probable));
        }
        let reopens = quote.role == Role::Open && quote.range.start == passage.range.start;
        let closes_all = quote.role == Role::Close && quote.range.end == passage.range.end;
        if quote.paired
            || doubtful && doubtful::is_none(passage, quote)
            || (reopens || closes_all) && !doubtful
            || (inches && !year)
            || is_prime(passage, quote)
        {
            continue;
        }
        if !std::mem::take(&mut answered[level]) {
            loose.push(i);
        }
    }
    missing::apply(passage, &quotes, &loose, habit, edits);
}

/// Whether a mark that may be on the wrong side of its space has the form of what it is by its neighbours all the same:
/// a single one behind a letter is likely an apostrophe, unless a sentence begins behind it.
fn has_its_form(passage: &Passage, quote: &Quote) -> bool {
    let sentence = passage.text[quote.range.end..passage.range.end].trim_start().starts_with(char::is_uppercase);
    let before = passage.before(quote.range.start);
    match quote.role {
        Role::Alone => before != Some(','),
        _ => !quote.double && before.is_some_and(char::is_alphabetic) && !sentence,
    }
}

/// The space before a mark that closes: `intra " dixit`.
fn loose_space(passage: &Passage, quote: &Quote) -> Option<Edit> {
    let at = quote.range.start.checked_sub(1).filter(|_| passage.before(quote.range.start) == Some(' '))?;
    let free = !passage.is_taken(at) && passage.before(at).is_some_and(|c| !c.is_whitespace());
    free.then(|| passage.query(at..at + 1, "", "quotes.space"))
}

/// The typographic form of a mark.
fn set(passage: &Passage, quote: &Quote, habit: Habit) -> Edit {
    let raw = &passage.text[quote.range.clone()];
    let inner = passage.before(quote.range.start).is_some_and(char::is_alphanumeric)
        && passage.after(quote.range.end).is_some_and(char::is_alphanumeric);
    // A German single mark closes what one opened; else it stands for a letter: `hab' ich`.
    let cut = habit.german && !quote.double && !quote.paired && quote.role == Role::Close && raw.contains('\'');
    let role = if cut { Role::Apostrophe } else { quote.role };
    let rule = match (role, quote.double) {
        (Role::Apostrophe, _) => "quotes.apostrophe",
        _ if raw.starts_with('`') || (habit.tex && raw.starts_with('\'')) => "quotes.tex",
        (_, true) => "quotes.double",
        (_, false) => "quotes.single",
    };
    let mut edit = passage.edit(quote.range.clone(), habit.glyph(role, quote.double), rule, Certainty::Certain);
    if quote.role == Role::Alone || (quote.double && inner) {
        // Between letters or between spaces a mark shows no side: only its partner could.
        edit.certainty = Certainty::Probable;
    }
    edit
}
