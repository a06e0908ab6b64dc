//! Paths, texts, sheets and what lies beside them.

use super::{Case, Outcome, append, title, write};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

fn remove(root: &Path, path: &str) {
    std::fs::remove_file(root.join(path)).expect("a file to remove");
}

fn fifo(root: &Path, path: &str) {
    let status = Command::new("mkfifo").arg(root.join(path)).status().expect("mkfifo runs");
    assert!(status.success());
}

fn text(root: &Path, text: impl AsRef<[u8]>) {
    write(root, "corpus/a/text.md", text);
}

/// A document whose text is a witness with this hash.
fn witness(root: &Path) {
    remove(root, "corpus/a/text.md");
    let hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    append(
        root,
        "corpus/a/document.toml",
        &format!("[[witness]]\nsiglum = \"A\"\nname = \"a.txt\"\nsha256 = \"{hash}\"\n"),
    );
}

pub(super) fn all() -> Vec<Case> {
    use Outcome::{Faults, Refused, Sound};
    const OUTSIDE: Outcome = Refused("outside-book");
    const UNREADABLE: Outcome = Refused("unreadable");
    vec![
        Case { name: "nothing amiss", spoil: |_| {}, outcome: Sound },
        Case {
            name: "css elsewhere",
            spoil: |r| append(r, "book.toml", "[output.epub]\ncss = \"/etc/passwd\"\n"),
            outcome: OUTSIDE,
        },
        Case {
            name: "a style above",
            spoil: |r| append(r, "book.toml", "[output.pdf]\nstyle = \"../x.toml\"\n"),
            outcome: OUTSIDE,
        },
        Case {
            name: "fonts above",
            spoil: |r| append(r, "book.toml", "[output]\nfonts = \"a/../../fonts.toml\"\n"),
            outcome: OUTSIDE,
        },
        Case {
            name: "a face elsewhere",
            spoil: |r| {
                write(r, "fonts.toml", "regular = [\"/etc/passwd\"]\n");
                append(r, "book.toml", "[output]\nfonts = \"fonts.toml\"\n");
            },
            outcome: OUTSIDE,
        },
        Case {
            name: "a citation style elsewhere",
            spoil: |r| append(r, "book.toml", "[bibliography]\nstyle = \"/etc/passwd\"\n"),
            outcome: OUTSIDE,
        },
        Case {
            name: "a picture elsewhere",
            spoil: |r| append(r, "corpus/a/text.md", "\n![A](../../../etc/passwd)\n"),
            outcome: OUTSIDE,
        },
        Case {
            name: "a picture above",
            spoil: |r| append(r, "corpus/a/text.md", "\n![A](../../../x.png)\n"),
            outcome: OUTSIDE,
        },
        Case {
            name: "a picture of another document",
            spoil: |r| append(r, "corpus/a/text.md", "\n![A](../b/x.png)\n"),
            outcome: Sound,
        },
        Case {
            name: "witnesses elsewhere",
            spoil: |r| append(r, "book.toml", "[build]\nwitness-path = [\"/etc\"]\n"),
            outcome: OUTSIDE,
        },
        Case {
            name: "witnesses above",
            spoil: |r| append(r, "book.toml", "[build]\nwitness-path = [\"../texts\"]\n"),
            outcome: OUTSIDE,
        },
        Case {
            name: "a text that is a link",
            spoil: |r| {
                remove(r, "corpus/a/text.md");
                symlink("/etc/passwd", r.join("corpus/a/text.md")).expect("a link");
            },
            outcome: OUTSIDE,
        },
        Case {
            name: "names that are a link",
            spoil: |r| symlink("/etc/passwd", r.join("corpus/names.toml")).expect("a link"),
            outcome: OUTSIDE,
        },
        Case {
            name: "a document that is a link",
            spoil: |r| {
                std::fs::remove_dir_all(r.join("corpus/a")).expect("a folder");
                symlink("/etc", r.join("corpus/a")).expect("a link");
            },
            outcome: OUTSIDE,
        },
        Case {
            name: "a picture that is a link",
            spoil: |r| {
                symlink("/etc/passwd", r.join("corpus/a/p.png")).expect("a link");
                append(r, "corpus/a/text.md", "\n![A](p.png)\n");
            },
            outcome: OUTSIDE,
        },
        Case {
            name: "a text that is a pipe",
            spoil: |r| {
                remove(r, "corpus/a/text.md");
                fifo(r, "corpus/a/text.md");
            },
            outcome: UNREADABLE,
        },
        Case {
            name: "a book that is a pipe",
            spoil: |r| {
                remove(r, "book.toml");
                fifo(r, "book.toml");
            },
            outcome: UNREADABLE,
        },
        Case { name: "works that are a pipe", spoil: |r| fifo(r, "corpus/works.yaml"), outcome: UNREADABLE },
        Case {
            name: "names that are a socket",
            spoil: |r| drop(UnixListener::bind(r.join("corpus/names.toml")).expect("a socket")),
            outcome: UNREADABLE,
        },
        Case {
            name: "a sheet that is a folder",
            spoil: |r| {
                remove(r, "corpus/a/document.toml");
                write(r, "corpus/a/document.toml/x", "");
            },
            outcome: UNREADABLE,
        },
        Case {
            name: "a link that leads nowhere",
            spoil: |r| {
                remove(r, "corpus/a/text.md");
                symlink("nowhere", r.join("corpus/a/text.md")).expect("a link");
            },
            outcome: UNREADABLE,
        },
        Case {
            name: "a link to itself",
            spoil: |r| {
                remove(r, "corpus/a/text.md");
                symlink("text.md", r.join("corpus/a/text.md")).expect("a link");
            },
            outcome: UNREADABLE,
        },
        Case {
            name: "a witness that is a pipe",
            spoil: |r| {
                witness(r);
                std::fs::create_dir_all(r.join("corpus/witnesses")).expect("a folder");
                fifo(r, "corpus/witnesses/a.txt");
            },
            outcome: UNREADABLE,
        },
        Case {
            name: "a witness that is a folder",
            spoil: |r| {
                witness(r);
                write(r, "corpus/witnesses/a.txt/x", "");
            },
            outcome: UNREADABLE,
        },
        Case {
            name: "a witness that is a link",
            spoil: |r| {
                witness(r);
                write(r, "corpus/witnesses/b.txt", "x");
                symlink("/etc/passwd", r.join("corpus/witnesses/a.txt")).expect("a link");
            },
            outcome: OUTSIDE,
        },
        Case {
            name: "witnesses that are a file",
            spoil: |r| {
                witness(r);
                write(r, "corpus/witnesses", "x");
            },
            outcome: UNREADABLE,
        },
        Case {
            name: "a byte that is none",
            spoil: |r| write(r, "corpus/a/document.toml", b"title = \"\xff\"\n"),
            outcome: Refused("invalid-utf8"),
        },
        Case {
            name: "a sheet that others refer to",
            spoil: |r| {
                append(r, "book.toml", "[[document]]\nid = \"b\"\n");
                write(r, "corpus/b/text.md", "See [[a]], [[a#p1|there]], [[a]].\n");
                write(r, "corpus/b/document.toml", "title = \"B\"\n");
                write(
                    r,
                    "corpus/names.toml",
                    "[[name]]\nid = \"brook\"\nname = \"Brook\"\nkind = \"person\"\n[[name.occurrence]]\ndocument = \"a\"\nexact = \"Brook\"\n",
                );
                write(r, "corpus/a/document.toml", b"title = \"\xff\"\n");
            },
            outcome: Refused("invalid-utf8"),
        },
        Case {
            name: "a date with points",
            spoil: |r| write(r, "book.toml", "[book]\ntitle = \"S\"\ndate = 31.01.2026\n[[document]]\nid = \"a\"\n"),
            outcome: Refused("toml-syntax"),
        },
        Case {
            name: "a year alone",
            spoil: |r| write(r, "book.toml", "[book]\ntitle = \"S\"\ndate = 1900\n[[document]]\nid = \"a\"\n"),
            outcome: Refused("wrong-type"),
        },
        Case {
            name: "YAML above a text",
            spoil: |r| {
                remove(r, "corpus/a/document.toml");
                text(r, "---\ntitle: A\n---\n\nA stone.\n");
            },
            outcome: Sound,
        },
        Case {
            name: "a language with a stroke",
            spoil: |r| append(r, "corpus/a/document.toml", "language = \"en_GB\"\n"),
            outcome: Refused("bad-language"),
        },
        Case {
            name: "a language of nothing",
            spoil: |r| append(r, "corpus/a/document.toml", "language = \"\"\n"),
            outcome: Refused("bad-language"),
        },
        Case {
            name: "a language of a span",
            spoil: |r| text(r, "A <span lang=\"en_GB\">stone</span>.\n"),
            outcome: Refused("bad-language"),
        },
        Case {
            name: "a language of no span",
            spoil: |r| text(r, "A <span lang=\"\">stone</span>.\n"),
            outcome: Refused("bad-language"),
        },
        Case { name: "a link that runs", spoil: |r| text(r, "[A](javascript:x)\n"), outcome: Sound },
        Case {
            name: "an address without end",
            spoil: |r| text(r, format!("A [stone](https://example.org/{}).\n", "a".repeat(40_000))),
            outcome: Refused("long-address"),
        },
        Case {
            name: "a title of another script",
            spoil: |r| title(r, "\u{398}\u{3ac}\u{3bb}\u{3b1}\u{3c3}\u{3c3}\u{3b1}"),
            outcome: Sound,
        },
        Case { name: "a title that goes on", spoil: |r| title(r, &"Stone ".repeat(17_000)), outcome: Sound },
        Case { name: "a title of one word", spoil: |r| title(r, &"x".repeat(100_000)), outcome: Sound },
        Case {
            name: "a title that does not end",
            spoil: |r| title(r, &"Stone ".repeat(40_000)),
            outcome: Refused("long-text"),
        },
        Case {
            name: "much that is said of a book",
            spoil: |r| {
                let long = "Stone ".repeat(6_000);
                let said = format!(
                    "[book]\nsubtitle = \"{long}\"\nauthors = [\"{long}\", \"{long}\"]\neditors = [\"{long}\"]\n\
                     publisher = \"{long}\"\ndescription = \"{long}\"\n"
                );
                let book = std::fs::read_to_string(r.join("book.toml")).expect("a book");
                write(r, "book.toml", book.replace("[book]\n", &said));
                write(r, "corpus/a/document.toml", format!("title = \"{long}\"\nauthor = \"{long}\"\n"));
            },
            outcome: Sound,
        },
        Case { name: "a title of signs", spoil: |r| title(r, "<\\\"&>]]> \u{202e}x"), outcome: Sound },
        Case {
            name: "tables in tables",
            spoil: |r| write(r, "book.toml", "a = ".to_owned() + &"[".repeat(20_000)),
            outcome: Refused("toml-syntax"),
        },
        Case {
            name: "keys in keys",
            spoil: |r| write(r, "book.toml", "a.".repeat(100_000) + "b = 1"),
            outcome: Refused("toml-syntax"),
        },
        Case {
            name: "anchors of anchors of YAML",
            spoil: |r| {
                let line =
                    |n: usize| format!("k{}: &a{} [*a{n},*a{n},*a{n},*a{n},*a{n},*a{n},*a{n},*a{n}]\n", n + 1, n + 1);
                write(r, "corpus/works.yaml", "k0: &a0 [x]\n".to_owned() + &(0..12).map(line).collect::<String>());
            },
            outcome: Refused("bad-works"),
        },
        Case {
            name: "a work whose address runs",
            spoil: |r| {
                let work = "a:\n  type: Web\n  title: A stone\n  author: Reed, Osbert\n  date: 1900\n";
                write(r, "corpus/works.yaml", format!("{work}  url: javascript:alert(1)\n"))
            },
            outcome: Refused("unsafe-address"),
        },
        Case {
            name: "lists in lists of YAML",
            spoil: |r| write(r, "corpus/works.yaml", "a: ".to_owned() + &"[".repeat(20_000)),
            outcome: Refused("bad-works"),
        },
        Case {
            name: "dashes after dashes of YAML",
            spoil: |r| write(r, "corpus/works.yaml", "a:\n  ".to_owned() + &"- ".repeat(20_000)),
            outcome: Refused("bad-works"),
        },
        Case {
            name: "maps in maps of YAML",
            spoil: |r| {
                let line = |depth: usize| format!("{}a:\n", " ".repeat(depth));
                write(r, "corpus/works.yaml", (0..2_000).map(line).collect::<String>());
            },
            outcome: Refused("bad-works"),
        },
        Case { name: "brackets", spoil: |r| text(r, "[".repeat(20_000)), outcome: Sound },
        Case {
            name: "quotations in quotations",
            spoil: |r| text(r, ">".repeat(100_000)),
            outcome: Refused("nested-too-deeply"),
        },
        Case {
            name: "lists in lists",
            spoil: |r| text(r, (0..2_000).map(|n| format!("{}- a\n", "  ".repeat(n % 500))).collect::<String>()),
            outcome: Faults("nested-too-deeply"),
        },
        Case {
            name: "a bracket among the attributes of a picture",
            spoil: |r| text(r, "a ![](p.png){[}][^x] b\n\n[^x]: c\n"),
            outcome: Sound,
        },
        Case { name: "emphasis in emphasis", spoil: |r| text(r, "*a **b ".repeat(2_000)), outcome: Sound },
        Case { name: "soft hyphens", spoil: |r| text(r, format!("a{}b\n", "\u{ad}".repeat(20_000))), outcome: Sound },
        Case {
            name: "no-break spaces",
            spoil: |r| text(r, format!("a{}b\n", "\u{a0}".repeat(20_000))),
            outcome: Sound,
        },
        Case { name: "tabs", spoil: |r| text(r, format!("a{}b\n", "\t".repeat(10_000))), outcome: Sound },
        Case {
            name: "marks upon marks",
            spoil: |r| text(r, format!("a{}\n", "\u{301}".repeat(2_000))),
            outcome: Sound,
        },
        Case {
            name: "directions in directions",
            spoil: |r| text(r, format!("a{}\n", "\u{202b}\u{5d0}".repeat(5_000))),
            outcome: Sound,
        },
        Case { name: "no character", spoil: |r| text(r, "a\0b\u{1}\u{fffe}\n"), outcome: Faults("control-character") },
        Case { name: "emphasised words", spoil: |r| text(r, "*a* ".repeat(2_000)), outcome: Sound },
        Case {
            name: "TEI in TEI",
            spoil: |r| {
                remove(r, "corpus/a/text.md");
                write(
                    r,
                    "corpus/a/text.xml",
                    "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">".to_owned() + &"<div>".repeat(50_000),
                );
            },
            outcome: Refused("xml-too-large"),
        },
        Case {
            name: "entities of entities of TEI",
            spoil: |r| {
                remove(r, "corpus/a/text.md");
                let line = |n: usize| format!("<!ENTITY e{} \"&e{n};&e{n};&e{n};&e{n};&e{n};&e{n};\">", n + 1);
                write(
                    r,
                    "corpus/a/text.xml",
                    format!(
                        "<!DOCTYPE TEI [<!ENTITY e0 \"aaaa\">{}]><TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p>&e12;</p></body></text></TEI>",
                        (0..12).map(line).collect::<String>()
                    ),
                );
            },
            outcome: Refused("xml-too-large"),
        },
    ]
}
