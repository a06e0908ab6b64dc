//! Style files and font manifests: what is wrong in them is said where it stands.

use edition::diag::Diagnostics;
use edition::fonts::{FontRole, FontSet};
use edition::model::length::Length;
use edition::source::Sources;
use edition::style::{DEFAULT_STYLE, Style};

fn read(text: &str) -> (Style, Vec<String>) {
    let mut sources = Sources::default();
    let file = sources.add("my.toml", text);
    let mut diagnostics = Diagnostics::default();
    let style = Style::read(&sources, file, &mut diagnostics);
    let shown = diagnostics.iter().map(|d| {
        let place = d.span.as_ref().map_or("", |span| sources.slice(span));
        format!("{} at `{place}`: {} ({})", d.code, d.message, d.help.clone().unwrap_or_default())
    });
    (style, shown.collect())
}

#[test]
fn the_embedded_style_is_sound() {
    let (style, faults) = read(DEFAULT_STYLE);
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(style, Style::reader());
    assert_eq!(style.text.leading, Length::from_pt(13.0));
}

#[test]
fn faults_are_located() {
    let (_, faults) =
        read("[page]\nwidht = \"100mm\"\nlines = \"many\"\n[text]\nsize = \"10 parsecs\"\nalign = \"middle\"\n");
    assert_eq!(faults.len(), 4, "{faults:#?}");
    assert!(faults.iter().any(|f| f.contains("`widht`") && f.contains("did you mean `width`")));
    assert!(faults.iter().any(|f| f.starts_with("wrong-type at `\"many\"`")));
    assert!(faults.iter().any(|f| f.contains("10 parsecs")));
    assert!(faults.iter().any(|f| f.starts_with("style-value at `\"middle\"`")));
}

#[test]
fn series_of_notes_have_styles_of_their_own() {
    let (style, faults) =
        read("[note]\nsize = \"9pt\"\n[note.e]\nleading = \"11pt\"\n[note.unheard-of]\nrule = \"0pt\"\n");
    assert_eq!(faults, Vec::<String>::new(), "which series there are is for the book to say");
    let [text, own, other] = ["a", "e", "unheard-of"].map(|series| style.note_of(series));
    assert_eq!((text, text.size), (&style.note, Length::from_pt(9.0)));
    assert_eq!((own.size, own.leading), (Length::from_pt(9.0), Length::from_pt(11.0)), "it is like [note] otherwise");
    assert_eq!((other.rule, other.gutter), (Length::ZERO, style.note.gutter));
    let (_, faults) = read("[note.e]\nsise = \"9pt\"\nrule = \"thick\"\n[note]\nleading = \"0pt\"\n");
    assert_eq!(faults.len(), 3, "{faults:#?}");
    assert!(faults.iter().any(|f| f.starts_with("unknown-key at `sise`") && f.contains("did you mean `size`")));
    assert!(faults.iter().any(|f| f.starts_with("style-value at `\"thick\"`")));
    assert!(faults.iter().any(|f| f.starts_with("style-value at `\"0pt\"`")), "{faults:#?}");
}

#[test]
fn lines_are_those_of_the_text() {
    let (style, faults) = read("[text]\nleading = \"14pt\"\n[quotation]\nabove = \"0.5ln\"\n");
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(style.quotation.above, Length::from_pt(7.0));
}

/// Measure and lines follow from the page and the type.
#[test]
fn the_canon() {
    let near = |length: Length, mm: f64| (length.0 - Length::from_mm(mm).0).abs() < 10;
    let (reader, _) = read("");
    assert!(near(reader.page.measure, 100.0));
    assert_eq!(reader.page.lines, 36);
    assert!(near(reader.page.inner(), 16.0) && near(reader.page.outer(), 24.0));
    let (wide, _) = read("[page]\nwidth = \"300mm\"\nheight = \"300mm\"\n");
    assert_eq!(wide.page.measure, Length::from_pt(300.0), "no more than thirty ems");
    let (given, faults) = read("[page]\nmeasure = \"90mm\"\nlines = 30\n");
    assert_eq!((given.page.measure, given.page.lines), (Length::from_mm(90.0), 30));
    assert_eq!(faults, Vec::<String>::new());
}

/// What is given in ems and lines follows the type.
#[test]
fn sizes_follow_that_of_the_text() {
    let (style, faults) = read("[text]\nsize = \"20pt\"\n");
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(style.text.leading, Length::from_pt(26.0));
    assert_eq!(style.note.size, Length::from_pt(16.0));
    assert_eq!(style.title.leading, Length::from_pt(52.0));
}

#[test]
fn a_style_upon_another() {
    let (style, faults) = read("base = \"a5\"\n[title]\nsize = \"2em\"\n");
    assert_eq!(faults, Vec::<String>::new());
    let a5 = Style::named("a5").expect("built in");
    assert_eq!(style.page, a5.page);
    assert_eq!(style.title.size, a5.text.size * 2);
    assert_eq!(style.note, a5.note);
    let (style, faults) = read("base = \"a55\"\n");
    assert_eq!(faults, ["unknown-style at `\"a55\"`: there is no style `a55` (did you mean `a5`?)"]);
    assert_eq!(style, Style::reader());
}

/// Every built-in style can be the base of one that changes nothing, and has no fault of its own.
#[test]
fn the_built_in_styles_are_sound() {
    for name in edition::style::names() {
        let (style, faults) = read(&format!("base = \"{name}\"\n"));
        assert_eq!(faults, Vec::<String>::new(), "{name}");
        assert_eq!(Some(style), Style::named(name));
        let path = format!("{}/styles/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let (own, faults) = read(&std::fs::read_to_string(path).expect("a file"));
        assert_eq!(faults, Vec::<String>::new(), "{name}");
        assert_eq!(Some(own), Style::named(name));
    }
}

/// The first fault of a style file.
fn fault(text: &str) -> String {
    let (_, faults) = read(text);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults[0].split(" (").next().unwrap_or_default().to_string()
}

#[test]
fn faults_of_the_margins_are_located() {
    assert_eq!(fault("[line-numbers]\nevery = -5\n"), "style-value at `-5`: `every` must be an integer from 0 to 999");
    assert_eq!(
        fault("[line-numbers]\nrestart = \"chapter\"\n"),
        "style-value at `\"chapter\"`: `restart` must be one of \"page\", \"document\", \"section\", \"paragraph\", \"stanza\""
    );
    assert!(fault("[running-head]\nverso = \"title\"\n").starts_with("style-value at `\"title\"`: `verso` must"));
    assert!(fault("[folio]\nplace = \"top\"\n").starts_with("style-value at `\"top\"`: `place` must"));
    assert!(fault("[page]\nopenings = \"verso\"\n").starts_with("style-value at `\"verso\"`: `openings` must"));
    assert!(fault("[half-title]\nshow = 1\n").starts_with("wrong-type at `1`: `show`"));
    assert!(fault("[text]\nsize = \"0pt\"\n").starts_with("style-value at `\"0pt\"`: `size` must be more"));
    assert!(fault("[folio]\ndistance = \"-2mm\"\n").starts_with("style-value at `\"-2mm\"`: `distance` must be more"));
    assert_eq!(fault("[line-numbers]\neverry = 5\n"), "unknown-key at `everry`: unknown key `everry`");
}

#[test]
fn what_does_not_fit_on_the_page_is_located() {
    assert_eq!(fault("[page]\nmeasure = \"150mm\"\n"), "style-page at `\"150mm\"`: the measure is wider than the page");
    assert_eq!(fault("[page]\nlines = 48\n"), "style-page at `48`: the lines of text are higher than the page");
    assert_eq!(
        fault("[page]\nheight = \"20mm\"\n"),
        "style-page at `\"20mm\"`: fewer than five lines of text fit on the page"
    );
    assert_eq!(
        fault("[running-head]\ndistance = \"30mm\"\n"),
        "style-margin at `\"30mm\"`: the running head stands above the page"
    );
    assert_eq!(fault("[folio]\ndistance = \"40mm\"\n"), "style-margin at `\"40mm\"`: the folio stands below the page");
    assert_eq!(
        fault("[line-numbers]\nevery = 5\ndistance = \"12mm\"\n"),
        "style-margin at `\"12mm\"`: the line numbers stand within 3 mm of the paper’s edge"
    );
    assert_eq!(
        fault("[line-numbers]\nevery = 5\ndistance = \"20mm\"\n"),
        "style-margin at `\"20mm\"`: the line numbers stand beyond the paper’s edge"
    );
    assert!(fault("[note]\nleft = \"98mm\"\n").ends_with("the indents of [note] leave no room for words"));
}

#[test]
fn drop_caps_and_rules_are_the_styles_to_choose() {
    let (style, faults) = read("[text]\ndrop-cap = 3\n[table]\nrules = \"none\"\n[epigraph]\nleft = \"2ln\"\n");
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!((style.text.drop_cap, style.table.ruled), (3, false));
    let (_, faults) = read("[text]\ndrop-cap = 12\n[table]\nrules = \"thick\"\n[verse]\ndrop-cap = 2\n");
    assert_eq!(faults.len(), 3, "{faults:#?}");
    assert!(faults.iter().any(|f| f.starts_with("style-value at `12`")));
    assert!(faults.iter().any(|f| f.contains("one of \"none\", \"thin\"")));
    assert!(faults.iter().any(|f| f.starts_with("unknown-key at `drop-cap`")));
}

#[test]
fn a_font_that_is_no_font() {
    let mut sources = Sources::default();
    let file = sources.add("fonts.toml", "regular = [\"bad.otf\", \"gone.otf\"]\nitalics = []\n");
    let mut diagnostics = Diagnostics::default();
    let load = |name: &str| Ok((name == "bad.otf").then(|| b"no font".to_vec()));
    let fonts = FontSet::from_manifest(&sources, file, load, &mut diagnostics);
    let codes: Vec<_> =
        diagnostics.iter().map(|d| (d.code, sources.slice(d.span.as_ref().expect("located")))).collect();
    assert_eq!(codes, [("font-invalid", "\"bad.otf\""), ("font-missing", "\"gone.otf\""), ("unknown-key", "italics")]);
    assert_eq!(fonts.face(fonts.chains[&FontRole::Regular][0]).name, "libertinus:regular");
}

/// `large-print` promises so: also of captions, tables and what stands in the margins.
#[test]
fn nothing_in_large_print_is_below_fourteen_points() {
    let style = Style::named("large-print").expect("a style");
    let blocks = [
        &style.quotation,
        &style.epigraph,
        &style.attribution,
        &style.verse,
        &style.list,
        &style.term,
        &style.definition,
        &style.table_caption,
        &style.table,
        &style.code,
        &style.caption,
        &style.dateline,
        &style.headnote,
        &style.source,
        &style.note,
        &style.imprint,
        &style.contents,
        &style.colophon,
    ];
    let margins = [style.running_head.margin.size, style.folio.margin.size, style.line_numbers.margin.size];
    let sizes = blocks.iter().map(|block| block.size).chain(margins).chain([style.paragraph_number.size]);
    assert_eq!(sizes.filter(|size| *size < Length::from_pt(14.0)).collect::<Vec<_>>(), []);
}
