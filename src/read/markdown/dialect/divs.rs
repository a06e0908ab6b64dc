//! What pandoc's divs say of the blocks that they hold: a language, and the name of the place where they begin.

use crate::model::text::{GroupKind, Mark, MarkKind, Text};
use crate::read::markdown::dialect::Attributes;
use crate::read::markdown::html::Meaning;
use crate::read::markdown::walk::Walk;
use crate::source::Span;
use std::ops::Range;

/// Classes of divs that say no more than what the lines in them show.
const HOLDS_LINES: [&str; 3] = ["verse", "line-block", "poem"];

/// A div.
#[derive(Clone, Debug)]
pub(in crate::read::markdown) struct Div {
    /// The bytes between its fences.
    range: Range<usize>,
    language: Option<String>,
    name: Option<String>,
    /// What its blocks are: an epigraph, a quotation.
    kind: Option<GroupKind>,
}

/// What the classes of a div make of its blocks.
fn kind(classes: &[String]) -> Option<GroupKind> {
    let is = |names: &[&str]| classes.iter().any(|class| names.contains(&class.to_lowercase().as_str()));
    if is(&["epigraph"]) {
        return Some(GroupKind::Epigraph);
    }
    is(&["quote", "quotation", "blockquote"]).then_some(GroupKind::Quotation)
}

impl Walk<'_> {
    /// Takes the div whose opening fence stands at `fence` and which ends at byte `end`; what is not followed of what
    /// it `says` is told.
    pub(super) fn div(&mut self, says: &str, fence: Range<usize>, end: usize) {
        let read = Attributes::read(says).map(|(attributes, _)| attributes);
        // a class alone needs no braces
        let attributes = read.unwrap_or_else(|| Attributes { classes: vec![says.to_owned()], ..Attributes::default() });
        // one that nothing closes holds nothing for sure
        let kind = kind(&attributes.classes).filter(|_| end < self.source.len());
        let followed = |class: &String| {
            self::kind(std::slice::from_ref(class)).is_none() && !HOLDS_LINES.contains(&class.as_str())
        };
        let others = Attributes {
            classes: attributes.classes.iter().filter(|c| followed(c)).cloned().collect(),
            ..attributes.clone()
        };
        let (meaning, unknown) = others.meaning();
        self.language_of(&meaning, &fence);
        let name = attributes.id.as_ref().and_then(|id| self.anchor(id, fence.clone()));
        let (range, language) = (fence.end..end, meaning.language.clone());
        let followed = Meaning { language: language.clone(), ..Meaning::default() };
        if unknown.is_some() || meaning != followed {
            self.unfollowed(&format!("a div is read as what it holds; `{says}` is not followed"), fence);
        }
        if language.is_some() || name.is_some() || kind.is_some() {
            self.divs.push(Div { range, language, name, kind });
        }
    }

    /// Whether a div has this name.
    pub(super) fn names_div(&self, name: &str) -> bool {
        self.divs.iter().any(|div| div.name.as_deref() == Some(name))
    }

    /// The language that the innermost div around byte `at` says its words are in.
    pub(in crate::read::markdown) fn div_language(&self, at: usize) -> Option<String> {
        let around = |div: &&Div| div.range.contains(&at) && div.language.is_some();
        self.divs.iter().rev().find(around).and_then(|div| div.language.clone())
    }

    /// Marks what the divs say in a finished text.
    pub(in crate::read::markdown) fn mark_divs(&mut self, text: &mut Text) {
        let divs: Vec<(Span, Div)> = self.divs.iter().map(|div| (self.span(div.range.clone()), div.clone())).collect();
        for (place, div) in divs {
            let mut name = div.name;
            let mut held: Option<Range<usize>> = None;
            for index in 0..text.blocks.len() {
                let range = text.blocks[index].range.clone();
                let inside = text.origin(range.start).is_some_and(|origin| {
                    let start = origin.range.start;
                    origin.file == place.file && place.range.start <= start && start < place.range.end
                });
                if !inside || range.is_empty() {
                    continue;
                }
                held = Some(held.map_or(index, |held| held.start)..index + 1);
                let language = div.language.clone().map(MarkKind::Language);
                text.marks.extend(language.map(|kind| Mark { range: range.clone(), kind }));
                let name = name.take().map(MarkKind::Anchor);
                text.marks.extend(name.map(|kind| Mark { range: range.start..range.start, kind }));
            }
            if let (Some(kind), Some(held)) = (div.kind, held) {
                text.enclose(held, kind);
            }
        }
        text.sort_marks();
    }
}
