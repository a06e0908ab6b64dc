//! Labels of notes that are damaged, known by the number that must come next: `12The work`,
//! `[12 text`, `12] text`, or in another form than the others.

use crate::read::plain::label::{self, Count, Form, Label};
use crate::read::plain::words::{is_blank, is_opening_quote};

/// The label of `text`, if it has the number after `last`.
pub(super) fn label(text: &str, last: &Label) -> Option<Label> {
    if last.count != Count::Figures || matches!(last.form, Form::Footnote | Form::Bullet | Form::Symbol) {
        return None;
    }
    let bare = text.trim_start_matches(['[', '(', '{', '^']);
    let digits = bare.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let number: u32 = bare[..digits].parse().ok().filter(|n| *n == last.number + 1)?;
    let rest = &bare[digits..];
    let shown = rest.trim_start_matches([']', ')', '}', '.', ':', ',']);
    let words = shown.trim_start_matches(is_blank);
    let (opened, closed) = (bare.len() < text.len(), shown.len() < rest.len());
    let glued = shown.len() == words.len() && words.starts_with(|c: char| c.is_uppercase() || is_opening_quote(c));
    let whole = label::parse(text).is_some_and(|l| l.count == Count::Figures);
    let fits = whole || opened || glued || (closed && shown.len() > words.len());
    (fits && !words.is_empty() && text.len() - bare.len() <= 1).then(|| Label {
        form: last.form,
        count: Count::Figures,
        mark: number.to_string(),
        number,
        len: text.len() - words.len(),
    })
}
