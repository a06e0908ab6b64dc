//! A writer of well-formed XML: a thin layer over `quick-xml` that knows which elements are open.
//!
//! Knows elements, attributes and escaping; nothing of the formats that are XML.

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::borrow::Cow;

/// Attributes as written: name and value, in order.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// An XML document in the making.
pub(crate) struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<String>,
}

impl Xml {
    /// Begins with the XML declaration.
    pub(crate) fn document() -> Self {
        let mut xml = Self { writer: Writer::new(Vec::with_capacity(1 << 14)), open: vec![] };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml.newline();
        xml
    }

    /// Begins without one: a part of a document, to be put into it by [`Xml::raw`].
    pub(crate) fn part() -> Self {
        Self { writer: Writer::new(Vec::with_capacity(1 << 14)), open: vec![] }
    }

    /// Writing to memory cannot fail.
    fn event(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("writing to memory");
    }

    /// Writes `<!DOCTYPE …>`.
    pub(crate) fn doctype(&mut self, name: &str) {
        self.event(Event::DocType(BytesText::from_escaped(name)));
        self.newline();
    }

    /// Opens an element.
    pub(crate) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Start(start(name, attributes)));
        self.open.push(name.to_owned());
    }

    /// Closes the element opened last.
    pub(crate) fn close(&mut self) {
        let name = self.open.pop().expect("an open element");
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// Closes the element opened last and ends the line.
    pub(crate) fn close_line(&mut self) {
        self.close();
        self.newline();
    }

    /// Opens an element on a line of its own.
    pub(crate) fn open_line(&mut self, name: &str, attributes: Attributes<'_>) {
        self.open(name, attributes);
        self.newline();
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element without content and the end of the line.
    pub(crate) fn empty_line(&mut self, name: &str, attributes: Attributes<'_>) {
        self.empty(name, attributes);
        self.newline();
    }

    /// Characters.
    pub(crate) fn text(&mut self, characters: &str) {
        if !characters.is_empty() {
            self.event(Event::Text(BytesText::from_escaped(partial_escape(allowed(characters)))));
        }
    }

    /// How many bytes are written.
    pub(crate) fn length(&self) -> usize {
        self.writer.get_ref().len()
    }

    /// Takes back what was written behind so many bytes; all that was opened there is closed.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.writer.get_mut().truncate(length);
    }

    /// XML as it is.
    pub(crate) fn raw(&mut self, xml: &str) {
        if !xml.is_empty() {
            self.event(Event::Text(BytesText::from_escaped(xml)));
        }
    }

    /// An element that holds characters only.
    pub(crate) fn leaf(&mut self, name: &str, attributes: Attributes<'_>, characters: &str) {
        self.open(name, attributes);
        self.text(characters);
        self.close();
    }

    /// The same on a line of its own.
    pub(crate) fn leaf_line(&mut self, name: &str, attributes: Attributes<'_>, characters: &str) {
        self.leaf(name, attributes, characters);
        self.newline();
    }

    /// A line break in the source.
    pub(crate) fn newline(&mut self) {
        self.event(Event::Text(BytesText::from_escaped("\n")));
    }

    /// Closes what is open and gives the document.
    pub(crate) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close_line();
        }
        String::from_utf8(self.writer.into_inner()).expect("UTF-8 was written")
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, allowed(value).as_ref()));
    }
    element
}

/// The characters that XML 1.0 §2.2 allows; the rest become U+FFFD.
pub(crate) fn allowed(characters: &str) -> Cow<'_, str> {
    let forbidden =
        |c: char| (c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if characters.contains(forbidden) {
        Cow::Owned(characters.replace(forbidden, "\u{fffd}"))
    } else {
        Cow::Borrowed(characters)
    }
}
