//! Characters with their provenance, and the calls of notes.

use crate::diag::Diagnostic;
use crate::model::apparatus::Layer;
use crate::model::document::Container;
use crate::model::target::TargetName;
use crate::model::text::{BlockKind, LocusKind, MarkKind, NoteId};
use crate::read::markdown::lemma::{self, Bracket};
use crate::read::markdown::lines;
use crate::read::markdown::notes::Called;
use crate::read::markdown::open::{Open, OpenKind};
use crate::read::markdown::punctuation;
use crate::read::markdown::target;
use crate::read::markdown::walk::Walk;
use pulldown_cmark::Event;
use std::ops::Range;

/// How far a label or target is looked for, in bytes: a text full of open brackets is read in
/// linear time.
const LONGEST_LABEL: usize = 400;
/// How many characters of markup are skipped to see what follows a stretch of text.
const LOOKAHEAD: usize = 64;
/// A tab at the beginning of a line of code.
const TAB: &str = "    ";

impl Walk<'_> {
    pub(super) fn inline(&mut self, index: usize, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => self.text(index, &text, range),
            Event::Code(code) => self.code(&code, range),
            Event::FootnoteReference(label) => self.call(&label, range),
            Event::SoftBreak if range.start < self.title_end && self.title_end <= range.end => {
                self.line_break("\u{2028}", range);
            }
            Event::SoftBreak => self.line_break(" ", range),
            Event::HardBreak => self.line_break("\u{2028}", range),
            Event::InlineHtml(tag) => self.inline_html(&tag, range),
            Event::Rule => {
                self.open_block(BlockKind::Rule, None);
                self.close_block();
            }
            Event::TaskListMarker(done) => self.task(done, range),
            _ => {}
        }
    }

    /// The box before an item of a list of tasks.
    fn task(&mut self, done: bool, range: Range<usize>) {
        self.replace(if done { "☒ " } else { "☐ " }, range.clone());
        let rest = &self.source[range.end..];
        self.raw = range.end..range.end + rest.len() - rest.trim_start_matches(' ').len();
    }

    pub(super) fn line_break(&mut self, characters: &str, range: Range<usize>) {
        if self.frame().verse.is_some() {
            return self.verse_break(range.end);
        }
        let at_head = self.heads_caption();
        let span = self.span(range);
        let pointed = self.behind_a_point();
        let builder = &mut self.frame().builder;
        // after a break that HTML makes, or a space before a point, the end of the line is none
        let ended = builder.block_so_far().ends_with(if pointed { ' ' } else { '\u{2028}' });
        let broken = characters == " " && ended;
        if builder.is_open() && !at_head && !broken {
            builder.replace(characters, span);
        }
    }

    fn text(&mut self, index: usize, text: &str, mut range: Range<usize>) {
        let mut text = text;
        if range.start < self.lead() {
            text = &text[self.lead() - range.start..];
            range.start = self.lead();
        }
        let cut = self.before_caption(text, &range);
        text = &text[cut..];
        range.start += cut;
        if self.sign.contains(&range.start) {
            let kept = self.sign.end.min(range.end);
            if kept == range.end {
                return;
            }
            text = text.get(kept - range.start..).unwrap_or("");
            range.start = kept;
        }
        if self.frame().verse == Some(true) {
            self.frame().verse = Some(false);
            let bar = lines::bar(text);
            text = &text[bar..];
            range.start += bar;
            let sign = self.shared(text, range.start);
            text = &text[sign..];
            range.start += sign;
        }
        if self.frame().open.last().is_some_and(Open::makes_text) {
            return;
        }
        if let Some(bracket) = self.brackets.opening.get(&index).cloned() {
            // `![` is an exclamation mark and a bracket; one among a picture's attributes is no text
            let kept = text.strip_suffix('[').unwrap_or(text);
            self.characters(kept, range.start..range.start + kept.len());
            return self.open_bracket(bracket, range);
        }
        if let Some(bracket) = self.brackets.closing.get(&index).cloned() {
            return self.close_bracket(&bracket, range);
        }
        if text == "![" {
            self.no_picture(range.start + 1);
        }
        if text == "[" && !lemma::is_escaped(self.source, range.start) {
            self.bracket(range.start);
            if self.raw.contains(&range.start) {
                return;
            }
        }
        if self.frame().builder.block_so_far().ends_with('\u{2028}') {
            let spaces = text.len() - text.trim_start_matches(' ').len();
            return self.spread(&text[spaces..], range.start + spaces..range.end);
        }
        self.spread(text, range);
    }

    fn open_bracket(&mut self, bracket: Bracket, range: Range<usize>) {
        self.ensure_block();
        let start = self.frame().builder.at();
        match bracket {
            Bracket::Lemma => self.frame().brackets.push(start),
            Bracket::Note => {
                let end = range.end;
                self.start_note_here(range);
                if self.source[end..].starts_with('^') {
                    self.unfollowed("words behind `[^` are read as a note in its place", end - 1..end + 1);
                    self.raw = end..end + 1;
                }
            }
            Bracket::Words(attributes, _) => {
                let (meaning, unknown) = attributes.meaning();
                self.language_of(&meaning, &range);
                if let Some(unknown) = unknown {
                    self.unfollowed(&format!("`{{{unknown}}}` of words in brackets is not followed"), range.clone());
                }
                if let Some(id) = &attributes.id {
                    self.place_here(id, range.clone());
                }
                let kind = OpenKind::Html { name: "[".into(), meaning, source: range };
                self.frame().open.push(Open { start, kind });
            }
        }
    }

    fn close_bracket(&mut self, bracket: &Bracket, range: Range<usize>) {
        match bracket {
            Bracket::Lemma => {
                let frame = self.frame();
                let at = frame.builder.at();
                frame.span = frame.brackets.pop().map(|start| start..at);
            }
            Bracket::Note => self.end_note_here(range),
            Bracket::Words(_, length) => {
                let is_open = |o: &Open| matches!(&o.kind, OpenKind::Html { name, .. } if name == "[");
                if let Some(index) = self.frame().open.iter().rposition(is_open) {
                    let open = self.frame().open.remove(index);
                    self.close(open);
                }
                self.raw = range.end..range.end + length;
            }
        }
    }

    /// Writes characters with typographic punctuation. Entities and what a backslash escapes are
    /// left alone.
    pub(super) fn characters(&mut self, text: &str, range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        if self.behind_a_point() && text.starts_with(' ') && range.len() == text.len() {
            return self.characters(&text[1..], range.start + 1..range.end);
        }
        if self.source.get(range.clone()) != Some(text) {
            return self.replace(text, range);
        }
        if self.context.typed {
            return self.copy(text, range.start);
        }
        let inner = self.frame().open.iter().rev().find_map(Open::language).or_else(|| self.div_language(range.start));
        let language = inner.unwrap_or_else(|| self.voice().to_owned());
        let after =
            self.source[range.end..].chars().take(LOOKAHEAD).find(|c| !matches!(c, '*' | '_' | '[' | ']' | '`'));
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
                self.punctuation.push(punctuation::edit(&text[here..], new, span.clone()));
                self.frame().builder.replace(new, span);
                copied = here + length;
                at = copied;
            }
        }
        self.copy(&text[copied..], range.start + copied);
    }

    /// Copies the characters of the source from byte `at` on; no face has control characters.
    pub(super) fn copy(&mut self, text: &str, mut at: usize) {
        for part in text.split_inclusive(char::is_control) {
            let printed = part.trim_end_matches(char::is_control);
            if !printed.is_empty() {
                let span = self.span(at..at + printed.len());
                let exact = span.range.len() == printed.len();
                let builder = &mut self.frame().builder;
                if exact { builder.copy(printed, span) } else { builder.replace(printed, span) }
            }
            if let Some(control) = part[printed.len()..].chars().next() {
                self.control(control, at + printed.len());
            }
            at += part.len();
        }
    }

    /// A tab is a space, in code as many as lead to the next fourth column; what else controls
    /// some device is none of the text.
    fn control(&mut self, character: char, at: usize) {
        let span = self.span(at..at + character.len_utf8());
        if matches!(character, '\n' | '\r') {
            // the end of a line in code that HTML holds
            return self.frame().builder.replace(if character == '\n' { "\u{2028}" } else { " " }, span);
        }
        if character != '\t' {
            let message = format!("a control character (U+{:04X}) stands here", u32::from(character));
            // where a file in that encoding was read as another one
            let help = match character {
                '\u{80}'..='\u{9f}' => "Windows-1252 has a quotation mark, a dash or a letter here: write that",
                _ => "delete it",
            };
            self.diagnostics.push(Diagnostic::error("control-character", message).at(span).help(help));
            return;
        }
        let frame = self.frame();
        let column = match frame.code {
            Some(_) => frame.builder.block_so_far().chars().rev().take_while(|c| *c != '\u{2028}').count() % TAB.len(),
            None => TAB.len() - 1,
        };
        frame.builder.replace(&TAB[column..], span);
    }

    /// Writes characters that stand for `range` of the source.
    pub(super) fn replace(&mut self, text: &str, range: Range<usize>) {
        let span = self.span(range);
        self.frame().builder.replace(&text.replace(char::is_control, " "), span);
    }

    pub(super) fn language(&mut self) -> String {
        let inner = self.frame().open.iter().rev().find_map(Open::language);
        inner.unwrap_or_else(|| self.voice().to_owned())
    }

    /// The language of the container: of a note that of its series, where this has its own.
    fn voice(&mut self) -> &str {
        let series = match self.place() {
            Container::Note(note) => self.notes.list.get(note.0 as usize).map(|note| note.series),
            Container::Entry(entry) => {
                self.notes.entries.list.get(entry.0 as usize).and_then(|entry| match entry.layer {
                    Layer::Series(series) => Some(series),
                    Layer::Emendation => None,
                })
            }
            _ => None,
        };
        let own = series.and_then(|series| self.context.series.get(series)?.language.as_deref());
        own.unwrap_or(self.context.language)
    }

    fn code(&mut self, code: &str, range: Range<usize>) {
        let start = self.frame().builder.at();
        match self.source[range.clone()].find(code) {
            Some(at) => self.copy(code, range.start + at),
            None => self.replace(code, range.clone()),
        }
        let end = self.frame().builder.at();
        self.frame().builder.mark(start..end, MarkKind::Code);
        self.skip_attributes(range.end);
    }

    /// A bracket that opens neither a link nor a note's span: perhaps one that was meant to.
    fn bracket(&mut self, at: usize) {
        if self.is_outer_bracket(at) {
            return;
        }
        if self.source[..at].ends_with('^') && !lemma::is_escaped(self.source, at - 1) {
            let warning = Diagnostic::warning("open-note", "nothing closes the note that seems to begin here");
            let help = "close it with `]` in the same paragraph; `\\^` is the character itself";
            self.diagnostics.push(warning.at(self.span(at - 1..at + 1)).help(help));
        }
        if self.citation(at) || self.unclosed_citation(at) {
            return;
        }
        let rest = &self.source[at..];
        let rest = &rest[..rest.floor_char_boundary(LONGEST_LABEL.min(rest.len()))];
        let Some(close) = rest.find([']', '\n']).filter(|c| rest[*c..].starts_with(']')) else {
            return self.unclosed_bracket(at, rest);
        };
        if rest.starts_with("[[") && !rest.starts_with("[[[") && !rest[close + 1..].starts_with(']') {
            // a bracket around a link
            let line = rest.lines().next().unwrap_or_default();
            if rest[close + 1..].starts_with(['(', '[']) && line[close..].matches(']').count() > 1 {
                return;
            }
        }
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
            let end = rest.find("]]").filter(|e| !rest[..*e].contains('\n')).map(|e| e + 2);
            let single = if target::is_all_but_ours(&rest[2..close]) { close + 1 } else { 2 };
            let end = end.unwrap_or(single);
            self.no_wikilink(at..at + end);
        } else {
            self.no_link(at, close);
        }
    }

    /// A bracket that nothing closes in its line: an error where it begins as one of our signs does.
    fn unclosed_bracket(&mut self, at: usize, rest: &str) {
        let line = rest.lines().next().unwrap_or("");
        if line.starts_with("[[") {
            // the place is that of the sign alone
            self.no_wikilink(at..at + line.len());
        } else if line[1..].starts_with('^') && line[2..].starts_with(char::is_alphanumeric) {
            let word = line.find(char::is_whitespace).unwrap_or(line.len());
            let error = Diagnostic::error("malformed-label", "nothing closes this label");
            let error = error.at(self.span(at..at + word));
            self.diagnostics.push(error.help("write `[^name]`, or `\\[` for a bracket"));
        }
    }

    /// The error for a label that is none.
    pub(super) fn malformed_label(&mut self, range: Range<usize>) {
        let error = Diagnostic::error("malformed-label", "this is no label of a note").at(self.span(range));
        let help = "a label is `[^name]` or `[^series:name]`, with letters, digits and `-_.:`; words are `^[words]`";
        self.diagnostics.push(error.help(help));
    }

    pub(super) fn malformed_reference(&mut self, range: Range<usize>, help: &str) {
        let error = Diagnostic::error("malformed-reference", "this leads nowhere").at(self.span(range));
        self.diagnostics.push(error.help(help));
    }

    fn call(&mut self, label: &str, range: Range<usize>) {
        if self.entry_call(label, range.clone()) {
            return;
        }
        let (span, place) = (self.span(range.clone()), self.place());
        self.frame().pointed = None;
        match self.notes.call(label, span, place, self.context, self.diagnostics) {
            Some(Called::Note(id)) => self.place_call(id),
            Some(Called::Again(anchor)) => self.call_again(anchor, range),
            None => {}
        }
    }

    /// The container under construction.
    pub(super) fn place(&mut self) -> Container {
        let frame = self.frame();
        frame.note.map(Container::Note).or(frame.entry.map(Container::Entry)).unwrap_or(Container::Body)
    }

    /// Whether nothing stands behind the point that stands behind a space. Asked once.
    fn behind_a_point(&mut self) -> bool {
        let at = self.frame().builder.at();
        self.frame().pointed.take() == Some(at)
    }

    /// A note that is called once more has the same mark, which leads to it.
    fn call_again(&mut self, anchor: String, range: Range<usize>) {
        let id = self.reference(TargetName { document: String::new(), anchor: Some(anchor) }, range.clone());
        let start = self.frame().builder.at();
        self.replace("@note", range);
        let mark = start..self.frame().builder.at();
        let kinds = [MarkKind::Superscript, MarkKind::Reference(id), MarkKind::Locus(id, LocusKind::Note)];
        for kind in kinds {
            self.frame().builder.mark(mark.clone(), kind);
        }
    }

    /// Puts the call of a note here, on the words before it.
    pub(super) fn place_call(&mut self, id: NoteId) {
        let builder = &mut self.frame().builder;
        if !builder.is_open() {
            builder.open_block(BlockKind::Paragraph, None);
        }
        let mut at = self.frame().builder.at();
        let stands_on = match self.frame().span.clone().filter(|s| s.end == at) {
            // Words may end in a space: what stands before it is what is called from.
            Some(span) => {
                let words = self.frame().builder.slice(span.clone()).trim_end().len();
                at = if words > 0 { span.start + words } else { at };
                Some(span.start..at)
            }
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
}
