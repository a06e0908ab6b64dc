//! What is wrong with a reading by itself: it is the lemma, it cannot be done to these words, whom it names.

use super::editors;
use super::mentions::{Mention, Slot, mentions, of, settle};
use super::places::Places;
use super::same::{same, same_but_for_apostrophes};
use crate::anchor::near::{nearest, nearest_of_reading};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{
    Cited, Entry, EntryId, Move, Reading, ReadingKind, Sigla, Siglum, SiglumId, SiglumKind, Who,
};
use crate::model::document::Document;
use crate::model::text::{Block, BlockKind, Mark, MarkKind, Text};
use crate::source::Span;
use crate::words::stops;
use std::ops::Range;

/// What the lemma of an entry is, for a variant of a reading that reading.
pub(super) struct Lemma<'d> {
    pub(super) words: &'d str,
    /// Whether the entry stands at a point.
    pub(super) is_point: bool,
}

/// Reports what is wrong with the readings of an entry whatever the witnesses of the others.
pub(super) fn readings(
    document: &Document,
    id: EntryId,
    lemma: &Lemma<'_>,
    places: &Places,
    diagnostics: &mut Diagnostics,
) {
    let entry = &document.entries[id.0 as usize];
    diagnostics.extend(inside_word(document, id, places).map(|warning| at(warning, entry.span.clone())));
    diagnostics.extend(alone_in_verse(document, id, lemma, places).map(|error| at(error, entry.span.clone())));
    diagnostics.extend(alike(entry));
    // Of a reading it may vary a part.
    let varied = if entry.within.is_some() && !entry.lemma.is_empty() { &entry.lemma } else { lemma.words };
    for reading in entry.readings.iter().filter(|_| !entry.faulty) {
        let fault = match &reading.kind {
            ReadingKind::Words
                if same(&reading.words, lemma.words)
                    || is_text(document, id, &reading.words, places)
                    || is_divided_alike(document, id, &reading.words, places) =>
            {
                // Italics, or what is written out, may be all that a witness has otherwise.
                Some(if has_other_faces(document, id, reading, places) { only_faces() } else { is_lemma() })
            }
            ReadingKind::Words if same_but_for_apostrophes(&reading.words, lemma.words) => Some(apostrophes()),
            ReadingKind::Words if is_dashes(&reading.words) && !is_dashes(lemma.words) => Some(dashes(&reading.words)),
            ReadingKind::Words if lemma.is_point => Some(words_at_point(&reading.words)),
            ReadingKind::Words => editors::words(document, id, reading, lemma.words, places),
            ReadingKind::Supplement if same(&reading.words, lemma.words) => Some(lemma_supplied()),
            ReadingKind::Omission | ReadingKind::Deletion | ReadingKind::Seclusion | ReadingKind::Transposition(_)
                if lemma.is_point =>
            {
                Some(nothing_there(&reading.kind))
            }
            ReadingKind::Transposition(Move::Swap)
                if !lemma.words.is_empty() && !is_two(varied) && !is_two_verses(document, id, places) =>
            {
                Some(not_two(varied))
            }
            ReadingKind::Transposition(Move::After(words) | Move::Before(words)) => {
                let behind = matches!(&reading.kind, ReadingKind::Transposition(Move::After(_)));
                match is_there(document, id, (words, behind), reading, places) {
                    true => None,
                    false if is_beside(document, id, (words, !behind), places) => Some(stays(words)),
                    false => Some(unknown_words(words)),
                }
            }
            _ => None,
        };
        let span = reading.span.clone().or(entry.span.clone());
        diagnostics.extend(fault.map(|fault| span.map_or(fault.clone(), |span| fault.at(span))));
    }
}

/// That a point is all of a verse, which would count and show nothing.
fn alone_in_verse(document: &Document, id: EntryId, lemma: &Lemma<'_>, places: &Places) -> Option<Diagnostic> {
    let [(container, part)] = places.lemmata.parts(id) else { return None };
    let text = document.text(*container).filter(|_| lemma.is_point)?;
    let block = text.blocks.get(text.block_at(part.start)?).filter(|block| block.kind == BlockKind::Verse)?;
    let message = "the entry stands alone in a verse, which has no words and would be counted";
    let help = "put the point at the end of the verse before; `\\|` parts the verses that witnesses have there: \
                `add. first verse \\| second verse B`";
    text.string[block.range.clone()].trim().is_empty().then(|| Diagnostic::error("empty-verse", message).help(help))
}

/// That a lemma begins or ends inside a word, brackets aside: its readings would be compared with a part of one. Who
/// writes an entry apart from its text has said by the characters around it that he means a part.
fn inside_word(document: &Document, id: EntryId, places: &Places) -> Option<Diagnostic> {
    let sign = |c: &char| matches!(c, '[' | ']' | '⟨' | '⟩' | '〈' | '〉' | '{' | '}' | '⟦' | '⟧' | '(' | ')');
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let cut = places.lemmata.parts(id).iter().find_map(|(container, part)| {
        let text = document.text(*container)?;
        let file = text.provenance.first().map(|segment| segment.source.file);
        if file != document.entries[id.0 as usize].span.as_ref().map(|span| span.file) {
            return None;
        }
        let text = &text.string;
        let (before, own, behind) = (&text[..part.start], &text[part.clone()], &text[part.end..]);
        let first = letter(own.chars().find(|c| !sign(c))) && letter(before.chars().rev().find(|c| !sign(c)));
        let last = letter(own.chars().rev().find(|c| !sign(c))) && letter(behind.chars().find(|c| !sign(c)));
        (!part.is_empty() && (first || last)).then(|| own.to_owned())
    })?;
    let message = format!("the lemma “{cut}” begins or ends inside a word");
    let help = "put whole words in the lemma; a bracket of the text that stands in it is written `\\[`";
    Some(Diagnostic::warning("lemma-inside-word", message).help(help))
}

/// That readings are told again, but for their types: the first of them, with their number.
fn alike(entry: &Entry) -> Option<Diagnostic> {
    let is_same = |one: &Reading, other: &Reading| {
        one.kind == other.kind
            && one.how == other.how
            && one.doubt == other.doubt
            && one.r#type == other.r#type
            && one.marks == other.marks
            && (same(&one.words, &other.words) || one.words.is_empty() && other.words.is_empty())
    };
    let (mut distinct, mut again): (Vec<&Reading>, Vec<(&Reading, &Reading)>) = (vec![], vec![]);
    for reading in &entry.readings {
        match distinct.iter().copied().find(|former| is_same(former, reading)) {
            Some(former) => again.push((reading, former)),
            None => distinct.push(reading),
        }
    }
    let (reading, first) = again.first()?;
    let warning = Diagnostic::warning("equal-readings", "this reading is told twice in the entry");
    let warning = at(warning, reading.span.clone());
    let warning = match first.span.clone() {
        Some(span) => warning.label(span, "first here"),
        None => warning,
    };
    let help = "name all who have it behind one";
    Some(warning.help(match again.len() {
        1 => help.to_owned(),
        many => format!("{help}; this is the first of {many} such readings of the entry"),
    }))
}

/// Whether a reading has the words of a lemma with the stop that stands behind it.
fn is_text(document: &Document, id: EntryId, words: &str, places: &Places) -> bool {
    let [(container, part)] = places.lemmata.parts(id) else { return false };
    let Some(text) = document.text(*container).filter(|_| !part.is_empty()) else { return false };
    let fit = stops::fit(&text.string, part, words);
    same(&fit.words, &text.string[fit.range])
}

/// Whether a reading has the words of a lemma over several verses, and these end where they do in the text.
fn is_divided_alike(document: &Document, id: EntryId, words: &str, places: &Places) -> bool {
    let [(container, part)] = places.lemmata.parts(id) else { return false };
    let Some(text) = document.text(*container).filter(|_| words.contains(" | ")) else { return false };
    let inside = |block: &&Block| block.range.start < part.end && part.start < block.range.end;
    let clipped = |block: &Block| &text.string[block.range.start.max(part.start)..block.range.end.min(part.end)];
    let verses: Vec<&str> = text.blocks.iter().filter(inside).map(clipped).collect();
    same(words, &verses.join(" | "))
}

/// Whether a reading with the words of its lemma is set otherwise.
fn has_other_faces(document: &Document, id: EntryId, reading: &Reading, places: &Places) -> bool {
    let [(container, part)] = places.lemmata.parts(id) else { return false };
    let Some(text) = document.text(*container) else { return false };
    let faces = |marks: &[Mark], range: &Range<usize>| {
        let is_face = |kind: &MarkKind| kind.is_face() || matches!(kind, MarkKind::Superscript | MarkKind::Subscript);
        let own = |mark: &&Mark| is_face(&mark.kind) && mark.range.start < range.end && range.start < mark.range.end;
        let clipped = |mark: &Mark| {
            let (start, end) = (mark.range.start.max(range.start), mark.range.end.min(range.end));
            (start - range.start, end - start, mark.kind.clone())
        };
        marks.iter().filter(own).map(clipped).collect::<Vec<_>>()
    };
    let own = stops::core(&text.string, part).range;
    let read = stops::core(&reading.words, &(0..reading.words.len())).range;
    faces(&text.marks, &own) != faces(&reading.marks, &read)
}

fn only_faces() -> Diagnostic {
    Diagnostic::warning("equal-but-for-face", "this reading is the lemma but for italics, or letters that are set off")
        .help("if that is no variant take the reading out, or say who reads the lemma: `= A B; …`")
}

fn is_lemma() -> Diagnostic {
    Diagnostic::error("reading-is-lemma", "this reading is the lemma, character by character")
        .help("take it out, or say who reads the lemma: `= A B; …`")
}

fn apostrophes() -> Diagnostic {
    Diagnostic::warning("equal-but-for-apostrophe", "this reading is the lemma but for the character of an apostrophe")
        .help("write both with the same character, and take the reading out")
}

/// Whether words are dashes or dots alone.
fn is_dashes(words: &str) -> bool {
    words.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '.' | '…'))
}

fn dashes(words: &str) -> Diagnostic {
    Diagnostic::warning("reading-of-dashes", format!("“{words}” is read as what its witness has"))
        .help("`om.` says that nothing stands there, `lac.` that it is lost")
}

fn words_at_point(words: &str) -> Diagnostic {
    Diagnostic::warning("words-at-point", "the entry stands at a point: these words are taken as an addition")
        .help(format!("write `add. {words}`, or give the entry the words that they stand for"))
}

fn lemma_supplied() -> Diagnostic {
    Diagnostic::error("reading-is-lemma", "what is supplied here is the lemma itself")
        .help("say so of the lemma: `= suppl. Quill; om. …`")
}

fn nothing_there(kind: &ReadingKind) -> Diagnostic {
    let message = format!("the entry stands at a point: there are no words that `{}.` could mean", kind.name());
    Diagnostic::error("no-lemma", message).help("give it a lemma, or write `add.` for what witnesses have here")
}

fn is_two(lemma: &str) -> bool {
    lemma.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() == 2
}

/// Whether a lemma is two verses, all of both.
fn is_two_verses(document: &Document, id: EntryId, places: &Places) -> bool {
    let [(container, part)] = places.lemmata.parts(id) else { return false };
    let two = |text: &Text| {
        let verses = text.whole_verses(part)?;
        Some(verses.len() == 2 && text.verse_blocks(verses.start).len() == 1)
    };
    document.text(*container).and_then(two) == Some(true)
}

fn not_two(lemma: &str) -> Diagnostic {
    let message = format!("`transp.` alone changes two words or two whole verses about, and “{lemma}” is not two");
    Diagnostic::error("not-two-words", message)
        .help("make two words the lemma, write `transp. post \"words\"`, or write the words as the witness has them")
}

/// Whether the words that a lemma is moved to are in the text, or in another reading of who moves it.
fn is_there(
    document: &Document,
    id: EntryId,
    (words, behind): (&str, bool),
    reading: &Reading,
    places: &Places,
) -> bool {
    // Of a variant they are of its reading, or stand beside the entry that has it.
    if let Some(within) = &document.entries[id.0 as usize].within {
        let whole = document.entries.get(within.entry.0 as usize).and_then(|entry| entry.readings.get(within.reading));
        return whole.is_none_or(|whole| super::covered::holds(&whole.words, words))
            || is_beside_reading(document, within.entry, words, places);
    }
    let Some((container, range)) = places.lemmata.parts(id).first() else { return true };
    let in_text = |text| nearest(text, words, range, behind).is_some();
    document.text(*container).is_none_or(in_text) || {
        let who: Vec<Who> = reading.support.iter().map(|cited| cited.who).collect();
        let shares = |other: &&Reading| other.support.iter().any(|cited| who.contains(&cited.who));
        let others = (0..).map(EntryId).zip(&document.entries).filter(|(other, _)| *other != id);
        let mut others = others.flat_map(|(_, entry)| &entry.readings).filter(shares);
        others.any(|other| super::covered::holds(&other.words, words))
    }
}

/// Whether words are in the text of an entry whose reading, or a reading of that, is varied.
fn is_beside_reading(document: &Document, id: EntryId, words: &str, places: &Places) -> bool {
    let outer = |id: &EntryId| document.entries.get(id.0 as usize)?.within.as_ref().map(|within| within.entry);
    let outermost = std::iter::successors(Some(id), outer).take(document.entries.len()).last().unwrap_or(id);
    let Some((container, range)) = places.lemmata.parts(outermost).first() else { return true };
    document.text(*container).is_none_or(|text| nearest_of_reading(text, words, range).is_some())
}

/// Whether the words stand beside the lemma, where it is moved to: on the side on which it stands anyway.
fn is_beside(document: &Document, id: EntryId, (words, other): (&str, bool), places: &Places) -> bool {
    let Some((container, range)) = places.lemmata.parts(id).first() else { return false };
    document.text(*container).is_some_and(|text| nearest(text, words, range, other).is_some())
}

fn stays(words: &str) -> Diagnostic {
    Diagnostic::error("reading-is-lemma", format!("the lemma stands beside “{words}” already"))
        .help("quote the words beside which the witness has it, with words around them where they stand more than once")
}

fn unknown_words(words: &str) -> Diagnostic {
    Diagnostic::error("unknown-words", format!("“{words}”, to which the lemma is moved, is nowhere in the text"))
        .help("quote words of the text, or of what the witness has instead")
}

/// Reports who is named for two things at once, and witnesses that are not in force.
pub(super) fn support(entry: &Entry, sigla: &Sigla, diagnostics: &mut Diagnostics) {
    let all = mentions(entry);
    diagnostics.extend(reading_in_note(entry, sigla, &all).map(|warning| at(warning, entry.span.clone())));
    diagnostics.extend(editors::remarks(entry, sigla, &all));
    let mut seen: Vec<Who> = Vec::new();
    for mention in &all {
        let who = mention.cited.who;
        if seen.contains(&who) || !is_accounted(sigla, who) {
            continue;
        }
        seen.push(who);
        diagnostics.extend(of_left_out(sigla, mention.cited));
        diagnostics.extend(among_all(sigla, entry, mention.cited));
        diagnostics.extend(among_readers(sigla, entry, mention));
        if let Some((first, other)) = settle(&of(&all, who)).clash {
            diagnostics.push(twice(sigla, &first, &other));
        }
        if let Some(fault) = not_in_force(sigla, who) {
            diagnostics.push(at(fault, mention.cited.span.clone()));
        }
    }
}

/// What begins a note that speaks of a witness.
const SPEAKS: [&str; 24] = [
    "so", "too", "also", "not", "non", "ut", "sic", "as", "like", "in", "of", "cf.", "see", "vide", "item", "et",
    "and", "from", "ex", "cum", "with", "auch", "wie", "comme",
];

/// That a note has the form of a reading: a word or two and a witness whom nothing else in the entry names. Others write
/// `|` between readings.
fn reading_in_note(entry: &Entry, sigla: &Sigla, all: &[Mention<'_>]) -> Option<Diagnostic> {
    let note = entry.note.as_ref().filter(|note| note.blocks.len() == 1 && !entry.readings.is_empty())?;
    let words: Vec<&str> = note.string.split_whitespace().collect();
    let (last, before) = words.split_last().filter(|(_, before)| matches!(before.len(), 1 | 2))?;
    let id = sigla.find(last).filter(|id| sigla.is_in_force(*id))?;
    let named = sigla.together(id).chain([Who::Siglum(id)]).any(|who| all.iter().any(|one| one.cited.who == who));
    let plain = |word: &&str| word.chars().all(|c| c.is_lowercase() || c == '.') && !SPEAKS.contains(word);
    if named || !before.iter().all(plain) {
        return None;
    }
    let message = format!("“{}” behind `|` is a note: nothing is counted of what it says of `{last}`", note.string);
    let help = "`;` parts readings; a note that is one may say so in other words";
    Some(Diagnostic::warning("remark-counts-nothing", message).help(help))
}

/// Whether one has one text: scholars and editors propose, hands add what they like.
fn is_accounted(sigla: &Sigla, who: Who) -> bool {
    let Who::Siglum(id) = who else { return who != Who::Editor };
    let kind = sigla.get(id).map(|siglum| siglum.kind);
    let free = [SiglumKind::Scholar, SiglumKind::Edition, SiglumKind::Hand, SiglumKind::Source];
    sigla.is_in_force(id) || !kind.is_some_and(|kind| free.contains(&kind))
}

/// What is wrong with `codd.` where a manuscript is named as a reader of the lemma: then it is not all of them.
fn among_all(sigla: &Sigla, entry: &Entry, cited: &Cited) -> Option<Diagnostic> {
    let all = cited.who == Who::Manuscripts && !entry.support.iter().any(|own| own.who == Who::Manuscripts);
    let reads = |own: &&Cited| {
        let Who::Siglum(id) = own.who else { return false };
        let is_manuscript = sigla.get(id).is_some_and(|siglum| siglum.kind == SiglumKind::Manuscript);
        is_manuscript && own.states.is_empty() && !cited.except.contains(&id)
    };
    let own = entry.support.iter().find(reads).filter(|_| all)?;
    let message =
        format!("`codd.` are all manuscripts, and `{0}` is named as a reader of the lemma", name(sigla, own.who));
    let help = format!("write `cett.`, or `codd. praeter {}`", name(sigla, own.who));
    Some(at(Diagnostic::error("not-all-manuscripts", message), cited.span.clone()).help(help))
}

/// What is wrong with `= codd.` where a manuscript is named for a reading.
fn among_readers(sigla: &Sigla, entry: &Entry, mention: &Mention<'_>) -> Option<Diagnostic> {
    let cited = mention.cited;
    let all = cited.who == Who::Manuscripts && mention.slot == Slot::Lemma;
    let has = |own: &&Cited| {
        let Who::Siglum(id) = own.who else { return false };
        let is_manuscript = sigla.get(id).is_some_and(|siglum| siglum.kind == SiglumKind::Manuscript);
        is_manuscript && own.states.is_empty() && !cited.except.contains(&id)
    };
    let mut others = entry.readings.iter().flat_map(|reading| &reading.support);
    let other = name(sigla, others.find(has).filter(|_| all)?.who);
    let message = format!("`codd.` are all manuscripts, and `{other}` is named for a reading");
    let error = Diagnostic::error("not-all-manuscripts", message);
    Some(at(error, cited.span.clone()).help(format!("write `= cett.`, or `= codd. praeter {other}`")))
}

/// What is wrong with those whom several leave out: one is none of them.
fn of_left_out(sigla: &Sigla, cited: &Cited) -> Vec<Diagnostic> {
    let stands = |id: SiglumId| {
        let counted =
            !matches!(cited.who, Who::Others | Who::All) || sigla.in_force.is_empty() || sigla.is_in_force(id);
        counted && sigla.together(id).any(|who| who == cited.who)
    };
    let is_of = |id: SiglumId| match sigla.get(id) {
        Some(Siglum { kind: SiglumKind::Hand, hand_of: Some(witness), .. }) => stands(*witness),
        Some(Siglum { kind: SiglumKind::Group, .. }) => sigla.members(id).any(stands),
        _ => stands(id),
    };
    let stranger = |id: &SiglumId| {
        let (one, all) = (sigla.name(*id), name(sigla, cited.who));
        let message = format!("`{one}` is none of `{all}`, and cannot be left out of them");
        let help = format!("take it out; who has the same stands before them: `{one} {all} praeter …`");
        at(Diagnostic::error("not-left-out", message), cited.span.clone()).help(help)
    };
    cited.except.iter().filter(|id| !is_of(**id)).map(stranger).collect()
}

fn twice(sigla: &Sigla, first: &Mention<'_>, other: &Mention<'_>) -> Diagnostic {
    let name = name(sigla, other.cited.who);
    let message = format!("`{name}` is named for two things in this entry");
    let error = Diagnostic::error("witness-twice", message);
    let error = at(error, other.cited.span.clone());
    let error = match first.cited.span.clone() {
        Some(span) => error.label(span, "and here"),
        None => error,
    };
    error.help(format!("write `{name}^ac` for what stood before correction, `{name}^pc` for what stands now"))
}

fn not_in_force(sigla: &Sigla, who: Who) -> Option<Diagnostic> {
    let Who::Siglum(id) = who else { return None };
    let kind = sigla.get(id)?.kind;
    let counts = matches!(kind, SiglumKind::Manuscript | SiglumKind::Translation);
    if !counts || sigla.in_force.is_empty() || sigla.is_in_force(id) {
        return None;
    }
    let name = sigla.name(id);
    let message = format!("`{name}` is not in force here: where it is not named nobody knows what it has");
    let help = format!("add \"{name}\" to `witnesses` of `[apparatus]`");
    Some(Diagnostic::warning("witness-not-in-force", message).help(help))
}

/// How one is named in the source.
pub(super) fn name(sigla: &Sigla, who: Who) -> &str {
    match who {
        Who::Siglum(id) => sigla.name(id),
        Who::Editor => "scripsi",
        Who::Manuscripts => "codd.",
        Who::Others => "cett.",
        Who::All => "omnes",
        Who::Editions => "edd.",
    }
}

/// A diagnostic at a place, if there is one.
pub(super) fn at(diagnostic: Diagnostic, span: Option<Span>) -> Diagnostic {
    match span {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    }
}
