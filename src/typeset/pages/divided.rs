//! The words of the texts that this edition divides at a hyphen of their own: whoever quotes them
//! has to know that the hyphen is the author's and not the line's (Bowers, *Studies in
//! Bibliography*).

use crate::model::document::{Container, Edition, Matter, author_series};
use crate::typeset::lines::Cut;
use crate::typeset::lines::itemize::is_mark;
use crate::typeset::paragraph::Paragraph;
use crate::typeset::paragraph::assembled::Assembled;

/// Whether any document lists them.
pub(crate) fn is_wanted(edition: &Edition) -> bool {
    let mut documents = edition.documents.iter();
    documents.any(|document| document.loci.iter().any(|loci| loci.lists_divided_words(document.generated)))
}

/// The whole word that a line divides at its own hyphen, if it is the author's: one of a text, its
/// title or its own notes.
pub(crate) fn word(edition: &Edition, paragraph: &Paragraph, text: &Assembled, cut: &Cut) -> Option<String> {
    let (document, container) = paragraph.origin?;
    let document = &edition.documents[document];
    let author = match container {
        Container::Title | Container::Body => true,
        Container::Headnote | Container::Entry(_) => false,
        Container::Note(note) => document.notes.get(note.0 as usize)?.series == author_series(&edition.series),
    };
    if !author || document.matter != Matter::Text || cut.hyphen || cut.last || cut.visible != cut.next {
        return None;
    }
    let bare = text.bare();
    let (before, after) = bare.text.split_at_checked(bare.place(cut.visible) as usize)?;
    let is_hyphen = |c: char| matches!(c, '-' | '‐');
    let stem = before.strip_suffix(is_hyphen)?;
    let in_word = |c: char| c.is_alphanumeric() || is_mark(c) || is_hyphen(c) || c == '’';
    if !stem.ends_with(char::is_alphanumeric) || !after.starts_with(char::is_alphanumeric) {
        return None;
    }
    let start = before.trim_end_matches(in_word).len();
    let end = bare.text.len() - after.trim_start_matches(in_word).len();
    let word = &bare.text[start..end];
    Some(word.trim_matches(|c: char| c == '’' || is_hyphen(c)).to_string())
}
