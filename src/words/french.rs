//! The spaces that French sets inside guillemets and before `; : ! ?`: they are written by many as plain ones, and no
//! line ends at them.
//!
//! Knows characters; nothing of texts.

use std::borrow::Cow;

/// Words with no-break spaces in these places; `before` and `after` are the characters beside them.
pub fn bound(words: &str, before: Option<char>, after: Option<char>) -> Cow<'_, str> {
    let is_bound = |last: Option<char>, next: Option<char>| {
        matches!(last, Some('«' | '‹')) || matches!(next, Some(';' | ':' | '!' | '?' | '»' | '›')) && last != Some(' ')
    };
    let mut out = String::new();
    let (mut last, mut written) = (before, 0);
    for (at, character) in words.char_indices() {
        if character == ' ' && is_bound(last, words[at + 1..].chars().next().or(after)) {
            out.push_str(&words[written..at]);
            out.push('\u{a0}');
            written = at + 1;
        }
        last = Some(character);
    }
    if written == 0 {
        return Cow::Borrowed(words);
    }
    out.push_str(&words[written..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::bound;

    #[test]
    fn marks_keep_their_spaces() {
        let shown = |words: &str| bound(words, None, None).replace('\u{a0}', "~");
        assert_eq!(shown("Il dit : « Le bac ! » ; et « oui »"), "Il dit~: «~Le bac~!~»~; et «~oui~»");
        assert_eq!(shown("Non, dit-il. Oui"), "Non, dit-il. Oui");
        assert_eq!(bound("le mot ", None, Some('»')), "le mot\u{a0}");
        assert_eq!(bound(" le mot", Some('«'), None), "\u{a0}le mot");
    }
}
