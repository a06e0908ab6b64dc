//! What opens and closes inside a paragraph: emphasis, links, references, the few HTML tags.

use crate::diag::Diagnostic;
use crate::model::document::{Reference, Target};
use crate::model::target::TargetName;
use crate::model::text::{LocusKind, MarkKind, RefId};
use crate::read::markdown::html::{self, Meaning};
use crate::read::markdown::open::{Open, OpenKind};
use crate::read::markdown::target::{self, Destination};
use crate::read::markdown::walk::Walk;
use crate::words::language::{advice, is_tag};
use pulldown_cmark::{LinkType, Tag, TagEnd};
use std::ops::Range;

/// The placeholders in the text of a reference.
const LOCI: [(&str, LocusKind); 5] = [
    ("@page", LocusKind::Page),
    ("@line", LocusKind::Line),
    ("@note", LocusKind::Note),
    ("@title", LocusKind::Title),
    ("@entry", LocusKind::Entry),
];

impl Walk<'_> {
    pub(super) fn start_inline(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let kind = match tag {
            Tag::Emphasis => OpenKind::Emphasis,
            Tag::Strong => OpenKind::Strong,
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, range),
            Tag::Image { .. } => {
                self.no_figure(range);
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

    /// A language must be one: both formats name it.
    fn language_of(&mut self, meaning: &Meaning, range: &Range<usize>) {
        let Some(language) = meaning.language.as_ref().filter(|language| !is_tag(language)) else { return };
        let error = Diagnostic::error("bad-language", format!("`{language}` is no language tag"));
        let error = error.at(self.span(range.clone())).help(advice(language));
        self.diagnostics.push(error);
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

    pub(super) fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        match html::parse(tag) {
            html::Tag::Comment => {}
            html::Tag::Open { name, attributes } if name == "lem" => self.open_lemma(&attributes, range),
            html::Tag::Close(name) if name == "lem" => self.close_lemma(range),
            html::Tag::Open { name, attributes } => match html::meaning(&name, &attributes) {
                Some(meaning) => {
                    self.language_of(&meaning, &range);
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
