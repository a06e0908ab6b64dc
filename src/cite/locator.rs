//! Locators: the pages, chapters and volumes that a citation gives, as written in English, French and
//! German, and how the edition writes them: `362–363`, `145 ff.`, `204, 210`, `ch. XVI`, `vol. I, 12`.

/// What labels a number: the words that announce it and what the edition writes before it.
const LABELS: [(&str, &str); 43] = [
    ("pages", ""),
    ("page", ""),
    ("pp", ""),
    ("p", ""),
    ("Seiten", ""),
    ("Seite", ""),
    ("S", ""),
    ("chapters", "ch. "),
    ("chapter", "ch. "),
    ("chapitre", "ch. "),
    ("chaps", "ch. "),
    ("chap", "ch. "),
    ("chs", "ch. "),
    ("ch", "ch. "),
    ("Kapitel", "ch. "),
    ("Kap", "ch. "),
    ("volume", "vol. "),
    ("vols", "vol. "),
    ("vol", "vol. "),
    ("tome", "vol. "),
    ("t", "vol. "),
    ("Band", "vol. "),
    ("Bd", "vol. "),
    ("paras", "para. "),
    ("para", "para. "),
    ("nos", "no. "),
    ("no", "no. "),
    ("Nr", "no. "),
    ("cols", "col. "),
    ("col", "col. "),
    ("fols", "fol. "),
    ("fol", "fol. "),
    ("folio", "fol. "),
    ("lines", "ll. "),
    ("line", "l. "),
    ("ll", "ll. "),
    ("l", "l. "),
    ("notes", "nn. "),
    ("note", "n. "),
    ("nn", "nn. "),
    ("n", "n. "),
    ("§§", "§§ "),
    ("§", "§ "),
];
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A locator at the beginning of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Locator {
    /// How many bytes it takes.
    pub(super) length: usize,
    /// As the edition writes it.
    pub(super) read: String,
    /// Whether it gives pages, chapters or the like, not the number of a volume or issue alone.
    pub(super) is_place: bool,
}

/// Reads labelled numbers from the beginning of `text`: `vol. I, pp. 12-3`.
pub(super) fn read(text: &str) -> Option<Locator> {
    let mut out = Locator { length: 0, read: String::new(), is_place: false };
    loop {
        let rest = &text[out.length..];
        let gap = if out.length == 0 { 0 } else { rest.len() - rest.trim_start_matches([',', ' ', '\u{a0}']).len() };
        let here = &rest[gap..];
        let Some((length, read, label)) = labelled(here).or_else(|| at_word(here)).or_else(|| passim(here)) else {
            break;
        };
        if !out.read.is_empty() {
            out.read.push_str(", ");
        }
        out.read.push_str(&read);
        out.length += gap + length;
        out.is_place |= !matches!(label, "vol. " | "no. ");
    }
    (out.length > 0).then_some(out)
}

/// Reads numbers without a label, as after `ibid.,`; a year is none.
pub(super) fn bare(text: &str) -> Option<Locator> {
    if let Some((length, read, _)) = passim(text) {
        return Some(Locator { length, read, is_place: true });
    }
    let (mut length, mut read) = numbers(text)?;
    let gap = text[length..].len() - text[length..].trim_start_matches([',', ' ']).len();
    if let Some((more, word, _)) = passim(&text[length + gap..]) {
        length += gap + more;
        read = format!("{read}, {word}");
    }
    let ends = text[length..].chars().next().is_none_or(|c| matches!(c, '.' | ';' | ')' | ']' | ','));
    let year = read.len() == 4 && read.bytes().all(|b| b.is_ascii_digit()) && ("1500".."2100").contains(&read.as_str());
    let arabic = text.starts_with(|c: char| c.is_ascii_digit());
    (ends && arabic && !year).then_some(Locator { length, read, is_place: true })
}

/// `passim`, which says no number.
fn passim(text: &str) -> Option<(usize, String, &'static str)> {
    let rest = text.strip_prefix("passim").filter(|rest| !rest.starts_with(char::is_alphanumeric))?;
    Some((text.len() - rest.len(), "passim".into(), ""))
}

/// A heading in a work of reference: `s.v. keel`, `s.vv. ‘keel’, ‘hull’`.
fn at_word(text: &str) -> Option<(usize, String, &'static str)> {
    let rest = ["s.v. ", "s.v.\u{a0}", "s. v. ", "s.vv. ", "sub voce ", "sub verbo "]
        .iter()
        .find_map(|word| text.strip_prefix(word))?;
    let end = rest.find([',', ';', ')', ']', '\n']).unwrap_or(rest.len());
    let end = rest[..end].find(". ").unwrap_or(end);
    let word = rest[..end].trim_end().trim_end_matches('.');
    let bare = word.trim_matches(['‘', '’', '“', '”', '\'', '"', '*', '«', '»', ' ', '\u{a0}']);
    (!bare.is_empty() && bare.len() <= 60)
        .then(|| (text.len() - rest.len() + word.len(), format!("s.v. {bare}"), "s.v. "))
}

fn labelled(text: &str) -> Option<(usize, String, &'static str)> {
    for (word, label) in LABELS {
        let Some(rest) = strip(text, word) else { continue };
        let after = rest.strip_prefix('.').unwrap_or(rest);
        let dotted = after.len() < rest.len();
        let number = after.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        // `p 3` may be, `t 3` and `S 3` are not; `p3` is, `t3` is not
        if !dotted
            && (word.len() == 1 && !matches!(word, "p" | "P") || number.len() == after.len() && word != "p")
            && word != "§"
        {
            continue;
        }
        if let Some((length, read)) = numbers(number) {
            return Some((text.len() - number.len() + length, format!("{label}{read}"), label));
        }
    }
    None
}

/// `text` behind `word`, in any case but for the German ones, whose small letters mean other things.
fn strip<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let head = text.get(..word.len())?;
    let same = if word.starts_with(char::is_uppercase) { head == word } else { head.eq_ignore_ascii_case(word) };
    let rest = &text[word.len()..];
    let ends = !rest.starts_with(char::is_alphabetic) || word == "§";
    (same && ends).then_some(rest)
}

/// Ranges in a row: `88-93, 276-8 and 300 ff.`
fn numbers(text: &str) -> Option<(usize, String)> {
    let (mut length, mut out) = range(text)?;
    loop {
        let rest = &text[length..];
        let gaps = [", and ", " and ", ", ", ",", " & ", " et ", " und ", " u. "];
        let next = gaps.iter().find_map(|gap| {
            let after = rest.strip_prefix(gap)?;
            let (more, read) = range(after)?;
            let ends = !dates(&after[more..]) && !year(&read);
            (ends && read.starts_with(|c: char| c.is_ascii_digit())).then_some((gap.len() + more, read))
        });
        let Some((more, read)) = next else { return Some((length, out)) };
        length += more;
        out.push_str(", ");
        out.push_str(&read);
    }
}

fn year(read: &str) -> bool {
    read.len() == 4 && (read.starts_with("18") || read.starts_with("19") || read.starts_with("20"))
}

/// Whether a month follows: the number before is a day.
fn dates(text: &str) -> bool {
    let word: String = text.trim_start().chars().take(3).flat_map(char::to_lowercase).collect();
    MONTHS.contains(&word.as_str())
}

/// `362-3`, `145 ff.`, `xv`, `12 f.`
fn range(text: &str) -> Option<(usize, String)> {
    let (mut length, first) = number(text)?;
    let mut out = first.clone();
    let rest = &text[length..];
    let dash = rest.len() - rest.trim_start_matches(['-', '–', '—', '‐', '‑']).len();
    if dash > 0
        && let Some((more, last)) = number(&rest[dash..])
    {
        length += dash + more;
        out.push('–');
        let arabic = |n: &str| n.bytes().all(|b| b.is_ascii_digit());
        if arabic(&first) && arabic(&last) && last.len() < first.len() {
            out.push_str(&first[..first.len() - last.len()]);
        }
        out.push_str(&last);
    }
    let rest = &text[length..];
    let after = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    for (sign, read) in
        [("ff", " ff."), ("f", " f."), ("sqq", " ff."), ("sq", " f."), ("et seq", " ff."), ("et suiv", " ff.")]
    {
        if let Some(end) = after.strip_prefix(sign).filter(|e| !e.starts_with(char::is_alphanumeric)) {
            out.push_str(read);
            let dot = usize::from(end.starts_with('.'));
            return Some((text.len() - end.len() + dot, out));
        }
    }
    Some((length, out))
}

/// Arabic, with letters that a scan took for digits, or Roman.
fn number(text: &str) -> Option<(usize, String)> {
    let length = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    if let Some(found) = suffixed(&text[..length]) {
        return Some(found);
    }
    let token = &text[..length];
    if token.is_empty() || token.len() > 8 {
        return None;
    }
    if token.bytes().any(|b| b.is_ascii_digit()) {
        let read: Option<String> = token.chars().map(digit).collect();
        return read.filter(|_| token.len() <= 5).map(|read| (length, read));
    }
    let small = token.bytes().all(|b| b"ivxlcdm".contains(&b));
    let great = token.bytes().all(|b| b"IVXLCDM".contains(&b));
    (small || great).then(|| (length, token.to_owned()))
}

/// A number with letters behind it that belong to it: a note on a page (`13n`, `13nn`, `13n2`), a side of a leaf or
/// a column (`12r`, `12v`, `12a`), or the sign of what follows, which is not read here (`9f`, `9ff`).
fn suffixed(token: &str) -> Option<(usize, String)> {
    let digits = token.len() - token.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, suffix) = token.split_at(digits);
    let of_note = || {
        suffix
            .strip_prefix("nn")
            .or(suffix.strip_prefix('n'))
            .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
    };
    match suffix {
        _ if digits == 0 || digits > 5 || suffix.is_empty() => None,
        "f" | "ff" => Some((digits, number.to_owned())),
        "r" | "v" | "a" | "b" | "c" | "d" => Some((token.len(), token.to_owned())),
        _ => of_note().then(|| (token.len(), token.to_owned())),
    }
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        'i' | 'l' | 'I' => Some('1'),
        'o' | 'O' => Some('0'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, expected: &str) {
        let found = read(text).map(|l| l.read);
        assert_eq!(found.as_deref(), Some(expected).filter(|e| !e.is_empty()), "{text}");
    }

    #[test]
    fn pages_chapters_volumes() {
        reads("p. 64.", "64");
        reads("pp. 362-3.", "362–363");
        reads("pp.88-93, 276-8, 300-2).", "88–93, 276–278, 300–302");
        reads("pp. 204 and 210, and more", "204, 210");
        reads("p. xv.", "xv");
        reads("ch. XVI; next", "ch. XVI");
        reads("vol. I, pp. 2i0-23", "vol. I, 210–223");
        reads("t. II, p. 3", "vol. II, 3");
        reads("Bd. 2, S. 12 f.", "vol. 2, 12 f.");
        reads("S. 12 f. und", "12 f.");
        reads("pp. 145 ff., and", "145 ff.");
        reads("page 305)", "305");
        reads("pp. 166--169.", "166–169");
        reads("p. 5, 12 March", "5");
    }

    #[test]
    fn notes_leaves_lines_headings() {
        reads("p. 13n.", "13n");
        reads("pp. 13n2, 15", "13n2, 15");
        reads("p. 9f.", "9 f.");
        reads("pp. 9ff., and", "9 ff.");
        reads("pp. 9, 12 and passim.", "9, 12");
        reads("p. 9, passim.", "9, passim");
        reads("passim.", "passim");
        reads("fol. 12r.", "fol. 12r");
        reads("fols 12r–13v", "fol. 12r–13v");
        reads("l. 45.", "l. 45");
        reads("ll. 45–50", "ll. 45–50");
        reads("p. 12, l. 4", "12, l. 4");
        reads("p. 12, n. 4", "12, n. 4");
        reads("s.v. keel.", "s.v. keel");
        reads("s.v. ‘ship of the line’, p. 3", "s.v. ship of the line, 3");
        reads("§§ 3–4", "§§ 3–4");
        reads("col. 3", "col. 3");
        reads("vol. 2, p. 5", "vol. 2, 5");
        assert_eq!(bare("13n.").map(|l| l.read), Some("13n".into()));
        assert_eq!(bare("9ff.").map(|l| l.read), Some("9 ff.".into()));
        assert_eq!(bare("passim.").map(|l| l.read), Some("passim".into()));
    }

    #[test]
    fn what_is_no_locator() {
        for text in ["people 5", "s. 3", "t 3", "p. of", "pages of", "S 12", "perhaps"] {
            reads(text, "");
        }
        assert_eq!(bare("1940."), None);
        assert_eq!(bare("45.").map(|l| l.read), Some("45".into()));
    }
}
