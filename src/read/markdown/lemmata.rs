//! Entries of an apparatus in a text: their definitions, which are kept from Markdown but for their notes, and
//! their lemmata: the words that a call stands on, `<lem id="c:1">…</lem>`, or a point.

use super::Context;
use super::entries::{OpenLemma, is_keyed};
use super::html::Step;
use super::label::{self, Label};
use super::lemma;
use super::origin::Origin;
use super::walk::{Walk, walk};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Cited, Entry, EntryId, Layer, Move, Reading, ReadingKind, SeriesKind};
use crate::model::draft::Fragment;
use crate::model::text::{Mark, MarkKind, Shift};
use crate::read::apparatus;
use crate::source::Span;
use crate::words::elision;
use pulldown_cmark::Event;
use std::ops::Range;

/// Reads the source of an entry: what it says is in the one entry of the fragment, without name and layer;
/// its note has the fragment's ids and is in the language `voice`.
pub(super) fn read(
    source: &str,
    origin: &Origin,
    (context, voice): (&Context<'_>, &str),
    diagnostics: &mut Diagnostics,
) -> Fragment {
    let place = |range: Range<usize>| origin.span(range);
    let mut faults = Diagnostics::default();
    let written = apparatus::entry(source, &place, (context.sigla, context.language), &mut faults);
    let faulty = faults.has_errors();
    diagnostics.extend(faults.iter().cloned());
    let note = written.note.map(|range| {
        let span = origin.span(range.clone());
        let context = &Context { language: voice, ..*context };
        let fragment = walk(&source[range.clone()], 0, origin.from(range.start), context, diagnostics);
        (fragment, span)
    });
    let mut entry = Entry::new("", Layer::Emendation);
    entry.faulty = faulty;
    (entry.r#type, entry.support, entry.readings) = (written.r#type, written.support, written.readings);
    if !context.typed {
        entry.readings.iter_mut().for_each(curl);
        let readings = entry.readings.iter_mut().flat_map(|reading| &mut reading.support);
        entry.support.iter_mut().chain(readings).for_each(curl_remark);
    }
    let mut references = vec![];
    match note {
        Some((note, _)) if note.notes.is_empty() && note.entries.is_empty() => {
            references = note.references;
            entry.note = Some(note.text);
        }
        Some((_, span)) => {
            let error = Diagnostic::error("note-in-entry", "the note of an entry holds no notes").at(span);
            diagnostics.push(error.help("write it as one paragraph"));
        }
        None => {}
    }
    Fragment { references, entries: vec![entry], ..Fragment::default() }
}

/// Makes the straight apostrophes of a reading those that its text has: between letters, and where a word is known to
/// begin or end with one. What may be a quotation mark stays as it is typed.
fn curl(reading: &mut Reading) {
    if let ReadingKind::Transposition(Move::After(words) | Move::Before(words)) = &mut reading.kind {
        *words = curled(words).0;
    }
    curl_marked(&mut reading.words, &mut reading.marks);
}

/// The same of what is remarked on one who is cited.
fn curl_remark(cited: &mut Cited) {
    if let Some(remark) = &mut cited.remark {
        curl_marked(remark, &mut cited.marks);
    }
}

fn curl_marked(words: &mut String, marks: &mut [Mark]) {
    let (curly, places) = curled(words);
    let wider = '’'.len_utf8() - 1;
    let moved = |at: usize| at + wider * places.partition_point(|place| *place < at);
    for mark in marks {
        mark.range = moved(mark.range.start)..moved(mark.range.end);
    }
    *words = curly;
}

/// The same of words, and the bytes at which such apostrophes stood.
fn curled(words: &str) -> (String, Vec<usize>) {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    // What opens before a word that is not known to begin so is a quotation mark, and closes behind one.
    let (mut open, mut places) = (0_u32, vec![]);
    for (at, _) in words.match_indices('\'') {
        let (before, behind) = (words[..at].chars().next_back(), &words[at + 1..]);
        match (letter(before), letter(behind.chars().next())) {
            (true, true) => places.push(at),
            (false, _) if elision::begins(behind) => places.push(at),
            (false, _) => open += 1,
            (true, false) if open > 0 => open -= 1,
            (true, false) => places.push(at),
        }
    }
    let mut out = String::with_capacity(words.len() + places.len() * 2);
    let mut from = 0;
    for at in &places {
        out.extend([&words[from..*at], "’"]);
        from = at + 1;
    }
    out.push_str(&words[from..]);
    (out, places)
}

/// Where in the source of an entry a line begins that no white space sets off as one of it.
fn below(raw: &str) -> Option<usize> {
    let starts = |at: usize| raw[at..].starts_with(|c: char| !c.is_whitespace() && c != '>');
    raw.match_indices('\n').map(|(at, _)| at + 1).find(|at| starts(*at))
}

/// The label of the milestone that alone stands in brackets at the end of a source: `[{@who KEEPER}]`. Whoever calls an
/// entry from there means the label, which is no word of the text.
fn milestone_in(source: &str) -> Option<&str> {
    let inner = source.strip_suffix(']')?;
    let inner = inner[inner.rfind('[')? + 1..].trim();
    let (_, label) = inner.strip_prefix("{@")?.strip_suffix('}')?.split_once(' ')?;
    Some(label.trim()).filter(|label| !label.is_empty() && !label.contains(['{', '}']))
}

impl Walk<'_> {
    /// Warns of brackets without a partner beside the call of an entry: they would be printed, and the lemma be one word.
    pub(super) fn lone_brackets(&mut self, events: &[Step<'_>]) {
        for (at, call) in std::mem::take(&mut self.brackets.lone) {
            if let Some((Event::FootnoteReference(label), _)) = events.get(call) {
                self.lone_bracket(at, label);
            }
        }
        for at in std::mem::take(&mut self.brackets.unopened) {
            self.unopened_reference(at);
        }
    }

    fn lone_bracket(&mut self, at: usize, label: &str) {
        let all = &self.context.series;
        let named = label.split_once(':').and_then(|(id, _)| all.iter().position(|series| series.id == id));
        if !is_keyed(self.context, named.unwrap_or(self.context.default_series)) {
            return;
        }
        let bracket = self.source[at..].chars().next().unwrap_or('[');
        let other = if bracket == '[' { ']' } else { '[' };
        let message =
            format!("this `{bracket}` has no `{other}`, and is printed: the lemma of `[^{label}]` is one word");
        let help = format!(
            "put the words in brackets, `[words][^{label}]`; a bracket of the text itself is written `\\{bracket}`"
        );
        let warning = Diagnostic::warning("unclosed-bracket", message).at(self.span(at..at + bracket.len_utf8()));
        self.diagnostics.push(warning.help(help));
    }

    /// Reads a definition, if it is one of an apparatus, and whether it is: nothing in it is Markdown then.
    pub(super) fn entry_definition(&mut self, range: &Range<usize>) -> bool {
        let Some(id) = self.notes.entries.defined_at(range.start) else { return false };
        let Layer::Series(series) = self.notes.entries.list[id.0 as usize].layer else { return false };
        if self.context.series[series].kind != SeriesKind::Apparatus {
            return false;
        }
        self.raw = range.clone();
        let definition = &self.source[range.clone()];
        let start = range.start + definition.find("]:").map_or(0, |at| at + 2);
        let origin = self.origin_at(start);
        let raw = self.source[start..range.end].trim_end();
        let voice = self.context.series[series].language.as_deref().unwrap_or(self.context.language);
        let mut read = match below(raw) {
            None => read(raw, &origin, (self.context, voice), self.diagnostics),
            Some(at) => self.with_line_below(raw, at, &origin, voice),
        };
        let shift = Shift { references: self.references.len() as u32, ..Shift::default() };
        self.references.append(&mut read.references);
        let entry = &mut self.notes.entries.list[id.0 as usize];
        for one in read.entries {
            (entry.r#type, entry.support, entry.readings, entry.note) =
                (one.r#type, one.support, one.readings, one.note);
            entry.faulty = one.faulty;
        }
        entry.note.iter_mut().for_each(|note| note.shift_ids(&shift));
        true
    }

    /// Reads an entry right below whose line another begins, at byte `at`: it belongs to the entry, and that is said. Where
    /// it cannot be read as such the entry ends before it.
    fn with_line_below(&mut self, raw: &str, at: usize, origin: &Origin, voice: &str) -> Fragment {
        let end = raw[at..].find('\n').map_or(raw.len(), |length| at + length);
        let span = origin.span(at..end);
        let help = "put an empty line before it; a line of the entry begins with a space";
        let mut faults = Diagnostics::default();
        let whole = read(raw, origin, (self.context, voice), &mut faults);
        if !faults.has_errors() {
            self.diagnostics.extend(faults.iter().cloned());
            let message = "this line is read as part of the entry above it: an empty line ends an entry";
            self.diagnostics.push(Diagnostic::warning("line-below-entry", message).at(span).help(help));
            return whole;
        }
        let mut first = read(raw[..at].trim_end(), origin, (self.context, voice), self.diagnostics);
        let message = "this line is none of the entry above it: an empty line ends an entry";
        self.diagnostics.push(Diagnostic::error("line-below-entry", message).at(span.clone()).help(help));
        first.entries.iter_mut().for_each(|entry| entry.faulty = true);
        // What is called there is called.
        for label in raw[at..].split("[^").skip(1).filter_map(|rest| rest.split_once(']')).map(|(label, _)| label) {
            let Ok(label) = self.notes.label(label, self.context, span.clone()) else { continue };
            if let Some(id) = self.notes.entries.by_label.get(&label).copied() {
                self.notes.entries.called[id.0 as usize].get_or_insert(span.clone());
            }
        }
        first
    }

    /// Warns of a space between brackets and the call of an entry: they are printed, and the entry stands at a point.
    fn spaced_call(&mut self, before: &str, written: &str, span: &Span, at: usize) {
        let source = self.source[..at].trim_end_matches([' ', '\t']);
        let closed = before.ends_with(' ') && source.len() < at && source.ends_with(']');
        let inner = before.trim_end().strip_suffix(']').and_then(|inner| inner.rsplit_once('['));
        let Some((_, words)) = inner.filter(|_| closed && !source.ends_with("\\]")) else { return };
        if words.contains(char::is_alphanumeric) {
            let message = format!("a space parts `[^{written}]` from the brackets before it: these are printed");
            let help =
                format!("take it out, `[{words}][^{written}]`; brackets of the text itself are written `\\[`, `\\]`");
            self.diagnostics.push(Diagnostic::warning("space-before-call", message).at(span.clone()).help(help));
        }
    }

    /// A call of an entry, and whether it is one: marks the words that it stands on.
    pub(super) fn entry_call(&mut self, written: &str, range: Range<usize>) -> bool {
        let span = self.span(range.clone());
        // what is wrong with the label is reported as for a note
        let Ok(label) = self.notes.label(written, self.context, span.clone()) else { return false };
        if !is_keyed(self.context, label.series) {
            return false;
        }
        let Some(id) = self.entry(written, &label, &span) else { return true };
        if let Some(first) = self.notes.entries.called[id.0 as usize].clone() {
            let error = Diagnostic::error("note-called-twice", format!("the entry `{written}` is called twice"));
            let help = format!("write each part of its lemma as `<lem id=\"{written}\">…</lem>`");
            self.diagnostics.push(error.at(span).label(first, "first here").help(help));
            return true;
        }
        self.notes.entries.called[id.0 as usize] = Some(span.clone());
        let at = self.frame().builder.at();
        let words = match self.frame().span.clone().filter(|span| span.end == at) {
            Some(words) => words,
            None => {
                let block = self.frame().builder.block_so_far();
                let start = at - block.len();
                let (word, more) = match lemma::enclosed_before(block) {
                    Some(lemma::Enclosed::Whole(words)) => (Some(words), None),
                    Some(lemma::Enclosed::More(word)) => (Some(word.clone()), Some(block[word].to_owned())),
                    None => (lemma::word_before(block), None),
                };
                if let Some(word) = more {
                    let message =
                        format!("the lemma of `[^{written}]` is “{word}” alone, inside the bracket before it");
                    let help = format!("put the words that are meant in brackets: `[({word})][^{written}]`");
                    let warning = Diagnostic::warning("call-behind-bracket", message).at(self.span(range.clone()));
                    self.diagnostics.push(warning.help(help));
                }
                word.map_or(at..at, |word| start + word.start..start + word.end)
            }
        };
        if words.is_empty()
            && let Some(label) = milestone_in(&self.source[..range.start])
        {
            self.notes.entries.list[id.0 as usize].lemma = label.to_owned();
        }
        let before = self.frame().builder.block_so_far().to_owned();
        if words.is_empty() {
            self.spaced_call(&before, written, &span, range.start);
        }
        let spaced = words.is_empty() && (before.is_empty() || before.ends_with(' '));
        self.frame().pointed = spaced.then_some(at);
        self.frame().builder.mark(words, MarkKind::Entry(id));
        true
    }

    /// The entry of a label; one that is not defined is an error.
    fn entry(&mut self, written: &str, label: &Label, span: &Span) -> Option<EntryId> {
        let id = self.notes.entries.by_label.get(label).copied();
        if id.is_none() {
            let error = self.notes.undefined(written, span.clone());
            self.diagnostics.push(error);
        }
        id
    }

    /// `<lem id="c:1">`
    pub(super) fn open_lemma(&mut self, attributes: &[(String, String)], range: Range<usize>) {
        let span = self.span(range.clone());
        let id = attributes.iter().find(|(name, _)| name == "id").map(|(_, value)| value.clone());
        let mut entry = None;
        match id.map(|id| (label::parse(&id, self.context, self.notes.strict, span.clone()), id)) {
            None => {
                let error = Diagnostic::error("malformed-lemma", "this lemma does not say of which entry it is");
                self.diagnostics.push(error.at(span).help("write `<lem id=\"series:name\">`"));
            }
            Some((Err(error), _)) => self.diagnostics.push(error),
            Some((Ok(label), id)) if !is_keyed(self.context, label.series) => {
                let error = Diagnostic::error("malformed-lemma", format!("`{id}` is no entry of an apparatus"));
                self.diagnostics.push(error.at(span).help("a note stands on words in brackets: `[words][^name]`"));
            }
            Some((Ok(label), id)) => {
                entry = self.entry(&id, &label, &span);
                if let Some(id) = entry {
                    self.notes.entries.called[id.0 as usize].get_or_insert(span);
                }
            }
        }
        let start = self.frame().builder.at();
        self.frame().lemmata.push(OpenLemma { entry, start, source: range });
    }

    /// `</lem>`: closes the lemma that was opened last.
    pub(super) fn close_lemma(&mut self, range: Range<usize>) {
        let Some(lemma) = self.frame().lemmata.pop() else {
            let error = Diagnostic::error("malformed-lemma", "this closes no lemma").at(self.span(range));
            return self.diagnostics.push(error.help("a lemma begins with `<lem id=\"series:name\">`"));
        };
        let Some(entry) = lemma.entry else { return };
        let builder = &mut self.frame().builder;
        let words = builder.slice(lemma.start..builder.at());
        let start = lemma.start + (words.len() - words.trim_start().len());
        let range = start..(start + words.trim().len());
        builder.mark(range, MarkKind::Entry(entry));
    }

    /// Reports the lemmata of a container that are open at its end.
    pub(super) fn unclosed_lemmata(&mut self, open: Vec<OpenLemma>) {
        for lemma in open {
            let error = Diagnostic::error("malformed-lemma", "this lemma is not closed").at(self.span(lemma.source));
            self.diagnostics.push(error.help("close it with `</lem>`"));
        }
    }
}
