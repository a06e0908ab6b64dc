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
    assert!(faults.iter().any(|f| f.contains("size and leading of notes must be positive")));
}

#[test]
fn lines_are_those_of_the_text() {
    let (style, faults) = read("[text]\nleading = \"14pt\"\n[quotation]\nabove = \"0.5ln\"\n");
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(style.quotation.above, Length::from_pt(7.0));
}

#[test]
fn a_font_that_is_no_font() {
    let mut sources = Sources::default();
    let file = sources.add("fonts.toml", "regular = [\"bad.otf\", \"gone.otf\"]\nitalics = []\n");
    let mut diagnostics = Diagnostics::default();
    let load = |name: &str| (name == "bad.otf").then(|| b"no font".to_vec());
    let fonts = FontSet::from_manifest(&sources, file, load, &mut diagnostics);
    let codes: Vec<_> =
        diagnostics.iter().map(|d| (d.code, sources.slice(d.span.as_ref().expect("located")))).collect();
    assert_eq!(codes, [("font-invalid", "\"bad.otf\""), ("font-missing", "\"gone.otf\""), ("unknown-key", "italics")]);
    assert_eq!(fonts.face(fonts.chains[&FontRole::Regular][0]).name, "libertinus:regular");
}
