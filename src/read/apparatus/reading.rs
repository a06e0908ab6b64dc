//! One reading: what it is, how it is proposed, its words, its type.

use super::keywords::{BARE, DISPLACED, HOW, TRANSPOSED, WORDED, done, is_keyword, keyword, of_scholar};
use super::scan::{Kind, Token};
use super::support::{Reader, of_several};
use super::type_of;
use super::{doubt, emphasis, exception, markup, meant, mistyped};
use crate::model::apparatus::{Cited, How, Move, Reading, ReadingKind, Who};

/// Reads one reading from its tokens, of which there is one at least.
pub(super) fn read(reader: &mut Reader<'_>, tokens: &[Token]) -> Option<Reading> {
    let whole = tokens.first()?.range.start..tokens.last()?.range.end;
    let (mut tokens, mut type_) = (tokens, None);
    if let Some((last, before)) = tokens.split_last().filter(|(last, _)| last.kind == Kind::Type) {
        type_ = type_of(last, &mut reader.faults);
        tokens = before;
    }
    signs(reader, tokens);
    let tokens = &mistyped::mended(reader, tokens)[..];
    let tokens = &reader.without_commas(tokens)[..];
    let (text, mut support) = reader.acted(tokens);
    reader.check(&support);
    let scholar = |cited: &Cited| reader.is_scholar(cited) || cited.who == Who::Editor;
    let scholars = !support.is_empty() && support.iter().all(scholar);
    let (text, how, strangers) = how(reader, text, support.is_empty(), scholars);
    let (text, doubt) = doubt::read(text);
    let whole_text = text.len();
    let (kind, of_kind, text) = kind(reader, text, scholars);
    let kind = own_kind(kind, text, &support);
    let (text, doubt) = if doubt.is_none() { doubt::read(text) } else { (text, doubt) };
    let how = reader.told_apart(how, &mut support).or(of_kind);
    let has_keyword = text.len() < whole_text;
    let (text, more) = strays(reader, &kind, text, support.is_empty() && how.is_none());
    meant::report(reader, text, has_keyword);
    markup::report(reader, text);
    let known = !strangers && !more;
    if support.is_empty() && known && is_of_editor(text, doubt.is_some(), &kind, how) {
        let span = Some(reader.faults.span(whole.clone()));
        support.push(Cited { span, ..Cited::new(Who::Editor) });
    }
    if support.is_empty() && known {
        let help = "name who has it at the end, or `codd.`, `cett.`, `edd.`";
        reader.faults.push("no-witness", whole.clone(), "nobody is named who has this reading", help);
    }
    let (words, marks) = emphasis::read(&words(text));
    let kind = complete(reader, kind, &words, whole.clone(), known);
    let moved = matches!(kind, ReadingKind::Transposition(_));
    let (words, marks) = if moved { (String::new(), vec![]) } else { (words, marks) };
    let span = Some(reader.faults.span(whole));
    Some(Reading { words, marks, how, doubt, support, r#type: type_, span, ..Reading::new(kind) })
}

/// Whether a reading without a name is the editor's own: what he only thinks, what he takes out, where he posits a lacuna.
fn is_of_editor(text: &[Token], doubts: bool, kind: &ReadingKind, how: Option<How>) -> bool {
    let written = text.last().is_some_and(|last| last.kind == Kind::Plain && last.text == "scripsi");
    match kind {
        ReadingKind::Words => doubts && !text.is_empty() && !written,
        ReadingKind::Deletion | ReadingKind::Seclusion => how.is_none(),
        ReadingKind::Lacuna => matches!(how, Some(How::Stated | How::Indicated)),
        _ => false,
    }
}

/// The kind of a reading that has no words but the editor's own for what he has done: `seclusi`, `lacunam statui`.
fn own_kind(kind: ReadingKind, text: &[Token], support: &[Cited]) -> ReadingKind {
    let own = |cited: &Cited| cited.deed.filter(|_| cited.who == Who::Editor);
    match support.iter().find_map(own).and_then(|deed| deed.kind()) {
        Some(done) if text.is_empty() && kind == ReadingKind::Words => done,
        _ => kind,
    }
}

/// Reports the signs that stand among words without quotation marks.
fn signs(reader: &mut Reader<'_>, tokens: &[Token]) {
    for token in tokens {
        let (message, help) = match token.kind {
            Kind::Equals => (
                "`=` stands before who reads the lemma, at the beginning of the entry",
                "put words that hold it in `\"…\"`",
            ),
            Kind::Type => (
                "a type stands at the beginning of the entry or at the end of a reading",
                "move it there; words in brackets stand in `\"…\"`",
            ),
            _ => continue,
        };
        reader.faults.push("bare-sign", token.range.clone(), message, help);
    }
}

/// What stands before `coni.` and its like; all between it and the support would be sigla, and is reported.
fn how<'t>(
    reader: &mut Reader<'_>,
    text: &'t [Token],
    nobody: bool,
    scholars: bool,
) -> (&'t [Token], Option<How>, bool) {
    if let Some((last, before)) = text.split_last().filter(|(_, before)| scholars && !before.is_empty())
        && let Some(how) = of_scholar(last)
    {
        return (before, Some(how), false);
    }
    // A lacuna is posited; behind words `ind.` is one of them.
    let lacuna = text.first().is_some_and(|first| keyword(first, &BARE) == Some(ReadingKind::Lacuna));
    let fits = |how: &How| lacuna || !matches!(how, How::Stated | How::Indicated);
    let found =
        text.iter().enumerate().rev().find_map(|(index, token)| Some((index, keyword(token, &HOW).filter(fits)?)));
    let Some((index, how)) = found else { return (text, None, false) };
    let strangers = &text[index + 1..];
    if strangers.is_empty() && nobody && lacuna && matches!(how, How::Stated | How::Indicated) {
        return (&text[..index], Some(how), false);
    }
    if strangers.is_empty() && nobody {
        let message = format!("no scholar is named after `{}`", text[index].text);
        let help = "it stands before the scholar: `out coni. Quill`";
        reader.faults.push("misplaced-keyword", text[index].range.clone(), message, help);
        let end = text[..index].iter().position(|token| reader.is_declared(token)).unwrap_or(index);
        return (&text[..end], Some(how), true);
    }
    // What is declared there is no fault of its own.
    let (declared, others): (Vec<_>, Vec<_>) = strangers.iter().partition(|token| reader.is_declared(token));
    let all = if others.is_empty() { declared } else { others };
    all.into_iter().for_each(|token| reader.unknown(token));
    (&text[..index], Some(how), !strangers.is_empty())
}

/// What a reading is by its first word, and what stands behind it.
fn kind<'t>(reader: &mut Reader<'_>, text: &'t [Token], scholars: bool) -> (ReadingKind, Option<How>, &'t [Token]) {
    let Some((first, rest)) = text.split_first() else { return (ReadingKind::Words, None, text) };
    if let Some(kind) = keyword(first, &BARE).or_else(|| keyword(first, &WORDED)) {
        return (kind, None, rest);
    }
    if let Some((kind, how)) = done(first).filter(|_| scholars && rest.is_empty()) {
        return (kind, Some(how), rest);
    }
    // `lacunam statui`
    if let [lacuna] = text
        && (lacuna.kind, lacuna.text.as_str()) == (Kind::Plain, "lacunam")
        && scholars
    {
        return (ReadingKind::Lacuna, None, &[]);
    }
    let side = |token: &Token| matches!(token.text.as_str(), "post" | "ante");
    // What is quoted behind `post` would need no quotation marks as words of the text.
    let telling = |token: &Token| token.kind == Kind::Quoted && reader.is_quoted_for_nothing(token);
    if first.kind == Kind::Plain && side(first) && !rest.is_empty() && rest.iter().all(telling) {
        let (kind, rest) = moved(reader, text);
        return (kind, None, rest);
    }
    let displaced = first.text == DISPLACED && scholars && rest.first().is_some_and(side);
    if first.kind != Kind::Plain || first.text != TRANSPOSED && !displaced {
        return (ReadingKind::Words, None, text);
    }
    let (kind, rest) = moved(reader, rest);
    (kind, displaced.then_some(How::Displaced), rest)
}

/// What stands behind the keyword for words that stand elsewhere.
fn moved<'t>(reader: &mut Reader<'_>, rest: &'t [Token]) -> (ReadingKind, &'t [Token]) {
    let Some((side, moved)) = rest.split_first() else { return (ReadingKind::Transposition(Move::Swap), rest) };
    match (side.kind, side.text.as_str()) {
        (Kind::Plain, "post" | "ante") if moved.iter().any(|token| token.kind == Kind::Plain) => {
            let bare = moved.iter().find(|token| token.kind == Kind::Plain).unwrap_or(side);
            let message = format!("the words after `transp. {}` stand in quotation marks", side.text);
            let help = format!("write `transp. {} \"words\"`", side.text);
            reader.faults.push("misplaced-words", bare.range.clone(), message, help);
            (ReadingKind::Transposition(Move::Swap), &[])
        }
        (Kind::Plain, "post") => (ReadingKind::Transposition(Move::After(String::new())), moved),
        (Kind::Plain, "ante") => (ReadingKind::Transposition(Move::Before(String::new())), moved),
        _ => {
            let message = "`transp.` stands alone, or with `post` or `ante` and words";
            let help = "write `transp. post \"words\"`";
            reader.faults.push("misplaced-words", side.range.clone(), message, help);
            (ReadingKind::Transposition(Move::Swap), &[])
        }
    }
}

/// Takes from the words what is meant as a siglum, and reports it and the keywords among them.
fn strays<'t>(reader: &mut Reader<'_>, kind: &ReadingKind, text: &'t [Token], nobody: bool) -> (&'t [Token], bool) {
    let bare = BARE.iter().any(|(_, bare)| bare == kind);
    if bare {
        match text.iter().find(|token| reader.is_with_comma(token)) {
            // What stands behind a siglum with a comma is said of it.
            Some(siglum) => reader.said_behind(siglum),
            None => {
                let (declared, strangers): (Vec<_>, Vec<_>) = text.iter().partition(|token| reader.is_declared(token));
                let all = if strangers.is_empty() { declared } else { strangers };
                all.into_iter().for_each(|token| reader.unknown(token));
            }
        }
        return (&[], !text.is_empty());
    }
    let (mut rest, mut found) = (text, false);
    while let Some((last, before)) = rest.split_last() {
        // Behind who is no siglum, all are meant as sigla.
        let several = exception::is_keyword(last) || of_several(last).is_some();
        if found && (reader.is_declared(last) || last.kind == Kind::Remark || several) {
            rest = before;
            continue;
        }
        let alone = before.is_empty() && !(nobody && *kind != ReadingKind::Words);
        if reader.is_declared(last) || !reader.is_meant(last, alone, nobody) {
            break;
        }
        reader.unknown(last);
        (rest, found) = (before, true);
    }
    among_words(reader, rest);
    (rest, found)
}

/// Reports sigla and keywords among words: a `;` is forgotten, or quotation marks are.
fn among_words(reader: &mut Reader<'_>, words: &[Token]) {
    for (index, token) in words.iter().enumerate() {
        let question = token.kind == Kind::Plain && token.text.ends_with('\u{37e}');
        let behind = index > 0 && index + 1 == words.len() && keyword(token, &WORDED).is_some();
        let help = match (question, behind) {
            (true, _) => "a Greek question mark stands here: write `;` between readings".to_owned(),
            (_, true) => {
                format!("`{}` stands before its words; the word itself stands in `\"…\"`", token.text)
            }
            _ => "put a `;` before a new reading; the word itself stands in `\"…\"`".to_owned(),
        };
        if of_several(token).is_some() {
            let message = format!("`{}` stands among words", token.text);
            let help =
                format!("sigla stand before it; whom it leaves out behind `praeter`: `{} praeter A`", token.text);
            reader.faults.push("misplaced-keyword", token.range.clone(), message, help);
            continue;
        }
        let meant = Token { text: token.text.trim_end_matches('\u{37e}').to_owned(), ..token.clone() };
        if is_keyword(token) || reader.is_declared(&meant) {
            let message = format!("`{}` stands among words", token.text);
            reader.faults.push("misplaced-keyword", token.range.clone(), message, help);
        }
    }
    for token in words.iter().filter(|token| is_keyword_set_off(token)) {
        let message = format!("`{}` is a word of the reading", token.text);
        let keyword = token.text.trim_matches('*');
        let help = format!(
            "`{keyword}` without asterisks is the keyword, in the face of all keywords; the word itself stands in `\"…\"`"
        );
        reader.faults.warn("keyword-set-off", token.range.clone(), message, help);
    }
    if let Some((word, behind)) = words.split_first()
        && is_without_stop(word, behind)
    {
        let message = format!("`{}` without its stop is a word", word.text);
        let help = format!("did you mean `{}.`? The word itself stands in `\"…\"`", word.text);
        reader.faults.warn("keyword-without-stop", word.range.clone(), message, help);
    }
}

/// Whether a word is a keyword but for asterisks, as one writes it who sets it in italics.
fn is_keyword_set_off(token: &Token) -> bool {
    let bare = Token { text: token.text.trim_matches('*').to_owned(), ..token.clone() };
    bare.text.len() < token.text.len() && is_keyword(&bare)
}

/// Whether a word is meant as a keyword, whose stop is forgotten.
fn is_without_stop(word: &Token, behind: &[Token]) -> bool {
    let is = |name: &str| word.kind == Kind::Plain && name.strip_suffix('.') == Some(&word.text);
    let moved = |side: &Token| side.kind == Kind::Plain && matches!(side.text.as_str(), "post" | "ante");
    match behind.first() {
        None => BARE.iter().any(|(name, _)| is(name)) || is(TRANSPOSED) || WORDED.iter().any(|(name, _)| is(name)),
        Some(next) => is(TRANSPOSED) && moved(next) || WORDED.iter().any(|(name, _)| is(name)),
    }
}

/// The kind with its words, where it is one that holds them; what lacks words is reported.
fn complete(
    reader: &mut Reader<'_>,
    kind: ReadingKind,
    words: &str,
    whole: std::ops::Range<usize>,
    known: bool,
) -> ReadingKind {
    let worded = !matches!(kind, ReadingKind::Transposition(Move::Swap)) && BARE.iter().all(|(_, bare)| *bare != kind);
    if worded && words.is_empty() && known {
        let message = match kind {
            ReadingKind::Words => "this reading has no words",
            _ => "words are wanted after this keyword",
        };
        let help = match kind {
            ReadingKind::Addition | ReadingKind::Supplement => {
                "write them, or `om.` where the witness has nothing; who has added the lemma itself stands behind `=`, \
                 `= add. Quill; om. codd.`"
            }
            _ => "write them, or `om.` where the witness has nothing",
        };
        reader.faults.push("no-words", whole, message, help);
    }
    match kind {
        ReadingKind::Transposition(Move::After(_)) => ReadingKind::Transposition(Move::After(words.to_owned())),
        ReadingKind::Transposition(Move::Before(_)) => ReadingKind::Transposition(Move::Before(words.to_owned())),
        kind => kind,
    }
}

/// The words that tokens spell, parted where the source parts them.
fn words(tokens: &[Token]) -> String {
    let mut words = String::new();
    for token in tokens {
        if token.spaced && !words.is_empty() {
            words.push(' ');
        }
        match token.kind {
            Kind::Remark => words.extend(["(", &token.text, ")"]),
            _ => words.push_str(&token.text),
        }
    }
    words
}
