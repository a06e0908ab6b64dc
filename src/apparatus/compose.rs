//! One entry as the text of its note: key, lemma, who reads it, readings, remark.

use super::composed::Composed;
use super::desk::Desk;
use super::index::Index;
use super::lemma::{Head, Side};
use super::named::{named, restated};
use crate::model::apparatus::{Cited, Entry, EntryId, Form, Hand, Ordinal, Part, Reading, SeriesKind, SiglumId, Who};
use crate::model::document::{Container, Document, NoteSeries, language_of};
use crate::model::text::{Mark, MarkKind, Text};
use crate::style::{EntryStyle, FaceStyle, TypePlace};
use crate::terms::ApparatusTerms;
use crate::words::direction::{against, runs_leftwards};
use crate::words::elision::is_greek;
use crate::words::language::is_foreign;
use std::cell::Cell;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// What stands for a key or an ordinal until the lines are known: one character, so that it has a place in the text.
pub(super) const PLACEHOLDER: &str = "\u{2060}";

/// Which readings of an entry are printed: these, or all and its note.
pub(super) type Only<'a> = Option<&'a [usize]>;

/// What stands around the words of an entry otherwise in one of its readings.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Varying {
    pub(super) stops: bool,
    pub(super) quotes: bool,
}

/// What writes the note of one entry.
pub(super) struct Writer<'a> {
    pub(super) document: &'a Document,
    pub(super) index: &'a Index,
    pub(super) style: &'a EntryStyle,
    pub(super) terms: &'a ApparatusTerms,
    pub(super) series: &'a NoteSeries,
    /// The language that the note is in.
    base: &'a str,
    pub(super) desk: &'a Desk<'a>,
    pub(super) out: Composed,
    /// The words to be told from others, of all entries of the document.
    ordinals: &'a mut Vec<Ordinal>,
    /// Notes of variants that are more than a paragraph: they follow the entry.
    later: Vec<&'a Text>,
    /// What varies around the words of the entry whose readings are written: each of them asks.
    pub(super) varies: Cell<Option<(EntryId, Varying)>>,
}

/// The text of the note of an entry in a series; with `only` the readings of these indices, without its remark.
pub(super) fn entry<'a>(
    (document, index): (&'a Document, &'a Index),
    id: EntryId,
    series: usize,
    only: Only<'_>,
    desk: &'a Desk<'a>,
    ordinals: &'a mut Vec<Ordinal>,
) -> Text {
    let style = &desk.style.apparatus_of(&desk.series[series].id).entry;
    let mut writer = Writer {
        document,
        index,
        style,
        terms: ApparatusTerms::of(style.terms),
        series: &desk.series[series],
        base: language_of(desk.series, series, &document.language, desk.book_language),
        desk,
        out: Composed::new(),
        ordinals,
        later: vec![],
        varies: Cell::new(None),
    };
    writer.out.marked(PLACEHOLDER, &[MarkKind::Key(id)]);
    writer.body(id, only, None);
    writer.end();
    for text in std::mem::take(&mut writer.later) {
        writer.out.follow(text);
    }
    writer.out.finish()
}

impl<'a> Writer<'a> {
    /// All of an entry behind its key. `outer` is the reading that it is a variant of.
    pub(super) fn body(&mut self, id: EntryId, only: Only<'_>, outer: Option<&Reading>) {
        let document = self.document;
        let entry = &document.entries[id.0 as usize];
        let shown = |(index, _): &(usize, &Reading)| only.is_none_or(|only| only.contains(index));
        let readings: Vec<(usize, &Reading)> = entry.readings.iter().enumerate().filter(shown).collect();
        let support = self.support_of(id, entry);
        let head = self.head(id, &readings, !support.is_empty(), outer);
        self.of_type(entry.r#type.as_deref(), TypePlace::Before);
        let separated = !support.is_empty() || entry.readings.is_empty() && self.prints_positive(entry);
        self.print_head(&head, &support, separated);
        let mut behind = false;
        for (index, reading) in &readings {
            if std::mem::replace(&mut behind, true) {
                self.between_readings();
            }
            // Beside readings that are not shown *cett.* would be others.
            let named = only.filter(|only| only.len() < entry.readings.len()).map(|_| written_out(entry, *index));
            self.reading(id, *index, reading, (head.is_beside(), named.as_deref()));
        }
        if head.is_beside() && !entry.support.is_empty() && !support.is_empty() {
            // Beside words there is no lemma to name anyone for: they have nothing there.
            self.between_readings();
            self.editorial(self.terms.omitted);
            self.support(&support);
        }
        self.of_type(entry.r#type.as_deref(), TypePlace::Behind);
        if only.is_none() {
            self.note(entry, behind, outer.is_some());
        }
    }

    /// The lemma and who reads it, or the word beside which something is added.
    /// `named` says whether what follows is parted from them as from those who are named.
    fn print_head(&mut self, head: &Head, support: &[Cited], named: bool) {
        match head {
            Head::None => {}
            Head::Lemma(stretches) => {
                self.stretches(stretches);
                if !support.is_empty() {
                    self.out.sign(&self.style.lemma_parted);
                }
                self.support(support);
                let end = if named { &self.style.lemma_end_positive } else { &self.style.lemma_end };
                self.out.sign(end);
                self.out.push(" ");
            }
            Head::Beside(side, stretches) => {
                let word = if *side == Side::After { self.terms.after } else { self.terms.before };
                self.editorial(word);
                self.out.push(" ");
                self.stretches(stretches);
                self.out.push(" ");
            }
        }
    }

    pub(super) fn between_readings(&mut self) {
        self.out.sign(&self.style.between_readings);
        self.out.push(" ");
    }

    /// An entry's note. Of a variant one that is more than a paragraph follows the whole entry.
    fn note(&mut self, entry: &'a Entry, behind: bool, inside: bool) {
        let Some(note) = &entry.note else { return };
        if inside && note.blocks.len() > 1 {
            self.later.push(note);
            return;
        }
        if behind {
            self.out.sign(&self.style.before_note);
            self.out.push(" ");
        }
        let start = self.out.len();
        let said = restated(note, &self.document.sigla, |state, name| self.state(state, name).to_owned());
        let note = said.as_ref().unwrap_or(note);
        self.out.append(note);
        self.turned(note, start);
        // What the tool says has its faces.
        if entry.hand != Hand::Editor {
            return;
        }
        let keyed = self.series.kind == SeriesKind::Keyed;
        let sigla = if keyed { vec![] } else { named(note, &self.document.sigla) };
        if note.blocks.len() == 1 {
            let face = if keyed { self.style.keyed_note_face } else { self.style.note_face };
            self.faced(&note.string, start, face, sigla.iter().map(|(range, _)| range.clone()).collect());
        }
        for (range, id) in sigla {
            for mark in self.siglum_marks(id) {
                self.out.mark(start + range.start..start + range.end, mark);
            }
        }
    }

    /// Gives a note at byte `start` its face, but for its sigla, which have theirs. Greek stands upright among italics, as
    /// in all series.
    fn faced(&mut self, note: &str, start: usize, face: FaceStyle, sigla: Vec<Range<usize>>) {
        let marks = face_marks(face);
        let mut apart = sigla;
        apart.extend(if is_slanted(face) { greek_runs(note) } else { vec![] });
        apart.sort_by_key(|run| run.start);
        let mut from = 0;
        for run in apart.into_iter().chain(std::iter::once(note.len()..note.len())) {
            for mark in marks.iter().filter(|_| from < run.start) {
                self.out.mark(start + from..start + run.start, mark.clone());
            }
            from = run.end.max(from);
        }
    }

    /// Marks the words of a note at byte `start` that run against the entry, but for those whose language is said.
    fn turned(&mut self, note: &Text, start: usize) {
        // That all of a note is in a language which runs as the entry does says nothing of the words in it.
        let base = runs_leftwards(self.base);
        let turns = |mark: &&Mark| matches!(&mark.kind, MarkKind::Language(tag) if runs_leftwards(tag) != base);
        let said: Vec<_> = note.marks.iter().filter(turns).collect();
        for run in against(&note.string, base) {
            if !said.iter().any(|mark| mark.range.start < run.end && run.start < mark.range.end) {
                self.out.mark(run.start + start..run.end + start, MarkKind::Part(Part::Turned));
            }
        }
    }

    /// Whether what is written runs from right to left.
    pub(super) fn runs_leftwards(&self) -> bool {
        runs_leftwards(self.base)
    }

    /// What ends an entry, where its words do not end so themselves.
    fn end(&mut self) {
        let end = self.style.end.as_str();
        if !end.is_empty() && (self.style.double_end || !self.out.ends_with(end)) {
            self.out.push(end);
        }
    }

    /// A type, where this is its place.
    pub(super) fn of_type(&mut self, name: Option<&str>, place: TypePlace) {
        let Some(name) = name.filter(|_| self.style.types == place) else { return };
        if place == TypePlace::Behind {
            self.out.push(" ");
        }
        self.editorial(&format!("[{name}]"));
        if place == TypePlace::Before {
            self.out.push(" ");
        }
    }

    /// Words of the editor's, in the language of the terms, or as the style has them: these in that of the note.
    pub(super) fn editorial(&mut self, words: &str) {
        let style = self.style;
        let own = self.terms.name_of(words).and_then(|name| style.own_words.get(name));
        if let Some(own) = own {
            return self.own_words(own);
        }
        let marks = self.marks(Part::Editorial, self.style.words_face, Some(self.style.terms));
        self.out.marked(words, &marks);
    }

    /// Words of a house or a book, in the language of the note.
    pub(super) fn own_words(&mut self, words: &str) {
        let marks = self.marks(Part::Editorial, self.style.words_face, None);
        self.out.marked(words, &marks);
    }

    /// The marks of a part, the outer first; `language` only where the note is in another.
    pub(super) fn marks(&self, part: Part, face: FaceStyle, language: Option<&str>) -> Vec<MarkKind> {
        part_marks(part, face, language.filter(|language| is_foreign(language, self.base)))
    }

    /// The language of the words of a container.
    pub(super) fn language_of(&self, container: Option<Container>) -> &'a str {
        let (text, book) = (&self.document.language, self.desk.book_language);
        match container {
            Some(Container::Headnote) => book,
            Some(Container::Entry(_)) => self.base,
            Some(Container::Note(note)) => {
                let series = self.document.notes.get(note.0 as usize).map_or(usize::MAX, |note| note.series);
                language_of(self.desk.series, series, text, book)
            }
            Some(Container::Title | Container::Body) | None => text,
        }
    }

    /// A placeholder for which of several equal words is meant.
    pub(super) fn ordinal(&mut self, ordinal: Ordinal) {
        let id = (self.document.ordinals.len() + self.ordinals.len()) as u32;
        self.out.marked(PLACEHOLDER, &[MarkKind::Ordinal(crate::model::apparatus::OrdinalId(id))]);
        self.ordinals.push(ordinal);
    }

    /// Whether an entry names those who read its lemma.
    pub(super) fn is_positive(&self, entry: &Entry) -> bool {
        self.series.kind == SeriesKind::Apparatus && self.prints_positive(entry)
    }

    /// Whether an entry stands among those that name them, and has their signs.
    fn prints_positive(&self, entry: &Entry) -> bool {
        entry.form.or(self.series.form).unwrap_or(self.style.form) == Form::Positive
    }
}

/// Who has a reading, each by its siglum who is counted among several.
fn written_out(entry: &Entry, index: usize) -> Vec<Cited> {
    let support = &entry.readings[index].support;
    let several = |cited: &Cited| matches!(cited.who, Who::Others | Who::All | Who::Manuscripts);
    let named = |id: SiglumId| support.iter().any(|cited| cited.who == Who::Siglum(id));
    let counted = entry.tally.readings.get(index).into_iter().flatten().copied().filter(|id| !named(*id));
    let mut counted: Vec<Cited> = counted.map(Cited::of).collect();
    let mut all = vec![];
    for cited in support {
        match several(cited) && !counted.is_empty() {
            true => all.append(&mut counted),
            false => all.push(cited.clone()),
        }
    }
    all
}

/// The marks of a part in a face and, if one is given, in another language than its note; the outer first.
pub(super) fn part_marks(part: Part, face: FaceStyle, foreign: Option<&str>) -> Vec<MarkKind> {
    let mut marks = vec![MarkKind::Part(part)];
    marks.extend(foreign.map(|language| MarkKind::Language(language.to_owned())));
    marks.extend(face_marks(face));
    marks
}

/// Whether a face slopes.
pub(super) fn is_slanted(face: FaceStyle) -> bool {
    matches!(face, FaceStyle::Italic | FaceStyle::BoldItalic)
}

/// The words of a text in Greek letters, those side by side as one.
pub(super) fn greek_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = vec![];
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let start = at;
        at += word.len();
        let mut of_word = word.char_indices().filter(|(_, c)| is_greek(*c));
        let (Some(first), Some((last, c))) = (of_word.clone().next(), of_word.next_back()) else { continue };
        let end = last + c.len_utf8();
        // An accent is of its letter, and the sign of elision of its word.
        let of_letter = |c: char| is_combining_mark(c) || matches!(c, '’' | '\'' | '\u{2bc}');
        let rest = word[end..].trim_start_matches(of_letter).len();
        let own = start + first.0..start + word.len() - rest;
        match runs.last_mut().filter(|run| text[run.end..own.start].trim().is_empty()) {
            Some(run) => run.end = own.end,
            None => runs.push(own),
        }
    }
    runs
}

/// The marks of a face.
fn face_marks(face: FaceStyle) -> Vec<MarkKind> {
    match face {
        FaceStyle::Regular => vec![],
        FaceStyle::Italic => vec![MarkKind::Emphasis],
        FaceStyle::Bold => vec![MarkKind::Strong],
        FaceStyle::BoldItalic => vec![MarkKind::Strong, MarkKind::Emphasis],
        FaceStyle::SmallCaps => vec![MarkKind::SmallCaps],
    }
}
