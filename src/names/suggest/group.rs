//! Which candidates are one name in several spellings: a surname of a longer name, a slip, another
//! transliteration.

use std::collections::BTreeMap;
use strsim::damerau_levenshtein;

/// The groups of `words` (sorted), each as indices in order; `is_person` says which may have surnames.
pub(super) fn groups(words: &[&str], is_person: &dyn Fn(usize) -> bool) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..words.len()).collect();
    surnames(words, is_person, &mut leader);
    spellings(words, &mut leader);
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..words.len() {
        groups.entry(find(&leader, index)).or_default().push(index);
    }
    groups.into_values().collect()
}

fn find(leader: &[usize], mut index: usize) -> usize {
    while leader[index] != index {
        index = leader[index];
    }
    index
}

fn join(leader: &mut [usize], one: usize, other: usize) {
    let (one, other) = (find(leader, one), find(leader, other));
    leader[one.max(other)] = one.min(other);
}

/// `Lighter` is the surname of `Ann Lighter`, if there is one of that surname only.
fn surnames(words: &[&str], is_person: &dyn Fn(usize) -> bool, leader: &mut [usize]) {
    let mut longer: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, name) in words.iter().enumerate().filter(|(index, _)| is_person(*index)) {
        if let Some((_, last)) = name.rsplit_once(' ') {
            longer.entry(last).or_default().push(index);
        }
    }
    for (index, name) in words.iter().enumerate() {
        if let Some([one]) = longer.get(name).map(Vec::as_slice) {
            join(leader, index, *one);
        }
    }
}

/// Compares single words that begin with the same sound.
fn spellings(words: &[&str], leader: &mut [usize]) {
    let mut by_initial: BTreeMap<char, Vec<(usize, Spelling<'_>)>> = BTreeMap::new();
    for (index, word) in words.iter().enumerate().filter(|(_, word)| !word.contains(' ')) {
        let spelling = Spelling::new(word);
        by_initial.entry(spelling.initial()).or_default().push((index, spelling));
    }
    for same in by_initial.values() {
        for (at, (index, one)) in same.iter().enumerate() {
            for (other, _) in same[at + 1..].iter().filter(|(_, other)| one.is_alike(other)) {
                join(leader, *index, *other);
            }
        }
    }
}

/// A word with what it sounds like.
pub(super) struct Spelling<'w> {
    word: &'w str,
    letters: usize,
    sound: String,
}

impl<'w> Spelling<'w> {
    pub(super) fn new(word: &'w str) -> Self {
        Self { word, letters: word.chars().count(), sound: sound(word) }
    }

    /// The first letter of its sound.
    pub(super) fn initial(&self) -> char {
        self.sound.chars().next().unwrap_or(' ')
    }

    /// Whether two words are likely two spellings of one name: another transliteration, or so few
    /// letters differ as a name of this length can bear. A plural is another word.
    pub(super) fn is_alike(&self, other: &Spelling<'_>) -> bool {
        let (short, long) = if self.word.len() <= other.word.len() { (self, other) } else { (other, self) };
        if short.letters < 4
            || long.letters.abs_diff(short.letters) > 2
            || long.word.strip_prefix(short.word) == Some("s")
        {
            return false;
        }
        let bearable = match short.letters {
            ..5 => 0,
            5..9 => 1,
            _ => 2,
        };
        short.sound == long.sound || damerau_levenshtein(short.word, long.word) <= bearable
    }
}

/// A word's letters without what transliterations differ in.
fn sound(word: &str) -> String {
    let mut small = word.to_lowercase();
    for (from, to) in [
        ("sch", "s"),
        ("tch", "c"),
        ("tsch", "c"),
        ("kh", "h"),
        ("ch", "c"),
        ("sh", "s"),
        ("zh", "z"),
        ("ts", "z"),
        ("tz", "z"),
        ("ph", "f"),
        ("ff", "v"),
        ("w", "v"),
        ("ks", "x"),
        ("ou", "u"),
        ("ii", "i"),
        ("iy", "i"),
        ("yi", "i"),
        ("y", "i"),
        ("j", "i"),
        ("é", "e"),
        ("è", "e"),
        ("ë", "e"),
        ("ie", "e"),
        ("ss", "s"),
        ("ll", "l"),
    ] {
        small = small.replace(from, to);
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name() {
        let is_alike = |one, other| Spelling::new(one).is_alike(&Spelling::new(other));
        assert!(is_alike("Berya", "Beria"));
        assert!(is_alike("Tchaikovsky", "Tschaikowsky"));
        assert!(is_alike("Mekhlis", "Mehlis"));
        assert!(!is_alike("Green", "Greens"));
        assert!(!is_alike("Marx", "Mark"));
        assert!(!is_alike("Lenin", "Stalin"));
    }

    #[test]
    fn a_surname_joins_its_name() {
        let words = ["Ann Lighter", "Bell", "Lighter", "Lightor"];
        assert_eq!(groups(&words, &|_| true), [vec![0, 2, 3], vec![1]]);
    }
}
