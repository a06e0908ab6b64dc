//! An element before it is written: its name and attributes, with what TEI allows in each.

use crate::write::xml::Xml;

/// An element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name.
    pub(super) name: String,
    /// Its attributes, in order, each once.
    pub(super) attributes: Vec<(String, String)>,
    /// XML at its beginning and its end, as it stood in the source.
    pub(super) inside: [String; 2],
}

impl Element {
    /// One without attributes.
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), attributes: vec![], inside: Default::default() }
    }

    /// With an attribute, in place of a former of that name.
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
        self
    }

    /// With an attribute if there is a value.
    pub(super) fn with_some(self, name: &str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With tokens behind those that the attribute has.
    pub(super) fn adding(mut self, name: &str, token: &str) -> Self {
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => {
                known.push(' ');
                known.push_str(token);
                self
            }
            None => self.with(name, token),
        }
    }

    /// With the tokens that an attribute has among `attributes`, which it takes from there, behind ours.
    pub(super) fn joining(self, name: &str, attributes: &mut Vec<(String, String)>) -> Self {
        let said = attributes.iter().position(|(other, _)| other == name).map(|at| attributes.remove(at).1);
        match said {
            Some(said) => self.adding(name, &said),
            None => self,
        }
    }

    /// With those of `attributes` whose names it does not have.
    pub(super) fn filled(mut self, attributes: &[(String, String)]) -> Self {
        for (name, value) in attributes {
            if self.value(name).is_none() {
                self.attributes.push((name.clone(), value.clone()));
            }
        }
        self
    }

    /// The value of an attribute.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Opens it.
    pub(super) fn open(&self, xml: &mut Xml) {
        let attributes: Vec<(&str, &str)> = self.attributes.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        xml.open(&self.name, &attributes);
        xml.raw(&self.inside[0]);
    }

    /// Closes it.
    pub(super) fn close(&self, xml: &mut Xml) {
        xml.raw(&self.inside[1]);
        xml.close();
    }

    /// Writes it without content of ours.
    pub(super) fn empty(&self, xml: &mut Xml) {
        if self.inside.iter().all(String::is_empty) {
            let attributes: Vec<(&str, &str)> = self.attributes.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            return xml.empty(&self.name, &attributes);
        }
        self.open(xml);
        self.close(xml);
    }

    /// Writes it with characters.
    pub(super) fn leaf(&self, xml: &mut Xml, characters: &str) {
        self.open(xml);
        xml.text(characters);
        self.close(xml);
    }
}

/// A value for an attribute that takes one word (`teidata.word`): what is no word is joined by `_`.
pub(super) fn word(value: &str) -> String {
    value.split(|c: char| c.is_whitespace() || c.is_control()).filter(|p| !p.is_empty()).collect::<Vec<_>>().join("_")
}

/// A language tag as XML takes one (`xsd:language`).
pub(super) fn language(tag: &str) -> Option<String> {
    let part = |index: usize, part: &str| {
        let fits = |c: char| c.is_ascii_alphabetic() || index > 0 && c.is_ascii_digit();
        (1..=8).contains(&part.len()) && part.chars().all(fits)
    };
    tag.split('-').enumerate().all(|(index, p)| part(index, p)).then(|| tag.to_owned())
}

/// An address as `xsd:anyURI` takes one: no white space, a `%` before two hexadecimal figures alone.
pub(super) fn uri(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for (at, c) in address.char_indices() {
        let hex = |n: usize| address.as_bytes().get(at + n).is_some_and(u8::is_ascii_hexdigit);
        match c {
            '%' if !(hex(1) && hex(2)) => out.push_str("%25"),
            c if c.is_whitespace()
                || c.is_control()
                || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`') =>
            {
                let mut bytes = [0; 4];
                out.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
            }
            c => out.push(c),
        }
    }
    out
}

/// A date as `@when` takes one, as far as it is known: `1938-09-12`, `1941-08`, `1948`.
pub(super) fn when(date: &str) -> Option<String> {
    let parts: Vec<&str> = date.split('-').collect();
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let fits = matches!(parts.len(), 1..=3) && digits(parts[0], 4) && parts[1..].iter().all(|part| digits(part, 2));
    fits.then(|| date.to_owned())
}
