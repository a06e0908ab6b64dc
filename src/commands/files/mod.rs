//! Reading and writing files, with errors that say what to do.

mod bounds;
mod journal;
mod read;
mod write;

pub(super) use bounds::Bounds;
pub(super) use journal::{end_at_signals, recover};
pub(super) use read::{add_xml, at_file, is_folder, list, listed, read_asked, read_bytes, read_text, read_xml};
pub(super) use write::write_all;

use std::io;
use std::path::Path;

/// The path as messages show it.
pub(super) fn shown(path: &Path) -> String {
    let shown = path.strip_prefix("./").unwrap_or(path).display().to_string();
    shown.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// What the system says, without its number.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_string()
}
