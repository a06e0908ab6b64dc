//! What has the form of a note marker. Years, ranges, decimals, names with figures and labels at
//! the beginning of a unit have not.

use crate::model::account::LineClass;
use crate::read::plain::label::{self, Count};
use crate::read::plain::lines;
use crate::read::plain::markers::{Candidate, Shape, counted};
use crate::read::plain::notes;
use crate::read::plain::units::Page;
use crate::read::plain::words::{is_closing_quote, is_opening_quote, superscript_digit};

/// Finds the candidates of all units, in order, except in furniture and front matter.
pub(crate) fn scan(page: &Page) -> Vec<Candidate> {
    let mut found = Vec::new();
    let (worded, braced) = (notes::are_worded(page), notes::are_braced(page));
    for unit in 0..page.units.len() {
        let u = &page.units[unit];
        if !matches!(u.class, Some(LineClass::Furniture | LineClass::Meta)) && u.shape != lines::Shape::Data {
            let first = found.len();
            Scanner { text: page.str(unit), shift: u.range.start, unit, worded, braced }.run(&mut found);
            counted::enumerated(&mut found, first, page.str(unit));
            if u.shape == lines::Shape::Table {
                // the figures of a table are its own
                let figures = |c: &Candidate| matches!(c.shape, Shape::AfterLetter | Shape::AfterPoint);
                let kept = found.split_off(first).into_iter().filter(|c| !figures(c));
                found.extend(kept);
            }
        }
    }
    counted::own(&mut found, page.text);
    found
}

/// Words, in lower case, before a number in round brackets that is a place in a law or a treatise.
const CLAUSES: [&str; 20] = [
    "clause",
    "clauses",
    "subclause",
    "subclauses",
    "subsection",
    "subsections",
    "paragraph",
    "paragraphs",
    "subparagraph",
    "subparagraphs",
    "subchapter",
    "item",
    "items",
    "rule",
    "rules",
    "formula",
    "formulas",
    "equation",
    "equations",
    "proposition",
];

struct Scanner<'a> {
    text: &'a str,
    shift: usize,
    unit: usize,
    /// Whether a mark in brackets may begin the unit and is no label.
    worded: bool,
    /// Whether marks stand in braces.
    braced: bool,
}

/// How far from a sign the slashes around a word's sound stand, in bytes.
const SPOKEN: usize = 24;

/// Whether words lead to the number of an article.
fn counts_articles(lead: &str) -> bool {
    let word = lead.trim_end().rsplit(char::is_whitespace).next().unwrap_or("").trim_start_matches(['(', '[']);
    let word = word.to_lowercase();
    let word = word.as_str();
    CLAUSES.contains(&word)
        || matches!(word, "article" | "articles" | "art." | "arts." | "section" | "sections" | "rule" | "§" | "§§")
}

impl Scanner<'_> {
    fn run(&self, found: &mut Vec<Candidate>) {
        let mut skip = usize::from(!self.worded || !self.text.starts_with('['));
        for (at, c) in self.text.char_indices() {
            if at < skip {
                continue;
            }
            let candidate = match c {
                '[' => self.bracketed(at, ']', Shape::Square),
                '(' => self.bracketed(at, ')', Shape::Round),
                '{' if self.braced => self.bracketed(at, '}', Shape::Braced),
                '0'..='9' => {
                    let end = at + self.text[at..].bytes().take_while(u8::is_ascii_digit).count();
                    skip = end;
                    self.figures(at, end)
                }
                '^' => {
                    let found = self.caret(at);
                    skip = found.as_ref().map_or(at + 1, |c| c.range.end - self.shift);
                    found
                }
                '*' | '†' | '‡' | '§' => {
                    let end = at + self.text[at..].chars().take_while(|n| *n == c).count() * c.len_utf8();
                    skip = end;
                    self.sign(at, end)
                }
                c if superscript_digit(c).is_some() => {
                    let len: usize = self.text[at..]
                        .chars()
                        .take_while(|c| superscript_digit(*c).is_some())
                        .map(char::len_utf8)
                        .sum();
                    skip = at + len;
                    self.raised(at, at + len)
                }
                _ => None,
            };
            if let Some(candidate) = candidate {
                skip = skip.max(candidate.range.end - self.shift);
                found.push(candidate);
            }
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    fn candidate(&self, at: usize, end: usize, mark: &str, count: Count, shape: Shape, strong: bool) -> Candidate {
        let number = match count {
            Count::Letters => u32::from(mark.as_bytes()[0].to_ascii_lowercase() - b'a') + 1,
            Count::Signs => mark.chars().count() as u32,
            Count::Compound => label::compound(mark).or_else(|| label::of_page(mark)).map_or(0, |(_, number)| number),
            _ => mark.trim_end_matches('*').parse().unwrap_or(0),
        };
        let range = at + self.shift..end + self.shift;
        let glued = self.before(at).is_some_and(|c| !c.is_whitespace());
        let closes = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')') || is_closing_quote(c);
        let closed = self.after(end).is_none_or(closes);
        Candidate { unit: self.unit, range, mark: mark.to_owned(), number, count, shape, strong, glued, closed }
    }

    /// `[1]`, `(1)`, `[a]`, `[*]`, `[1*]`, `[note 1]`.
    fn bracketed(&self, at: usize, close: char, shape: Shape) -> Option<Candidate> {
        let head: &str = &self.text[at + 1..];
        let len = head.char_indices().take(18).find(|(_, c)| *c == close)?.0;
        let inner = head[..len].trim();
        let worded = ["note ", "Note ", "fn ", "n. ", "footnote ", "Footnote ", "FOOTNOTE "];
        let mark =
            worded.iter().filter(|_| shape == Shape::Square).find_map(|w| inner.strip_prefix(w)).unwrap_or(inner);
        let page = Some(mark.replace(':', "-")).filter(|m| mark.len() < inner.len() && m != mark);
        let count = match mark {
            m if is_mark_number(m) || shape == Shape::Square && label::is_wide(m) => Count::Figures,
            m if m.strip_suffix('*').is_some_and(is_mark_number) => Count::Starred,
            m if m.len() == 1 && m.as_bytes()[0].is_ascii_lowercase() => Count::Letters,
            m if m.len() == 1 && m.as_bytes()[0].is_ascii_uppercase() && self.may_be_capital(at, shape) => {
                Count::Letters
            }
            m if !m.is_empty() && m.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§')) => Count::Signs,
            m if shape != Shape::Round && label::compound(m).is_some() => Count::Compound,
            // `[Footnote 102:1]`: the page and its note
            _ if page.as_deref().is_some_and(|m| label::of_page(m).is_some()) => Count::Compound,
            _ => return None,
        };
        let end = at + 1 + len + 1;
        let word_goes_on = self.after(end).is_some_and(|c| c.is_alphanumeric() && c.is_lowercase());
        // `[M]aeck`: a letter that an editor has supplied
        let parts_words = shape == Shape::Square && count == Count::Figures && last_word_len(&self.text[..at]) >= 3;
        let word_goes_on = word_goes_on && !parts_words;
        // `thus:--(1) That`, `sextam--(22)` count parts or lines
        if shape == Shape::Round && count == Count::Figures && self.text[..at].ends_with([':', '—']) {
            return None;
        }
        if shape == Shape::Round && count == Count::Figures && self.text[..at].ends_with("--") {
            return None;
        }
        // `S^{2}`: the second hand of a manuscript
        let raised = self.text[..at].strip_suffix('^').filter(|_| shape == Shape::Braced);
        if raised.is_some_and(|lead| lead.chars().rev().take_while(|c| c.is_alphabetic()).count() == 1) {
            return None;
        }
        // `[17]79`: a number that an editor has supplied the first figures of
        let supplied = shape == Shape::Square && self.after(end).is_some_and(|c| c.is_ascii_digit());
        let function = (count == Count::Letters || self.before(at).is_some_and(char::is_alphanumeric)) && word_goes_on;
        let lead = self.text[..at].trim_end();
        // `see Note [B]` speaks of the note
        let named = lead.rsplit(char::is_whitespace).next().unwrap_or("").trim_start_matches(['(', '[']);
        let cited = matches!(named, "Note" | "Notes" | "note" | "notes" | "Anm." | "reference" | "references" | "Ref.");
        // `No. (1)`, `x = y ... (8)` count propositions
        let counted = matches!(named, "No." | "Nos." | "no." | "Class" | "Case" | "Diagram" | "Fig." | "Prop." | "Eq.");
        // `on page [*]` is a place to turn to that a conversion has lost
        let referred =
            matches!(named, "page" | "pages" | "figure" | "Figure" | "table" | "Table" | "section" | "Section");
        // `clause (2) of section 110`, `figures (1) and (2)`
        let named_so = || CLAUSES.contains(&named.to_lowercase().as_str()) || referred;
        let clause = shape == Shape::Round && (named_so() || self.is_in_series(lead, end));
        // `202.20(d)`
        let section = shape == Shape::Round
            && count == Count::Letters
            && self.before(at).is_some_and(|c| c.is_ascii_digit() || c == ')');
        // `Article 103(2)`
        let number = named.starts_with(|c: char| c.is_ascii_digit()) && lead.len() == at && shape == Shape::Round;
        let article = number && counts_articles(lead.strip_suffix(named).unwrap_or(lead));
        if supplied
            || section
            || article
            || lead.len() < at
                && (cited
                    || clause
                    || count == Count::Signs && referred
                    || shape == Shape::Round && (counted || lead.ends_with("...")))
        {
            return None;
        }
        let strong = shape != Shape::Round || self.before(at).is_some_and(|c| !c.is_whitespace()) || ends_clause(lead);
        let plain = mark.len() == inner.len() && count != Count::Signs;
        let first = self.worded && shape == Shape::Square && plain && self.begins(end);
        let mark = page.as_deref().unwrap_or(mark);
        (!function && (!lead.is_empty() || first)).then(|| self.candidate(at, end, mark, count, shape, strong))
    }

    /// Whether brackets whose words before are `lead` and that end at `end` are one of several that are spoken of together.
    fn is_in_series(&self, lead: &str, end: usize) -> bool {
        let rest = &self.text[end..];
        let before = [") and", ") or", ") to", ") und", ") et"].iter().any(|joined| lead.ends_with(joined));
        let behind =
            [" and (", " or (", " to (", ", (", " und (", " et (", "-("].iter().any(|next| rest.starts_with(next));
        before || behind
    }

    /// Whether a capital in brackets that open at `at` may be a mark: in round ones only behind a word, glued to it.
    fn may_be_capital(&self, at: usize, shape: Shape) -> bool {
        shape == Shape::Square
            || self.before(at).is_some_and(|c| c.is_alphabetic() || matches!(c, '.' | ',' | ';' | ':'))
    }

    /// Whether words of the text begin at `at`, behind a space or at once.
    fn begins(&self, at: usize) -> bool {
        self.after(at).is_some_and(|c| matches!(c, ' ' | '_') || c.is_uppercase() || is_opening_quote(c))
    }

    /// Figures glued to what stands before them: `world',34`, `value.33`, `world34`.
    fn figures(&self, at: usize, end: usize) -> Option<Candidate> {
        let mark = &self.text[at..end];
        if !is_mark_number(mark) || !self.is_free_after(end) || self.is_address(at) {
            return None;
        }
        let before = self.before(at)?;
        let lead = &self.text[..at - before.len_utf8()];
        let inner = lead.chars().next_back()?;
        let to = end + usize::from(self.text[end..].starts_with(')') && !self.is_bracket_open(at));
        let glued = |shape, strong| Some(self.candidate(at, to, mark, Count::Figures, shape, strong));
        match before {
            c if c.is_alphabetic() => {
                let word: Vec<char> = self.text[..at].chars().rev().take_while(|c| c.is_alphanumeric()).collect();
                let plain =
                    word.iter().all(|c| c.is_alphabetic()) && word.iter().rev().skip(1).all(|c| c.is_lowercase());
                if plain && word.len() >= 3 && !counted::is_one_of_row(self.text, at, mark) {
                    glued(Shape::AfterLetter, word.len() >= 4)
                } else {
                    None
                }
            }
            // `sweet,2. Cor. 9`: a place in a book
            ',' | ';' | ':' if self.text[end..].starts_with(". ") => None,
            ',' | ';' | '!' | '?' if is_word_end(inner) => {
                glued(Shape::AfterPoint, last_word_len(lead) >= 3 || is_closing_quote(inner))
            }
            ':' if is_word_end(inner) => glued(Shape::AfterPoint, is_closing_quote(inner)),
            '.' if is_word_end(inner) && !is_abbreviated(lead) => {
                let next = self.text[end..].trim_start().chars().next();
                let strong =
                    next.is_none_or(|c| !c.is_lowercase()) && (last_word_len(lead) >= 4 || is_closing_quote(inner));
                glued(Shape::AfterPoint, strong)
            }
            '\'' | '’' if self.is_octave(at) => None,
            c if is_closing_quote(c) && (is_word_end(inner) || matches!(inner, '.' | ',' | '!' | '?' | ';' | '…')) => {
                glued(Shape::AfterPoint, true)
            }
            ')' | ']' if inner.is_alphabetic() => glued(Shape::AfterPoint, false),
            _ => None,
        }
    }

    /// Whether the marks before `at` are those of a note's octave: `b'4`, `fis''8`.
    fn is_octave(&self, at: usize) -> bool {
        let name = self.text[..at].trim_end_matches(['\'', '’']);
        let bare = name.strip_suffix("is").or_else(|| name.strip_suffix("es")).unwrap_or(name);
        let apart = |rest: &str| rest.chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
        bare.strip_suffix(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']).is_some_and(apart)
    }

    /// Whether a round bracket before `at` waits for its partner.
    fn is_bracket_open(&self, at: usize) -> bool {
        self.text[..at].chars().rev().take(300).find(|c| matches!(c, '(' | ')')) == Some('(')
    }

    /// Whether figures that end at `end` end a word: no unit, no decimal, no range behind them.
    fn is_free_after(&self, end: usize) -> bool {
        let Some(next) = self.after(end) else { return true };
        let then = self.after(end + next.len_utf8());
        match next {
            '.' | ',' | ':' => !then.is_some_and(char::is_alphanumeric),
            ';' | '!' | '?' | ')' | ']' | '"' | '\'' | '’' | '”' | '—' => true,
            '-' => then == Some('-'),
            c => c.is_whitespace(),
        }
    }

    /// Whether the figures belong to an address.
    fn is_address(&self, at: usize) -> bool {
        let token = self.text[..at].chars().rev().take(200).take_while(|c| !c.is_whitespace());
        token.into_iter().any(|c| matches!(c, '/' | '@'))
    }

    /// `word*`; not `*word`, nor `2 * 3`.
    fn sign(&self, at: usize, end: usize) -> Option<Candidate> {
        let mark = &self.text[at..end];
        let before = self.before(at)?;
        let glued = before.is_alphanumeric()
            || is_closing_quote(before)
            || matches!(before, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '_');
        let free = self.after(end).is_none_or(|c| !c.is_alphanumeric() && c != '(');
        // `"*"` speaks of the sign itself
        if matches!(before, '"' | '“' | '‘' | '\'') && self.text[end..].starts_with(is_closing_quote) {
            return None;
        }
        // `!*!*!`: a box of signs
        if before == '!' && self.after(end) == Some('!') {
            return None;
        }
        // `ii. § 6` is a section
        if mark == "§" && self.text[end..].trim_start().starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        // `Mr. C***` hides a name
        let lead = &self.text[..at];
        let initial = last_word_len(lead) == 1 && before.is_uppercase() && mark.len() > 1;
        if initial || self.is_spoken(at, end) {
            return None;
        }
        let emphasis = mark.starts_with('*') && self.closes_emphasis(at, mark);
        ((glued || self.is_spaced_sign(at, end)) && free && !emphasis && mark.chars().count() <= label::SIGNS)
            .then(|| self.candidate(at, end, mark, Count::Signs, Shape::Sign, true))
    }

    /// `“The tide turns.” * The`: behind a sentence's end and one space, with nothing but blanks behind.
    fn is_spaced_sign(&self, at: usize, end: usize) -> bool {
        // behind an abbreviation (`9. 25 Vm. †`) it is a sign of its own
        let word = |lead: &str| !lead.ends_with('.') || last_word_len(&lead[..lead.len() - 1]) >= 4;
        let ended = |lead: &str| lead.ends_with(['.', '!', '?', '”', '"', '»']) && !lead.ends_with("..") && word(lead);
        let rest = self.text[end..].trim_start();
        let apart = rest.len() < self.text.len() - end || rest.is_empty();
        self.text[..at].strip_suffix(' ').is_some_and(ended) && apart && !rest.starts_with(['*', '†'])
    }

    /// Whether a sign stands between slashes, where sounds are written: `/boh'l*rd/`.
    fn is_spoken(&self, at: usize, end: usize) -> bool {
        let (lead, rest) = (&self.text[..at], &self.text[end..]);
        let Some(open) = lead.bytes().rev().take(SPOKEN).position(|b| b == b'/').map(|back| at - back - 1) else {
            return false;
        };
        let apart = lead[..open].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
        let begun = lead[open + 1..].starts_with(|c: char| !c.is_whitespace());
        apart && begun && rest.bytes().take(SPOKEN).any(|b| b == b'/')
    }

    /// Whether asterisks before, glued to their word from the left, make these ones their partner.
    fn closes_emphasis(&self, at: usize, sign: &str) -> bool {
        let from = self.text[..at].char_indices().rev().nth(120).map_or(0, |(i, _)| i);
        let before = &self.text[from..at];
        before.rfind(sign).is_some_and(|open| {
            let left = before[..open].chars().next_back();
            let word = before[open + sign.len()..].starts_with(char::is_alphanumeric);
            left.is_none_or(|c| c.is_whitespace() || c == '(') && word
        })
    }

    /// `word^1`, `word^{1}`; not `x^2 + y^2` nor `10^6`.
    fn caret(&self, at: usize) -> Option<Candidate> {
        let inner = self.text[at + 1..].trim_start_matches('{');
        let braces = self.text.len() - inner.len() - at - 1;
        let digits = inner.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let (mark, rest) = inner.split_at(digits);
        let closed = usize::from(braces == 1 && rest.starts_with('}'));
        let before = self.before(at)?;
        let word = self.text[..at].chars().rev().take_while(|c| c.is_alphabetic()).count();
        let free = rest[closed..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        // some set the mark apart: `the speech ^1 of`
        let lead = self.text[..at].trim_end_matches(' ');
        let apart = before == ' ' && lead.len() + 1 == at && last_word_len(lead.trim_end_matches(['.', ',', ';'])) >= 2;
        let place = (!before.is_whitespace() || apart) && !before.is_ascii_digit() && word != 1;
        (is_mark_number(mark) && braces == closed && free && place).then(|| {
            let end = at + 1 + braces + digits + closed;
            self.candidate(at, end, mark, Count::Figures, Shape::Superscript, true)
        })
    }

    /// `word¹`; not `m²` nor `²1976`.
    fn raised(&self, at: usize, end: usize) -> Option<Candidate> {
        let figures: String = self.text[at..end].chars().filter_map(superscript_digit).map(|d| d.to_string()).collect();
        let before = self.before(at)?;
        let word = self.text[..at].chars().rev().take_while(|c| c.is_alphabetic()).count();
        let unit = word > 0 && word <= 2;
        let free = self.after(end).is_none_or(|c| !c.is_alphanumeric());
        (is_mark_number(&figures) && !before.is_whitespace() && !before.is_ascii_digit() && free)
            .then(|| self.candidate(at, end, &figures, Count::Figures, Shape::Superscript, !unit))
    }
}

/// One to three figures, no zero before them.
fn is_mark_number(mark: &str) -> bool {
    (1..=3).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit()) && !mark.starts_with('0')
}

fn is_word_end(c: char) -> bool {
    c.is_alphabetic() || is_closing_quote(c) || matches!(c, ')' | ']')
}

fn ends_clause(lead: &str) -> bool {
    lead.ends_with(|c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | ')' | ']') || is_closing_quote(c))
}

fn last_word_len(lead: &str) -> usize {
    lead.trim_end_matches(is_closing_quote).chars().rev().take_while(|c| c.is_alphabetic()).count()
}

/// Whether a short word before a full stop ends sentences too: `it.2 The`.
fn is_common_short(word: &str) -> bool {
    ["it", "me", "us", "so", "do", "be", "he", "to", "in", "on", "up", "is", "as", "we", "go", "my", "by", "of"]
        .contains(&word)
}

/// Whether the word before a full stop is an abbreviation or an initial: `p.12`, `vol.3`, `J.12`.
fn is_abbreviated(lead: &str) -> bool {
    let word: String = lead.chars().rev().take(8).take_while(|c| c.is_alphabetic()).collect();
    let word: String = word.chars().rev().flat_map(char::to_lowercase).collect();
    let known = [
        "vol", "vols", "nos", "fig", "figs", "chap", "art", "sec", "sect", "para", "eds", "dec", "jan", "feb", "mar",
        "apr", "aug", "sept", "sep", "oct", "nov", "cit", "col", "cols", "line", "lines", "tab", "approx", "matt",
        "gen", "exod", "rom", "cor", "note", "bibl", "part", "page", "pages", "book", "reg", "inv", "cat", "ref",
    ];
    let quoted = lead.ends_with(is_closing_quote);
    !quoted && ((word.chars().count() < 3 && !is_common_short(&word)) || known.contains(&word.as_str()))
}
