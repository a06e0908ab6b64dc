//! The pictures of figures as krilla draws them.
//!
//! PNG becomes an image XObject, with a soft mask for what is transparent; a JPEG is passed on as
//! it is (ISO 32000-1, 8.9.5, 7.4.8); a drawing becomes paths and text, its text in the faces of the
//! book. Knows bytes and rectangles; nothing of where on a page they are or what they mean.

use crate::diag::Diagnostic;
use crate::fonts::FontSet;
use crate::model::document::Edition;
use crate::model::figure::{Figure, FigureId, Picture, PictureKind};
use crate::picture::{self, Fonts};
use crate::write::pdf::faces::COPIES;
use krilla::geom::Size;
use krilla::image::Image;
use krilla::surface::Surface;
use krilla_svg::{SurfaceExt, SvgSettings};
use std::sync::OnceLock;
use usvg::{Group, Node, Text, Tree};

/// The pictures of an edition.
pub(crate) struct Pictures<'a> {
    edition: &'a Edition,
    fonts: &'a FontSet,
    /// The faces of drawings, prepared for the first.
    database: OnceLock<Fonts>,
}

impl<'a> Pictures<'a> {
    pub(crate) fn new(edition: &'a Edition, fonts: &'a FontSet) -> Self {
        Self { edition, fonts, database: OnceLock::new() }
    }

    /// The picture of a figure.
    pub(crate) fn find(&self, (document, FigureId(id)): (usize, FigureId)) -> Option<(&Figure, &Picture)> {
        let figure = self.edition.documents.get(document)?.figures.get(id as usize)?;
        Some((figure, figure.picture.as_ref()?))
    }

    /// Draws a picture into the rectangle of `size` at the surface's origin.
    pub(crate) fn draw(
        &self,
        figure: &Figure,
        picture: &Picture,
        size: Size,
        surface: &mut Surface<'_>,
    ) -> Result<(), Diagnostic> {
        let drawn = match picture.kind {
            PictureKind::Svg => self.drawing(picture).map(|tree| {
                surface.draw_svg(&tree, size, SvgSettings::default());
            }),
            PictureKind::Png => image(Image::from_png(picture.data.clone().into(), false), size, surface),
            PictureKind::Jpeg => image(Image::from_jpeg(picture.data.clone().into(), false), size, surface),
        };
        drawn.map_err(|fault| if let Some(span) = figure.span.clone() { fault.at(span) } else { fault })
    }

    fn drawing(&self, picture: &Picture) -> Result<Tree, Diagnostic> {
        // Files of their own: the text of a drawing would share the maps of glyphs that `faces` keeps.
        let fonts = self.database.get_or_init(|| Fonts::new(self.fonts, COPIES));
        let tree = picture::drawing(&picture.data, fonts)?;
        if let Some(character) = unknown(tree.root()) {
            let message = format!("no face has a glyph for “{character}” in this drawing");
            let help = "add a font that has it to fonts.toml, or save the drawing's text as paths";
            return Err(Diagnostic::error("pdf-font", message).help(help));
        }
        Ok(tree)
    }
}

fn image(image: Result<Image, String>, size: Size, surface: &mut Surface<'_>) -> Result<(), Diagnostic> {
    let image =
        image.map_err(|why| Diagnostic::error("broken-picture", format!("the picture cannot be read: {why}")))?;
    surface.draw_image(image, size);
    Ok(())
}

/// The first text of a drawing that has no glyph.
fn unknown(group: &Group) -> Option<String> {
    group.children().iter().find_map(|node| match node {
        Node::Group(inner) => unknown(inner),
        Node::Text(text) => unknown_in(text),
        _ => None,
    })
}

fn unknown_in(text: &Text) -> Option<String> {
    let mut glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
    glyphs.find(|glyph| glyph.id.0 == 0).map(|glyph| glyph.text.clone())
}
