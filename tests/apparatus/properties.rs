//! What must hold of every edition: two hundred random texts in ten books, each in two measures.

use super::account::{Line, Pages, bare, line_at, number_of, runs, style};
use super::random;
use edition::model::apparatus::{EntryId, SiglumId};
use edition::model::document::{Arrangement, Document};
use edition::model::page::GlyphRun;
use edition::model::text::{BlockKind, MarkKind, NoteId};
use edition::style::{HeadingCount, Restart, Style};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What was found, so that a test that finds nothing fails.
#[derive(Debug, Default)]
struct Seen {
    entries: usize,
    keys: usize,
    over_lines: usize,
    over_pages: usize,
    alike: usize,
    late: usize,
    split: usize,
    ordinals: usize,
    partly: usize,
    absent: usize,
}

fn style_of(seed: u64, measure: u64) -> Style {
    let restart = ["page", "page", "document"][seed as usize % 3];
    style(&format!(
        "[page]\nparagraph-numbers = 0\nlines = {}\nmeasure = \"{measure}mm\"\n\
         [line-numbers]\nevery = 1\nbeside-apparatus = 1\nrestart = \"{restart}\"\n",
        14 + seed % 4 * 5
    ))
}

#[test]
fn in_two_hundred_random_editions_everything_printed_is_so() {
    in_measure(72);
}

#[test]
fn in_another_measure_they_are_so_again() {
    in_measure(104);
}

/// Sets ten books of twenty texts in lines of so many millimetres.
fn in_measure(measure: u64) {
    let mut seen = Seen::default();
    for seed in 0..10 {
        let style = style_of(seed, measure);
        let mut edition = random::edition(seed);
        edition::apparatus::compose(&mut edition, &style);
        let pages = Pages::of(&edition, &style);
        let at = format!("seed {seed}, {measure} mm");
        assert!(!pages.has("references-unsettled"), "{at}: {:?}", pages.faults);
        for index in 0..edition.documents.len() {
            let text = Checked::of(&pages, index, format!("{at}, text {index}"));
            text.keys(&mut seen);
            text.printed(&mut seen);
            text.witnesses(&mut seen);
            text.ordinals(&mut seen);
        }
        warnings(&pages, &at);
        if seed % 3 == 0 {
            same_again(&pages, &Pages::of(&edition, &style), &at);
        }
    }
    let Seen { entries, keys, over_lines, over_pages, alike, late, split, ordinals, partly, absent } = seen;
    assert!(entries > 4000 && keys > 3000 && over_lines > 500 && over_pages > 200 && alike > 300, "{seen:?}");
    assert!(late > 10 && split > 15 && ordinals > 200 && partly > 200 && absent > 200, "{seen:?}");
}

/// The same book has the same glyphs at the same places.
fn same_again(one: &Pages<'_>, other: &Pages<'_>, at: &str) {
    assert!(one.map == other.map, "{at}: other pages the second time");
    let glyphs = |pages: &Pages<'_>| -> Vec<GlyphRun> { pages.layout.pages.iter().flat_map(runs).cloned().collect() };
    let same = |(one, other): (&GlyphRun, &GlyphRun)| {
        (one.x, one.y, &one.text, &one.glyphs) == (other.x, other.y, &other.text, &other.glyphs)
    };
    let (one, other) = (glyphs(one), glyphs(other));
    assert!(one.len() == other.len() && one.iter().zip(&other).all(same), "{at}: other glyphs the second time");
}

/// Each page of which a note begins late is named, and no other.
fn warnings(pages: &Pages<'_>, at: &str) {
    let late = pages.map.keyed.values().filter(|keyed| keyed.on > keyed.from.page);
    for keyed in late {
        let label = format!("(page {},", pages.map.labels[keyed.from.page]);
        let named = pages.faults.iter().any(|(code, message)| *code == "late-note" && message.contains(&label));
        assert!(named, "{at}: nothing says that {} is late: {:?}", keyed.printed, pages.faults);
    }
}

/// A text with what is drawn of it.
struct Checked<'a> {
    pages: &'a Pages<'a>,
    index: usize,
    document: &'a Document,
    lines: Vec<Line>,
    at: String,
}

/// A note that is composed from an entry.
struct Composed {
    note: NoteId,
    entry: EntryId,
    series: usize,
}

impl<'a> Checked<'a> {
    fn of(pages: &'a Pages<'a>, index: usize, at: String) -> Self {
        let document = &pages.edition.documents[index];
        Self { pages, index, document, lines: pages.lines(index), at }
    }

    /// The composed notes in the order of their lemmata.
    fn composed(&self) -> Vec<Composed> {
        let called = self.document.body.marks.iter().filter_map(|mark| match mark.kind {
            MarkKind::Call(note) => Some(note),
            _ => None,
        });
        let composed = called.filter_map(|note| {
            let of = &self.document.notes[note.0 as usize];
            Some(Composed { note, entry: of.entry?, series: of.series })
        });
        composed.collect()
    }

    /// The heading at a place, where headings have no numbers.
    fn heading(&self, at: usize) -> Option<usize> {
        let body = &self.document.body;
        let uncounted = self.pages.style.line_numbers.headings == HeadingCount::None;
        body.block_at(at).filter(|block| uncounted && matches!(body.blocks[*block].kind, BlockKind::Heading(_)))
    }

    /// Where equal words are counted: in the verse, the heading without number, else the line.
    fn unit(&self, at: usize) -> Vec<Range<usize>> {
        let body = &self.document.body;
        let range = |block: usize| body.blocks[block].range.clone();
        match (self.heading(at), body.block_at(at)) {
            (Some(heading), _) => vec![range(heading)],
            (None, Some(block)) if body.blocks[block].kind == BlockKind::Verse => {
                body.verse_blocks(block).into_iter().map(range).collect()
            }
            _ => vec![self.lines[line_at(&self.lines, at)].range.clone()],
        }
    }

    /// What an end of a lemma is keyed to: a line's number; the name of a heading, where headings do not count, with its
    /// place among those of its page that lemmata begin or end in, if there are several.
    fn end(&self, at: usize, line: usize) -> String {
        let Some(own) = self.heading(at) else { return self.number(line).to_string() };
        let page = self.lines[line].page;
        let ends = self.composed().into_iter().flat_map(|one| {
            let extent = self.document.entries[one.entry.0 as usize].extent.clone().expect("a lemma");
            let lines = self.lemma(one.entry);
            [(extent.start, lines[0]), (extent.end, lines[1])]
        });
        let here = ends.filter(|(_, line)| self.lines[*line].page == page);
        let all: BTreeSet<usize> = here.filter_map(|(at, _)| self.heading(at)).collect();
        let which = all.iter().position(|block| *block == own).expect("a heading");
        if all.len() > 1 { format!("tit.\u{a0}{}", which + 1) } else { "tit.".to_owned() }
    }

    fn by_page(&self) -> bool {
        self.pages.style.line_numbers.restart == Restart::Page
    }

    fn number(&self, line: usize) -> u32 {
        number_of(self.document, &self.lines, line, self.by_page())
    }

    /// From line to line, over all parts of the lemma.
    fn lemma(&self, entry: EntryId) -> [usize; 2] {
        let parts = self.document.body.marks.iter().filter(|mark| mark.kind == MarkKind::Entry(entry));
        let parts: Vec<Range<usize>> = parts.map(|mark| mark.range.clone()).collect();
        let start = parts.iter().map(|part| part.start).min().expect("a lemma");
        let end = parts.iter().map(|part| part.end).max().expect("a lemma");
        if start < end {
            return [line_at(&self.lines, start), line_at(&self.lines, end - 1)];
        }
        // A point is where the word is that it touches.
        let before = self.document.body.string[..start].ends_with(char::is_alphanumeric);
        [line_at(&self.lines, if before { start - 1 } else { start }); 2]
    }

    /// Every key is that of the lines on which the lemma is drawn, or left out where the entry before has the same.
    fn keys(&self, seen: &mut Seen) {
        let mut before: BTreeMap<usize, (usize, String)> = BTreeMap::new();
        for Composed { note, entry, series } in self.composed() {
            let at = format!("{}, {}", self.at, self.document.entries[entry.0 as usize].id);
            let keyed = self.pages.map.keyed.get(&(self.index, note));
            let keyed = keyed.unwrap_or_else(|| panic!("{at} is keyed to nothing"));
            let [from, to] = self.lemma(entry);
            let pages = [self.lines[from].page, self.lines[to].page];
            assert_eq!([keyed.from.page, keyed.to.page], pages, "{at}: the pages of the lemma");
            let numbers = [self.number(from), self.number(to)];
            assert_eq!([keyed.from.line, keyed.to.line], numbers, "{at}: the lines of the lemma");
            let label = &self.pages.map.labels[pages[1]];
            let extent = self.document.entries[entry.0 as usize].extent.clone().expect("a lemma");
            let ends = [self.end(extent.start, from), self.end(extent.end, to)];
            let plain = numbers.map(|number| number.to_string()) == ends;
            let wanted = match self.by_page() && pages[0] != pages[1] {
                true => format!("{}–p.\u{a0}{label},\u{a0}{}", ends[0], ends[1]),
                false if plain => range(numbers),
                false if ends[0] == ends[1] => ends[0].clone(),
                false => ends.join("–"),
            };
            let arrangement = self.pages.edition.series[series].arrangement;
            let runs_on = matches!(arrangement, Arrangement::RunTogether | Arrangement::ByLine);
            let last = before.insert(series, (keyed.on, wanted.clone()));
            let again = last == Some((keyed.on, wanted.clone()));
            let shown = if runs_on && again { "" } else { wanted.as_str() };
            assert_eq!(keyed.key, shown, "{at}");
            assert!(bare(&keyed.printed).starts_with(&bare(&keyed.key)), "{at}: {}", keyed.printed);
            assert!(keyed.on >= keyed.from.page, "{at} stands before its lemma");
            seen.entries += 1;
            seen.keys += usize::from(!shown.is_empty());
            seen.alike += usize::from(shown.is_empty());
            seen.over_lines += usize::from(from != to);
            seen.over_pages += usize::from(pages[0] != pages[1]);
            seen.late += usize::from(keyed.on != keyed.from.page);
        }
    }

    /// The notes on each page are those that begin there by the page map, with the same keys and the same words.
    fn printed(&self, seen: &mut Seen) {
        let notes = self.pages.notes(self.index);
        seen.split += notes.iter().filter(|note| note.pages.len() > 1).count();
        let own = self.pages.map.keyed.iter().filter(|((document, _), _)| *document == self.index);
        let mut wanted: Vec<(usize, String, String)> =
            own.map(|(_, keyed)| (keyed.on, bare(&keyed.key), bare(&keyed.printed))).collect();
        let mut drawn: Vec<(usize, String, String)> =
            notes.iter().map(|note| (note.on, bare(&note.label), bare(&note.text))).collect();
        // Notes that are called have no key.
        let called = self.document.notes.iter().filter(|note| note.entry.is_none()).count();
        assert_eq!(drawn.len(), wanted.len() + called, "{}: notes drawn", self.at);
        wanted.sort();
        drawn.sort();
        for note in &wanted {
            let at = drawn.binary_search(note);
            let Ok(at) = at else { panic!("{}: {note:?} is not drawn: {drawn:#?}", self.at) };
            drawn.remove(at);
        }
    }

    /// The witnesses above the notes of a page are those that have words on it, and of the lines they have.
    fn witnesses(&self, seen: &mut Seen) {
        let mut all: Vec<usize> = self.lines.iter().map(|line| line.page).collect();
        all.dedup();
        for page in all {
            let lines: Vec<&Line> = self.lines.iter().filter(|line| line.page == page).collect();
            let printed = self.pages.witnesses(page);
            let mut told: BTreeMap<&str, Option<&str>> = BTreeMap::new();
            for one in printed.split(' ').filter(|one| !one.is_empty()) {
                let (name, lines) = one.split_once('(').map_or((one, None), |(name, rest)| (name, Some(rest)));
                told.insert(name, lines.map(|lines| lines.trim_end_matches(')')));
            }
            for id in &self.document.sigla.in_force {
                let name = self.document.sigla.name(*id);
                let at = format!("{}, page {page}: {name} in {printed:?}", self.at);
                let has: Vec<bool> = lines.iter().map(|line| self.has_words(*id, &line.range)).collect();
                let any = has.iter().any(|has| *has);
                let Some(extent) = told.remove(name) else {
                    assert!(!any, "{at} is not named");
                    seen.absent += 1;
                    continue;
                };
                assert!(any, "{at} has nothing there");
                match extent {
                    None => assert!(has.iter().all(|has| *has), "{at} lacks lines: {has:?}"),
                    Some(extent) => {
                        // A heading has no number of its own.
                        let heading =
                            |line: &Line| matches!(self.document.body.blocks[line.block].kind, BlockKind::Heading(_));
                        let counted = lines.iter().zip(&has).filter(|(line, _)| !heading(line));
                        let counted: Vec<(u32, bool)> =
                            counted.map(|(line, has)| (self.number_at(line), *has)).collect();
                        let numbers: Vec<u32> = counted.iter().map(|(number, _)| *number).collect();
                        // A verse that is turned over has one number.
                        let has: BTreeSet<u32> =
                            counted.iter().filter(|(_, has)| *has).map(|(number, _)| *number).collect();
                        assert_eq!(extent_of(extent, &numbers), has, "{at}: {numbers:?}");
                        seen.partly += 1;
                    }
                }
            }
            assert!(told.is_empty(), "{}, page {page}: {told:?} are not in force", self.at);
        }
    }

    fn number_at(&self, line: &Line) -> u32 {
        self.number(self.lines.iter().position(|known| known.range == line.range).expect("a line"))
    }

    /// Whether a witness has a letter of a stretch.
    fn has_words(&self, id: SiglumId, range: &Range<usize>) -> bool {
        let string = &self.document.body.string;
        let gaps = self.document.body.marks.iter().filter(|mark| mark.kind == MarkKind::Lacuna(id));
        let gaps: Vec<&Range<usize>> = gaps.map(|mark| &mark.range).collect();
        let letters = string[range.clone()].char_indices().filter(|(_, c)| c.is_alphanumeric());
        letters.map(|(at, _)| range.start + at).any(|at| !gaps.iter().any(|gap| gap.contains(&at)))
    }

    /// An entry on a word that stands again in its line or its verse says which it is; no other does.
    fn ordinals(&self, seen: &mut Seen) {
        for Composed { note, entry, .. } in self.composed() {
            let parts: Vec<_> =
                self.document.body.marks.iter().filter(|mark| mark.kind == MarkKind::Entry(entry)).collect();
            let [part] = parts.as_slice() else { continue };
            let lemma = &self.document.entries[entry.0 as usize].lemma;
            // Longer ones may be shortened.
            if lemma.is_empty() || lemma.split(' ').count() > 3 {
                continue;
            }
            let (string, unit) = (&self.document.body.string, self.unit(part.range.start));
            let places: Vec<usize> = unit.iter().flat_map(|stretch| standing(string, stretch, &part.range)).collect();
            let own = places.iter().position(|at| *at == part.range.start).expect("the lemma itself") + 1;
            let keyed = &self.pages.map.keyed[&(self.index, note)];
            let printed = bare(&keyed.printed);
            let rest = printed.strip_prefix(&bare(&keyed.key)).and_then(|rest| rest.strip_prefix(&bare(lemma)));
            let at = format!("{}: {} in {unit:?}", self.at, keyed.printed);
            let rest = rest.unwrap_or_else(|| panic!("{at} has no lemma {lemma}"));
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let wanted = if places.len() > 1 { own.to_string() } else { String::new() };
            assert_eq!(digits, wanted, "{at}");
            seen.ordinals += usize::from(places.len() > 1);
        }
    }
}

/// Where the words of a stretch begin on a line, whatever their case; they may end on the next.
fn standing(text: &str, line: &Range<usize>, words: &Range<usize>) -> Vec<usize> {
    assert!(text.is_ascii(), "letters of the same length in either case");
    let plain = |range: Range<usize>| text[range].to_lowercase().replace('\n', " ");
    let from = line.start.saturating_sub(1);
    let (sought, all) = (plain(words.clone()), plain(from..(line.end + words.len() + 1).min(text.len())));
    let letter = |at: Option<char>| at.is_some_and(char::is_alphanumeric);
    let whole =
        |at: &usize| !letter(all[..*at].chars().next_back()) && !letter(all[at + sought.len()..].chars().next());
    let places = all.match_indices(&sought).map(|(at, _)| at).filter(whole);
    places.map(|at| from + at).filter(|at| line.contains(at)).collect()
}

/// `5`, `5–7`, `129–31`, but `111–13`.
fn range([from, to]: [u32; 2]) -> String {
    if from >= to {
        return if from == to { from.to_string() } else { format!("{from}–{to}") };
    }
    let (first, last) = (from.to_string(), to.to_string());
    let mut kept = last.as_str();
    if first.len() == last.len() {
        let least = if last.len() > 1 && last[..last.len() - 1].ends_with('1') { 2 } else { 1 };
        while kept.len() > least && first.as_bytes()[last.len() - kept.len()] == kept.as_bytes()[0] {
            kept = &kept[1..];
        }
    }
    format!("{from}–{kept}")
}

/// Which of these numbers the lines of a witness have that is named with `–7,\u{a0}9–12, 14–`; `tit.` is none.
fn extent_of(extent: &str, numbers: &[u32]) -> BTreeSet<u32> {
    let mut has = BTreeSet::new();
    for run in extent.split(',').map(|run| run.trim_matches([' ', '\u{a0}'])) {
        let (from, to) = run.split_once('–').unwrap_or((run, run));
        let number = |text: &str, open: u32, heading: u32| match text {
            "" => open,
            "tit." => heading,
            text => text.parse::<u32>().unwrap_or_else(|_| panic!("{extent:?} is no lines")),
        };
        let (from, to) = (number(from, 0, u32::MAX), number(to, u32::MAX, 0));
        has.extend(numbers.iter().filter(|number| (from..=to).contains(number)));
    }
    has
}
