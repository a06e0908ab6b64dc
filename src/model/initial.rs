//! The first letter of a text, which both formats may set several lines high.
//!
//! Knows characters.

/// How many signs may stand before the letter.
const MOST_SIGNS: usize = 2;

/// The signs before the first letter, and the letter with its marks, if that is a capital.
pub fn split(words: &str) -> Option<(&str, &str)> {
    let is_sign = |c: &char| {
        matches!(c, '“' | '‘' | '’' | '„' | '‚' | '«' | '‹' | '»' | '›' | '"' | '\'' | '(' | '[' | '⟨' | '¿' | '¡')
    };
    let signs: usize = words.chars().take(MOST_SIGNS).take_while(is_sign).map(char::len_utf8).sum();
    let rest = &words[signs..];
    let first = rest.chars().next().filter(|c| c.is_uppercase())?;
    let is_mark = |c: &char| unicode_normalization::char::is_combining_mark(*c);
    let marks: usize = rest.chars().skip(1).take_while(is_mark).map(char::len_utf8).sum();
    Some((&words[..signs], &rest[..first.len_utf8() + marks]))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn the_letter_comes_with_its_marks_and_without_the_signs_before_it() {
        assert_eq!(split("The lamp"), Some(("", "T")));
        assert_eq!(split("“‘Yes"), Some(("“‘", "Y")));
        assert_eq!(split("E\u{301}tat"), Some(("", "E\u{301}")));
        assert_eq!(split("«Élan"), Some(("«", "É")));
    }

    #[test]
    fn only_a_capital_is_dropped() {
        for words in ["and so", "1911 was", "— he said", "“and", "", "“"] {
            assert_eq!(split(words), None, "{words}");
        }
    }
}
