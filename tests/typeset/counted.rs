//! The numbers of lines and the milestones in the margins: `tests/apparatus/lines/cases.md` from source to page, and
//! what holds for any book.

use super::book::{self, Words};
use super::pages::set_in;
use edition::diag::Diagnostics;
use edition::model::apparatus::Sigla;
use edition::model::document::{Edition, Matter, Place, Spot};
use edition::model::length::Length;
use edition::model::lines::{LineMark, Milestone, MilestoneSystem};
use edition::model::page::{GlyphRun, Item, Layout, Page, Role};
use edition::model::text::{BlockKind, Group, GroupKind, Mark, MarkKind};
use edition::read::markdown;
use edition::source::Sources;
use edition::style::{Side, Style};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

const BOOK: &str = "[book]\ntitle = \"T\"\ndate = 2026-01-31\n[[document]]\nid = \"text\"\n";
const STYLE: &str = "[page]\nparagraph-numbers = 0\n";

/// The style that a case asks for.
pub(super) fn style(text: &str) -> Style {
    let mut sources = Sources::default();
    let whole = if text.contains("[page]") { text.to_owned() } else { format!("{STYLE}{text}") };
    let file = sources.add("my.toml", whole.as_str());
    let mut diagnostics = Diagnostics::default();
    let style = Style::read(&sources, file, &mut diagnostics);
    assert_eq!(diagnostics.iter().map(|d| d.message.clone()).collect::<Vec<_>>(), Vec::<String>::new());
    style
}

/// A book of one text without author, from its source.
pub(super) fn edition(extra: &str, source: &str) -> Edition {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let file = sources.add("book.toml", format!("{BOOK}{extra}").as_str());
    let book = edition::config::book::read(&sources, file, None, &mut diagnostics);
    let file = sources.add("text.md", source);
    let context = markdown::Context {
        series: &book.series,
        default_series: 0,
        nested_series: 0,
        language: "en",
        sigla: &Sigla::default(),
        typed: false,
    };
    let draft = markdown::read(&sources, file, 0..source.len(), &context, &mut diagnostics);
    assert_eq!(diagnostics.iter().map(|d| d.message.clone()).collect::<Vec<_>>(), Vec::<String>::new(), "{source}");
    let mut document = book::document("text", Matter::Text, "T");
    (document.author, document.dateline, document.body) = (None, None, draft.body);
    document.references = draft.references;
    let mut edition = book::edition(vec![document]);
    edition.book.milestones = book.book.milestones;
    edition::resolve::resolve(&mut edition, &BTreeMap::new(), &mut diagnostics);
    assert!(diagnostics.iter().next().is_none(), "{source}");
    edition
}

fn width(run: &GlyphRun) -> Length {
    run.glyphs.iter().map(|glyph| glyph.advance).sum()
}

fn runs(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    page.items.iter().filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None })
}

/// Each line of the numbered pages: what stands left of the text, its words, what stands right of it; under the
/// number of its page and its running head if they are wanted.
pub(super) fn dump(layout: &Layout, style: &Style, heads: bool) -> String {
    let mut out = String::new();
    for (index, page) in layout.pages.iter().enumerate().filter(|(_, page)| !page.label.roman) {
        let from = if index % 2 == 0 { style.page.inner() } else { style.page.outer() };
        let body = |run: &&GlyphRun| matches!(run.role, Role::Content(_) | Role::Decoration);
        if heads {
            let _ = writeln!(out, "= {} {}", page.label, head(page).trim());
        }
        let mut all: Vec<&GlyphRun> = runs(page).filter(body).collect();
        all.sort_by_key(|run| (run.y, run.x));
        for line in all.chunk_by(|a, b| a.y == b.y) {
            let mut parts = [String::new(), String::new(), String::new()];
            for run in line {
                let margin = run.role == Role::Decoration;
                let part = match run.x {
                    x if margin && x + width(run) < from => 0,
                    x if margin && x > from + style.page.measure => 2,
                    _ => 1,
                };
                if margin && !parts[part].is_empty() && part != 1 && !parts[part].ends_with(' ') && run.text != ", " {
                    parts[part].push(' ');
                }
                parts[part].push_str(&run.text);
            }
            let [left, words, right] = parts;
            if words != "T" && !words.is_empty() {
                let _ = writeln!(out, "{} | {} | {}", left.trim(), words.trim(), right.trim());
            }
        }
    }
    // The last page tells of the book.
    let text = out.split_once(" | Colophon |").map_or(out.as_str(), |(text, _)| text);
    text.trim_end().trim_end_matches(|c| c != '\n' && heads).to_owned()
}

/// The fence of a case that is called `name`.
fn fence<'c>(case: &'c str, name: &str) -> &'c str {
    let Some((_, rest)) = case.split_once(&format!("```{name}\n")) else { return "" };
    rest.split_once("```").map_or("", |(inside, _)| inside)
}

/// Lines of a dump without spaces at their ends, which editors take away.
fn trimmed(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn every_case_has_its_numbers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/apparatus/lines/cases.md");
    let cases = std::fs::read_to_string(path).expect("the cases");
    let (mut wrong, mut count) = (String::new(), 0);
    for case in cases.split("\n## ").skip(1) {
        count += 1;
        let style = style(fence(case, "style"));
        let edition = edition(fence(case, "book"), fence(case, "text"));
        let (layout, ..) = set_in(&edition, &style);
        let (found, wanted) = (trimmed(&dump(&layout, &style, false)), trimmed(fence(case, "pages")));
        if found.trim() != wanted.trim() {
            let _ = writeln!(wrong, "## {}\n--- wanted\n{wanted}--- found\n{found}", case.lines().next().unwrap_or(""));
        }
    }
    assert!(count > 19);
    assert!(wrong.is_empty(), "{wrong}");
}

/// A text of random verse and prose, with signs and milestones of two systems.
fn random(seed: u64) -> Edition {
    let mut words = Words::new(seed);
    let mut document = book::document("text", Matter::Text, "On Margins");
    let mut blocks = 0;
    while blocks < 60 {
        let verse = words.number(2) == 0;
        let first = document.body.blocks.len();
        for _ in 0..if verse { 1 + words.number(9) } else { 1 } {
            let count = if verse { 3 + words.number(16) } else { 5 + words.number(60) };
            let kind = match (verse, words.number(12)) {
                (true, _) => BlockKind::Verse,
                (false, 0) => BlockKind::Heading(1),
                (false, _) => BlockKind::Paragraph,
            };
            let prose = words.prose(count);
            let block =
                document.body.push_block(kind, if kind == BlockKind::Heading(1) { "A Heading" } else { &prose });
            blocks += 1;
            let range = document.body.blocks[block].range.clone();
            let mark = |at: usize, kind: MarkKind| Mark { range: at..at, kind };
            match words.number(25) {
                0 => document
                    .body
                    .marks
                    .push(mark(range.start, MarkKind::Line(LineMark::Number(words.number(12_000) as u32)))),
                1 => document
                    .body
                    .marks
                    .push(mark(range.end, MarkKind::Line(LineMark::Advance(1 + words.number(40) as u32)))),
                2 => document.body.marks.push(mark(range.start, MarkKind::Line(LineMark::Skip))),
                3 => document.body.marks.push(mark(range.start, MarkKind::Line(LineMark::Hide))),
                4 if !verse => document.body.marks.push(mark(range.start, MarkKind::Line(LineMark::Sub))),
                5 if verse && block > first => {
                    document.body.marks.push(mark(range.start, MarkKind::Line(LineMark::Shared)));
                }
                _ => {}
            }
            for (at, _) in prose.match_indices(' ').filter(|_| kind != BlockKind::Heading(1)) {
                if words.number(12) == 0 {
                    let system = ["ed", "sec"][words.number(2)].to_string();
                    let label = match words.number(8) {
                        0 => format!("p. {}, column b", words.number(900)),
                        _ => format!("{}.{}", words.number(30), words.number(99)),
                    };
                    let milestone = Milestone { system, label };
                    document.body.marks.push(mark(range.start + at, MarkKind::Milestone(milestone)));
                }
            }
        }
        if verse {
            document.body.groups.push(Group { kind: GroupKind::Stanza, blocks: first..document.body.blocks.len() });
        }
    }
    document.body.number_blocks();
    document.body.sort_marks();
    let mut edition = book::edition(vec![document]);
    let system = |id: &str| MilestoneSystem { id: id.into(), title: id.into(), ..MilestoneSystem::default() };
    edition.book.milestones = vec![system("ed"), system("sec")];
    edition
}

/// On every page of forty books what stands in the margins is inside the paper, off the text and off its
/// neighbours, and each kind on its own side.
#[test]
fn nothing_in_the_margins_stands_on_the_wrong_side_or_on_another() {
    let sides = ["inner", "outer", "left", "right"];
    let mut seen = [0; 3];
    for seed in 0..40 {
        let mut pick = Words::new(seed + 1000);
        let [of_lines, of_ed, of_sec] = [0; 3].map(|_: usize| sides[pick.number(4)]);
        let restart = ["page", "document", "section", "paragraph", "stanza"][pick.number(5)];
        let style = style(&format!(
            "[page]\nparagraph-numbers = {}\nlines = {}\n[line-numbers]\nevery = {}\nsub-every = 1\nside = \"{of_lines}\"\n\
             restart = \"{restart}\"\n[verse]\nstep = \"1em\"\nturn-over = \"bracket\"\n\
             [milestones.ed]\nside = \"{of_ed}\"\n[milestones.sec]\nside = \"{of_sec}\"\nsize = \"0.8em\"\n",
            pick.number(2) * 2,
            9 + pick.number(20),
            1 + pick.number(5),
        ));
        let edition = random(seed);
        let (layout, ..) = set_in(&edition, &style);
        for (index, page) in layout.pages.iter().enumerate() {
            let recto = index % 2 == 0;
            let from = if recto { style.page.inner() } else { style.page.outer() };
            let to = from + style.page.measure;
            let mut margin: Vec<&GlyphRun> = runs(page)
                .filter(|run| {
                    run.role == Role::Decoration && (run.x >= to || run.x + width(run) <= from) && run.text != "["
                })
                .collect();
            margin.sort_by_key(|run| (run.y, run.x));
            for run in &margin {
                let at = format!("seed {seed}, page {index}: {}", run.text);
                assert!(run.x >= Length::ZERO && run.x + width(run) <= page.width, "{at} is beyond the paper");
                let right = run.x >= to;
                let is_on = |side: &str| side_of(side).is_right(recto) == right;
                if run.text.contains("p.") || run.text.contains(", ") {
                    assert!(is_on(of_ed) || is_on(of_sec), "{at} is on the wrong side");
                    seen[0] += 1;
                } else if run.text.bytes().all(|b| b.is_ascii_digit()) {
                    assert!(is_on(of_lines) || right == recto, "{at} is on the wrong side");
                    seen[1] += 1;
                }
            }
            for pair in margin.windows(2).filter(|pair| pair[0].y == pair[1].y) {
                let end = pair[0].x + width(pair[0]);
                assert!(
                    end <= pair[1].x + Length(2),
                    "seed {seed}, page {index}: {} on {}",
                    pair[0].text,
                    pair[1].text
                );
                seen[2] += 1;
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 200), "{seen:?}");
}

fn side_of(side: &str) -> Side {
    match side {
        "inner" => Side::Inner,
        "outer" => Side::Outer,
        "left" => Side::Left,
        _ => Side::Right,
    }
}

/// Verses alone, with signs: the number of each is known without pages.
fn verses(seed: u64, count: usize) -> (Edition, Vec<u32>) {
    let mut words = Words::new(seed);
    let mut document = book::document("text", Matter::Text, "On Numbers");
    let (mut numbers, mut last) = (vec![], 0);
    for block in 0..count {
        let length = 4 + words.number(14);
        let prose = words.prose(length);
        document.body.push_block(BlockKind::Verse, &prose);
        let range = document.body.blocks[block].range.clone();
        let kind = match words.number(12) {
            0 => LineMark::Number(words.number(3000) as u32),
            1 => LineMark::Advance(1 + words.number(9) as u32),
            2 => LineMark::Skip,
            3 if block > 0 => LineMark::Shared,
            _ => LineMark::Hide,
        };
        let own = match kind {
            LineMark::Number(number) | LineMark::Lettered(number, _) => number,
            LineMark::Advance(by) => last + 1 + by,
            LineMark::Skip | LineMark::Shared => last,
            LineMark::Hide | LineMark::Sub => last + 1,
        };
        numbers.push(if kind == LineMark::Skip { own + 1 } else { own });
        last = own;
        // A number holds for its verse wherever in it the sign stands.
        let at = if kind.is_of_block() { range.start } else { range.end };
        document.body.marks.push(Mark { range: at..at, kind: MarkKind::Line(kind) });
    }
    document.body.groups.push(Group { kind: GroupKind::Stanza, blocks: 0..count });
    document.body.number_blocks();
    document.body.sort_marks();
    (book::edition(vec![document]), numbers)
}

#[test]
fn verses_have_the_numbers_that_the_source_gives_them_wherever_pages_end() {
    for seed in 0..20 {
        let (edition, numbers) = verses(seed, 90);
        for lines in [7, 16] {
            let style = style(&format!("[page]\nlines = {lines}\n[line-numbers]\nevery = 1\nrestart = \"document\"\n"));
            let (_, map, _) = set_in(&edition, &style);
            for (block, number) in numbers.iter().enumerate() {
                let name = edition.place_name(&Place { document: 0, spot: Spot::Block(block) });
                assert_eq!(map.places[&name].line, (*number), "seed {seed}, verse {block}");
            }
        }
    }
}

/// The words of a page's running head.
fn head(page: &Page) -> String {
    runs(page).filter(|run| run.role == Role::Header).map(|run| run.text.as_str()).collect()
}

#[test]
fn running_heads_say_from_where_to_where_a_page_goes() {
    let mut text = String::from("# Alpha\n\n");
    for verse in 1..60 {
        let _ = writeln!(text, "| {{@v {}.{}}}One more verse, the {verse}th", verse / 20 + 1, verse % 20 + 1);
    }
    let edition = edition("[[milestones]]\nid = \"v\"\n", &text);
    let style = style(
        "[page]\nlines = 12\nparagraph-numbers = 0\n[line-numbers]\nevery = 1\nrestart = \"document\"\n\
         [running-head]\nverso = \"section\"\nrecto = \"none\"\nverso-range = \"lines\"\nrecto-range = \"milestones\"\n",
    );
    let (layout, ..) = set_in(&edition, &style);
    let mut seen = 0;
    for (index, page) in layout.pages.iter().enumerate().filter(|(_, page)| !page.label.roman).skip(1) {
        let mut margin: Vec<&GlyphRun> = runs(page).filter(|run| run.role == Role::Decoration).collect();
        margin.sort_by_key(|run| run.y);
        if margin.is_empty() {
            continue;
        }
        let of = |milestones: bool| {
            let of = margin.iter().filter(|run| run.text.contains('.') == milestones).map(|run| run.text.as_str());
            let of: Vec<&str> = of.collect();
            let (first, last) = (of[0], of[of.len() - 1]);
            let shared = |part: &str| first.rsplit_once('.').is_some_and(|(chapter, _)| part == chapter);
            let last = last.rsplit_once('.').filter(|(chapter, _)| shared(chapter)).map_or(last, |(_, own)| own);
            format!("{first}–{last}")
        };
        let wanted = if index % 2 == 0 { of(true) } else { format!("Alpha\u{2003}{}", of(false)) };
        let found = head(page);
        assert!(found.contains(&wanted), "page {index}: {found} for {wanted}");
        seen += 1;
    }
    assert!(seen > 3);
}
