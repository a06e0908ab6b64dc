//! Words that begin with an apostrophe: `’tis`, `’em`, `’90s`, `rock ’n’ roll`.

/// Such words, in small letters.
const WORDS: [&str; 20] = [
    "tis", "twas", "twere", "twill", "twould", "twasn", "tisn", "em", "til", "cause", "neath", "gainst", "twixt",
    "tween", "bout", "n", "cello", "phone", "bus", "flu",
];

/// Whether what stands behind a mark that a space comes before makes it an apostrophe.
pub fn begins(rest: &str) -> bool {
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).take(8).collect();
    let behind = &rest[word.len()..];
    let year = word.len() >= 2
        && word.bytes().take(2).all(|b| b.is_ascii_digit())
        && matches!(&word[2..], "" | "s")
        && !behind.starts_with('\'');
    // a single letter in marks is quoted, but for the one that stands for “and”
    let quoted = behind.starts_with('\'') && !matches!(word.as_str(), "n" | "N");
    year || WORDS.contains(&word.to_lowercase().as_str()) && (!quoted || word.starts_with(['t', 'T']))
}

#[cfg(test)]
mod tests {
    use super::begins;

    #[test]
    fn elided_words() {
        for word in ["Twas the tide", "tis", "em all", "n' roll", "90s", "17 and"] {
            assert!(begins(word), "{word}");
        }
        for word in ["so'", "emperor", "bus'", "Tide"] {
            assert!(!begins(word), "{word}");
        }
    }
}
