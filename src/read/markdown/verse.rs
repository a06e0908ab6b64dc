//! Line blocks, as pandoc writes verse: a paragraph all of whose lines begin with `| `.

/// Whether the paragraph is verse. Marks of quotations before continued lines do not count.
pub(super) fn is_verse(paragraph: &str) -> bool {
    let mut lines = paragraph.trim_end().lines().peekable();
    lines.peek().is_some() && lines.all(|line| is_line(line.trim_start_matches([' ', '\t', '>'])))
}

fn is_line(line: &str) -> bool {
    line.starts_with("| ") || line.trim_end() == "|"
}

/// How many bytes the bar takes at the beginning of a line's first text.
pub(super) fn bar(text: &str) -> usize {
    match text.strip_prefix('|') {
        Some(rest) => 1 + usize::from(rest.starts_with(' ')),
        None => 0,
    }
}
