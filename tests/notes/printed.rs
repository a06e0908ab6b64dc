//! `tests/apparatus/printed-*/cases.md`: entries of an apparatus as the three presets print them, in the negative
//! form and where it differs in the positive. `N` stands for the lines, `^` before what is superior, `°` behind
//! words that may have to be told from others in their line; with `faces` `_italic_`, `*bold*`, `+small capitals+`,
//! and `{la|…}` for words of another language than the note's.
//!
//! A case is a title and lines: `- text NAME`, `- in force A B`, `- group β = B C`, `- style key = value`,
//! `- language en` (the book's), `- faces`, `` - entry c:1 on `words`: ``source`` `` (`(point) words` for a point
//! behind them, `(before) words` for one before them, `in c:1/1` for a variant of a reading),
//! `- c:1 agree: A; lacking: B`, `- c:1 form positive`, `- c:1 shows 2` for a copy.

use super::{cases, compare};
use edition::apparatus;
use edition::diag::Diagnostics;
use edition::model::apparatus::{
    Copied, Entry, EntryId, Form, Layer, SeriesKind, Sigla, Siglum, SiglumId, SiglumKind, Tally, Within,
};
use edition::model::document::{Container, Document, Edition, MarkStyle, NoteSeries};
use edition::model::text::{BlockKind, Mark, MarkKind, Text};
use edition::read::apparatus as grammar;
use edition::source::{Sources, Span};
use edition::style::Style;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::PathBuf;

const PRESETS: [&str; 3] = ["teubner", "oxford", "bude"];

/// Sigla in the order of the conspectus.
const SIGLA: [(&str, SiglumKind); 14] = [
    ("A", SiglumKind::Manuscript),
    ("A²", SiglumKind::Hand),
    ("B", SiglumKind::Manuscript),
    ("B²", SiglumKind::Hand),
    ("β", SiglumKind::Group),
    ("C", SiglumKind::Manuscript),
    ("D", SiglumKind::Manuscript),
    ("E", SiglumKind::Manuscript),
    ("Vat", SiglumKind::Manuscript),
    ("Bentley", SiglumKind::Scholar),
    ("Quill", SiglumKind::Scholar),
    ("Ferry", SiglumKind::Scholar),
    ("Ald", SiglumKind::Edition),
    ("Test", SiglumKind::Source),
];

/// One case as it is written.
struct Case<'a> {
    title: &'a str,
    lines: Vec<&'a str>,
}

impl<'a> Case<'a> {
    /// What stands behind `key` on the lines that begin with it.
    fn all(&self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.lines.iter().filter_map(move |line| line.strip_prefix(key)).map(str::trim)
    }

    fn sigla(&self) -> Sigla {
        let mut sigla = Sigla::default();
        for (siglum, kind) in SIGLA {
            let hand_of = (kind == SiglumKind::Hand).then(|| SiglumId(sigla.list.len() as u32 - 1));
            let (siglum, title) = (siglum.to_owned(), siglum.to_owned());
            sigla.list.push(Siglum {
                siglum,
                title,
                kind,
                date: None,
                heading: None,
                group: None,
                hand_of,
                xml_id: None,
                span: None,
            });
        }
        for group in self.all("- group") {
            let (group, members) = group.split_once('=').expect("a group and its members");
            let group = sigla.find(group.trim());
            for member in ids(&sigla, members) {
                sigla.list[member.0 as usize].group = group;
            }
        }
        sigla.in_force = self.all("- in force").flat_map(|names| ids(&sigla, names)).collect();
        sigla
    }

    fn document(&self, texts: &[(&str, Text)], sources: &mut Sources) -> Document {
        let name = self.all("- text").next().expect("a text");
        let body = texts.iter().find(|(known, _)| *known == name).expect("a text of that name").1.clone();
        let mut document = Document { id: "text".into(), language: "en".into(), body, ..Document::default() };
        document.language = self.all("- text language").next().unwrap_or("en").to_owned();
        document.sigla = self.sigla();
        for line in self.all("- entry") {
            let (id, rest) = line.split_once(" on `").expect("an entry");
            let (words, rest) = rest.split_once('`').expect("its words");
            let (how, source) = rest.split_once("``").expect("its source");
            let source = source.trim_end_matches('`');
            let mut entry = read(id, source, &document.sigla, sources);
            if let Some((outer, reading)) = how.split_once("in ").and_then(|(_, place)| place.split_once('/')) {
                let entry_id = document.entries.iter().position(|known| known.id == outer).expect("the outer entry");
                let reading = reading.trim_end_matches([':', ' ']).parse::<usize>().expect("a number") - 1;
                entry.within = Some(Within { entry: EntryId(entry_id as u32), reading });
                entry.lemma = words.to_owned();
            } else {
                place(&mut document, &mut entry, words);
            }
            document.entries.push(entry);
        }
        self.reckon(&mut document);
        document.body.sort_marks();
        document
    }

    /// What accounting knows, as the case says it.
    fn reckon(&self, document: &mut Document) {
        for entry in 0..document.entries.len() {
            let id = format!("- {}", document.entries[entry].id);
            for line in self.lines.iter().filter_map(|line| line.strip_prefix(id.as_str())).map(str::trim) {
                if let Some(agree) = line.strip_prefix("agree:") {
                    let (agree, lacking) = agree.split_once("; lacking:").unwrap_or((agree, ""));
                    let (agree, lacking) = (ids(&document.sigla, agree), ids(&document.sigla, lacking));
                    document.entries[entry].tally = Tally { agree, lacking, readings: vec![] };
                }
                if let Some(form) = line.strip_prefix("form ") {
                    let known = Form::ALL.into_iter().find(|(name, _)| *name == form);
                    document.entries[entry].form = known.map(|(_, form)| form);
                }
                if let Some(numbers) = line.strip_prefix("shows") {
                    let number = |n: &str| n.parse::<usize>().expect("a number") - 1;
                    let readings = numbers.split_whitespace().map(number).collect();
                    document.entries[entry].copies = vec![Copied { series: 2, readings }];
                }
            }
        }
    }

    /// The notes of the case, in each preset and form.
    fn printed(&self, texts: &[(&str, Text)]) -> String {
        let mut out = format!("### {}\n", self.title);
        let faces = self.all("- faces").next().is_some();
        for preset in PRESETS {
            let style = self.style(preset);
            let [negative, positive] =
                [Form::Negative, Form::Positive].map(|form| self.notes(texts, &style, form, faces));
            let _ = writeln!(out, "{preset}\n{negative}");
            if positive != negative {
                let _ = writeln!(out, "{preset} positive\n{positive}");
            }
        }
        out
    }

    fn style(&self, preset: &str) -> Style {
        let mut sources = Sources::default();
        let keys: String = self.all("- style").map(|line| format!("{line}\n")).collect();
        let file = sources.add("style.toml", format!("[apparatus]\npreset = {preset:?}\n{keys}"));
        let mut diagnostics = Diagnostics::default();
        let style = Style::read(&sources, file, &mut diagnostics);
        assert!(diagnostics.iter().next().is_none(), "{}: {diagnostics:?}", self.title);
        style
    }

    fn notes(&self, texts: &[(&str, Text)], style: &Style, form: Form, faces: bool) -> String {
        let mut sources = Sources::default();
        let mut edition = Edition::default();
        edition.book.language = self.all("- language").next().unwrap_or("en").to_owned();
        let series =
            |id: &str, kind| NoteSeries { kind, form: Some(form), ..NoteSeries::new(id, id, MarkStyle::Figures) };
        edition.series = vec![
            series("n", SeriesKind::Notes),
            series("c", SeriesKind::Apparatus),
            series("d", SeriesKind::Apparatus),
            series("f", SeriesKind::Keyed),
        ];
        edition.documents = vec![self.document(texts, &mut sources)];
        apparatus::compose(&mut edition, style);
        let document = &edition.documents[0];
        let notes = document.notes.iter().map(|note| {
            let series = &edition.series[note.series].id;
            format!("  {series}:{} {}\n", note.key, rendered(&note.text, document, faces))
        });
        notes.collect()
    }
}

/// The witnesses of these names; `—` is none.
fn ids(sigla: &Sigla, names: &str) -> Vec<SiglumId> {
    names.split_whitespace().filter_map(|name| sigla.find(name)).collect()
}

fn read(id: &str, source: &str, sigla: &Sigla, sources: &mut Sources) -> Entry {
    let layer = match id.split(':').next() {
        Some("d") => 2,
        Some("f") => 3,
        _ => 1,
    };
    let mut entry = Entry::new(id, Layer::Series(layer));
    if layer == 3 {
        entry.note = Some(Text::plain(source));
        return entry;
    }
    let file = sources.add("entry", source);
    let place = |range: Range<usize>| Span::new(file, range);
    let written = grammar::entry(source, &place, (sigla, "la"), &mut Diagnostics::default());
    (entry.r#type, entry.support, entry.readings) = (written.r#type, written.support, written.readings);
    entry.note = written.note.map(|range| {
        let mut note = Text::default();
        source[range].split('¶').for_each(|block| {
            note.push_block(BlockKind::Paragraph, block.trim());
        });
        note
    });
    entry
}

/// Puts an entry on its words: `a … b` in parts, `(point) a` behind `a`, `(before) a` before it, `a#2` on the second.
fn place(document: &mut Document, entry: &mut Entry, words: &str) {
    let id = EntryId(document.entries.len() as u32);
    entry.place = Some(Container::Body);
    let (words, before) = words.strip_prefix("(before) ").map_or((words, false), |words| (words, true));
    let (words, point) = words.strip_prefix("(point) ").map_or((words, before), |words| (words, true));
    let mut ranges = vec![];
    for part in words.split(" … ") {
        let (part, nth) = part.split_once('#').map_or((part, 1), |(part, nth)| (part, nth.parse().expect("a number")));
        let found = find(&document.body.string, part, nth);
        ranges.push(match (point, before) {
            (true, true) => found.start..found.start,
            (true, false) => found.end..found.end,
            _ => found,
        });
    }
    if !point {
        let parts = ranges.iter().map(|range| document.body.string[range.clone()].replace('\n', " "));
        entry.lemma = parts.collect::<Vec<_>>().join(" … ");
    }
    document.body.marks.extend(ranges.into_iter().map(|range| Mark { range, kind: MarkKind::Entry(id) }));
}

/// Where words stand the `nth` time; punctuation aside, whole words.
fn find(text: &str, words: &str, nth: usize) -> Range<usize> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let inside = |c: char| c.is_alphanumeric() || c == '’' || c == '\'';
    let all: Vec<&str> = text.split(|c| !inside(c)).filter(|word| !word.is_empty()).collect();
    let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let found = all.windows(words.len()).filter(|window| *window == words.as_slice()).nth(nth - 1);
    match found {
        Some(window) => place(window[0])..place(window[words.len() - 1]) + window[words.len() - 1].len(),
        None => {
            let at = text.find(&words.join(" ")).unwrap_or_else(|| panic!("{words:?} in {text:?}"));
            at..at + words.join(" ").len()
        }
    }
}

/// A note in plain characters.
fn rendered(text: &Text, document: &Document, faces: bool) -> String {
    let mut out = String::new();
    for block in 0..text.blocks.len() {
        out.push_str(if block > 0 { " ¶ " } else { "" });
        for run in text.runs(block) {
            let kinds = || run.marks.iter().map(|mark| &text.marks[*mark].kind);
            let has = |kind: &MarkKind| kinds().any(|known| known == kind);
            if kinds().any(|kind| matches!(kind, MarkKind::Key(_))) {
                out.push_str("N ");
            } else if let Some(MarkKind::Ordinal(id)) = kinds().find(|kind| matches!(kind, MarkKind::Ordinal(_))) {
                let ordinal = &document.ordinals[id.0 as usize];
                assert!(document.text(ordinal.container).is_some_and(|text| text.string.len() >= ordinal.range.end));
                out.push(if ordinal.home.is_some() { '→' } else { '°' });
            } else {
                let words = text.string[run.range.clone()].replace('\u{a0}', " ").replace('\u{202f}', "^");
                let words =
                    if has(&MarkKind::Superscript) && !words.starts_with('^') { format!("^{words}") } else { words };
                let signs = [(MarkKind::Emphasis, "_"), (MarkKind::Strong, "*"), (MarkKind::SmallCaps, "+")];
                let signs: String =
                    signs.iter().filter(|(kind, _)| faces && has(kind)).map(|(_, sign)| *sign).collect();
                let mut language = kinds().filter_map(|kind| match kind {
                    MarkKind::Language(tag) if faces => Some(tag),
                    _ => None,
                });
                let words = format!("{signs}{words}{signs}");
                out.push_str(&language.next_back().map_or(words.clone(), |tag| format!("{{{tag}|{words}}}")));
            }
        }
    }
    out
}

/// The texts that stand before the first case: `**Text name**` and a quotation, a verse on each line.
fn texts(head: &str) -> Vec<(&str, Text)> {
    let mut all: Vec<(&str, Text)> = vec![];
    for line in head.lines() {
        if let Some(name) = line.strip_prefix("**Text ").and_then(|rest| rest.split("**").next()) {
            all.push((name, Text::default()));
        } else if let Some((words, (_, text))) = line.strip_prefix("> ").zip(all.last_mut()) {
            let kind = if line.ends_with("  ") { BlockKind::Verse } else { BlockKind::Paragraph };
            text.push_block(kind, words.trim());
        }
    }
    all
}

#[test]
fn every_entry_is_printed_as_expected() {
    let mut differences = String::new();
    let printed = |folder: &PathBuf| folder.file_name().is_some_and(|n| n.to_string_lossy().starts_with("printed-"));
    for folder in cases("apparatus").into_iter().filter(printed) {
        let input = std::fs::read_to_string(folder.join("cases.md")).expect("cases.md");
        let mut parts = input.split("\n### ");
        let texts = texts(parts.next().unwrap_or_default());
        let mut out = String::new();
        for part in parts {
            let mut lines = part.lines();
            let case = Case { title: lines.next().unwrap_or_default(), lines: lines.collect() };
            out.push_str(&case.printed(&texts));
        }
        differences.extend(compare(&folder, &out));
    }
    assert!(differences.is_empty(), "{differences}");
}
