//! What documents are called before they are read: in notes that lead from one to another.

use super::Input;
use crate::config::sheet::Sheet;
use crate::diag::Diagnostics;
use crate::model::draft::Markup;
use crate::model::text::{MarkKind, Styled};
use crate::table::Located;
use crate::words::language::is_foreign;

/// The short title of a document, or its title, with its emphasis and its languages, in a book in `language`.
pub(super) fn short(input: &Input, language: &str, markup: &dyn Markup) -> Vec<Styled> {
    let Sheet { short_title, title, language: own, .. } = &input.sheet;
    let own = own.as_deref().unwrap_or(language);
    let read = |title: &Located<String>| {
        let text = markup.line(&title.value, &title.span, own, &mut Diagnostics::default()).text;
        text.styled(0..text.string.len(), |_, _| None)
    };
    let said = short_title.clone().map(plain).or(title.as_ref().map(read));
    let mut parts = said.unwrap_or_else(|| plain(input.id.clone()));
    if is_foreign(own, language) {
        parts.iter_mut().for_each(|part| part.kinds.insert(0, MarkKind::Language(own.to_owned())));
    }
    parts
}

/// Words that nothing sets off.
pub(super) fn plain(words: String) -> Vec<Styled> {
    vec![Styled { words, kinds: vec![] }]
}
