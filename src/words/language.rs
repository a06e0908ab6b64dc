//! Tags of languages (BCP 47), as far as it matters which language is meant.

/// The tag without script, region and all that follows: `en` of `en-GB`.
pub fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Whether a string is written like a tag (RFC 5646, 2.1): a language of two or three letters (longer ones are kept for later), its extensions, script,
/// region, variants and what is private, each in its place and no one twice; `x-…` and `i-…` stand alone.
pub fn is_tag(tag: &str) -> bool {
    let parts: Vec<&str> = tag.split('-').collect();
    let sized = |part: &&str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    let first = parts[0];
    if !parts.iter().all(sized) {
        return false;
    }
    if matches!(first, "x" | "X" | "i" | "I") {
        return parts.len() > 1;
    }
    if !(2..=3).contains(&first.len()) || !letters(first) {
        return false;
    }
    // 0: extended language, 1: script, 2: region, 3: variants, 4: extensions
    let (mut place, mut at) = (0, 1);
    while let Some(part) = parts.get(at) {
        let figures = part.bytes().filter(u8::is_ascii_digit).count();
        let kind = match part.len() {
            1 => 4,
            2 if letters(part) => 2,
            3 if letters(part) && place == 0 => 0,
            3 if figures == 3 => 2,
            4 if letters(part) => 1,
            4 if part.as_bytes()[0].is_ascii_digit() => 3,
            5..=8 => 3,
            _ => return false,
        };
        if kind < place || (kind == place && matches!(kind, 1 | 2)) {
            return false;
        }
        if kind == 4 {
            // An extension and what is private have at least one part; what follows is theirs.
            let private = matches!(*part, "x" | "X");
            return parts.get(at + 1).is_some_and(|next| private || next.len() > 1);
        }
        (place, at) = (kind, at + 1);
    }
    true
}

/// What to do about a tag that is none.
pub fn advice(tag: &str) -> String {
    let hyphens = tag.trim().replace(['_', ' ', '.'], "-");
    match hyphens != tag && is_tag(&hyphens) {
        true => format!("write it with hyphens: `{hyphens}`"),
        false => "write a tag of BCP 47: `en`, `de`, `grc`, `en-GB`, `sr-Latn`".into(),
    }
}

/// Whether two tags name different languages; regions and case do not count (RFC 5646, 2.1.1).
pub fn is_foreign(one: &str, other: &str) -> bool {
    !primary(one).eq_ignore_ascii_case(primary(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_told_from_what_is_none() {
        for tag in [
            "en",
            "grc",
            "en-GB",
            "EN-gb",
            "sr-Latn-RS",
            "de-1901",
            "sl-rozaj-biske",
            "zh-cmn-Hans-CN",
            "es-419",
            "x-own",
            "en-x-a",
            "de-DE-u-co-phonebk",
            "i-klingon",
        ] {
            assert!(is_tag(tag), "{tag}");
        }
        for none in [
            "",
            "e",
            "en_GB",
            "en-",
            "-en",
            "en--GB",
            "english",
            "12",
            "en-GB-US",
            "en-G",
            "en-x",
            "en-\u{e9}t",
            "en-abcdefghi",
        ] {
            assert!(!is_tag(none), "{none}");
        }
        assert_eq!(advice("en_GB"), "write it with hyphens: `en-GB`");
    }
}
