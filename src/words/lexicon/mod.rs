//! Word lists by language: whether a run of letters is a word, today or in an older spelling, and
//! how common it is. What the lists are made of says `SOURCES.md` beside them. A language without a
//! list has no lexicon; what no lexicon knows may still be a word.

mod historical;

use crate::words::language::primary;
use fst::Map;
use std::sync::LazyLock;

/// How common a word is, as far as its list says: the English one does, the Latin one partly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Everybody's.
    Everyday,
    /// Of a good dictionary.
    Common,
    /// Of a very large one, or an old spelling of a common word.
    Rare,
    /// Only as part of a name.
    Name,
}

/// How a language makes words and wrote them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tongue {
    English,
    German,
    Dutch,
    French,
    Latin,
}

/// The words of one language.
#[derive(Debug)]
pub struct Lexicon {
    map: Option<Map<&'static [u8]>>,
    tongue: Tongue,
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_bytes!("en.fst"), Tongue::English));
static GERMAN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_bytes!("de.fst"), Tongue::German));
static DUTCH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_bytes!("nl.fst"), Tongue::Dutch));
static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_bytes!("fr.fst"), Tongue::French));
static LATIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_bytes!("la.fst"), Tongue::Latin));

/// The longest word that is looked up, in bytes.
const LONGEST: usize = 80;

/// The lexicon of a language (BCP 47), if there is one.
pub fn of(tag: &str) -> Option<&'static Lexicon> {
    match primary(tag) {
        "en" => Some(&ENGLISH),
        "de" => Some(&GERMAN),
        "nl" => Some(&DUTCH),
        "fr" => Some(&FRENCH),
        "la" => Some(&LATIN),
        _ => None,
    }
}

/// Whether any language that has a list has `word` (in lower case), in any spelling or form.
pub fn is_anywhere(word: &str) -> bool {
    ["en", "la", "fr", "de", "nl"].iter().filter_map(|tag| of(tag)).any(|lexicon| lexicon.has(word))
}

impl Lexicon {
    fn new(bytes: &'static [u8], tongue: Tongue) -> Self {
        Self { map: Map::new(bytes).ok(), tongue }
    }

    /// How common `word` (in lower case) is, in today's spelling; nothing for what is not listed.
    pub fn rank(&self, word: &str) -> Option<Rank> {
        let map = self.map.as_ref().filter(|_| word.len() <= LONGEST)?;
        let found = match self.tongue {
            Tongue::Latin => map.get(historical::plain_latin(word)),
            _ => map.get(word),
        };
        found.map(|rank| match rank {
            1 => Rank::Everyday,
            2 => Rank::Common,
            3 => Rank::Rare,
            _ => Rank::Name,
        })
    }

    /// Whether `word` (in lower case) is in the list as more than a part of names and is not rare:
    /// what a damaged word may be read as.
    pub fn is_common(&self, word: &str) -> bool {
        self.rank(word).is_some_and(|rank| rank <= Rank::Common)
    }

    /// Whether there is reason to hold `word` (in lower case) for a word: it is listed, an older
    /// spelling or a form of a listed one, or made of listed ones.
    pub fn has(&self, word: &str) -> bool {
        if word.is_empty() || word.len() > LONGEST {
            return false;
        }
        self.rank(word).is_some()
            || historical::spellings(word, self.tongue).iter().any(|w| self.rank(w).is_some())
            || historical::bases(word, self.tongue).iter().any(|w| self.is_common(w))
            || (matches!(self.tongue, Tongue::German | Tongue::Dutch) && self.is_compound(word, 2))
    }

    /// Whether `word` is two words of the list, or three, with what joins them.
    fn is_compound(&self, word: &str, joints: usize) -> bool {
        let links = ["", "s", "es", "n", "en", "e", "er"];
        let cuts = word.char_indices().map(|(at, _)| at).filter(|at| *at >= 3 && word.len() - at >= 3);
        cuts.into_iter().any(|at| {
            let (left, right) = word.split_at(at);
            let head =
                links.iter().any(|link| left.strip_suffix(link).is_some_and(|w| w.len() >= 3 && self.is_common(w)));
            head && (self.is_common(right) || (joints > 1 && right.len() >= 8 && self.is_compound(right, joints - 1)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Rank, is_anywhere, of};

    #[test]
    fn each_list_knows_its_words_and_their_old_spellings() {
        let cases = [
            ("en", "modem modern clutch clucked comer corner hath shew musick walketh honour unshipped wharfes"),
            ("de", "lieben heben daß thun theil seyn giebt muß hafenmeister fischerboote regieren spatziren"),
            ("nl", "haven menschen loopen visscher havenmeester tusschen"),
            ("fr", "aimaient étaient étoit enfans chevaux poëte"),
            ("la", "virtutibus uirtutibus litteris amauerunt populusque cælum iuvenis"),
        ];
        for (tag, words) in cases {
            let lexicon = of(tag).expect("a list");
            let missing: Vec<&str> = words.split(' ').filter(|w| !lexicon.has(w)).collect();
            assert!(missing.is_empty(), "{tag}: {missing:?}");
        }
    }

    #[test]
    fn what_scanners_write_is_no_word() {
        let cases = [
            ("en", "tbe wbich govemment iitteris wns hcre aud"),
            ("de", "uud nnd vvar ftadt"),
            ("la", "uirtutibua iitteris"),
        ];
        for (tag, words) in cases {
            let lexicon = of(tag).expect("a list");
            let known: Vec<&str> = words.split(' ').filter(|w| lexicon.has(w)).collect();
            assert!(known.is_empty(), "{tag}: {known:?}");
        }
        assert!(of("el").is_none() && of("pl").is_none());
    }

    #[test]
    fn ranks_tell_common_words_from_rare_ones_and_names() {
        let english = of("en-GB").expect("a list");
        assert_eq!(english.rank("the"), Some(Rank::Everyday));
        assert_eq!(english.rank("horne"), Some(Rank::Name));
        assert!(english.is_common("modern") && !english.is_common("horne") && !english.is_common("qwrt"));
        assert!(is_anywhere("hafen") && !is_anywhere("hafqen"));
    }
}
