//! What a reading is: by what this tool writes in `ana`, and where it is empty by what it says of that.

use super::super::tree::{NodeId, Tree};
use super::parts::ana;
use crate::model::apparatus::{Doubt, How, Move, ReadingKind};

/// What a reading is and how it is proposed.
pub(super) struct Says {
    pub(super) kind: ReadingKind,
    pub(super) how: Option<How>,
    pub(super) doubt: Option<Doubt>,
}

/// That of an `rdg` with these words; `is_point` says that its entry has no lemma.
pub(super) fn of(tree: &Tree<'_>, rdg: NodeId, words: &str, is_point: bool) -> Says {
    let moved = || {
        let note = tree.elements(rdg).find(|child| tree.attribute(*child, "type") == Some("move"));
        note.map(|note| tree.words(note)).unwrap_or_default()
    };
    let (mut kind, mut how, mut doubt) = (None, None, None);
    for said in ana(tree, rdg, "reading.") {
        match said {
            "words" => kind = Some(ReadingKind::Words),
            "om" => kind = Some(ReadingKind::Omission),
            "add" => kind = Some(ReadingKind::Addition),
            "praem" => kind = Some(ReadingKind::Preface),
            "del" => kind = Some(ReadingKind::Deletion),
            "secl" => kind = Some(ReadingKind::Seclusion),
            "suppl" => kind = Some(ReadingKind::Supplement),
            "lac" => kind = Some(ReadingKind::Lacuna),
            "illeg" => kind = Some(ReadingKind::Illegible),
            "swap" => kind = Some(ReadingKind::Transposition(Move::Swap)),
            "post" => kind = Some(ReadingKind::Transposition(Move::After(moved()))),
            "ante" => kind = Some(ReadingKind::Transposition(Move::Before(moved()))),
            said => {
                how = How::ALL.iter().find(|(_, how)| how.name() == said).map(|(_, how)| *how).or(how);
                doubt = Doubt::ALL.iter().find(|(name, _)| *name == said).map(|(_, doubt)| *doubt).or(doubt);
            }
        }
    }
    let kind = kind.unwrap_or_else(|| match (!tree.has_words(rdg), words.is_empty()) {
        (_, false) if is_told_omitted(words) => ReadingKind::Omission,
        (false, true) if tree.child(rdg, "note").is_some() => ReadingKind::Words,
        (true, _) => {
            empty(tree, rdg).unwrap_or(if words.is_empty() { ReadingKind::Omission } else { ReadingKind::Words })
        }
        (false, true) if tree.descendants(rdg).any(|inner| tree.name(inner) == "del") => ReadingKind::Deletion,
        (false, true) => ReadingKind::Omission,
        (false, false) if is_point => ReadingKind::Addition,
        (false, false) => ReadingKind::Words,
    });
    Says { kind, how, doubt }
}

/// What an `rdg` without characters is, if it or what it holds says that it is no omission.
fn empty(tree: &Tree<'_>, rdg: NodeId) -> Option<ReadingKind> {
    let says = |id: NodeId, names: &[&str]| names.iter().filter_map(|name| tree.attribute(id, name)).any(is_illegible);
    for inner in tree.descendants(rdg).skip(1) {
        match tree.name(inner) {
            "gap" | "damage" | "unclear" if says(inner, &["reason", "agent"]) => return Some(ReadingKind::Illegible),
            "gap" if tree.attribute(inner, "reason").is_some_and(is_omitted) => return Some(ReadingKind::Omission),
            "gap" | "damage" | "space" | "lacunaStart" | "lacunaEnd" | "witStart" | "witEnd" => {
                return Some(ReadingKind::Lacuna);
            }
            // verses that are only named, as no words of the author
            "surplus" => return Some(ReadingKind::Seclusion),
            // a picture, a sign that has no character, words that stand elsewhere
            "graphic" | "g" | "ptr" | "ref" => return Some(ReadingKind::Words),
            _ => {}
        }
    }
    if says(rdg, &["cause", "type"]) {
        return Some(ReadingKind::Illegible);
    }
    let lost = |value: &str| {
        let value = value.to_lowercase();
        ["lac", "damage", "lost", "loss", "missing", "blank", "torn", "hole"].iter().any(|word| value.contains(word))
    };
    ["cause", "type"].iter().filter_map(|name| tree.attribute(rdg, name)).any(lost).then_some(ReadingKind::Lacuna)
}

/// Whether words say that the witness has none.
pub(super) fn is_told_omitted(words: &str) -> bool {
    matches!(words.to_lowercase().trim_end_matches('.'), "om" | "omittit" | "omittunt" | "omisit" | "deest")
}

fn is_illegible(value: &str) -> bool {
    let value = value.to_lowercase();
    ["illeg", "unread", "unclear", "faded"].iter().any(|word| value.contains(word))
}

fn is_omitted(value: &str) -> bool {
    let value = value.to_lowercase();
    value.starts_with("om") || value.contains("omi") || value == "absent"
}
