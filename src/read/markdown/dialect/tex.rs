//! Commands of TeX among the words: the few that say how words look are followed, those that steer a typesetter are
//! left out, and what else there is is said.

use crate::model::text::MarkKind;
use crate::read::markdown::html::Meaning;
use crate::read::markdown::walk::Walk;
use std::ops::Range;

/// What says where lines and pages end and how much room there is: for the tool to decide.
const STEERING: [&str; 28] = [
    "newpage",
    "pagebreak",
    "clearpage",
    "cleardoublepage",
    "newline",
    "linebreak",
    "noindent",
    "indent",
    "bigskip",
    "medskip",
    "smallskip",
    "vspace",
    "hspace",
    "vfill",
    "hfill",
    "centering",
    "par",
    "frontmatter",
    "mainmatter",
    "backmatter",
    "appendix",
    "tableofcontents",
    "listoffigures",
    "listoftables",
    "pagenumbering",
    "pagestyle",
    "thispagestyle",
    "setlength",
];
/// What marks a place and prints nothing.
const SILENT: [&str; 2] = ["index", "nocite"];
/// What leads to a place.
const REFERENCES: [&str; 8] = ["ref", "eqref", "autoref", "cref", "Cref", "nameref", "pageref", "vref"];
/// Environments that no reader of Markdown reads: tables, drawings, code.
const CODE: [&str; 8] =
    ["tabular", "tabular*", "tabularx", "longtable", "tikzpicture", "verbatim", "lstlisting", "minted"];
/// Words that are commands.
const WORDS: [(&str, &str); 4] = [("LaTeX", "LaTeX"), ("TeX", "TeX"), ("ldots", "…"), ("dots", "…")];

/// A command: its name, its argument in braces, and how many bytes the whole takes.
struct Command<'a> {
    name: &'a str,
    argument: Option<&'a str>,
    length: usize,
}

/// The command with which `text` begins.
fn command(text: &str) -> Option<Command<'_>> {
    let rest = text.strip_prefix('\\')?;
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let name = &rest[..end];
    if name.len() < 2 && !matches!(name, "S" | "P") {
        return None;
    }
    let mut at = 1 + end + usize::from(rest[end..].starts_with('*'));
    if let Some(option) = text[at..].strip_prefix('[').and_then(|inner| inner.find([']', '\n'])) {
        at += option + 2;
    }
    let Some(inner) = text.get(at..)?.strip_prefix('{') else {
        return Some(Command { name, argument: None, length: 1 + end });
    };
    let mut depth = 1;
    let close = inner.char_indices().find(|(_, c)| {
        depth += i32::from(*c == '{') - i32::from(*c == '}');
        depth == 0
    });
    let close = close.map(|(at, _)| at)?;
    Some(Command { name, argument: Some(&inner[..close]), length: at + close + 2 })
}

/// Whether a command that steers a typesetter ends before what follows `before`: `\newline\newline`.
fn is_behind_command(before: &str) -> bool {
    let start = before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    before[..start].ends_with('\\') && STEERING.contains(&&before[start..])
}

/// The names that places have in TeX.
fn labels(tex: &str) -> impl Iterator<Item = &str> {
    tex.split("\\label{").skip(1).filter_map(|rest| rest.split_once('}')).map(|(label, _)| label.trim())
}

fn meaning(name: &str) -> Option<Meaning> {
    let mut meaning = Meaning::default();
    match name {
        "emph" | "textit" | "textsl" | "uline" | "underline" => meaning.emphasis = true,
        "textbf" => meaning.strong = true,
        "textsc" => meaning.small_caps = true,
        "textsuperscript" => meaning.superscript = true,
        "textsubscript" => meaning.subscript = true,
        "texttt" => meaning.code = true,
        "text" | "textrm" | "textsf" | "textnormal" | "mbox" => {}
        _ => return None,
    }
    Some(meaning)
}

impl Walk<'_> {
    /// Reads the command of TeX at byte `at`, if it is one; gives the byte behind what is read.
    pub(super) fn tex(&mut self, at: usize, from: usize) -> Option<usize> {
        let source = self.source;
        if let Some(end) = self.environment(at, from) {
            return Some(end);
        }
        let Command { name, argument, length } = command(self.leaf(at))?;
        // in a path such as C:\books\old nothing is a command
        let glued = source[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '\\' | '/'));
        let word = source[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
        let path = word.contains([':', '/', '\\']) && !is_behind_command(&source[..at]);
        let glued = glued && (path || !STEERING.contains(&name));
        if glued && argument.is_none() {
            return None;
        }
        let (whole, written) = (at..at + length, source[at..at + length].to_owned());
        match argument {
            _ if STEERING.contains(&name) => {
                let what = "what TeX is told of lines, pages and rooms is left out";
                self.left_out(what, from, whole.clone());
                Some(whole.end)
            }
            Some(label) if REFERENCES.contains(&name) => {
                let label = label.to_owned();
                self.tex_reference(from, whole.clone(), &label);
                Some(whole.end)
            }
            Some(label) if name == "label" => {
                let label = label.trim().to_owned();
                self.left_out("marks of TeX for an index, a place or a list are left out", from, whole.clone());
                self.place_here(&label, whole.clone());
                Some(whole.end)
            }
            Some(_) if SILENT.contains(&name) => {
                self.left_out("marks of TeX for an index, a place or a list are left out", from, whole.clone());
                Some(whole.end)
            }
            Some(inner) if name == "begin" && CODE.contains(&inner) && self.ends_behind(at, inner).is_some() => {
                let end = self.ends_behind(at, inner)?;
                for label in labels(&source[at..end]) {
                    self.place_here(label, at..end);
                }
                self.raw_tex(from, at..end);
                Some(end)
            }
            Some(_) if matches!(name, "begin" | "end") => {
                self.left_out("an environment of TeX is read as what it holds", from, whole.clone());
                Some(whole.end)
            }
            Some(inner) => match meaning(name) {
                Some(meaning) if !inner.contains(['{', '\\', '`', '<']) => {
                    let sign = at..whole.end - inner.len() - 1;
                    Some(self.open_sign(meaning, from, sign, whole.end - 1, 1))
                }
                _ => {
                    self.raw_tex(from, whole.clone());
                    Some(whole.end)
                }
            },
            None => match WORDS.iter().find(|(word, _)| *word == name) {
                Some((_, words)) => {
                    self.signed(&source[from..at], from..at);
                    self.ensure_block();
                    self.replace(words, whole.clone());
                    Some(whole.end)
                }
                None => {
                    let message = format!("`{written}` is printed as it is written");
                    let help = "commands of TeX are not read: write the characters, or `\\\\` for the sign itself";
                    self.grouped("raw-tex", &message, help, whole);
                    None
                }
            },
        }
    }

    /// Where the environment ends that begins at byte `at`, in its paragraph.
    fn ends_behind(&self, at: usize, name: &str) -> Option<usize> {
        let end = format!("\\end{{{name}}}");
        self.leaf(at).find(&end).map(|found| at + found + end.len())
    }

    /// Sets a command that is not read as code; what stands before it from byte `from` on is written.
    pub(super) fn raw_tex(&mut self, from: usize, whole: Range<usize>) {
        let source = self.source;
        self.signed(&source[from..whole.start], from..whole.start);
        self.ensure_block();
        let start = self.frame().builder.at();
        let written = &source[whole.clone()];
        match written.contains('\n') {
            true => self.replace(&written.split_whitespace().collect::<Vec<_>>().join(" "), whole.clone()),
            false => self.copy(written, whole.start),
        }
        let end = self.frame().builder.at();
        self.frame().builder.mark(start..end, MarkKind::Code);
        let help = "write it as Markdown (`pandoc -t markdown` does), or `\\\\` for the sign itself";
        self.grouped("raw-tex", "TeX that is not read is set as code", help, whole);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_what_they_take() {
        let read = |text: &'static str| command(text).map(|c| (c.name, c.argument, c.length));
        assert_eq!(read("\\emph{a {b} c} d"), Some(("emph", Some("a {b} c"), 14)));
        assert_eq!(read("\\includegraphics[width=3cm]{x} d"), Some(("includegraphics", Some("x"), 30)));
        assert_eq!(read("\\LaTeX is"), Some(("LaTeX", None, 6)));
        assert_eq!(read("\\vspace*{2em}"), Some(("vspace", Some("2em"), 13)));
        assert_eq!(read("\\a"), None);
    }
}
