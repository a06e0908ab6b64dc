//! Blocks that need more than opening and closing: verse, headings with anchors, HTML, code.

use super::punctuation::Punctuation;
use super::verse;
use super::walk::Walk;
use crate::diag::Diagnostic;
use crate::model::target::is_name;
use crate::model::text::{BlockKind, GroupKind};
use pulldown_cmark::HeadingLevel;
use std::ops::Range;

impl Walk<'_> {
    pub(super) fn start_paragraph(&mut self, range: Range<usize>) {
        if verse::is_verse(&self.source[range]) {
            self.close_block();
            self.frame().builder.open_group(GroupKind::Stanza);
            self.frame().verse = Some(true);
            self.frame().builder.open_block(BlockKind::Verse, None);
            self.frame().punctuation = Punctuation::default();
        } else {
            self.open_block(BlockKind::Paragraph, None);
            self.frame().may_be_figure = true;
        }
    }

    /// A line break inside verse: a new line, or after an empty one a new stanza.
    pub(super) fn verse_break(&mut self) {
        let frame = self.frame();
        if frame.builder.block_so_far().is_empty() {
            frame.builder.close_group();
            frame.builder.open_group(GroupKind::Stanza);
        }
        frame.builder.open_block(BlockKind::Verse, None);
        frame.verse = Some(true);
    }

    pub(super) fn start_heading(&mut self, level: HeadingLevel, id: Option<&str>, range: Range<usize>) {
        let level = (level as u8 - self.top_level + 1).max(1);
        let anchor = id.and_then(|id| self.anchor(id, range));
        self.open_block(BlockKind::Heading(level), anchor);
    }

    /// An anchor given in the source, if it is fit to be one.
    pub(super) fn anchor(&mut self, id: &str, range: Range<usize>) -> Option<String> {
        let line = &self.source[range.clone()];
        let at =
            line.rfind(&format!("#{id}")).map_or(range.clone(), |n| range.start + n..range.start + n + 1 + id.len());
        let span = self.span(at);
        if !is_name(id) || is_reserved(id) {
            let error = Diagnostic::error("malformed-anchor", format!("`{id}` cannot be an anchor")).at(span);
            let help = "letters, digits, `-` and `_`; `p1`, `headnote` and `note-…` have a meaning of their own";
            self.diagnostics.push(error.help(help));
            return None;
        }
        if let Some(first) = self.anchors.get(id) {
            let error = Diagnostic::error("duplicate-anchor", format!("the anchor `{id}` is given twice")).at(span);
            self.diagnostics.push(error.label(first.clone(), "first here").help("give one of the two another name"));
            return None;
        }
        self.anchors.insert(id.to_owned(), span);
        Some(id.to_owned())
    }

    pub(super) fn html_block(&mut self, range: Range<usize>) {
        self.close_block();
        let html = self.source[range.clone()].trim();
        if !(html.starts_with("<!--") && html.ends_with("-->")) {
            let first = html.lines().next().map_or(0, str::len);
            self.raw_html(range.start..range.start + first);
        }
    }

    /// The warning for HTML that is left out.
    pub(super) fn raw_html(&mut self, range: Range<usize>) {
        let warning = Diagnostic::warning("raw-html", "raw HTML is left out").at(self.span(range));
        let help = "`<sup>`, `<sc>`, `<span class=\"smallcaps\">` and `<span lang=\"…\">` are understood";
        self.diagnostics.push(warning.help(help));
    }

    /// Lines of code, with a forced break between them.
    pub(super) fn code_text(&mut self, text: &str, range: Range<usize>) {
        let exact = self.source.get(range.clone()) == Some(text);
        let mut at = range.start;
        for line in text.split_inclusive('\n') {
            let (span, breaks) = (self.span(at..at + line.len()), line.ends_with('\n'));
            let characters = line.trim_end_matches(['\n', '\r']);
            let exact_span = exact.then(|| self.span(at..at + characters.len()));
            let frame = self.frame();
            if frame.code == Some(true) {
                frame.builder.make("\u{2028}");
            }
            match exact_span {
                Some(span) => frame.builder.copy(characters, span),
                None => frame.builder.replace(characters, span),
            }
            frame.code = Some(breaks);
            at += line.len();
        }
    }
}

fn is_reserved(id: &str) -> bool {
    let paragraph = id.strip_prefix('p').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    paragraph || id == "headnote" || id.starts_with("note-") || id.starts_with("call-")
}
