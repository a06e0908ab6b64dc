//! Tags of languages (BCP 47), as far as it matters which language is meant.

/// The tag without script, region and all that follows: `en` of `en-GB`.
pub fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Whether two tags name different languages; regions and case do not count (RFC 5646, 2.1.1).
pub fn is_foreign(one: &str, other: &str) -> bool {
    !primary(one).eq_ignore_ascii_case(primary(other))
}
