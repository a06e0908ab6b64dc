//! Signs of editors that no face of a chain has, drawn as others that look the same: what is U+2329 in old files is
//! U+3008 in NFC, a bracket of Chinese, and only faces for that have it. The text stays what it is.

use super::LoadedFace;
use harfrust::ShaperFont;
use std::borrow::Cow;

/// The signs, each with what is drawn for it: as many bytes, so that clusters begin where they did.
const SIGNS: [(char, char); 4] = [('〈', '⟨'), ('〉', '⟩'), ('〚', '⟦'), ('〛', '⟧')];

/// What may be drawn for a sign.
pub(super) fn stand_in(sign: char) -> Option<char> {
    SIGNS.iter().find(|(known, _)| *known == sign).map(|(_, drawn)| *drawn)
}

/// The characters as a face can draw them.
pub(super) fn drawn<'t>(face: &LoadedFace, characters: &'t str) -> Cow<'t, str> {
    // In UTF-8 all signs begin with this byte.
    if !characters.bytes().any(|byte| byte == 0xe3) {
        return characters.into();
    }
    let shaper = ShaperFont::new(&face.font);
    let has = |c: char| shaper.nominal_glyph(c as u32).is_some();
    let draw = |c: char| stand_in(c).filter(|drawn| !has(c) && has(*drawn)).unwrap_or(c);
    characters.chars().map(draw).collect::<String>().into()
}
