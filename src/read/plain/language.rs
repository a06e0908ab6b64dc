//! The language of a text, where nobody says it: by the commonest words of a few languages.

/// Words that are common in one of the languages and rare in the others.
const WORDS: [(&str, &[&str]); 9] = [
    ("en", &["the", "and", "of", "to", "that", "was", "with", "his", "which", "is"]),
    ("de", &["der", "und", "nicht", "ist", "das", "ein", "sich", "auf", "dem", "zu"]),
    ("fr", &["les", "et", "des", "une", "est", "dans", "qui", "du", "pas", "sur"]),
    ("it", &["che", "di", "il", "non", "della", "per", "gli", "sono", "una", "con"]),
    ("es", &["que", "el", "los", "las", "por", "una", "para", "del", "como", "y"]),
    ("nl", &["het", "een", "van", "niet", "zijn", "op", "voor", "maar", "ook", "dat"]),
    ("fi", &["ja", "ei", "että", "oli", "mutta", "niin", "kun", "ovat", "myös", "hän"]),
    ("sv", &["och", "att", "det", "som", "inte", "på", "för", "ett", "jag", "är"]),
    ("la", &["et", "non", "ad", "cum", "est", "quod", "ut", "sed", "quae", "enim"]),
];

/// How many bytes of a text are looked at.
const SAMPLE: usize = 40_000;

/// The languages that libraries' headers name, in English and in themselves.
const NAMES: [(&str, &[&str]); 14] = [
    ("en", &["english"]),
    ("de", &["german", "deutsch"]),
    ("fr", &["french", "français"]),
    ("nl", &["dutch", "nederlands"]),
    ("it", &["italian", "italiano"]),
    ("es", &["spanish", "español"]),
    ("pt", &["portuguese", "português"]),
    ("la", &["latin"]),
    ("el", &["greek"]),
    ("da", &["danish"]),
    ("sv", &["swedish"]),
    ("no", &["norwegian"]),
    ("fi", &["finnish"]),
    ("pl", &["polish"]),
];

/// The tag of a language that a header names.
pub(super) fn named(name: &str) -> Option<&'static str> {
    let first = name.split(|c: char| !c.is_alphabetic()).next()?.to_lowercase();
    NAMES.iter().find(|(_, names)| names.contains(&first.as_str())).map(|(tag, _)| *tag)
}

/// What the header above `text` says of its language.
fn said(text: &str) -> Option<&'static str> {
    let head = &text[..text.floor_char_boundary(HEADER.min(text.len()))];
    named(head.lines().take(80).find_map(|line| line.strip_prefix("Language:"))?.trim())
}

/// How many bytes of a text a library's header has at most.
const HEADER: usize = 8_000;

/// The language of `text` (BCP 47); English where nothing speaks for another.
pub fn of(text: &str) -> &'static str {
    told(text).unwrap_or("en")
}

/// The language of `text` (BCP 47), if its header or enough of its words say so.
pub fn told(text: &str) -> Option<&'static str> {
    if let Some(tag) = said(text) {
        return Some(tag);
    }
    let head = &text[..text.floor_char_boundary(4 * HEADER.min(text.len() / 4))];
    let start = head.find("*** START OF").unwrap_or(0);
    let sample = &text[start..text.floor_char_boundary((start + SAMPLE).min(text.len()))];
    let mut counts = [0usize; WORDS.len()];
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|w| (1..=6).contains(&w.len())) {
        let low = word.to_lowercase();
        for (count, (_, words)) in counts.iter_mut().zip(WORDS) {
            *count += usize::from(words.contains(&low.as_str()));
        }
    }
    let best = (0..WORDS.len()).rev().max_by_key(|i| counts[*i])?;
    (counts[best] > 0).then_some(WORDS[best].0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn common_words_tell_languages_apart() {
        for (text, language) in [
            ("The harbour lay open to the south, and the boats were of no use.", "en"),
            ("Der Hafen lag nach Süden offen, und das Boot ist nicht zu sehen.", "de"),
            ("Le port est dans la ville, et les barques sont sur une grève.", "fr"),
            ("", "en"),
        ] {
            assert_eq!(super::of(text), language);
        }
    }
}
