//! Inlines: characters with their provenance, marks, links, calls of notes.

use super::html::{self, Meaning};
use super::lemma;
use super::target::{self, Destination};
use super::verse;
use super::walk::Walk;
use crate::diag::Diagnostic;
use crate::model::document::{Reference, Target};
use crate::model::target::TargetName;
use crate::model::text::{BlockKind, LocusKind, MarkKind, RefId};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// An element that is open, from byte `start` of the text.
pub(super) struct Open {
    start: usize,
    kind: OpenKind,
}

enum OpenKind {
    Emphasis,
    Strong,
    Reference {
        id: RefId,
        made: bool,
    },
    Link(String),
    /// An image, or a link that leads nowhere: its text stays, unmarked.
    Nothing,
    Html {
        name: String,
        meaning: Meaning,
        source: Range<usize>,
    },
}

/// The placeholders in the text of a reference.
const LOCI: [(&str, LocusKind); 4] =
    [("@page", LocusKind::Page), ("@line", LocusKind::Line), ("@note", LocusKind::Note), ("@title", LocusKind::Title)];

impl Walk<'_> {
    pub(super) fn inline(&mut self, index: usize, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => self.text(index, &text, range),
            Event::Code(code) => self.code(&code, range),
            Event::FootnoteReference(label) => self.call(&label, range),
            Event::SoftBreak => self.line_break(" ", range),
            Event::HardBreak => self.line_break("\u{2028}", range),
            Event::InlineHtml(tag) => self.inline_html(&tag, range),
            Event::Rule => self.open_block(BlockKind::Rule, None),
            _ => {}
        }
    }

    fn line_break(&mut self, characters: &str, range: Range<usize>) {
        if self.frame().verse.is_some() {
            return self.verse_break();
        }
        let span = self.span(range);
        let builder = &mut self.frame().builder;
        if builder.is_open() {
            builder.replace(characters, span);
        }
    }

    fn text(&mut self, index: usize, text: &str, mut range: Range<usize>) {
        let mut text = text;
        if range.start < self.lead() {
            text = &text[self.lead() - range.start..];
            range.start = self.lead();
        }
        if self.frame().verse == Some(true) {
            self.frame().verse = Some(false);
            let bar = verse::bar(text);
            text = &text[bar..];
            range.start += bar;
        }
        if self.frame().open.last().is_some_and(Open::makes_text) {
            return;
        }
        if self.brackets.opening.contains(&index) {
            // `![` is an exclamation mark and a bracket
            let kept = &text[..text.len() - 1];
            self.characters(kept, range.start..range.start + kept.len());
            let at = self.frame().builder.at();
            return self.frame().brackets.push(at);
        }
        if self.brackets.closing.contains(&index) {
            let frame = self.frame();
            let at = frame.builder.at();
            frame.span = frame.brackets.pop().map(|start| start..at);
            return;
        }
        if text == "[" && !lemma::is_escaped(self.source, range.start) {
            self.bracket(range.start);
        }
        self.characters(text, range);
    }

    /// Writes characters with typographic punctuation. Entities and what a backslash escapes are
    /// left alone.
    fn characters(&mut self, text: &str, range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        if self.source.get(range.clone()) != Some(text) {
            let span = self.span(range);
            return self.frame().builder.replace(text, span);
        }
        let language = self.language();
        let after = self.source[range.end..].chars().find(|c| !matches!(c, '*' | '_' | '[' | ']' | '`'));
        let mut copied = 0;
        let mut at = 0;
        if lemma::is_escaped(self.source, range.start) {
            at = text.chars().next().map_or(0, char::len_utf8);
        }
        while let Some(found) = text[at..].find(['"', '\'', '-', '.']) {
            let here = at + found;
            let before = match here > copied {
                true => text[..here].chars().next_back(),
                false => self.frame().builder.block_so_far().chars().next_back(),
            };
            at = here + 1;
            let replaced = self.frame().punctuation.replace(&text[here..], before, after, &language);
            if let Some((new, length)) = replaced {
                self.copy(&text[copied..here], range.start + copied);
                let span = self.span(range.start + here..range.start + here + length);
                self.frame().builder.replace(new, span);
                copied = here + length;
                at = copied;
            }
        }
        self.copy(&text[copied..], range.start + copied);
    }

    fn copy(&mut self, text: &str, at: usize) {
        if !text.is_empty() {
            let span = self.span(at..at + text.len());
            let exact = span.range.len() == text.len();
            let builder = &mut self.frame().builder;
            if exact { builder.copy(text, span) } else { builder.replace(text, span) }
        }
    }

    fn language(&mut self) -> String {
        let inner = self.frame().open.iter().rev().find_map(|o| match &o.kind {
            OpenKind::Html { meaning, .. } => meaning.language.clone(),
            _ => None,
        });
        inner.unwrap_or_else(|| self.context.language.to_owned())
    }

    fn code(&mut self, code: &str, range: Range<usize>) {
        let start = self.frame().builder.at();
        match self.source[range.clone()].find(code) {
            Some(at) => self.copy(code, range.start + at),
            None => {
                let span = self.span(range);
                self.frame().builder.replace(code, span);
            }
        }
        let end = self.frame().builder.at();
        self.frame().builder.mark(start..end, MarkKind::Code);
    }

    /// A bracket that opens neither a link nor a note's span: perhaps one that was meant to.
    fn bracket(&mut self, at: usize) {
        let rest = &self.source[at..];
        let Some(close) = rest.find([']', '\n']).filter(|c| rest[*c..].starts_with(']')) else { return };
        if rest.starts_with("[^") {
            let label = &rest[2..close];
            let span = self.span(at..at + close + 1);
            if label.is_empty() || label.contains(char::is_whitespace) {
                return self.malformed_label(at..at + close + 1);
            }
            let mut error = self.notes.undefined(label, span);
            if rest[close + 1..].starts_with(':') {
                error = error.help("a definition begins a paragraph: put an empty line before it");
            }
            self.diagnostics.push(error);
        } else if rest.starts_with("[[") {
            let end = rest.find("]]").filter(|e| !rest[..*e].contains('\n')).map_or(2, |e| e + 2);
            self.malformed_reference(at..at + end, "write `[[document#anchor|text]]`, or `\\[` for a bracket");
        }
    }

    /// The error for a label that is none.
    pub(super) fn malformed_label(&mut self, range: Range<usize>) {
        let error = Diagnostic::error("malformed-label", "this is no label of a note").at(self.span(range));
        let help = "a label is `[^name]` or `[^series:name]`; a name has letters, digits, `-` and `_` only";
        self.diagnostics.push(error.help(help));
    }

    fn malformed_reference(&mut self, range: Range<usize>, help: &str) {
        let error = Diagnostic::error("malformed-reference", "this leads nowhere").at(self.span(range));
        self.diagnostics.push(error.help(help));
    }

    fn call(&mut self, label: &str, range: Range<usize>) {
        let (span, place) = (self.span(range), self.place());
        let Some(id) = self.notes.call(label, span, place, self.context, self.diagnostics) else { return };
        let builder = &mut self.frame().builder;
        if !builder.is_open() {
            builder.open_block(BlockKind::Paragraph, None);
        }
        let at = self.frame().builder.at();
        let stands_on = match self.frame().span.clone().filter(|s| s.end == at) {
            Some(span) => Some(span),
            None => {
                let block = self.frame().builder.block_so_far();
                let start = at - block.len();
                lemma::word_before(block).map(|w| start + w.start..start + w.end)
            }
        };
        let frame = self.frame();
        if let Some(words) = stands_on.filter(|s| !s.is_empty()) {
            let lemma = frame.builder.slice(words.clone()).to_owned();
            frame.builder.mark(words, MarkKind::Lemma(id));
            self.notes.list[id.0 as usize].lemma = Some(lemma);
        }
        self.frame().builder.mark(at..at, MarkKind::Call(id));
    }

    pub(super) fn start_inline(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let kind = match tag {
            Tag::Emphasis => OpenKind::Emphasis,
            Tag::Strong => OpenKind::Strong,
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, range),
            Tag::Image { .. } => {
                let warning = Diagnostic::warning("figure", "figures are not supported yet").at(self.span(range));
                self.diagnostics.push(warning.help("the description stands in the figure's place"));
                OpenKind::Nothing
            }
            _ => return,
        };
        let start = self.frame().builder.at();
        self.frame().open.push(Open { start, kind });
    }

    fn link(&mut self, link_type: LinkType, destination: &str, range: Range<usize>) -> OpenKind {
        let (leads, made) = match link_type {
            LinkType::WikiLink { has_pothole } => (target::of_wikilink(destination), !has_pothole),
            LinkType::Autolink => (Destination::Outside(destination.to_owned()), false),
            LinkType::Email => (Destination::Outside(format!("mailto:{destination}")), false),
            _ => (target::of_link(destination), false),
        };
        match leads {
            Destination::Outside(address) => OpenKind::Link(address),
            Destination::Inside(name) => OpenKind::Reference { id: self.reference(name, range), made },
            Destination::Malformed => {
                let help = "a place in the book is `document#anchor`, `#anchor` or `document`; outside it, `https://…`";
                self.malformed_reference(range, help);
                OpenKind::Nothing
            }
        }
    }

    fn reference(&mut self, name: TargetName, range: Range<usize>) -> RefId {
        let span = Some(self.span(range));
        let TargetName { document, anchor } = name;
        self.references.push(Reference { document, anchor, span, target: Target::Unresolved });
        RefId(self.references.len() as u32 - 1)
    }

    pub(super) fn end_inline(&mut self, tag: TagEnd, _: Range<usize>) {
        let matching = |kind: &OpenKind| match tag {
            TagEnd::Emphasis => matches!(kind, OpenKind::Emphasis),
            TagEnd::Strong => matches!(kind, OpenKind::Strong),
            TagEnd::Link => matches!(kind, OpenKind::Reference { .. } | OpenKind::Link(_) | OpenKind::Nothing),
            TagEnd::Image => matches!(kind, OpenKind::Nothing),
            _ => false,
        };
        if let Some(index) = self.frame().open.iter().rposition(|o| matching(&o.kind)) {
            let open = self.frame().open.remove(index);
            self.close(open);
        }
    }

    /// Closes what is open at a block's end: only HTML can be.
    pub(super) fn close_inlines(&mut self) {
        while let Some(open) = self.frame().open.pop() {
            if let OpenKind::Html { source, .. } = &open.kind {
                let warning = Diagnostic::warning("raw-html", "this element is not closed");
                let warning = warning.at(self.span(source.clone())).help("close it in the same paragraph");
                self.diagnostics.push(warning);
            }
            self.close(open);
        }
    }

    fn close(&mut self, Open { start, kind }: Open) {
        let mut range = start..self.frame().builder.at();
        match kind {
            OpenKind::Emphasis => self.frame().builder.mark(range, MarkKind::Emphasis),
            OpenKind::Strong => self.frame().builder.mark(range, MarkKind::Strong),
            OpenKind::Link(address) => self.frame().builder.mark(range, MarkKind::Link(address)),
            OpenKind::Nothing => {}
            OpenKind::Reference { id, .. } => {
                if range.is_empty() {
                    let own = self.references[id.0 as usize].document.is_empty();
                    self.frame().builder.make(if own { "@page" } else { "@title" });
                    range.end = self.frame().builder.at();
                }
                self.frame().builder.mark(range.clone(), MarkKind::Reference(id));
                self.loci(range.clone(), id);
                self.frame().span = Some(range);
            }
            OpenKind::Html { meaning, .. } => self.close_html(range, meaning),
        }
    }

    fn close_html(&mut self, range: Range<usize>, meaning: Meaning) {
        let builder = &mut self.frame().builder;
        let kinds = [
            meaning.language.map(MarkKind::Language),
            meaning.superscript.then_some(MarkKind::Superscript),
            meaning.small_caps.then_some(MarkKind::SmallCaps),
            meaning.emphasis.then_some(MarkKind::Emphasis),
        ];
        for kind in kinds.into_iter().flatten().filter(|_| !range.is_empty()) {
            builder.mark(range.clone(), kind);
        }
    }

    /// Marks the placeholders in a reference's text.
    fn loci(&mut self, range: Range<usize>, id: RefId) {
        let builder = &mut self.frame().builder;
        let text = builder.slice(range.clone()).to_owned();
        for (at, _) in text.match_indices('@') {
            let rest = &text[at..];
            let locus = LOCI.iter().find(|(name, _)| {
                rest.strip_prefix(name).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
            });
            if let Some((name, kind)) = locus {
                let start = range.start + at;
                builder.mark(start..start + name.len(), MarkKind::Locus(id, *kind));
            }
        }
    }

    fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        match html::parse(tag) {
            html::Tag::Comment => {}
            html::Tag::Open { name, attributes } => match html::meaning(&name, &attributes) {
                Some(meaning) => {
                    let start = self.frame().builder.at();
                    let kind = OpenKind::Html { name, meaning, source: range };
                    self.frame().open.push(Open { start, kind });
                }
                None => self.raw_html(range),
            },
            html::Tag::Close(closing) => {
                let is_open = |o: &Open| matches!(&o.kind, OpenKind::Html { name, .. } if *name == closing);
                if let Some(index) = self.frame().open.iter().rposition(is_open) {
                    let open = self.frame().open.remove(index);
                    self.close(open);
                }
            }
        }
    }
}

impl Open {
    /// Whether this is a wikilink whose text is the tool's to make.
    pub(super) fn makes_text(&self) -> bool {
        matches!(self.kind, OpenKind::Reference { made: true, .. })
    }
}
