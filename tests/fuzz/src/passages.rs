//! Texts in which parallels are looked for. A byte is a word, so that what the fuzzer copies, drops and changes are
//! words, and a passage is copied as an editor's eye would see it: in one piece, with changes.

use edition::parallels::{self as finder, Block};
use std::fs;
use std::path::Path;

/// Words that tell nothing.
const COMMON: [&str; 32] = [
    "the", "of", "and", "a", "in", "to", "it", "was", "he", "for", "on", "with", "as", "by", "at", "from", "or", "his",
    "that", "not", "but", "is", "had", "were", "this", "which", "be", "they", "der", "et", "l’", "de",
];

/// What parts of words are made of.
const SYLLABLES: [&str; 16] =
    ["ba", "dé", "fi", "go", "lu", "mä", "ne", "pi", "ro", "su", "ta", "ve", "zi", "kœ", "shu", "thé"];

/// What stands between words; the last ones begin a paragraph.
const STOPS: [&str; 12] = [". ", ", ", "; ", "? ", " (", ") ", " “", "” ", " — ", "\u{ad}", "\n\n", "\n\n"];

/// Where names and numbers begin among the bytes, and where stops do.
const NAMED: u8 = 216;
const STOPPED: u8 = 244;

/// Paragraphs, of two documents in turn: written word by word, or with `"` in front as they stand.
pub(crate) fn target(bytes: &[u8]) {
    let text = match bytes.strip_prefix(b"\"") {
        Some(rest) => String::from_utf8_lossy(rest).into_owned(),
        None => spelt(bytes),
    };
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let blocks: Vec<Block<'_>> = paragraphs.iter().zip(0..).map(block).collect();
    for proposal in finder::find(&blocks) {
        let [a, b] = [&proposal.a, &proposal.b].map(|side| blocks[side.block].text.get(side.range()));
        assert!(a.is_some() && b.is_some(), "a passage that is none");
        for (x, y) in proposal.runs {
            assert!(proposal.a.start <= x.start && x.end <= proposal.a.end, "a run outside its passage");
            assert!(proposal.b.start <= y.start && y.end <= proposal.b.end, "a run outside its passage");
        }
    }
}

fn block<'a>((text, number): (&&'a str, u32)) -> Block<'a> {
    Block { document: number % 2, text, skipped: vec![] }
}

/// The words that bytes are.
fn spelt(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        match *byte {
            STOPPED.. => text.push_str(STOPS[usize::from(byte - STOPPED)]),
            byte => {
                let apart = !text.is_empty() && !text.ends_with(|c: char| c.is_whitespace() || "(“\u{ad}".contains(c));
                text.push_str(if apart { " " } else { "" });
                text.push_str(&word(byte, text.is_empty() || text.ends_with(". ") || text.ends_with("\n\n")));
            }
        }
    }
    text
}

fn word(byte: u8, begins: bool) -> String {
    let at = usize::from(byte);
    let word = match byte {
        NAMED.. if byte.is_multiple_of(4) => return (1_700 + 7 * at).to_string(),
        byte if usize::from(byte) < COMMON.len() => COMMON[at].to_owned(),
        _ => SYLLABLES[at % 16].to_owned() + SYLLABLES[at / 16] + SYLLABLES[(at * 7) % 16],
    };
    let mut rest = word.chars();
    match rest.next().filter(|_| begins || byte >= NAMED) {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => word,
    }
}

/// A passage and what becomes of it: copied, changed, turned, told again and again.
pub(crate) fn seeds(folder: &Path) {
    let passage: Vec<u8> = (0..60_u8).map(|n| if n % 3 == 0 { n % 32 } else { 40 + n * 2 }).collect();
    let sentences: Vec<u8> = passage.chunks(12).flat_map(|words| [words, &[STOPPED]].concat()).collect();
    let (before, parting): (Vec<u8>, u8) = ((160..210).collect(), 255);
    let changed: Vec<u8> = sentences.iter().map(|w| if w % 5 == 1 { w ^ 1 } else { *w }).collect();
    let named: Vec<u8> = sentences.iter().map(|w| if w % 7 == 1 { NAMED + w % 28 } else { *w }).collect();
    let turned: Vec<u8> = sentences.rchunks(13).flatten().copied().collect();
    let sides: [(&str, Vec<u8>); 6] = [
        ("copied", sentences.clone()),
        ("changed", changed.clone()),
        ("named", named),
        ("turned", turned),
        ("twice", [&sentences[..], &changed].concat()),
        ("shorter", sentences[26..].to_vec()),
    ];
    for (name, other) in sides {
        let text = [&before[..], &sentences, &before[..9], &[parting], &before[20..], &other, &before[3..8]].concat();
        let _ = fs::write(folder.join(name), text);
    }
    let _ = fs::write(folder.join("again"), [&sentences[..26], &[parting]].concat().repeat(6));
    let _ = fs::write(folder.join("as-it-stands"), "\"A stone lay on the shore, grey.\n\nThe grey stone, on a shore.");
}
