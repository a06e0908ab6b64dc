//! Entries of the apparatus: an `app` with its lemma and its readings.

use super::blocks::Shape;
use super::element::{Element, word};
use super::source::without_ids;
use super::text::Flow;
use super::writing::{Lacking, Marked, Writing};
use crate::model::apparatus::{Cited, Entry, EntryId, Form, Hand, Layer, SiglumId};
use crate::model::document::Container;
use crate::model::text::{Mark, MarkKind, Text};
use std::ops::Range;

impl Writing<'_> {
    /// The element of an entry.
    fn app(&mut self, id: EntryId, entry: &Entry) -> Element {
        let mut element = Element::new("app");
        element = element.with_some("xml:id", self.give(self.ids.entry(self.index, id)));
        // a number of the source stays: then the id tells the name
        if !entry.id.is_empty() && !entry.attributes.iter().any(|(name, _)| name == "n") {
            element = element.with("n", entry.id.clone());
        }
        let plain = |word: &String| !word.is_empty() && (entry.layer != Layer::Emendation || word != "emendation");
        let r#type = entry.r#type.as_deref().map(word).filter(plain);
        element = match entry.layer {
            Layer::Emendation => element.with("type", "emendation").with_some("subtype", r#type),
            Layer::Series(_) => element.with_some("type", r#type),
        };
        element = element.with_some("ana", self.series(entry.layer));
        let form = entry.form.map(|form| match form {
            Form::Negative => "negative",
            Form::Positive => "positive",
        });
        let mut own = self.adapted(&entry.attributes);
        own.retain(|(name, _)| name != "xml:id");
        element.with_some("rend", form).joining("rend", &mut own).joining("ana", &mut own).filled(&own)
    }

    /// Opens an entry whose lemma is in the text: what comes is the lemma.
    pub(super) fn open_entry(&mut self, id: EntryId) {
        let Some(entry) = self.document.entries.get(id.0 as usize) else { return };
        self.entered.insert(id);
        self.app(id, entry).open(&mut self.xml);
        self.open_groups(entry, None);
        if !is_bare(entry) {
            self.lem(entry).open(&mut self.xml);
        }
    }

    /// Closes it behind the lemma, with all that it says.
    pub(super) fn close_entry(&mut self, id: EntryId) {
        let Some(entry) = self.document.entries.get(id.0 as usize) else { return };
        if !is_bare(entry) {
            self.xml.close();
        }
        self.rest_of_entry(id, entry);
    }

    /// What follows the lemma.
    fn rest_of_entry(&mut self, id: EntryId, entry: &Entry) {
        self.details(&entry.support, id);
        self.close_groups(entry, None);
        self.readings(id, entry);
        self.notes_of_entry(id, entry);
        self.xml.close();
    }

    /// The lemma's element, without words.
    fn lem(&mut self, entry: &Entry) -> Element {
        // where the source has no lemma the first reading is text
        let borrowed = entry.lemma_attributes.iter().any(|(name, _)| name == "#rdg");
        let mut element = Element::new(if borrowed { "rdg" } else { "lem" });
        element = self.supported(element, &entry.support);
        if borrowed && self.method == super::method::Method::EndPoint {
            element = element.adding("ana", &self.category("reading.text"));
        }
        if let Hand::Rule(rule) = entry.hand {
            element = element.adding("resp", &format!("#{}", super::ids::ncname(&format!("rules.{rule}"))));
        }
        let own = self.adapted(&entry.lemma_attributes);
        if let Some((_, held)) = entry.lemma_attributes.iter().find(|(name, _)| name == "#before") {
            element.inside[0] = self.as_source(held).into_owned();
        }
        self.as_written(element, &entry.lemma_attributes).filled(&own)
    }

    /// Leaves out whom the source names as it is written, where that is otherwise than by the ids of their kinds. Several
    /// documents of one file have ids of their own, by which names without `#` lead nowhere.
    pub(super) fn as_written(&self, mut element: Element, attributes: &[(String, String)]) -> Element {
        let told = |name: &str| matches!(name, "wit" | "resp" | "source");
        let bare = |(name, value): &(String, String)| {
            told(name) && value.split_ascii_whitespace().any(|token| !token.starts_with('#'))
        };
        let leads = !self.ids.are_shared() || !attributes.iter().any(bare);
        if leads && attributes.iter().any(|(name, _)| name == "#as-written") {
            element.attributes.retain(|(name, _)| !told(name));
        }
        element
    }

    /// What the editor says of it.
    fn notes_of_entry(&mut self, id: EntryId, entry: &Entry) {
        let covered = self.covered(id);
        let of_line = entry.attributes.iter().any(|(name, _)| name == UNFOUND);
        if !of_line && !entry.lemma.is_empty() && covered.is_some_and(|covered| covered != entry.lemma) {
            self.xml.leaf("note", &[("type", "lemma")], &entry.lemma);
        }
        if let Some(reason) = &entry.reason {
            self.xml.leaf("note", &[("type", "reason")], reason);
        }
        let Some(note) = &entry.note else { return };
        for (index, (blocks, attributes)) in notes_in(note).into_iter().enumerate() {
            let mut text = super::standoff::part(note, blocks);
            if let Some(mark) = super::joined::of_note(&text).map(|(mark, _)| mark) {
                text.marks.remove(mark);
            }
            let element = self.kept("note", attributes);
            element.open(&mut self.xml);
            self.depth += 1;
            let key = if index == 0 { format!("e{}-", id.0) } else { format!("e{}-n{index}-", id.0) };
            let mut flow = self.flow_of(&text, Container::Entry(id), key);
            self.blocks(&mut flow, Shape::Blocks);
            self.depth -= 1;
            self.xml.close();
        }
    }

    /// The words that the marks of an entry cover; `None` where it has none in what is written.
    pub(super) fn covered(&self, id: EntryId) -> Option<String> {
        let words = |(container, number): &(Container, usize)| {
            let text = self.document.text(*container)?;
            let mark = text.marks.get(*number)?;
            Some(text.string[mark.range.clone()].replace(['\n', '\u{2028}'], " "))
        };
        let stands = self.stands(Marked::Entry(id));
        let parts = stands.iter().filter_map(words).filter(|part| !part.is_empty());
        (!stands.is_empty()).then(|| parts.collect::<Vec<_>>().join(" … "))
    }

    /// Whether entries are left that do not stand in the text.
    pub(super) fn has_more_entries(&self) -> bool {
        self.document.entries.len() > self.entered.len()
    }

    /// Writes the entries that are left, each beside the text, with where it stands if that is known.
    pub(super) fn rest_of_entries(&mut self) {
        for id in (0..self.document.entries.len() as u32).map(EntryId) {
            if self.entered.insert(id) {
                self.entry_beside(id);
            }
        }
    }

    /// Writes an entry beside the text.
    pub(super) fn entry_beside(&mut self, id: EntryId) {
        let entry = &self.document.entries[id.0 as usize];
        let mut element = self.app(id, entry);
        let parts = self.count(Marked::Entry(id));
        let ends = |part: usize| self.ends(Marked::Entry(id), part).map(|end| format!("#{end}"));
        if parts > 0 && !self.is_placed(id) {
            let [from, to] = ends(0);
            element = element.with("from", from).with("to", to);
        }
        if let Some(within) = &entry.within {
            let reading = self.reading_id(within.entry, within.reading);
            element = element.with("corresp", format!("#{reading}"));
        }
        let part_id = |part: usize| self.part_id(id, entry, part);
        let told = |name: &str, id: &str| {
            let mut own = entry.attributes.iter().filter(|(own, _)| own == name);
            own.any(|(_, value)| value == id)
        };
        if parts > 1 && !told("next", &part_id(1)) {
            element = element.with("next", format!("#{}", part_id(1)));
        }
        let first = element.value("xml:id").map(str::to_owned);
        if parts > 1 && self.parts_of_source(id, entry, &element) {
            return;
        }
        element.open(&mut self.xml);
        self.open_groups(entry, None);
        if !is_bare(entry) && !is_placed_alone(entry) {
            let lem = self.lem(entry);
            match entry.lemma_attributes.iter().find(|(name, _)| name == "#inside") {
                Some((_, inside)) => {
                    let inside = [self.as_source(inside).into_owned(), String::new()];
                    Element { inside, ..lem }.empty(&mut self.xml);
                }
                None => {
                    let words = self.words_beside(id, entry);
                    lem.leaf(&mut self.xml, &words);
                }
            }
        }
        self.rest_of_entry(id, entry);
        self.xml.newline();
        for part in 1..parts {
            let [from, to] = self.ends(Marked::Entry(id), part).map(|end| format!("#{end}"));
            let id_of = |part: usize| match (part, &first) {
                (0, Some(first)) => first.clone(),
                _ => self.part_id(id, entry, part),
            };
            let element = Element::new("app").with("xml:id", id_of(part)).with("from", from).with("to", to);
            let element = element.with("prev", format!("#{}", id_of(part - 1)));
            let next = (part + 1 < parts).then(|| format!("#{}", id_of(part + 1)));
            element.with_some("next", next).empty(&mut self.xml);
            self.xml.newline();
        }
    }

    /// Writes the parts of an entry as the source has them, each saying something; whether it has them so.
    fn parts_of_source(&mut self, id: EntryId, entry: &Entry, first: &Element) -> bool {
        let said = |wanted: &'static str| entry.attributes.iter().filter(move |(name, _)| name == wanted);
        let (Some((_, inner)), parts) = (said("#first").next(), self.count(Marked::Entry(id))) else { return false };
        let inner_entries = self.inner.keys().any(|(entry, _)| *entry == id);
        if inner_entries || said("#said").count() + 1 != parts {
            return false;
        }
        first.open(&mut self.xml);
        self.raw(&without_ids(inner));
        first.close(&mut self.xml);
        self.xml.newline();
        for (part, (_, source)) in (1..).zip(said("#said")) {
            let [from, to] = self.ends(Marked::Entry(id), part);
            let source = without_ids(source);
            let source = self.as_source(&source).into_owned();
            let (name, rest) = source.split_at(source.find([' ', '\n', '\t', '\r', '>', '/']).unwrap_or_default());
            let tag = rest.split('>').next().unwrap_or_default();
            let placed = [" from=", " to="].iter().any(|name| tag.contains(name));
            match placed {
                true => self.xml.raw(&format!("{name}{rest}")),
                false => self.xml.raw(&format!("{name} from=\"#{from}\" to=\"#{to}\"{rest}")),
            }
            self.xml.newline();
        }
        true
    }

    /// Whether both ends of the lemma of an entry are elements of the source, or it says which line alone.
    pub(super) fn is_placed(&self, id: EntryId) -> bool {
        let entry = self.document.entries.get(id.0 as usize);
        let said =
            entry.is_some_and(|entry| entry.attributes.iter().any(|(name, _)| name == "#placed" || name == UNFOUND));
        said && self.count(Marked::Entry(id)) == 1
    }

    /// The id of a further part of an entry: its source's, or one of ours.
    fn part_id(&self, id: EntryId, entry: &Entry, part: usize) -> String {
        let named = entry.attributes.iter().filter(|(name, _)| name == "#part").nth(part - 1);
        match named.filter(|(_, own)| !own.is_empty()) {
            Some((_, own)) => self.own(own),
            None => self.own(&format!("_a{}-{part}", id.0)),
        }
    }

    /// The words of a lemma where it stands beside the text.
    fn words_beside(&self, id: EntryId, entry: &Entry) -> String {
        self.covered(id).unwrap_or_else(|| entry.lemma.clone())
    }

    /// Says that a witness is lacking from here, or has the text again.
    pub(super) fn lacuna(&mut self, siglum: SiglumId, flow: &Flow<'_>, mark: usize, end: usize) {
        let says = Lacking::turns(flow.text, mark);
        if self.method == super::method::Method::EndPoint {
            let ends = self.mark_ends(flow, mark);
            if let Some(id) = self.give(ends[end].clone()) {
                self.xml.empty("anchor", &[("xml:id", &id)]);
            }
            if end == 0 {
                self.lacunae.push(Lacking { siglum, ends, says });
            }
            return;
        }
        if let Some(name) = says[end] {
            self.lacking(siglum, Element::new("app").with("type", "lacuna"), &[name]);
        }
    }

    /// Writes an entry that says where a witness is lacking.
    pub(super) fn lacking(&mut self, siglum: SiglumId, app: Element, says: &[&str]) {
        app.open(&mut self.xml);
        let rdg = self.supported(Element::new("rdg"), &[Cited::of(siglum)]);
        rdg.open(&mut self.xml);
        says.iter().for_each(|name| self.xml.empty(name, &[]));
        rdg.close(&mut self.xml);
        self.xml.close();
    }
}

/// Says of an entry that its words are not found in the line that it names.
const UNFOUND: &str = "#unfound";

/// What an element of the source says, by the attribute's name.
type Said<'t> = &'t [(String, String)];

/// The notes of which the source has made one: their blocks, and what their elements say.
fn notes_in(note: &Text) -> Vec<(Range<usize>, Said<'_>)> {
    let mut notes = vec![];
    for mark in &note.marks {
        let MarkKind::Foreign { name, attributes } = &mark.kind else { continue };
        let first = note.blocks.partition_point(|block| block.range.end < mark.range.start);
        let end = note.blocks.partition_point(|block| block.range.start <= mark.range.end);
        let whole = note.blocks.get(first).is_some_and(|block| block.range.start == mark.range.start)
            && end > first
            && note.blocks[end - 1].range.end == mark.range.end;
        let next = notes.last().map_or(0, |(before, _): &(Range<usize>, Said<'_>)| before.end);
        if name == "note" && whole && first == next {
            notes.push((first..end, attributes.as_slice()));
        }
    }
    if notes.last().is_some_and(|(blocks, _)| blocks.end == note.blocks.len()) {
        return notes;
    }
    vec![(0..note.blocks.len(), &[])]
}

/// Whether an entry stands without a lemma: it only says who carries a passage.
fn is_bare(entry: &Entry) -> bool {
    entry.silent && entry.lemma.is_empty() && entry.lemma_attributes.is_empty() && entry.support.is_empty()
}

/// Whether the source of an entry beside the text has the place of its lemma alone.
fn is_placed_alone(entry: &Entry) -> bool {
    entry.support.is_empty() && entry.lemma_attributes.iter().any(|(name, _)| name == "#none")
}

/// A text of words with marks on them, as readings have them.
pub(super) fn words_with(words: &str, marks: &[Mark]) -> Text {
    let mut text = Text::plain(words);
    text.marks = marks.to_vec();
    text.sort_marks();
    text
}
