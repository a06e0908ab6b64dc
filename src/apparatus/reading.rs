//! A reading as it is printed: what the editor says of it, its words, who has it, its variants.

use super::compose::Writer;
use super::surplus::unbarred;
use crate::anchor::near::nearest;
use crate::model::apparatus::{EntryId, Move, Ordinal, PERHAPS, Part, Reading, ReadingKind, Who};
use crate::model::text::{Mark, MarkKind};
use crate::style::{TypePlace, WordsPlace};

impl Writer<'_> {
    /// A reading of an entry. Words `beside` others are an addition.
    pub(super) fn reading(&mut self, id: EntryId, index: usize, reading: &Reading, beside: bool) {
        self.of_type(reading.r#type.as_deref(), TypePlace::Before);
        let kind = match &reading.kind {
            ReadingKind::Words | ReadingKind::Preface if beside => &ReadingKind::Addition,
            kind => kind,
        };
        let (words, marks) = self.with_own_signs(id, reading);
        let verses = self.document.entries[id.0 as usize].unkeyed;
        let (words, marks) = if verses { unbarred(&words, &marks) } else { (words.as_ref(), marks) };
        let of_kind = reading.how.filter(|how| how.is_of_kind()).map(|how| self.terms.how(how));
        self.what(id, kind, of_kind, (words, &marks), beside);
        if let Some(how) = reading.how.filter(|how| !how.is_of_kind()) {
            self.out.push(" ");
            self.editorial(self.terms.how(how));
        }
        // *fort.* says already whose it is.
        let own = reading.words.starts_with(PERHAPS) && reading.support.iter().all(|cited| cited.who == Who::Editor);
        if !own {
            self.support(&reading.support);
        }
        self.of_type(reading.r#type.as_deref(), TypePlace::Behind);
        self.variants(id, index, reading);
    }

    /// What of the lemma: `om.`, `add. words`, `transp. post words`, or words alone; `of_kind` is what is said for the kind.
    fn what(
        &mut self,
        id: EntryId,
        kind: &ReadingKind,
        of_kind: Option<&str>,
        (words, marks): (&str, &[Mark]),
        beside: bool,
    ) {
        let said = of_kind.unwrap_or_else(|| self.terms.kind(kind));
        let moved = match kind {
            ReadingKind::Transposition(Move::After(words)) => Some((self.terms.after, words.as_str())),
            ReadingKind::Transposition(Move::Before(words)) => Some((self.terms.before, words.as_str())),
            _ => None,
        };
        // Beside words of the text nothing would part them from what is added.
        let behind = self.style.words == WordsPlace::Behind && !words.is_empty() && !beside;
        if behind {
            self.words(id, words, marks);
            self.spaced_editorial(said);
            return;
        }
        self.editorial(said);
        if let Some((word, words)) = moved {
            self.spaced_editorial(word);
            self.out.push(" ");
            if let Some(verse) = self.displaced(id, kind) {
                return self.out.push(&verse);
            }
            self.words(id, words, &[]);
            self.which(id, words);
        } else if !words.is_empty() {
            self.out.push(if said.is_empty() { "" } else { " " });
            self.words(id, words, marks);
        }
    }

    /// Says of words that stand several times in their line which are meant: those nearest to the lemma.
    fn which(&mut self, id: EntryId, words: &str) {
        let (document, index) = (self.document, self.index);
        let found = || {
            let container = document.entries[id.0 as usize].place?;
            let (first, last) = (index.parts(id).first()?, index.parts(id).last()?);
            let range = nearest(document.text(container)?, words, &(first.start..last.end))?;
            let unit = self.repeated(container, &range)?;
            Some(Ordinal { container, range, unit })
        };
        if let Some(ordinal) = found() {
            self.ordinal(ordinal);
        }
    }

    fn spaced_editorial(&mut self, words: &str) {
        if !words.is_empty() {
            self.out.push(" ");
            self.editorial(words);
        }
    }

    /// The words of a witness, in the language of the text.
    fn words(&mut self, id: EntryId, words: &str, marks: &[Mark]) {
        let (words, marks) = self.perhaps(words, marks);
        let kept: Vec<Mark> = marks.into_iter().filter(|mark| is_kept(&mark.kind)).collect();
        // The end of a verse, which is printed as in a lemma, by a character of as many bytes.
        let (words, kept) = self.cleaned(&words.replace(" | ", "\u{2028}"), &kept, self.break_in_reading());
        let container = self.document.entries[id.0 as usize].place;
        let marks = self.marks(Part::Reading, self.style.reading_face, Some(self.language_of(container)));
        self.out.push(&self.style.before_reading);
        let start = self.out.len();
        self.out.push_marked(&words, &kept);
        self.out.over(start, &marks);
        self.out.push(&self.style.after_reading);
    }

    /// Prints `fort.` before words, which is the editor's and stands in no witness; returns the rest.
    fn perhaps<'w>(&mut self, words: &'w str, marks: &[Mark]) -> (&'w str, Vec<Mark>) {
        let Some(rest) = words.strip_prefix(PERHAPS).filter(|_| marks.iter().all(|mark| mark.range.start > 0)) else {
            return (words, marks.to_vec());
        };
        self.editorial(self.terms.perhaps);
        self.out.push(" ");
        let shift = PERHAPS.len();
        let moved = |mark: &Mark| {
            let range = mark.range.start.saturating_sub(shift)..mark.range.end.saturating_sub(shift);
            Mark { range, kind: mark.kind.clone() }
        };
        (rest, marks.iter().map(moved).filter(|mark| !mark.range.is_empty()).collect())
    }

    /// The variants of a reading, in parentheses behind those who have it.
    fn variants(&mut self, id: EntryId, index: usize, reading: &Reading) {
        let all = self.index;
        for inner in all.variants(id, index) {
            let nested = self.document.entries[id.0 as usize].within.is_some();
            self.out.push(if nested { " [" } else { " (" });
            self.body(*inner, None, Some(reading));
            self.out.push(if nested { "]" } else { ")" });
        }
    }
}

/// Whether a reading is printed with a mark of its words.
fn is_kept(kind: &MarkKind) -> bool {
    kind.is_face() || matches!(kind, MarkKind::Superscript | MarkKind::Subscript)
}
