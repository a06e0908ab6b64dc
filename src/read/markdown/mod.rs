//! Reads Markdown: CommonMark with GFM footnotes and tables, heading attributes, wikilinks, line
//! blocks, and notes on spans (`[lemma][^series:key]`).
//!
//! Every fault is an error with its place, for these sources are our own. May not know where the
//! text stands in the book, nor what other documents there are: references are only noted down.

mod blocks;
mod builder;
mod dialect;
mod elements;
mod entries;
mod figure;
mod front_matter;
mod html;
mod inline;
mod kind;
mod label;
mod lemma;
mod lemmata;
mod lines;
mod notes;
mod open;
mod origin;
mod punctuation;
mod row;
mod target;
mod walk;

pub use front_matter::{Form, Front, front, front_matter};
pub use kind::{is_markdown, title_heading};

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::Sigla;
use crate::model::document::NoteSeries;
use crate::model::draft::{Draft, Fragment, Markup};
use crate::source::{FileId, Sources, Span};
use crate::table::Located;
use origin::Origin;
use std::ops::Range;
use walk::Walked;

/// What a reader needs to know of the book.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The note series; a label's prefix is the id of one of them.
    pub series: &'a [NoteSeries],
    /// The series of labels without prefix (index).
    pub default_series: usize,
    /// The series of those that only notes call (index).
    pub nested_series: usize,
    /// The language of the text (BCP 47): decides on quotation marks.
    pub language: &'a str,
    /// The sigla that entries of an apparatus may name.
    pub sigla: &'a Sigla,
    /// Whether punctuation stays as it is typed.
    pub typed: bool,
}

/// Reads bytes `range` of `file`, what follows the front matter. The paragraphs are numbered.
pub fn read(
    sources: &Sources,
    file: FileId,
    range: Range<usize>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Draft {
    let text = &sources.file(file).text;
    if range.start == 0 && front_matter::is_unclosed(text) {
        let error = Diagnostic::error("unclosed-front-matter", "the front matter has no end");
        diagnostics.push(error.at(Span::new(file, 0..3)).help("close it with a line `+++`"));
    }
    let origin = Origin::Exact { file, base: range.start };
    let Walked { fragment, figures, unprefixed, punctuation } =
        walk::walk_with_figures(&text[range], origin, context, diagnostics);
    let Fragment { mut text, notes, references, entries } = fragment;
    text.number_blocks();
    Draft { body: text, notes, references, entries, figures, unprefixed, punctuation, ..Draft::default() }
}

/// Reads Markdown inside a TOML string.
pub fn fragment(
    sources: &Sources,
    string: &Located<String>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Fragment {
    walk::walk(&string.value, 0, Origin::of_string(sources, string), context, diagnostics)
}

/// Reads a single line of Markdown inside a TOML string: a title, a source line. Nothing at its
/// beginning makes it a heading, a list or a quotation.
pub fn inline_fragment(
    sources: &Sources,
    string: &Located<String>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Fragment {
    // a quotation mark in front makes any line a paragraph; the walk takes it away again
    let guarded = format!("\"{}", string.value.trim());
    let lead = string.value.len() - string.value.trim_start().len();
    let origin = Origin::of_string(sources, string).from(lead);
    walk::walk(&guarded, 1, origin, context, diagnostics)
}

/// Reads Markdown for [`Markup`].
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The files.
    pub sources: &'a Sources,
    /// The note series.
    pub series: &'a [NoteSeries],
    /// The series of labels without prefix (index).
    pub default_series: usize,
    /// The series of those that only notes call (index).
    pub nested_series: usize,
    /// The sigla that entries of an apparatus may name.
    pub sigla: &'a Sigla,
    /// Whether punctuation stays as it is typed.
    pub typed: bool,
}

impl Reader<'_> {
    fn context<'a>(&'a self, language: &'a str) -> Context<'a> {
        Context {
            series: self.series,
            default_series: self.default_series,
            nested_series: self.nested_series,
            language,
            sigla: self.sigla,
            typed: self.typed,
        }
    }
}

impl Markup for Reader<'_> {
    fn blocks(&self, string: &str, span: &Span, language: &str, diagnostics: &mut Diagnostics) -> Fragment {
        fragment(
            self.sources,
            &Located { value: string.into(), span: span.clone() },
            &self.context(language),
            diagnostics,
        )
    }

    fn entry(
        &self,
        string: &str,
        span: &Span,
        (language, voice): (&str, &str),
        diagnostics: &mut Diagnostics,
    ) -> Fragment {
        let string = Located { value: string.into(), span: span.clone() };
        let origin = Origin::of_string(self.sources, &string);
        lemmata::read(&string.value, &origin, (&self.context(language), voice), diagnostics)
    }

    fn line(&self, string: &str, span: &Span, language: &str, diagnostics: &mut Diagnostics) -> Fragment {
        inline_fragment(
            self.sources,
            &Located { value: string.into(), span: span.clone() },
            &self.context(language),
            diagnostics,
        )
    }
}
