//! SVG (SVG 1.1 and what SVG 2 adds to it, as far as `usvg` goes).
//!
//! A drawing stands for itself: what it would fetch from elsewhere, run or paint in pixels is
//! refused (by [`crate::safe`]), as no page of print nor of an EPUB may have it and the same drawing must give the same
//! bytes on every machine. Its text is set in the faces of the book, never the machine's.

use super::{Size, broken, cost, jpeg, png, unfit};
use crate::diag::Diagnostic;
use crate::fonts::{FontRole, FontSet};
use crate::model::length::Length;
use crate::safe;
use std::sync::{Arc, Mutex};
use usvg::fontdb::{Database, Source};
use usvg::roxmltree::{Document, ParsingOptions};
use usvg::{ImageHrefResolver, ImageKind, Options, Tree};

/// The namespace of SVG.
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// A pixel of CSS, 96 to the inch, in points.
const PIXEL: f64 = 0.75;

/// The faces that drawings are set in.
#[derive(Clone, Debug, Default)]
pub struct Fonts(Arc<Database>);

impl Fonts {
    /// All faces of the book. A family that it does not have becomes that of its text.
    ///
    /// `padding` zero bytes are added to each font file, which makes it another file for whoever
    /// tells files apart by their contents.
    pub fn new(fonts: &FontSet, padding: usize) -> Self {
        let mut database = Database::new();
        let mut families = vec![];
        for face in &fonts.faces {
            let mut data = face.data.to_vec();
            data.resize(data.len() + padding, 0);
            let ids = database.load_font_source(Source::Binary(Arc::new(data)));
            let family = ids.first().and_then(|id| database.face(*id)).and_then(|face| face.families.first());
            families.push(family.map(|(name, _)| name.clone()));
        }
        let family = |role| {
            let first = fonts.chains.get(&role).and_then(|chain: &Vec<_>| chain.first());
            first.and_then(|id| families.get(id.0 as usize).cloned().flatten())
        };
        if let Some(serif) = family(FontRole::Regular) {
            database.set_serif_family(serif.clone());
            database.set_sans_serif_family(serif.clone());
            database.set_cursive_family(serif.clone());
            database.set_fantasy_family(serif);
        }
        if let Some(mono) = family(FontRole::Mono) {
            database.set_monospace_family(mono);
        }
        Self(Arc::new(database))
    }
}

/// Reads a drawing without its text; the size is its own, a pixel being 1/96 inch (CSS Values 3, 6.2).
pub(super) fn read(data: &[u8]) -> Result<Size, Diagnostic> {
    let size = drawing(data, &Fonts::default())?.size();
    let points = |pixels: f32| Length::from_pt(f64::from(pixels) * PIXEL);
    Ok((points(size.width()), points(size.height())))
}

/// Reads a drawing, its text set in `fonts`.
///
/// # Errors
/// As [`super::read`].
pub fn drawing(data: &[u8], fonts: &Fonts) -> Result<Tree, Diagnostic> {
    let text = std::str::from_utf8(data).map_err(|_| broken("it is not UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    safe::svg::check_size(text).map_err(|fault| unsafe_drawing(text, &fault))?;
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| broken(&error.to_string()))?;
    let root = document.root_element().tag_name();
    if (root.namespace(), root.name()) != (Some(NAMESPACE), "svg") {
        let help = "the root of an SVG is `<svg xmlns=\"http://www.w3.org/2000/svg\">`";
        return Err(unfit(&format!("it is XML, but no SVG: its root is `{}`", root.name())).help(help));
    }
    let absolute = |name| document.root_element().attribute(name).is_some_and(|length| !length.ends_with('%'));
    if absolute("width") != absolute("height") {
        let help = "give its `<svg>` both, or neither and a `viewBox`";
        return Err(unfit("the drawing has a width or a height without the other").help(help));
    }
    safe::svg::check(&document).map_err(|fault| unsafe_drawing(text, &fault))?;
    cost::check(&document).map_err(|fault| unsafe_drawing(text, &fault))?;
    let inner: Mutex<Option<Diagnostic>> = Mutex::new(None);
    let resolver = ImageHrefResolver {
        resolve_data: Box::new(|_, data, _| inner_picture(data, &inner)),
        resolve_string: Box::new(|_, _| None),
    };
    let options = Options { image_href_resolver: resolver, fontdb: fonts.0.clone(), ..Options::default() };
    let tree =
        safe::caught(|| Tree::from_xmltree(&document, &options)).ok_or_else(|| broken("it confuses its reader"))?;
    let tree = tree.map_err(|error| broken(&error.to_string()))?;
    drop(options);
    if let Some(fault) = inner.into_inner().ok().flatten() {
        return Err(fault);
    }
    if !tree.filters().is_empty() {
        let help = "save it without filters (blur, shadow), or as a PNG of 300 pixels to the inch";
        return Err(unfit("the drawing uses filters, which are painted in pixels").help(help));
    }
    Ok(tree)
}

/// The error for what a drawing may not have, with its line.
fn unsafe_drawing(text: &str, fault: &safe::Fault) -> Diagnostic {
    let line = text.as_bytes()[..fault.at.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1;
    unfit(&format!("the drawing has {} (line {line})", fault.what)).help(fault.help)
}

/// A picture inside a drawing: it must be one that could stand by itself.
fn inner_picture(data: Arc<Vec<u8>>, fault: &Mutex<Option<Diagnostic>>) -> Option<ImageKind> {
    let read = if data.starts_with(png::SIGNATURE) {
        png::read(&data).map(|_| ImageKind::PNG(data))
    } else if data.starts_with(jpeg::SIGNATURE) {
        jpeg::read(&data).map(|_| ImageKind::JPEG(data))
    } else {
        let help = "embed it as a PNG or a JPEG";
        Err(unfit("a picture inside the drawing is neither a PNG nor a JPEG").help(help))
    };
    match (read, fault.lock()) {
        (Ok(picture), _) => Some(picture),
        (Err(error), Ok(mut known)) => {
            known.get_or_insert(error);
            None
        }
        (Err(_), Err(_)) => None,
    }
}
