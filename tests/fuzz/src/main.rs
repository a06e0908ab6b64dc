//! Coverage-guided fuzzing: bytes in, and whatever they are, no panic of our own, no end of the process, no message
//! without a place. `tests/tools/fuzz` builds and runs it; `EDITION_FUZZ_TARGET` names the reader that gets the bytes.

#![no_main]

mod build;
mod chain;
mod checks;
mod passages;
mod readers;
mod seeds;

use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

/// What a target does with its bytes.
type Target = fn(&[u8]);

/// All targets by name.
const TARGETS: [(&str, Target); 14] = [
    ("plain", readers::plain),
    ("markdown", readers::markdown),
    ("entry", readers::entry),
    ("tei", readers::tei),
    ("toml", readers::toml),
    ("works", readers::works),
    ("csl", readers::csl),
    ("names", readers::names),
    ("parallels", passages::target),
    ("css", readers::css),
    ("svg", chain::svg),
    ("picture", chain::picture),
    ("font", chain::font),
    ("build", build::build),
];

static TARGET: OnceLock<Target> = OnceLock::new();

/// Chooses the target, writes its seeds if that is all that is asked for, and has a panic of our own end the process
/// wherever it is: one of a library may be caught at the border, which is what the border is for.
fn begin() {
    let name = std::env::var("EDITION_FUZZ_TARGET").unwrap_or_default();
    let Some((_, target)) = TARGETS.iter().find(|(known, _)| *known == name) else {
        let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
        eprintln!("EDITION_FUZZ_TARGET is one of {}", names.join(", "));
        std::process::exit(2);
    };
    if let Some(folder) = std::env::var_os("EDITION_FUZZ_SEEDS") {
        seeds::write(&name, folder.as_ref());
        std::process::exit(0);
    }
    let _ = TARGET.set(*target);
    std::panic::set_hook(Box::new(|panic| {
        let ours =
            panic.location().is_none_or(|at| !at.file().contains("/registry/") && !at.file().contains("/rustc/"));
        if ours || std::env::var_os("EDITION_FUZZ_LOUD").is_some() {
            eprintln!("{panic}");
        }
        if ours {
            std::process::abort();
        }
    }));
}

fuzz_target!(
    init: begin(),
    |bytes: &[u8]| {
        if let Some(target) = TARGET.get() {
            target(bytes);
        }
    }
);
