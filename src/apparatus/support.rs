//! Those who have a reading, and those who read the lemma.

use super::compose::Writer;
use crate::model::apparatus::{Cited, Deed, Entry, Part, SiglumId, SiglumKind, State, Who};
use crate::model::text::MarkKind;
use crate::style::{Order, States};

/// What parts two states of one witness, both superior.
const BETWEEN_STATES: &str = "\u{202f}";

impl Writer<'_> {
    /// Who is named behind the lemma. The negative form names those alone who are no witnesses: that a lemma is a
    /// scholar's is told in either, and who has made it by what.
    pub(super) fn support_of(&self, entry: &Entry) -> Vec<Cited> {
        let positive = self.is_positive(entry);
        if entry.support.is_empty() {
            return if positive { self.agreeing(entry) } else { vec![] };
        }
        let witness = |cited: &Cited| match cited.who {
            _ if cited.deed.is_some() => false,
            Who::Siglum(id) => !self.is_name(id),
            Who::Manuscripts | Who::Others => true,
            Who::Editor | Who::Editions => false,
        };
        if !positive && entry.support.iter().all(witness) {
            return vec![];
        }
        let implied = if positive { self.implied(entry) } else { vec![] };
        entry.support.iter().cloned().chain(implied).collect()
    }

    /// Those whose corrected text is the lemma, where the entry names who reads it and not them.
    fn implied(&self, entry: &Entry) -> Vec<Cited> {
        let groups = |id: SiglumId| self.document.sigla.get(id).and_then(|siglum| siglum.group);
        let is_named = |id: SiglumId| {
            entry.support.iter().any(|cited| match cited.who {
                Who::Siglum(named) => named == id || Some(named) == groups(id),
                Who::Manuscripts | Who::Others | Who::Editions => true,
                Who::Editor => false,
            })
        };
        let corrected = entry.tally.agree.iter().copied().filter(|id| is_corrected(entry, *id) && !is_named(*id));
        corrected.map(|id| Cited { states: vec![State::Pc], ..Cited::of(id) }).collect()
    }

    /// Those whose final text is the lemma; a group for its members where all of them do.
    fn agreeing(&self, entry: &Entry) -> Vec<Cited> {
        let cite = |id: SiglumId| {
            let states = if is_corrected(entry, id) { vec![State::Pc] } else { vec![] };
            Cited { states, ..Cited::of(id) }
        };
        let mut all: Vec<Cited> = entry.tally.agree.iter().copied().map(cite).collect();
        for (group, members) in self.index.groups.iter().filter(|_| self.style.groups) {
            let is_member = |cited: &Cited| {
                cited.states.is_empty() && members.iter().any(|member| cited.who == Who::Siglum(*member))
            };
            if all.iter().filter(|cited| is_member(cited)).count() == members.len() {
                let first = all.iter().position(is_member).unwrap_or_default();
                all.retain(|cited| !is_member(cited));
                all.insert(first, Cited::of(*group));
            }
        }
        all
    }

    /// Those who have something, behind a space.
    pub(super) fn support(&mut self, all: &[Cited]) {
        if all.is_empty() {
            return;
        }
        self.out.push(" ");
        self.out.push(&self.style.before_sigla);
        let mut all: Vec<&Cited> = all.iter().collect();
        if self.style.order == Order::Conspectus {
            let deeds: Vec<Option<Deed>> = all.iter().map(|cited| cited.deed).collect();
            all.sort_by_key(|cited| (deeds.iter().position(|deed| *deed == cited.deed), place(cited.who)));
        }
        for (number, cited) in all.iter().enumerate() {
            if let Some(before) = number.checked_sub(1).map(|before| all[before]) {
                let tight = cited.deed == before.deed
                    && self.is_letter(before)
                    && before.remark.is_none()
                    && self.is_letter(cited);
                let between = self.style.between_sigla.as_str();
                let pair = self.style.and && self.is_pair(&all, number);
                match pair {
                    true => self.and(),
                    false => self.out.push(if between.is_empty() && !tight { " " } else { between }),
                }
            }
            let told = number.checked_sub(1).is_some_and(|before| all[before].deed == cited.deed);
            if let Some(deed) = cited.deed.filter(|_| !told) {
                self.editorial(self.terms.deed(deed));
                self.out.push(" ");
            }
            self.cited(cited);
        }
        self.out.push(&self.style.after_sigla);
    }

    /// Whether two scholars, the last of those who did the same, stand before and at `number`.
    fn is_pair(&self, all: &[&Cited], number: usize) -> bool {
        let scholar = |cited: &Cited| match cited.who {
            Who::Siglum(id) => self.document.sigla.get(id).is_some_and(|one| one.kind == SiglumKind::Scholar),
            _ => false,
        };
        let like = |cited: &Cited| scholar(cited) && cited.deed == all[number].deed;
        like(all[number - 1]) && like(all[number]) && !all.get(number + 1).is_some_and(|next| like(next))
    }

    /// *et*, with its spaces.
    fn and(&mut self) {
        self.out.push(" ");
        self.editorial(self.terms.and);
        self.out.push(" ");
    }

    fn cited(&mut self, cited: &Cited) {
        let terms = self.terms;
        match cited.who {
            Who::Siglum(id) => self.siglum(id, &cited.states),
            Who::Editor => self.editorial(terms.editor),
            Who::Manuscripts => self.editorial(terms.manuscripts),
            Who::Others => self.editorial(terms.others),
            Who::Editions => self.editorial(terms.editions),
        }
        if let Some(remark) = &cited.remark {
            self.out.push(" (");
            let marks = self.marks(Part::Editorial, self.style.words_face, None);
            self.out.marked(remark, &marks);
            self.out.push(")");
        }
    }

    fn siglum(&mut self, id: SiglumId, states: &[State]) {
        let start = self.out.len();
        let face = if self.is_name(id) { self.style.names_face } else { self.style.sigla_face };
        let document = self.document;
        self.out.push(document.sigla.name(id));
        for (number, state) in states.iter().enumerate().filter(|_| self.style.states == States::Superior) {
            let between = if number > 0 { BETWEEN_STATES } else { "" };
            self.out.marked(&format!("{between}{}", state.name()), &[MarkKind::Superscript]);
        }
        let marks = self.marks(Part::Siglum(id), face, None);
        self.out.over(start, &marks);
        for state in states.iter().filter(|_| self.style.states == States::Behind) {
            self.out.push("\u{a0}");
            self.editorial(self.terms.state(*state));
        }
    }

    /// Whether a siglum is a name: a scholar's, an edition's.
    fn is_name(&self, id: SiglumId) -> bool {
        let kind = self.document.sigla.get(id).map(|siglum| siglum.kind);
        matches!(kind, Some(SiglumKind::Scholar | SiglumKind::Edition))
    }

    /// Whether one is cited by one letter, with what is superior to it.
    fn is_letter(&self, cited: &Cited) -> bool {
        let Who::Siglum(id) = cited.who else { return false };
        let mut characters = self.document.sigla.name(id).chars();
        let letter = characters.next().is_some_and(char::is_alphabetic);
        let superior = |c: char| matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{207f}' | '′' | '\'' | '*');
        letter && characters.all(superior) && (cited.states.is_empty() || self.style.states == States::Superior)
    }
}

/// Whether a reading is that of a witness before it was corrected.
fn is_corrected(entry: &Entry, id: SiglumId) -> bool {
    let mut cited = entry.readings.iter().flat_map(|reading| &reading.support);
    cited.any(|cited| cited.who == Who::Siglum(id) && cited.states.contains(&State::Ac))
}

/// Where one stands in the order of the conspectus: the editor before it, those named together behind it.
fn place(who: Who) -> (u8, u32) {
    match who {
        Who::Editor => (0, 0),
        Who::Siglum(SiglumId(id)) => (1, id),
        Who::Manuscripts => (2, 0),
        Who::Others => (2, 1),
        Who::Editions => (2, 2),
    }
}
