//! What opens and closes inside a paragraph: emphasis, links, references, the few HTML tags.

use crate::diag::Diagnostic;
use crate::model::document::{Reference, Target};
use crate::model::target::{TargetName, encoded};
use crate::model::text::{BlockKind, LocusKind, MarkKind, RefId};
use crate::read::markdown::dialect::{self, Attributes};
use crate::read::markdown::html::{self, Meaning};
use crate::read::markdown::open::{Open, OpenKind};
use crate::read::markdown::punctuation;
use crate::read::markdown::target::{self, Destination};
use crate::read::markdown::walk::Walk;
use crate::words::language::{advice, is_tag};
use crate::words::nearest::nearest;
use pulldown_cmark::{LinkType, Tag, TagEnd};
use std::ops::Range;

/// Emphasised words with attributes open an element of this name.
const ATTRIBUTED: &str = "*";
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
            Tag::Emphasis => {
                self.attributed(range);
                OpenKind::Emphasis
            }
            Tag::Strong => {
                self.attributed(range);
                OpenKind::Strong
            }
            Tag::Link { link_type, dest_url, id, title } => {
                if !title.is_empty() {
                    self.unfollowed(html::TITLE, range.clone());
                }
                self.no_call(&range);
                self.link(link_type, &dest_url, &id, range)
            }
            Tag::Image { link_type, dest_url, id, .. } if target::embeds_text(link_type, &dest_url) => {
                self.link(link_type, &dest_url, &id, range)
            }
            Tag::Image { .. } => {
                self.no_figure(range);
                OpenKind::Nothing
            }
            _ => return,
        };
        self.ensure_block();
        let start = self.frame().builder.at();
        self.frame().open.push(Open { start, kind });
    }

    /// Reports a call that a parenthesis behind it makes the words of a link: `nova[^c:1](Alius)`.
    fn no_call(&mut self, range: &Range<usize>) {
        let label = self.source[range.clone()].strip_prefix("[^").and_then(|rest| rest.split_once("]("));
        if let Some((label, _)) = label.filter(|(label, _)| self.notes.is_written(label)) {
            let message = format!("this call of `{label}` is read as a link, for a parenthesis stands behind it");
            let error = Diagnostic::error("undefined-note", message).at(self.span(range.clone()));
            self.diagnostics.push(error.help("write `\\(` for a parenthesis of the text behind a call"));
        }
    }

    /// Opens what attributes behind the emphasised words at `range` say of them: `*mot*{lang=fr}`.
    fn attributed(&mut self, range: Range<usize>) {
        let Some((attributes, _)) = self.source.get(range.end..).and_then(Attributes::read) else { return };
        let (meaning, unknown) = attributes.meaning();
        self.language_of(&meaning, &range);
        if let Some(unknown) = unknown {
            self.unfollowed(&format!("`{{{unknown}}}` of emphasised words is not followed"), range.clone());
        }
        if let Some(id) = &attributes.id {
            self.place_here(id, range.clone());
        }
        self.ensure_block();
        let start = self.frame().builder.at();
        self.frame()
            .open
            .push(Open { start, kind: OpenKind::Html { name: ATTRIBUTED.into(), meaning, source: range } });
    }

    fn link(&mut self, link_type: LinkType, destination: &str, label: &str, range: Range<usize>) -> OpenKind {
        let unknown = matches!(link_type, LinkType::ReferenceUnknown | LinkType::CollapsedUnknown);
        if unknown && destination.is_empty() {
            return self.undefined_link(label, range);
        }
        if let LinkType::WikiLink { .. } = link_type
            && let Some(link) = self.bracketed_link(range.clone())
        {
            return link;
        }
        if matches!(link_type, LinkType::WikiLink { .. }) && destination.contains(['[', ']']) {
            // no name of a document has brackets
            self.no_wikilink(range.clone());
            self.ensure_block();
            self.copy(&self.source[range.clone()], range.start);
            self.raw = range;
            return OpenKind::Nothing;
        }
        let written = dialect::address(destination);
        let destination = written.as_deref().unwrap_or(destination);
        let wiki = matches!(link_type, LinkType::WikiLink { .. });
        let own = wiki && target::is_our_own(destination);
        let bare = matches!(link_type, LinkType::WikiLink { has_pothole: false });
        let (leads, made) = match link_type {
            LinkType::WikiLink { .. } => (target::of_wikilink(destination), bare && own),
            LinkType::Autolink => (Destination::Outside(destination.to_owned()), false),
            LinkType::Email => (Destination::Outside(format!("mailto:{destination}")), false),
            _ => (target::of_link(destination), false),
        };
        match leads {
            Destination::Outside(address) if !self.leads_out(&address, range.clone()) => OpenKind::Nothing,
            Destination::Outside(address) => OpenKind::Link(address),
            Destination::Inside(name) => {
                let counted = name.anchor.as_deref().is_some_and(target::is_counted);
                let elsewhere = !name.document.is_empty();
                let id = self.reference(name, range);
                self.references[id.0 as usize].target = match own {
                    _ if counted => Target::Unresolved,
                    false => Target::Loose,
                    true => Target::Worded,
                };
                let words = match own {
                    false if bare => target::spoken(destination),
                    true if bare && elsewhere => Some(target::spoken(destination).unwrap_or(destination.to_owned())),
                    _ => None,
                };
                OpenKind::Reference { id, made: made || words.is_some(), words }
            }
            Destination::Malformed if wiki => {
                self.no_wikilink(range);
                OpenKind::Nothing
            }
            Destination::Malformed => {
                self.no_file(destination, range);
                OpenKind::Nowhere(destination.to_owned())
            }
        }
    }

    pub(super) fn reference(&mut self, name: TargetName, range: Range<usize>) -> RefId {
        let span = Some(self.span(range));
        let TargetName { document, anchor } = name;
        self.references.push(Reference { document, anchor, span, target: Target::Unresolved });
        RefId(self.references.len() as u32 - 1)
    }

    pub(super) fn end_inline(&mut self, tag: TagEnd, range: Range<usize>) {
        if tag == TagEnd::Link || tag == TagEnd::Image {
            self.skip_attributes(range.end);
        }
        let matching = |kind: &OpenKind| match tag {
            TagEnd::Emphasis => matches!(kind, OpenKind::Emphasis),
            TagEnd::Strong => matches!(kind, OpenKind::Strong),
            TagEnd::Link => matches!(
                kind,
                OpenKind::Reference { .. }
                    | OpenKind::Link(_)
                    | OpenKind::Bracketed(_)
                    | OpenKind::Nothing
                    | OpenKind::Nowhere(_)
                    | OpenKind::Label(_)
            ),
            TagEnd::Image => matches!(kind, OpenKind::Nothing | OpenKind::Reference { .. }),
            _ => false,
        };
        if let Some(index) = self.frame().open.iter().rposition(|o| matching(&o.kind)) {
            let open = self.frame().open.remove(index);
            self.close(open);
        }
        let attributes = self.source.get(range.end..).and_then(Attributes::read);
        let own =
            |o: &Open| matches!(&o.kind, OpenKind::Html { name, source, .. } if name == ATTRIBUTED && *source == range);
        if let (Some((_, length)), Some(index)) = (attributes, self.frame().open.iter().rposition(own)) {
            let open = self.frame().open.remove(index);
            self.close(open);
            self.raw = range.end..range.end + length;
        }
    }

    /// Closes what is open at a block's end: only HTML can be.
    pub(super) fn close_inlines(&mut self) {
        while let Some(open) = self.frame().open.pop() {
            if let OpenKind::Html { source, name, .. } = &open.kind
                && !matches!(name.as_str(), "" | "[" | ATTRIBUTED)
            {
                let warning = Diagnostic::warning("raw-html", "this element is not closed");
                let warning = warning.at(self.span(source.clone())).help("close it in the same paragraph");
                self.diagnostics.push(warning);
            }
            self.close(open);
        }
    }

    pub(super) fn close(&mut self, Open { start, kind }: Open) {
        let mut range = start..self.frame().builder.at();
        match kind {
            // attributes of a picture may hold such a sign
            OpenKind::Emphasis | OpenKind::Strong if range.is_empty() => {}
            OpenKind::Emphasis => self.frame().builder.mark(range, MarkKind::Emphasis),
            OpenKind::Strong => self.frame().builder.mark(range, MarkKind::Strong),
            OpenKind::Link(address) => self.frame().builder.mark(range, MarkKind::Link(encoded(&address))),
            OpenKind::Bracketed(leads) => {
                self.frame().builder.make("]");
                leads.into_iter().for_each(|kind| self.frame().builder.mark(range.clone(), kind));
            }
            OpenKind::Nothing => {}
            OpenKind::Nowhere(name) => {
                let named = !name.is_empty() && !name.starts_with("javascript:");
                if range.is_empty() && named && !self.frame().builder.is_heading() && self.lead() == 0 {
                    self.frame().builder.make(&format!("({name}?)"));
                }
            }
            OpenKind::Label(label) => {
                let words = self.source[label.clone()].replace(['`', '*', '\\'], "");
                self.frame().builder.make(if range.is_empty() { "[" } else { " [" });
                self.replace(&words, label);
                self.frame().builder.make("]");
            }
            OpenKind::Reference { id, words: None, .. } if range.is_empty() && self.is_loose(id) => self.wordless(id),
            OpenKind::Reference { id, words: Some(name), .. } if range.is_empty() && !self.is_loose(id) => {
                self.titled(&name, id);
            }
            OpenKind::Reference { id, words, .. } => {
                if range.is_empty() {
                    self.frame().builder.make(words.as_deref().unwrap_or("@page"));
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
    pub(super) fn language_of(&mut self, meaning: &Meaning, range: &Range<usize>) {
        let Some(language) = meaning.language.as_ref().filter(|language| !is_tag(language)) else { return };
        let error = Diagnostic::error("bad-language", format!("`{language}` is no language tag"));
        let error = error.at(self.span(range.clone())).help(advice(language));
        self.diagnostics.push(error);
    }

    fn close_html(&mut self, mut range: Range<usize>, meaning: Meaning) {
        if meaning.quoted {
            let inner = self.quotations() % 2 == 1;
            let mark = punctuation::marks(&self.language(), inner).1;
            self.frame().builder.make(mark);
            range.end = self.frame().builder.at();
        }
        let builder = &mut self.frame().builder;
        let deleted = MarkKind::Foreign { name: "del".into(), attributes: vec![] };
        let kinds = [
            meaning.language.map(MarkKind::Language),
            meaning.superscript.then_some(MarkKind::Superscript),
            meaning.subscript.then_some(MarkKind::Subscript),
            meaning.small_caps.then_some(MarkKind::SmallCaps),
            meaning.strong.then_some(MarkKind::Strong),
            meaning.emphasis.then_some(MarkKind::Emphasis),
            meaning.code.then_some(MarkKind::Code),
            meaning.deleted.then_some(deleted),
        ];
        for kind in kinds.into_iter().flatten().filter(|_| !range.is_empty()) {
            builder.mark(range.clone(), kind);
        }
    }

    /// Marks the placeholders in a reference's text.
    fn loci(&mut self, range: Range<usize>, id: RefId) {
        let text = self.frame().builder.slice(range.clone()).to_owned();
        for (at, _) in text.match_indices('@') {
            if text[..at].ends_with(char::is_alphanumeric) {
                continue;
            }
            let rest = &text[at..];
            let locus = LOCI.iter().find(|(name, _)| {
                rest.strip_prefix(name).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
            });
            if let Some((name, kind)) = locus {
                let start = range.start + at;
                // what only the place can say is printed of no other
                self.references[id.0 as usize].target = Target::Unresolved;
                self.frame().builder.mark(start..start + name.len(), MarkKind::Locus(id, *kind));
                continue;
            }
            self.mistyped(&text, at, id);
        }
    }

    /// Reports a word behind an `@` in a reference's text that is nearly a placeholder.
    fn mistyped(&mut self, text: &str, at: usize, id: RefId) {
        let word = &text[at + 1..];
        let word = &word[..word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len())];
        let begins = !text[..at].ends_with(char::is_alphanumeric);
        let known = LOCI.iter().map(|(name, _)| &name[1..]);
        let Some(near) = nearest(word, known).filter(|_| begins && word.len() > 2) else { return };
        let message = format!("`@{word}` stands for nothing");
        let error = Diagnostic::error("unknown-placeholder", message).help(format!("did you mean `@{near}`?"));
        let span = self.references[id.0 as usize].span.clone();
        self.diagnostics.push(span.into_iter().fold(error, Diagnostic::at));
    }

    /// How many quotations are open inside the line.
    fn quotations(&mut self) -> usize {
        let quoted = |o: &&Open| matches!(&o.kind, OpenKind::Html { meaning, .. } if meaning.quoted);
        self.frame().open.iter().filter(quoted).count()
    }

    pub(super) fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        match html::parse(tag) {
            html::Tag::Comment => self.lost_html(tag, range),
            html::Tag::Open { name, attributes } if name == "lem" => self.open_lemma(&attributes, range),
            html::Tag::Close(name) if name == "lem" => self.close_lemma(range),
            html::Tag::Open { name, .. } if name == "br" => self.line_break("\u{2028}", range),
            html::Tag::Open { name, .. } if name == "wbr" => {}
            html::Tag::Open { name, attributes } if name == "input" => self.input(&attributes, range),
            html::Tag::Open { name, attributes } if name == "img" => self.html_picture(&attributes, range),
            html::Tag::Open { name, .. } | html::Tag::Close(name) if html::is_block(&name) => {
                if !self.frame().builder.block_so_far().is_empty() {
                    self.line_break("\u{2028}", range);
                }
            }
            html::Tag::Open { name, attributes } => self.open_html(name, &attributes, range),
            html::Tag::Close(closing) => {
                let is_open = |o: &Open| matches!(&o.kind, OpenKind::Html { name, .. } if *name == closing);
                if let Some(index) = self.frame().open.iter().rposition(is_open) {
                    let at = self.frame().builder.at();
                    let open = self.frame().open.remove(index);
                    // an address opens and closes with its element
                    let link = self.frame().open.get(index).is_some_and(|o| o.start == open.start && o.is_address());
                    if closing == "a" && link && at >= open.start {
                        let link = self.frame().open.remove(index);
                        self.close(link);
                    }
                    self.close(open);
                } else if html::meaning(&closing, &[]).is_none() {
                    self.unknown_html(tag, range);
                }
            }
        }
    }

    fn open_html(&mut self, name: String, attributes: &[(String, String)], range: Range<usize>) {
        let Some(meaning) = html::meaning(&name, attributes) else {
            let tag = self.source[range.clone()].to_owned();
            return self.unknown_html(&tag, range);
        };
        self.language_of(&meaning, &range);
        if let Some(what) = meaning.unfollowed {
            self.unfollowed(what, range.clone());
        }
        let value = |key: &str| attributes.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
        let names_place = name == "a" || name == "span";
        if let Some(id) = value("id").or(value("name").filter(|_| name == "a")).filter(|_| names_place) {
            self.place_here(&id, range.clone());
        }
        self.ensure_block();
        if meaning.quoted {
            let inner = self.quotations() % 2 == 1;
            let mark = punctuation::marks(&self.language(), inner).0;
            self.frame().builder.make(mark);
        }
        let start = self.frame().builder.at();
        let link = value("href").filter(|_| name == "a");
        self.frame().open.push(Open { start, kind: OpenKind::Html { name, meaning, source: range.clone() } });
        if let Some(address) = link {
            let kind = self.link(LinkType::Inline, &address, "", range);
            self.frame().open.push(Open { start, kind });
        }
    }

    /// A field of a form: a box to tick is one of a list of tasks.
    fn input(&mut self, attributes: &[(String, String)], range: Range<usize>) {
        let is = |key: &str, value: &str| attributes.iter().any(|(k, v)| k == key && v == value);
        if !is("type", "checkbox") {
            return self.grouped("left-out", "fields of forms are left out", "write what they hold", range);
        }
        let ticked = self.source[range.clone()].contains("checked");
        self.ensure_block();
        self.replace(if ticked { "☒" } else { "☐" }, range);
    }

    /// A point that can be referred to.
    pub(super) fn place_here(&mut self, id: &str, range: Range<usize>) {
        let Some(name) = self.anchor(id, range) else { return };
        let builder = &mut self.frame().builder;
        if !builder.is_open() {
            builder.open_block(BlockKind::Paragraph, None);
        }
        let at = builder.at();
        builder.mark(at..at, MarkKind::Anchor(name));
    }

    fn html_picture(&mut self, attributes: &[(String, String)], range: Range<usize>) {
        let value = |key: &str| attributes.iter().find(|(k, _)| k == key).map_or("", |(_, v)| v.as_str());
        let (path, words) = (value("src").to_owned(), value("alt").to_owned());
        if self.begins_figure() {
            return self.html_figure(&path, &words, range);
        }
        self.no_figure(range.clone());
        self.replace(&words, range);
    }
}
