//! The entries of an apparatus in a text: by label, and whether each has a lemma.

use super::Context;
use super::label::Label;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Entry, EntryId, Layer};
use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// The entries of a text.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub(super) list: Vec<Entry>,
    pub(super) by_label: BTreeMap<Label, EntryId>,
    /// The definitions by the byte at which they begin.
    definitions: BTreeMap<usize, EntryId>,
    /// Where each is called, or its first lemma begins.
    pub(super) called: Vec<Option<Span>>,
}

/// A `<lem>` that is open, from byte `start` of the text.
pub(super) struct OpenLemma {
    pub(super) entry: Option<EntryId>,
    pub(super) start: usize,
    pub(super) source: Range<usize>,
}

impl Entries {
    /// The first definition of a label, if there is one.
    pub(super) fn defined(&self, label: &Label) -> Option<&Span> {
        self.by_label.get(label).and_then(|id| self.list[id.0 as usize].span.as_ref())
    }

    /// Takes the definition of a label that begins at byte `at`.
    pub(super) fn define(&mut self, label: Label, at: usize, span: Span, context: &Context<'_>) {
        let id = EntryId(self.list.len() as u32);
        let name = format!("{}:{}", context.series[label.series].id, label.key);
        self.list.push(Entry { span: Some(span), ..Entry::new(name, Layer::Series(label.series)) });
        self.called.push(None);
        self.by_label.insert(label, id);
        self.definitions.insert(at, id);
    }

    /// The entry whose definition begins at byte `at`.
    pub(super) fn defined_at(&self, at: usize) -> Option<EntryId> {
        self.definitions.get(&at).copied()
    }

    /// Reports the entries without a lemma, and gives the entries.
    pub(super) fn finish(self, diagnostics: &mut Diagnostics) -> Vec<Entry> {
        for (entry, called) in self.list.iter().zip(&self.called) {
            if let (None, Some(span)) = (called, &entry.span) {
                let error = Diagnostic::error("unused-note", format!("the entry `{}` has no lemma", entry.id));
                let help = format!("give it one: `[words][^{0}]`, or `<lem id=\"{0}\">words</lem>`", entry.id);
                diagnostics.push(error.at(span.clone()).help(help));
            }
        }
        self.list
    }
}

/// Whether a series' entries are keyed to lines.
pub(super) fn is_keyed(context: &Context<'_>, series: usize) -> bool {
    context.series.get(series).is_some_and(|series| series.kind.is_keyed())
}
