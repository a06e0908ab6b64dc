//! The inputs that no file of the repository is: fonts, changes to fonts, passages.

use crate::passages;
use edition::fonts::{Face, FontSet};
use skera::{Plan, SubsetFlags, subset_font};
use std::fs;
use std::path::Path;
use write_fonts::read::FontRef;
use write_fonts::read::collections::IntSet;
use write_fonts::read::types::Tag;

/// Writes the seeds of a target that are made and not kept; most have none.
pub(crate) fn write(target: &str, folder: &Path) {
    let _ = fs::create_dir_all(folder);
    match target {
        "font" => fonts(folder),
        "parallels" => passages::seeds(folder),
        _ => {}
    }
}

/// Every face with each of its tables changed at its head, and in a few characters.
fn fonts(folder: &Path) {
    let faces: Vec<Face> = FontSet::embedded().faces;
    for (number, face) in faces.iter().enumerate() {
        // Each table of each face, one byte changed at its head.
        for table in 0..24u8 {
            let change = [b'!', number as u8, table, 1, 0, 4, 0xff, 0xff, 0, 0];
            let _ = fs::write(folder.join(format!("change-{number}-{table}")), change);
        }
        if let Some(small) = small(face) {
            let _ = fs::write(folder.join(format!("small-{number}")), small);
        }
    }
}

/// The face with a few characters and what its layout makes of them; none of one with outlines of CFF.
fn small(face: &Face) -> Option<Vec<u8>> {
    let font = FontRef::from_index(&face.data, face.index).ok()?;
    font.table_data(Tag::new(b"glyf"))?;
    let characters: IntSet<u32> = "A stone fi1.".chars().map(u32::from).collect();
    let plan = Plan::new(
        &IntSet::empty(),
        &characters,
        &font,
        SubsetFlags::SUBSET_FLAGS_DEFAULT,
        &skera::DEFAULT_DROP_TABLES.iter().copied().collect(),
        &IntSet::all(),
        &skera::DEFAULT_LAYOUT_FEATURES.iter().copied().collect(),
        &IntSet::all(),
        &IntSet::from_iter([0x409u16]),
    );
    subset_font(&font, &plan).ok()
}
