//! Stage: rules that change a witness's text, each change an edit in the ledger.
//!
//! A rule looks at one passage (a paragraph of the witness) and emits [`Edit`]s in witness
//! coordinates; [`ledger`] composes them once. A rule never changes a word, except where it
//! mends damage that can only be read one way, and never applies what is doubtful: that stays in
//! the ledger as a query. Knows nothing of what a paragraph is in the document.

mod asked;
mod brackets;
pub mod characters;
pub mod dashes;
mod doubled;
pub mod ellipses;
mod figures;
mod foreign;
pub mod hyphens;
mod joints;
pub mod ledger;
mod letters;
pub mod machine;
pub mod markup;
mod names;
mod notation;
pub mod quotes;
mod residue;
mod sentences;
pub mod spaces;
mod stops;
mod vocabulary;
mod words;

use crate::model::account::{Certainty, Edit};
use crate::source::{FileId, Span};
use crate::words::language::primary;
pub use asked::withdraw_habits;
use rayon::prelude::*;
use std::ops::Range;
pub use vocabulary::Vocabulary;
pub use words::Language;

/// How far on either side of a place bad print is looked for, in bytes.
const NEAR: usize = 70;

/// A passage of a witness under the rules.
#[derive(Clone, Debug)]
pub struct Passage<'a> {
    /// The witness.
    pub file: FileId,
    /// The whole witness.
    pub text: &'a str,
    /// The passage, in bytes of the witness.
    pub range: Range<usize>,
    /// Places inside it that other rules have taken (note markers, labels), sorted and disjoint.
    pub taken: &'a [Range<usize>],
    /// The witness's words; without them the rules that want evidence do nothing.
    pub vocabulary: Option<&'a Vocabulary<'a>>,
}

/// What a whole witness habitually does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// How it writes quotation marks.
    pub quotes: quotes::Habit,
    /// Whether it writes `---` for a dash, so that `--` is the shorter one.
    pub long_dashes: bool,
    /// Whether its dashes of hyphens have a space before them and none behind.
    pub led_dashes: bool,
    /// Whether it writes an en dash in ranges of figures.
    pub range_dashes: bool,
    /// Whether its language sets a space before `;`, `:`, `!` and `?`.
    pub spaced_punctuation: bool,
    /// Whether its backslashes are those of TeX.
    pub escapes: bool,
    /// Whether it is UTF-8 that was read as Windows-1252.
    pub misread: bool,
    /// What it does at points and stops.
    pub stops: stops::Habit,
    /// The language, as far as the rules know its words.
    pub language: Language,
    /// The rules that a profile has switched off: names, or the part before the point.
    pub off: &'static [&'static str],
}

impl Habits {
    /// The habits of `text`, written in `language` (BCP 47).
    pub fn of(text: &str, language: &str) -> Self {
        Self {
            quotes: quotes::Habit::of(text, language),
            long_dashes: dashes::has_long_dashes(text),
            led_dashes: dashes::leads_dashes(text),
            escapes: residue::escapes(text),
            misread: residue::is_misread(text),
            range_dashes: dashes::has_range_dashes(text),
            spaced_punctuation: primary(language) == "fr",
            stops: stops::Habit::of(text),
            language: Language::of(language),
            off: &[],
        }
    }
}

impl Passage<'_> {
    /// The characters of the passage.
    pub fn str(&self) -> &str {
        &self.text[self.range.clone()]
    }

    /// An edit of `at` (bytes of the witness) that is applied.
    pub fn edit(&self, at: Range<usize>, read: impl Into<String>, rule: &'static str, certainty: Certainty) -> Edit {
        Edit { span: Span::new(self.file, at), read: read.into(), rule, certainty, applied: true }
    }

    /// A query at `at`: an edit that is not applied.
    pub fn query(&self, at: Range<usize>, read: impl Into<String>, rule: &'static str) -> Edit {
        Edit { applied: false, ..self.edit(at, read, rule, Certainty::Doubtful) }
    }

    /// The character before byte `at` of the witness, inside the passage.
    pub fn before(&self, at: usize) -> Option<char> {
        self.text[self.range.start..at.max(self.range.start)].chars().next_back()
    }

    /// Its words, in bytes of the witness: runs of letters.
    pub fn words(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut at = self.range.start;
        std::iter::from_fn(move || {
            let start = self.run_end(at, false);
            at = self.run_end(start, true);
            (start < at).then_some(start..at)
        })
    }

    /// Where the letters (or what are none) that begin at byte `at` end.
    fn run_end(&self, mut at: usize, letters: bool) -> usize {
        let bytes = &self.text.as_bytes()[..self.range.end];
        while let Some(byte) = bytes.get(at) {
            let (letter, len) = match byte.is_ascii() {
                true => (byte.is_ascii_alphabetic(), 1),
                false => self.after(at).map_or((false, 1), |c| (c.is_alphabetic(), c.len_utf8())),
            };
            if letter != letters {
                break;
            }
            at += len;
        }
        at
    }

    /// Its runs of what is no white space, in bytes of the witness.
    pub fn tokens(&self) -> impl Iterator<Item = Range<usize>> {
        let base = self.text.as_ptr() as usize;
        self.str().split_whitespace().map(move |t| {
            let start = t.as_ptr() as usize - base;
            start..start + t.len()
        })
    }

    /// Whether byte `at` lies in a taken place.
    pub fn is_taken(&self, at: usize) -> bool {
        let next = self.taken.partition_point(|t| t.end <= at);
        self.taken.get(next).is_some_and(|t| t.start <= at)
    }

    /// The taken place that byte `at` lies in, or an empty one does not count.
    fn taken_at(&self, at: usize) -> Option<&Range<usize>> {
        let next = self.taken.partition_point(|t| t.end <= at);
        self.taken.get(next).filter(|t| t.start <= at && t.end <= self.range.end)
    }

    /// The taken place that ends at byte `at`.
    fn taken_before(&self, at: usize) -> Option<&Range<usize>> {
        let next = self.taken.partition_point(|t| t.end < at);
        self.taken.get(next).filter(|t| t.end == at && t.start < at && t.start >= self.range.start)
    }

    /// The end of the passage without the taken places (note markers) and spaces that end it.
    pub fn bare_end(&self) -> usize {
        let mut end = self.range.end;
        let mut taken = self.taken.iter().rev().peekable();
        loop {
            end = self.range.start + self.text[self.range.start..end].trim_end().len();
            while taken.next_if(|t| t.start >= end || t.is_empty()).is_some() {}
            match taken.next_if(|t| t.end == end && t.start >= self.range.start) {
                Some(last) => end = last.start,
                None => return end,
            }
        }
    }

    /// Whether the words around byte `at` show bad print: of the small ones in [`NEAR`] bytes on either side two at least are
    /// none of the language, and the text has them hardly anywhere else.
    fn is_damaged_at(&self, at: usize) -> bool {
        let Some(words) = self.vocabulary.filter(|words| words.lexicon().is_some()) else { return false };
        let from = self.text.ceil_char_boundary(at.saturating_sub(NEAR).max(self.range.start)).min(at);
        let to = self.text.floor_char_boundary((at + NEAR).min(self.range.end)).max(at);
        let cut = |at: usize, edge: usize| usize::from(at != edge);
        let all: Vec<&str> = self.text[from..to].split_whitespace().collect();
        let near = all.get(cut(from, self.range.start)..all.len().saturating_sub(cut(to, self.range.end)));
        let strange = |token: &&&str| {
            let word = token.trim_matches(|c: char| !c.is_alphanumeric());
            let plain = word.chars().count() >= 3 && word.starts_with(char::is_lowercase);
            let whole = word.chars().all(char::is_alphabetic);
            let mixed = word.contains(char::is_alphabetic) && word.chars().skip(1).any(|c| c.is_ascii_digit());
            plain && (mixed || whole && words.lower(word) < 3 && !words.is_listed(word) && !words.list().has(word))
        };
        near.is_some_and(|near| near.iter().filter(strange).take(2).count() == 2)
    }

    /// The character at byte `at` of the witness, inside the passage.
    pub fn after(&self, at: usize) -> Option<char> {
        self.text[at.min(self.range.end)..self.range.end].chars().next()
    }
}

/// All edits that the rules of this stage make in a passage, sorted and disjoint where they are
/// applied, and none on a place that is taken. What a conversion left behind comes first: no
/// other rule looks into it; then quotation marks, which may be written by name.
pub fn edits(passage: &Passage, habits: &Habits) -> Vec<Edit> {
    let notation = notation::stretches(passage);
    if notation.is_empty() {
        return edits_of_words(passage, habits);
    }
    let taken = joined(notation.into_iter().chain(passage.taken.iter().cloned()));
    edits_of_words(&Passage { taken: &taken, ..passage.clone() }, habits)
}

/// The same in a passage whose words alone are not taken.
fn edits_of_words(passage: &Passage, habits: &Habits) -> Vec<Edit> {
    let mut all = Vec::new();
    residue::apply(passage, habits, &mut all);
    let taken = joined(all.iter().map(|e| e.span.bytes()).chain(passage.taken.iter().cloned()));
    let inner = Passage { taken: &taken, ..passage.clone() };
    let mut found = Vec::new();
    let marks = quotes::Habit { german: habits.quotes.german && !is_english(passage), ..habits.quotes };
    quotes::apply(&inner, marks, &mut found);
    let named = found.iter().map(|e| e.span.bytes()).filter(|at| markup::entity(&passage.text[at.clone()]).is_some());
    let all_taken = joined(named.chain(taken.iter().cloned()));
    text_edits(&Passage { taken: &all_taken, ..inner.clone() }, habits, &mut found);
    all.extend(disjoint(found, &taken));
    all.retain(|e| !is_off(e.rule, habits.off));
    disjoint(all, passage.taken)
}

/// Whether the small words of a passage of a German witness are English: its marks are those of its own language.
fn is_english(passage: &Passage) -> bool {
    let (mut english, mut german) = (0, 0);
    for word in passage.str().split(|c: char| !c.is_alphabetic()).take(400) {
        english += usize::from(matches!(word, "the" | "The" | "and" | "of" | "to" | "with" | "that" | "for" | "is"));
        german += usize::from(matches!(word, "der" | "die" | "das" | "und" | "ist" | "nicht" | "zu" | "mit" | "den"));
    }
    english >= 2 && english > 2 * german
}

/// Places, sorted, those that overlap made one.
fn joined(places: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = places.collect();
    all.sort_by_key(|t| (t.start, t.end));
    all.dedup_by(|b, a| {
        b.start < a.end && {
            a.end = a.end.max(b.end);
            true
        }
    });
    all
}

/// A rule for what is text.
type Rule = fn(&Passage, &Habits, &mut Vec<Edit>);

/// The rules for what is text, in the order of their rank, each with the signs of which it wants one: without it has
/// nothing to say.
const RULES: [(u16, Rule); 13] = [
    (STRANGE, |passage, _, edits| characters::apply(passage, edits)),
    (STRANGE | POINT, |passage, _, edits| ellipses::apply(passage, edits)),
    (HYPHEN, dashes::apply),
    (STRANGE | HYPHEN | LINE, |passage, _, edits| hyphens::apply(passage, edits)),
    (FIGURE, |passage, _, edits| figures::apply(passage, edits)),
    (WORD, |passage, _, edits| letters::apply(passage, edits)),
    (STRANGE | HYPHEN | CAPITAL, |passage, _, edits| names::apply(passage, edits)),
    (WORD, joints::apply),
    (STRANGE | POINT | PAUSE | MARK | BRACKET | CAPITAL, stops::apply),
    (STRANGE | SPACE | MARK, |passage, _, edits| foreign::apply(passage, edits)),
    (STRANGE | SPACE | LINE | POINT | PAUSE, |passage, _, edits| doubled::apply(passage, edits)),
    (BRACKET, |passage, _, edits| brackets::apply(passage, edits)),
    (STRANGE | SPACE, spaces::apply),
];

/// What is no plain letter, sign or space of a typewriter: beyond ASCII, a control.
const STRANGE: u16 = 1;
/// `.`
const POINT: u16 = 1 << 1;
/// `,`, `;`, `:`
const PAUSE: u16 = 1 << 2;
/// `-`
const HYPHEN: u16 = 1 << 3;
/// `'`, `"`
const MARK: u16 = 1 << 4;
/// Round brackets.
const BRACKET: u16 = 1 << 5;
/// Figures.
const FIGURE: u16 = 1 << 6;
/// Letters in capitals.
const CAPITAL: u16 = 1 << 7;
/// Spaces and tabs.
const SPACE: u16 = 1 << 8;
/// The ends of lines.
const LINE: u16 = 1 << 9;
/// Anything else that shows.
const WORD: u16 = 1 << 10;

/// For each byte which kind of sign it is, or is part of.
const SIGNS: [u16; 256] = {
    let mut signs = [WORD; 256];
    let mut byte = 0;
    while byte < 256 {
        signs[byte] = match byte as u8 {
            b'.' => POINT,
            b',' | b';' | b':' => PAUSE,
            b'-' => HYPHEN,
            b'\'' | b'"' => MARK,
            b'(' | b')' => BRACKET,
            b'0'..=b'9' => FIGURE,
            b'A'..=b'Z' => CAPITAL,
            b' ' | b'\t' => SPACE,
            b'\n' | b'\r' => LINE,
            b'!'..=b'~' => WORD,
            _ => STRANGE,
        };
        byte += 1;
    }
    signs
};

/// The kinds of signs that `text` has; what shows is a word.
fn signs(text: &str) -> u16 {
    text.bytes().fold(WORD, |found, byte| found | SIGNS[usize::from(byte)])
}

/// From so many bytes on the rules look at a passage side by side.
const LONG: usize = 1 << 16;

/// What the rules for what is text find.
fn text_edits(passage: &Passage, habits: &Habits, all: &mut Vec<Edit>) {
    let mut found = Vec::new();
    let signs = signs(passage.str());
    let wanted = RULES.iter().filter(|(wants, _)| wants & signs != 0);
    if passage.range.len() < LONG {
        wanted.for_each(|(_, rule)| rule(passage, habits, &mut found));
    } else {
        let each = |(_, rule): &&(u16, Rule)| {
            let mut own = Vec::new();
            rule(passage, habits, &mut own);
            own
        };
        let wanted: Vec<&(u16, Rule)> = wanted.collect();
        found = wanted.par_iter().map(each).collect::<Vec<_>>().into_iter().flatten().collect();
    }
    all.extend(disjoint(found, passage.taken));
}

/// Whether a profile has switched the rule off, by its name or by the part before the point.
fn is_off(rule: &str, off: &[&str]) -> bool {
    off.iter().any(|name| rule.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
}

/// The edits without those that touch a taken place or one of an earlier rule (the order of
/// `all`), sorted by place. Queries may overlap anything.
pub fn disjoint(all: Vec<Edit>, taken: &[Range<usize>]) -> Vec<Edit> {
    if all.is_empty() {
        return all;
    }
    let free = |e: &Edit| {
        let at = e.span.bytes();
        let next = taken.partition_point(|t| t.end <= at.start);
        taken.get(next).is_none_or(|t| t.start >= at.end)
    };
    let mut ranked: Vec<(usize, Edit)> = all.into_iter().enumerate().filter(|(_, e)| free(e)).collect();
    ranked.sort_by_key(|(rank, e)| (e.span.range.start, e.span.range.end, *rank));
    let mut kept: Vec<(usize, Edit)> = Vec::with_capacity(ranked.len());
    let mut last: Option<usize> = None;
    for (rank, edit) in ranked {
        if !edit.applied {
            kept.push((rank, edit));
            continue;
        }
        match last.filter(|i| kept[*i].1.span.range.end > edit.span.range.start) {
            Some(i) if kept[i].0 <= rank => {}
            Some(i) => kept[i] = (rank, edit),
            None => {
                kept.push((rank, edit));
                last = Some(kept.len() - 1);
            }
        }
    }
    let mut edits: Vec<Edit> = kept.into_iter().map(|(_, e)| e).collect();
    edits.sort_by_key(|e| (e.span.range.start, e.span.range.end));
    edits
}
