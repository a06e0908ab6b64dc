//! Figures: a picture as a line of its own, its caption below it.

use crate::model::document::Container;
use crate::model::figure::{FigureId, Picture};
use crate::model::length::Length;
use crate::model::page::{NodeId, NodeKind, Role};
use crate::model::text::{BlockKind, Text};
use crate::style::BlockStyle;
use crate::typeset::composition::blocks::Blocks;
use crate::typeset::composition::composer::Composer;
use crate::typeset::composition::flow::{Block, Flow, FlowItem, PictureBox, space};
use crate::typeset::composition::inline::Inline;
use crate::typeset::paragraph::assembled::Nowhere;
use crate::typeset::paragraph::piece::{Content, Font, Piece};
use crate::typeset::paragraph::{Paragraph, ParagraphId, Shape};

/// Lines of the page that are kept for the notes which a caption calls.
const NOTE_LINES: i64 = 4;

impl Blocks<'_> {
    /// A figure: the picture in its own size, but no wider than the text and no higher than a page
    /// that has its caption too; the caption is never parted from it.
    pub(crate) fn figure(&mut self, composer: &mut Composer<'_>, text: &Text, group: usize, flow: &mut Flow) {
        let style = composer.style;
        let node = composer.structure.add(self.top().node, NodeKind::Figure);
        let mut picture = None;
        let mut captions = vec![];
        for index in text.groups[group].blocks.clone() {
            match text.blocks[index].kind {
                BlockKind::Picture(id) => picture = self.picture(composer, text, (index, id), node),
                _ => captions.push(self.caption(composer, text, index, node)),
            }
        }
        space(&mut flow.items, style.figure.above);
        let mut below = style.figure.below;
        if let Some((paragraph, picture, role)) = picture {
            let figure = self.fitted(composer, &picture, &captions, role);
            below += figure.inset;
            let keep_with_next = !captions.is_empty();
            let parts = vec![paragraph];
            let picture = Some(figure);
            flow.items.push(FlowItem::Block(Block { parts, keep_with_next, picture, ..Block::default() }));
        }
        for id in captions {
            flow.items.push(FlowItem::Block(Block { parts: vec![id], ..Block::default() }));
        }
        space(&mut flow.items, below);
        self.flush = false;
    }

    /// The picture of block `index`, with the empty paragraph that keeps its place in the text.
    fn picture(
        &mut self,
        composer: &mut Composer<'_>,
        text: &Text,
        (index, id): (usize, FigureId),
        parent: NodeId,
    ) -> Option<(ParagraphId, Wanted, Role)> {
        let figure = self.scope.document.figures.get(id.0 as usize)?;
        let picture = figure.picture.as_ref()?;
        let node = composer.structure.add(parent, NodeKind::Picture(figure.alternative.clone()));
        let leaf = composer.structure.add(node, NodeKind::Leaf);
        let role = if figure.alternative.is_empty() { Role::Decoration } else { Role::Content(leaf) };
        let mut paragraph = Paragraph::new(Shape { width: composer.style.page.measure, ..Shape::default() });
        paragraph.origin = self.origin.then_some((self.scope.index, self.container));
        let font = Font::of(self.base.size, self.base.face, self.base.tracking);
        let at = text.blocks[index].range.start;
        paragraph.pieces.push(Piece {
            content: Content::Source(at..at, String::new()),
            font,
            language: self.scope.language.clone(),
            role,
            link: None,
        });
        self.place(composer, text, index, &mut paragraph);
        let inline = Inline::new(composer, self.scope, text, node, font);
        let calls = inline.block(index, &self.reach, &mut paragraph);
        self.calls.extend(calls);
        let wanted = Wanted { id, picture: picture.clone(), width: figure.width };
        Some((composer.add(paragraph), wanted, role))
    }

    fn caption(&mut self, composer: &mut Composer<'_>, text: &Text, index: usize, parent: NodeId) -> ParagraphId {
        let style = self.caption_style(composer);
        let node = composer.structure.add(parent, NodeKind::Caption);
        let mut paragraph = Paragraph::new(Shape::of(&style, Length::ZERO, composer.style.page.measure));
        paragraph.origin = self.origin.then_some((self.scope.index, self.container));
        self.place(composer, text, index, &mut paragraph);
        let font = Font::of(style.size, style.face, style.tracking);
        let calls = Inline::new(composer, self.scope, text, node, font).block(index, &self.reach, &mut paragraph);
        self.calls.extend(calls);
        composer.add(paragraph)
    }

    /// The style of captions here; outside the body they are set as small as what is around them.
    fn caption_style(&self, composer: &Composer<'_>) -> BlockStyle {
        let mut style = composer.style.caption.clone();
        if self.container != Container::Body {
            style.size = style.size.min(self.base.size);
            style.leading = style.leading.min(self.base.leading);
        }
        style.left += self.base.left + self.top().left;
        style.right += self.base.right + self.top().right;
        style
    }

    /// The picture's size and place in its line. The figure takes a whole number of lines of text,
    /// so that the text goes on in the grid: what it has too little is shared out above the picture,
    /// as its inset, and below the caption.
    fn fitted(&self, composer: &Composer<'_>, wanted: &Wanted, captions: &[ParagraphId], role: Role) -> PictureBox {
        let style = composer.style;
        let (leading, depth) = (style.text.leading, style.text.leading * style.page.lines);
        let left = self.base.left + self.top().left;
        let measure = style.page.measure - left - self.base.right - self.top().right;
        let gap = if captions.is_empty() { Length::ZERO } else { style.caption.above };
        let below = captions.iter().map(|id| caption_height(composer, *id)).sum::<Length>();
        // A caption longer than half a page goes on overleaf.
        let below = grid(below.min(depth / 2), leading);
        let room = Room { width: measure, height: depth - below - gap };
        let (width, height) = room.fit(&wanted.picture, wanted.width);
        let inset = (grid(height + gap, leading) - height - gap) / 2;
        PictureBox {
            figure: (self.scope.index, wanted.id),
            left: left + (measure - width) / 2,
            inset,
            width,
            height,
            line: inset + height + gap,
            role,
        }
    }
}

/// A picture, and how wide its source wants it.
struct Wanted {
    id: FigureId,
    picture: Picture,
    width: Option<u8>,
}

/// What a picture may take.
struct Room {
    width: Length,
    height: Length,
}

impl Room {
    /// Width and height of `picture`, its proportions kept: `width` hundredths of the room's, or
    /// its own.
    fn fit(&self, picture: &Picture, width: Option<u8>) -> (Length, Length) {
        let (own_width, own_height) = (picture.width.max(Length(1)), picture.height.max(Length(1)));
        let (most_width, most_height) = (self.width.max(Length::PT), self.height.max(Length::PT));
        let across = width.map_or(own_width, |part| most_width.scale(i64::from(part), 100)).min(most_width);
        let high = own_height.scale(across.0, own_width.0);
        let (width, height) = match high <= most_height {
            true => (across, high),
            false => (own_width.scale(most_height.0, own_height.0), most_height),
        };
        // However thin it is, something of it is seen.
        (width.max(Length::PT / 4), height.max(Length::PT / 4))
    }
}

/// The height of a caption with room for what it calls.
fn caption_height(composer: &Composer<'_>, id: ParagraphId) -> Length {
    let paragraph = &composer.paragraphs[id.0 as usize];
    let lines = composer.workshop.set(paragraph, &Nowhere).best().len() as i64;
    let calls = paragraph.points.iter().any(|point| point.what.note().is_some());
    let notes = if calls { composer.style.text.leading * NOTE_LINES } else { Length::ZERO };
    paragraph.shape.leading * lines + notes
}

/// The least whole number of lines that holds `height`.
fn grid(height: Length, leading: Length) -> Length {
    let leading = leading.max(Length(1));
    leading * ((height.0 + leading.0 - 1).div_euclid(leading.0))
}
