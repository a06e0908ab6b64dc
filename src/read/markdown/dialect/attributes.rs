//! What pandoc writes in braces behind a word: `{#id .class key="value"}`.

use crate::read::markdown::html::Meaning;
use crate::words::direction::runs_leftwards;

/// Attributes in braces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::read::markdown) struct Attributes {
    pub(in crate::read::markdown) id: Option<String>,
    pub(in crate::read::markdown) classes: Vec<String>,
    pub(in crate::read::markdown) pairs: Vec<(String, String)>,
}

fn is_word(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-_:./%".contains(c))
}

impl Attributes {
    /// Reads attributes at the beginning of `text`, and how many bytes they take. What steers lines (`{line=5}`,
    /// `{@system 3}`) is none.
    pub(in crate::read::markdown) fn read(text: &str) -> Option<(Self, usize)> {
        let mut rest = text.strip_prefix('{')?;
        let mut found = Self::default();
        let mut any = false;
        loop {
            rest = rest.trim_start_matches([' ', '\n', '\t']);
            if let Some(after) = rest.strip_prefix('}') {
                return any.then_some((found, text.len() - after.len()));
            }
            let end = rest.find([' ', '\n', '\t', '}', '"', '{'])?;
            let word = &rest[..end];
            any = true;
            match word.chars().next()? {
                '#' if is_word(&word[1..]) => found.id = Some(word[1..].to_owned()),
                '.' if is_word(&word[1..]) => found.classes.push(word[1..].to_owned()),
                '=' if is_word(&word[1..]) => found.classes.push(format!("={}", &word[1..])),
                '-' if word == "-" => found.classes.push("unnumbered".into()),
                _ => {
                    let (key, value) = word.split_once('=').filter(|(key, _)| is_word(key) && *key != "line")?;
                    if value.is_empty() && rest[end..].starts_with('"') {
                        let quoted = &rest[end + 1..];
                        let close = quoted.find('"')?;
                        found.pairs.push((key.to_owned(), quoted[..close].to_owned()));
                        rest = &quoted[close + 1..];
                        continue;
                    }
                    found.pairs.push((key.to_owned(), value.trim_matches('\'').to_owned()));
                }
            }
            rest = &rest[end..];
        }
    }

    /// What they say of words, and the first part that says nothing here.
    pub(in crate::read::markdown) fn meaning(&self) -> (Meaning, Option<String>) {
        let mut meaning = Meaning::default();
        let mut unknown = None;
        for class in &self.classes {
            match class.as_str() {
                "smallcaps" | "small-caps" | "sc" => meaning.small_caps = true,
                "underline" | "ul" | "emph" | "italic" => meaning.emphasis = true,
                "strong" | "bold" => meaning.strong = true,
                "sub" => meaning.subscript = true,
                "sup" => meaning.superscript = true,
                other => unknown = unknown.or(Some(format!(".{other}"))),
            }
        }
        for (key, value) in &self.pairs {
            match key.as_str() {
                "lang" | "xml:lang" if !value.is_empty() => meaning.language = Some(value.clone()),
                "dir" if self.runs_by_itself(value) => {}
                // LaTeX's own names, which pandoc keeps beside the `#id` made of them
                "label" | "reference" | "reference-type" => {}
                _ => unknown = unknown.or(Some(format!("{key}={value}"))),
            }
        }
        (meaning, unknown)
    }

    /// Whether the direction that they name is that of the language they name.
    fn runs_by_itself(&self, direction: &str) -> bool {
        let language = self.pairs.iter().find(|(key, _)| key == "lang" || key == "xml:lang");
        language.is_some_and(|(_, tag)| runs_leftwards(tag) == (direction == "rtl"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_with_attributes() {
        let (read, length) = Attributes::read("{#sec:a .x lang=fr title=\"a b\"} rest").unwrap();
        assert_eq!(length, 31);
        assert_eq!(read.id.as_deref(), Some("sec:a"));
        assert_eq!(read.classes, ["x"]);
        assert_eq!(read.meaning().0.language.as_deref(), Some("fr"));
        for none in ["{}", "{line=5}", "{@id 3}", "{words}", "{two words}", "{.x", "{{< x >}}", "{++a++}"] {
            assert_eq!(Attributes::read(none), None, "{none}");
        }
    }
}
