//! Counts what a document's text and notes hold, whatever they were read from.

use super::shape::DocumentReport;
use crate::model::document::Note;
use crate::model::text::{BlockKind, GroupKind, MarkKind, Text};

/// Fills in the counts of a body and of the author's notes.
pub(super) fn text(head: DocumentReport, body: &Text, notes: &[Note], author_series: usize) -> DocumentReport {
    let authors: Vec<&Note> = notes.iter().filter(|n| n.series == author_series).collect();
    let quoted = grouped(body, is_quotation);
    let apart = grouped(body, |kind| matches!(kind, GroupKind::Item | GroupKind::Definition | GroupKind::Table(_)));
    let paragraphs: Vec<usize> =
        (0..body.blocks.len()).filter(|i| body.blocks[*i].kind == BlockKind::Paragraph && !apart[*i]).collect();
    let prose = || paragraphs.iter().filter(|i| !quoted[**i]);
    DocumentReport {
        paragraphs: prose().count(),
        headings: body.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading(_))).count(),
        verse_lines: body.blocks.iter().filter(|b| b.kind == BlockKind::Verse).count(),
        run_in_heads: body.marks.iter().filter(|m| m.kind == MarkKind::RunInHead).count(),
        list_items: body.groups.iter().filter(|g| matches!(g.kind, GroupKind::Item | GroupKind::Definition)).count(),
        block_quotes: quotations(body),
        block_quote_paragraphs: paragraphs.iter().filter(|i| quoted[**i]).count(),
        block_quotes_in_notes: authors.iter().map(|n| quotations(&n.text)).sum(),
        attributions: body.blocks.iter().filter(|b| b.kind == BlockKind::Attribution).count(),
        note_markers: calls(body, notes, author_series),
        notes: authors.len(),
        note_extra_paragraphs: authors.iter().map(|n| extra_paragraphs(&n.text)).sum(),
        body_words: prose().map(|i| words(body.block_str(*i))).sum(),
        ..head
    }
}

/// Which blocks are inside a group of those kinds.
fn grouped(text: &Text, wanted: impl Fn(&GroupKind) -> bool) -> Vec<bool> {
    let mut inside = vec![false; text.blocks.len()];
    text.groups.iter().filter(|g| wanted(&g.kind)).for_each(|g| inside[g.blocks.clone()].fill(true));
    inside
}

fn is_quotation(kind: &GroupKind) -> bool {
    matches!(kind, GroupKind::Quotation | GroupKind::Epigraph)
}

/// The calls of the author's notes.
fn calls(body: &Text, notes: &[Note], author_series: usize) -> usize {
    let series = |kind: &MarkKind| match kind {
        MarkKind::Call(note) => notes.get(note.0 as usize).map(|n| n.series),
        _ => None,
    };
    body.marks.iter().filter(|m| series(&m.kind) == Some(author_series)).count()
}

fn quotations(text: &Text) -> usize {
    text.groups.iter().filter(|g| is_quotation(&g.kind)).count()
}

/// The paragraphs of a note after its first, outside quotations.
fn extra_paragraphs(note: &Text) -> usize {
    let quoted = grouped(note, is_quotation);
    quoted.iter().skip(1).filter(|q| !**q).count()
}

/// How many words `\w+(?:['’-]\w+)*` finds in `line`.
pub(super) fn words(line: &str) -> usize {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut count = 0;
    let mut inside = false;
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        if word(c) {
            count += usize::from(!inside);
            inside = true;
        } else {
            inside = inside && matches!(c, '\'' | '’' | '-') && rest.peek().is_some_and(|next| word(*next));
        }
    }
    count
}
