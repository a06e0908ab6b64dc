//! Entries beyond all measure: whatever the source holds is printed whole, in order and inside the paper.

use super::account::{Pages, bare, runs, style, width};
use super::source::Files;
use edition::model::document::Edition;
use edition::model::length::Length;
use edition::model::page::{Layout, Role};
use edition::model::text::NoteId;
use edition::style::Style;
use std::fmt::Write as _;

const STYLE: &str = "[page]\nparagraph-numbers = 0\nlines = 20\nmeasure = \"90mm\"\n\
                     [line-numbers]\nevery = 1\nbeside-apparatus = 1\n";

const SHEET: &str = "title = \"The Lamp\"\n[apparatus]\nwitnesses = [\"A\", \"B\"]\n";

const SIGLA: &str = "[[witness]]\nsiglum = \"A\"\n[[witness]]\nsiglum = \"B\"\n\
                     [[witness]]\nsiglum = \"Quill\"\nkind = \"scholar\"\n";

/// `book.toml` with these lines in the series `c`, an apparatus, and `f`, one of sources.
fn book(c: &str, f: &str) -> String {
    format!(
        "[book]\ntitle = \"Harbour Papers\"\ndate = 2026-01-31\n\
         [[series]]\nid = \"c\"\ntitle = \"Apparatus\"\nkind = \"apparatus\"\n{c}\n\
         [[series]]\nid = \"f\"\ntitle = \"Sources\"\nkind = \"keyed\"\n{f}\n[[document]]\nid = \"lamp\"\n"
    )
}

/// A book of one text, which must be sound.
fn edition(book: &str, text: &str, notes: &str, style: &Style) -> Edition {
    let files = [
        ("book.toml", book),
        ("corpus/sigla.toml", SIGLA),
        ("corpus/lamp/document.toml", SHEET),
        ("corpus/lamp/text.md", text),
        ("corpus/lamp/notes.toml", notes),
    ];
    Files::of(&files).edition(style)
}

/// A number as a word that nothing else has.
fn word(number: usize) -> String {
    let syllables = ["ba", "ke", "lo", "mi", "nu", "re", "sa", "ti", "vo", "ze"];
    number.to_string().bytes().map(|digit| syllables[usize::from(digit - b'0')]).collect()
}

fn words(numbers: std::ops::Range<usize>) -> String {
    numbers.map(word).collect::<Vec<_>>().join(" ")
}

/// Nothing is beyond the type area: no lower than its last line, no wider than the measure.
fn inside(pages: &Pages<'_>) {
    let (page, leading) = (&pages.style.page, pages.style.text.leading);
    // A page may be a line longer than it ought to be; letters protrude by a part of an em.
    let foot = page.head(leading) + leading * (page.lines + 1);
    let em = Length::PT * 6;
    for (index, drawn) in pages.layout.pages.iter().enumerate() {
        let (left, right) = (pages.left(index), pages.left(index) + page.measure);
        for run in runs(drawn).filter(|run| matches!(run.role, Role::Content(_))) {
            let at = format!("page {index}: {:?}", run.text);
            assert!(run.x >= left - em && run.x + width(run) <= right + em, "{at} is beyond the measure");
            assert!(
                run.y <= foot && run.y <= drawn.height,
                "{at} is below the page: {:?} > {foot:?}, {:?}",
                run.y,
                drawn.height
            );
        }
    }
    for code in ["overfull-line", "references-unsettled", "missing-glyph"] {
        assert!(!pages.has(code), "{:?}", pages.faults);
    }
}

/// The keys of the notes in their order.
fn keys(pages: &Pages<'_>) -> Vec<String> {
    pages.map.keyed.values().map(|keyed| keyed.key.clone()).collect()
}

/// The page of a text's first line.
fn first_page(layout: &Layout) -> usize {
    layout.pages.iter().position(|page| !page.label.roman).expect("a page")
}

#[test]
fn an_entry_of_160_variants_is_complete_over_its_pages() {
    for arrangement in ["separate", "run-together", "by-line"] {
        let style = style(STYLE);
        let variants: Vec<String> = (100..260).map(|n| format!("{} {}", word(n), word(n + 1000))).collect();
        let readings: Vec<String> = variants.iter().map(|words| format!("{words} coni. Quill")).collect();
        let text = format!("The [towne][^c:1] was quiet.\n\n{}\n\n[^c:1]: {}\n", words(1..90), readings.join("; "));
        let edition = edition(&book(&format!("arrangement = \"{arrangement}\""), ""), &text, "", &style);
        let pages = Pages::of(&edition, &style);
        inside(&pages);
        let notes = pages.notes(0);
        let [note] = notes.as_slice() else { panic!("{} notes", notes.len()) };
        assert!(note.pages.len() > 1, "{arrangement}: {:?}", note.pages);
        assert!(note.pages.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{arrangement}: {:?}", note.pages);
        assert_eq!(note.on, first_page(&pages.layout), "{arrangement}");
        let printed = bare(&note.text);
        let mut at = 0;
        for variant in &variants {
            let found = printed[at..].find(&bare(variant)).unwrap_or_else(|| panic!("{arrangement}: no {variant}"));
            at += found + bare(variant).len();
        }
        assert_eq!(printed.matches("Quill").count(), 160, "{arrangement}");
    }
}

#[test]
fn a_page_of_sixty_entries_has_them_all() {
    for arrangement in ["run-together", "separate", "columns", "by-line"] {
        let style = style(&STYLE.replace("lines = 20", "lines = 44\nheight = \"280mm\""));
        let (mut text, mut entries) = (String::new(), String::new());
        for n in 1..=60 {
            let _ = write!(text, "{} [{}][^c:{n}] ", word(n + 500), word(n + 100));
            let _ = writeln!(entries, "[^c:{n}]: {} B\n", word(n + 900));
        }
        let count = if arrangement == "columns" { "\ncolumns = 3" } else { "" };
        let series = format!("arrangement = \"{arrangement}\"{count}");
        let edition = edition(&book(&series, ""), &format!("{text}\n\n{entries}"), "", &style);
        let pages = Pages::of(&edition, &style);
        inside(&pages);
        let notes = pages.notes(0);
        assert_eq!(notes.len(), 60, "{arrangement}");
        for (n, note) in (1..).zip(&notes) {
            let wanted = bare(&format!("{}] {} B", word(n + 100), word(n + 900)));
            assert!(bare(&note.text).ends_with(&wanted), "{arrangement}: {}", note.text);
        }
        let (on, first) = (notes.iter().map(|note| note.on).max(), first_page(&pages.layout));
        // One below another there is no room for sixty.
        let one = if arrangement == "separate" { first + 1 } else { first };
        assert_eq!(on, Some(one), "{arrangement}: {:?}", pages.faults);
        assert!(pages.map.keyed.values().all(|keyed| keyed.on == keyed.from.page), "{arrangement}");
    }
}

#[test]
fn a_layer_of_more_than_a_page_below_a_short_text_is_complete() {
    for arrangement in ["run-together", "separate", "by-line"] {
        let style = style(STYLE);
        let (mut text, mut entries) = (String::new(), String::new());
        for n in 1..=10 {
            let _ = write!(text, "[{}][^f:{n}] ", word(n + 100));
            let _ = writeln!(entries, "[^f:{n}]: {}\n", words(n * 100..n * 100 + 70));
        }
        let series = format!("arrangement = \"{arrangement}\"");
        let edition = edition(&book("", &series), &format!("{text}\n\n{entries}"), "", &style);
        let pages = Pages::of(&edition, &style);
        inside(&pages);
        let notes = pages.notes(0);
        assert_eq!(notes.len(), 10, "{arrangement}");
        for (n, note) in (1..).zip(&notes) {
            assert!(bare(&note.text).ends_with(&bare(&words(n * 100..n * 100 + 70))), "{arrangement}: {}", note.text);
        }
        let late = pages.map.keyed.values().filter(|keyed| keyed.on != keyed.from.page).count();
        assert_eq!(late > 0, pages.has("late-note"), "{arrangement}: {late} are late, {:?}", pages.faults);
        assert!(notes.last().is_some_and(|note| note.on > notes[0].on), "{arrangement}: more than a page");
    }
}

/// How high the notes of a page are, from the first baseline to the last.
fn height_of_notes(pages: &Pages<'_>, page: usize) -> Length {
    let all: Vec<Length> = pages.note_baselines(page);
    all.iter().max().zip(all.iter().min()).map_or(Length::ZERO, |(last, first)| *last - *first)
}

#[test]
fn a_layer_with_a_greatest_height_goes_on_overleaf() {
    // The last is less than a line.
    for (most, arrangement) in [("50pt", ""), ("50pt", "run-together"), ("50pt", "by-line"), ("3pt", "run-together")] {
        let style = style(&format!("{STYLE}[note]\nmost = \"{most}\"\n"));
        let (mut text, mut entries) = (String::new(), String::new());
        for n in 1..=40 {
            let _ = write!(text, "[{}][^f:{n}] {} ", word(n + 100), words(n * 200..n * 200 + 12));
            let _ = writeln!(entries, "[^f:{n}]: {}\n", words(n * 100..n * 100 + 4));
        }
        let series = if arrangement.is_empty() { String::new() } else { format!("arrangement = \"{arrangement}\"") };
        let edition = edition(&book("", &series), &format!("{text}\n\n{entries}"), "", &style);
        let pages = Pages::of(&edition, &style);
        inside(&pages);
        let notes = pages.notes(0);
        assert_eq!(notes.len(), 40, "{most} {arrangement}");
        for (n, note) in (1..).zip(&notes) {
            assert!(bare(&note.text).ends_with(&bare(&words(n * 100..n * 100 + 4))), "{arrangement}: {}", note.text);
        }
        let highest = (0..pages.layout.pages.len()).map(|page| height_of_notes(&pages, page)).max();
        assert!(highest.is_some_and(|height| height <= Length::PT * 50), "{most} {arrangement}: {highest:?}");
    }
}

#[test]
fn four_hundred_entries_on_one_word_are_complete() {
    let style = style(STYLE);
    let mut notes = String::new();
    for n in 1..=400 {
        let _ = writeln!(
            notes,
            "[[variant]]\nid = \"{n}\"\nlayer = \"f\"\nexact = \"towne\"\nnote = \"{} {}\"",
            word(n),
            word(n + 1000)
        );
    }
    let edition = edition(&book("", "arrangement = \"run-together\""), "The towne was quiet.\n", &notes, &style);
    let pages = Pages::of(&edition, &style);
    inside(&pages);
    let printed = pages.notes(0);
    assert_eq!(printed.len(), 400);
    for (n, note) in (1..).zip(&printed) {
        assert!(bare(&note.text).ends_with(&bare(&format!("{} {}", word(n), word(n + 1000)))), "{}", note.text);
    }
    // Each page begins with the number, and has it once.
    let begun: Vec<usize> = printed.iter().filter(|note| !note.label.is_empty()).map(|note| note.on).collect();
    let mut all: Vec<usize> = printed.iter().map(|note| note.on).collect();
    all.dedup();
    assert_eq!(begun, all);
}

#[test]
fn a_lemma_over_three_pages_names_the_page_where_it_ends() {
    let style = style(STYLE);
    let notes = format!(
        "[[variant]]\nid = \"1\"\nlayer = \"c\"\nfrom = \"{}\"\nto = \"{}\"\nreadings = \"om. B\"\n",
        word(105),
        word(850)
    );
    let edition = edition(&book("", ""), &format!("{}\n", words(100..900)), &notes, &style);
    let pages = Pages::of(&edition, &style);
    inside(&pages);
    let keyed = &pages.map.keyed[&(0, NoteId(0))];
    assert!(keyed.to.page >= keyed.from.page + 2, "{keyed:?}");
    let label = &pages.map.labels[keyed.to.page];
    assert_eq!(keyed.key, format!("{}–p.\u{a0}{label},\u{a0}{}", keyed.from.line, keyed.to.line));
    assert_eq!(pages.notes(0)[0].label.trim(), keyed.key);
}

#[test]
fn entries_on_a_title_and_a_heading() {
    let style = style(STYLE);
    let text = "Nobody came.\n\n## The [harbour][^c:2] and its *master*\n\nThe [towne][^c:3] was quiet.\n\n\
                [^c:2]: haven B\n\n[^c:3]: town B\n";
    let notes = "[[variant]]\nid = \"1\"\nlayer = \"c\"\nexact = \"Lamp\"\nin = \"title\"\nreadings = \"Light B\"\n";
    let edition = edition(&book("", ""), text, notes, &style);
    let pages = Pages::of(&edition, &style);
    inside(&pages);
    // A heading without a number is no line of its own.
    let printed: Vec<String> = pages.notes(0).iter().map(|note| note.text.replace('\u{a0}', " ")).collect();
    assert_eq!(printed, ["tit. 1 Lamp] Light B", "tit. 2 harbour] haven B", "2 towne] town B"]);
    let style = style_with("headings = \"lines\"\n");
    let edition = edition_again(text, notes, &style);
    let pages = Pages::of(&edition, &style);
    assert_eq!(keys(&pages), ["tit.", "2", "3"]);
}

fn style_with(keys: &str) -> Style {
    style(&format!("{STYLE}{keys}"))
}

fn edition_again(text: &str, notes: &str, style: &Style) -> Edition {
    edition(&book("", ""), text, notes, style)
}

#[test]
fn a_layer_at_the_end_is_keyed_to_pages_and_lines() {
    for place in ["document", "book"] {
        let style = style(STYLE);
        let text = format!(
            "{} [towne][^c:1] {}\n\n{} [pier][^c:2] {}\n\n[^c:1]: town B\n\n[^c:2]: peer B\n",
            words(100..140),
            words(140..300),
            words(300..420),
            words(420..500)
        );
        let edition = edition(&book(&format!("place = \"{place}\""), ""), &text, "", &style);
        let pages = Pages::of(&edition, &style);
        inside(&pages);
        let lines = pages.lines(0);
        let body = &edition.documents[0].body.string;
        let wanted: Vec<String> = ["towne", "pier"]
            .iter()
            .map(|word| {
                let at = body.find(word).expect("the lemma");
                let line = lines.iter().find(|line| line.range.contains(&at)).expect("its line");
                format!("{}.{}", pages.map.labels[line.page], line.number.expect("a number"))
            })
            .collect();
        assert_ne!(wanted[0].split_once('.').map(|(page, _)| page), wanted[1].split_once('.').map(|(page, _)| page));
        assert_eq!(keys(&pages), wanted, "{place}");
        let last = lines.last().expect("a line").page;
        assert!(pages.map.keyed.values().all(|keyed| keyed.on >= last), "{place}: behind the text");
    }
}

#[test]
fn a_text_without_words_has_no_apparatus() {
    let style = style(STYLE);
    for text in ["\n", "***\n", "# \n"] {
        let edition = edition(&book("", ""), text, "", &style);
        let pages = Pages::of(&edition, &style);
        assert!(pages.map.keyed.is_empty());
        assert!(pages.layout.pages.iter().enumerate().all(|(index, _)| pages.witnesses(index).is_empty()));
    }
}

#[test]
fn a_text_from_right_to_left_has_its_keys() {
    for arrangement in ["separate", "run-together", "by-line"] {
        let style = style(STYLE);
        let files = [
            ("book.toml", book(&format!("arrangement = \"{arrangement}\""), "")),
            ("corpus/sigla.toml", SIGLA.to_owned()),
            ("corpus/lamp/document.toml", format!("language = \"he\"\n{SHEET}")),
            (
                "corpus/lamp/text.md",
                "[העיר][^c:1] הייתה שקטה והים [גדול][^c:2] מאוד.\n\n[^c:1]: הכפר B\n\n[^c:2]: קטן B\n".to_owned(),
            ),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let edition = Files::of(&files).edition(&style);
        let pages = Pages::of(&edition, &style);
        let all = keys(&pages);
        assert_eq!(all[0], "1", "{arrangement}");
        let notes = pages.notes(0);
        assert_eq!(notes.len(), 2, "{arrangement}");
        assert_eq!(notes[0].label.trim(), "1", "{arrangement}");
        assert!(notes.iter().all(|note| note.text.contains('B')), "{arrangement}: {notes:?}");
    }
}
