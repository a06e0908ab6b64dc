//! Tables of HTML: rows and cells as they open and close, all rows with as many cells, the caption before them.

use super::blocks::{Element, Finding, Kind, Reader};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

impl Reader<'_, '_> {
    /// Whether the table that is open last is one of the book's, not one within a cell.
    pub(super) fn in_table(&self) -> bool {
        let table = self.open.iter().rev().take_while(|e| e.depth == self.depth).find(|e| e.name == "table");
        table.is_some_and(|e| e.kind != Kind::Plain)
    }

    pub(super) fn table(&mut self, place: Range<usize>) {
        if self.line().is_some() || !self.in_block() {
            return self.plain("table");
        }
        self.room(place.start);
        let index = self.out.events.len();
        self.start("table", Tag::Table(vec![]), |_| Kind::Table(index), place);
    }

    /// Closes what is open in the table.
    pub(super) fn close_rows(&mut self, at: usize) {
        if let Some(table) = self.open.iter().rposition(|e| matches!(e.kind, Kind::Table(_))) {
            self.close_to(table + 1, at);
        }
    }

    pub(super) fn row(&mut self, place: Range<usize>) {
        self.close_rows(place.start);
        let index = self.out.events.len();
        self.start("tr", Tag::TableRow, |_| Kind::Row(index, 0, true), place.start..place.start);
    }

    pub(super) fn cell(&mut self, name: &str, columns: usize, place: Range<usize>) {
        let row = self.open.iter().rposition(|e| matches!(e.kind, Kind::Row(..)));
        match row {
            Some(row) => self.close_to(row + 1, place.start),
            None => self.row(place.clone()),
        }
        if let Some(Element { kind: Kind::Row(_, count, heads), .. }) = self.open.last_mut() {
            *count += columns;
            *heads &= name == "th";
        }
        for _ in 1..columns {
            // what goes over several columns begins in the first
            self.out.findings.push((Finding::Unfollowed("that a cell goes over several columns"), place.clone()));
        }
        self.start(name, Tag::TableCell, |end| Kind::Line(end, false), place);
        if let Some(element) = self.open.last_mut() {
            element.name = if columns > 1 { format!("{name}*{columns}") } else { name.to_owned() };
        }
    }

    pub(super) fn caption(&mut self, place: Range<usize>) {
        self.close_rows(place.start);
        let from = self.out.events.len();
        self.out.captions.push(place.start);
        self.push(Event::Start(Tag::Paragraph), place);
        let (name, depth) = ("caption".to_owned(), self.depth);
        self.open.push(Element { name: name.clone(), kind: Kind::Caption(vec![from]), depth });
        self.open.push(Element { name, kind: Kind::Line(TagEnd::Paragraph, false), depth });
        self.broken = false;
    }

    pub(super) fn empty_cell(&mut self, at: usize) {
        self.push(Event::Start(Tag::TableCell), at..at);
        self.push(Event::End(TagEnd::TableCell), at..at);
    }

    pub(super) fn end_row(&mut self, index: usize, heads: bool, at: usize) {
        let first = index.checked_sub(1).is_some_and(|before| {
            matches!(self.out.events[before].0, Event::Start(Tag::Table(_)) | Event::End(TagEnd::TableHead))
        });
        let head = heads && first;
        if head {
            self.out.events[index].0 = Event::Start(Tag::TableHead);
        }
        self.push(Event::End(if head { TagEnd::TableHead } else { TagEnd::TableRow }), at..at);
    }

    /// Gives all rows of a table as many cells.
    pub(super) fn end_table(&mut self, index: usize, at: usize) {
        let rows = self.out.events.split_off(index);
        let is_cell = |event: &Event<'_>| matches!(event, Event::Start(Tag::TableCell));
        let is_end = |event: &Event<'_>| matches!(event, Event::End(TagEnd::TableRow | TagEnd::TableHead));
        let columns = rows.split(|(event, _)| is_end(event)).map(|row| row.iter().filter(|(e, _)| is_cell(e)).count());
        let columns = columns.max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        let mut count = 0;
        for (event, range) in rows {
            count += usize::from(is_cell(&event));
            if is_end(&event) {
                (count..columns).for_each(|_| self.empty_cell(range.start));
                count = 0;
            }
            match event {
                Event::Start(Tag::Table(_)) => {
                    let alignments = vec![pulldown_cmark::Alignment::None; columns];
                    self.push(Event::Start(Tag::Table(alignments)), range);
                }
                event => self.push(event, range),
            }
        }
        self.push(Event::End(TagEnd::Table), at..at);
    }

    /// Puts a caption before its table.
    pub(super) fn end_caption(&mut self, from: Vec<usize>) {
        let table =
            self.open.iter().rev().find_map(|e| if let Kind::Table(index) = e.kind { Some(index) } else { None });
        let (Some(from), Some(table)) = (from.first().copied(), table) else { return };
        let caption = self.out.events.split_off(from);
        let moved = caption.len();
        self.out.events.splice(table..table, caption);
        for element in &mut self.open {
            if let Kind::Table(index) = &mut element.kind
                && *index == table
            {
                *index += moved;
            }
        }
    }
}
