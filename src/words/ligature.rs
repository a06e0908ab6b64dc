//! The ligatures that Unicode has as characters (U+FB00 to U+FB06), which old fonts and OCR leave in
//! texts. Knows characters alone.

/// The letters of a ligature character.
pub fn letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}
