//! What looks like a link and is none for the parser: references whose label nothing defines, addresses behind
//! brackets in brackets, addresses with spaces, citations of other programs. Citations of works by their keys are read
//! here too; they go over lines, as programs write them that break paragraphs at a width.

use crate::diag::Diagnostic;
use crate::model::document::{Reference, Target};
use crate::model::target::{TargetName, encoded};
use crate::model::text::{LocusKind, MarkKind, RefId};
use crate::read::markdown::dialect::parse::folded;
use crate::read::markdown::dialect::{Attributes, Pending, scan};
use crate::read::markdown::lemma;
use crate::read::markdown::open::OpenKind;
use crate::read::markdown::target::{self, Destination};
use crate::read::markdown::walk::Walk;
use crate::safe::address;
use std::ops::Range;

/// What leads somewhere.
const LEADS: &str = "a place in the book is `document#anchor`, `#anchor` or `document`; outside it, `https://…`";

impl Walk<'_> {
    /// Reads the citation in the bracket at byte `at`; whether it is one.
    pub(in crate::read::markdown) fn citation(&mut self, at: usize) -> bool {
        let Some(close) = scan::citation(self.leaf(at)) else { return false };
        if !self.crossrefs(at, close) {
            let point = self.frame().builder.at();
            self.frame().builder.mark(point..point, MarkKind::CitationKey);
            self.cited_until = at + close;
        }
        self.behind_citation(at + close + 1);
        true
    }

    /// Leaves out attributes in braces behind a citation that ends before byte `end`; a name is that of the place.
    fn behind_citation(&mut self, end: usize) {
        let rest = self.source.get(end..).unwrap_or_default();
        let Some((attributes, length)) = Attributes::read(rest) else { return };
        if let Some(id) = &attributes.id {
            self.place_here(id, end..end + length);
        }
        if !(attributes.classes.is_empty() && attributes.pairs.is_empty()) {
            self.unfollowed("attributes of a citation are not followed", end..end + length);
        }
        self.frame().pending.push(Pending { at: end, length, closes: false, made: "" });
    }

    /// Reports a bracket at byte `at` that begins as a citation does and that nothing closes in its paragraph, or before
    /// another one opens; whether it is one.
    pub(in crate::read::markdown) fn unclosed_citation(&mut self, at: usize) -> bool {
        let leaf = self.leaf(at);
        let begins = leaf.get(1..).map(|inner| inner.strip_prefix('-').unwrap_or(inner)).and_then(scan::key);
        let closes = leaf.get(1..).and_then(|inner| inner.split('[').next()).is_some_and(|inner| inner.contains(']'));
        let Some(key) = begins.filter(|_| !closes) else { return false };
        let length = leaf.find(key).unwrap_or_default() + key.len();
        let error = Diagnostic::error("malformed-citation", "nothing closes this citation");
        let error = error.at(self.span(at..at + length));
        self.diagnostics.push(error.help("write `[@key, p. 3]`, or `\\[` for a bracket"));
        true
    }

    /// What is told of brackets at `range` that are no reference: an error where they begin as ours do, else a warning.
    pub(in crate::read::markdown) fn no_wikilink(&mut self, range: Range<usize>) {
        let written = &self.source[range.clone()];
        if target::is_meant_as_ours(written.trim_start_matches('[').split(']').next().unwrap_or_default()) {
            let sign = if written.ends_with("]]") { range } else { range.start..range.start + 2 };
            return self.malformed_reference(sign, "write `[[document#anchor|text]]`, or `\\[` for a bracket");
        }
        let end = written.find("]]").map_or(2, |end| end + 2);
        let help = "write `[[document#anchor|text]]` for a reference; `\\[` is the bracket itself";
        let what = "brackets that are no reference: what stands in them is printed";
        self.grouped("malformed-reference", what, help, range.start..range.start + end);
    }

    /// Reports the two closing brackets at byte `at`, which nothing opens, where a reference of ours stands before them.
    pub(in crate::read::markdown) fn unopened_reference(&mut self, at: usize) {
        let line = self.source[..at].rsplit('\n').next().unwrap_or_default();
        let bracketed = line.rsplit_once('[').map(|(_, inner)| inner);
        let inner = bracketed.or(line.rsplit(' ').next()).unwrap_or_default();
        if target::is_all_but_ours(inner) {
            self.malformed_reference(at..at + 2, "write `[[document#anchor|text]]`, or `\\]` for a bracket");
        }
    }

    /// Says of a link to `destination`, which is no place of the book, that its words are printed.
    pub(in crate::read::markdown) fn no_file(&mut self, destination: &str, range: Range<usize>) {
        if destination.is_empty() {
            let help = "write where it leads, `[words](#place)`, or leave the brackets out";
            return self.grouped("malformed-reference", "this link leads nowhere: its words are printed", help, range);
        }
        self.grouped("malformed-reference", "a link leads to no text of the book: its words are printed", LEADS, range);
    }

    /// Whether a reader may follow an address; says so where none may.
    pub(in crate::read::markdown) fn leads_out(&mut self, address: &str, range: Range<usize>) -> bool {
        let Some(wrong) = address::fault(&encoded(address)) else { return true };
        let what = format!("an address {}: the words of the link are printed, and it leads nowhere", wrong.what);
        self.grouped("bad-address", &what, wrong.help, range);
        false
    }

    /// Whether it is no mistake that a reference leads nowhere.
    pub(in crate::read::markdown) fn is_loose(&self, id: RefId) -> bool {
        self.references[id.0 as usize].target == Target::Loose
    }

    /// A link without words reads what its place is called, if nothing on which page it is; where there is no such
    /// place, its name. In a heading it is there to be led to, and reads nothing.
    pub(in crate::read::markdown) fn wordless(&mut self, id: RefId) {
        if self.lead() > 0 || self.frame().builder.is_heading() {
            return;
        }
        let Reference { document, anchor, .. } = &self.references[id.0 as usize];
        let untitled = anchor.as_deref().is_some_and(|anchor| document.is_empty() && self.is_untitled(anchor));
        let name = anchor.clone().unwrap_or_else(|| document.clone());
        if !untitled {
            return self.titled(&format!("({name}?)"), id);
        }
        let start = self.frame().builder.at();
        self.place_on_page(None, &name, id);
        let range = start..self.frame().builder.at();
        self.frame().builder.mark(range.clone(), MarkKind::Reference(id));
        self.frame().span = Some(range);
    }

    /// Writes what the place of a reference is called: `name` until that is known, and where there is no such place.
    pub(in crate::read::markdown) fn titled(&mut self, name: &str, id: RefId) {
        let start = self.frame().builder.at();
        self.frame().builder.make(name);
        let range = start..self.frame().builder.at();
        self.frame().builder.mark(range.clone(), MarkKind::Reference(id));
        self.frame().builder.mark(range.clone(), MarkKind::Locus(id, LocusKind::Title));
        self.frame().span = Some(range);
    }

    /// `[words][label]` or `[label][]` whose label nothing defines: a heading of these words, or nowhere.
    pub(in crate::read::markdown) fn undefined_link(&mut self, label: &str, range: Range<usize>) -> OpenKind {
        if let Some(anchor) = self.headings.get(&folded(label)).cloned() {
            let id = self.reference(TargetName { document: String::new(), anchor: Some(anchor) }, range);
            return OpenKind::Reference { id, made: false, words: None };
        }
        let span = self.span(range.clone());
        let entry = self.notes.label(label, self.context, span.clone()).ok().filter(|_| label.contains(':'));
        if let Some(id) = entry.and_then(|entry| self.notes.entries.by_label.get(&entry).copied()) {
            let message = format!("`[{label}]` is a link, and an entry is called so");
            let error = Diagnostic::error("undefined-link", message).at(span.clone());
            self.diagnostics.push(error.help(format!("an entry is called by `[^{label}]`, with `^`")));
            self.notes.entries.called[id.0 as usize].get_or_insert(span);
            return OpenKind::Nothing;
        }
        let written = &self.source[range.clone()];
        let words = written.rfind("][").map_or("", |at| &written[..at]);
        let printed: Vec<String> = words.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        let is_lost = |word: &&str| {
            let counts = word.contains(char::is_alphabetic);
            counts && !words.is_empty() && !printed.contains(&word.to_lowercase())
        };
        let lost = label.split(|c: char| !c.is_alphanumeric()).any(|word| is_lost(&word));
        let message = format!("nothing says where this link leads: there is no `[{label}]: …`");
        let fault = Diagnostic::warning("undefined-link", message);
        let mut help = format!("define it in a line of its own: `[{label}]: https://…`; `\\[` is the bracket itself");
        if let Some(key) = label.strip_prefix('#') {
            help = format!("a work is cited as `[@{key}, p. 3]`; `\\[` is the bracket itself");
        }
        let label = range.end.saturating_sub(label.len() + 1)..range.end.saturating_sub(1);
        self.diagnostics.push(fault.at(self.span(range)).help(help));
        // what it says that the words do not is printed behind them
        if lost { OpenKind::Label(label) } else { OpenKind::Nothing }
    }

    /// `[[1]](address)` and `[[1]][label]`: a link whose words stand in brackets. `range` are the inner brackets.
    pub(in crate::read::markdown) fn bracketed_link(&mut self, range: Range<usize>) -> Option<OpenKind> {
        let source = self.source;
        // a third pair of brackets around them is the outer one's, whose characters are printed
        let deeper = usize::from(source[..range.start].ends_with('[') && source[range.end..].starts_with(']'));
        let behind = range.end + deeper;
        let (address, length) = self.address_behind(&source[behind..]).or_else(|| self.defined_in(&range))?;
        self.raw = behind..behind + length;
        self.copy("[", range.start);
        Some(match target::of_link(&address) {
            Destination::Outside(address) if !self.leads_out(&address, range.clone()) => OpenKind::Bracketed(None),
            Destination::Outside(address) => OpenKind::Bracketed(Some(MarkKind::Link(encoded(&address)))),
            Destination::Inside(name) => {
                let strict = name.anchor.as_deref().is_some_and(target::is_counted);
                let id = self.reference(name, range);
                if !strict {
                    self.references[id.0 as usize].target = Target::Loose;
                }
                OpenKind::Bracketed(Some(MarkKind::Reference(id)))
            }
            Destination::Malformed => {
                self.no_file(&address, range);
                OpenKind::Bracketed(None)
            }
        })
    }

    /// `[[label]]` whose label the text defines: a link in brackets.
    fn defined_in(&self, range: &Range<usize>) -> Option<(String, usize)> {
        let inner = self.source.get(range.start + 2..range.end.checked_sub(2)?)?;
        let length = if self.source[range.end..].starts_with("[]") { 2 } else { 0 };
        Some((self.known.links.get(&folded(inner))?.clone(), length))
    }

    /// The address in parentheses with which `text` begins, or that of the label there, and how many bytes it takes.
    fn address_behind(&self, text: &str) -> Option<(String, usize)> {
        if let Some(length) = target::bracketed(text) {
            return Some((text[1..length - 1].to_owned(), length));
        }
        let inner = text.strip_prefix('[')?;
        let end = inner.find([']', '\n']).filter(|end| inner[*end..].starts_with(']'))?;
        let address = self.known.links.get(&inner[..end].to_lowercase())?;
        Some((address.clone(), end + 2))
    }

    /// Whether the bracket at byte `at` is the outer one of `[[[words]]](address)`.
    pub(in crate::read::markdown) fn is_outer_bracket(&self, at: usize) -> bool {
        let rest = &self.source[at..];
        let Some(end) = rest.find("]]]").filter(|_| rest.starts_with("[[[")) else { return false };
        !rest[..end].contains('\n') && self.address_behind(&rest[end + 3..]).is_some()
    }

    /// Says of a bracket at byte `at` behind an exclamation mark that is no picture.
    pub(in crate::read::markdown) fn no_picture(&mut self, at: usize) {
        let leaf = self.leaf(at);
        let close = leaf.find(']').filter(|close| leaf[close + 1..].starts_with('('));
        if let Some(close) = close.filter(|close| !lemma::is_escaped(self.source, at + close)) {
            self.no_address(at - 1..at + close + 1);
        }
    }

    /// Says of brackets at `range` behind which a parenthesis stands that they are no link.
    fn no_address(&mut self, range: Range<usize>) {
        let help =
            "write `[words](place)`: no space in what it leads to, or `<…>` around it; `\\[` is the bracket itself";
        let what = "brackets and parentheses that are no link: they are printed as they are written";
        self.grouped("no-link", what, help, range);
    }

    /// Says of a bracket at byte `at` that is no link, `close` bytes before its end, what it was meant to be.
    pub(in crate::read::markdown) fn no_link(&mut self, at: usize, close: usize) {
        let source = self.source;
        let inner = &source[at + 1..at + close];
        let behind = &source[at + close + 1..];
        let line = behind.lines().next().unwrap_or("");
        let whole = at..at + close + 1;
        let address = |text: &str| {
            let text = text.trim_start_matches('<');
            ["http://", "https://", "www.", "mailto:"].iter().any(|scheme| text.starts_with(scheme))
        };
        let own_line = source[..at].trim_end_matches(' ').ends_with('\n') || source[..at].trim().is_empty();
        if line.strip_prefix('(').is_some_and(address) {
            let warning = Diagnostic::warning("no-link", "this is no link, it is printed as it is written");
            let help =
                "an address has no space and no line break: write `%20` for a space; `\\[` is the bracket itself";
            self.diagnostics.push(warning.at(self.span(whole)).help(help));
        } else if own_line && line.strip_prefix(':').is_some_and(|line| address(line.trim_start())) {
            let help = "write `[label]: https://… \"title\"` in a line of its own, with an empty line before it";
            self.grouped("no-link", "this defines no link, it is printed as it is written", help, whole);
        } else if behind.starts_with('(') && !lemma::is_escaped(source, at + close) {
            self.no_address(whole);
        } else if inner.strip_prefix('#').is_some_and(|key| key.starts_with(char::is_alphanumeric)) {
            let help = "a work is cited as `[@key]`; `\\[` is the bracket itself";
            self.grouped("no-citation", "keys in brackets (`[#smith]`) cite no work: they are printed", help, whole);
        } else if self.headings.contains_key(&folded(inner)) && !behind.starts_with(['(', '[', '{', '^']) {
            let warning =
                Diagnostic::warning("no-link", format!("`[{inner}]` are the words of a heading, but no link"));
            let help = format!("write `[{inner}][]` for a link to it; `\\[` is the bracket itself");
            self.diagnostics.push(warning.at(self.span(whole)).help(help));
        }
    }
}
