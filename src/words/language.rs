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

/// Names that files of others use for languages, with the tags that they mean (BCP 47 wants the shortest).
const NAMES: &[(&str, &str)] = &[
    ("lat", "la"),
    ("eng", "en"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("deu", "de"),
    ("ger", "de"),
    ("ita", "it"),
    ("spa", "es"),
    ("heb", "he"),
    ("ara", "ar"),
    ("ell", "el"),
    ("san", "sa"),
    ("por", "pt"),
    ("nld", "nl"),
    ("dut", "nl"),
    ("rus", "ru"),
    ("pol", "pl"),
    ("ces", "cs"),
    ("cze", "cs"),
    ("swe", "sv"),
    ("dan", "da"),
    ("latin", "la"),
    ("greek", "grc"),
    ("gre", "grc"),
    ("english", "en"),
    ("french", "fr"),
    ("german", "de"),
    ("italian", "it"),
    ("sanskrit", "sa"),
    ("hebrew", "he"),
    ("arabic", "ar"),
    ("spanish", "es"),
];

/// The tag that is meant by what such a file says, as BCP 47 has it; `None` for one that names no language.
pub fn tag(written: &str) -> Option<String> {
    let written = written.trim().replace('_', "-");
    let first = primary(&written).to_ascii_lowercase();
    let known = NAMES.iter().find(|(name, _)| *name == first).map(|(_, tag)| *tag);
    let rest = &written[first.len()..];
    if let Some(tag) = known {
        return Some(format!("{tag}{rest}"));
    }
    let is_tag = (2..=3).contains(&first.len())
        && written
            .split('-')
            .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    (is_tag && !matches!(first.as_str(), "und" | "mul" | "zxx" | "mis")).then(|| format!("{first}{rest}"))
}

/// Whether what is in one language is no different in the other: in the same language and script.
pub fn is_same(one: &str, other: &str) -> bool {
    let script = |tag: &str| tag.split('-').skip(1).find(|part| part.len() == 4).map(str::to_ascii_lowercase);
    primary(one).eq_ignore_ascii_case(primary(other)) && script(one) == script(other)
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
