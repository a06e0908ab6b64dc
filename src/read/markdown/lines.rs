//! Verse, and what braces say of lines.
//!
//! Verse is a line block, as pandoc writes it: a paragraph all of whose lines begin with `| `; with `| ~ ` a verse
//! goes on that another speaker has begun, with `~ ` before it a paragraph that a quotation has broken off, and `| [!strophe]` says of what kind a stanza is. `{line=101}`, `{line=+3}`, `{line=skip}`, `{line=hide}` and
//! `{line=sub}` steer the numbers of lines; `{@system label}` is a milestone of another numbering.

use crate::config::standoff::is_id;
use crate::diag::Diagnostic;
use crate::model::document::Container;
use crate::model::lines::{HIGHEST, LineMark, Milestone};
use crate::model::text::{BlockKind, GroupKind, MarkKind};
use crate::read::markdown::lemma;
use crate::read::markdown::walk::Walk;
use pulldown_cmark::CowStr;
use std::ops::Range;

/// With what a sign begins that steers the numbers of lines.
const LINE: &str = "{line=";
/// With what a milestone begins.
const MILESTONE: &str = "{@";
/// How the signs are written.
const SIGNS: &str = "write `{line=101}` or `{line=101a}` for a number, `{line=+3}` for numbers left out, `{line=skip}`, `{line=hide}` or `{line=sub}` where a paragraph, a verse or a heading begins";

/// Whether the paragraph is verse. Marks of quotations before continued lines do not count.
fn is_verse(paragraph: &str) -> bool {
    let lines = || paragraph.trim_end().lines().map(|line| line.trim_start_matches([' ', '\t', '>']));
    // The space behind a bar is forgotten easily; a row of a table has a second bar.
    let one = lines().count() == 1;
    let is_loose = |line: &str| !one && line.strip_prefix('|').is_some_and(|rest| !rest.contains('|'));
    lines().next().is_some() && lines().all(|line| is_line(line) || is_loose(line))
}

fn is_line(line: &str) -> bool {
    line.starts_with("| ") || line.trim_end() == "|"
}

/// How many bytes the bar takes at the beginning of a line's first text.
pub(super) fn bar(text: &str) -> usize {
    match text.strip_prefix('|') {
        Some(rest) => 1 + usize::from(rest.starts_with(' ')),
        None => 0,
    }
}

/// Where the first sign of a text begins.
fn sign(text: &str) -> Option<usize> {
    [text.find(LINE), text.find(MILESTONE)].into_iter().flatten().min()
}

impl Walk<'_> {
    /// Whether a paragraph of the source is verse.
    pub(super) fn is_verse(&self, paragraph: Range<usize>) -> bool {
        is_verse(&self.source[paragraph])
    }

    /// Reads the sign of a verse that another has begun; gives how many bytes it takes of `text`, which begins at
    /// byte `at` of the source.
    pub(super) fn shared(&mut self, text: &str, at: usize) -> usize {
        let spaces = text.len() - text.trim_start_matches(' ').len();
        let Some(rest) = text[spaces..].strip_prefix('~') else { return 0 };
        let verse = self.source[at + spaces + 1..].lines().next().unwrap_or_default();
        let parted = rest.is_empty() || rest.starts_with(' ');
        // A second one would make it a subscript.
        let typed = rest.starts_with(char::is_alphabetic) && !verse.contains('~');
        if lemma::is_escaped(self.source, at + spaces) || !parted && !typed {
            return 0;
        }
        if !self.frame().builder.follows_verse() {
            let message = "no verse stands before this one that it could go on with";
            let error = Diagnostic::error("no-verse", message).at(self.span(at + spaces..at + spaces + 1));
            self.diagnostics.push(error.help("take `~` out, or write `\\~` for the character"));
        } else {
            self.line_mark(LineMark::Shared);
        }
        spaces + 1 + rest.len() - rest.trim_start_matches(' ').len()
    }

    /// Warns of the sign of a shared verse at the end of one: it stands before what goes on.
    pub(super) fn shared_at_ends(&mut self, verses: Range<usize>) {
        let mut at = verses.start;
        for line in self.source[verses].split_inclusive('\n') {
            let end = at + line.trim_end().len();
            at += line.len();
            let inner = line.trim_start_matches([' ', '>', '|']);
            if inner.starts_with("[~ ") {
                let at = end - inner.trim_end().len();
                let message = "this `~` is printed: it stands before the words that an entry is on";
                let warning = Diagnostic::warning("misplaced-sign", message).at(self.span(at + 1..at + 2));
                self.diagnostics.push(warning.help("write it in front of the bracket: `| ~ [words][^c:1]`"));
            }
            let behind = line.trim_end().strip_suffix('~').is_some_and(|before| before.ends_with(' '));
            let words = line.trim_start_matches([' ', '>', '|']).trim_end();
            if behind && words != "~" && !lemma::is_escaped(self.source, end - 1) {
                let message = "this `~` is printed: a verse that goes on with another one has it in front";
                let warning = Diagnostic::warning("misplaced-sign", message).at(self.span(end - 1..end));
                let help = "write it at the beginning of the next verse, `| ~ …`; `\\~` is the character";
                self.diagnostics.push(warning.help(help));
            }
        }
    }

    /// Warns of a paragraph of which only some lines begin as verses do: it is prose, and the bars are printed.
    pub(super) fn broken_verse(&mut self, paragraph: Range<usize>) {
        let mut at = paragraph.start;
        for line in self.source[paragraph.clone()].split_inclusive('\n') {
            let inner = line.trim_start_matches([' ', '\t', '>']);
            let bar = at + line.len() - inner.len();
            at += line.len();
            if inner.starts_with("| ") && !inner.trim_end().ends_with('|') && !lemma::is_escaped(self.source, bar) {
                let message = "this bar is printed: a line of its paragraph has none, so that none is a verse";
                let warning = Diagnostic::warning("broken-verse", message).at(self.span(bar..bar + 1));
                let help = "begin every line with `| `, or part verses and prose by an empty line";
                return self.diagnostics.push(warning.help(help));
            }
        }
    }

    /// Reads the sign of a paragraph that goes on with the sentence that a quotation, verse, a list, a table or code
    /// has broken off.
    pub(super) fn continued(&mut self, paragraph: Range<usize>) {
        let rest = &self.source[paragraph.clone()];
        if rest.starts_with("~ ") && self.frame().builder.follows_apart() {
            let end = paragraph.end - rest[1..].trim_start_matches(' ').len();
            self.sign = paragraph.start..end;
            self.line_mark(LineMark::Shared);
        }
    }

    /// What the stanza is that begins with the line at byte `at` of the source: `| [!strophe]` says of what kind.
    pub(super) fn stanza(&mut self, at: usize) -> GroupKind {
        let line = self.source[at..].lines().next().unwrap_or("");
        let words = line.trim_start_matches([' ', '\t', '>']).strip_prefix('|').map_or("", str::trim);
        match words.strip_prefix("[!").and_then(|words| words.strip_suffix(']')) {
            Some(kind) if is_id(kind) => {
                self.sign = at..at + line.len() + 1;
                GroupKind::StanzaOf(kind.to_owned())
            }
            _ => GroupKind::Stanza,
        }
    }

    /// Writes characters, and reads the signs among them.
    pub(super) fn signed(&mut self, text: &str, range: Range<usize>) {
        let (mut copied, mut from) = (0, 0);
        let exact = self.source.get(range.clone()) == Some(text);
        while let Some(found) = sign(&text[from..]).filter(|_| exact) {
            let here = from + found;
            from = here + 1;
            if lemma::is_escaped(self.source, range.start + here) {
                continue;
            }
            let Some(length) = text[here..].find('}').map(|at| at + 1) else {
                let error = Diagnostic::error("malformed-sign", "this has no end in its line");
                let at = self.span(range.start + here..range.start + here + 2);
                self.diagnostics.push(error.at(at).help("close it with `}`, or write `\\{` for the character"));
                continue;
            };
            let place = range.start + here..range.start + here + length;
            let ends_line = self.source[place.end..].trim_start_matches(' ').starts_with(['\n', '\r'])
                || self.source[place.end..].trim_start_matches(' ').is_empty();
            let before = &text[copied..here];
            let kept = if ends_line { before.trim_end_matches(' ') } else { before };
            self.characters(kept, range.start + copied..range.start + copied + kept.len());
            self.sign(&text[here + 1..here + length - 1], place, ends_line);
            copied = here + length;
            // Behind a bracket as behind a space the words go on.
            if self.frame().builder.block_so_far().chars().next_back().is_none_or(|c| " ([{⟨〈".contains(c)) {
                copied += text[copied..].len() - text[copied..].trim_start_matches(' ').len();
            }
            // The number of a verse may stand before the sign that it goes on with another.
            if self.frame().verse.is_some() && self.frame().builder.block_so_far().is_empty() {
                copied += self.shared(&text[copied..], range.start + copied);
            }
            from = copied;
        }
        self.characters(&text[copied..], range.start + copied..range.end);
    }

    /// What stands in braces after a heading the parser reads as attributes.
    pub(super) fn heading_signs(&mut self, attributes: &[(CowStr<'_>, Option<CowStr<'_>>)], range: Range<usize>) {
        for (key, value) in attributes.iter().filter(|(key, _)| key.as_ref() == "line") {
            self.line_sign(value.as_deref().unwrap_or(key), range.clone());
        }
        if let Some(first) = attributes.iter().position(|(key, _)| key.starts_with('@')) {
            let words: Vec<&str> = attributes[first..].iter().map(|(key, _)| key.as_ref()).collect();
            self.milestone(&words.join(" ")[1..], range);
        }
    }

    /// A sign; `alone` if nothing comes after it in its line.
    fn sign(&mut self, sign: &str, place: Range<usize>, alone: bool) {
        let next = self.source[place.end..].trim_start_matches(' ').trim_start_matches('\r').strip_prefix('\n');
        let in_verse = self.frame().verse.is_some();
        let last =
            alone && (in_verse || next.is_none_or(|next| next.lines().next().is_none_or(|l| l.trim().is_empty())));
        if last && self.frame().builder.block_so_far().trim().is_empty() {
            let error = Diagnostic::error("malformed-sign", "no words stand beside this");
            return self.diagnostics.push(error.at(self.span(place)).help("write it in the line that it is of"));
        }
        if self.place() != Container::Body {
            let error = Diagnostic::error("malformed-sign", "this is for the lines of a text, not for those of a note");
            return self.diagnostics.push(error.at(self.span(place)).help("take it out"));
        }
        match sign.strip_prefix('@') {
            Some(milestone) => self.milestone(milestone, place),
            None => self.line_sign(sign.strip_prefix("line=").unwrap_or(sign), place),
        }
    }

    fn line_sign(&mut self, value: &str, place: Range<usize>) {
        let value = value.trim();
        let number = |digits: &str| {
            let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            digits.parse().ok().filter(|number| is_number && *number <= HIGHEST)
        };
        let mark = match value {
            "skip" => Some(LineMark::Skip),
            "hide" => Some(LineMark::Hide),
            "sub" => Some(LineMark::Sub),
            _ => match value.strip_prefix('+') {
                Some(more) => number(more).map(LineMark::Advance),
                None => LineMark::numbered(value),
            },
        };
        let Some(mark) = mark else {
            let error = Diagnostic::error("malformed-sign", format!("`{value}` says nothing of a line"));
            return self.diagnostics.push(error.at(self.span(place)).help(SIGNS));
        };
        if mark.is_of_block() && !self.frame().builder.block_so_far().trim().is_empty() {
            let message = format!("`{{line={value}}}` holds for a whole paragraph, verse or heading");
            let error = Diagnostic::error("malformed-sign", message).at(self.span(place));
            return self.diagnostics.push(error.help("write it where that begins"));
        }
        self.line_mark(mark);
    }

    /// Marks the block's beginning, or this place.
    fn line_mark(&mut self, mark: LineMark) {
        let builder = &mut self.frame().builder;
        if !builder.is_open() {
            builder.open_block(BlockKind::Paragraph, None);
        }
        let at = builder.at() - if mark.is_of_block() { builder.block_so_far().len() } else { 0 };
        builder.mark(at..at, MarkKind::Line(mark));
    }

    /// `system label`, what stands behind the sign of a milestone.
    fn milestone(&mut self, milestone: &str, place: Range<usize>) {
        let (system, label) = milestone.trim().split_once(char::is_whitespace).unwrap_or((milestone.trim(), ""));
        if system.is_empty() || label.trim().is_empty() {
            let error = Diagnostic::error("malformed-sign", "a milestone names its numbering and what is printed");
            let help = "write `{@id 12}`, where `id` is that of one of the `[[milestones]]` of book.toml";
            return self.diagnostics.push(error.at(self.span(place)).help(help));
        }
        let milestone = Milestone { system: system.to_owned(), label: label.trim().to_owned() };
        let builder = &mut self.frame().builder;
        if !builder.is_open() {
            builder.open_block(BlockKind::Paragraph, None);
        }
        let at = builder.at();
        builder.mark(at..at, MarkKind::Milestone(milestone));
    }
}
