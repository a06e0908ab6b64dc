//! Writes a block of the body as a witness has it.

use super::ops::{Coming, Insert, Op, Ops, Side, What};
use super::pen::Pen;
use crate::model::text::Text;
use std::ops::Range;

/// Writes a block.
pub(super) fn block(body: &Text, range: Range<usize>, ops: &Ops, pen: &mut Pen) {
    Writer { body, ops, moving: true }.write(range, pen);
}

#[derive(Clone, Copy)]
struct Writer<'a> {
    body: &'a Text,
    ops: &'a Ops,
    /// Whether words may move: those that have moved do not move again.
    moving: bool,
}

impl Writer<'_> {
    fn write(&self, range: Range<usize>, pen: &mut Pen) {
        let mut at = range.start;
        // What comes in beside words that have moved stands where these do.
        let mut next = self.ops.inserts.partition_point(|insert| match self.moving {
            true => insert.at < at,
            false => insert.at < at || insert.at == at && insert.side != Side::Before,
        });
        loop {
            while let Some(insert) = self.ops.inserts.get(next).filter(|insert| insert.at <= at) {
                if self.is_here(insert, &range) {
                    self.insert(insert, pen);
                }
                next += 1;
            }
            if at >= range.end {
                return;
            }
            if let Some(op) = self.at(at) {
                self.op(op, &range, pen);
                let end = op.range.end;
                // what moves takes along what comes in inside it
                let taken = matches!(op.what, What::Moved(_));
                while taken && self.ops.inserts.get(next).is_some_and(|insert| insert.goes_with(&op.range)) {
                    next += 1;
                }
                at = end.min(range.end);
                continue;
            }
            let stop = self.ops.inserts.get(next).map_or(range.end, |insert| insert.at.min(range.end));
            let stop = stop.min(self.after(at).unwrap_or(range.end)).max(at);
            bare(&self.body.string, at..stop, pen);
            at = stop;
        }
    }

    /// Whether what comes in stands here: what belongs to words that move goes with them.
    fn is_here(&self, insert: &Insert, range: &Range<usize>) -> bool {
        if self.moving {
            let gone = self.at(insert.at).filter(|op| matches!(op.what, What::Moved(_)));
            return insert.side != Side::Before || gone.is_none_or(|op| op.range.start < insert.at);
        }
        insert.goes_with(range)
    }

    /// The op that holds byte `at`: what moves before what changes.
    fn at(&self, at: usize) -> Option<&Op> {
        let holding = |list: &'_ [Op]| list.partition_point(|op| op.range.end <= at);
        let found = |list: &'_ [Op]| holding(list);
        let moves = self.ops.moves.get(found(&self.ops.moves)).filter(|op| self.moving && op.range.start <= at);
        moves.or_else(|| self.ops.words.get(found(&self.ops.words)).filter(|op| op.range.start <= at))
    }

    /// Where the next op begins.
    fn after(&self, at: usize) -> Option<usize> {
        let next = |list: &[Op]| list.get(list.partition_point(|op| op.range.start <= at)).map(|op| op.range.start);
        let moves = next(&self.ops.moves).filter(|_| self.moving);
        moves.into_iter().chain(next(&self.ops.words)).min()
    }

    /// Writes what stands in the place of words; what began in a block before is written.
    fn op(&self, op: &Op, range: &Range<usize>, pen: &mut Pen) {
        if op.range.start < range.start {
            return pen.instead("", op.from.clone());
        }
        match &op.what {
            What::Words(words) => pen.instead(words, op.from.clone()),
            What::Gap => pen.gap(op.from.clone()),
            What::Moved(None) => pen.instead("", op.from.clone()),
            What::Moved(Some(other)) => self.moved(other, pen),
        }
    }

    fn insert(&self, insert: &Insert, pen: &mut Pen) {
        pen.part();
        match &insert.what {
            Coming::Words(words) => pen.instead(words, insert.from.clone()),
            Coming::Moved(parts) => {
                for part in parts {
                    pen.part();
                    self.moved(part, pen);
                }
            }
            Coming::Blocks(displaced) => {
                if insert.side == Side::After {
                    pen.instead(displaced.edge, insert.from.clone());
                }
                for (between, block) in &displaced.blocks {
                    if !between.is_empty() {
                        pen.instead(between, insert.from.clone());
                    }
                    self.moved(block, pen);
                }
                if insert.side == Side::Before {
                    pen.instead(displaced.edge, insert.from.clone());
                }
            }
        }
        pen.part();
    }

    fn moved(&self, range: &Range<usize>, pen: &mut Pen) {
        Writer { moving: false, ..*self }.write(range.clone(), pen);
    }
}

/// Writes the bytes `range` of the body without the signs in them that are the editor's: brackets, cruces, asterisks. What stands
/// between two spaces and is such a sign goes with one of them.
fn bare(body: &str, range: Range<usize>, pen: &mut Pen) {
    let (words, at) = (&body[range.clone()], range.start);
    let mut from = 0;
    while let Some(found) = words[from..].find(is_sign) {
        let (sign, rest) = (from + found, &words[from + found..]);
        let mut end = sign + rest.find(|c| !is_sign(c)).unwrap_or(rest.len());
        pen.text(&words[from..sign], at + from);
        let alone = body[..at + sign].chars().next_back().is_none_or(char::is_whitespace);
        if alone && let Some(space) = words[end..].chars().next().filter(|c| c.is_whitespace()) {
            end += space.len_utf8();
        }
        from = end;
    }
    pen.text(&words[from..], at + from);
}

/// Signs of an editor's; see `signs` of the style, and square brackets beside them.
fn is_sign(c: char) -> bool {
    matches!(c, '⟨' | '⟩' | '〈' | '〉' | '{' | '}' | '†' | '*' | '[' | ']')
}
