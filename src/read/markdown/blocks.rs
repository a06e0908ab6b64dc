//! Blocks that need more than opening and closing: verse, headings with anchors, HTML, code.

use crate::diag::Diagnostic;
use crate::model::target::is_name;
use crate::model::text::{Alignment, BlockKind, GroupKind};
use crate::read::markdown::entries;
use crate::read::markdown::punctuation::Punctuation;
use crate::read::markdown::walk::{Walk, alignment};
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// What makes a quotation an epigraph: its first line.
const EPIGRAPH: &str = "epigraph";
/// What makes the paragraph before a table its caption (pandoc's sign).
const CAPTION: &str = "Table: ";

impl Walk<'_> {
    pub(super) fn start_paragraph(&mut self, index: usize, range: Range<usize>) {
        if let Some(columns) = self.captions.remove(&index) {
            return self.start_caption(columns, range.start);
        }
        let start = if self.sign.contains(&range.start) { self.sign.end.min(range.end) } else { range.start };
        if self.is_verse(start..range.end) {
            self.close_block();
            let kind = self.stanza(range.start);
            self.frame().builder.open_group(kind);
            self.frame().verse = Some(true);
            self.frame().builder.open_block(BlockKind::Verse, None);
            self.frame().punctuation = Punctuation::default();
        } else {
            self.open_block(BlockKind::Paragraph, None);
            self.frame().may_be_figure = true;
        }
    }

    /// A caption opens the group of the table that follows it.
    fn start_caption(&mut self, columns: Vec<Alignment>, at: usize) {
        self.close_block();
        self.frame().builder.open_group(GroupKind::Table(columns));
        self.frame().captioned = true;
        self.open_block(BlockKind::Caption, None);
        self.sign = at..at + CAPTION.len();
    }

    /// A quotation; one whose first line is `[!epigraph]` is an epigraph.
    pub(super) fn start_quotation(&mut self, range: Range<usize>) {
        let mut kind = GroupKind::Quotation;
        if let Some((name, end)) = sign(&self.source[range.clone()]) {
            if name == EPIGRAPH {
                kind = GroupKind::Epigraph;
                self.sign = range.start..range.start + end;
            } else {
                let end = range.start + end;
                let line = self.source[range.start..end].trim_end();
                let at = range.start + line.find('[').unwrap_or(0)..range.start + line.len();
                let error = Diagnostic::error("unknown-quotation", format!("`[!{name}]` is no kind of quotation"));
                let help = "`[!epigraph]` makes a quotation an epigraph; `\\[!` are the characters themselves";
                self.diagnostics.push(error.at(self.span(at)).help(help));
            }
        }
        self.open_nested(kind, range);
    }

    /// A definition: a colon and a space.
    pub(super) fn start_definition(&mut self, range: Range<usize>) {
        let mark = self.source[range.clone()].find(':').map_or(range.start, |at| range.start + at);
        let after = self.source[mark..].chars().nth(1);
        if after.is_some_and(|c| !c.is_ascii_whitespace()) {
            let message = "a line that begins with `:` defines the line above it";
            let error = Diagnostic::error("malformed-definition", message).at(self.span(mark..mark + 1));
            self.diagnostics.push(error.help("write `: ` before a definition, or `\\:` for the character"));
        }
        self.open_nested(GroupKind::Definition, range);
    }

    /// A definition without a word is one all the same.
    pub(super) fn end_definition(&mut self) {
        self.close_block();
        if self.frame().builder.is_group_empty() {
            self.open_block(BlockKind::Paragraph, None);
            self.frame().builder.keep_empty();
        }
        self.close_group();
    }

    /// A line break inside verse, before byte `next`: a new line, or after an empty one and before one that says
    /// of what kind it is a new stanza.
    pub(super) fn verse_break(&mut self, next: usize) {
        let kind = self.stanza(next);
        let frame = self.frame();
        if frame.builder.block_so_far().is_empty() || kind != GroupKind::Stanza {
            frame.builder.close_group();
            frame.builder.open_group(kind);
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
        if entries::is_lemma(html) {
            let error =
                Diagnostic::error("malformed-lemma", "a lemma's tag on a line of its own makes what follows no text");
            let at = self.span(range.start..range.start + html.lines().next().map_or(0, str::len));
            self.diagnostics.push(error.at(at).help("write it on the line of its words"));
        } else if !(html.starts_with("<!--") && html.ends_with("-->")) {
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
            let characters = line.trim_end_matches(['\n', '\r']);
            if self.frame().code == Some(true) {
                self.frame().builder.make("\u{2028}");
            }
            match exact {
                true => self.copy(characters, at),
                false => self.replace(characters, at..at + line.len()),
            }
            self.frame().code = Some(line.ends_with('\n'));
            at += line.len();
        }
    }
}

/// The name in a quotation's first line `> [!name]`, and where that line ends.
fn sign(quotation: &str) -> Option<(&str, usize)> {
    let end = quotation.find('\n').map_or(quotation.len(), |at| at + 1);
    let line = quotation[..end].trim_start().strip_prefix('>')?.trim();
    let name = line.strip_prefix("[!")?.strip_suffix(']')?;
    name.chars().all(char::is_alphanumeric).then_some((name, end))
}

/// The paragraphs that stand directly before a table and begin with its sign: the indices of
/// their events, with the columns of the table.
pub(super) fn captions(source: &str, events: &[(Event<'_>, Range<usize>)]) -> BTreeMap<usize, Vec<Alignment>> {
    let mut captions = BTreeMap::new();
    let mut paragraph = None;
    for (index, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Paragraph) => {
                paragraph = source[range.start..].starts_with(CAPTION).then_some(index);
            }
            Event::Start(Tag::Table(columns)) => {
                let ended = matches!(events.get(index.wrapping_sub(1)), Some((Event::End(TagEnd::Paragraph), _)));
                if let Some(paragraph) = paragraph.take().filter(|_| ended) {
                    captions.insert(paragraph, columns.iter().copied().map(alignment).collect());
                }
            }
            _ => {}
        }
    }
    captions
}

fn is_reserved(id: &str) -> bool {
    let paragraph = id.strip_prefix('p').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    paragraph || id == "headnote" || id.starts_with("note-") || id.starts_with("call-")
}
