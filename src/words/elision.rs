//! Words that begin with an apostrophe: `’tis`, `’em`, `’90s`, `rock ’n’ roll`; and those that end with one: `δ᾽`.

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
    // `'t` is a word of plays and of Dutch
    let it = matches!(word.as_str(), "t" | "T") && !behind.starts_with('\'');
    year || it || WORDS.contains(&word.to_lowercase().as_str()) && (!quoted || word.starts_with(['t', 'T']))
}

/// Whether `mark`, right behind a word that ends `before`, is the sign of its elision, and no quotation mark.
pub fn ends(before: &str, mark: char) -> bool {
    let letter = |c: char| c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c);
    let Some(last) = before.chars().next_back().filter(|c| letter(*c)) else { return false };
    match mark {
        '\u{1fbd}' | '\u{1fbf}' | '\u{2bc}' => true,
        '’' => {
            let greek = is_greek(last);
            let line = before.rsplit(['\n', '\u{2028}']).next().unwrap_or_default();
            greek || line.rfind('‘').is_none_or(|open| line[open..].contains('’'))
        }
        _ => false,
    }
}

/// Whether a letter is Greek.
pub fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

/// How long the sign of elision is that stands right behind bytes `..end` of a text, if one does.
pub fn length_at(text: &str, end: usize) -> usize {
    let mark = text[end..].chars().next().filter(|mark| ends(&text[..end], *mark));
    mark.map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::{begins, ends};

    #[test]
    fn elided_words() {
        for word in ["Twas the tide", "tis", "em all", "n' roll", "90s", "17 and", "t is", "t B"] {
            assert!(begins(word), "{word}");
        }
        for word in ["so'", "emperor", "bus'", "Tide", "t' in"] {
            assert!(!begins(word), "{word}");
        }
    }

    #[test]
    fn words_that_are_elided() {
        for (before, mark) in [("ὁ δ", '’'), ("‘ὁ δ", '’'), ("ἔτ", '\u{1fbd}'), ("viden", '’'), ("‘sat’ viden", '’')]
        {
            assert!(ends(before, mark), "{before}");
        }
        for (before, mark) in [("‘dixit", '’'), ("δ ", '’'), ("12", '’'), ("sat", '”')] {
            assert!(!ends(before, mark), "{before}");
        }
    }
}
