//! Spaces in addresses of links and pictures, which for the parser end an address: those of a file’s name or of a
//! heading, as people type them, `[the log](Log of the Gull.md)`, of what other programs cite, `[words](cite:cites a)`,
//! and of templates. They are hidden from it while it reads.
//!
//! An address of the web has none: what stands behind a space there may be words, and is told of where it is met.

use crate::read::markdown::dialect::template;

/// What stands for a space in an address, while the parser reads.
pub(super) const SPACE: u8 = 0x7F;
/// The endings of files that an address with spaces may have: texts and pictures.
const FILES: [&str; 17] = [
    "md", "markdown", "mdown", "mkd", "qmd", "rmd", "html", "htm", "png", "jpg", "jpeg", "svg", "gif", "webp", "tif",
    "tiff", "pdf",
];
/// How long an address may be, in bytes.
const LONGEST: usize = 400;

/// The spaces to hide.
pub(super) fn hidden(source: &str) -> Vec<usize> {
    if !source.contains("](") || source.as_bytes().contains(&SPACE) {
        return vec![];
    }
    let mut found = template::spaces(source);
    for (at, _) in source.match_indices("](") {
        let start = at + 2;
        let rest = &source[start..];
        let length = file(&rest[..rest.floor_char_boundary(LONGEST.min(rest.len()))]).unwrap_or(0);
        found.extend((start..start + length).filter(|at| source.as_bytes()[*at] == b' '));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// How many bytes of `text` are the name of a file with spaces, at most up to the parenthesis that ends it.
fn file(text: &str) -> Option<usize> {
    let end = text.find([')', '\n', '<', '(', '{']).filter(|end| text[*end..].starts_with(')'))?;
    let inner = &text[..end];
    if inner.starts_with('#') && inner[1..].chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '-') {
        return Some(inner.trim_end().len());
    }
    // a title stands behind it
    let inner = [" \"", " '"].iter().filter_map(|quote| inner.find(quote)).min().map_or(inner, |at| &inner[..at]);
    if is_scheme(inner) {
        return Some(inner.trim_end().len());
    }
    let name = inner.split('#').next()?;
    let bare = name.trim();
    let ending = bare.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    let is_file = bare.contains(' ') && !bare.contains(":") && FILES.contains(&ending.as_str());
    (is_file && !name.starts_with(' ')).then_some(bare.len())
}

/// Whether an address begins as those of other programs do that are none of the web: `cite:cites hale`.
fn is_scheme(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    let named = scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_lowercase()) && scheme != "mailto";
    named && rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files() {
        assert_eq!(file("Log of the Gull.md) and"), Some(18));
        assert_eq!(file("a b.png \"A map\")"), Some(7));
        assert_eq!(file("a b.md#p1)"), Some(6));
        assert_eq!(file("#The log)"), Some(8));
        assert_eq!(file("cite:cites a,b)"), Some(14));
        for none in ["see below)", "ab.md)", "https://a.org/a b.html)", "a b.md", "see p. 3)", "<a b.md>)", "note: so)"]
        {
            assert_eq!(file(none), None, "{none}");
        }
        assert_eq!(hidden("[x](a b.md) [y](see c)"), [5]);
    }
}
