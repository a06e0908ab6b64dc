//! Those who have a reading, and those who read the lemma.

use super::compose::{Writer, greek_runs, is_slanted};
use crate::model::apparatus::{Cited, Deed, Entry, EntryId, How, Part, SiglumId, SiglumKind, Standing, State, Who};
use crate::model::text::{Mark, MarkKind};
use crate::style::{Order, States};
use crate::words::direction::against;
use crate::words::edge::is_inside;

/// What parts two states of one witness, both superior.
const BETWEEN_STATES: &str = "\u{202f}";

impl Writer<'_> {
    /// Who is named behind the lemma. The negative form names those alone who are no witnesses, for that a lemma is a
    /// scholar's is told in either, and who has made it by what; and all where something is said of one of them that
    /// no other form would tell: a remark, a state, that it is another hand; and where a reading is of *cett.*
    pub(super) fn support_of(&self, id: EntryId, entry: &Entry) -> Vec<Cited> {
        let positive = self.is_positive(entry);
        if entry.support.is_empty() {
            // No witness reads the sign of a gap or of a verse's measure.
            let gap = !entry.lemma.is_empty() && !entry.lemma.contains(is_inside);
            return if positive && !gap { self.agreeing(id, entry) } else { vec![] };
        }
        let witness = |cited: &Cited| match cited.who {
            _ if cited.deed.is_some() => false,
            Who::Siglum(id) => self.is_witness(id),
            Who::Manuscripts | Who::Others | Who::All => true,
            Who::Editor | Who::Editions => false,
        };
        let told = |cited: &Cited| {
            cited.remark.is_some()
                || self.is_hand(cited.who)
                || cited.states.iter().any(|state| !self.follows(entry, cited.who, *state))
        };
        // *cett.* are all but those who are named: who reads the lemma must be.
        let others = |cited: &Cited| matches!(cited.who, Who::Others | Who::All);
        let is_rest = entry.readings.iter().flat_map(|reading| &reading.support).any(others);
        if !positive && !is_rest && entry.support.iter().all(|cited| witness(cited) && !told(cited)) {
            return vec![];
        }
        let implied = if positive { self.implied(entry) } else { vec![] };
        entry.support.iter().cloned().chain(implied).collect()
    }

    /// Those whose corrected text is the lemma, where the entry names who reads it and not them.
    fn implied(&self, entry: &Entry) -> Vec<Cited> {
        let sigla = &self.document.sigla;
        let groups = |id: SiglumId| sigla.get(id).and_then(|siglum| siglum.group);
        // Whose hand reads the lemma has been corrected by it.
        let hand_of = |hand: SiglumId| sigla.get(hand).and_then(|siglum| siglum.hand_of);
        let is_named = |id: SiglumId| {
            entry.support.iter().any(|cited| match cited.who {
                Who::Siglum(named) => named == id || Some(named) == groups(id) || hand_of(named) == Some(id),
                Who::Manuscripts | Who::Others | Who::All | Who::Editions => !sigla.is_excepted(cited, id),
                Who::Editor => false,
            })
        };
        // Who is named for what stands beside its text alone has the lemma in it.
        let beside = |id: SiglumId| {
            let mut all = entry.readings.iter().flat_map(|reading| &reading.support);
            all.any(|cited| cited.who == Who::Siglum(id) && stands(cited, Standing::Beside))
        };
        let told = |id: &SiglumId| self.is_corrected(entry, *id) || beside(*id);
        let all = entry.tally.agree.iter().copied().filter(|id| told(id) && !is_named(*id));
        let state = |id| if self.is_corrected(entry, id) { vec![State::Pc] } else { vec![] };
        all.map(|id| Cited { states: state(id), ..Cited::of(id) }).collect()
    }

    /// Those whose final text is the lemma; a group for its members where all of them do. Of whom another entry tells
    /// other words there is not said that they read it.
    fn agreeing(&self, id: EntryId, entry: &Entry) -> Vec<Cited> {
        let cite = |id: SiglumId| {
            let states = if self.is_corrected(entry, id) { vec![State::Pc] } else { vec![] };
            Cited { states, ..Cited::of(id) }
        };
        let others = self.index.told_elsewhere(self.document, id);
        let agree = entry.tally.agree.iter().copied().filter(|id| !others.contains(id));
        let mut all: Vec<Cited> = agree.map(cite).collect();
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
            let together = all.iter().any(|cited| matches!(cited.who, Who::Manuscripts | Who::Others | Who::All));
            all.sort_by_key(|cited| {
                // *codd.*, Ed: the manuscripts together go before whoever prints or conjectures the same.
                let last = together && matches!(cited.who, Who::Siglum(id) if self.is_name(id));
                (deeds.iter().position(|deed| *deed == cited.deed), last, self.place(cited.who))
            });
        }
        for (number, cited) in all.iter().enumerate() {
            if let Some(before) = number.checked_sub(1) {
                self.between(&all, before);
            }
            let same = |before: &Cited| before.deed == cited.deed && before.who != Who::Editor;
            let told = cited.who == Who::Editor || number.checked_sub(1).is_some_and(|before| same(all[before]));
            if let Some(deed) = cited.deed.filter(|_| !told) {
                self.editorial(self.terms.deed(deed));
                self.out.push(" ");
            }
            self.cited(cited);
        }
        self.out.push(&self.style.after_sigla);
    }

    /// What parts one from the next: *et* two scholars, a comma more of them and what another has done.
    fn between(&mut self, all: &[&Cited], before: usize) {
        let (one, next) = (all[before], all[before + 1]);
        if next.deed == Some(Deed::Proposed(How::Reported)) {
            return self.out.push(" ");
        }
        let scholars = self.scholars(all, before);
        let named = scholars.contains(&(before + 1));
        if named && scholars.len() == 2 && self.style.and {
            return self.and();
        }
        let together = matches!(one.who, Who::Manuscripts | Who::Others | Who::All);
        let named = named
            || !one.except.is_empty()
            || together && matches!(next.who, Who::Siglum(id) if self.is_name(id))
            || self.runs_together(all, before);
        let tight = self.is_letter(one) && one.remark.is_none() && self.is_letter(next);
        let sign = self.style.between_sigla.as_str();
        let bare = sign.trim().is_empty();
        let own = next.who == Who::Editor || one.who == Who::Editor;
        self.out.push(match (named || own || one.deed != next.deed) && bare {
            true => ", ",
            false if sign.is_empty() && !tight => " ",
            false => sign,
        });
    }

    /// Whether one and the next would read as one name: an edition and a scholar, a manuscript and several scholars.
    fn runs_together(&self, all: &[&Cited], before: usize) -> bool {
        let kind = |cited: &Cited| match cited.who {
            Who::Siglum(id) if self.is_name(id) => self.document.sigla.get(id).map(|siglum| siglum.kind),
            _ => None,
        };
        match (kind(all[before]), kind(all[before + 1])) {
            (Some(one), Some(next)) => one != next,
            (None, Some(SiglumKind::Scholar)) => self.scholars(all, before + 1).len() > 1,
            _ => false,
        }
    }

    /// The scholars who did the same, of whom the one at `number` is one; empty if it is none.
    fn scholars(&self, all: &[&Cited], number: usize) -> std::ops::Range<usize> {
        let scholar = |cited: &Cited| match cited.who {
            Who::Siglum(id) => self.document.sigla.get(id).is_some_and(|one| one.kind == SiglumKind::Scholar),
            _ => false,
        };
        let like = |cited: &&&Cited| scholar(cited) && cited.deed == all[number].deed;
        let before = all[..=number].iter().rev().take_while(like).count();
        let behind = all[number + 1..].iter().take_while(like).count();
        if before == 0 { 0..0 } else { number + 1 - before..number + 1 + behind }
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
            Who::Editor => self.editorial(cited.deed.map_or(terms.editor, |deed| terms.own(deed))),
            Who::Manuscripts => self.editorial(terms.manuscripts),
            Who::Others => self.editorial(terms.others),
            Who::All => self.editorial(terms.all),
            Who::Editions => self.editorial(terms.editions),
        }
        self.except(&cited.except);
        if let Some(remark) = &cited.remark {
            // Parentheses do not stand in parentheses.
            let [open, close] = if self.style.before_sigla.contains('(') { [" [", "]"] } else { [" (", ")"] };
            self.out.push(open);
            self.remark(remark, &cited.marks);
            self.out.push(close);
        }
    }

    /// *praeter* and those whom several leave out.
    fn except(&mut self, except: &[SiglumId]) {
        if except.is_empty() {
            return;
        }
        self.out.push(" ");
        self.editorial(self.terms.except);
        self.out.push(" ");
        let all: Vec<Cited> = except.iter().copied().map(Cited::of).collect();
        let all: Vec<&Cited> = all.iter().collect();
        for (number, cited) in all.iter().enumerate() {
            if let Some(before) = number.checked_sub(1) {
                self.between(&all, before);
            }
            self.cited(cited);
        }
    }

    /// The editor's words on one who is cited, the sigla among them as anywhere.
    fn remark(&mut self, remark: &str, marks: &[Mark]) {
        let siglum = |mark: &Mark| match mark.kind {
            MarkKind::Part(Part::Siglum(id)) => Some((mark.range.clone(), id)),
            _ => None,
        };
        let mut from = 0;
        for (range, id) in marks.iter().filter_map(siglum).chain([(remark.len()..remark.len(), SiglumId(0))]) {
            let (before, named) = (from..range.start, range.clone());
            from = range.end;
            self.remarked(&remark[before.clone()], &within(marks, &before, |_| true));
            let start = self.out.len();
            let superior = |kind: &MarkKind| *kind == MarkKind::Superscript;
            self.with_states(&remark[named.clone()], &within(marks, &named, superior));
            let marks = self.siglum_marks(id);
            self.out.over(start, &marks);
        }
    }

    /// The marks of a siglum.
    pub(super) fn siglum_marks(&self, id: SiglumId) -> Vec<MarkKind> {
        let face = if self.is_name(id) { self.style.names_face } else { self.style.sigla_face };
        self.marks(Part::Siglum(id), face, None)
    }

    /// Words of a remark without sigla. Those that run against the entry are a part of their own, which turns nothing beside
    /// it; signs alone between two are none.
    fn remarked(&mut self, words: &str, marks: &[Mark]) {
        let editorial = self.marks(Part::Editorial, self.style.words_face, None);
        let runs = against(words, self.runs_leftwards());
        // Greek stands upright among italics.
        let greek = if is_slanted(self.style.words_face) { greek_runs(words) } else { vec![] };
        let ends = runs.iter().chain(&greek).flat_map(|run| [run.start, run.end]);
        let mut cuts: Vec<usize> = ends.chain([words.len()]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut from = 0;
        for to in cuts {
            let start = self.out.len();
            self.out.push_marked(&words[from..to], &within(marks, &(from..to), |_| true));
            let whole = runs.is_empty() || words[from..to].contains(char::is_alphabetic);
            let upright = greek.iter().any(|run| run.start <= from && to <= run.end);
            self.out.over(
                start,
                if upright {
                    &editorial[..1]
                } else if whole {
                    &editorial
                } else {
                    &editorial[1..]
                },
            );
            from = to;
        }
    }

    /// A siglum of a remark, whose states are superior (bytes of it) by their names.
    fn with_states(&mut self, words: &str, states: &[Mark]) {
        let mut from = 0;
        for state in states {
            let range = state.range.clone();
            self.out.push(&words[from..range.start]);
            from = range.end;
            let name = words[range.clone()].trim_start_matches(BETWEEN_STATES);
            let between = &words[range.start..range.end - name.len()];
            let printed = match self.document.sigla.state(name) {
                Some(state) => self.state(state, name),
                None => name,
            };
            let printed = format!("{between}{printed}");
            self.out.marked(&printed, &[MarkKind::Superscript]);
        }
        self.out.push(&words[from..]);
    }

    /// What is printed of a state: the house's word, the book's, or else `said`.
    pub(super) fn state<'s>(&'s self, state: State, said: &'s str) -> &'s str {
        let sigla = &self.document.sigla;
        let own = self.style.own_words.get(sigla.state_name(state)).map(String::as_str);
        let declared = match state {
            State::Own(index, _) => sigla.states.get(usize::from(index)).map(|own| own.print.as_str()),
            _ => None,
        };
        own.or(declared).unwrap_or(said)
    }

    fn siglum(&mut self, id: SiglumId, states: &[State]) {
        let start = self.out.len();
        let document = self.document;
        self.out.push(document.sigla.name(id));
        for (number, state) in states.iter().enumerate().filter(|_| self.style.states == States::Superior) {
            let between = if number > 0 { BETWEEN_STATES } else { "" };
            let printed = format!("{between}{}", self.state(*state, document.sigla.state_name(*state)));
            self.out.marked(&printed, &[MarkKind::Superscript]);
        }
        let marks = self.siglum_marks(id);
        self.out.over(start, &marks);
        for state in states.iter().filter(|_| self.style.states == States::Behind) {
            self.state_behind(*state);
        }
    }

    /// A state behind its siglum: of several words in brackets, for else it would run into what follows.
    fn state_behind(&mut self, state: State) {
        let document = self.document;
        let said = match self.terms.state(state) {
            Some(said) => said,
            None => document.sigla.state_name(state),
        };
        let printed = self.state(state, said).to_owned();
        let is_word = |word: &str| !word.ends_with('.') && word.chars().count() > 2;
        let bracketed = printed.contains(' ') && printed.split(' ').any(is_word);
        self.out.push(if bracketed { "\u{a0}(" } else { "\u{a0}" });
        match printed == said {
            true => self.editorial(said),
            false => self.own_words(&printed),
        }
        self.out.push(if bracketed { ")" } else { "" });
    }

    /// Whether a siglum is a name: a scholar's, an edition's.
    fn is_name(&self, id: SiglumId) -> bool {
        let kind = self.document.sigla.get(id).map(|siglum| siglum.kind);
        matches!(kind, Some(SiglumKind::Scholar | SiglumKind::Edition))
    }

    /// Whether a siglum is that of a witness, which the lemma has in silence: no scholar’s, and no source’s that is not
    /// in force.
    fn is_witness(&self, id: SiglumId) -> bool {
        let sigla = &self.document.sigla;
        let counts = |kind: SiglumKind| kind != SiglumKind::Source || sigla.is_in_force(id);
        !self.is_name(id) && sigla.get(id).is_none_or(|siglum| counts(siglum.kind))
    }

    /// Where one stands in the order of the conspectus, which has manuscripts, editions and scholars one after the other:
    /// the editor before it, those named together behind the manuscripts.
    fn place(&self, who: Who) -> (u8, u32) {
        let of_kind = |kind: SiglumKind| match kind {
            SiglumKind::Edition => 5,
            SiglumKind::Scholar => 6,
            _ => 1,
        };
        match who {
            Who::Editor => (0, 0),
            Who::Siglum(id) => (self.document.sigla.get(id).map_or(1, |siglum| of_kind(siglum.kind)), id.0),
            Who::Manuscripts => (2, 0),
            Who::Others | Who::All => (3, 0),
            Who::Editions => (4, 0),
        }
    }

    /// Whether a state of one who reads the lemma is implied by the readings: who had something else before correction
    /// has the lemma after it.
    fn follows(&self, entry: &Entry, who: Who, state: State) -> bool {
        matches!(who, Who::Siglum(id) if state == State::Pc && self.is_corrected(entry, id))
    }

    /// Whether a reading is that of a witness before it was corrected, itself or its group.
    fn is_corrected(&self, entry: &Entry, id: SiglumId) -> bool {
        let groups = self.document.sigla.together(id).filter(|who| matches!(who, Who::Siglum(_)));
        let named: Vec<Who> = groups.chain([Who::Siglum(id)]).collect();
        let mut cited = entry.readings.iter().flat_map(|reading| &reading.support);
        cited.any(|cited| named.contains(&cited.who) && stands(cited, Standing::Before))
    }

    /// Whether one is a hand other than the first.
    fn is_hand(&self, who: Who) -> bool {
        let kind = |id| self.document.sigla.get(id).map(|siglum| siglum.kind);
        matches!(who, Who::Siglum(id) if kind(id) == Some(SiglumKind::Hand))
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

/// Whether a state of one who is named says that.
fn stands(cited: &Cited, standing: Standing) -> bool {
    cited.states.iter().any(|state| state.standing() == standing)
}

/// The marks of some kinds on bytes of words, as bytes of these.
fn within(marks: &[Mark], range: &std::ops::Range<usize>, wanted: impl Fn(&MarkKind) -> bool) -> Vec<Mark> {
    let own = |mark: &Mark| {
        let (start, end) = (mark.range.start.max(range.start), mark.range.end.min(range.end));
        let is_of = start < end && wanted(&mark.kind) && !matches!(mark.kind, MarkKind::Part(_));
        is_of.then(|| Mark { range: start - range.start..end - range.start, kind: mark.kind.clone() })
    };
    marks.iter().filter_map(own).collect()
}
