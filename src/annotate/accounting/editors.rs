//! What an editor says in the place of words or beside a siglum, and only lemma, text and the other readings show that he
//! does: `-vam B`, `towne post "quiet" B`, `town B (et C)`. It is read as it stands, and that is said.

use super::check::at;
use super::mentions::Mention;
use super::places::Places;
use crate::anchor::near::nearest_of_reading;
use crate::diag::Diagnostic;
use crate::model::apparatus::{Cited, Entry, EntryId, Part, Reading, ReadingKind, Sigla, SiglumId, Who};
use crate::model::document::Document;
use crate::model::text::{BlockKind, Mark, MarkKind};

/// Before a siglum in a remark they say that it has the same.
const SAME: [&str; 13] =
    ["et", "and", "und", "item", "also", "too", "auch", "so", "sic", "necnon", "with", "cum", "mit"];
/// They relate what is remarked to a witness, and count nothing.
const RELATES: [&str; 36] = [
    "ut", "as", "like", "in", "of", "cf.", "cf", "see", "vide", "vid.", "from", "ex", "e", "a", "ab", "not", "non",
    "wie", "comme", "aus", "nach", "vor", "post", "ante", "after", "before", "per", "by", "apud", "similar", "simile",
    "contra", "against", "gegen", "unlike", "=",
];

/// What is wrong with the words of a reading of an entry on `lemma`.
pub(super) fn words(
    document: &Document,
    id: EntryId,
    reading: &Reading,
    lemma: &str,
    places: &Places,
) -> Option<Diagnostic> {
    if let Some(end) = reading.ending() {
        return Some(ending(end, &reading.words, lemma));
    }
    if reading.words.starts_with("| ") && reading.kind == ReadingKind::Words {
        return stroke(document, id, &reading.words, places);
    }
    let rest = reading.words.strip_prefix(lemma).filter(|_| reading.kind == ReadingKind::Words && !lemma.is_empty())?;
    let (side, sought) =
        rest.strip_prefix(' ')?.split_once(' ').filter(|(side, _)| matches!(*side, "post" | "ante"))?;
    let (container, range) = places.lemmata.parts(id).first()?;
    nearest_of_reading(document.text(*container)?, sought, range)?;
    let message = format!("“{side} {sought}” is read as words of the reading");
    let help = format!("where the lemma stands elsewhere write `transp. {side} \"{sought}\"`; words stand in `\"…\"`");
    Some(Diagnostic::warning("word-for-keyword", message).help(help))
}

/// That the end of a verse begins a reading of prose: whoever means a note writes the stroke alone.
fn stroke(document: &Document, id: EntryId, words: &str, places: &Places) -> Option<Diagnostic> {
    let (container, range) = places.lemmata.parts(id).first()?;
    let text = document.text(*container)?;
    let prose = text.blocks.get(text.block_at(range.start)?)?.kind != BlockKind::Verse;
    let message =
        format!("“{}” is read as words of the reading: `\\|` is the end of a verse", words.trim_start_matches("| "));
    let help = "a note stands behind the stroke alone: `| so written over an older word`";
    prose.then(|| Diagnostic::warning("word-for-keyword", message).help(help))
}

/// That the end of a word stands for the word; with the whole where the lemma shows without doubt where it begins.
fn ending(end: &str, written: &str, lemma: &str) -> Diagnostic {
    let word = lemma.split_whitespace().next_back().unwrap_or_default();
    let first = end.chars().next().unwrap_or('-');
    let mut places = word.match_indices(first).map(|(at, _)| at).filter(|at| *at > 0);
    let whole = places.next().filter(|_| places.next().is_none()).map(|at| format!("{}{end}", &word[..at]));
    let message = format!("“{written}” is the end of a word alone: what the witness has counts as unknown");
    let help = match whole {
        Some(whole) => format!("write the whole word: `{whole}`?"),
        None => "write the whole word".to_owned(),
    };
    Diagnostic::warning("ending-alone", message).help(help)
}

/// That remarks say of witnesses whom nothing else names what these have: all that is counted of them is the lemma.
pub(super) fn remarks(entry: &Entry, sigla: &Sigla, all: &[Mention<'_>]) -> Vec<Diagnostic> {
    let named = |id: SiglumId| {
        let hands = sigla.list.iter().enumerate().filter(|(_, hand)| hand.hand_of == Some(id));
        let hands = hands.map(|(index, _)| Who::Siglum(SiglumId(index as u32)));
        let mut whole = sigla.together(id).chain([Who::Siglum(id)]).chain(hands);
        whole.any(|who| all.iter().any(|one| one.cited.who == who))
    };
    let told = |cited: &Cited| {
        let (remark, marked) = (cited.remark.as_deref()?, cited.marks.iter());
        let other = |mark: &Mark| match mark.kind {
            MarkKind::Part(Part::Siglum(id)) if sigla.is_in_force(id) && !named(id) => Some((id, mark.range.clone())),
            _ => None,
        };
        let (id, range) = marked.filter_map(other).next()?;
        let around = [&remark[..range.start], &remark[range.end..]].map(|words| words.split_whitespace());
        let [before, behind] = around.map(|words| words.collect::<Vec<_>>());
        let same = !before.is_empty() && before.iter().all(|word| SAME.contains(word));
        // Of a word and a siglum the word is a reading, if it is none of an editor's.
        let word =
            |word: &&str| word.chars().all(char::is_alphabetic) && !RELATES.contains(word) && !SAME.contains(word);
        let pair = match (&before[..], &behind[..]) {
            ([one], []) | ([], [one]) => word(one),
            _ => false,
        };
        if !same && !pair {
            return None;
        }
        let name = sigla.name(id);
        let message = format!("nothing is counted of what this remark says of `{name}`: it is counted with the lemma");
        let help = format!("name it for its reading: `town A {name}`, or `town A; tour {name}`");
        let warning = Diagnostic::warning("remark-counts-nothing", message).help(help);
        Some(at(warning, cited.span.clone()))
    };
    // `C om.` is told where the entry is read.
    let lemma = entry.support.iter();
    lemma.chain(entry.readings.iter().flat_map(|reading| &reading.support)).filter_map(told).collect()
}
