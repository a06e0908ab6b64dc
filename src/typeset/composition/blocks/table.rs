//! Tables: rows of cells side by side, broken between rows; the rows of heads stand again, as
//! decoration, where a page begins with a row. A head below other rows has a third of a line of space above it
//! and stays with what it heads. The last cell of a row that has fewer cells than there are columns
//! takes the rest of its row. A table that is too wide is set smaller within bounds, then its words
//! are hyphenated, and split where not even that suffices.

use crate::diag::Diagnostic;
use crate::model::document::Container;
use crate::model::generated::Generated;
use crate::model::length::Length;
use crate::model::page::{NodeId, NodeKind};
use crate::model::text::{Alignment, BlockKind, GroupKind, Text};
use crate::source::Span;
use crate::style::Align;
use crate::typeset::composition::blocks::columns::{Column, widest, widths};
use crate::typeset::composition::blocks::{Blocks, keeps};
use crate::typeset::composition::composer::Composer;
use crate::typeset::composition::flow::{Block, Flow, FlowItem, space};
use crate::typeset::composition::inline::Inline;
use crate::typeset::lines::opportunities;
use crate::typeset::lines::opportunities::split::{Hyphens, is_joint};
use crate::typeset::paragraph::assembled::{Assembled, Nowhere};
use crate::typeset::paragraph::piece::Font;
use crate::typeset::paragraph::{Paragraph, Shape, Split};

/// A table of so many lines at most, and a quarter of the page’s, is not divided by a page.
const SHORT: i64 = 8;

/// A row before its columns have widths.
struct Row {
    head: bool,
    cells: Vec<Paragraph>,
}

/// Where a table stands in its column of text.
struct Frame {
    left: Length,
    measure: Length,
    leading: Length,
    gutter: Length,
    /// Whether the first column is the one at the right.
    leftwards: bool,
}

impl Blocks<'_> {
    /// A table: its caption, then columns by their natural width, cells wrapped where the measure
    /// demands it.
    pub(crate) fn table(&mut self, composer: &mut Composer<'_>, text: &Text, group: usize, flow: &mut Flow) {
        let GroupKind::Table(alignments) = &text.groups[group].kind else { return };
        let within = text.groups[group].blocks.clone();
        let node = composer.structure.add(self.top().node, NodeKind::Table);
        let above = if is_facing(alignments) { self.leading(composer) } else { composer.style.table.above };
        space(&mut flow.items, above);
        if text.blocks.get(within.start).is_some_and(|block| block.kind == BlockKind::Caption) {
            self.table_caption(composer, text, within.start, node, flow);
        }
        let mut rows: Vec<Row> = vec![];
        for row in text.groups_from(&within) {
            let GroupKind::Row { head } = row.kind else { continue };
            let row_node = composer.structure.add(node, NodeKind::Row);
            let cells = row.blocks.clone().map(|block| self.cell(composer, text, block, head, row_node));
            rows.push(Row { head, cells: cells.collect() });
        }
        let place = text.origin(text.blocks.get(within.start).map_or(0, |block| block.range.start));
        let leftwards = text.direction_of_blocks(within, &self.scope.language) == Some(true);
        self.rows(composer, alignments, rows, (place, leftwards), flow);
    }

    fn table_caption(
        &mut self,
        composer: &mut Composer<'_>,
        text: &Text,
        block: usize,
        table: NodeId,
        flow: &mut Flow,
    ) {
        let style = &composer.style.table_caption;
        let left = self.base.left + self.top().left;
        let right = self.base.right + self.top().right;
        let (above, below) = (style.above, style.below);
        let body = self.container == Container::Body;
        let size = if body { style.size } else { self.base.size };
        let leading = if body { style.leading } else { self.base.leading };
        let shape = Shape::of(style, left, composer.style.page.measure - left - right);
        let font = Font::of(size, style.face, style.tracking);
        let mut paragraph = Paragraph::new(Shape { leading, ..shape });
        paragraph.origin = self.origin.then_some((self.scope.index, self.container));
        self.place(composer, text, block, &mut paragraph);
        let node = composer.structure.add(table, NodeKind::Caption);
        let calls = Inline::new(composer, self.scope, text, node, font).block(block, &self.reach, &mut paragraph);
        self.calls.extend(calls);
        let parts = vec![composer.add(paragraph)];
        space(&mut flow.items, above);
        flow.items.push(FlowItem::Block(Block {
            parts,
            keep_with_next: true,
            keep_together: true,
            ..Block::default()
        }));
        space(&mut flow.items, below);
    }

    fn cell(&mut self, composer: &mut Composer<'_>, text: &Text, block: usize, head: bool, row: NodeId) -> Paragraph {
        let kind = if head { NodeKind::HeadCell } else { NodeKind::Cell };
        let cell = composer.structure.add(row, kind);
        let node = composer.structure.add(cell, NodeKind::Paragraph);
        let style = &composer.style.table;
        let size = if self.container == Container::Body { style.size } else { self.base.size };
        let face = if head { style.head } else { style.face };
        let font = Font::of(size, face, style.tracking);
        let mut paragraph = Paragraph::new(Shape { hyphenate: true, ..Shape::default() });
        paragraph.origin = self.origin.then_some((self.scope.index, self.container));
        self.place(composer, text, block, &mut paragraph);
        let calls = Inline::new(composer, self.scope, text, node, font).block(block, &self.reach, &mut paragraph);
        self.calls.extend(calls);
        paragraph
    }

    fn rows(
        &mut self,
        composer: &mut Composer<'_>,
        alignments: &[Alignment],
        mut rows: Vec<Row>,
        (place, leftwards): (Option<Span>, bool),
        flow: &mut Flow,
    ) {
        let mut lines = 0;
        let style = &composer.style.table;
        let body = self.container == Container::Body;
        let left = self.base.left + self.top().left + style.left;
        // Many narrow columns of figures need less between them.
        let figures = self.scope.document.generated == Some(Generated::Agreement);
        let gutter = if figures { style.gutter / 2 } else { style.gutter };
        let mut frame = Frame {
            left,
            measure: composer.style.page.measure - left - self.base.right - self.top().right - style.right,
            leading: self.leading(composer),
            gutter,
            leftwards,
        };
        let count = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let facing = is_facing(alignments);
        let mut wanted = columns(composer, &rows, count);
        if !facing {
            let room = narrow(composer, &mut frame, &mut wanted, &mut rows);
            // What the tool writes no editor can mend.
            if self.scope.document.generated.is_none() {
                composer.faults.extend(fault(room, count, place));
            }
        }
        let gutter = frame.gutter;
        if let Some(least) = wanted.iter().map(|column| column.least).max().filter(|_| facing) {
            wanted.fill(Column { natural: frame.measure.max(least), least });
        }
        let widths = widths(&wanted, frame.measure - gutter * (count as i64 - 1).max(0));
        let length = widths.iter().copied().sum::<Length>() + gutter * (count as i64 - 1).max(0);
        let start = if leftwards { frame.left + frame.measure - length } else { frame.left };
        let rule = style.ruled.then_some((start, length));
        let below = style.below;
        let first = flow.items.len();
        // Of texts that face one another the first row says which; the heads after it are those of passages.
        let most = if facing { 1 } else { rows.len() };
        let heads = rows.iter().take_while(|row| row.head).count().min(most);
        let total = rows.len();
        let subhead: Vec<bool> = (0..total).map(|n| n >= heads && rows[n].head).collect();
        let spans: Vec<bool> = (0..total).map(|n| n >= heads && !rows[n].head && rows[n].cells.len() < count).collect();
        for (number, row) in rows.into_iter().enumerate() {
            if subhead[number] && number > heads {
                space(&mut flow.items, frame.leading / 3);
            }
            let (block, own) = self.row(composer, alignments, row, &widths, &frame);
            lines += own;
            let above = rule.filter(|_| number == 0);
            let under = rule.filter(|_| number + 1 == total || number + 1 == heads);
            flow.items.push(FlowItem::Block(Block {
                // Heads stay with the row that comes next, and what spans the columns with the row before;
                // notes have no pages of their own.
                keep_with_next: number + 1 < total && (number < heads || subhead[number] || spans[number + 1]),
                head: (body && heads > 0 && number >= heads).then(|| first..first + heads),
                rules: [above, under],
                ..block
            }));
        }
        if body && !facing && lines <= SHORT.min(composer.style.page.lines / 4) {
            keeps::keep_within(&mut flow.items[first..]);
        }
        space(&mut flow.items, below);
        self.flush = false;
    }

    fn leading(&self, composer: &Composer<'_>) -> Length {
        if self.container == Container::Body { composer.style.table.leading } else { self.base.leading }
    }

    /// A row as a block that no page may divide, unless it is higher than half of one, or prose that
    /// faces other prose; with its lines, if no space were lost at their ends.
    fn row(
        &self,
        composer: &mut Composer<'_>,
        alignments: &[Alignment],
        row: Row,
        widths: &[Length],
        frame: &Frame,
    ) -> (Block, i64) {
        let mut x = frame.left;
        let (mut parts, mut lines) = (vec![], 0);
        let last = row.cells.len().saturating_sub(1);
        for (column, mut cell) in row.cells.into_iter().enumerate() {
            let align = match alignments.get(column) {
                Some(Alignment::Right) => Align::Right,
                Some(Alignment::Centre) => Align::Centre,
                // Figures run from left to right, and begin where the words of their column do.
                _ if frame.leftwards && !has_letters(&cell) => Align::Right,
                _ => Align::Left,
            };
            let rest = if column == last { &widths[column + 1..] } else { &[] };
            let gutters = frame.gutter * rest.len() as i64;
            let width = widths[column] + rest.iter().copied().sum::<Length>() + gutters;
            let leading = frame.leading;
            let split = Split::Anywhere;
            cell.shape = Shape { left: x, width, align, leading, hyphenate: true, split, ..Shape::default() };
            if frame.leftwards {
                cell.shape.mirror(&(frame.left..frame.left + frame.measure));
            }
            lines = lines.max(lines_at_least(composer, &cell));
            parts.push(composer.add(cell));
            x += width + frame.gutter;
        }
        let half = composer.style.text.leading * composer.style.page.lines / 2;
        let together = frame.leading * lines <= half && (lines < 3 || !is_facing(alignments));
        (Block { parts, keep_together: together, ..Block::default() }, lines)
    }
}

/// Whether a cell holds words.
fn has_letters(cell: &Paragraph) -> bool {
    Assembled::new(&cell.pieces, &Nowhere).text.contains(char::is_alphabetic)
}

/// Whether the columns are texts that face one another.
fn is_facing(alignments: &[Alignment]) -> bool {
    alignments.first() == Some(&Alignment::Facing)
}

/// How many lines a cell has, if no space were lost at the ends of its lines.
fn lines_at_least(composer: &Composer<'_>, cell: &Paragraph) -> i64 {
    let width = composer.workshop.natural_width(cell).0.max(1);
    (width + cell.shape.width.0 - 1) / cell.shape.width.0.max(1)
}

/// How small the cells of a table may be set that is too wide, in hundredths of their size, by steps.
const SMALLER: [i64; 4] = [95, 90, 85, 80];

/// How wide a column of cells must be at least, in hundredths of their size: to hold five letters or figures.
const NARROWEST: i64 = 250;

/// What room the cells of a table have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    /// Their words stand whole or hyphenated, names in their parts.
    Words,
    /// Some words are cut without a sign.
    Cut,
    /// A line would hold single letters.
    Letters,
}

/// Brings a table into its measure whose words find no room in it: narrower spaces between the columns, then smaller
/// cells; then words are hyphenated, and at last split.
fn narrow(composer: &Composer<'_>, frame: &mut Frame, wanted: &mut [Column], rows: &mut [Row]) -> Room {
    let words: Length = wanted.iter().map(|column| column.least).sum();
    let gutters = |frame: &Frame| frame.gutter * (wanted.len() as i64 - 1).max(0);
    if words + gutters(frame) <= frame.measure {
        return Room::Words;
    }
    frame.gutter = frame.gutter / 2;
    let room = frame.measure - gutters(frame);
    if words <= room {
        return Room::Words;
    }
    let fits = |part: &i64| words.scale(*part, 100) <= room;
    let part = SMALLER.into_iter().find(fits).unwrap_or(SMALLER[SMALLER.len() - 1]);
    let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
    for piece in cells.flat_map(|cell| &mut cell.pieces) {
        piece.font.size = piece.font.size.scale(part, 100);
    }
    for column in wanted.iter_mut() {
        (column.natural, column.least) = (column.natural.scale(part, 100), column.least.scale(part, 100));
    }
    if words.scale(part, 100) <= room {
        return Room::Words;
    }
    // What words are divided into by hyphens; what finds no room even so is split.
    for (number, column) in wanted.iter_mut().enumerate() {
        let cells = rows.iter().filter_map(|row| row.cells.get(number));
        let parts = cells.map(|cell| longest(composer, cell, Parts::Hyphenated));
        (column.natural, column.least) = (column.least, parts.max().unwrap_or_default().min(column.least));
    }
    let most = widest(wanted, room);
    if most < composer.style.table.size.scale(part * NARROWEST, 100 * 100) {
        return Room::Letters;
    }
    let is_cut = |cell: &Paragraph| longest(composer, cell, Parts::OfNames) > most;
    if rows.iter().flat_map(|row| &row.cells).any(is_cut) { Room::Cut } else { Room::Words }
}

/// What is to be said of a table that finds no room, or none for its words.
fn fault(room: Room, columns: usize, place: Option<Span>) -> Option<Diagnostic> {
    let fault = match room {
        Room::Words => return None,
        Room::Cut => Diagnostic::warning(
            "cut-words",
            format!("in a table of {columns} columns words are cut without a hyphen, for no line holds their parts"),
        ),
        Room::Letters => {
            Diagnostic::error("wide-table", format!("a table of {columns} columns finds no room in the measure"))
        }
    };
    let help =
        "make rows of its columns, divide it in two, or give the pages a wider `measure` or `[table]` a smaller `size`";
    let fault = fault.help(help);
    Some(if let Some(span) = place { fault.at(span) } else { fault })
}

/// What the cells of each column want.
fn columns(composer: &Composer<'_>, rows: &[Row], count: usize) -> Vec<Column> {
    let mut columns = vec![Column::default(); count];
    // A cell that spans columns says nothing of any.
    let single = |row: &Row| if row.cells.len() < count { row.cells.len().saturating_sub(1) } else { count };
    for (column, cell) in rows.iter().flat_map(|row| row.cells.iter().take(single(row)).enumerate()) {
        let wanted = &mut columns[column];
        wanted.natural = wanted.natural.max(composer.workshop.natural_width(cell));
        wanted.least = wanted.least.max(longest(composer, cell, Parts::Words));
    }
    columns
}

/// Where a cell may be broken to measure what remains.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// Between words.
    Words,
    /// Where words may be hyphenated, too.
    Hyphenated,
    /// And where the parts of names meet.
    OfNames,
}

/// The width of a cell's longest stretch without a place to break.
fn longest(composer: &Composer<'_>, cell: &Paragraph, by: Parts) -> Length {
    let text = Assembled::new(&cell.pieces, &Nowhere);
    let shaped = composer.workshop.shaper.shape(&cell.pieces, &text, 0..text.text.len() as u32);
    let mut breaks = opportunities::breaks(&cell.pieces, &text).into_iter().peekable();
    let hyphens = if by != Parts::Words { composer.workshop.hyphenation(cell, &text) } else { Hyphens::default() };
    let (mut longest, mut word) = (Length::ZERO, Length::ZERO);
    for glyph in &shaped.glyphs {
        if breaks.next_if(|at| *at <= glyph.at).is_some() {
            while breaks.next_if(|at| *at <= glyph.at).is_some() {}
            word = Length::ZERO;
        } else if hyphens.are_at(glyph.at) {
            longest = longest.max(word + hyphens.width);
            word = Length::ZERO;
        } else if by == Parts::OfNames && is_joint(&text.text, glyph.at) {
            word = Length::ZERO;
        }
        if &text.text[glyph.at as usize..glyph.end() as usize] != " " {
            word += glyph.advance();
            longest = longest.max(word);
        }
    }
    longest
}
