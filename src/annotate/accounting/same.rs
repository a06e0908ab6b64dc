//! Whether a reading is its lemma: character by character.
//!
//! Readings are kept as they are typed, while a text has typographic punctuation: both are compared as they would
//! be typed.

use unicode_normalization::UnicodeNormalization;

/// Whether the words of a reading are those of a lemma, after composition (NFC), with single spaces.
pub(super) fn same(reading: &str, lemma: &str) -> bool {
    let (reading, lemma) = (typed(reading), typed(lemma));
    !lemma.is_empty() && reading == lemma
}

/// Whether nothing but the characters for apostrophes (elision, breathing) tells them apart.
pub(super) fn same_but_for_apostrophes(reading: &str, lemma: &str) -> bool {
    let plain = |words: &str| typed(words).replace(['\u{1fbd}', '\u{1fbf}', '\u{2bc}', '\u{384}'], "'");
    !same(reading, lemma) && !lemma.is_empty() && plain(reading) == plain(lemma)
}

/// Words as they are typed without typographic punctuation.
fn typed(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.nfc() {
        match c {
            '‘' | '’' | '‚' => out.push('\''),
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '–' => out.push_str("--"),
            '—' => out.push_str("---"),
            '…' => out.push_str("..."),
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    // French quotation marks are set with a space that nobody types
    out.split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .replace("\" ", "\"")
        .replace(" \"", "\"")
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn what_is_typed_straight_is_the_same() {
        assert!(same("don't", "don’t"));
        assert!(same("say \"no\"", "say “no”"));
        assert!(same("e\u{301}tat", "état"));
        assert!(same("a -- b", "a – b"));
        assert!(!same("Town", "town"));
        assert!(!same("fin", "ﬁn"));
        assert!(!same("", ""));
    }
}
