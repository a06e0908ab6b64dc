//! The notation of a place in the book: `document#anchor`, `document`, `#anchor`.

/// The two parts of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetName {
    /// The document's id; empty for the document that holds the reference.
    pub document: String,
    /// The anchor in it.
    pub anchor: Option<String>,
}

/// Whether `name` may name a document, an anchor or a note: letters, digits, `-` and `_`, so that
/// it is fit for an XML id and a CSS selector.
pub fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// Whether `name` may name a place in a document: a name, or that of an entry of an apparatus, `c:1`.
fn is_anchor(name: &str) -> bool {
    name.split_once(':').map_or_else(|| is_name(name), |(series, key)| is_name(series) && is_name(key))
}

impl TargetName {
    /// Reads `document#anchor`; `None` if it is malformed: no part, an empty anchor, a character
    /// that no name has.
    pub fn parse(target: &str) -> Option<Self> {
        let (document, anchor) = match target.split_once('#') {
            Some((document, anchor)) => (document, Some(anchor)),
            None => (target, None),
        };
        let document_fits = is_name(document) || (document.is_empty() && anchor.is_some());
        let anchor_fits = anchor.is_none_or(is_anchor);
        (document_fits && anchor_fits)
            .then(|| Self { document: document.to_owned(), anchor: anchor.map(str::to_owned) })
    }
}
