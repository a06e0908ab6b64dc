//! Which language a tag of a TEI file means.

use crate::words::language::primary;

/// Names that files use for languages, with the tags that they mean (BCP 47 wants the shortest).
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

/// The tag, as BCP 47 has it; `None` for one that names no language.
pub(super) fn tag(written: &str) -> Option<String> {
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
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let script = |tag: &str| tag.split('-').skip(1).find(|part| part.len() == 4).map(str::to_ascii_lowercase);
    primary(one).eq_ignore_ascii_case(primary(other)) && script(one) == script(other)
}
