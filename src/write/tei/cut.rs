//! Cuts marks that overlap into elements that nest, block by block.
//!
//! Of two marks at one place the one that begins first, then the wider, then the later in the list is outside. What
//! is whole, the lemma of an entry, is never cut: of all others only those that are wider than it are outside. What
//! is inner, a placeholder, is inside all others.
//! Knows ranges and their order, nothing of what a mark means.

use crate::model::text::Text;
use std::collections::VecDeque;
use std::ops::Range;

/// How a mark is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// It is not.
    Nothing,
    /// As an element around its characters, or in parts; without characters as a point.
    Element,
    /// As one element.
    Whole,
    /// As an element inside all others.
    Inner,
    /// As something at both its ends.
    Ends,
}

/// What is done next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A part of the element of a mark (index) begins.
    Open(usize),
    /// The element of that mark that was opened last ends.
    Close(usize),
    /// Characters.
    Characters(Range<usize>),
    /// A mark without characters.
    Point(usize),
    /// A mark that is written at its ends begins.
    Begin(usize),
    /// It ends.
    End(usize),
}

/// The steps of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cut {
    /// Those of each block.
    pub(super) blocks: Vec<Vec<Step>>,
    /// In how many parts each mark is.
    pub(super) parts: Vec<usize>,
}

/// Cuts the marks of a text, each of which is written in one of `forms`.
pub(super) fn cut(text: &Text, forms: &[Form]) -> Cut {
    let mut cut = Cut { blocks: vec![], parts: vec![0; text.marks.len()] };
    let mut coming: VecDeque<usize> = (0..text.marks.len()).filter(|mark| forms[*mark] != Form::Nothing).collect();
    // Those that begin in a block before and go on.
    let mut open: Vec<usize> = vec![];
    for block in &text.blocks {
        while let Some(mark) = coming.front().copied().filter(|mark| text.marks[*mark].range.start <= block.range.end) {
            coming.pop_front();
            open.push(mark);
        }
        let steps = Block { text, forms, range: block.range.clone() }.steps(&open);
        for step in &steps {
            if let Step::Open(mark) = step {
                cut.parts[*mark] += 1;
            }
        }
        cut.blocks.push(steps);
        open.retain(|mark| text.marks[*mark].range.end > block.range.end);
    }
    cut
}

struct Block<'t> {
    text: &'t Text,
    forms: &'t [Form],
    range: Range<usize>,
}

impl Block<'_> {
    fn steps(&self, marks: &[usize]) -> Vec<Step> {
        let mut points: Vec<(usize, Step)> = vec![];
        let mut elements: Vec<usize> = vec![];
        for mark in marks.iter().copied() {
            let range = &self.text.marks[mark].range;
            let here = |at: &usize| (self.range.start..=self.range.end).contains(at);
            if self.forms[mark] == Form::Ends {
                points.extend(Some(range.start).filter(here).map(|at| (at, Step::Begin(mark))));
                points.extend(Some(range.end).filter(here).map(|at| (at, Step::End(mark))));
            } else if range.is_empty() {
                points.extend(Some(range.start).filter(here).map(|at| (at, Step::Point(mark))));
            } else if range.start < self.range.end && range.end > self.range.start {
                elements.push(mark);
            }
        }
        points.sort_by_key(|(at, _)| *at);
        self.nest(&elements, &points)
    }

    fn nest(&self, elements: &[usize], points: &[(usize, Step)]) -> Vec<Step> {
        let mut edges = vec![self.range.start, self.range.end];
        edges.extend(elements.iter().flat_map(|mark| [self.start(*mark), self.end(*mark)]));
        edges.extend(points.iter().map(|(at, _)| *at));
        edges.sort_unstable();
        edges.dedup();
        let mut starts: Vec<usize> = elements.to_vec();
        starts.sort_by_key(|mark| self.start(*mark));
        let (mut starts, mut points) = (starts.into_iter().peekable(), points.iter().peekable());
        let (mut steps, mut stack, mut active): (Vec<Step>, Vec<usize>, Vec<usize>) = (vec![], vec![], vec![]);
        for (index, edge) in edges.iter().copied().enumerate() {
            active.retain(|mark| self.end(*mark) > edge);
            let ended = stack.iter().position(|mark| self.end(*mark) <= edge).unwrap_or(stack.len());
            close(&mut steps, &mut stack, ended);
            while let Some((_, step)) = points.next_if(|(at, _)| *at <= edge) {
                steps.push(step.clone());
            }
            while let Some(mark) = starts.next_if(|mark| self.start(*mark) <= edge) {
                active.push(mark);
            }
            let Some(next) = edges.get(index + 1) else { break };
            self.reopen(&mut steps, &mut stack, &active);
            steps.push(Step::Characters(edge..*next));
        }
        close(&mut steps, &mut stack, 0);
        steps
    }

    fn reopen(&self, steps: &mut Vec<Step>, stack: &mut Vec<usize>, active: &[usize]) {
        let wanted = self.nested(active);
        let common = stack.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        close(steps, stack, common);
        for mark in &wanted[common..] {
            steps.push(Step::Open(*mark));
            stack.push(*mark);
        }
    }

    /// The marks that hold at a place, the outer before the inner.
    fn nested(&self, active: &[usize]) -> Vec<usize> {
        let range = |mark: usize| &self.text.marks[mark].range;
        let order = |mark: usize| (range(mark).start, std::cmp::Reverse(range(mark).end), std::cmp::Reverse(mark));
        let mut wholes: Vec<usize> = active.iter().copied().filter(|mark| self.forms[*mark] == Form::Whole).collect();
        wholes.sort_by_key(|mark| order(*mark));
        let holds = |outer: &Range<usize>, inner: &Range<usize>| {
            outer != inner && outer.start <= inner.start && outer.end >= inner.end
        };
        let level = |mark: usize| match wholes.iter().position(|whole| *whole == mark) {
            _ if self.forms[mark] == Form::Inner => (usize::MAX, 0),
            Some(index) => (index, 1),
            None => (wholes.iter().position(|w| holds(range(mark), range(*w))).unwrap_or(wholes.len()), 0),
        };
        let mut nested = active.to_vec();
        nested.sort_by_key(|mark| (level(*mark), order(*mark)));
        nested
    }

    fn start(&self, mark: usize) -> usize {
        self.text.marks[mark].range.start.max(self.range.start)
    }

    fn end(&self, mark: usize) -> usize {
        self.text.marks[mark].range.end.min(self.range.end)
    }
}

/// Closes what is open down to a depth.
fn close(steps: &mut Vec<Step>, stack: &mut Vec<usize>, depth: usize) {
    while stack.len() > depth {
        steps.extend(stack.pop().map(Step::Close));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::{Mark, MarkKind};

    /// Brackets with the index of each mark around its parts.
    fn shown(string: &str, marks: &[(Range<usize>, Form)]) -> String {
        let mut text = Text::plain(string);
        text.marks = marks.iter().map(|(range, _)| Mark { range: range.clone(), kind: MarkKind::Emphasis }).collect();
        let forms: Vec<Form> = marks.iter().map(|(_, form)| *form).collect();
        let step = |step: &Step| match step {
            Step::Open(mark) => format!("[{mark}:"),
            Step::Close(_) => "]".to_owned(),
            Step::Characters(range) => string[range.clone()].to_owned(),
            Step::Point(mark) => format!("({mark})"),
            Step::Begin(mark) => format!("<{mark}"),
            Step::End(mark) => format!("{mark}>"),
        };
        cut(&text, &forms).blocks[0].iter().map(step).collect()
    }

    #[test]
    fn what_nests_is_not_cut() {
        assert_eq!(shown("abcdef", &[(0..6, Form::Element), (1..3, Form::Element)]), "[0:a[1:bc]def]");
        assert_eq!(shown("abc", &[(0..3, Form::Element), (0..3, Form::Element)]), "[1:[0:abc]]");
        assert_eq!(shown("abc", &[(0..3, Form::Element), (0..3, Form::Inner)]), "[0:[1:abc]]");
    }

    #[test]
    fn what_overlaps_is_cut_but_a_whole_never() {
        assert_eq!(shown("abcdef", &[(0..3, Form::Element), (2..6, Form::Element)]), "[0:ab[1:c]][1:def]");
        assert_eq!(shown("abcdef", &[(0..3, Form::Element), (2..6, Form::Whole)]), "[0:ab][1:[0:c]def]");
        assert_eq!(shown("abcdef", &[(0..4, Form::Whole), (2..6, Form::Element)]), "[0:ab[1:cd]][1:ef]");
        assert_eq!(shown("abc", &[(0..3, Form::Whole), (0..3, Form::Element)]), "[0:[1:abc]]");
    }

    #[test]
    fn points_stand_between_what_ends_and_what_begins() {
        let marks = [(0..2, Form::Element), (2..2, Form::Element), (2..4, Form::Element), (1..3, Form::Ends)];
        assert_eq!(shown("abcd", &marks), "[0:a<3b](1)[2:c3>d]");
    }
}
