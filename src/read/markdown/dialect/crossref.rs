//! Cross-references of other programs: `@fig-map` of Quarto, `@fig:map` and `[@fig:map]` of pandoc-crossref,
//! `\@ref(fig:map)` of bookdown, `\ref{fig:map}` of TeX. They lead to what has that name and read what it is called;
//! where nothing has it, they stay as they are written, with a warning.
//!
//! Knows the text at hand alone: that a name is of another text, the stage finds that leads references to their places.

use crate::model::document::Target;
use crate::model::target::{TargetName, is_anchor};
use crate::model::text::{LocusKind, MarkKind, RefId};
use crate::read::markdown::dialect::{Attributes, scan};
use crate::read::markdown::punctuation;
use crate::read::markdown::walk::Walk;
use crate::terms;
use pulldown_cmark::CodeBlockKind;
use std::ops::Range;

/// What the text at hand says of the name of a place.
enum Known {
    /// It is that of a picture, a caption or a heading, which has words of its own.
    Called,
    /// It is that of a formula, of code, of some words.
    Bare,
    /// It is that of nothing here.
    Elsewhere,
}

/// Whether a key is no work's but the name of a place: `fig-map`, `tbl:crew`. What it names, by its beginning.
pub(super) fn prefix(key: &str) -> Option<&str> {
    let (prefix, name) = key.split_once(['-', ':'])?;
    let named = name.starts_with(|c: char| c.is_alphanumeric()) && terms::kind(prefix, "").is_some();
    named.then_some(prefix)
}

/// Whether all that a bracket cites are names of places.
fn names_places(inner: &str) -> bool {
    let names = |part: &str| part.find('@').and_then(|at| scan::key(&part[at..])).is_some_and(|k| prefix(k).is_some());
    inner.split(';').all(names)
}

impl Walk<'_> {
    /// Reads `@fig-map` at byte `at`, if it is one; gives the byte behind it.
    pub(super) fn crossref(&mut self, at: usize, key: usize, from: usize) -> Option<usize> {
        let written = at..at + key + 1;
        let label = self.source[at + 1..written.end].to_owned();
        let prefix = prefix(&label)?.to_owned();
        self.refer(from, written.clone(), &label, Some(&prefix));
        Some(written.end)
    }

    /// Reads `[see @fig:map; @fig:coast]` from byte `at` on, whose bracket closes `close` bytes behind it; whether it
    /// is one.
    pub(in crate::read::markdown) fn crossrefs(&mut self, at: usize, close: usize) -> bool {
        let source = self.source;
        let inner = &source[at + 1..at + close];
        if !names_places(inner) {
            return false;
        }
        let mut start = at + 1;
        for (index, part) in inner.split(';').enumerate() {
            let begin = start + part.len() - part.trim_start().len();
            let end = start + part.trim_end().len();
            start += part.len() + 1;
            let Some(sign) = source[begin..end].find('@').map(|sign| begin + sign) else { continue };
            let Some(key) = scan::key(&source[sign..end]).map(str::len) else { continue };
            if index > 0 {
                self.frame().builder.make(", ");
            }
            let before = source[begin..sign].trim_end_matches('-');
            self.words_around(begin..begin + before.len());
            let behind = self.crossref(sign, key, sign).unwrap_or(sign);
            self.words_around(behind..end);
        }
        self.raw = at..at + close + 1;
        true
    }

    /// Writes the words beside a name in a bracket, which may go over lines.
    fn words_around(&mut self, range: Range<usize>) {
        let words = &self.source[range.clone()];
        if !words.contains('\n') {
            return self.signed(words, range);
        }
        let lines: Vec<&str> = words.split('\n').map(|line| line.trim_start_matches(['>', ' '])).collect();
        self.replace(&lines.join(" "), range);
    }

    /// Reads bookdown's `\@ref(label)`, whose `@` stands at byte `at`; gives the byte behind it.
    pub(super) fn bookdown_reference(&mut self, at: usize, from: usize) -> Option<usize> {
        let label = self.source[at..].strip_prefix("@ref(")?.split([')', '\n']).next()?.to_owned();
        let end = at + "@ref(".len() + label.len();
        if !self.source[end..].starts_with(')') || !is_anchor(&label) {
            return None;
        }
        self.refer(from, at..end + 1, &label, None);
        Some(end + 1)
    }

    /// Reads TeX's `\ref{label}` at `whole`.
    pub(super) fn tex_reference(&mut self, from: usize, whole: Range<usize>, label: &str) {
        let label = label.trim();
        if is_anchor(label) {
            return self.refer(from, whole, label, None);
        }
        self.raw_tex(from, whole);
    }

    /// Writes what stands from byte `from` on, and behind it a reference to `label` in the place of what is `written`.
    /// Where no `prefix` says what it names, the words before it do.
    fn refer(&mut self, from: usize, written: Range<usize>, label: &str, prefix: Option<&str>) {
        let source = self.source;
        self.signed(&source[from..written.start], from..written.start);
        self.ensure_block();
        let id =
            self.reference(TargetName { document: String::new(), anchor: Some(label.to_owned()) }, written.clone());
        self.references[id.0 as usize].target = Target::Loose;
        let language = self.language();
        let section = prefix.is_some_and(|prefix| terms::kind(prefix, "") == terms::kind("sec", ""));
        let kind = prefix.and_then(|prefix| terms::kind(prefix, &language)).map(|kind| self.at_head(kind));
        let start = self.frame().builder.at();
        let known = self.known_name(label);
        if self.lead() > 0 || self.frame().builder.is_heading() {
            // a title that asked for another could ask for itself in the end
            match kind.filter(|_| !matches!(known, Known::Elsewhere)) {
                Some(kind) => self.frame().builder.make(&kind),
                None => self.copy(&source[written.clone()], written.start),
            }
            let range = start..self.frame().builder.at();
            return self.frame().builder.mark(range, MarkKind::Reference(id));
        }
        match (known, kind) {
            (Known::Bare, Some(kind)) => self.frame().builder.make(&kind),
            (Known::Bare, None) => self.place_on_page(Some(written), label, id),
            (Known::Called, Some(kind)) if !section => {
                let (open, close) = punctuation::marks(&language, false);
                self.frame().builder.make(&format!("{kind} {open}"));
                self.called(written, id);
                self.frame().builder.make(close);
            }
            _ => self.called(written, id),
        }
        let range = start..self.frame().builder.at();
        self.frame().builder.mark(range, MarkKind::Reference(id));
    }

    /// What stands at `written` until what the place is called stands there.
    fn called(&mut self, written: Range<usize>, id: RefId) {
        let start = self.frame().builder.at();
        let source = self.source;
        self.copy(&source[written.clone()], written.start);
        let range = start..self.frame().builder.at();
        self.frame().builder.mark(range, MarkKind::Locus(id, LocusKind::Title));
    }

    /// The page of a place that is called nothing; where there is no such place, its name.
    pub(super) fn place_on_page(&mut self, written: Option<Range<usize>>, name: &str, id: RefId) {
        let page = terms::Terms::of(&self.language()).page;
        self.frame().builder.make(&format!("({page}\u{a0}"));
        let start = self.frame().builder.at();
        match written {
            Some(written) => self.replace(&format!("{name}?"), written),
            None => self.frame().builder.make(&format!("{name}?")),
        }
        let range = start..self.frame().builder.at();
        self.frame().builder.mark(range, MarkKind::Locus(id, LocusKind::Page));
        self.frame().builder.make(")");
    }

    /// A word as it begins a sentence, if one begins here.
    fn at_head(&mut self, word: &str) -> String {
        let before = self.frame().builder.block_so_far().trim_end();
        if !before.is_empty() && !before.ends_with(['.', '!', '?', ':']) {
            return word.to_owned();
        }
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// Whether a name is of something here that is called nothing.
    pub(super) fn is_untitled(&self, label: &str) -> bool {
        matches!(self.known_name(label), Known::Bare)
    }

    /// What the text says of a name.
    fn known_name(&self, label: &str) -> Known {
        let ends = |at: usize| !self.source[at..].starts_with(|c: char| c.is_alphanumeric() || "-_:".contains(c));
        let named = format!("#{label}");
        let mut known = Known::Elsewhere;
        for (at, _) in self.source.match_indices(&named).filter(|(at, _)| ends(at + named.len())) {
            let line = self.source[..at].rsplit('\n').next().unwrap_or_default();
            let Some(brace) = line.rfind('{').filter(|brace| !line[*brace..].contains('}')) else { continue };
            let before = line[..brace].trim_end();
            let over = self.source[..at - line.len()].trim_end().rsplit('\n').next().unwrap_or_default();
            let called = before.ends_with(')') && before.contains("](")
                || before.starts_with('#')
                || before.is_empty() && over.starts_with('#')
                || ["Table:", "table:", ": "].iter().any(|sign| before.starts_with(sign));
            if called {
                return Known::Called;
            }
            known = Known::Bare;
        }
        if self.names_div(label) || self.known.named.iter().any(|name| name == label) {
            return Known::Bare;
        }
        let chunk = label.split_once(':').map_or(label, |(_, name)| name);
        let signs = [
            format!("id=\"{label}"),
            format!("label: {label}"),
            format!("\\label{{{label}}}"),
            format!("(\\#{label})"),
        ];
        let chunks = [format!("{{r {chunk}"), format!("{{r, {chunk}"), format!("{{python {chunk}")];
        let found = |sign: &String| self.source.match_indices(sign.as_str()).any(|(at, _)| ends(at + sign.len()));
        if signs.iter().any(found) || label.contains([':', '-']) && chunks.iter().any(found) {
            return Known::Bare;
        }
        known
    }

    /// The name that code has which another program runs and whose figure or table is called by it: the label of a
    /// chunk.
    pub(in crate::read::markdown) fn chunk(
        &mut self,
        kind: &CodeBlockKind<'_>,
        range: &Range<usize>,
    ) -> Option<String> {
        let CodeBlockKind::Fenced(information) = kind else { return None };
        let inner = information.trim().strip_prefix('{')?.strip_suffix('}')?;
        if Attributes::read(information).is_some_and(|(read, _)| read.id.is_some()) {
            return Attributes::read(information).and_then(|(read, _)| self.anchor(&read.id?, range.clone()));
        }
        let (first, options) = inner.split_once(',').unwrap_or((inner, ""));
        let given = first.split_whitespace().nth(1).map(str::to_owned);
        let source = self.source;
        let lines = source[range.clone()].lines().map(str::trim_start);
        let said = lines.filter_map(|line| line.strip_prefix("#|").or_else(|| line.strip_prefix("%%|")));
        let said = said.filter_map(|line| line.trim().strip_prefix("label:")).map(|l| l.trim().to_owned()).next();
        let option = options.split(',').filter_map(|option| option.trim().strip_prefix("label="));
        let label = said.or(given).or_else(|| option.map(|l| l.trim_matches(['"', '\'']).to_owned()).next())?;
        let kinds = ["fig", "tab"].map(|kind| format!("{kind}:{label}"));
        let label = kinds.into_iter().find(|name| source.contains(&format!("({name})"))).unwrap_or(label);
        let free = is_anchor(&label) && prefix(&label).is_some() && !self.anchors.contains_key(&label);
        free.then(|| self.anchor(&label, range.clone())).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_places_are_no_works() {
        assert_eq!(prefix("fig-map"), Some("fig"));
        assert_eq!(prefix("Tbl:crew"), Some("Tbl"));
        assert_eq!(prefix("smith-1905"), None);
        assert_eq!(prefix("fig"), None);
        assert!(names_places("see @fig:map; @tbl-crew"));
        assert!(!names_places("@fig:map; @smith"));
    }
}
