//! What heads nothing unless it is the name of a part, right below its number: the end of a book and who printed it, what
//! is called out.

use crate::read::plain::words;

/// Whether a line is such a one.
pub(super) fn heads_nothing(text: &str) -> bool {
    is_end(text) || is_called(text)
}

/// How many words say that a part ends.
const PART: usize = 6;

/// `THE END`, `FIN.`, and below it who printed the book.
fn is_end(text: &str) -> bool {
    const ENDS: [&str; 14] = [
        "the end",
        "end",
        "finis",
        "fin",
        "ende",
        "fine",
        "fim",
        "loppu",
        "koniec",
        "slut",
        "einde",
        "konec",
        "fin de l'ouvrage",
        "the end of the book",
    ];
    let bare = text.trim_matches(|c: char| !c.is_alphabetic());
    let low = bare.to_lowercase();
    // `Ende des zweiten Teils`
    let part = low.split_once(' ').is_some_and(|(first, rest)| {
        let of = ["of ", "des ", "der ", "de ", "du ", "del ", "van "].iter().any(|word| rest.starts_with(word));
        of && matches!(first, "end" | "ende" | "fin" | "fine" | "einde" | "fim") && words::has_at_most(text, PART)
    });
    part || words::is_one_of(bare, &ENDS)
        || ["printers", "printed by", "printed in", "imprimerie", "druck von", "typographers"]
            .iter()
            .any(|w| low.contains(w))
}

/// `O JANE BROOK! JANE BROOK!`: what is called twice.
fn is_called(text: &str) -> bool {
    text.matches('!').count() >= 2
}
