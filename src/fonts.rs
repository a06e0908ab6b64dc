//! Font faces, their roles and fallback chains.
//!
//! `fonts/fonts.toml` names for each role a chain of files; the user's own come first and the
//! embedded Libertinus last, so that a glyph missing in one face is taken from the next. Knows
//! bytes and roles; reads no files and shapes nothing.

use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span};
use crate::table;
use std::borrow::Cow;
use std::collections::BTreeMap;
use write_fonts::read::tables::cmap::{Cmap, CmapSubtable};
use write_fonts::read::{FontRef, TableProvider};

/// Index of a face in a [`FontSet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// A font face.
#[derive(Clone, Debug)]
pub struct Face {
    /// Its name for messages and for the EPUB's file names.
    pub name: String,
    /// The font file.
    pub data: Cow<'static, [u8]>,
    /// The face's index in a collection.
    pub index: u32,
    /// Where the manifest names it; `None` for an embedded one.
    pub span: Option<Span>,
}

/// What a face is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FontRole {
    /// Text.
    Regular,
    /// Emphasis.
    Italic,
    /// Strong emphasis and some headings.
    Bold,
    /// Both.
    BoldItalic,
    /// Code.
    Mono,
}

/// All faces with a fallback chain for each role. Every role has a chain of at least one face.
#[derive(Clone, Debug, Default)]
pub struct FontSet {
    /// The faces.
    pub faces: Vec<Face>,
    /// For each role the faces to try, in order.
    pub chains: BTreeMap<FontRole, Vec<FaceId>>,
}

impl FontSet {
    /// The face.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[id.0 as usize]
    }
}

/// The embedded manifest.
pub const MANIFEST: &str = include_str!("../fonts/fonts.toml");

/// The embedded faces: name in the manifest, and index in [`typst_assets::fonts`].
const EMBEDDED: [(&str, usize); 14] = [
    ("libertinus:regular", 0),
    ("libertinus:bold", 1),
    ("libertinus:italic", 2),
    ("libertinus:bold-italic", 3),
    ("libertinus:semibold", 4),
    ("libertinus:semibold-italic", 5),
    ("newcm:math", 8),
    ("newcm:regular", 9),
    ("newcm:bold", 10),
    ("newcm:italic", 11),
    ("newcm:bold-italic", 12),
    ("dejavu:mono-bold", 13),
    ("dejavu:mono-oblique", 15),
    ("dejavu:mono", 16),
];

/// The roles by their names in the manifest, each with the face that is there in any case.
const ROLES: [(&str, FontRole, &str); 5] = [
    ("regular", FontRole::Regular, "libertinus:regular"),
    ("italic", FontRole::Italic, "libertinus:italic"),
    ("bold", FontRole::Bold, "libertinus:bold"),
    ("bold-italic", FontRole::BoldItalic, "libertinus:bold-italic"),
    ("mono", FontRole::Mono, "dejavu:mono"),
];

impl FontRole {
    /// Its name in the manifest.
    pub fn name(self) -> &'static str {
        ROLES.iter().find(|(_, role, _)| *role == self).map_or("", |(name, ..)| name)
    }
}

impl FontSet {
    /// The embedded faces, by the embedded manifest.
    pub fn embedded() -> Self {
        let mut sources = Sources::default();
        let file = sources.add("built-in fonts/fonts.toml", MANIFEST);
        Self::from_manifest(&sources, file, |_| Ok(None), &mut Diagnostics::default())
    }

    /// The faces that the manifest `file` names. `load` gives the bytes of the user's own files,
    /// by the name in the manifest, `None` for one that is missing. The embedded face of a role ends its chain in any case.
    pub fn from_manifest(
        sources: &Sources,
        file: FileId,
        mut load: impl FnMut(&str) -> Result<Option<Vec<u8>>, Diagnostic>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut manifest = table::parse(sources, file, 0..sources.file(file).text.len(), diagnostics);
        let mut set = Self::default();
        for (key, role, _) in ROLES {
            for name in manifest.strings(key, diagnostics) {
                if let Some(face) = set.add(&name.value, name.span, &mut load, diagnostics) {
                    set.chain(role, face);
                }
            }
        }
        manifest.finish(diagnostics);
        for (_, role, last) in ROLES {
            let face = set.add(last, Span::new(file, 0..0), &mut load, diagnostics);
            face.into_iter().for_each(|face| set.chain(role, face));
        }
        set
    }

    fn chain(&mut self, role: FontRole, face: FaceId) {
        let chain = self.chains.entry(role).or_default();
        if !chain.contains(&face) {
            chain.push(face);
        }
    }

    /// The face called `name`, loaded if it is not yet there.
    fn add(
        &mut self,
        name: &str,
        span: Span,
        load: &mut impl FnMut(&str) -> Result<Option<Vec<u8>>, Diagnostic>,
        diagnostics: &mut Diagnostics,
    ) -> Option<FaceId> {
        if let Some(index) = self.faces.iter().position(|face| face.name == name) {
            return Some(FaceId(index as u16));
        }
        let embedded =
            EMBEDDED.iter().find(|(known, _)| *known == name).and_then(|(_, i)| typst_assets::fonts().nth(*i));
        let data = match embedded {
            Some(bytes) => Cow::Borrowed(bytes),
            None => match load(name) {
                Ok(Some(bytes)) => Cow::Owned(bytes),
                Ok(None) => {
                    let message = format!("there is no font file `{name}`");
                    diagnostics.push(Diagnostic::error("font-missing", message).at(span));
                    return None;
                }
                Err(fault) => {
                    diagnostics.push(fault.at(span));
                    return None;
                }
            },
        };
        let own = Some(span.clone()).filter(|_| embedded.is_none());
        let face = Face { name: name.to_string(), data, index: 0, span: own };
        if let Some(fault) = Some(&face).filter(|_| embedded.is_none()).and_then(Face::fault) {
            diagnostics.push(fault.at(span));
            return None;
        }
        self.faces.push(face);
        Some(FaceId(self.faces.len() as u16 - 1))
    }
}

/// The most characters that all tables of a face together may map: far more than those of any that is in earnest. Whoever
/// goes through them takes as long as that.
const MOST_MAPPED: u64 = 1 << 23;

/// How many characters all tables of a `cmap` map, those that are mapped twice counted twice, and those that Unicode has
/// not too: a library may go through them as well.
fn mapped(cmap: &Cmap<'_>) -> u64 {
    let of_group = |start: u32, end: u32| u64::from(end.saturating_sub(start)) + 1;
    let of_record = |subtable| match subtable {
        CmapSubtable::Format4(table) => {
            let segments = table.start_code().iter().zip(table.end_code());
            segments.map(|(start, end)| of_group(start.get().into(), end.get().into())).sum()
        }
        CmapSubtable::Format12(table) => {
            table.groups().iter().map(|group| of_group(group.start_char_code(), group.end_char_code())).sum()
        }
        CmapSubtable::Format13(table) => {
            table.groups().iter().map(|group| of_group(group.start_char_code(), group.end_char_code())).sum()
        }
        _ => 1 << 16,
    };
    let mut all: u64 = 0;
    for subtable in cmap.encoding_records().iter().filter_map(|record| record.subtable(cmap.offset_data()).ok()) {
        all = all.saturating_add(of_record(subtable));
        if all > MOST_MAPPED {
            break;
        }
    }
    all
}

impl Face {
    /// A fault of this face, at its place in the manifest if it has one.
    #[must_use]
    pub fn blamed(&self, fault: Diagnostic) -> Diagnostic {
        let Some(place) = self.span.clone() else { return fault };
        fault.at(place).help("leave it out of the font manifest, or name another file in its stead")
    }

    /// What is wrong with the font, without its place. What its tables say of glyphs must be in the file: whoever
    /// believes them asks for as much memory as they say.
    fn fault(&self) -> Option<Diagnostic> {
        let name = &self.name;
        let invalid = |why: &str| Some(Diagnostic::error("font-invalid", format!("`{name}` is no font{why}")));
        let read = FontRef::from_index(&self.data, self.index).ok();
        let (Some(font), Some(read)) = (self.font(), read) else { return invalid("") };
        if read.head().map_or(0, |head| head.units_per_em()) == 0 || font.num_glyphs() == 0 {
            return invalid(": it has no glyphs");
        }
        if read.cmap().is_ok_and(|cmap| mapped(&cmap) > MOST_MAPPED) {
            return invalid(": it maps more characters than there are");
        }
        if let (Ok(loca), Ok(glyf)) = (read.loca(None), read.glyf()) {
            let end = glyf.offset_data().len();
            let sound = loca.all_offsets_are_ascending()
                && loca.len() >= font.num_glyphs() as usize
                && loca.get_raw(loca.len()).is_some_and(|last| last as usize <= end);
            if !sound {
                return invalid(": its table of glyphs leads out of it");
            }
        }
        // OpenType, OS/2 fsType: bits 0 to 3 are the licence, bit 8 forbids a part, bit 9 outlines.
        let rights = read.os2().map_or(0, |os2| os2.fs_type());
        (rights & 0x000f == 0x0002 || rights & 0x0300 != 0).then(|| {
            let message = format!("`{name}` forbids to be embedded as a part of itself");
            let help = "take a face whose licence lets a book carry it: its OS/2 `fsType` is 0, 4 or 8";
            Diagnostic::error("font-forbidden", message).help(help)
        })
    }

    /// The face as the shaper reads it, or `None` if its bytes are no font.
    pub fn font(&self) -> Option<harfrust::Font> {
        match &self.data {
            Cow::Borrowed(bytes) => harfrust::Font::new(*bytes, self.index),
            Cow::Owned(bytes) => harfrust::Font::new(bytes.clone(), self.index),
        }
    }
}
