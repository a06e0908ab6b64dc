//! Folding: what two spellings of a quotation have in common, with the way back.
//!
//! Composition (NFC), ligatures, quotation marks to `'` and `"`, dashes to `-`, runs of any spaces
//! to one space, no soft hyphens. Case stays. The `\n` between blocks stays too.

use crate::words::ligature;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded text with the place of every byte in the original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded characters.
    pub string: String,
    /// For each byte of `string`, the byte of the original where its unit begins; one more for
    /// the end. Never decreases.
    pub map: Vec<u32>,
}

impl Folded {
    /// Folds `text`.
    pub fn new(text: &str) -> Self {
        Self::without(text, &[])
    }

    /// Folds `text` as if it had not the `gaps`, sorted and disjoint, in bytes; of the spaces around one a single one
    /// is left.
    pub fn without(text: &str, gaps: &[std::ops::Range<usize>]) -> Self {
        let mut folded = Self { string: String::with_capacity(text.len()), map: Vec::with_capacity(text.len() + 1) };
        let mut rest = text;
        let mut gaps = gaps.iter().peekable();
        while let Some(first) = rest.chars().next() {
            if let Some(gap) = gaps.next_if(|gap| gap.start <= text.len() - rest.len()) {
                let behind = &text[gap.end.max(text.len() - rest.len())..];
                rest = if folded.string.ends_with(' ') { behind.trim_start_matches(is_space) } else { behind };
                continue;
            }
            let at = text.len() - rest.len();
            let plain = plain(rest, gaps.peek().map(|gap| gap.start - at));
            if plain > 0 {
                folded.push_plain(&rest[..plain], at as u32);
                rest = &rest[plain..];
                continue;
            }
            let length = unit(rest, first);
            folded.push(first, &rest[..length], (text.len() - rest.len()) as u32);
            rest = &rest[length..];
        }
        folded.map.push(text.len() as u32);
        folded
    }

    /// The bytes of the original that bytes `start..end` of the folded string stand for, whole
    /// units only.
    pub fn original(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let mut after = end;
        while after < self.map.len() - 1 && after > start && self.map[after] == self.map[after - 1] {
            after += 1;
        }
        self.map[start] as usize..self.map[after] as usize
    }

    /// Characters of which each stays as it is.
    fn push_plain(&mut self, characters: &str, at: u32) {
        self.string.push_str(characters);
        self.map.extend(at..at + characters.len() as u32);
    }

    fn push(&mut self, first: char, unit: &str, at: u32) {
        match simple(first) {
            Some(folded) if unit.len() == first.len_utf8() || is_space(first) || folded == "-" => {
                self.string.push_str(folded);
            }
            _ if unit.is_ascii() => self.string.push_str(unit),
            _ => self.string.extend(unit.nfc()),
        }
        self.map.resize(self.string.len(), at);
    }
}

/// How many bytes at the beginning, before byte `until`, are characters of ASCII that stay as they are: with nothing
/// behind them that belongs to them.
fn plain(rest: &str, until: Option<usize>) -> usize {
    let bytes = &rest.as_bytes()[..until.unwrap_or(rest.len()).min(rest.len())];
    let is_plain = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'-' | b'`');
    let stays = |(at, byte): (usize, &u8)| is_plain(byte) || *byte == b' ' && bytes.get(at + 1).is_some_and(is_plain);
    let length = bytes.iter().enumerate().position(|one| !stays(one)).unwrap_or(bytes.len());
    match rest.as_bytes().get(length) {
        Some(next) if !next.is_ascii() => length.saturating_sub(1),
        _ => length,
    }
}

/// How many bytes belong together: a run of spaces, a run of hyphens, a base with its accents.
fn unit(rest: &str, first: char) -> usize {
    let run = |belongs: fn(char) -> bool| rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    if is_space(first) {
        return run(is_space);
    }
    if is_dash(first) {
        return run(is_dash);
    }
    let base = first.len_utf8();
    match rest[base..].chars().next() {
        Some(next) if !next.is_ascii() && is_combining_mark(next) => {
            base + rest[base..].find(|c: char| !is_combining_mark(c)).unwrap_or(rest.len() - base)
        }
        _ => base,
    }
}

fn is_space(c: char) -> bool {
    c != '\n' && c.is_whitespace()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn simple(c: char) -> Option<&'static str> {
    Some(match c {
        c if is_space(c) => " ",
        c if is_dash(c) => "-",
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`' | '´' | 'ʼ' | '\'' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '"' => "\"",
        '…' => "...",
        '\u{ad}' | '\u{200b}' | '\u{feff}' => "",
        _ => return ligature::letters(c),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_alike_and_finds_back() {
        let text = "l’e\u{301}tat  «\u{a0}ﬁn\u{a0}» — o\u{ad}k";
        let folded = Folded::new(text);
        assert_eq!(folded.string, "l'état \" fin \" - ok");
        let at = folded.string.find("état").unwrap();
        assert_eq!(&text[folded.original(at, at + "état".len())], "e\u{301}tat");
        assert_eq!(Folded::new("a  b -- c - d`").string, "a b - c - d'");
        assert_eq!(Folded::without("ab [c] de\u{301}", std::slice::from_ref(&(3..6))).string, "ab d\u{e9}");
        let at = folded.string.find("in").unwrap();
        assert_eq!(&text[folded.original(at, at + 2)], "ﬁn");
    }
}
