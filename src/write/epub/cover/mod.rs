//! The cover: a label of paper on a coloured ground, with the authors, the title, the subtitle and
//! the editors; drawn once, as SVG with the letters' outlines and as PNG for reading systems that
//! want pixels. What has no room on it ends with an ellipsis: the title page has it whole.
//!
//! Knows the book's title and people and how a cover looks; nothing of the documents.

mod png;
mod raster;
mod shape;
mod wrap;

use crate::fonts::{FontRole, FontSet};
use crate::model::document::Book;
use crate::terms::Terms;
use crate::write::xml::Xml;
use png::Colour;
use raster::Canvas;
use shape::{Outline, Setter, Step};
use std::fmt::Write as _;
use wrap::wrap;

/// The cover in both forms.
pub(crate) struct Cover {
    /// As outlines.
    pub(crate) svg: String,
    /// As pixels.
    pub(crate) png: Vec<u8>,
}

/// Width and height, in units of the SVG and in pixels.
const SIZE: (usize, usize) = (1200, 1920);

/// The label's left edge and top, its width and least height.
const LABEL: (usize, usize, usize, usize) = (150, 230, 900, 760);

/// The longest line on the label.
const MEASURE: f32 = 720.0;

/// What stands above and below the rows of the label, and between its lower edge and that of the cover.
const MARGINS: (usize, usize) = (260, 60);

/// From the label to the first line of the editors, and from one of these to the next; how many lines the label leaves
/// room for.
const EDITORS: (f32, f32, usize) = (130.0, 62.0, 4);

/// From the publisher's line to the lower edge of the cover.
const PUBLISHER: f32 = 120.0;

const PAPER: Colour = [0xf6, 0xf1, 0xe6];

/// Cloths of binders: the book's slug chooses one, so that the volumes of a series differ.
const GROUNDS: [Colour; 6] = [
    [0x1f, 0x36, 0x4d],
    [0x5a, 0x22, 0x24],
    [0x26, 0x42, 0x36],
    [0x3b, 0x30, 0x4f],
    [0x4a, 0x3a, 0x24],
    [0x2b, 0x2f, 0x36],
];

/// What a thing is drawn in.
#[derive(Clone, Copy, PartialEq)]
enum Ink {
    Ground,
    Paper,
}

/// Something drawn.
enum Shape {
    Rectangle { x: usize, y: usize, width: usize, height: usize, ink: Ink },
    Line { outline: Outline, x: f32, baseline: f32, size: f32, ink: Ink },
}

/// A centred line of the label, with the space above it.
struct Row {
    outline: Outline,
    size: f32,
    lead: f32,
}

/// Draws the cover.
pub(crate) fn draw(book: &Book, terms: &Terms, fonts: &FontSet) -> Cover {
    let ground = GROUNDS[book.slug.bytes().map(usize::from).sum::<usize>() % GROUNDS.len()];
    let shapes = shapes(book, terms, fonts);
    Cover { svg: svg(&shapes, ground, &book.title), png: png::encode(&paint(&shapes), ground, PAPER) }
}

fn shapes(book: &Book, terms: &Terms, fonts: &FontSet) -> Vec<Shape> {
    let roman = Setter::new(fonts, FontRole::Regular);
    let italic = Setter::new(fonts, FontRole::Italic);
    let rows = label_rows(book, &roman, &italic);
    let depth: f32 = rows.iter().map(|r| r.lead).sum();
    let height = LABEL.3.max(depth as usize + MARGINS.0);
    let mut shapes = label(height);
    let mut baseline = LABEL.1 as f32 + (height as f32 - depth) / 2.0;
    for row in rows {
        baseline += row.lead;
        shapes.push(centred(row.outline, row.size, baseline, Ink::Ground));
    }
    if !book.editors.is_empty() {
        let line = format!("{} {}", terms.edited_by, book.editors.join(", "));
        let first = (LABEL.1 + height) as f32 + EDITORS.0;
        let most = lines_of(SIZE.1 as f32 - PUBLISHER - first, EDITORS.1);
        let lines = wrap(&line, MEASURE, most, |words| set(&italic, words, 46.0, &[], 0.0));
        for (number, outline) in lines.into_iter().enumerate() {
            let baseline = first + EDITORS.1 * number as f32;
            shapes.push(centred(outline, 46.0, baseline, Ink::Paper));
        }
    }
    if let Some(publisher) = &book.publisher {
        let line = |words: &str| set(&roman, words, 42.0, &[b"smcp", b"onum"], 0.06);
        for outline in wrap(publisher, SIZE.0 as f32, 1, line) {
            shapes.push(centred(outline, 42.0, SIZE.1 as f32 - PUBLISHER, Ink::Paper));
        }
    }
    shapes
}

/// The label with its double frame.
fn label(height: usize) -> Vec<Shape> {
    let (x, y, width, _) = LABEL;
    let inner = |inset: usize, ink| Shape::Rectangle {
        x: x + inset,
        y: y + inset,
        width: width - 2 * inset,
        height: height - 2 * inset,
        ink,
    };
    vec![
        inner(0, Ink::Paper),
        inner(22, Ink::Ground),
        inner(27, Ink::Paper),
        inner(36, Ink::Ground),
        inner(38, Ink::Paper),
    ]
}

/// How many lines so far apart have room; at least one.
fn lines_of(room: f32, lead: f32) -> usize {
    (room / lead).max(1.0) as usize
}

/// Authors in small capitals, the title as large as it fits in four lines, the subtitle in italics.
fn label_rows(book: &Book, roman: &Setter, italic: &Setter) -> Vec<Row> {
    let editors = if book.editors.is_empty() { 0.0 } else { EDITORS.0 + EDITORS.1 * EDITORS.2 as f32 };
    let room = (SIZE.1 - LABEL.1 - MARGINS.0 - MARGINS.1) as f32 - editors;
    let taken = |rows: &[Row]| rows.iter().map(|row| row.lead).sum::<f32>();
    let mut rows: Vec<Row> = Vec::new();
    let authors = book.authors.join(" · ");
    let names = |words: &str| set(roman, words.trim_end_matches(" ·"), 44.0, &[b"smcp", b"onum"], 0.05);
    for outline in wrap(&authors, MEASURE, lines_of(room / 2.0, 60.0), names) {
        rows.push(Row { outline, size: 44.0, lead: 60.0 });
    }
    let (size, lines) = title_lines(&book.title, roman, room - taken(&rows) - 70.0);
    for (number, outline) in lines.into_iter().enumerate() {
        let first = if rows.is_empty() { size * 0.8 } else { size + 70.0 };
        rows.push(Row { outline, size, lead: if number == 0 { first } else { size * 1.14 } });
    }
    if let Some(subtitle) = &book.subtitle {
        let most = lines_of(room - taken(&rows) - 76.0, 66.0);
        let lines = wrap(subtitle, MEASURE, most, |words| set(italic, words, 52.0, &[b"onum"], 0.0));
        for (number, outline) in lines.into_iter().enumerate() {
            rows.push(Row { outline, size: 52.0, lead: if number == 0 { 76.0 + size * 0.4 } else { 66.0 } });
        }
    }
    rows
}

fn title_lines(title: &str, roman: &Setter, room: f32) -> (f32, Vec<Outline>) {
    let sizes = [128.0, 118.0, 108.0, 98.0, 86.0, 76.0, 66.0, 56.0];
    let at = |size: f32, most| wrap(title, MEASURE, most, |words| set(roman, words, size, &[b"onum"], 0.0));
    for size in sizes {
        let lines = at(size, 5);
        let fits = lines.iter().all(|l| l.width * size <= MEASURE);
        if fits && lines.len() <= 4 {
            return (size, lines);
        }
    }
    (56.0, at(56.0, lines_of(room, 56.0 * 1.14)))
}

fn set(setter: &Setter, words: &str, size: f32, features: &[&[u8; 4]], tracking: f32) -> (Outline, f32) {
    (setter.line(words, features, tracking), size)
}

fn centred(outline: Outline, size: f32, baseline: f32, ink: Ink) -> Shape {
    let x = (SIZE.0 as f32 - outline.width * size) / 2.0;
    Shape::Line { outline, x, baseline, size, ink }
}

fn paint(shapes: &[Shape]) -> Canvas {
    let mut canvas = Canvas::new(SIZE.0, SIZE.1);
    let tone = |ink: &Ink| if *ink == Ink::Paper { 255 } else { 0 };
    for shape in shapes {
        match shape {
            Shape::Rectangle { x, y, width, height, ink } => canvas.rectangle(*x, *y, *width, *height, tone(ink)),
            Shape::Line { outline, x, baseline, size, ink } => {
                canvas.fill(&outline.steps, |p| [x + p[0] * size, baseline + p[1] * size], tone(ink));
            }
        }
    }
    canvas
}

fn svg(shapes: &[Shape], ground: Colour, title: &str) -> String {
    let colour = |c: Colour| format!("#{:02x}{:02x}{:02x}", c[0], c[1], c[2]);
    let (ground, paper) = (colour(ground), colour(PAPER));
    let ink = |ink: &Ink| if *ink == Ink::Paper { paper.as_str() } else { ground.as_str() };
    let (width, height) = (SIZE.0.to_string(), SIZE.1.to_string());
    let view = format!("0 0 {width} {height}");
    let mut xml = Xml::document();
    let namespace = ("xmlns", "http://www.w3.org/2000/svg");
    xml.open_line("svg", &[namespace, ("viewBox", &view), ("width", &width), ("height", &height), ("role", "img")]);
    xml.leaf_line("title", &[], title);
    xml.empty_line("rect", &[("width", &width), ("height", &height), ("fill", &ground)]);
    for shape in shapes {
        match shape {
            Shape::Rectangle { x, y, width, height, ink: of } => {
                let [x, y, width, height] = [x, y, width, height].map(|n| n.to_string());
                let place = [("x", x.as_str()), ("y", &y), ("width", &width), ("height", &height)];
                xml.empty_line("rect", &[place[0], place[1], place[2], place[3], ("fill", ink(of))]);
            }
            Shape::Line { outline, x, baseline, size, ink: of } => {
                let path = path(&outline.steps, |p| [x + p[0] * size, baseline + p[1] * size]);
                xml.empty_line("path", &[("fill", ink(of)), ("d", &path)]);
            }
        }
    }
    xml.finish()
}

/// Path data, in tenths of a unit.
fn path(steps: &[Step], place: impl Fn([f32; 2]) -> [f32; 2]) -> String {
    let mut data = String::new();
    let points = |data: &mut String, command: char, points: &[[f32; 2]]| {
        data.push(command);
        for (number, point) in points.iter().enumerate() {
            let [x, y] = place(*point).map(|n| (n * 10.0 + 0.5) as i32);
            let gap = if number > 0 { " " } else { "" };
            let _ = write!(data, "{gap}{}.{} {}.{}", x / 10, x % 10, y / 10, y % 10);
        }
    };
    for step in steps {
        match *step {
            Step::Move(to) => points(&mut data, 'M', &[to]),
            Step::Line(to) => points(&mut data, 'L', &[to]),
            Step::Curve(a, b, to) => points(&mut data, 'C', &[a, b, to]),
            Step::Close => data.push('Z'),
        }
    }
    data
}
