//! A small scanline rasteriser for the cover: filled outlines and rectangles on a canvas of tones.
//!
//! Sub-scanlines with exact horizontal coverage and the non-zero winding rule. Only `+ − × ÷` and
//! rounding to whole numbers are used, so that every machine paints the same pixels.

use crate::write::epub::cover::shape::Step;

/// A canvas of tones: 0 the ground, 255 the paper.
pub(crate) struct Canvas {
    /// Its width in pixels.
    pub(crate) width: usize,
    /// Its height in pixels.
    pub(crate) height: usize,
    /// The tones, row by row.
    pub(crate) tones: Vec<u8>,
}

/// Sub-scanlines to a row.
const SUB: usize = 4;

/// Straight pieces to a curve.
const PIECES: usize = 8;

/// An edge that crosses scanlines, from its upper to its lower end.
struct Edge {
    top: [f32; 2],
    bottom: [f32; 2],
    winding: i32,
}

impl Canvas {
    /// A canvas of ground.
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, tones: vec![0; width * height] }
    }

    /// Fills a rectangle of whole pixels.
    pub(crate) fn rectangle(&mut self, x: usize, y: usize, width: usize, height: usize, tone: u8) {
        for row in y..(y + height).min(self.height) {
            let start = row * self.width;
            self.tones[start + x.min(self.width)..start + (x + width).min(self.width)].fill(tone);
        }
    }

    /// Fills an outline whose points `place` maps to pixels.
    pub(crate) fn fill(&mut self, steps: &[Step], place: impl Fn([f32; 2]) -> [f32; 2], tone: u8) {
        let edges = edges(steps, place);
        let top = edges.iter().fold(f32::MAX, |y, e| y.min(e.top[1])).max(0.0) as usize;
        let bottom = edges.iter().fold(0.0, |y: f32, e| y.max(e.bottom[1])) as usize;
        let mut coverage = vec![0.0_f32; self.width];
        for row in top..(bottom + 1).min(self.height) {
            let crossing: Vec<&Edge> =
                edges.iter().filter(|e| e.top[1] < (row + 1) as f32 && e.bottom[1] > row as f32).collect();
            coverage.fill(0.0);
            for sub in 0..SUB {
                cover(&mut coverage, &crossing, row as f32 + (sub as f32 + 0.5) / SUB as f32);
            }
            self.blend(row, &coverage, tone);
        }
    }

    fn blend(&mut self, row: usize, coverage: &[f32], tone: u8) {
        let pixels = &mut self.tones[row * self.width..(row + 1) * self.width];
        for (pixel, covered) in pixels.iter_mut().zip(coverage).filter(|(_, c)| **c > 0.0) {
            let covered = (covered / SUB as f32).min(1.0);
            *pixel = (f32::from(*pixel) * (1.0 - covered) + f32::from(tone) * covered + 0.5) as u8;
        }
    }
}

/// Adds the coverage of one sub-scanline.
fn cover(coverage: &mut [f32], edges: &[&Edge], y: f32) {
    let mut crossings: Vec<(f32, i32)> = Vec::with_capacity(8);
    for edge in edges.iter().filter(|e| e.top[1] <= y && y < e.bottom[1]) {
        let part = (y - edge.top[1]) / (edge.bottom[1] - edge.top[1]);
        crossings.push((edge.top[0] + (edge.bottom[0] - edge.top[0]) * part, edge.winding));
    }
    crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut winding = 0;
    for pair in crossings.windows(2) {
        winding += pair[0].1;
        if winding != 0 {
            span(coverage, pair[0].0, pair[1].0);
        }
    }
}

/// Adds the coverage of a horizontal span.
fn span(coverage: &mut [f32], from: f32, to: f32) {
    let (from, to) = (from.max(0.0), to.min(coverage.len() as f32));
    if from >= to {
        return;
    }
    let (first, last) = (from as usize, (to as usize).min(coverage.len() - 1));
    if first == last {
        coverage[first] += to - from;
        return;
    }
    coverage[first] += (first + 1) as f32 - from;
    coverage[first + 1..last].iter_mut().for_each(|c| *c += 1.0);
    coverage[last] += to - last as f32;
}

/// The edges of an outline, curves cut into straight pieces, contours closed.
fn edges(steps: &[Step], place: impl Fn([f32; 2]) -> [f32; 2]) -> Vec<Edge> {
    let mut edges = Vec::new();
    let (mut start, mut at) = ([0.0, 0.0], [0.0, 0.0]);
    for step in steps {
        match *step {
            Step::Move(to) => {
                edge(&mut edges, at, start);
                start = place(to);
                at = start;
            }
            Step::Line(to) => {
                edge(&mut edges, at, place(to));
                at = place(to);
            }
            Step::Curve(a, b, to) => {
                let points = [at, place(a), place(b), place(to)];
                for piece in 1..=PIECES {
                    let next = bezier(points, piece as f32 / PIECES as f32);
                    edge(&mut edges, at, next);
                    at = next;
                }
            }
            Step::Close => {
                edge(&mut edges, at, start);
                at = start;
            }
        }
    }
    edge(&mut edges, at, start);
    edges
}

fn edge(edges: &mut Vec<Edge>, from: [f32; 2], to: [f32; 2]) {
    if from[1] < to[1] {
        edges.push(Edge { top: from, bottom: to, winding: 1 });
    } else if from[1] > to[1] {
        edges.push(Edge { top: to, bottom: from, winding: -1 });
    }
}

fn bezier(points: [[f32; 2]; 4], t: f32) -> [f32; 2] {
    let s = 1.0 - t;
    let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
    [0, 1].map(|i| {
        points[0][i] * weights[0] + points[1][i] * weights[1] + points[2][i] * weights[2] + points[3][i] * weights[3]
    })
}
