//! Blocks and groups as Markdown: prefixes for what nests, one blank line between blocks.

use crate::model::document::{Note, NoteSeries};
use crate::model::draft::Draft;
use crate::model::text::{BlockKind, GroupKind, Text};
use crate::model::walk::Event;
use crate::write::markdown::{inline, is_blank, label};

/// Writes containers one after the other.
pub(crate) struct Writer<'a> {
    draft: &'a Draft,
    series: &'a [NoteSeries],
    out: String,
    /// The blank line where a quotation begins or ends: it belongs to what is around it.
    blank: Option<String>,
    /// Whether a term was written last: its definition stands on the next line.
    after_term: bool,
    /// Whether a stanza has begun: its lines stand one below the other, stanzas apart.
    in_stanza: bool,
}

/// What stands before each line of a block inside groups, and before its first line only.
#[derive(Clone, Default)]
struct Prefix {
    first: String,
    rest: String,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(draft: &'a Draft, series: &'a [NoteSeries]) -> Self {
        Self { draft, series, out: String::new(), blank: None, after_term: false, in_stanza: false }
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    /// A note's definition: its first block beside the label, the others indented.
    pub(crate) fn note(&mut self, note: &Note) {
        let index = self.draft.notes.iter().position(|n| std::ptr::eq(n, note)).unwrap_or(0);
        let label = format!("[^{}]: ", label(self.draft, self.series, index));
        let start = self.out.len();
        self.container(&note.text, "    ");
        let at = self.out[start..].find("    ").map_or(self.out.len(), |i| start + i);
        self.out.replace_range(at..(at + 4).min(self.out.len()), &label);
        if note.text.is_empty() {
            self.out.push('\n');
        }
    }

    /// A container's blocks, each line after `indent`.
    pub(crate) fn container(&mut self, text: &Text, indent: &str) {
        let mut prefixes = vec![Prefix { first: indent.into(), rest: indent.into() }];
        let mut counters: Vec<Option<u64>> = Vec::new();
        let mut whole = false;
        for event in text.events() {
            match event {
                Event::Enter(group) => {
                    let mut prefix = prefixes.last().cloned().unwrap_or_default();
                    match &text.groups[group].kind {
                        GroupKind::Quotation => {
                            self.blank = Some(prefix.rest.trim_end().to_owned());
                            prefixes.push(prefix.with("> ", "> "));
                        }
                        GroupKind::Epigraph => {
                            self.blank = Some(prefix.rest.trim_end().to_owned());
                            let prefix = prefix.with("> ", "> ");
                            self.lines("[!epigraph]", &prefix, false);
                            prefixes.push(Prefix { first: prefix.rest.clone(), ..prefix });
                        }
                        GroupKind::Definition => prefixes
                            .push(Prefix { first: format!("{}: ", prefix.rest), rest: format!("{}  ", prefix.rest) }),
                        GroupKind::List { start } => {
                            counters.push(*start);
                            prefixes.push(prefix);
                        }
                        GroupKind::Stanza => {
                            self.in_stanza = false;
                            prefixes.push(prefix);
                        }
                        GroupKind::StanzaOf(kind) => {
                            self.in_stanza = false;
                            self.lines(&format!("| [!{kind}]"), &prefix, true);
                            prefix.first.clone_from(&prefix.rest);
                            prefixes.push(prefix);
                        }
                        GroupKind::Item => prefixes.push(item(&prefix, &mut counters)),
                        GroupKind::Table(_) => {
                            self.caption(text, group, &mut prefix);
                            self.table(text, group, &prefix);
                            whole = true;
                            prefixes.push(prefix);
                        }
                        GroupKind::Figure => {
                            self.figure(text, group, &prefix);
                            whole = true;
                            prefixes.push(prefix);
                        }
                        _ => prefixes.push(prefix),
                    }
                }
                Event::Leave(group) => {
                    prefixes.pop();
                    match text.groups[group].kind {
                        GroupKind::Quotation | GroupKind::Epigraph => {
                            self.blank = prefixes.last().map(|p| p.rest.trim_end().to_owned());
                        }
                        GroupKind::List { .. } => {
                            counters.pop();
                        }
                        GroupKind::Table(_) | GroupKind::Figure => whole = false,
                        _ => {}
                    }
                }
                Event::Block(_) if whole => {}
                Event::Block(block) => {
                    let prefix = prefixes.last().cloned().unwrap_or_default();
                    self.block(text, block, &prefix);
                    if let Some(last) = prefixes.last_mut() {
                        last.first.clone_from(&last.rest);
                    }
                }
            }
        }
    }

    fn block(&mut self, text: &Text, block: usize, prefix: &Prefix) {
        let kind = text.blocks[block].kind;
        let content = match kind {
            BlockKind::Rule => "***".to_string(),
            BlockKind::Code => format!("```\n{}\n```", text.block_str(block).replace('\u{2028}', "\n")),
            _ if is_blank(text, block) => return,
            _ => self.inline(text, block),
        };
        let content = match kind {
            BlockKind::Heading(level) => format!("{} {content}", "#".repeat(usize::from(level.clamp(1, 6)))),
            BlockKind::Verse => content.split('\n').map(|l| format!("| {l}")).collect::<Vec<_>>().join("\n"),
            BlockKind::Attribution if !content.starts_with('—') => format!("— {content}"),
            _ => content,
        };
        self.lines(&content, prefix, kind == BlockKind::Verse);
        self.after_term = kind == BlockKind::Term;
    }

    fn inline(&self, text: &Text, block: usize) -> String {
        inline::block(text, block, &|note| label(self.draft, self.series, note))
    }

    /// Writes lines after a blank one; a line of verse follows another without it.
    fn lines(&mut self, content: &str, prefix: &Prefix, verse: bool) {
        let follows_verse = std::mem::replace(&mut self.in_stanza, verse) && verse;
        let blank = self.blank.take().unwrap_or_else(|| prefix.rest.trim_end().to_owned());
        let follows_term = std::mem::take(&mut self.after_term);
        if !self.out.is_empty() && !follows_verse && !follows_term {
            self.out.push_str(&blank);
            self.out.push('\n');
        }
        for (i, line) in content.split('\n').enumerate() {
            self.out.push_str(if i == 0 { &prefix.first } else { &prefix.rest });
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    /// A figure as one paragraph: the image, then its caption.
    fn figure(&mut self, text: &Text, group: usize, prefix: &Prefix) {
        let mut line = String::new();
        for index in text.groups[group].blocks.clone() {
            match text.blocks[index].kind {
                BlockKind::Picture(id) => {
                    let figure = self.draft.figures.get(id.0 as usize);
                    line.extend(figure.map(|f| inline::image(f, text.blocks[index].anchor.as_deref())));
                }
                _ => line.extend([" ", &self.inline(text, index)]),
            }
        }
        self.lines(&line, prefix, false);
    }

    fn caption(&mut self, text: &Text, group: usize, prefix: &mut Prefix) {
        let first = text.groups[group].blocks.start;
        if text.blocks[first].kind == BlockKind::Caption {
            let content = format!("Table: {}", self.inline(text, first));
            self.lines(&content, prefix, false);
            prefix.first.clone_from(&prefix.rest);
        }
    }

    fn table(&mut self, text: &Text, group: usize, prefix: &Prefix) {
        let inner = text.groups_from(&text.groups[group].blocks);
        let rows = inner.iter().filter(|g| matches!(g.kind, GroupKind::Row { .. }));
        let mut lines = Vec::new();
        for row in rows {
            let cells: Vec<String> = row.blocks.clone().map(|b| self.inline(text, b).replace('|', "\\|")).collect();
            lines.push(format!("| {} |", cells.join(" | ")));
            if row.kind == (GroupKind::Row { head: true }) {
                lines.push(format!("|{}", " --- |".repeat(cells.len())));
            }
        }
        self.lines(&lines.join("\n"), prefix, false);
    }
}

impl Prefix {
    fn with(&self, first: &str, rest: &str) -> Self {
        Self { first: format!("{}{first}", self.first), rest: format!("{}{rest}", self.rest) }
    }
}

fn item(prefix: &Prefix, counters: &mut [Option<u64>]) -> Prefix {
    let label = match counters.last_mut() {
        Some(Some(number)) => {
            *number += 1;
            format!("{}. ", *number - 1)
        }
        _ => "- ".to_string(),
    };
    Prefix { first: format!("{}{label}", prefix.rest), rest: format!("{}{}", prefix.rest, " ".repeat(label.len())) }
}
