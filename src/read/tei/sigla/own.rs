//! The sigla of a file that this tool wrote: each says by its category what kind it is of, whether it is in force and
//! whether it is the base.

use super::{Found, entry, siglum_of, tidy};
use crate::config::states::is_state;
use crate::model::apparatus::{OwnState, SiglumKind, Standing};
use crate::read::tei::tree::{Node, NodeId, Tree};
use crate::table::Located;

/// The categories in the `ana` of an element, without what is before their names.
fn categories<'t>(tree: &'t Tree<'_>, id: NodeId) -> impl Iterator<Item = &'t str> {
    let tokens = tree.attribute(id, "ana").unwrap_or_default().split_ascii_whitespace();
    tokens.filter_map(|token| token.strip_prefix("#siglum."))
}

/// Reads them; whether the file has any.
pub(super) fn read(tree: &Tree<'_>, found: &mut Found) -> bool {
    let declared = |id: &NodeId| {
        let header = tree.ancestors(*id).any(|around| tree.name(around) == "sourceDesc");
        header && categories(tree, *id).next().is_some()
    };
    let all: Vec<NodeId> = tree.descendants(tree.root()).filter(declared).collect();
    for id in &all {
        declare(tree, *id, found);
    }
    // What a siglum belongs to may be declared behind it.
    for id in &all {
        belongs(tree, *id, found);
    }
    found.states = states(tree);
    found.witnesses = all.iter().filter(|id| tree.name(**id) == "witness").count();
    !all.is_empty()
}

fn declare(tree: &Tree<'_>, id: NodeId, found: &mut Found) {
    let is = |wanted: &str| categories(tree, id).any(|name| name == wanted);
    let (Some(own), false) = (tree.attribute(id, "xml:id"), is("together") || is("hand")) else { return };
    let name = siglum_of(tree, id).unwrap_or_else(|| tidy(own));
    let kind = SiglumKind::ALL.iter().find(|(kind, _)| is(kind)).map_or(SiglumKind::Manuscript, |(_, kind)| *kind);
    let mut siglum = entry(tree, id, &name, said(tree, id, "title"), kind);
    siglum.date = Some(said(tree, id, "date")).filter(|date| !date.is_empty());
    siglum.heading = tree.attribute(id, "n").map(str::to_owned);
    let place = siglum.siglum.clone();
    // Each text of a file of several declares those that it shares with the others.
    if found.meets(&siglum, own) || found.declare(siglum, own) {
        let named = || Located { value: found.names.get(own).cloned().unwrap_or_default(), span: place.span.clone() };
        let named = named();
        if is("in-force") && found.in_force.iter().all(|known| known.value != named.value) {
            found.in_force.push(named.clone());
        }
        found.own_headings |= is("in-force") && is("without-headings");
        if is("base") {
            found.base = Some(named);
        }
    }
}

/// The states that are categories of the file: how each counts, its name, and what is printed.
fn states(tree: &Tree<'_>) -> Vec<OwnState> {
    let mut states: Vec<OwnState> = vec![];
    for id in tree.descendants(tree.root()).filter(|id| tree.name(*id) == "category") {
        let own = tree.attribute(id, "xml:id").and_then(|id| id.strip_prefix("state."));
        let Some((counts, name)) = own.and_then(|own| own.split_once('.')) else { continue };
        let standing = Standing::ALL.iter().find(|(known, _)| *known == counts);
        let Some((_, standing)) = standing.filter(|_| is_state(name)) else { continue };
        if states.iter().all(|known| known.name != name) {
            let print = said(tree, id, "catDesc");
            let print = if print.is_empty() { name.to_owned() } else { print };
            states.push(OwnState { name: name.to_owned(), standing: *standing, print });
        }
    }
    states
}

/// Puts a siglum into its group, a hand to its witness.
fn belongs(tree: &Tree<'_>, id: NodeId, found: &mut Found) {
    let pointers = tree.attribute(id, "corresp").unwrap_or_default().split_ascii_whitespace();
    let (Some(own), pointers) = (tree.attribute(id, "xml:id"), pointers.filter_map(|token| token.strip_prefix('#')))
    else {
        return;
    };
    let is_hand = categories(tree, id).any(|name| name == "hand");
    for of in pointers {
        let Some(of) = found.names.get(of).cloned() else { continue };
        if is_hand {
            let name = siglum_of(tree, id).unwrap_or_else(|| tidy(own));
            let hand = entry(tree, id, &name, said(tree, id, "title"), SiglumKind::Hand);
            if let Some(witness) = found.entry_mut(&of) {
                // Each text of a file of several declares its own.
                if witness.hands.iter().all(|(known, _)| known.value != hand.siglum.value) {
                    witness.hands.push((hand.siglum, hand.title));
                }
                found.names.insert(own.to_owned(), name);
            }
            continue;
        }
        let name = found.names.get(own).cloned().unwrap_or_default();
        if let Some(member) = found.entry_mut(&name) {
            member.group = Some(Located { value: of, span: member.siglum.span.clone() });
        }
    }
}

/// The words of an element below a siglum's, what is set off in them between asterisks.
fn said(tree: &Tree<'_>, id: NodeId, name: &str) -> String {
    let Some(inner) = tree.descendants(id).find(|inner| tree.name(*inner) == name) else { return String::new() };
    let mut words = String::new();
    for child in tree.children(inner) {
        match tree.node(*child) {
            Node::Text(characters) => words.push_str(&characters.string),
            Node::Element(_) if tree.name(*child) == "hi" => words.push_str(&format!("*{}*", tree.words(*child))),
            Node::Element(_) => words.push_str(&tree.words(*child)),
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
