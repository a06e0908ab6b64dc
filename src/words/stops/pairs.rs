//! Quotation marks whose partner stands inside the same words: they go with it. Knows the marks of the common
//! languages, and nothing of sentences.

use crate::words::edge;

/// The marks that close what a mark opens: „…“ and „…”, “…”, «…» and »…«, ‘…’.
fn closers(open: char) -> &'static [char] {
    match open {
        '„' | '‟' => &['“', '”'],
        '“' => &['”'],
        '«' => &['»'],
        '»' => &['«'],
        '‹' => &['›'],
        '›' => &['‹'],
        '‘' => &['’'],
        '‚' => &['‘', '’'],
        '"' => &['"'],
        _ => &[],
    }
}

/// The marks that open what a mark closes.
fn openers(close: char) -> &'static [char] {
    match close {
        '”' => &['“', '„', '‟'],
        '“' => &['„'],
        '»' => &['«'],
        '«' => &['»'],
        '›' => &['‹'],
        '‹' => &['›'],
        '’' => &['‘', '‚'],
        '‘' => &['‚'],
        '"' => &['"'],
        _ => &[],
    }
}

/// Whether a mark may close what another opens.
pub(super) fn closes(open: char, close: char) -> bool {
    closers(open).contains(&close)
}

/// Whether what `open` opens ends in `rest`, and words follow there.
pub(super) fn closes_inside(open: char, rest: &str) -> bool {
    let close = rest.char_indices().find(|(at, c)| closers(open).contains(c) && !is_apostrophe(rest, *at, *c));
    close.is_some_and(|(at, c)| rest[at + c.len_utf8()..].contains(edge::is_inside))
}

/// Whether what `close` closes begins in `before`.
pub(super) fn opened_inside(close: char, before: &str) -> bool {
    let mut open = 0_u32;
    for (at, c) in before.char_indices() {
        if open > 0 && c == close && !is_apostrophe(before, at, c) {
            open -= 1;
        } else if openers(close).contains(&c) {
            open += 1;
        }
    }
    open > 0
}

/// Whether a mark stands between letters.
fn is_apostrophe(text: &str, at: usize, c: char) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    c == '’' && letter(text[..at].chars().next_back()) && letter(text[at + c.len_utf8()..].chars().next())
}
