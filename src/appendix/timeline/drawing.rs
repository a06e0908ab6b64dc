//! The drawing as SVG: an axis with years, a row for each text, and arcs from the later text to the
//! earlier.
//!
//! All lengths are whole tenths of a pixel (96 to the inch); the drawing is as wide as a column of
//! 100 mm. Its ground is white, so that it can be read at night too.

use super::Dated;
use super::layout::{Layout, lay_out};
use super::links::{Counts, Links};
use crate::terms::GeneratedTerms;
use std::fmt::Write as _;

const WIDTH: i64 = 3780;
/// Size of type, and from line to line.
const SIZE: i64 = 112;
const LINE: i64 = 132;
/// From left to right: the axis, where rows begin, where they end in a dot and arcs begin.
const AXIS: i64 = 380;
const ROW: i64 = 640;
const DOT: i64 = 2560;
/// How far the least and the widest arc reach out.
const ARC: (i64, i64) = (520, 1480);
/// The most characters of a label's line, by an average letter of half the size.
const MOST: usize = ((DOT - ROW) * 2 / SIZE - 1) as usize;
/// More texts than these have one line of title each.
const MANY: usize = 9;
/// The room between rows.
const GAP: i64 = 120;

pub(super) fn draw(texts: &[Dated<'_>], links: &Links, language: &str) -> String {
    let labels: Vec<Vec<Line>> = texts.iter().map(|text| label(text, if texts.len() > MANY { 1 } else { 2 })).collect();
    let heights: Vec<i64> = labels.iter().map(|lines| lines.len() as i64 * LINE + GAP).collect();
    let days: Vec<i64> = texts.iter().map(|text| text.day).collect();
    let layout = lay_out(&days, &heights);
    let height = layout.bottom + 3 * LINE;
    let (wide, high) = (points(WIDTH), points(height));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {WIDTH} {height}\">\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n\
         <g fill=\"none\" stroke=\"#000\">\n"
    );
    axis(&mut svg, &layout);
    arcs(&mut svg, &layout, links);
    legend(&mut svg, layout.bottom);
    let _ = write!(svg, "</g>\n<g font-family=\"serif\" font-size=\"{SIZE}\" fill=\"#000\">\n");
    for (year, y) in &layout.years {
        let _ = writeln!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{year}</text>", AXIS - 70, y + SIZE / 3);
    }
    for (row, lines) in layout.rows.iter().zip(&labels) {
        let _ = writeln!(svg, "<circle cx=\"{DOT}\" cy=\"{}\" r=\"32\"/>", row.top);
        for ((text, italic), n) in lines.iter().zip(1..) {
            let style = if *italic { " font-style=\"italic\"" } else { "" };
            let y = row.top + n * LINE - LINE / 12;
            let _ = writeln!(svg, "<text x=\"{ROW}\" y=\"{y}\"{style}>{}</text>", escaped(text));
        }
    }
    for (words, n) in GeneratedTerms::of(language).legend.iter().zip(1..) {
        let y = layout.bottom + n * LINE;
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
        let _ = writeln!(svg, "<path stroke-width=\"5\" d=\"M{AXIS} {at}L{ROW} {top}H{DOT}\"/>");
        let _ = writeln!(svg, "<circle cx=\"{AXIS}\" cy=\"{at}\" r=\"20\" fill=\"#000\"/>");
    }
}

/// The arcs: those of the texts themselves full, the others broken and a little wider.
fn arcs(svg: &mut String, layout: &Layout, links: &Links) {
    let top = |row: usize| layout.rows.get(row).map_or(0, |row| row.top);
    let widest = links.keys().map(|(later, earlier)| top(*later) - top(*earlier)).max().unwrap_or(1).max(1);
    for ((later, earlier), counts) in links {
        let (from, to) = (top(*later), top(*earlier));
        let reach = ARC.0 + (ARC.1 - ARC.0) * (from - to) / widest;
        let Counts { cites, names, shares, editor } = counts;
        for (count, reach, dash) in
            [(cites + names, reach, ""), (shares + editor, reach - 120, " stroke-dasharray=\"40 32\"")]
        {
            if count > 0 {
                let (out, weight) = (DOT + reach, weight(count));
                let _ = writeln!(
                    svg,
                    "<path stroke-width=\"{weight}\"{dash} d=\"M{DOT} {from}C{out} {from} {out} {to} {DOT} {to}\"/>"
                );
            }
        }
    }
}

/// The thickness of the line for so many: a step for each doubling.
fn weight(count: usize) -> u32 {
    6 + 3 * count.max(1).ilog2().min(6)
}

fn legend(svg: &mut String, bottom: i64) {
    for (n, dash) in (1..).zip(["", " stroke-dasharray=\"40 32\""]) {
        let y = bottom + n * LINE - SIZE / 3;
        let _ = writeln!(svg, "<path stroke-width=\"10\"{dash} d=\"M120 {y}H{}\"/>", ROW - 60);
    }
}

/// A line of a label, and whether it is in italics.
type Line = (String, bool);

/// Author and date, on one line if they have room there, and the title in at most so many lines.
fn label(text: &Dated<'_>, most: usize) -> Vec<Line> {
    let author = text.document.author.clone().unwrap_or_default();
    let mut lines: Vec<Line> = Vec::new();
    let together = format!("{author}, {}", text.date);
    match author.is_empty() {
        true => lines.push((text.date.clone(), false)),
        false if together.chars().count() <= MOST => lines.push((together, false)),
        false => lines.extend([(shortened(&author), false), (text.date.clone(), false)]),
    }
    lines.extend(wrapped(&text.document.short_title, most).into_iter().map(|line| (line, true)));
    lines
}

/// Words in at most so many lines; what has no room is left out.
fn wrapped(words: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= MOST => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push_str(" …");
        }
    }
    lines.iter().map(|line| shortened(line)).collect()
}

fn shortened(line: &str) -> String {
    if line.chars().count() <= MOST + 2 {
        return line.to_owned();
    }
    line.chars().take(MOST).chain(['…']).collect()
}

/// The characters of XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
