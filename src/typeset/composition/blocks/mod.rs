//! The blocks of a text as flow items: paragraphs, headings, quotations, epigraphs, lists,
//! definitions, verse, tables.

mod columns;
mod figure;
mod group;
mod initial;
mod keeps;
mod labels;
mod leaf;
mod table;
#[cfg(test)]
mod tests;
mod verse;

use crate::model::document::{Container, Presence};
use crate::model::page::NodeId;
use crate::model::text::{BlockKind, GroupKind, NoteId, Text};
use crate::model::walk::Event;
use crate::style::BlockStyle;
use crate::typeset::composition::composer::{Composer, Scope};
use crate::typeset::composition::flow::Flow;
use crate::typeset::paragraph::ParagraphId;
use group::Level;

/// A walk over one container's text.
pub(crate) struct Blocks<'s> {
    scope: &'s Scope<'s>,
    container: Container,
    base: &'s BlockStyle,
    /// The style of entries.
    pub(crate) entry: &'s BlockStyle,
    /// Whether lines know the container they come from.
    pub(crate) origin: bool,
    /// The note whose mark stands before the first block.
    pub(crate) mark: Option<NoteId>,
    stack: Vec<Level>,
    /// Whether a paragraph that follows is not indented.
    flush: bool,
    /// Whether only headings and epigraphs have come so far.
    opening: bool,
    heading: u8,
    calls: Vec<NoteId>,
    /// The last verse, and which item of the flow it is.
    verse: Option<(ParagraphId, usize)>,
    /// That of the text, see [`Text::reach`].
    reach: Vec<usize>,
    /// That of the text, see [`Text::continued`].
    continued: Vec<bool>,
}

impl<'s> Blocks<'s> {
    /// For the text of `container`, set in `base`, below `node`.
    pub(crate) fn new(scope: &'s Scope<'s>, container: Container, base: &'s BlockStyle, node: NodeId) -> Self {
        Self {
            scope,
            container,
            base,
            entry: base,
            origin: true,
            mark: None,
            stack: vec![Level::below(node)],
            flush: true,
            opening: container == Container::Body
                && scope.document.presence == Presence::Text
                && scope.document.generated.is_none(),
            heading: 1,
            calls: vec![],
            verse: None,
            reach: vec![],
            continued: vec![],
        }
    }

    /// Adds the items of `text` to `flow`, and the notes it calls after the blocks that call them.
    pub(crate) fn compose(&mut self, composer: &mut Composer<'_>, text: &Text, flow: &mut Flow) {
        self.walk(composer, text, flow, true);
    }

    /// The same for a note; the notes that it calls are returned and not composed.
    pub(crate) fn compose_note(&mut self, composer: &mut Composer<'_>, text: &Text, flow: &mut Flow) -> Vec<NoteId> {
        self.walk(composer, text, flow, false);
        if self.mark.is_some() {
            // A note without any text still has its mark.
            self.paragraph(composer, text, None, flow);
        }
        std::mem::take(&mut self.calls)
    }

    fn walk(&mut self, composer: &mut Composer<'_>, text: &Text, flow: &mut Flow, notes: bool) {
        let events = text.events();
        (self.reach, self.continued) = (text.reach(), text.continued());
        let mut index = 0;
        while let Some(event) = events.get(index) {
            match event {
                Event::Enter(group) => {
                    let kind = &text.groups[*group].kind;
                    match kind {
                        GroupKind::Table(_) => self.table(composer, text, *group, flow),
                        GroupKind::Figure => self.figure(composer, text, *group, flow),
                        _ => self.enter(composer, kind, flow),
                    }
                    if matches!(kind, GroupKind::Table(_) | GroupKind::Figure) {
                        self.opening = false;
                        index += events[index..].iter().position(|e| *e == Event::Leave(*group)).unwrap_or(0);
                    }
                }
                Event::Leave(_) => self.leave(composer, flow),
                Event::Block(block) => self.paragraph(composer, text, Some(*block), flow),
            }
            // A note stands after the block that calls it; in a list of definitions not before one.
            let term = matches!(event, Event::Block(block) if text.blocks[*block].kind == BlockKind::Term);
            if notes && !term {
                let calls = std::mem::take(&mut self.calls);
                composer.notes(self.scope, self.top().node, calls, flow);
            }
            index += 1;
        }
    }

    fn top(&self) -> &Level {
        &self.stack[self.stack.len() - 1]
    }
}
