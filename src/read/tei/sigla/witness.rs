//! Witnesses, the groups that their lists make, and their hands.

use super::super::tree::{NodeId, Tree};
use super::used::Used;
use super::{Found, entry, own, siglum_of, tidy, title};
use crate::model::apparatus::SiglumKind;
use crate::table::Located;

/// Enters the witnesses of a file, wherever their lists stand, in the order written.
pub(super) fn read(tree: &Tree<'_>, used: &Used, found: &mut Found) {
    let inside = |id: &NodeId| tree.ancestors(*id).any(|around| matches!(tree.name(around), "witness" | "listWit"));
    let lists =
        tree.descendants(tree.root()).filter(|id| matches!(tree.name(*id), "listWit" | "witness") && !inside(id));
    for id in lists.collect::<Vec<_>>() {
        match tree.name(id) {
            "witness" => witness(tree, id, None, used, found),
            _ => list(tree, id, None, used, found),
        }
    }
}

/// A list: a group of its own where it stands in another or is cited.
fn list(tree: &Tree<'_>, id: NodeId, outer: Option<&Located<String>>, used: &Used, found: &mut Found) {
    let head = tree.child(id, "head").or_else(|| tree.child(id, "desc"));
    let words = head.map(|head| tree.words(head)).unwrap_or_default();
    let named = tree.attribute(id, "xml:id");
    let nested = tree.ancestors(id).any(|around| tree.name(around) == "listWit");
    let cited = named.is_some_and(|id| used.names(id));
    let siglum = siglum_of(tree, id)
        .or(named.map(str::to_owned))
        .or(Some(words.clone()).filter(|words| nested && !words.is_empty()));
    let group = siglum.filter(|_| nested || cited).and_then(|siglum| {
        let siglum = tidy(&siglum);
        let mut group = entry(tree, id, &siglum, title(&words, Some(&siglum)), SiglumKind::Group);
        group.group = outer.cloned();
        let name = group.siglum.clone();
        found.declare(group, named.unwrap_or(&siglum)).then_some(name)
    });
    members(tree, id, group.as_ref().or(outer), used, found);
}

fn members(tree: &Tree<'_>, id: NodeId, group: Option<&Located<String>>, used: &Used, found: &mut Found) {
    for child in tree.elements(id) {
        match tree.name(child) {
            "witness" => witness(tree, child, group, used, found),
            "listWit" => list(tree, child, group, used, found),
            _ => {}
        }
    }
}

/// A witness; one that holds others is their group.
fn witness(tree: &Tree<'_>, id: NodeId, group: Option<&Located<String>>, used: &Used, found: &mut Found) {
    found.witnesses += 1;
    let named = tree.attribute(id, "xml:id");
    let told = siglum_of(tree, id);
    let Some(name) = told.clone().or(named.map(str::to_owned)) else { return members(tree, id, group, used, found) };
    let holds = tree.descendants(id).skip(1).any(|inner| tree.name(inner) == "witness");
    let kind = if holds { SiglumKind::Group } else { kind(tree, id) };
    let mut witness = entry(tree, id, &name, description(tree, id, told.as_deref()), kind);
    witness.group = group.cloned();
    witness.date = date(tree, id);
    let place = witness.siglum.clone();
    witness.hands = hands(tree, id, found);
    let hands: Vec<String> = witness.hands.iter().map(|hand| hand.0.value.clone()).collect();
    if !found.declare(witness, named.unwrap_or(&name)) {
        return;
    }
    for hand in hands {
        found.names.entry(hand.clone()).or_insert(hand);
    }
    let place = Located { value: found.names.get(named.unwrap_or(&name)).cloned().unwrap_or(name), ..place };
    match kind {
        SiglumKind::Group => {
            for inner in tree.elements(id).collect::<Vec<_>>() {
                match tree.name(inner) {
                    "witness" => self::witness(tree, inner, Some(&place), used, found),
                    "listWit" => members(tree, inner, Some(&place), used, found),
                    _ => {}
                }
            }
        }
        _ => found.in_force.push(place),
    }
}

/// What a witness is called in a conspectus: where it is kept, or all that is said of it.
fn description(tree: &Tree<'_>, id: NodeId, siglum: Option<&str>) -> String {
    let own = own(tree, id);
    let kept = own.iter().copied().find(|inner| tree.name(*inner) == "msIdentifier").map(|inner| {
        let parts = ["settlement", "repository", "collection", "idno", "msName"];
        let parts = tree.elements(inner).filter(|part| parts.contains(&tree.name(*part)));
        let words = parts.filter(|part| tree.attribute(*part, "type") != Some("siglum")).map(|part| tree.words(part));
        words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
    });
    if let Some(kept) = kept.filter(|kept| !kept.is_empty()) {
        return title(&kept, None);
    }
    let of = |name| own.iter().copied().find(|inner| tree.name(*inner) == name);
    let structured = ["msDesc", "biblFull", "biblStruct"].into_iter().find_map(of);
    match structured.and_then(|_| of("title")) {
        Some(named) => title(&tree.words(named), siglum),
        None => title(&tree.words(id), siglum),
    }
}

/// What kind of witness it is, by what it says and by its list.
fn kind(tree: &Tree<'_>, id: NodeId) -> SiglumKind {
    let is_witness = |id: NodeId| tree.name(id) == "witness";
    let says = |id: NodeId| {
        // a list may have as many witnesses as it likes: its head stands before them
        let mut before = tree.elements(id).take_while(|child| !is_witness(*child));
        let head = before.find(|child| tree.name(*child) == "head").map(|head| tree.words(head)).unwrap_or_default();
        let attributes = ["type", "xml:id", "ana"].map(|name| tree.attribute(id, name).unwrap_or_default());
        format!("{} {head}", if is_witness(id) { attributes[0].to_owned() } else { attributes.join(" ") })
    };
    let lists = tree.ancestors(id).take_while(|around| matches!(tree.name(*around), "listWit" | "witness"));
    let said: Vec<String> = std::iter::once(id).chain(lists).map(|id| says(id).to_lowercase()).collect();
    let any = |words: &[&str]| said.iter().any(|said| words.iter().any(|word| said.contains(word)));
    if any(&["translat", "version", "traduc", "übersetz"]) {
        return SiglumKind::Translation;
    }
    let own = own(tree, id);
    let has = |names: &[&str]| own.iter().any(|inner| names.contains(&tree.name(*inner)));
    let printed =
        has(&["biblStruct", "publisher", "pubPlace", "imprint", "edition"]) && !has(&["msDesc", "msIdentifier"]);
    if printed || any(&["edition", "print", "édition", "druck", "ausgabe"]) {
        return SiglumKind::Edition;
    }
    SiglumKind::Manuscript
}

/// Its date, as it says it.
fn date(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    let own = own(tree, id);
    let dated = own.iter().copied().find(|inner| matches!(tree.name(*inner), "origDate" | "date"))?;
    let from = || ["when", "notBefore", "from"].into_iter().find_map(|name| tree.attribute(dated, name));
    let to = || ["notAfter", "to"].into_iter().find_map(|name| tree.attribute(dated, name));
    Some(tree.words(dated)).filter(|words| !words.is_empty()).or_else(|| match (from(), to()) {
        (Some(from), Some(to)) => Some(format!("{from}–{to}")),
        (from, to) => from.or(to).map(str::to_owned),
    })
}

/// Its hands beside the first.
fn hands(tree: &Tree<'_>, id: NodeId, found: &Found) -> Vec<(Located<String>, String)> {
    let notes = tree.descendants(id).filter(|inner| tree.name(*inner) == "handNote");
    let hand = |note: NodeId| {
        let named = tree.attribute_of(note, "xml:id")?;
        let value = tidy(&named.value);
        let main = matches!(tree.attribute(note, "scope"), Some("sole" | "major"));
        let words = title(&tree.words(note), Some(&value));
        let words = if words.is_empty() { value.clone() } else { words };
        let new = !main && !found.names.contains_key(&value);
        new.then(|| (Located { value, span: tree.place(named.span.clone()) }, words))
    };
    notes.filter_map(hand).collect()
}
