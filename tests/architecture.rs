//! Holds the direction of the imports that ARCHITECTURE.md describes.

use std::path::{Path, PathBuf};

/// The layers from the top. A module may import modules of lower layers, and itself.
const LAYERS: [&[&str]; 12] = [
    &["main"],
    &["commands"],
    &["cli"],
    &["report"],
    &["pipeline"],
    &["read", "normalize", "annotate", "cite", "names", "parallels", "appendix", "resolve", "typeset", "write"],
    &["picture", "anchor"],
    &["config", "style", "terms", "fonts"],
    &["model"],
    &["table"],
    &["diag"],
    &["source", "nearest", "ligature"],
];

/// Imports between stages that are part of the design, each with its reason.
const ALLOWED: [(&str, &str); 2] = [
    ("read", "normalize"), // a witness is read through the rules that change it
    ("model", "fonts"),    // a glyph names the face it is drawn with, nothing more
];

#[test]
fn imports_go_down() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    for file in rust_files(&src) {
        let module = module_of(&src, &file);
        let text = std::fs::read_to_string(&file).expect("a source file");
        for (number, line) in text.lines().enumerate() {
            for imported in imports(line) {
                if !may_import(&module, &imported) {
                    faults.push(format!("{}:{}: {module} imports {imported}", file.display(), number + 1));
                }
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
        _ => module == "lib" || imported == "lib",
    }
}

fn module_of(src: &Path, file: &Path) -> String {
    let relative = file.strip_prefix(src).expect("below src");
    let first = relative.components().next().expect("a name").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_string()
}

/// The top-level modules that a line names after `crate::`, in code or documentation alike, but
/// for links in comments.
fn imports(line: &str) -> Vec<String> {
    if line.trim_start().starts_with("//") {
        return vec![];
    }
    let parts = line.split("crate::").skip(1);
    parts
        .map(|p| p.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .filter(|m: &String| !m.is_empty())
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
