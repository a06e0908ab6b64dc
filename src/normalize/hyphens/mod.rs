//! Line breaks inside a paragraph, and the hyphens before them. A hyphen goes where the word goes on small, unless the
//! witness has the word with it elsewhere or it stands for a half that comes later.

mod figures;
mod gaps;

use super::{Language, Passage, Vocabulary};
use crate::model::account::{Certainty, Edit};
use crate::source::is_line_end;
use crate::words::lexicon::Rank;
use figures::{figure_ahead, figure_behind};

/// Emits the edits of `lines.joined` (a line break read as a space), `hyphens.joined` (a word
/// divided at the line's end), `hyphens.kept` (its hyphen belongs to it) and `hyphens.inside`
/// (the hyphen of a line's end that is gone), and the edits and queries of `hyphens.space` (a
/// space beside a hyphen).
pub fn apply(passage: &Passage, edits: &mut Vec<Edit>) {
    line_breaks(passage, edits);
    gaps::spaces(passage, edits);
    if let Some(words) = passage.vocabulary {
        for token in passage.tokens() {
            edits.extend(inside(passage, words, &token));
        }
    }
}

/// A hyphen in the midst of a line where the witness that was copied had a line's end:
/// `through-out`, `revolu-tion`. A query: sobs (`ha-ve`) and syllables that are sung look the same.
fn inside(passage: &Passage, words: &Vocabulary, token: &std::ops::Range<usize>) -> Option<Edit> {
    let raw = &passage.text[token.clone()];
    let hyphen = raw.find('-')?;
    let left_len: usize = raw[..hyphen].chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let right_len: usize = raw[hyphen + 1..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let (left, right) = (&raw[hyphen - left_len..hyphen], &raw[hyphen + 1..hyphen + 1 + right_len]);
    let next = raw[hyphen + 1 + right_len..].chars().next();
    let before = raw[..hyphen - left_len].chars().next_back();
    let joined_on = |c: Option<char>| c.is_some_and(|c| c == '-' || c.is_alphanumeric());
    if left_len < 2 || right_len < 2 || joined_on(next) || joined_on(before) || !right.chars().all(char::is_lowercase) {
        return None;
    }
    let whole = format!("{left}{right}").to_lowercase();
    let (low_left, low_right) = (left.to_lowercase(), right.to_lowercase());
    if words.compound(&format!("{low_left}-{low_right}")) > 1 {
        return None;
    }
    let at = token.start + hyphen - left_len..token.start + hyphen + 1 + right_len;
    let read = format!("{left}{right}");
    let old =
        matches!(low_left.as_str(), "to" | "any" | "some" | "every" | "no" | "for" | "mean" | "can" | "out" | "in");
    let word = |w: &str| words.list().has(w) || words.lower(w) >= 2;
    let both = word(&low_left) && word(&low_right);
    let times = words.lower(&whole);
    if words.list().joins(&whole) && !old {
        return Some(passage.query(at, read, "hyphens.inside"));
    }
    if !both
        && !is_prefix(&low_left)
        && (times >= 2 || words.list().has(&whole))
        && (words.lower(&low_right) < 2 && !words.list().has(&low_right))
    {
        return Some(passage.query(at, read, "hyphens.inside"));
    }
    (times >= 2 && !is_prefix(&low_left)).then(|| passage.query(at, read, "hyphens.inside"))
}

/// Whether `word` is set before others with a hyphen or without.
fn is_prefix(word: &str) -> bool {
    matches!(
        word,
        "re" | "co" | "pre" | "post" | "non" | "anti" | "un" | "semi" | "sub" | "super" | "over" | "under" | "self"
    ) || matches!(
        word,
        "ex" | "inter" | "pro" | "counter" | "mid" | "neo" | "pan" | "ultra" | "up" | "out" | "on" | "by" | "to"
    )
}

/// The signs that divide a word at a line's end: the hyphen and what prints and scans have for it. Inside a line only
/// the first two are hyphens.
pub fn is_sign(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ad}' | '¬' | '⸗' | '=' | '∣')
}

/// What a hyphen at a line's end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It divides a word, which is whole without it.
    Joined(Certainty),
    /// It belongs to the word.
    Kept,
    /// It stands for the second half of a word that comes later: a space follows.
    Suspended,
    /// Nothing shows which: it stays where it is, before a space, and the word that it may divide is asked for.
    Asked,
}

/// What the sign means that ends a line after `before` (which it is no part of), given the line `after`. `None` if it
/// divides nothing.
pub fn end(before: &str, sign: char, after: &str, words: &Vocabulary) -> Option<End> {
    let part = |c: &char| c.is_alphanumeric() || *c == '-';
    let tail: usize = before.chars().rev().take_while(part).map(char::len_utf8).sum();
    let head: usize = after.chars().take_while(part).map(char::len_utf8).sum();
    let (tail, head) = (&before[before.len() - tail..], after[..head].trim_end_matches('-'));
    let (last, first) = (tail.chars().next_back()?, head.chars().next()?);
    if sign == '\u{ad}' {
        return Some(End::Joined(Certainty::Certain));
    }
    if !last.is_alphanumeric() || !first.is_alphanumeric() {
        return None;
    }
    // `=-in=` is set in bold
    if sign == '=' && before.rsplit(is_line_end).next().is_some_and(|line| line.contains('=')) {
        return None;
    }
    // a suffix that is cited, `-saṅkappa-`, is divided nowhere
    if tail.starts_with('-') && !tail.starts_with("--") {
        return None;
    }
    // `=1912=` is set in bold, and letters of two alphabets are no word
    if sign == '=' && !(last.is_alphabetic() && first.is_alphabetic()) || is_latin(last) != is_latin(first) {
        return None;
    }
    if is_leaf(after) {
        return None;
    }
    if !last.is_alphabetic() || !first.is_alphabetic() || has_both(head) {
        // `1914-` `1918`, `20-` `pound`; what stands before a figure or a siglum of the margin is half a word
        let apart = before[..before.len() - tail.len()].chars().next_back();
        let apart = apart.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '£' | '$'));
        let counted = apart
            && last.is_ascii_digit()
            && (first.is_ascii_digit() || hyphened(words, tail, &head.to_lowercase()) > 0);
        return Some(if counted && !has_both(tail) { End::Kept } else { End::Asked });
    }
    let capital = tail.starts_with(char::is_uppercase);
    let (tail, first) = (tail.to_lowercase(), first.is_lowercase() || is_shouted(tail) && is_shouted(head));
    let head = head.to_lowercase();
    // only the two fragments beside the break are one word: `mid-Septem-` `ber`, `plea-` `sure-house`
    let (left, right) = (tail.rsplit('-').next().unwrap_or(&tail), head.split('-').next().unwrap_or(&head));
    let (own_before, own_behind) = (left.len() < tail.len(), right.len() < head.len());
    let (core, joined) = (format!("{left}{right}"), format!("{tail}{head}"));
    let listed = |w: &str| words.list().has(w) || words.is_listed(w);
    let times = words.lower(&core) + if own_before || own_behind { words.compound(&joined) } else { 0 };
    let whole = times > 0 || listed(&core);
    if is_always_second(&head, words.language()) {
        return Some(End::Suspended);
    }
    // in Finnish a word, `koti-` `ja ulkomaan`, and an ending, `opetta-` `ja`
    if words.language() == Language::Other && times == 0 && matches!(head.as_str(), "ja" | "tai" | "sekä") {
        return Some(End::Asked);
    }
    // `vis-a-` `vis` has its hyphens elsewhere
    if (own_before || own_behind) && words.compound(&format!("{tail}-{head}")) > 0 {
        return Some(End::Kept);
    }
    // in a language without a list, what leads or ends compounds elsewhere may do so here (`Amiga-` `osaston`, `dir-` `nos`),
    // and where the text is full of compounds any two words may
    if words.language() == Language::Other
        && (times == 0 && (!own_before && words.leads(left) || words.ends(right))
            || times < 2 && words.compounds_often())
    {
        return Some(End::Asked);
    }
    // `-ajeno premio de la fe constante-`: the dash that closes what one has opened
    if sign == '-' && !whole && closes(before) {
        return Some(End::Asked);
    }
    // a letter alone is a siglum of the margin, or what is left of a word
    if right.chars().count() == 1 && hyphened(words, left, right) == 0 {
        return Some(End::Asked);
    }
    // two small words make none: `durch-` is what a scan left of `durch`
    let small = |w: &str| w.chars().count() >= 5 && words.list().joins(w);
    if !whole && small(left) && small(right) {
        return None;
    }
    if !whole && is_second(&head, words.language()) {
        return Some(End::Suspended);
    }
    if sign == '-' && times == 0 && (!words.is_divided() || !listed(&core) && is_clitic(left, right, words.language()))
    {
        // a capital or a small word behind it may come after a dash: `Hospital-` `from`
        let named = first || may_be_names(words, left, right, capital);
        let dash = words.language() == Language::English && words.list().joins(right) && !is_prefix(left);
        let known = |w: &str| listed(w) || words.lower(w) >= 2 || is_prefix(w) || !first;
        // but in English hardly any two words have a hyphen before a small letter
        let compound = words.language() == Language::English || !first;
        let whole = words.is_listed(&core) && (is_bound(left) || !(listed(left) && listed(right)));
        // half a word that is too short to be one of two, an ending, an adverb or an exclamation show another thing
        let long = |w: &str| w.chars().count() >= 3 || is_prefix(w);
        let fits = long(left) && right.chars().count() >= 3 && !is_odd(left, right, words.language());
        let halves =
            compound && !words.has_trailing_dashes() && known(left) && known(right) && fits && is_latin(last) && !whole;
        let kept =
            hyphened(words, left, right) > 0 || named && !dash && (halves || words.language() == Language::French);
        return Some(if kept { End::Kept } else { End::Asked });
    }
    // in a language without a list two words of the text may be parted by a dash
    let frequent = |w: &str| w.chars().count() >= 4 && words.lower(w) >= 3;
    if !whole && words.language() == Language::Other && frequent(left) && frequent(right) {
        return None;
    }
    let hyphened = hyphened(words, left, right);
    let short = |w: &str| w.chars().count() < 3;
    let both = !short(left) && !short(right) && listed(left) && listed(right);
    // a German half behind a hyphen has a capital of its own
    let third = words.lexicon().is_some()
        && (own_before || own_behind && words.language() != Language::German)
        && listed(left)
        && listed(right);
    let odd = is_odd(left, right, words.language());
    let compound = words.language() == Language::English && both || third;
    let english = words.language() == Language::English;
    Some(match (whole, hyphened) {
        // a capital behind the hyphen is a name's, or a letter that was misread
        _ if !first && (hyphened > 0 || !whole && may_be_names(words, left, right, capital)) => End::Kept,
        _ if !first => End::Asked,
        _ if hyphened == 0 && may_be_two(words, left, right, &core, times) => End::Asked,
        (true, 0) => End::Joined(Certainty::Certain),
        (true, n) if times > 2 * n => End::Joined(Certainty::Probable),
        // in English few words are not known: beside one that is, the whole may be two
        (false, 0) if !compound && english && (!short(right) && words.is_word(right) || is_half(words, left)) => {
            End::Asked
        }
        (false, 0) if !compound => End::Joined(Certainty::Probable),
        // `literally-` `oh!`: a dash, behind which a sentence goes on
        // two words that nothing shows together may be parted by a dash (`liberator-` `such`), or be one (`cor-` `rupt`)
        (false, 0) if odd || !third && !listed(&format!("{left}-{right}")) => End::Asked,
        _ => End::Kept,
    })
}

/// How far before a dash the one is looked for that has opened what it closes, in bytes.
const PARENTHESIS: usize = 240;

/// Whether what leads to a hyphen has a dash that stands before a word as an opening bracket does, and none that closes.
fn closes(before: &str) -> bool {
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(PARENTHESIS))..];
    let letter = |c: char| c.is_alphabetic() || matches!(c, '¡' | '¿' | '«');
    let open = near.rmatch_indices('-').map(|(at, _)| at).find(|at| !near[..*at].ends_with(char::is_alphanumeric));
    let closed = |at: usize| near[at + 1..].split('-').next().is_some_and(|inner| inner.len() < near.len() - at - 1);
    open.is_some_and(|at| {
        let free = near[..at].is_empty() || near[..at].ends_with(char::is_whitespace);
        free && near[at + 1..].starts_with(letter) && !closed(at)
    })
}

/// Whether a syllable is set before others without a hyphen: `mis-` `trusted` is one word.
fn is_bound(left: &str) -> bool {
    matches!(left, "mis" | "extra" | "pro" | "dis" | "con" | "com" | "per" | "para" | "in" | "im" | "de" | "trans")
}

/// Whether the first half is one by itself in an English text, and what follows no ending of it: `quick-` `iContinued`.
fn is_half(words: &Vocabulary, left: &str) -> bool {
    let long = left.chars().count();
    long < 2 || long >= 4 && (words.is_listed(left) || words.lower(left) >= 3)
}

/// Whether two halves that the text has nowhere together may be two words, though the language has the whole: `fair-`
/// `minded`, `non-` `compliance`; in German a small word may follow a dash: `Böschung-` `von`.
fn may_be_two(words: &Vocabulary, left: &str, right: &str, whole: &str, times: u32) -> bool {
    let Some(lexicon) = words.lexicon().filter(|_| times == 0) else { return false };
    let long = |w: &str| w.chars().count() >= 4;
    match words.language() {
        Language::English => {
            let common = lexicon.is_common(left) && lexicon.is_common(right);
            let rare = lexicon.rank(whole).is_some_and(|rank| rank > Rank::Everyday);
            (left == "non" || rare && long(left) && common) && long(right) && lexicon.is_common(right)
        }
        Language::German => {
            lexicon.rank(whole).is_none() && long(left) && words.is_listed(left) && words.list().joins(right)
        }
        _ => false,
    }
}

/// Whether two halves are no compound that has its hyphen: an ending behind the first (`right-` `ward`), an adverb or an
/// exclamation beside a dash (`literally-` `oh!`).
fn is_odd(left: &str, right: &str, language: Language) -> bool {
    let endings = [
        "ward", "wards", "ment", "ments", "ness", "less", "ful", "able", "ible", "ing", "ings", "tion", "tions",
        "sion", "ship", "ous", "ity", "ally", "ance", "ence", "est", "ers",
    ];
    let cries = ["oh", "ah", "alas", "yes", "but", "then", "well", "why", "what", "such", "this", "these", "those"];
    language == Language::English
        && (endings.contains(&right) || cries.contains(&right) || left.len() >= 6 && left.ends_with("ly"))
}

/// Whether a letter is Latin; what is no letter may stand beside any.
fn is_latin(c: char) -> bool {
    !c.is_alphabetic() || c < '\u{250}' || matches!(c, '\u{1e00}'..='\u{1eff}' | '\u{fb00}'..='\u{fb06}')
}

/// How often the text has two halves with their hyphen.
fn hyphened(words: &Vocabulary, left: &str, right: &str) -> u32 {
    words.compound(&format!("{left}-{right}"))
}

/// Whether letters and figures stand in one word.
fn has_both(word: &str) -> bool {
    word.contains(char::is_alphabetic) && word.contains(|c: char| c.is_numeric())
}

/// Whether a hyphen between two halves, the second with a capital, may be that of a compound: both have one and are words,
/// and the second is not one that the text has small.
fn may_be_names(words: &Vocabulary, left: &str, right: &str, capital: bool) -> bool {
    let known = |w: &str| words.lower(w) >= 2 || words.is_listed(w);
    let before_names = ["anti", "pro", "ex", "non", "pre", "post", "neo", "pan", "un", "mid", "inter", "semi", "ultra"];
    let prefix = words.language() != Language::German && before_names.contains(&left);
    (prefix || capital && known(left)) && known(right) && words.count(right) == 0 && !words.list().joins(right)
}

/// Whether `word` leads to the second of two halves whatever the whole would be: no word is divided before it.
fn is_always_second(word: &str, language: Language) -> bool {
    match language {
        Language::Dutch => matches!(word, "en" | "of" | "ende" | "ofte"),
        Language::German => matches!(word, "und" | "oder" | "vnd"),
        Language::Other => matches!(word, "och" | "og" | "eller" | "että" | "eli"),
        _ => false,
    }
}

/// Whether two halves have their hyphen in French: `dit-il`, `donnez-moi`, `demi-dieu`, `nous-mêmes`.
pub(super) fn is_clitic(left: &str, right: &str, language: Language) -> bool {
    let behind = [
        "t", "il", "elle", "on", "ils", "elles", "je", "tu", "nous", "vous", "moi", "toi", "lui", "leur", "ce", "y",
        "en", "là", "ci", "même", "mêmes",
    ];
    let before =
        ["demi", "avant", "sous", "vingt", "trente", "quarante", "cinquante", "soixante", "quatre", "grand", "t"];
    language == Language::French && (behind.contains(&right) || before.contains(&left))
}

/// What the sign means that ends a page or a paragraph after `before`, as [`end`] says it; `None` where the halves may not
/// belong together.
pub fn turned(before: &str, sign: char, after: &str, words: &Vocabulary) -> Option<End> {
    end(before, sign, after, words).filter(|end| !matches!(end, End::Joined(_)) || may_turn(before, after, words))
}

/// Whether the whole is known: in English few words are not, and of a language without a list nothing else is, so that its halves may be those of two columns.
fn may_turn(before: &str, after: &str, words: &Vocabulary) -> bool {
    let left: usize = before.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let right: usize = after.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let whole = format!("{}{}", &before[before.len() - left..], &after[..right]).to_lowercase();
    let sure = !matches!(words.language(), Language::English | Language::Other);
    sure || words.lower(&whole) > 0 || words.is_listed(&whole)
}

/// Whether a line begins with the leaf of an older edition, a mark in the margin and no half of a word: `f. 31`, `f,14b`.
fn is_leaf(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(['f', 'p', 'c']) else { return false };
    let bare = rest.trim_start_matches([' ', '.', ',', '‚']);
    rest.len() > bare.len() && rest.starts_with(['.', ',', '‚']) && bare.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a word is in capitals.
fn is_shouted(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(|c| c.is_uppercase() || c == '-')
}

/// Whether `word` leads to the second of two words that share a half: `Haupt- und Nebensachen`.
fn is_second(word: &str, language: Language) -> bool {
    match language {
        Language::English => matches!(word, "and" | "or" | "nor" | "to"),
        Language::German => matches!(word, "und" | "oder" | "bis" | "noch" | "sowie" | "wie" | "als" | "vnd"),
        Language::French => matches!(word, "et" | "ou"),
        Language::Dutch => matches!(word, "en" | "of"),
        Language::Latin => false,
        Language::Other => matches!(word, "and" | "or" | "und" | "oder" | "et" | "ou" | "en" | "of" | "e" | "o" | "y"),
    }
}

fn line_breaks(passage: &Passage, edits: &mut Vec<Edit>) {
    let (text, mut read) = (passage.str(), 0);
    for (offset, mark) in text.match_indices(is_line_end) {
        let (before, after) = (&text[..offset], &text[offset + mark.len()..]);
        let start = passage.range.start + before.trim_end().len();
        let end = passage.range.start + offset + mark.len() + after.len() - after.trim_start().len();
        if end <= read {
            continue; // a return and a line feed are one line's end
        }
        read = end;
        if !line_end(passage, start, end, edits) {
            edits.push(passage.edit(start..end, " ", "lines.joined", Certainty::Certain));
        }
    }
}

/// The edits of a hyphen before the break `start..end`, if there is one. A figure in the margin may stand between.
fn line_end(passage: &Passage, start: usize, end: usize, edits: &mut Vec<Edit>) -> bool {
    let margin = passage.taken_before(start).map_or(start, |t| t.start);
    // `_mal-_`: the hyphen belongs to the words that are set off
    if matches!(&passage.text[margin..start], "_" | "=") {
        return false;
    }
    let figure = figure_behind(passage, margin);
    let before = figure.as_ref().map_or(margin, |f| f.start);
    let shown = passage.range.start + passage.text[passage.range.start..before].trim_end().len();
    let Some(sign) = passage.before(shown).filter(|c| is_sign(*c)) else { return false };
    let at = shown - sign.len_utf8();
    let Some(words) = passage.vocabulary else { return false };
    let lead = &passage.text[passage.range.start..at];
    let taken = passage.taken_at(end).filter(|t| t.start == end);
    // the second half of a word begins no emphasis: `ball-` `_ut`
    if taken.is_some_and(|t| matches!(&passage.text[t.clone()], "_" | "=")) {
        return false;
    }
    let next = taken.map_or(end, |t| t.end);
    let counted = figure_ahead(passage, next);
    let goes_on = counted.as_ref().map_or(next, |f| f.end);
    let Some(meant) = self::end(lead, sign, &passage.text[goes_on..passage.range.end], words) else {
        if sign == '\u{ad}' {
            edits.push(passage.edit(at..shown, "", "characters.invisible", Certainty::Certain));
        }
        return false;
    };
    let (read, space, rule, certainty) = match meant {
        End::Joined(certainty) => ("", "", "hyphens.joined", certainty),
        _ if figure.is_some() || counted.is_some() => return false,
        End::Asked => {
            edits.push(passage.query(at..end, "", "hyphens.joined"));
            return false;
        }
        End::Kept => ("-", "", "hyphens.kept", Certainty::Probable),
        End::Suspended if sign == '-' => return false,
        End::Suspended => ("-", " ", "hyphens.kept", Certainty::Probable),
    };
    for range in figure.into_iter().chain(counted) {
        edits.push(passage.edit(range, "", "furniture.line-number", Certainty::Probable));
    }
    let raw = &passage.text[at..shown];
    if shown < start {
        // the figure parts the hyphen from the break
        if raw != read {
            edits.push(passage.edit(at..shown, read, rule, certainty));
        }
        edits.push(passage.edit(start..end, space, rule, certainty));
    } else if raw == read {
        edits.push(passage.edit(start..end, space, rule, certainty));
    } else {
        edits.push(passage.edit(at..end, format!("{read}{space}"), rule, certainty));
    }
    true
}
