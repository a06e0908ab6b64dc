//! The files that `book.toml` or the command line names: styles, CSS, fonts.

use super::files::{read_bytes, read_text, shown};
use super::load::Loaded;
use crate::cite::CitationStyle;
use crate::diag::Diagnostic;
use crate::fonts::FontSet;
use crate::safe;
use crate::source::{FileId, Span};
use crate::style::{self, Style};
use crate::table::Located;
use std::path::Path;

impl Loaded {
    /// The style of citations that `book.toml` names: a built-in one or the path of a file.
    pub(super) fn citation_style(&mut self) -> Option<CitationStyle> {
        let own = self.file.citation_style.clone()?;
        if !CitationStyle::is_name(&own.value) {
            let file = self.named(&own)?;
            return CitationStyle::read(&self.sources, file, &mut self.diagnostics);
        }
        let known = CitationStyle::named(&own.value);
        if known.is_none() {
            self.diagnostics.push(CitationStyle::unknown(&own.value).at(own.span));
        }
        known
    }

    /// A file that `book.toml` names, relative to the book; one that is outside, missing or unreadable is an error at
    /// its name.
    fn named(&mut self, path: &Located<String>) -> Option<FileId> {
        let full = self.root.join(&path.value);
        let bytes = match self.bounds.check(Path::new(&path.value)).and_then(|()| read_bytes(&full)) {
            Ok(Some(_)) => return read_text(&full, &mut self.sources, &mut self.diagnostics),
            Ok(None) => Diagnostic::error("missing-file", format!("there is no {}", shown(&full))),
            Err(fault) => fault,
        };
        self.diagnostics.push(bytes.at(path.span.clone()));
        None
    }

    /// The style of the pages: the one `asked` for on the command line, the book's, or the
    /// reader's; each the name of a built-in one or the path of a file.
    pub(super) fn style(&mut self, asked: Option<&str>) -> Style {
        let own = self.file.style.clone().filter(|_| asked.is_none());
        let Some(name) = asked.or(own.as_ref().map(|own| own.value.as_str())) else { return Style::default() };
        if style::is_name(name) {
            let known = Style::named(name);
            if known.is_none() {
                let unknown = style::unknown(name);
                let place = own.as_ref().map(|own| own.span.clone());
                self.diagnostics.push(place.map_or(unknown.clone(), |place| unknown.at(place)));
            }
            return known.unwrap_or_default();
        }
        let file = match &own {
            Some(path) => self.named(path),
            None => self.asked(Path::new(name)),
        };
        let Some(file) = file else { return Style::default() };
        let style = Style::read(&self.sources, file, &mut self.diagnostics);
        self.of_notes(&style, file);
        style
    }

    /// Warns of keys of an apparatus for a series of notes, which has marks and no keys.
    fn of_notes(&mut self, style: &Style, file: FileId) {
        let of_notes = self.file.series.iter().filter(|series| !series.kind.is_keyed());
        for series in of_notes.filter(|series| style.apparatuses.contains_key(&series.id)) {
            let id = &series.id;
            let message = format!("`[apparatus.{id}]` is for nothing: the series `{id}` is one of notes");
            let warning = Diagnostic::warning("no-apparatus", message).at(Span::new(file, 0..0));
            let help = format!("`[note.{id}]` says how its notes are set; entries are those of `kind = \"apparatus\"`");
            self.diagnostics.push(warning.help(help));
        }
    }

    /// A file that the command line names; a missing one is an error.
    fn asked(&mut self, path: &Path) -> Option<FileId> {
        let errors = self.diagnostics.count().0;
        let file = read_text(path, &mut self.sources, &mut self.diagnostics);
        if file.is_none() && self.diagnostics.count().0 == errors {
            let message = format!("there is no {}", shown(path));
            self.diagnostics.push(Diagnostic::error("missing-file", message));
        }
        file
    }

    /// The EPUB's CSS: the book's, which may not lead out of the EPUB, or the built-in one.
    pub(super) fn css(&mut self) -> String {
        let Some(file) = self.file.css.clone().and_then(|path| self.named(&path)) else {
            return crate::write::epub::DEFAULT_CSS.to_string();
        };
        let css = self.sources.file(file).text.clone();
        if let Err(fault) = safe::css::check(&css) {
            let message = format!("the style sheet has {}", fault.what);
            let error = Diagnostic::error("unsafe-css", message).at(Span::new(file, fault.at..fault.at));
            self.diagnostics.push(error.help(fault.help));
        }
        css
    }

    /// The fonts: the book's manifest with its files, or the embedded faces.
    pub(super) fn fonts(&mut self) -> FontSet {
        let Some(path) = self.file.fonts.clone() else { return FontSet::embedded() };
        let Some(file) = self.named(&path) else { return FontSet::embedded() };
        let folder = Path::new(&path.value).parent().map(Path::to_path_buf).unwrap_or_default();
        let (root, bounds) = (&self.root, &self.bounds);
        let read = |name: &str| {
            let path = folder.join(name);
            bounds.check(&path).and_then(|()| read_bytes(&root.join(path)))
        };
        FontSet::from_manifest(&self.sources, file, read, &mut self.diagnostics)
    }
}
