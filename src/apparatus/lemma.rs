//! The lemma of an entry as it is printed: shortened where it is long, without the text's markup, or the word beside
//! which something is added.
//!
//! A lemma of one stretch is shortened to its first and its last word, `a … b`. Where such an end stands again less
//! than [`NEAR`] bytes off, whoever looks for it might stop at the wrong place: the end grows, to [`ENDS`] words at
//! most. If that does not help it is one word, and which of several it is in its line says an ordinal, as with every
//! stretch that is printed. Ends that leave less than one word out are not worth it: the lemma is printed whole.

use super::compose::Writer;
use super::repeated::LINE;
use super::surplus;
use super::unit::unit;
use crate::model::apparatus::{Entry, EntryId, Ordinal, Part, Reading, ReadingKind, SeriesKind, UNSAID};
use crate::model::document::Container;
use crate::model::text::{Mark, MarkKind, Text};
use crate::style::{Additions, LemmaShown};
use crate::words::edge::{is_inside, with_brackets};
use crate::words::elision;
use crate::words::spelling::fold;
use crate::words::stops::{is_quoted, opened};
use std::ops::Range;

/// How far from an end of a lemma the same words make it ambiguous: two lines of prose, in bytes.
const NEAR: usize = 160;
/// How many words either end of a shortened lemma has at most.
const ENDS: usize = 3;

/// What an entry begins with.
pub(super) enum Head {
    /// Nothing: the readings say enough.
    None,
    /// The lemma.
    Lemma(Vec<Stretch>),
    /// The words beside which something is added.
    Beside(Side, Vec<Stretch>),
}

/// On which side of words something is added.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

/// Words of the text that an entry repeats.
pub(super) struct Stretch {
    words: String,
    /// The marks that they keep, as bytes of `words`.
    marks: Vec<Mark>,
    /// Their container, if they are in the text.
    container: Option<Container>,
    /// Where they are and what they are keyed to, if they must be told from others.
    repeated: Option<(Range<usize>, Vec<Range<usize>>)>,
}

impl Stretch {
    /// The same with which of several it is, if there are.
    fn numbered(mut self, which: Option<usize>) -> Self {
        if let Some(which) = which {
            let start = self.words.len();
            self.words.push_str(&which.to_string());
            self.marks.push(Mark { range: start..self.words.len(), kind: MarkKind::Superscript });
        }
        self
    }
}

impl Head {
    /// Whether something is added beside words.
    pub(super) fn is_beside(&self) -> bool {
        matches!(self, Head::Beside(..))
    }
}

impl Writer<'_> {
    /// What an entry begins with. `named` says whether those who read the lemma are.
    pub(super) fn head(
        &self,
        id: EntryId,
        readings: &[(usize, &Reading)],
        named: bool,
        outer: Option<&Reading>,
    ) -> Head {
        let entry = &self.document.entries[id.0 as usize];
        if let Some(outer) = outer {
            let same = entry.lemma.is_empty() || entry.lemma == outer.words;
            if same {
                return Head::None;
            }
            // Of several in the reading that which is marked.
            return Head::Lemma(vec![self.plain(&entry.lemma).numbered(outer.which(id, &entry.lemma))]);
        }
        if entry.lemma == UNSAID && self.index.parts(id).iter().all(Range::is_empty) {
            return Head::None;
        }
        // Where a mark stands behind one word, that is the lemma.
        let by_mark = self.series.called && self.style.lemma == LemmaShown::Never;
        if entry.lemma.is_empty() {
            return if by_mark { Head::None } else { self.beside(id, entry) };
        }
        if by_mark && !entry.lemma.trim().contains(char::is_whitespace) && !named {
            return Head::None;
        }
        let all = |kind: ReadingKind| !readings.is_empty() && readings.iter().all(|(_, reading)| reading.kind == kind);
        if self.style.additions == Additions::AsPoints {
            let sides = [(Side::After, ReadingKind::Addition), (Side::Before, ReadingKind::Preface)];
            if let Some((side, _)) = sides.into_iter().find(|(_, kind)| all(kind.clone())) {
                return Head::Beside(side, self.lemma(id, entry));
            }
        }
        let wordless = readings.iter().any(|(_, reading)| reading.kind != ReadingKind::Words);
        let shown = match self.style.lemma {
            LemmaShown::Always => true,
            LemmaShown::UnlessObvious => named || !self.is_obvious(id, entry, readings),
            // Nor where the line has the word again.
            LemmaShown::Never if self.series.kind == SeriesKind::Keyed => named,
            // Behind several words a mark does not say how far they reach.
            LemmaShown::Never => named || wordless || self.series.called || !self.is_alone(id, entry),
        };
        let shown = shown && (named || self.series.called || !self.is_told_by_number(id, entry, readings));
        if shown { Head::Lemma(self.lemma(id, entry)) } else { Head::None }
    }

    /// Whether an entry is on whole verses of which no reading has words of its own, here or elsewhere, so that their
    /// numbers say it all.
    fn is_told_by_number(&self, id: EntryId, entry: &Entry, readings: &[(usize, &Reading)]) -> bool {
        let gone = |(_, reading): &(usize, &Reading)| {
            matches!(
                reading.kind,
                ReadingKind::Omission | ReadingKind::Deletion | ReadingKind::Seclusion | ReadingKind::Transposition(_)
            )
        };
        let whole = || {
            let ([part], text) = (self.index.parts(id), self.document.text(entry.place?)?) else { return None };
            text.whole_verses(part)
        };
        !self.style.lemma_verse && !readings.is_empty() && readings.iter().all(gone) && whole().is_some()
    }

    /// Whether each reading shows by itself which word of the line it is for.
    fn is_obvious(&self, id: EntryId, entry: &Entry, readings: &[(usize, &Reading)]) -> bool {
        let lemma = fold(&entry.lemma);
        let one = |words: &str| !words.trim().contains(char::is_whitespace);
        let like = |(_, reading): &(usize, &Reading)| {
            let words = fold(&reading.words);
            let longer = lemma.chars().count().max(words.chars().count());
            reading.kind == ReadingKind::Words
                && reading.how.is_none()
                && one(&reading.words)
                && 3 * strsim::levenshtein(&lemma, &words) <= longer
        };
        !readings.is_empty() && one(&entry.lemma) && readings.iter().all(like) && self.is_alone(id, entry)
    }

    /// Whether the words of a lemma stand once in what the entry is keyed to.
    fn is_alone(&self, id: EntryId, entry: &Entry) -> bool {
        let parts = self.index.parts(id);
        entry.place.is_some_and(|at| parts.iter().all(|part| self.repeated(at, part).is_none()))
    }

    /// The stretches of a lemma that are printed.
    fn lemma(&self, id: EntryId, entry: &Entry) -> Vec<Stretch> {
        let parts: Vec<_> = self.index.parts(id).iter().filter(|part| !part.is_empty()).cloned().collect();
        let Some((container, text)) = entry.place.and_then(|at| Some((at, self.document.text(at)?))) else {
            return vec![self.plain(&entry.lemma)];
        };
        let ranges = match parts.as_slice() {
            [] => {
                let which = self.which_milestone(id, container, &entry.lemma);
                return vec![self.plain(&entry.lemma).numbered(which)];
            }
            [one] => self.shortened(container, text, one),
            _ => parts,
        };
        let ranges = self.unbracketed(text, entry, ranges);
        let last = ranges.len().saturating_sub(1);
        let is_set = |reading: &Reading| {
            let alike = reading.kind == ReadingKind::Words && reading.words == entry.lemma;
            alike || reading.marks.iter().any(|mark| mark.kind.is_face())
        };
        let faces = entry.readings.iter().any(is_set);
        let sign = if self.is_on_breaks(entry) { self.break_in_reading() } else { self.break_in_lemma() };
        let (string, varying) = (&text.string, self.varying(entry, &text.string, self.index.parts(id)));
        // Words in the place of quoted ones stand between the same marks.
        let replaced = entry.readings.iter().any(|reading| reading.kind == ReadingKind::Words);
        let quotes = varying.quotes || !replaced && is_quoted(string, &ranges);
        let own = |(index, range): (usize, Range<usize>)| {
            let range = if index > 0 || quotes { range } else { opened(string, range) };
            let range = match index == last {
                true => self.without_signs(string, range, quotes, varying.stops),
                false => range.start..range.start + unpunctuated(&string[range.clone()]),
            };
            self.stretch(container, text, range, sign, faces)
        };
        ranges.into_iter().enumerate().map(own).collect()
    }

    /// What stands where a verse or a paragraph ends in a lemma.
    fn break_in_lemma(&self) -> &str {
        if self.style.line_break.is_empty() { " " } else { &self.style.line_break }
    }

    /// And where a reading says that a verse ends: never nothing by default, for somebody has typed it.
    pub(super) fn break_in_reading(&self) -> &str {
        if self.style.line_break.is_empty() { "\u{a0}| " } else { &self.style.line_break }
    }

    /// Whether an entry is on where verses end: a reading has the words of the lemma, otherwise divided.
    fn is_on_breaks(&self, entry: &Entry) -> bool {
        let words = |words: &str| words.split(|c: char| c.is_whitespace() || c == '|').collect::<String>();
        let lemma = words(&entry.lemma);
        entry.readings.iter().any(|reading| reading.kind == ReadingKind::Words && words(&reading.words) == lemma)
    }

    /// A lemma without the editor’s brackets around it, where they are what its readings speak of (*del.*, *secl.*) and
    /// the sign behind the lemma is another such bracket.
    fn unbracketed(&self, text: &Text, entry: &Entry, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { return ranges };
        let out = |reading: &Reading| matches!(reading.kind, ReadingKind::Deletion | ReadingKind::Seclusion);
        let (start, end) = (first.start, last.end);
        let inner = text.string[start..end].strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let around = inner.is_some_and(|inner| !inner.contains(['[', ']']));
        if !around || !self.style.lemma_end.starts_with(']') || !entry.readings.iter().all(out) {
            return ranges;
        }
        let mut ranges = ranges;
        ranges.first_mut().into_iter().for_each(|range| range.start += 1);
        ranges.last_mut().into_iter().for_each(|range| range.end -= 1);
        ranges
    }

    /// The ends of a long lemma, or all of it.
    /// A heading within is always among what the dots stand for.
    fn shortened(&self, container: Container, text: &Text, range: &Range<usize>) -> Vec<Range<usize>> {
        let whole = vec![range.clone()];
        let words: Vec<Range<usize>> = spaced(&text.string, range).collect();
        let from = self.style.lemma_words.max(0) as usize;
        let heads = |word: &Range<usize>| text.is_heading(word);
        let [before, behind] = [words.iter().position(heads), words.iter().rev().position(heads)];
        let (before, behind) = (before.unwrap_or(words.len()), behind.unwrap_or(words.len()));
        let over = before > 0 && behind > 0 && before < words.len();
        if !over && (from == 0 || words.len() < from.max(3)) {
            return whole;
        }
        let last = words.len() - 1;
        let first = |count: usize| range.start..words[count - 1].end;
        let final_ = |count: usize| words[last + 1 - count].start..range.end;
        let most = |words: usize| ENDS.min(last).min(words);
        let alone = |end: &Range<usize>| !self.index.is_repeated(container, end, NEAR);
        let ahead = (1..=most(before)).find(|count| alone(&first(*count))).unwrap_or(1);
        let behind = (1..=most(behind)).find(|count| alone(&final_(*count))).unwrap_or(1);
        // Dots for a single word would save nothing.
        if !over && ahead + behind + 1 > last {
            return whole;
        }
        vec![first(ahead), final_(behind)]
    }

    /// What words are keyed to, if they may stand there again.
    pub(super) fn repeated(&self, container: Container, range: &Range<usize>) -> Option<Vec<Range<usize>>> {
        let unit = unit(self.document, container, range.start, self.series, self.desk);
        let reach = reach(&unit);
        let again = || {
            let text = self.document.text(container)?;
            let sign = text.string.get(range.clone()).filter(|words| !words.contains(is_inside))?;
            Some(is_sign_again(&text.string, sign, range, reach))
        };
        (self.index.is_repeated(container, range, reach) || again() == Some(true)).then_some(unit)
    }

    /// The word beside a point: the one before it in its block, else the one behind. Of whole verses that are added the
    /// number of the verse.
    fn beside(&self, id: EntryId, entry: &Entry) -> Head {
        if entry.unkeyed
            && !entry.readings.is_empty()
            && let Some((behind, number)) = surplus::beside(self.document, self.index, id)
        {
            let side = if behind { Side::After } else { Side::Before };
            return Head::Beside(side, vec![self.plain(&number)]);
        }
        let found = || {
            let (container, at) = (entry.place?, self.index.parts(id).first()?.start);
            let text = self.document.text(container)?;
            let block = text.blocks.get(text.block_at(at)?)?.range.clone();
            let before = spaced(&text.string, &(block.start..at)).filter_map(|word| bare(&text.string, word)).last();
            let (side, range) = match before {
                Some(word) => (Side::After, word),
                None => {
                    let behind = at..block.end;
                    (Side::Before, spaced(&text.string, &behind).find_map(|word| bare(&text.string, word))?)
                }
            };
            Some(Head::Beside(side, vec![self.stretch(container, text, range, " ", false)]))
        };
        if entry.readings.is_empty() { Head::None } else { found().unwrap_or(Head::None) }
    }

    /// Words that are nowhere in the text.
    fn plain(&self, words: &str) -> Stretch {
        let (words, marks) = self.cleaned(words, &[], self.break_in_lemma());
        Stretch { words, marks, container: None, repeated: None }
    }

    /// Words of a text; `sign` stands where a verse or a paragraph ends in them. Letters of a word that stand in
    /// another face than the rest (an expansion) keep it, and with `faces` whole words too, because a reading does.
    fn stretch(&self, container: Container, text: &Text, range: Range<usize>, sign: &str, faces: bool) -> Stretch {
        let inside = |at: usize| is_within_word(&text.string, at);
        let stays = |mark: &&Mark| faces || !mark.kind.is_face() || inside(mark.range.start) || inside(mark.range.end);
        let own = |mark: &Mark| {
            let (start, end) = (mark.range.start.max(range.start), mark.range.end.min(range.end));
            Mark { range: start - range.start..end - range.start, kind: mark.kind.clone() }
        };
        let kept: Vec<Mark> = self.index.kept(container, &range).filter(stays).map(own).collect();
        let (words, marks) = self.cleaned(&text.string[range.clone()], &kept, sign);
        let repeated = self.repeated(container, &range).map(|unit| (range, unit));
        Stretch { words, marks, container: Some(container), repeated }
    }

    /// Prints stretches, each with the place of its ordinal.
    pub(super) fn stretches(&mut self, stretches: &[Stretch]) {
        let start = self.out.len();
        for (number, stretch) in stretches.iter().enumerate() {
            if number > 0 {
                self.out.push(&self.style.ellipsis);
            }
            self.out.push_marked(&stretch.words, &stretch.marks);
            if let (Some(container), Some((range, unit))) = (stretch.container, stretch.repeated.clone()) {
                self.ordinal(Ordinal { container, range, unit, home: None });
            }
        }
        let language = self.language_of(stretches.first().and_then(|stretch| stretch.container));
        let marks = self.marks(Part::Lemma, self.style.lemma_face, Some(language));
        self.out.over(start, &marks);
    }

    /// Words in one line, `sign` where a verse or a paragraph ends, without what the style leaves out; and `marks` on
    /// them, where they are then. A row of asterisks is not broken.
    pub(super) fn cleaned(&self, words: &str, marks: &[Mark], sign: &str) -> (String, Vec<Mark>) {
        let mut out = String::with_capacity(words.len());
        let mut places: Vec<Option<Range<usize>>> = vec![None; marks.len()];
        let mut pending = "";
        for (at, c) in words.char_indices() {
            match c {
                '\n' | '\u{2028}' => pending = sign,
                c if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' => {
                    pending = if pending.is_empty() { " " } else { pending };
                }
                '\u{ad}' => {}
                c if !self.style.signs && is_sign(c) => {}
                c => {
                    let in_row = c == '*' && out.ends_with('*') && pending == " ";
                    let between = if in_row { "\u{a0}" } else { pending };
                    out.push_str(if out.is_empty() { "" } else { between });
                    pending = "";
                    let start = out.len();
                    out.push(c);
                    let here = marks.iter().zip(&mut places).filter(|(mark, _)| mark.range.contains(&at));
                    here.for_each(|(_, place)| *place = Some(place.take().map_or(start, |p| p.start)..out.len()));
                }
            }
        }
        if out.is_empty() {
            // Of signs alone nothing would be left.
            return (words.trim().to_owned(), vec![]);
        }
        let marks = marks
            .iter()
            .zip(places)
            .filter_map(|(mark, place)| place.map(|range| Mark { range, kind: mark.kind.clone() }));
        (out, marks.collect())
    }
}

/// How far two words may be from each other in one unit, in bytes.
pub(super) fn reach(unit: &[Range<usize>]) -> usize {
    unit.first().zip(unit.last()).map_or(LINE, |(first, last)| last.end - first.start)
}

/// How long words before dots are without their punctuation. What a stop ends behind a capital and no more than another
/// letter is an abbreviation: `A.`, `Cn.`
fn unpunctuated(head: &str) -> usize {
    let bare = head.trim_end_matches([',', ';', ':', '·', '\u{37e}', '\u{387}', '.', '!', '?']);
    let word = bare.rsplit(char::is_whitespace).next().unwrap_or_default();
    let short = word.starts_with(char::is_uppercase) && word.chars().count() < 3;
    let abbreviated = head[bare.len()..].starts_with('.') && short;
    match bare.len() {
        // Of signs alone nothing would be left.
        0 => head.len(),
        length => length + usize::from(abbreviated),
    }
}

/// Whether a place is between two letters of a word.
fn is_within_word(text: &str, at: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    letter(text[..at].chars().next_back()) && letter(text[at..].chars().next())
}

/// Editorial signs: supplements, deletions, cruces, gaps.
fn is_sign(c: char) -> bool {
    matches!(c, '⟨' | '⟩' | '〈' | '〉' | '{' | '}' | '†' | '*')
}

/// Whether a sign stands again within `reach` bytes before or behind its place.
fn is_sign_again(text: &str, sign: &str, range: &Range<usize>, reach: usize) -> bool {
    let from = text.floor_char_boundary(range.start.saturating_sub(reach));
    let to = text.ceil_char_boundary((range.end + reach).min(text.len()));
    !sign.is_empty() && text[from..to].matches(sign).nth(1).is_some()
}

/// What white space parts in a range.
fn spaced<'t>(text: &'t str, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'t> {
    let (part, start) = (&text[range.clone()], range.start);
    part.split_whitespace().map(move |word| {
        let at = start + (word.as_ptr() as usize - part.as_ptr() as usize);
        at..at + word.len()
    })
}

/// A word without the punctuation around it; nothing if it is no more than that.
fn bare(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let word = &text[range.clone()];
    let start = range.start + word.find(is_inside)?;
    let end = range.start + word.trim_end_matches(|c| !is_inside(c)).len();
    Some(with_brackets(text, start..end + elision::length_at(text, end)))
}
