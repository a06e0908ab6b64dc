//! Faults of typing in readings of which it is known what is meant: `νῆα B p.c.`, `om. BC`, `A ἐνθάδε`, `τίνα; B`. Each is
//! an error, once, and the reading is read as it is meant, so that nothing follows from it.

use super::keywords::{BARE, TRANSPOSED, WORDED, is_keyword, keyword, own};
use super::scan::{Kind, Token};
use super::support::{Reader, of_several};
use crate::model::apparatus::Cited;

/// What is said of a siglum behind it, and the state.
const STATES: [(&str, &str); 12] = [
    ("p.c.", "pc"),
    ("pc", "pc"),
    ("pc.", "pc"),
    ("a.c.", "ac"),
    ("ac", "ac"),
    ("ac.", "ac"),
    ("mg.", "mg"),
    ("marg.", "mg"),
    ("s.l.", "sl"),
    ("sl.", "sl"),
    ("vid.", "vid"),
    ("vid", "vid"),
];
/// What joins sigla in a sentence.
const AND: [&str; 8] = ["et", "and", "und", "vel", "or", "oder", "ou", "&"];

/// The tokens of all readings: without the `;` that words have before who has them, with one for a comma between
/// readings.
pub(super) fn parted(reader: &mut Reader<'_>, tokens: &[Token]) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::with_capacity(tokens.len());
    for (index, token) in tokens.iter().enumerate() {
        let begin = all.iter().rposition(|token| token.kind == Kind::Semicolon).map_or(0, |at| at + 1);
        let next = tokens.get(index + 1);
        if token.kind == Kind::Semicolon && is_of_words(reader, &all[begin..], &tokens[index + 1..]) {
            let message = "this `;` parts the words from who has them";
            let help = "a sign of the words themselves is written `\\;`, or in quotation marks: `\"town;\" B`";
            reader.faults.push("bare-sign", token.range.clone(), message, help);
            all.last_mut().filter(|last| !is_keyword(last)).into_iter().for_each(|last| last.text.push(';'));
        } else if reader.is_with_comma(token) && next.is_some_and(begins) {
            let bare = token.text.trim_end_matches(',').to_owned();
            let at = token.range.end - 1..token.range.end;
            let help = format!("put a `;` in its place: `{bare}; {} …`", next.map_or("", |next| next.text.as_str()));
            reader.faults.push("bare-sign", at.clone(), "a comma stands between two readings", help);
            all.push(Token { text: bare, range: token.range.start..at.start, ..token.clone() });
            all.push(Token { kind: Kind::Semicolon, text: String::new(), range: at, spaced: false });
        } else {
            all.push(token.clone());
        }
    }
    all
}

/// Whether a reading begins with a token that says of which kind it is.
fn begins(token: &Token) -> bool {
    keyword(token, &BARE).or_else(|| keyword(token, &WORDED)).is_some() || is(token, TRANSPOSED)
}

fn is(token: &Token, word: &str) -> bool {
    token.kind == Kind::Plain && token.text == word
}

/// Whether words without anybody stand before a `;`, and only sigla up to the next.
fn is_of_words(reader: &Reader<'_>, before: &[Token], behind: &[Token]) -> bool {
    let end = behind.iter().position(|token| token.kind == Kind::Semicolon).unwrap_or(behind.len());
    let sigla = &behind[..end];
    let named = |token: &Token| token.kind == Kind::Remark || reader.is_declared(token) || of_several(token).is_some();
    let alone = ["del.", "secl.", "fort."];
    let words = before.last().is_some_and(|last| {
        matches!(last.kind, Kind::Plain | Kind::Quoted) && reader.whose(before).is_none() && own(last).is_none()
    });
    let editors = before.iter().any(|token| alone.iter().any(|word| is(token, word)) || is(token, "stat."));
    words && !editors && sigla.first().is_some_and(|first| first.kind != Kind::Remark) && sigla.iter().all(named)
}

/// The tokens of a reading as they are meant.
pub(super) fn mended(reader: &mut Reader<'_>, tokens: &[Token]) -> Vec<Token> {
    let mut all: Vec<Token> = tokens.to_vec();
    for token in all.iter_mut().skip(1) {
        superior(reader, token);
    }
    moved(reader, &mut all);
    state(reader, &mut all);
    run_together(reader, &mut all);
    joined(reader, &mut all);
    let remarks = all.iter().rev().take_while(|token| token.kind == Kind::Remark).count();
    let named = &all[..all.len() - remarks];
    let nobody = !named.is_empty() && reader.whose(named).is_none() && named.last().and_then(own).is_none();
    if nobody {
        misplaced(reader, &mut all);
    }
    all
}

/// `A2` and `A^2` for the hand `A²`.
fn superior(reader: &mut Reader<'_>, token: &mut Token) {
    const FIGURES: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let bare = token.text.trim_end_matches(|c: char| c.is_ascii_digit());
    let figures = &token.text[bare.len()..];
    if token.kind != Kind::Plain || figures.is_empty() || bare.is_empty() || reader.is_named(&token.text) {
        return;
    }
    let raised = figures.chars().filter_map(|c| FIGURES.get(c.to_digit(10)? as usize));
    let name: String = bare.trim_end_matches('^').chars().chain(raised.copied()).collect();
    let is_state = bare.ends_with('^') && reader.sigla.state(figures).is_some();
    if !is_state && reader.is_named(&name) {
        let message = format!("`{}` is no siglum", token.text);
        reader.faults.push("unknown-siglum", token.range.clone(), message, format!("did you mean `{name}`?"));
        token.text = name;
    }
}

/// `post town transp. B`
fn moved(reader: &mut Reader<'_>, all: &mut Vec<Token>) {
    let side = all.first().filter(|first| is(first, "post") || is(first, "ante")).cloned();
    let Some((side, at)) = side.zip(all.iter().position(|token| is(token, TRANSPOSED))) else { return };
    let words: Vec<&str> = all[1..at].iter().map(|token| token.text.as_str()).collect();
    if words.is_empty() || !all[at + 1..].iter().all(|token| token.kind == Kind::Remark || reader.is_declared(token)) {
        return;
    }
    let words = words.join(" ");
    let message = format!("`{TRANSPOSED}` stands before `{}`", side.text);
    let help = format!("write `{TRANSPOSED} {} \"{words}\"`", side.text);
    let keyword = all[at].clone();
    reader.faults.push("misplaced-keyword", keyword.range.clone(), message, help);
    let quoted =
        Token { kind: Kind::Quoted, text: words, range: all[1].range.start..all[at - 1].range.end, spaced: true };
    all.splice(..=at, [keyword, side, quoted]);
}

/// `town B p.c.` and `town Bpc`
fn state(reader: &mut Reader<'_>, all: &mut Vec<Token>) {
    let Some((last, before)) = all.split_last().filter(|(last, _)| last.kind == Kind::Plain) else { return };
    let said = STATES.iter().find(|(word, _)| *word == last.text).map(|(_, state)| *state);
    let siglum = before.last().filter(|before| reader.is_declared(before) && !before.text.contains('^'));
    if let Some((siglum, state)) = siglum.zip(said).filter(|_| before.len() > 1) {
        let (text, range) = (format!("{}^{state}", siglum.text), siglum.range.start..last.range.end);
        let message = format!("`{}` stands apart from its siglum", last.text);
        reader.faults.push("misplaced-state", last.range.clone(), message, format!("write `{text}`"));
        let whole = Token { text, range, ..siglum.clone() };
        all.truncate(all.len() - 2);
        return all.push(whole);
    }
    if before.is_empty() || last.text.contains('^') || reader.is_named(&last.text) {
        return;
    }
    let parts = |state: &str| Some((last.text.strip_suffix(state)?.to_owned(), state.to_owned()));
    let parted = ["pc", "ac", "mg", "sl", "vid"].into_iter().filter_map(parts).find(|(name, _)| reader.is_named(name));
    if let Some((name, state)) = parted {
        let text = format!("{name}^{state}");
        let message = format!("`{}` is no siglum", last.text);
        reader.faults.push("unknown-siglum", last.range.clone(), message, format!("did you mean `{text}`?"));
        all.last_mut().into_iter().for_each(|last| last.text.clone_from(&text));
    }
}

/// `om. BC`
fn run_together(reader: &mut Reader<'_>, all: &mut Vec<Token>) {
    let Some(last) = all.last().filter(|last| last.kind == Kind::Plain && all.len() > 1).cloned() else { return };
    let letters: Vec<String> = last.text.chars().map(String::from).collect();
    if letters.len() < 2 || reader.is_named(&last.text) || !letters.iter().all(|letter| reader.is_named(letter)) {
        return;
    }
    let message = format!("`{}` is no siglum", last.text);
    let help = format!("sigla are parted by spaces: `{}`", letters.join(" "));
    reader.faults.push("unknown-siglum", last.range.clone(), message, help);
    all.pop();
    all.extend(letters.into_iter().map(|text| Token { text, spaced: true, ..last.clone() }));
}

/// `town B et C`; two scholars are joined so.
fn joined(reader: &mut Reader<'_>, all: &mut Vec<Token>) {
    let named = |token: &Token| token.kind == Kind::Remark || reader.is_declared(token);
    let Some(at) = all.iter().rposition(|token| !named(token)).filter(|at| *at > 1 && at + 1 < all.len()) else {
        return;
    };
    let joins = all[at].kind == Kind::Plain && AND.contains(&all[at].text.as_str());
    let one = reader.whose(&all[..at]).filter(|_| joins && reader.is_declared(&all[at - 1]));
    if one.is_none_or(|(_, who)| reader.is_scholar(&Cited::new(who))) {
        return;
    }
    let message = format!("`{}` stands between sigla", all[at].text);
    let help = format!("sigla are parted by spaces: `{} {}`", all[at - 1].text, all[at + 1].text);
    reader.faults.push("misplaced-keyword", all[at].range.clone(), message, help);
    all.remove(at);
}

/// `A town` and `town Quill in notis`: who has the words is named before them, or what is said of him is not set apart.
fn misplaced(reader: &mut Reader<'_>, all: &mut Vec<Token>) {
    let named: Vec<usize> = (0..all.len()).filter(|at| reader.is_declared(&all[*at])).collect();
    let [at] = named[..] else { return };
    let others = all[..at].iter().chain(&all[at + 1..]);
    let plain = |token: &Token| matches!(token.kind, Kind::Plain | Kind::Quoted);
    // One word alone behind a siglum is meant for another.
    let alone = at > 0 && at + 2 == all.len();
    if at + 1 == all.len()
        || alone
        || !others.clone().all(plain)
        || others.clone().any(|token| is_keyword(token) || of_several(token).is_some())
    {
        return;
    }
    let siglum = all[at].clone();
    let words: Vec<&str> = all[at + 1..].iter().map(|token| token.text.as_str()).collect();
    let words = words.join(" ");
    if at == 0 {
        let message = format!("`{}` stands before the words", siglum.text);
        let help = format!("sigla stand behind them: `{words} {}`", siglum.text);
        reader.faults.push("misplaced-keyword", siglum.range.clone(), message, help);
        all.rotate_left(1);
        return all.last_mut().into_iter().for_each(|last| last.spaced = true);
    }
    let range = all[at + 1].range.start..all[all.len() - 1].range.end;
    let message = format!("`{words}` stands behind `{}`", siglum.text);
    let help = format!(
        "what is said of a siglum stands in parentheses, `{} ({})`; a `;` stands before a new reading",
        siglum.text,
        words.trim_matches('*')
    );
    reader.faults.push("misplaced-remark", range.clone(), message, help);
    all.truncate(at + 1);
    all.push(Token { kind: Kind::Remark, text: words, range, spaced: true });
}
