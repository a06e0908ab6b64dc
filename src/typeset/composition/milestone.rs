//! Milestones of other numberings and names of speakers: points of the paragraph, and those that stand among the words
//! pieces of it.

use crate::model::lines::{self, MilestoneKind, MilestoneSystem};
use crate::model::page::{NodeKind, Role};
use crate::style::FaceStyle;
use crate::typeset::composition::inline::Inline;
use crate::typeset::paragraph::Paragraph;
use crate::typeset::paragraph::piece::{Content, Font, Piece, Variant};
use crate::typeset::paragraph::point::{Milestone, What};
use std::sync::Arc;

impl Inline<'_, '_> {
    /// A milestone of a system that the book declares.
    pub(super) fn milestone(&mut self, milestone: &lines::Milestone, at: usize, paragraph: &mut Paragraph) {
        let systems = &self.composer.edition.book.milestones;
        let Some(system) = systems.iter().position(|system| system.id == milestone.system) else { return };
        let label: Arc<str> = Arc::from(milestone.label.as_str());
        let span = self.text.origin(at).or_else(|| self.text.origin(at.saturating_sub(1)));
        paragraph.point(What::Milestone(Milestone { system, label: label.clone(), span }));
        if self.composer.style.is_in_text(&systems[system]) {
            self.among_words(&systems[system], &label, at, paragraph);
        }
    }

    /// A milestone that is printed among the words, of which it is none: parted from those beside it as they are from
    /// one another, inside a word by nothing.
    fn among_words(&mut self, system: &MilestoneSystem, label: &str, at: usize, paragraph: &mut Paragraph) {
        let before = self.text.string[..at].chars().next_back();
        let begins = before.is_none_or(|c| c.is_whitespace() || "([{⟨〈".contains(c));
        let ends = self.text.string[at..].chars().next().is_none_or(char::is_whitespace);
        let words = match (begins, ends) {
            (true, _) => format!("{label} "),
            (false, true) => format!(" {label}"),
            (false, false) => label.to_owned(),
        };
        // Greek has names of speakers in small letters, as they are typed.
        let greek = label.chars().any(|c| matches!(c as u32, 0x370..=0x3ff | 0x1f00..=0x1fff));
        // Small capitals of capitals alone are smaller all through: `KEEPER` is typed for them.
        let small = if label.chars().any(char::is_lowercase) { Variant::SmallCaps } else { Variant::AllSmallCaps };
        let font = match (self.composer.style.milestone_of(&system.id).margin.face, system.kind) {
            (FaceStyle::Regular, MilestoneKind::Speakers) if greek => self.font,
            (FaceStyle::Regular, MilestoneKind::Speakers) | (FaceStyle::SmallCaps, _) => {
                Font { variant: small, ..self.font }
            }
            (FaceStyle::Regular, _) => self.font,
            (FaceStyle::Italic, _) => self.font.emphasised(),
            (FaceStyle::Bold, _) => self.font.strong(),
            (FaceStyle::BoldItalic, _) => self.font.strong().emphasised(),
        };
        let leaf = self.composer.structure.add(self.parent, NodeKind::Leaf);
        self.leaf = None;
        let language = self.scope.language.clone();
        let mark = |words: String| Piece {
            content: Content::Mark(words),
            font,
            language: language.clone(),
            role: Role::Content(leaf),
            link: None,
        };
        match words.strip_suffix(' ').filter(|_| self.composer.style.hangs(&system.id) && paragraph.pieces.is_empty()) {
            // Its space may have to be wider.
            Some(name) => paragraph.pieces.extend([mark(name.to_owned()), mark("\u{a0}".to_owned())]),
            None => paragraph.pieces.push(mark(words)),
        }
    }
}
