//! Quotations and words: where a short quotation leads, and where it must not.

use edition::anchor::{Anchors, Failure};
use edition::config::standoff::Quote;
use edition::model::text::Text;
use edition::source::{Sources, Span};
use std::ops::Range;

/// A text with each place where the quotation is to be found in `⟦⟧`, and the quotation with its prefix and suffix.
/// Two places mean that it is ambiguous, none that it is not found.
const CASES: [(&str, &str, &str, &str); 52] = [
    // letters
    ("The officer spoke ⟦of⟧ it.", "of", "", ""),
    ("The officer spoke.", "of", "", ""),
    ("The proof was lost.", "of", "", ""),
    ("a proof ⟦of⟧ an officer", "of", "", ""),
    ("⟦Of⟧ officers and offices", "Of", "", ""),
    ("one ⟦of⟧ them, two ⟦of⟧ the officers", "of", "", ""),
    ("the ⟦last of⟧ the officers", "last of", "", ""),
    ("the last officer", "last of", "", ""),
    // what touches
    ("a pro⟦of⟧ of an officer", "of", "pro", ""),
    ("an ⟦of⟧ficer of them", "of", "", "ficer"),
    ("so profane a man", "of", "pr", ""),
    ("so profane a man", "of", "", "ane"),
    ("so pr⟦of⟧ane a man", "of", "pr", "ane"),
    ("speak ⟦of⟧ officers", "of", "speak ", ""),
    ("speak officers", "of", "speak ", ""),
    ("in 19⟦05⟧ he left", "05", "19", ""),
    // combining marks, ligatures, soft hyphens
    ("cafe\u{301} here", "cafe", "", ""),
    ("⟦cafe\u{301}⟧ here", "café", "", ""),
    ("x\u{302} and ⟦x⟧", "x", "", ""),
    ("the o\u{fb03}cer", "of", "", ""),
    ("the ⟦o\u{fb03}cer⟧ left", "officer", "", ""),
    ("the offi\u{ad}cer", "offi", "", ""),
    ("the ⟦offi\u{ad}cer⟧ left", "officer", "", ""),
    // apostrophes
    ("l’⟦État⟧ est mort", "État", "", ""),
    ("⟦l’État⟧ est mort", "l'État", "", ""),
    ("ce qu’⟦elle⟧ dit", "elle", "", ""),
    ("They don’t know", "don", "", ""),
    ("They don’t know", "t", "", ""),
    ("They ⟦don’t⟧ know", "don't", "", ""),
    ("⟦Hale⟧’s boat", "Hale", "", ""),
    ("the ⟦workers⟧’ committee", "workers", "", ""),
    ("at five o’clock", "clock", "", ""),
    // hyphens and dashes
    ("a ⟦well⟧-known man", "well", "", ""),
    ("a well\u{2011}⟦known⟧ man", "known", "", ""),
    ("he came—⟦of⟧—officers", "of", "", ""),
    // digits
    ("in 1905 he left", "190", "", ""),
    ("in ⟦1905⟧ he left", "1905", "", ""),
    ("p. 3.5 and ⟦3⟧ more", "3", "", ""),
    ("1,000 and ⟦1⟧ man", "1", "", ""),
    ("A12 and ⟦12⟧", "12", "", ""),
    ("e.g. and ⟦g⟧ alone", "g", "", ""),
    // scripts without spaces, and some with letters that join
    ("中⟦国⟧人", "国", "", ""),
    ("これは⟦世界⟧です", "世界", "", ""),
    ("ทุก⟦สอง⟧สัปดาห์", "สอง", "", ""),
    ("ทุกสองสัปดาห์", "สัปดาห", "", ""),
    ("テストです", "テス", "", ""),
    ("한국어 ⟦한국⟧", "한국", "", ""),
    // punctuation and spaces at the ends
    ("he said⟦, of course⟧", ", of course", "", ""),
    ("the ⟦officer.⟧ He", "officer.", "", ""),
    ("the⟦ officer ⟧spoke", " officer ", "", ""),
    ("the officer spoke", " off", "", ""),
    ("said “⟦of⟧” and “office”", "of", "", ""),
];

fn quote(exact: &str, prefix: &str, suffix: &str, occurrence: Option<usize>) -> Quote {
    let file = Sources::default().add("notes.toml", "");
    let [exact, prefix, suffix] = [exact, prefix, suffix].map(str::to_owned);
    Quote { exact, prefix, suffix, occurrence, container: None, span: Span::new(file, 0..0) }
}

/// The text without its brackets, and what they enclose.
fn places(marked: &str) -> (String, Vec<Range<usize>>) {
    let (mut text, mut places, mut start) = (String::new(), vec![], 0);
    for c in marked.chars() {
        match c {
            '⟦' => start = text.len(),
            '⟧' => places.push(start..text.len()),
            c => text.push(c),
        }
    }
    (text, places)
}

fn found(text: &str, quote: &Quote) -> Vec<Range<usize>> {
    match Anchors::new(&Text::plain(text)).find(quote) {
        Ok(place) => vec![place],
        Err(Failure::Ambiguous { found }) => found,
        Err(_) => vec![],
    }
}

#[test]
fn quotations_are_whole_words() {
    let wrong = CASES.iter().filter_map(|(marked, exact, prefix, suffix)| {
        let (text, expected) = places(marked);
        let found = found(&text, &quote(exact, prefix, suffix, None));
        (found != expected).then(|| format!("“{exact}” ({prefix}|{suffix}) in {marked}: {found:?}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}
