//! The project's own measurement, `tests/tools/lines`: that it finds what was put on a page, and
//! that it finds no fault in a finished book that must not occur.

use super::book::Words;
use crate::support::skipped;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `lines --json` says of a file. None, said aloud, where its tools are not installed.
fn lines(file: &Path) -> Option<Value> {
    for tool in ["qpdf", "python3"] {
        if Command::new(tool).arg("--version").output().is_err() {
            skipped(&format!("the measurement of {}: {tool} is not installed", file.display()));
            return None;
        }
    }
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/lines");
    let out = Command::new("python3").arg(tool).arg("--json").arg(file).output().expect("python3 runs");
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{said}");
    Some(serde_json::from_slice(&out.stdout).expect("JSON"))
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("quality").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Writes a file of our own fixture.
fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("writes");
}

/// An edition of `words` words in two documents, with headings, quotations and notes.
fn small_edition(root: &Path, words: usize) {
    let mut source = Words::new(11);
    let mut book = "[book]\ntitle = \"A Measured Book\"\nauthors = [\"A. Maker\"]\nlanguage = \"en-GB\"\n\
                    date = 2026-01-01\n\n[[series]]\nid = \"a\"\ntitle = \"Notes\"\nmarks = \"figures\"\n"
        .to_owned();
    for name in ["one", "two"] {
        let (mut text, mut notes, mut count, mut done) = (String::new(), String::new(), 0, 0);
        while done < words / 2 {
            let length = 20 + source.number(120);
            done += length;
            match source.number(9) {
                0 => _ = write!(text, "## {}\n\n", source.prose(4).replace(['.', ','], "")),
                1 => text.push_str("> "),
                _ => {}
            }
            text.push_str(&source.prose(length));
            if source.number(2) == 0 {
                count += 1;
                let length = 8 + source.number(40);
                let _ = write!(text, "[^{count}]");
                let _ = write!(notes, "[^{count}]: {}\n\n", source.prose(length));
            }
            text.push_str("\n\n");
        }
        write(&root.join(format!("corpus/{name}/document.toml")), &format!("title = \"Document {name}\"\n"));
        write(&root.join(format!("corpus/{name}/text.md")), &(text + &notes));
        let _ = write!(book, "\n[[document]]\nid = \"{name}\"\n");
    }
    write(&root.join("book.toml"), &book);
}

#[test]
fn a_finished_book_has_no_fault_that_must_not_occur() {
    let root = folder("book");
    small_edition(&root, 6000);
    let mut command = Command::new(env!("CARGO_BIN_EXE_edition"));
    let out = command.arg("build").arg(&root).args(["--format", "pdf"]).output().expect("the program runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let Some(found) = lines(&root.join("dist/a-measured-book.pdf")) else { return };
    for fault in [
        "widow",
        "orphan",
        "overfull",
        "ragged",
        "late-note",
        "lost-call",
        "single-note-line",
        "heading-foot",
        "off-grid",
        "facing-grid",
    ] {
        assert!(found["counts"].get(fault).is_none(), "{fault}: {:#}", found["faults"]);
    }
    // It has looked at something.
    assert!(found["kinds"]["body"]["lines"].as_u64() > Some(400), "{:#}", found["kinds"]);
    assert!(found["kinds"]["quotation"]["lines"].as_u64() > Some(20), "{:#}", found["kinds"]);
    assert!(found["notes"]["notes"].as_u64() > Some(30), "{:#}", found["notes"]);
}

/// A structure element.
struct Element {
    kind: &'static str,
    parent: Option<usize>,
    /// Page and MCID of each section that it holds.
    content: Vec<(usize, usize)>,
}

/// A tagged PDF made by hand. All signs are half an em wide, pages are 300 by 400 pt.
#[derive(Default)]
struct Sheet {
    /// The content of each page.
    pages: Vec<String>,
    elements: Vec<Element>,
    /// Sections so far on each page.
    sections: Vec<usize>,
    /// Links: page, element, and the page and height that it leads to.
    links: Vec<(usize, usize, usize, f64)>,
}

const MEASURE: f64 = 200.0;

impl Sheet {
    fn element(&mut self, kind: &'static str, parent: Option<usize>) -> usize {
        self.elements.push(Element { kind, parent, content: vec![] });
        self.elements.len() - 1
    }

    /// Draws with `operators` on page `page` as content of `element`.
    fn draw(&mut self, page: usize, element: usize, operators: &str) {
        self.pages.resize(self.pages.len().max(page + 1), String::new());
        self.sections.resize(self.pages.len(), 0);
        let section = self.sections[page];
        self.sections[page] += 1;
        self.elements[element].content.push((page, section));
        let _ = writeln!(self.pages[page], "/P <</MCID {section}>> BDC\n{operators}\nEMC");
    }

    /// A line of 10 pt at `x` with its baseline `y` below the head: spaces widened by `word`, letters
    /// by `letter`, all of it by `scale`.
    fn line(&mut self, page: usize, element: usize, at: (f64, f64), set: Set, text: &str) {
        let (x, y) = (at.0, 400.0 - at.1);
        let Set { word, letter, scale } = set;
        self.draw(
            page,
            element,
            &format!("q {scale} 0 0 1 {x} {y} cm BT /F 10 Tf {letter} Tc {word} Tw 0 0 Td ({text}) Tj ET Q"),
        );
    }

    /// A full line from the left edge, with letters spread by `letter` and drawn `scale` wide.
    fn full(&mut self, page: usize, element: usize, y: f64, letter: f64, scale: f64, text: &str) {
        let word = fill(text, letter, MEASURE / scale);
        self.line(page, element, (left(page), y), Set { word, letter, scale }, text);
    }

    /// The file.
    fn bytes(&self) -> Vec<u8> {
        // 1 catalog, 2 pages, 3 font, 4 root of the structure, then pages, contents, links, elements.
        let page = |index: usize| 5 + 2 * index;
        let link = |index: usize| 5 + 2 * self.pages.len() + index;
        let element = |index: usize| link(self.links.len()) + index;
        let join = |numbers: Vec<usize>| numbers.iter().map(|n| format!("{n} 0 R")).collect::<Vec<_>>().join(" ");
        let roots = (0..self.elements.len()).filter(|at| self.elements[*at].parent.is_none());
        let widths = "500 ".repeat(95);
        let mut objects = vec![
            "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R>>".to_owned(),
            format!(
                "<</Type/Pages/Count {}/Kids[{}]>>",
                self.pages.len(),
                join((0..self.pages.len()).map(page).collect())
            ),
            format!("<</Type/Font/Subtype/Type1/BaseFont/Half/FirstChar 32/LastChar 126/Widths[{widths}]>>"),
            format!("<</Type/StructTreeRoot/K[{}]>>", join(roots.map(element).collect())),
        ];
        for (index, content) in self.pages.iter().enumerate() {
            objects.push(format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
                page(index) + 1
            ));
            objects.push(format!("<</Length {}>>\nstream\n{content}\nendstream", content.len() + 1));
        }
        for (_, _, to, height) in &self.links {
            let y = 400.0 - height;
            objects.push(format!("<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/Dest[{} 0 R/XYZ 0 {y} 0]>>", page(*to)));
        }
        for (index, Element { kind, parent, content }) in self.elements.iter().enumerate() {
            let mut held = String::new();
            for (on, section) in content {
                let _ = write!(held, "<</Type/MCR/Pg {} 0 R/MCID {section}>>", page(*on));
            }
            for (at, (on, ..)) in self.links.iter().enumerate().filter(|(_, l)| l.1 == index) {
                let _ = write!(held, "<</Type/OBJR/Pg {} 0 R/Obj {} 0 R>>", page(*on), link(at));
            }
            for (kid, _) in self.elements.iter().enumerate().filter(|(_, e)| e.parent == Some(index)) {
                let _ = write!(held, "{} 0 R ", element(kid));
            }
            let parent = parent.map_or(4, element);
            objects.push(format!("<</Type/StructElem/S/{kind}/P {parent} 0 R/K[{held}]>>"));
        }
        file(&objects)
    }
}

/// How a line is set.
#[derive(Clone, Copy)]
struct Set {
    word: f64,
    letter: f64,
    scale: f64,
}

const PLAIN: Set = Set { word: 0.0, letter: 0.0, scale: 1.0 };

/// How wide `text` is at 10 pt with letters spread by `letter`.
fn width(text: &str, letter: f64) -> f64 {
    5.0 * text.len() as f64 + letter * (text.len() - 1) as f64
}

/// What its spaces have to be widened by to fill `measure`.
fn fill(text: &str, letter: f64, measure: f64) -> f64 {
    (measure - width(text, letter)) / text.matches(' ').count() as f64
}

/// The left edge of a page: margins are mirrored.
fn left(page: usize) -> f64 {
    if page.is_multiple_of(2) { 40.0 } else { 60.0 }
}

/// Objects as a PDF file with its cross-reference table.
fn file(objects: &[String]) -> Vec<u8> {
    let mut out = "%PDF-1.7\n".to_owned();
    let mut table = String::new();
    for (index, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let (start, size) = (out.len(), objects.len() + 1);
    let _ = write!(
        out,
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    out.into_bytes()
}

/// Pages 2 to 4: a text of four paragraphs, notes below it, and as many faults as fit.
fn faulty() -> Sheet {
    let mut sheet = Sheet::default();
    let part = sheet.element("Part", None);
    let heading = sheet.element("H1", Some(part));
    sheet.line(0, heading, (40.0, 30.0), PLAIN, "Faults");
    // In order: but that the lines differ in their letters.
    let first = sheet.element("P", Some(part));
    sheet.full(1, first, 50.0, 0.0, 1.0, "we read late notes below the pale moon");
    sheet.full(1, first, 62.0, 0.05, 1.0, "grey owls read old notes under a stone");
    sheet.full(1, first, 74.0, 0.0, 0.98, "many owls read late notes by the river");
    sheet.line(1, first, (left(1), 86.0), PLAIN, "and fly away from it");
    // Hyphens of the text on end, a line off the grid, one that sticks out, a runt.
    let second = sheet.element("P", Some(part));
    sheet.full(1, second, 98.0, 0.0, 1.0, "some were well known to every night-");
    sheet.full(1, second, 110.5, 0.0, 1.0, "owl and some were known to no half-");
    sheet.line(1, second, (left(1), 122.0), Set { word: 2.0, ..PLAIN }, "wit but that is nothing new at all here");
    sheet.full(1, second, 134.0, 0.0, 1.0, "here nobody can tell one from the next");
    sheet.line(1, second, (left(1), 146.0), PLAIN, "owl");
    // An orphan with the call of a note, which stands overleaf.
    let third = sheet.element("P", Some(part));
    sheet.full(1, third, 158.0, 0.0, 1.0, "this is the first line of a paragraph");
    let reference = sheet.element("Reference", Some(third));
    let call = sheet.element("Link", Some(reference));
    sheet.draw(1, call, &format!("BT /F 6 Tf 1 0 0 1 {} 245 Tm (7) Tj ET", left(1) + MEASURE));
    // A comma in the margin, and a line that begins as the one before.
    let hanging = "it goes on here for more than a line,";
    let set = Set { word: fill(hanging, 0.0, MEASURE + 3.0), ..PLAIN };
    sheet.line(2, third, (left(2), 50.0), set, hanging);
    sheet.line(2, third, (left(2), 62.0), PLAIN, "and it ends here");
    // Cut before its last line, a widow, at a hyphen.
    let fourth = sheet.element("P", Some(part));
    sheet.full(2, fourth, 74.0, 0.0, 1.0, "the last of all begins and goes on to");
    sheet.full(2, fourth, 86.0, 0.0, 1.0, "the foot of a page that ends with a re-");
    sheet.line(3, fourth, (left(3), 50.0), PLAIN, "turned word");
    let note = sheet.element("Note", Some(part));
    let label = sheet.element("Lbl", Some(note));
    let back = sheet.element("Link", Some(label));
    let body = sheet.element("P", Some(note));
    sheet.draw(2, back, "BT /F 8 Tf 1 0 0 1 40 200 Tm (7 ) Tj ET");
    sheet.draw(2, body, "BT /F 8 Tf 1 0 0 1 48 200 Tm (A note away from its call and) Tj ET");
    sheet.draw(3, body, "BT /F 8 Tf 1 0 0 1 60 200 Tm (cut in two) Tj ET");
    sheet.links.push((1, call, 2, 195.0));
    sheet.links.push((2, back, 1, 150.0));
    // A running head is an artifact, however wide.
    let head = "some words in a running head that is wider than the text";
    let _ = writeln!(sheet.pages[1], "/Artifact BMC BT /F 10 Tf 1 0 0 1 5 380 Tm ({head}) Tj ET EMC");
    sheet
}

fn near(found: &Value, expected: f64) -> bool {
    found.as_f64().is_some_and(|found| (found - expected).abs() < 1e-3)
}

#[test]
fn the_measurement_finds_what_was_put_on_the_pages() {
    let file = folder("faults").join("faults.pdf");
    std::fs::write(&file, faulty().bytes()).expect("writes");
    let Some(found) = lines(&file) else { return };
    let expected = json!({
        "widow": 1, "orphan": 1, "runt": 1, "stack-2": 1, "same-word": 1, "overfull": 1, "hyphen-page": 1,
        "hyphen-turn": 1, "off-grid": 1, "facing-depth": 1, "late-note": 1, "split-note": 1, "single-note-line": 2,
    });
    assert_eq!(found["counts"], expected, "{:#}", found["faults"]);
    let body = &found["kinds"]["body"];
    assert_eq!((&body["lines"], &body["justified"], &body["hyphens_own"]), (&json!(15), &json!(11), &json!(3)));
    // Letters 0.05 pt apart at 10 pt are 5 thousandths; a line drawn 0.98 wide is at 98 %.
    assert!(near(&body["letter_spacing"]["max"], 5.0), "{body:#}");
    assert!(near(&body["letter_spacing"]["min"], 0.0), "{body:#}");
    assert!(near(&body["scale"]["min"], 98.0), "{body:#}");
    assert!(near(&body["scale"]["max"], 100.0), "{body:#}");
    // The comma hangs out by 3 pt of 10.
    assert!(near(&body["hang_right"]["max"], 300.0), "{body:#}");
    // The loosest line: 35 signs and 7 spaces of 5 pt are 25 pt less than the measure.
    assert!(near(&body["spaces"]["max"], 1.0 + 25.0 / 7.0 / 5.0), "{body:#}");
}
