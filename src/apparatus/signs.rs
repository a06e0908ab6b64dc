//! The stops and quotation marks around a lemma and a reading: those of the sentence are printed with neither, what a
//! reading has otherwise with both.

use super::compose::{Varying, Writer};
use crate::model::apparatus::{Entry, EntryId, Reading, ReadingKind};
use crate::model::text::Mark;
use crate::words::stops::{self, Fit, is_quote};
use std::borrow::Cow;
use std::ops::Range;

impl Writer<'_> {
    /// What readings have otherwise around the lemma in `text` that has these parts.
    pub(super) fn varying(&self, entry: &Entry, text: &str, parts: &[Range<usize>]) -> Varying {
        let fits = entry.readings.iter().filter_map(|reading| fitted(text, parts, reading));
        fits.fold(Varying::default(), |all, fit| Varying {
            stops: all.stops || fit.stops,
            quotes: all.quotes || fit.quotes,
        })
    }

    /// The last stretch of a lemma without the stop behind it and, but for `quotes`, the quotation marks there: these are
    /// the sentence's, unless they vary.
    pub(super) fn without_signs(&self, text: &str, range: Range<usize>, quotes: bool, stops: bool) -> Range<usize> {
        let own = stops::core(text, &range);
        let mut end = range.end;
        while let Some(c) = text[own.range.end..end].chars().next_back() {
            let kept = self.style.lemma_stops || stops || c == '.' && own.doubtful;
            if if is_quote(c) { quotes } else { kept } {
                break;
            }
            end -= c.len_utf8();
        }
        range.start..end
    }

    /// The words of a reading, and the marks on them, without the signs around them that are those of the text. Where these
    /// vary the reading has all of them that it shares with the text.
    pub(super) fn with_own_signs<'r>(&self, id: EntryId, reading: &'r Reading) -> (Cow<'r, str>, Vec<Mark>) {
        let entry = &self.document.entries[id.0 as usize];
        let whole = || (Cow::from(reading.words.as_str()), reading.marks.clone());
        let Some(text) = entry.place.and_then(|place| self.document.text(place)) else { return whole() };
        if self.style.lemma_stops || entry.within.is_some() {
            return whole();
        }
        let parts = self.index.parts(id);
        let Some(fit) = fitted(&text.string, parts, reading).filter(|fit| !fit.doubtful) else { return whole() };
        let known = self.varies.get().filter(|(of, _)| *of == id).map(|(_, varying)| varying);
        let varying = known.unwrap_or_else(|| self.varying(entry, &text.string, parts));
        self.varies.set(Some((id, varying)));
        if varying.stops || varying.quotes {
            return with_signs(reading, &fit, varying);
        }
        // A quotation mark stays with its partner.
        let signs = [&reading.words[..fit.bare.start], &reading.words[fit.bare.end..]];
        let paired = signs.iter().all(|signs| signs.contains(is_quote));
        if paired {
            return whole();
        }
        let clipped = |mark: &Mark| {
            let (start, end) = (mark.range.start.max(fit.bare.start), mark.range.end.min(fit.bare.end));
            (start < end).then(|| Mark { range: start - fit.bare.start..end - fit.bare.start, kind: mark.kind.clone() })
        };
        (Cow::from(&reading.words[fit.bare.clone()]), reading.marks.iter().filter_map(clipped).collect())
    }
}

/// The words of a reading with the signs around them, its own or those of the text, that vary in the entry.
fn with_signs<'r>(reading: &'r Reading, fit: &Fit, varying: Varying) -> (Cow<'r, str>, Vec<Mark>) {
    let shown = |c: &char| if is_quote(*c) { varying.quotes } else { varying.stops };
    let [open, close] = &fit.around;
    let (open, close): (String, String) = (open.chars().filter(shown).collect(), close.chars().filter(shown).collect());
    let words = format!("{open}{}{close}", &reading.words[fit.core.clone()]);
    if words == reading.words {
        return (Cow::from(reading.words.as_str()), reading.marks.clone());
    }
    let moved = |mark: &Mark| {
        let (start, end) = (mark.range.start.max(fit.core.start), mark.range.end.min(fit.core.end));
        let range = (start < end).then(|| start - fit.core.start + open.len()..end - fit.core.start + open.len());
        range.map(|range| Mark { range, kind: mark.kind.clone() })
    };
    (Cow::from(words), reading.marks.iter().filter_map(moved).collect())
}

/// What a reading of words changes of a lemma of one part.
fn fitted(text: &str, parts: &[Range<usize>], reading: &Reading) -> Option<Fit> {
    let [part] = parts else { return None };
    let is_words = reading.kind == ReadingKind::Words && !part.is_empty();
    is_words.then(|| stops::fit(text, part, &reading.words))
}
