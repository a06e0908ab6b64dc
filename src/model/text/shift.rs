//! Where the ids of a text begin when a document takes it in.

/// How many of each a document has already that takes in a text with ids of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// Notes.
    pub notes: u32,
    /// References.
    pub references: u32,
    /// Figures.
    pub figures: u32,
    /// Entries of the apparatus.
    pub entries: u32,
    /// Citations.
    pub citations: u32,
    /// Lists of places.
    pub loci: u32,
    /// Words to be told from others in their line.
    pub ordinals: u32,
}
