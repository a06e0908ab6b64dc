//! Formulae between dollars, between backslashes with brackets and in environments of TeX. A simple one is a line of
//! characters, what else there is stands in print as it is written; the mark keeps it as it is for the EPUB.

use super::attributes::Attributes;
use super::bracketed;
use super::scan;
use crate::formula::{self, Shape};
use crate::model::target::is_anchor;
use crate::model::text::{Formula, MarkKind};
use crate::read::markdown::lemma;
use crate::read::markdown::walk::Walk;
use std::borrow::Cow;
use std::ops::Range;

/// Environments of TeX that hold a formula.
const ENVIRONMENTS: [&str; 10] = [
    "equation",
    "equation*",
    "align",
    "align*",
    "gather",
    "gather*",
    "multline",
    "multline*",
    "eqnarray",
    "displaymath",
];

impl Walk<'_> {
    /// Reads `$…$` or `$$…$$` at byte `at`; gives the byte behind it.
    pub(super) fn dollars(&mut self, at: usize, from: usize) -> Option<usize> {
        if let Some(end) = self.braced_dollars(at, from) {
            return Some(end);
        }
        let (inner, length) = scan::math(self.leaf(at))?;
        let block = self.source[at..].starts_with("$$");
        self.formula(from, at..at + length, at + inner.start..at + inner.end, block);
        Some(self.formula_attributes(at + length))
    }

    /// Reads `{$$}…{/$$}`, whose dollars stand at byte `at`, as Leanpub writes formulae.
    fn braced_dollars(&mut self, at: usize, from: usize) -> Option<usize> {
        let text = self.leaf(at);
        let opens = text.starts_with("$$}") && at > from && self.source[..at].ends_with('{');
        let end = text.find("{/$$}").filter(|end| opens && !text[3..*end].trim().is_empty())?;
        let (inner, whole) = (at + 3..at + end, at - 1..at + end + "{/$$}".len());
        self.formula(from, whole.clone(), inner, false);
        Some(whole.end)
    }

    /// Reads `\\(…\\)` or `\\[…\\]`, whose second backslash stands at byte `at`, as MultiMarkdown and mdBook write
    /// formulae.
    pub(super) fn between_backslashes(&mut self, at: usize, from: usize) -> Option<usize> {
        let text = self.leaf(at);
        let (open, close) =
            [("\\(", "\\\\)"), ("\\[", "\\\\]")].into_iter().find(|(open, _)| text.starts_with(open))?;
        let end = text[2..].find(close).map(|end| end + 2).filter(|end| !text[2..*end].trim().is_empty())?;
        self.formula(from, at..at + end + 3, at + 2..at + end, open.ends_with('['));
        Some(at + end + 3)
    }

    /// Reads `\\(…\\)` or `\\[…\\]`, whose bracket stands escaped at byte `at`, where it holds a formula; elsewhere
    /// it is a bracket.
    pub(super) fn escaped_brackets(&mut self, at: usize) -> Option<usize> {
        if !self.source[at..].starts_with(['[', '(']) || !lemma::is_escaped(self.source, at) {
            return None;
        }
        let (inner, says) = bracketed::inner(self.leaf(at))?;
        let tex = self.source[at + inner.start..at + inner.end].trim();
        let known = formula::mathml(tex, false).is_ok();
        let holds = if says { known || !bracketed::is_prose(tex) } else { known && self.brackets.formulae };
        if !holds {
            return None;
        }
        let (block, end) = (self.source[at..].starts_with('['), at + inner.end + 2);
        self.formula(at, at..end, at + inner.start..at + inner.end, block);
        Some(end)
    }

    /// Reads an environment of TeX at byte `at` that holds a formula.
    pub(super) fn environment(&mut self, at: usize, from: usize) -> Option<usize> {
        let text = self.leaf(at);
        let name = text.strip_prefix("\\begin{")?.split_once('}')?.0;
        let name = ENVIRONMENTS.iter().find(|known| **known == name)?;
        let end = text.find(&format!("\\end{{{name}}}"))? + name.len() + "\\end{}".len();
        let inner = match *name {
            "equation" | "equation*" | "displaymath" => at + name.len() + 8..at + end - name.len() - 6,
            _ => at..at + end,
        };
        self.formula(from, at..at + end, inner, true);
        Some(at + end)
    }

    /// Writes the formula `inner` of what stands at `whole`, and before it what stands from byte `from` on.
    fn formula(&mut self, from: usize, whole: Range<usize>, inner: Range<usize>, block: bool) {
        let source = self.source;
        self.signed(&source[from..whole.start], from..whole.start);
        self.ensure_block();
        let named = label(&source[inner.clone()]);
        if let Some(name) = named {
            self.place_here(name, whole.clone());
        }
        let tex = unlabelled(unquoted(&source[inner.clone()]).trim());
        let start = self.frame().builder.at();
        let line = formula::line(&tex);
        let simple = line.is_some();
        match line {
            Some(pieces) => pieces.into_iter().for_each(|piece| self.piece(&piece.characters, piece.shape, &inner)),
            None if named.is_some() => self.replace(&tex.replace('\n', " "), inner),
            None => self.as_written(inner),
        }
        let range = start..self.frame().builder.at();
        if !simple {
            self.frame().builder.mark(range.clone(), MarkKind::Code);
        }
        match formula::mathml(&tex, block) {
            Ok(_) => {
                self.frame().builder.mark(range, MarkKind::Formula(Formula { tex, block }));
                if !simple {
                    self.unfollowed("math is set in print as it is written", whole);
                }
            }
            Err(why) => {
                let help = "write it with commands that are known, or as a picture";
                self.grouped(
                    "math",
                    &format!("math is set as it is written: {}", why.trim_end_matches('.')),
                    help,
                    whole,
                );
            }
        }
    }

    fn piece(&mut self, characters: &str, shape: Shape, inner: &Range<usize>) {
        let start = self.frame().builder.at();
        self.replace(characters, inner.clone());
        let range = start..self.frame().builder.at();
        let kinds = [
            (shape.shift > 0).then_some(MarkKind::Superscript),
            (shape.shift < 0).then_some(MarkKind::Subscript),
            shape.bold.then_some(MarkKind::Strong),
            shape.italic.then_some(MarkKind::Emphasis),
        ];
        kinds.into_iter().flatten().for_each(|kind| self.frame().builder.mark(range.clone(), kind));
    }

    /// Writes a formula as its source has it, in one line.
    fn as_written(&mut self, place: Range<usize>) {
        let source = self.source;
        let formula = unquoted(&source[place.clone()]).trim().replace('\n', " ");
        let exact = place.start + source[place.clone()].find(&formula).unwrap_or(0);
        match source[place.clone()].contains(&formula) {
            true => self.copy(&formula, exact),
            false => self.replace(&formula, place),
        }
    }

    /// Skips the attributes behind a formula that ends before byte `end`: Quarto numbers it.
    fn formula_attributes(&mut self, end: usize) -> usize {
        let behind = &self.source[end..];
        let spaces = behind.len() - behind.trim_start_matches(' ').len();
        let Some((read, length)) = Attributes::read(&behind[spaces..]) else { return end };
        let behind = end + spaces + length;
        self.unfollowed("formulae are not numbered", end + spaces..behind);
        if let Some(id) = &read.id {
            self.place_here(id, end + spaces..behind);
        }
        behind
    }
}

/// The name that bookdown gives a formula in a line of its own, `(\\#eq:tide)`.
fn label(tex: &str) -> Option<&str> {
    tex.split_once("(\\#")?.1.split_once(')').map(|(name, _)| name).filter(|name| is_anchor(name))
}

/// A formula without the signs of the quotation in which its lines stand.
fn unquoted(tex: &str) -> Cow<'_, str> {
    let quoted = tex.split('\n').skip(1).any(|line| line.trim_start().starts_with('>'));
    if !quoted {
        return Cow::Borrowed(tex);
    }
    let lines = tex.split('\n').enumerate();
    let lines = lines.map(|(index, line)| if index == 0 { line } else { line.trim_start_matches(['>', ' ']) });
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

/// A formula without the names of places in it: formulae are not numbered.
fn unlabelled(tex: &str) -> String {
    let mut out = String::with_capacity(tex.len());
    let mut rest = tex;
    while let Some(at) = rest.find("\\label{") {
        out.push_str(&rest[..at]);
        rest = rest[at..].find('}').map_or("", |end| &rest[at + end + 1..]);
    }
    // bookdown’s own names
    out.push_str(rest);
    match out.find("(\\#").and_then(|at| Some((at, out[at..].find(')')?))) {
        Some((at, end)) => format!("{}{}", out[..at].trim_end(), &out[at + end + 1..]),
        None => out,
    }
}
