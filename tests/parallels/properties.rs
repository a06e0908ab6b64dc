//! What must always hold: planted copies are found whatever is changed in them, the order of the
//! documents does not matter, and every passage lies inside its block on whole characters.

use edition::model::parallel::ParallelKind;
use edition::parallels::{Block, Passage, Proposal, find};
use proptest::prelude::*;

const VOCABULARY: u64 = 4_000;

/// A word made of syllables, some of them with accents.
fn word(mut number: u64) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "dé", "fi", "go", "lu", "mä", "ne", "pi", "ro", "su", "ta", "ve", "zi", "kœ", "shu", "thé"];
    let mut out = String::new();
    loop {
        out.push_str(SYLLABLES[(number % 16) as usize]);
        number /= 16;
        if number == 0 {
            return out;
        }
    }
}

/// The commoner the smaller: the product of two throws.
fn number(seed: &mut u64) -> u64 {
    let mut throw = || {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) % 64
    };
    throw() * throw() % VOCABULARY
}

fn words(seed: &mut u64, count: usize) -> Vec<String> {
    (0..count).map(|_| word(number(seed))).collect()
}

/// Sentences of twelve words.
fn text(words: &[String]) -> String {
    let sentence = |words: &[String]| {
        let joined = words.join(" ");
        let first = joined.chars().next().map_or(0, char::len_utf8);
        format!("{}{}.", joined[..first].to_uppercase(), &joined[first..])
    };
    words.chunks(12).map(sentence).collect::<Vec<_>>().join(" ")
}

/// A passage of rare words.
fn passage(seed: &mut u64) -> Vec<String> {
    (0..30).map(|n| word(if n % 2 == 0 { 5_000 + number(seed) * 17 + n } else { number(seed) })).collect()
}

fn edited(words: &[String], edits: &[u8], seed: &mut u64) -> Vec<String> {
    let mut out = Vec::new();
    for (word, edit) in words.iter().zip(edits) {
        match edit % 10 {
            0 => {}
            1 => out.push(self::word(9_000 + number(seed))),
            2 => out.extend([self::word(number(seed)), word.clone()]),
            _ => out.push(word.clone()),
        }
    }
    out
}

/// Blocks of some documents, with a passage in one and an edited copy in another.
fn planted(seed: u64, edits: &[u8]) -> Vec<(u32, String)> {
    let mut seed = seed;
    let mut documents: Vec<Vec<Vec<String>>> = (0..4).map(|_| (0..5).map(|_| words(&mut seed, 70)).collect()).collect();
    let original = passage(&mut seed);
    let copy = edited(&original, edits, &mut seed);
    documents[1][2].splice(20..20, original);
    documents[3][1].splice(36..36, copy);
    let texts = documents.iter().zip(0..).flat_map(|(blocks, n)| blocks.iter().map(move |block| (n, text(block))));
    texts.collect()
}

fn blocks(texts: &[(u32, String)]) -> Vec<Block<'_>> {
    texts.iter().map(|(document, text)| Block { document: *document, text, skipped: vec![] }).collect()
}

/// The passages' own words, smaller side first, with kind and score.
fn contents(texts: &[(u32, String)], proposals: &[Proposal]) -> Vec<(String, String, ParallelKind, u32, u32)> {
    let words = |passage: &Passage| texts[passage.block].1[passage.range()].to_owned();
    let mut all: Vec<_> = proposals
        .iter()
        .map(|p| {
            let (a, b) = (words(&p.a), words(&p.b));
            (a.clone().min(b.clone()), a.max(b), p.kind, p.score, p.longest_run)
        })
        .collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn an_edited_copy_is_found_first(seed in any::<u64>(), edits in prop::collection::vec(any::<u8>(), 30)) {
        let texts = planted(seed, &edits);
        let found = find(&blocks(&texts));
        prop_assert!(!found.is_empty());
        prop_assert_eq!((found[0].a.block, found[0].b.block), (7, 16));
    }

    #[test]
    fn the_order_of_the_documents_does_not_matter(seed in any::<u64>(), edits in prop::collection::vec(any::<u8>(), 30)) {
        let texts = planted(seed, &edits);
        let mut turned: Vec<(u32, String)> = texts.clone();
        turned.sort_by_key(|(document, _)| std::cmp::Reverse(*document));
        let (one, other) = (find(&blocks(&texts)), find(&blocks(&turned)));
        prop_assert_eq!(contents(&texts, &one), contents(&turned, &other));
    }

    #[test]
    fn passages_lie_in_their_blocks_on_whole_characters(texts in prop::collection::vec("(\\PC{0,12}[ .,«»’“0-9A-Zé]){0,60}", 1..6)) {
        let mut doubled: Vec<(u32, String)> = texts.iter().cloned().zip(0..).map(|(text, n)| (n, text)).collect();
        doubled.extend(texts.iter().map(|text| (99, format!("{text} {text}"))));
        for proposal in find(&blocks(&doubled)) {
            for passage in [&proposal.a, &proposal.b] {
                prop_assert!(!doubled[passage.block].1.get(passage.range()).unwrap_or_default().is_empty());
            }
            for (a, b) in &proposal.runs {
                prop_assert!(doubled[proposal.a.block].1.get(a.clone()).is_some());
                prop_assert!(doubled[proposal.b.block].1.get(b.clone()).is_some());
            }
        }
    }
}

#[test]
fn a_long_copy_is_one_quotation() {
    let mut seed = 7;
    let long: Vec<String> = (0..1500).map(|n| word(5_000 + number(&mut seed) * 31 + n % 7)).collect();
    let mut texts: Vec<(u32, String)> = (0..3).map(|n| (n, text(&words(&mut seed, 500)))).collect();
    texts.push((3, text(&long)));
    texts.push((4, text(&long)));
    let found = find(&blocks(&texts));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].kind, found[0].longest_run), (ParallelKind::Quotation, 1500));
    assert_eq!(texts[3].1[found[0].a.range()], texts[3].1);
}

#[test]
fn bibliographic_repeats_names_and_dates_are_no_parallels() {
    let filler = |n: u64| (0, text(&words(&mut (n * 991), 400)));
    let mut texts: Vec<(u32, String)> = (1..5).map(filler).collect();
    for (document, text) in [
        (1, "Ibid., p. 61. See Hester Vane, Recollections of a Commissioner (London: Quill and Sons, 1904), p. 12."),
        (2, "Hester Vane, Recollections of a Commissioner (London: Quill and Sons, 1904), pp. 40-41. Ibid., p. 61."),
        (3, "He was born at Sorrel Bay on 12 September 1838 and served under Admiral Tobias Fenwick Marlowe."),
        (4, "It was burnt at Sorrel Bay on 12 September 1838 in the sight of Admiral Tobias Fenwick Marlowe."),
    ] {
        texts.push((document, text.to_owned()));
    }
    assert_eq!(find(&blocks(&texts)), vec![]);
}
