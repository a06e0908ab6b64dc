//! The words of the conspectus siglorum and of the tables of agreements.

use crate::model::apparatus::SiglumKind;

/// Their words in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SiglaTerms {
    /// The titles of the two documents, the conspectus' first.
    pub(super) titles: [&'static str; 2],
    /// What stands before each.
    pub(super) introductions: [&'static str; 2],
    /// The same before a conspectus that names no pages.
    pub uncited: &'static str,
    /// The headings of the conspectus.
    sections: [(SiglumKind, &'static str); 5],
    /// Before the documents that a witness has, where it has not all: `In:`
    pub within: &'static str,
    /// Before what a witness lacks: `Wanting:`
    pub wanting: &'static str,
    /// Before the place up to which it lacks everything: `up to`.
    pub up_to: &'static str,
    /// After the place from which on it lacks everything: `to the end`.
    pub to_the_end: &'static str,
    /// Above the counts by witness, and its columns: lemma, readings, those that are singular, places it lacks.
    pub witnesses: &'static str,
    /// The heads of these columns.
    pub columns: [&'static str; 4],
    /// Above the agreements in numbers, and in per cent.
    pub agreements: [&'static str; 2],
    /// Above the readings by type and by layer.
    pub readings: [&'static str; 2],
    /// The row of readings without a type.
    pub untyped: &'static str,
    /// The column of all readings.
    pub all: &'static str,
    /// The row of emendations.
    pub emendations: &'static str,
    /// Above the singular readings.
    pub singular: &'static str,
}

impl SiglaTerms {
    /// The heading of a kind of sigla: groups are among the manuscripts, hands with their witness.
    pub fn section(&self, kind: SiglumKind) -> &'static str {
        self.sections.iter().find(|(known, _)| *known == kind).map_or(self.sections[0].1, |(_, words)| words)
    }
}

pub(super) const ENGLISH: SiglaTerms = SiglaTerms {
    titles: ["Sigla", "Agreements of the Witnesses"],
    uncited: "What each siglum stands for.",
    introductions: [
        "What each siglum stands for, and the pages on which the apparatus cites it.",
        "What the apparatus says in numbers. Counted is the final text of each witness in force. The tables of agreements \
         count the places where witnesses differ; of two witnesses those where neither is wanting. An omission is a \
         reading like others.",
    ],
    sections: [
        (SiglumKind::Manuscript, "Manuscripts"),
        (SiglumKind::Translation, "Translations"),
        (SiglumKind::Edition, "Editions"),
        (SiglumKind::Scholar, "Scholars"),
        (SiglumKind::Source, "Sources"),
    ],
    within: "In:",
    wanting: "Wanting:",
    up_to: "up to",
    to_the_end: "to the end",
    witnesses: "Places by witness",
    columns: ["lemma", "variants", "singular", "wanting"],
    agreements: [
        "Agreements: above the diagonal the places where two agree, below it those where both are there",
        "Agreements in per cent",
    ],
    readings: ["Readings by type", "Readings by layer"],
    untyped: "without type",
    all: "all",
    emendations: "Emendations",
    singular: "Singular readings",
};

pub(super) const FRENCH: SiglaTerms = SiglaTerms {
    titles: ["Sigles", "Accords des témoins"],
    uncited: "Ce que désigne chaque sigle.",
    introductions: [
        "Ce que désigne chaque sigle, avec les pages où l’apparat le cite.",
        "L’apparat en chiffres. On compte le texte définitif de chaque témoin utilisé. Les tableaux des accords comptent \
         les lieux où des témoins diffèrent ; pour deux témoins, ceux où aucun ne manque. Une omission est une leçon \
         comme une autre.",
    ],
    sections: [
        (SiglumKind::Manuscript, "Manuscrits"),
        (SiglumKind::Translation, "Traductions"),
        (SiglumKind::Edition, "Éditions"),
        (SiglumKind::Scholar, "Savants"),
        (SiglumKind::Source, "Sources"),
    ],
    within: "Dans :",
    wanting: "Manque :",
    up_to: "jusqu’à",
    to_the_end: "jusqu’à la fin",
    witnesses: "Lieux par témoin",
    columns: ["lemme", "variantes", "isolées", "manque"],
    agreements: [
        "Accords : au-dessus de la diagonale les lieux où deux témoins s’accordent, au-dessous ceux où ni l’un ni l’autre \
         ne manque",
        "Accords en pour cent",
    ],
    readings: ["Leçons par type", "Leçons par étage"],
    untyped: "sans type",
    all: "toutes",
    emendations: "Corrections",
    singular: "Leçons isolées",
};

pub(super) const GERMAN: SiglaTerms = SiglaTerms {
    titles: ["Siglen", "Übereinstimmungen der Zeugen"],
    uncited: "Wofür jede Sigle steht.",
    introductions: [
        "Wofür jede Sigle steht, und die Seiten, auf denen der Apparat sie nennt.",
        "Der Apparat in Zahlen. Gezählt ist der endgültige Text jedes herangezogenen Zeugen. Die Tafeln der \
         Übereinstimmungen zählen die Stellen, an denen Zeugen auseinandergehen; für zwei Zeugen die, an denen keiner \
         fehlt. Eine Auslassung ist eine Lesart wie andere.",
    ],
    sections: [
        (SiglumKind::Manuscript, "Handschriften"),
        (SiglumKind::Translation, "Übersetzungen"),
        (SiglumKind::Edition, "Ausgaben"),
        (SiglumKind::Scholar, "Gelehrte"),
        (SiglumKind::Source, "Quellen"),
    ],
    within: "In:",
    wanting: "Fehlt:",
    up_to: "bis",
    to_the_end: "bis zum Ende",
    witnesses: "Stellen nach Zeugen",
    columns: ["Lemma", "Varianten", "singulär", "fehlt"],
    agreements: [
        "Übereinstimmungen: über der Diagonale die Stellen, an denen zwei übereinstimmen, darunter die, an denen beide \
         da sind",
        "Übereinstimmungen in Prozent",
    ],
    readings: ["Lesarten nach Art", "Lesarten nach Apparat"],
    untyped: "ohne Art",
    all: "alle",
    emendations: "Emendationen",
    singular: "Singuläre Lesarten",
};

pub(super) const LATIN: SiglaTerms = SiglaTerms {
    titles: ["Conspectus siglorum", "Consensus codicum"],
    uncited: "Quid quaeque nota significet.",
    introductions: [
        "Quid quaeque nota significet, et quibus paginis in apparatu laudetur.",
        "Apparatus numeris expressus. Numeratur ultima cuiusque testis scriptura. In consensu numerantur loci ubi testes \
         inter se differunt; duorum testium ii quibus neuter deficit. Omissio pro lectione habetur.",
    ],
    sections: [
        (SiglumKind::Manuscript, "Codices"),
        (SiglumKind::Translation, "Versiones"),
        (SiglumKind::Edition, "Editiones"),
        (SiglumKind::Scholar, "Viri docti"),
        (SiglumKind::Source, "Fontes"),
    ],
    within: "In:",
    wanting: "Deficit:",
    up_to: "usque ad",
    to_the_end: "usque ad finem",
    witnesses: "Loci secundum testes",
    columns: ["lemma", "variae", "singulares", "deficit"],
    agreements: [
        "Consensus: supra lineam mediam loci quibus duo consentiunt, infra ii quibus uterque adest",
        "Consensus partes centesimae",
    ],
    readings: ["Lectiones secundum genera", "Lectiones secundum apparatus"],
    untyped: "sine genere",
    all: "omnes",
    emendations: "Emendationes",
    singular: "Lectiones singulares",
};
