//! Draws a page's items and marks what they are.
//!
//! Adjacent items of the same leaf or the same kind of artifact share one marked-content section
//! (ISO 32000-1, 14.6); sections never nest. Positions are taken over as they are: layout and krilla
//! both count from the top left corner.

use crate::diag::Diagnostic;
use crate::model::figure::FigureId;
use crate::model::length::Length;
use crate::model::page::{GlyphRun, Item, Page, Role};
use crate::write::pdf::faces::Faces;
use crate::write::pdf::pictures::Pictures;
use crate::write::pdf::pieces::{self, Piece};
use crate::write::pdf::sheets::Sheet;
use crate::write::pdf::tags::Marked;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::page::{Page as Target, PageLabel, PageSettings};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag};
use krilla::text::KrillaGlyph;

/// The size and the label of page `index`.
pub(crate) fn page_settings(page: &Page, label: PageLabel, index: usize) -> Result<PageSettings, Diagnostic> {
    PageSettings::from_wh(page.width.pt(), page.height.pt())
        .map(|settings| settings.with_page_label(label))
        .ok_or_else(|| crate::write::pdf::check::breach(format!("page number {} of the file has no size", index + 1)))
}

/// Draws everything on a page and notes for each leaf the sections that it got.
pub(crate) fn page(
    target: &mut Target,
    sheet: &Sheet,
    index: usize,
    faces: &mut Faces,
    pictures: &Pictures,
    marked: &mut Marked,
) -> Result<(), Diagnostic> {
    let mut pen = Pen { surface: target.surface(), pictures, index, open: None, pieces: vec![] };
    let mut items = sheet.page.items.iter().zip(&sheet.glyphs);
    let drawn = items.try_for_each(|(item, glyphs)| pen.item(item, glyphs, faces, marked));
    // Whatever happened: krilla does not let go of a page with an open section.
    pen.close();
    pen.surface.finish();
    drawn
}

/// Draws on one page.
struct Pen<'a> {
    surface: Surface<'a>,
    pictures: &'a Pictures<'a>,
    /// The page from 0.
    index: usize,
    /// What the open section is for.
    open: Option<Role>,
    /// Room for the run being drawn, kept so that runs share one allocation.
    pieces: Vec<Piece>,
}

impl Pen<'_> {
    fn item(
        &mut self,
        item: &Item,
        glyphs: &[KrillaGlyph],
        faces: &mut Faces,
        marked: &mut Marked,
    ) -> Result<(), Diagnostic> {
        match item {
            Item::Glyphs(run) => self.run(run, glyphs, faces, marked),
            Item::Rule { x, y, width, height } => {
                self.section(Role::Decoration, marked);
                self.rule(*x, *y, *width, *height);
                Ok(())
            }
            Item::Picture { x, y, width, height, figure, role } => {
                self.picture([*x, *y, *width, *height], *figure, *role, marked)
            }
        }
    }

    /// Makes sure that the open section is for `role`.
    fn section(&mut self, role: Role, marked: &mut Marked) {
        if self.open == Some(role) {
            return;
        }
        self.close();
        let identifier = self.surface.start_tagged(content_tag(role));
        if let Role::Content(leaf) = role {
            marked.content(leaf, identifier);
        }
        self.open = Some(role);
    }

    /// Closes the open section.
    fn close(&mut self) {
        if self.open.take().is_some() {
            self.surface.end_tagged();
        }
    }

    /// Draws a run.
    fn run(
        &mut self,
        run: &GlyphRun,
        glyphs: &[KrillaGlyph],
        faces: &mut Faces,
        marked: &mut Marked,
    ) -> Result<(), Diagnostic> {
        let mut pieces = std::mem::take(&mut self.pieces);
        pieces::cut(run, glyphs, faces, &mut pieces);
        for piece in &pieces {
            self.section(run.role, marked);
            let font = faces.get(run.face, piece.copy)?;
            // Everything is drawn in a space that is wider by the expansion, so lengths across shrink.
            let wider = pieces::wider(run);
            let start = Point::from_xy((run.x + piece.x).pt() / wider, run.y.pt());
            let glyphs = &glyphs[piece.glyphs.clone()];
            if run.expansion != 0 {
                self.surface.push_transform(&Transform::from_scale(wider, 1.0));
            }
            self.surface.draw_glyphs(start, glyphs, font, &run.text, run.size.pt(), false);
            if run.expansion != 0 {
                self.surface.pop();
            }
            if piece.last {
                self.close();
            }
        }
        self.pieces = pieces;
        Ok(())
    }

    fn picture(
        &mut self,
        [x, y, width, height]: [Length; 4],
        figure: (usize, FigureId),
        role: Role,
        marked: &mut Marked,
    ) -> Result<(), Diagnostic> {
        let breach = || crate::write::pdf::check::breach(format!("there is no picture {figure:?}, or it has no size"));
        let (figure, picture) = self.pictures.find(figure).ok_or_else(breach)?;
        let rect = Rect::from_xywh(x.pt(), y.pt(), width.pt(), height.pt()).ok_or_else(breach)?;
        let size = Size::from_wh(width.pt(), height.pt()).ok_or_else(breach)?;
        self.section(role, marked);
        if let Role::Content(leaf) = role {
            marked.place(leaf, BBox::new(self.index, rect));
        }
        self.surface.push_transform(&Transform::from_translate(x.pt(), y.pt()));
        let drawn = self.pictures.draw(figure, picture, size, &mut self.surface);
        self.surface.pop();
        drawn
    }

    fn rule(&mut self, x: Length, y: Length, width: Length, height: Length) {
        let Some(rect) = Rect::from_xywh(x.pt(), y.pt(), width.pt(), height.pt()) else { return };
        let mut path = PathBuilder::new();
        path.push_rect(rect);
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }
}

fn content_tag(role: Role) -> ContentTag<'static> {
    let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
    match role {
        Role::Content(_) => ContentTag::Other,
        Role::Header => artifact(ArtifactType::Header),
        Role::Footer => artifact(ArtifactType::Footer),
        Role::Decoration => artifact(ArtifactType::Layout),
    }
}
