//! A block's characters and marks as Markdown.

use crate::model::figure::Figure;
use crate::model::lines::LineMark;
use crate::model::text::{MarkKind, Text};

/// A title's or source line's first block, without calls.
pub(crate) fn of_title(text: &Text) -> String {
    if text.is_empty() { String::new() } else { block(text, 0, &|_| String::new()) }
}

/// Block `index`; `label` names a note.
pub(crate) fn block(text: &Text, index: usize, label: &dyn Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    for run in text.runs(index) {
        let wanted: Vec<(usize, &'static str)> =
            run.marks.iter().filter_map(|m| delimiter(&text.marks[*m].kind).map(|d| (*m, d))).collect();
        let kept = open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        open.drain(kept..).rev().for_each(|(_, d)| close(&mut out, d));
        for (mark, d) in &wanted[kept..] {
            out.push_str(d);
            open.push((*mark, d));
        }
        match run.point.map(|p| &text.marks[p].kind) {
            Some(MarkKind::Call(note)) => {
                let label = label(note.0 as usize);
                if !label.is_empty() {
                    out.push_str(&format!("[^{label}]"));
                }
            }
            Some(MarkKind::Line(mark)) => out.push_str(&sign(*mark)),
            Some(MarkKind::Milestone(one)) => out.push_str(&format!("{{@{} {}}}", one.system, one.label)),
            _ => escape(&mut out, &text.string[run.range.clone()]),
        }
    }
    open.drain(..).rev().for_each(|(_, d)| close(&mut out, d));
    guard_start(out)
}

/// An image with its attributes.
pub(crate) fn image(figure: &Figure, anchor: Option<&str>) -> String {
    let mut alternative = String::new();
    escape(&mut alternative, &figure.alternative);
    let attributes = [
        anchor.map(|anchor| format!("#{anchor}")),
        figure.width.map(|width| format!("width={width}%")),
        figure.alternative.is_empty().then(|| ".decorative".to_owned()),
    ];
    let attributes: Vec<String> = attributes.into_iter().flatten().collect();
    let braces = if attributes.is_empty() { String::new() } else { format!("{{{}}}", attributes.join(" ")) };
    let path = figure.path.replace('\\', "\\\\").replace('<', "\\<").replace('>', "\\>");
    let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "./_-".contains(c));
    if plain { format!("![{alternative}]({path}){braces}") } else { format!("![{alternative}](<{path}>){braces}") }
}

fn delimiter(kind: &MarkKind) -> Option<&'static str> {
    match kind {
        MarkKind::Emphasis => Some("*"),
        MarkKind::Strong => Some("**"),
        MarkKind::SmallCaps | MarkKind::RunInHead => Some("<span class=\"smallcaps\">"),
        MarkKind::Superscript => Some("<sup>"),
        MarkKind::Subscript => Some("<sub>"),
        _ => None,
    }
}

/// What the source says of a line.
fn sign(mark: LineMark) -> String {
    match mark {
        LineMark::Number(_) | LineMark::Lettered(..) => format!("{{line={}}}", mark.written().unwrap_or_default()),
        LineMark::Advance(by) => format!("{{line=+{by}}}"),
        LineMark::Skip => "{line=skip}".to_owned(),
        LineMark::Hide => "{line=hide}".to_owned(),
        LineMark::Sub => "{line=sub}".to_owned(),
        LineMark::Shared => "~ ".to_owned(),
    }
}

fn close(out: &mut String, delimiter: &str) {
    out.push_str(match delimiter {
        "<sup>" => "</sup>",
        "<sub>" => "</sub>",
        d if d.starts_with('<') => "</span>",
        d => d,
    });
}

fn escape(out: &mut String, characters: &str) {
    let mut rest = characters.chars();
    while let Some(c) = rest.next() {
        match c {
            '\u{2028}' => out.push_str("\\\n"),
            // what the reader would make typographic
            '"' | '\'' => out.extend(['\\', c]),
            // what it would take for a sign
            '%' if rest.as_str().starts_with(c) => out.extend(['\\', c]),
            // two of them before a bracket begin or end a formula
            '\\' if rest.as_str().starts_with(['(', ')', '[', ']']) => out.push_str("&#92;"),
            '@' if !out.ends_with(char::is_alphanumeric) => out.extend(['\\', c]),
            '-' | '.' if rest.as_str().starts_with(c) => out.extend(['\\', c]),
            '\\' | '*' | '_' | '[' | ']' | '<' | '`' | '&' | '~' | '^' | '$' | '{' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
}

/// Escapes what would begin another kind of block.
fn guard_start(mut out: String) -> String {
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && matches!(out.as_bytes().get(digits), Some(b'.' | b')')) {
        out.insert(digits, '\\');
    } else if out.starts_with("Table: ") {
        // the sign of a caption
        out.insert(5, '\\');
    } else if out.starts_with(['#', '>', '+', '-', '|', '=', ':']) {
        out.insert(0, '\\');
    }
    out
}
