//! What other dialects of Markdown write inside a line (pandoc, Quarto, Obsidian, CriticMarkup), on top of the
//! parser's events: deleted words, letters below and above the line, formulae, changes, remarks, addresses, keys
//! of works.
//!
//! What a sign means is decided where it stands in the source; what of it is no text is skipped there.

pub(super) mod attributes;
mod barred;
pub(super) mod bracketed;
mod captions;
mod crossref;
mod divs;
mod drawn;
mod fences;
mod formula;
mod links;
mod masked;
mod names;
pub(super) mod parse;
pub(super) mod scan;
mod tables;
mod template;
mod tex;
mod told;
mod wiki;

pub(super) use attributes::Attributes;
pub(super) use captions::{Caption, place as place_captions};
pub(super) use divs::Div;
pub(super) use drawn::{lost as lost_tables, place as place_tables, restored};
pub(super) use fences::blank;
pub(super) use masked::{masked, unmask};
pub(super) use names::place as place_names;
pub(super) use tables::piped;
pub(super) use template::address;
pub(super) use told::Told;
pub(super) use wiki::reread;

use crate::diag::Diagnostic;
use crate::model::target::encoded;
use crate::model::text::MarkKind;
use crate::read::markdown::html::{self, Meaning};
use crate::read::markdown::lemma;
use crate::read::markdown::open::{Open, OpenKind};
use crate::read::markdown::walk::Walk;
use crate::safe::address;
use scan::Critic;
use std::ops::Range;

/// A place of the source at which something ends whose beginning has been read.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    /// The byte.
    pub(super) at: usize,
    /// How many bytes it takes, which are no text.
    pub(super) length: usize,
    /// Whether the element closes that was opened for it.
    pub(super) closes: bool,
    /// What the tool writes behind it.
    pub(super) made: &'static str,
}

/// With what signs begin.
const SIGNS: [char; 10] = ['~', '^', '$', '{', '%', '@', ':', 'w', '\\', '='];
/// Elements that signs open have this name.
const SIGN: &str = "";

impl Walk<'_> {
    /// Writes characters and reads the signs of other dialects among them.
    pub(super) fn spread(&mut self, text: &str, range: Range<usize>) {
        if self.frame().open.last().is_some_and(|open| open.names_itself(text)) {
            // an address that stands for itself keeps its characters
            return match self.source.get(range.clone()) == Some(text) {
                true => self.copy(text, range.start),
                false => self.replace(text, range),
            };
        }
        if self.source.get(range.clone()) != Some(text) {
            return self.signed(text, range);
        }
        let source = self.source;
        let first = self.escaped_brackets(range.start).unwrap_or(range.start);
        let (mut from, mut at) = (first, first);
        while at < range.end {
            let pending = self.frame().pending.iter().filter(|p| at <= p.at && p.at < range.end).map(|p| p.at).min();
            let limit = pending.unwrap_or(range.end);
            let special = source[at..limit].find(SIGNS).map(|found| at + found);
            let Some(here) = special else {
                let Some(here) = pending else { break };
                self.signed(&source[from..here], from..here);
                at = self.end_pending(here);
                from = at;
                continue;
            };
            match self.sign_at(here, from) {
                Some(end) => (from, at) = (end, end),
                None => at = here + 1,
            }
        }
        if from < range.end {
            self.signed(&source[from..range.end], from..range.end);
        } else if from > range.end {
            self.raw = range.end..from;
        }
    }

    fn end_pending(&mut self, at: usize) -> usize {
        let frame = self.frame();
        let Some(index) = frame.pending.iter().position(|p| p.at == at) else { return at + 1 };
        let pending = frame.pending.remove(index);
        let is_sign = |o: &Open| matches!(&o.kind, OpenKind::Html { name, .. } if name == SIGN);
        if let Some(open) = frame.open.iter().rposition(is_sign).filter(|_| pending.closes) {
            let open = frame.open.remove(open);
            self.close(open);
        }
        if !pending.made.is_empty() {
            self.frame().builder.make(pending.made);
        }
        at + pending.length
    }

    /// Up to which byte a sign that begins at `at` may reach: the end of its paragraph, cell or heading.
    fn leaf(&self, at: usize) -> &str {
        let [from, to, end] = self.leaf_seen.get();
        if from <= at && at < to && end == self.leaf_end {
            return &self.source[at..to];
        }
        // in a cell of HTML the next tag ends it
        let tag = || self.source[at..].find('<').map_or(self.source.len(), |end| at + end);
        let end = if at < self.leaf_end { self.leaf_end } else { tag() };
        let rest = self.source.get(at..end).unwrap_or_default();
        let leaf = rest.find("\n\n").map_or(rest, |end| &rest[..end]);
        self.leaf_seen.set([at, at + leaf.len(), self.leaf_end]);
        leaf
    }

    /// Reads the sign at byte `at`, if it is one: writes what stands from byte `from` up to it, and gives the byte
    /// behind it.
    fn sign_at(&mut self, at: usize, from: usize) -> Option<usize> {
        if lemma::is_escaped(self.source, at) {
            return self.bookdown_reference(at, from).or_else(|| self.between_backslashes(at, from));
        }
        let source = self.source;
        let before = source[..at].chars().next_back();
        match source.as_bytes()[at] {
            b':' | b'w' => self.address(at, from),
            b'~' => match scan::deleted(self.leaf(at)) {
                Some(end) => {
                    let what = "words that are struck out (`~~`) are printed like others";
                    self.unfollowed(what, at..at + end + 2);
                    let meaning = Meaning { deleted: true, ..Meaning::default() };
                    Some(self.open_sign(meaning, from, at..at + 2, at + end, 2))
                }
                None if before == Some('~') || source[at + 1..].starts_with('~') => None,
                None => {
                    let end = scan::shifted(self.leaf(at))?;
                    let meaning = Meaning { subscript: true, ..Meaning::default() };
                    Some(self.open_sign(meaning, from, at..at + 1, at + end, 1))
                }
            },
            b'^' if self.brackets.notes.contains(&(at + 1)) => {
                self.signed(&source[from..at], from..at);
                Some(at + 1)
            }
            b'^' if before != Some('[') => {
                let meaning = Meaning { superscript: true, ..Meaning::default() };
                if let Some(end) = self.state(at, before) {
                    return Some(self.open_sign(meaning, from, at..at + 1, end, 0));
                }
                let Some(end) = scan::shifted(self.leaf(at)) else { return self.block_name(at, from) };
                Some(self.open_sign(meaning, from, at..at + 1, at + end, 1))
            }
            b'$' => self.dollars(at, from),
            b'{' => self.braces(at, from),
            b'\\' => self.tex(at, from),
            b'=' if !before.is_some_and(|c| c.is_alphanumeric() || c == '=') => {
                let end = scan::highlighted(self.leaf(at))?;
                self.unfollowed("words that are marked (`==`) are printed like others", at..at + end + 2);
                Some(self.open_sign(Meaning::default(), from, at..at + 2, at + end, 2))
            }
            b'%' if !before.is_some_and(char::is_alphanumeric) => {
                let length = scan::remark(self.leaf(at))?;
                self.left_out("remarks between `%%` are left out", from, at..at + length);
                Some(at + length)
            }
            b'@' if !before.is_some_and(|c| c.is_alphanumeric() || ".@/_-{[".contains(c)) => {
                let key = scan::key(self.leaf(at))?.len();
                if at < self.cited_until || self.in_reference() {
                    return None;
                }
                if let Some(end) = self.crossref(at, key, from) {
                    return Some(end);
                }
                self.signed(&source[from..at], from..at);
                self.ensure_block();
                let point = self.frame().builder.at();
                self.frame().builder.mark(point..point, MarkKind::CitationKey);
                self.signed(&source[at..at + key + 1], at..at + key + 1);
                Some(at + key + 1)
            }
            _ => None,
        }
    }

    /// Opens what the sign at `sign` means; it ends at byte `end` with so many bytes.
    fn open_sign(&mut self, meaning: Meaning, from: usize, sign: Range<usize>, end: usize, length: usize) -> usize {
        let before = self.source[from..sign.start].to_owned();
        self.signed(&before, from..sign.start);
        self.ensure_block();
        let start = self.frame().builder.at();
        let kind = OpenKind::Html { name: SIGN.into(), meaning, source: sign.clone() };
        self.frame().open.push(Open { start, kind });
        self.frame().pending.push(Pending { at: end, length, closes: true, made: "" });
        sign.end
    }

    /// The end of the state behind a siglum, `B^pc`, where the book has an apparatus.
    fn state(&self, at: usize, before: Option<char>) -> Option<usize> {
        let keyed = || self.context.series.iter().any(|series| series.kind.is_keyed());
        if !before.is_some_and(char::is_alphanumeric) || !keyed() {
            return None;
        }
        let rest = &self.source[at + 1..];
        // `B^pc^` is a superscript as any other.
        let ends = |behind: &str| {
            !behind.starts_with(char::is_alphanumeric) && (!behind.starts_with('^') || self.is_state(&behind[1..]))
        };
        let mut names = self.context.sigla.state_names();
        let name = names.find(|name| rest.strip_prefix(name).is_some_and(ends))?;
        Some(at + 1 + name.len())
    }

    /// Whether a text begins with the name of a state.
    fn is_state(&self, text: &str) -> bool {
        self.context.sigla.state_names().any(|name| text.starts_with(name))
    }

    /// The name of a paragraph at its end, `^name`, as Obsidian has it.
    fn block_name(&mut self, at: usize, from: usize) -> Option<usize> {
        let source = self.source;
        let name = scan::block_name(self.leaf(at)).filter(|_| source[..at].ends_with([' ', '\n']))?.to_owned();
        let before = source[from..at].trim_end_matches([' ', '\n']);
        self.signed(before, from..from + before.len());
        let end = at + 1 + name.len();
        self.place_here(&name, at..end);
        Some(end)
    }

    /// An address of the web: its characters are left as they are, and it links.
    fn address(&mut self, at: usize, from: usize) -> Option<usize> {
        let source = self.source;
        let mut start = at;
        if source.as_bytes()[at] == b':' {
            if !source[at..].starts_with("://") {
                return None;
            }
            let letters = source[from..at].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
            start = at - letters.min(5);
        }
        if source[..start].chars().next_back().is_some_and(char::is_alphanumeric) {
            return None;
        }
        let end = start + scan::address(self.leaf(start))?;
        let written = &source[start..end];
        self.signed(&source[from..start], from..start);
        self.ensure_block();
        let begin = self.frame().builder.at();
        let unescaped = html::address(written);
        if unescaped == written {
            self.copy(written, start)
        } else {
            self.replace(&unescaped, start..end)
        }
        let range = begin..self.frame().builder.at();
        let to = if written.starts_with("www.") { format!("http://{unescaped}") } else { unescaped };
        // One that no reader may follow is words as any others.
        if !self.frame().open.iter().any(Open::is_address) && address::fault(&encoded(&to)).is_none() {
            self.frame().builder.mark(range, MarkKind::Link(encoded(&to)));
        }
        Some(end)
    }

    fn braces(&mut self, at: usize, from: usize) -> Option<usize> {
        if let Some(length) = scan::shortcode(self.leaf(at)) {
            let code = &self.source[at..at + length];
            if code.contains("include") || code.contains("embed") || code.starts_with("{{#playground") {
                let warning = Diagnostic::warning("shortcode", "the file that this takes in is not read");
                let help = "put its text here, or make it a document of the book";
                self.diagnostics.push(warning.at(self.span(at..at + length)).help(help));
            }
            self.left_out("shortcodes (`{{…}}`) are left out", from, at..at + length);
            return Some(at + length);
        }
        if let Some(end) = self.template(at, from) {
            return Some(end);
        }
        let Some((kind, end)) = scan::critic(self.leaf(at)) else {
            self.no_braces(at);
            return None;
        };
        let whole = at..at + end + 3;
        match kind {
            Critic::Remark => {
                self.left_out("remarks of CriticMarkup are left out", from, whole.clone());
                Some(whole.end)
            }
            Critic::Marked => {
                self.undecided("words are marked", whole);
                Some(self.open_sign(Meaning::default(), from, at..at + 3, at + end, 3))
            }
            Critic::Added => {
                self.undecided("an addition is not decided: its words are printed", whole);
                Some(self.open_sign(Meaning::default(), from, at..at + 3, at + end, 3))
            }
            Critic::Deleted => {
                self.undecided("a deletion is not decided: its words are printed", whole);
                let meaning = Meaning { deleted: true, ..Meaning::default() };
                let next = self.open_sign(meaning, from, at..at + 3, at + end, 3);
                if self.source[at + end + 3..].starts_with("{++") {
                    self.parted();
                }
                Some(next)
            }
            Critic::Changed(sign) => {
                self.undecided("a change is not decided: the words before and after it are printed", whole);
                let meaning = Meaning { deleted: true, ..Meaning::default() };
                let next = self.open_sign(meaning, from, at..at + 3, at + sign, 2);
                self.parted();
                self.frame().pending.push(Pending { at: at + end, length: 3, closes: false, made: "" });
                Some(next)
            }
        }
    }

    /// Reads a tag or value of a template, or attributes of kramdown, at byte `at`.
    fn template(&mut self, at: usize, from: usize) -> Option<usize> {
        let leaf = self.leaf(at);
        let tags = self.source.contains("{%");
        let literal = tags
            && self.source[..at].rfind("raw %}").is_some_and(|open| {
                let behind = self.source[open..at].contains("endraw");
                self.source[..open].trim_end().ends_with(['%', '-']) && !behind
            });
        let (what, length) = match (template::tag(leaf), template::value(leaf, tags)) {
            (Some(length), _) if !literal || leaf[..length].contains("endraw") => {
                ("tags of templates (`{% … %}`) are left out: what stands between them is printed", length)
            }
            (_, Some(length)) if !literal => ("values of templates (`{{ … }}`) are left out", length),
            _ => {
                let (read, length) = template::attributes(leaf)?;
                if let Some(id) = &read.id {
                    self.place_here(id, at..at + length);
                }
                ("attributes of kramdown and Leanpub are left out but for names", length)
            }
        };
        self.left_out(what, from, at..at + length);
        let glued = self.source[at + length..].starts_with(char::is_alphanumeric)
            && self.frame().builder.block_so_far().ends_with(char::is_alphanumeric);
        if glued {
            // words of two branches are two
            self.replace(" ", at..at + length);
        }
        Some(at + length)
    }

    /// Keeps what comes behind a deletion from running into its words.
    fn parted(&mut self) {
        if let Some(pending) = self.frame().pending.last_mut() {
            pending.made = " ";
        }
    }

    fn undecided(&mut self, what: &str, range: Range<usize>) {
        let warning = Diagnostic::warning("undecided-change", what.to_owned()).at(self.span(range));
        self.diagnostics.push(warning.help("accept or refuse it in the text"));
    }

    /// Whether the words here are those of a reference.
    pub(super) fn in_reference(&mut self) -> bool {
        self.frame().open.iter().any(|open| matches!(open.kind, OpenKind::Reference { .. }))
    }

    /// Skips attributes in braces behind a link, a picture or code that ends before byte `end`.
    pub(super) fn skip_attributes(&mut self, end: usize) {
        let rest = self.source.get(end..).unwrap_or_default();
        let Some((read, length)) = Attributes::read(rest).or_else(|| template::attributes(rest)) else { return };
        self.raw = end..end + length;
        if let Some(format) = read.classes.iter().find_map(|class| class.strip_prefix('=')) {
            return self.unfollowed(&format!("raw `{format}` is set as code"), end..end + length);
        }
        let quiet =
            read.pairs.iter().all(|(key, _)| matches!(key.as_str(), "target" | "rel" | "reference" | "reference-type"));
        if !(quiet && read.classes.is_empty()) {
            self.unfollowed("attributes of a link or of code are not followed", end..end + length);
        }
    }
}
