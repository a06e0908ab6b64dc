//! Words of a reading that an editor writes for what the grammar says otherwise: `tr. B`, `town corr. B`, `town A: tour
//! B`. They are read as words of the text, as they must where they are such, and that is said.

use super::keywords::is_keyword;
use super::scan::{Kind, Token};
use super::support::Reader;
use crate::words::language::primary;

/// What stands alone for a keyword.
const ALONE: [(&str, &str); 49] = [
    ("omm.", "om."),
    ("omitt.", "om."),
    ("omit", "om."),
    ("omits", "om."),
    ("omitted", "om."),
    ("omisit", "om."),
    ("omiserunt", "om."),
    ("omittit", "om."),
    ("omittunt", "om."),
    ("deest", "om."),
    ("desunt", "om."),
    ("fehlt", "om."),
    ("fehlen", "om."),
    ("tr.", "transp."),
    ("inv.", "transp."),
    ("def.", "lac."),
    ("eras.", "del."),
    ("exp.", "del."),
    ("iter.", "add."),
    ("rep.", "add."),
    ("bis", "add."),
    ("expunx.", "del."),
    ("expunxit", "del."),
    ("delevit", "del."),
    ("damn.", "del."),
    ("susp.", "secl."),
    ("trs.", "transp."),
    ("transposuit", "transp."),
    ("inverso ordine", "transp."),
    ("inser.", "add."),
    ("dittogr.", "add."),
    ("+", "add."),
    ("des.", "lac."),
    ("mut.", "lac."),
    ("vac.", "lac."),
    ("spat. vac.", "lac."),
    ("spat. rel.", "lac."),
    ("evan.", "illeg."),
    ("evanuit", "illeg."),
    ("n.l.", "illeg."),
    ("non legitur", "illeg."),
    ("legi nequit", "illeg."),
    ("non liquet", "illeg."),
    ("vacat", "lac."),
    ("spatium", "lac."),
    ("spatium vacuum", "lac."),
    ("deest in", "om."),
    ("desunt in", "om."),
    ("bis scr.", "add."),
];
/// What is said of a siglum, and how it is said behind it.
const OF_SIGLUM: [(&str, &str); 18] = [
    ("corr.", "^pc"),
    ("p.c.", "^pc"),
    ("a.c.", "^ac"),
    ("vid.", "^vid"),
    ("mg.", "^mg"),
    ("marg.", "^mg"),
    ("s.l.", "^sl"),
    ("sscr.", "^sl"),
    ("ras.", " (in ras.)"),
    ("m.1", " (m. 1)"),
    ("m.2", " (m. 2)"),
    ("i.m.", "^mg"),
    ("suprascr.", "^sl"),
    ("ss.", "^sl"),
    ("lin.", "^sl"),
    ("gl.", " (gl.)"),
    ("γρ.", "^γρ` with a `[[state]]` of book.toml, or a remark, `B (γρ.)"),
    ("γρ", "^γρ` with a `[[state]]` of book.toml, or a remark, `B (γρ.)"),
];
/// What names nobody, before a siglum.
const OF_NOBODY: [&str; 3] = ["cod.", "al.", "alii"];
/// What a scholar does, without words of his own, or to what another proposes.
const OF_SCHOLAR: [&str; 9] = ["damn.", "susp.", "exp.", "trai.", "prob.", "improb.", "def.", "ret.", "iter."];
/// What is a remark wherever it stands in parentheses.
const REMARKS: [&str; 12] =
    ["sic", "sic!", "!", "?", "ut vid.", "ut uid.", "corr.", "in ras.", "e corr.", "ex corr.", "in marg.", "s.l."];

/// Reports such words. `text` are the words of a reading behind its keyword, of which it may have none.
pub(super) fn report(reader: &mut Reader<'_>, text: &[Token], has_keyword: bool) {
    // Behind a stroke that is escaped a note may be meant: that is said of all of it.
    if text.first().is_some_and(|first| first.kind == Kind::Quoted && first.text == "|") {
        return;
    }
    if !has_keyword && let Some((first, rest)) = text.split_first() {
        for_keyword(reader, first, rest);
        moved(reader, first, rest);
        made_from(reader, first, rest);
    }
    greek(reader, text);
    if let Some(last) = text.last() {
        let said = OF_SIGLUM.iter().find(|(word, _)| last.kind == Kind::Plain && *word == last.text);
        if let Some((_, said)) = said {
            let help = format!("what is so of a siglum stands behind it, `B{said}`; the word itself stands in `\"…\"`");
            warn(reader, last, help);
        } else if last.kind == Kind::Plain && OF_NOBODY.contains(&last.text.as_str()) {
            let help = "sigla alone stand behind the words, `town B`; others are named in the note, behind `|`; the word \
                        itself stands in `\"…\"`";
            warn(reader, last, help.to_owned());
        }
    }
    let behind = text.split_last().filter(|(last, before)| !before.is_empty() && last.kind == Kind::Plain);
    if let Some((last, _)) = behind.filter(|(last, _)| OF_SCHOLAR.contains(&last.text.as_str())) {
        let help = "it stands without words, or as a remark behind who is named: `susp. Quill`, `coni. Quill (prob. Gull)`; \
                    the word itself stands in `\"…\"`";
        warn(reader, last, help.to_owned());
    }
    for (index, token) in text.iter().enumerate() {
        if token.kind == Kind::Remark && reader.is_named(&token.text) {
            let message = format!("`({})` is read as words", token.text);
            let help = "a siglum stands without parentheses; a remark on it behind it: `town B (similar) C`";
            reader.faults.warn("misplaced-remark", token.range.clone(), message, help);
            continue;
        }
        if token.kind == Kind::Remark && token.spaced && index > 0 && REMARKS.contains(&token.text.as_str()) {
            let message = format!("`({})` is read as words", token.text);
            let help = format!("behind a siglum it is a remark: `town B ({})`", token.text);
            reader.faults.warn("misplaced-remark", token.range.clone(), message, help);
        }
        with_sign(reader, token, text.get(index + 1));
    }
}

/// Reports a first word that stands for a keyword, or is one but for its capitals.
fn for_keyword(reader: &mut Reader<'_>, first: &Token, rest: &[Token]) {
    let alone = rest.is_empty() || matches!(first.text.as_str(), "tr." | "inv." | "trs." | "inser." | "+");
    // set off or not: `*bis scr.*`
    let bare = |token: &Token| token.text.trim_matches(['*', '_']).to_owned();
    let two = |word: &str| match rest {
        [second] => word.split_once(' ') == Some((&bare(first), &bare(second))) && second.kind == Kind::Plain,
        _ => false,
    };
    let is = |word: &str| alone && word == first.text || two(word);
    let meant = ALONE.iter().find(|(word, _)| first.kind == Kind::Plain && is(word));
    let lower = Token { text: first.text.to_lowercase(), ..first.clone() };
    if let Some((_, keyword)) = meant {
        warn(reader, first, format!("did you mean `{keyword}`? The word itself stands in `\"…\"`"));
    } else if first.kind == Kind::Plain && alone && matches!(first.text.as_str(), "hab." | "habet" | "habent") {
        let help = "who reads the lemma stands behind `=`: `= A; om. B`; the word itself stands in `\"…\"`";
        warn(reader, first, help.to_owned());
    } else if first.kind == Kind::Plain
        && first.text == "lacunam"
        && rest.first().is_some_and(|next| next.text.ends_with('.'))
    {
        let help = "did you mean `lac.`, as in `lac. ind. Quill`? The word itself stands in `\"…\"`";
        warn(reader, first, help.to_owned());
    } else if lower.text != first.text && is_keyword(&lower) {
        warn(reader, first, format!("did you mean `{}`? The word itself stands in `\"…\"`", lower.text));
    }
}

/// Reports `post` and `ante` before the number of a verse.
fn moved(reader: &mut Reader<'_>, first: &Token, rest: &[Token]) {
    let number = |token: &Token| token.kind == Kind::Plain && token.text.chars().all(|c| c.is_ascii_digit());
    if let [side] = rest
        && is_side(first)
        && number(side)
    {
        let help = format!(
            "words that stand elsewhere are told by words of the text, of a verse by its last: `transp. {} \"words\"`; the \
             word itself stands in `\"…\"`",
            first.text
        );
        warn(reader, first, help);
    }
}

/// Reports a word that is said to be made from another, `nave ex navi`: both begin alike.
fn made_from(reader: &mut Reader<'_>, first: &Token, rest: &[Token]) {
    if let [from, other] = rest
        && [first, from, other].iter().all(|token| token.kind == Kind::Plain)
        && matches!(from.text.as_str(), "ex" | "from" | "aus")
        && first.text.chars().zip(other.text.chars()).take_while(|(a, b)| a == b).count() >= 2
    {
        let help = format!(
            "what a hand has made is its corrected text: `{} A^pc; {} A^ac`; the word itself stands in `\"…\"`",
            first.text, other.text
        );
        warn(reader, from, help);
    }
}

fn is_side(token: &Token) -> bool {
    token.kind == Kind::Plain && matches!(token.text.as_str(), "post" | "ante")
}

/// Reports Latin words of the editor among Greek ones: `ὦ ξένε post γὰρ B`.
fn greek(reader: &mut Reader<'_>, text: &[Token]) {
    let greek = |c: char| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}');
    let is_greek =
        text.iter().any(|token| token.text.contains(greek)) || matches!(primary(reader.language), "grc" | "el");
    let told = |word: &str| {
        ALONE.iter().any(|(told, _)| told.split(' ').any(|one| one == word))
            || OF_SIGLUM.iter().any(|(told, _)| *told == word)
            || OF_NOBODY.contains(&word)
            || OF_SCHOLAR.contains(&word)
            || matches!(word, "lacunam" | "hab." | "habet" | "habent")
    };
    for token in text.iter().filter(|token| is_greek && token.kind == Kind::Plain) {
        let word = token.text.trim_end_matches('.');
        let latin = word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase());
        let without_stop = is_keyword(&Token { text: format!("{word}."), ..token.clone() });
        if !latin || told(&token.text) || without_stop {
            continue;
        }
        let help = match is_side(token) {
            true => format!(
                "words that stand elsewhere: `transp. {} \"words\"`; the word itself stands in `\"…\"`",
                token.text
            ),
            false => {
                "a remark of yours stands in parentheses behind a siglum; the word itself stands in `\"…\"`".to_owned()
            }
        };
        warn(reader, token, help);
    }
}

/// Reports a siglum that a colon, a comma or a stop parts from what follows, as other apparatus have it.
fn with_sign(reader: &mut Reader<'_>, token: &Token, next: Option<&Token>) {
    let Some(bare) = token.text.strip_suffix([',', ':', '.']) else { return };
    let named = reader.is_declared(&Token { text: bare.to_owned(), ..token.clone() });
    // `P. Cornelius` is no siglum.
    let name = token.text.ends_with('.') && next.is_none_or(|next| !next.text.starts_with(char::is_lowercase));
    if named && !name && !reader.is_declared(token) {
        let help = "sigla stand at the end of a reading, `;` before the next one; the word itself stands in `\"…\"`";
        warn(reader, token, help.to_owned());
    }
}

fn warn(reader: &mut Reader<'_>, token: &Token, help: String) {
    let message = format!("`{}` is read as a word", token.text);
    reader.faults.warn("word-for-keyword", token.range.clone(), message, help);
}
