//! The faults that remain, each with its page.

use super::galley::Fault;
use super::pages::lines;
use super::settle::Settled;
use crate::diag::{Diagnostic, Diagnostics};

/// Warns of the faults that remain.
pub(crate) fn report(settled: &Settled, diagnostics: &mut Diagnostics) {
    for (index, book) in settled.pages.iter().enumerate() {
        let Some((flow, plan)) = book.content else { continue };
        let plan = &settled.plans[flow].pages[plan];
        let label = &book.label;
        let mut warn = |code, what: &str| {
            diagnostics.push(Diagnostic::warning(code, format!("{what} (page {label}, sheet side {})", index + 1)));
        };
        match plan.fault {
            Fault::Widow => warn("widow", "the page after this one begins with a paragraph's last line"),
            Fault::Orphan => warn("orphan", "the page ends with a paragraph's first line"),
            Fault::None => {}
        }
        if plan.notes.single > 0 {
            warn("note-line", "a single line of a note stands alone at the turn of the page");
        }
        if plan.notes.late > 0 {
            warn("late-note", "a note begins on a later page than its call");
        }
    }
    lines(&settled.pages, &settled.galleys, &settled.plans, &settled.set, |line, place| {
        let (set, cut) = (&settled.set[line.paragraph.0 as usize], line.cut);
        if cut.overfull {
            let label = settled.pages[place.page].label;
            let message = format!("line {} of page {label} is too wide", place.line);
            let words = &set.text.text[cut.start as usize..cut.visible as usize];
            diagnostics.push(Diagnostic::warning("overfull-line", message).help(format!("it reads: {words}")));
        }
    });
}
