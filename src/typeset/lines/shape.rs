//! Shaping: characters to glyphs, with features, fallback and the text that each glyph stands for.
//!
//! Knows fonts and scripts; nothing of lines or of what the text means.

mod capitals;
mod recurring;
mod stand_in;

use crate::fonts::{FaceId, FontRole, FontSet};
use crate::model::length::Length;
use crate::typeset::lines::itemize::{Faces, SCRIPTS, Segment, is_ignorable, segments};
use crate::typeset::lines::shaped::{Shaped, ShapedGlyph, ShapedRun, close_clusters};
use crate::typeset::paragraph::assembled::Assembled;
use crate::typeset::paragraph::piece::{Font, Piece, Variant};
use crate::words::language::primary;
use harfrust::{Buffer, Direction, Feature, Language, ShapeOptions, ShapePlan, ShaperFont, Tag};
use recurring::{Manner, Recurring, UnitGlyph};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Mutex, OnceLock};
use unicode_normalization::UnicodeNormalization;
use write_fonts::read::{FontRef, TableProvider};

/// A face ready for shaping.
struct LoadedFace {
    font: harfrust::Font,
    upem: i64,
    /// The characters of ASCII that it has, one bit each.
    ascii: u128,
    /// Its plans by language (that of [`Shaper::languages`] counted from 1, 0 any other).
    plans: Vec<Plans>,
}

/// Plans by features, script and direction.
#[derive(Default)]
struct Plans([[[OnceLock<Box<ShapePlan>>; 2]; SCRIPTS.len()]; SETS_COUNT]);

/// How many sets of features there are: the variants and [`LINING`].
const SETS_COUNT: usize = 6;

/// The set of features for lining figures.
const LINING: usize = Variant::Lining as usize;

/// Shapes with the faces of a [`FontSet`]. Faces and plans are made when first needed.
pub(crate) struct Shaper<'a> {
    fonts: &'a FontSet,
    faces: Vec<OnceLock<Option<LoadedFace>>>,
    /// The languages of the book that have letter forms of their own.
    languages: Vec<(String, Language)>,
    /// The characters that no face had.
    missing: Mutex<BTreeSet<(FontRole, char)>>,
    /// Segments that were shaped before.
    recurring: Recurring,
    looks: Looks,
}

/// What a book wants of all its letters.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Looks {
    /// Whether the figures of its text are lining ones.
    pub(crate) lining: bool,
    /// Whether rows of asterisks are signs of a lacuna, which stand at the height of letters.
    pub(crate) lacunae: bool,
}

/// Size and rise of superior letters where the face has none of its own, in hundredths.
const SUPERIOR_SIZE: i64 = 66;
const SUPERIOR_RISE: i64 = 34;
const INFERIOR_RISE: i64 = -18;

/// Upright signs that are high enough for a slanted letter before them to touch them.
const HIGH_SIGNS: [char; 11] = [')', ']', '}', '?', '!', '’', '”', '»', '⟩', ':', ';'];

/// The least distance of such a sign from the letter, as a part of the size.
const CLEARANCE: i64 = 25;

thread_local! {
    static BUFFER: RefCell<Buffer> = RefCell::new(Buffer::new());
}

impl<'a> Shaper<'a> {
    /// A shaper for `fonts` and text in `languages` (BCP 47).
    pub(crate) fn new<'l>(fonts: &'a FontSet, languages: impl IntoIterator<Item = &'l str>) -> Self {
        let own = languages.into_iter().filter(|tag| has_own_forms(tag));
        Self {
            fonts,
            faces: fonts.faces.iter().map(|_| OnceLock::new()).collect(),
            languages: own.filter_map(|tag| Some((tag.to_string(), Language::new(tag)?))).collect(),
            missing: Mutex::default(),
            recurring: Recurring::default(),
            looks: Looks::default(),
        }
    }

    /// The same with what the book wants of its letters.
    pub(crate) fn looking(self, looks: Looks) -> Self {
        Self { looks, ..self }
    }

    fn face(&self, id: FaceId) -> Option<&LoadedFace> {
        let load = || {
            let font = self.fonts.face(id).font()?;
            let upem = i64::from(font.units_per_em()).max(1);
            let shaper = ShaperFont::new(&font);
            let has = |code: &u32| shaper.nominal_glyph(*code).is_some();
            let ascii = (0..128).filter(has).fold(0, |bits, code| bits | 1 << code);
            let plans = (0..=self.languages.len()).map(|_| Plans::default()).collect();
            Some(LoadedFace { font, upem, ascii, plans })
        };
        self.faces[id.0 as usize].get_or_init(load).as_ref()
    }

    fn chain(&self, role: FontRole) -> &[FaceId] {
        self.fonts.chains.get(&role).map_or(&[], Vec::as_slice)
    }

    /// The name of the text's face, for the colophon.
    pub(crate) fn family(&self) -> String {
        let name = self.chain(FontRole::Regular).first().map_or("", |id| self.fonts.face(*id).name.as_str());
        if name.starts_with("libertinus") { "Libertinus Serif".to_string() } else { name.to_string() }
    }

    /// The height of the capitals of a role's first face as (height, em) in the face's units, and
    /// how far `letter` stands off from its origin, in the same. OpenType: `OS/2` sCapHeight, `hmtx`.
    pub(crate) fn capital(&self, role: FontRole, letter: char) -> Option<((i64, i64), i64)> {
        let has = |id: &&FaceId| {
            self.face(**id).is_some_and(|face| ShaperFont::new(&face.font).nominal_glyph(letter as u32).is_some())
        };
        let face = self.fonts.face(*self.chain(role).iter().find(has)?);
        let font = FontRef::from_index(&face.data, face.index).ok()?;
        let em = i64::from(font.head().ok()?.units_per_em());
        let height = font.os2().ok()?.s_cap_height().map(i64::from).filter(|height| *height > 0 && *height <= em)?;
        let glyph = font.cmap().ok()?.map_codepoint(letter)?;
        let bearing = font.hmtx().ok()?.side_bearing(glyph).map_or(0, i64::from);
        Some(((height, em), bearing))
    }

    /// The glyph for a hyphen at a line's end: the face's own U+00AD, so that it maps to that
    /// character and the hyphen's glyph to the hyphen.
    pub(crate) fn hyphen(&self, font: Font) -> Option<(FaceId, u16, Length)> {
        self.sign(font, '\u{ad}').filter(|(.., advance)| *advance > font.tracking).or_else(|| self.sign(font, '-'))
    }

    /// The glyph for a sign, from the first face that has it, and its advance.
    pub(crate) fn sign(&self, font: Font, character: char) -> Option<(FaceId, u16, Length)> {
        self.chain(font.role).iter().find_map(|id| {
            let face = self.face(*id)?;
            let shaper = ShaperFont::new(&face.font);
            let glyph = shaper.nominal_glyph(character as u32)?;
            let advance = Length(i64::from(shaper.glyph_h_advance(glyph)) * font.size.0 / face.upem);
            Some((*id, glyph.to_u32() as u16, advance + font.tracking))
        })
    }

    /// How far a sign is raised, or lowered, to stand at the middle of small letters.
    fn to_middle(&self, face: &LoadedFace, font: Font, sign: char) -> Length {
        let shaper = ShaperFont::new(&face.font);
        let middle = |c: char| {
            let extents = shaper.glyph_extents(shaper.nominal_glyph(c as u32)?)?;
            Some(i64::from(2 * extents.y_bearing + extents.height))
        };
        let up = middle('x').zip(middle(sign)).map_or(0, |(letter, sign)| letter - sign);
        Length(up * font.size.0 / (2 * face.upem))
    }

    /// How far a letter reaches below the line; nothing if it does not, or if no face has it.
    pub(crate) fn depth(&self, font: Font, letter: char) -> Length {
        let depth = self.chain(font.role).iter().find_map(|id| {
            let face = self.face(*id)?;
            let shaper = ShaperFont::new(&face.font);
            let extents = shaper.glyph_extents(shaper.nominal_glyph(letter as u32)?)?;
            Some(Length(-i64::from(extents.y_bearing + extents.height) * font.size.0 / face.upem))
        });
        depth.unwrap_or_default().max(Length::ZERO)
    }

    /// Shapes the characters `range` of a paragraph, each piece on its own.
    pub(crate) fn shape(&self, pieces: &[Piece], text: &Assembled, range: Range<u32>) -> Shaped {
        let mut shaped = Shaped::default();
        if range.is_empty() {
            return shaped;
        }
        for (index, piece) in pieces.iter().enumerate().skip(text.piece_at(range.start)) {
            let (start, end) = (text.starts[index].max(range.start), text.starts[index + 1].min(range.end));
            if start >= range.end {
                break;
            }
            if start < end {
                let language = place_of(&self.languages, &piece.language);
                self.piece(piece.font, language, text, index, start..end, &mut shaped);
            }
        }
        self.correct(pieces, text, &mut shaped);
        shaped
    }

    /// Moves an upright sign away from a slanted letter that leans over it: TeX's italic correction.
    fn correct(&self, pieces: &[Piece], text: &Assembled, shaped: &mut Shaped) {
        let slants = |run: &ShapedRun| {
            let role = pieces.get(run.piece as usize).map(|piece| piece.font.role);
            matches!(role, Some(FontRole::Italic | FontRole::BoldItalic))
        };
        for index in 1..if shaped.runs.len() > 1 { shaped.glyphs.len() } else { 0 } {
            let [one, other] = [shaped.glyphs[index - 1], shaped.glyphs[index]];
            let [left, right] = [one, other].map(|glyph| shaped.runs[glyph.run as usize]);
            if one.run == other.run || !slants(&left) || slants(&right) || left.rtl() || right.rtl() {
                continue;
            }
            if !text.text[other.at as usize..].starts_with(HIGH_SIGNS) || left.rise != right.rise {
                continue;
            }
            let (Some((_, over)), Some((before, _))) = (self.bearings(&left, one.id), self.bearings(&right, other.id))
            else {
                continue;
            };
            let short = left.size / CLEARANCE - before - over;
            if short > Length::ZERO {
                shaped.glyphs[index - 1].advance = one.advance.saturating_add(short.0 as i32);
            }
        }
    }

    /// How far a glyph's outline stands inside its advance, at the left and at the right; negative where it leans out.
    fn bearings(&self, run: &ShapedRun, glyph: u16) -> Option<(Length, Length)> {
        let face = self.face(run.face)?;
        let shaper = ShaperFont::new(&face.font);
        let extents = shaper.glyph_extents(u32::from(glyph).into())?;
        let scale = |units: i32| Length(i64::from(units) * run.size.0 / face.upem);
        let (left, width) = (extents.x_bearing, extents.width);
        Some((scale(left), scale(shaper.glyph_h_advance(u32::from(glyph).into()) - left - width)))
    }

    /// Shapes the bytes `range` of piece `piece`.
    fn piece(&self, font: Font, language: usize, text: &Assembled, piece: usize, range: Range<u32>, out: &mut Shaped) {
        let chain = self.chain(font.role);
        let (glyphs, runs) = (out.glyphs.len(), out.runs.len());
        let Some((first, main)) = chain.first().and_then(|id| Some((*id, self.face(*id)?))) else { return };
        let font_of_first = ShaperFont::new(&main.font);
        let of = |cluster: &str| {
            let known = cluster.chars().all(|c| font_of_first.nominal_glyph(c as u32).is_some() || is_ignorable(c));
            if known { first } else { self.face_of(chain, cluster) }
        };
        let faces = Faces { first, ascii: main.ascii, of: &of, lacunae: self.looks.lacunae };
        for segment in segments(text, piece, range.clone(), font.variant, &faces) {
            self.segment(font, language, piece, text, &segment, out);
        }
        if font.variant.is_shifted() && !self.superior(&out.glyphs[glyphs..], &out.runs, text) {
            out.glyphs.truncate(glyphs);
            out.runs.truncate(runs);
            out.offsets.retain(|(glyph, _)| (*glyph as usize) < glyphs);
            let size = font.size.scale(SUPERIOR_SIZE, 100);
            let small = Font { variant: Variant::Text, size, ..font };
            self.piece(small, language, text, piece, range, out);
            let rise = if font.variant == Variant::Superior { SUPERIOR_RISE } else { INFERIOR_RISE };
            out.runs[runs..].iter_mut().for_each(|run| run.rise = font.size.scale(rise, 100));
        }
    }

    /// Whether the face had a superior or inferior form for every character.
    fn superior(&self, glyphs: &[ShapedGlyph], runs: &[ShapedRun], text: &Assembled) -> bool {
        glyphs.iter().all(|glyph| {
            let Some(face) = self.face(runs[glyph.run as usize].face) else { return false };
            let character = text.text[glyph.at as usize..].chars().next().unwrap_or(' ');
            let nominal = ShaperFont::new(&face.font).nominal_glyph(character as u32);
            // An asterisk is high already.
            character == '*'
                || character.is_whitespace()
                || nominal.is_some_and(|nominal| nominal.to_u32() != u32::from(glyph.id))
        })
    }

    /// The first face of a chain that has a character with all its marks, as they stand or
    /// composed; failing that, the first that has the character alone, or one that is drawn for it; failing that, the
    /// first.
    fn face_of(&self, chain: &[FaceId], cluster: &str) -> FaceId {
        let has = |id: FaceId, character: char| is_ignorable(character) || self.has(id, character);
        let all = |id: FaceId, mut characters: std::str::Chars<'_>| characters.all(|c| has(id, c));
        let composed: String = cluster.nfc().collect();
        let base = cluster.chars().next().unwrap_or(' ');
        let by = |fits: &dyn Fn(FaceId) -> bool| chain.iter().copied().find(|id| fits(*id));
        let whole = by(&|id| all(id, cluster.chars()) || all(id, composed.chars()));
        let drawn = || stand_in::stand_in(base).and_then(|sign| by(&|id| has(id, sign)));
        whole.or_else(|| by(&|id| has(id, base))).or_else(drawn).unwrap_or(chain[0])
    }

    /// Whether a face has a glyph for a character.
    fn has(&self, id: FaceId, character: char) -> bool {
        self.face(id).is_some_and(|face| ShaperFont::new(&face.font).nominal_glyph(character as u32).is_some())
    }

    /// The characters for which no face of a chain had a glyph, so far.
    pub(crate) fn missing(&self) -> BTreeSet<(FontRole, char)> {
        self.missing.lock().map(|missing| missing.clone()).unwrap_or_default()
    }

    /// Notes which characters of `cluster` the face has not; all of them where it has each and has not what becomes
    /// of them.
    fn miss(&self, role: FontRole, face: FaceId, cluster: &str) {
        let shown = || cluster.chars().filter(|c| !is_ignorable(*c) && !c.is_control());
        let mut without: Vec<char> = shown().filter(|c| !self.has(face, *c)).collect();
        if without.is_empty() {
            without.extend(shown());
        }
        if let Ok(mut missing) = self.missing.lock() {
            missing.extend(without.into_iter().map(|character| (role, character)));
        }
    }

    fn segment(
        &self,
        font: Font,
        language: usize,
        piece: usize,
        text: &Assembled,
        segment: &Segment,
        out: &mut Shaped,
    ) {
        let Some(face) = self.face(segment.face) else { return };
        let lining = segment.form.lining || self.looks.lining && font.variant == Variant::Text;
        let set = if lining { LINING } else { font.variant as usize };
        let rise = if segment.form.lowered { self.to_middle(face, font, '*') } else { Length::ZERO };
        let run =
            ShapedRun { piece: piece as u32, face: segment.face, size: font.size, rise, level: segment.form.level };
        out.runs.push(run);
        let (start, end) = (segment.range.start, segment.range.end);
        let characters = &text.text[start as usize..end as usize];
        let (face_id, script, rtl) = (segment.face, segment.script, run.rtl());
        let manner = Manner { face: face_id, set, script, language, rtl };
        let glyphs = match segment.joins() {
            // What stands around it counts too.
            true => self.glyphs(face, manner, &text.text, start as usize..end as usize).into(),
            false => {
                let characters = &*stand_in::drawn(face, characters);
                self.recurring.of(manner, characters, || {
                    let glyphs = self.glyphs(face, manner, characters, 0..characters.len());
                    let small = matches!(font.variant, Variant::SmallCaps | Variant::AllSmallCaps);
                    if small { self.or_capitals(face, manner, characters, glyphs) } else { glyphs }
                })
            }
        };
        let scale = |units: i32| Length(i64::from(units) * font.size.0 / face.upem);
        let first = out.glyphs.len();
        let run_index = out.runs.len() as u32 - 1;
        let mut any_missing = false;
        let mut add = |glyph: &UnitGlyph| {
            if glyph.offset != [0; 2] {
                out.offsets.push((out.glyphs.len() as u32, glyph.offset.map(scale)));
            }
            let advance = scale(glyph.advance);
            let tracked = if advance > Length::ZERO { advance + font.tracking } else { advance };
            let advance = tracked.0.clamp(i32::MIN.into(), i32::MAX.into()) as i32;
            any_missing |= glyph.id == 0;
            let at = start + glyph.cluster;
            out.glyphs.push(ShapedGlyph { at, length: 0, id: glyph.id, run: run_index, advance });
        };
        if rtl {
            glyphs.iter().rev().for_each(&mut add)
        } else {
            glyphs.iter().for_each(&mut add)
        }
        close_clusters(&mut out.glyphs[first..], characters, start);
        if any_missing {
            for glyph in out.glyphs[first..].iter().filter(|glyph| glyph.id == 0) {
                self.miss(font.role, segment.face, &text.text[glyph.at as usize..glyph.end() as usize]);
            }
        }
    }

    /// The glyphs of the bytes `range` of `text`, in visual order, what stands around them regarded.
    fn glyphs(&self, face: &LoadedFace, manner: Manner, text: &str, range: Range<usize>) -> Vec<UnitGlyph> {
        let Manner { set, script, language, rtl, .. } = manner;
        let features = features(set);
        let direction = if rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let plan = face.plans[language].0[set][script][usize::from(rtl)].get_or_init(|| {
            let language = self.languages.get(language.wrapping_sub(1)).map(|(_, language)| language);
            Box::new(ShapePlan::new(&face.font, direction, Some(SCRIPTS[script]), language, features))
        });
        BUFFER.with_borrow_mut(|buffer| {
            buffer.clear();
            if range.len() < text.len() {
                buffer.set_pre_context(&text[..range.start]);
                buffer.set_post_context(&text[range.end..]);
            }
            buffer.push_str(&text[range]);
            buffer.set_direction(direction);
            buffer.set_script(Some(SCRIPTS[script]));
            let shaper = ShaperFont::new(&face.font);
            let options = ShapeOptions::new().plan(Some(plan)).features(features);
            if harfrust::shape(&shaper, buffer, options).is_err() {
                return vec![];
            }
            let glyph = |(info, position): (&harfrust::GlyphInfo, &harfrust::GlyphPosition)| UnitGlyph {
                id: info.glyph_id as u16,
                cluster: info.cluster,
                advance: position.x_advance,
                offset: [position.x_offset, position.y_offset],
            };
            buffer.glyph_infos().iter().zip(buffer.glyph_positions()).map(glyph).collect()
        })
    }
}

/// The features of a set, that of a [`Variant`]. Superiors come before old-style
/// figures in the font's own order only if those are not asked for.
fn features(set: usize) -> &'static [Feature] {
    const fn on(tag: &[u8; 4]) -> Feature {
        Feature { tag: Tag::new(tag), value: 1, start: Feature::GLOBAL_START, end: Feature::GLOBAL_END }
    }
    const SETS: [&[Feature]; SETS_COUNT] = [
        &[on(b"onum")],
        &[on(b"onum"), on(b"smcp")],
        &[on(b"onum"), on(b"smcp"), on(b"c2sc")],
        &[on(b"sups")],
        &[on(b"subs")],
        &[on(b"lnum")],
    ];
    SETS[set]
}

/// The place of a language in `languages`, counted from 1; 0 if it changes nothing.
fn place_of(languages: &[(String, Language)], tag: &str) -> usize {
    languages.iter().position(|(known, _)| known == tag).map_or(0, |index| index + 1)
}

/// Whether fonts have letter forms for a language (BCP 47) that differ from those of its script:
/// no ligature that hides a dotless i, the Serbian italics, commas instead of cedillas and the
/// like. The common fonts' `locl` features know these.
fn has_own_forms(tag: &str) -> bool {
    const LANGUAGES: [&str; 36] = [
        "az", "ba", "bg", "ca", "crh", "cv", "fa", "fi", "gag", "gl", "is", "kk", "ks", "ky", "mk", "mo", "nb", "nl",
        "nn", "no", "os", "pl", "ro", "sd", "se", "sh", "sma", "smj", "smn", "sms", "sr", "sv", "tr", "tt", "ug", "ur",
    ];
    LANGUAGES.binary_search(&primary(tag).to_ascii_lowercase().as_str()).is_ok()
}
