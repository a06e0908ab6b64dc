//! What is wrong in a field, an address, a name or a style is told where it stands, and does not reach a book.

use super::faults::tei;
use super::{Case, Outcome, append, write};
use std::path::Path;

/// Adds a line to `[book]`; it is the second one.
fn book(root: &Path, line: &str) {
    let book = std::fs::read_to_string(root.join("book.toml")).expect("a book");
    write(root, "book.toml", book.replacen("[book]\n", &format!("[book]\n{line}\n"), 1));
}

fn text(root: &Path, text: impl AsRef<[u8]>) {
    write(root, "corpus/a/text.md", text);
}

/// Writes each address as a link of its own.
fn links(root: &Path, addresses: &[&str]) {
    let links: Vec<String> = addresses.iter().map(|address| format!("A [stone](<{address}>).\n")).collect();
    text(root, links.join("\n"));
}

fn css(root: &Path, css: &str) {
    write(root, "own.css", css);
    append(root, "book.toml", "[output.epub]\ncss = \"own.css\"\n");
}

fn drawing(root: &Path, inner: &str) {
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">\n{inner}\n</svg>");
    write(root, "corpus/a/p.svg", svg);
    text(root, "![A stone](p.svg)\n");
}

fn style(root: &Path, style: &str) {
    write(root, "own.toml", style);
    append(root, "book.toml", "[output.pdf]\nstyle = \"own.toml\"\n");
}

fn works(root: &Path, works: &str) {
    write(root, "corpus/works.yaml", works);
    text(root, "See [@stone].\n");
}

/// Metadata, names and letters.
fn written() -> Vec<Case> {
    use Outcome::{Refused, RefusedAt};
    const IN_BOOK: Outcome = RefusedAt("control-character", "book.toml", 2);
    const IN_SHEET: Outcome = RefusedAt("control-character", "corpus/a/document.toml", 2);
    vec![
        Case { name: "a subtitle of two lines", spoil: |r| book(r, "subtitle = \"a\\nb\""), outcome: IN_BOOK },
        Case { name: "a publisher with a tab", spoil: |r| book(r, "publisher = \"a\\tb\""), outcome: IN_BOOK },
        Case { name: "an author of two lines", spoil: |r| book(r, "authors = [\"a\\nb\"]"), outcome: IN_BOOK },
        Case { name: "an imprint with a tab", spoil: |r| book(r, "imprint = [\"a\\tb\"]"), outcome: IN_BOOK },
        Case {
            name: "a document's author of two lines",
            spoil: |r| append(r, "corpus/a/document.toml", "author = \"a\\nb\"\n"),
            outcome: IN_SHEET,
        },
        Case {
            name: "a dateline with a tab",
            spoil: |r| append(r, "corpus/a/document.toml", "dateline = \"a\\tb\"\n"),
            outcome: IN_SHEET,
        },
        Case {
            name: "a document's rights of two lines",
            spoil: |r| append(r, "corpus/a/document.toml", "rights = \"\"\"a\nb\"\"\"\n"),
            outcome: IN_SHEET,
        },
        Case {
            name: "a label without end",
            spoil: |r| {
                let label = "x".repeat(100_000);
                text(r, format!("A stone.\n\nA brook.[^{label}]\n\n[^{label}]: Here.\n"));
            },
            outcome: RefusedAt("long-name", "corpus/a/text.md", 5),
        },
        Case {
            name: "an anchor without end",
            spoil: |r| text(r, format!("A stone.\n\n## A brook {{#{}}}\n\nIt runs.\n", "x".repeat(100_000))),
            outcome: RefusedAt("long-name", "corpus/a/text.md", 3),
        },
        Case {
            name: "a letter of many marks",
            spoil: |r| text(r, format!("A stone.\n\nA bro{}k.\n", "\u{301}".repeat(60_000))),
            outcome: RefusedAt("long-letter", "corpus/a/text.md", 3),
        },
        Case {
            name: "a letter of many joiners",
            spoil: |r| text(r, format!("A stone.\n\nA bro{}k.\n", "\u{200d}".repeat(50_000))),
            outcome: RefusedAt("long-letter", "corpus/a/text.md", 3),
        },
        Case {
            name: "a name of very many words",
            spoil: |r| {
                let variant = "Stone ".repeat(20_000);
                let name =
                    format!("[[name]]\nid = \"a\"\nname = \"Stone\"\nkind = \"person\"\nvariants = [\"{variant}\"]\n");
                write(r, "corpus/names.toml", name);
            },
            outcome: Outcome::Sound,
        },
        Case {
            name: "a reading that is told two thousand times",
            spoil: |r| {
                append(r, "book.toml", "[[series]]\nid = \"c\"\ntitle = \"C\"\nkind = \"apparatus\"\n");
                append(r, "corpus/a/document.toml", "[apparatus]\nwitnesses = [\"A\", \"B\"]\n");
                let witness = |siglum: &str| format!("[[witness]]\nsiglum = \"{siglum}\"\ntitle = \"T\"\n");
                write(r, "corpus/a/sigla.toml", witness("A") + &witness("B"));
                text(r, format!("A [stone][^c:1].\n\n[^c:1]: {}\n", vec!["brook B"; 2_000].join("; ")));
            },
            outcome: Refused("witness-twice"),
        },
    ]
}

/// Addresses, as EPUBCheck judges them.
fn addresses() -> Vec<Case> {
    use Outcome::{RefusedAt, Told};
    vec![
        Case {
            name: "addresses that lead nowhere",
            spoil: |r| links(r, &["mailto:", "tel:", "https://", "http:///a", "https://[::1", "https://a..org/"]),
            outcome: Told("bad-address"),
        },
        Case {
            name: "a port that there is none of",
            spoil: |r| links(r, &["https://x.org:99999/"]),
            outcome: Told("bad-address"),
        },
        Case {
            name: "a scheme that nobody knows",
            spoil: |r| links(r, &["intent://x#I", "zotero://select/x"]),
            outcome: Told("bad-address"),
        },
        Case { name: "an address in brackets", spoil: |r| text(r, "<https://[::1>\n"), outcome: Told("bad-address") },
        Case {
            name: "a TEI file that leads to nobody",
            spoil: |r| tei(r, "<p>A <ref target=\"mailto:\">stone</ref>.</p>"),
            outcome: Told("bad-address"),
        },
        Case {
            name: "a work at no host that was looked at",
            spoil: |r| {
                works(r, "stone:\n  type: book\n  title: Stone\n  url:\n    value: https://a..org/\n    date: 2020\n")
            },
            outcome: RefusedAt("bad-address", "corpus/works.yaml", 5),
        },
        Case {
            name: "a work at no host",
            spoil: |r| works(r, "stone:\n  type: book\n  title: Stone\n  url: https://a..org/\n"),
            outcome: RefusedAt("bad-address", "corpus/works.yaml", 4),
        },
        Case {
            name: "a drawing that leads to nobody",
            spoil: |r| drawing(r, "<a href=\"mailto:\"><path d=\"M0 0h9\"/></a>"),
            outcome: RefusedAt("picture-format", "corpus/a/text.md", 1),
        },
    ]
}

/// Style sheets, drawings, styles and works.
fn files() -> Vec<Case> {
    use Outcome::RefusedAt;
    vec![
        Case {
            name: "a drawing with an id twice",
            spoil: |r| drawing(r, "<path id=\"a\" d=\"M0 0h9\"/><path id=\"a\" d=\"M0 0h9\"/>"),
            outcome: RefusedAt("picture-format", "corpus/a/text.md", 1),
        },
        Case {
            name: "a block without its end",
            spoil: |r| css(r, "q { color: red }\np { color: red\n"),
            outcome: RefusedAt("unsafe-css", "own.css", 2),
        },
        Case {
            name: "a brace that closes nothing",
            spoil: |r| css(r, "q { color: red }\n}\n"),
            outcome: RefusedAt("unsafe-css", "own.css", 2),
        },
        Case {
            name: "a comment without its end",
            spoil: |r| css(r, "q { color: red }\n/* a note\n"),
            outcome: RefusedAt("unsafe-css", "own.css", 2),
        },
        Case {
            name: "a charset in the middle",
            spoil: |r| css(r, "q { color: red }\n@charset \"utf-8\";\n"),
            outcome: RefusedAt("unsafe-css", "own.css", 2),
        },
        Case {
            name: "a face without a font",
            spoil: |r| css(r, "q { color: red }\n@font-face { }\n"),
            outcome: RefusedAt("unsafe-css", "own.css", 2),
        },
        Case {
            name: "a direction in a style sheet",
            spoil: |r| css(r, "q { color: red;\n direction: rtl }\n"),
            outcome: RefusedAt("unsafe-css", "own.css", 2),
        },
        Case {
            name: "a style upon a file",
            spoil: |r| style(r, "base = \"own.toml\"\n"),
            outcome: RefusedAt("unknown-style", "own.toml", 1),
        },
        Case {
            name: "a page without measure",
            spoil: |r| style(r, "[page]\nwidth = \"99999999999mm\"\n"),
            outcome: RefusedAt("style-value", "own.toml", 2),
        },
        Case {
            name: "a work that is there twice",
            spoil: |r| works(r, "stone:\n  type: book\n  title: A\nstone:\n  type: book\n  title: B\n"),
            outcome: RefusedAt("bad-works", "corpus/works.yaml", 4),
        },
        Case {
            name: "a title that is there twice",
            spoil: |r| works(r, "stone:\n  type: book\n  title: A\n  title: B\n"),
            outcome: RefusedAt("bad-works", "corpus/works.yaml", 4),
        },
        Case {
            name: "a character that no YAML has",
            spoil: |r| works(r, "stone:\n  type: book\n  title: A\u{fffe}\n"),
            outcome: RefusedAt("bad-works", "corpus/works.yaml", 3),
        },
    ]
}

pub(super) fn all() -> Vec<Case> {
    [written(), addresses(), files()].into_iter().flatten().collect()
}
