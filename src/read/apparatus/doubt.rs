//! What the editor doubts: `fort. tower Quill`, `tower fort. Quill`, `tower fort. recte Quill`.
//!
//! Knows words as they are typed; nothing of sigla.

use super::scan::{Kind, Token};
use crate::model::apparatus::Doubt;

/// *Perhaps*, and behind it *rightly*: keywords, which in quotation marks are words.
const PERHAPS: &str = "fort.";
const RIGHTLY: &str = "recte";

/// The tokens of a reading without what says that the editor doubts it.
pub(super) fn read(tokens: &[Token]) -> (&[Token], Option<Doubt>) {
    let is = |token: &Token, word: &str| token.kind == Kind::Plain && token.text == word;
    match tokens {
        [first, rest @ ..] if is(first, PERHAPS) && !rest.is_empty() => (rest, Some(Doubt::Before)),
        [rest @ .., perhaps, last] if is(perhaps, PERHAPS) && is(last, RIGHTLY) && !rest.is_empty() => {
            (rest, Some(Doubt::Rightly))
        }
        [rest @ .., last] if is(last, PERHAPS) && !rest.is_empty() => (rest, Some(Doubt::Behind)),
        _ => (tokens, None),
    }
}
