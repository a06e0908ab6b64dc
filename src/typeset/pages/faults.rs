//! The faults that remain, each with its page.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::length::Length;
use crate::typeset::galley::Fault;
use crate::typeset::pages::numbering::lines;
use crate::typeset::pages::plan::PagePlan;
use crate::typeset::pages::settle::Settled;
use crate::typeset::paragraph::Paragraph;

/// How many characters of a line a message shows.
const SHOWN: usize = 100;

/// Warns of the faults that remain: those that no choice of breaks within reach avoids.
/// How deep the pages are of a flow that `is_ours`, written by the tool, no editor can mend: of that nothing is said.
pub(crate) fn report(
    paragraphs: &[Paragraph],
    settled: &Settled,
    is_ours: impl Fn(usize) -> bool,
    diagnostics: &mut Diagnostics,
) {
    for (index, book) in settled.pages.iter().enumerate() {
        let Some((flow, number)) = book.content else { continue };
        let plans = &settled.plans[flow].pages;
        let mut warn = |code, what: &str| {
            let place = format!("{what} (page {}, sheet side {})", book.label, index + 1);
            let help = format!("`edition build --trace={}` prints the ends that were weighed for it", book.label);
            diagnostics.push(Diagnostic::warning(code, place).help(help));
        };
        end(&plans[number], &mut warn);
        notes(&plans[number], &mut warn);
        let facing = number.checked_sub(1).filter(|_| index.is_multiple_of(2)).map(|before| &plans[before]);
        if !is_ours(flow) {
            depth(&plans[number], facing, number + 1 == plans.len(), &mut warn);
        }
    }
    lines(paragraphs, &settled.pages, &settled.galleys, &settled.plans, &settled.set, |line, place| {
        let (set, cut) = (&settled.set[line.paragraph.0 as usize], line.cut);
        if cut.overfull {
            let label = settled.pages[place.page].label;
            let message = format!("line {} of page {label} is too wide", place.row);
            let words = &set.text.text[cut.start as usize..cut.visible as usize];
            let shown: String = words.chars().take(SHOWN).collect();
            let more = if shown.len() < words.len() { "…" } else { "" };
            diagnostics.push(Diagnostic::warning("overfull-line", message).help(format!("it reads: {shown}{more}")));
        }
    });
}

/// The line at which a page ends.
fn end(plan: &PagePlan, warn: &mut impl FnMut(&'static str, &str)) {
    match plan.fault {
        Fault::Widow => warn("widow", "the page after this one begins with a paragraph's last line"),
        Fault::Orphan => warn("orphan", "the page ends with a paragraph's first line"),
        Fault::None => {}
    }
    if plan.hyphen {
        warn("hyphen-at-turn", "the page ends within a word");
    }
}

fn notes(plan: &PagePlan, warn: &mut impl FnMut(&'static str, &str)) {
    if plan.notes.single > 0 {
        warn("note-line", "a single line of a note stands alone at the turn of the page");
    }
    if plan.notes.late > 0 {
        warn("late-note", "a note begins on a later page than its call");
    }
}

/// How deep a page is, beside the one it faces.
fn depth(plan: &PagePlan, facing: Option<&PagePlan>, last: bool, warn: &mut impl FnMut(&'static str, &str)) {
    let lines = |count: i64| if count == 1 { "a line".to_string() } else { format!("{count} lines") };
    if last {
        return;
    }
    match facing {
        Some(facing) if facing.depth != plan.depth => {
            let by = lines((facing.depth - plan.depth).abs());
            let how = if plan.depth < facing.depth { "shorter" } else { "longer" };
            warn("unequal-pages", &format!("the page is {by} {how} than the one it faces"));
        }
        _ if plan.depth < -1 => warn("short-page", &format!("the page is {} short", lines(-plan.depth))),
        _ if plan.notes.height > Length::ZERO && plan.short > 2 => {
            warn("gap-above-notes", &format!("{} of room are left above the notes", lines(plan.short)));
        }
        _ => {}
    }
}
