//! Which marks of a text are one element: what the model does not know of it, and what it knows.

use super::cut::Form;
use crate::model::apparatus::{EntryId, Layer};
use crate::model::document::Document;
use crate::model::text::{Mark, MarkKind, Text};

/// What belongs to each mark of a text, by index.
#[derive(Clone, Debug, Default)]
pub(super) struct Joined {
    /// For a foreign mark, those that are the same element.
    pub(super) same: Vec<Vec<usize>>,
}

/// Finds what is one element, and takes what another mark is written with out of `forms`.
pub(super) fn join(text: &Text, forms: &mut [Form]) -> Joined {
    let mut same = vec![vec![]; text.marks.len()];
    for (index, mark) in text.marks.iter().enumerate() {
        let MarkKind::Foreign { name, attributes } = &mark.kind else { continue };
        // what stands before it in the list is an element inside it
        let behind = (index + 1..text.marks.len()).take_while(|other| text.marks[*other].range == mark.range);
        let mut kinds: Vec<std::mem::Discriminant<MarkKind>> = vec![];
        for other in behind {
            let kind = &text.marks[other].kind;
            let new = !kinds.contains(&std::mem::discriminant(kind));
            // what a pointer shows is none of the file's
            if name == "ptr" && matches!(kind, MarkKind::Locus(..)) {
                forms[other] = Form::Nothing;
                continue;
            }
            if new
                && forms[other] != Form::Nothing
                && may_mean((name.as_str(), attributes.as_slice()), kind)
                && !mark.range.is_empty()
            {
                kinds.push(std::mem::discriminant(kind));
                forms[other] = Form::Nothing;
                same[index].push(other);
            }
        }
        let id = attributes.iter().find(|(name, _)| name == "xml:id").map(|(_, id)| id);
        let start = mark.range.start;
        let first = text.marks.partition_point(|mark| mark.range.start < start);
        for (other, point) in text.marks.iter().enumerate().skip(first).take_while(|(_, m)| m.range.start == start) {
            let said = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.trim());
            let is_same = match &point.kind {
                MarkKind::Anchor(name) => Some(name) == id,
                MarkKind::Milestone(milestone) => {
                    matches!(&**name, "pb" | "cb" | "gb" | "lb" | "milestone") && said("n") == Some(&*milestone.label)
                }
                MarkKind::Line(_) => name == "milestone" && said("unit") == Some("line"),
                _ => false,
            };
            if is_same && point.range.is_empty() {
                forms[other] = Form::Nothing;
            }
        }
    }
    Joined { same }
}

/// Whether an element may be what the model has as `kind`: whether the reader makes that of it.
fn may_mean((name, attributes): (&str, &[(String, String)]), kind: &MarkKind) -> bool {
    let says = |wanted: &str| attributes.iter().any(|(name, _)| name == wanted);
    match kind {
        MarkKind::SmallCaps if name == "speaker" => true,
        MarkKind::Emphasis if name == "stage" => true,
        MarkKind::Emphasis | MarkKind::Strong | MarkKind::SmallCaps | MarkKind::Superscript | MarkKind::Subscript => {
            let of_article = || attributes.iter().any(|(name, value)| name == "level" && matches!(&**value, "a" | "u"));
            let told = ["rend", "style", "rendition"].into_iter().any(says);
            match name {
                "hi" | "emph" | "mentioned" => told || *kind == MarkKind::Emphasis,
                "title" => !of_article() && (told || *kind == MarkKind::Emphasis),
                _ => false,
            }
        }
        MarkKind::Language(_) => says("xml:lang"),
        MarkKind::Code => matches!(name, "code" | "eg"),
        MarkKind::Name(_) => name.ends_with("Name") || matches!(name, "name" | "rs"),
        MarkKind::Reference(_) | MarkKind::Link(_) => matches!(name, "ref" | "ptr"),
        MarkKind::Citation(_) => matches!(name, "bibl" | "ref"),
        MarkKind::Divided => name == "seg",
        _ => false,
    }
}

/// The mark that is the element of a note, over all its words: its index, and what it says.
pub(super) fn of_note(text: &Text) -> Option<(usize, &[(String, String)])> {
    let whole = |range: &std::ops::Range<usize>| *range == (0..text.string.len());
    text.marks.iter().enumerate().find_map(|(index, mark)| match &mark.kind {
        MarkKind::Foreign { name, attributes } if name == "note" && whole(&mark.range) => {
            Some((index, attributes.as_slice()))
        }
        _ => None,
    })
}

/// The emendations among some marks that a `choice` of the source says, from which they are read again.
pub(super) fn chosen(document: &Document, marks: &[Mark]) -> Vec<EntryId> {
    let has_sic = |attributes: &[(String, String)]| {
        let hidden = attributes.iter().filter(|(name, _)| name.starts_with('#'));
        hidden.into_iter().any(|(_, xml)| xml.contains("<sic"))
    };
    let of_choice = |(index, mark): (usize, &Mark)| {
        let MarkKind::Foreign { name, attributes } = &mark.kind else { return None };
        if name != "choice" || !has_sic(attributes) {
            return None;
        }
        let equal = |other: &&Mark| other.range == mark.range;
        let around = marks[..index].iter().rev().take_while(equal).chain(marks[index + 1..].iter().take_while(equal));
        around.into_iter().find_map(|other| match other.kind {
            MarkKind::Entry(id) => Some(id)
                .filter(|id| document.entries.get(id.0 as usize).is_some_and(|entry| entry.layer == Layer::Emendation)),
            _ => None,
        })
    };
    marks.iter().enumerate().filter_map(of_choice).collect()
}
