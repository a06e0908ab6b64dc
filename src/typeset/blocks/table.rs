//! Tables: rows of cells side by side.

use super::Blocks;
use crate::model::document::Container;
use crate::model::length::Length;
use crate::model::page::NodeKind;
use crate::model::text::{Alignment, GroupKind, Text};
use crate::style::{Align, FaceStyle};
use crate::typeset::compose::Composer;
use crate::typeset::flow::{Block, Flow, FlowItem, space};
use crate::typeset::inline::Inline;
use crate::typeset::paragraph::{Font, Paragraph, Shape};

impl Blocks<'_> {
    /// A table: columns by their natural width, cells wrapped where the measure demands it.
    pub(super) fn table(&mut self, composer: &mut Composer<'_>, text: &Text, group: usize, flow: &mut Flow) {
        let GroupKind::Table(alignments) = &text.groups[group].kind else { return };
        let within = text.groups[group].blocks.clone();
        let node = composer.structure.add(self.top().node, NodeKind::Table);
        let mut rows: Vec<Vec<Paragraph>> = vec![];
        for row in text.groups.iter().filter(|g| within.start <= g.blocks.start && g.blocks.end <= within.end) {
            let GroupKind::Row { head } = row.kind else { continue };
            let row_node = composer.structure.add(node, NodeKind::Row);
            let cells = row.blocks.clone().map(|block| {
                let kind = if head { NodeKind::HeadCell } else { NodeKind::Cell };
                let cell = composer.structure.add(row_node, kind);
                let paragraph_node = composer.structure.add(cell, NodeKind::Paragraph);
                let size = if self.container == Container::Body { composer.style.table.size } else { self.base.size };
                let face = if head { FaceStyle::Italic } else { composer.style.table.face };
                let font = Font::of(size, face, composer.style.table.tracking);
                let mut paragraph = Paragraph::new(Shape { hyphenate: true, ..Shape::default() });
                paragraph.origin = self.origin.then_some((self.scope.index, self.container));
                self.place(composer, text, block, &mut paragraph);
                let inline = Inline::new(composer, self.scope, text, paragraph_node, font);
                let calls = inline.block(block, &self.reach, &mut paragraph);
                self.calls.extend(calls);
                paragraph
            });
            rows.push(cells.collect());
        }
        self.rows(composer, alignments, rows, flow);
    }

    fn rows(
        &mut self,
        composer: &mut Composer<'_>,
        alignments: &[Alignment],
        rows: Vec<Vec<Paragraph>>,
        flow: &mut Flow,
    ) {
        let style = &composer.style.table;
        let body = self.container == Container::Body;
        let leading = if body { style.leading } else { self.base.leading };
        let left = self.base.left + self.top().left + style.left;
        let measure = composer.style.page.measure - left - self.base.right - self.top().right - style.right;
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut natural = vec![Length::ZERO; columns];
        for (column, cell) in rows.iter().flat_map(|row| row.iter().enumerate()) {
            natural[column] = natural[column].max(composer.workshop.natural_width(cell));
        }
        let gutter = style.gutter;
        let widths = column_widths(&natural, measure - gutter * (columns as i64 - 1).max(0));
        space(&mut flow.items, style.above);
        let below = style.below;
        for (number, row) in rows.into_iter().enumerate() {
            let mut x = left;
            let mut parts = vec![];
            for (column, mut cell) in row.into_iter().enumerate() {
                let align = match alignments.get(column) {
                    Some(Alignment::Right) => Align::Right,
                    Some(Alignment::Centre) => Align::Centre,
                    _ => Align::Left,
                };
                cell.shape =
                    Shape { left: x, width: widths[column], align, leading, hyphenate: true, ..Shape::default() };
                parts.push(composer.add(cell));
                x += widths[column] + gutter;
            }
            // The heads stay with the first row.
            let keep_with_next = number == 0;
            flow.items.push(FlowItem::Block(Block { parts, keep_together: true, keep_with_next, ..Block::default() }));
        }
        space(&mut flow.items, below);
        self.flush = false;
    }
}

/// Widths of columns: natural where they fit; else the narrow ones keep theirs and the wide ones
/// share what is left by their natural widths.
fn column_widths(natural: &[Length], room: Length) -> Vec<Length> {
    if natural.iter().copied().sum::<Length>() <= room {
        return natural.to_vec();
    }
    let mut widths = natural.to_vec();
    let mut wide: Vec<usize> = (0..natural.len()).collect();
    loop {
        let taken: Length = (0..natural.len()).filter(|i| !wide.contains(i)).map(|i| natural[i]).sum();
        let left = (room - taken).max(Length::PT);
        let fair = left / (wide.len() as i64).max(1);
        let narrow: Vec<usize> = wide.iter().copied().filter(|i| natural[*i] <= fair).collect();
        if narrow.is_empty() {
            let total: Length = wide.iter().map(|i| natural[*i]).sum();
            wide.iter().for_each(|i| widths[*i] = left.scale(natural[*i].0, total.0.max(1)));
            return widths;
        }
        wide.retain(|i| !narrow.contains(i));
    }
}
