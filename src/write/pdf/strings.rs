//! Strings of the file itself, which PDF/A bounds: the bookmarks, and what the file says of itself.

/// The most bytes of a string in PDF/A (ISO 32000-1, annex C.2).
pub(crate) const LONGEST: usize = 32_767;

/// How many characters are left of a string that has no room: more than any window shows.
const BEGINNING: usize = 1_000;

/// Whether a string has room once it is written as a PDF has it: other than ASCII as UTF-16 with its mark.
pub(crate) fn has_room(text: &str) -> bool {
    let bytes = if text.is_ascii() { text.len() } else { 2 + 2 * text.encode_utf16().count() };
    bytes <= LONGEST
}

/// The string, or the beginning and an ellipsis of one that has no room.
pub(crate) fn fitted(text: String) -> String {
    if has_room(&text) {
        return text;
    }
    let beginning: String = text.chars().take(BEGINNING).collect();
    beginning.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_is_cut_and_says_so() {
        for (text, has) in [("a".repeat(32_767), true), ("a".repeat(32_768), false)] {
            assert_eq!(has_room(&text), has);
            assert_eq!(fitted(text.clone()) == text, has);
        }
        assert!(has_room(&"ä".repeat(16_382)) && !has_room(&"ä".repeat(16_383)));
        let cut = fitted("stone ".repeat(6_000));
        assert!(cut.ends_with("ston…") && cut.chars().count() == 1_001, "{cut}");
    }
}
