//! The parts of an entry's source: words, quoted words, remarks in parentheses, types in brackets, signs.

use super::Faults;
use std::ops::Range;

/// A part of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Its characters, without quotation marks and escapes; of a remark or a type what it encloses.
    pub(super) text: String,
    /// Its bytes of the source.
    pub(super) range: Range<usize>,
    /// Whether white space parts it from what stands before.
    pub(super) spaced: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Characters as they are: words, sigla, keywords.
    Plain,
    /// Words in quotation marks, or with an escaped character: never a siglum or a keyword.
    Quoted,
    /// `(…)`
    Remark,
    /// `[…]`
    Type,
    /// `;`
    Semicolon,
    /// `=`
    Equals,
    /// `|`: the note is all that follows. The last token.
    Bar,
}

/// Stands for an asterisk that is escaped, until what asterisks set off is known: no character.
pub(super) const ESCAPED: char = '\u{fdd0}';
/// Stands before what is escaped in a remark, so that it is no siglum: no character.
pub(super) const PLAIN: char = '\u{fdd1}';

/// An ellipsis as it is typed.
const TYPED: &str = "...";

/// Reads the tokens up to the note; `None` where something is not closed, for what follows would be misread.
pub(super) fn tokens(source: &str, faults: &mut Faults<'_>) -> Option<Vec<Token>> {
    let mut all: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(character) = source[at..].chars().next() {
        let spaced = all.last().is_none_or(|last| last.range.end < at);
        let sign = |kind| Token { kind, text: String::new(), range: at..at + 1, spaced };
        let token = match character {
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            ';' => sign(Kind::Semicolon),
            '=' => sign(Kind::Equals),
            '|' => {
                all.push(sign(Kind::Bar));
                break;
            }
            '"' => quoted(source, at, spaced, faults)?,
            '(' => enclosed(source, at, spaced, (Kind::Remark, ')'), faults)?,
            '[' => enclosed(source, at, spaced, (Kind::Type, ']'), faults)?,
            _ => plain(source, at, spaced, faults),
        };
        at = token.range.end;
        all.push(token);
    }
    Some(all)
}

/// Makes sigla of what is one in brackets, `[A]` or `(B)`, with the states behind it: but for the first, where no siglum
/// stands.
pub(super) fn bracketed(tokens: Vec<Token>, is_siglum: impl Fn(&str) -> bool) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let whole = match token.kind {
            Kind::Type => Some(format!("[{}]", token.text)),
            Kind::Remark => Some(format!("({})", token.text)),
            _ => None,
        };
        let siglum = whole.filter(|whole| !all.is_empty() && is_siglum(whole));
        let of_last = |last: &Token| last.kind == Kind::Plain && last.text.ends_with([']', ')']);
        let state = token.kind == Kind::Plain && !token.spaced && token.text.starts_with('^');
        if let Some(text) = siglum {
            all.push(Token { kind: Kind::Plain, text, ..token });
        } else if let Some(last) = all.last_mut().filter(|last| state && of_last(last)) {
            last.text.push_str(&token.text);
            last.range.end = token.range.end;
        } else {
            all.push(token);
        }
    }
    all
}

/// Words in quotation marks, in which a backslash escapes.
fn quoted(source: &str, start: usize, spaced: bool, faults: &mut Faults<'_>) -> Option<Token> {
    let mut text = String::new();
    let mut characters = source[start + 1..].char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => {
                let range = start..start + 1 + at + 1;
                return Some(Token { kind: Kind::Quoted, text: single_spaced(&text), range, spaced });
            }
            '\\' => text.extend(characters.next().map(|(_, character)| escaped(character))),
            other => text.push(other),
        }
    }
    faults.push("unclosed-quotation", start..start + 1, "this quotation mark is not closed", "close it with `\"`");
    None
}

/// What stands between brackets of one kind; those inside it are paired.
fn enclosed(
    source: &str,
    start: usize,
    spaced: bool,
    (kind, closing): (Kind, char),
    faults: &mut Faults<'_>,
) -> Option<Token> {
    let opening = source[start..].chars().next()?;
    let (mut depth, mut text) = (0, String::new());
    let mut characters = source[start..].char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => {
                text.extend(Some(PLAIN).filter(|_| kind == Kind::Remark));
                text.extend(characters.next().map(|(_, character)| match kind {
                    Kind::Remark => escaped(character),
                    _ => character,
                }));
                continue;
            }
            c if c == opening => depth += 1,
            c if c == closing => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let range = start..start + at + closing.len_utf8();
            let text = single_spaced(text.strip_prefix(opening).unwrap_or(&text));
            return Some(Token { kind, text, range, spaced });
        }
        text.push(character);
    }
    let message = format!("this `{opening}` is not closed");
    let help = format!("close it with `{closing}`; where it belongs to a reading's words, put these in `\"…\"`");
    faults.push("unclosed-bracket", start..start + 1, message, help);
    None
}

/// Characters up to white space or a sign. A backslash escapes any.
fn plain(source: &str, start: usize, spaced: bool, faults: &mut Faults<'_>) -> Token {
    let (mut text, mut kind, mut end) = (String::new(), Kind::Plain, source.len());
    let mut characters = source[start..].char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            c if c.is_whitespace() || matches!(c, ';' | '=' | '|' | '"' | '(' | '[') => {
                end = start + at;
                break;
            }
            ']' => {
                let help = "the lemma is not said again: the words of the witness alone; words that hold brackets stand in `\"…\"`";
                faults.push("bare-sign", start..start + at + 1, "this `]` closes nothing", help);
            }
            '\\' => {
                kind = Kind::Quoted;
                match characters.next() {
                    Some((_, character)) => text.push(escaped(character)),
                    None => {
                        let help = "write `\\\\` for a backslash";
                        faults.push("bare-sign", start + at..start + at + 1, "this backslash escapes nothing", help);
                    }
                }
            }
            other => text.push(other),
        }
    }
    if kind == Kind::Plain && text.contains(TYPED) {
        text = text.replace(TYPED, "…");
    }
    Token { kind, text, range: start..end, spaced }
}

/// A character behind a backslash.
fn escaped(character: char) -> char {
    if character == '*' { ESCAPED } else { character }
}

/// The words with single spaces between them.
fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
