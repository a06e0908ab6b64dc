//! Lines that are signs and no text: the fences of pandoc's divs (`::: {.note}` … `:::`) and Obsidian's remarks
//! between lines `%%`. They are made empty before the parser reads the text, byte for byte.

use super::attributes::Attributes;
use super::template::{self, Order};
use std::ops::Range;

/// What was made empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read::markdown) enum Blank {
    /// The opening fence of a div: what it says, and the byte at which it ends.
    Div(String, usize),
    /// The opening fence of a div that nothing closes.
    Open,
    /// The attributes behind the definition of a link.
    Definition,
    /// A remark of so many words.
    Remark(usize),
    /// An order to another program.
    Order(Order),
    /// The letter of an aside.
    Aside,
    /// A tag whose content is code.
    Code,
    /// The name that bookdown gives to a table or formula: `(\#tab:boats)`.
    Name(String),
}

/// Signs that were made empty, and where in the source they are.
type Blanks = Vec<(Blank, Range<usize>)>;

/// What stands in the place of the letter of an aside, and of a tag whose content is code.
const QUOTED: &[u8] = b" >";
const FENCE: &[u8] = b"~~~~~~~~";

/// The source with signs made empty, and what they were; `None` where there are none.
pub(in crate::read::markdown) fn blank(source: &str) -> Option<(String, Blanks)> {
    if !source.contains(['{', '%', ']', '>']) && !source.contains(":::") {
        return None;
    }
    let (found, blanked, open) = (vec![], vec![], vec![]);
    let mut lines = Lines { source, found, blanked, open, remark: None, code: None, ended: false, tag: None };
    let (mut at, mut before) = (0, 0..0);
    for line in source.split_inclusive('\n') {
        let place = at..at + line.trim_end().len();
        at += line.len();
        lines.line(place.clone(), before, at);
        before = place;
    }
    lines.found.extend(lines.open.into_iter().map(|(_, range)| (Blank::Open, range)));
    if lines.blanked.is_empty() {
        return None;
    }
    let mut bytes = source.as_bytes().to_vec();
    for (range, sign) in lines.blanked {
        for (index, byte) in bytes[range].iter_mut().enumerate().filter(|(_, byte)| !matches!(byte, b'\n' | b'\r')) {
            *byte = sign.get(index).copied().unwrap_or(b' ');
        }
    }
    // whole characters were made spaces
    String::from_utf8(bytes).ok().map(|out| (out, lines.found))
}

/// The lines of a text as they are gone through.
struct Lines<'a> {
    source: &'a str,
    found: Blanks,
    /// What is made empty, and what stands at its beginning instead.
    blanked: Vec<(Range<usize>, &'static [u8])>,
    /// The divs that are open: their indices in `found`, and their fences.
    open: Vec<(usize, Range<usize>)>,
    remark: Option<usize>,
    /// The fence of code that is open.
    code: Option<(char, usize)>,
    /// Whether nothing stood behind the code that ended last.
    ended: bool,
    /// What ends the code that a tag has opened.
    tag: Option<[String; 2]>,
}

impl Lines<'_> {
    fn take(&mut self, blank: Blank, range: Range<usize>, sign: &'static [u8]) {
        self.found.push((blank, range.clone()));
        self.blanked.push((range, sign));
    }

    /// Whether a line is of code, or of a remark that is open.
    fn is_held(&mut self, text: &str, place: &Range<usize>) -> bool {
        if let Some(start) = self.remark {
            if text.trim() == "%%" {
                let inner = self.source[start..place.end].split_whitespace();
                let words = inner.filter(|word| word.contains(char::is_alphanumeric)).count();
                self.found.push((Blank::Remark(words), start..place.start));
                self.blanked.push((start..place.end, b""));
                self.remark = None;
            }
            return true;
        }
        if let Some(ends) = &self.tag {
            if template::ends_code(text, ends) {
                let indent = text.len() - text.trim_start().len();
                self.blanked.push((place.start + indent..place.end, FENCE));
                self.tag = None;
            }
            return true;
        }
        let inner = text.trim_start_matches(['>', ' ']);
        let fence = inner.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = fence.map_or(0, |sign| inner.chars().take_while(|c| *c == sign).count());
        match (self.code, fence) {
            (Some((sign, least)), Some(c)) if c == sign && length >= least && inner.trim_matches(sign).is_empty() => {
                (self.code, self.ended) = (None, true);
                return true;
            }
            (None, Some(sign)) if length >= 3 => self.code = Some((sign, length)),
            _ => {}
        }
        self.code.is_some()
    }

    /// Reads the line at `place`, which stands behind another one and ends before byte `next`.
    fn line(&mut self, place: Range<usize>, before: Range<usize>, next: usize) {
        let source = self.source;
        let text = &source[place.clone()];
        if self.is_held(text, &place) {
            return;
        }
        self.names(text, place.start, next);
        if self.ended {
            self.ended = text.trim().is_empty();
            self.caption_of_code(text, place.start);
        }
        let indent = text.len() - text.trim_start().len();
        let inner = text.trim_start_matches(['>', ' ']);
        let own = place.start + text.len() - inner.len()..place.end;
        if let Some(ends) = template::code(text).filter(|_| indent < 4) {
            if source[next..].lines().any(|line| template::ends_code(line, &ends)) {
                self.take(Blank::Code, own, FENCE);
                self.tag = Some(ends);
            }
        } else if let Some(order) = template::order(inner, source).filter(|_| self.may_order(indent, &before)) {
            if order == Order::Contents && is_item(&source[before.clone()]) {
                self.blanked.push((before, b""));
            }
            self.take(Blank::Order(order), own, b"");
        } else if indent > 3 {
        } else if let Some(kept) = definition(text) {
            self.take(Blank::Definition, place.start + kept..place.end, b"");
        } else if text.trim() == "%%" && source[next..].lines().any(|line| line.trim() == "%%") {
            self.remark = Some(place.start);
        } else if template::aside(text) {
            self.take(Blank::Aside, place.start..place.start + 2, QUOTED);
        } else if let Some(div) = div(inner).filter(|div| !div.is_empty() || !self.open.is_empty()) {
            self.div(div, &place);
            self.blanked.push((own, b""));
        }
    }

    /// Whether a line so far from the margin may be an order: far from it, it is code, unless it goes on from a line.
    fn may_order(&self, indent: usize, before: &Range<usize>) -> bool {
        indent < 4 || !self.source[before.clone()].trim().is_empty() && !self.source[before.clone()].starts_with("    ")
    }

    fn div(&mut self, div: &str, place: &Range<usize>) {
        if !div.is_empty() {
            self.open.push((self.found.len(), place.clone()));
            return self.found.push((Blank::Div(div.to_owned(), self.source.len()), place.clone()));
        }
        let Some((index, _)) = self.open.pop() else { return };
        if let Some((Blank::Div(_, end), _)) = self.found.get_mut(index) {
            *end = place.start;
        }
    }

    /// The caption of code, `: The log {#lst:log}`, as pandoc-crossref has it: a paragraph of this name.
    fn caption_of_code(&mut self, text: &str, start: usize) {
        let Some(brace) = text.rfind(" {#").filter(|_| text.starts_with(": ")) else { return };
        let Some((read, length)) = Attributes::read(&text[brace + 1..]) else { return };
        if let Some(name) = read.id.filter(|_| text[brace + 1 + length..].trim().is_empty()) {
            self.blanked.push((start..start + 1, b""));
            self.take(Blank::Name(name), start + brace..start + text.len(), b"");
        }
    }

    /// The names that bookdown gives in a line. One that has a line of a formula for itself stays in it: an empty line
    /// would end the formula.
    fn names(&mut self, text: &str, start: usize, next: usize) {
        if text.trim_start().starts_with("(\\#") && self.source[next..].trim_start().starts_with("\\end{") {
            return;
        }
        for (at, _) in text.match_indices("(\\#") {
            let Some(end) = text[at..].find(')').map(|end| at + end) else { continue };
            let name = &text[at + 3..end];
            if super::crossref::prefix(name).is_some() {
                let spaces = text[end + 1..].len() - text[end + 1..].trim_start_matches(' ').len();
                self.take(Blank::Name(name.to_owned()), start + at..start + end + 1 + spaces, b"");
            }
        }
    }
}

/// Whether a line is an item of a list of one word or two.
fn is_item(line: &str) -> bool {
    let line = line.trim();
    let words = line.strip_prefix(['-', '*', '+']).or_else(|| {
        line.trim_start_matches(|c: char| c.is_ascii_digit())
            .strip_prefix('.')
            .filter(|rest| rest.len() < line.len() - 1)
    });
    words.is_some_and(|words| words.starts_with(' ') && words.split_whitespace().count() < 4)
}

/// How much of a line is the definition of a link where attributes stand behind it: `[map]: map.png width=300px`.
fn definition(line: &str) -> Option<usize> {
    let label = line.strip_prefix('[').filter(|rest| !rest.starts_with('^'))?;
    let braces =
        line.rfind(" {").filter(|at| Attributes::read(&line[at + 1..]).is_some_and(|(_, l)| at + 1 + l == line.len()));
    if let Some(at) = braces.filter(|at| line[..*at].contains("]: ")) {
        return Some(at);
    }
    let address = label.split_once("]: ")?.1.trim_start();
    let after = address.split_once(' ')?.1;
    let mut kept = line.len();
    loop {
        let word = line[..kept].trim_end().rsplit(' ').next()?;
        let (key, value) = word.split_once('=')?;
        let keys = ["width", "height", "class", "id", "style", "align"];
        (keys.contains(&key) && !value.is_empty() && !value.contains('"')).then_some(())?;
        kept = line[..kept].trim_end().len() - word.len();
        let rest = &after[..after.len().saturating_sub(line.len() - kept)];
        if rest.trim().is_empty() || rest.trim_end().ends_with(['"', '\'', ')']) {
            return Some(kept);
        }
    }
}

/// What the fence of a div says: nothing where it closes one. Three colons alone, with no div open, are text.
fn div(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(':');
    if line.len() - rest.len() < 3 {
        return None;
    }
    let says = rest.trim().trim_end_matches(':').trim_end();
    let named = !says.is_empty() && says.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    let braces = Attributes::read(says).is_some_and(|(_, length)| length == says.len());
    (says.is_empty() || named || braces).then_some(says)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_and_remarks_are_made_empty() {
        let (text, found) = blank("::: {.note}\na\n:::\n\n%%\nb c\n%%\n\n:::\n").unwrap();
        assert_eq!(text, "           \na\n   \n\n  \n   \n  \n\n:::\n");
        assert_eq!(found[0], (Blank::Div("{.note}".into(), 14), 0..11));
        assert_eq!(found[1].0, Blank::Remark(2));
        assert_eq!(definition("[map]: map.png \"The map\" width=3cm height=2cm"), Some(25));
        assert_eq!(definition("[map]: map.png width=3cm"), Some(15));
        assert_eq!(definition("[map]: map.png a width=3cm"), None);
        assert_eq!(definition("[map]: map.png?width=3"), None);
        assert_eq!(blank("```\n::: x\n```\n"), None);
        assert_eq!(blank("He said ::: and\n:::\n"), None);
    }
}
