//! Typographic punctuation for what is typed straight: `"`, `'`, `--`, `---`, `...`.
//!
//! Decides by the neighbours of a character alone; characters that are typographic already are
//! left as they are. Knows English, French and German quotation marks.

use crate::model::account::{Certainty, Edit};
use crate::source::Span;
use crate::words::elision;
use crate::words::language::primary;

/// The marks of a language: outer and inner, opening and closing.
struct Quotes {
    outer: (&'static str, &'static str),
    inner: (&'static str, &'static str),
}

const ENGLISH: Quotes = Quotes { outer: ("“", "”"), inner: ("‘", "’") };
const FRENCH: Quotes = Quotes { outer: ("«\u{a0}", "\u{a0}»"), inner: ("‘", "’") };
const GERMAN: Quotes = Quotes { outer: ("„", "“"), inner: ("‚", "‘") };

fn quotes(language: &str) -> &'static Quotes {
    match primary(language) {
        "fr" => &FRENCH,
        "de" => &GERMAN,
        _ => &ENGLISH,
    }
}

/// The quotation marks of a language: opening and closing, the inner ones if `inner`.
pub(super) fn marks(language: &str, inner: bool) -> (&'static str, &'static str) {
    let quotes = quotes(language);
    if inner { quotes.inner } else { quotes.outer }
}

/// The ledger's entry for what `rest` begins with, of which `read` took the place.
pub(super) fn edit(rest: &str, read: &str, span: Span) -> Edit {
    let rule = match rest.as_bytes().first() {
        Some(b'-') => "dashes.typed",
        Some(b'.') => "ellipsis.typed",
        _ => "quotes.typed",
    };
    Edit { span, read: read.to_owned(), rule, certainty: Certainty::Probable, applied: true }
}

/// Replaces punctuation in one block after another.
#[derive(Clone, Debug, Default)]
pub(super) struct Punctuation {
    /// How many single quotation marks are open: tells a closing one from an apostrophe.
    open: usize,
    /// Whether a double one is open: tells what stands between two spaces.
    doubled: bool,
    /// Whether the next single mark ends a word that another began: `’n’`.
    elided: bool,
}

impl Punctuation {
    /// What to write for the beginning of `rest`, and how many of its bytes that replaces; `None`
    /// where nothing changes. `before` is the character written last in this block, `after`
    /// what follows the end of `rest`.
    pub(super) fn replace(
        &mut self,
        rest: &str,
        before: Option<char>,
        after: Option<char>,
        language: &str,
    ) -> Option<(&'static str, usize)> {
        let next = |n: usize| rest[n..].chars().next().or(after);
        match rest.as_bytes().first()? {
            b'"' => {
                let marks = quotes(language).outer;
                let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
                // minutes and seconds of arc, feet and inches; what stands for the words above it: `"     "`
                if !self.doubled && (is_figure(before) || stands_in_column(before, &rest[1..], after)) {
                    return None;
                }
                let alone = space(before) && space(next(1)) && rest[1..].starts_with(' ');
                // a mark that nothing closes repeats the word above it: `2nd " J. Reed`
                if alone && !self.doubled && primary(language) != "fr" && !rest[1..].contains(" \"") {
                    return None;
                }
                let opening = opens(before, next(1)) || begins_within(before, &rest[1..]) || alone && !self.doubled;
                self.doubled = opening;
                // a space that belongs to the mark is typed already
                let length = if alone && opening && marks.0.ends_with('\u{a0}') { 2 } else { 1 };
                let closing = if before == Some(' ') { marks.1.trim_start() } else { marks.1 };
                Some((if opening { marks.0 } else { closing }, length))
            }
            b'\'' if self.open == 0 && is_figure(before) && !next(1).is_some_and(char::is_alphabetic) => None,
            b'\'' => Some((self.single(before, &rest[1..], after, language), 1)),
            b'-' if before != Some('-') => dashes(rest),
            // Dots in brackets count the letters that are lost.
            b'.' if before == Some('[') && closes(next(rest.len() - rest.trim_start_matches('.').len())) => None,
            b'.' if rest.starts_with("...") && !rest.starts_with("....") && before != Some('.') => Some(("…", 3)),
            _ => None,
        }
    }

    fn single(&mut self, before: Option<char>, rest: &str, after: Option<char>, language: &str) -> &'static str {
        let marks = quotes(language).inner;
        let after = rest.chars().next().or(after);
        // but a figure that is quoted by itself
        let figure = rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('\'');
        let quoted = figure.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric));
        let year = after.is_some_and(|c| c.is_ascii_digit()) && !quoted;
        let begins = before.is_none_or(|c| !c.is_alphanumeric());
        if std::mem::take(&mut self.elided) || begins && primary(language) == "en" && elision::begins(rest) {
            self.elided = begins && (rest.starts_with("n'") || rest.starts_with("N'"));
            return "’";
        }
        if (opens(before, after) || begins_within(before, rest)) && !year {
            self.open += 1;
            return marks.0;
        }
        let inside_word = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        if self.open > 0 && !inside_word && !year {
            self.open -= 1;
            return marks.1;
        }
        "’"
    }
}

fn is_figure(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

/// Whether a mark stands alone in a column: at an edge or between wide gaps or bars.
fn stands_in_column(before: Option<char>, rest: &str, after: Option<char>) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '|' | '"'));
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    edge(before)
        && (gap >= 2
            || gap == rest.len() && after.is_none() && before.is_some()
            || rest.trim_start().starts_with(['"', '|']))
}

/// Whether what follows closes a bracket, or is the backslash before one that the source escapes.
fn closes(next: Option<char>) -> bool {
    matches!(next, Some(']' | '\\'))
}

fn opens(before: Option<char>, after: Option<char>) -> bool {
    let begins = before.is_none_or(|c| c.is_whitespace() || "([{—–-/“‘’„‚«¿¡".contains(c));
    begins && after.is_some_and(|c| !c.is_whitespace() && !",.;:!?)]}—–".contains(c))
}

/// Whether words begin in the middle behind a mark: with dots or a dash that stand for what is left out.
fn begins_within(before: Option<char>, rest: &str) -> bool {
    let dots = rest.strip_prefix('…').or(rest.strip_prefix("..."));
    let dash = rest.strip_prefix(['—', '–']).or(rest.strip_prefix("---")).or(rest.strip_prefix("--"));
    let word = |rest: &str| rest.trim_start_matches(' ').starts_with(char::is_alphanumeric);
    before.is_none_or(|c| c.is_whitespace() || "([{".contains(c)) && dots.or(dash).is_some_and(word)
}

/// `--` and `---` alone; longer runs stay, they are drawn lines.
fn dashes(rest: &str) -> Option<(&'static str, usize)> {
    match rest.bytes().take_while(|b| *b == b'-').count() {
        2 => Some(("–", 2)),
        3 => Some(("—", 3)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, language: &str) -> String {
        let mut punctuation = Punctuation::default();
        let (mut out, mut at) = (String::new(), 0);
        while at < text.len() {
            let replaced = punctuation.replace(&text[at..], out.chars().last(), None, language);
            let character = text[at..].chars().next().unwrap_or(' ');
            match replaced {
                Some((new, length)) => {
                    out.push_str(new);
                    at += length;
                }
                None => {
                    out.push(character);
                    at += character.len_utf8();
                }
            }
        }
        out
    }

    #[test]
    fn english() {
        assert_eq!(set(r#""It's 'so'," he said -- in '17..."#, "en-GB"), "“It’s ‘so’,” he said – in ’17…");
        assert_eq!(set(r#"he said---"no""#, "en"), "he said—“no”");
        assert_eq!(set("lost [...] here [..] and [.....]", "en"), "lost [...] here [..] and [.....]");
        assert_eq!(set("'Twas rock 'n' roll, 'tis 'so'", "en"), "’Twas rock ’n’ roll, ’tis ‘so’");
        assert_eq!(set("he said \"... and\" so, \"--- even\" \"—e\"", "en"), "he said “… and” so, “— even” “—e”");
        assert_eq!(set("'0' and 'abc' in '17, '80s", "en"), "‘0’ and ‘abc’ in ’17, ’80s");
        assert_eq!(set("\" so \" he said", "en"), "“ so ” he said");
        assert_eq!(set("at 9° 14' 30\" N. in \"1914\"", "en"), "at 9° 14' 30\" N. in “1914”");
        assert_eq!(set("2nd \" J. Reed, 3 boats", "en"), "2nd \" J. Reed, 3 boats");
        assert_eq!(set("Skiffs  \"   4\n\" \" 5", "en"), "Skiffs  \"   4\n\" \" 5");
        assert_eq!(set("the workers' state ----", "en"), "the workers’ state ----");
    }

    #[test]
    fn french_and_german() {
        assert_eq!(set(r#"l'"État""#, "fr"), "l’«\u{a0}État\u{a0}»");
        assert_eq!(set("\" ceci est \" et \" ça\"", "fr"), "«\u{a0}ceci est » et «\u{a0}ça\u{a0}»");
        assert_eq!(set(r#""Er sagte 'nein', geht's?""#, "de-DE"), "„Er sagte ‚nein‘, geht’s?“");
    }
}
