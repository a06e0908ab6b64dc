//! Captions of tables: a paragraph `Table: …` before or after one, as pandoc has it, or `: …` after one.

use crate::model::text::Alignment;
use crate::read::markdown::html::Step;
use crate::read::markdown::walk::alignment;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeMap;

/// What makes a paragraph a caption.
const SIGNS: [&str; 2] = ["Table: ", "table: "];
/// What does so after a table.
const AFTER: &str = ": ";

/// A paragraph that is the caption of the table after it.
#[derive(Clone, Debug)]
pub(in crate::read::markdown) struct Caption {
    /// The columns of the table.
    pub(in crate::read::markdown) columns: Vec<Alignment>,
    /// How many bytes its sign takes.
    pub(in crate::read::markdown) sign: usize,
}

/// A table or a paragraph that may be a caption, by the indices of its events.
struct Part {
    first: usize,
    last: usize,
    /// For a caption the bytes of its sign.
    sign: Option<usize>,
}

/// Puts captions before their tables; gives those paragraphs by the index of the event that begins each.
/// `of_html` are the bytes at which captions without a sign begin.
pub(in crate::read::markdown) fn place(
    source: &str,
    events: &mut Vec<Step<'_>>,
    of_html: &[usize],
) -> BTreeMap<usize, Caption> {
    if !events.iter().any(|(event, _)| matches!(event, Event::Start(Tag::Table(_)))) {
        return BTreeMap::new();
    }
    let parts = parts(source, events, of_html);
    let is_table = |index: Option<usize>| index.and_then(|i| parts.get(i)).is_some_and(|p| p.sign.is_none());
    let touches = |a: usize, b: usize| parts[a].last + 1 == parts[b].first;
    let mut table_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, part) in parts.iter().enumerate().filter(|(_, part)| part.sign.is_some()) {
        let before = index.checked_sub(1).filter(|b| is_table(Some(*b)) && touches(*b, index));
        let before = before.filter(|table| !table_of.values().any(|taken| taken == table));
        let after =
            Some(index + 1).filter(|a| is_table(Some(*a)) && touches(index, *a) && part.sign != Some(AFTER.len()));
        let own = after.is_some_and(|table| {
            let next = table + 1;
            parts.get(next).is_some_and(|p| p.sign.is_some()) && touches(table, next)
        });
        let table = if own { before.or(after) } else { after.or(before) };
        table_of.extend(table.map(|table| (index, table)));
    }
    let mut captions = BTreeMap::new();
    for (caption, table) in table_of {
        let (sign, first, last) = (parts[caption].sign.unwrap_or(0), parts[caption].first, parts[caption].last);
        let Event::Start(Tag::Table(columns)) = &events[parts[table].first].0 else { continue };
        let columns = columns.iter().copied().map(alignment).collect();
        let mut at = first;
        if table < caption {
            at = parts[table].first;
            events[at..=last].rotate_left(first - at);
        }
        captions.insert(at, Caption { columns, sign });
    }
    captions
}

fn parts(source: &str, events: &[Step<'_>], of_html: &[usize]) -> Vec<Part> {
    let mut parts = vec![];
    let mut open = None;
    for (index, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Paragraph) => {
                let text = source.get(range.start..).unwrap_or_default();
                let after = index > 0 && matches!(events[index - 1].0, Event::End(TagEnd::Table));
                let sign = SIGNS.iter().find(|sign| text.starts_with(**sign)).map(|sign| sign.len());
                let sign = sign.or((after && text.starts_with(AFTER)).then_some(AFTER.len()));
                let sign = if of_html.contains(&range.start) { Some(0) } else { sign };
                open = sign.map(|sign| (index, Some(sign)));
            }
            Event::Start(Tag::Table(_)) => open = Some((index, None)),
            Event::End(TagEnd::Paragraph | TagEnd::Table) => {
                parts.extend(open.take().map(|(first, sign)| Part { first, last: index, sign }));
            }
            _ => {}
        }
    }
    parts
}
