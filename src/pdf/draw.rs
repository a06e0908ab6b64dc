//! Draws a page's items and marks what they are.
//!
//! Adjacent items of the same leaf or the same kind of artifact share one marked-content section
//! (ISO 32000-1, 14.6); sections never nest. Positions are taken over as they are: layout and krilla
//! both count from the top left corner.

use super::faces::Faces;
use super::pieces::{Cutter, Piece};
use super::tags::Marked;
use crate::diag::Diagnostic;
use crate::model::length::Length;
use crate::model::page::{GlyphRun, Item, Page, Role};
use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::page::{Page as Target, PageLabel, PageSettings};
use krilla::surface::{Location, Surface};
use krilla::tagging::{Artifact, ArtifactType, ContentTag};
use krilla::text::{GlyphId, KrillaGlyph};
use std::ops::Range;

/// The size and the label of page `index`.
pub(super) fn page_settings(page: &Page, label: PageLabel, index: usize) -> Result<PageSettings, Diagnostic> {
    PageSettings::from_wh(page.width.pt(), page.height.pt())
        .map(|settings| settings.with_page_label(label))
        .ok_or_else(|| super::check::breach(format!("page number {} of the file has no size", index + 1)))
}

/// Draws everything on page `index` and notes for each leaf the sections that it got.
pub(super) fn page(
    target: &mut Target,
    page: &Page,
    index: usize,
    faces: &mut Faces,
    marked: &mut Marked,
) -> Result<(), Diagnostic> {
    let mut pen = Pen {
        surface: target.surface(),
        open: None,
        cutter: Cutter::default(),
        glyphs: vec![],
        place: Location::new(index as u64 + 1),
    };
    let drawn = page.items.iter().try_for_each(|item| pen.item(item, faces, marked));
    // Whatever happened: krilla does not let go of a page with an open section.
    pen.close();
    pen.surface.finish();
    drawn
}

/// Draws on one page.
struct Pen<'a> {
    surface: Surface<'a>,
    /// What the open section is for.
    open: Option<Role>,
    /// Room for the run being drawn, kept so that runs share one allocation.
    cutter: Cutter,
    /// The piece being drawn, as krilla wants it.
    glyphs: Vec<KrillaGlyph>,
    /// The page from 1, for krilla to name when it refuses a glyph.
    place: Option<Location>,
}

impl Pen<'_> {
    fn item(&mut self, item: &Item, faces: &mut Faces, marked: &mut Marked) -> Result<(), Diagnostic> {
        match item {
            Item::Glyphs(run) => self.run(run, faces, marked),
            Item::Rule { x, y, width, height } => {
                self.section(Role::Decoration, marked);
                self.rule(*x, *y, *width, *height);
                Ok(())
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
    fn run(&mut self, run: &GlyphRun, faces: &mut Faces, marked: &mut Marked) -> Result<(), Diagnostic> {
        let mut cutter = std::mem::take(&mut self.cutter);
        cutter.cut(run, faces);
        for piece in &cutter.pieces {
            self.section(run.role, marked);
            self.piece(run, piece, &cutter.texts, faces)?;
            if piece.last {
                self.close();
            }
        }
        self.cutter = cutter;
        Ok(())
    }

    fn piece(
        &mut self,
        run: &GlyphRun,
        piece: &Piece,
        texts: &[Range<usize>],
        faces: &mut Faces,
    ) -> Result<(), Diagnostic> {
        let font = faces.get(run.face, piece.copy)?;
        // Everything is drawn in a space that is wider by the expansion, so lengths across shrink.
        let wider = 1.0 + run.expansion as f32 / 1e6;
        let across = run.size.0 as f32 * wider;
        let size = run.size.0 as f32;
        self.glyphs.clear();
        for (glyph, text) in run.glyphs[piece.glyphs.clone()].iter().zip(&texts[piece.glyphs.clone()]) {
            self.glyphs.push(KrillaGlyph {
                glyph_id: GlyphId::new(glyph.id.into()),
                text_range: text.clone(),
                x_advance: rounded(glyph.advance.0 as f32 / across),
                x_offset: glyph.x_offset.0 as f32 / across,
                y_offset: glyph.y_offset.0 as f32 / size,
                y_advance: 0.0,
                location: self.place,
            });
        }
        let start = Point::from_xy((run.x + piece.x).pt() / wider, run.y.pt());
        if run.expansion != 0 {
            self.surface.push_transform(&Transform::from_scale(wider, 1.0));
        }
        self.surface.draw_glyphs(start, &self.glyphs, font, &run.text, run.size.pt(), false);
        if run.expansion != 0 {
            self.surface.pop();
        }
        Ok(())
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

/// A width in ems, rounded to what no eye can see and no line can add up to anything: letters that
/// are as wide as the face has them need no adjustment in the file.
fn rounded(ems: f32) -> f32 {
    (ems * 100_000.0).round() / 100_000.0
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
