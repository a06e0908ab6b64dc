//! A reading: its words, what is marked in them, and what its element says.

use super::super::names::BEFORE;
use super::super::shape;
use super::super::tree::{NodeId, Tree};
use super::super::walk::{Mode, Walk};
use super::parts::other_ana;
use super::{flat, kind, support};
use crate::model::apparatus::{Doubt, EntryId, Move, Reading, ReadingKind, Within};
use crate::model::document::Container;
use crate::model::text::Mark;

/// Says of a reading that its type is that of its group.
const INHERITED: &str = "#of-group";

/// What editors set around words that they take out or put in.
const SIGNS: &str = "{}[]⟨⟩⟦⟧()";

/// What a reading without words holds all the same, as it is written; what of it is read elsewhere left out.
fn inside(tree: &Tree<'_>, rdg: NodeId, is_own: bool) -> Option<String> {
    let turns = |id: NodeId| matches!(tree.name(id), "lacunaStart" | "lacunaEnd" | "witStart" | "witEnd");
    if tree.descendants(rdg).any(turns) {
        return None;
    }
    let held = tree.children(rdg).iter().filter(|child| tree.name(**child) != "note");
    let held: String = held.map(|child| tree.source(tree.bytes(*child))).collect();
    let held = held.trim();
    let made = ["lacuna", "illegible"].iter().any(|reason| held == format!("<gap reason=\"{reason}\"/>"));
    let says = !held.is_empty() && (!is_own || !made);
    says.then(|| held.to_owned())
}

/// Whether an element holds paragraphs, not counting those of notes.
fn has_paragraphs(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.elements(id).any(|child| match tree.name(child) {
        "p" => true,
        "note" => false,
        _ => has_paragraphs(tree, child),
    })
}

/// Reads the `rdg` that is the reading `index` of an entry. Notes in it are the entry's.
pub(super) fn read(
    walk: &mut Walk<'_, '_>,
    entry: EntryId,
    index: usize,
    rdg: NodeId,
    group: Option<NodeId>,
    notes: &mut Vec<NodeId>,
) -> Reading {
    let tree = walk.tree;
    let (support, mut attributes) = support::read(walk, rdg, group);
    attributes.extend(other_ana(tree, rdg));
    walk.apparatus.within.push(Within { entry, reading: index });
    let text = walk.container(Container::Entry(entry), |walk| {
        let mode = if shape::holds_blocks(tree, rdg) { Mode::Running } else { Mode::Leaf };
        walk.in_mode(mode, |walk| {
            for child in tree.children(rdg) {
                match tree.name(*child) {
                    "note" if tree.attribute(*child, "type") == Some("move") => {}
                    "note" => notes.push(*child),
                    _ => walk.node(*child),
                }
            }
        });
    });
    walk.apparatus.within.pop();
    let (words, marks) = flat::words(text, has_paragraphs(tree, rdg));
    super::lacunae::read(walk, entry, words.len());
    let is_point = walk.entries.get(entry.0 as usize).is_some_and(|entry| entry.lemma.is_empty());
    let says = kind::of(tree, rdg, &words, is_point);
    let wordless = matches!(says.kind, ReadingKind::Lacuna | ReadingKind::Illegible | ReadingKind::Omission);
    // an editor's signs around nothing are no words either
    let signs = !words.is_empty() && words.chars().all(|c| c.is_whitespace() || SIGNS.contains(c));
    let told = !tree.has_words(rdg) || kind::is_told_omitted(&words);
    let silent = wordless && told || signs && !tree.has_words(rdg);
    // Those of the lemma, which are there to be read by others.
    let swapped = says.kind == ReadingKind::Transposition(Move::Swap);
    let (words, marks) = if silent || swapped { (String::new(), vec![]) } else { (words, marks) };
    if silent && let Some(inside) = inside(tree, rdg, walk.is_own) {
        attributes.push((BEFORE.to_owned(), inside));
    }
    let (own, inherited) = (tree.attribute(rdg, "type"), group.and_then(|group| tree.attribute(group, "type")));
    if own.is_none() && inherited.is_some() {
        attributes.push((INHERITED.to_owned(), String::new()));
    }
    let r#type = own.or(inherited).map(str::to_owned);
    let span = Some(tree.span(rdg));
    let (words, marks, doubt) = doubted(words, marks, says.doubt);
    Reading { words, marks, how: says.how, doubt, support, r#type, attributes, span, ..Reading::new(says.kind) }
}

/// Words without the *fort.* that an editor writes before or behind them, and how he doubts them.
fn doubted(words: String, marks: Vec<Mark>, doubt: Option<Doubt>) -> (String, Vec<Mark>, Option<Doubt>) {
    if let Some(rest) = words.strip_prefix("fort. ").filter(|_| marks.iter().all(|mark| mark.range.start > 0)) {
        let shift = words.len() - rest.len();
        let moved = |mark: Mark| {
            let range = mark.range.start.saturating_sub(shift)..mark.range.end.saturating_sub(shift);
            Mark { range, ..mark }
        };
        let marks = marks.into_iter().map(moved).filter(|mark| !mark.range.is_empty()).collect();
        return (rest.to_owned(), marks, doubt.or(Some(Doubt::Before)));
    }
    for (sign, how) in [(" fort.", Doubt::Behind), (" fort. recte", Doubt::Rightly)] {
        if let Some(rest) = words.strip_suffix(sign).filter(|rest| marks.iter().all(|m| m.range.end <= rest.len())) {
            return (rest.to_owned(), marks, doubt.or(Some(how)));
        }
    }
    (words, marks, doubt)
}
