//! Blocks of HTML, read as their Markdown: the events of the parser with each such block replaced by those that
//! Markdown would have for it. What comes after need not know that there was HTML.
//!
//! Elements may be open over several blocks, as the parser ends one at an empty line. What a line, a cell or a
//! heading cannot hold (a list in a cell) is set in lines of its own.

use super::segment::{Known, segment};
use super::tokens::{Token, tokens};
use super::{Tag as Html, entities};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd};
use std::ops::Range;

/// An event of the parser and where it stands.
pub(in crate::read::markdown) type Step<'a> = (Event<'a>, Range<usize>);

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read::markdown) enum Finding {
    /// So many words are lost.
    Lost(usize),
    /// A style sheet or a script, which is left out.
    Sheet,
    /// A tag has no end: its characters stand in the text.
    Unclosed,
    /// What the tag says of how it looks is not followed.
    Unfollowed(&'static str),
}

/// The events with their HTML read.
#[derive(Default)]
pub(in crate::read::markdown) struct Expanded<'a> {
    pub(in crate::read::markdown) events: Vec<Step<'a>>,
    pub(in crate::read::markdown) findings: Vec<(Finding, Range<usize>)>,
    /// The paragraphs that are captions of tables, by the byte at which they begin.
    pub(in crate::read::markdown) captions: Vec<usize>,
}

/// What an element that is open is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Quote,
    List,
    Item,
    Definitions,
    Definition,
    /// A table whose first event has this index.
    Table(usize),
    /// A row whose first event has this index, with how many cells it has, and whether all are heads.
    Row(usize, usize, bool),
    /// One that holds lines alone: what ends it, and whether it has any words.
    Line(TagEnd, bool),
    Caption(Vec<usize>),
    /// None of these: what it holds is read.
    Plain,
}

pub(super) struct Element {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// In how many blocks of Markdown it stands.
    pub(super) depth: usize,
}

/// How blocks are read.
pub(super) struct Reader<'a, 'k> {
    source: &'a str,
    known: &'k Known,
    pub(super) out: Expanded<'a>,
    pub(super) open: Vec<Element>,
    pub(super) depth: usize,
    /// Those of the parser that are open here, and whether each was passed on: where a line is open it is not.
    containers: Vec<bool>,
    /// Whether a line that is open has to be broken before its next words.
    pub(super) broken: bool,
    /// The names of elements whose words are to come.
    pub(super) names: Vec<(String, Range<usize>)>,
}

/// Reads the HTML among `events`; in `source` the blocks' lines follow one another without the signs of the
/// quotations that they stand in.
pub(in crate::read::markdown) fn expand<'a>(source: &'a str, events: Vec<Step<'a>>, known: &Known) -> Expanded<'a> {
    let (out, open) = (Expanded { events: Vec::with_capacity(events.len()), ..Expanded::default() }, vec![]);
    let (containers, names) = (vec![], vec![]);
    let mut reader = Reader { source, known, out, open, depth: 0, containers, broken: false, names };
    let mut html: Option<Range<usize>> = None;
    let mut indented = false;
    for (event, range) in events {
        match event {
            // tags far from the margin inside an element are tags, not code
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) if reader.holds_tags(&source[range.clone()]) => {
                indented = true;
                reader.html(range);
            }
            Event::End(TagEnd::CodeBlock) if indented => indented = false,
            _ if indented => {}
            Event::Start(Tag::HtmlBlock) => html = Some(range.start..range.start),
            // how far its first line is from the margin
            Event::Text(_) if html.as_ref().is_some_and(Range::is_empty) && source[range.clone()].trim().is_empty() => {
            }
            Event::Html(_) => {
                let from = html.as_ref().filter(|h| !h.is_empty()).map_or(range.start, |h| h.start);
                html = Some(from..range.end);
            }
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(range) = html.take() {
                    reader.html(range);
                }
            }
            event => reader.forward(event, range),
        }
    }
    while !reader.open.is_empty() {
        reader.close_last(source.len());
    }
    reader.place_names();
    reader.out
}

/// The source with nothing but white space between the lines of each block of HTML, byte for byte: they may stand in
/// quotations. `None` where there are none.
pub(in crate::read::markdown) fn joined(source: &str, events: &[Step<'_>]) -> Option<String> {
    let mut out = String::new();
    let mut last: Option<usize> = None;
    let mut copied = 0;
    for (event, range) in events {
        match event {
            Event::Start(Tag::HtmlBlock) => last = None,
            Event::Html(_) => {
                if let Some(end) = last.filter(|end| *end < range.start && copied <= *end) {
                    out.push_str(&source[copied..end]);
                    out.extend(
                        source[end..range.start]
                            .bytes()
                            .map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }),
                    );
                    copied = range.start;
                }
                last = Some(range.end);
            }
            _ => {}
        }
    }
    out.push_str(&source[copied..]);
    (copied > 0).then_some(out)
}

/// Whether what is not read is a style sheet or a script with its end: no words of the text.
fn is_sheet(html: &str) -> bool {
    let is = |name: &str| {
        let begins = html.get(1..name.len() + 1).is_some_and(|start| start.eq_ignore_ascii_case(name));
        let end = html.trim_end().strip_suffix('>').map(str::trim_end);
        begins && end.is_some_and(|end| end.to_ascii_lowercase().ends_with(&format!("</{name}")))
    };
    is("style") || is("script")
}

fn is_container(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition
    )
}

pub(in crate::read::markdown) fn is_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

impl<'a> Reader<'a, '_> {
    /// Whether an element is open here, and `code` begins as one does or closes it.
    fn holds_tags(&self, code: &str) -> bool {
        let code = code.trim_start();
        let name = code.trim_start_matches(['<', '/']);
        let begins = code.starts_with('<') && name.starts_with(|c: char| c.is_ascii_alphabetic());
        let mut here = self.open.iter().rev().take_while(|element| element.depth == self.depth).peekable();
        let is_open = here.peek().is_some();
        is_open && begins && code.contains('>') || here.any(|element| code.contains(&format!("</{}>", element.name)))
    }

    /// The line that is open here, if one is.
    pub(super) fn line(&mut self) -> Option<&mut bool> {
        let depth = self.depth;
        let element = self.open.iter_mut().rev().take_while(|e| e.depth == depth).find(|e| e.kind != Kind::Plain)?;
        if let Kind::Line(_, words) = &mut element.kind { Some(words) } else { None }
    }

    /// Passes an event on; where a line is open only what a line holds.
    fn forward(&mut self, event: Event<'a>, range: Range<usize>) {
        if let Event::End(tag) = &event
            && is_container(*tag)
        {
            return self.leave(event, range);
        }
        let breaks = match &event {
            Event::Start(tag) => !is_inline(tag.to_end()),
            Event::End(tag) => !is_inline(*tag),
            Event::Rule => true,
            _ => false,
        };
        let note = matches!(event, Event::Start(Tag::FootnoteDefinition(_)));
        if event == Event::Rule && !self.in_block() {
            return;
        }
        if !note && !matches!(event, Event::End(_)) {
            self.room(range.start);
        }
        let (container, passed) =
            (matches!(&event, Event::Start(tag) if is_container(tag.to_end())), note || self.line().is_none());
        self.containers.extend(container.then_some(passed));
        if breaks && !passed {
            self.broken = true;
            return;
        }
        if container {
            self.depth += 1;
        } else if self.line().is_some() {
            return self.in_line(event, range);
        }
        self.push(event, range);
    }

    /// Leaves a container of the parser, which ends what was opened in it; nothing ends that was not passed on.
    fn leave(&mut self, end: Event<'a>, range: Range<usize>) {
        if self.containers.pop() != Some(true) {
            self.broken = true;
            return;
        }
        while self.open.last().is_some_and(|element| element.depth == self.depth) {
            self.close_last(range.end);
        }
        self.depth = self.depth.saturating_sub(1);
        self.push(end, range);
    }

    fn in_line(&mut self, event: Event<'a>, range: Range<usize>) {
        let starts = matches!(event, Event::Start(_) | Event::Text(_) | Event::Code(_) | Event::FootnoteReference(_));
        if starts {
            let broken = std::mem::take(&mut self.broken);
            if self.line().is_some_and(|words| std::mem::replace(words, true)) && broken {
                self.push(Event::HardBreak, range.start..range.start);
            }
        }
        self.push(event, range);
    }

    fn html(&mut self, block: Range<usize>) {
        let html = &self.source[block.clone()];
        for (token, range) in tokens(html) {
            let place = block.start + range.start..block.start + range.end;
            match token {
                Token::Tag(Html::Open { name, attributes }) => self.tag(&name, &attributes, place),
                Token::Tag(Html::Close(name)) => self.close(&name, place.end),
                Token::Tag(Html::Comment) | Token::Silent => {}
                Token::Text => self.text(place),
                Token::Preformatted => self.preformatted(place),
                Token::Lost if is_sheet(&html[range.clone()]) => self.out.findings.push((Finding::Sheet, place)),
                Token::Lost => {
                    let words = entities::words(&html[range]);
                    if words > 0 {
                        self.out.findings.push((Finding::Lost(words), place));
                    }
                }
                Token::Unclosed => self.out.findings.push((Finding::Unclosed, place)),
            }
        }
    }

    fn text(&mut self, place: Range<usize>) {
        let text = &self.source[place.clone()];
        let start = place.start + text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        if start >= end {
            return;
        }
        self.room(start);
        for (event, range) in segment(self.source, start..end, self.known) {
            if let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(information))) = &event {
                // no fence for whoever reads HTML; what its first line says of the code is no text
                let says = !information.trim().is_empty();
                self.out
                    .findings
                    .extend(says.then(|| (Finding::Unfollowed("what a fence says of its code"), range.clone())));
            }
            self.forward(event, range);
        }
        self.broken = true;
    }

    fn preformatted(&mut self, place: Range<usize>) {
        let raw = &self.source[place.clone()];
        let start = place.start + usize::from(raw.starts_with('\n'));
        let text = entities::literal(&self.source[start..place.end]);
        let text = text.trim_end_matches('\n').to_owned();
        let end = start + if self.source[start..place.end].starts_with(&text) { text.len() } else { place.end - start };
        if text.trim().is_empty() {
            return;
        }
        self.room(start);
        if self.line().is_some() {
            return self.in_line(Event::Code(text.into()), start..end);
        }
        self.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced("".into()))), start..end);
        self.push(Event::Text(CowStr::from(text)), start..end);
        self.push(Event::End(TagEnd::CodeBlock), start..end);
    }

    pub(super) fn tag(&mut self, name: &str, attributes: &[(String, String)], place: Range<usize>) {
        let value = |key: &str| attributes.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
        if value("align").is_some_and(|a| a != "left") || name == "center" {
            self.out.findings.push((Finding::Unfollowed("that words are set to one side or centred"), place.clone()));
        }
        if value("rowspan").is_some_and(|n| n != "1") {
            self.out.findings.push((Finding::Unfollowed("that a cell goes over several rows"), place.clone()));
        }
        if let Some(id) = value("id").filter(|_| !name.starts_with('h')) {
            self.names.push((id.to_owned(), place.clone()));
        }
        self.broken = true;
        match name {
            "hr" if self.line().is_none() && self.in_block() => {
                self.room(place.start);
                self.push(Event::Rule, place);
            }
            "hr" | "col" | "meta" | "link" | "base" | "source" | "param" | "frame" | "track" | "basefont" => {}
            "table" => self.table(place),
            "tr" if self.in_table() => self.row(place),
            "td" | "th" if self.in_table() => {
                let columns = value("colspan").and_then(|n| n.parse().ok()).unwrap_or(1).clamp(1, 64);
                self.cell(name, columns, place);
            }
            "caption" if self.in_table() => self.caption(place),
            "dt" | "dd" if self.in_definitions() => self.definition(name, place),
            _ if self.line().is_some() || !self.in_block() => self.plain(name),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let id = value("id").map(|id| CowStr::from(id.to_owned()));
                let level = HeadingLevel::try_from(usize::from(name.as_bytes()[1] - b'0')).unwrap_or(HeadingLevel::H6);
                let heading = Tag::Heading { level, id, classes: vec![], attrs: vec![] };
                self.start(name, heading, |end| Kind::Line(end, false), place);
            }
            "blockquote" => self.start(name, Tag::BlockQuote(None), |_| Kind::Quote, place),
            "ul" | "menu" | "dir" => self.start(name, Tag::List(None), |_| Kind::List, place),
            "ol" => {
                let first = value("start").and_then(|n| n.parse().ok()).unwrap_or(1);
                self.start(name, Tag::List(Some(first)), |_| Kind::List, place);
            }
            "li" => {
                if self.close_within(&Kind::Item, &Kind::List, place.start) {
                    self.start(name, Tag::Item, |_| Kind::Item, place);
                }
            }
            "dl" => self.start(name, Tag::DefinitionList, |_| Kind::Definitions, place),
            _ => self.plain(name),
        }
    }

    /// Whether a list of definitions is open, and no line but that of a term.
    fn in_definitions(&mut self) -> bool {
        let term = self.open.last().is_some_and(|e| e.name == "dt");
        (term || self.line().is_none()) && self.open.iter().any(|e| e.kind == Kind::Definitions)
    }

    fn definition(&mut self, name: &str, place: Range<usize>) {
        self.close("dt", place.start);
        if !self.close_within(&Kind::Definition, &Kind::Definitions, place.start) {
            return;
        }
        if name == "dt" {
            self.start(name, Tag::DefinitionListTitle, |end| Kind::Line(end, false), place);
        } else {
            self.start(name, Tag::DefinitionListDefinition, |_| Kind::Definition, place);
        }
    }

    pub(super) fn plain(&mut self, name: &str) {
        self.open.push(Element { name: name.to_owned(), kind: Kind::Plain, depth: self.depth });
    }

    pub(super) fn start(&mut self, name: &str, tag: Tag<'a>, kind: impl Fn(TagEnd) -> Kind, place: Range<usize>) {
        let part = matches!(tag, Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition);
        let cell = matches!(tag, Tag::TableRow | Tag::TableCell);
        if !part && !cell {
            self.room(place.start);
        }
        let kind = kind(tag.to_end());
        self.push(Event::Start(tag), place);
        self.broken = false;
        self.open.push(Element { name: name.to_owned(), kind, depth: self.depth });
    }

    /// Closes the last element of kind `inner` if it stands in one of kind `outer`; whether one of that is open.
    fn close_within(&mut self, inner: &Kind, outer: &Kind, at: usize) -> bool {
        let here = |e: &Element| e.depth == self.depth;
        let Some(list) = self.open.iter().rposition(|e| e.kind == *outer && here(e)) else { return false };
        if let Some(item) = self.open[list..].iter().position(|e| e.kind == *inner && here(e)) {
            self.close_to(list + item, at);
        }
        true
    }

    fn close(&mut self, name: &str, at: usize) {
        self.broken = true;
        let is = |e: &Element| e.name.split('*').next() == Some(name) && e.depth == self.depth;
        if let Some(index) = self.open.iter().position(|e| e.name == "caption").filter(|_| name == "caption") {
            return self.close_to(index, at);
        }
        if let Some(index) = self.open.iter().rposition(is) {
            self.close_to(index, at);
        }
    }

    pub(super) fn close_to(&mut self, index: usize, at: usize) {
        while self.open.len() > index {
            self.close_last(at);
        }
    }

    fn close_last(&mut self, at: usize) {
        let Some(element) = self.open.pop() else { return };
        let range = at..at;
        match element.kind {
            Kind::Quote => self.push(Event::End(TagEnd::BlockQuote(None)), range),
            Kind::List => self.push(Event::End(TagEnd::List(false)), range),
            Kind::Item => self.push(Event::End(TagEnd::Item), range),
            Kind::Definitions => self.push(Event::End(TagEnd::DefinitionList), range),
            Kind::Definition => self.push(Event::End(TagEnd::DefinitionListDefinition), range),
            Kind::Line(end, _) => {
                self.push(Event::End(end), range.clone());
                let columns = element.name.split_once('*').and_then(|(_, n)| n.parse().ok()).unwrap_or(1);
                for _ in 1..columns {
                    self.empty_cell(at);
                }
            }
            Kind::Row(index, _, heads) => self.end_row(index, heads, at),
            Kind::Table(index) => self.end_table(index, at),
            Kind::Caption(from) => self.end_caption(from),
            Kind::Plain => {}
        }
    }
}
