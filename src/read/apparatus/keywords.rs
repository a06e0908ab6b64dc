//! The keywords of readings: what a reading is, and how a scholar proposes it.

use super::scan::{Kind, Token};
use crate::model::apparatus::{How, ReadingKind};
use std::ops::Range;

/// The keywords that say how a scholar proposes a reading.
pub(super) const HOW: [(&str, How); 5] = How::ALL;
/// The keywords of kinds without words.
pub(super) const BARE: [(&str, ReadingKind); 5] = [
    ("om.", ReadingKind::Omission),
    ("del.", ReadingKind::Deletion),
    ("secl.", ReadingKind::Seclusion),
    ("lac.", ReadingKind::Lacuna),
    ("illeg.", ReadingKind::Illegible),
];
/// The keywords of kinds with words.
pub(super) const WORDED: [(&str, ReadingKind); 3] =
    [("add.", ReadingKind::Addition), ("praem.", ReadingKind::Preface), ("suppl.", ReadingKind::Supplement)];
/// The keyword for words in another order.
pub(super) const TRANSPOSED: &str = "transp.";

/// Whether a keyword says of which kind a reading is.
fn kind_of(token: &Token) -> bool {
    keyword(token, &BARE).or_else(|| keyword(token, &WORDED)).is_some()
}

/// Whether a keyword of a kind stands right before or behind words (bytes of a remark): `C om.`
pub(super) fn is_beside_kind(remark: &str, words: &Range<usize>) -> bool {
    let is_kind = |word: Option<&str>| {
        let names = BARE.iter().chain(&WORDED).map(|(name, _)| *name).chain([TRANSPOSED]);
        word.is_some_and(|word| names.clone().any(|name| word == name))
    };
    is_kind(remark[..words.start].split_whitespace().next_back())
        || is_kind(remark[words.end..].split_whitespace().next())
}

/// What a token means, if it is one of these keywords.
pub(super) fn keyword<T: Clone>(token: &Token, all: &[(&str, T)]) -> Option<T> {
    let found = all.iter().find(|(name, _)| token.kind == Kind::Plain && *name == token.text);
    found.map(|(_, meaning)| meaning.clone())
}

/// Whether a token is a keyword of a reading.
pub(super) fn is_keyword(token: &Token) -> bool {
    // `stat.` and `ind.` are keywords behind `lac.` alone.
    let how = keyword(token, &HOW).is_some_and(|how| !matches!(how, How::Stated | How::Indicated));
    kind_of(token) || how || token.kind == Kind::Plain && token.text == TRANSPOSED
}
