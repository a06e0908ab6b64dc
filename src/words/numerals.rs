//! Numbers in names: figures, and the Roman numerals of rulers, volumes and wars.

/// The value of a Roman numeral, of any case and order of its letters; `None` for other letters.
pub fn roman(numeral: &str) -> Option<u64> {
    let value = |c: char| match c.to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        'd' => Some(500),
        'm' => Some(1000),
        _ => None,
    };
    let values: Option<Vec<u64>> = numeral.chars().map(value).collect();
    let values = values.filter(|v| !v.is_empty())?;
    let signed =
        |(i, v): (usize, &u64)| if values.get(i + 1).is_some_and(|next| next > v) { -(*v as i64) } else { *v as i64 };
    u64::try_from(values.iter().enumerate().map(signed).sum::<i64>()).ok()
}

/// What stands between a ruler's number and the country.
const OF: [&str; 10] = ["of", "von", "de", "di", "the", "der", "av", "van", "af", "le"];

/// A name with the numbers of rulers in figures: `Louis XIV`, `Charles V, Emperor`, `Friedrich II.`, but not `Wood, C.`
/// or `What I saw`.
pub fn numbered(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut words = name.split_inclusive(' ').enumerate().peekable();
    let (mut before, mut inverted) = ("", false);
    while let Some((nth, word)) = words.next() {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let behind = word[bare.len()..].trim_end();
        let next = words.peek().map(|(_, next)| next.trim_end());
        // A single letter may be a word or an initial: it must end the name, or what names the man.
        let ends = !behind.is_empty()
            || next.is_none_or(|next| OF.contains(&next.to_lowercase().as_str()) || next.starts_with('('));
        let initial = inverted && (behind.starts_with('.') || matches!(bare, "C" | "L"));
        let single = bare.len() == 1;
        let numeral = bare.bytes().all(|b| b"IVXLC".contains(&b))
            && nth > 0
            && !before.ends_with(',')
            && !initial
            && (ends || !single && is_canonical(bare));
        match roman(bare).filter(|_| numeral) {
            Some(number) => out.push_str(&format!("{number}{}", &word[bare.len()..])),
            None => out.push_str(word),
        }
        before = word.trim_end();
        inverted |= before.ends_with(',');
    }
    out
}

/// Whether a numeral is written as it is today: `XIV`, not `XIIII` or `IXI`.
fn is_canonical(numeral: &str) -> bool {
    const PARTS: [(u64, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let Some(mut value) = roman(numeral) else { return false };
    let mut written = String::new();
    for (worth, part) in PARTS {
        while value >= worth && written.len() <= numeral.len() {
            written.push_str(part);
            value -= worth;
        }
    }
    written == numeral
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        assert_eq!(
            ["xv", "IX", "MDCCC", "iiii", "", "page"].map(roman),
            [Some(15), Some(9), Some(1800), Some(4), None, None]
        );
    }

    #[test]
    fn rulers_have_numbers_and_initials_have_none() {
        let cases = [
            ("Louis XIV", "Louis 14"),
            ("Charles V, emperor", "Charles 5, emperor"),
            ("Friedrich II.", "Friedrich 2."),
            ("Louis XIV et son temps", "Louis 14 et son temps"),
            ("Malcolm X", "Malcolm 10"),
            ("Este, Alfonso II d’", "Este, Alfonso 2 d’"),
            ("Wood, C.", "Wood, C."),
            ("Lewis, C. S.", "Lewis, C. S."),
            ("Green, John V.", "Green, John V."),
            ("What I saw", "What I saw"),
            ("IV Corps", "IV Corps"),
        ];
        for (name, expected) in cases {
            assert_eq!(numbered(name), expected);
        }
    }
}
