//! What is told of what is not followed: once for each kind, with the first place and how many there are.

use super::fences::Blank;
use super::tables::Piped;
use super::template::Order;
use crate::diag::Diagnostic;
use crate::read::markdown::html;
use crate::read::markdown::walk::Walk;
use crate::source::Span;
use std::ops::Range;

/// The code of what is left out.
const LEFT_OUT: &str = "left-out";

/// What is told of one kind.
pub(in crate::read::markdown) struct Told {
    count: usize,
    /// How many words were left out.
    words: usize,
    /// The first place.
    span: Span,
    help: &'static str,
}

impl Told {
    fn new(span: Span, help: &'static str) -> Self {
        Self { count: 0, words: 0, span, help }
    }
}

impl Walk<'_> {
    /// Writes what stands before `range` and leaves that out.
    pub(super) fn left_out(&mut self, what: &str, from: usize, range: Range<usize>) {
        let before = self.source[from..range.start].to_owned();
        let ends = self.source[range.end..].chars().next().is_none_or(|c| c.is_whitespace() || ".,;:!?)".contains(c));
        let kept = if ends { before.trim_end_matches(' ') } else { before.as_str() };
        self.signed(kept, from..from + kept.len());
        if self.frame().builder.block_so_far().is_empty() && self.source[range.end..].starts_with('\n') {
            // nothing stands in this line
            self.raw = range.end..range.end + 1;
        }
        self.omitted(what, range);
    }

    /// Notes that what stands at `range` is left out: told once for each kind, with its words.
    fn omitted(&mut self, what: &str, range: Range<usize>) {
        let words = html::words(self.source[range.clone()].trim_matches(['{', '}', '%', '<', '>', '#']));
        let span = self.span(range);
        let told = self.unfollowed.entry((LEFT_OUT, what.to_owned())).or_insert(Told::new(span, ""));
        told.count += 1;
        told.words += words;
    }

    /// Notes that something is not followed: told once for each kind, with the first place.
    pub(in crate::read::markdown) fn unfollowed(&mut self, what: &str, range: Range<usize>) {
        self.grouped("not-followed", what, "", range);
    }

    /// Notes a warning with its advice: told once for each kind, with the first place.
    pub(in crate::read::markdown) fn grouped(
        &mut self,
        code: &'static str,
        what: &str,
        help: &'static str,
        range: Range<usize>,
    ) {
        let span = self.span(range);
        self.unfollowed.entry((code, what.to_owned())).or_insert(Told::new(span, help)).count += 1;
    }

    /// Says of braces at byte `at` that are no sign what they were meant for: they are printed.
    pub(super) fn no_braces(&mut self, at: usize) {
        let leaf = self.leaf(at);
        let line = leaf.lines().next().unwrap_or_default();
        let mut inner = line[1..].chars();
        let named = matches!(inner.next(), Some('#' | '.')) && inner.next().is_some_and(char::is_alphabetic);
        let changes = ["{++", "{--", "{>>", "{=="].iter().any(|sign| line.starts_with(sign));
        let coded = ["{{<", "{{%"].iter().any(|sign| line.starts_with(sign));
        if let Some(end) = line.find('}').filter(|_| named) {
            let help = "name words as `[words]{#name}`; `\\{` is the brace itself";
            let what = "braces with a name or a class that stand on no words: they are printed";
            self.grouped("no-attributes", what, help, at..at + end + 1);
        } else if changes || coded {
            let help = "close it in the same paragraph; `\\{` is the brace itself";
            let what = "nothing closes this sign of CriticMarkup or shortcode: it is printed";
            self.grouped("open-sign", what, help, at..at + 3);
        }
    }

    /// Tells what was not followed.
    pub(in crate::read::markdown) fn tell_unfollowed(&mut self) {
        for ((code, what), told) in std::mem::take(&mut self.unfollowed) {
            let mut help = match told.words {
                _ if code != LEFT_OUT || !told.help.is_empty() => told.help.to_owned(),
                0 => "`\\` before the sign prints it".to_owned(),
                1 => "1 word of the source; `\\` before the sign prints it".to_owned(),
                words => format!("{words} words of the source; `\\` before the sign prints them"),
            };
            if told.count > 1 {
                let parted = if help.is_empty() { "" } else { "; " };
                help = format!("{help}{parted}this is the first of {} such places", told.count);
            }
            let warning = Diagnostic::warning(code, what).at(told.span);
            self.diagnostics.push(if help.is_empty() { warning } else { warning.help(help) });
        }
    }

    /// Tells of tables that are drawn and not read, and of lines that are read as tables.
    pub(in crate::read::markdown) fn tell_drawn(&mut self, piped: Option<&Piped>) {
        let Some(Piped { faults, headless, wider, tables, .. }) = piped else { return };
        for range in headless.iter().cloned() {
            let help = "write a line of hyphens below its head, `|---|---|`; `\\|` is the bar itself";
            self.grouped("headless-table", "lines between bars are read as a table without a head", help, range);
        }
        for range in wider.iter().cloned() {
            let help = "give the head a cell more, or write `\\|` for the character";
            self.grouped(
                "surplus-cell",
                "a row has more cells than its table’s head: they have columns more",
                help,
                range,
            );
        }
        for range in tables.iter().filter_map(|table| table.spanning.clone()) {
            self.unfollowed("that a cell goes over several columns or rows is not followed", range);
        }
        for range in faults.iter().cloned() {
            let message = "this table is not read: its lines do not meet";
            let error = Diagnostic::error("drawn-table", message).at(self.span(range));
            self.diagnostics.push(error.help("write it with bars, `| a | b |`, as `pandoc -t gfm` does"));
        }
    }

    /// Tells what the lines were that are signs.
    pub(in crate::read::markdown) fn tell_blanks(&mut self, blanks: Vec<(Blank, Range<usize>)>) {
        for (blank, range) in blanks {
            match blank {
                Blank::Div(says, end) => self.div(&says, range, end),
                Blank::Definition => self.unfollowed("attributes of the definition of a link are not followed", range),
                Blank::Order(order) => self.order(order, range),
                Blank::Aside => self.unfollowed("asides of Leanpub (`A>`) are set as quotations", range),
                Blank::Code => self.unfollowed("what a tag of a template sets as code is set as code", range),
                // a name stands among the events; code has no words for it, other things have their caption
                Blank::Name(name) => self.known.named.extend(name.starts_with("lst").then_some(name)),
                Blank::Open => {
                    let warning = Diagnostic::warning("open-div", "nothing closes this div").at(self.span(range));
                    self.diagnostics.push(warning.help("write `:::` in a line of its own where it ends"));
                }
                Blank::Remark(words) => {
                    let what = format!("a remark of {words} words is left out");
                    let warning = Diagnostic::warning("left-out", what).at(self.span(range));
                    self.diagnostics.push(warning.help("`\\%%` are the characters themselves"));
                }
            }
        }
    }

    /// What a line was for that is nothing but an order.
    fn order(&mut self, order: Order, range: Range<usize>) {
        match order {
            Order::Attributes(Some(_)) => {}
            Order::Attributes(None) => {
                self.omitted("attributes of kramdown and Leanpub are left out but for names", range);
            }
            Order::Contents => self.omitted("a list of contents is the tool’s to make", range),
            Order::Making => self.omitted("orders to Leanpub and kramdown are left out", range),
        }
    }
}
