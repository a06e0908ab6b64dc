//! Readings, who has them, and what an entry says among them.

use super::element::{Element, word};
use super::entries::words_with;
use super::writing::Writing;
use crate::model::apparatus::{
    Cited, Doubt, Entry, EntryId, How, Layer, Move, Reading, ReadingKind, SiglumKind, State, Who,
};
use crate::model::document::Container;
use crate::model::text::{Mark, MarkKind};
use std::collections::BTreeMap;

impl Writing<'_> {
    /// Writes the readings of an entry with their groups and what stands among them.
    pub(super) fn readings(&mut self, id: EntryId, entry: &Entry) {
        for (index, reading) in entry.readings.iter().enumerate() {
            self.beside(entry, index);
            self.open_groups(entry, Some(index));
            self.reading(id, index, reading);
            self.details(&reading.support, id);
            self.close_groups(entry, Some(index));
        }
        self.beside(entry, entry.readings.len());
    }

    /// What the source says of an entry that the model does not know, behind so many readings.
    fn beside(&mut self, entry: &Entry, after: usize) {
        for beside in entry.beside.iter().filter(|beside| beside.after == after) {
            self.raw(&beside.xml);
        }
    }

    /// Opens the groups that begin with a reading, or with the lemma.
    pub(super) fn open_groups(&mut self, entry: &Entry, reading: Option<usize>) {
        for group in &entry.groups {
            let begins = match reading {
                None => group.lemma,
                Some(index) => !group.lemma && group.readings.start == index && !group.readings.is_empty(),
            };
            if begins {
                let element = self.kept("rdgGrp", &group.attributes);
                element.open(&mut self.xml);
            }
        }
    }

    /// Closes the groups that end with it.
    pub(super) fn close_groups(&mut self, entry: &Entry, reading: Option<usize>) {
        let ends = |group: &&crate::model::apparatus::ReadingGroup| match reading {
            None => group.lemma && group.readings.is_empty(),
            Some(index) => group.readings.end == index + 1 && !group.readings.is_empty(),
        };
        for _ in entry.groups.iter().filter(ends) {
            self.xml.close();
        }
    }

    /// The id of a reading.
    pub(super) fn reading_id(&self, entry: EntryId, reading: usize) -> String {
        let written = self.document.entries.get(entry.0 as usize).and_then(|entry| entry.readings.get(reading));
        let written = written.and_then(|reading| reading.attributes.iter().find(|(name, _)| name == "xml:id"));
        match written {
            Some((_, id)) => self.own(id),
            None => self.own(&format!("_r{}-{reading}", entry.0)),
        }
    }

    fn reading(&mut self, id: EntryId, index: usize, reading: &Reading) {
        let mut element = self.supported(Element::new("rdg"), &reading.support);
        let inherited = reading.attributes.iter().any(|(name, _)| name == "#of-group");
        let r#type = reading.r#type.as_deref().filter(|_| !inherited).map(word);
        element = element.with_some("type", r#type.filter(|word| !word.is_empty()));
        // The lemma of an emendation of spaces is a space, which is none any more when it is read.
        let is_spacing =
            |entry: &Entry| entry.layer == Layer::Emendation && bare(&entry.lemma).eq(bare(&reading.words));
        let of_point = |entry: &Entry| entry.lemma.is_empty() || is_spacing(entry);
        let is_point = self.document.entries.get(id.0 as usize).is_some_and(of_point)
            || self.covered(id).is_some_and(|words| words.is_empty());
        for category in categories(reading, is_point) {
            element = element.adding("ana", &self.category(&format!("reading.{category}")));
        }
        if reading.how == Some(How::Doubtfully) || reading.doubt.is_some() {
            element = element.with("cert", "low");
        }
        let mut own = self.adapted(&reading.attributes);
        let written = own.iter().position(|(name, _)| name == "xml:id").map(|at| own.remove(at).1);
        let (marks, apart) = self.within(id, index, reading);
        let wanted = apart.then(|| self.reading_id(id, index));
        element = element.with_some("xml:id", written.or(wanted).and_then(|id| self.give(id)));
        element = self.as_written(element, &reading.attributes).joining("ana", &mut own).filled(&own);
        element.inside = inside(&reading.attributes).map(|xml| self.as_source(&xml).into_owned());
        element.open(&mut self.xml);
        match reading.kind {
            ReadingKind::Lacuna if own_gap(reading) => self.xml.empty("gap", &[("reason", "lacuna")]),
            ReadingKind::Illegible if own_gap(reading) => self.xml.empty("gap", &[("reason", "illegible")]),
            _ => {}
        }
        let swapped = self.swapped(id, reading);
        let text = words_with(swapped.as_deref().unwrap_or(&reading.words), &marks);
        let mut flow = self.flow_of(&text, Container::Entry(id), format!("e{}-r{index}-", id.0));
        self.depth += 1;
        self.block(&mut flow, 0);
        self.depth -= 1;
        if let ReadingKind::Transposition(Move::After(words) | Move::Before(words)) = &reading.kind {
            self.xml.leaf("note", &[("type", "move")], words);
        }
        element.close(&mut self.xml);
    }

    /// The words of a lemma in the other order, of a reading that transposes them: without these other programs would take
    /// it for an omission.
    fn swapped(&self, id: EntryId, reading: &Reading) -> Option<String> {
        let is_bare = reading.kind == ReadingKind::Transposition(Move::Swap) && reading.words.is_empty();
        let entry = self.document.entries.get(id.0 as usize).filter(|_| is_bare)?;
        match entry.lemma.split_whitespace().collect::<Vec<_>>()[..] {
            [one, other] => Some(format!("{other} {one}")),
            _ => None,
        }
    }

    /// The marks of a reading with those of entries on its words, and whether entries on it stand elsewhere.
    fn within(&self, id: EntryId, index: usize, reading: &Reading) -> (Vec<Mark>, bool) {
        let mut marks = reading.marks.clone();
        let mut apart = false;
        for inner in self.inner.get(&(id, index)).into_iter().flatten().copied() {
            let Some(entry) = self.document.entries.get(inner.0 as usize) else { continue };
            if marks.iter().any(|mark| mark.kind == MarkKind::Entry(inner)) {
                continue;
            }
            let mut found = reading.words.match_indices(entry.lemma.as_str()).map(|(at, words)| at..at + words.len());
            let place = found.next().filter(|range| found.next().is_none() && !range.is_empty());
            let free = place.filter(|range| {
                let lemmata = marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Entry(_)));
                lemmata.clone().all(|mark| mark.range.end <= range.start || mark.range.start >= range.end)
            });
            match free.filter(|_| self.method == super::method::Method::Segmentation && self.depth < 8) {
                Some(range) => marks.push(Mark { range, kind: MarkKind::Entry(inner) }),
                None => apart = true,
            }
        }
        (marks, apart)
    }

    /// The element of a lemma or a reading with who has it.
    pub(super) fn supported(&mut self, element: Element, support: &[Cited]) -> Element {
        let mut element = element;
        for cited in support {
            let (attribute, pointer) = self.who(cited.who);
            element = element.adding(attribute, &pointer);
        }
        element
    }

    fn who(&mut self, who: Who) -> (&'static str, String) {
        let together = |name: &str| ("wit", format!("#who.{name}"));
        match who {
            Who::Siglum(id) => {
                let kind = self.document.sigla.get(id).map(|siglum| siglum.kind);
                let attribute = match kind {
                    Some(SiglumKind::Scholar) => "resp",
                    Some(SiglumKind::Source) => "source",
                    _ => "wit",
                };
                (attribute, format!("#{}", self.ids.siglum(self.index, id)))
            }
            Who::Editor => {
                self.used.insert("who.editor".into());
                ("resp", "#who.editor".into())
            }
            Who::Manuscripts => {
                self.used.insert("who.codd".into());
                together("codd")
            }
            Who::Others => {
                self.used.insert("who.cett".into());
                together("cett")
            }
            Who::All => {
                self.used.insert("who.all".into());
                together("all")
            }
            Who::Editions => {
                self.used.insert("who.edd".into());
                together("edd")
            }
        }
    }

    /// What of each witness has a lemma or a reading, and what is remarked on it.
    pub(super) fn details(&mut self, support: &[Cited], id: EntryId) {
        let mut named: BTreeMap<Who, usize> = BTreeMap::new();
        support.iter().for_each(|cited| *named.entry(cited.who).or_default() += 1);
        for cited in support {
            self.detail(cited, named[&cited.who] > 1, id);
            self.left_out(cited);
        }
    }

    /// Those whom several leave out who are named together.
    fn left_out(&mut self, cited: &Cited) {
        if cited.except.is_empty() {
            return;
        }
        let mut element = Element::new("witDetail");
        for id in &cited.except {
            let (_, pointer) = self.who(Who::Siglum(*id));
            element = element.adding("wit", &pointer);
        }
        element = element.adding("ana", &self.category("support.except"));
        let (_, of) = self.who(cited.who);
        element.with("corresp", of).empty(&mut self.xml);
    }

    /// What of one has it, and what is remarked on that; `twice` says that it is named again.
    fn detail(&mut self, cited: &Cited, twice: bool, id: EntryId) {
        let remark = remark_of(cited);
        let said = cited.attributes.iter().any(|(name, _)| name != BY_HAND);
        let plain = cited.states.is_empty() && remark.is_empty() && cited.deed.is_none() && !said;
        // several documents of one file have ids of their own, by which names without `#` lead nowhere
        let bare = |wit: &str| wit.split_ascii_whitespace().any(|token| !token.starts_with('#'));
        let leads = |wit: &str| !self.ids.are_shared() || !bare(wit);
        let named_before = cited.attributes.iter().any(|(name, wit)| name == "#shared" && leads(wit));
        if plain && !twice || named_before {
            return;
        }
        let mut own = self.adapted(&cited.attributes);
        let written = own.iter().position(|(name, _)| name == "wit").map(|at| own.remove(at).1);
        let written = written.filter(|wit| leads(wit));
        let (_, pointer) = self.who(cited.who);
        let mut element = Element::new("witDetail").with("wit", written.unwrap_or(pointer));
        for state in &cited.states {
            let name = match state {
                State::Own(_, standing) => {
                    format!("state.{}.{}", standing.name(), self.document.sigla.state_name(*state))
                }
                _ => format!("state.{}", self.document.sigla.state_name(*state)),
            };
            element = element.adding("ana", &self.category(&name));
        }
        if let Some(deed) = cited.deed {
            element = element.adding("ana", &self.category(&format!("deed.{}", deed.name())));
        }
        element = element.filled(&own);
        if let Some((_, inside)) = cited.attributes.iter().find(|(name, _)| name == "#inside") {
            element.inside[0] = self.as_source(inside).into_owned();
            return element.empty(&mut self.xml);
        }
        // Sigla of a remark are words of it.
        let marks = cited.marks.iter().filter(|mark| !matches!(mark.kind, MarkKind::Part(_))).cloned();
        let marks: Vec<Mark> = marks.collect();
        if remark.is_empty() {
            element.empty(&mut self.xml);
        } else if marks.is_empty() {
            element.leaf(&mut self.xml, remark);
        } else {
            element.open(&mut self.xml);
            let text = words_with(remark, &marks);
            let mut flow = self.flow_of(&text, Container::Entry(id), format!("e{}-d-", id.0));
            self.block(&mut flow, 0);
            element.close(&mut self.xml);
        }
    }
}

/// The attribute that holds of a remark what the reading says itself.
const BY_HAND: &str = "#hand";

/// What is remarked on a witness beside the hand, which the reading names.
fn remark_of(cited: &Cited) -> &str {
    let remark = cited.remark.as_deref().unwrap_or_default();
    let hand = cited.attributes.iter().find(|(name, _)| name == BY_HAND);
    let rest = hand.and_then(|(_, hand)| remark.strip_prefix(&**hand));
    rest.map_or(remark, |rest| rest.strip_prefix("; ").unwrap_or(rest))
}

/// Whether the source does not say itself what is missing.
fn own_gap(reading: &Reading) -> bool {
    let says = |mark: &Mark| matches!(&mark.kind, MarkKind::Foreign { .. });
    !reading.marks.iter().any(says) && !reading.attributes.iter().any(|(name, _)| name.starts_with('#'))
}

/// What the source has inside the element before and behind the words.
fn inside(attributes: &[(String, String)]) -> [String; 2] {
    ["#before", "#after"].map(|wanted| {
        attributes.iter().find(|(name, _)| name == wanted).map(|(_, xml)| xml.clone()).unwrap_or_default()
    })
}

/// Whether words look like an editor's, as `om.` does.
fn is_keyword(words: &str) -> bool {
    words.ends_with('.') && words.len() < 12 || words.starts_with("om") && words.len() < 8
}

/// The characters of words, spaces aside.
fn bare(words: &str) -> impl Iterator<Item = char> {
    words.chars().filter(|c| !c.is_whitespace())
}

/// The categories of a reading. At a point they stand where the edition has nothing.
fn categories(reading: &Reading, is_point: bool) -> Vec<&'static str> {
    let kind = match &reading.kind {
        ReadingKind::Words if reading.words.is_empty() && reading.marks.is_empty() => Some("words"),
        // words that would else be taken for more
        ReadingKind::Words if is_point || is_keyword(&reading.words) => Some("words"),
        ReadingKind::Words | ReadingKind::Lacuna | ReadingKind::Illegible => None,
        ReadingKind::Omission if reading.words.is_empty() => None,
        ReadingKind::Omission => Some("om"),
        ReadingKind::Transposition(Move::Swap) => Some("swap"),
        ReadingKind::Transposition(Move::After(_)) => Some("post"),
        ReadingKind::Transposition(Move::Before(_)) => Some("ante"),
        other => Some(other.name()),
    };
    kind.into_iter().chain(reading.how.map(How::name)).chain(reading.doubt.map(Doubt::name)).collect()
}
