//! What a list of places reads: `12, 15–17, 21n`, or with lines `12.5, 9; 15.3`.
//!
//! Both formats print what is made here. Knows pages and lines; nothing of links or type.

use crate::model::lines::Letters;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A division of a text that numbers its lines anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Which of the book's it is, in their order.
    pub index: u32,
    /// What stands before the number of a line in it: `§3,`.
    pub name: Arc<str>,
}

/// Where a place stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlacedAt {
    /// The page (index).
    pub page: usize,
    /// Whether it is in a note.
    pub note: bool,
    /// The line on the page, from 1; of its notes for themselves. Of a line that does not count (a
    /// headnote's, a title's) the number of the next that does.
    pub line: u32,
    /// Which sub-line of it: 1 for 10.1, 0 for the line itself.
    pub sub: u32,
    /// Whether the line counts.
    pub counts: bool,
    /// The letters behind its number: `12a`.
    pub letters: Letters,
    /// The division that it is in, where its page has lines of others too, which number theirs anew.
    pub row: Option<Row>,
    /// What the line is called where entries are keyed to it and it has no number: `tit.`, `post 12`.
    pub name: Option<Arc<str>>,
}

/// What places are called whose lines have no numbers: by the milestones that entries there are keyed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// The labels of milestones, by the names of the places.
    pub labels: BTreeMap<String, String>,
    /// Whether no two documents share a label, so that it says by itself where a place is.
    pub alone: bool,
}

/// A number of a list, with what separates it from the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The separator; empty before the first.
    pub before: &'static str,
    /// The number as printed.
    pub text: String,
    /// The first place that it stands for: its index in the list.
    pub place: Option<usize>,
    /// The page (index) that it names.
    pub page: usize,
}

/// A word of the texts that a line's end divides at a hyphen of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divided {
    /// The whole word.
    pub word: String,
    /// Where its first part stands.
    pub at: PlacedAt,
}

/// A place with its index in the list.
type Indexed = (PlacedAt, usize);

/// What a list of places asks for besides these.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The labels of the pages.
    pub labels: &'a [String],
    /// What places are called whose lines have no numbers.
    pub called: &'a Called,
    /// Whether lines are printed.
    pub lines: bool,
    /// Whether the places are the two ends of a stretch.
    pub stretch: bool,
}

/// The numbers for `places`, each page or line once, by the `name` of a place (by index) where places are called. What
/// stands nowhere is left out.
pub fn listed<'n>(
    places: &[Option<PlacedAt>],
    name: impl Fn(usize) -> Option<&'n str> + Copy,
    asked: Asked<'_>,
) -> Vec<Number> {
    let Asked { labels, called, lines, stretch } = asked;
    if let ([Some(_), Some(_)], true) = (places, stretch) {
        let end = |index: usize| {
            let own: Vec<_> = (0..2).map(|other| places[other].clone().filter(|_| other == index)).collect();
            listed(&own, name, Asked { stretch: false, ..asked }).into_iter().next()
        };
        return match (end(0), end(1)) {
            (Some(from), Some(to)) => ends(from, to, labels),
            (from, to) => from.into_iter().chain(to).collect(),
        };
    }
    let places = places.iter().cloned();
    match lines && !called.labels.is_empty() {
        true => self::called(places, name, called, labels),
        false => numbers(places, labels, lines),
    }
}

/// The two ends of a stretch: `12.5–9`, `12.5–13.4`; of one line that.
fn ends(from: Number, mut to: Number, labels: &[String]) -> Vec<Number> {
    if from.text == to.text {
        return vec![from];
    }
    let page = format!("{}.", label(labels, to.page));
    if from.text.starts_with(&page)
        && let Some(line) = to.text.strip_prefix(&page)
    {
        to.text = line.to_owned();
    }
    vec![from, Number { before: "–", ..to }]
}

/// The numbers for `places`, each page or line once; `labels` are those of the pages. What stands
/// nowhere is left out.
pub fn numbers(places: impl Iterator<Item = Option<PlacedAt>>, labels: &[String], lines: bool) -> Vec<Number> {
    let mut places: Vec<Indexed> = places.enumerate().filter_map(|(index, at)| Some((at?, index))).collect();
    arrange(&mut places, lines);
    if lines { by_line(&places, labels) } else { by_page(&places, labels) }
}

/// The same with lines, where some places have names (by index) by which they are `called` instead of by their lines.
fn called<'n>(
    places: impl Iterator<Item = Option<PlacedAt>>,
    name: impl Fn(usize) -> Option<&'n str>,
    called: &Called,
    labels: &[String],
) -> Vec<Number> {
    let mut places: Vec<Indexed> = places.enumerate().filter_map(|(index, at)| Some((at?, index))).collect();
    places.sort_by_cached_key(|(at, _)| known(at, true));
    let label_of = |(at, index): &Indexed| called.labels.get(name(*index)?).filter(|_| !at.note).map(String::as_str);
    let mut numbers: Vec<Number> = vec![];
    let mut before: Option<(usize, Option<&str>)> = None;
    // Of one printed line what several milestones call stands for itself.
    let is_again = |one: &Indexed, next: &Indexed| {
        known(&one.0, true) == known(&next.0, true) && label_of(one).is_none() && label_of(next).is_none()
    };
    let again: Vec<bool> = places.windows(2).map(|pair| is_again(&pair[0], &pair[1])).collect();
    for (_, place) in places.iter().enumerate().filter(|(index, _)| *index == 0 || !again[index - 1]) {
        let (page, own) = (place.0.page, label_of(place));
        let on = if called.alone { None } else { Some(page) };
        let same_page = before.is_some_and(|(page_before, _)| on.is_none_or(|page| page == page_before));
        match (own, before.and_then(|(_, label)| label)) {
            (Some(label), Some(known)) if label == known && same_page => continue,
            (Some(label), _) if called.alone => push(&mut numbers, ", ", label.to_owned(), place),
            (Some(label), Some(_)) if same_page => push(&mut numbers, ", ", label.to_owned(), place),
            (Some(label), _) => push(&mut numbers, "; ", format!("{}.{label}", self::label(labels, page)), place),
            (None, _) => push(&mut numbers, "; ", with_line(&place.0, labels), place),
        }
        before = Some((page, own));
    }
    numbers
}

/// Places in order, each number's once: of those that stand for the same number the one that comes first in the list is
/// linked.
fn arrange(places: &mut Vec<Indexed>, lines: bool) {
    places.sort_by_cached_key(|(at, _)| known(at, lines));
    places.dedup_by_key(|(at, _)| known(at, lines));
}

/// What tells places apart and orders them: the page, whether it is in a note, the line.
type Known = (usize, bool, (u32, u32, Letters, u32), bool, Option<Arc<str>>);

fn known(at: &PlacedAt, lines: bool) -> Known {
    let row = at.row.as_ref().map_or(0, |row| row.index);
    let name = at.name.clone().filter(|_| lines && !at.note);
    // A line without a number stands before the next that has one.
    let own = lines && has_line(at) || name.is_some();
    let line = if own { (row, at.line, at.letters, at.sub) } else { Default::default() };
    (at.page, at.note, line, at.counts && own, name)
}

/// The words that lines divide, each with its page and line.
pub fn divided(words: &[Divided], labels: &[String]) -> Vec<Number> {
    let number = |(index, divided): (usize, &Divided)| {
        let before = if index == 0 { "" } else { ", " };
        let text = format!("{}\u{a0}{}", divided.word, with_line(&divided.at, labels));
        Number { before, text, place: None, page: divided.at.page }
    };
    words.iter().enumerate().map(number).collect()
}

/// The same; where there are none, the words that say so.
pub fn divided_or(words: &[Divided], labels: &[String], none: &str) -> Vec<Number> {
    match words {
        [] => vec![Number { before: "", text: none.to_owned(), place: None, page: 0 }],
        words => divided(words, labels),
    }
}

/// What is left of the words before a list that has nothing to say: no space or comma at their end.
pub fn before_nothing(words: &str) -> &str {
    words.trim_end_matches(|c: char| c.is_whitespace() || c == ',')
}

/// Pages; three and more in a row as a range.
fn by_page(places: &[Indexed], labels: &[String]) -> Vec<Number> {
    let mut numbers = vec![];
    let mut rest = places;
    while let Some((at, _)) = rest.first() {
        // Places in notes stand between those in the text, which still follow one another.
        let run = if at.note { 1 } else { in_a_row(rest, labels) };
        let texts: Vec<_> = rest.iter().filter(|(at, _)| !at.note).take(run).collect();
        match texts[..] {
            [first, .., last] if run > 2 => {
                push(&mut numbers, ", ", label(labels, first.0.page).to_string(), first);
                push(&mut numbers, "–", label(labels, last.0.page).to_string(), last);
                let until = rest.partition_point(|(at, _)| (at.page, at.note) <= (last.0.page, false));
                for place in rest[..until].iter().filter(|(at, _)| at.note) {
                    push(&mut numbers, ", ", noted(&place.0, labels), place);
                }
                rest = &rest[until..];
            }
            _ => {
                let text = if at.note { noted(at, labels) } else { label(labels, at.page).to_string() };
                push(&mut numbers, ", ", text, &rest[0]);
                rest = &rest[1..];
            }
        }
    }
    numbers
}

/// How many pages in a row, from the first place on, have one in their text.
fn in_a_row(places: &[Indexed], labels: &[String]) -> usize {
    let arabic = |page: usize| label(labels, page).starts_with(|c: char| c.is_ascii_digit());
    let mut pages = places.iter().filter(|(at, _)| !at.note).map(|(at, _)| at.page);
    let Some(mut last) = pages.next() else { return 0 };
    let mut follows = |page: &usize| {
        let follows = *page == last + 1 && arabic(*page) == arabic(last);
        last = *page;
        follows
    };
    1 + pages.take_while(|page| follows(page)).count()
}

/// Pages and lines.
fn by_line(places: &[Indexed], labels: &[String]) -> Vec<Number> {
    let mut numbers = vec![];
    let mut before: Option<&PlacedAt> = None;
    for place in places {
        let at = &place.0;
        let is_called = |at: &PlacedAt| has_line(at) || at.name.is_some();
        match before.filter(|before| before.page == at.page && is_called(before) && is_called(at)) {
            Some(before) if before.row == at.row || at.name.is_some() => {
                let own = at.name.as_ref().map_or_else(|| bare_number(at), |name| name.to_string());
                push(&mut numbers, ", ", own, place);
            }
            Some(_) => push(&mut numbers, ", ", line_number(at), place),
            None => push(&mut numbers, "; ", with_line(at, labels), place),
        }
        before = Some(at);
    }
    numbers
}

fn push(numbers: &mut Vec<Number>, before: &'static str, text: String, (at, place): &Indexed) {
    let before = if numbers.is_empty() { "" } else { before };
    numbers.push(Number { before, text, place: Some(*place), page: at.page });
}

/// Whether a place is given with its line.
fn has_line(at: &PlacedAt) -> bool {
    at.counts && !at.note
}

/// `12.5`, `15n`, or `15` where lines do not count.
fn with_line(at: &PlacedAt, labels: &[String]) -> String {
    match at {
        PlacedAt { note: true, .. } => noted(at, labels),
        PlacedAt { counts: true, .. } => format!("{}.{}", label(labels, at.page), line_number(at)),
        PlacedAt { name: Some(name), .. } => format!("{}.{name}", label(labels, at.page)),
        _ => label(labels, at.page).to_string(),
    }
}

/// The number of a line: `10` or `10a`, or `10.1` for a sub-line; `§3,10` where its page has lines of other divisions.
pub fn line_number(at: &PlacedAt) -> String {
    format!("{}{}", at.row.as_ref().map_or("", |row| &row.name), bare_number(at))
}

/// The same without its division.
fn bare_number(at: &PlacedAt) -> String {
    let PlacedAt { line, letters, sub, .. } = at;
    if *sub == 0 { format!("{line}{letters}") } else { format!("{line}{letters}.{sub}") }
}

/// What two labels of milestones share, and what each says besides: `2.3`, `1` and `4` of 2.3.1 and 2.3.4. Nothing of
/// two that are alike or of other chapters.
pub fn shared_path<'l>(from: &'l str, to: &'l str) -> Option<(&'l str, &'l str, &'l str)> {
    let ((path, first), (other, last)) = (from.rsplit_once('.')?, to.rsplit_once('.')?);
    (path == other && first != last && !path.is_empty() && !last.is_empty()).then_some((path, first, last))
}

/// Two labels of milestones as a range: `2.3.1–4`, `2.3.1–2.4.1`; of two that are alike one.
pub fn labels(from: &str, to: &str) -> String {
    match shared_path(from, to) {
        Some((.., last)) => format!("{from}–{last}"),
        None if from == to => from.to_owned(),
        None => format!("{from}–{to}"),
    }
}

/// Two numbers, the first the lower, as a range: `129–131`, or where they are elided `129–31`.
pub fn range(from: u32, to: u32, elide: bool) -> String {
    if elide { format!("{from}–{}", elided(from, to)) } else { format!("{from}–{to}") }
}

/// The second number of a range without the digits that it shares with the first: `129–31`, but `111–13`, for what
/// is said is *thirteen*.
fn elided(from: u32, to: u32) -> String {
    let (from, to) = (from.to_string(), to.to_string());
    if from.len() != to.len() {
        return to;
    }
    let shared = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let teens = to.len() > 1 && to.as_bytes()[to.len() - 2] == b'1';
    let kept = if teens { 2 } else { 1 };
    to[shared.min(to.len() - kept)..].to_owned()
}

fn noted(at: &PlacedAt, labels: &[String]) -> String {
    format!("{}n", label(labels, at.page))
}

fn label(labels: &[String], page: usize) -> &str {
    labels.get(page).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_without_words_says_so() {
        let texts = |words: &[Divided]| -> Vec<String> {
            divided_or(words, &["1".to_owned()], "None.").into_iter().map(|number| number.text).collect()
        };
        assert_eq!(texts(&[]), ["None."]);
    }

    /// Pages i–iv and 1–30; a place is `page.line`, with `n` behind it in a note, or `page` where lines do not
    /// count.
    fn list(places: &str, lines: bool) -> String {
        let mut labels: Vec<String> = ["i", "ii", "iii", "iv"].map(String::from).to_vec();
        labels.extend((1..=30).map(|n| n.to_string()));
        let place = |place: &str| {
            let (place, note) = place.strip_suffix('n').map_or((place, false), |place| (place, true));
            let counts = place.contains('.') || note;
            let (page, line) = place.split_once('.').unwrap_or((place, "1"));
            let page = labels.iter().position(|label| label == page).expect("a page");
            Some(PlacedAt { page, note, line: line.parse().expect("a line"), sub: 0, counts, ..PlacedAt::default() })
        };
        numbers(places.split_whitespace().map(place), &labels, lines)
            .iter()
            .map(|n| format!("{}{}", n.before, n.text))
            .collect()
    }

    #[test]
    fn pages_stand_once_and_three_in_a_row_are_a_range() {
        assert_eq!(list("", false), "");
        assert_eq!(list("12 12 15 16 17 21n", false), "12, 15–17, 21n");
        assert_eq!(list("4 5 8 9", false), "4, 5, 8, 9");
        assert_eq!(list("15n 15 16", false), "15, 15n, 16");
        assert_eq!(list("15 16 16n 17 18n", false), "15–17, 16n, 18n");
        assert_eq!(list("15n 16n 17n", false), "15n, 16n, 17n");
        assert_eq!(list("3 ii iii iv 1 2", false), "ii–iv, 1–3");
    }

    #[test]
    fn lines_follow_their_page() {
        assert_eq!(list("12.5 12.9 12.5 15.3", true), "12.5, 9; 15.3");
        assert_eq!(list("15.4n 15.3 15.7n 16.1", true), "15.3; 15n; 16.1");
        assert_eq!(list("15 15 15.3 15.8 16", true), "15; 15.3, 8; 16");
    }

    #[test]
    fn milestones_take_the_place_of_lines() {
        let at = |page: usize, line: u32| Some(PlacedAt { page, line, counts: true, ..PlacedAt::default() });
        let places = [at(0, 2), at(0, 3), at(0, 9), at(1, 1), at(1, 4)];
        let names = ["a", "b", "c", "d", "e"];
        let label = |(name, label): (&str, &str)| (name.to_owned(), label.to_owned());
        let known = [("a", "17a"), ("b", "17a"), ("c", "17b"), ("d", "17b")].map(label);
        let read = |alone: bool| -> String {
            let own = Called { labels: known.clone().into(), alone };
            let list = called(places.clone().into_iter(), |index| Some(names[index]), &own, &["1".into(), "2".into()]);
            list.iter().map(|number| format!("{}{}", number.before, number.text)).collect()
        };
        assert_eq!(read(true), "17a, 17b; 2.4");
        assert_eq!(read(false), "1.17a, 17b; 2.17b; 2.4");
    }

    #[test]
    fn labels_of_one_chapter_are_shortened() {
        let all = [("2.3.1", "2.3.4"), ("2.3.1", "2.4.1"), ("2.3", "2.3.1"), ("1", "4"), ("2.3", "2.3"), ("a.", "a.b")];
        let read: Vec<String> = all.iter().map(|(from, to)| labels(from, to)).collect();
        assert_eq!(read, ["2.3.1–4", "2.3.1–2.4.1", "2.3–2.3.1", "1–4", "2.3", "a.–b"]);
    }

    #[test]
    fn a_number_leads_to_the_first_place_that_it_stands_for() {
        let at = |page: usize| {
            (page > 0).then(|| PlacedAt {
                page: page - 1,
                note: false,
                line: 1,
                sub: 0,
                counts: true,
                ..PlacedAt::default()
            })
        };
        let labels = ["1", "2", "3"].map(String::from);
        let list = numbers([3, 0, 1, 3, 2].map(at).into_iter(), &labels, false);
        let led: Vec<_> = list.iter().map(|n| (n.text.as_str(), n.place)).collect();
        assert_eq!(led, [("1", Some(2)), ("3", Some(0))]);
    }
}
