//! HTML as characters: without its tags, with its entities read; and how many words it has.

use pulldown_cmark::{Event, Parser};

/// The characters that HTML stands for.
pub(super) fn literal(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (character, length) = match tag(rest) {
            Some(length) => (None, length),
            None => entity(rest).map_or((rest.chars().next(), 1), |(c, length)| (Some(c), length)),
        };
        out.extend(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn tag(html: &str) -> Option<usize> {
    let name = html.strip_prefix('<')?;
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/').then(|| html.find('>').map(|end| end + 1))?
}

fn entity(html: &str) -> Option<(char, usize)> {
    let name = html.strip_prefix('&')?;
    let end = name.find(';').filter(|end| *end < 12)?;
    let character = match &name[..end] {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        name => {
            let Some(digits) = name.strip_prefix('#') else { return named(&html[..end + 2]).map(|c| (c, end + 2)) };
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok(),
                None => digits.parse().ok(),
            };
            number.and_then(char::from_u32)?
        }
    };
    Some((character, end + 2))
}

/// The character of a name of HTML, `&eacute;`: the parser has the list of them.
fn named(written: &str) -> Option<char> {
    let letters = written[1..].trim_end_matches(';');
    if letters.is_empty() || !letters.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let mut events = Parser::new(written).filter_map(|event| match event {
        Event::Text(text) => Some(text),
        _ => None,
    });
    let text = events.next().filter(|text| text.as_ref() != written)?;
    text.chars().next().filter(|_| text.chars().count() == 1 && events.next().is_none())
}

/// The value of an attribute as it is meant.
pub(super) fn value(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (character, length) = entity(&rest[at..]).unwrap_or(('&', 1));
        out.push(character);
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    out
}

/// An address as it is meant: without what escapes its characters.
pub(in crate::read::markdown) fn address(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find(['\\', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let escaped = rest.strip_prefix('\\').and_then(|r| r.chars().next()).filter(char::is_ascii_punctuation);
        let (character, length) = match escaped {
            Some(character) => (character, 2),
            None => entity(rest).unwrap_or((rest.chars().next().unwrap_or('&'), 1)),
        };
        out.push(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// How many words there are in `text`, tags aside.
pub(in crate::read::markdown) fn words(text: &str) -> usize {
    let inner = text.trim_start_matches(['<', '!', '?', '-']);
    let inner = if text.starts_with("<!") || text.starts_with("<?") { inner } else { text };
    literal(inner).split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_words() {
        assert_eq!(literal("a &lt;b&gt; <i>c</i> & d &#233; < e"), "a <b> c & d é < e");
        assert_eq!(literal("caf&eacute; &nosuch; &;"), "café &nosuch; &;");
        assert_eq!(value("a=1&amp;b=\\2 &ouml; & &x"), "a=1&b=\\2 ö & &x");
        assert_eq!(words("<style>p { color: red }</style>"), 3);
        assert_eq!(words("<!-- two words"), 2);
        assert_eq!(words("<?php echo 1; ?>"), 3);
    }
}
