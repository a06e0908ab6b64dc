//! The editor's words in an apparatus: *om.*, *add.*, *codd.*, by language.

use crate::model::apparatus::{Deed, How, ReadingKind, State};
use crate::words::language::primary;

/// The words of an apparatus in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApparatusTerms {
    /// Before the number of a page: *p.*
    pub page: &'static str,
    /// Before the mark of a note: *n.*
    pub note: &'static str,
    /// Before a reading that the editor is not sure of: *fort.*
    pub perhaps: &'static str,
    /// *om.*
    pub omitted: &'static str,
    /// *add.*
    pub added: &'static str,
    /// *praem.*
    pub prefixed: &'static str,
    /// *transp.*
    pub transposed: &'static str,
    /// *post*
    pub after: &'static str,
    /// *ante*
    pub before: &'static str,
    /// *del.*
    pub deleted: &'static str,
    /// *secl.*
    pub secluded: &'static str,
    /// *suppl.*
    pub supplied: &'static str,
    /// *lac.*
    pub lacuna: &'static str,
    /// *illeg.*
    pub illegible: &'static str,
    /// *coni.*, *prop.*, *dub.* …: in the order of [`How::ALL`].
    how: [&'static str; How::ALL.len()],
    /// *a.c.*, *p.c.*, *mg.*, *s.l.*, *ut vid.*, where they are not superior.
    states: [&'static str; 5],
    /// *codd.*
    pub manuscripts: &'static str,
    /// *cett.*
    pub others: &'static str,
    /// *omnes*
    pub all: &'static str,
    /// *edd.*
    pub editions: &'static str,
    /// *praeter*, before whom *codd.* and its like leave out.
    pub except: &'static str,
    /// *et*, between two scholars.
    pub and: &'static str,
    /// *scripsi*
    pub editor: &'static str,
    /// *recte*, of what is perhaps right: *fort. recte*
    pub rightly: &'static str,
    /// *addidi*, *supplevi*, *delevi* …: in the order of [`Deed::OWN`].
    own: [&'static str; Deed::OWN.len()],
    /// After which word a witness ends, with `{word}` and `{siglum}`.
    pub ends: &'static str,
    /// Before which word it begins.
    pub begins: &'static str,
    /// Before which word it begins again.
    pub resumes: &'static str,
}

const LATIN: ApparatusTerms = ApparatusTerms {
    perhaps: "fort.",
    page: "p.",
    note: "n.",
    omitted: "om.",
    added: "add.",
    prefixed: "praem.",
    transposed: "transp.",
    after: "post",
    before: "ante",
    deleted: "del.",
    secluded: "secl.",
    supplied: "suppl.",
    lacuna: "lac.",
    illegible: "illeg.",
    how: [
        "coni.", "prop.", "dub.", "stat.", "ind.", "corr.", "emend.", "scr.", "restit.", "damn.", "exp.", "susp.",
        "trai.", "prob.", "improb.", "ap.",
    ],
    states: ["a.c.", "p.c.", "mg.", "s.l.", "ut vid."],
    manuscripts: "codd.",
    others: "cett.",
    all: "omnes",
    editions: "edd.",
    except: "praeter",
    and: "et",
    editor: "scripsi",
    rightly: "fort. recte",
    own: [
        "addidi",
        "supplevi",
        "delevi",
        "seclusi",
        "correxi",
        "emendavi",
        "conieci",
        "restitui",
        "proposui",
        "transposui",
        "statui",
        "indicavi",
        "damnavi",
        "expunxi",
    ],
    ends: "post {word} deficit {siglum}",
    begins: "ante {word} incipit {siglum}",
    resumes: "ante {word} redit {siglum}",
};

const ENGLISH: ApparatusTerms = ApparatusTerms {
    perhaps: "perhaps",
    page: "p.",
    note: "n.",
    omitted: "om.",
    added: "add.",
    prefixed: "prefixed",
    transposed: "transp.",
    after: "after",
    before: "before",
    deleted: "del.",
    secluded: "bracketed",
    supplied: "suppl.",
    lacuna: "lacuna",
    illegible: "illeg.",
    how: [
        "conj.",
        "prop.",
        "doubtfully",
        "posited",
        "indicated",
        "corr.",
        "emend.",
        "wrote",
        "restored",
        "condemned",
        "expunged",
        "suspected",
        "transp.",
        "approved by",
        "rejected by",
        "in",
    ],
    states: ["before corr.", "after corr.", "in margin", "above line", "apparently"],
    manuscripts: "MSS",
    others: "the rest",
    all: "all",
    editions: "eds.",
    except: "except",
    and: "and",
    editor: "this ed.",
    rightly: "perhaps rightly",
    own: [
        "added here",
        "supplied here",
        "deleted here",
        "bracketed here",
        "corrected here",
        "emended here",
        "conjectured here",
        "restored here",
        "proposed here",
        "transposed here",
        "posited here",
        "indicated here",
        "condemned here",
        "expunged here",
    ],
    ends: "{siglum} ends after {word}",
    begins: "{siglum} begins at {word}",
    resumes: "{siglum} resumes at {word}",
};

const GERMAN: ApparatusTerms = ApparatusTerms {
    perhaps: "vielleicht",
    page: "S.",
    note: "Anm.",
    omitted: "fehlt",
    added: "hinzugef.",
    prefixed: "vorangest.",
    transposed: "umgest.",
    after: "nach",
    before: "vor",
    deleted: "getilgt",
    secluded: "eingekl.",
    supplied: "erg.",
    lacuna: "Lücke",
    illegible: "unleserl.",
    how: [
        "konj.",
        "vorgeschl.",
        "zweifelnd",
        "angen.",
        "angez.",
        "korr.",
        "emend.",
        "schrieb",
        "wiederherg.",
        "verworfen",
        "expung.",
        "verdächtigt",
        "umgest.",
        "gebilligt von",
        "verworfen von",
        "bei",
    ],
    states: ["vor Korr.", "nach Korr.", "am Rand", "üb. d. Z.", "wohl"],
    manuscripts: "Hss.",
    others: "übrige",
    all: "alle",
    editions: "Ausgg.",
    except: "außer",
    and: "und",
    editor: "diese Ausg.",
    rightly: "vielleicht richtig",
    own: [
        "hier hinzugefügt",
        "hier ergänzt",
        "hier getilgt",
        "hier eingeklammert",
        "hier korrigiert",
        "hier emendiert",
        "hier konjiziert",
        "hier wiederhergestellt",
        "hier vorgeschlagen",
        "hier umgestellt",
        "hier angenommen",
        "hier angezeigt",
        "hier verworfen",
        "hier expungiert",
    ],
    ends: "{siglum} endet nach {word}",
    begins: "{siglum} beginnt mit {word}",
    resumes: "{siglum} setzt wieder ein mit {word}",
};

const FRENCH: ApparatusTerms = ApparatusTerms {
    perhaps: "peut-être",
    page: "p.",
    note: "n.",
    omitted: "om.",
    added: "aj.",
    prefixed: "praem.",
    transposed: "transp.",
    after: "après",
    before: "avant",
    deleted: "suppr.",
    secluded: "excl.",
    supplied: "suppl.",
    lacuna: "lac.",
    illegible: "illis.",
    how: [
        "conj.",
        "prop.",
        "avec doute",
        "posée",
        "indiquée",
        "corr.",
        "émend.",
        "écrit",
        "restit.",
        "condamné",
        "exp.",
        "suspecté",
        "transp.",
        "approuvé par",
        "rejeté par",
        "chez",
    ],
    states: ["avant corr.", "après corr.", "en marge", "s. l.", "semble-t-il"],
    manuscripts: "mss",
    others: "les autres",
    all: "tous",
    editions: "éd.",
    except: "sauf",
    and: "et",
    editor: "cette éd.",
    rightly: "peut-être avec raison",
    own: [
        "ajouté ici",
        "suppléé ici",
        "supprimé ici",
        "exclu ici",
        "corrigé ici",
        "émendé ici",
        "conjecturé ici",
        "restitué ici",
        "proposé ici",
        "transposé ici",
        "posé ici",
        "indiqué ici",
        "condamné ici",
        "exponctué ici",
    ],
    ends: "{siglum} s’arrête après {word}",
    begins: "{siglum} commence à {word}",
    resumes: "{siglum} reprend à {word}",
};

impl ApparatusTerms {
    /// The words for a language (BCP 47); Latin for one that has none.
    pub fn of(language: &str) -> &'static ApparatusTerms {
        match primary(language) {
            "en" => &ENGLISH,
            "de" => &GERMAN,
            "fr" => &FRENCH,
            _ => &LATIN,
        }
    }

    /// The words that a style may have otherwise, each with what it is called there: the word of the source. States come
    /// last.
    fn named(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let own = |terms: &ApparatusTerms| {
            let words = [
                terms.omitted,
                terms.added,
                terms.prefixed,
                terms.transposed,
                terms.after,
                terms.before,
                terms.deleted,
                terms.secluded,
                terms.supplied,
                terms.lacuna,
                terms.illegible,
                terms.perhaps,
                terms.manuscripts,
                terms.others,
                terms.all,
                terms.editions,
                terms.except,
                terms.and,
                terms.editor,
                terms.rightly,
            ];
            words.into_iter().chain(terms.own).chain(terms.how)
        };
        let states = State::ALL.iter().map(|(name, _)| *name).zip(self.states);
        own(&LATIN).zip(own(self)).chain(states)
    }

    /// All that a style may have otherwise, as it calls it: `om.`, `codd.`, `ac`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        LATIN.named().map(|(name, _)| name)
    }

    /// What a style calls words of ours.
    pub fn name_of(&self, words: &str) -> Option<&'static str> {
        self.named().find(|(_, own)| *own == words).map(|(name, _)| name)
    }

    /// What says of which kind a reading is; nothing where its words say it.
    pub fn kind(&self, kind: &ReadingKind) -> &'static str {
        match kind {
            ReadingKind::Words => "",
            ReadingKind::Omission => self.omitted,
            ReadingKind::Addition => self.added,
            ReadingKind::Preface => self.prefixed,
            ReadingKind::Transposition(_) => self.transposed,
            ReadingKind::Deletion => self.deleted,
            ReadingKind::Seclusion => self.secluded,
            ReadingKind::Supplement => self.supplied,
            ReadingKind::Lacuna => self.lacuna,
            ReadingKind::Illegible => self.illegible,
        }
    }

    /// How a scholar proposes a reading.
    pub fn how(&self, how: How) -> &'static str {
        let index = How::ALL.iter().position(|(_, known)| *known == how).unwrap_or_default();
        self.how[index]
    }

    /// What one has done to whom the lemma is owed.
    pub fn deed(&self, deed: Deed) -> &'static str {
        match deed {
            Deed::Proposed(how) => self.how(how),
            Deed::Added => self.added,
            Deed::Supplied => self.supplied,
            Deed::Deleted => self.deleted,
            Deed::Secluded => self.secluded,
        }
    }

    /// What the editor of this edition has done himself.
    pub fn own(&self, deed: Deed) -> &'static str {
        let index = Deed::OWN.iter().position(|(_, known)| *known == deed);
        index.map_or(self.editor, |index| self.own[index])
    }

    /// A state of a witness, where it is not superior.
    /// Those of the book are printed as it declares them.
    pub fn state(&self, state: State) -> Option<&'static str> {
        let index = State::ALL.iter().position(|(_, known)| *known == state)?;
        Some(self.states[index])
    }
}
