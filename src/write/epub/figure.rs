//! The picture of a figure, where it stands in the text.

use crate::model::figure::FigureId;
use crate::write::epub::page::Page;

impl Page<'_> {
    /// Writes the picture of a figure of this page's document.
    pub(crate) fn picture(&mut self, id: FigureId) {
        let context = self.context;
        let Some(figure) = context.edition.documents[self.document].figures.get(id.0 as usize) else { return };
        let Some(path) = context.pictures.path(self.document, id) else { return };
        let (source, width) = (format!("../{path}"), figure.width.map(|part| format!("width: {part}%")));
        let mut attributes = vec![("src", source.as_str()), ("alt", &figure.alternative)];
        if figure.alternative.is_empty() {
            attributes.push(("role", "presentation"));
        }
        attributes.extend(width.as_ref().map(|width| ("style", width.as_str())));
        self.xml.empty_line("img", &attributes);
    }
}
