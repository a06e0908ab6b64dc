//! Names of blocks that stand in lines of their own (`{: #boats}`, `{#boats}`) or among their words (`(\\#tab:boats)`):
//! put among the parser's events as empty anchors of HTML.

use super::fences::Blank;
use super::template::Order;
use crate::read::markdown::html::{Step, is_inline};
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// A name, where it stands, and whether it is of the block after it.
struct Name<'b> {
    name: &'b str,
    place: Range<usize>,
    ahead: bool,
}

/// Puts the names among `blanks` into the events of the blocks that they name.
pub(in crate::read::markdown) fn place(source: &str, events: &mut Vec<Step<'_>>, blanks: &[(Blank, Range<usize>)]) {
    let mut names: Vec<Name<'_>> = blanks.iter().filter_map(|(blank, place)| name(source, blank, place)).collect();
    if names.is_empty() {
        return;
    }
    names.sort_by_key(|name| name.place.start);
    let mut names = names.into_iter().peekable();
    let mut out: Vec<Step<'_>> = Vec::with_capacity(events.len());
    // behind the beginning of the last block of words
    let mut last = 0;
    for (event, range) in events.drain(..) {
        let words =
            matches!(event, Event::Text(_) | Event::Code(_) | Event::Start(Tag::Image { .. } | Tag::Link { .. }));
        while let Some(name) = names.next_if(|name| match name.ahead {
            true => words && name.place.end <= range.start,
            false => name.place.start < range.start,
        }) {
            let at = if name.ahead { out.len() } else { last };
            insert(&mut out, at, &name);
        }
        let begins = matches!(&event, Event::Start(tag) if !is_inline(tag.to_end()));
        out.push((event, range));
        if begins {
            last = out.len();
        }
    }
    names.for_each(|name| insert(&mut out, last, &name));
    *events = out;
}

fn insert(out: &mut Vec<Step<'_>>, at: usize, name: &Name<'_>) {
    let tags = [format!("<a id=\"{}\">", name.name), "</a>".to_owned()];
    let steps = tags.map(|tag| (Event::InlineHtml(tag.into()), name.place.clone()));
    out.splice(at..at, steps);
}

fn name<'b>(source: &str, blank: &'b Blank, place: &Range<usize>) -> Option<Name<'b>> {
    let (name, ahead) = match blank {
        Blank::Name(name) => (name, false),
        Blank::Order(Order::Attributes(Some(name))) => {
            let before = source[..place.start].trim_end_matches([' ', '>']);
            let alone = before.is_empty() || before.ends_with("\n\n") || before.ends_with("\n\r\n");
            let next = source[place.end..].lines().nth(1).unwrap_or_default();
            (name, alone && !next.trim().is_empty())
        }
        _ => return None,
    };
    Some(Name { name, place: place.clone(), ahead })
}
