//! Milestones among the words: the labels of another numbering, who speaks. One that is the lemma of entries is their
//! link.

use super::pieces::Sign;
use crate::model::apparatus::EntryId;
use crate::model::lines::{Milestone, MilestoneKind};
use crate::model::text::MarkKind;
use crate::write::epub::inline::Inline;
use crate::write::epub::page::Page;

impl<'t> Inline<'_, '_, 't> {
    /// The milestone on which all entries of a sign stand: it is their lemma, and the words of the link.
    pub(crate) fn varying_milestone(&self, sign: &Sign) -> Option<&'t Milestone> {
        let here = sign.at..sign.at;
        let mut milestones = self.text.marks_from(&here).iter().filter_map(|mark| match &mark.kind {
            MarkKind::Milestone(milestone) if mark.range == here => Some(milestone),
            _ => None,
        });
        let entries = &self.page.context.edition.documents[self.page.document].entries;
        let on = |id: &EntryId, label: &str| entries.get(id.0 as usize).is_some_and(|entry| *entry.lemma == *label);
        let own = |milestone: &&Milestone| sign.entries.iter().all(|id| on(id, &milestone.label));
        milestones.find(own).filter(|_| !sign.entries.is_empty())
    }

    /// A milestone of another numbering: what the margin of a printed page shows. Inside a word none parts it.
    pub(crate) fn milestone(&mut self, milestone: &Milestone, at: usize) {
        if self.linked.take_if(|linked| *linked == at).is_some() {
            return;
        }
        let Some(kind) = self.page.label_of_milestone(milestone) else { return };
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let (before, behind) = self.text.string.split_at(at);
        let begins_word = is_space(before.chars().next_back()) && !is_space(behind.chars().next());
        if kind == MilestoneKind::Speakers || begins_word {
            self.page.xml.text(" ");
        }
    }
}

impl Page<'_> {
    /// Writes the label of a milestone; gives its kind.
    pub(crate) fn label_of_milestone(&mut self, milestone: &Milestone) -> Option<MilestoneKind> {
        let mut systems = self.context.edition.book.milestones.iter();
        let system = systems.find(|system| system.id == milestone.system)?;
        let class = match system.kind {
            MilestoneKind::Numbers => "milestone",
            MilestoneKind::Pages => "milestone page",
            MilestoneKind::Speakers => "speaker",
        };
        let title = format!("{}: {}", system.title, milestone.label);
        self.xml.open("span", &[("class", class), ("title", &title)]);
        self.xml.text(&milestone.label);
        self.xml.close();
        Some(system.kind)
    }
}
