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

/// Whether `name` may name a place in a document: a name, or that of an entry of an apparatus, `c:1`. Other programs
/// have colons and stops in theirs, `sec:tides.2`.
pub fn is_anchor(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'))
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
}

/// The name of a place as XML ids and CSS selectors may have it.
pub fn fit(name: &str) -> String {
    name.replace(':', "_3A").replace('.', "_2E")
}

/// An address as files have it: whatever no address may hold is percent-encoded (RFC 3986), and what is encoded
/// already stays so.
pub fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let scheme = address.find("://").map_or(0, |at| at + 3);
    let host = address[scheme..].find(['/', '?', '#']).map_or(address.len(), |at| scheme + at);
    for (at, byte) in address.bytes().enumerate() {
        let hex = |from: usize| address.as_bytes().get(from).is_some_and(u8::is_ascii_hexdigit);
        let kept = match byte {
            b'%' => hex(at + 1) && hex(at + 2),
            b'[' | b']' => at < host,
            b'#' => !address[..at].contains('#'),
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
        };
        match kept {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// What stands for percent-encoded bytes; as it is where they are no characters.
pub fn decoded(address: &str) -> String {
    if !address.contains('%') {
        return address.to_owned();
    }
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address;
    while let Some(at) = rest.find('%') {
        bytes.extend(rest[..at].bytes());
        let byte = rest.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(b'%'));
        rest = &rest[at + if byte.is_some() { 3 } else { 1 }..];
    }
    bytes.extend(rest.bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
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
