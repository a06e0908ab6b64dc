//! Breaking paragraphs into lines, as bare numbers.

use super::book::Words;
use edition::model::length::Length;
use edition::typeset::lines::linebreak::{Break, Params, badness, break_lines, line_demerits};
use edition::typeset::lines::node::{FORBIDDEN, FORCED, Node};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn params(first: i64, rest: i64, tolerance: i64) -> Params {
    Params {
        first: Length(first),
        first_lines: 1,
        rest: Length(rest),
        tolerance,
        background: Length::ZERO,
        expansion: [0, 1],
        line_penalty: 10,
        double_hyphen: 10_000,
        final_hyphen: 5_000,
        fitness: 10_000,
        contrast: 0,
        same_word: 0,
        runt: Length::ZERO,
        runt_demerits: 0,
        brim: Length::ZERO,
        brim_demerits: 0,
        last_pass: false,
        settings: false,
    }
}

fn end(nodes: &mut Vec<Node>) {
    let zero = Length::ZERO;
    nodes.push(Node::Penalty {
        width: zero,
        cost: FORBIDDEN,
        flagged: false,
        protrusion: Length::ZERO,
        letters: Length::ZERO,
        at: 0,
    });
    nodes.push(Node::Glue {
        width: zero,
        stretch: zero,
        shrink: zero,
        fill: true,
        words: [0; 2],
        protrusion: Length::ZERO,
        at: 0,
    });
    nodes.push(Node::Penalty {
        width: zero,
        cost: FORCED,
        flagged: false,
        protrusion: Length::ZERO,
        letters: Length::ZERO,
        at: 0,
    });
}

/// Knuth and Plass's own example (1981), where `../shared` has its numbers: breaks and ratios.
#[test]
fn the_frog_king_breaks_as_published() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/bench/knuth_plass_example.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        crate::support::skipped(&format!("there is no {path}"));
        return;
    };
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    // In thousandths, so that integers show three decimals.
    let number = |value: &serde_json::Value| value.as_i64().expect("a number");
    let length = |value: &serde_json::Value| Length(number(value) * 1000);
    let node = |item: &serde_json::Value| match item[0].as_str() {
        Some("box") => Node::Box { width: length(&item[1]), protrusion: Length::ZERO, letters: Length::ZERO },
        Some("glue") => {
            let (stretch, fill) = (length(&item[2]), number(&item[2]) >= 1000);
            let stretch = if fill { Length::ZERO } else { stretch };
            Node::Glue {
                width: length(&item[1]),
                stretch,
                shrink: length(&item[3]),
                fill,
                words: [0; 2],
                protrusion: Length::ZERO,
                at: 0,
            }
        }
        _ => {
            let cost = match number(&item[2]) {
                1000.. => FORBIDDEN,
                cost if cost <= -1000 => FORCED,
                cost => cost,
            };
            Node::Penalty {
                width: length(&item[1]),
                cost,
                flagged: number(&item[3]) == 1,
                protrusion: Length::ZERO,
                letters: Length::ZERO,
                at: 0,
            }
        }
    };
    let nodes: Vec<Node> = json["items"].as_array().expect("items").iter().map(node).collect();
    for name in ["narrow_p81", "wide_p82"] {
        let case = &json[name];
        let (first, rest) = (number(&case["first_line"]) * 1000, number(&case["other_lines"]) * 1000);
        // The paper's own parameters: 1 for the line, 3000 for two hyphens and for unlike lines.
        let paper =
            Params { line_penalty: 1, double_hyphen: 3000, final_hyphen: 0, fitness: 3000, ..params(first, rest, 200) };
        let breaks = break_lines(&nodes, &paper).expect("feasible").best;
        let expected: Vec<usize> = case["breaks"].as_array().expect("").iter().map(|b| number(b) as usize).collect();
        assert_eq!(breaks.iter().map(|b| b.node).collect::<Vec<_>>(), expected, "{name}");
        let ratios = ratios(&nodes, &breaks, first, rest);
        for (line, published) in ratios.iter().zip(case["ratios"].as_array().expect("")) {
            // The last line is filled up: its published ratio is that of the fill.
            let published = published.as_f64().expect("");
            assert!((line - published).abs() < 0.0006 || line.is_nan(), "{name}: {line} is not {published}");
        }
    }
}

/// The adjustment ratio of each line; NaN for one that is filled.
fn ratios(nodes: &[Node], breaks: &[Break], first: i64, rest: i64) -> Vec<f64> {
    let mut start = 0;
    let mut out = vec![];
    for (index, line) in breaks.iter().enumerate() {
        let (mut width, mut stretch, mut shrink, mut filled) = (0, 0, 0, false);
        while !matches!(nodes[start], Node::Box { .. }) && start < line.node {
            start += 1;
        }
        for node in &nodes[start..line.node] {
            match node {
                Node::Box { width: w, .. } => width += w.0,
                Node::Glue { width: w, stretch: y, shrink: z, fill, .. } => {
                    (width, stretch, shrink) = (width + w.0, stretch + y.0, shrink + z.0);
                    filled |= fill;
                }
                Node::Penalty { .. } => {}
            }
        }
        if let Node::Penalty { width: w, .. } = nodes[line.node] {
            width += w.0;
        }
        let room = (if index == 0 { first } else { rest }) - width;
        out.push(if filled { f64::NAN } else { room as f64 / (if room > 0 { stretch } else { shrink }) as f64 });
        start = line.node;
    }
    out
}

/// A paragraph of words of random width.
fn random(seed: u64, words: usize) -> Vec<Node> {
    let mut source = Words::new(seed);
    let mut nodes = vec![];
    for index in 0..words {
        if index > 0 {
            nodes.push(Node::Glue {
                width: Length(250),
                stretch: Length(125),
                shrink: Length(83),
                fill: false,
                words: [0; 2],
                protrusion: Length::ZERO,
                at: 0,
            });
        }
        let width = 200 + source.number(3000) as i64;
        nodes.push(Node::Box { width: Length(width), protrusion: Length::ZERO, letters: Length::ZERO });
        if width > 1800 {
            nodes.push(Node::Penalty {
                width: Length(330),
                cost: 50,
                flagged: true,
                protrusion: Length::ZERO,
                letters: Length::ZERO,
                at: 0,
            });
            nodes.push(Node::Box { width: Length(900), protrusion: Length::ZERO, letters: Length::ZERO });
        }
    }
    end(&mut nodes);
    nodes
}

/// The least demerits of all ways to break by number of lines, found by trying them all; those
/// that end with the tail of a broken word only if `tails` are wanted.
fn exhaustive(nodes: &[Node], params: &Params, tails: bool) -> BTreeMap<usize, i64> {
    /// `before`: the fitness of the line before, whether it ends flagged, and its number from 1.
    fn from(
        nodes: &[Node],
        params: &Params,
        tails: bool,
        start: usize,
        before: (u8, bool, usize),
    ) -> BTreeMap<usize, i64> {
        let (fitness, flagged, line) = before;
        let first = line < params.first_lines;
        let mut index = start;
        while index + 1 < nodes.len() && !matches!(nodes[index], Node::Box { .. }) {
            index += 1;
        }
        let (mut width, mut stretch, mut shrink, mut filled) = (Length::ZERO, Length::ZERO, Length::ZERO, false);
        let mut best: BTreeMap<usize, i64> = BTreeMap::new();
        for (at, node) in nodes.iter().enumerate().skip(index) {
            let legal = match node {
                Node::Box { .. } => None,
                Node::Glue { .. } => matches!(nodes[at - 1], Node::Box { .. }).then_some((0, false, Length::ZERO)),
                Node::Penalty { cost, .. } if *cost >= FORBIDDEN => None,
                Node::Penalty { cost, flagged, width, .. } => Some((*cost, *flagged, *width)),
            };
            if let Some((cost, flag, hyphen)) = legal {
                let room = (if first { params.first } else { params.rest }) - width - hyphen;
                let bad = match room >= Length::ZERO {
                    true if filled => Some((0, 2)),
                    true => {
                        let bad = badness(room, stretch);
                        Some((bad, if bad > 99 { 0 } else { u8::from(bad <= 12) + 1 }))
                    }
                    false if -room > shrink => None,
                    false => {
                        let bad = badness(-room, shrink);
                        Some((bad, if bad > 12 { 3 } else { 2 }))
                    }
                };
                let last = at + 1 == nodes.len();
                let fit = tails || !last || !flagged || stretch > Length::ZERO;
                if let Some((bad, class)) = bad.filter(|(bad, _)| fit && *bad <= params.tolerance) {
                    let mut demerits = line_demerits(bad, cost, params.line_penalty);
                    demerits += if flag && flagged { params.double_hyphen } else { 0 };
                    demerits += if last && flagged { params.final_hyphen } else { 0 };
                    demerits += if class.abs_diff(fitness) > 1 { params.fitness } else { 0 };
                    let rest = if last {
                        BTreeMap::from([(0, 0)])
                    } else {
                        from(nodes, params, tails, at + 1, (class, flag, line + 1))
                    };
                    for (lines, rest) in rest {
                        let total = rest + demerits;
                        best.entry(lines + 1).and_modify(|known| *known = total.min(*known)).or_insert(total);
                    }
                }
            }
            match node {
                Node::Box { width: w, .. } => width += *w,
                Node::Glue { width: w, stretch: y, shrink: z, fill, .. } => {
                    width += *w;
                    stretch += *y;
                    shrink += *z;
                    filled |= fill;
                }
                Node::Penalty { .. } => {}
            }
        }
        best
    }
    from(nodes, params, tails, 0, (2, false, 0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// No way to break a short paragraph costs less than the one chosen, nor any that has a line
    /// less or more than those offered, however many lines are shorter to make room for a drop cap.
    #[test]
    fn total_fit_is_the_least_of_all(seed in any::<u32>(), words in 2usize..14, first_lines in 1usize..4) {
        let nodes = random(u64::from(seed), words);
        let params = Params { settings: true, first_lines, ..params(6500, 8000, 10_000) };
        let all = exhaustive(&nodes, &params, true);
        let Some(found) = break_lines(&nodes, &params) else {
            prop_assert!(all.is_empty());
            return Ok(());
        };
        let demerits = |breaks: &Vec<Break>| breaks.last().map(|last| last.demerits);
        prop_assert_eq!(demerits(&found.best), all.values().min().copied());
        let lines = found.best.len();
        prop_assert_eq!(found.shorter.as_ref().and_then(demerits), all.get(&(lines - 1)).copied());
        prop_assert_eq!(found.longer.as_ref().and_then(demerits), exhaustive(&nodes, &params, false).get(&(lines + 1)).copied());
    }

    /// A setting has exactly one line more or less, costs no less than the best, ends where the
    /// paragraph does, and leaves the best as it is when nobody asks for others.
    #[test]
    fn settings_differ_by_a_line(seed in any::<u32>(), words in 20usize..200) {
        let nodes = random(u64::from(seed), words);
        let asked = Params { settings: true, runt: Length(1500), runt_demerits: 9000, ..params(11_000, 12_000, 2000) };
        let Some(found) = break_lines(&nodes, &asked) else { return Ok(()) };
        let plain = break_lines(&nodes, &Params { settings: false, ..asked }).expect("the same pass");
        let demerits = |breaks: &[Break]| breaks.last().expect("lines").demerits;
        prop_assert_eq!(demerits(&plain.best), demerits(&found.best));
        prop_assert!(plain.shorter.is_none() && plain.longer.is_none());
        for (way, lines) in [(&found.shorter, found.best.len() - 1), (&found.longer, found.best.len() + 1)] {
            let Some(way) = way else { continue };
            prop_assert_eq!(way.len(), lines);
            prop_assert!(demerits(way) >= demerits(&found.best));
            prop_assert_eq!(way.last().expect("lines").node, nodes.len() - 1);
            prop_assert!(way.windows(2).all(|w| w[0].node < w[1].node && w[0].demerits < w[1].demerits));
        }
        prop_assert!(found.longer.is_none_or(|way| !way.last().expect("lines").runt));
    }
}
