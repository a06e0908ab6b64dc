//! Finds the front matter of a text: our own `+++`, YAML between `---`, the keys of MultiMarkdown, pandoc's `%`
//! lines. Parsing it is the configuration's business.

use std::ops::Range;

/// The fence's line.
const FENCE: &str = "+++";

/// How front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// TOML between `+++`.
    Toml,
    /// YAML between `---` and `---` or `...`.
    Yaml,
    /// `Key: value` up to an empty line, as MultiMarkdown has it.
    Keys,
    /// `% title`, `% author`, `% date`, as pandoc has it.
    Percent,
}

/// The front matter of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    /// How it is written.
    pub form: Form,
    /// Its bytes, without fences.
    pub range: Range<usize>,
    /// The byte at which the body begins.
    pub body: usize,
}

/// The keys that a text may begin with without a fence: a line of a letter or a play is none of them.
const KEYS: [&str; 22] = [
    "title",
    "subtitle",
    "author",
    "authors",
    "date",
    "language",
    "lang",
    "copyright",
    "rights",
    "keywords",
    "tags",
    "abstract",
    "format",
    "css",
    "latex input",
    "base header level",
    "quotes language",
    "affiliation",
    "email",
    "comment",
    "license",
    "bibliography",
];

/// The front matter, if the text has any.
pub fn front(text: &str) -> Option<Front> {
    if let Some((range, body)) = front_matter(text) {
        return Some(Front { form: Form::Toml, range, body });
    }
    yaml(text).or_else(|| keys(text)).or_else(|| percent(text))
}

/// The bytes of the TOML between the fences, and the byte at which the body begins; `None` where
/// the text has no such front matter or does not close it.
pub fn front_matter(text: &str) -> Option<(Range<usize>, usize)> {
    let end = |line: &str| line == FENCE;
    fenced(text, FENCE, end)
}

fn fenced(text: &str, fence: &str, ends: impl Fn(&str) -> bool) -> Option<(Range<usize>, usize)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|l| l.trim_end() == fence)?;
    let start = first.len();
    let mut end = start;
    for line in lines {
        if ends(line.trim_end()) {
            return Some((start..end, end + line.len()));
        }
        end += line.len();
    }
    None
}

/// YAML: a rule over a paragraph is none, for the first line has a key.
fn yaml(text: &str) -> Option<Front> {
    let (range, body) = fenced(text, "---", |line| line == "---" || line == "...")?;
    let first = text[range.clone()].lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let keyed = first.is_none_or(|line| key(line).is_some());
    keyed.then_some(Front { form: Form::Yaml, range, body })
}

/// What stands before the colon of a line that begins with a key.
fn key(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let fits = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || " -_.".contains(c));
    (fits && key.starts_with(char::is_alphabetic) && (value.is_empty() || value.starts_with([' ', '\t'])))
        .then_some(key)
}

fn keys(text: &str) -> Option<Front> {
    let first = key(text.lines().next()?)?;
    KEYS.contains(&first.trim().to_lowercase().as_str()).then_some(())?;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let shown = line.trim_end();
        if shown.is_empty() {
            return Some(Front { form: Form::Keys, range: 0..end, body: end + line.len() });
        }
        // a value goes on in lines that are set in, tags of a header in any
        if key(shown).is_none() && !line.starts_with([' ', '\t', '<']) {
            return None;
        }
        end += line.len();
    }
    None
}

fn percent(text: &str) -> Option<Front> {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let goes_on = end > 0 && line.starts_with([' ', '\t']) && !line.trim().is_empty();
        if !(line.starts_with("% ") || line.trim_end() == "%" || goes_on) {
            break;
        }
        end += line.len();
    }
    (end > 0).then_some(Front { form: Form::Percent, range: 0..end, body: end })
}

/// Whether the text opens front matter that it never closes.
pub(super) fn is_unclosed(text: &str) -> bool {
    let mut lines = text.lines();
    let opens = lines.next().is_some_and(|line| line.trim_end() == FENCE);
    // three signs alone are a line of the text
    let keyed =
        lines.find(|line| !line.trim().is_empty()).is_some_and(|l| l.contains('=') || l.starts_with(['[', '#']));
    opens && keyed && front_matter(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_programs_front_matter() {
        let form = |text: &str| front(text).map(|front| (front.form, text[front.body..].to_owned()));
        assert_eq!(form("---\ntitle: A\n---\nB\n"), Some((Form::Yaml, "B\n".into())));
        assert_eq!(form("---\n\nA rule above.\n\n---\n"), None);
        assert_eq!(form("Title: A\nAuthor: B\n  C\n\nD\n"), Some((Form::Keys, "D\n".into())));
        assert_eq!(form("Title: A\nHTML header: <a>\n<b>\n\nD\n"), Some((Form::Keys, "D\n".into())));
        assert_eq!(form("Clerk: The tide.\n\nD\n"), None);
        assert_eq!(form("% A\n% B\n\nC\n"), Some((Form::Percent, "\nC\n".into())));
        assert_eq!(form("100 % A\n"), None);
    }
}
