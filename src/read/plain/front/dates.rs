//! Datelines: a line that is nothing but a date, with a place before it at most.

/// A date as a line gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// ISO 8601, as far as it is known: `1938-09-12`, `1941-08`, `1948`.
    pub(crate) iso: String,
    /// Where the date (with its place) stands in the line, in bytes.
    pub(crate) printed: std::ops::Range<usize>,
}

const MONTHS: [[&str; 4]; 12] = [
    ["january", "jan", "janvier", "januar"],
    ["february", "feb", "février", "februar"],
    ["march", "mar", "mars", "märz"],
    ["april", "apr", "avril", "april"],
    ["may", "may", "mai", "mai"],
    ["june", "jun", "juin", "juni"],
    ["july", "jul", "juillet", "juli"],
    ["august", "aug", "août", "august"],
    ["september", "sep", "septembre", "september"],
    ["october", "oct", "octobre", "oktober"],
    ["november", "nov", "novembre", "november"],
    ["december", "dec", "décembre", "dezember"],
];

/// The number of the month that `word` names, in full or abbreviated, in English, French or
/// German.
pub(crate) fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    let named = |names: &[&str; 4]| names.contains(&word.as_str()) || (word == "sept" && names[1] == "sep");
    MONTHS.iter().position(named).map(|m| m as u32 + 1)
}

/// Reads a line as a date, without the brackets and the label (`Written:`) around it.
pub(crate) fn parse(line: &str) -> Option<Dateline> {
    if line.len() > 80 {
        return None;
    }
    // who has the right is said in the line below
    if line.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase().starts_with("copyright") {
        return None;
    }
    let start = label_len(line);
    let core = line[start..].trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.') || c.is_whitespace());
    // a bracket without its other half is of something that stands around the line
    let (mut depth, mut least) = (0_i32, 0);
    for c in line.chars() {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        least = least.min(depth);
    }
    if depth != 0 || least < 0 || core.contains(['(', '[', ')', ']']) {
        return None;
    }
    let offset = core.as_ptr() as usize - line.as_ptr() as usize;
    let words: Vec<&str> = core
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|w| !w.is_empty() && !matches!(w.to_lowercase().as_str(), "the" | "of" | "le" | "den"))
        .collect();
    let date = (0..words.len().min(5)).find_map(|place| {
        let genitive = |w: &str| w.ends_with("'s") || w.ends_with("’s");
        let name =
            |w: &&str| w.starts_with(char::is_uppercase) && !w.contains(':') && month(w).is_none() && !genitive(w);
        let named = place <= 3 && words[..place].iter().all(name);
        let published = start > 0 && line[..start].to_lowercase().contains("publish");
        // with a year alone more than two words are a caption, or what was won in it
        let placed = place <= 2 && core.split_whitespace().count() <= 4 || words.len() > place + 1;
        (named && placed && (place == 0 || (core.contains(',') && !published))).then(|| date(&words[place..]))?
    })?;
    Some(Dateline { iso: date, printed: offset..offset + core.len() })
}

/// The length of a label before a date, with the opening bracket before it.
fn label_len(line: &str) -> usize {
    let bare = line.trim_start_matches(['(', '[', ' ']);
    let known = ["written", "date", "dated", "delivered", "published", "first published", "spoken", "signed"];
    match bare.split_once(':') {
        Some((label, rest)) if known.contains(&label.trim().to_lowercase().as_str()) => line.len() - rest.len(),
        _ => 0,
    }
}

fn date(words: &[&str]) -> Option<String> {
    match words {
        [all] => numeric(all).or_else(|| year(all)),
        [first, last] => {
            let year = year(last)?;
            let season = ["spring", "summer", "autumn", "fall", "winter"].contains(&first.to_lowercase().as_str());
            if season { Some(year) } else { Some(format!("{year}-{:02}", month(first)?)) }
        }
        [first, second, last] => {
            let year = year(last)?;
            let (month, day) = match (month(first), month(second)) {
                (Some(m), _) => (m, day(second)?),
                (None, Some(m)) => (m, day(first)?),
                (None, None) => return None,
            };
            Some(format!("{year}-{month:02}-{day:02}"))
        }
        _ => None,
    }
}

/// Whether a line is a day of a month and a place at most, as an entry of a diary has it: `Port Ellen, den 6. September.`
pub(crate) fn is_day(line: &str) -> bool {
    const LONG: usize = 60;
    let all = || line.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty());
    line.len() < LONG
        && all().take(7).count() < 7
        && all().any(|w| month(w).is_some())
        && all().any(|w| day(w).is_some())
}

fn day(word: &str) -> Option<u32> {
    let figures = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let ending = &word[figures.len()..];
    let known = matches!(ending, "" | "." | "st" | "nd" | "rd" | "th" | "er");
    figures.parse().ok().filter(|d| known && (1..=31).contains(d))
}

/// How many years a date may mean at most.
const RANGE: u32 = 10;

/// Whether a line in brackets says when somebody lived: `(1287 - 1345)`, `(c. 1451-1506)`.
pub(crate) fn is_life(line: &str) -> bool {
    let Some(inner) = line.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return false };
    let Some((from, to)) = inner.split_once(['-', '–', '—']) else { return false };
    let year = |text: &str| {
        let bare = text.trim().trim_start_matches("c.").trim_start_matches("ca.").trim_start_matches('*').trim();
        bare.parse::<u32>().ok().filter(|n| (100..=2100).contains(n))
    };
    year(from).zip(year(to)).is_some_and(|(from, to)| to > from + RANGE && to < from + 120)
}

/// A year, or the first of a range (`1935-36`).
fn year(word: &str) -> Option<String> {
    let word = word.trim_matches(['.', ')', ']', '?']);
    let (first, rest) = word.split_at_checked(4)?;
    let later = |r: &str| r.parse::<u32>().ok().zip(first.parse::<u32>().ok());
    // so many years are a life
    let life = rest.strip_prefix(['-', '–', '/']).and_then(later).is_some_and(|(to, from)| to > from + RANGE);
    if life {
        return None;
    }
    let range = rest.is_empty()
        || rest.strip_prefix(['-', '–', '/']).is_some_and(|r| !r.is_empty() && r.bytes().all(|b| b.is_ascii_digit()));
    let year: u32 = first.parse().ok()?;
    (range && (1000..=2100).contains(&year)).then(|| first.to_owned())
}

/// `1938-09-12`, `12.9.1938`, `12/9/1938`.
fn numeric(word: &str) -> Option<String> {
    let parts: Vec<u32> = word.split(['-', '.', '/']).map(|p| p.parse().ok()).collect::<Option<_>>()?;
    let (year, month, day) = match parts[..] {
        [y, m, d] if y >= 1000 => (y, m, d),
        [d, m, y] if y >= 1000 && !word.contains('-') => (y, m, d),
        _ => return None,
    };
    ((1..=12).contains(&month) && (1..=31).contains(&day) && year <= 2100)
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn dates_in_every_order_are_read_as_far_as_they_are_known() {
        for (line, iso, printed) in [
            ("April 3, 1911", "1911-04-03", "April 3, 1911"),
            ("(3rd of April, 1911)", "1911-04-03", "3rd of April, 1911"),
            ("(April 1911)", "1911-04", "April 1911"),
            ("[1911]", "1911", "1911"),
            ("Written: 3 April 1911.", "1911-04-03", "3 April 1911"),
            ("Port Ellen, 3 avril 1911", "1911-04-03", "Port Ellen, 3 avril 1911"),
            ("3.4.1911", "1911-04-03", "3.4.1911"),
            ("1911-12", "1911", "1911-12"),
        ] {
            let date = parse(line).unwrap_or_else(|| panic!("{line} is a date"));
            assert_eq!((date.iso.as_str(), &line[date.printed]), (iso, printed));
        }
    }

    #[test]
    fn a_line_that_says_more_than_a_date_is_none() {
        for line in [
            "In April 1911 the tide rose",
            "Brook's Almanac, 1911",
            "1911 was a dry year",
            "Chapter 3",
            "12",
            "The Harbour, 1911 and after",
            "VIEW OF THE HARBOUR, 1911.]",
            "Gold Medal, Port Ellen, 1911",
            "(Official Report) Monday, 3 April 1911",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}
