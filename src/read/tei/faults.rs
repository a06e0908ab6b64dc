//! What is amiss in an imported file: warnings, one for each kind and target, with a count and the first place.

use crate::diag::{Diagnostic, Diagnostics};
use crate::source::Span;
use std::collections::BTreeMap;

/// One kind of fault, or one target that leads nowhere.
#[derive(Clone, Debug)]
struct Fault {
    message: String,
    help: String,
    first: Span,
    count: usize,
}

/// The faults of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults {
    found: BTreeMap<(&'static str, String), Fault>,
}

impl Faults {
    /// Notes a fault down. Those of one code and `key` are one warning: that of the first.
    pub(super) fn push(
        &mut self,
        code: &'static str,
        key: impl Into<String>,
        at: Span,
        says: (impl Into<String>, impl Into<String>),
    ) {
        let (message, help) = (says.0.into(), says.1.into());
        let fault = Fault { message, help, first: at, count: 0 };
        self.found.entry((code, key.into())).or_insert(fault).count += 1;
    }

    /// The faults of a code: key, count and first place, the most frequent first.
    pub(super) fn of(&self, code: &str) -> Vec<(&str, usize, &Span)> {
        let of_code = self.found.iter().filter(|((known, _), _)| *known == code);
        let mut all: Vec<_> = of_code.map(|((_, key), fault)| (key.as_str(), fault.count, &fault.first)).collect();
        all.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
        all
    }

    /// Reports all, in the order of their first places.
    pub(super) fn report(&self, diagnostics: &mut Diagnostics) {
        let mut all: Vec<_> = self.found.iter().collect();
        all.sort_by_key(|(_, fault)| fault.first.range.start);
        for ((code, _), fault) in all {
            let times = if fault.count > 1 { format!(" ({} times)", fault.count) } else { String::new() };
            let warning = Diagnostic::warning(code, format!("{}{times}", fault.message)).at(fault.first.clone());
            diagnostics.push(warning.help(fault.help.clone()));
        }
    }
}
