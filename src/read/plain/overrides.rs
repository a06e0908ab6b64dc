//! Overrides: what no rule can know, said by quotation of a paragraph's first words.

use crate::config::sheet::Override;
use crate::diag::{Diagnostic, Diagnostics};
use crate::read::plain::units::Page;
use crate::read::plain::words::folded;
use crate::source::Span;

/// Classifies the units that the overrides quote. Each must quote exactly one.
pub(super) fn apply(page: &mut Page, overrides: &[Override], diagnostics: &mut Diagnostics) {
    if overrides.is_empty() {
        return;
    }
    let starts: Vec<String> = (0..page.units.len()).map(|i| start(page.str(i))).collect();
    for o in overrides {
        let exact = folded(&o.exact.value);
        let quoted: Vec<usize> = (0..starts.len())
            .filter(|i| !exact.is_empty() && folded_start(&starts[*i], page.str(*i), &exact))
            .collect();
        match quoted[..] {
            [unit] => page.units[unit].class = Some(o.class),
            [] => diagnostics.push(
                Diagnostic::error("override-not-found", "no paragraph of the witness begins with these words")
                    .at(o.exact.span.clone())
                    .help("quote the first words of the paragraph as the witness has them"),
            ),
            _ => {
                let error = Diagnostic::error(
                    "override-ambiguous",
                    format!("{} paragraphs of the witness begin with these words", quoted.len()),
                );
                let place = |i: &usize| Span::new(page.file, page.units[*i].range.clone());
                let labelled =
                    quoted.iter().take(5).fold(error.at(o.exact.span.clone()), |e, i| e.label(place(i), "here"));
                diagnostics.push(labelled.help("quote more of the paragraph"));
            }
        }
    }
}

/// How many characters of each unit are folded beforehand.
const HEAD: usize = 200;

fn start(text: &str) -> String {
    folded(&text.chars().take(HEAD).collect::<String>())
}

fn folded_start(head: &str, text: &str, exact: &str) -> bool {
    head.starts_with(exact) || (exact.len() > head.len() && exact.starts_with(head) && folded(text).starts_with(exact))
}
