//! One fault, one error: what else is wrong only because of it is not said; and what belongs to the whole book has a
//! place too.

use super::{Case, Outcome, append, title, write};
use std::path::Path;

/// A document with an apparatus of two witnesses and three entries that name them.
fn apparatus(root: &Path, sigla: impl AsRef<[u8]>) {
    append(
        root,
        "book.toml",
        "[[series]]\nid = \"app\"\ntitle = \"Apparatus\"\nkind = \"apparatus\"\n[[series]]\nid = \"e\"\ntitle = \"Notes\"\n",
    );
    append(root, "corpus/a/document.toml", "[apparatus]\nwitnesses = [\"A\", \"B\"]\n");
    write(root, "corpus/a/sigla.toml", sigla);
    write(
        root,
        "corpus/a/text.md",
        "A [stone][^app:1] lies [here][^app:2] and [there][^app:3].\n\n[^app:1]: stones B\n\n[^app:2]: near B\n\n\
         [^app:3]: far B\n",
    );
}

const SIGLA: &str =
    "[[witness]]\nsiglum = \"A\"\ntitle = \"The first\"\n[[witness]]\nsiglum = \"B\"\ntitle = \"The second\"\n";

/// A text that cites three works.
fn works(root: &Path, works: &str) {
    write(root, "corpus/works.yaml", works);
    write(root, "corpus/a/text.md", "See [@stone, 12], [@sand] and [@water]. Brook, *On Stones*, p. 3; ibid., p. 4.\n");
    append(root, "book.toml", "[[document]]\nid = \"b\"\ngenerate = \"bibliography\"\n");
}

const WORKS: &str = "stone:\n  type: book\n  title: On Stones\n  author: Brook, A.\n  date: 1900\nsand:\n  type: book\n  \
                     title: Sand\n  author: Tarn, E.\n  date: 1901\nwater:\n  type: book\n  title: Water\n  author: \
                     Tarn, E.\n  date: 1902\n";

/// A document whose text is TEI.
pub(super) fn tei(root: &Path, body: &str) {
    std::fs::remove_file(root.join("corpus/a/text.md")).expect("a text");
    let head = "<teiHeader><fileDesc><titleStmt><title>A</title></titleStmt><publicationStmt><p>x</p></publicationStmt>\
                <sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>";
    let text = format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">{head}<text><body>{body}</body></text></TEI>");
    write(root, "corpus/a/text.xml", text);
}

/// A drawing of a stone.
fn drawing(root: &Path) {
    write(root, "corpus/a/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
}

pub(super) fn all() -> Vec<Case> {
    use Outcome::{Refused, Sound};
    vec![
        Case { name: "an apparatus", spoil: |r| apparatus(r, SIGLA), outcome: Sound },
        Case {
            name: "a byte that is none among sigla",
            spoil: |r| apparatus(r, [SIGLA.as_bytes(), b"# \xff\n"].concat()),
            outcome: Refused("invalid-utf8"),
        },
        Case {
            name: "sigla that are no TOML",
            spoil: |r| apparatus(r, SIGLA.replace("siglum = \"B\"", "siglum \"B\"")),
            outcome: Refused("toml-syntax"),
        },
        Case { name: "three works", spoil: |r| works(r, WORKS), outcome: Sound },
        Case {
            name: "one bad work of three",
            spoil: |r| works(r, &WORKS.replacen("type: book", "type: bok", 1)),
            outcome: Refused("bad-works"),
        },
        Case {
            name: "a work that goes on",
            spoil: |r| {
                let long = "stone under water ".repeat(3_400);
                let work = format!("long:\n  type: book\n  title: {long}\n  author: {long}\n  date: 1900\n");
                write(r, "corpus/works.yaml", work);
                write(r, "corpus/a/text.md", "A stone [@long].\n");
            },
            outcome: Sound,
        },
        Case {
            name: "works that are no YAML",
            spoil: |r| works(r, &WORKS.replacen("title: Sand", "title: [Sand", 1)),
            outcome: Refused("bad-works"),
        },
        Case {
            name: "a byte that is none in the book",
            spoil: |r| write(r, "book.toml", b"[book]\ntitle = \"\xff\"\n"),
            outcome: Refused("invalid-utf8"),
        },
        Case {
            name: "a title without its end",
            spoil: |r| {
                write(
                    r,
                    "book.toml",
                    "[book]\ntitle = \"Stones\nlanguage = \"en\"\ndate = 2026-01-31\n\n[[document]]\nid = \"a\"\n",
                );
            },
            outcome: Refused("toml-syntax"),
        },
        Case {
            name: "a table without its end",
            spoil: |r| {
                write(
                    r,
                    "book.toml",
                    "[book\ntitle = \"Stones\"\nlanguage = \"en\"\ndate = 2026-01-31\n\n[[document]]\nid = \"a\"\n",
                );
            },
            outcome: Refused("toml-syntax"),
        },
        Case {
            name: "a character for private use",
            spoil: |r| write(r, "corpus/a/text.md", "A \u{e000} lies here.\n"),
            outcome: Refused("private-character"),
        },
        Case {
            name: "a title in no script of ours",
            spoil: |r| title(r, "\u{13000}"),
            outcome: Refused("missing-glyph"),
        },
        Case {
            name: "control characters of a title",
            spoil: |r| title(r, "Sto\\u0001nes"),
            outcome: Refused("control-character"),
        },
        Case {
            name: "a heading without end",
            spoil: |r| write(r, "corpus/a/text.md", format!("# {}\n\nA stone.\n", "stone ".repeat(6_000))),
            outcome: Sound,
        },
        Case {
            name: "a description without end",
            spoil: |r| {
                drawing(r);
                write(r, "corpus/a/text.md", format!("![{}](p.svg)\n", "stone ".repeat(6_000)));
            },
            outcome: Refused("long-description"),
        },
        Case {
            name: "a TEI file that leads to what runs",
            spoil: |r| tei(r, "<p>A <ref target=\"java&#9;script:x\">stone</ref>.</p>"),
            outcome: Refused("unsafe-address"),
        },
        Case {
            name: "a TEI file behind a letter",
            spoil: |r| {
                tei(r, "<p>A stone.</p>");
                let text = std::fs::read_to_string(r.join("corpus/a/text.xml")).expect("a text");
                write(r, "corpus/a/text.xml", "\u{5d0}".to_owned() + &text);
            },
            outcome: Refused("ill-formed-xml"),
        },
        Case {
            name: "an XML file with two marks of the order of bytes",
            spoil: |r| {
                tei(r, "<p>A stone.</p>");
                write(r, "corpus/a/text.xml", "\u{feff}\u{feff}\u{feff}<\u{e9}\u{e9}>a</\u{e9}\u{e9}>");
            },
            outcome: Refused("no-tei"),
        },
        Case {
            name: "a TEI file that ends what nobody would begin",
            spoil: |r| tei(r, &format!("<p>A stone.</{}>", "\u{e9}".repeat(50_000))),
            outcome: Refused("ill-formed-xml"),
        },
        Case {
            name: "a TEI file in a language that is none",
            spoil: |r| tei(r, "<p xml:lang=\"x y\">A stone.</p>"),
            outcome: Sound,
        },
        Case {
            name: "a timeline of four hundred documents",
            spoil: |r| {
                let mut book = String::from("[[document]]\nid = \"time\"\ngenerate = \"timeline\"\n");
                for number in 0..400 {
                    book.push_str(&format!("[[document]]\nid = \"d{number}\"\n"));
                    write(
                        r,
                        &format!("corpus/d{number}/document.toml"),
                        format!("title = \"S\"\ndate = \"{}\"\n", 1500 + number),
                    );
                    write(r, &format!("corpus/d{number}/text.md"), "A stone.\n");
                }
                append(r, "book.toml", &book);
            },
            outcome: Sound,
        },
    ]
}
