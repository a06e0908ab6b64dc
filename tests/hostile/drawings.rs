//! Drawings, style sheets, citation styles and fonts.

use super::{Case, Outcome, append, write};
use std::path::Path;

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
                   width=\"90\" height=\"90\">";

/// A book with a drawing of this inside.
fn drawn(root: &Path, inside: &str) {
    whole(root, &format!("{SVG}{inside}</svg>"));
}

fn whole(root: &Path, svg: &str) {
    write(root, "corpus/a/p.svg", svg);
    append(root, "corpus/a/text.md", "\n![A stone](p.svg)\n");
}

fn css(root: &Path, css: &str) {
    write(root, "x.css", css);
    append(root, "book.toml", "[output.epub]\ncss = \"x.css\"\n");
}

fn csl(root: &Path, inside: &str) {
    let style = format!(
        "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"note\" version=\"1.0\"><info><title>T</title>\
         <id>t</id><updated>2026-01-01T00:00:00+00:00</updated></info>{inside}<citation><layout><text macro=\"a\"/>\
         </layout></citation><bibliography><layout><text macro=\"a\"/></layout></bibliography></style>"
    );
    write(root, "x.csl", style);
    write(root, "corpus/works.yaml", "stone:\n  type: book\n  title: On Stones\n  author: Brook, A.\n  date: 1900\n");
    append(
        root,
        "book.toml",
        "[[document]]\nid = \"b\"\ngenerate = \"bibliography\"\n[bibliography]\nstyle = \"x.csl\"\nall = true\n",
    );
}

/// A book whose face is one of the tool's own, changed.
fn font(root: &Path, change: impl Fn(&mut Vec<u8>)) {
    // DejaVu Sans Mono has outlines in `glyf`.
    let mut bytes = typst_assets::fonts().nth(16).expect("a face").to_vec();
    change(&mut bytes);
    write(root, "fonts/own.ttf", bytes);
    write(root, "fonts/fonts.toml", "regular = [\"own.ttf\"]\n");
    append(root, "book.toml", "[output]\nfonts = \"fonts/fonts.toml\"\n");
}

/// Where a table of a font begins (OpenType, table directory).
fn table(bytes: &[u8], tag: &[u8; 4]) -> usize {
    let count = u16::from_be_bytes([bytes[4], bytes[5]]) as usize;
    let record = (0..count).map(|n| 12 + 16 * n).find(|at| bytes[*at..*at + 4] == *tag).expect("the table");
    u32::from_be_bytes(bytes[record + 8..record + 12].try_into().expect("four bytes")) as usize
}

/// Gives a face a `cmap` of format 12 with these groups, each its first and last character and the glyph of the first
/// (OpenType, cmap).
fn mapping(bytes: &mut Vec<u8>, groups: &[[u32; 3]]) {
    let length = groups.len() as u32;
    let numbers = [0x0000_0001, 0x0003_000a, 12, 0x000c_0000, 16 + 12 * length, 0, length];
    let all = numbers.iter().chain(groups.iter().flatten()).flat_map(|number| number.to_be_bytes());
    let (at, cmap): (usize, Vec<u8>) = (bytes.len().next_multiple_of(4), all.collect());
    let count = u16::from_be_bytes([bytes[4], bytes[5]]) as usize;
    let record =
        (0..count).map(|n| 12 + 16 * n).find(|record| bytes[*record..*record + 4] == *b"cmap").expect("a cmap");
    bytes[record + 8..record + 12].copy_from_slice(&(at as u32).to_be_bytes());
    bytes[record + 12..record + 16].copy_from_slice(&(cmap.len() as u32).to_be_bytes());
    bytes.resize(at, 0);
    bytes.extend(cmap);
}

pub(super) fn all() -> Vec<Case> {
    use Outcome::{Refused, Sound};
    const FORMAT: Outcome = Refused("picture-format");
    vec![
        Case {
            name: "a drawing",
            spoil: |r| drawn(r, "<rect width=\"9\" height=\"9\" fill=\"#123\"/>"),
            outcome: Sound,
        },
        Case {
            name: "a drawing of a program that notes things down",
            spoil: |r| {
                drawn(
                    r,
                    "<metadata><r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><c:Work \
                    xmlns:c=\"http://creativecommons.org/ns#\"/></r:RDF></metadata><g i:label=\"x\" \
                    xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\"><path d=\"M0 0h9v9z\"/></g>",
                );
            },
            outcome: Sound,
        },
        Case {
            name: "an instruction",
            spoil: |r| whole(r, &format!("<?xml-stylesheet href=\"http://x.org/a.css\"?>{SVG}</svg>")),
            outcome: FORMAT,
        },
        Case {
            name: "a language of a drawing",
            spoil: |r| drawn(r, "<text xml:lang=\"en_GB\" y=\"9\">stone</text>"),
            outcome: FORMAT,
        },
        Case {
            name: "another, well written",
            spoil: |r| drawn(r, "<g xml:lang=\"en-GB\"><rect width=\"9\" height=\"9\"/></g>"),
            outcome: Sound,
        },
        Case { name: "a script", spoil: |r| drawn(r, "<script>x()</script>"), outcome: FORMAT },
        Case { name: "a handler", spoil: |r| drawn(r, "<g ONLOAD=\"x()\"/>"), outcome: FORMAT },
        Case {
            name: "an animation",
            spoil: |r| drawn(r, "<a href=\"#b\"><set attributeName=\"href\" to=\"javascript:x\"/></a>"),
            outcome: FORMAT,
        },
        Case { name: "XHTML", spoil: |r| drawn(r, "<form xmlns=\"http://www.w3.org/1999/xhtml\"/>"), outcome: FORMAT },
        Case {
            name: "XHTML in what is noted",
            spoil: |r| drawn(r, "<metadata><iframe xmlns=\"http://www.w3.org/1999/xhtml\"/></metadata>"),
            outcome: FORMAT,
        },
        Case {
            name: "a link that runs",
            spoil: |r| drawn(r, "<a href=\"javascript:x()\"><path d=\"M0 0h9\"/></a>"),
            outcome: FORMAT,
        },
        Case {
            name: "a link that runs, escaped",
            spoil: |r| drawn(r, "<a xlink:href=\"java&#x73;cript:x()\"/>"),
            outcome: FORMAT,
        },
        Case {
            name: "a link that runs, by an entity",
            spoil: |r| {
                whole(r, &format!("<!DOCTYPE svg [<!ENTITY j \"javascript:\">]>{SVG}<a xlink:href=\"&j;x\"/></svg>"))
            },
            outcome: FORMAT,
        },
        Case {
            name: "a use of another file",
            spoil: |r| drawn(r, "<use href=\"http://x.org/a.svg#b\"/>"),
            outcome: FORMAT,
        },
        Case {
            name: "a picture of another file",
            spoil: |r| drawn(r, "<image href=\"/etc/passwd\" width=\"9\" height=\"9\"/>"),
            outcome: FORMAT,
        },
        Case {
            name: "a drawing in a drawing",
            spoil: |r| drawn(r, "<image href=\"data:image/svg+xml;base64,PHN2Zy8+\"/>"),
            outcome: FORMAT,
        },
        Case {
            name: "a paint of another file",
            spoil: |r| drawn(r, "<rect fill=\"URL(http://x.org/#a)\"/>"),
            outcome: FORMAT,
        },
        Case {
            name: "a paint of another file, escaped",
            spoil: |r| drawn(r, "<rect style=\"fill:u\\72l(http://x.org/#a)\"/>"),
            outcome: FORMAT,
        },
        Case {
            name: "a sheet that imports",
            spoil: |r| drawn(r, "<style>@IMPORT 'http://x.org/a.css';</style>"),
            outcome: FORMAT,
        },
        Case {
            name: "nested groups",
            spoil: |r| drawn(r, &("<g>".repeat(20_000) + &"</g>".repeat(20_000))),
            outcome: FORMAT,
        },
        Case {
            name: "nested drawings",
            spoil: |r| drawn(r, &("<svg>".repeat(3_000) + &"</svg>".repeat(3_000))),
            outcome: FORMAT,
        },
        Case {
            name: "nested words",
            spoil: |r| drawn(r, &format!("<text>{}x{}</text>", "<tspan>".repeat(3_000), "</tspan>".repeat(3_000))),
            outcome: FORMAT,
        },
        Case {
            name: "uses of uses",
            spoil: |r| {
                let line = |n: usize| format!("<g id=\"u{}\"><use href=\"#u{n}\"/><use href=\"#u{n}\"/></g>", n + 1);
                drawn(
                    r,
                    &format!(
                        "<defs><path id=\"u0\" d=\"M0 0h1\"/>{}</defs><use href=\"#u60\"/>",
                        (0..60).map(line).collect::<String>()
                    ),
                );
            },
            outcome: FORMAT,
        },
        Case {
            name: "chained patterns",
            spoil: |r| {
                let line = |n: usize| {
                    format!(
                        "<pattern id=\"p{n}\" width=\"1\" height=\"1\"><rect width=\"1\" height=\"1\" fill=\"url(#p{})\"/></pattern>",
                        n + 1
                    )
                };
                drawn(
                    r,
                    &format!(
                        "<defs>{}</defs><rect width=\"9\" height=\"9\" fill=\"url(#p0)\"/>",
                        (0..3_000).map(line).collect::<String>()
                    ),
                );
            },
            outcome: FORMAT,
        },
        Case {
            name: "chained masks by rules",
            spoil: |r| {
                let rule = |n: usize| format!(".m{n}{{mask:url(#m{})}}", n + 1);
                let mask =
                    |n: usize| format!("<mask id=\"m{n}\"><rect class=\"m{n}\" width=\"9\" height=\"9\"/></mask>");
                drawn(
                    r,
                    &format!(
                        "<style>{}</style>{}<g class=\"m0\"><path d=\"M0 0h9\"/></g>",
                        (0..3_000).map(rule).collect::<String>(),
                        (0..3_000).map(mask).collect::<String>()
                    ),
                );
            },
            outcome: FORMAT,
        },
        Case {
            name: "a pattern of itself",
            spoil: |r| {
                drawn(
                    r,
                    "<pattern id=\"p\" width=\"1\" height=\"1\"><rect width=\"1\" height=\"1\" fill=\"url(#p)\"/></pattern><rect width=\"9\" height=\"9\" fill=\"url(#p)\"/>",
                )
            },
            outcome: FORMAT,
        },
        Case {
            name: "entities of entities",
            spoil: |r| {
                whole(
                    r,
                    &format!(
                        "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>{SVG}<text>&b;</text></svg>"
                    ),
                )
            },
            outcome: FORMAT,
        },
        Case {
            name: "a long entity, many times",
            spoil: |r| {
                whole(
                    r,
                    &format!(
                        "<!DOCTYPE svg [<!ENTITY a \"{}\">]>{SVG}<text>{}</text></svg>",
                        "a".repeat(100_000),
                        "&a;".repeat(50_000)
                    ),
                )
            },
            outcome: FORMAT,
        },
        Case {
            name: "an entity of a file",
            spoil: |r| {
                whole(
                    r,
                    &format!("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>{SVG}<text>&a;</text></svg>"),
                )
            },
            outcome: FORMAT,
        },
        Case {
            name: "a drawing that does not end",
            spoil: |r| whole(r, &format!("{SVG}<g><g>")),
            outcome: Refused("broken-picture"),
        },
        Case {
            name: "a drawing beyond all size",
            spoil: |r| whole(r, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1e30\" height=\"1e30\"/>"),
            outcome: Sound,
        },
        Case {
            name: "an arc beyond all size",
            spoil: |r| {
                let arc = "<path d=\"M0 0 A1e38 1e38 0 0 1 1e38 1e38\" stroke=\"#000\"/>";
                whole(r, &format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{arc}</svg>"))
            },
            outcome: Refused("picture-format"),
        },
        Case {
            name: "a drawing of no size",
            spoil: |r| whole(r, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"NaN\"/>"),
            outcome: Refused("broken-picture"),
        },
        Case {
            name: "half a PNG",
            spoil: |r| {
                write(r, "corpus/a/p.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
                append(r, "corpus/a/text.md", "\n![A stone](p.png)\n");
            },
            outcome: Refused("broken-picture"),
        },
        Case {
            name: "half a JPEG",
            spoil: |r| {
                write(r, "corpus/a/p.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF");
                append(r, "corpus/a/text.md", "\n![A stone](p.jpg)\n");
            },
            outcome: Refused("broken-picture"),
        },
        Case {
            name: "a sheet",
            spoil: |r| css(r, "p { color: rgb(1 2 3); margin: calc(1em + 2px) }\n"),
            outcome: Sound,
        },
        Case {
            name: "an import",
            spoil: |r| css(r, "@IMPORT 'http://x.org/a.css';\n"),
            outcome: Refused("unsafe-css"),
        },
        Case {
            name: "an address, escaped",
            spoil: |r| css(r, "p { background: u\\72l(http://x.org/a.png) }\n"),
            outcome: Refused("unsafe-css"),
        },
        Case {
            name: "a function that fetches",
            spoil: |r| css(r, "p { background: image-set('http://x.org/a' 1x) }\n"),
            outcome: Refused("unsafe-css"),
        },
        Case {
            name: "nested blocks",
            spoil: |r| css(r, &"@media print {".repeat(100_000)),
            outcome: Refused("unsafe-css"),
        },
        Case {
            name: "a macro that calls itself",
            spoil: |r| csl(r, "<macro name=\"a\"><text macro=\"a\"/></macro>"),
            outcome: Refused("bad-citation-style"),
        },
        Case {
            name: "nested groups of a style",
            spoil: |r| {
                csl(r, &format!("<macro name=\"a\">{}{}</macro>", "<group>".repeat(2_400), "</group>".repeat(2_400)))
            },
            outcome: Refused("bad-citation-style"),
        },
        Case {
            name: "macros of macros",
            spoil: |r| {
                let line = |n: usize| {
                    format!("<macro name=\"a{n}\"><text macro=\"a{0}\"/><text macro=\"a{0}\"/></macro>", n + 1)
                };
                csl(
                    r,
                    &format!("<macro name=\"a\"><text macro=\"a0\"/></macro>{}", (0..30).map(line).collect::<String>()),
                );
            },
            outcome: Refused("bad-citation-style"),
        },
        Case { name: "a face of one's own", spoil: |r| font(r, |_| {}), outcome: Sound },
        Case {
            name: "a face without glyphs",
            spoil: |r| {
                font(r, |b| {
                    let at = table(b, b"maxp") + 4;
                    b[at..at + 2].fill(0);
                })
            },
            outcome: Refused("font-invalid"),
        },
        Case {
            name: "a face without a size",
            spoil: |r| {
                font(r, |b| {
                    let at = table(b, b"head") + 18;
                    b[at..at + 2].fill(0);
                })
            },
            outcome: Refused("font-invalid"),
        },
        Case {
            name: "a face whose glyphs lie elsewhere",
            spoil: |r| {
                font(r, |b| {
                    let at = table(b, b"loca") + 400;
                    b[at..at + 400].fill(0xff);
                })
            },
            outcome: Refused("font-invalid"),
        },
        Case {
            name: "a face that forbids",
            spoil: |r| {
                font(r, |b| {
                    let at = table(b, b"OS/2") + 8;
                    b[at..at + 2].copy_from_slice(&[0, 2]);
                })
            },
            outcome: Refused("font-forbidden"),
        },
        Case {
            name: "a face that maps all characters again and again",
            spoil: |r| font(r, |b| mapping(b, &[[0, 0x0010_ffff, 1]; 10_000])),
            outcome: Refused("font-invalid"),
        },
        Case {
            name: "a face that maps characters that Unicode has not",
            spoil: |r| font(r, |b| mapping(b, &[[0x20, u32::MAX, 1]])),
            outcome: Refused("font-invalid"),
        },
        Case { name: "half a face", spoil: |r| font(r, |b| b.truncate(b.len() / 2)), outcome: Refused("font-invalid") },
    ]
}
