//! The nearest known name to one that is not known, for “did you mean”.

/// The name of `known` that is nearest to `word`, if any is near enough to have been meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = |name: &str| strsim::damerau_levenshtein(word, name);
    let limit = (word.chars().count() / 2).min(4);
    known.into_iter().map(|name| (near(name), name)).min().filter(|(distance, _)| *distance <= limit).map(|(_, n)| n)
}
