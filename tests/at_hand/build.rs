//! Sets `gold` where the five witnesses and their measured truth are at hand, and says what would change that.
//! A crate of its own, so that only the tests are compiled anew.

use std::path::PathBuf;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(gold)");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=EDITION_WITNESSES");
    let beside =
        PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../../shared/witnesses");
    let named = std::env::var_os("EDITION_WITNESSES").map(PathBuf::from);
    let Some(folder) = named.into_iter().chain([beside]).find(|folder| folder.is_dir()) else { return };
    println!("cargo::rerun-if-changed={}", folder.display());
    if folder.join("../gold/gold.toml").is_file() && folder.join("../gold/gold_dev.toml").is_file() {
        println!("cargo::rustc-cfg=gold");
    }
}
