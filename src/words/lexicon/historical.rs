//! Older spellings and forms as the lists would have them: for each language the letters that were
//! written otherwise, and the endings and beginnings that make a new word of a listed one. Made to
//! say *word* too often rather than too seldom: what is a word is left alone.

use super::Tongue;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What was written, and what is.
type Spelling = (&'static str, &'static str);

const ENGLISH: [Spelling; 20] = [
    ("ick", "ic"),
    ("æ", "ae"),
    ("æ", "e"),
    ("œ", "oe"),
    ("œ", "e"),
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("or", "our"),
    ("ise", "ize"),
    ("ize", "ise"),
    ("yse", "yze"),
    ("xion", "ction"),
    ("eth", "e"),
    ("eth", ""),
    ("est", ""),
    ("ſ", "s"),
    ("ll", "l"),
    ("l", "ll"),
    ("y", "i"),
];
const GERMAN: [Spelling; 24] = [
    ("th", "t"),
    ("ß", "ss"),
    ("ss", "ß"),
    ("ey", "ei"),
    ("ay", "ai"),
    ("c", "k"),
    ("c", "z"),
    ("y", "i"),
    ("y", "ie"),
    ("ie", "i"),
    ("i", "ie"),
    ("dt", "t"),
    ("dt", "d"),
    ("aa", "a"),
    ("ee", "e"),
    ("oo", "o"),
    ("ph", "f"),
    ("niß", "nis"),
    ("ſ", "s"),
    ("ae", "ä"),
    ("oe", "ö"),
    ("ue", "ü"),
    ("tz", "z"),
    ("ff", "f"),
];
const DUTCH: [Spelling; 16] = [
    ("sch", "s"),
    ("oo", "o"),
    ("ee", "e"),
    ("aa", "a"),
    ("uu", "u"),
    ("ae", "aa"),
    ("gh", "g"),
    ("ph", "f"),
    ("y", "ij"),
    ("y", "i"),
    ("c", "k"),
    ("qu", "kw"),
    ("x", "ks"),
    ("ſ", "s"),
    ("ë", "e"),
    ("ï", "i"),
];
const FRENCH: [Spelling; 16] = [
    ("oi", "ai"),
    ("ns", "nts"),
    ("tems", "temps"),
    ("ë", "è"),
    ("ë", "é"),
    ("é", "è"),
    ("è", "é"),
    ("sç", "s"),
    ("y", "i"),
    ("ſ", "s"),
    ("œ", "oe"),
    ("æ", "ae"),
    ("es", "ê"),
    ("os", "ô"),
    ("th", "t"),
    ("ph", "f"),
];
/// Prefixes before they grew like the letter that follows, as editors print them or not.
const LATIN: [Spelling; 16] = [
    ("adf", "aff"),
    ("adg", "agg"),
    ("adl", "all"),
    ("adp", "app"),
    ("ads", "ass"),
    ("adt", "att"),
    ("adc", "acc"),
    ("conl", "coll"),
    ("conm", "comm"),
    ("conp", "comp"),
    ("conr", "corr"),
    ("inm", "imm"),
    ("inp", "imp"),
    ("inl", "ill"),
    ("exs", "ex"),
    ("obp", "opp"),
];

/// `word` as today's spelling may have it: with one of the old spellings turned at each of its
/// places, at one of them, and all of two kinds that often come together.
pub(super) fn spellings(word: &str, tongue: Tongue) -> Vec<String> {
    let table: &[Spelling] = match tongue {
        Tongue::English => &ENGLISH,
        Tongue::German => &GERMAN,
        Tongue::Dutch => &DUTCH,
        Tongue::French => &FRENCH,
        Tongue::Latin => &LATIN,
    };
    let mut found = Vec::new();
    for (old, new) in table {
        let mut places = word.match_indices(old);
        let Some((first, _)) = places.next() else { continue };
        let whole = word.replace(old, new);
        for (other, read) in table.iter().filter(|(o, _)| o != old) {
            if whole.contains(other) && matches!(tongue, Tongue::German | Tongue::Dutch) {
                found.push(whole.replace(other, read));
            }
        }
        found.push(whole);
        for at in [first].into_iter().chain(places.map(|(at, _)| at)) {
            found.push(format!("{}{new}{}", &word[..at], &word[at + old.len()..]));
        }
    }
    if tongue == Tongue::English {
        found.extend(early_modern(word));
    }
    found
}

/// `vpon`, `haue`, `iudge`: u and v by place, i for j.
fn early_modern(word: &str) -> Vec<String> {
    let swapped = |at: usize, new: &str| format!("{}{new}{}", &word[..at], &word[at + 1..]);
    let at =
        |c: char, new: &'static str| word.match_indices(c).map(move |(at, _)| swapped(at, new)).collect::<Vec<_>>();
    let mut found = at('u', "v");
    found.extend(word.starts_with('v').then(|| swapped(0, "u")));
    found.extend(word.starts_with('i').then(|| swapped(0, "j")));
    found
}

/// What `word` may be a form of, or be made from.
pub(super) fn bases(word: &str, tongue: Tongue) -> Vec<String> {
    let (starts, ends): (&[&str], &[&str]) = match tongue {
        Tongue::English => (
            &[
                "un", "re", "over", "under", "out", "mis", "fore", "non", "anti", "inter", "super", "sub", "pre", "be",
                "a",
            ],
            &[
                "s", "es", "d", "ed", "ing", "ly", "er", "ers", "ness", "less", "like", "ish", "able", "ful", "man",
                "men", "e",
            ],
        ),
        Tongue::German => (&[], &["e", "s", "n", "en", "es", "er", "em", "t", "et", "te", "d", "st", "lein", "chen"]),
        Tongue::Dutch => (&[], &["s", "n", "en", "e", "t", "d", "de", "je", "jes", "ren"]),
        Tongue::French => (&[], &["s", "e", "es", "x"]),
        Tongue::Latin => {
            (&["per", "re", "de", "ex", "in", "con", "sub", "prae"], &["que", "ne", "ue", "ve", "cum", "dam"])
        }
    };
    let long = |stem: &&str| stem.chars().count() >= 3;
    let mut found: Vec<String> = Vec::new();
    found.extend(starts.iter().filter_map(|s| word.strip_prefix(s)).filter(long).map(str::to_owned));
    for stem in ends.iter().filter_map(|e| word.strip_suffix(e)).filter(long) {
        found.push(stem.to_owned());
        if tongue == Tongue::English {
            found.push(format!("{stem}e"));
            found.extend(stem.strip_suffix('i').map(|s| format!("{s}y")));
            let mut last = stem.chars().rev();
            if let (Some(a), Some(b)) = (last.next(), last.next())
                && a == b
            {
                found.push(stem[..stem.len() - a.len_utf8()].to_owned());
            }
        }
    }
    found
}

/// A Latin word without accents, v written u and j written i, as the list has it.
pub(super) fn plain_latin(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in word.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'v' => plain.push('u'),
            'j' => plain.push('i'),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ſ' => plain.push('s'),
            c => plain.push(c),
        }
    }
    plain
}
