//! The words of the documents that the tool writes: their titles, what introduces them, the little
//! words inside them.

mod latin;
mod quoted;

use crate::model::generated::Generated;
use crate::model::parallel::ParallelKind;
use crate::terms::sigla::{self, SiglaTerms};
use crate::words::language::primary;

/// The words of generated documents in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GeneratedTerms {
    titles: [(Generated, &'static str); 9],
    introductions: [(Generated, &'static str); 9],
    kinds: [(ParallelKind, &'static str); 4],
    /// Instead of a reading that is no words: `om.`
    pub omitted: &'static str,
    /// What the rules that emend have done, by the beginnings of their names; the last is for all others.
    rules: [(&'static str, &'static str); 15],
    /// Before the places that cite a work: `Cited:`
    pub cited: &'static str,
    /// From a name that has no entry to the one that has: `see`.
    pub see: &'static str,
    /// From an entry to others: `see also`.
    pub see_also: &'static str,
    /// What joins two texts in the figure in time, before its number: the later cites the earlier,
    /// shares passages with it, the editor leads from one to the other.
    pub links: [&'static str; 3],
    /// How often a text names an author, before the number: `named`.
    pub named: &'static str,
    /// What the lines of that figure mean: the full ones, the broken ones.
    pub legend: [&'static str; 2],
    /// Before the list of its texts in words: `The texts in order of time:`
    pub in_time: &'static str,
    /// Where no text refers to another.
    pub no_links: &'static str,
    /// Where the figure is too large for one page, after its parts.
    pub in_parts: &'static str,
    /// The two lists of hyphens: what each is called, and what is in it.
    pub hyphens: [[&'static str; 2]; 2],
    /// Quotation marks around quoted words.
    pub quotes: [&'static str; 2],
    /// The same inside those.
    inner_quotes: [&'static str; 2],
    /// Instead of the list of the words that lines divide at a hyphen of their own, where there are none.
    pub no_hyphens: &'static str,
    /// The words of the conspectus and of the agreements.
    pub sigla: &'static SiglaTerms,
}

impl GeneratedTerms {
    /// The words for a language (BCP 47).
    pub fn of(language: &str) -> &'static GeneratedTerms {
        match primary(language) {
            "fr" => &FRENCH,
            "de" => &GERMAN,
            "la" => &latin::LATIN,
            _ => &ENGLISH,
        }
    }

    /// The title of a document that names none.
    pub fn title(&self, what: Generated) -> &'static str {
        match what {
            Generated::Conspectus => self.sigla.titles[0],
            Generated::Agreement => self.sigla.titles[1],
            _ => of(&self.titles, what),
        }
    }

    /// What stands before it where the editor writes no headnote.
    pub fn introduction(&self, what: Generated) -> &'static str {
        match what {
            Generated::Conspectus => self.sigla.introductions[0],
            Generated::Agreement => self.sigla.introductions[1],
            _ => of(&self.introductions, what),
        }
    }

    /// What a rule that made an emendation has done: `Closing mark supplied`.
    pub fn rule(&self, name: &str) -> &'static str {
        self.rules.iter().find(|(prefix, _)| name.starts_with(prefix)).map_or("", |(_, words)| words)
    }

    /// What makes two passages parallel.
    pub fn kind(&self, kind: ParallelKind) -> &'static str {
        of(&self.kinds, kind)
    }
}

/// What belongs to `key`; the tables have every key.
fn of<K: PartialEq + Copy>(table: &[(K, &'static str)], key: K) -> &'static str {
    table.iter().find(|(known, _)| *known == key).map_or("", |(_, words)| words)
}

const ENGLISH: GeneratedTerms = GeneratedTerms {
    titles: [
        (Generated::Bibliography, "Bibliography"),
        (Generated::IndexNominum, "Index of Names"),
        (Generated::IndexRerum, "Index of Subjects"),
        (Generated::IndexLocorum, "Index of Passages Cited"),
        (Generated::Emendations, "List of Emendations"),
        (Generated::Hyphens, "Line-End Hyphens"),
        (Generated::Parallels, "Parallel Passages"),
        (Generated::Contradictions, "Contradictions"),
        (Generated::Timeline, "The Documents in Time"),
    ],
    introductions: [
        (
            Generated::Bibliography,
            "The works that the texts and the notes cite, each with the pages on which it is cited; n marks a note.",
        ),
        (
            Generated::IndexNominum,
            "Persons named in texts and notes, with page and line; of a name that occurs more than thirty times the \
             pages alone. An n marks a note. The order is that of words, without regard to accents and capitals.",
        ),
        (
            Generated::IndexRerum,
            "Organisations, places, events, works and terms in one alphabet, with page and line; of an entry that \
             occurs more than thirty times the pages alone. An n marks a note. The order is that of words, without \
             regard to accents, capitals and the articles of titles.",
        ),
        (
            Generated::IndexLocorum,
            "The passages cited, by work: before the colon the place in the work, after it page and line of this \
             edition. An n marks a note.",
        ),
        (
            Generated::Emendations,
            "Every change of words and stops, every sign supplied or removed, with page and line: before the bracket \
             the reading of this edition, after it that of the witness with its siglum. What a rule of the import \
             changed is said to be by rule. The form of quotation marks, dashes and spaces, and the ends of lines, \
             were made uniform without notice.",
        ),
        (
            Generated::Hyphens,
            "Where a line ends on a hyphen, the eye cannot tell whether the word has it. What follows says how such \
             words are to be read and quoted, with page and line.",
        ),
        (
            Generated::Parallels,
            "Passages of two documents that render the same text or statement, side by side, by documents; what both \
             have word for word is in italics.",
        ),
        (Generated::Contradictions, "Where the documents contradict one another, or the record, in a matter of fact."),
        (
            Generated::Timeline,
            "The texts in order of time and who refers to whom. An arrow leads from a text to an earlier one: full \
             where it cites the other or shares passages with it, the thicker the more; broken where only the \
             editor’s notes join the two. Numbers are in the list below.",
        ),
    ],
    kinds: [
        (ParallelKind::Quotation, "Quotation"),
        (ParallelKind::Retranslation, "Another translation"),
        (ParallelKind::Paraphrase, "Paraphrase"),
        (ParallelKind::SharedFact, "The same fact"),
    ],
    omitted: "om.",
    rules: [
        ("ocr.figure", "By rule: misread figure"),
        ("ocr.name", "By rule: misread letter in a name"),
        ("ocr.compound", "By rule: misread compound"),
        ("ocr.", "By rule: misread letter"),
        ("letters.", "By rule: letter mended"),
        ("words.", "By rule: joined words parted"),
        ("foreign.", "By rule: foreign word or accent restored"),
        ("stops.lost", "By rule: stop supplied"),
        ("stops.", "By rule: stray stop removed"),
        ("hyphens.", "By rule: stray hyphen removed"),
        ("quotes.missing", "By rule: quotation mark supplied"),
        ("quotes.", "By rule: stray quotation mark removed"),
        ("spaces.lost", "By rule: lost space supplied"),
        ("spaces.", "By rule: stray space removed"),
        ("", "By rule"),
    ],
    cited: "Cited:",
    see: "see",
    see_also: "see also",
    links: ["cited", "shared passages", "editor’s references"],
    named: "named",
    legend: ["cites, or shares passages", "the editor’s references only"],
    in_time: "The texts in order of time:",
    no_links: "No text refers to another.",
    in_parts: "The figure is in parts; what leads from one part to another stands in the list alone.",
    hyphens: [
        [
            "In the copy-texts",
            "Words that the copy-text divides at the end of a line, as this edition prints them: with a hyphen if it \
             was taken to be the word’s own.",
        ],
        [
            "In this edition",
            "Words that this edition divides at the end of a line at a hyphen of their own, which is kept in \
             quotation. Every other hyphen at the end of a line is dropped.",
        ],
    ],
    quotes: ["“", "”"],
    inner_quotes: ["‘", "’"],
    no_hyphens: "None.",
    sigla: &sigla::ENGLISH,
};

/// As English, but for what Latin editions have by tradition.
const FRENCH: GeneratedTerms = GeneratedTerms {
    titles: [
        (Generated::Bibliography, "Bibliographie"),
        (Generated::IndexNominum, "Index des noms"),
        (Generated::IndexRerum, "Index des matières"),
        (Generated::IndexLocorum, "Index des passages cités"),
        (Generated::Emendations, "Liste des corrections"),
        (Generated::Hyphens, "Traits d’union en fin de ligne"),
        (Generated::Parallels, "Passages parallèles"),
        (Generated::Contradictions, "Contradictions"),
        (Generated::Timeline, "Les documents dans le temps"),
    ],
    introductions: [
        (
            Generated::Bibliography,
            "Les ouvrages cités dans les textes et les notes, chacun avec les pages où il est cité ; n signale une note.",
        ),
        (
            Generated::IndexNominum,
            "Les personnes nommées dans les textes et les notes, avec page et ligne ; pour un nom qui revient plus de \
             trente fois, les pages seules. Un n signale une note. L’ordre est celui des mots, sans égard aux accents \
             ni aux majuscules.",
        ),
        (
            Generated::IndexRerum,
            "Organisations, lieux, événements, ouvrages et notions en un seul alphabet, avec page et ligne ; pour une \
             entrée qui revient plus de trente fois, les pages seules. Un n signale une note. L’ordre est celui des \
             mots, sans égard aux accents, aux majuscules ni aux articles des titres.",
        ),
        (
            Generated::IndexLocorum,
            "Les passages cités, par ouvrage : avant les deux-points le lieu dans l’ouvrage, après, page et ligne de \
             cette édition. Un n signale une note.",
        ),
        (
            Generated::Emendations,
            "Tous les changements de mots et de ponctuation, tout signe rétabli ou supprimé, avec page et ligne : avant \
             le crochet la leçon de cette édition, après lui celle du témoin avec son sigle. Ce qu’une règle de \
             l’importation a changé est dit par règle. La forme des guillemets, des tirets et des espaces, ainsi que \
             les fins de ligne, ont été uniformisées sans autre indication.",
        ),
        (
            Generated::Hyphens,
            "Quand une ligne finit sur un trait d’union, l’œil ne peut dire s’il appartient au mot. Ce qui suit dit \
             comment lire et citer ces mots, avec page et ligne.",
        ),
        (
            Generated::Parallels,
            "Passages de deux documents qui rendent le même texte ou le même énoncé, côte à côte, par documents ; ce \
             qu’ils ont mot pour mot en commun est en italique.",
        ),
        (Generated::Contradictions, "Où les documents se contredisent, ou contredisent les faits établis."),
        (
            Generated::Timeline,
            "Les textes dans l’ordre du temps et qui renvoie à qui. Une flèche mène d’un texte à un texte antérieur : \
             pleine s’il le cite ou s’ils ont des passages en commun, d’autant plus épaisse qu’il y en a plus ; \
             interrompue si seules les notes de l’éditeur les joignent. La liste qui suit donne les nombres.",
        ),
    ],
    kinds: [
        (ParallelKind::Quotation, "Citation"),
        (ParallelKind::Retranslation, "Autre traduction"),
        (ParallelKind::Paraphrase, "Paraphrase"),
        (ParallelKind::SharedFact, "Le même fait"),
    ],
    omitted: "om.",
    rules: [
        ("ocr.figure", "Par règle : chiffre mal lu"),
        ("ocr.name", "Par règle : lettre mal lue dans un nom"),
        ("ocr.compound", "Par règle : mot composé mal lu"),
        ("ocr.", "Par règle : lettre mal lue"),
        ("letters.", "Par règle : lettre rétablie"),
        ("words.", "Par règle : mots soudés séparés"),
        ("foreign.", "Par règle : mot étranger ou accent rétabli"),
        ("stops.lost", "Par règle : point rétabli"),
        ("stops.", "Par règle : signe parasite supprimé"),
        ("hyphens.", "Par règle : trait d’union parasite supprimé"),
        ("quotes.missing", "Par règle : guillemet rétabli"),
        ("quotes.", "Par règle : guillemet parasite supprimé"),
        ("spaces.lost", "Par règle : espace rétablie"),
        ("spaces.", "Par règle : espace parasite supprimée"),
        ("", "Par règle"),
    ],
    cited: "Cité :",
    see: "voir",
    see_also: "voir aussi",
    links: ["cité", "passages communs", "renvois de l’éditeur"],
    named: "nommé",
    legend: ["cite, ou a des passages communs", "seuls renvois de l’éditeur"],
    in_time: "Les textes dans l’ordre du temps :",
    no_links: "Aucun texte ne renvoie à un autre.",
    in_parts: "La figure est en plusieurs parties ; ce qui mène de l’une à l’autre ne se trouve que dans la liste.",
    hyphens: [
        [
            "Dans les textes de base",
            "Mots que le texte de base coupe en fin de ligne, tels que cette édition les imprime : avec un trait \
             d’union s’il a paru appartenir au mot.",
        ],
        [
            "Dans cette édition",
            "Mots que cette édition coupe en fin de ligne sur un trait d’union qui leur appartient et que l’on garde \
             en citant. Tout autre trait d’union en fin de ligne disparaît.",
        ],
    ],
    quotes: ["«\u{a0}", "\u{a0}»"],
    inner_quotes: ["“", "”"],
    no_hyphens: "Aucun.",
    sigla: &sigla::FRENCH,
};

const GERMAN: GeneratedTerms = GeneratedTerms {
    titles: [
        (Generated::Bibliography, "Literaturverzeichnis"),
        (Generated::IndexNominum, "Personenregister"),
        (Generated::IndexRerum, "Sachregister"),
        (Generated::IndexLocorum, "Stellenregister"),
        (Generated::Emendations, "Verzeichnis der Emendationen"),
        (Generated::Hyphens, "Trennstriche am Zeilenende"),
        (Generated::Parallels, "Parallelstellen"),
        (Generated::Contradictions, "Widersprüche"),
        (Generated::Timeline, "Die Dokumente in der Zeit"),
    ],
    introductions: [
        (
            Generated::Bibliography,
            "Die in den Texten und Anmerkungen zitierten Werke, jedes mit den Seiten, auf denen es zitiert wird; n \
             bezeichnet eine Anmerkung.",
        ),
        (
            Generated::IndexNominum,
            "Die in Texten und Anmerkungen genannten Personen mit Seite und Zeile; bei einem Namen, der mehr als \
             dreißigmal vorkommt, nur die Seiten. Ein n bezeichnet eine Anmerkung. Geordnet ist nach Wörtern, ohne \
             Rücksicht auf Akzente und Großschreibung.",
        ),
        (
            Generated::IndexRerum,
            "Organisationen, Orte, Ereignisse, Werke und Begriffe in einem Alphabet mit Seite und Zeile; bei einem \
             Eintrag, der mehr als dreißigmal vorkommt, nur die Seiten. Ein n bezeichnet eine Anmerkung. Geordnet ist \
             nach Wörtern, ohne Rücksicht auf Akzente, Großschreibung und die Artikel von Titeln.",
        ),
        (
            Generated::IndexLocorum,
            "Die zitierten Stellen nach Werken: vor dem Doppelpunkt der Ort im Werk, danach Seite und Zeile dieser \
             Ausgabe. Ein n bezeichnet eine Anmerkung.",
        ),
        (
            Generated::Emendations,
            "Alle Änderungen an Wörtern und Satzzeichen, alle ergänzten oder getilgten Zeichen, mit Seite und Zeile: vor \
             der Klammer die Lesart dieser Ausgabe, danach die des Zeugen mit seiner Sigle. Was eine Regel des Imports \
             geändert hat, heißt nach Regel. Die Form der Anführungszeichen, Striche und Zwischenräume sowie die \
             Zeilenumbrüche wurden stillschweigend vereinheitlicht.",
        ),
        (
            Generated::Hyphens,
            "Endet eine Zeile mit einem Strich, so sieht man nicht, ob er zum Wort gehört. Das Folgende sagt mit Seite \
             und Zeile, wie solche Wörter zu lesen und zu zitieren sind.",
        ),
        (
            Generated::Parallels,
            "Stellen zweier Dokumente, die denselben Text oder dieselbe Aussage wiedergeben, nebeneinander, nach Dokumenten; \
             was beide wörtlich gemeinsam haben, ist kursiv.",
        ),
        (Generated::Contradictions, "Wo die Dokumente einander oder den bekannten Tatsachen widersprechen."),
        (
            Generated::Timeline,
            "Die Texte in zeitlicher Folge, und wer auf wen verweist. Ein Pfeil führt von einem Text zu einem früheren: \
             durchgezogen, wo er ihn zitiert oder Stellen mit ihm gemeinsam hat, um so dicker, je mehr; gestrichelt, \
             wo nur die Anmerkungen des Herausgebers beide verbinden. Die Zahlen stehen in der Liste darunter.",
        ),
    ],
    kinds: [
        (ParallelKind::Quotation, "Zitat"),
        (ParallelKind::Retranslation, "Andere Übersetzung"),
        (ParallelKind::Paraphrase, "Paraphrase"),
        (ParallelKind::SharedFact, "Dieselbe Tatsache"),
    ],
    omitted: "fehlt",
    rules: [
        ("ocr.figure", "Nach Regel: verlesene Ziffer"),
        ("ocr.name", "Nach Regel: verlesener Buchstabe in einem Namen"),
        ("ocr.compound", "Nach Regel: verlesene Zusammensetzung"),
        ("ocr.", "Nach Regel: verlesener Buchstabe"),
        ("letters.", "Nach Regel: Buchstabe hergestellt"),
        ("words.", "Nach Regel: verschmolzene Wörter getrennt"),
        ("foreign.", "Nach Regel: fremdes Wort oder Akzent hergestellt"),
        ("stops.lost", "Nach Regel: Punkt ergänzt"),
        ("stops.", "Nach Regel: Satzzeichen getilgt"),
        ("hyphens.", "Nach Regel: Bindestrich getilgt"),
        ("quotes.missing", "Nach Regel: Anführungszeichen ergänzt"),
        ("quotes.", "Nach Regel: Anführungszeichen getilgt"),
        ("spaces.lost", "Nach Regel: Zwischenraum ergänzt"),
        ("spaces.", "Nach Regel: Zwischenraum getilgt"),
        ("", "Nach Regel"),
    ],
    cited: "Zitiert:",
    see: "siehe",
    see_also: "siehe auch",
    links: ["zitiert", "gemeinsame Stellen", "Verweise des Herausgebers"],
    named: "genannt",
    legend: ["zitiert, oder gemeinsame Stellen", "nur Verweise des Herausgebers"],
    in_time: "Die Texte in zeitlicher Folge:",
    no_links: "Kein Text verweist auf einen anderen.",
    in_parts: "Die Zeichnung ist geteilt; was von einem Teil in einen anderen führt, steht nur in der Liste.",
    hyphens: [
        [
            "In den Vorlagen",
            "Wörter, die die Vorlage am Zeilenende trennt, wie diese Ausgabe sie druckt: mit Bindestrich, wo er zum \
             Wort zu gehören schien.",
        ],
        [
            "In dieser Ausgabe",
            "Wörter, die in dieser Ausgabe am Zeilenende an ihrem eigenen Bindestrich getrennt sind; beim Zitieren \
             bleibt er. Jeder andere Strich am Zeilenende entfällt.",
        ],
    ],
    quotes: ["„", "“"],
    inner_quotes: ["‚", "‘"],
    no_hyphens: "Keine.",
    sigla: &sigla::GERMAN,
};
