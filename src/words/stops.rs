//! Stops and quotation marks around words that are quoted from a text. They stand in the brackets of a lemma because
//! they stand beside its words, and belong to the sentence, whichever witness is read: unless a reading has others.

mod adding;
mod meeting;
mod moving;
mod pairs;

pub use adding::{Added, added};
pub use meeting::meet;
pub use moving::{Moving, moving};

use super::{edge, elision};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Up to how many letters what ends with a stop before a capital may be abbreviated that has no vowel: `Cn. Varro`.
const SHORT: usize = 3;
/// The vowels of Latin, Greek and Cyrillic letters.
const VOWELS: &str = "aeiouyæœøαεηιουωаеиоуыэюяі";
/// What is abbreviated before a capital and has a vowel: `kal. Maii`, `Capt. Gull`. Latin, English, German, French.
const ABBREVIATIONS: [&str; 64] = [
    "kal", "cos", "coss", "imp", "aug", "cap", "lib", "ep", "ap", "app", "ti", "tib", "ser", "rep", "apr", "iun",
    "iul", "oct", "dec", "ian", "febr", "resp", "rev", "capt", "col", "gen", "lieut", "sergt", "hon", "esq", "vol",
    "sect", "fig", "geo", "wm", "tho", "jas", "jos", "saml", "benj", "chas", "edw", "ric", "hr", "bd", "geb", "gest",
    "abt", "nr", "mme", "mlle", "mgr", "ste", "rom", "eph", "cor", "gal", "hebr", "matth", "exod", "deut", "thess",
    "tim", "philipp",
];

/// What is an abbreviation wherever it stands: the parts of a song, who sings them, *etc.* Without accents.
const ALWAYS: [&str; 18] = [
    "στρ",
    "αντ",
    "επωδ",
    "μεσωδ",
    "χορ",
    "ημιχ",
    "κτλ",
    "str",
    "ant",
    "epod",
    "mesod",
    "chor",
    "hemich",
    "etc",
    "usw",
    "sc",
    "scil",
    "ibid",
];

/// The words of a text without the signs of its sentence around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Core {
    /// Their bytes; all, if they are signs alone.
    pub range: Range<usize>,
    /// Whether a stop behind them may be that of an abbreviation.
    pub doubtful: bool,
}

/// What a reading changes of a part of a lemma.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The bytes of the text that change, without the signs that stay.
    pub range: Range<usize>,
    /// The words that stand there.
    pub words: String,
    /// The bytes of the reading without the signs that it shares with the text.
    pub bare: Range<usize>,
    /// The same without any signs around them.
    pub core: Range<usize>,
    /// Whether it has other stops than the text, or none where that is all.
    pub stops: bool,
    /// Whether it has other quotation marks.
    pub quotes: bool,
    /// Whether a stop of the text or of the reading may be that of an abbreviation.
    pub doubtful: bool,
    /// The signs that the reading has before and behind its words, its own or those of the text.
    pub around: [String; 2],
}

/// Whether a sign ends or parts sentences.
pub fn is_stop(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '·' | '\u{37e}' | '\u{387}' | '،' | '؛' | '؟' | '׃')
}

/// Whether a sign is a quotation mark, or may be.
pub fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '"' | '‘' | '’' | '‚' | '\'')
}

/// Whether a sign may stand in a reading for the stop of the text: a dash, suspension points. In a text they may as well
/// stand for words, `Lord B——`.
fn is_pause(c: char) -> bool {
    matches!(c, '—' | '–' | '…')
}

/// Words of a text without the signs around them.
pub fn core(text: &str, range: &Range<usize>) -> Core {
    bare(text, range, false)
}

/// The same; with `pauses` dashes and suspension points behind the words are signs too.
fn bare(text: &str, range: &Range<usize>, pauses: bool) -> Core {
    let opens = |c: char| is_quote(c) && !matches!(c, '’' | '\'');
    let mut start = range.start;
    while let Some(c) = text[start..range.end].chars().next().filter(|c| opens(*c)) {
        let behind = start + c.len_utf8();
        if pairs::closes_inside(c, &text[behind..range.end]) {
            break;
        }
        start = behind;
    }
    let whole = Core { range: range.clone(), doubtful: false };
    let Some(end) = end_of(text, &(start..range.end), pauses).filter(|end| text[start..*end].contains(edge::is_inside))
    else {
        return whole;
    };
    let stop = text[end..range.end].starts_with('.');
    let own = &text[start..end];
    let word = own.rsplit(char::is_whitespace).next().unwrap_or_default();
    let said = text[end..].chars().nth(1).is_some_and(is_quote);
    // Behind a bracket it is the sentence’s.
    let bracketed = own.ends_with([')', ']', '⟩', '}']);
    let short = is_always_short(word) || is_short(word) && !is_last(text, range.end);
    let doubtful = stop && !said && !bracketed && (word.contains('.') || short);
    Core { range: start..end, doubtful }
}

/// Whether words in these stretches of a text have a quotation mark at both their ends.
pub fn is_quoted(text: &str, stretches: &[Range<usize>]) -> bool {
    let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else { return false };
    let own = [first, last].map(|range| core(text, range).range);
    text[first.start..own[0].start].contains(is_quote) && text[own[1].end..last.end].contains(is_quote)
}

/// A stretch of a text without the quotation mark that it begins with.
pub fn opened(text: &str, range: Range<usize>) -> Range<usize> {
    core(text, &range).range.start..range.end
}

/// Where words end before the stops and the quotation marks behind them.
fn end_of(text: &str, range: &Range<usize>, pauses: bool) -> Option<usize> {
    let mut end = range.end;
    while let Some(c) = text[range.start..end].chars().next_back() {
        let before = end - c.len_utf8();
        let pause = pauses && (is_pause(c) || c.is_whitespace() && text[end..range.end].starts_with(is_pause));
        let dots = text[range.start..before].ends_with('.') && c == '.';
        let own =
            is_quote(c) && elision::ends(&text[..before], c) || c == '.' && is_abbreviated(text, range.start, before);
        let paired = is_quote(c) && pairs::opened_inside(c, &text[range.start..before]);
        if dots || own || paired || is_of_numeral(text, before, c) || !is_stop(c) && !is_quote(c) && !pause {
            return Some(end);
        }
        end = before;
    }
    None
}

/// Whether a middle dot at a byte is the second of the two about a numeral: `·XC·`.
fn is_of_numeral(text: &str, at: usize, c: char) -> bool {
    let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
    c == '·' && word.trim_start_matches(|c: char| matches!(c, '(' | '[' | '⟨') || is_quote(c)).starts_with('·')
}

/// Whether the stop that words end with is that of an initial or of an abbreviation before a capital: it ends no sentence.
pub fn ends_short(words: &str) -> bool {
    let Some(before) = words.trim_end().strip_suffix('.') else { return false };
    let word = before.rsplit(|c: char| c.is_whitespace() || is_quote(c) || c == '(').next().unwrap_or_default();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let initial = word.starts_with(char::is_uppercase) && (letters == 1 || letters < 3 && is_short(word));
    initial || letters > 0 && word.chars().all(char::is_alphabetic) && is_short(word)
}

/// Whether the stop at a byte is that of an abbreviation: the sentence goes on behind it, or an initial stands before.
fn is_abbreviated(text: &str, start: usize, stop: usize) -> bool {
    let word = text[start..stop].rsplit(|c: char| c.is_whitespace() || is_quote(c)).next().unwrap_or_default();
    let initial = word.starts_with(char::is_uppercase) && word.chars().count() < 3;
    // Before a quotation mark it ends what was said: “Quiet.” he said.
    let behind = text[stop + 1..].trim_start_matches([')', ']', '⟩', '}', '†']);
    let spaces = behind.trim_start_matches([' ', '\u{a0}', '\u{202f}', '⟨', '(', '[', '{', '†']);
    let goes_on = spaces.starts_with(|c: char| c.is_lowercase() || is_stop(c));
    initial || goes_on || is_chained(&text[..stop])
}

/// Whether words end with a small letter behind another with its stop: `a. d. M. C.`, where no sentence ends.
fn is_chained(words: &str) -> bool {
    let letter = |word: &str| word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let mut words = words.rsplit(char::is_whitespace);
    let (last, before) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let own = before.trim_start_matches(|c: char| is_quote(c) || matches!(c, '(' | '[' | '⟨'));
    letter(last) && last.chars().all(char::is_lowercase) && own.strip_suffix('.').is_some_and(letter)
}

/// Whether a word before a capital may be an abbreviation: one that is known to be, or that nobody could say.
fn is_short(word: &str) -> bool {
    let folded = word.to_lowercase();
    let spoken = folded.nfd().any(|c| VOWELS.contains(c));
    let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
    ABBREVIATIONS.contains(&folded.as_str()) || letters <= SHORT && !spoken
}

/// Whether a word with a stop is an abbreviation wherever it stands: one that is known to be, or that nobody could say
/// and is no numeral. In a script without vowels nothing says so.
fn is_always_short(word: &str) -> bool {
    let folded: String = word.to_lowercase().nfd().filter(|c| c.is_alphabetic() && !edge::is_mark(*c)).collect();
    let numeral = folded.chars().all(|c| "ivxlcdm".contains(c));
    let cased = folded.chars().all(char::is_lowercase);
    ALWAYS.contains(&folded.as_str())
        || is_short(word) && cased && !numeral && !folded.contains(|c: char| VOWELS.contains(c))
}

/// Whether nothing stands behind a byte in its paragraph or verse.
fn is_last(text: &str, at: usize) -> bool {
    let rest = text[at..].split(['\n', '\u{2028}']).next().unwrap_or_default();
    !rest.contains(edge::is_inside)
}

/// What a reading changes of a part of a text.
pub fn fit(text: &str, part: &Range<usize>, words: &str) -> Fit {
    let ours = core(text, part);
    let pauses = !text[ours.range.clone()].ends_with(is_pause);
    let theirs = bare(words, &(0..words.len()), pauses);
    let (own, read) = (ours.range, theirs.range);
    let signs = |text: &str| !text.contains(edge::is_inside);
    let as_typed = Fit {
        range: part.clone(),
        words: words.to_owned(),
        bare: 0..words.len(),
        core: 0..words.len(),
        stops: true,
        quotes: true,
        doubtful: false,
        around: [String::new(), String::new()],
    };
    if signs(&text[own.clone()]) || signs(&words[read.clone()]) {
        return as_typed;
    }
    let around = Around {
        open: &text[part.start..own.start],
        close: &text[own.end..part.end],
        behind: run(&text[part.end..], is_stop),
        their_open: &words[..read.start],
        their_close: &words[read.end..],
        same: folded(&text[own.clone()]) == folded(&words[read.clone()]),
    };
    let settled = around.settled();
    let (opens_alike, closes_alike) = (settled.open == around.open, settled.close == around.close && settled.more == 0);
    let (start, open) = if opens_alike { (own.start, "") } else { (part.start, settled.open) };
    let (end, close) = match closes_alike {
        true => (own.end, ""),
        false => (part.end + settled.more, settled.close.as_str()),
    };
    // Where the words are the same the sign alone changes.
    let sign = around.same && opens_alike && own.end < end && !around.close.is_empty();
    let (range, words) = match sign {
        true => (own.end..end, close.to_owned()),
        false => (start..end, format!("{open}{}{close}", &words[read.clone()])),
    };
    let bare = Range {
        start: if opens_alike { read.start } else { 0 },
        // A full stop that stands in the reading, and not in the lemma, is that of its word.
        end: if closes_alike && !settled.doubled { read.end } else { as_typed.words.len() },
    };
    let doubtful = ours.doubtful || theirs.doubtful;
    let core = if settled.doubled { bare.clone() } else { read };
    let around = [settled.open.to_owned(), if settled.doubled { String::new() } else { settled.close }];
    Fit { range, words, bare, core, stops: settled.stops, quotes: settled.quotes, doubtful, around }
}

/// What of a part of a text is left out with its words: not the stop of the sentence, nor one of two quotation marks.
pub fn left_out(text: &str, part: &Range<usize>) -> Range<usize> {
    let own = core(text, part).range;
    let (open, close) = (&text[part.start..own.start], &text[own.end..part.end]);
    let paired = open.contains(is_quote) && close.contains(is_quote);
    let before = text[..part.start].trim_end_matches(|c: char| c == ' ' || is_quote(c));
    let most = close.chars().map(meeting::strength).max().unwrap_or_default();
    let parts = |c: char| is_stop(c) && meeting::strength(c) >= most || matches!(c, '\n' | '\u{2028}');
    let parted = before.is_empty() || before.ends_with(parts);
    let strong = close.contains(|c: char| is_stop(c) && c != ',') && !parted;
    let start = if paired { part.start } else { own.start };
    // The signs that stay stand at the end: from the first stop on, or behind it; of two quotation marks none.
    let from = if paired { close.trim_end_matches(is_stop).len() } else { 0 };
    let stays = close[from..].find(|c: char| strong && is_stop(c) || is_quote(c)).map(|at| from + at);
    Range { start, end: stays.map_or(part.end, |at| own.end + at) }
}

/// The signs around words of a text and of a reading of them.
struct Around<'t> {
    open: &'t str,
    close: &'t str,
    /// The stops right behind the words of the text.
    behind: &'t str,
    their_open: &'t str,
    their_close: &'t str,
    /// Whether the words are the same.
    same: bool,
}

/// The signs that stand around the words of a reading.
struct Settled<'t> {
    open: &'t str,
    close: String,
    /// How many bytes behind the words of the text these signs replace.
    more: usize,
    stops: bool,
    quotes: bool,
    /// Whether the reading has the stop that stands behind the lemma.
    doubled: bool,
}

impl<'t> Around<'t> {
    fn settled(&self) -> Settled<'t> {
        let (own, theirs) = (only(self.close, is_stop), only(self.their_close, |c| !is_quote(c)));
        let quoted = self.their_open.contains(is_quote) || self.their_close.contains(is_quote);
        // Where that is all in which it differs the reading has no quotation marks.
        let has_any = self.open.contains(is_quote) || self.close.contains(is_quote);
        let unquoted = self.same && !quoted && has_any && own == theirs;
        let outside = own.is_empty() && !theirs.is_empty() && !self.behind.is_empty();
        let doubled = outside && theirs == self.behind;
        let more = outside && !doubled && (self.same || !theirs.ends_with('.'));
        let stops = match theirs.is_empty() || doubled {
            true if !self.same || doubled => own.as_str(),
            _ => theirs.as_str(),
        };
        let close = match (quoted || unquoted, theirs == stops) {
            (true, true) => self.their_close.to_owned(),
            (true, false) if only(self.close, is_quote) == only(self.their_close, is_quote) => self.close.to_owned(),
            (true, false) => format!("{stops}{}", only(self.their_close, is_quote)),
            (false, _) => stopped(self.close, stops),
        };
        let other = only(&close, is_quote) != only(self.close, is_quote);
        // `Ecce”,` for `Ecce,”`
        let turned = !other && stops == own && close != self.close;
        let quotes = unquoted || other || turned || quoted && self.open != self.their_open;
        Settled {
            open: if quoted || unquoted { self.their_open } else { self.open },
            close,
            more: if more { self.behind.len() } else { 0 },
            stops: stops != own || turned,
            quotes,
            doubled: doubled && theirs == ".",
        }
    }
}

/// Signs with other stops among them.
fn stopped(signs: &str, stops: &str) -> String {
    match signs.find(is_stop) {
        Some(at) => format!("{}{stops}{}", &signs[..at], only(&signs[at..], is_quote)),
        None => format!("{stops}{signs}"),
    }
}

fn only(signs: &str, of: fn(char) -> bool) -> String {
    signs.chars().filter(|c| of(*c)).collect()
}

/// The signs of a kind that a text begins with.
fn run(text: &str, of: fn(char) -> bool) -> &str {
    &text[..text.len() - text.trim_start_matches(of).len()]
}

fn folded(words: &str) -> String {
    let straight = |c: char| if c == '’' || c == '‘' { '\'' } else { c };
    words.nfc().map(straight).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{core, fit, left_out};

    /// `[…]` is the lemma.
    fn marked(text: &str) -> (String, std::ops::Range<usize>) {
        let (start, end) = (text.find('[').unwrap_or_default(), text.find(']').unwrap_or_default() - 1);
        (text.replace(['[', ']'], ""), start..end)
    }

    /// The text with a reading in the place of its lemma.
    fn read(text: &str, words: &str) -> String {
        let (text, part) = marked(text);
        let fit = fit(&text, &part, words);
        format!("{}{}{}", &text[..fit.range.start], fit.words, &text[fit.range.end..])
    }

    #[test]
    fn what_the_reading_does_not_have_stays() {
        assert_eq!(read("the [towne.]", "town"), "the town.");
        assert_eq!(read("he said “the [towne.”] Then", "town"), "he said “the town.” Then");
        assert_eq!(read("“The [towne.]” he said", "town"), "“The town.” he said");
        assert_eq!(read("“The [towne.”] he said", "town"), "“The town.” he said");
        assert_eq!(read("“[Towne], he", "Town"), "“Town, he");
        assert_eq!(read("[“Towne], he", "Town"), "“Town, he");
        assert_eq!(read("the [towne,] and", "town"), "the town, and");
        assert_eq!(read("the [towne.] Then", "town."), "the town. Then");
    }

    #[test]
    fn what_it_has_stands() {
        assert_eq!(read("was [quiet.] Then", "quiet,"), "was quiet, Then");
        assert_eq!(read("was [quiet.] Then", "quiet"), "was quiet Then");
        assert_eq!(read("was [quiet]. Then", "quiet,"), "was quiet, Then");
        assert_eq!(read("was [quiet]. Then", "calm!"), "was calm! Then");
        assert_eq!(read("was [quiet]. Then", "calm."), "was calm. Then");
        assert_eq!(read("was [quiet.”] Then", "calm,"), "was calm,” Then");
        assert_eq!(read("was “[quiet”] then", "quiet"), "was “quiet then");
        assert_eq!(read("quiet[,] and", "."), "quiet. and");
        assert_eq!(read("[all] slept", "many,"), "many, slept");
        assert_eq!(read("the [towne] was", "“town”"), "the “town” was");
        assert_eq!(fit("all slept", &(0..3), "many,").bare, 0..5);
        assert_eq!(fit("the towne. Then", &(4..10), "town.").bare, 0..4);
        assert!(!core("are in.” Then", &(4..10)).doubtful);
    }

    #[test]
    fn a_stop_of_the_word_goes_with_it() {
        assert_eq!(read("[kal.] maii", "kalendas"), "kalendas maii");
        assert_eq!(read("[a. d.] M. C.", "anno domini"), "anno domini M. C.");
        assert_eq!(read("a. [d.] M. C.", "domini"), "a. domini M. C.");
        assert_eq!(read("libro [d.] Tunc", "c"), "libro c. Tunc");
        assert_eq!(read("[A.] Cornelius", "Aulus"), "Aulus Cornelius");
        assert_eq!(read("ὁ [δ’] ἦν", "τ’"), "ὁ τ’ ἦν");
        assert!(core("[kal. Maii", &(1..5)).doubtful);
        assert!(!core("altum est. Nautae", &(6..10)).doubtful);
        assert!(core("κτλ. Τότε", &(0..7)).doubtful && !core("καί. Τότε", &(0..7)).doubtful);
        assert!(!core("the sea. Then", &(4..8)).doubtful);
    }

    #[test]
    fn what_is_left_out_leaves_the_stop() {
        let without = |text: &str| {
            let (text, part) = marked(text);
            let gone = left_out(&text, &part);
            format!("{}|{}", &text[..gone.start], &text[gone.end..])
        };
        assert_eq!(without("the town was [quiet.]"), "the town was |.");
        assert_eq!(without("the [old,] grey"), "the | grey");
        assert_eq!(without("the town [was.”] Then"), "the town |.” Then");
        assert_eq!(without("one; [two;] three"), "one; | three");
        assert_eq!(without("he [“never”] came"), "he | came");
        assert_eq!(without("rose. [He said: “Wait.”] And"), "rose. | And");
        assert_eq!(without("rose. [“Wait,” he said.] And"), "rose. | And");
        assert_eq!(without("“rose. [I said: ‘Wait.’ He fell.”] And"), "“rose. |” And");
    }
}
