//! What a book is called where it does not say so itself: the name of its files, and its identifier.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// The most bytes of a slug: what file systems take, with an ending and to spare.
const LONGEST: usize = 200;

/// The title in ASCII kebab case. Accents fall away; a title with letters that have no ASCII form without them
/// (`Œ`, `ł`, Greek, Cyrillic) is transliterated; everything else that is no letter or digit separates.
pub fn slug(title: &str) -> String {
    let decomposed: String = title.nfkd().collect();
    let plain = decomposed.chars().all(|c| c.is_ascii() || !c.is_alphanumeric());
    let ascii = if plain { decomposed } else { deunicode::deunicode(&title.nfc().collect::<String>()) };
    let ascii: String = ascii.chars().filter(char::is_ascii).collect::<String>().to_ascii_lowercase();
    let words = ascii.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'');
    let mut slug = String::new();
    for word in words.map(|word| word.replace('\'', "")).filter(|word| !word.is_empty()) {
        if slug.len() + word.len() >= LONGEST {
            // Whole words, but for one that is too long by itself.
            if slug.is_empty() {
                slug.extend(word.chars().take(LONGEST));
            }
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    if slug.is_empty() { "book".into() } else { slug }
}

/// A UUID (RFC 9562, version 8) made from what tells a book from all others. The date is no part of it: a revision is
/// the same book.
pub(super) fn identifier(title: &str, subtitle: &str, authors: &[String], language: &str) -> String {
    let fields = [title, subtitle, language].into_iter().chain(authors.iter().map(String::as_str));
    // No field holds this separator, so that no two rows of fields are one text.
    let whole: String = fields.flat_map(|field| field.nfc().filter(|c| *c != '\u{1f}').chain(['\u{1f}'])).collect();
    let hash = Sha256::digest(format!("edition:book:{whole}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_in_any_script_names_its_files() {
        for (title, expected) in [
            ("Harbour Papers", "harbour-papers"),
            ("The Keeper's Log, 1911", "the-keepers-log-1911"),
            ("The Keeper’s “Log”", "the-keepers-log"),
            ("Études sur l’art", "etudes-sur-lart"),
            ("Œuvres de Łódź", "oeuvres-de-lodz"),
            ("Θάλασσα", "thalassa"),
            ("Война и мир", "voina-i-mir"),
            ("…", "book"),
        ] {
            assert_eq!(slug(title), expected, "{title}");
        }
        assert_eq!(slug(&"stone ".repeat(20_000)).len(), 197);
        assert_eq!(slug(&"x".repeat(1000)).len(), 200);
    }

    #[test]
    fn no_two_books_share_an_identifier() {
        let of = |title: &str, subtitle: &str, author: &str, language: &str| {
            identifier(title, subtitle, &[author.to_owned()], language)
        };
        let all = [
            of("Θάλασσα", "", "A", "el"),
            of("Война", "", "A", "el"),
            of("Poems", "", "A", "en"),
            of("Poems", "", "B", "en"),
            of("Poems", "II", "A", "en"),
            of("Poems", "", "A", "fr"),
            identifier("Poems", "", &[], "en"),
        ];
        let different: std::collections::BTreeSet<&String> = all.iter().collect();
        assert_eq!(different.len(), all.len());
        assert_eq!(of("Poe\u{301}sie", "", "A", "fr"), of("Po\u{e9}sie", "", "A", "fr"));
    }
}
