//! In which direction words and paragraphs run: by the language that they are in, and by their letters where a
//! paragraph is all in another.
//!
//! Both formats ask: the pages, which put lines in order themselves, and the EPUB, which says it to reading systems.

use std::ops::Range;
use unicode_bidi::{BidiClass, bidi_class};

/// Whether a paragraph runs from right to left; `None` where its language is not known and the first letter decides.
/// `pieces` are its words with their languages: what they leave out, such as the marks of notes, does not count.
///
/// It does if its language is written so, or if none of its letters outside such languages are Latin or the like.
pub fn leftwards(text: &str, language: Option<&str>, pieces: &[(Range<usize>, &str)]) -> Option<bool> {
    let any = |text: &str, of: &[BidiClass]| text.chars().any(|character| of.contains(&bidi_class(character)));
    // Of a text of signs and figures alone nothing is known.
    if !any(text, &[BidiClass::L, BidiClass::R, BidiClass::AL]) {
        return Some(false);
    }
    if runs_leftwards(language?) {
        return Some(true);
    }
    let mut native = pieces.iter().filter(|(_, tag)| !runs_leftwards(tag));
    let is_native = native.any(|(range, _)| any(&text[range.clone()], &[BidiClass::L]));
    Some(!is_native)
}

/// Whether the first letter of a text runs from right to left; `None` where it has none that decides (UAX #9, P2).
pub fn first_runs_leftwards(text: &str) -> Option<bool> {
    text.chars().find_map(|character| match bidi_class(character) {
        BidiClass::L => Some(false),
        BidiClass::R | BidiClass::AL => Some(true),
        _ => None,
    })
}

/// The words of a text that run against it, which runs `leftwards` or not: from the first of their letters to the last.
/// Figures behind Hebrew words are those of the text; behind Latin words they are theirs.
pub fn against(text: &str, leftwards: bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = vec![];
    if !leftwards && !may_turn(text) {
        return runs;
    }
    let mut open = false;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        match bidi_class(character) {
            BidiClass::L | BidiClass::R | BidiClass::AL if (bidi_class(character) == BidiClass::L) == leftwards => {
                match runs.last_mut().filter(|_| open) {
                    Some(run) => run.end = end,
                    None => runs.push(at..end),
                }
                open = true;
            }
            BidiClass::L | BidiClass::R | BidiClass::AL | BidiClass::B | BidiClass::S => open = false,
            class @ (BidiClass::EN | BidiClass::AN) => {
                open &= leftwards || class == BidiClass::AN;
                runs.last_mut().filter(|_| open).into_iter().for_each(|run| run.end = end);
            }
            BidiClass::NSM => {
                runs.last_mut().filter(|run| open && run.end == at).into_iter().for_each(|run| run.end = end)
            }
            _ => {}
        }
    }
    runs.iter_mut().for_each(|run| close(text, run));
    runs
}

/// Takes the brackets behind words to them that close what is opened in them.
fn close(text: &str, run: &mut Range<usize>) {
    const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('⟨', '⟩')];
    while let Some(next) = text[run.end..].chars().next() {
        let count = |sign: char| text[run.clone()].chars().filter(|c| *c == sign).count();
        if !BRACKETS.iter().any(|(open, close)| *close == next && count(*open) > count(*close)) {
            return;
        }
        run.end += next.len_utf8();
    }
}

/// Whether a text may hold a character that runs leftwards or turns others: by the leading bytes
/// of U+0590 to U+0FFF, U+F000 to U+FFFF and the planes above, and the controls of UAX #9. Wrong
/// in favour of looking closer.
pub fn may_turn(text: &str) -> bool {
    let bytes = text.as_bytes();
    let turns = |index: usize, byte: u8| match byte {
        0xd6..=0xe0 | 0xef | 0xf0 => true,
        0xe2 => matches!(bytes[index + 1..], [0x80, 0x8f | 0xab | 0xae, ..] | [0x81, 0xa7, ..]),
        _ => false,
    };
    bytes.iter().enumerate().any(|(index, byte)| *byte >= 0x80 && turns(index, *byte))
}

/// Whether a language (BCP 47) is written from right to left: by its script if the tag names one,
/// otherwise by its usual one (CLDR).
pub fn runs_leftwards(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("");
    let script = parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let is = |list: &[&str], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    match script {
        Some(script) => is(&["Hebr", "Arab", "Syrc", "Thaa", "Nkoo", "Samr", "Mand", "Adlm", "Rohg"], script),
        None => is(
            &[
                "he", "iw", "yi", "ji", "lad", "jrb", "jpr", "ar", "arz", "fa", "ur", "ps", "sd", "ug", "ks", "ckb",
                "ota", "syr", "syc", "arc", "dv", "nqo", "sam",
            ],
            language,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::against;

    fn told(text: &str, leftwards: bool) -> String {
        against(text, leftwards).into_iter().map(|run| format!("[{}]", &text[run])).collect()
    }

    #[test]
    fn words_that_run_against_a_text() {
        assert_eq!(told("so too א, 12", false), "[א]");
        assert_eq!(told("see שלום על הים; 3", false), "[שלום על הים]");
        assert_eq!(told("see אור (מים), 3", false), "[אור (מים)]");
        assert_eq!(told("see א 12 ב", false), "[א][ב]");
        assert_eq!(told("nothing here", false), "");
        assert_eq!(told("ראה cf. Ps. 12.3, ושם", true), "[cf. Ps. 12.3]");
    }
}
