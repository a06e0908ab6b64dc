//! What stays on one page with what: lines of verse, attributions, epigraphs.

use crate::typeset::composition::flow::{Block, FlowItem};

/// Keeps the last block of `items` on the page of what comes after it.
pub(crate) fn keep_last(items: &mut [FlowItem]) {
    if let Some(block) = blocks(items).next_back() {
        block.keep_with_next = true;
    }
}

/// Takes away the space at the end: what comes next stands close below.
pub(crate) fn close_up(items: &mut Vec<FlowItem>) {
    if matches!(items.last(), Some(FlowItem::Space(_))) {
        items.pop();
    }
}

/// Keeps all blocks of `items` on one page with what comes after them.
pub(crate) fn keep_all(items: &mut [FlowItem]) {
    blocks(items).for_each(|block| block.keep_with_next = true);
}

/// Keeps all blocks of `items` on one page.
pub(crate) fn keep_within(items: &mut [FlowItem]) {
    let count = blocks(items).count();
    blocks(items).take(count.saturating_sub(1)).for_each(|block| block.keep_with_next = true);
}

/// Keeps the first two lines of a stanza on one page, and the last two: no line stands alone. A stanza of up to
/// `together` lines is kept whole.
pub(crate) fn keep_stanza(items: &mut [FlowItem], together: usize) {
    let count = blocks(items).count();
    if count > 1 && count <= together {
        keep_within(items);
    }
    let kept = [0, count.saturating_sub(2)];
    for (_, block) in blocks(items).enumerate().filter(|(n, _)| count > 1 && kept.contains(n)) {
        block.keep_with_next = true;
    }
}

fn blocks(items: &mut [FlowItem]) -> impl DoubleEndedIterator<Item = &mut Block> {
    items.iter_mut().filter_map(|item| if let FlowItem::Block(block) = item { Some(block) } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(lines: usize, together: usize) -> Vec<bool> {
        let mut items = vec![FlowItem::Block(Block::default()); lines];
        keep_stanza(&mut items, together);
        blocks(&mut items).map(|block| block.keep_with_next).collect()
    }

    #[test]
    fn a_stanza_never_leaves_one_line_alone() {
        assert_eq!(kept(1, 0), [false]);
        assert_eq!(kept(2, 0), [true, false]);
        assert_eq!(kept(3, 0), [true, true, false]);
        assert_eq!(kept(5, 4), [true, false, false, true, false]);
        assert_eq!(kept(5, 5), [true, true, true, true, false]);
    }
}
