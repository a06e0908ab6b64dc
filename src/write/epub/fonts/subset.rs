//! A font face cut down to the characters of the book, for embedding in a reflowable text.
//!
//! Unlike a subset for PDF it keeps `cmap`, `GSUB`, `GPOS` and `GDEF`, so that small capitals,
//! old-style figures, ligatures and kerning still work. `skera` cuts every table but CFF's, which
//! it does not know; the outlines of CFF come from `subsetter`, with the same new glyph numbers.
//! Knows fonts; nothing of the text.

use crate::diag::Diagnostic;
use crate::fonts::Face;
use crate::safe;
use skera::{DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font};
use std::collections::BTreeSet;
use subsetter::GlyphRemapper;
use write_fonts::FontBuilder;
use write_fonts::read::FontRef;
use write_fonts::read::collections::IntSet;
use write_fonts::read::types::{NameId, Tag};

/// Layout features beyond the usual ones that a style sheet may ask for.
const FEATURES: [&[u8; 4]; 14] = [
    b"smcp", b"c2sc", b"pcap", b"c2pc", b"onum", b"lnum", b"pnum", b"tnum", b"sups", b"subs", b"ordn", b"case",
    b"zero", b"dlig",
];

/// What a face is called and under what terms it is licensed: names 0 to 6, 13, 14 and 16 of the
/// `name` table.
const NAMES: [u16; 10] = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16];

const CFF: Tag = Tag::new(b"CFF ");

/// The face with the glyphs of `characters` and what its layout features make of them.
pub(crate) fn subset(face: &Face, characters: &BTreeSet<char>) -> Result<Vec<u8>, Diagnostic> {
    safe::caught(|| cut(face, characters)).unwrap_or_else(|| Err(failed(face, "it confuses its reader")))
}

fn cut(face: &Face, characters: &BTreeSet<char>) -> Result<Vec<u8>, Diagnostic> {
    let font = font_of(face)?;
    let cff = font.table_data(CFF).is_some();
    let plan = plan(&font, characters, cff);
    let layout = subset_font(&font, &plan).map_err(|e| failed(face, &e.to_string()))?;
    if !cff {
        return Ok(layout);
    }
    let outlines = outlines(face, &plan)?;
    let layout = FontRef::new(&layout).map_err(|e| failed(face, &e.to_string()))?;
    let outlines = FontRef::new(&outlines).map_err(|e| failed(face, &e.to_string()))?;
    let mut builder = FontBuilder::new();
    let cff = outlines.table_data(CFF).ok_or_else(|| failed(face, "its outlines were lost"))?;
    builder.add_raw(CFF, cff.as_bytes());
    builder.copy_missing_tables(layout);
    Ok(builder.build())
}

/// Reads a face.
pub(crate) fn font_of(face: &Face) -> Result<FontRef<'_>, Diagnostic> {
    FontRef::from_index(&face.data, face.index).map_err(|e| failed(face, &e.to_string()))
}

fn plan(font: &FontRef<'_>, characters: &BTreeSet<char>, cff: bool) -> Plan {
    let unicodes: IntSet<u32> = characters.iter().map(|c| *c as u32).collect();
    let mut dropped: IntSet<Tag> = skera::DEFAULT_DROP_TABLES.iter().copied().collect();
    if cff {
        dropped.insert(CFF);
    }
    let features = DEFAULT_LAYOUT_FEATURES.iter().copied().chain(FEATURES.iter().map(|f| Tag::new(f))).collect();
    let names = NAMES.iter().map(|n| NameId::new(*n)).collect();
    let flags = SubsetFlags::SUBSET_FLAGS_DEFAULT;
    Plan::new(
        &IntSet::empty(),
        &unicodes,
        font,
        flags,
        &dropped,
        &IntSet::all(),
        &features,
        &names,
        &IntSet::from_iter([0x409u16]),
    )
}

/// A font that holds the outlines of the plan's glyphs, numbered as the plan numbers them.
fn outlines(face: &Face, plan: &Plan) -> Result<Vec<u8>, Diagnostic> {
    let mut glyphs: Vec<(u32, u32)> =
        plan.old_to_new_glyph_mapping().map(|(old, new)| (new.to_u32(), old.to_u32())).collect();
    glyphs.sort_unstable();
    let mut numbers = GlyphRemapper::new();
    for (new, old) in glyphs {
        if u32::from(numbers.remap(old as u16)) != new {
            return Err(failed(face, "its glyphs are not numbered without gaps"));
        }
    }
    subsetter::subset(&face.data, face.index, &numbers).map_err(|e| failed(face, &e.to_string()))
}

fn failed(face: &Face, reason: &str) -> Diagnostic {
    let message = format!("the font {} cannot be cut for the EPUB: {reason}", face.name);
    face.blamed(Diagnostic::error("font-not-embedded", message))
}
