//! THIRD-PARTY.txt names what the binary is made of: neither less nor what is no more.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Name and version of a package, and its licence.
type Named = BTreeMap<(String, String), String>;

/// The packages that the binary is made of on this kind of machine, as cargo knows them.
fn used() -> Named {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let metadata = ["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform"];
    let output = Command::new(cargo).args(metadata).arg(host()).current_dir(root()).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let nodes: BTreeMap<String, serde_json::Value> =
        list(&told["resolve"]["nodes"]).into_iter().map(|node| (text(&node["id"]), node)).collect();
    let root = text(&told["resolve"]["root"]);
    let (mut seen, mut open) = (BTreeSet::from([root.clone()]), vec![root.clone()]);
    while let Some(id) = open.pop() {
        for dependency in list(&nodes[&id]["deps"]) {
            let normal = list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            if normal && seen.insert(text(&dependency["pkg"])) {
                open.push(text(&dependency["pkg"]));
            }
        }
    }
    seen.remove(&root);
    let packages = list(&told["packages"]).into_iter().filter(|package| seen.contains(&text(&package["id"])));
    packages.map(|p| ((text(&p["name"]), text(&p["version"])), text(&p["license"]))).collect()
}

/// The kind of machine that this is.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host").to_owned()
}

/// The list at the head of the file, and all names that head a notice.
fn listed(notices: &str) -> (Named, BTreeSet<&str>) {
    let rule = "=".repeat(100);
    let mut parts = notices.split(&rule);
    let head = parts.next().unwrap_or_default();
    let named = head.lines().filter_map(|line| {
        let (name, rest) = line.split_once(' ')?;
        let (version, licence) = rest.split_once("  ").or_else(|| rest.split_once(' '))?;
        let numbered = version.starts_with(|c: char| c.is_ascii_digit()) && version.contains('.');
        numbered.then(|| ((name.to_owned(), version.to_owned()), licence.trim().to_owned()))
    });
    (named.collect(), parts.step_by(2).flat_map(|names| names.trim().split(", ")).collect())
}

#[test]
fn the_notices_name_all_that_the_binary_is_made_of() {
    let notices = std::fs::read_to_string(root().join("THIRD-PARTY.txt")).expect("THIRD-PARTY.txt");
    let (named, headed) = listed(&notices);
    let used = used();
    assert!(used.len() > 100, "{} packages", used.len());
    let again = "`tests/tools/notices > THIRD-PARTY.txt` writes it anew";
    for (package, licence) in &used {
        assert_eq!(named.get(package), Some(licence), "{package:?}: {again}");
        assert!(headed.contains(format!("{} {}", package.0, package.1).as_str()), "no notice of {package:?}: {again}");
    }
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    for (name, version) in named.keys() {
        let entry = format!("name = \"{name}\"\nversion = \"{version}\"");
        assert!(lock.contains(&entry), "{name} {version} is no dependency any more: {again}");
    }
}

#[test]
fn every_library_has_its_reason() {
    let read = |name: &str| std::fs::read_to_string(root().join(name)).expect("a file");
    let (manifest, reasons) = (read("Cargo.toml"), read("ARCHITECTURE.md"));
    let of_section = manifest.split("\n[dependencies]\n").nth(1).and_then(|rest| rest.split("\n[").next());
    let names: Vec<&str> =
        of_section.into_iter().flat_map(str::lines).filter_map(|l| l.split_once(" = ")).map(|l| l.0).collect();
    assert!(names.len() > 20, "{names:?}");
    let without: Vec<&&str> = names.iter().filter(|name| !reasons.contains(&format!("`{name}`"))).collect();
    assert!(without.is_empty(), "ARCHITECTURE.md does not say what these are for: {without:?}");
    let known: BTreeMap<String, String> = used().into_iter().map(|((name, _), licence)| (name, licence)).collect();
    for row in reasons.lines().skip_while(|line| !line.starts_with("| for | crate |")).skip(2) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let [_, crates, licences, ..] = cells.as_slice() else { break };
        let ours: Vec<&str> = crates.split('`').skip(1).step_by(2).filter(|name| names.contains(name)).collect();
        let told: Vec<&str> = licences.split("; ").collect();
        let told = if told.len() == 1 { told.repeat(ours.len()) } else { told };
        let used: Vec<&str> = ours.iter().filter_map(|name| known.get(*name)).map(String::as_str).collect();
        assert_eq!(told, used, "the licences of {ours:?} in ARCHITECTURE.md");
    }
}
