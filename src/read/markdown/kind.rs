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
    if text.lines().any(|line| FRAMES.iter().any(|frame| line.starts_with(frame))) {
        return false;
    }
    if text.lines().filter_map(note).take(NOTES).any(|label| is_called(text, label)) {
        return true;
    }
    let (mut counts, mut lines, mut heads) = ([0; 5], 0, 0);
    for line in text.lines().filter(|line| !line.is_empty()) {
        let kinds = [is_heading(line), is_link(line), is_strong(line), line.starts_with("```"), is_rule(line)];
        counts.iter_mut().zip(kinds).for_each(|(count, kind)| *count += usize::from(kind));
        lines += 1;
        heads += usize::from(MAIL.iter().any(|head| line.starts_with(head)));
    }
    let kinds = counts.into_iter().enumerate().filter(|(kind, count)| *count > usize::from(*kind == 0)).count();
    let marks: usize = counts.into_iter().sum();
    kinds >= 2 && marks * SPREAD >= lines && heads < LETTERS
}

/// How the frames of libraries begin.
const FRAMES: [&str; 4] =
    ["*** START OF TH", "***START OF TH", "**Welcome To The World of Free Plain", "*END*THE SMALL PRINT"];
/// How many notes are looked at: of a text that defines them the first is called.
const NOTES: usize = 20;
/// Of how many lines one at least has a sign in a Markdown text: letters and programs have them, too, but seldom.
const SPREAD: usize = 100;
/// The heads of letters, and how many of them show an archive of these.
const MAIL: [&str; 4] = ["From: ", "Message-ID: ", "Message-Id: ", "Subject: "];
const LETTERS: usize = 4;

fn is_heading(line: &str) -> bool {
    let signs = line.len() - line.trim_start_matches('#').len();
    let words = || line[signs..].strip_prefix(' ').is_some_and(|words| words.starts_with(char::is_alphanumeric));
    (1..=6).contains(&signs) && words()
}

/// The label of the note that a line defines.
fn note(line: &str) -> Option<&str> {
    let end = line.strip_prefix("[^")?.find("]: ")?;
    Some(&line[..end + 3]).filter(|label| !label.contains(' '))
}

/// Whether a note is called somewhere.
fn is_called(text: &str, label: &str) -> bool {
    text.match_indices(label).any(|(at, _)| !text[at + label.len()..].starts_with(':'))
}

fn is_link(line: &str) -> bool {
    line.find("](").is_some_and(|at| line[..at].contains('[') && line[at..].contains(')'))
}

fn is_strong(line: &str) -> bool {
    if !line.contains("**") {
        return false;
    }
    let mut parts = line.split("**");
    parts.nth(1).is_some_and(|word| !word.is_empty() && !word.starts_with(' ')) && parts.next().is_some()
}

/// Whether a line is the rule below the head of a table.
fn is_rule(line: &str) -> bool {
    line.starts_with("|--") || line.starts_with("| --") || line.starts_with("|:-")
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
        assert!(!is_markdown("The weir holds.\n\n[^a-z]: no word of it is called\n"));
        assert!(!is_markdown(&format!("# 1\n# 2\n**{}**\n{}", "x", "A line of a letter.\n".repeat(400))));
        assert!(!is_markdown("CHAPTER I\n\n* * *\n\nWith _emphasis_ and a [1] note.\n\n# 5\n"));
        assert_eq!(title_heading("\n# The *Log*\n\nText\n", 0), Some((3..12, 13)));
        assert_eq!(title_heading("# A\n\n# B\n", 0), None);
    }
}
