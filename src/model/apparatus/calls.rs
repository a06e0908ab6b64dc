//! How entries are called from the text where there are no lines to key them to.

/// From where an EPUB leads to the entries of an apparatus: `[output.epub] apparatus`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EntryCalls {
    /// From the words of each lemma.
    #[default]
    Words,
    /// From the words; but where many entries begin in one sentence or verse, from a sign at its end.
    Dense,
    /// From a sign at the end of each sentence or verse in which entries begin.
    Sentences,
    /// From a sign at the end of each paragraph or verse in which entries begin.
    Paragraphs,
}

impl EntryCalls {
    /// All, by their names in `book.toml`.
    pub const ALL: [(&'static str, Self); 4] = [
        ("words", Self::Words),
        ("dense", Self::Dense),
        ("sentences", Self::Sentences),
        ("paragraphs", Self::Paragraphs),
    ];
}
