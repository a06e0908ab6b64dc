//! A generated document as a page of text: marks around the words that they hold.

use edition::model::document::{Document, Reference};
use edition::model::text::{BlockKind, GroupKind, MarkKind, Text};
use edition::model::walk::Event;
use std::fmt::Write as _;

pub(super) fn document(document: &Document) -> String {
    let mut out = format!("== {}\n", document.id);
    for figure in &document.figures {
        let _ = writeln!(out, "figure: {}", figure.alternative);
    }
    let mut depth = 0;
    for event in document.body.events() {
        let indent = "  ".repeat(depth);
        match event {
            Event::Enter(group) => {
                let _ = writeln!(out, "{indent}[{}]", group_name(&document.body.groups[group].kind));
                depth += 1;
            }
            Event::Leave(_) => depth -= 1,
            Event::Block(index) => {
                let kind = match document.body.blocks[index].kind {
                    BlockKind::Paragraph => String::new(),
                    BlockKind::Heading(level) => format!("{} ", "#".repeat(usize::from(level))),
                    kind => format!("{kind:?}: ").to_lowercase(),
                };
                let _ = writeln!(out, "{indent}{kind}{}", block(document, &document.body, index));
            }
        }
    }
    out
}

fn group_name(kind: &GroupKind) -> String {
    match kind {
        GroupKind::Row { head: true } => "head".into(),
        GroupKind::Row { head: false } => "row".into(),
        GroupKind::Table(_) => "table".into(),
        kind => format!("{kind:?}").to_lowercase(),
    }
}

/// The words of a block: `*emphasis*`, `**strong**`, `#anchor`, `<reference: words>`, `{places}`.
fn block(document: &Document, text: &Text, index: usize) -> String {
    let (mut out, mut open): (String, Vec<usize>) = (String::new(), vec![]);
    for run in text.runs(index) {
        if let Some(point) = run.point {
            if let MarkKind::Anchor(name) = &text.marks[point].kind {
                let _ = write!(out, "#{name} ");
            }
            continue;
        }
        while let Some(mark) = open.last().copied().filter(|mark| !run.marks.contains(mark)) {
            out.push_str(&edges(document, &text.marks[mark].kind).1);
            open.pop();
        }
        for mark in &run.marks {
            if !open.contains(mark) {
                out.push_str(&edges(document, &text.marks[*mark].kind).0);
                open.push(*mark);
            }
        }
        let filled = run.marks.iter().any(|m| matches!(text.marks[*m].kind, MarkKind::Loci(_)));
        out.push_str(if filled { "" } else { &text.string[run.range] });
    }
    while let Some(mark) = open.pop() {
        out.push_str(&edges(document, &text.marks[mark].kind).1);
    }
    out.replace('\u{2028}', " / ").replace('\u{2002}', "  ")
}

fn edges(document: &Document, kind: &MarkKind) -> (String, String) {
    let pair = |open: &str, close: &str| (open.to_owned(), close.to_owned());
    let name = |reference: &Reference| match &reference.anchor {
        Some(anchor) => format!("{}#{anchor}", reference.document),
        None => reference.document.clone(),
    };
    let target = |id: u32| document.references.get(id as usize).map_or("?".to_owned(), name);
    match kind {
        MarkKind::Emphasis => pair("*", "*"),
        MarkKind::Strong => pair("**", "**"),
        MarkKind::Code => pair("`", "`"),
        MarkKind::Language(tag) => (format!("({tag} "), ")".to_owned()),
        MarkKind::Reference(id) => (format!("<{}: ", target(id.0)), ">".to_owned()),
        MarkKind::Loci(id) => {
            let loci = &document.loci[id.0 as usize];
            let places: Vec<String> = loci.references.iter().map(|id| target(id.0)).collect();
            (format!("{{{}: {}", if loci.lines { "lines" } else { "pages" }, places.join(", ")), "}".to_owned())
        }
        _ => pair("", ""),
    }
}
