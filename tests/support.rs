//! What several test modules share.

use std::io::Write;
use std::path::{Path, PathBuf};

/// Compares with the expected text in `file` and gives the difference as text, also where there is no such
/// file; writes it instead when `UPDATE_EXPECT` is set.
pub(crate) fn difference(file: &Path, actual: &str) -> Option<String> {
    let expected = std::fs::read_to_string(file).ok();
    if expected.as_deref() == Some(actual) {
        return None;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, actual).expect("the expected file can be written");
        return None;
    }
    let Some(expected) = expected else {
        let file = file.display();
        return Some(format!("{file} is missing (UPDATE_EXPECT=1 writes it)\n--- actual\n{actual}"));
    };
    let line = expected.lines().zip(actual.lines()).take_while(|(a, b)| a == b).count();
    let at = |text: &str| text.lines().nth(line).unwrap_or("(end)").to_owned();
    Some(format!(
        "{}:{}\n  expected: {}\n  actual:   {}\n(UPDATE_EXPECT=1 rewrites it)\n--- actual\n{actual}",
        file.display(),
        line + 1,
        at(&expected),
        at(actual)
    ))
}

/// Fails where [`difference`] finds one.
pub(crate) fn check_expected(file: &Path, actual: &str) {
    if let Some(difference) = difference(file, actual) {
        panic!("{difference}");
    }
}

/// Copies a folder with all below it.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// The five witnesses, where they are at hand: `EDITION_WITNESSES`, or `../shared/witnesses`.
pub(crate) fn witnesses() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/witnesses");
    let named = std::env::var_os("EDITION_WITNESSES").map(PathBuf::from);
    named.into_iter().chain([beside]).find(|p| p.is_dir())
}

/// Says that a test was skipped, and why, even where the test runner keeps what tests print.
pub(crate) fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}
