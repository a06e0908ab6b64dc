//! A reading as it is printed: what the editor says of it, its words, who has it, its variants.

use super::compose::Writer;
use super::repeated::LINE;
use super::surplus::unbarred;
use crate::anchor::near::nearest;
use crate::model::apparatus::{Cited, Deed, Doubt, EntryId, Home, Move, Ordinal, Part, Reading, ReadingKind, Who};
use crate::model::document::Container;
use crate::model::text::{Mark, MarkKind};
use crate::style::{By, Restart, TypePlace, WordsPlace};

impl Writer<'_> {
    /// A reading of an entry, with those who are `named` for it, if these are others than its own. Words `beside` others
    /// are an addition.
    pub(super) fn reading(
        &mut self,
        id: EntryId,
        index: usize,
        reading: &Reading,
        (beside, named): (bool, Option<&[Cited]>),
    ) {
        self.of_type(reading.r#type.as_deref(), TypePlace::Before);
        let kind = match &reading.kind {
            ReadingKind::Words | ReadingKind::Preface if beside => &ReadingKind::Addition,
            kind => kind,
        };
        let (words, marks) = self.with_own_signs(id, reading);
        let verses = self.document.entries[id.0 as usize].unkeyed;
        let (words, marks) = if verses { unbarred(&words, &marks) } else { (words.as_ref(), marks) };
        let terms = self.terms;
        // *seclusi* says of which kind it is, and whose.
        let own = of_editor(reading);
        let of_witness = |kind: &ReadingKind| {
            use ReadingKind::{Illegible, Lacuna, Omission, Words};
            matches!(kind, Words | Lacuna | Omission | Illegible)
        };
        let done = own.flatten().filter(|_| !of_witness(&reading.kind));
        let of_kind = reading.how.filter(|how| how.is_of_kind()).map(|how| terms.how(how));
        let of_kind = of_kind.or(done.map(|deed| terms.own(deed)));
        if reading.doubt == Some(Doubt::Before) {
            self.editorial(terms.perhaps);
            self.out.push(" ");
        }
        self.what(id, kind, of_kind, (words, &marks), beside);
        if let Some(how) = reading.how.filter(|how| !how.is_of_kind()) {
            self.out.push(" ");
            self.editorial(self.terms.how(how));
        }
        match reading.doubt {
            Some(Doubt::Behind) => self.spaced_editorial(terms.perhaps),
            Some(Doubt::Rightly) => self.spaced_editorial(terms.rightly),
            Some(Doubt::Before) | None => {}
        }
        // *fort.* and *secl.* without a name say already whose it is.
        if done.is_none() && own != Some(None) {
            self.support(named.unwrap_or(&reading.support));
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
            self.which(id, words, matches!(kind, ReadingKind::Transposition(Move::After(_))));
        } else if !words.is_empty() {
            self.out.push(if said.is_empty() { "" } else { " " });
            self.words(id, words, marks);
        }
    }

    /// Says of words that stand several times in their line which are meant: those nearest to the lemma.
    fn which(&mut self, id: EntryId, words: &str, behind: bool) {
        let (document, index) = (self.document, self.index);
        let found = || {
            let container = document.entries[id.0 as usize].place?;
            let (first, last) = (index.parts(id).first()?, index.parts(id).last()?);
            let range = nearest(document.text(container)?, words, &(first.start..last.end), behind)?;
            Some((container, first.start, range))
        };
        let Some((container, at, range)) = found() else { return };
        if let Some(unit) = self.repeated(container, &range) {
            self.ordinal(Ordinal { container, range: range.clone(), unit, home: None });
        }
        let reach = range.start.abs_diff(at) + LINE;
        let style = self.desk.style;
        let by_line = style.apparatus_of(&self.series.id).key.by == By::Line && container == Container::Body;
        if by_line && index.is_repeated(container, &range, reach) {
            let by_page = style.restart_of(document) == Restart::Page;
            let home = Some(Home { at, page: by_page.then_some(self.terms.page) });
            self.ordinal(Ordinal { container, range, unit: vec![], home });
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
        let kept: Vec<Mark> = marks.iter().filter(|mark| is_kept(&mark.kind)).cloned().collect();
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

    /// The variants of a reading, in parentheses behind those who have it. One that says on which words it is goes on in
    /// those of the one before, where its lemma ends otherwise than a reading.
    fn variants(&mut self, id: EntryId, index: usize, reading: &Reading) {
        let (document, all) = (self.document, self.index);
        let nested = document.entries[id.0 as usize].within.is_some();
        let (open, close) = if nested { (" [", "]") } else { (" (", ")") };
        let style = self.style;
        let clear = |end: &str| !end.trim().is_empty() && end.trim() != style.between_readings.trim();
        let clear = clear(&style.lemma_end) && clear(&style.lemma_end_positive);
        for (number, inner) in all.variants(id, index).iter().enumerate() {
            let lemma = &document.entries[inner.0 as usize].lemma;
            if number > 0 && clear && !lemma.is_empty() && *lemma != reading.words {
                self.between_readings();
            } else {
                self.out.push(if number > 0 { close } else { "" });
                self.out.push(open);
            }
            self.body(*inner, None, Some(reading));
        }
        self.out.push(if all.variants(id, index).is_empty() { "" } else { close });
    }
}

/// Whether only the editor is named for a reading, and what he says that he has done.
fn of_editor(reading: &Reading) -> Option<Option<Deed>> {
    match &reading.support[..] {
        [cited] if cited.who == Who::Editor && cited.remark.is_none() => Some(cited.deed),
        _ => None,
    }
}

/// Whether a reading is printed with a mark of its words.
fn is_kept(kind: &MarkKind) -> bool {
    kind.is_face() || matches!(kind, MarkKind::Superscript | MarkKind::Subscript)
}
