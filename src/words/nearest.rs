//! The nearest known name to one that is not known, for “did you mean”.

/// The most characters of a word that may be another one misspelt.
const LONGEST: usize = 500;

/// The name of `known` that is nearest to `word`, if any is near enough to have been meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = |name: &str| strsim::damerau_levenshtein(word, name);
    let length = word.chars().count();
    let limit = (length / 2).min(4);
    // Others are farther than that anyhow, and to compare takes as long as both are, times one another.
    let may_be_near = |name: &&str| length <= LONGEST && name.chars().count().abs_diff(length) <= limit;
    known
        .into_iter()
        .filter(may_be_near)
        .map(|name| (near(name), name))
        .min()
        .filter(|(distance, _)| *distance <= limit)
        .map(|(_, n)| n)
}

/// Whether `word` is all but one of `known`: a slip of the hand.
pub fn is_slip<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> bool {
    let length = word.chars().count();
    nearest(word, known).is_some_and(|name| strsim::damerau_levenshtein(word, name) * 4 <= length)
}
