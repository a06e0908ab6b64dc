//! Words that stand between the tags of HTML, as the parser reads them.

use super::blocks::Step;
use pulldown_cmark::{BrokenLink, CowStr, Event, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

use crate::read::markdown::dialect::parse::{OPTIONS, leads_nowhere};

/// What the text around them defines.
#[derive(Clone, Debug, Default)]
pub(in crate::read::markdown) struct Known {
    /// The destinations of references to links, by label in small letters.
    pub(in crate::read::markdown) links: BTreeMap<String, String>,
    /// The labels of notes.
    pub(in crate::read::markdown) notes: Vec<String>,
    /// The names of blocks that have no words for it.
    pub(in crate::read::markdown) named: Vec<String>,
}

/// Whether a line begins a block of Markdown.
fn begins_block(line: &str) -> bool {
    let line = line.trim_start();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = (1..10).contains(&digits) && (line[digits..].starts_with(". ") || line[digits..].starts_with(") "));
    let signs = ["- ", "* ", "+ ", "> ", "# ", "## ", "### ", "#### ", "```", "~~~", "| "];
    numbered || signs.iter().any(|sign| line.starts_with(sign))
}

/// The events of the bytes `range` of `source`. They are one paragraph, unless they begin as a block of Markdown in
/// a line of their own: a character in front of them sees to it.
pub(in crate::read::markdown) fn segment(source: &str, range: Range<usize>, known: &Known) -> Vec<Step<'static>> {
    let text = &source[range.clone()];
    let own_line = source[..range.start].trim_end_matches([' ', '\t']).ends_with('\n');
    let guard = if own_line && begins_block(text) { '\n' } else { '"' };
    let mut markdown = format!("{guard}{text}");
    let end = markdown.len();
    for label in known.notes.iter().filter(|label| text.contains(&format!("[^{label}]"))) {
        markdown.push_str(&format!("\n\n[^{label}]: .\n"));
    }
    let links = |link: BrokenLink<'_>| {
        let destination = known.links.get(&link.reference.to_lowercase()).cloned();
        let destination = destination.or_else(|| leads_nowhere(&link).then(String::new))?;
        Some((CowStr::from(destination), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(&markdown, OPTIONS, Some(links));
    let place = |at: usize| range.start + at.min(end).saturating_sub(1);
    let mut out = vec![];
    for (event, at) in parser.into_offset_iter().take_while(|(_, at)| at.start < end) {
        let placed = place(at.start)..place(at.end);
        match event {
            Event::Text(text) if at.start == 0 => {
                let text = text.strip_prefix(guard).unwrap_or(&text).to_owned();
                if !text.is_empty() {
                    out.push((Event::Text(text.into()), placed));
                }
            }
            // a tag in a line of its own: no words are in it that the text around it has not
            Event::Start(Tag::HtmlBlock) => out.push((Event::Start(Tag::Paragraph), placed)),
            Event::End(TagEnd::HtmlBlock) => out.push((Event::End(TagEnd::Paragraph), placed)),
            Event::Html(html) => out.push((Event::Text(html.into_string().into()), placed)),
            event => out.push((event.into_static(), placed)),
        }
    }
    out
}
