//! `witDetail`: in which state a witness has a reading, and remarks on it.

use super::super::tree::NodeId;
use super::super::walk::Walk;
use super::parts::{Parts, ana, attributes};
use super::support;
use crate::model::apparatus::{Beside, Cited, Deed, Entry, EntryId, Standing, State, Who};

/// What a detail holds as it is written, where that is more than the remark.
const INSIDE: &str = "#inside";

/// Says that the detail of a witness stands at another, who is named with it.
const SHARED: &str = "#shared";

/// Attributes that say on what a detail is.
const OURS: [&str; 3] = ["wit", "target", "ana"];

/// Tells the witnesses of an entry's readings what its details say of them.
pub(super) fn apply(walk: &mut Walk<'_, '_>, entry: EntryId, parts: &Parts) {
    for (detail, after) in &parts.details {
        let tree = walk.tree;
        let target = tree.attribute(*detail, "target").and_then(|target| tree.by_id(target.trim_start_matches('#')));
        let known = target.and_then(|target| walk.apparatus.readings.get(&target)).filter(|(of, _)| *of == entry);
        let is_lemma = target.is_some() && target == parts.lemma;
        let slot = if is_lemma { None } else { known.map(|(_, index)| Some(*index)).unwrap_or(*after) };
        let who = support::witnesses(walk, *detail);
        if ana(tree, *detail, "support.").any(|name| name == "except") && leave_out(walk, entry, slot, *detail, &who) {
            continue;
        }
        let says = Says::of(walk, *detail);
        let xml = tree.source(tree.bytes(*detail)).to_owned();
        let Some(made) = walk.entries.get_mut(entry.0 as usize) else { continue };
        if !says.tell(made, slot, &who) {
            made.beside.push(Beside { after: slot.map_or(0, |index| index + 1), xml });
            let message = "a detail is on a witness that the reading before it does not name";
            let says =
                (message, "it is kept as it stands; name the witness in `wit` of the reading, or give its `target`");
            walk.faults.push("stray-detail", "", tree.span(*detail), says);
        }
    }
}

/// Tells those who are named together whom they leave out; says whether they are there.
fn leave_out(walk: &mut Walk<'_, '_>, entry: EntryId, slot: Option<usize>, detail: NodeId, who: &[Who]) -> bool {
    let of = walk.tree.attribute(detail, "corresp").and_then(|token| support::one(walk, token));
    let sigla = who.iter().filter_map(|who| if let Who::Siglum(id) = who { Some(*id) } else { None });
    let except: Vec<_> = sigla.collect();
    let support = walk.entries.get_mut(entry.0 as usize).and_then(|made| support_of(made, slot));
    let cited = support.and_then(|support| support.iter_mut().find(|cited| Some(cited.who) == of));
    match cited {
        Some(cited) => cited.except = except,
        None => return false,
    }
    true
}

/// Who has the lemma of an entry, or a reading.
fn support_of(entry: &mut Entry, slot: Option<usize>) -> Option<&mut Vec<Cited>> {
    match slot {
        Some(index) => entry.readings.get_mut(index).map(|reading| &mut reading.support),
        None => Some(&mut entry.support),
    }
}

/// What a detail says.
struct Says {
    states: Vec<State>,
    deed: Option<Deed>,
    remark: Option<String>,
    attributes: Vec<(String, String)>,
    /// Whom it is on as it is written, where that is more than one or no `#` and id.
    wit: Option<String>,
}

impl Says {
    fn of(walk: &Walk<'_, '_>, detail: NodeId) -> Self {
        let tree = walk.tree;
        // one of the book's own says how it counts before its name
        let bare = |name: &str| {
            let own = Standing::ALL.iter().find_map(|(standing, _)| name.strip_prefix(standing)?.strip_prefix('.'));
            own.map_or_else(|| name.to_owned(), str::to_owned)
        };
        let named = |name: &str| walk.context.sigla.state(&bare(name));
        let mut states: Vec<State> = ana(tree, detail, "state.").filter_map(named).collect();
        let deed = ana(tree, detail, "deed.").find_map(Deed::named);
        let words = tree.words(detail);
        let mut attributes = attributes(tree, detail, &OURS);
        let target = tree.attribute(detail, "target").map(|target| ("target".to_owned(), target.to_owned()));
        attributes.extend(target);
        let says_state = support::state(&words);
        if tree.elements(detail).next().is_some() || says_state.is_some() {
            attributes.push((INSIDE.to_owned(), tree.inner(detail).to_owned()));
        }
        let is_plain = |wit: &&str| wit.starts_with('#') && !wit.contains(char::is_whitespace);
        let wit = tree.attribute(detail, "wit").filter(|wit| !is_plain(wit)).map(str::to_owned);
        let told = |states: &[State]| says_state.is_some_and(|state| states.contains(&state));
        if !states.is_empty() || deed.is_some() {
            let remark = Some(words).filter(|words| !words.is_empty() && !told(&states));
            return Self { states, deed, remark, attributes, wit };
        }
        let by_type = tree.attribute(detail, "type").and_then(support::state);
        states.extend(by_type.or(says_state));
        let remark = Some(words).filter(|words| !words.is_empty() && says_state.is_none());
        Self { states, deed, remark, attributes, wit }
    }

    /// Tells it to those that are meant; says whether there are any.
    fn tell(&self, entry: &mut Entry, slot: Option<usize>, who: &[Who]) -> bool {
        let Some(support) = support_of(entry, slot) else { return false };
        let mut meant: Vec<Who> = who.to_vec();
        if meant.is_empty() {
            support.iter().map(|cited| cited.who).for_each(|who| {
                if !meant.contains(&who) {
                    meant.push(who)
                }
            });
        }
        let mut told: Vec<usize> = vec![];
        // of one of whom something is said already its own detail says this too
        let mut alone = true;
        for who in meant {
            // of one who is named twice the first of which nothing is said yet
            let fresh = |cited: &Cited| {
                cited.states.is_empty() && cited.remark.is_none() && cited.deed.is_none() && cited.attributes.is_empty()
            };
            let place = support.iter().position(|cited| cited.who == who && fresh(cited));
            let Some(index) = place.or_else(|| support.iter().position(|cited| cited.who == who)) else { continue };
            alone &= place.is_some();
            self.tell_one(&mut support[index]);
            told.push(index);
        }
        if let (Some(wit), Some((first, others))) = (&self.wit, told.split_first().filter(|_| alone)) {
            support[*first].attributes.push(("wit".to_owned(), wit.clone()));
            others.iter().for_each(|other| support[*other].attributes.push((SHARED.to_owned(), wit.clone())));
        }
        !told.is_empty()
    }

    fn tell_one(&self, cited: &mut Cited) {
        cited.deed = cited.deed.or(self.deed);
        let clash = |state: &State| match state {
            State::Ac => Some(State::Pc),
            State::Pc => Some(State::Ac),
            _ => None,
        };
        for state in &self.states {
            if !cited.states.contains(state) && !clash(state).is_some_and(|other| cited.states.contains(&other)) {
                cited.states.push(*state);
            }
        }
        match (&mut cited.remark, &self.remark) {
            (Some(known), Some(more)) => *known = format!("{known}; {more}"),
            (known @ None, more) => known.clone_from(more),
            (Some(_), None) => {}
        }
        let first = cited.attributes.iter().all(|(name, _)| name == support::BY_HAND);
        if !first {
            // of several details what each says is the remark
            cited.attributes.retain(|(name, _)| name != INSIDE);
        }
        let more = self.attributes.iter().filter(|(name, _)| !cited.attributes.iter().any(|(known, _)| known == name));
        let more: Vec<_> = more.filter(|(name, _)| name != INSIDE || first).cloned().collect();
        cited.attributes.extend(more);
    }
}
