//! Which name a spelling means where it stands, and which of several that overlap is kept.
//!
//! In this order: the editor's decision on the place; the rules of the names that share the
//! spelling, name by name in the order of the file; the name that is the default.

use super::lexicon::{Lexicon, Match, Variant};
use super::rules::{Rule, View};
use crate::config::names::NamesFile;
use std::ops::Range;

/// What settled an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// One name only has the spelling.
    Alone,
    /// The editor's decision.
    Editor,
    /// A rule.
    Rule,
    /// The name says that it is the default.
    Default,
    /// Nothing: it is the first in the file.
    First,
}

/// An occurrence of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// The name, by its index in the file.
    pub(super) name: usize,
    /// What settled it.
    pub(super) how: How,
    /// The spelling, where one was found: index into [`Lexicon::variants`].
    pub(super) variant: Option<usize>,
}

/// A decision of the editor, anchored.
#[derive(Clone, Debug)]
pub(super) struct Decided {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// The name, by its index in the file.
    pub(super) name: usize,
    /// Whether it is meant there.
    pub(super) is: bool,
}

/// What is known of names.
pub(super) struct KnownName<'k> {
    pub(super) file: &'k NamesFile,
    pub(super) lexicon: &'k Lexicon,
    /// The rules of each name.
    pub(super) rules: Vec<Vec<Rule>>,
}

impl KnownName<'_> {
    /// The name that a spelling means here, if it means one. `not` are those that the editor rules out.
    pub(super) fn owner(&self, found: &Match, view: &View<'_>, not: &[usize]) -> Option<(usize, How)> {
        let Variant { words, owners } = &self.lexicon.variants[found.variant];
        let mut left = Vec::with_capacity(owners.len());
        for name in owners.iter().copied().filter(|name| !not.contains(name)) {
            match self.rules[name].iter().find(|rule| view.holds(rule, &found.range, words)) {
                Some(rule) if rule.is => return Some((name, How::Rule)),
                Some(_) => {}
                None => left.push(name),
            }
        }
        left.retain(|name| self.file.names[*name].default != Some(false));
        let default = left.iter().find(|name| self.file.names[**name].default == Some(true));
        match (default, left.as_slice()) {
            (Some(name), _) if owners.len() > 1 => Some((*name, How::Default)),
            (_, [one]) if owners.len() == 1 => Some((*one, How::Alone)),
            // the rules or the editor have ruled out the others
            (_, [one]) => Some((*one, How::Rule)),
            (_, several) => Some((*several.first()?, How::First)),
        }
    }

    /// The occurrences that are kept, in order: those that the editor decided; of others that overlap
    /// the one that begins first, of these the longest; and inside it the names that are nested.
    pub(super) fn keep(&self, mut found: Vec<Occurrence>, decided: &[Decided]) -> Vec<Occurrence> {
        let mut own: Vec<&Decided> = decided.iter().filter(|d| d.is).collect();
        own.sort_by_key(|d| (d.range.start, d.range.end));
        let nested = |occurrence: &Occurrence| self.file.names[occurrence.name].nested;
        found.retain(|o| {
            let next = own.partition_point(|d| d.range.end <= o.range.start);
            own.get(next).is_none_or(|d| {
                let inside = d.range.start <= o.range.start && o.range.end <= d.range.end;
                d.range.start >= o.range.end || (inside && d.range != o.range && nested(o))
            })
        });
        let settled =
            |d: &&Decided| Occurrence { range: d.range.clone(), name: d.name, how: How::Editor, variant: None };
        found.extend(own.iter().map(settled));
        found.sort_by_key(|o| (o.range.start, std::cmp::Reverse(o.range.end), o.name));
        let mut kept: Vec<Occurrence> = Vec::with_capacity(found.len());
        let mut end = 0;
        for occurrence in found {
            if occurrence.range.start >= end {
                end = occurrence.range.end;
                kept.push(occurrence);
            } else if occurrence.range.end <= end && nested(&occurrence) {
                kept.push(occurrence);
            }
        }
        kept
    }
}
