//! The pictures of figures: each file once in the package, and the `img` that shows it.
//!
//! Knows figures, media types and file names; nothing of where in a text a figure stands.

use crate::model::document::Edition;
use crate::model::figure::{FigureId, PictureKind};
use crate::write::epub::package::resource::Resource;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of all pictures.
#[derive(Default)]
pub(crate) struct Pictures {
    files: Vec<(PictureKind, Arc<Vec<u8>>)>,
    /// The file of each figure, by document and figure.
    of: BTreeMap<(usize, FigureId), usize>,
    /// Whether any is more than an ornament.
    pub(crate) speak: bool,
}

impl Pictures {
    /// The pictures in the order of the book; the same bytes become one file.
    pub(crate) fn new(edition: &Edition) -> Self {
        let mut pictures = Self::default();
        let mut known: BTreeMap<Arc<Vec<u8>>, usize> = BTreeMap::new();
        for (document, figures) in edition.documents.iter().map(|d| &d.figures).enumerate() {
            for (index, figure) in figures.iter().enumerate() {
                let Some(picture) = &figure.picture else { continue };
                let file = *known.entry(picture.data.clone()).or_insert_with(|| {
                    pictures.files.push((picture.kind, picture.data.clone()));
                    pictures.files.len() - 1
                });
                pictures.of.insert((document, FigureId(index as u32)), file);
                pictures.speak |= !figure.alternative.is_empty();
            }
        }
        pictures
    }

    /// The files for the package.
    pub(crate) fn resources(&self) -> Vec<Resource> {
        let resource = |(index, (kind, data)): (usize, &(PictureKind, Arc<Vec<u8>>))| {
            let media = match kind {
                PictureKind::Png => "image/png",
                PictureKind::Jpeg => "image/jpeg",
                PictureKind::Svg => "image/svg+xml",
            };
            Resource::file(format!("picture-{}", index + 1), path(index, *kind), media, data.to_vec())
        };
        self.files.iter().enumerate().map(resource).collect()
    }

    /// The path of a figure's picture from the package document.
    pub(crate) fn path(&self, document: usize, figure: FigureId) -> Option<String> {
        let file = *self.of.get(&(document, figure))?;
        Some(path(file, self.files.get(file)?.0))
    }
}

fn path(index: usize, kind: PictureKind) -> String {
    let ending = match kind {
        PictureKind::Png => "png",
        PictureKind::Jpeg => "jpg",
        PictureKind::Svg => "svg",
    };
    format!("images/picture-{}.{ending}", index + 1)
}
