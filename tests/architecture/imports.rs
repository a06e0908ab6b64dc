//! The imports of `src/`, read from the text of its files: which module names which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A file of `src/`.
pub(super) struct Source {
    /// Its path from `src/`, with `/`.
    pub(super) path: String,
    /// Its module: `["typeset", "lines"]` for `typeset/lines.rs` and `typeset/lines/mod.rs` alike.
    pub(super) module: Vec<String>,
    /// How many lines it has.
    pub(super) lines: usize,
    /// The paths that it names, from the crate's root, each with its line (from 1).
    pub(super) names: Vec<(usize, Vec<String>)>,
}

/// All files, sorted by path.
pub(super) fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    files.iter().map(|file| source(&root, file)).collect()
}

/// Which file imports which, both by path; a file does not import itself.
pub(super) fn graph(sources: &[Source]) -> BTreeMap<&str, BTreeSet<&str>> {
    let by_module: BTreeMap<&[String], &str> = sources.iter().map(|s| (s.module.as_slice(), s.path.as_str())).collect();
    let file_of = |name: &[String]| (1..=name.len()).rev().find_map(|n| by_module.get(&name[..n]).copied());
    let imports = |s: &Source| s.names.iter().filter_map(|(_, name)| file_of(name)).collect::<BTreeSet<_>>();
    let others = |s: &'_ Source| imports(s).into_iter().filter(|f| *f != s.path).collect();
    sources.iter().map(|s| (s.path.as_str(), others(s))).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

fn source(root: &Path, file: &Path) -> Source {
    let text = std::fs::read_to_string(file).expect("a source file");
    let relative = file.strip_prefix(root).expect("below src").with_extension("");
    let mut module: Vec<String> = relative.iter().map(|p| p.to_string_lossy().into_owned()).collect();
    if module.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) && module.len() > 1 {
        module.pop();
    }
    let path = file.strip_prefix(root).expect("below src").iter().map(|p| p.to_string_lossy()).collect::<Vec<_>>();
    Source { path: path.join("/"), lines: text.lines().count(), names: names(&text, &module), module }
}

/// The paths that a file names: those that begin with `crate` or `super` anywhere in its code, with
/// what braces hold written out; `super` of a module inside the file is the file's own.
fn names(text: &str, module: &[String]) -> Vec<(usize, Vec<String>)> {
    let (mut found, mut inner) = (Vec::new(), false);
    let code: Vec<&str> = text.lines().map(|l| if l.trim_start().starts_with("//") { "" } else { l }).collect();
    for (index, line) in code.iter().enumerate() {
        inner |= line.starts_with("mod ") && line.ends_with('{');
        for (at, _) in line.match_indices("crate::").chain(line.match_indices("super::")) {
            if line[..at].ends_with(|c: char| c.is_alphanumeric() || "_:".contains(c)) || in_string(&line[..at]) {
                continue;
            }
            let rest = [&line[at..], &code[index + 1..].join("\n")].join("\n");
            for name in paths(&rest) {
                let ups = name.iter().take_while(|p| *p == "super").count();
                let full: Vec<String> = match ups {
                    0 => name[1..].to_vec(),
                    _ if inner => continue,
                    _ => module.iter().take(module.len().saturating_sub(ups)).chain(&name[ups..]).cloned().collect(),
                };
                found.push((index + 1, full));
            }
        }
    }
    found
}

fn in_string(before: &str) -> bool {
    before.matches('"').count() % 2 == 1
}

/// The paths at the beginning of `text`: one, or where it ends in braces all that they hold.
fn paths(text: &str) -> Vec<Vec<String>> {
    let mut path = Vec::new();
    let mut rest = text;
    loop {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if end > 0 {
            path.push(rest[..end].to_owned());
        }
        let Some(next) = rest[end..].strip_prefix("::") else { return vec![path] };
        rest = next;
        if let Some(list) = rest.strip_prefix('{') {
            let inside = items(list).into_iter().flat_map(paths_of);
            return inside.map(|tail| path.iter().cloned().chain(tail).collect()).collect();
        }
    }
}

fn paths_of(item: &str) -> Vec<Vec<String>> {
    paths(item.trim())
}

/// What the commas part up to the closing brace.
fn items(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut out) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                out.push(&list[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                out.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    out.retain(|item| !item.trim().is_empty());
    out
}

#[test]
fn imports_are_read_in_every_form() {
    let text =
        "use crate::{diag::Diagnostic, model::{text::Text, page}};\nuse super::flow::Flow;\nlet x = crate::a::b(1);\n";
    let module = ["typeset".to_owned(), "lines".to_owned()];
    let found: Vec<_> = names(text, &module).into_iter().map(|(n, name)| (n, name.join("::"))).collect();
    let expected = [
        (1, "diag::Diagnostic"),
        (1, "model::text::Text"),
        (1, "model::page"),
        (2, "typeset::flow::Flow"),
        (3, "a::b"),
    ];
    assert_eq!(found, expected.map(|(n, name)| (n, name.to_owned())));
    assert_eq!(names("use super::{a, b::C};", &["cite".to_owned()]).len(), 2);
}
