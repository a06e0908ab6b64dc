//! `[[variant]]` of `notes.toml`: an entry of an apparatus, its lemma quoted.

use super::standoff::{Quote, not_empty};
use super::value::one_of;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::Form;
use crate::table::{Item, Located, Table};

/// An entry of an apparatus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its name in its series.
    pub id: Located<String>,
    /// Its series' id.
    pub layer: Located<String>,
    /// What it stands on; a variant of a reading stands on all of it if `None`.
    pub on: Option<Stand>,
    /// The reading that it is a variant of: `c:1/2`.
    pub within: Option<Located<String>>,
    /// Positive or negative, where it does not follow its series.
    pub form: Option<Located<Form>>,
    /// Its type.
    pub r#type: Option<Located<String>>,
    /// Its readings, in the grammar of entries.
    pub readings: Option<Located<String>>,
    /// Its note, in Markdown.
    pub note: Option<Located<String>>,
}

/// What an entry stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// `exact`: words, or several that follow one another with others between. One at least.
    Parts(Vec<Quote>),
    /// All words from the first quotation to the second.
    Passage(Quote, Located<String>),
    /// A point before the first letter of the quotation.
    Before(Quote),
    /// A point after its last letter.
    After(Quote),
}

impl Stand {
    /// The first quotation.
    pub fn first(&self) -> Option<&Quote> {
        match self {
            Stand::Parts(parts) => parts.first(),
            Stand::Passage(quote, _) | Stand::Before(quote) | Stand::After(quote) => Some(quote),
        }
    }
}

/// Reads a `[[variant]]`.
pub(super) fn read(mut table: Table, diagnostics: &mut Diagnostics) -> Option<Variant> {
    let span = table.span.clone();
    let id = table.required("id", diagnostics);
    let layer = table.required("layer", diagnostics);
    let form = table.string("form", diagnostics);
    let form = form.and_then(|form| {
        let span = form.span.clone();
        one_of("form", Some(form), &Form::ALL, diagnostics).map(|value| Located { value, span })
    });
    let kind = table.string("type", diagnostics);
    let readings = table.string("readings", diagnostics);
    let note = table.string("note", diagnostics);
    let stand = stand(&mut table, diagnostics);
    table.finish(diagnostics);
    let (on, within) = stand?;
    if readings.is_none() && note.is_none() {
        let error = Diagnostic::error("missing-key", "the entry has neither readings nor a note").at(span);
        diagnostics.push(error.help("add `readings = \"…\"`: what witnesses have and who they are"));
        return None;
    }
    for (empty, name) in [(&readings, "readings"), (&note, "note"), (&kind, "type")] {
        if let Some(empty) = empty.as_ref().filter(|text| text.value.trim().is_empty()) {
            let error = Diagnostic::error("empty-entry", format!("`{name}` is empty")).at(empty.span.clone());
            diagnostics.push(error.help("write it, or take it out"));
            return None;
        }
    }
    Some(Variant { id: id?, layer: layer?, on, within, form, r#type: kind, readings, note })
}

/// What the entry stands on, and the reading that `in` names.
type Place = (Option<Stand>, Option<Located<String>>);

/// Reads it. Of the quotations that exclude one another there is one; none only for all of a reading.
fn stand(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<Place> {
    let exact = table.items("exact", diagnostics);
    let [from, to, before, after] = ["from", "to", "before", "after"].map(|key| table.string(key, diagnostics));
    let (around, within) = around(table, diagnostics);
    let span = |words: Option<&Located<String>>| words.map(|words| words.span.clone());
    let given = [
        ("exact", exact.first().map(|item| item.span().clone())),
        ("from", span(from.as_ref().or(to.as_ref()))),
        ("before", span(before.as_ref())),
        ("after", span(after.as_ref())),
    ];
    let mut given = given.into_iter().filter_map(|(name, span)| Some((name, span?)));
    let Some((name, span)) = given.next() else {
        if within.is_none() {
            table.required("exact", diagnostics);
        }
        return within.map(|within| (None, Some(within)));
    };
    if let Some((second, span)) = given.next() {
        let message = "an entry stands on `exact`, on `from` and `to`, or at a point: `before` or `after`";
        let error = Diagnostic::error("two-quotations", message).at(span);
        diagnostics.push(error.help(format!("take `{name}` or `{second}` out")));
        return None;
    }
    if within.is_some() && matches!(name, "before" | "after") {
        let error = Diagnostic::error("point-in-reading", "a variant of a reading stands on words of it").at(span);
        diagnostics.push(error.help("quote them as `exact`, and write `add.` or `praem.` for what is added to them"));
        return None;
    }
    let mut quote = |words: Option<Located<String>>| {
        let words = not_empty(words?, diagnostics)?;
        Some(Quote { exact: words.value, span: words.span, ..around.clone() })
    };
    let stand = match name {
        "exact" => Stand::Parts(parts(exact, around, diagnostics)?),
        "before" => Stand::Before(quote(before)?),
        "after" => Stand::After(quote(after)?),
        _ => {
            let from = from.or_else(|| table.required("from", diagnostics));
            let to = to.or_else(|| table.required("to", diagnostics));
            let (from, to) = (not_empty(from?, diagnostics)?, not_empty(to?, diagnostics)?);
            Stand::Passage(Quote { exact: from.value, span: from.span, ..around }, to)
        }
    };
    Some((Some(stand), within))
}

/// What the table says about the surroundings of its quotation, without words yet, and the reading that `in`
/// names in place of a container.
fn around(table: &mut Table, diagnostics: &mut Diagnostics) -> (Quote, Option<Located<String>>) {
    let prefix = table.text("prefix", diagnostics).unwrap_or_default();
    let suffix = table.text("suffix", diagnostics).unwrap_or_default();
    let occurrence = table.count("occurrence", diagnostics);
    let named = table.string("in", diagnostics);
    let reading = |named: &Located<String>| {
        named.value.contains('/') || named.value.split_once(':').is_some_and(|(kind, _)| kind != "note")
    };
    let (within, container) = if named.as_ref().is_some_and(reading) { (named, None) } else { (None, named) };
    let quote = Quote { exact: String::new(), prefix, suffix, occurrence, container, span: table.span.clone() };
    (quote, within)
}

/// The parts of a lemma: `prefix` stands before the first, `suffix` after the last; `occurrence` counts the
/// places of all of them together. A part that needs a context of its own is a table.
fn parts(items: Vec<Item>, around: Quote, diagnostics: &mut Diagnostics) -> Option<Vec<Quote>> {
    let mut parts = Vec::new();
    for item in items {
        let (words, prefix, suffix) = match item {
            Item::String(words) => (Some(words), String::new(), String::new()),
            Item::Table(mut table) => {
                let words = table.required("exact", diagnostics);
                let prefix = table.text("prefix", diagnostics).unwrap_or_default();
                let suffix = table.text("suffix", diagnostics).unwrap_or_default();
                table.finish(diagnostics);
                (words, prefix, suffix)
            }
        };
        let words = not_empty(words?, diagnostics)?;
        let plain = Quote { occurrence: None, ..around.clone() };
        parts.push(Quote { exact: words.value, span: words.span, prefix, suffix, ..plain });
    }
    let (first, last) = (0, parts.len().checked_sub(1)?);
    for (of, name, given) in [(first, "prefix", around.prefix), (last, "suffix", around.suffix)] {
        let own = if name == "prefix" { &mut parts[of].prefix } else { &mut parts[of].suffix };
        if !given.is_empty() && !own.is_empty() {
            let error = Diagnostic::error("two-quotations", format!("`{name}` is given twice for this part"));
            diagnostics.push(error.at(parts[of].span.clone()).help("take one of the two out"));
            return None;
        }
        if own.is_empty() {
            *own = given;
        }
    }
    parts[first].occurrence = around.occurrence;
    Some(parts)
}
