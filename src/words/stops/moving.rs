//! Words that stand elsewhere in a witness, and which stops go with them. A sentence takes its own along; of a part of a
//! sentence what parts it from the next does, so that as many stops stand between as many parts.

use super::meeting::{parted, strength};
use super::{core, is_quote, is_stop, run};
use std::ops::Range;

/// How words come to stand beside others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moving {
    /// What leaves its place.
    pub gone: Range<usize>,
    /// What comes in, one behind the other.
    pub parts: Vec<Range<usize>>,
    /// Where.
    pub at: usize,
}

/// How the words of `range` come to stand behind those of `target`, or before them. Nothing where they are not parted by stops,
/// or the target is not: then the stops stay where they are.
pub fn moving(text: &str, range: &Range<usize>, target: &Range<usize>, behind: bool) -> Option<Moving> {
    let own = whole(text, range);
    let outer = text[..own.start].trim_end_matches(|c: char| c == ' ' || is_quote(c)).len();
    let before = parted(&text[..outer])?;
    let stop = own.end..own.end + run(&text[own.end..], is_stop).len();
    // What is quoted may end its sentence itself: “Who?”
    let inner = text[own.clone()].trim_end_matches(is_quote).chars().next_back().map_or(0, strength);
    let most = text[stop.clone()].chars().map(strength).max().unwrap_or(inner);
    if most == 0 {
        return None;
    }
    let is_sentence = most == 3 && before.is_none_or(|stop| strength(stop) == 3);
    let beside = if behind { is_stop_behind(text, target.end)? } else { is_stop_before(text, target.start)? };
    if is_sentence {
        let fits = beside.is_none_or(|stop| strength(stop) == 3);
        let at = if behind { end_of_sentence(text, target.end) } else { target.start };
        let all = own.start..stop.end;
        return fits.then(|| Moving { gone: all.clone(), parts: vec![all], at });
    }
    // Of a part of a sentence the stop before it or behind it goes along.
    let (gone, sign) = match most {
        3 => (outer - before?.len_utf8()..own.end, outer - before?.len_utf8()..outer),
        _ => (own.start..stop.end, stop),
    };
    let (at, parts) = if behind { (target.end, vec![sign, own]) } else { (target.start, vec![own, sign]) };
    Some(Moving { gone, parts, at })
}

/// Words without the stops behind them; with the quotation marks, if these are two.
fn whole(text: &str, range: &Range<usize>) -> Range<usize> {
    let own = core(text, range).range;
    let (open, close) = (&text[range.start..own.start], &text[own.end..range.end]);
    match open.contains(is_quote) && close.contains(is_quote) {
        true => range.start..own.end + close.trim_end_matches(is_stop).len(),
        false => own,
    }
}

/// The stop behind a byte, if a sentence or a part of one ends there.
fn is_stop_behind(text: &str, at: usize) -> Option<Option<char>> {
    match text[at..].trim_start_matches(is_quote).chars().next() {
        None | Some('\n' | '\u{2028}') => Some(None),
        Some(c) if is_stop(c) => Some(Some(c)),
        Some(_) => None,
    }
}

/// The stop before a byte, if a sentence or a part of one begins there.
fn is_stop_before(text: &str, at: usize) -> Option<Option<char>> {
    parted(text[..at].trim_end_matches(|c: char| c == ' ' || is_quote(c)))
}

/// Where a sentence ends behind its last word, with its stop and the quotation marks.
fn end_of_sentence(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(|c: char| is_stop(c) || is_quote(c)).len()
}

#[cfg(test)]
mod tests {
    use super::moving;

    fn moved(text: &str, words: &str, target: &str, behind: bool) -> Option<String> {
        let at = |words: &str| text.find(words).map(|at| at..at + words.len()).unwrap_or_default();
        let moving = moving(text, &at(words), &at(target), behind)?;
        let told: Vec<&str> = moving.parts.iter().map(|part| &text[part.clone()]).collect();
        Some(format!("-“{}” +“{}” behind “{}”", &text[moving.gone], told.join("|"), &text[..moving.at]))
    }

    #[test]
    fn a_sentence_takes_its_stop_along() {
        let text = "One is. Two was. Three went.";
        assert_eq!(
            moved(text, "Two was", "went", true).unwrap_or_default(),
            "-“Two was.” +“Two was.” behind “One is. Two was. Three went.”"
        );
        assert_eq!(
            moved(text, "Three went.", "One", false).unwrap_or_default(),
            "-“Three went.” +“Three went.” behind “”"
        );
        assert_eq!(moved(text, "Two was", "Three", true), None);
    }

    #[test]
    fn a_part_takes_what_parts_it() {
        let text = "Old, grey, cold. Wet.";
        assert_eq!(
            moved(text, "grey,", "cold", true).unwrap_or_default(),
            "-“grey,” +“,|grey” behind “Old, grey, cold”"
        );
        assert_eq!(moved(text, "cold.", "grey", false).unwrap_or_default(), "-“, cold” +“cold|,” behind “Old, ”");
        assert_eq!(moved("the grey mill, old", "grey", "mill", true), None);
    }
}
