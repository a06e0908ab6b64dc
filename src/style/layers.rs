//! Styles by name, and the layers that a style is made of.

use super::value::{Reader, Units};
use super::{DEFAULT_STYLE, Style};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::length::Length;
use crate::source::{FileId, Sources};
use crate::table;
use crate::words::nearest::nearest;

/// The built-in styles; the reader's is below all others.
const BUILT_IN: &[(&str, &str)] = &[
    ("reader", DEFAULT_STYLE),
    ("a5", include_str!("../../styles/a5.toml")),
    ("a4", include_str!("../../styles/a4.toml")),
    ("large-print", include_str!("../../styles/large-print.toml")),
];

/// The names of the built-in styles.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// The text of a built-in style: the reader's has all keys, the others what differs.
pub fn text(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// Whether `style`, as a book or a command line gives it, is meant as the name of a built-in
/// style: a path has a folder or an ending.
pub fn is_name(style: &str) -> bool {
    !style.contains(['/', '\\', '.'])
}

/// The error for a name that no built-in style has.
pub fn unknown(name: &str) -> Diagnostic {
    let known: Vec<&str> = names().collect();
    let help = match nearest(name, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("built in are {}; a file of your own needs its ending, such as `.toml`", known.join(", ")),
    };
    Diagnostic::error("unknown-style", format!("there is no style `{name}`")).help(help)
}

/// The error for a file that another one names as what it builds upon.
fn no_base(path: &str) -> Diagnostic {
    let known: Vec<&str> = names().collect();
    let known = known.join(", ");
    let help = format!("`base` is one of {known}; write what you want of another file into this one");
    Diagnostic::error("unknown-style", format!("`{path}` is no built-in style")).help(help)
}

/// A file and what it belongs to.
type Layer<'a> = (&'a Sources, FileId);

impl Style {
    /// The reader's style.
    pub fn reader() -> Style {
        Style::named("reader").unwrap_or_else(Style::blank)
    }

    /// The built-in style of that name.
    pub fn named(name: &str) -> Option<Style> {
        let built_in = built_in(name)?;
        let layers: Vec<Layer<'_>> = built_in.1.iter().map(|file| (&built_in.0, *file)).collect();
        Some(Style::of(&layers, &mut Diagnostics::default()))
    }

    /// The style of a file, upon the built-in one that it names as its `base`, or the reader's.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Style {
        let unheard = &mut Diagnostics::default();
        let mut root = table::parse(sources, file, 0..sources.file(file).text.len(), unheard);
        let base = root.string("base", unheard);
        let name = base.as_ref().map_or("reader", |base| base.value.as_str());
        let known = built_in(name);
        if let (Some(base), None) = (&base, &known) {
            let fault = if is_name(&base.value) { unknown(&base.value) } else { no_base(&base.value) };
            diagnostics.push(fault.at(base.span.clone()));
        }
        let below = known.or_else(|| built_in("reader")).unwrap_or_default();
        let built_in = below.1.iter().map(|file| (&below.0, *file));
        let layers: Vec<Layer<'_>> = built_in.chain([(sources, file)]).collect();
        Style::of(&layers, diagnostics)
    }

    /// The style of some layers, the lowest first; what is wrong with the uppermost is reported.
    fn of(layers: &[Layer<'_>], diagnostics: &mut Diagnostics) -> Style {
        let mut style = Style::blank();
        let units = units(layers);
        let Some(((sources, file), below)) = layers.split_last() else { return style };
        for (sources, file) in below {
            let _ = style.apply(sources, *file, units, &mut Diagnostics::default());
        }
        let given = style.apply(sources, *file, units, diagnostics);
        (style.text.size, style.text.leading) = (units.em, units.line);
        style.follow_canon();
        style.check(&given, *file, diagnostics);
        style
    }
}

/// The files of the built-in style of that name, the lowest first.
fn built_in(name: &str) -> Option<(Sources, Vec<FileId>)> {
    let known = BUILT_IN.iter().position(|(known, _)| *known == name)?;
    let mut sources = Sources::default();
    let mut files = vec![];
    for (name, text) in [0, known].iter().take(known + 1).map(|index| BUILT_IN[*index]) {
        files.push(sources.add(format!("built-in styles/{name}.toml"), text));
    }
    Some((sources, files))
}

/// Size and leading of the text, which all other lengths may be given in, are read first, through
/// all layers: what stands lower follows what stands above.
fn units(layers: &[Layer<'_>]) -> Units {
    let unheard = &mut Diagnostics::default();
    let mut units = Units { em: Length::PT * 10, line: Length::PT * 13 };
    let mut texts: Vec<Reader> = vec![];
    for (sources, file) in layers {
        let mut root = table::parse(sources, *file, 0..sources.file(*file).text.len(), unheard);
        texts.extend(root.table("text", unheard).map(|table| Reader { table, units }));
    }
    for text in &mut texts {
        text.units = units;
        text.positive("size", &mut units.em, unheard);
    }
    for text in &mut texts {
        text.units = units;
        text.positive("leading", &mut units.line, unheard);
    }
    units
}
