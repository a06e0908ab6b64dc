//! Readings: what witnesses have for a lemma, and who they are.

use crate::model::apparatus::{EntryId, SiglumId};
use crate::model::text::{Mark, MarkKind};
use crate::source::Span;
use crate::words::spelling::{FoldedWord, words};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// What some witnesses have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What it is.
    pub kind: ReadingKind,
    /// Its words as they are written, with single spaces and without markup; empty where the kind has none.
    pub words: String,
    /// What its source marks in the words (bytes of them): emphasis, what is unclear or supplied, where an entry on
    /// it stands.
    pub marks: Vec<Mark>,
    /// How a scholar proposes it.
    pub how: Option<How>,
    /// What the editor thinks of it, whoever has or proposes it.
    pub doubt: Option<Doubt>,
    /// Who has it, as named: the sigla, then those named together (*cett.*).
    pub support: Vec<Cited>,
    /// Its type, a word of the editor's: `orthographic`.
    pub r#type: Option<String>,
    /// What an element of it says beyond the rest, by the attribute's name in TEI: `cause`, `xml:id`.
    pub attributes: Vec<(String, String)>,
    /// Where it is written; `None` for one that the tool made.
    pub span: Option<Span>,
}

/// How the editor doubts a reading, and where he says so: the words are no words of any witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// *fort.* before it.
    Before,
    /// *fort.* behind it.
    Behind,
    /// *fort. recte* behind it.
    Rightly,
}

impl Doubt {
    /// All, by their names in reports and in TEI.
    pub const ALL: [(&'static str, Self); 3] =
        [("fort", Self::Before), ("fort-behind", Self::Behind), ("fort-recte", Self::Rightly)];

    /// Its name there.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, doubt)| *doubt == self).map_or("", |(name, _)| name)
    }
}

impl Reading {
    /// What it says of the end of a word where it is that alone: `-vam`. The whole word is not known then.
    pub fn ending(&self) -> Option<&str> {
        let end = self.words.strip_prefix(['-', '\u{2011}']).filter(|_| self.kind == ReadingKind::Words)?;
        let word = !end.is_empty() && end.chars().all(|c| c.is_alphabetic() || is_combining_mark(c));
        word.then_some(end)
    }

    /// Which of several equal words of it those are on which a variant stands, from 1, whatever their case; `None` where
    /// they stand there once.
    pub fn which(&self, variant: EntryId, lemma: &str) -> Option<usize> {
        let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
        let (all, sought) = (words(&self.words, 0..self.words.len()), words(lemma, 0..lemma.len()));
        let is_there = |window: &&[FoldedWord]| {
            let mut pairs = window.iter().zip(&sought);
            pairs.all(|(own, other)| same(&self.words[own.range.clone()], &lemma[other.range.clone()]))
        };
        let places = all.windows(sought.len().max(1)).filter(is_there).map(|window| window[0].range.clone());
        let places: Vec<Range<usize>> = places.filter(|_| !sought.is_empty()).collect();
        let mark = self.marks.iter().find(|mark| mark.kind == MarkKind::Entry(variant))?;
        let own = places.iter().position(|place| place.end > mark.range.start)?;
        (places.len() > 1).then_some(own + 1)
    }

    /// One of a kind, with nothing else.
    pub fn new(kind: ReadingKind) -> Self {
        let (words, marks, attributes) = (String::new(), vec![], vec![]);
        Self { kind, words, marks, how: None, doubt: None, support: vec![], r#type: None, attributes, span: None }
    }

    /// What some witnesses have: words, or nothing.
    pub fn of(support: Vec<Cited>, words: impl Into<String>) -> Self {
        let words = words.into();
        let kind = if words.trim().is_empty() { ReadingKind::Omission } else { ReadingKind::Words };
        Self { kind, words, support, ..Self::new(ReadingKind::Omission) }
    }
}

/// What a reading is: of the words of the lemma.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadingKind {
    /// Other words.
    Words,
    /// They are left out: *om.*
    Omission,
    /// Words are added after them: *add.*
    Addition,
    /// Words are added before them: *praem.*
    Preface,
    /// They stand in another order or elsewhere: *transp.*
    Transposition(Move),
    /// A scholar or a hand takes them out: *del.*
    Deletion,
    /// A scholar brackets them: *secl.*
    Seclusion,
    /// A scholar or a hand supplies words: *suppl.*
    Supplement,
    /// The witness is damaged or blank here: *lac.*
    Lacuna,
    /// They cannot be read: *illeg.*
    Illegible,
}

/// Where words are moved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// The two words of the lemma change places.
    Swap,
    /// They stand after these words: *transp. post*.
    After(String),
    /// They stand before these words: *transp. ante*.
    Before(String),
}

impl ReadingKind {
    /// Its name in reports and in a series' `where`: its keyword without the stop.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Omission => "om",
            Self::Addition => "add",
            Self::Preface => "praem",
            Self::Transposition(_) => "transp",
            Self::Deletion => "del",
            Self::Seclusion => "secl",
            Self::Supplement => "suppl",
            Self::Lacuna => "lac",
            Self::Illegible => "illeg",
        }
    }

    /// The names of all kinds.
    pub const NAMES: [&'static str; 10] =
        ["words", "om", "add", "praem", "transp", "del", "secl", "suppl", "lac", "illeg"];
}

/// How a scholar proposes a reading; or the word for what he does to the lemma, where it is another than that of the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// *coni.*
    Conjectured,
    /// *prop.*
    Proposed,
    /// *dub.*
    Doubtfully,
    /// *stat.*, of a lacuna
    Stated,
    /// *ind.*, of a lacuna
    Indicated,
    /// *corr.*
    Corrected,
    /// *emend.*
    Emended,
    /// *scr.*
    Written,
    /// *restit.*
    Restored,
    /// *damn.*: what he deletes
    Condemned,
    /// *exp.*: the same
    Expunged,
    /// *susp.*: what he brackets
    Suspected,
    /// *trai.*: what he puts elsewhere
    Displaced,
    /// *prob.*: what another has proposed
    Approved,
    /// *improb.*
    Rejected,
    /// *ap.*: who tells of it
    Reported,
}

impl How {
    /// All, by their keywords.
    pub const ALL: [(&'static str, Self); 16] = [
        ("coni.", Self::Conjectured),
        ("prop.", Self::Proposed),
        ("dub.", Self::Doubtfully),
        ("stat.", Self::Stated),
        ("ind.", Self::Indicated),
        ("corr.", Self::Corrected),
        ("emend.", Self::Emended),
        ("scr.", Self::Written),
        ("restit.", Self::Restored),
        ("damn.", Self::Condemned),
        ("exp.", Self::Expunged),
        ("susp.", Self::Suspected),
        ("trai.", Self::Displaced),
        ("prob.", Self::Approved),
        ("improb.", Self::Rejected),
        ("ap.", Self::Reported),
    ];

    /// Whether it says of which kind a reading is, in the place of the kind's own word.
    pub fn is_of_kind(self) -> bool {
        matches!(self, Self::Condemned | Self::Expunged | Self::Suspected | Self::Displaced)
    }

    /// Its name in reports and in TEI: its keyword without the stop.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, how)| *how == self).map_or("", |(name, _)| name.trim_end_matches('.'))
    }
}

/// What one has done to whom the lemma is owed, `= coni. Falk`, `= suppl. Corvinus`; or with a reading that others have
/// too, or have proposed, `B coni. Falk`, `coni. Falk prob. Corvinus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It is a proposal: *coni.*, *prop.*, *dub.*, *corr.* …
    Proposed(How),
    /// *add.*
    Added,
    /// *suppl.*
    Supplied,
    /// *del.*
    Deleted,
    /// *secl.*
    Secluded,
}

impl Deed {
    /// All, by their keywords.
    pub const ALL: [(&'static str, Self); 14] = [
        ("coni.", Self::Proposed(How::Conjectured)),
        ("prop.", Self::Proposed(How::Proposed)),
        ("dub.", Self::Proposed(How::Doubtfully)),
        ("corr.", Self::Proposed(How::Corrected)),
        ("emend.", Self::Proposed(How::Emended)),
        ("scr.", Self::Proposed(How::Written)),
        ("restit.", Self::Proposed(How::Restored)),
        ("prob.", Self::Proposed(How::Approved)),
        ("improb.", Self::Proposed(How::Rejected)),
        ("ap.", Self::Proposed(How::Reported)),
        ("add.", Self::Added),
        ("suppl.", Self::Supplied),
        ("del.", Self::Deleted),
        ("secl.", Self::Secluded),
    ];

    /// What the editor writes of himself: each by its word, which is the one in Latin.
    pub const OWN: [(&'static str, Self); 14] = [
        ("addidi", Self::Added),
        ("supplevi", Self::Supplied),
        ("delevi", Self::Deleted),
        ("seclusi", Self::Secluded),
        ("correxi", Self::Proposed(How::Corrected)),
        ("emendavi", Self::Proposed(How::Emended)),
        ("conieci", Self::Proposed(How::Conjectured)),
        ("restitui", Self::Proposed(How::Restored)),
        ("proposui", Self::Proposed(How::Proposed)),
        ("transposui", Self::Proposed(How::Displaced)),
        ("statui", Self::Proposed(How::Stated)),
        ("indicavi", Self::Proposed(How::Indicated)),
        ("damnavi", Self::Proposed(How::Condemned)),
        ("expunxi", Self::Proposed(How::Expunged)),
    ];

    /// Its name in reports: its keyword without the stop.
    pub fn name(self) -> &'static str {
        if let Self::Proposed(how) = self {
            return how.name();
        }
        let known = Self::ALL.iter().find(|(_, deed)| *deed == self);
        known.map_or("", |(keyword, _)| keyword.trim_end_matches('.'))
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().chain(Self::OWN).map(|(_, deed)| deed).find(|deed| deed.name() == name)
    }

    /// The kind of a reading without words that the editor makes by it: what he has deleted, secluded, moved.
    pub fn kind(self) -> Option<ReadingKind> {
        match self {
            Self::Deleted | Self::Proposed(How::Condemned | How::Expunged) => Some(ReadingKind::Deletion),
            Self::Secluded => Some(ReadingKind::Seclusion),
            Self::Proposed(How::Displaced) => Some(ReadingKind::Transposition(Move::Swap)),
            _ => None,
        }
    }
}

/// One who has a reading, as cited: `A^pc (in an erasure)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Who.
    pub who: Who,
    /// Whom several who are named together leave out: `codd. praeter A`. Witnesses, hands, groups; empty for one.
    pub except: Vec<SiglumId>,
    /// What made the lemma of it, where the entry says so; of a reading what one has done of several who did not the same.
    pub deed: Option<Deed>,
    /// What of it, in the order written: each at most once, never both [`State::Ac`] and [`State::Pc`].
    pub states: Vec<State>,
    /// A remark behind it, without its parentheses.
    pub remark: Option<String>,
    /// What is marked in the remark (bytes of it): emphasis, sigla, what is superior.
    pub marks: Vec<Mark>,
    /// What an element of its source says of the remark beyond it, by the attribute's name in TEI.
    pub attributes: Vec<(String, String)>,
    /// Where it is cited, with states and remark; `None` where the tool made the reading.
    pub span: Option<Span>,
}

impl Cited {
    /// The final text of a witness, without a place.
    pub fn of(siglum: SiglumId) -> Self {
        Self::new(Who::Siglum(siglum))
    }

    /// Somebody, without states, remark and place.
    pub fn new(who: Who) -> Self {
        Self {
            who,
            except: vec![],
            states: vec![],
            remark: None,
            marks: vec![],
            deed: None,
            attributes: vec![],
            span: None,
        }
    }
}

/// Who has a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// A siglum: a witness, a hand, a group, an edition, a scholar.
    Siglum(SiglumId),
    /// The editor of this edition: *scripsi*, *supplevi*, by what he has done; behind a reading only where he says
    /// what that is, doubts it, or takes words out.
    Editor,
    /// All manuscripts: *codd.*
    Manuscripts,
    /// All witnesses in force that are neither named in the entry nor lacking: *cett.*
    Others,
    /// The same, named as all: *omnes*. Only with who is excepted.
    All,
    /// All editions: *edd.*
    Editions,
}

/// What of a witness has a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Before correction.
    Ac,
    /// After correction.
    Pc,
    /// In the margin.
    Mg,
    /// Above the line.
    Sl,
    /// As it seems.
    Vid,
    /// One that the book declares: its index in [`crate::model::apparatus::Sigla::states`], and how it counts.
    Own(u16, Standing),
}

/// What a state says of the text of its witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// That it has the reading.
    Text,
    /// That the reading stands beside it: in the margin, as a variant.
    Beside,
    /// That it had the reading before it was corrected.
    Before,
}

impl Standing {
    /// All, by their names in `book.toml`.
    pub const ALL: [(&'static str, Self); 3] =
        [("text", Self::Text), ("beside", Self::Beside), ("before", Self::Before)];

    /// Its name there.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, standing)| *standing == self).map_or("", |(name, _)| name)
    }
}

/// A state that the book declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnState {
    /// What follows `^` in the source.
    pub name: String,
    /// How it counts.
    pub standing: Standing,
    /// What is printed.
    pub print: String,
}

impl State {
    /// All that every book has, by what follows `^` in the source.
    pub const ALL: [(&'static str, Self); 5] =
        [("ac", Self::Ac), ("pc", Self::Pc), ("mg", Self::Mg), ("sl", Self::Sl), ("vid", Self::Vid)];

    /// What it says of the text of its witness.
    pub fn standing(self) -> Standing {
        match self {
            Self::Ac => Standing::Before,
            Self::Mg | Self::Sl => Standing::Beside,
            Self::Pc | Self::Vid => Standing::Text,
            Self::Own(_, standing) => standing,
        }
    }
}
