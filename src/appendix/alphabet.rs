//! The order of an index: word by word, without regard to accents, capitals and punctuation; figures and the numbers of
//! rulers by their value.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a name is sorted by; names that agree in it are sorted as they are written.
pub(super) fn key(name: &str) -> (String, String) {
    let mut key = String::new();
    for c in numbered(name).nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => key.push_str("ss"),
            'æ' => key.push_str("ae"),
            'œ' => key.push_str("oe"),
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            'đ' | 'ð' => key.push('d'),
            'þ' => key.push_str("th"),
            'ı' => key.push('i'),
            'ς' => key.push('σ'),
            '\'' | '’' | 'ʼ' | 'ʹ' | '‘' => {}
            // A name before its comma comes before the longer name: `Marx, Karl`, `Marx Brothers`.
            ',' => key.push('\u{1}'),
            c if c.is_alphanumeric() => key.push(c),
            _ if key.ends_with(' ') || key.is_empty() => {}
            _ => key.push(' '),
        }
    }
    (key.replace("\u{1} ", "\u{1}").trim_end().to_owned(), name.to_owned())
}

/// A name with figures and the numbers of rulers as wide as the widest, so that 9 comes before 10 and V before IX.
fn numbered(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut words = name.split_inclusive(' ').enumerate().peekable();
    while let Some((nth, word)) = words.next() {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let next = words.peek().map(|(_, next)| next.trim_end());
        // `Henry I`, `Charles V, Emperor`, `Louis XIV of France`; in `What I saw` it is none.
        let ends =
            bare.len() < word.trim_end().len() || next.is_none_or(|next| OF.contains(&next) || next.starts_with('('));
        let numeral = bare.bytes().all(|b| b"IVXLC".contains(&b)) && nth > 0 && ends;
        if let Some(number) = roman(bare).filter(|_| numeral) {
            out.push_str(&format!("{number:04}{}", &word[bare.len()..]));
            continue;
        }
        let mut rest = word;
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let length = rest[start..].bytes().take_while(u8::is_ascii_digit).count();
            out.push_str(&rest[..start]);
            out.push_str(&format!("{:0>12}", &rest[start..start + length]));
            rest = &rest[start + length..];
        }
        out.push_str(rest);
    }
    out
}

/// What stands between a ruler's number and the country.
const OF: [&str; 6] = ["of", "von", "de", "di", "the", "der"];

/// The articles that the title of a work may begin with, those of the languages that books are mostly in.
const ARTICLES: [&str; 18] = [
    "a", "an", "the", "le", "la", "les", "un", "une", "der", "die", "das", "ein", "eine", "el", "los", "las", "il",
    "gli",
];

/// A title from its first word on that is no article.
pub(super) fn without_article(title: &str) -> &str {
    let bare = title.trim_start_matches(|c: char| !c.is_alphanumeric());
    let elided = ["l’", "l'", "L’", "L'"].into_iter().find_map(|article| bare.strip_prefix(article));
    let after =
        |(first, rest): (&str, &'_ str)| ARTICLES.contains(&first.to_lowercase().as_str()).then_some(rest.len());
    let length = elided.map(str::len).or_else(|| bare.split_once(' ').and_then(after));
    length.filter(|length| *length > 0).map_or(title, |length| &bare[bare.len() - length..])
}

/// The letter under which a name stands; all figures stand under one.
pub(super) fn letter(name: &str) -> char {
    match key(name).0.chars().next() {
        Some(c) if c.is_numeric() => '0',
        Some(c) => c.to_uppercase().next().unwrap_or(c),
        None => ' ',
    }
}

/// What a place in a work is sorted by: roman numerals before figures, figures by their value, and
/// the words around them.
pub(super) fn locus(locator: &str) -> Vec<(u8, u64, String)> {
    let mut parts = Vec::new();
    for part in locator.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()) {
        parts.push(match (part.parse::<u64>(), roman(part)) {
            (Ok(number), _) => (1, number, String::new()),
            (_, Some(number)) => (0, number, String::new()),
            _ => (2, 0, part.to_lowercase()),
        });
    }
    parts
}

/// The value of a roman numeral.
fn roman(numeral: &str) -> Option<u64> {
    let value = |c: char| match c.to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        'd' => Some(500),
        'm' => Some(1000),
        _ => None,
    };
    let values: Option<Vec<u64>> = numeral.chars().map(value).collect();
    let values = values.filter(|v| !v.is_empty())?;
    let signed =
        |(i, v): (usize, &u64)| if values.get(i + 1).is_some_and(|next| next > v) { -(*v as i64) } else { *v as i64 };
    u64::try_from(values.iter().enumerate().map(signed).sum::<i64>()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<const N: usize>(mut names: [&str; N]) -> [&str; N] {
        names.sort_by_key(|name| key(name));
        names
    }

    #[test]
    fn word_by_word_without_accents_and_capitals() {
        let names =
            ["Zola", "éditeur", "Eden", "New Yorker", "New York", "Newark", "de Gaulle", "Øst", "Oslo", "Ostrow"];
        let order =
            ["de Gaulle", "Eden", "éditeur", "New York", "New Yorker", "Newark", "Oslo", "Øst", "Ostrow", "Zola"];
        assert_eq!(sorted(names), order);
        assert_eq!(sorted(["Marx Brothers", "Marx, Karl", "Marx"]), ["Marx", "Marx, Karl", "Marx Brothers"]);
    }

    #[test]
    fn numbers_by_their_value() {
        let names = ["Charles V, Emperor", "Charles IX", "Charles X of France", "Charles", "Charles I"];
        assert_eq!(sorted(names), ["Charles", "Charles I", "Charles V, Emperor", "Charles IX", "Charles X of France"]);
        assert_eq!(sorted(["Order 12", "Order 9", "Order 100b"]), ["Order 9", "Order 12", "Order 100b"]);
        assert_eq!(sorted(["What I saw", "What a day"]), ["What a day", "What I saw"]);
    }

    #[test]
    fn titles_without_their_articles() {
        let titles = ["The Bell", "L’État", "“A Light”", "Les", "Theory", "La"];
        assert_eq!(titles.map(without_article), ["Bell", "État", "Light”", "Les", "Theory", "La"]);
    }

    #[test]
    fn letters() {
        assert_eq!(["Éluard", "1905", "“Word”", "Łódź", ""].map(letter), ['E', '0', 'W', 'L', ' ']);
    }

    #[test]
    fn places_by_their_numbers() {
        let mut places = ["100", "xv", "9", "iv", "12–15", "12–13", "ch. 2"];
        places.sort_by_key(|place| locus(place));
        assert_eq!(places, ["iv", "xv", "9", "12–13", "12–15", "100", "ch. 2"]);
    }
}
