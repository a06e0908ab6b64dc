//! What a document remembers of a text that may not be at hand: places and order, no words.

use std::collections::BTreeMap;

/// The content of `witness.lock`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The SHA-256 of the witness, in lower-case hexadecimal.
    pub sha256: String,
    /// The version of the import rules that the text was read with; 0 before they had one.
    pub rules: u32,
    /// How many numbered blocks the body has.
    pub blocks: u32,
    /// The headings' anchors, each with the number of the last numbered block before it (or 0).
    pub headings: BTreeMap<String, u32>,
    /// The text's own notes by key, each with the block that calls it.
    pub notes: BTreeMap<String, u32>,
    /// The passages that can be referred to by name, each with its block.
    pub passages: BTreeMap<String, u32>,
    /// The stand-off notes on body and notes, by id.
    pub anchors: BTreeMap<String, LockedAnchor>,
    /// The stand-off entries of an apparatus on body and notes, by name: `c:1`.
    pub entries: BTreeMap<String, LockedAnchor>,
}

/// Where a stand-off note hangs, or the lemma of an entry begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockedAnchor {
    /// The number of the block.
    pub block: u32,
    /// Its place among the stand-off notes, or entries, in order of the text, from 1.
    pub order: u32,
}
