//! Titles as a bibliography prints them: quotation marks of the book, and names that keep their letters whatever a
//! style does with capitals.
//!
//! Knows words and signs; nothing of styles. By what names the texts mean a work is read from the titles as they are
//! written in the file.

use hayagriva::Entry;
use hayagriva::types::{ChunkKind, ChunkedString, FormatString, StringChunk};

/// Small words that a style makes small in a title though the file has a capital: there they are a name.
const SMALL: [&str; 30] = [
    "a", "about", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of", "off", "on",
    "onto", "or", "over", "so", "the", "till", "to", "up", "upon", "via", "with", "without", "yet",
];

/// An entry with all its titles made ready to be written.
pub(super) fn entry(entry: &Entry) -> Entry {
    let mut out = entry.clone();
    if let Some(title) = entry.title() {
        out.set_title(title_of(title));
    }
    out.set_parents(entry.parents().iter().map(self::entry).collect());
    out
}

fn title_of(title: &FormatString) -> FormatString {
    let whole = title.value.to_string();
    let made =
        |chunks: &ChunkedString| ChunkedString(chunks.0.iter().flat_map(|chunk| chunks_of(chunk, &whole)).collect());
    FormatString { value: made(&title.value), short: title.short.as_ref().map(|short| Box::new(made(short))) }
}

/// A chunk, its names by themselves.
fn chunks_of(chunk: &StringChunk, whole: &str) -> Vec<StringChunk> {
    let words = curled(&chunk.value);
    if chunk.kind != ChunkKind::Normal {
        return vec![StringChunk {
            value: if chunk.kind == ChunkKind::Math { chunk.value.clone() } else { words },
            kind: chunk.kind,
        }];
    }
    // In a title whose small words all have capitals these say nothing.
    let in_capitals = whole.split_whitespace().skip(1).filter(|word| SMALL.contains(word)).count() == 0;
    let mut out: Vec<StringChunk> = vec![];
    let mut begins = true;
    for word in words.split_inclusive(' ') {
        let kind = if is_name(word.trim(), std::mem::take(&mut begins), in_capitals) {
            ChunkKind::Verbatim
        } else {
            ChunkKind::Normal
        };
        begins = word.trim_end().ends_with([':', '.', '?', '!', '—', '–']);
        match out.last_mut().filter(|last| last.kind == kind) {
            Some(last) => last.value.push_str(word),
            None => out.push(StringChunk { value: word.to_owned(), kind }),
        }
    }
    out
}

/// Whether a word of a title is a name: by a capital inside it, or, where it does not begin a part of the title, by one
/// that its like do not have here.
fn is_name(word: &str, begins: bool, in_capitals: bool) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let Some((first, rest)) = letters.split_first() else { return false };
    let inside =
        rest.iter().any(|c| c.is_uppercase()) && (rest.iter().any(|c| c.is_lowercase()) || first.is_lowercase());
    let small: String = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    inside || !begins && !in_capitals && first.is_uppercase() && SMALL.contains(&small.as_str())
}

/// Straight quotation marks and apostrophes as the curly ones of the place.
fn curled(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for (at, character) in words.char_indices() {
        let opens = words[..at]
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '“' | '‘' | '"'));
        out.push(match (character, opens) {
            ('"', true) => '“',
            ('"', false) => '”',
            ('\'', true) => '‘',
            ('\'', false) => '’',
            (other, _) => other,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_letters() {
        let verbatim = |title: &str| -> Vec<String> {
            let chunk = StringChunk { value: title.into(), kind: ChunkKind::Normal };
            let chunks = chunks_of(&chunk, title).into_iter();
            chunks.filter(|c| c.kind == ChunkKind::Verbatim).map(|c| c.value.trim().to_owned()).collect()
        };
        assert_eq!(verbatim("The life of Till and the iPhone"), ["Till", "iPhone"]);
        assert_eq!(verbatim("On the origin of fogs: By means of lamps"), Vec::<String>::new());
        assert_eq!(verbatim("The Life Of A Keeper"), Vec::<String>::new());
        assert_eq!(verbatim("A history of the McAllisters in IBM"), ["McAllisters"]);
    }

    #[test]
    fn marks_are_curly() {
        assert_eq!(curled("What is \"Magic\"?"), "What is “Magic”?");
        assert_eq!(curled("L'Éducation"), "L’Éducation");
        assert_eq!(curled("The \"Keeper's 'Log'\""), "The “Keeper’s ‘Log’”");
    }
}
