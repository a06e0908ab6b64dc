//! The container that a quotation's `in` names.

use crate::config::standoff::Quote;
use crate::diag::Diagnostic;
use crate::model::document::{Container, Document, NoteSeries, Presence, author_series};
use crate::model::text::NoteId;
use crate::table::Located;
use crate::words::nearest::nearest;

/// The container that `in` names; `None` for one that is absent with the text. The author's notes
/// come before the editor's of the same key.
pub fn container(
    document: &Document,
    quote: &Quote,
    series: &[NoteSeries],
) -> Result<Option<Container>, Box<Diagnostic>> {
    let absent = document.presence == Presence::Commentary;
    let Some(Located { value, span }) = &quote.container else {
        return Ok((!absent).then_some(Container::Body));
    };
    let unknown = |help: String| {
        let message = format!("this document has no container `{value}`");
        Err(Box::new(Diagnostic::error("unknown-container", message).at(span.clone()).help(help)))
    };
    match value.as_str() {
        "body" => Ok((!absent).then_some(Container::Body)),
        "title" => Ok(Some(Container::Title)),
        "headnote" if document.headnote.is_some() => Ok(Some(Container::Headnote)),
        name => match name.strip_prefix("note:") {
            Some(_) if absent => Ok(None),
            Some(key) => {
                let author = author_series(series);
                let place = |own: bool| document.notes.iter().position(|n| (n.series == author) == own && n.key == key);
                let index = place(true).or_else(|| place(false));
                let known = document.notes.iter().filter(|n| n.series == author).map(|n| n.key.as_str());
                match index {
                    Some(index) => Ok(Some(Container::Note(NoteId(index as u32)))),
                    None => unknown(match nearest(key, known) {
                        Some(near) => format!("did you mean `note:{near}`?"),
                        None => "the text has no note of that number".into(),
                    }),
                }
            }
            None => unknown("it is `title`, `headnote` or `note:28`".into()),
        },
    }
}
