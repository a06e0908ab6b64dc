//! What other dialects of Markdown write inside a line (pandoc, Quarto, Obsidian, CriticMarkup), on top of the
//! parser's events: deleted words, letters below and above the line, formulae, changes, remarks, addresses, keys
//! of works.
//!
//! What a sign means is decided where it stands in the source; what of it is no text is skipped there.

pub(super) mod attributes;
mod captions;
mod divs;
mod drawn;
mod fences;
mod formula;
mod links;
pub(super) mod parse;
mod scan;
mod tables;
mod tex;

pub(super) use attributes::Attributes;
pub(super) use captions::{Caption, place as place_captions};
pub(super) use divs::Div;
pub(super) use drawn::{place as place_tables, restored};
pub(super) use fences::{Blank, blank, masked, unmask};
pub(super) use scan::cites;
pub(super) use tables::piped;

use crate::diag::Diagnostic;
use crate::model::target::encoded;
use crate::model::text::MarkKind;
use crate::read::markdown::html::{self, Meaning};
use crate::read::markdown::lemma;
use crate::read::markdown::open::{Open, OpenKind};
use crate::read::markdown::walk::Walk;
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
        let (mut from, mut at) = (range.start, range.start);
        loop {
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
            if at >= range.end {
                break;
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
            self.cross_reference(at);
            return self.between_backslashes(at, from);
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
                let Some(end) = scan::shifted(self.leaf(at)) else { return self.block_name(at, from) };
                let meaning = Meaning { superscript: true, ..Meaning::default() };
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
        if !self.frame().open.iter().any(Open::is_address) {
            let to = if written.starts_with("www.") { format!("http://{unescaped}") } else { unescaped };
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
        let (kind, end) = scan::critic(self.leaf(at))?;
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

    /// Writes what stands before `range` and leaves that out.
    fn left_out(&mut self, what: &str, from: usize, range: Range<usize>) {
        let before = self.source[from..range.start].to_owned();
        let ends = self.source[range.end..].chars().next().is_none_or(|c| c.is_whitespace() || ".,;:!?)".contains(c));
        let kept = if ends { before.trim_end_matches(' ') } else { before.as_str() };
        self.signed(kept, from..from + kept.len());
        if self.frame().builder.block_so_far().is_empty() && self.source[range.end..].starts_with('\n') {
            // nothing stands in this line
            self.raw = range.end..range.end + 1;
        }
        let words = html::words(self.source[range.clone()].trim_matches(['{', '}', '%', '<', '>']));
        let warning = Diagnostic::warning("left-out", what.to_owned()).at(self.span(range));
        let words = if words == 1 { "1 word".to_owned() } else { format!("{words} words") };
        self.diagnostics.push(warning.help(format!("{words} of the source; `\\` before the sign prints them")));
    }

    /// Whether the words here are those of a reference.
    pub(super) fn in_reference(&mut self) -> bool {
        self.frame().open.iter().any(|open| matches!(open.kind, OpenKind::Reference { .. }))
    }

    /// Notes that something is not followed: told once for each kind, with the first place.
    pub(super) fn unfollowed(&mut self, what: &str, range: Range<usize>) {
        self.grouped("not-followed", what, "", range);
    }

    /// Notes a warning with its advice: told once for each kind, with the first place.
    pub(super) fn grouped(&mut self, code: &'static str, what: &str, help: &'static str, range: Range<usize>) {
        let span = self.span(range);
        let known = self.unfollowed.entry((code, what.to_owned())).or_insert((0, span, help));
        known.0 += 1;
    }

    /// Tells what was not followed.
    pub(super) fn tell_unfollowed(&mut self) {
        for ((code, what), (count, span, help)) in std::mem::take(&mut self.unfollowed) {
            let warning = Diagnostic::warning(code, what).at(span);
            let parted = if help.is_empty() { "" } else { "; " };
            self.diagnostics.push(match count {
                1 if help.is_empty() => warning,
                1 => warning.help(help),
                _ => warning.help(format!("{help}{parted}this is the first of {count} such places")),
            });
        }
    }

    /// Skips attributes in braces behind a link, a picture or code that ends before byte `end`.
    pub(super) fn skip_attributes(&mut self, end: usize) {
        let Some((read, length)) = self.source.get(end..).and_then(Attributes::read) else { return };
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

    /// Tells of tables that are drawn and not read.
    pub(super) fn tell_drawn(&mut self, tables: Vec<Range<usize>>) {
        for range in tables {
            let message = "this table is not read: it has no head, or its cells go over several lines";
            let error = Diagnostic::error("drawn-table", message).at(self.span(range));
            self.diagnostics.push(error.help("write it with bars, `| a | b |`, as `pandoc -t gfm` does"));
        }
    }

    /// Tells what the lines were that are signs.
    pub(super) fn tell_blanks(&mut self, blanks: Vec<(Blank, Range<usize>)>) {
        for (blank, range) in blanks {
            match blank {
                Blank::Div(says, end) => self.div(&says, range, end),
                Blank::Definition => self.unfollowed("attributes of the definition of a link are not followed", range),
                Blank::Open => {
                    let warning = Diagnostic::warning("open-div", "nothing closes this div").at(self.span(range));
                    self.diagnostics.push(warning.help("write `:::` in a line of its own where it ends"));
                }
                Blank::Remark(words) => {
                    let what = format!("a remark of {words} words is left out");
                    let warning = Diagnostic::warning("left-out", what).at(self.span(range));
                    self.diagnostics.push(warning.help("`\\%%` are the characters themselves"));
                }
            }
        }
    }
}
