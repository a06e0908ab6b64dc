//! What placeholders in a reference stand for.

/// What a placeholder in a reference stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocusKind {
    /// The target's page.
    Page,
    /// The target's line on its page.
    Line,
    /// The target note's mark.
    Note,
    /// The target's title.
    Title,
    /// What the target, an entry of the apparatus, says.
    Entry,
}
