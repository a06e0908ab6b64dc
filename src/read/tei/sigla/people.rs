//! People and sources that an apparatus cites beside witnesses: editors, persons, works of a bibliography, hands
//! that are described apart from their witness.

use super::super::tree::{NodeId, Tree};
use super::used::{Role, Used};
use super::{Found, entry, own, pointer, siglum_of, tidy, title};
use crate::model::apparatus::SiglumKind;
use crate::table::Located;

/// The elements that name people.
const PEOPLE: [&str; 8] = ["person", "editor", "author", "respStmt", "persName", "name", "principal", "org"];
/// Those that describe works.
const WORKS: [&str; 5] = ["bibl", "biblStruct", "biblFull", "msDesc", "item"];

/// Enters those of the header, and those that the apparatus cites wherever they stand.
pub(super) fn read(tree: &Tree<'_>, used: &Used, found: &mut Found) {
    for id in tree.descendants(tree.root()).collect::<Vec<_>>() {
        let Some(named) = tree.attribute(id, "xml:id") else {
            keyed(tree, id, used, found);
            continue;
        };
        let name = tree.name(id);
        let header = || tree.ancestors(id).any(|around| tree.name(around) == "teiHeader");
        let made = || ["titleStmt", "editionStmt", "revisionDesc"].iter().any(|of| is_in(tree, id, of));
        let cited = used.names(named);
        if PEOPLE.contains(&name) && (cited || name != "author" && made()) {
            let siglum = siglum_of(tree, id).or_else(|| surname(tree, id)).unwrap_or_else(|| named.to_owned());
            let person = entry(tree, id, &siglum, title(&person(tree, id), None), SiglumKind::Scholar);
            let value = person.siglum.value.clone();
            if found.declare(person, named) && made() {
                found.makers.push(found.names.get(named).cloned().unwrap_or(value));
            }
        } else if WORKS.contains(&name) && (cited || header() && is_in(tree, id, "listBibl")) {
            let siglum = siglum_of(tree, id);
            let words = title(&tree.words(id), siglum.as_deref());
            let kind = if used.has(named, Role::Witness) { SiglumKind::Edition } else { SiglumKind::Source };
            found.declare(entry(tree, id, &siglum.unwrap_or_else(|| named.to_owned()), words, kind), named);
        } else if name == "handNote" && cited && !found.names.contains_key(named) {
            hand(tree, id, named, used, found);
        }
    }
}

/// A work that is named by a pointer to a list elsewhere, with the siglum that it has here.
fn keyed(tree: &Tree<'_>, id: NodeId, used: &Used, found: &mut Found) {
    if tree.name(id) != "bibl" {
        return;
    }
    let target = tree.child(id, "ptr").and_then(|ptr| tree.attribute(ptr, "target")).unwrap_or_default().trim();
    let key = found.id(target);
    let Some(siglum) = siglum_of(tree, id).filter(|_| used.names(&key)) else { return };
    let words = [pointer::shown(&key), tree.words(id)].into_iter().filter(|words| !words.is_empty());
    let words = title(&words.collect::<Vec<_>>().join(", "), None);
    let kind = if used.has(&key, Role::Witness) { SiglumKind::Edition } else { SiglumKind::Source };
    found.declare(entry(tree, id, &siglum, words, kind), &key);
}

fn is_in(tree: &Tree<'_>, id: NodeId, name: &str) -> bool {
    tree.ancestors(id).any(|around| tree.name(around) == name)
}

/// A hand that is described apart: the hand of the one witness with which it is cited.
fn hand(tree: &Tree<'_>, id: NodeId, named: &str, used: &Used, found: &mut Found) {
    let Some(witness) = used.witness_of(named).and_then(|of| found.named(of)).map(str::to_owned) else { return };
    let value = tidy(named);
    let words = title(&tree.words(id), Some(&value));
    let words = if words.is_empty() { value.clone() } else { words };
    let main = matches!(tree.attribute(id, "scope"), Some("sole" | "major"));
    let taken = found.places.contains_key(&value);
    let Some(entry) = found.entry_mut(&witness).filter(|_| !main && !taken) else { return };
    entry.hands.push((Located { value: value.clone(), span: tree.span(id) }, words));
    found.names.insert(named.to_owned(), value);
}

/// The surname of a person, by which a scholar is cited.
fn surname(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    let surname = own(tree, id).into_iter().find(|inner| tree.name(*inner) == "surname")?;
    Some(tree.words(surname)).filter(|words| !words.is_empty())
}

/// The name of a person.
fn person(tree: &Tree<'_>, id: NodeId) -> String {
    let name = own(tree, id).into_iter().find(|inner| matches!(tree.name(*inner), "persName" | "name" | "orgName"));
    tree.words(name.unwrap_or(id))
}
