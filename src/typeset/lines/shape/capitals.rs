//! Capitals for small ones, where a face has none for a script: small letters spaced as small capitals are would be
//! neither the one nor the other.
//!
//! Knows characters and glyphs of one segment. Greek capitals have no accents.

use super::recurring::{Manner, UnitGlyph};
use super::{LoadedFace, Shaper};
use harfrust::ShaperFont;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The sign that tells two vowels from one sound.
const DIAERESIS: char = '\u{308}';

impl Shaper<'_> {
    /// The glyphs of a segment in small capitals, or if not one of its small letters has become one, and the face has
    /// them, those of its capitals.
    pub(super) fn or_capitals(
        &self,
        face: &LoadedFace,
        manner: Manner,
        characters: &str,
        glyphs: Vec<UnitGlyph>,
    ) -> Vec<UnitGlyph> {
        let font = ShaperFont::new(&face.font);
        let letter = |glyph: &&UnitGlyph| characters[glyph.cluster as usize..].starts_with(char::is_lowercase);
        let unchanged = |glyph: &UnitGlyph| {
            let nominal =
                characters[glyph.cluster as usize..].chars().next().and_then(|c| font.nominal_glyph(c as u32));
            nominal.is_some_and(|nominal| nominal.to_u32() == u32::from(glyph.id))
        };
        let mut letters = glyphs.iter().filter(letter).peekable();
        if letters.peek().is_none() || !letters.all(unchanged) {
            return glyphs;
        }
        let (capitals, places) = capitals(characters);
        let mut set = self.glyphs(face, manner, &capitals, 0..capitals.len());
        if set.iter().any(|glyph| glyph.id == 0) {
            return glyphs;
        }
        for glyph in &mut set {
            glyph.cluster = places.get(glyph.cluster as usize).copied().unwrap_or_default();
        }
        set
    }
}

/// Characters as capitals, those of Greek without accents; and for each byte of these where what it stands for begins.
fn capitals(characters: &str) -> (String, Vec<u32>) {
    let (mut out, mut places) = (String::new(), vec![]);
    let mut greek = false;
    for (at, c) in characters.char_indices() {
        greek = if is_combining_mark(c) { greek } else { matches!(c as u32, 0x370..=0x3ff | 0x1f00..=0x1fff) };
        let upper: String = c.to_uppercase().collect();
        let bare = |c: &char| !is_combining_mark(*c) || *c == DIAERESIS;
        match greek {
            true => out.extend(upper.nfd().filter(bare).nfc()),
            false => out.push_str(&upper),
        }
        places.resize(out.len(), at as u32);
    }
    (out, places)
}

#[cfg(test)]
mod tests {
    use super::capitals;

    #[test]
    fn greek_capitals_have_no_accents_and_know_their_letters() {
        assert_eq!(capitals("Ἀδέσποτος").0, "ΑΔΕΣΠΟΤΟΣ");
        assert_eq!(capitals("ᾠδὴ προΰλαβε").0, "ΩΙΔΗ ΠΡΟΫΛΑΒΕ");
        assert_eq!(capitals("Пётр"), ("ПЁТР".to_owned(), vec![0, 0, 2, 2, 4, 4, 6, 6]));
    }
}
