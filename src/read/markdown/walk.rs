//! The walk over the parser's events: blocks here, inlines in [`super::inline`].

use super::Context;
use super::builder::Builder;
use super::inline::Open;
use super::lemma::{self, Brackets};
use super::notes::Notes;
use super::origin::Origin;
use super::punctuation::Punctuation;
use super::verse;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Container, Reference};
use crate::model::draft::Fragment;
use crate::model::target::is_name;
use crate::model::text::{Alignment, BlockKind, GroupKind, NoteId};
use crate::source::Span;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// What the parser is asked for. Old footnotes turn a note's second paragraph into code and
/// definition lists swallow `:::`: both stay off. Punctuation is ours.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_WIKILINKS);

/// A container under construction: the body, or a note.
#[derive(Default)]
pub(super) struct Frame {
    pub(super) builder: Builder,
    pub(super) note: Option<NoteId>,
    pub(super) open: Vec<Open>,
    pub(super) punctuation: Punctuation,
    /// Inside verse: whether the next text begins a line.
    pub(super) verse: Option<bool>,
    /// Inside code: whether a line break is due before the next line.
    code: Option<bool>,
    /// Where brackets of note spans opened.
    pub(super) brackets: Vec<usize>,
    /// The last span that a note may stand on, and the end of it.
    pub(super) span: Option<Range<usize>>,
}

/// The state of the walk.
pub(super) struct Walk<'a> {
    pub(super) source: &'a str,
    lead: usize,
    origin: Origin,
    pub(super) context: &'a Context<'a>,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) notes: Notes,
    pub(super) references: Vec<Reference>,
    pub(super) brackets: Brackets,
    pub(super) frames: Vec<Frame>,
    /// The highest level of heading in the file.
    top_level: u8,
    anchors: BTreeMap<String, Span>,
}

/// Walks over `source`, whose first `lead` bytes are a guard and no text.
pub(super) fn walk<'a>(
    source: &'a str,
    lead: usize,
    origin: Origin,
    context: &'a Context<'a>,
    diagnostics: &'a mut Diagnostics,
) -> Fragment {
    let parser = Parser::new_ext(source, OPTIONS);
    let stray: Vec<Range<usize>> = parser
        .reference_definitions()
        .iter()
        .filter(|(l, _)| l.starts_with('^'))
        .map(|(_, d)| d.span.clone())
        .collect();
    let events: Vec<(Event<'_>, Range<usize>)> = parser.into_offset_iter().collect();
    let span = |range: Range<usize>| origin.span(range.start.saturating_sub(lead)..range.end.saturating_sub(lead));
    let notes = Notes::collect(source, &events, span, context, diagnostics);
    let mut walk = Walk {
        source,
        lead,
        origin,
        context,
        diagnostics,
        notes,
        references: vec![],
        brackets: lemma::brackets(source, &events),
        frames: vec![Frame::default()],
        top_level: top_level(&events),
        anchors: BTreeMap::new(),
    };
    for range in stray {
        walk.malformed_label(range);
    }
    for (index, (event, range)) in events.into_iter().enumerate() {
        walk.event(index, event, range);
    }
    walk.finish()
}

/// The smallest level of the headings: it becomes 1, for the title is not among them.
fn top_level(events: &[(Event<'_>, Range<usize>)]) -> u8 {
    let levels = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as u8),
        _ => None,
    });
    levels.min().unwrap_or(1)
}

impl Walk<'_> {
    /// The place of `range`.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.origin.span(range.start.saturating_sub(self.lead)..range.end.saturating_sub(self.lead))
    }

    /// The first byte of the source that is text.
    pub(super) fn lead(&self) -> usize {
        self.lead
    }

    /// The container under construction.
    pub(super) fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// Which container that is.
    pub(super) fn place(&mut self) -> Container {
        self.frame().note.map_or(Container::Body, Container::Note)
    }

    fn finish(mut self) -> Fragment {
        let frame = self.frames.pop().unwrap_or_default();
        let notes = self.notes.finish(self.context, self.diagnostics);
        Fragment { text: frame.builder.finish(), notes, references: self.references }
    }

    fn event(&mut self, index: usize, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) if self.frame().code.is_some() => self.code_text(&text, range),
            Event::Html(_) => {}
            inline => self.inline(index, inline, range),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.start_paragraph(range),
            Tag::Heading { level, id, .. } => self.start_heading(level, id.as_deref(), range),
            Tag::BlockQuote(_) => self.frame().builder.open_group(GroupKind::Quotation),
            Tag::List(start) => self.frame().builder.open_group(GroupKind::List { start }),
            Tag::Item => self.frame().builder.open_group(GroupKind::Item),
            Tag::CodeBlock(_) => {
                self.frame().builder.open_block(BlockKind::Code, None);
                self.frame().code = Some(false);
            }
            Tag::HtmlBlock => self.html_block(range),
            Tag::FootnoteDefinition(_) => {
                let note = self.notes.defined_at(range.start);
                self.frames.push(Frame { note, ..Frame::default() });
            }
            Tag::Table(columns) => {
                let columns = columns.into_iter().map(alignment).collect();
                self.frame().builder.open_group(GroupKind::Table(columns));
            }
            Tag::TableHead => self.frame().builder.open_group(GroupKind::Row { head: true }),
            Tag::TableRow => self.frame().builder.open_group(GroupKind::Row { head: false }),
            Tag::TableCell => {
                self.frame().builder.open_group(GroupKind::Cell);
                self.open_block(BlockKind::Paragraph, None);
                self.frame().builder.keep_empty();
            }
            inline => self.start_inline(inline, range),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => {
                self.close_block();
                if self.frame().verse.take().is_some() {
                    self.frame().builder.close_group();
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Table => self.close_group(),
            TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => self.close_group(),
            TagEnd::CodeBlock => {
                self.frame().code = None;
                self.close_block();
            }
            TagEnd::HtmlBlock => {}
            TagEnd::FootnoteDefinition => self.end_note(),
            inline => self.end_inline(inline, range),
        }
    }

    fn end_note(&mut self) {
        self.close_block();
        let Some(frame) = self.frames.pop() else { return };
        if let Some(note) = frame.note {
            self.notes.list[note.0 as usize].text = frame.builder.finish();
        }
    }

    fn close_group(&mut self) {
        self.close_block();
        self.frame().builder.close_group();
    }

    /// Opens a block with fresh punctuation.
    pub(super) fn open_block(&mut self, kind: BlockKind, anchor: Option<String>) {
        self.close_block();
        let frame = self.frame();
        frame.builder.open_block(kind, anchor);
        frame.punctuation = Punctuation::default();
    }

    /// Closes the open block and what is open in it.
    fn close_block(&mut self) {
        self.close_inlines();
        let frame = self.frame();
        frame.brackets.clear();
        frame.span = None;
        frame.builder.close_block();
    }

    fn start_paragraph(&mut self, range: Range<usize>) {
        if verse::is_verse(&self.source[range]) {
            self.close_block();
            self.frame().builder.open_group(GroupKind::Stanza);
            self.frame().verse = Some(true);
            self.frame().builder.open_block(BlockKind::Verse, None);
            self.frame().punctuation = Punctuation::default();
        } else {
            self.open_block(BlockKind::Paragraph, None);
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

    fn start_heading(&mut self, level: HeadingLevel, id: Option<&str>, range: Range<usize>) {
        let level = (level as u8 - self.top_level + 1).max(1);
        let anchor = id.and_then(|id| self.anchor(id, range));
        self.open_block(BlockKind::Heading(level), anchor);
    }

    /// An anchor given in the source, if it is fit to be one.
    fn anchor(&mut self, id: &str, range: Range<usize>) -> Option<String> {
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

    fn html_block(&mut self, range: Range<usize>) {
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
    fn code_text(&mut self, text: &str, range: Range<usize>) {
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

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::Right,
        _ => Alignment::Left,
    }
}
