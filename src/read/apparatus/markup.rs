//! Notation of texts that entries do not read: `_town_`, `<i>town</i>`, `~~town~~`, `--`, references in remarks. It is
//! printed as it is typed, and that is said.
//!
//! Knows words as they are typed; nothing of sigla.

use super::scan::{Kind, Token};
use super::support::Reader;
use std::ops::Range;

/// Warns of notation in the words of a reading.
pub(super) fn report(reader: &mut Reader<'_>, text: &[Token]) {
    for token in text.iter().filter(|token| token.kind == Kind::Plain) {
        let help = match token.text.as_str() {
            "--" | "---" => "type the dash itself, – or —",
            word if word.starts_with("{@") || word.starts_with("{line=") => {
                "what is no word of the text is told in the note, behind `|`; words as they are stand in `\"…\"`"
            }
            word if is_marked(word) => {
                "what is set off stands between stars, `*town*`; words as they are stand in `\"…\"`"
            }
            _ => continue,
        };
        let message = format!("`{}` is printed as it is typed", token.text);
        reader.faults.warn("bare-sign", token.range.clone(), message, help);
    }
}

/// Warns of a reference in a remark at `place`.
pub(super) fn remark(reader: &mut Reader<'_>, written: &str, place: &Range<usize>) {
    if written.contains("[[") || written.contains("](") {
        let message = "references in remarks are printed as they are typed";
        let help = "put it into the note of the entry, behind `|`";
        reader.faults.warn("bare-sign", place.clone(), message.to_owned(), help);
    }
}

/// Whether Markdown would set a word off, or strike it.
fn is_marked(word: &str) -> bool {
    let between = |sign: &str| word.split(sign).count() > 2;
    // `<e>` alone may be a letter that is supplied.
    let tag = word.split_once("</").is_some_and(|(_, name)| name.starts_with(|c: char| c.is_ascii_alphabetic()));
    between("~~") || tag || word.len() > 2 && word.starts_with('_') && word.trim_end_matches(['.', ',']).ends_with('_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_would_set_off() {
        assert!(["_town_", "<i>town</i>", "ma~~g~~na", "ven<u>i</u>t", "_town_,"].into_iter().all(is_marked));
        assert!(["town", "a_b", "_", "<town>e", "⟨town⟩", "~", "~~", "to<wn"].into_iter().all(|word| !is_marked(word)));
    }
}
