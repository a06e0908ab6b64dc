//! Diagnostics: what is wrong, where, and what to do.
//!
//! Stages collect [`Diagnostic`]s and go on, so that one run shows every problem. Rendering to
//! a terminal or as JSON lines happens here too; printing happens only in `commands`.

use crate::source::{Sources, Span, is_line_end};
use serde::Serialize;
use std::fmt::Write as _;

/// How grave a diagnostic is. Faults in our own sources are errors, faults in a witness warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The build fails.
    Error,
    /// The build goes on.
    Warning,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable name in kebab case, such as `unknown-key`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where, if it has a place.
    pub span: Option<Span>,
    /// Further places with a word on each.
    pub labels: Vec<(Span, String)>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without a place.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        let message = shortened(message.into());
        Self { code, severity: Severity::Error, message, span: None, labels: vec![], help: None }
    }

    /// A warning without a place.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The same at `span`.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same with a further place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }

    /// The same with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The most characters of a message, and of what it quotes between backquotes if it has more.
const MOST: (usize, usize) = (300, 60);

/// A message that quotes at most a line, whatever it was made from: a name in a file may be as long as the file.
fn shortened(message: String) -> String {
    if message.len() <= MOST.0 {
        return message;
    }
    let cut = |(number, part): (usize, &str)| match (number % 2, part.char_indices().nth(MOST.1)) {
        (1, Some((end, _))) => part[..end].to_owned() + "…",
        _ => part.to_owned(),
    };
    let parts: Vec<String> = message.split('`').enumerate().map(cut).collect();
    let message = parts.join("`");
    match message.char_indices().nth(4 * MOST.0) {
        Some((end, _)) => message[..end].to_owned() + "…",
        None => message,
    }
}

/// The diagnostics of a run, in the order in which they were found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of `more`.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(more);
    }

    /// Keeps those that `keep` says.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many errors and how many warnings there are.
    pub fn count(&self) -> (usize, usize) {
        let errors = self.list.iter().filter(|d| d.severity == Severity::Error).count();
        (errors, self.list.len() - errors)
    }
}

/// Renders for a terminal: `severity[code]: message`, `--> file:line:column` (column from 1, as
/// editors count), the source line with a caret below, and the help.
pub fn render_human(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut out = format!("{severity}[{}]: {}\n", diagnostic.code, diagnostic.message);
    if let Some(span) = &diagnostic.span {
        render_place(&mut out, "-->", span, "", sources);
    }
    for (span, text) in &diagnostic.labels {
        render_place(&mut out, ":::", span, text, sources);
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "  = help: {help}");
    }
    out
}

/// How many characters of a source line a message shows: witnesses have paragraphs as lines.
const SHOWN: usize = 76;

fn render_place(out: &mut String, arrow: &str, span: &Span, text: &str, sources: &Sources) {
    let file = sources.file(span.file);
    let at = file.position(span.range.start);
    let _ = writeln!(out, "  {arrow} {}:{}:{}", file.name, at.line, at.column + 1);
    let range = file.line_range(at.line);
    let line = &file.text[range.clone()];
    let column = at.column as usize;
    let start = file.text.floor_char_boundary((span.range.start as usize).clamp(range.start, range.end)) - range.start;
    let covered = sources.slice(span).split(is_line_end).next().unwrap_or("").chars().take(SHOWN).count();
    let long = line.chars().nth(SHOWN).is_some();
    let back = if column > SHOWN / 2 && long { SHOWN / 2 } else { column };
    let from = line[..start].char_indices().rev().take(back).last().map_or(start, |(i, _)| i);
    let window = line[from..].chars().take(SHOWN);
    let shown: String = window.map(|c| if c.is_control() { ' ' } else { c }).collect();
    let back = line[from..start].chars().count();
    let width = covered.clamp(1, (shown.chars().count().max(back + 1) - back).max(1));
    let number = at.line.to_string();
    let gutter = " ".repeat(number.len());
    let more = line[from..].chars().nth(SHOWN).is_some();
    let (before, after) = (if from > 0 { "…" } else { "" }, if more { "…" } else { "" });
    let caret = format!("{}{}", " ".repeat(back + before.chars().count()), "^".repeat(width));
    let _ = writeln!(out, " {gutter} |\n {number} | {before}{shown}{after}\n {gutter} | {caret} {text}");
    while out.ends_with(" \n") {
        out.truncate(out.len() - 2);
        out.push('\n');
    }
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    file: &'a str,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'a str,
    severity: Severity,
    message: &'a str,
    #[serde(flatten)]
    place: Option<JsonPlace<'a>>,
    help: Option<&'a str>,
}

/// Renders as one line of JSON: code, severity, message, file, line (from 1), column (from 0,
/// in characters, as in the report), help.
pub fn render_json(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = diagnostic.span.as_ref().map(|span| {
        let position = sources.position(span);
        JsonPlace { file: &sources.file(span.file).name, line: position.line, column: position.column }
    });
    let json = JsonDiagnostic {
        code: diagnostic.code,
        severity: diagnostic.severity,
        message: &diagnostic.message,
        place,
        help: diagnostic.help.as_deref(),
    };
    serde_json::to_string(&json).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_quotes_at_most_a_line() {
        let name = "ä".repeat(100_000);
        let message = Diagnostic::error("unknown", format!("`{name}` is not `{name}` but “{name}”")).message;
        let line = "ä".repeat(60);
        assert!(message.starts_with(&format!("`{line}…` is not `{line}…` but “ä")), "{message}");
        assert!(message.ends_with('…') && message.chars().count() == 1_201);
        let usual = format!("`{}` is none", "x".repeat(200));
        assert_eq!(Diagnostic::warning("unknown", usual.clone()).message, usual);
    }
}
