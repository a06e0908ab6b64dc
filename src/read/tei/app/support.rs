//! Who has a reading: `wit`, `resp`, `source` and `hand` as sigla.

use super::super::sigla::{Meant, stated, tokens};
use super::super::tree::NodeId;
use super::super::walk::Walk;
use super::parts::{Parts, attributes};
use crate::model::apparatus::{Cited, EntryId, SiglumKind, State, Who};

/// Attributes that the model has a place for.
const OURS: [&str; 3] = ["type", "ana", "wit"];

/// Says of a lemma or a reading that who has it is named as its source does.
const AS_WRITTEN: &str = "#as-written";

/// Holds of a remark on a witness what the reading says itself: its hand.
pub(super) const BY_HAND: &str = "#hand";

/// Who has the reading of an element (`lem`, `rdg`), and its attributes that this does not say. What a group says of
/// all its readings holds for one that says nothing.
pub(super) fn read(walk: &Walk<'_, '_>, id: NodeId, group: Option<NodeId>) -> (Vec<Cited>, Vec<(String, String)>) {
    let tree = walk.tree;
    let own = |name: &str| tree.attribute(id, name).map(|_| id);
    let mut support = Vec::new();
    let mut kept = attributes(tree, id, &OURS);
    let wit = own("wit").or(group.filter(|group| tree.attribute(*group, "wit").is_some()));
    let (named, plain) = wit.map(|of| named(walk, of, "wit")).unwrap_or_default();
    support.extend(named);
    // the hand is named in place of its witness
    let by_hand = tree.attribute(id, "hand").is_some();
    if let Some(written) =
        tree.attribute(id, "wit").filter(|_| !plain || by_hand || !support.iter().all(|cited| is_witness(walk, cited)))
    {
        kept.push(("wit".to_owned(), written.to_owned()));
    }
    for (name, kind) in [("resp", SiglumKind::Scholar), ("source", SiglumKind::Source)] {
        let (named, plain) = own(name).map(|of| self::named(walk, of, name)).unwrap_or_default();
        let has_witness = !support.is_empty();
        let named: Vec<Cited> = named.into_iter().filter(|cited| !has_witness || !is_maker(walk, cited)).collect();
        let all = named.iter().all(|cited| is(walk, cited, kind) || cited.who == Who::Editor);
        let count = tree.attribute(id, name).map_or(0, |value| tokens(value).count());
        if plain && all && named.len() == count {
            kept.retain(|(kept, _)| kept != name);
        }
        support.extend(named);
    }
    // what names them otherwise than the tool would stays as it is written, all of it
    const NAMES: [&str; 3] = ["wit", "resp", "source"];
    if kept.iter().any(|(name, _)| NAMES.contains(&name.as_str())) {
        let more = NAMES.into_iter().filter(|name| !kept.iter().any(|(known, _)| known == name));
        let more: Vec<_> =
            more.filter_map(|name| Some((name.to_owned(), tree.attribute(id, name)?.to_owned()))).collect();
        kept.extend(more);
        kept.push((AS_WRITTEN.to_owned(), String::new()));
    }
    hand(walk, id, &mut support);
    states(tree.attribute(id, "type").unwrap_or_default(), &mut support);
    (support, kept)
}

/// Those whom an attribute names; whether it does so by their ids alone.
fn named(walk: &Walk<'_, '_>, id: NodeId, name: &str) -> (Vec<Cited>, bool) {
    let mut plain = true;
    let Some(attribute) = walk.tree.attribute_of(id, name) else { return (vec![], plain) };
    let mut all: Vec<Cited> = Vec::new();
    let value = &*attribute.value;
    let exact = value.len() == attribute.span.len();
    for token in tokens(value) {
        let start = attribute.span.start + token.as_ptr() as usize - value.as_ptr() as usize;
        let range = if exact { start..start + token.len() } else { attribute.span.clone() };
        let Some((who, states, by_id)) = who(walk, token) else {
            plain = false;
            continue;
        };
        plain &= by_id;
        let span = Some(walk.tree.place(range));
        if !all.iter().any(|cited| cited.who == who && cited.states == states) {
            all.push(Cited { states, span, ..Cited::new(who) });
        } else {
            plain = false;
        }
    }
    (all, plain && value.split_ascii_whitespace().eq(tokens(value)))
}

/// Whom a token names, with the state that is written at it, and whether it is `#` and an id.
fn who(walk: &Walk<'_, '_>, token: &str) -> Option<(Who, Vec<State>, bool)> {
    let ours = match token {
        "#who.editor" => Some(Who::Editor),
        "#who.codd" => Some(Who::Manuscripts),
        "#who.cett" => Some(Who::Others),
        "#who.all" => Some(Who::All),
        "#who.edd" => Some(Who::Editions),
        _ => None,
    };
    if let Some(ours) = ours {
        return Some((ours, vec![], true));
    }
    let found = walk.apparatus.sigla?;
    let find = |token: &str| match found.meant(token)? {
        Meant::Siglum(name) => walk.apparatus.listed.find(&name, &found.id(token)).map(Who::Siglum),
        Meant::Together(who) => Some(who),
    };
    let by_id =
        || token.strip_prefix('#').is_some_and(|id| found.id(token) == id && found.declares(id) && may_be_an_id(id));
    if let Some(who) = find(token) {
        return Some((who, vec![], by_id()));
    }
    let (bare, state) = stated(token)?;
    Some((find(bare)?, vec![state], false))
}

/// Whether XML allows it as an id: pointers to what is none stay as they are written.
fn may_be_an_id(id: &str) -> bool {
    let begins = |c: char| c.is_alphabetic() || c == '_';
    id.starts_with(begins) && id.chars().all(|c| begins(c) || c.is_numeric() || matches!(c, '-' | '.' | '·'))
}

fn is(walk: &Walk<'_, '_>, cited: &Cited, kind: SiglumKind) -> bool {
    matches!(cited.who, Who::Siglum(id) if walk.context.sigla.get(id).is_some_and(|siglum| siglum.kind == kind))
}

fn is_witness(walk: &Walk<'_, '_>, cited: &Cited) -> bool {
    !is(walk, cited, SiglumKind::Scholar) && !is(walk, cited, SiglumKind::Source) && cited.states.is_empty()
}

/// Whether somebody made the file: named beside witnesses that is who has written the entry.
fn is_maker(walk: &Walk<'_, '_>, cited: &Cited) -> bool {
    let Who::Siglum(id) = cited.who else { return false };
    walk.apparatus.sigla.is_some_and(|found| found.is_maker(walk.context.sigla.name(id)))
}

/// A hand: that siglum in place of its witness, or a remark on the witnesses.
fn hand(walk: &Walk<'_, '_>, id: NodeId, support: &mut Vec<Cited>) {
    let Some(written) = walk.tree.attribute(id, "hand") else { return };
    for token in tokens(written) {
        let named = who(walk, token).map(|(who, ..)| who);
        let siglum = match named {
            Some(Who::Siglum(hand)) => walk.context.sigla.get(hand).map(|siglum| (hand, siglum)),
            _ => None,
        };
        let Some((hand, siglum)) = siglum.filter(|(_, siglum)| siglum.kind == SiglumKind::Hand) else {
            let remark = token.trim_start_matches('#');
            if let Some(cited) = support.iter_mut().find(|cited| cited.remark.is_none() && is_witness(walk, cited)) {
                cited.remark = Some(remark.to_owned());
                cited.attributes.push((BY_HAND.to_owned(), remark.to_owned()));
            }
            continue;
        };
        let witness = siglum.hand_of.map(Who::Siglum);
        let place = support.iter().position(|cited| Some(cited.who) == witness);
        let cited = Cited { span: Some(walk.tree.span(id)), ..Cited::new(Who::Siglum(hand)) };
        match place {
            Some(index) => support[index] = Cited { span: support[index].span.clone(), ..cited },
            None => support.push(cited),
        }
    }
}

/// The state that a reading's type says its witnesses are in.
fn states(r#type: &str, support: &mut [Cited]) {
    let Some(state) = state(r#type) else { return };
    for cited in support.iter_mut().filter(|cited| cited.states.is_empty()) {
        cited.states.push(state);
    }
}

/// What of a witness a word means: `ac`, `a.c.`, `ante correctionem`, `in marg.`
pub(super) fn state(word: &str) -> Option<State> {
    let letters: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    match letters.as_str() {
        "ac" | "antecorr" | "antecorrectionem" | "beforecorrection" | "precorrection" | "acorr" | "antecorrectione" => {
            Some(State::Ac)
        }
        "pc" | "postcorr" | "postcorrectionem" | "aftercorrection" | "postcorrection" | "pcorr" | "postcorrectione" => {
            Some(State::Pc)
        }
        "mg" | "marg" | "inmarg" | "inmargine" | "margin" | "inmg" | "inmargin" => Some(State::Mg),
        "sl" | "suplin" | "supralineam" | "supralin" | "interlinear" | "superlineam" | "abovetheline" => {
            Some(State::Sl)
        }
        "vid" | "utvid" | "utvidetur" => Some(State::Vid),
        _ => None,
    }
}

/// Witnesses that stand as text behind a reading which names none.
pub(super) fn printed(walk: &mut Walk<'_, '_>, entry: EntryId, parts: &Parts) {
    let tree = walk.tree;
    for (wit, after) in &parts.printed {
        let words = tree.words(*wit);
        let named: Vec<Cited> =
            tokens(&words).filter_map(|token| who(walk, token)).map(|(who, ..)| who).map(Cited::new).collect();
        let xml = tree.source(tree.bytes(*wit)).to_owned();
        let Some(entry) = walk.entries.get_mut(entry.0 as usize) else { continue };
        let support = match after {
            Some(index) => entry.readings.get_mut(*index).map(|reading| &mut reading.support),
            None => Some(&mut entry.support),
        };
        if let Some(support) = support.filter(|support| support.is_empty()) {
            *support = named;
        }
        entry.beside.push(crate::model::apparatus::Beside { after: after.map_or(0, |index| index + 1), xml });
    }
}

/// Whom a pointer names.
pub(super) fn one(walk: &Walk<'_, '_>, token: &str) -> Option<Who> {
    who(walk, token).map(|(who, ..)| who)
}

/// Whom a node names by its `wit`.
pub(super) fn witnesses(walk: &Walk<'_, '_>, id: NodeId) -> Vec<Who> {
    named(walk, id, "wit").0.into_iter().map(|cited| cited.who).collect()
}
