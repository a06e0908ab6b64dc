//! The keywords of readings: what a reading is, and how a scholar proposes it.

use super::scan::{Kind, Token};
use crate::model::apparatus::{Deed, How, ReadingKind};
use std::ops::Range;

/// The keywords that say how a reading is proposed, whoever does so.
pub(super) const HOW: [(&str, How); 5] = [
    ("coni.", How::Conjectured),
    ("prop.", How::Proposed),
    ("dub.", How::Doubtfully),
    ("stat.", How::Stated),
    ("ind.", How::Indicated),
];
/// Those of scholars, with what else they write for them. Before a manuscript they are words: `to rest. B`.
const OF_SCHOLARS: [(&str, How); 11] = [
    ("corr.", How::Corrected),
    ("emend.", How::Emended),
    ("em.", How::Emended),
    ("scr.", How::Written),
    ("scripsit", How::Written),
    ("restit.", How::Restored),
    ("rest.", How::Restored),
    ("ci.", How::Conjectured),
    ("cj.", How::Conjectured),
    ("conj.", How::Conjectured),
    ("coniec.", How::Conjectured),
];
/// The words of scholars for what they do to the lemma, without words of their own.
const DONE: [(&str, ReadingKind, How); 4] = [
    ("damn.", ReadingKind::Deletion, How::Condemned),
    ("exp.", ReadingKind::Deletion, How::Expunged),
    ("expunx.", ReadingKind::Deletion, How::Expunged),
    ("susp.", ReadingKind::Seclusion, How::Suspected),
];
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
/// The same of what a scholar puts elsewhere.
pub(super) const DISPLACED: &str = "trai.";
/// The keywords before whom several leave out.
pub(super) const LEAVING_OUT: [&str; 2] = ["praeter", "exc."];

/// How a scholar proposes a reading, if a token says that.
pub(super) fn of_scholar(token: &Token) -> Option<How> {
    keyword(token, &OF_SCHOLARS)
}

/// What a scholar does to the lemma, if a token says that.
pub(super) fn done(token: &Token) -> Option<(ReadingKind, How)> {
    let found = DONE.iter().find(|(name, ..)| token.kind == Kind::Plain && *name == token.text);
    found.map(|(_, kind, how)| (kind.clone(), *how))
}

/// Whether a keyword says of which kind a reading is.
fn kind_of(token: &Token) -> bool {
    keyword(token, &BARE).or_else(|| keyword(token, &WORDED)).is_some()
}

/// What the editor says that he has done himself, if a token says that: *supplevi*.
pub(super) fn own(token: &Token) -> Option<Deed> {
    keyword(token, &Deed::OWN)
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
