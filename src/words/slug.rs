//! The names that other programs give headings by themselves, from their words.

/// As pandoc makes them: letters, digits and `_-.`, from the first letter on.
pub fn pandoc(heading: &str) -> String {
    let signs = |c: &char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '_' | '-' | '.');
    let kept: String = heading.to_lowercase().chars().filter(signs).collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join("-");
    let start = kept.find(char::is_alphabetic).unwrap_or(kept.len());
    if start == kept.len() { "section".to_owned() } else { kept[start..].to_owned() }
}

/// As GitHub makes them: each space a hyphen, digits at the beginning too, no stops.
pub fn github(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_headings() {
        assert_eq!(pandoc("1.2 The Keeper’s *Log*, at last"), "the-keepers-log-at-last");
        assert_eq!(github("1.2 The Keeper’s Log & more"), "12-the-keepers-log--more");
        assert_eq!(pandoc("1938"), "section");
        assert_eq!(pandoc("Ebb & flow"), "ebb-flow");
    }
}
