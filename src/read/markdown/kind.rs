//! Whether a text is Markdown, and which heading is its title.

use super::front_matter::{Form, front};
use std::ops::Range;

/// Whether a text shows by its signs that it is Markdown: plain texts have a few of them by chance, but not two kinds
/// that often, nor the definition of a note.
pub fn is_markdown(text: &str) -> bool {
    if front(text).is_some_and(|front| matches!(front.form, Form::Toml | Form::Yaml | Form::Percent)) {
        return true;
    }
    // What a library of plain texts has framed is one of them, whatever signs its notes and tables are made of.
    if text.lines().any(|line| line.starts_with("*** START OF TH") || line.starts_with("***START OF TH")) {
        return false;
    }
    let heading = |line: &str| {
        let signs = line.len() - line.trim_start_matches('#').len();
        (1..=6).contains(&signs)
            && line[signs..].starts_with(' ')
            && line[signs + 1..].starts_with(char::is_alphanumeric)
    };
    let note = |line: &&str| line.starts_with("[^") && line.contains("]: ");
    let link = |line: &&str| {
        line.contains('[') && line.find("](").is_some_and(|at| line[..at].contains('[') && line[at..].contains(')'))
    };
    let strong = |line: &&str| {
        if !line.contains('*') {
            return false;
        }
        let mut parts = line.split("**");
        parts.nth(1).is_some_and(|word| !word.is_empty() && !word.starts_with(' ')) && parts.next().is_some()
    };
    let mut headings = 0;
    let mut kinds = [false; 5];
    for line in text.lines().filter(|line| !line.is_empty()) {
        if note(&line) {
            return true;
        }
        headings += usize::from(heading(line));
        kinds[0] = headings >= 2;
        kinds[1] = kinds[1] || link(&line);
        kinds[2] = kinds[2] || strong(&line);
        kinds[3] = kinds[3] || line.starts_with("```");
        kinds[4] = kinds[4] || line.starts_with("|--") || line.starts_with("| --") || line.starts_with("|:-");
        if kinds.into_iter().filter(|kind| *kind).count() >= 2 {
            return true;
        }
    }
    false
}

/// The words of a heading that is the title of the text from byte `from` on, and the byte behind its line: its first
/// line is the only heading of the first level.
pub fn title_heading(text: &str, from: usize) -> Option<(Range<usize>, usize)> {
    let rest = &text[from..];
    let start = from + rest.len() - rest.trim_start().len();
    let line = text[start..].lines().next()?;
    let words = line.strip_prefix("# ")?.trim().trim_end_matches('#').trim_end();
    let body = (start + line.len() + 1).min(text.len());
    let only = !words.is_empty() && !words.ends_with('}') && !text[body..].lines().any(|line| line.starts_with("# "));
    let at = start + line.find(words)?;
    only.then_some((at..at + words.len(), body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_shows_itself() {
        assert!(is_markdown("A word[^1].\n\n[^1]: A note.\n"));
        assert!(is_markdown("# One\n\nText.\n\n## Two\n\nA [link](b.md).\n"));
        assert!(!is_markdown("*** START OF THIS ETEXT ***\n\nA word[^1].\n\n[^1]: A note.\n"));
        assert!(!is_markdown("CHAPTER I\n\n* * *\n\nWith _emphasis_ and a [1] note.\n\n# 5\n"));
        assert_eq!(title_heading("\n# The *Log*\n\nText\n", 0), Some((3..12, 13)));
        assert_eq!(title_heading("# A\n\n# B\n", 0), None);
    }
}
