//! Where a line of text may end: UAX #14 (Unicode Line Breaking Algorithm) with the habits of
//! each language, each departure under a name of its own.
//!
//! Knows characters and languages; nothing of pieces, fonts or widths. UAX #14 itself is the
//! segmenter's of Unicode 15.1 (`icu_segmenter`), whose own test data passes through
//! [`line_breaks`] with everything switched off.

use crate::typeset::lines::address::{addresses, points};
use crate::words::language::primary;
use crate::words::months::is_month;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

/// A departure from UAX #14.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tailoring {
    /// All languages: a dash stays with the word before it, spaced or not, and may be followed by
    /// a break (against B2 ÷, BA of LB17 and LB21). One that opens the text or a quotation (the
    /// dash of speech) stays with the word after it.
    Dashes,
    /// All languages: no break after a slash with fewer than four letters on either side
    /// (`and/or`, `s/he`), nor before one (against SY ÷ of LB13).
    Slashes,
    /// All languages: no break after a hyphen that would leave a single letter on either side
    /// (`x-ray`; against HY ÷ of LB21).
    Hyphens,
    /// All languages: an ellipsis stays with the word before it, spaced or not (against SP ÷ of
    /// LB18); one that opens the text stays with the word after it.
    Ellipses,
    /// All languages: numbers, Arabic or Roman, stay with what they count: `p. 5`, `vol. iv`,
    /// `§ 12`, `Karl XII`, `10 km`, `10 000`; ranges (`1917–1923`) are not broken.
    Numbers,
    /// All languages: the day stays with its month (`5 May`, `5. Mai`, `1er mai`, `May 5`).
    Dates,
    /// All languages: initials stay with one another and with the name after them (`R. V. Daniels`).
    Initials,
    /// All languages: a siglum stays with the word that says what it names (`MS A`, `cod. B²`).
    Sigla,
    /// All languages: web and mail addresses break where the Chicago Manual wants it, and only
    /// there (against SY, HY, IS and AL ÷).
    Addresses,
    /// French: no break between a word and the `; : ! ? » ›` after it nor after `« ‹`, whatever
    /// space and whatever further characters stand there (LB15a and LB15b allow it after a dash
    /// and before the mark of a note; with U+00A0 and U+202F there is none in any case).
    French,
    /// German, and others that close quotations with `“ ‘` or `« ‹`: these marks close, so that a
    /// line may end after them and a space, where LB15a takes them for opening ones.
    German,
}

impl Tailoring {
    /// All of them.
    pub const ALL: [Tailoring; 11] = [
        Self::Dashes,
        Self::Slashes,
        Self::Hyphens,
        Self::Ellipses,
        Self::Numbers,
        Self::Dates,
        Self::Initials,
        Self::Sigla,
        Self::Addresses,
        Self::French,
        Self::German,
    ];
}

/// Which departures are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tailorings(u16);

impl Tailorings {
    /// Every one, as books are set.
    pub const ALL: Tailorings = Tailorings((1 << Tailoring::ALL.len()) - 1);
    /// UAX #14 as it is.
    pub const NONE: Tailorings = Tailorings(0);

    /// Without one.
    #[must_use]
    pub fn without(self, tailoring: Tailoring) -> Self {
        Self(self.0 & !(1 << tailoring as u16))
    }

    /// With one.
    #[must_use]
    pub fn with(self, tailoring: Tailoring) -> Self {
        Self(self.0 | 1 << tailoring as u16)
    }

    fn has(self, tailoring: Tailoring) -> bool {
        self.0 >> tailoring as u16 & 1 == 1
    }
}

/// The offsets inside `text` at which a line may begin. `language` tells the language (BCP 47) of
/// the character at an offset.
pub fn line_breaks<'l>(text: &str, language: impl Fn(usize) -> &'l str, wanted: Tailorings) -> Vec<u32> {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let inside = |at: &usize| *at > 0 && *at < text.len();
    let standard = segmenter.segment_str(text).filter(inside);
    if wanted == Tailorings::NONE {
        return standard.map(|at| at as u32).collect();
    }
    let kept = standard.filter(|at| is_plain(text, *at) || Place::new(text, *at).allows(&language, wanted));
    let mut out: Vec<u32> = kept.map(|at| at as u32).collect();
    if wanted.has(Tailoring::Addresses) {
        for address in addresses(text) {
            out.retain(|at| !(address.start + 1..address.end).contains(&(*at as usize)));
            out.extend(points(text, &address));
        }
    }
    if wanted.has(Tailoring::German) && text.contains(CLOSING) {
        out.extend(after_closing(text, &language));
    }
    if !out.is_sorted_by(|a, b| a < b) {
        out.sort_unstable();
        out.dedup();
    }
    out
}

/// Whether a line that begins at byte `at`, after a hyphen inside a word, repeats the hyphen: Polish, Czech, Slovak,
/// Portuguese and Croatian do, so that it is not taken for one that the line has made.
pub fn repeats_hyphen(text: &str, at: usize, language: &str) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else { return false };
    let Some(head) = before.strip_suffix('-').or(before.strip_suffix('‐')) else { return false };
    head.ends_with(char::is_alphabetic)
        && after.starts_with(char::is_alphabetic)
        && matches!(primary(language), "pl" | "cs" | "sk" | "pt" | "hr" | "bs")
}

/// Whether a break lies between two words of lower-case ASCII: no rule has anything to say of it.
fn is_plain(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let counted = at > 3 && bytes[at - 4].is_ascii_digit();
    at > 1 && bytes[at - 1] == b' ' && bytes[at - 2].is_ascii_lowercase() && bytes[at].is_ascii_lowercase() && !counted
}

/// A break of UAX #14 and what stands around it.
struct Place<'t> {
    /// What comes before, without the spaces at the break.
    before: &'t str,
    /// What comes after.
    after: &'t str,
    /// The last character before.
    last: char,
    /// The first character after.
    first: char,
    /// Whether there are spaces at the break.
    spaced: bool,
}

impl<'t> Place<'t> {
    fn new(text: &'t str, at: usize) -> Self {
        let (line, after) = text.split_at(at);
        let before = line.trim_end_matches(' ');
        let last = before.chars().next_back().unwrap_or('\u{2028}');
        let first = after.chars().next().unwrap_or(' ');
        Self { before, after, last, first, spaced: before.len() < line.len() }
    }

    /// Whether no wanted rule forbids the break.
    fn allows<'l>(&self, language: &impl Fn(usize) -> &'l str, wanted: Tailorings) -> bool {
        if self.last == '\u{2028}' {
            return true;
        }
        let forbids = |tailoring, rule: fn(&Self) -> bool| wanted.has(tailoring) && rule(self);
        let in_french = || primary(language(self.before.len() - self.last.len_utf8())) == "fr";
        !(forbids(Tailoring::Dashes, Self::at_dash)
            || forbids(Tailoring::Slashes, Self::at_slash)
            || forbids(Tailoring::Hyphens, Self::at_hyphen)
            || forbids(Tailoring::Ellipses, Self::at_ellipsis)
            || forbids(Tailoring::Numbers, Self::at_number)
            || forbids(Tailoring::Dates, Self::at_date)
            || forbids(Tailoring::Initials, Self::at_initial)
            || forbids(Tailoring::Sigla, Self::at_siglum)
            || forbids(Tailoring::French, Self::at_french_mark) && in_french())
    }

    fn at_dash(&self) -> bool {
        is_dash(self.first) || is_dash(self.last) && opens(self.before, is_dash)
    }

    fn at_slash(&self) -> bool {
        let long = |length: usize| length >= 4;
        let short = || {
            let head = self.before.trim_end_matches('/');
            !long(letters(head.chars().rev())) || !long(letters(self.after.chars()))
        };
        self.first == '/' || self.last == '/' && !self.spaced && short()
    }

    fn at_hyphen(&self) -> bool {
        let head = || letters(self.before.chars().rev().skip(1));
        matches!(self.last, '-' | '‐') && !self.spaced && (head() == 1 || letters(self.after.chars()) == 1)
    }

    fn at_ellipsis(&self) -> bool {
        self.first == '…' || self.last == '…' && opens(self.before, |c| c == '…')
    }

    fn at_number(&self) -> bool {
        let (last, next) = (last_word(self.before), first_word(self.after));
        if !self.spaced {
            let head = self.before.trim_end_matches('–');
            return self.last == '–' && self.first.is_numeric() && head.ends_with(char::is_numeric);
        }
        let figure = self.first.is_numeric();
        if figure || is_roman(next) {
            let abbreviated = last.strip_suffix('.').is_some_and(|word| ABBREVIATIONS.contains(&word));
            let signed = matches!(last, "§" | "§§" | "№" | "¶" | "#");
            let titled = || !figure && next.len() > 1 && is_name(last) && next.bytes().all(|b| b.is_ascii_uppercase());
            if abbreviated || signed || titled() {
                return true;
            }
        }
        let grouped = || {
            let count = last.chars().count();
            figure && count <= 3 && last.chars().all(char::is_numeric) && next.len() == 3 && all_digits(next)
        };
        let hour = || self.after.starts_with("a.m.") || self.after.starts_with("p.m.");
        self.last.is_numeric() && (UNITS.contains(&next) || grouped() || hour())
    }

    fn at_date(&self) -> bool {
        let (last, next) = (last_word(self.before), first_word(self.after));
        let is_day = |word: &str| {
            let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
            let rest = &word[digits.len()..];
            matches!(digits.parse(), Ok(1..=31)) && matches!(rest, "" | "." | "st" | "nd" | "rd" | "th" | "er" | "º")
        };
        let is_month = |word: &str| is_month(word.trim_end_matches('.'));
        self.spaced && (is_day(last) && is_month(next) || is_month(last) && is_day(next))
    }

    fn at_initial(&self) -> bool {
        let initial = |word: &str| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.as_str() == "."
        };
        let last = last_word(self.before);
        // `Sergei M. Eisenstein`, `R. V. Daniels`, but not `plan B. The`.
        self.spaced && initial(last) && self.first.is_uppercase() && !OPENERS.contains(&first_word(self.after))
    }

    fn at_siglum(&self) -> bool {
        let what = || last_word(self.before).trim_end_matches('.');
        let siglum = || {
            let word = first_word(self.after);
            word.chars().filter(|c| c.is_alphanumeric()).count() <= 3 && !word.contains(char::is_lowercase)
        };
        self.spaced && self.first.is_uppercase() && NAMES_OF_WITNESSES.contains(&what()) && siglum()
    }

    fn at_french_mark(&self) -> bool {
        self.spaced && matches!(self.first, ';' | ':' | '!' | '?' | '»' | '›') || matches!(self.last, '«' | '‹')
    }
}

fn is_dash(character: char) -> bool {
    matches!(character, '–' | '—' | '―' | '⸺' | '⸻')
}

/// Whether before the characters at the end of `text` that are as `is` says nothing stands, or
/// something that opens.
fn opens(text: &str, is: impl Fn(char) -> bool) -> bool {
    let head = text.trim_end_matches(&is);
    head.is_empty() || head.ends_with(['“', '„', '‘', '‚', '«', '‹', '(', '[', '\u{2028}'])
}

/// How many letters or figures come first.
fn letters(characters: impl Iterator<Item = char>) -> usize {
    characters.take_while(|c| c.is_alphanumeric()).count()
}

fn last_word(text: &str) -> &str {
    let start = text.rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–'));
    start.map_or(text, |at| &text[at + text[at..].chars().next().map_or(1, char::len_utf8)..])
}

/// The letters and figures with which a text begins.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')' | ']' | '!' | '?'));
    &text[..end.unwrap_or(text.len())]
}

fn all_digits(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word can be a Roman number: its letters, all of one case.
fn is_roman(word: &str) -> bool {
    let of = |letters: &str| !word.is_empty() && word.chars().all(|c| letters.contains(c));
    of("IVXLCDM") || of("ivxlcdm")
}

/// Whether a word begins with a capital and goes on in small letters.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().next().is_some()
        && letters.all(char::is_lowercase)
}

/// Words, written with a full stop, that are nothing without the number after them.
const ABBREVIATIONS: [&str; 76] = [
    // English and Latin
    "p", "pp", "P", "PP", "no", "No", "nos", "Nos", "vol", "vols", "Vol", "Vols", "ch", "chs", "Ch", "chap", "Chap",
    "f", "ff", "fo", "fol", "fols", "ff", "n", "nn", "l", "ll", "art", "Art", "fig", "figs", "Fig", "pl", "Pl", "pt",
    "Pt", "bk", "Bk", "sec", "Sec", "col", "cols", "lib", "cap", "tom", "c", "ca", // German
    "S", "Nr", "Nrn", "Bd", "Bde", "Bl", "Sp", "Z", "H", "Kap", "Anm", "Abb", "Taf", "Abs", "Jg", "Ziff",
    // French, Italian, Spanish
    "t", "n°", "nº", "pag", "pagg", "pág", "págs", // Russian
    "с", "стр", "т", "гл", "л", "№",
];

/// What figures count, after a space.
const UNITS: [&str; 44] = [
    "%", "‰", "°", "°C", "°F", "€", "£", "$", "m", "mm", "cm", "km", "m²", "km²", "ha", "g", "kg", "mg", "t", "l",
    "hl", "kW", "MW", "kV", "hp", "ft", "lb", "lbs", "oz", "bis", "Mio", "Mrd", "Rbl", "RM", "yd", "mi", "kn", "kHz",
    "MHz", "GB", "MB", "Uhr", "Pf", "fl",
];

/// Words that open a sentence more often than they are a name.
const OPENERS: [&str; 22] = [
    "The", "A", "An", "In", "It", "He", "She", "We", "They", "And", "But", "This", "That", "Der", "Die", "Das", "Er",
    "Sie", "Le", "La", "Il", "Elle",
];

/// What sigla name.
const NAMES_OF_WITNESSES: [&str; 16] = [
    "MS", "MSS", "Ms", "Mss", "ms", "mss", "Hs", "Hss", "cod", "Cod", "codd", "Codd", "ed", "Ed", "witness", "Witness",
];

/// Marks that close a quotation in German and open one in English or French.
const CLOSING: [char; 4] = ['“', '‘', '«', '‹'];

/// The places after a closing mark and a space, in languages where [`CLOSING`] close.
fn after_closing<'l>(text: &str, language: &impl Fn(usize) -> &'l str) -> Vec<u32> {
    let mut out = vec![];
    for (at, mark) in text.match_indices(CLOSING) {
        let rest = &text[at + mark.len()..];
        let next = rest.trim_start_matches(' ');
        let opening = |c: char| c.is_whitespace() || matches!(c, '„' | '‚' | '»' | '›' | '(' | '[' | '—' | '–' | '/');
        let closes = !text[..at].chars().next_back().is_none_or(opening);
        let goes_on = next.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '„' | '‚' | '(' | '['));
        let after_space = next.len() < rest.len();
        if closes && goes_on && after_space && closes_with_sixes(language(at)) {
            out.push((text.len() - next.len()) as u32);
        }
    }
    out
}

fn closes_with_sixes(tag: &str) -> bool {
    matches!(primary(tag), "de" | "cs" | "sk" | "sl" | "bg" | "hr" | "sr" | "da" | "is" | "lt" | "et" | "mk" | "hsb")
}
