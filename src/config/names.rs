//! `corpus/names.toml`: the authority file. Its names with the spellings that the texts use, the
//! rules that tell homonyms apart, and the editor's decisions on single places.

use super::standoff::{Quote, bad_id, is_id, quote};
use super::value::unknown_value;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::name::{Name, NameKind};
use crate::source::{FileId, Sources, Span};
use crate::table::{self, Located, Table};
use crate::words::nearest::nearest;
use std::collections::BTreeMap;

/// The authority file.
#[derive(Clone, Debug, Default)]
pub struct NamesFile {
    /// `[[name]]`, in the order of the file.
    pub names: Vec<NameEntry>,
    /// Words that are no names, so that `names suggest` keeps quiet about them.
    pub ignore: Vec<String>,
}

/// A name with what finds it in the texts.
#[derive(Clone, Debug)]
pub struct NameEntry {
    /// What the index prints.
    pub name: Name,
    /// Where its id stands.
    pub span: Span,
    /// The spellings to look for; the name itself where the file gives none.
    pub variants: Vec<Located<String>>,
    /// Whether a spelling that it shares with others is its own where no rule decides. `false`:
    /// never without a rule, not even where it shares the spelling with none.
    pub default: Option<bool>,
    /// Whether it is found inside longer names too.
    pub nested: bool,
    /// Its rules: its own, then those of the named sets that it uses.
    pub contexts: Vec<Context>,
    /// The editor's decisions.
    pub decisions: Vec<Decision>,
}

/// A rule that tells a name from its homonyms. All conditions that it has must hold; of a list of
/// words one must stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// Whether the name is meant where the conditions hold, or is not.
    pub is: bool,
    /// The spellings of the name for which it holds; all if empty.
    pub variants: Vec<String>,
    /// Words immediately before.
    pub before: Vec<String>,
    /// Words immediately after.
    pub after: Vec<String>,
    /// Words not far off in the same block.
    pub near: Vec<String>,
    /// Whether the words, and no others with them, are in emphasis.
    pub emphasis: Option<bool>,
    /// Whether the words, and no others with them, are in quotation marks.
    pub quoted: Option<bool>,
    /// The documents in which it holds; all if empty.
    pub documents: Vec<Located<String>>,
}

/// A decision on one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The document's id.
    pub document: Located<String>,
    /// The words: where the name is meant, they are its occurrence, whatever they are.
    pub quote: Quote,
    /// Whether the name is meant there.
    pub is: bool,
}

/// Reads the authority file.
pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> NamesFile {
    let length = sources.file(file).text.len();
    let mut table = table::parse(sources, file, 0..length, diagnostics);
    let ignore = table.strings("ignore", diagnostics).into_iter().map(|word| word.value).collect();
    let mut rules: BTreeMap<String, Vec<Context>> = BTreeMap::new();
    for mut rule in table.tables("rule", diagnostics) {
        let id = rule.required("id", diagnostics);
        if let (Some(id), Some(context)) = (id, context(rule, diagnostics)) {
            rules.entry(id.value).or_default().push(context);
        }
    }
    let entries = table.tables("name", diagnostics).into_iter().filter_map(|t| entry(t, &rules, diagnostics));
    let (names, others): (Vec<NameEntry>, Vec<Others>) = entries.collect::<Vec<_>>().into_iter().unzip();
    table.finish(diagnostics);
    check_ids(&names, diagnostics);
    check_others(&names, &others, diagnostics);
    NamesFile { names, ignore }
}

/// The ids of other names that an entry gives, with their places.
struct Others {
    see_also: Vec<Located<String>>,
    under: Option<Located<String>>,
}

type NamedEntry = (NameEntry, Others);

/// A `[[name]]`, and the names that it refers to.
fn entry(
    mut table: Table,
    rules: &BTreeMap<String, Vec<Context>>,
    diagnostics: &mut Diagnostics,
) -> Option<NamedEntry> {
    let id = table.required("id", diagnostics);
    let name = table.required("name", diagnostics);
    let kind = table.required("kind", diagnostics).and_then(|kind| kind_of(&kind, diagnostics));
    let mut variants = table.strings("variants", diagnostics);
    let (dates, note) = (table.text("dates", diagnostics), table.text("note", diagnostics));
    let identifiers = table.table("identifiers", diagnostics).map(|t| identifiers(t, diagnostics)).unwrap_or_default();
    let (sort_as, under) = (table.text("sort-as", diagnostics), table.string("under", diagnostics));
    let see_also = table.strings("see-also", diagnostics);
    let see_from = table.strings("see-from", diagnostics).into_iter().map(|s| s.value).collect();
    let default = table.boolean("default", diagnostics);
    let nested = table.boolean("nested", diagnostics).unwrap_or(false);
    let own = table.tables("context", diagnostics);
    let mut contexts: Vec<Context> = own.into_iter().filter_map(|t| context(t, diagnostics)).collect();
    for used in table.strings("rules", diagnostics) {
        match rules.get(&used.value) {
            Some(set) => contexts.extend(set.iter().cloned()),
            None => diagnostics.push(unknown_rule(&used, rules)),
        }
    }
    let own = table.tables("occurrence", diagnostics);
    let decisions = own.into_iter().filter_map(|t| decision(t, diagnostics)).collect();
    table.finish(diagnostics);
    let (id, name) = (id?, name?);
    if !is_id(&id.value) {
        diagnostics.push(bad_id(&id));
        return None;
    }
    for empty in variants.extract_if(.., |variant| !variant.value.contains(char::is_alphanumeric)) {
        diagnostics.push(Diagnostic::error("empty-variant", "a variant must hold a letter").at(empty.span));
    }
    if variants.is_empty() {
        variants.push(name.clone());
    }
    let name = Name {
        id: id.value,
        name: name.value,
        sort_as,
        under: under.as_ref().map(|under| under.value.clone()),
        kind: kind?,
        dates,
        note,
        identifiers,
        see_also: see_also.iter().map(|s| s.value.clone()).collect(),
        see_from,
    };
    let entry = NameEntry { name, span: id.span, variants, default, nested, contexts, decisions };
    Some((entry, Others { see_also, under }))
}

fn kind_of(kind: &Located<String>, diagnostics: &mut Diagnostics) -> Option<NameKind> {
    let found = NameKind::ALL.iter().find(|(name, _)| *name == kind.value).map(|(_, kind)| *kind);
    if found.is_none() {
        diagnostics.push(unknown_value("kind", kind, &NameKind::ALL.map(|(name, _)| name)));
    }
    found
}

/// Identifiers by scheme; which schemes there are is not ours to know.
fn identifiers(mut table: Table, diagnostics: &mut Diagnostics) -> Vec<(String, String)> {
    let all = table.all_strings(diagnostics).into_iter();
    all.filter_map(|(scheme, values)| Some((scheme.value, values.into_iter().next()?.value))).collect()
}

fn context(mut table: Table, diagnostics: &mut Diagnostics) -> Option<Context> {
    let mut words = |table: &mut Table, key| -> Vec<String> {
        table.strings(key, diagnostics).into_iter().map(|word| word.value).collect()
    };
    let (before, after, near) = (words(&mut table, "before"), words(&mut table, "after"), words(&mut table, "near"));
    let variants = words(&mut table, "variants");
    let context = Context {
        variants,
        is: table.boolean("is", diagnostics).unwrap_or(true),
        before,
        after,
        near,
        emphasis: table.boolean("emphasis", diagnostics),
        quoted: table.boolean("quoted", diagnostics),
        documents: table.strings("documents", diagnostics),
    };
    let span = table.span.clone();
    table.finish(diagnostics);
    let Context { variants, before, after, near, documents, .. } = &context;
    let words = variants.len() + before.len() + after.len() + near.len() + documents.len();
    if words == 0 && context.emphasis.is_none() && context.quoted.is_none() {
        let error = Diagnostic::error("empty-rule", "this rule has no condition").at(span);
        diagnostics
            .push(error.help("give it `variants`, `before`, `after`, `near`, `emphasis`, `quoted` or `documents`"));
        return None;
    }
    Some(context)
}

fn decision(mut table: Table, diagnostics: &mut Diagnostics) -> Option<Decision> {
    let document = table.required("document", diagnostics);
    let is = table.boolean("is", diagnostics).unwrap_or(true);
    let quote = quote(&mut table, diagnostics);
    table.finish(diagnostics);
    Some(Decision { document: document?, quote: quote?, is })
}

fn unknown_rule(used: &Located<String>, rules: &BTreeMap<String, Vec<Context>>) -> Diagnostic {
    let error = Diagnostic::error("unknown-rule", format!("there is no `[[rule]]` of the id `{}`", used.value));
    let error = error.at(used.span.clone());
    match nearest(&used.value, rules.keys().map(String::as_str)) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help("a set of rules is one or more `[[rule]]` with the same `id`"),
    }
}

fn check_ids(names: &[NameEntry], diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &Span> = BTreeMap::new();
    for entry in names {
        if let Some(first) = seen.insert(&entry.name.id, &entry.span) {
            let error = Diagnostic::error("duplicate-name", format!("there are two names `{}`", entry.name.id));
            let error = error.at(entry.span.clone()).label(first.clone(), "first here");
            diagnostics.push(error.help("make one entry of the two, or give one another id"));
        }
    }
}

/// Every id is that of a name; what a name is a subheading of is none itself.
fn check_others(names: &[NameEntry], others: &[Others], diagnostics: &mut Diagnostics) {
    let known = |id: &str| names.iter().find(|entry| entry.name.id == id);
    for other in others.iter().flat_map(|others| others.see_also.iter().chain(&others.under)) {
        if known(&other.value).is_some() {
            continue;
        }
        let error = Diagnostic::error("unknown-name", format!("there is no name `{}`", other.value));
        let error = error.at(other.span.clone());
        diagnostics.push(match nearest(&other.value, names.iter().map(|entry| entry.name.id.as_str())) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error
                .help("`see-also` and `under` give ids of this file; for words without an entry there is `see-from`"),
        });
    }
    for under in others.iter().filter_map(|others| others.under.as_ref()) {
        if known(&under.value).is_some_and(|entry| entry.name.under.is_some()) {
            let error = Diagnostic::error("deep-subheading", format!("`{}` is itself a subheading", under.value));
            diagnostics
                .push(error.at(under.span.clone()).help("an index has subheadings of one level: name the heading"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subheading_stands_under_a_heading() {
        let name =
            |id: &str, more: &str| format!("[[name]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"place\"\n{more}\n");
        let text = name("harbour", "sort-as = \"Haven\"")
            + &name("lamps", "under = \"harbour\"")
            + &name("oil", "under = \"lamps\"")
            + &name("wick", "under = \"harbor\"");
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let file = sources.add("names.toml", text);
        let names = read(&sources, file, &mut diagnostics).names;
        assert_eq!(names[0].name.sort_as.as_deref(), Some("Haven"));
        assert_eq!(names[1].name.under.as_deref(), Some("harbour"));
        let codes: Vec<&str> = diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, ["unknown-name", "deep-subheading"]);
    }
}
