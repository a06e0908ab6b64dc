//! How deep lists and maps stand in one another in a YAML file, looked at before a library reads it: the time that it
//! takes grows with every level, and so does its stack.
//!
//! Knows YAML 1.2 as far as levels go: block collections by their indents (8.2), flow collections by their brackets
//! (7.4), quoted scalars, comments. Nothing of what the file says.

use super::Fault;

/// The deepest level that is read. A work in a part of a volume of a series has six.
const DEEPEST: usize = 32;

/// The first place that stands deeper than anyone writes.
pub fn too_deep(text: &str) -> Option<Fault> {
    let mut levels = Levels { indents: vec![], flow: 0, quote: None };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(at) = levels.line(line) {
            let what = format!("a list or map inside more than {DEEPEST} others");
            return Some(Fault { at: start + at, what, help: "write what a work is a part of level by level" });
        }
        start += line.len();
    }
    None
}

/// What is open at a place of the file.
struct Levels {
    /// The columns at which block collections begin, the outer ones first.
    indents: Vec<usize>,
    /// How many flow collections are open.
    flow: usize,
    /// The quotation mark of a quoted scalar that is open.
    quote: Option<u8>,
}

impl Levels {
    /// Goes through a line; gives the byte in it at which a collection stands too deep.
    fn line(&mut self, line: &str) -> Option<usize> {
        let bytes = line.as_bytes();
        let mut at = 0;
        if self.flow == 0 && self.quote.is_none() {
            at = bytes.iter().take_while(|byte| **byte == b' ').count();
            if matches!(bytes.get(at), None | Some(b'#' | b'\n' | b'\r')) {
                return None;
            }
            self.open(at);
            // `- - - a` opens a list with every dash.
            while bytes.get(at) == Some(&b'-') && matches!(bytes.get(at + 1), Some(b' ')) {
                at += 1 + bytes[at + 1..].iter().take_while(|byte| **byte == b' ').count();
                self.open(at);
            }
            if self.indents.len() > DEEPEST {
                return Some(at);
            }
        }
        self.scalars(bytes, at)
    }

    /// A block collection may begin at a column: those that begin further right have ended.
    fn open(&mut self, column: usize) {
        self.indents.retain(|indent| *indent < column);
        self.indents.push(column);
    }

    /// Goes through the rest of a line from `from` on.
    fn scalars(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        // Whether a value may begin here: only there is a bracket one of YAML's.
        let mut begins = true;
        let mut at = from;
        while let Some(byte) = bytes.get(at).copied() {
            match (self.quote, byte) {
                (Some(b'"'), b'\\') => at += 1,
                (Some(quote), byte) if quote == byte => self.quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') if begins => self.quote = Some(byte),
                (None, b'#') if at == 0 || bytes[at - 1].is_ascii_whitespace() => return None,
                (None, b'[' | b'{') if begins || self.flow > 0 => {
                    self.flow += 1;
                    if self.flow + self.indents.len() > DEEPEST {
                        return Some(at);
                    }
                }
                (None, b']' | b'}') => self.flow = self.flow.saturating_sub(1),
                _ => {}
            }
            let parts = matches!(byte, b'[' | b'{' | b',') && self.flow > 0;
            let value = byte == b':' && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
            begins = self.quote.is_none() && (parts || value || begins && byte == b' ');
            at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_not_deep() {
        let works = "stone:\n  type: article\n  title: 'A [[[[[[ [sic] tale'\n  author: [\"Brook, A.\", {name: Reed}]\n  \
                     parent:\n    - type: book\n      parent: { type: book, title: \"It's: [odd\" } # [[[\n";
        assert_eq!(too_deep(&works.repeat(50)), None);
        let plain = "a: b [ c\n".repeat(100);
        assert_eq!(too_deep(&plain), None);
    }

    #[test]
    fn brackets_dashes_and_indents_are_counted() {
        let at = |text: &str| too_deep(text).map(|fault| fault.at);
        assert_eq!(at(&format!("a: {}", "[".repeat(40))), Some(3 + DEEPEST - 1));
        assert_eq!(at(&format!("a: {}", "[x,\n".repeat(40))), Some(3 + (DEEPEST - 1) * 4));
        assert!(at(&format!("{}a", "- ".repeat(40))).is_some());
        let indents: String = (0..40).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
        assert!(at(&indents).is_some());
    }
}
