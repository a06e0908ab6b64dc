//! What may go out: style sheets and drawings are others' work, and what fetches, runs or asks for something has no
//! place in a book.
//!
//! Both are read by a parser and held against lists of what is allowed, so that neither an escape nor a new notation
//! passes. What is not allowed is an error and never taken out in silence. Knows the text of one file; nothing of
//! files, pictures or pages.

pub mod address;
pub mod csl;
pub mod css;
mod names;
pub mod svg;
pub mod yaml;

use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is not allowed, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The byte at which it begins.
    pub at: usize,
    /// What it is, to be put after “there is”.
    pub what: String,
    /// What to do about it.
    pub help: &'static str,
}

/// Whether an address stays in the file: a place in it, or a picture or a font that it holds itself.
fn is_inside(address: &str) -> bool {
    // What a browser takes for the address is without blanks at its ends and control characters anywhere.
    let address: String = address.trim().chars().filter(|c| !c.is_control()).collect::<String>().to_ascii_lowercase();
    let held = ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/jpg;base64,", "data:font/"];
    address.is_empty() || address.starts_with('#') || held.iter().any(|start| address.starts_with(start))
}

/// Whether an address is one that a reader may follow: of the web, of mail, or in the file.
fn is_followed(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["#", "https://", "http://", "mailto:"].iter().any(|start| address.starts_with(start))
}

/// Whether an address runs what it holds, brings a page of its own with it, or is one of the reader's own machine.
pub fn runs(address: &str) -> bool {
    let plain: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).take(32).collect();
    let plain = plain.to_ascii_lowercase();
    ["javascript:", "vbscript:", "file:", "blob:", "filesystem:"].iter().any(|scheme| plain.starts_with(scheme))
        || plain.starts_with("data:") && !is_inside(&plain)
}

/// At most a line of what a message quotes.
pub fn quoted(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let start: String = plain.clone().take(60).collect();
    if plain.count() > 60 { start + "…" } else { start }
}

/// How many calls of [`caught`] are under way.
static GUARDED: AtomicUsize = AtomicUsize::new(0);

/// Runs what a library does with a file of others: a panic of its own is `None`, not the end of the process.
pub fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    GUARDED.fetch_add(1, Ordering::Relaxed);
    // What the library was given is not looked at again.
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.fetch_sub(1, Ordering::Relaxed);
    done.ok()
}

/// Keeps quiet of panics that [`caught`] makes an error of: those of libraries, on whatever thread they work.
pub fn hush() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |told| {
            // Where cargo puts the sources of libraries, and rustc those of the standard one.
            let of_library =
                told.location().is_some_and(|at| ["/registry/", "/rustc/"].iter().any(|part| at.file().contains(part)));
            if !of_library || GUARDED.load(Ordering::Relaxed) == 0 {
                loud(told);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_judged_as_a_browser_reads_it() {
        for inside in ["", "#a", " #a ", "data:image/png;base64,AA", "DATA:image/JPEG;base64,AA"] {
            assert!(is_inside(inside), "{inside}");
        }
        for outside in
            ["a.png", "//x.org/a", "java\nscript:x", "data:image/svg+xml,<svg/>", "data:text/html,x", "\u{1}http://x"]
        {
            assert!(!is_inside(outside), "{outside}");
        }
        assert!(runs(" java\nScript:x") && runs("data:text/html,x") && runs("data:image/svg+xml,x"));
        assert!(!runs("data:image/png;base64,AA") && !runs("#javascript:") && !runs("https://x.org/javascript:"));
        assert!(is_followed("HTTPS://x.org") && !is_followed(" javascript:x") && !is_followed("data:text/html,x"));
    }

    #[test]
    fn a_panic_ends_only_what_was_asked_for() {
        assert_eq!(caught(|| 1), Some(1));
        assert_eq!(caught::<()>(|| panic!("a library gives up")), None);
        assert_eq!(GUARDED.load(Ordering::Relaxed), 0);
    }
}
