//! Holds the shape of the house that ARCHITECTURE.md describes: the direction of the imports, no
//! circles, rooms and files that can be overlooked.

mod imports;
mod notices;

use imports::{Source, graph, sources};
use std::collections::{BTreeMap, BTreeSet};

/// The layers from the top. A module may import modules of lower layers, and itself.
const LAYERS: [&[&str]; 12] = [
    &["main"],
    &["commands"],
    &["cli"],
    &["report"],
    &["pipeline"],
    &[
        "read",
        "normalize",
        "annotate",
        "reconstruct",
        "cite",
        "names",
        "parallels",
        "appendix",
        "resolve",
        "apparatus",
        "typeset",
        "write",
    ],
    &["picture", "anchor", "formula", "variation"],
    &["config", "style", "terms", "fonts", "safe"],
    &["model"],
    &["table"],
    &["diag"],
    &["source", "words"],
];

/// Imports between stages that are part of the design, each with its reason.
const ALLOWED: [(&str, &str); 2] = [
    ("read", "normalize"), // a witness is read through the rules that change it
    ("model", "fonts"),    // a glyph names the face it is drawn with, nothing more
];

/// How many files a folder may hold, and how many lines a file.
const FILES: usize = 20;
const LINES: usize = 450;

#[test]
fn imports_go_down() {
    let mut faults = Vec::new();
    for source in sources() {
        for (line, name) in &source.names {
            let (module, imported) = (&source.module[0], &name[0]);
            if !may_import(module, imported) {
                faults.push(format!("src/{}:{line}: {module} imports {imported}", source.path));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn may_import(module: &str, imported: &str) -> bool {
    if module == imported || ALLOWED.contains(&(module, imported)) {
        return true;
    }
    let layer = |name: &str| LAYERS.iter().position(|l| l.contains(&name));
    match (layer(module), layer(imported)) {
        (Some(from), Some(to)) => from < to,
        _ => module == "lib",
    }
}

/// Two files may need each other; more are a knot. The model's types name one another by nature.
#[test]
fn no_knots() {
    let sources = sources();
    let graph = graph(&sources);
    let knots: Vec<String> = circles(&graph).into_iter().map(|circle| circle.join(", ")).collect();
    assert!(knots.is_empty(), "files that import one another in a circle:\n{}", knots.join("\n"));
}

/// The sets of more than two files that reach one another, but those of the model.
fn circles<'a>(graph: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Vec<Vec<&'a str>> {
    let reach: BTreeMap<&str, BTreeSet<&str>> = graph.keys().map(|file| (*file, reached(graph, file))).collect();
    let mut found = BTreeSet::new();
    for (file, others) in &reach {
        let circle: Vec<&str> = others.iter().copied().filter(|o| reach[o].contains(file)).collect();
        if circle.len() > 2 && !file.starts_with("model/") {
            found.insert(circle);
        }
    }
    found.into_iter().collect()
}

fn reached<'a>(graph: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &str) -> BTreeSet<&'a str> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(file) = next.pop() {
        for imported in &graph[file] {
            if seen.insert(*imported) {
                next.push(imported);
            }
        }
    }
    seen
}

#[test]
fn rooms_and_files_can_be_overlooked() {
    let sources = sources();
    let mut rooms: BTreeMap<&str, usize> = BTreeMap::new();
    for Source { path, .. } in &sources {
        *rooms.entry(path.rsplit_once('/').map_or("", |(room, _)| room)).or_default() += 1;
    }
    let full = rooms.iter().filter(|(_, files)| **files > FILES).map(|(room, n)| format!("src/{room}: {n} files"));
    let long = sources.iter().filter(|s| s.lines > LINES).map(|s| format!("src/{}: {} lines", s.path, s.lines));
    let faults: Vec<String> = full.chain(long).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
