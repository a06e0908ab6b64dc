//! Where the signs of other dialects begin and end, by pandoc's rules: in texts of old books a tilde, a dollar or
//! a caret is itself.
//!
//! Knows characters only. All take the text from the sign on, up to where it has to end at the latest.

use std::ops::Range;

/// How far the end of a sign is looked for, in bytes.
const LONGEST: usize = 4000;

fn near(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST.min(text.len()))]
}

fn escaped(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Where `close` stands that ends what begins with as many bytes; nothing but words is at either end.
fn closing(text: &str, close: &str) -> Option<usize> {
    let text = near(text);
    let open = close.len();
    let first = text.get(open..)?.chars().next()?;
    if first.is_whitespace() {
        return None;
    }
    let found = text[open..].match_indices(close).map(|(at, _)| open + at);
    found.into_iter().find(|at| *at > open && !escaped(text, *at) && !text[..*at].ends_with(char::is_whitespace))
}

/// The end of `~~deleted~~`: where its closing sign begins.
pub(super) fn deleted(text: &str) -> Option<usize> {
    (text.starts_with("~~") && !text.starts_with("~~~")).then(|| closing(text, "~~"))?
}

/// The end of `==marked==`, between which and words nothing stands: where its closing sign begins.
pub(super) fn highlighted(text: &str) -> Option<usize> {
    let end = (text.starts_with("==") && !text.starts_with("===")).then(|| closing(text, "=="))??;
    let words = !text[..end].contains('\n') && !text[2..end].contains('=');
    (words && !text[end + 2..].starts_with(|c: char| c.is_alphanumeric() || c == '=')).then_some(end)
}

/// The name behind `^` with which a paragraph ends.
pub(super) fn block_name(text: &str) -> Option<&str> {
    let name = text.strip_prefix('^')?.trim_end();
    let fits = name.len() > 1 && name.starts_with(|c: char| c.is_ascii_alphanumeric());
    let fits = fits && name.contains(|c: char| c.is_ascii_alphabetic());
    (fits && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then_some(name)
}

/// The end of `~sub~` or `^sup^`: no white space is between them.
pub(super) fn shifted(text: &str) -> Option<usize> {
    let sign = text.chars().next()?;
    let rest = near(&text[1..]);
    for (at, character) in rest.char_indices() {
        match character {
            c if c == sign && !escaped(rest, at) => {
                let alone = at > 0 && !rest[at + 1..].starts_with(sign);
                return alone.then_some(at + 1);
            }
            c if c.is_whitespace() && !escaped(rest, at) => return None,
            '[' | ']' | '`' | '<' => return None,
            _ => {}
        }
    }
    None
}

/// The formula in `$…$` or `$$…$$` and the bytes of the whole: no space inside the dollars, no digit behind.
pub(super) fn math(text: &str) -> Option<(Range<usize>, usize)> {
    let text = near(text);
    if text.starts_with("$$") {
        let end = 2 + text.get(2..)?.find("$$")?;
        let inner = text[2..end].trim();
        return (!inner.is_empty() && !inner.contains('`')).then_some((2..end, end + 2));
    }
    let end = closing(text, "$")?;
    let inner = &text[1..end];
    let behind = text[end + 1..].chars().next();
    let fits =
        !inner.contains(['`', '$']) && !is_prose(inner) && !behind.is_some_and(|c| c.is_ascii_digit() || c == '$');
    fits.then_some((1..end, end + 1))
}

/// Whether what stands between two dollars is a sentence with prices rather than a formula: several words, and no sign
/// of one.
fn is_prose(inner: &str) -> bool {
    let words = inner.split_whitespace().filter(|word| word.len() > 2 && word.chars().all(char::is_alphabetic));
    words.count() > 2 && !inner.contains(['\\', '^', '_', '=', '{'])
}

/// A change or remark of CriticMarkup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Critic {
    Added,
    Deleted,
    /// One becomes the other, whose sign `~>` is at this byte.
    Changed(usize),
    Marked,
    Remark,
}

/// A change of CriticMarkup and where its closing sign, of three bytes, begins.
pub(super) fn critic(text: &str) -> Option<(Critic, usize)> {
    let text = near(text);
    let (kind, close) = match text.get(..3)? {
        "{++" => (Critic::Added, "++}"),
        "{--" => (Critic::Deleted, "--}"),
        "{==" => (Critic::Marked, "==}"),
        "{>>" => (Critic::Remark, "<<}"),
        "{~~" => (Critic::Changed(0), "~~}"),
        _ => return None,
    };
    let end = 3 + text[3..].find(close)?;
    match kind {
        Critic::Changed(_) => Some((Critic::Changed(3 + text[3..end].find("~>")?), end)),
        kind => Some((kind, end)),
    }
}

/// The end of a shortcode `{{< … >}}`.
pub(super) fn shortcode(text: &str) -> Option<usize> {
    let text = near(text);
    let close = match text.get(..3)? {
        "{{<" => ">}}",
        "{{#" if text[3..].starts_with(char::is_alphabetic) => "}}",
        "{{%" => "%}}",
        _ => return None,
    };
    text.find(close).map(|at| at + 3)
}

/// The end of a remark `%%…%%` in a line, which no number stands before.
pub(super) fn remark(text: &str) -> Option<usize> {
    let inner = near(text).strip_prefix("%%")?;
    let end = inner.find("%%")?;
    (!inner[..end].trim().is_empty()).then_some(end + 4)
}

/// The end of an address of the web that begins here, with what stands before it read as its beginning.
pub(super) fn address(text: &str) -> Option<usize> {
    let schemes = ["https://", "http://", "ftp://", "www."];
    let scheme = schemes.iter().find(|s| text.get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s)))?;
    let stops = |c: char| c.is_whitespace() || c.is_control() || "<>\"`|[]“”«»".contains(c);
    let mut end = text.find(stops).unwrap_or(text.len());
    // a value of a template in it
    end = ["{{", "{%"].iter().filter_map(|sign| text[..end].find(sign)).min().unwrap_or(end);
    loop {
        let word = &text[..end];
        let last = word.chars().next_back()?;
        let opened = |open: char, close: char| word.matches(open).count() >= word.matches(close).count();
        let kept = match last {
            ')' => opened('(', ')'),
            '}' => opened('{', '}'),
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '‘' | '*' | '_' | '~' | '\\' | '^' | '…' => false,
            _ => true,
        };
        if kept {
            break;
        }
        end -= last.len_utf8();
    }
    let host = text.get(scheme.len()..end)?;
    let named = host.starts_with(|c: char| c.is_alphanumeric()) && (*scheme != "www." || host.contains('.'));
    named.then_some(end)
}

/// Whether what stands in brackets, with the opening one, cites works by their keys: `[see @key, p. 3; -@other]`.
fn cites(bracket: &str) -> bool {
    let keyed = |part: &str| {
        let at = part.find('@').filter(|at| key(&part[*at..]).is_some());
        at.is_some_and(|at| !part[..at].trim_end_matches('-').ends_with(|c: char| !c.is_whitespace()))
    };
    let inner = &bracket[1..];
    inner.contains('@') && inner.split(';').all(keyed)
}

/// Where the bracket closes that `text` begins with and that cites works.
pub(in crate::read::markdown) fn citation(text: &str) -> Option<usize> {
    let text = near(text).strip_prefix('[').map(|_| near(text))?;
    text.find(']').filter(|close| cites(&text[..*close]))
}

/// The key in `@key`, as pandoc has it: letters, digits and single signs within; with the braces of `@{key}`.
pub(super) fn key(text: &str) -> Option<&str> {
    let word = text.strip_prefix('@')?;
    if let Some(inner) = word.strip_prefix('{') {
        let end = inner.find(['}', '{', '\n', ' ']).filter(|end| *end > 0 && inner[*end..].starts_with('}'))?;
        return inner[..end].contains(char::is_alphanumeric).then_some(&word[..end + 2]);
    }
    word.starts_with(|c: char| c.is_alphanumeric() || c == '_').then_some(())?;
    let end = word.find(|c: char| !c.is_alphanumeric() && !"_:.#$%&-+?<>~/".contains(c)).unwrap_or(word.len());
    let key = word[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
    let cut = key.find("..").or_else(|| key.find("--")).unwrap_or(key.len());
    Some(&key[..cut])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_stay_themselves() {
        assert_eq!(math("$5 and $10 more"), None);
        assert_eq!(math("$20,000-$30,000"), None);
        assert_eq!(math("$ a$"), None);
        assert_eq!(math("$a + b$."), Some((1..6, 7)));
        assert_eq!(math("$$x$$"), Some((2..3, 5)));
        assert_eq!(shifted("~5 and ~6"), None);
        assert_eq!(shifted("~2~O"), Some(2));
        assert_eq!(shifted("^ a^"), None);
        assert_eq!(shifted("^2^"), Some(2));
        assert_eq!(shifted("~~"), None);
        assert_eq!(deleted("~~gone~~"), Some(6));
        assert_eq!(deleted("~~ gone ~~"), None);
        assert_eq!(deleted("~~~ x ~~~"), None);
        assert_eq!(remark("%%a%% b"), Some(5));
        assert_eq!(remark("%% b"), None);
        assert_eq!(shortcode("{{ x }}"), None);
        assert_eq!(shortcode("{{< pagebreak >}}x"), Some(17));
        assert_eq!(critic("{++a++} b"), Some((Critic::Added, 4)));
        assert_eq!(critic("{~~a~>b~~}"), Some((Critic::Changed(4), 7)));
        assert_eq!(critic("{~~a~~}"), None);
    }

    #[test]
    fn addresses_end_before_the_sentence_does() {
        let address = |text: &'static str| address(text).map(|end| &text[..end]);
        assert_eq!(address("https://a.org/b_(c)). Then"), Some("https://a.org/b_(c)"));
        assert_eq!(address("http://a.org/x--y*, z"), Some("http://a.org/x--y"));
        assert_eq!(address("www.a"), None);
        assert_eq!(address("www.a.org/?q=1&r=2; b"), Some("www.a.org/?q=1&r=2"));
        assert_eq!(address("https://"), None);
        assert_eq!(address("https://a.org/{{ b.c }}/d"), Some("https://a.org/"));
    }

    #[test]
    fn keys_of_works() {
        assert!(cites("[@a, p. 3; see -@b"));
        assert!(!cites("[a@b.org"));
        assert_eq!(key("@smith.04: a"), Some("smith.04"));
        assert_eq!(key("@key."), Some("key"));
        assert_eq!(key("@ key"), None);
    }
}
