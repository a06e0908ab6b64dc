//! The label of a milestone as a lemma, a speaker's name: which of several it is in its verse. It is no word of the text, and
//! known before lines are.

use super::compose::Writer;
use super::unit::unit;
use crate::model::apparatus::EntryId;
use crate::model::document::Container;
use crate::model::text::{Mark, MarkKind};

impl Writer<'_> {
    /// Which of several milestones with this label in what an entry is keyed to its lemma is, from 1; none if it is the
    /// only one, or if entries are keyed to printed lines.
    pub(super) fn which_milestone(&self, id: EntryId, container: Container, label: &str) -> Option<usize> {
        let at = self.index.parts(id).first()?.start;
        let unit = unit(self.document, container, at, self.series, self.desk);
        let is_within = |place: usize| unit.iter().any(|range| range.start <= place && place <= range.end);
        let is_alike = |mark: &&Mark| matches!(&mark.kind, MarkKind::Milestone(own) if own.label == label);
        let alike = self.document.text(container)?.marks.iter().filter(is_alike).map(|mark| mark.range.start);
        let alike: Vec<usize> = alike.filter(|place| is_within(*place)).collect();
        let before = alike.iter().filter(|place| **place <= at).count();
        (alike.len() > 1 && before > 0).then_some(before)
    }
}
