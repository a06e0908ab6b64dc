//! Which elements are blocks, which are none, and which print nothing.

/// The attribute that holds the source inside an element before what is shown.
pub(super) const BEFORE: &str = "#before";
/// And that behind it.
pub(super) const AFTER: &str = "#after";

/// Elements that are blocks wherever they stand: what holds one is no single paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "ab",
    "lg",
    "l",
    "sp",
    "spGrp",
    "list",
    "table",
    "figure",
    "floatingText",
    "div",
    "epigraph",
    "listBibl",
    "listPerson",
    "listPlace",
    "castList",
    "eg",
    "egXML",
    "entry",
    "opener",
    "closer",
    "postscript",
    "argument",
];

/// Elements that are blocks between blocks, and words of a sentence inside one.
const EITHER: &[&str] = &[
    "quote",
    "q",
    "said",
    "cit",
    "bibl",
    "biblStruct",
    "biblFull",
    "stage",
    "speaker",
    "head",
    "label",
    "item",
    "salute",
    "signed",
    "dateline",
    "byline",
    "trailer",
    "titlePage",
    "docTitle",
    "titlePart",
    "docAuthor",
    "docImprint",
    "docDate",
    "docEdition",
    "imprimatur",
    "castItem",
    "castGroup",
    "role",
    "roleDesc",
    "set",
    "prologue",
    "epilogue",
    "performance",
    "meeting",
    "caption",
    "view",
    "camera",
    "sound",
    "tech",
    "person",
    "place",
    "org",
    "event",
    "respStmt",
    "u",
    "row",
    "cell",
];

/// Elements whose words are no words of the text.
const UNPRINTED: &[&str] = &[
    "teiHeader",
    "fw",
    "index",
    "interp",
    "interpGrp",
    "certainty",
    "respons",
    "precision",
    "figDesc",
    "witDetail",
    "spanGrp",
    "link",
    "linkGrp",
    "join",
    "joinGrp",
    "alt",
    "altGrp",
    "timeline",
    "when",
    "fs",
    "fLib",
    "fvLib",
    "listTranspose",
    "listChange",
    "desc",
    "noteGrp",
    "facsimile",
    "sourceDoc",
    "standOff",
    "listWit",
    "listApp",
    "listRelation",
    "graph",
    "tree",
    "eTree",
    "forest",
    "xenoData",
    "notatedMusic",
];

/// Whether an element is a block wherever it stands.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || is_division(name)
}

/// Whether it is one between blocks.
pub(super) fn may_be_block(name: &str) -> bool {
    is_block(name) || EITHER.contains(&name)
}

/// Whether its words are no words of the text. Of other namespaces only what has a prefix is: examples, formulae and
/// drawings have one of their own.
pub(super) fn is_unprinted(name: &str) -> bool {
    UNPRINTED.contains(&name)
        || name.starts_with('{')
        || ["svg:", "m:", "mml:", "math:"].iter().any(|p| name.starts_with(p))
}

/// Elements of dictionaries, whose words stand apart without white space between them.
const APART: &[&str] = &[
    "form",
    "orth",
    "pron",
    "hyph",
    "syll",
    "stress",
    "gramGrp",
    "pos",
    "gen",
    "number",
    "case",
    "itype",
    "sense",
    "def",
    "usg",
    "etym",
    "xr",
    "re",
    "hom",
    "superEntry",
    "dictScrap",
    "lbl",
];

/// Whether an element's words stand apart from those beside it.
pub(super) fn stands_apart(name: &str) -> bool {
    APART.contains(&name)
}

/// Whether it divides a text.
pub(super) fn is_division(name: &str) -> bool {
    name == "div"
        || name.strip_prefix("div").is_some_and(|n| matches!(n, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7"))
}

/// Whether it holds sentences and nothing else: what is unknown between blocks is no such thing.
pub(super) fn is_phrase(name: &str) -> bool {
    PHRASES.contains(&name)
}

/// Elements of a sentence.
const PHRASES: &[&str] = &[
    "hi",
    "emph",
    "foreign",
    "title",
    "term",
    "gloss",
    "mentioned",
    "soCalled",
    "code",
    "persName",
    "placeName",
    "orgName",
    "geogName",
    "name",
    "rs",
    "forename",
    "surname",
    "roleName",
    "addName",
    "nameLink",
    "genName",
    "settlement",
    "region",
    "country",
    "district",
    "bloc",
    "geogFeat",
    "date",
    "time",
    "num",
    "measure",
    "w",
    "m",
    "c",
    "pc",
    "seg",
    "s",
    "cl",
    "phr",
    "choice",
    "sic",
    "corr",
    "orig",
    "reg",
    "abbr",
    "expan",
    "ex",
    "am",
    "g",
    "add",
    "del",
    "subst",
    "supplied",
    "unclear",
    "gap",
    "surplus",
    "damage",
    "restore",
    "retrace",
    "mod",
    "ref",
    "ptr",
    "note",
    "app",
    "lb",
    "pb",
    "cb",
    "gb",
    "milestone",
    "anchor",
    "handShift",
    "space",
    "formula",
    "lem",
    "rdg",
    "distinct",
    "caesura",
    "rhyme",
    "email",
    "ident",
    "addSpan",
    "delSpan",
    "damageSpan",
    "undo",
    "redo",
    "secl",
    "metamark",
    "substJoin",
    "author",
    "editor",
    "publisher",
    "pubPlace",
    "biblScope",
    "idno",
    "edition",
    "series",
    "analytic",
    "monogr",
    "imprint",
    "address",
    "addrLine",
    "unit",
    "gi",
    "att",
    "val",
    "tag",
];
