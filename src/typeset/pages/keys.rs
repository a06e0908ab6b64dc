//! What the keys of notes read that are keyed to lines, once every line has its place: `12–15 `, or where the note
//! before on the page has the same key what parts the two.

use crate::model::document::{Arrangement, NotePlace, NoteSeries};
use crate::model::length::Length;
use crate::model::loci;
use crate::style::{By, KeyStyle, RangeForm, Repeat, Style};
use crate::typeset::pages::numbering::LinePlace;
use crate::typeset::paragraph::keyed::Keyed;
use crate::typeset::paragraph::piece::KeyPart;
use std::collections::BTreeMap;

/// What a key reads now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct KeyText {
    before: String,
    number: String,
    after: &'static str,
    /// What parts it from the note after it on the page, with its spaces; none if space alone does, or if it is the last.
    parting: Option<String>,
    /// All of it, whatever stands before it, where it is the same on any page: milestones, lines of a division.
    pub(crate) everywhere: Option<String>,
    /// Whether the second number of a range is shortened.
    pub(crate) elide: bool,
    /// Where the lemma begins and ends, and the page (index) on which the note does.
    pub(crate) places: Option<(LinePlace, LinePlace, usize)>,
}

impl KeyText {
    /// A part of it.
    pub(crate) fn part(&self, part: KeyPart) -> &str {
        match part {
            KeyPart::Before => &self.before,
            KeyPart::Number => &self.number,
            KeyPart::After => self.after,
            KeyPart::Wide => {
                if self.parting.is_none() {
                    " "
                } else {
                    ""
                }
            }
            KeyPart::Parting => self.parting.as_deref().unwrap_or(""),
        }
    }

    /// The lines as printed; empty where the note before it has the same.
    pub(crate) fn number(&self) -> &str {
        &self.number
    }
}

/// The headings that are keyed to on a page of a document, by [`Keyed::heading`].
type Headings = BTreeMap<(usize, usize), Vec<usize>>;

/// How the keys of a book are printed.
pub(crate) struct Keys<'a> {
    /// The notes, by their keys' indices.
    pub(crate) notes: &'a [Keyed],
    /// The series of the book.
    pub(crate) series: &'a [NoteSeries],
    /// The style of the pages.
    pub(crate) style: &'a Style,
    /// The pages' labels; none are known yet before pages are.
    pub(crate) labels: &'a [String],
}

impl Keys<'_> {
    /// What all keys read. `begun` are the notes in the order in which the pages have them, each with its page;
    /// `ends` gives the places of a lemma.
    pub(crate) fn texts(
        &self,
        begun: &[(usize, u32)],
        ends: impl Fn(usize) -> Option<(LinePlace, LinePlace)>,
    ) -> Vec<KeyText> {
        let mut texts = vec![KeyText::default(); self.notes.len()];
        let headings = self.headings(begun, &ends);
        // The note before in its series on its page: key, and what it is keyed to.
        let mut before: Vec<Option<(usize, u32, String)>> = vec![None; self.series.len()];
        for (page, key) in begun {
            let index = *key as usize;
            let Some(keyed) = self.notes.get(index) else { continue };
            let style = &self.style.apparatus_of(&self.series[keyed.series].id).key;
            let places = ends(index);
            let number = self.number(keyed, style, places, &headings);
            let last = before[keyed.series].take().filter(|(on, ..)| on == page);
            let alike = last.as_ref().is_some_and(|(_, _, known)| *known == number);
            if let Some((_, known, _)) = &last {
                texts[*known as usize].parting = self.parting(keyed.series, style, alike);
            }
            let of_last = last.as_ref().and_then(|(_, known, _)| self.notes.get(*known as usize));
            let shown = within_division(keyed, of_last.filter(|_| style.repeat != Repeat::Always), &number);
            let parts = self.parts(keyed.series, style, shown, last.is_some().then_some(alike));
            let places = places.map(|(from, to)| (from, to, *page));
            let is_everywhere = keyed.numbers.is_some() && style.by == By::Milestone || keyed.division.is_some();
            let everywhere = is_everywhere.then(|| number.clone());
            texts[index] = KeyText { places, everywhere, elide: style.elide, ..parts };
            before[keyed.series] = Some((*page, *key, number));
        }
        texts
    }

    /// The headings without numbers that have entries, by document and page.
    fn headings(&self, begun: &[(usize, u32)], ends: &impl Fn(usize) -> Option<(LinePlace, LinePlace)>) -> Headings {
        let mut headings = Headings::new();
        for (_, key) in begun {
            let Some(keyed) = self.notes.get(*key as usize) else { continue };
            let (Some(heading), Some((from, _))) = (keyed.heading, ends(*key as usize)) else { continue };
            let known = headings.entry((keyed.document, from.page)).or_default();
            if let Err(at) = known.binary_search(&heading) {
                known.insert(at, heading);
            }
        }
        headings
    }

    /// The parts of a key; `alike` says whether the note before it on the page has the same, none if there is none.
    fn parts(&self, series: usize, style: &KeyStyle, number: &str, alike: Option<bool>) -> KeyText {
        let runs_on = self.runs_on(series);
        let again = match style.repeat {
            Repeat::Always => true,
            Repeat::Paragraphs => !runs_on,
            Repeat::Never => false,
        };
        let part = if alike.is_none() { style.lead_in.as_str() } else { "" };
        let space = if part.is_empty() { "" } else { "\u{a0}" };
        let shown = !number.is_empty() && (again || alike != Some(true));
        // `129 sq.` has a stop.
        let stop = if number.ends_with(&style.stop) { "" } else { &style.stop };
        let number = if shown { format!("{number}{stop}") } else { String::new() };
        // Among boxed numbers an entry without its own keeps the room of one.
        let blank = style.width > Length::ZERO && style.by != By::Nothing && !runs_on;
        let after = if number.is_empty() && !blank { "" } else { "\u{a0}" };
        KeyText { before: format!("{part}{space}"), number, after, ..KeyText::default() }
    }

    /// What parts a note from the one after it on its page. A sign ends its line: none begins with one.
    fn parting(&self, series: usize, style: &KeyStyle, alike: bool) -> Option<String> {
        // By line, those of other lines stand on lines of their own.
        let by_line = self.series[series].arrangement == Arrangement::ByLine;
        let sign = match alike {
            true => style.same.as_str(),
            false if by_line => "",
            false => style.different.as_str(),
        };
        (self.runs_on(series) && !sign.is_empty()).then(|| format!("\u{a0}{sign} "))
    }

    /// Whether the notes of a series are one paragraph.
    fn runs_on(&self, series: usize) -> bool {
        let series = &self.series[series];
        series.place == NotePlace::Foot && matches!(series.arrangement, Arrangement::RunTogether | Arrangement::ByLine)
    }

    /// What a note is keyed to.
    fn number(
        &self,
        keyed: &Keyed,
        style: &KeyStyle,
        places: Option<(LinePlace, LinePlace)>,
        headings: &Headings,
    ) -> String {
        match (style.by, &keyed.numbers) {
            (By::Nothing, _) => String::new(),
            _ if keyed.unkeyed => String::new(),
            _ if let Some(heading) = keyed.heading.filter(|_| !style.title.is_empty()) => {
                // Of several on one page each says which it is.
                let all = places.and_then(|(from, _)| headings.get(&(keyed.document, from.page)));
                let which = all.filter(|all| all.len() > 1).and_then(|all| all.binary_search(&heading).ok());
                which.map_or_else(|| style.title.clone(), |which| format!("{}\u{a0}{}", style.title, which + 1))
            }
            (By::Verse | By::Paragraph | By::Milestone, Some((from, to))) => match (from.parse(), to.parse()) {
                (Ok(from), Ok(to)) => range(from, to, style),
                _ if from == to => from.clone(),
                _ => format!("{from}–{to}"),
            },
            _ => {
                let Some((from, to)) = places else { return String::new() };
                let at_end = self.series[keyed.series].place != NotePlace::Foot;
                self.lines(keyed, (from, to), at_end, style)
            }
        }
    }

    /// Lines, after their page where the note does not stand on it.
    fn lines(&self, keyed: &Keyed, (from, to): (LinePlace, LinePlace), with_page: bool, style: &KeyStyle) -> String {
        let label = |page: usize| self.labels.get(page).map_or("0", String::as_str);
        let by_page = keyed.by_page;
        if let Some((first, last)) = &keyed.division {
            if first == last {
                return format!("{first}\u{a0}{}", of_one_row(from, to, style));
            }
            let divisions = (format!("{first}\u{a0}"), format!("{last}\u{a0}"));
            return across(&divisions, &line(from), &line(to), style);
        }
        let page = if with_page { format!("{}.", label(from.page)) } else { String::new() };
        if let Some(divisions) = keyed.divisions.as_ref().filter(|_| !by_page) {
            return format!("{page}{}", across(divisions, &line(from), &line(to), style));
        }
        let lines = match by_page && from.page != to.page {
            // `5.25–6.1`, as its beginning is written.
            true if with_page => format!("{}–{}.{}", line(from), label(to.page), line(to)),
            // `6.1` alone would be a sub-line.
            true => format!("{}–p.\u{a0}{},\u{a0}{}", line(from), label(to.page), line(to)),
            false => of_one_row(from, to, style),
        };
        format!("{page}{lines}")
    }
}

/// A key without its division, where the note before it on the page is of the same and neither goes beyond it.
fn within_division<'n>(keyed: &Keyed, before: Option<&Keyed>, number: &'n str) -> &'n str {
    let alone = |keyed: &Keyed| keyed.division.clone().filter(|(first, last)| first == last).map(|(first, _)| first);
    let known = before.and_then(alone);
    let same = alone(keyed).filter(|first| Some(first) == known.as_ref());
    let rest = same.and_then(|first| number.strip_prefix(first.as_str())?.strip_prefix('\u{a0}'));
    rest.unwrap_or(number)
}

/// Lines that are numbered in one row.
fn of_one_row(from: LinePlace, to: LinePlace, style: &KeyStyle) -> String {
    if is_plain(from) && is_plain(to) {
        return range(from.line, to.line, style);
    }
    let (from, to) = (line(from), line(to));
    if from == to { from } else { format!("{from}–{to}") }
}

/// Whether a line is called by its number alone.
fn is_plain(place: LinePlace) -> bool {
    place.sub == 0 && place.letters.is_empty()
}

/// A line, with its letters and with its sub-line if it is one: `10a`, `10.1`.
fn line(place: LinePlace) -> String {
    loci::line_number(&place.into())
}

/// Lines of two divisions that are each numbered from 1: `§3,12–§4,2`.
fn across((first, last): &(String, String), from: &str, to: &str, style: &KeyStyle) -> String {
    match style.range {
        RangeForm::First => from.to_owned(),
        RangeForm::F => format!("{from}\u{a0}ff."),
        RangeForm::Sq => format!("{from}\u{a0}sqq."),
        RangeForm::Full => format!("{first}{from}–{last}{to}"),
    }
}

/// Two numbers as a range.
fn range(from: u32, to: u32, style: &KeyStyle) -> String {
    let further = |one: &str, more: &str| format!("{from}\u{a0}{}", if to == from + 1 { one } else { more });
    match style.range {
        _ if to == from => from.to_string(),
        // Lines that are transposed: none of them is left out.
        _ if to < from => format!("{from}–{to}"),
        RangeForm::First => from.to_string(),
        RangeForm::F => further("f.", "ff."),
        RangeForm::Sq => further("sq.", "sqq."),
        RangeForm::Full => loci::range(from, to, style.elide),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_shortened_but_in_the_teens() {
        let of = |from, to| range(from, to, &KeyStyle::default());
        let all = [(5, 5), (5, 6), (129, 131), (111, 113), (8, 12), (98, 104), (1200, 1209)];
        let read: Vec<String> = all.iter().map(|(from, to)| of(*from, *to)).collect();
        assert_eq!(read, ["5", "5–6", "129–31", "111–13", "8–12", "98–104", "1200–9"]);
    }

    #[test]
    fn ranges_of_transposed_lines_name_both() {
        let f = KeyStyle { range: RangeForm::F, ..KeyStyle::default() };
        assert_eq!([range(10, 9, &KeyStyle::default()), range(10, 9, &f)], ["10–9", "10–9"]);
    }

    #[test]
    fn ranges_say_that_more_lines_follow() {
        let f = KeyStyle { range: RangeForm::F, ..KeyStyle::default() };
        assert_eq!([range(5, 6, &f), range(5, 9, &f)], ["5\u{a0}f.", "5\u{a0}ff."]);
    }
}
