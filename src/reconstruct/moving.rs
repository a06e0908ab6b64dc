//! Words that a witness has elsewhere, beside others.

use super::displaced::Displaced;
use super::ops::{Coming, Insert, Op, Ops, Side, What};
use super::within::{Away, holds};
use super::{Origin, verses};
use crate::anchor::near::{nearest, nearest_of_reading};
use crate::diag::Diagnostic;
use crate::model::apparatus::{EntryId, Move, Reading, ReadingKind};
use crate::model::document::Document;
use crate::model::text::Text;
use crate::words::stops;
use std::ops::Range;

impl Ops {
    /// Moves a lemma to other words: of the text, or of what the witness has elsewhere. It stays where they are not.
    pub(super) fn send(
        &mut self,
        (document, text): (&Document, &Text),
        id: EntryId,
        index: usize,
        parts: Vec<Range<usize>>,
        faults: &mut Vec<Diagnostic>,
    ) {
        let from = Origin::Reading(id, index);
        let kind = &document.entries[id.0 as usize].readings[index].kind;
        let (words, behind) = match kind {
            ReadingKind::Transposition(Move::After(words)) => (words, true),
            ReadingKind::Transposition(Move::Before(words)) => (words, false),
            _ => return,
        };
        let own: Vec<Range<usize>> = parts.iter().map(|part| stops::core(&text.string, part).range).collect();
        let whole = own[0].start..own[own.len() - 1].end;
        let in_text = nearest(text, words, &whole, behind);
        let in_reading = || {
            let has = |op: &&Op| matches!(&op.what, What::Words(own) if holds(own, words));
            let apart = |op: &&Op| op.range.end <= whole.start || op.range.start >= whole.end;
            let far = |op: &&Op| op.range.start.abs_diff(whole.start);
            self.words.iter().filter(has).filter(apart).min_by_key(far).map(|op| op.range.clone())
        };
        let Some(target) = in_text.or_else(in_reading) else { return };
        let side = if behind { Side::After } else { Side::Before };
        let (gone, at, what) = match Displaced::of(text, &whole, &target, behind) {
            Some((at, displaced)) => (vec![displaced.all()], at, Coming::Blocks(displaced)),
            None => {
                let full = parts[0].start..parts[parts.len() - 1].end;
                let clause = stops::moving(&text.string, &full, &target, behind).filter(|_| parts.len() == 1);
                match clause {
                    Some(moving) => (vec![moving.gone], moving.at, Coming::Moved(moving.parts)),
                    None => (own.clone(), if behind { target.end } else { target.start }, Coming::Moved(own)),
                }
            }
        };
        let insert = Insert { at, side, what, from: from.clone() };
        if self.is_circular(&insert, &gone) {
            faults.extend(circular(&document.entries[id.0 as usize].readings[index]));
            return;
        }
        let op = |range: Range<usize>| Op { range, what: What::Moved(None), from: from.clone() };
        self.moves.extend(gone.into_iter().map(op));
        self.inserts.push(insert);
    }

    /// Words of a reading that stand beside words of the text.
    pub(super) fn come(
        &mut self,
        document: &Document,
        text: &Text,
        away: &Away,
        parts: &[Range<usize>],
    ) -> Option<Diagnostic> {
        let (words, side) = match &away.to {
            Move::After(words) => (words, Side::After),
            Move::Before(words) => (words, Side::Before),
            Move::Swap => return None,
        };
        let (EntryId(entry), index) = away.from;
        let Some(target) = nearest_of_reading(text, words, &(parts.first()?.start..parts.last()?.end)) else {
            let message = format!("“{}” cannot be told here: “{words}” is nowhere in the text", away.words);
            let span = document.entries[entry as usize].readings[index].span.clone()?;
            return Some(Diagnostic::warning("unknown-words", message).at(span).help("quote words of the text"));
        };
        let at = if side == Side::After { target.end } else { target.start };
        let from = Origin::Reading(EntryId(entry), index);
        self.inserts.push(Insert { at, side, what: Coming::Words(verses::ended(away.words.clone())), from });
        None
    }

    /// Whether words that go from `gone` would stand beside words that stand beside them.
    fn is_circular(&self, insert: &Insert, gone: &[Range<usize>]) -> bool {
        let mut beside = insert;
        // Each step leads to other words that move.
        for _ in 0..=self.moves.len() {
            if gone.iter().any(|range| beside.goes_with(range)) {
                return true;
            }
            let Some(moved) = self.moves.iter().find(|op| beside.goes_with(&op.range)) else { return false };
            let sent = |other: &&Insert| other.from == moved.from && !matches!(other.what, Coming::Words(_));
            let Some(next) = self.inserts.iter().find(sent) else { return false };
            beside = next;
        }
        true
    }
}

/// Words that go where they would stand beside themselves.
fn circular(reading: &Reading) -> Option<Diagnostic> {
    let span = reading.span.clone()?;
    let message = "these words are moved beside others that are moved beside them: here they stay where they are";
    let help = "say of one of them beside what it stands that does not move";
    Some(Diagnostic::warning("circular-move", message).at(span).help(help))
}
