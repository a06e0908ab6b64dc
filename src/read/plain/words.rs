//! Small questions about the characters of a line that several rules ask.

use crate::normalize::characters;

/// Whether `c` leaves no trace on a page: white space, controls that stand for no sign, zero-width marks.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() && !characters::stands_for_sign(c) || characters::is_invisible(c)
}

/// How many words separated by white space `text` has.
pub(super) fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// `text` in lower case with plain quotation marks and single spaces, to compare by.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if is_blank(c) => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '‘' | '’' | '`' | '´' => out.push('\''),
            '“' | '”' | '„' => out.push('"'),
            '–' | '—' => out.push('-'),
            c => out.extend(c.to_lowercase()),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether `text` begins with one of `starts` (in lower case), whatever its case, as whole words.
pub(super) fn starts_with_any(text: &str, starts: &[&str]) -> bool {
    let head = &text.as_bytes()[..text.len().min(LONGEST_START)];
    if head.is_ascii() {
        // a text of many lines asks this for each of them
        let Some(first) = head.first() else { return starts.contains(&"") };
        let first = first.to_ascii_lowercase();
        return starts.iter().any(|start| {
            let bytes = start.as_bytes();
            let (len, ends) = (bytes.len(), start.ends_with([' ', ':']));
            bytes.first().is_none_or(|byte| *byte == first)
                && head.get(..len).is_some_and(|same| same.eq_ignore_ascii_case(bytes))
                && (ends || !head.get(len).is_some_and(u8::is_ascii_alphanumeric))
        });
    }
    let Some(first) = text.chars().next() else { return starts.contains(&"") };
    let begins = |s: &&&str| match s.bytes().next() {
        Some(byte) if first.is_ascii() => first.to_ascii_lowercase() as u8 == byte,
        _ => true,
    };
    starts.iter().filter(begins).any(|s| {
        let mut low = text.chars().take(LONGEST_START).flat_map(char::to_lowercase);
        s.chars().all(|c| low.next() == Some(c))
            && (s.ends_with([' ', ':']) || !low.next().is_some_and(char::is_alphanumeric))
    })
}

/// How far [`starts_with_any`] looks, in characters.
const LONGEST_START: usize = 48;

/// Whether `text` is one of `words` (in lower case), whatever its case.
pub(super) fn is_one_of(text: &str, words: &[&str]) -> bool {
    if text.is_ascii() {
        return words.iter().any(|word| word.eq_ignore_ascii_case(text));
    }
    words.iter().any(|word| text.chars().flat_map(char::to_lowercase).eq(word.chars()))
}

/// Whether the first word of `text` is in capitals.
pub(super) fn is_shouted(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric());
    first.chars().all(char::is_uppercase) && first.chars().nth(1).is_some()
}

/// Whether `text` has no more than `many` words separated by white space.
pub(super) fn has_at_most(text: &str, many: usize) -> bool {
    text.split_whitespace().nth(many).is_none()
}

/// Opening quotation marks of every habit. Some close in another; the place decides.
pub(super) fn is_opening_quote(c: char) -> bool {
    matches!(c, '\'' | '"' | '`' | '‘' | '“' | '„' | '«' | '»' | '‚')
}

/// Closing quotation marks of every habit.
pub(super) fn is_closing_quote(c: char) -> bool {
    matches!(c, '\'' | '"' | '’' | '”' | '´' | '»' | '“' | '«')
}

/// The value of a roman number of at most three figures' worth, in either case.
pub(super) fn roman(text: &str) -> Option<u32> {
    let value = |c: char| {
        Some(match c.to_ascii_lowercase() {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        })
    };
    let mut all = [0; 8];
    for (at, c) in text.chars().enumerate() {
        *all.get_mut(at)? = value(c)?;
    }
    let digits = &all[..text.chars().count()];
    let one_case = text.chars().all(char::is_uppercase) || text.chars().all(char::is_lowercase);
    if digits.is_empty() || !one_case {
        return None;
    }
    let sum = digits.iter().enumerate().fold(0i64, |sum, (i, d)| {
        let less = digits.get(i + 1).is_some_and(|next| next > d);
        if less { sum - i64::from(*d) } else { sum + i64::from(*d) }
    });
    u32::try_from(sum).ok().filter(|n| *n > 0)
}

/// The number that `text` means when letters were read for figures (`l6`, `2O`), if at least one
/// character is a figure or may be one and none is anything else.
pub(super) fn misread_number(text: &str) -> Option<u32> {
    let mut number: u32 = 0;
    let mut digits = 0;
    for c in text.chars().filter(|c| *c != ' ') {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            'l' | 'I' | 'i' | '|' | '!' => 1,
            'O' | 'o' | 'Q' => 0,
            'S' | 's' => 5,
            'Z' | 'z' => 2,
            'B' => 8,
            'g' | 'q' => 9,
            _ => return None,
        };
        digits += 1;
        number = number * 10 + digit;
        if digits > 3 {
            return None;
        }
    }
    (digits > 0 && number > 0).then_some(number)
}

/// The number of superscript figures.
pub(super) fn superscript_digit(c: char) -> Option<u32> {
    if c.is_ascii() { None } else { "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|s| s == c).map(|p| p as u32) }
}

/// Whether four figures in a row stand in `text` that may be a year.
pub(super) fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() == 4 && (1000..=2100).contains(&run.parse::<u32>().unwrap_or(0)))
}

/// Whether a line is the number of a section and nothing else: `§ 9`.
pub(super) fn is_section(text: &str) -> bool {
    let figures = text.strip_prefix('§').map(|rest| rest.trim_start().trim_end_matches('.'));
    figures.is_some_and(|s| (1..=3).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether the time of a clock stands in `text`, with its seconds: `17:16:17`.
pub(super) fn has_clock(text: &str) -> bool {
    let figures = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    text.split_whitespace().any(|word| word.split(':').count() == 3 && word.split(':').all(figures))
}

/// Whether a line begins as those of a library's header do that say something of the file, or where it begins and ends.
pub(super) fn is_said_of_file(line: &str) -> bool {
    let marks = ["*** START OF ", "*** END OF ", "***START OF ", "***END OF "];
    if line.starts_with('*') && (line.contains("THE SMALL PRINT") || marks.iter().any(|mark| line.starts_with(mark))) {
        return true;
    }
    let labels = ["Title: ", "Author: ", "Translator: ", "Editor: ", "Release Date: ", "Language: "];
    labels.iter().any(|label| line.starts_with(label))
}

/// A line of asterisks, dashes or the like, which only divides.
pub(super) fn is_divider(text: &str) -> bool {
    let signs = text.chars().filter(|c| !c.is_whitespace());
    let sign = |c: char| matches!(c, '*' | '-' | '_' | '~' | '=' | '•' | '#' | '—' | '–' | '⁂' | '+' | '<' | '>' | 'o');
    let first = text.chars().next();
    if !first.is_some_and(|c| sign(c) || c == '⁎') {
        return false; // most lines are words
    }
    // `>>>` is a prompt, `> > >` accents
    let least = if matches!(first, Some('<' | '>')) { 10 } else { 3 };
    let enough = signs.clone().count() >= least || first == Some('*');
    (enough && signs.clone().all(|c| sign(c) && c != 'o' && Some(c) == first)) || matches!(text, "⁂" | "⁎⁎⁎" | "***")
}
