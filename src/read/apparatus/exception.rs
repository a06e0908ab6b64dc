//! Whom several leave out who are named together: `codd. praeter A`, `β exc. C`, `omnes praeter A B`.
//!
//! `praeter` is a word of Latin too. It leaves out where it stands between a keyword for several, or a group, and
//! sigla; anywhere else it is text.

use super::keywords::{LEAVING_OUT, is_beside_kind};
use super::scan::{Kind, Token};
use super::support::{Reader, together};
use crate::diag::Diagnostic;
use crate::model::apparatus::{Cited, Part, SiglumId, SiglumKind, Who};
use crate::model::text::{Mark, MarkKind};

/// The keywords, and what else editors write for them in remarks.
const LIKE: [&str; 9] = ["praeter", "exc.", "excepto", "exceptis", "except", "excl.", "außer", "sauf", "but"];
/// All witnesses, with this keyword only: it is a word of Latin.
const ALL: &str = "omnes";

/// Whether a token is the keyword.
pub(super) fn is_keyword(token: &Token) -> bool {
    token.kind == Kind::Plain && LEAVING_OUT.contains(&token.text.as_str())
}

impl Reader<'_> {
    /// Whether behind tokens the sigla follow whom somebody leaves out: gives who does, with the tokens before it.
    /// `support` is what follows so far.
    pub(super) fn leaving_out<'t>(&mut self, tokens: &'t [Token], support: &mut Vec<Cited>) -> Option<&'t [Token]> {
        let (sign, before) = tokens.split_last().filter(|(last, _)| is_keyword(last))?;
        let named = |cited: &&Cited| matches!(cited.who, Who::Siglum(_)) && cited.except.is_empty();
        let count = support.iter().take_while(named).count();
        let last = before.last().filter(|_| count > 0)?;
        let (length, who, states) = match last.kind == Kind::Plain && last.text == ALL {
            true => (1, Who::All, vec![]),
            false => self.named(before).filter(|(_, who, _)| self.is_several(*who))?,
        };
        let first = before.len() - length;
        let left: Vec<Cited> = support.drain(..count).collect();
        let end = left.last().and_then(|cited| cited.span.as_ref()).map(|span| span.range.end);
        let mut span = self.faults.span(before[first].range.start..sign.range.end);
        span.range.end = end.unwrap_or(span.range.end);
        self.check_left_out(&left);
        let except = left.iter().filter_map(|cited| if let Who::Siglum(id) = cited.who { Some(id) } else { None });
        let except: Vec<SiglumId> = except.collect();
        let (remark, marks) = left.into_iter().last().map_or((None, vec![]), |last| (last.remark, last.marks));
        support.insert(0, Cited { except, states, remark, marks, span: Some(span), ..Cited::new(who) });
        Some(&before[..first])
    }

    /// Whether one stands for several: a keyword, a group.
    fn is_several(&self, who: Who) -> bool {
        match who {
            Who::Siglum(id) => self.sigla.get(id).is_some_and(|siglum| siglum.kind == SiglumKind::Group),
            Who::Manuscripts | Who::Others | Who::All | Who::Editions => true,
            Who::Editor => false,
        }
    }

    /// Reports what is said of those who are left out: only that is said that they have not the reading.
    fn check_left_out(&mut self, all: &[Cited]) {
        for (index, cited) in all.iter().enumerate() {
            let Some(span) = cited.span.clone() else { continue };
            if !cited.states.is_empty() {
                let error = Diagnostic::error("misplaced-state", "who is left out has no state").at(span);
                self.faults.diagnostics.push(error.help("say what it has itself: `= A^ac; town cett.`"));
            } else if cited.remark.is_some() && index + 1 < all.len() {
                let error = Diagnostic::error("misplaced-remark", "a remark stands behind all who are left out");
                self.faults.diagnostics.push(error.at(span).help("put it behind the last, or in the note"));
            }
        }
    }

    /// Reports a remark that says of a siglum what only the grammar can: that several leave it out, that it omits.
    pub(super) fn check_remark(&mut self, cited: &Cited) {
        let (Some(remark), Some(span)) = (&cited.remark, cited.span.clone()) else { return };
        let marked = cited.marks.iter();
        let others = |mark: &&Mark| match mark.kind {
            MarkKind::Part(Part::Siglum(id)) => Who::Siglum(id) != cited.who && self.is_witness(id),
            _ => false,
        };
        let others: Vec<&Mark> = marked.filter(others).collect();
        let Some(first) = others.first().map(|mark| &remark[mark.range.clone()]) else { return };
        let leaves = self.is_several(cited.who) && remark.split(' ').next().is_some_and(|word| LIKE.contains(&word));
        if leaves {
            let message = format!("`{first}` is counted here: what stands in parentheses is a remark");
            let name = together(cited.who).unwrap_or_else(|| match cited.who {
                Who::Siglum(id) => self.sigla.name(id),
                _ => ALL,
            });
            let error = Diagnostic::error("remark-counts-nothing", message).at(span);
            self.faults.diagnostics.push(error.help(format!("write `{name} praeter {first}`")));
        } else if others.iter().any(|mark| is_beside_kind(remark, &mark.range)) {
            let message = format!("nothing is counted of what this remark says of `{first}`");
            let warning = Diagnostic::warning("remark-counts-nothing", message).at(span);
            self.faults.diagnostics.push(warning.help("make it a reading: `town A B; om. C`"));
        }
    }

    /// Whether a siglum is one of those that are counted.
    fn is_witness(&self, id: SiglumId) -> bool {
        let kind = self.sigla.get(id).map(|siglum| siglum.kind);
        matches!(kind, Some(SiglumKind::Manuscript | SiglumKind::Translation | SiglumKind::Group))
    }
}
