//! The drawing as SVG: an axis with years, a row for each text, and arrows from the later text to the
//! earlier, each in a lane of its own (`lanes`).
//!
//! All lengths are whole units, of which there are [`WIDTH`] in the drawing's width; how wide that is and how large
//! the type is in it the style decides ([`Type`]). Its ground is white, so that it can be read at night too.

use super::Dated;
use super::lanes::{Arrow, arrows};
use super::layout::{Layout, lay_out};
use super::links::Links;
use crate::model::length::Length;
use crate::terms::GeneratedTerms;
use std::fmt::Write as _;

const WIDTH: i64 = 3780;
/// The size of type in a drawing as wide as a column of 100 mm, beside a text of 10 points.
const SIZE: i64 = 112;
/// That column and that text.
const COLUMN: Length = Length(100 * 360 * 65_536 / 127);
const TEXT: Length = Length(10 * Length::PT.0);
/// From left to right: the axis, where rows begin, where they end and arrows begin.
const AXIS: i64 = 380;
const ROW: i64 = 640;
const END: i64 = 2640;
/// From the end of the rows: the room of the lanes, and the least before the first.
const LANES: i64 = WIDTH - END - 40;
const FIRST: i64 = 190;
/// The most between two lanes, and the radius of their corners.
const APART: i64 = 150;
const CORNER: i64 = 90;
/// An arrow's head: how long, and half as high.
const HEAD: (i64, i64) = (66, 24);
/// Of broken lines.
const DASHES: &str = " stroke-dasharray=\"36 28\"";
/// More texts than these have one line of title each.
const MANY: usize = 9;
/// The room between rows.
const GAP: i64 = 120;

/// How large the drawing is and its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Type {
    /// The drawing's width, in tenths of a pixel (96 to the inch).
    width: i64,
    /// The size of type, in units of the drawing.
    size: i64,
}

impl Default for Type {
    fn default() -> Self {
        Self { width: WIDTH, size: SIZE }
    }
}

impl Type {
    /// For a text of this size in lines of this measure: the type keeps its proportion to the text, and the drawing
    /// does as far as the measure lets it.
    pub fn beside(text: Length, measure: Length) -> Self {
        if text <= Length::ZERO || measure <= Length::ZERO {
            return Self::default();
        }
        let width = COLUMN.scale(text.0, TEXT.0).min(measure);
        let size = Length(SIZE).scale(text.0, TEXT.0).scale(COLUMN.0, width.0);
        Self { width: Length(WIDTH).scale(width.0, COLUMN.0).0, size: size.0 }
    }

    /// From line to line.
    fn line(self) -> i64 {
        self.size * 132 / SIZE
    }

    /// The most characters of a label's line, by an average letter of half the size.
    fn most(self) -> usize {
        ((END - ROW) * 2 / self.size - 3).max(8) as usize
    }
}

pub(super) fn draw(texts: &[Dated<'_>], links: &Links, language: &str, of: Type) -> String {
    let (size, line, most) = (of.size, of.line(), of.most());
    let in_lines = if texts.len() > MANY { 1 } else { 2 };
    let labels: Vec<Vec<Line>> = texts.iter().map(|text| label(text, in_lines, most)).collect();
    let arrows = arrows(links, texts.len());
    let label = |lines: &Vec<Line>| lines.len() as i64 * line + GAP;
    let heights: Vec<i64> = labels.iter().zip(&arrows.rooms).map(|(lines, room)| label(lines).max(*room)).collect();
    let days: Vec<i64> = texts.iter().map(|text| text.day).collect();
    let layout = lay_out(&days, &heights);
    let height = layout.bottom + 3 * line;
    let (wide, high) = (points(of.width), points(height * of.width / WIDTH));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {WIDTH} {height}\">\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n\
         <g fill=\"none\" stroke=\"#000\">\n"
    );
    axis(&mut svg, &layout);
    ends(&mut svg, &layout, &arrows.arrows);
    let tops: Vec<i64> = layout.rows.iter().map(|row| row.top).collect();
    let apart = (LANES - FIRST).div_euclid(arrows.lanes.max(2) - 1).min(APART);
    arrows.arrows.iter().for_each(|one| arrow(&mut svg, one, &tops, apart));
    legend(&mut svg, layout.bottom, of);
    let _ = write!(svg, "</g>\n<g font-family=\"serif\" font-size=\"{size}\" fill=\"#000\">\n");
    for (year, y) in &layout.years {
        let _ = writeln!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{year}</text>", AXIS - 70, y + size / 3);
    }
    for (row, lines) in layout.rows.iter().zip(&labels) {
        for ((text, italic), n) in lines.iter().zip(1..) {
            let style = if *italic { " font-style=\"italic\"" } else { "" };
            let y = row.top + n * line - line / 12;
            let _ = writeln!(svg, "<text x=\"{ROW}\" y=\"{y}\"{style}>{}</text>", escaped(text));
        }
    }
    for (words, n) in GeneratedTerms::of(language).legend.iter().zip(1..) {
        let y = layout.bottom + n * line;
        let _ = writeln!(svg, "<text x=\"{ROW}\" y=\"{y}\">{}</text>", escaped(words));
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// A length in pixels.
fn points(tenths: i64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn axis(svg: &mut String, layout: &Layout) {
    let (from, to) = layout.axis;
    let _ = writeln!(svg, "<path stroke-width=\"8\" d=\"M{AXIS} {from}V{to}\"/>");
    for (_, y) in &layout.years {
        let _ = writeln!(svg, "<path stroke-width=\"8\" d=\"M{} {y}H{AXIS}\"/>", AXIS - 40);
    }
    for row in &layout.rows {
        let (at, top) = (row.on_axis, row.top);
        let _ = writeln!(svg, "<path stroke-width=\"5\" d=\"M{AXIS} {at}L{ROW} {top}H{END}\"/>");
        let _ = writeln!(svg, "<circle cx=\"{AXIS}\" cy=\"{at}\" r=\"20\" fill=\"#000\"/>");
    }
}

/// The ends of the rows: a bar as long as its arrows need.
fn ends(svg: &mut String, layout: &Layout, arrows: &[Arrow]) {
    for (n, row) in layout.rows.iter().enumerate() {
        let from = arrows.iter().filter(|arrow| arrow.later == n).map(|arrow| arrow.from);
        let to = arrows.iter().filter(|arrow| arrow.earlier == n).map(|arrow| arrow.to);
        let offsets: Vec<i64> = from.chain(to).chain([0]).collect();
        let (first, last) = (offsets.iter().min().unwrap_or(&0), offsets.iter().max().unwrap_or(&0));
        let _ =
            writeln!(svg, "<path stroke-width=\"8\" d=\"M{END} {}V{}\"/>", row.top + first - 24, row.top + last + 24);
    }
}

/// An arrow: out to its lane, up, and back to the earlier text.
fn arrow(svg: &mut String, arrow: &Arrow, tops: &[i64], apart: i64) {
    let (Some(later), Some(earlier)) = (tops.get(arrow.later), tops.get(arrow.earlier)) else { return };
    let (from, to) = (later + arrow.from, earlier + arrow.to);
    let (out, point) = (END + FIRST + apart * arrow.lane, END + 20);
    let corner = CORNER.min((from - to) / 2).max(0);
    let (inner, upper, lower, back) = (out - corner, to + corner, from - corner, point + HEAD.0);
    let (weight, dashes) = (WEIGHTS[arrow.class.min(2)], if arrow.full { "" } else { DASHES });
    let _ = writeln!(
        svg,
        "<path stroke-width=\"{weight}\"{dashes} d=\"M{END} {from}H{inner}Q{out} {from} {out} {lower}V{upper}Q{out} {to} \
         {inner} {to}H{back}\"/>"
    );
    let (above, below) = (to - HEAD.1, to + HEAD.1);
    let _ = writeln!(
        svg,
        "<path fill=\"#000\" stroke=\"none\" d=\"M{point} {to}L{} {above}V{below}Z\"/>",
        point + HEAD.0 + 4
    );
}

/// The thickness of lines, by the class of their number: none is heavier than the letters.
const WEIGHTS: [u32; 3] = [5, 8, 12];

fn legend(svg: &mut String, bottom: i64, of: Type) {
    for (n, dashes) in (1..).zip(["", DASHES]) {
        let y = bottom + n * of.line() - of.size / 3;
        let _ = writeln!(svg, "<path stroke-width=\"{}\"{dashes} d=\"M120 {y}H{}\"/>", WEIGHTS[1], ROW - 60);
    }
}

/// A line of a label, and whether it is in italics.
type Line = (String, bool);

/// Author and date, on one line if they have room there, and the title in at most `in_lines` lines of at most `most`
/// characters.
fn label(text: &Dated<'_>, in_lines: usize, most: usize) -> Vec<Line> {
    let author = text.document.author.clone().unwrap_or_default();
    let mut lines: Vec<Line> = Vec::new();
    let together = format!("{author}, {}", text.date);
    match author.is_empty() {
        true => lines.push((text.date.clone(), false)),
        false if together.chars().count() <= most => lines.push((together, false)),
        false => lines.extend([(shortened(&author, most), false), (text.date.clone(), false)]),
    }
    lines.extend(wrapped(&text.document.short_title, in_lines, most).into_iter().map(|line| (line, true)));
    lines
}

/// Words in at most `in_lines` lines; what has no room is left out.
fn wrapped(words: &str, in_lines: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > in_lines {
        lines.truncate(in_lines);
        if let Some(last) = lines.last_mut() {
            last.push_str(" …");
        }
    }
    lines.iter().map(|line| shortened(line, most)).collect()
}

fn shortened(line: &str, most: usize) -> String {
    if line.chars().count() <= most + 2 {
        return line.to_owned();
    }
    line.chars().take(most).chain(['…']).collect()
}

/// The characters of XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_keeps_its_proportion_to_the_text() {
        assert_eq!(Type::beside(Length::PT * 10, Length::from_mm(101.0)), Type::default());
        // The printed size of the type: units of the drawing by its width.
        let printed = |of: Type| of.size * of.width / WIDTH;
        let large = Type::beside(Length::PT * 18, Length::from_mm(140.0));
        assert!((printed(large) - printed(Type::default()) * 18 / 10).abs() <= 2, "{large:?}");
        assert!(large.width <= 140 * WIDTH / 100 + 1);
    }
}
