//! Which marks of a text are one element: what the model does not know of it, and what it knows.

use super::cut::Form;
use crate::model::text::{MarkKind, Text};

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
        let equal = |other: &usize| text.marks[*other].range == mark.range;
        let before = (0..index).rev().take_while(equal);
        let after = (index + 1..text.marks.len()).take_while(equal);
        let mut kinds: Vec<std::mem::Discriminant<MarkKind>> = vec![];
        for other in before.chain(after) {
            let kind = &text.marks[other].kind;
            let new = !kinds.contains(&std::mem::discriminant(kind));
            if new && forms[other] != Form::Nothing && may_mean(name, kind) && !mark.range.is_empty() {
                kinds.push(std::mem::discriminant(kind));
                forms[other] = Form::Nothing;
                same[index].push(other);
            }
        }
        let id = attributes.iter().find(|(name, _)| name == "xml:id").map(|(_, id)| id);
        let start = mark.range.start;
        let first = text.marks.partition_point(|mark| mark.range.start < start);
        for (other, point) in text.marks.iter().enumerate().skip(first).take_while(|(_, m)| m.range.start == start) {
            if matches!(&point.kind, MarkKind::Anchor(name) if Some(name) == id) {
                forms[other] = Form::Nothing;
            }
        }
    }
    Joined { same }
}

/// Whether an element of that name may be what the model has as `kind`.
fn may_mean(name: &str, kind: &MarkKind) -> bool {
    match kind {
        MarkKind::Emphasis | MarkKind::Strong | MarkKind::SmallCaps | MarkKind::Superscript | MarkKind::Subscript => {
            matches!(
                name,
                "hi" | "emph"
                    | "title"
                    | "term"
                    | "gloss"
                    | "mentioned"
                    | "soCalled"
                    | "foreign"
                    | "distinct"
                    | "name"
                    | "ex"
            )
        }
        MarkKind::Language(_) => !matches!(name, "w" | "pc" | "num"),
        MarkKind::Code => matches!(name, "code" | "gi" | "att" | "val" | "tag" | "ident"),
        MarkKind::Name(_) => name.ends_with("Name") || matches!(name, "name" | "rs"),
        MarkKind::Reference(_) | MarkKind::Link(_) => matches!(name, "ref" | "ptr"),
        MarkKind::Citation(_) => matches!(name, "bibl" | "ref"),
        MarkKind::Divided => name == "seg",
        _ => false,
    }
}
