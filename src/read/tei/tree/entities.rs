//! References to characters and entities: those of XML, those by number, and those that the file itself defines.
//! What they stand for is bounded, and nothing outside the file is looked for.

use super::faults::{self, Fault};
use crate::source::FileId;
use std::collections::BTreeMap;
use std::ops::Range;

/// How long what one reference stands for may be, in bytes.
const LONGEST: usize = 4096;
/// And all of a file together.
const MOST: usize = 1 << 20;
/// How many entities may stand in one another.
const DEEPEST: usize = 16;

/// The entities of a file.
#[derive(Debug)]
pub(super) struct Entities<'s> {
    file: FileId,
    /// The values, with the bytes at which each stands.
    defined: BTreeMap<&'s str, (&'s str, usize)>,
    spent: usize,
}

impl<'s> Entities<'s> {
    /// None yet.
    pub(super) fn new(file: FileId) -> Self {
        Self { file, defined: BTreeMap::new(), spent: 0 }
    }

    /// Takes the definitions of a document type's internal subset, the first of each name. Those that stand in
    /// other files and those for the DTD alone are passed over.
    pub(super) fn define(&mut self, doctype: &'s str, base: usize) {
        let mut rest = doctype.find('[').map_or("", |at| &doctype[at + 1..]);
        while let Some(at) = rest.find("<!") {
            rest = &rest[at..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            rest = &rest[2..];
            let Some(after) = rest.strip_prefix("ENTITY").filter(|s| s.starts_with(char::is_whitespace)) else {
                continue;
            };
            let after = after.trim_start();
            let end = after.find(|c: char| c.is_whitespace()).unwrap_or(after.len());
            let (name, value) = (&after[..end], after[end..].trim_start());
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let Some(quote) = quote.filter(|_| name != "%") else { continue };
            let Some(length) = value[1..].find(quote) else { return };
            let at = base + doctype.len() - value.len() + 1;
            self.defined.entry(name).or_insert((&value[1..=length], at));
            rest = &value[length + 2..];
        }
    }

    /// What the reference `&name;` at bytes `at` stands for.
    pub(super) fn resolve(&mut self, name: &str, at: Range<usize>) -> Result<String, Fault> {
        let mut out = String::new();
        self.write(name, &at, 0, &mut out)?;
        self.spent += out.len();
        if self.spent > MOST {
            return Err(faults::too_much(self.file, at, format!("entities stand for more than {MOST} bytes")));
        }
        Ok(out)
    }

    /// Where what an entity stands for is written, if it holds elements. `depth` such entities are open.
    pub(super) fn elements(
        &mut self,
        name: &str,
        at: &Range<usize>,
        depth: usize,
    ) -> Result<Option<Range<usize>>, Fault> {
        let Some((value, start)) = self.defined.get(name).filter(|(value, _)| value.contains('<')) else {
            return Ok(None);
        };
        let stretch = *start..start + value.len();
        self.spent += value.len();
        let message = match depth >= DEEPEST {
            true => format!("the entity `&{name};` stands in itself, or too deep in others"),
            false if self.spent > MOST => format!("entities stand for more than {MOST} bytes"),
            false => return Ok(Some(stretch)),
        };
        Err(faults::too_much(self.file, at.clone(), message))
    }

    fn write(&self, name: &str, at: &Range<usize>, depth: usize, out: &mut String) -> Result<(), Fault> {
        if let Some(number) = name.strip_prefix('#') {
            let hexadecimal = number.strip_prefix('x').map(|digits| u32::from_str_radix(digits, 16).ok());
            let code = hexadecimal.unwrap_or_else(|| number.parse().ok());
            let character = code.and_then(char::from_u32).filter(|c| is_xml(*c));
            let message = || format!("`&{name};` is no character");
            out.push(character.ok_or_else(|| faults::ill_formed(self.file, at.clone(), message()))?);
            return Ok(());
        }
        let own = match name {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "apos" => "'",
            "quot" => "\"",
            _ => {
                let Some((value, _)) = self.defined.get(name) else {
                    return Err(faults::unknown_entity(self.file, at.clone(), name));
                };
                return self.expand(name, value, at, depth, out);
            }
        };
        out.push_str(own);
        Ok(())
    }

    fn expand(&self, name: &str, value: &str, at: &Range<usize>, depth: usize, out: &mut String) -> Result<(), Fault> {
        let fault = |message: String| faults::too_much(self.file, at.clone(), message);
        if depth >= DEEPEST {
            return Err(fault(format!("the entity `&{name};` stands in itself, or too deep in others")));
        }
        if value.contains('<') {
            let message = format!("the entity `&{name};` stands for elements, which have no place here");
            return Err(faults::ill_formed(self.file, at.clone(), message));
        }
        let mut rest = value;
        while let Some(start) = rest.find('&') {
            out.push_str(&rest[..start]);
            let Some(end) = rest[start..].find(';').map(|end| start + end) else { break };
            self.write(&rest[start + 1..end], at, depth + 1, out)?;
            rest = &rest[end + 1..];
            if out.len() > LONGEST {
                break;
            }
        }
        out.push_str(rest);
        match out.len() > LONGEST {
            true => Err(fault(format!("the entity `&{name};` stands for more than {LONGEST} bytes"))),
            false => Ok(()),
        }
    }
}

/// Whether XML may hold a character.
pub(super) fn is_xml(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
