//! Cuts a piece into segments that can be shaped in one go: of one face, script, direction and
//! form of figures.
//!
//! Knows characters and which faces have them; nothing of glyphs. Most text is ASCII or one
//! script in one face, which is one segment.

use crate::fonts::FaceId;
use crate::typeset::lines::numerals;
use crate::typeset::paragraph::assembled::Assembled;
use crate::typeset::paragraph::piece::Variant;
use harfrust::Script;
use std::ops::Range;

/// The scripts whose letters are told apart; a font may do something of its own for each.
pub(crate) const SCRIPTS: [Script; 9] = [
    Script::LATIN,
    Script::GREEK,
    Script::CYRILLIC,
    Script::HEBREW,
    Script::ARABIC,
    Script::SYRIAC,
    Script::ARMENIAN,
    Script::GEORGIAN,
    Script::COPTIC,
];
const HEBREW: usize = 3;
const ARABIC: usize = 4;
const SYRIAC: usize = 5;

/// What is shaped in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Bytes of the paragraph.
    pub(crate) range: Range<u32>,
    /// The script, an index into [`SCRIPTS`].
    pub(crate) script: usize,
    /// The face.
    pub(crate) face: FaceId,
    /// What else it is set by.
    pub(crate) form: Form,
}

/// What characters are set by, besides their script and face.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    /// The level (UAX #9), odd from right to left.
    pub(crate) level: u8,
    /// Whether figures are lining ones.
    pub(crate) lining: bool,
    /// Whether they are asterisks that stand for a lacuna.
    pub(crate) lowered: bool,
}

impl Segment {
    /// Whether its letters are joined to their neighbours across its edges.
    pub(crate) fn joins(&self) -> bool {
        matches!(self.script, ARABIC | SYRIAC)
    }
}

/// The faces of a chain, as far as segments depend on them.
pub(crate) struct Faces<'f> {
    /// The first face of the chain.
    pub(crate) first: FaceId,
    /// The characters of ASCII that it has, one bit each.
    pub(crate) ascii: u128,
    /// The face for a character with its combining marks.
    pub(crate) of: &'f dyn Fn(&str) -> FaceId,
    /// Whether rows of asterisks stand for lacunae.
    pub(crate) lacunae: bool,
}

/// The segments of the bytes `range` of piece `piece`, set in `variant`.
pub(crate) fn segments(
    text: &Assembled,
    piece: usize,
    range: Range<u32>,
    variant: Variant,
    faces: &Faces<'_>,
) -> Vec<Segment> {
    let whole = text.starts[piece]..text.starts[piece + 1];
    let asked = &text.text.as_bytes()[range.start as usize..range.end as usize];
    let lining = match variant {
        Variant::Text if asked.iter().any(u8::is_ascii_digit) => numerals::lining(&text.text, whole.clone()),
        _ => vec![],
    };
    let lacunae = match variant {
        Variant::Text | Variant::Lining if faces.lacunae && asked.contains(&b'*') => {
            numerals::asterisks(&text.text, whole)
        }
        _ => vec![],
    };
    let mut list = Segments { list: Vec::with_capacity(1), script: None };
    let mut at = range.start;
    while at < range.end {
        let (level, mut stop) = match &text.bidi {
            None => (0, range.end),
            Some(bidi) => (bidi.level(at), bidi.run_end(at, range.end)),
        };
        let lining = within(&lining, at, &mut stop);
        let lowered = within(&lacunae, at, &mut stop);
        // Hebrew and Arabic letters are of one height: so are the figures among them.
        let form = Form { level, lining: lining || level > 0 && variant == Variant::Text, lowered };
        list.add(&text.text[..stop as usize], at, form, faces);
        at = stop.max(at + 1);
    }
    list.finish()
}

/// Whether a byte is in one of `ranges`, which are in order; a stretch from it ends where that changes.
fn within(ranges: &[Range<u32>], at: u32, stop: &mut u32) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    let Some(range) = ranges.get(next) else { return false };
    let is_in = range.start <= at;
    *stop = (*stop).min(if is_in { range.end } else { range.start });
    is_in
}

/// Segments under construction.
struct Segments {
    list: Vec<Segment>,
    /// The script of the last one, once a letter has told it.
    script: Option<usize>,
}

impl Segments {
    /// Adds the characters of `text` from `start`, all of one form.
    fn add(&mut self, text: &str, start: u32, form: Form, faces: &Faces<'_>) {
        let mut at = start as usize;
        while at < text.len() {
            let plain = plain_end(text.as_bytes(), at, faces.ascii);
            if plain > at {
                self.add_plain(text, at..plain, form, faces.first);
                at = plain;
                continue;
            }
            let end = cluster_end(text, at);
            let byte = text.as_bytes()[at];
            let known = end == at + 1 && faces.ascii >> byte & 1 == 1;
            let face = if known { faces.first } else { (faces.of)(&text[at..end]) };
            let script = text[at..end].chars().next().and_then(script_of);
            self.push(at as u32..end as u32, face, script, form);
            at = end;
        }
    }

    /// Adds characters of ASCII: up to the first letter they go with whatever stands before them.
    fn add_plain(&mut self, text: &str, range: Range<usize>, form: Form, face: FaceId) {
        let letter = text.as_bytes()[range.clone()].iter().position(u8::is_ascii_alphabetic);
        let letter = letter.map_or(range.end, |length| range.start + length);
        for (part, script) in [(range.start..letter, None), (letter..range.end, Some(0))] {
            if !part.is_empty() {
                self.push(part.start as u32..part.end as u32, face, script, form);
            }
        }
    }

    fn push(&mut self, range: Range<u32>, face: FaceId, script: Option<usize>, form: Form) {
        let known = self.script;
        let fits = script.is_none() || known.is_none() || known == script;
        match self.list.last_mut() {
            Some(last) if fits && (last.face, last.form) == (face, form) => {
                last.range.end = range.end;
                self.script = known.or(script);
            }
            _ => {
                self.close();
                self.list.push(Segment { range, script: 0, face, form });
                self.script = script;
            }
        }
    }

    /// The script of the last segment is known now; one without letters has that of the one before.
    fn close(&mut self) {
        let before = self.list.len().checked_sub(2).map(|index| &self.list[index]).map(|s| (s.script, s.form.level));
        let Some(last) = self.list.last_mut() else { return };
        last.script = match (self.script, before) {
            (Some(script), _) => script,
            (None, Some((script, level))) if level % 2 == last.form.level % 2 => script,
            (None, _) => usize::from(last.form.level % 2) * HEBREW,
        };
    }

    fn finish(mut self) -> Vec<Segment> {
        self.close();
        self.list
    }
}

/// The end of the characters from `at` that are of ASCII and in `face`, one bit each. The last before
/// others is not among them: a mark may follow it.
fn plain_end(text: &[u8], at: usize, face: u128) -> usize {
    let length = text[at..].iter().take_while(|byte| byte.is_ascii() && face >> **byte & 1 == 1).count();
    let before_others = text.get(at + length).is_some_and(|byte| !byte.is_ascii());
    (at + length).saturating_sub(usize::from(before_others)).max(at)
}

/// The end of a character with the marks and joiners that follow it: they have to be drawn with
/// the same face.
fn cluster_end(text: &str, at: usize) -> usize {
    let mut characters = text[at..].chars();
    let mut end = at + characters.next().map_or(1, char::len_utf8);
    while text.as_bytes().get(end).is_some_and(|byte| !byte.is_ascii()) {
        let Some(next) = characters.next().filter(|c| is_mark(*c) || is_joiner(*c)) else { break };
        end += next.len_utf8();
    }
    end
}

/// Whether a character combines with the one before it.
pub(crate) fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// Whether nothing is drawn for a character that the face has not (`Default_Ignorable_Code_Point`),
/// or that only ends a line.
pub(crate) fn is_ignorable(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The index in [`SCRIPTS`] of a letter's script; none for characters of any script.
fn script_of(character: char) -> Option<usize> {
    match character as u32 {
        0x03e2..=0x03ef | 0x2c80..=0x2cff => Some(8),
        0x0370..=0x03ff | 0x1f00..=0x1fff => Some(1),
        0x0400..=0x052f | 0x1c80..=0x1c8f | 0x2de0..=0x2dff | 0xa640..=0xa69f => Some(2),
        0x0531..=0x058f | 0xfb13..=0xfb17 => Some(6),
        0x0590..=0x05ff | 0xfb1d..=0xfb4f => Some(HEBREW),
        0x0700..=0x074f => Some(SYRIAC),
        0x0600..=0x06ff | 0x0750..=0x077f | 0x08a0..=0x08ff | 0xfb50..=0xfdff | 0xfe70..=0xfefe => Some(ARABIC),
        0x10a0..=0x10ff | 0x1c90..=0x1cbf | 0x2d00..=0x2d2f => Some(7),
        _ if character.is_alphabetic() => Some(0),
        _ => None,
    }
}
