//! Works as the processor is to see them: titles with quotation marks of the book, and names that keep their letters
//! whatever a style does with capitals; persons by `persons`.
//!
//! Knows words and signs; nothing of styles. By what names the texts mean a work is read from the titles as they are
//! written in the file.

use crate::cite::persons::{self, Use};
use crate::words::filing::without_article;
use crate::words::language::primary;
use hayagriva::Entry;
use hayagriva::types::{ChunkKind, ChunkedString, FormatString, Person, Publisher, StringChunk};

/// Small words that a style makes small in a title though the file has a capital: there they are a name.
const SMALL: [&str; 30] = [
    "a", "about", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of", "off", "on",
    "onto", "or", "over", "so", "the", "till", "to", "up", "upon", "via", "with", "without", "yet",
];

/// A work ready to be written.
pub(super) fn entry(entry: &Entry, whither: Use) -> Entry {
    let mut out = with_persons(entry, whither);
    if let Some(title) = entry.title() {
        out.set_title(title_of(title));
    }
    if let Some(publisher) = entry.publisher() {
        out.set_publisher(Publisher::new(publisher.name().map(marked), publisher.location().map(marked)));
    }
    out.set_parents(entry.parents().iter().map(|parent| self::entry(parent, whither)).collect());
    out
}

/// A work as its list sorts it, in a book in `language`: by what the editor says (`filed`), without the article of its
/// title.
pub(super) fn sorted(entry: &Entry, filed: Option<&str>, demoted: bool, language: &str) -> Entry {
    // English lists sort letter by letter (Chicago 15.20; APA 9.44), others by words.
    let letters = primary(language) == "en";
    let mut out = with_persons(entry, Use::Sorted { demoted, letters });
    let as_said = |words: &str| {
        let (name, given) = words.split_once(',').map_or((words, None), |(name, given)| (name, Some(given)));
        let given_name = given.map(|given| given.trim().to_owned());
        Person { name: name.trim().into(), given_name, prefix: None, suffix: None, comma_suffix: false, alias: None }
    };
    match filed {
        Some(words) if entry.authors().is_some() => out.set_authors(vec![as_said(words)]),
        Some(words) if entry.editors().is_some() => out.set_editors(vec![as_said(words)]),
        Some(words) => out.set_title(plain(words)),
        None => {}
    }
    if let Some(title) = entry.title().filter(|_| filed.is_none() || entry.authors().or(entry.editors()).is_some()) {
        let own = entry.language().map(ToString::to_string);
        let title = title.value.to_string();
        out.set_title(plain(without_article(&title, Some(own.as_deref().unwrap_or(language)))));
    }
    out
}

fn plain(words: &str) -> FormatString {
    let chunk = StringChunk { value: words.to_owned(), kind: ChunkKind::Normal };
    FormatString { value: ChunkedString(vec![chunk]), short: None }
}

fn with_persons(entry: &Entry, whither: Use) -> Entry {
    let mut out = entry.clone();
    let dressed = |all: &[Person]| all.iter().map(|person| persons::dressed(person, whither)).collect::<Vec<_>>();
    if let Some(authors) = entry.authors() {
        out.set_authors(dressed(authors));
    }
    if let Some(editors) = entry.editors() {
        out.set_editors(dressed(editors));
    }
    if let Some(affiliated) = entry.affiliated() {
        let mut affiliated = affiliated.to_vec();
        affiliated.iter_mut().for_each(|group| group.names = dressed(&group.names));
        out.set_affiliated(affiliated);
    }
    out
}

/// With the marks of the place, and letters as they are written.
fn marked(words: &FormatString) -> FormatString {
    let chunk = |chunk: &StringChunk| StringChunk { value: curled(&chunk.value), kind: chunk.kind };
    let whole = |words: &ChunkedString| ChunkedString(words.0.iter().map(chunk).collect());
    FormatString { value: whole(&words.value), short: words.short.as_ref().map(|short| Box::new(whole(short))) }
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
    let mut add = |words: &str, kind: ChunkKind| match out.last_mut().filter(|last| last.kind == kind) {
        _ if words.is_empty() => {}
        Some(last) => last.value.push_str(words),
        None => out.push(StringChunk { value: words.to_owned(), kind }),
    };
    for spaced in words.split_inclusive(' ') {
        let word = spaced.trim_end_matches(' ');
        let kind = if is_name(word.trim(), std::mem::take(&mut begins), in_capitals) {
            ChunkKind::Verbatim
        } else {
            ChunkKind::Normal
        };
        begins = word.ends_with([':', '.', '?', '!', '—', '–']);
        add(word, kind);
        // The space is no part of the name: to the processor what follows would go on with the word.
        add(&spaced[word.len()..], ChunkKind::Normal);
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
    fn the_space_behind_a_name_is_not_the_names() {
        let chunk = StringChunk { value: "How Till met an iPhone".into(), kind: ChunkKind::Normal };
        let chunks: Vec<_> = chunks_of(&chunk, "How Till met an iPhone").into_iter().map(|c| c.value).collect();
        assert_eq!(chunks, ["How ", "Till", " met an ", "iPhone"]);
    }

    #[test]
    fn marks_are_curly() {
        assert_eq!(curled("What is \"Magic\"?"), "What is “Magic”?");
        assert_eq!(curled("L'Éducation"), "L’Éducation");
        assert_eq!(curled("The \"Keeper's 'Log'\""), "The “Keeper’s ‘Log’”");
    }
}
