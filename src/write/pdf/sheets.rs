//! Makes pages ready for drawing, a bundle at a time and ahead of the pen.
//!
//! krilla draws one page after the other on one thread. Meanwhile the other threads make the pages
//! of the next bundle, so that no more than two bundles of glyphs are there at once.

use crate::diag::Diagnostic;
use crate::model::page::{Item, Page, Pages};
use crate::write::pdf::advances::Advances;
use crate::write::pdf::check::Checked;
use crate::write::pdf::pieces;
use krilla::surface::Location;
use krilla::text::KrillaGlyph;
use rayon::Yield;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::OnceLock;

/// How many pages are made at once: enough to keep some cores busy, few enough not to weigh.
const BUNDLE: usize = 32;

/// A page that keeps the contract.
pub(crate) struct Sheet {
    /// The page.
    pub(crate) page: Page,
    /// For each item its glyphs as krilla wants them; none for a rule or a picture.
    pub(crate) glyphs: Vec<Vec<KrillaGlyph>>,
}

type Bundle = Result<Vec<Sheet>, Diagnostic>;

/// Makes all pages in order and gives each to `draw` with its index. Stops at the first fault.
pub(crate) fn each<P: Pages>(
    pages: &P,
    checked: &Checked<'_>,
    advances: &Advances<'_>,
    mut draw: impl FnMut(usize, Sheet) -> Result<(), Diagnostic>,
) -> Result<(), Diagnostic> {
    let count = pages.count();
    let make = |start: usize| bundle(pages, start..(start + BUNDLE).min(count), checked, advances);
    let mut ready = make(0);
    for start in (0..count).step_by(BUNDLE) {
        let ahead = OnceLock::new();
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| {
                let _ = ahead.set(make(start + BUNDLE));
            });
            let sheets = std::mem::replace(&mut ready, Ok(vec![]))?;
            let drawn = sheets.into_iter().enumerate().try_for_each(|(index, sheet)| draw(start + index, sheet));
            // krilla leaves what it has drawn to be compressed; helping keeps that from piling up.
            while let Some(Yield::Executed) = rayon::yield_local() {}
            drawn
        })?;
        ready = ahead.into_inner().unwrap_or(Ok(vec![]));
    }
    Ok(())
}

fn bundle<P: Pages>(pages: &P, range: Range<usize>, checked: &Checked<'_>, advances: &Advances<'_>) -> Bundle {
    let made: Vec<Result<Sheet, Diagnostic>> =
        range.into_par_iter().map(|index| sheet(pages, index, checked, advances)).collect();
    made.into_iter().collect()
}

fn sheet<P: Pages>(
    pages: &P,
    index: usize,
    checked: &Checked<'_>,
    advances: &Advances<'_>,
) -> Result<Sheet, Diagnostic> {
    let page = pages.page(index);
    checked.page(&page, index)?;
    let place = Location::new(index as u64 + 1);
    let glyphs = page.items.iter().map(|item| match item {
        Item::Glyphs(run) => pieces::glyphs(run, advances, place),
        Item::Rule { .. } | Item::Picture { .. } => vec![],
    });
    let glyphs = glyphs.collect();
    Ok(Sheet { page, glyphs })
}
