//! What the keys of notes read that are keyed to lines, once every line has its place: `12–15 `, or where the note
//! before on the page has the same key what parts the two.

use crate::model::document::{Arrangement, NotePlace, NoteSeries};
use crate::model::length::Length;
use crate::model::loci::{self, PlacedAt};
use crate::style::{By, KeyStyle, RangeForm, Repeat, Style};
use crate::terms::ApparatusTerms;
use crate::typeset::pages::numbering::{LinePlace, Neighbour};
use crate::typeset::pages::rows::Spans;
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
    /// What these lines are called that have no number.
    pub(crate) names: [Option<String>; 2],
    /// What stands before them where their page has lines of several divisions, or they are of two.
    pub(crate) divisions: Option<(String, String)>,
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

/// The headings that are keyed to on a page of a document, by [`Keyed::headings`].
pub(crate) type Headings = BTreeMap<(usize, usize), Vec<usize>>;

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
    /// The pages with lines of several divisions.
    pub(crate) spans: &'a Spans,
    /// All headings of the pages.
    pub(crate) heads: &'a Headings,
}

/// A note before another: its page, its key, what it is keyed to, the division that it names.
type Before = (usize, u32, String, Option<String>);

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
        // The note before in its series on its page: its key, what it is keyed to, and the division that this names.
        let mut before: Vec<Option<Before>> = vec![None; self.series.len()];
        for (page, key) in begun {
            let index = *key as usize;
            let Some(keyed) = self.notes.get(index) else { continue };
            let style = &self.style.apparatus_of(&self.series[keyed.series].id).key;
            let places = ends(index);
            let names = places.map_or([None, None], |places| self.names(keyed, places, &headings));
            let known = self.number(keyed, style, places, &names);
            let number = if keyed.unkeyed { String::new() } else { known.clone() };
            let last = before[keyed.series].take().filter(|(on, ..)| on == page);
            // What a mark calls is parted from all others.
            let by_mark = self.series[keyed.series].called;
            let alike = !by_mark && last.as_ref().is_some_and(|(_, _, known, _)| *known == number);
            if let Some((_, known, ..)) = &last {
                texts[*known as usize].parting = self.parting(keyed.series, style, alike);
            }
            let divisions = places.and_then(|places| self.divisions(keyed, places));
            let division = self.division(keyed, divisions.as_ref()).filter(|name| number.starts_with(name));
            let of_last = last.as_ref().and_then(|(.., division)| division.clone());
            let same = division.as_ref().filter(|own| style.repeat != Repeat::Always && of_last.as_ref() == Some(own));
            let shown = same.and_then(|name| number.strip_prefix(name.as_str())).unwrap_or(&number);
            let parts = self.parts(keyed.series, style, shown, last.is_some().then_some(alike));
            let is_everywhere = keyed.numbers.is_some() || keyed.division.is_some() || keyed.through;
            let by_title = (0..2).any(|end| self.is_title(keyed, places, end));
            let everywhere = (is_everywhere && !by_title).then_some(known);
            let places = places.map(|(from, to)| (from, to, *page));
            texts[index] = KeyText { places, names, divisions, everywhere, elide: style.elide, ..parts };
            before[keyed.series] = Some((*page, *key, number, division));
        }
        texts
    }

    /// The headings of pages that have entries on several without numbers, by document and page: with those between
    /// them that have none.
    fn headings(&self, begun: &[(usize, u32)], ends: &impl Fn(usize) -> Option<(LinePlace, LinePlace)>) -> Headings {
        let mut headings = Headings::new();
        for (_, key) in begun {
            let Some(keyed) = self.notes.get(*key as usize) else { continue };
            let places = ends(*key as usize);
            let Some((from, to)) = places else { continue };
            for (end, page) in [from.page, to.page].into_iter().enumerate() {
                let Some(heading) = keyed.headings[end].filter(|_| self.is_title(keyed, places, end)) else { continue };
                let known = headings.entry((keyed.document, page)).or_default();
                if let Err(at) = known.binary_search(&heading) {
                    known.insert(at, heading);
                }
            }
        }
        headings.retain(|_, known| known.len() > 1);
        for (place, known) in &mut headings {
            known.extend(self.heads.get(place).into_iter().flatten());
            known.sort_unstable();
            known.dedup();
        }
        headings
    }

    /// Whether an end of a lemma is keyed to its heading, which has no number: the first end or the second.
    fn is_title(&self, keyed: &Keyed, places: Option<(LinePlace, LinePlace)>, end: usize) -> bool {
        let style = &self.style.apparatus_of(&self.series[keyed.series].id).key;
        let counts = |(from, to): (LinePlace, LinePlace)| [from, to][end].counts;
        let numbered = match style.by {
            By::Line => places.is_some_and(counts),
            By::Milestone => keyed.numbers.is_some(),
            By::Verse | By::Paragraph | By::Nothing => false,
        };
        keyed.headings[end].is_some() && !numbered && !style.title.is_empty()
    }

    /// What the lines of a lemma are called that have no number: `tit.`, `post 12`.
    fn names(&self, keyed: &Keyed, places: (LinePlace, LinePlace), headings: &Headings) -> [Option<String>; 2] {
        let style = self.style.apparatus_of(&self.series[keyed.series].id);
        let terms = ApparatusTerms::of(style.entry.terms);
        if keyed.within_note.is_some() {
            let name = Some(self.of_note(keyed, line(places.0)));
            return [name.clone(), name];
        }
        let name = |end: usize, place: LinePlace| match keyed.headings[end] {
            Some(heading) if self.is_title(keyed, Some(places), end) => {
                // Of several on one page each says which it is.
                let all = headings.get(&(keyed.document, place.page));
                let which = all.and_then(|all| all.binary_search(&heading).ok());
                let title = &style.key.title;
                Some(which.map_or_else(|| title.clone(), |which| format!("{title}\u{a0}{}", which + 1)))
            }
            _ if place.counts => None,
            _ => Some(place.neighbour.map_or_else(String::new, |near| beside(near, terms))),
        };
        [name(0, places.0), name(1, places.1)]
    }

    /// What stands before the lines of a lemma, if it is in two divisions or its page has lines of several.
    fn divisions(&self, keyed: &Keyed, (from, _): (LinePlace, LinePlace)) -> Option<(String, String)> {
        let within = keyed.within.as_ref().filter(|_| self.spans.is_mixed(from.page));
        keyed.divisions.clone().or_else(|| within.map(|name| (name.to_string(), name.to_string())))
    }

    /// The division that a key names, with what parts it from the line, if it goes beyond no other. A key that follows
    /// and names it too does not say it again.
    fn division(&self, keyed: &Keyed, divisions: Option<&(String, String)>) -> Option<String> {
        let of_one = divisions.filter(|(first, last)| first == last && !first.is_empty());
        let always = keyed.division.as_ref().filter(|(first, last)| first == last);
        of_one.map(|(first, _)| first.clone()).or_else(|| always.map(|(first, _)| format!("{first}\u{a0}")))
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

    /// What a note is keyed to, whether it shows that or not.
    fn number(
        &self,
        keyed: &Keyed,
        style: &KeyStyle,
        places: Option<(LinePlace, LinePlace)>,
        names: &[Option<String>; 2],
    ) -> String {
        match (style.by, &keyed.numbers) {
            (By::Nothing, _) => String::new(),
            (By::Verse | By::Paragraph | By::Milestone, Some((from, to))) => {
                let title = |end: usize| names[end].as_ref().filter(|_| self.is_title(keyed, places, end));
                let (from, to) = (title(0).unwrap_or(from), title(1).unwrap_or(to));
                let number = match (from.parse(), to.parse()) {
                    (Ok(from), Ok(to)) => range(from, to, style),
                    _ if style.by == By::Milestone => labels(from, to, style),
                    _ => between(from, to, style),
                };
                self.of_note(keyed, number)
            }
            _ => {
                let Some(places) = places else { return String::new() };
                let at_end = self.series[keyed.series].place != NotePlace::Foot && !keyed.through;
                self.lines(keyed, places, names, at_end, style)
            }
        }
    }

    /// A number with the note on whose words the entry is: `12 n. 3`.
    fn of_note(&self, keyed: &Keyed, number: String) -> String {
        let terms = ApparatusTerms::of(self.style.apparatus_of(&self.series[keyed.series].id).entry.terms);
        let note = keyed.within_note.as_ref().map(|mark| format!("\u{a0}{}\u{a0}{mark}", terms.note));
        number + note.as_deref().unwrap_or_default()
    }

    /// Lines, after their page where the note does not stand on it.
    fn lines(
        &self,
        keyed: &Keyed,
        (from, to): (LinePlace, LinePlace),
        names: &[Option<String>; 2],
        with_page: bool,
        style: &KeyStyle,
    ) -> String {
        let label = |page: usize| self.labels.get(page).map_or("0", String::as_str);
        let by_page = keyed.by_page;
        let name = |end: usize, place: LinePlace| names[end].clone().unwrap_or_else(|| line(place));
        let (first, last) = (name(0, from), name(1, to));
        let one_row = || match names {
            [None, None] if is_plain(from) && is_plain(to) => range(from.line, to.line, style),
            _ => between(&first, &last, style),
        };
        let page = if with_page { format!("{}.", label(from.page)) } else { String::new() };
        if keyed.headings[0] == keyed.headings[1] && self.is_title(keyed, Some((from, to)), 0) {
            return format!("{page}{first}");
        }
        if let Some((begins, ends)) = &keyed.division {
            if begins == ends {
                return format!("{begins}\u{a0}{}", one_row());
            }
            let divisions = (format!("{begins}\u{a0}"), format!("{ends}\u{a0}"));
            return across(&divisions, &first, &last, style);
        }
        match self.divisions(keyed, (from, to)) {
            Some((begins, ends)) if begins == ends => return format!("{page}{begins}{}", one_row()),
            Some(divisions) => return format!("{page}{}", across(&divisions, &first, &last, style)),
            None => {}
        }
        let lines = match by_page && from.page != to.page {
            // `5.25–6.1`, as its beginning is written.
            true if with_page => format!("{first}–{}.{last}", label(to.page)),
            // `6.1` alone would be a sub-line.
            true => {
                let own = self.style.apparatus_of(&self.series[keyed.series].id).entry.terms;
                let term = ApparatusTerms::of(own).page;
                format!("{first}–{term}\u{a0}{},\u{a0}{last}", label(to.page))
            }
            false => one_row(),
        };
        format!("{page}{lines}")
    }
}

/// A line that has no number by one that has: `post 12`, `ante 1`.
fn beside(near: Neighbour, terms: &ApparatusTerms) -> String {
    let (line, letters, sub) = near.number;
    let number = loci::line_number(&PlacedAt { line, letters, sub, ..PlacedAt::default() });
    format!("{}\u{a0}{number}", if near.is_before { terms.after } else { terms.before })
}

/// Labels of milestones, shortened where they are of one chapter: `2.3.1–4`.
fn labels(from: &str, to: &str, style: &KeyStyle) -> String {
    match loci::shared_path(from, to).filter(|_| style.elide && style.range != RangeForm::First) {
        Some((path, first, last)) => match (first.parse(), last.parse()) {
            (Ok(first), Ok(last)) => format!("{path}.{}", range(first, last, style)),
            _ => format!("{from}–{last}"),
        },
        None => between(from, to, style),
    }
}

/// Two places of which one at least has no number that could be counted on from.
fn between(from: &str, to: &str, style: &KeyStyle) -> String {
    if from == to || style.range == RangeForm::First { from.to_owned() } else { format!("{from}–{to}") }
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
        RangeForm::First => format!("{first}{from}"),
        RangeForm::F => format!("{first}{from}\u{a0}ff."),
        RangeForm::Sq => format!("{first}{from}\u{a0}sqq."),
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
