//! A formula as its source has it.

/// A formula as TeX writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The formula, without the signs around it.
    pub tex: String,
    /// Whether it stands in a line of its own.
    pub block: bool,
}
