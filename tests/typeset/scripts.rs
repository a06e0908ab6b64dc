//! Scripts, directions and languages on the page: what stands where, and with which glyphs.

use super::book;
use edition::diag::Diagnostics;
use edition::fonts::{FaceId, FontSet};
use edition::model::document::{Document, Edition, Matter};
use edition::model::length::Length;
use edition::model::page::{Item, Role};
use edition::model::text::{BlockKind, Mark, MarkKind, Text};
use edition::source::Sources;
use edition::style::Style;
use std::collections::{BTreeMap, BTreeSet};

/// A glyph on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Drawn {
    x: Length,
    advance: Length,
    face: FaceId,
    id: u16,
    /// Its characters.
    pub(super) text: String,
}

/// The lines of text, each with its glyphs in the order in which they are drawn.
pub(super) type Lines = Vec<Vec<Drawn>>;

/// A document of paragraphs of its own language. `<he>…</he>` marks words of another.
pub(super) fn document(language: &str, paragraphs: &[&str]) -> Document {
    let mut document = book::document("text", Matter::Text, "A Title");
    document.language = language.into();
    document.author = None;
    document.dateline = None;
    for paragraph in paragraphs {
        let (mut plain, mut marks, mut open) = (String::new(), vec![], None);
        for part in paragraph.split_inclusive('>') {
            let (words, tag) = part.split_once('<').unwrap_or((part, ""));
            plain.push_str(words);
            match tag.trim_end_matches('>').strip_prefix('/') {
                None if tag.is_empty() => {}
                None => open = Some((plain.len(), tag.trim_end_matches('>').to_string())),
                Some(_) => marks.extend(open.take().map(|(start, tag)| (start..plain.len(), tag))),
            }
        }
        let block = document.body.push_block(BlockKind::Paragraph, &plain);
        let shift = document.body.blocks[block].range.start;
        for (range, tag) in marks {
            let range = range.start + shift..range.end + shift;
            document.body.marks.push(Mark { range, kind: MarkKind::Language(tag) });
        }
    }
    document.body.sort_marks();
    document
}

/// The body's lines of a book, with the codes of what was reported.
pub(super) fn set(edition: &Edition, style: &Style, fonts: &FontSet) -> (Lines, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let (layout, _) = edition::typeset::typeset(edition, style, fonts, &mut diagnostics);
    let mut lines: BTreeMap<(usize, Length), Vec<Drawn>> = BTreeMap::new();
    let title = layout.pages.iter().position(|page| !page.label.roman).unwrap_or(0);
    for (index, page) in layout.pages.iter().enumerate().skip(title) {
        for item in &page.items {
            let Item::Glyphs(run) = item else { continue };
            if run.size != style.text.size || !matches!(run.role, Role::Content(_)) {
                continue;
            }
            let line = lines.entry((index, run.y)).or_default();
            let mut x = run.x;
            for glyph in &run.glyphs {
                let text = run.text[glyph.text.start as usize..glyph.text.end as usize].to_string();
                line.push(Drawn { x, advance: glyph.advance, face: run.face, id: glyph.id, text });
                x += glyph.advance;
            }
        }
    }
    let messages = diagnostics.iter().map(|d| format!("{}: {}", d.code, d.message)).collect();
    (lines.into_values().collect(), messages)
}

/// The lines of paragraphs in a language, in the reader's style.
fn lines(language: &str, paragraphs: &[&str]) -> Lines {
    let edition = book::edition(vec![document(language, paragraphs)]);
    set(&edition, &Style::reader(), &FontSet::embedded()).0
}

/// A line as the eye sees it, from left to right.
fn seen(line: &[Drawn]) -> String {
    let mut glyphs: Vec<&Drawn> = line.iter().collect();
    // Of marks on one letter the letter comes first.
    glyphs.sort_by_key(|glyph| (glyph.x, glyph.advance == Length::ZERO));
    glyphs.iter().map(|glyph| glyph.text.as_str()).collect::<String>().trim().to_string()
}

/// A line as it is read aloud: in drawing order, the glyphs of a run in that of their characters.
pub(super) fn read(line: &[Drawn]) -> Vec<String> {
    line.iter().map(|glyph| glyph.text.clone()).collect()
}

/// The first glyph for `text`, behind the `nth` of its kind.
fn glyph(lines: &Lines, text: &str, nth: usize) -> Drawn {
    lines.iter().flatten().filter(|glyph| glyph.text == text).nth(nth).expect("the glyph").clone()
}

/// A string of Hebrew as the eye sees it.
fn leftwards(text: &str) -> String {
    text.chars().rev().collect()
}

#[test]
fn hebrew_in_english() {
    let lines = lines("en", &["See <he>אבג דהו</he> there."]);
    assert_eq!(seen(&lines[0]), format!("See {} there.", leftwards("אבג דהו")));
}

#[test]
fn figures_after_hebrew_are_english() {
    // Without the mark of the language UAX #9 would take the figures for Hebrew ones.
    let marked = lines("en", &["See <he>אבג</he>, 12–15 times."]);
    assert_eq!(seen(&marked[0]), "See גבא, 12–15 times.");
    let bare = lines("en", &["See אבג, 12–15 times."]);
    assert_eq!(seen(&bare[0]), "See 15–12 ,גבא times.");
}

#[test]
fn english_figures_and_brackets_in_hebrew() {
    let lines = lines("he", &["אבג 1938 (דהו) <en>word, 3 (four)</en> זחט."]);
    assert_eq!(seen(&lines[0]), ".טחז word, 3 (four) (והד) 1938 גבא".replace("(והד)", ")והד("));
    // Mirrored: what closes in the text looks like what opens in English.
    let (opens, closes) = (glyph(&lines, "(", 0), glyph(&lines, ")", 0));
    let (english_opens, english_closes) = (glyph(&lines, "(", 1), glyph(&lines, ")", 1));
    assert_eq!((opens.id, closes.id), (english_closes.id, english_opens.id));
    assert_ne!(opens.id, closes.id);
    assert!(opens.x > closes.x && english_opens.x < english_closes.x);
}

#[test]
fn tagged_text_is_in_the_order_of_the_characters() {
    // The runs of a line, each from left to right: they follow one another as they are read.
    let lines = lines("en", &["See <he>אבג 25 דהו</he> there."]);
    assert_eq!(read(&lines[0]).concat(), format!("See {}25{} there.", leftwards("אבג "), leftwards(" דהו")));
}

#[test]
fn a_hebrew_paragraph_begins_at_the_right() {
    let words = "אבג דהו זחט יכל מנס עפצ קרש תאב ".repeat(6);
    let lines = lines("he", &[&words, &words]);
    let right = |line: &[Drawn]| line.iter().map(|glyph| glyph.x + glyph.advance).max().expect("glyphs");
    let left = |line: &[Drawn]| line.iter().map(|glyph| glyph.x).min().expect("glyphs");
    let count = lines.len() / 2;
    assert!(count >= 2);
    let edge = right(&lines[0]);
    assert!(lines[..count].iter().all(|line| (right(line) - edge).0.abs() < 100), "all lines reach the right edge");
    assert!(left(&lines[count - 1]) > left(&lines[0]) + Length::PT * 10, "the last line is short at the left");
    assert_eq!(edge - right(&lines[count]), Style::reader().text.indent, "the indent is at the right");
}

#[test]
fn language_decides_where_a_paragraph_begins() {
    let left = |paragraph: &str| {
        let lines = lines("en", &[paragraph]);
        lines[0].iter().map(|glyph| glyph.x).min().expect("glyphs")
    };
    // English may begin with a Hebrew word; a paragraph all in Hebrew begins at the right.
    // But for what hangs in the margin.
    assert!((left("<he>אבג</he> is a word.") - left("A word.")).0.abs() < Length::PT.0);
    assert!(left("<he>אבג (abc) דהו</he>") > left("A word.") + Length::PT * 100);
    assert!(left("אבג") > left("A word.") + Length::PT * 100);
}

#[test]
fn points_stay_with_their_letters() {
    let lines = lines("he", &["אִישׁ אֶל הַיָּם"]);
    // Points have no width and stand over their letter, which comes after them from the left.
    for line in &lines {
        for (index, glyph) in line.iter().enumerate().filter(|(_, glyph)| glyph.advance == Length::ZERO) {
            assert!(glyph.text == " " || line.get(index + 1).is_some_and(|next| next.x == glyph.x), "{glyph:?}");
        }
        assert!(line.iter().all(|glyph| glyph.id > 0));
    }
}

#[test]
fn arabic_letters_are_joined() {
    // Within a word and across a change of face or language alike; each letter has four forms.
    let lines = lines("en", &["<ar>ب</ar> and <ar>ببب</ar> and <ar>ب</ar><fa>بب</fa>"]);
    let ids: Vec<u16> = lines[0].iter().filter(|glyph| glyph.text == "ب").map(|glyph| glyph.id).collect();
    let [alone, last, middle, first, first_alone, rest @ ..] = ids.as_slice() else { panic!("{ids:?}") };
    assert!(alone != last && last != middle && middle != first, "{ids:?}");
    assert_eq!((first_alone, rest), (first, &[*last, *middle][..]), "{ids:?}");
}

#[test]
fn polytonic_greek_composed_and_decomposed() {
    let (composed, decomposed) = ("ᾧ τινὶ ᾖδον οἱ ναῦται·", "ω\u{314}\u{342}\u{345} τινι\u{300}");
    let lines = lines("grc", &[composed, decomposed]);
    assert!(lines.iter().flatten().all(|glyph| glyph.id > 0));
    let one = glyph(&lines, "ᾧ", 0);
    let other = lines[1].iter().find(|glyph| glyph.text.starts_with('ω')).expect("omega");
    assert_eq!((one.id, one.face), (other.id, other.face), "the shaper composes what the face has");
    assert_eq!(glyph(&lines, "ὶ", 0).id, glyph(&lines, "ι\u{300}", 0).id);
}

#[test]
fn letters_have_the_forms_of_their_language() {
    let lines = lines("sr", &["бг", "<ru>бг</ru>", "<sr-Cyrl>бг</sr-Cyrl>"]);
    let [own, russian, tagged] = [0, 1, 2].map(|nth| glyph(&lines, "б", nth).id);
    assert_ne!(own, russian, "the Serbian be");
    assert_eq!(own, tagged);
}

#[test]
fn figures_among_capitals_are_lining() {
    let of = |paragraph: &str, nth| glyph(&lines("en", &[paragraph]), "1", nth).id;
    let old = of("in 1905", 0);
    let lining = of("THE YEAR 1917 BEGAN", 0);
    assert_ne!(old, lining);
    assert_eq!(of("the B17’s crew", 0), lining, "in a word in capitals");
    assert_eq!(of("the NKVD 1937 GPU files", 0), lining, "between capitals");
    assert_eq!(of("the GPU in 1937", 0), old);
    assert_eq!(of("PRAVDA 1917 said", 0), old, "beside small letters");
    assert_eq!(of("B17 in 1944", 1), old, "each word by itself");
    assert_eq!(of("<he>אבג 1938</he> so", 0), lining, "Hebrew letters have one height");
}

#[test]
fn figures_among_small_capitals_are_old_style() {
    let mut text = document("en", &["MI1 IN 1917", "in 1917"]);
    let range = text.body.blocks[0].range.clone();
    text.body.marks.push(Mark { range, kind: MarkKind::SmallCaps });
    let (lines, _) = set(&book::edition(vec![text]), &Style::reader(), &FontSet::embedded());
    assert_eq!(glyph(&lines, "9", 0).id, glyph(&lines, "9", 1).id);
}

/// The embedded faces in a chain of one's own.
fn chain(regular: &str) -> FontSet {
    let mut sources = Sources::default();
    let file = sources.add("fonts.toml", format!("regular = [{regular}]\n"));
    FontSet::from_manifest(&sources, file, |_| Ok(None), &mut Diagnostics::default())
}

#[test]
fn a_letter_and_its_marks_are_of_one_face() {
    // The first face has the letter but not U+0363, the second has both.
    let edition = book::edition(vec![document("en", &["ba\u{363}b"])]);
    let (lines, faults) = set(&edition, &Style::reader(), &chain("\"dejavu:mono\", \"libertinus:regular\""));
    let faces: Vec<(String, FaceId)> = lines[0].iter().map(|glyph| (glyph.text.clone(), glyph.face)).collect();
    let (plain, other) = (faces[0].1, faces[1].1);
    assert_ne!(plain, other, "{faces:?}");
    assert!(lines[0].iter().all(|glyph| glyph.id > 0));
    assert!(faces[1..faces.len() - 1].iter().all(|(_, face)| *face == other), "{faces:?}");
    assert_eq!(faces[faces.len() - 1].1, plain);
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn characters_without_a_glyph_are_named() {
    let edition = book::edition(vec![document("en", &["The 港 and the e\u{1ab0} of it."])]);
    let (_, faults) = set(&edition, &Style::reader(), &FontSet::embedded());
    assert_eq!(
        faults,
        [
            "missing-glyph: no face of the chain `regular` has a glyph for “\u{25cc}\u{1ab0}” (U+1AB0)",
            "missing-glyph: no face of the chain `regular` has a glyph for “港” (U+6E2F)",
        ]
    );
}

/// What old files have as U+2329 is U+3008 in NFC, which faces for Chinese have: those of a book draw ⟨ for it.
#[test]
fn brackets_of_editors_are_drawn_whichever_characters_they_are() {
    let edition = book::edition(vec![document("la", &["We 〈men〉 and ⟨men⟩ and 〚mem〛."])]);
    let (lines, faults) = set(&edition, &Style::reader(), &FontSet::embedded());
    assert_eq!(faults, Vec::<String>::new());
    let glyph =
        |text: &str| lines.iter().flatten().find(|drawn| drawn.text == text).map(|drawn| (drawn.face, drawn.id));
    assert!(glyph("〈").is_some_and(|(_, id)| id > 0));
    assert_eq!((glyph("〈"), glyph("〉")), (glyph("⟨"), glyph("⟩")));
    assert!(glyph("〚").is_some_and(|(_, id)| id > 0));
}

/// A style with a narrow measure, in which words have to be broken.
pub(super) fn narrow() -> Style {
    let mut style = Style::reader();
    style.page.measure = Length::PT * 45;
    style.text.indent = Length::ZERO;
    style.lines.hyphen_penalty = 0;
    style.lines.double_hyphen_demerits = 0;
    style.lines.final_hyphen_demerits = 0;
    style.lines.runt_demerits = 0;
    style
}

/// The beginnings of words that stand before a hyphen at a line's end, at several measures.
fn broken(edition: &Edition, style: &Style) -> Vec<String> {
    let mut ends = BTreeSet::new();
    for points in [40, 44, 50, 58] {
        let mut style = style.clone();
        style.page.measure = Length::PT * points;
        let (lines, _) = set(edition, &style, &FontSet::embedded());
        ends.extend(lines.iter().filter_map(|line| {
            let text: String = read(line).concat();
            Some(text.strip_suffix('\u{ad}')?.rsplit(' ').next()?.to_string())
        }));
    }
    ends.into_iter().collect()
}

fn repeated(language: &str, words: &str) -> Edition {
    book::edition(vec![document(language, &[&format!("{words} a {words} as {words} the {words} ").repeat(12)])])
}

#[test]
fn a_ligature_at_a_break_is_shaped_anew() {
    let edition = repeated("en", "official");
    let (lines, _) = set(&edition, &narrow(), &FontSet::embedded());
    let ends: Vec<_> = lines.iter().filter(|line| read(line).concat().ends_with("of\u{ad}")).collect();
    assert!(!ends.is_empty());
    for line in ends {
        let letter = &line[line.len() - 2];
        assert_eq!(letter.text, "f", "the letter before the hyphen stands alone");
    }
    assert!(lines.iter().flatten().any(|glyph| glyph.text == "ffi"), "elsewhere there is a ligature");
    let begins = lines.iter().filter(|line| read(line).concat().starts_with("fi"));
    assert!(begins.clone().count() > 0 && begins.clone().all(|line| line[0].text == "fi"));
}

#[test]
fn polish_repeats_a_hyphen_at_the_beginning_of_a_line() {
    let begun = |language: &str| {
        let edition = repeated(language, "zielono-niebieski");
        let (lines, _) = set(&edition, &narrow(), &FontSet::embedded());
        let starts = lines.iter().zip(lines.iter().skip(1));
        let cut = starts.filter(|(before, _)| read(before).concat().ends_with("zielono-"));
        cut.map(|(_, line)| read(line).concat()).collect::<Vec<_>>()
    };
    for language in ["pl", "cs-CZ", "pt-PT", "hr"] {
        let lines = begun(language);
        assert!(!lines.is_empty() && lines.iter().all(|line| line.starts_with("\u{ad}nie")), "{language}: {lines:?}");
    }
    let english = begun("en");
    assert!(!english.is_empty() && english.iter().all(|line| line.starts_with("nie")), "{english:?}");
}

#[test]
fn a_call_after_a_figure_in_hebrew_follows_it() {
    let hebrew = |language: &str, paragraph: &str| {
        let mut document = document(language, &[paragraph]);
        let at = document.body.string.find("12").expect("a figure") + 2;
        book::note(&mut document, 0, at, Text::plain("A note."));
        document.notes[0].mark = "3".into();
        document.body.sort_marks();
        let (lines, _) = set(&book::edition(vec![document]), &Style::reader(), &FontSet::embedded());
        seen(&lines[0])
    };
    assert_eq!(hebrew("he", "אבג 12 דהו"), "והד 312 גבא", "the call stands at the left of the figure");
    assert_eq!(hebrew("en", "See <he>אבג 12 דהו</he> there."), "See והד 312 גבא there.");
    assert_eq!(hebrew("en", "See 12 <he>אבג</he>."), "See 123 גבא.");
}

#[test]
fn the_book_hyphenates_as_it_says() {
    let mut edition = repeated("en-GB", "Considerable");
    let usual = broken(&edition, &narrow());
    assert!(!usual.is_empty() && !usual.contains(&"Conside".to_string()), "{usual:?}");
    let words = |list: &[&str]| list.iter().map(|word| word.to_string()).collect();
    edition.book.hyphenation.insert("en".into(), words(&["CONSIDE-rable"]));
    assert_eq!(broken(&edition, &narrow()), ["Conside"], "whatever the case, and for every English");
    edition.book.hyphenation.insert("en-GB".into(), words(&["considerable"]));
    assert_eq!(broken(&edition, &narrow()), Vec::<String>::new(), "the nearer language wins");
    edition.book.hyphenation.insert("en-GB".into(), words(&["c-onsiderab-le"]));
    assert_eq!(broken(&edition, &narrow()), Vec::<String>::new(), "too near to its ends");
}

#[test]
fn languages_want_letters_on_both_sides() {
    // German leaves two letters after a hyphen, English three; the style may want more.
    let lasts = |language: &str, words: &str, style: &Style| broken(&repeated(language, words), style);
    assert!(lasts("de", "Entscheidende", &narrow()).contains(&"Entscheiden".to_string()));
    let mut wide = narrow();
    wide.lines.least_after = 3;
    assert!(!lasts("de", "Entscheidende", &wide).contains(&"Entscheiden".to_string()));
    let english = lasts("en", "responsibility", &narrow());
    assert!(english.iter().all(|head| "responsibility".len() - head.len() >= 3), "{english:?}");
    // Greek patterns would leave a single letter.
    let greek = lasts("grc", "ἐλευθερία", &narrow());
    assert!(!greek.is_empty() && greek.iter().all(|head| head.chars().count() >= 2), "{greek:?}");
}

#[test]
fn sigla_capitals_figures_and_addresses_are_not_hyphenated() {
    for words in ["⟨Harleianus⟩", "NARKOMINDEL", "Vaticanus2", "self-determination", "www.determination.example"] {
        assert_eq!(broken(&repeated("en", words), &narrow()), Vec::<String>::new(), "{words}");
    }
    assert!(!broken(&repeated("en", "determination"), &narrow()).is_empty());
}
