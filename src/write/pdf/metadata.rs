//! What the file says about itself: the information dictionary and the XMP packet, which krilla
//! writes from one record so that they agree (ISO 19005-3, 6.6.2).

use crate::model::document::{Book, Timestamp};
use crate::write::pdf::strings::{fitted, has_room};
use krilla::metadata::{DateTime, Metadata, TextDirection};

/// The book's metadata. Dates are the book's, never the clock's. The identifier becomes the
/// document ID: the same for every version of the book, while krilla makes the instance ID from
/// the content.
pub(crate) fn metadata(book: &Book) -> Metadata {
    let tool = concat!("edition ", env!("CARGO_PKG_VERSION"));
    let mut metadata = Metadata::new()
        .title(fitted(title(book)))
        .authors(creators(book))
        .language(book.language.clone())
        .creation_date(date(book.moment()))
        .creator(tool.to_owned())
        .producer(format!("{tool}, with krilla"))
        .text_direction(TextDirection::LeftToRight);
    if let Some(description) = &book.description {
        metadata = metadata.description(fitted(description.clone()));
    }
    if !book.identifier.is_empty() {
        metadata = metadata.document_id(book.identifier.clone());
    }
    metadata
}

fn title(book: &Book) -> String {
    match &book.subtitle {
        Some(subtitle) => format!("{}: {subtitle}", book.title),
        None => book.title.clone(),
    }
}

/// Authors, then editors, each once; krilla writes them as one string.
fn creators(book: &Book) -> Vec<String> {
    let mut all = book.authors.clone();
    for editor in &book.editors {
        if !all.contains(editor) {
            all.push(editor.clone());
        }
    }
    let joined = all.join(", ");
    if has_room(&joined) { all } else { vec![fitted(joined)] }
}

/// A moment of the book's.
pub(crate) fn date(at: Timestamp) -> DateTime {
    DateTime::new(at.year)
        .month(at.month)
        .day(at.day)
        .hour(at.hour)
        .minute(at.minute)
        .second(at.second)
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}
