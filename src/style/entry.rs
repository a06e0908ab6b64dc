//! What an entry of an apparatus says, and how: separators, faces, the editor's words.
//!
//! A `preset` sets all keys as one school of editing prints; keys beside it win. Every sign is text of the style, so
//! that none is only to be had by a preset. Where a line must not begin with a sign, the space before it is a
//! no-break one, which `read` sees to.

use super::FaceStyle;
use super::read::FACES;
use super::value::{Reader, unfit};
use crate::diag::Diagnostics;
use crate::model::apparatus::Form;
use std::collections::BTreeMap;

/// How the parts of an entry are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryStyle {
    /// Whether entries name those who read the lemma, where neither they nor their series say it.
    pub form: Form,
    /// `lemma`: whether the lemma is printed.
    pub lemma: LemmaShown,
    /// `lemma-verse`: whether a lemma of whole verses is printed where no reading has words of its own: its number is
    /// enough.
    pub lemma_verse: bool,
    /// `lemma-end`: what follows the lemma, before a space.
    pub lemma_end: String,
    /// `lemma-parted`: what follows the lemma before those who read it, where they are named.
    pub lemma_parted: String,
    /// `lemma-end-positive`: what follows those who read it, where they are named.
    pub lemma_end_positive: String,
    /// `lemma-words`: of how many words a lemma is shortened to its ends; never if 0.
    pub lemma_words: i64,
    /// `ellipsis`: what stands between its ends, and between the parts of a lemma, with its spaces.
    pub ellipsis: String,
    /// `line-break`: what stands in lemma and readings where a verse or a paragraph ends, with its spaces. Where it is
    /// empty that is a space in a lemma, and a stroke where a reading says so.
    pub line_break: String,
    /// `signs`: whether ⟨ ⟩ { } † and *** are printed in lemma and readings.
    pub signs: bool,
    /// `between-readings`: what ends a reading before another, before a space.
    pub between_readings: String,
    /// `between-sigla`: what stands between two sigla. If that is nothing, still a space where one of them is
    /// more than a letter with what is superior to it, or has a remark.
    pub between_sigla: String,
    /// `before-sigla`: words before those who have a reading.
    pub before_sigla: String,
    /// `after-sigla`: and behind them.
    pub after_sigla: String,
    /// `before-reading`: what stands before the words of a reading, such as a quotation mark.
    pub before_reading: String,
    /// `after-reading`: and behind them.
    pub after_reading: String,
    /// `sigla-order`: in which order those are named who have a reading.
    pub order: Order,
    /// `states`: how a state of a witness is printed.
    pub states: States,
    /// `own-words`: what is printed for the editor's words, by the words of the source (`om.`, `codd.`, `ac`).
    pub own_words: BTreeMap<&'static str, String>,
    /// `groups`: whether a group's siglum stands for its members where all of them read the lemma.
    pub groups: bool,
    /// `and`: whether *et* stands between the last two of several scholars.
    pub and: bool,
    /// `lemma-stops`: whether punctuation at the end of a lemma is printed.
    pub lemma_stops: bool,
    /// `additions`: how words are introduced that are added to the lemma.
    pub additions: Additions,
    /// `words`: where *add.*, *praem.* and *suppl.* stand.
    pub words: WordsPlace,
    /// `terms`: the language of the editor's words (BCP 47).
    pub terms: &'static str,
    /// `type`: where the type of an entry or a reading is printed.
    pub types: TypePlace,
    /// `before-note`: what parts an entry's note from its readings, before a space.
    pub before_note: String,
    /// `end`: what ends an entry.
    pub end: String,
    /// `double-end`: whether it is printed after words that end so by themselves.
    pub double_end: bool,
    /// `lemma-face`
    pub lemma_face: FaceStyle,
    /// `reading-face`
    pub reading_face: FaceStyle,
    /// `sigla-face`: of witnesses, hands and groups.
    pub sigla_face: FaceStyle,
    /// `names-face`: of scholars and editions.
    pub names_face: FaceStyle,
    /// `words-face`: of the editor's words.
    pub words_face: FaceStyle,
    /// `note-face`: of an entry's note.
    pub note_face: FaceStyle,
    /// The same in series of Markdown keyed to lines, which a preset leaves as they are.
    pub keyed_note_face: FaceStyle,
}

/// Whether the lemma is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LemmaShown {
    /// Always.
    Always,
    /// Unless it is obvious: one word that no other near it is like, of which each reading is another spelling.
    UnlessObvious,
    /// Only where a reading has no words of its own, as an omission.
    Never,
}

/// In which order those are named who have a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// In that of the conspectus.
    Conspectus,
    /// As the entry names them.
    Written,
}

/// How a state of a witness is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum States {
    /// Superior to its siglum: `Bᵃᶜ`.
    Superior,
    /// Behind it: `B a.c.`
    Behind,
}

/// How words are introduced that are added to the lemma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Additions {
    /// As any reading: `towne] add. et B`.
    AsReadings,
    /// As at a point, where the entry has nothing else: `post towne add. et B`.
    AsPoints,
}

/// Where *add.* and its like stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordsPlace {
    /// Before the words that are added: `add. et`.
    Before,
    /// Behind them: `et add.`
    Behind,
}

/// Where a type is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypePlace {
    /// Nowhere.
    Nowhere,
    /// Before what it is the type of: the lemma, or the reading.
    Before,
    /// Behind it: the last reading, or those who have the reading.
    Behind,
}

const SHOWN: &[(&str, LemmaShown)] =
    &[("always", LemmaShown::Always), ("unless-obvious", LemmaShown::UnlessObvious), ("never", LemmaShown::Never)];
const ORDERS: &[(&str, Order)] = &[("conspectus", Order::Conspectus), ("written", Order::Written)];
const STATES: &[(&str, States)] = &[("superior", States::Superior), ("behind", States::Behind)];
const ADDITIONS: &[(&str, Additions)] = &[("as-readings", Additions::AsReadings), ("as-points", Additions::AsPoints)];
const WORDS: &[(&str, WordsPlace)] = &[("before", WordsPlace::Before), ("behind", WordsPlace::Behind)];
const TYPES: &[(&str, TypePlace)] =
    &[("nowhere", TypePlace::Nowhere), ("before", TypePlace::Before), ("behind", TypePlace::Behind)];
const SIGNS: &[(&str, bool)] = &[("kept", true), ("dropped", false)];
const TERMS: &[(&str, &str)] = &[("la", "la"), ("en", "en"), ("de", "de"), ("fr", "fr")];

/// The words of the source for which a style may have its own.
pub const OWN_WORDS: [&str; 55] = [
    "om.",
    "add.",
    "praem.",
    "transp.",
    "post",
    "ante",
    "del.",
    "secl.",
    "suppl.",
    "lac.",
    "illeg.",
    "fort.",
    "codd.",
    "cett.",
    "omnes",
    "edd.",
    "praeter",
    "et",
    "scripsi",
    "fort. recte",
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
    "coni.",
    "prop.",
    "dub.",
    "stat.",
    "ind.",
    "corr.",
    "emend.",
    "scr.",
    "restit.",
    "damn.",
    "exp.",
    "susp.",
    "trai.",
    "prob.",
    "improb.",
    "ap.",
    "ac",
    "pc",
    "mg",
    "sl",
    "vid",
];

/// A preset by its name.
type Preset = (&'static str, fn() -> EntryStyle);

/// The presets.
const PRESETS: &[Preset] = &[
    ("teubner", EntryStyle::teubner),
    ("oxford", EntryStyle::oxford),
    ("bude", EntryStyle::bude),
    ("english", EntryStyle::english),
];

impl EntryStyle {
    /// `towne] town B C; om. D`, positive `towne A] town B C; om. D`: as the Bibliotheca Teubneriana, with spaced
    /// sigla.
    pub fn teubner() -> Self {
        Self {
            form: Form::Negative,
            lemma: LemmaShown::Always,
            lemma_verse: true,
            lemma_end: "]".into(),
            lemma_parted: String::new(),
            lemma_end_positive: "]".into(),
            lemma_words: 4,
            ellipsis: "\u{a0}… ".into(),
            line_break: String::new(),
            signs: true,
            between_readings: ";".into(),
            between_sigla: " ".into(),
            before_sigla: String::new(),
            after_sigla: String::new(),
            before_reading: String::new(),
            after_reading: String::new(),
            order: Order::Conspectus,
            states: States::Superior,
            own_words: BTreeMap::new(),
            groups: false,
            and: true,
            lemma_stops: false,
            additions: Additions::AsReadings,
            words: WordsPlace::Before,
            terms: "la",
            types: TypePlace::Nowhere,
            before_note: ",".into(),
            end: String::new(),
            double_end: false,
            lemma_face: FaceStyle::Regular,
            reading_face: FaceStyle::Regular,
            sigla_face: FaceStyle::Regular,
            names_face: FaceStyle::Regular,
            words_face: FaceStyle::Italic,
            note_face: FaceStyle::Regular,
            keyed_note_face: FaceStyle::Regular,
        }
    }

    /// `towne] town BC : om. D`, positive `towne A : town BC : om. D`: as the Oxford Classical Texts.
    pub fn oxford() -> Self {
        let (form, between_sigla) = (Form::Negative, String::new());
        let italic = FaceStyle::Italic;
        Self { form, between_sigla, lemma_verse: false, names_face: italic, note_face: italic, ..Self::bude() }
    }

    /// `towne A : town B C : om. D`, negative `towne] town B C : om. D`: as the Collection Budé, positive by default.
    pub fn bude() -> Self {
        let colon = "\u{a0}:";
        Self {
            form: Form::Positive,
            lemma_end_positive: colon.into(),
            between_readings: colon.into(),
            ..Self::teubner()
        }
    }

    /// `towne] A; town B, C; om. D`, negative `towne] town B, C; om. D`: as the Arden Shakespeare and its like, positive
    /// by default.
    pub fn english() -> Self {
        Self {
            form: Form::Positive,
            lemma_parted: "]".into(),
            lemma_end_positive: ";".into(),
            between_sigla: ", ".into(),
            terms: "en",
            ..Self::teubner()
        }
    }

    /// Reads its keys from `[apparatus]` or `[apparatus.ID]`.
    /// Gives the preset, if one is named.
    pub(super) fn read(&mut self, table: &mut Reader, diagnostics: &mut Diagnostics) -> Option<&'static str> {
        let mut preset: Option<Preset> = None;
        let presets: Vec<_> = PRESETS.iter().map(|known| (known.0, Some(*known))).collect();
        table.choice("preset", &presets, &mut preset, diagnostics);
        if let Some((_, preset)) = preset {
            *self = preset();
        }
        self.read_choices(table, diagnostics);
        self.read_faces(table, diagnostics);
        let words: [(&'static str, &mut String); 13] = [
            ("lemma-end", &mut self.lemma_end),
            ("lemma-parted", &mut self.lemma_parted),
            ("lemma-end-positive", &mut self.lemma_end_positive),
            ("ellipsis", &mut self.ellipsis),
            ("line-break", &mut self.line_break),
            ("between-readings", &mut self.between_readings),
            ("between-sigla", &mut self.between_sigla),
            ("before-sigla", &mut self.before_sigla),
            ("after-sigla", &mut self.after_sigla),
            ("before-reading", &mut self.before_reading),
            ("after-reading", &mut self.after_reading),
            ("before-note", &mut self.before_note),
            ("end", &mut self.end),
        ];
        for (key, into) in words {
            if let Some(text) = table.table.text(key, diagnostics) {
                *into = unbroken(&text);
            }
        }
        table.integer("lemma-words", 0..1000, &mut self.lemma_words, diagnostics);
        for (key, into) in [("groups", &mut self.groups), ("and", &mut self.and), ("double-end", &mut self.double_end)]
        {
            if let Some(given) = table.table.boolean(key, diagnostics) {
                *into = given;
            }
        }
        preset.map(|(name, _)| name)
    }

    /// Reads `own-words`: what is printed for each word.
    pub(super) fn read_own_words(&mut self, table: Reader, diagnostics: &mut Diagnostics) {
        let mut table = table.table;
        for name in OWN_WORDS {
            match table.string(name, diagnostics) {
                Some(words) if words.value.trim().is_empty() => unfit(name, "words", words.span, diagnostics),
                Some(words) => drop(self.own_words.insert(name, unbroken(words.value.trim()))),
                None => {}
            }
        }
        table.finish(diagnostics);
    }

    fn read_choices(&mut self, table: &mut Reader, diagnostics: &mut Diagnostics) {
        table.choice("lemma", SHOWN, &mut self.lemma, diagnostics);
        table.choice("signs", SIGNS, &mut self.signs, diagnostics);
        table.choice("lemma-verse", SIGNS, &mut self.lemma_verse, diagnostics);
        table.choice("lemma-stops", SIGNS, &mut self.lemma_stops, diagnostics);
        table.choice("sigla-order", ORDERS, &mut self.order, diagnostics);
        table.choice("states", STATES, &mut self.states, diagnostics);
        table.choice("additions", ADDITIONS, &mut self.additions, diagnostics);
        table.choice("words", WORDS, &mut self.words, diagnostics);
        table.choice("terms", TERMS, &mut self.terms, diagnostics);
        table.choice("type", TYPES, &mut self.types, diagnostics);
    }

    fn read_faces(&mut self, table: &mut Reader, diagnostics: &mut Diagnostics) {
        let faces = [
            ("lemma-face", &mut self.lemma_face),
            ("reading-face", &mut self.reading_face),
            ("sigla-face", &mut self.sigla_face),
            ("names-face", &mut self.names_face),
            ("words-face", &mut self.words_face),
        ];
        for (key, face) in faces {
            table.choice(key, FACES, face, diagnostics);
        }
        let mut note = None;
        let faces: Vec<_> = FACES.iter().map(|(name, face)| (*name, Some(*face))).collect();
        table.choice("note-face", &faces, &mut note, diagnostics);
        if let Some(face) = note {
            (self.note_face, self.keyed_note_face) = (face, face);
        }
    }
}

impl Default for EntryStyle {
    fn default() -> Self {
        Self::teubner()
    }
}

/// A sign with the space before it such that no line begins with the sign; spaces alone stay as they are.
fn unbroken(sign: &str) -> String {
    match sign.trim_start_matches(' ') {
        "" => sign.to_owned(),
        rest => format!("{}{rest}", "\u{a0}".repeat(sign.len() - rest.len())),
    }
}
